"""The rules: pure Python on frozen dataclasses. Knows no database, no file, no screen, no clock."""
