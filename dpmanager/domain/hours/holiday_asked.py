"""Holiday that somebody asks for: its hours and shifts, until when, and who could cover."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import accumulate

from dpmanager.domain.hours.rota import PlannedShift
from dpmanager.domain.hours.shifts import (
    NOT_WORK,
    HourKind,
    Shift,
    shift_interval,
    worked_minutes,
)
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.words import _

MORNING = time(9)
"""When holiday is written from on a day that has no usual times."""
LONGEST_MINUTES = 24 * 60 - 1


@dataclass(frozen=True, slots=True)
class ToCover:
    """A shift that somebody will not work, and who has nothing else at that time."""

    shift: PlannedShift
    free: tuple[str, ...]


def shifts_missed(usual: Iterable[PlannedShift], *, nights_count: bool) -> tuple[PlannedShift, ...]:
    """The usual shifts that holiday takes the place of.

    Nobody works on call or what was cancelled. nights_count: sleep-ins are among the hours that
    the holiday is earned by; a contract of fixed hours does not have them in its weekly hours.
    """
    left = NOT_WORK if nights_count else NOT_WORK | {HourKind.SLEEP_IN}
    return tuple(one for one in usual if one.kind not in left)


def hours_asked(missed: Iterable[PlannedShift]) -> Decimal:
    """The hours of the shifts that are missed."""
    return Decimal(sum(worked_minutes(one.shift) for one in missed)) / 60


def holiday_shifts(
    missed: Sequence[PlannedShift], days: Sequence[date], hours: Decimal
) -> tuple[Shift, ...]:
    """Shifts of holiday that come to `hours`, to the minute.

    They stand at the times of the shifts that are missed. Where those come to other hours, each day
    gets its share, from its usual time on. days: where nothing is missed, the days that share the
    hours evenly. Raises DPManagerError for more hours than the days have.
    """
    wanted = round(hours * 60)
    if missed and round(hours_asked(missed) * 60) == wanted:
        return tuple(_as_holiday(one.shift) for one in missed)
    begins: dict[date, time] = {}
    weights: dict[date, int] = {}
    for one in sorted(missed, key=lambda one: (one.day, one.start)):
        begins.setdefault(one.day, one.start)
        weights[one.day] = weights.get(one.day, 0) + worked_minutes(one.shift)
    if not weights:
        weights = dict.fromkeys(days, 1)
    whole = sum(weights.values())
    ends = [round(Decimal(wanted * so_far) / whole) for so_far in accumulate(weights.values())]
    return tuple(
        _holiday_on(day, begins.get(day, MORNING), end - begin)
        for day, begin, end in zip(weights, [0, *ends], ends, strict=False)
        if end > begin
    )


def _as_holiday(shift: Shift) -> Shift:
    return Shift(
        shift.day, shift.start, shift.end, HourKind.HOLIDAY, break_minutes=shift.break_minutes
    )


def _holiday_on(day: date, begins: time, minutes: int) -> Shift:
    """One shift within a day. It begins with the day where it would run past midnight."""
    if minutes > LONGEST_MINUTES:
        raise DPManagerError(_("These are more hours than the days have. Check the hours."))
    start = datetime.combine(day, begins)
    if (start + timedelta(minutes=minutes)).date() > day:
        start = datetime.combine(day, time())
    return Shift(day, start.time(), (start + timedelta(minutes=minutes)).time(), HourKind.HOLIDAY)


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
