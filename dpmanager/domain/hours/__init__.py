"""Hours worked: shifts and timesheets."""
