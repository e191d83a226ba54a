"""The return for the funder."""
