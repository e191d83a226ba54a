"""What the checks of hours know of a worker, what they say, and how they measure time."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dpmanager.domain.hours.rota import Reason
from dpmanager.domain.hours.shifts import Shift, moment_of, shift_interval
from dpmanager.domain.pay.ages import day_of_age
from dpmanager.domain.periods import Period
from dpmanager.words import _

DAY, WEEK = timedelta(days=1), timedelta(days=7)
DAYS_OF_WEEK, HOUR = 7, 60
MIDNIGHT = time(0)


class WarningKind(StrEnum):
    """What a warning is about."""

    OVERLAP = "overlap"
    LONG_SHIFT = "long_shift"
    WEEK = "week"
    DAILY_REST = "daily_rest"
    WEEKLY_REST = "weekly_rest"
    BREAK = "break"
    NIGHT = "night"
    YOUNG = "young"
    TWO_AT_ONCE = "two_at_once"
    OVER_AGREED = "over_agreed"
    AWAY = "away"
    CLOCKS = "clocks"
    MIDNIGHT = "midnight"


@dataclass(frozen=True, slots=True)
class HoursWarning:
    """Something worth a second look. words: in sentences. source: of the rule, "" for none."""

    kind: WarningKind
    day: date
    words: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which a worker is off, and why."""

    days: Period
    reason: Reason


@dataclass(frozen=True, slots=True)
class WorkerTime:
    """All that the checks need to know of one worker.

    elsewhere: shifts for another employer, where the worker told of them. born: None if not
    known, then the worker counts as an adult. opted_out_48: the day from which they agreed in
    writing to more than 48 hours. others: shifts of other workers, by name. rate_days: the days
    on which a rate of theirs changes. closed: bank holidays. counted_from: the first day of which
    the hours are known, for averages.
    """

    shifts: tuple[Shift, ...]
    elsewhere: tuple[Shift, ...] = ()
    born: date | None = None
    opted_out_48: date | None = None
    away: tuple[Away, ...] = ()
    others: tuple[tuple[str, Shift], ...] = ()
    rate_days: Set[date] = frozenset()
    closed: Set[date] = frozenset()
    counted_from: date | None = None

    def is_young(self, day: date, until_age: int) -> bool:
        """Whether they are under that age on a day."""
        return self.born is not None and day < day_of_age(self.born, until_age)


Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Worked:
    """A shift with when it really began and ended, and its minutes of work."""

    shift: Shift
    begin: datetime
    end: datetime
    minutes: int

    @property
    def day(self) -> date:
        """The day on which it starts."""
        return self.shift.day

    @property
    def interval(self) -> Interval:
        """From when to when."""
        return self.begin, self.end


def worked(shift: Shift) -> Worked:
    """The shift with its real times."""
    begin, end = shift_interval(shift)
    return Worked(shift, begin, end, minutes_of((begin, end)) - shift.break_minutes)


def in_order(work: Iterable[Worked]) -> list[Worked]:
    """Sorted by when they began."""
    return sorted(work, key=lambda one: one.interval)


def at_home(sentence: str) -> str:
    """The sentence, and that the limit may not bind in a private household."""
    return _("{sentence} For work in a private home, this limit may not apply.").format(
        sentence=sentence
    )


def times_words(shift: Shift) -> str:
    """09:00 to 12:30."""
    return _("{start} to {end}").format(start=f"{shift.start:%H:%M}", end=f"{shift.end:%H:%M}")


def minutes_of(interval: Interval) -> int:
    """How many minutes passed."""
    return (interval[1] - interval[0]) // timedelta(minutes=1)


def shared_minutes(one: Interval, other: Interval) -> int:
    """The minutes that two intervals share."""
    return max(0, minutes_of((max(one[0], other[0]), min(one[1], other[1]))))


def minutes_at_night(one: Worked, start: time, end: time) -> int:
    """How many minutes of a shift lie in a night from `start` to `end` of the next day."""
    if end <= one.shift.start < one.shift.end <= start:
        return 0
    evenings = (one.day + DAY * number for number in (-1, 0, 1))
    return sum(
        shared_minutes(one.interval, (moment_of(evening, start), moment_of(evening + DAY, end)))
        for evening in evenings
    )
