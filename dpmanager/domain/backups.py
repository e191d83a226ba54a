"""Which backups are kept: the newest ones, and before them one a day, a week and a month."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

NEWEST = 10
DAYS, WEEKS, MONTHS = 14, 8, 24


def to_keep(made: Iterable[datetime]) -> set[datetime]:
    """The times of the backups to keep, of all that there are.

    Kept are the newest ten, and the last one of each of the newest 14 days, 8 weeks and 24 months
    that have one. Days without a backup do not count: a book that rests for a year loses none.
    """
    newest_first = sorted(set(made), reverse=True)
    return {
        *newest_first[:NEWEST],
        *_last_of_each(newest_first, lambda time: time.date())[:DAYS],
        *_last_of_each(newest_first, lambda time: time.isocalendar()[:2])[:WEEKS],
        *_last_of_each(newest_first, lambda time: (time.year, time.month))[:MONTHS],
    }


def _last_of_each(
    newest_first: list[datetime], span: Callable[[datetime], Hashable]
) -> list[datetime]:
    last: dict[Hashable, datetime] = {}
    for time in newest_first:
        last.setdefault(span(time), time)
    return list(last.values())
