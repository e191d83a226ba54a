"""Shifts and timesheets: how long somebody worked, at which kind of hour.

Hours are real hours: on the night when the clocks go forward a shift from 22:00 to 07:00 has
eight of them, on the night when they go back ten.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.signatures import SignatureGiven
from dpmanager.errors import DPManagerError
from dpmanager.words import _

LONGEST_SHIFT = timedelta(hours=24)
SATURDAY, SUNDAY = 5, 6


class HourKind(StrEnum):
    """The kinds of hour that can have a rate of their own. A sleep-in is paid by the night.

    WOKEN: time in which the worker was up and worked during a sleep-in; no shift is of that kind,
    a sleep-in says how long it was. ON_CALL: free to be elsewhere, and ready to come. CANCELLED:
    paid, but called off too late; nobody worked.
    """

    WEEKDAY = "weekday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    BANK_HOLIDAY = "bank_holiday"
    NIGHT = "night"
    SLEEP_IN = "sleep_in"
    WOKEN = "woken"
    OVERTIME = "overtime"
    TRAVEL = "travel"
    TRAINING = "training"
    ON_CALL = "on_call"
    CANCELLED = "cancelled"
    HOLIDAY = "holiday"


SHIFT_KINDS = tuple(kind for kind in HourKind if kind is not HourKind.WOKEN)
"""The kinds that a shift can be of."""

NOT_WORK = frozenset({HourKind.ON_CALL, HourKind.CANCELLED, HourKind.HOLIDAY})
"""The kinds that are paid, and in which nobody works."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One stretch of work. An `end` at or before `start` is on the next day.

    break_minutes: unpaid break within the shift, in minutes. woken_minutes: of a sleep-in, how
    long the worker was up and worked. service_type: the kind of care; "" for what the worker
    mostly does.
    """

    day: date
    start: time
    end: time
    kind: HourKind
    break_minutes: int = 0
    note: str = ""
    outcome: str = ""
    woken_minutes: int = 0
    service_type: str = ""


@dataclass(frozen=True, slots=True)
class HoursOfKind:
    """Minutes worked of one kind (for sleep-ins `nights` counts instead)."""

    kind: HourKind
    minutes: int
    nights: int = 0

    @property
    def hours(self) -> Decimal:
        """Exact hours, not rounded: never round worked time, only the money."""
        return Decimal(self.minutes) / 60


@dataclass(frozen=True, slots=True)
class FilledIn:
    """That the worker filled in the timesheet on a form of their own.

    signed_name is empty and signed_on None where nobody signed. remarks: what they wrote on days
    without hours. changed: days whose hours are no longer those that they filled in.
    """

    signed_name: str = ""
    signed_on: date | None = None
    remarks: tuple[tuple[date, str], ...] = ()
    changed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Timesheet:
    """One worker's shifts for one pay period, as it is printed.

    approved_on is None while it waits for approval. signature: of who approved it, where one was
    kept. corrected_on: the day its hours were changed after they had been paid. filled_in: None
    where the worker filled in no form. service_words: the words for each service type.
    """

    employer: str
    supported_person: str
    worker: str
    payroll_number: str
    period: Period
    shifts: tuple[Shift, ...]
    totals: tuple[HoursOfKind, ...]
    approved_on: date | None = None
    approved_by: str = ""
    signature: SignatureGiven | None = None
    corrected_on: date | None = None
    filled_in: FilledIn | None = None
    service_words: Mapping[str, str] = field(default_factory=dict)


def shift_interval(shift: Shift) -> tuple[datetime, datetime]:
    """When the shift begins and ends, in UTC, so that the two can be compared and subtracted.

    The shift's times are clock times in the United Kingdom. A time that the clocks show twice,
    on the night when they go back, is taken as the first.
    """
    last_day = shift.day if shift.end > shift.start else shift.day + timedelta(days=1)
    return moment_of(shift.day, shift.start), moment_of(last_day, shift.end)


def worked_minutes(shift: Shift) -> int:
    """Minutes of work: the time that really passed, the break taken off."""
    begin, end = shift_interval(shift)
    return (end - begin) // timedelta(minutes=1) - shift.break_minutes


def check_shift(shift: Shift) -> None:
    """Raises DPManagerError, with the reason, for a shift that cannot have been worked."""
    if shift.start == shift.end:
        raise DPManagerError(
            _(
                "The shift on {day} starts and ends at {time}. Check the two times. "
                "If somebody worked a whole day and night, enter it as two shifts."
            ).format(day=long_date(shift.day), time=_clock(shift.start))
        )
    if shift.break_minutes < 0:
        raise DPManagerError(
            _("The break on {day} is less than nothing. Write it in minutes, such as 30.").format(
                day=long_date(shift.day)
            )
        )
    if shift.woken_minutes and shift.kind is not HourKind.SLEEP_IN:
        raise DPManagerError(
            _(
                "The shift on {day} is not a sleep-in, so all of its time is work. Leave out the "
                "time that was up in the night."
            ).format(day=long_date(shift.day))
        )
    for moment, clock_time in zip(shift_interval(shift), (shift.start, shift.end), strict=True):
        _refuse_skipped_time(moment, clock_time)
    begin, end = shift_interval(shift)
    if end - begin > LONGEST_SHIFT:
        raise DPManagerError(
            _(
                "The shift on {day} is longer than 24 hours, because the clocks go back that "
                "night. Enter it as two shifts."
            ).format(day=long_date(shift.day))
        )
    if not 0 <= shift.woken_minutes <= (end - begin) // timedelta(minutes=1):
        raise DPManagerError(
            _(
                "The time that was up during the sleep-in on {day} cannot be right. Write it in "
                "minutes, not longer than the night."
            ).format(day=long_date(shift.day))
        )
    if worked_minutes(shift) <= 0:
        raise DPManagerError(
            _(
                "The break on {day} is as long as the shift from {start} to {end}, or longer. "
                "Check the break and the two times."
            ).format(day=long_date(shift.day), start=_clock(shift.start), end=_clock(shift.end))
        )


def overlapping(new: Shift, others: Iterable[Shift]) -> Shift | None:
    """The first of `others` that shares time with `new`. One may end when the next starts."""
    begin, end = shift_interval(new)
    for other in others:
        other_begin, other_end = shift_interval(other)
        if begin < other_end and other_begin < end:
            return other
    return None


def refuse_overlap(new: Shift, others: Iterable[Shift]) -> None:
    """Raises DPManagerError, with both times, if `new` shares time with one of `others`."""
    other = overlapping(new, others)
    if other is None:
        return
    raise DPManagerError(
        _(
            "The shift on {day} from {start} to {end} overlaps the one on {other_day} from "
            "{other_start} to {other_end}. Nobody works two shifts at once: change one of them."
        ).format(
            day=long_date(new.day),
            start=_clock(new.start),
            end=_clock(new.end),
            other_day=long_date(other.day),
            other_start=_clock(other.start),
            other_end=_clock(other.end),
        )
    )


def totals(shifts: Iterable[Shift]) -> tuple[HoursOfKind, ...]:
    """The minutes of each kind that was worked, in the order of HourKind.

    A sleep-in counts as one night and no minutes, and the time that was up in it apart.
    """
    minutes: dict[HourKind, int] = {}
    nights = 0
    for shift in shifts:
        if shift.kind is HourKind.SLEEP_IN:
            nights += 1
            if shift.woken_minutes:
                woken = minutes.get(HourKind.WOKEN, 0)
                minutes[HourKind.WOKEN] = woken + shift.woken_minutes
        else:
            minutes[shift.kind] = minutes.get(shift.kind, 0) + worked_minutes(shift)
    if nights:
        minutes[HourKind.SLEEP_IN] = 0
    return tuple(
        HoursOfKind(kind, minutes[kind], nights if kind is HourKind.SLEEP_IN else 0)
        for kind in HourKind
        if kind in minutes
    )


def suggest_kind(day: date, bank_holidays: Set[date]) -> HourKind:
    """The kind that ordinary work on `day` most likely is; the person can choose another."""
    if day in bank_holidays:
        return HourKind.BANK_HOLIDAY
    return {SATURDAY: HourKind.SATURDAY, SUNDAY: HourKind.SUNDAY}.get(
        day.weekday(), HourKind.WEEKDAY
    )


@lru_cache
def _united_kingdom() -> ZoneInfo:
    return ZoneInfo("Europe/London")


def moment_of(day: date, clock_time: time) -> datetime:
    """The moment in UTC when the clocks in the United Kingdom show that time on that day."""
    return datetime.combine(day, clock_time, _united_kingdom()).astimezone(UTC)


def _refuse_skipped_time(moment: datetime, clock_time: time) -> None:
    shown = moment.astimezone(_united_kingdom())
    if shown.time() != clock_time:
        raise DPManagerError(
            _(
                "There was no {time} on {day}, because the clocks went forward that night. "
                "Check the time."
            ).format(time=_clock(clock_time), day=long_date(shown.date()))
        )


def _clock(clock_time: time) -> str:
    return f"{clock_time:%H:%M}"
