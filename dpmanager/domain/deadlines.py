"""When things are due."""

from collections.abc import Set
from datetime import date, timedelta

SATURDAY = 5


def last_working_day_on_or_before(day: date, bank_holidays: Set[date]) -> date:
    """`day` itself, or the last day before it that is no weekend and no bank holiday."""
    while day.weekday() >= SATURDAY or day in bank_holidays:
        day -= timedelta(days=1)
    return day


def return_due(period_end: date, days: int | None) -> date | None:
    """The day a return is due: `days` after the last day of its period; None if that is unknown."""
    return None if days is None else period_end + timedelta(days=days)
