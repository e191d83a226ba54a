"""The rota: who is to work when, from weeks that repeat and from what is different on a day."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.hours.shifts import (
    NOT_WORK,
    HourKind,
    Shift,
    overlapping,
    shift_interval,
    suggest_kind,
    totals,
)
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.words import _

DAYS_OF_WEEK = 7
MOST_WEEKS = 4
ORDINARY = frozenset({HourKind.WEEKDAY, HourKind.SATURDAY, HourKind.SUNDAY, HourKind.BANK_HOLIDAY})
"""Kinds that go by the day alone, so that a bank holiday changes them."""


class Reason(StrEnum):
    """Why a day is different. USUAL: it is not. LEAVE: that of a parent, from their time off."""

    USUAL = "usual"
    HOLIDAY = "holiday"
    SICK = "sick"
    LEAVE = "leave"
    COVER = "cover"
    CANCELLED = "cancelled"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Times:
    """From when to when, and what kind of hours. An `end` at or before `start`: the next day.

    break_minutes: unpaid. service_type: "" for what the worker mostly does.
    """

    start: time
    end: time
    kind: HourKind = HourKind.WEEKDAY
    break_minutes: int = 0
    outcome: str = ""
    service_type: str = ""


@dataclass(frozen=True, slots=True)
class PatternShift:
    """A shift of a repeating week. week: 0 for the first. weekday: 0 for Monday."""

    week: int
    weekday: int
    times: Times


@dataclass(frozen=True, slots=True)
class Pattern:
    """A worker's usual weeks: so many different ones, which then repeat.

    The first week is the one that holds `from_date`. until: the last day, None while it goes on.
    elsewhere: hours in another job, which are no part of the rota.
    """

    worker: str
    from_date: date
    weeks: int
    shifts: tuple[PatternShift, ...]
    until: date | None = None
    elsewhere: bool = False

    def shifts_on(self, day: date) -> Iterator[Times]:
        """The times of a day, before anything is changed. Days outside have none."""
        if day < self.from_date or (self.until is not None and day > self.until):
            return
        week = (monday_of(day) - monday_of(self.from_date)).days // DAYS_OF_WEEK % self.weeks
        for shift in self.shifts:
            if (shift.week, shift.weekday) == (week, day.weekday()):
                yield shift.times


@dataclass(frozen=True, slots=True)
class DayChange:
    """What is different for a worker on a day: the usual shifts are left out, or one is added.

    added: None where the day's usual shifts are left out. covers: for whom somebody stands in.
    """

    worker: str
    day: date
    reason: Reason
    added: Times | None = None
    covers: str = ""


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """A shift on the rota. reason: why it is there. covers: for whom, "" for nobody else."""

    worker: str
    day: date
    start: time
    end: time
    kind: HourKind
    break_minutes: int = 0
    covers: str = ""
    reason: Reason = Reason.USUAL
    outcome: str = ""
    service_type: str = ""

    @property
    def shift(self) -> Shift:
        """The same as a shift that can be written on a timesheet."""
        return Shift(
            self.day,
            self.start,
            self.end,
            self.kind,
            break_minutes=self.break_minutes,
            outcome=self.outcome,
            service_type=self.service_type,
        )


def monday_of(day: date) -> date:
    """The Monday of the week that holds the day."""
    return day - timedelta(days=day.weekday())


def planned(
    patterns: Iterable[Pattern],
    changes: Iterable[DayChange],
    period: Period,
    closed: Set[date] = frozenset(),
) -> tuple[PlannedShift, ...]:
    """The shifts on the rota in a period, in order of time.

    Of several patterns of a worker, the newest that has begun holds, and when it has ended none.
    closed: the bank holidays; ordinary hours are of that kind then.
    """
    by_worker = _by_worker(patterns)
    by_day = _by_day(changes, period)
    found = []
    for day in period.each_day():
        different = by_day.get(day, [])
        away = {change.worker for change in different if change.added is None}
        for worker, of_worker in by_worker.items():
            if worker not in away:
                found += [_shift(worker, day, times, closed) for times in _usual_on(of_worker, day)]
        found += [
            _shift(change.worker, day, change.added, closed, change.reason, change.covers)
            for change in different
            if change.added is not None
        ]
    return tuple(sorted(found, key=_order))


def planned_elsewhere(patterns: Iterable[Pattern], period: Period) -> tuple[PlannedShift, ...]:
    """The hours in other jobs in a period, in order of time."""
    there = [replace(pattern, elsewhere=False) for pattern in patterns if pattern.elsewhere]
    return planned(there, [], period)


def left_out(
    patterns: Iterable[Pattern],
    changes: Iterable[DayChange],
    period: Period,
    closed: Set[date] = frozenset(),
) -> tuple[PlannedShift, ...]:
    """The usual shifts in a period that are left out, each with the reason, in order of time."""
    by_worker = _by_worker(patterns)
    found = []
    for day, different in _by_day(changes, period).items():
        reasons = {change.worker: change.reason for change in different if change.added is None}
        for worker, reason in reasons.items():
            found += [
                _shift(worker, day, times, closed, reason)
                for times in _usual_on(by_worker.get(worker, []), day)
            ]
    return tuple(sorted(found, key=_order))


def without_cover(
    missing: Iterable[PlannedShift], on_rota: Sequence[PlannedShift]
) -> tuple[PlannedShift, ...]:
    """Of the shifts that are left out, those that nobody covers.

    Who comes at other times on the same day covers themselves. A visit that was cancelled needs
    nobody.
    """
    return tuple(
        gone
        for gone in missing
        if gone.reason is not Reason.CANCELLED
        and not any(_stands_in(shift, gone) for shift in on_rota)
    )


def check_pattern(pattern: Pattern) -> None:
    """Raises DPManagerError for weeks that cannot be, or in which two shifts share time.

    The last week runs on into the first one again, so they are looked at together.
    """
    if not 1 <= pattern.weeks <= MOST_WEEKS:
        raise DPManagerError(
            _("The usual weeks repeat after 1 to {most} weeks.").format(most=MOST_WEEKS)
        )
    if not pattern.shifts:
        raise DPManagerError(_("There are no hours in this usual week yet. Add some first."))
    for one in pattern.shifts:
        if not 0 <= one.week < pattern.weeks or not 0 <= one.weekday < DAYS_OF_WEEK:
            raise DPManagerError(
                _("There are hours in week {week}, but the weeks repeat before it.").format(
                    week=one.week + 1
                )
            )
    if pattern.until is not None and pattern.until < pattern.from_date:
        raise DPManagerError(_("The usual week ends before it starts. Check the two dates."))
    shifts = _in_quiet_weeks(pattern, pattern.weeks + 1)
    for number, shift in enumerate(shifts):
        if overlapping(shift, shifts[:number]) is not None or shift.start == shift.end:
            raise DPManagerError(
                _(
                    "Two shifts of this usual week share time, or one has no length. Look at the "
                    "one from {start} to {end}."
                ).format(start=f"{shift.start:%H:%M}", end=f"{shift.end:%H:%M}")
            )


def hours_of_pattern(pattern: Pattern) -> tuple[int, int]:
    """Minutes of work in all weeks of a pattern together, and its nights of sleep-ins."""
    return work_of(_in_quiet_weeks(pattern, pattern.weeks))


def _in_quiet_weeks(pattern: Pattern, weeks: int) -> list[Shift]:
    """The shifts of a pattern in weeks in which the clocks do not change."""
    monday = date(2001, 5, 7)
    always = Pattern(pattern.worker, monday, pattern.weeks, pattern.shifts)
    last = monday + timedelta(days=DAYS_OF_WEEK * weeks - 1)
    return [one.shift for one in planned([always], [], Period(monday, last))]


@dataclass(frozen=True, slots=True)
class WeekAgainst:
    """The planned hours of a week against what was agreed. about: a worker or a service type.

    nights: sleep-ins, which are no part of the hours. agreed: hours, None where none are agreed.
    """

    about: str
    monday: date
    minutes: int
    nights: int
    agreed: Decimal | None

    @property
    def short_minutes(self) -> int:
        """Minutes that are missing; below nothing where there are more than agreed."""
        return 0 if self.agreed is None else round(self.agreed * 60) - self.minutes


def work_of(shifts: Iterable[Shift]) -> tuple[int, int]:
    """Minutes of work and nights of sleep-ins; on call, cancelled and holiday left out."""
    sums = totals(shift for shift in shifts if shift.kind not in NOT_WORK)
    return sum(part.minutes for part in sums), sum(part.nights for part in sums)


def week_against(
    about: str, monday: date, shifts: Iterable[PlannedShift], agreed: Decimal | None
) -> WeekAgainst:
    """The planned hours of a week from a Monday against the hours agreed for it."""
    last = monday + timedelta(days=DAYS_OF_WEEK - 1)
    minutes, nights = work_of(one.shift for one in shifts if monday <= one.day <= last)
    return WeekAgainst(about, monday, minutes, nights, agreed)


def _by_worker(patterns: Iterable[Pattern]) -> dict[str, list[Pattern]]:
    """Patterns of this job by worker, the newest first."""
    found: dict[str, list[Pattern]] = {}
    for pattern in sorted(patterns, key=lambda one: one.from_date, reverse=True):
        if not pattern.elsewhere:
            found.setdefault(pattern.worker, []).append(pattern)
    return found


def _by_day(changes: Iterable[DayChange], period: Period) -> dict[date, list[DayChange]]:
    found: dict[date, list[DayChange]] = {}
    for change in changes:
        if change.day in period:
            found.setdefault(change.day, []).append(change)
    return found


def _usual_on(newest_first: Sequence[Pattern], day: date) -> Iterator[Times]:
    in_force = next((one for one in newest_first if one.from_date <= day), None)
    return in_force.shifts_on(day) if in_force else iter(())


def _shift(
    worker: str,
    day: date,
    times: Times,
    closed: Set[date],
    reason: Reason = Reason.USUAL,
    covers: str = "",
) -> PlannedShift:
    kind = suggest_kind(day, closed) if times.kind in ORDINARY else times.kind
    return PlannedShift(
        worker,
        day,
        times.start,
        times.end,
        kind,
        times.break_minutes,
        covers,
        reason,
        times.outcome,
        times.service_type,
    )


def _stands_in(shift: PlannedShift, gone: PlannedShift) -> bool:
    if shift.worker == gone.worker:
        return shift.day == gone.day and shift.reason is not Reason.USUAL
    if shift.covers != gone.worker:
        return False
    begin, end = shift_interval(shift.shift)
    gone_begin, gone_end = shift_interval(gone.shift)
    return begin < gone_end and gone_begin < end


def _order(shift: PlannedShift) -> tuple[date, time, str, time]:
    return shift.day, shift.start, shift.worker, shift.end
