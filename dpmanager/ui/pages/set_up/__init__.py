"""The first start: one question a page, until there is a book."""
