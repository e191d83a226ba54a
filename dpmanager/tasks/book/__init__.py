"""The book itself: set up, undo, check, demonstrate."""
