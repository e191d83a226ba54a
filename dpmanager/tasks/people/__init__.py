"""The people who give the care."""
