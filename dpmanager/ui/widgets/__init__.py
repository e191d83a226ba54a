"""The accessible building blocks that every page is made of."""
