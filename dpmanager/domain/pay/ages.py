"""The day on which somebody reaches an age."""

from datetime import date, timedelta

from dpmanager.domain.periods import months_after

LEAP_DAY = (2, 29)


def day_of_age(born: date, years: int, months: int = 0) -> date:
    """The day on which somebody born on `born` is so many years and months old.

    Where that month has no such day it is the month's last; but for somebody born on 29 February,
    an ordinary year brings it on 1 March.
    Source: GOV.UK's State Pension age calculator (smart-answers, state_pension_date_query.rb).
    """
    day = months_after(born, 12 * years + months)
    born_on_leap_day = (born.month, born.day) == LEAP_DAY
    return day + timedelta(days=1) if born_on_leap_day and day.day != born.day else day
