"""The budget: what was agreed, and how the money goes."""
