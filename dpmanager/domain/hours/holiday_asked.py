"""Holiday that somebody asks for: its hours by the usual week, until when, and who could cover."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dpmanager.domain.hours.rota import PlannedShift, work_of
from dpmanager.domain.hours.shifts import shift_interval
from dpmanager.domain.periods import Period


@dataclass(frozen=True, slots=True)
class ToCover:
    """A shift that somebody will not work, and who has nothing else at that time."""

    shift: PlannedShift
    free: tuple[str, ...]


def hours_asked(usual: Iterable[PlannedShift]) -> Decimal:
    """The hours of work in the usual shifts of the days that are asked for."""
    minutes, _nights = work_of(one.shift for one in usual)
    return Decimal(minutes) / 60


def days_asked(usual: Iterable[PlannedShift]) -> int:
    """On how many of the days there would be work."""
    return len({one.day for one in usual})


def answer_by(first_day: date, days: int) -> date:
    """The last day on which the employer may say no to so many days of leave.

    Source: GOV.UK, Holiday entitlement: booking time off,
    https://www.gov.uk/holiday-entitlement-rights/booking-time-off- (as much notice as the leave
    is long, and one day).
    """
    return first_day - timedelta(days=days + 1)


def who_could_cover(
    missing: Iterable[PlannedShift],
    busy: Sequence[PlannedShift],
    others: Sequence[tuple[str, Sequence[Period]]],
) -> tuple[ToCover, ...]:
    """For each shift that is missing, who of the others is free at that time.

    busy: all hours of the others, those in other jobs too. others: each name, with the days on
    which they are away or do not work here.
    """
    return tuple(
        ToCover(
            gone,
            tuple(
                name
                for name, away in others
                if not any(gone.day in days for days in away)
                and not any(one.worker == name and _at_once(one, gone) for one in busy)
            ),
        )
        for gone in missing
    )


def _at_once(one: PlannedShift, other: PlannedShift) -> bool:
    begin, end = shift_interval(one.shift)
    other_begin, other_end = shift_interval(other.shift)
    return begin < other_end and other_begin < end
