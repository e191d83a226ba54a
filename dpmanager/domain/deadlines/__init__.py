"""When things are due.

The rules are data (`resources/deadlines.toml`, read into `rules`). `happenings` says what in the
`facts` of a book sets a rule off, `work_out` makes the deadlines of it, and `keep` says how long
records have to be kept.
"""

from dpmanager.domain.deadlines.working_days import last_working_day_on_or_before, return_due

__all__ = ["last_working_day_on_or_before", "return_due"]
