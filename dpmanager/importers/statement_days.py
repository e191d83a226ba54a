"""The days that a statement file writes, by the way in which it writes them."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from time import strptime
from zoneinfo import ZoneInfo

from dpmanager.domain.reading import FIRST_YEAR, LAST_YEAR

ISO = "%Y-%m-%d"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "january|february|march|april|may|june|july|august|september|october|november|december|sept"
)
_MONTH = re.compile(rf"\b({_MONTH_NAMES}|{'|'.join(_MONTHS)})\b\.?", re.IGNORECASE)


def days_by(date_format: str, texts: Iterable[str], *, utc: bool = False) -> dict[str, date]:
    """The day of each text that is written so; the others are left out.

    date_format: as in `strptime`, but %b is a month's English name, long or short, whatever the
    language of the computer. utc: a time of day is changed to British time before its day is
    taken.
    """
    days = {}
    named = "%b" in date_format
    in_figures = date_format.replace("%b", "%m")
    for text in texts:
        plain = text.strip(" '\xa0\t")
        if named:
            plain = _MONTH.sub(_number_of, plain, count=1)
        if not plain.isascii() or (named and plain == text.strip(" '\xa0\t")):
            continue
        try:
            read = strptime(plain, in_figures)
        except ValueError:
            continue
        if FIRST_YEAR <= read.tm_year <= LAST_YEAR:
            days[text] = _in_britain(*read[:6]) if utc else date(*read[:3])
    return days


def swapped(date_format: str) -> str:
    """The same way to write a date, with the month where the day is."""
    if "%b" in date_format:
        return ""
    return date_format.replace("%d", "%%").replace("%m", "%d").replace("%%", "%m")


def only_in_order_when_swapped(texts: Sequence[str], days: dict[str, date], other: str) -> bool:
    """Whether the dates of a file run one way only when the month is put before the day.

    texts: the dates as the file has them, in its order. days: their days, the day first.
    """
    months_first = days_by(other, set(texts))
    if not other or any(text not in months_first for text in texts):
        return False
    return not _runs_one_way([days[text] for text in texts]) and _runs_one_way(
        [months_first[text] for text in texts]
    )


def _runs_one_way(days: Sequence[date]) -> bool:
    pairs = list(pairwise(days))
    return all(one <= other for one, other in pairs) or all(one >= other for one, other in pairs)


def _number_of(month: re.Match[str]) -> str:
    return str(_MONTHS.index(month[1][:3].lower()) + 1)


def _in_britain(year: int, month: int, day: int, hour: int, minute: int, second: int) -> date:
    moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    return moment.astimezone(ZoneInfo("Europe/London")).date()
