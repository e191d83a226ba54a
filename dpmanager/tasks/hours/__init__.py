"""Hours and timesheets."""
