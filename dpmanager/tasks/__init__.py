"""What a person comes to do: each task opens the book, calls the rules, and saves."""
