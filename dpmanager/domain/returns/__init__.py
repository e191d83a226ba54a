"""Returns: what a funder asks for at the end of a period."""
