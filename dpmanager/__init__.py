"""DP Manager keeps one direct payment in order: money, hours, pay, receipts and the return."""

__version__ = "0.1.0"

RELEASED = "2026-11-28"
"""The day of this version, year first."""
