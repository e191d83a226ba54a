"""Budget: what was agreed and what it comes to."""
