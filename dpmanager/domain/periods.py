"""Periods of days, both ends included, and how often something is paid."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dpmanager.errors import DPManagerError
from dpmanager.words import _


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` to `end`, both included. Raises DPManagerError if they are swapped."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise DPManagerError(
                _(
                    "The period ends before it starts. Check the two dates: {start} and {end}."
                ).format(start=long_date(self.start), end=long_date(self.end))
            )

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end

    def each_day(self) -> Iterator[date]:
        """Every day of the period in order."""
        for offset in range(self.days):
            yield self.start + timedelta(days=offset)


SHORT_MONTH = 3


class Frequency(StrEnum):
    """How often something is paid. The values are the words used in files."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    FOUR_WEEKLY = "four-weekly"
    MONTHLY = "monthly"


def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later; the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def year_from(first_start: date, day: date) -> Period:
    """The year that holds `day`, of those that begin on `first_start` and its anniversaries."""
    years = day.year - first_start.year
    if months_after(first_start, years * 12) > day:
        years -= 1
    return Period(
        months_after(first_start, years * 12),
        months_after(first_start, years * 12 + 12) - timedelta(days=1),
    )


def pay_period(first_start: date, frequency: Frequency, day: date) -> Period:
    """The pay period that holds `day`, counted from a period that starts on `first_start`.

    Weekly, fortnightly and four-weekly periods are blocks of 7, 14 and 28 days. Monthly periods
    start on the same day of each month, or on the last day of a shorter month: from 31 January
    on, they start on 28 February and 31 March. Every day lies in exactly one period.
    """
    if frequency is Frequency.MONTHLY:
        months = (day.year - first_start.year) * 12 + day.month - first_start.month
        if months_after(first_start, months) > day:
            months -= 1
        return Period(
            months_after(first_start, months),
            months_after(first_start, months + 1) - timedelta(days=1),
        )
    length = {Frequency.WEEKLY: 7, Frequency.FORTNIGHTLY: 14, Frequency.FOUR_WEEKLY: 28}[frequency]
    start = day - timedelta(days=(day - first_start).days % length)
    return Period(start, start + timedelta(days=length - 1))


def next_period(first_start: date, frequency: Frequency, period: Period) -> Period:
    """The pay period that follows `period`."""
    return pay_period(first_start, frequency, period.end + timedelta(days=1))


def month_names() -> tuple[str, ...]:
    """The twelve months, in the language in force and not in that of the computer."""
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )


def weekday_names() -> tuple[str, ...]:
    """Monday to Sunday, in the language in force."""
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )


def long_date(day: date) -> str:
    """6 April 2026."""
    return f"{day.day} {month_names()[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """6 Apr 2026."""
    return f"{day_and_month(day)} {day.year}"


def day_and_month(day: date) -> str:
    """6 Apr."""
    return f"{day.day} {month_names()[day.month - 1][:SHORT_MONTH]}"
