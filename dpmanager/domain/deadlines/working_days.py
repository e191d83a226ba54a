"""Days counted on a calendar with weekends and bank holidays, and days that a funder set."""

from collections.abc import Set
from datetime import date, timedelta

from dpmanager.domain.periods import months_after

SATURDAY = 5


def last_working_day_on_or_before(day: date, bank_holidays: Set[date]) -> date:
    """`day` itself, or the last day before it that is no weekend and no bank holiday."""
    while day.weekday() >= SATURDAY or day in bank_holidays:
        day -= timedelta(days=1)
    return day


def next_working_day_on_or_after(day: date, bank_holidays: Set[date]) -> date:
    """`day` itself, or the first day after it that is no weekend and no bank holiday."""
    while day.weekday() >= SATURDAY or day in bank_holidays:
        day += timedelta(days=1)
    return day


def return_due(period_end: date, days: int | None) -> date | None:
    """The day a return is due: `days` after the last day of its period; None if that is unknown."""
    return None if days is None else period_end + timedelta(days=days)


def day_of_next_month(day: date, number: int) -> date:
    """Day `number` of the month after that of `day`, or that month's last day if it is shorter."""
    first = months_after(day.replace(day=1), 1)
    return min(first + timedelta(days=number - 1), months_after(first, 1) - timedelta(days=1))


def last_such_day_before(day: date, number: int) -> date:
    """The last day before `day` that is day `number` of a month, or its last if it is shorter."""
    this_month = day_of_next_month(months_after(day.replace(day=1), -1), number)
    if this_month < day:
        return this_month
    return day_of_next_month(months_after(day.replace(day=1), -2), number)
