"""What is paid by habit: each month, each four weeks, or now and then in the weeks behind."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from dpmanager.domain.amounts import ZERO, pence_nearest, pounds, total
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.periods import Frequency, Period, long_date, months_after, short_date
from dpmanager.domain.steps import Step
from dpmanager.words import _, ngettext

WEEKS_LOOKED_AT = 26
"""Half a year: as far back as habits and the spread of weeks are looked for."""
LEAST_WEEKS = 4
LEAST_PAYMENTS = 3
MONTHS_OF_A_HABIT = 3
WEEK = timedelta(weeks=1)
LATE = timedelta(days=10)
"""So long after its day a payment that was regular is taken as stopped."""
GAPS = (
    (Frequency.WEEKLY, range(6, 9)),
    (Frequency.FORTNIGHTLY, range(13, 16)),
    (Frequency.FOUR_WEEKLY, range(27, 30)),
    (Frequency.MONTHLY, range(26, 36)),
)
"""Days between payments: around a weekend or a bank holiday they vary a little."""
DAYS = {Frequency.WEEKLY: 7, Frequency.FORTNIGHTLY: 14, Frequency.FOUR_WEEKLY: 28}
YEARLY = frozenset({"insurance"})
ONCE = frozenset({"one_off", "equipment", "recruitment", "redundancy"})
"""What is mostly bought once; it counts where the same payee is paid in three months or more."""


@dataclass(frozen=True, slots=True)
class PaidOut:
    """Something that was paid, or is to be paid on a day. amount: pounds, above nothing.

    payee: what tells payees apart. name: as people read it. category, service_type: "" where
    nobody has said.
    """

    day: date
    payee: str
    name: str
    category: str
    service_type: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Habit:
    """What goes on as it did. each: pounds of one payment; every: how often, from `last` on.

    name: the payee; "" for all that was paid now and then, as a sum of each week.
    yearly: it comes again a year after `last`, once.
    """

    name: str
    category: str
    service_type: str
    each: Decimal
    every: Frequency
    last: date
    steps: tuple[Step, ...]
    yearly: bool = False

    def days(self, after: date, until: date) -> Iterator[date]:
        """The days on which it is paid, those after a day up to another."""
        number = 1
        while (day := self._nth(number)) <= until:
            if day > after:
                yield day
            if self.yearly:
                return
            number += 1

    def _nth(self, number: int) -> date:
        if self.yearly:
            return months_after(self.last, 12)
        if self.every is Frequency.MONTHLY:
            return months_after(self.last, number)
        return self.last + timedelta(days=DAYS[self.every]) * number


@dataclass(frozen=True, slots=True)
class Habits:
    """All habits, and pounds paid now and then in each of the weeks looked at."""

    found: tuple[Habit, ...]
    weeks: tuple[Decimal, ...]


def find_habits(paid: Iterable[PaidOut], first_day: date, known_until: date) -> Habits:
    """What was paid again and again up to `known_until`, the last day of which the bank has told.

    A payee who was paid three times or more, always a week, two weeks, four weeks or a month
    apart, goes on being paid the last amount. Insurance comes again after a year. All else counts
    as the average week of the last 26 weeks, or of those since `first_day`; with fewer than four
    weeks nothing is known of it.
    """
    window = _window(first_day, known_until)
    series: dict[tuple[str, str, str], list[PaidOut]] = {}
    for one in sorted(paid, key=lambda one: one.day):
        series.setdefault((one.payee, one.category, one.service_type), []).append(one)
    found: list[Habit] = []
    rest: list[PaidOut] = []
    for payments in series.values():
        if habit := _regular(payments, known_until):
            found.append(habit)
        elif payments[-1].category in YEARLY:
            found.append(_yearly(payments[-1]))
        elif payments[-1].category not in ONCE or _in_months(payments) >= MONTHS_OF_A_HABIT:
            rest += [one for one in payments if window and one.day in window]
    weeks: tuple[Decimal, ...] = ()
    if window is not None:
        found += _now_and_then(rest, window)
        weeks = _by_week(rest, window)
    return Habits(tuple(found), weeks)


def _window(first_day: date, known_until: date) -> Period | None:
    """Whole weeks that end on the last known day."""
    weeks = min(WEEKS_LOOKED_AT, ((known_until - first_day).days + 1) // 7)
    if weeks < LEAST_WEEKS:
        return None
    return Period(known_until - weeks * WEEK + timedelta(days=1), known_until)


def _regular(payments: Sequence[PaidOut], known_until: date) -> Habit | None:
    days = sorted({one.day for one in payments})
    if len(days) < LEAST_PAYMENTS or len(days) < len(payments):
        return None
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    every = next((name for name, usual in GAPS if all(gap in usual for gap in gaps)), None)
    if every is None:
        return None
    last = payments[-1]
    habit = Habit(
        last.name,
        last.category,
        last.service_type,
        last.amount,
        every,
        last.day,
        (_regular_step(last, every, len(days)),),
    )
    due = next(habit.days(last.day, date.max - timedelta(days=366)))
    return None if due + LATE < known_until else habit


def _regular_step(last: PaidOut, every: Frequency, count: int) -> Step:
    how_often = {
        Frequency.WEEKLY: _("{name} was paid every week, {count} times. The last payment counts."),
        Frequency.FORTNIGHTLY: _(
            "{name} was paid every two weeks, {count} times. The last payment counts."
        ),
        Frequency.FOUR_WEEKLY: _(
            "{name} was paid every four weeks, {count} times. The last payment counts."
        ),
        Frequency.MONTHLY: _(
            "{name} was paid every month, {count} times. The last payment counts."
        ),
    }[every]
    return Step(
        how_often.format(name=last.name, count=count),
        _("{amount} on {day}").format(amount=pounds(last.amount), day=short_date(last.day)),
    )


def _yearly(last: PaidOut) -> Habit:
    step = Step(
        _("{name} was paid on {day}, and is due again a year later").format(
            name=last.name, day=long_date(last.day)
        ),
        pounds(last.amount),
    )
    return Habit(
        last.name,
        last.category,
        last.service_type,
        last.amount,
        Frequency.MONTHLY,
        last.day,
        (step,),
        yearly=True,
    )


def _in_months(payments: Iterable[PaidOut]) -> int:
    return len({(one.day.year, one.day.month) for one in payments})


def _now_and_then(rest: Iterable[PaidOut], window: Period) -> Iterator[Habit]:
    weeks = window.days // 7
    groups: dict[tuple[str, str], list[Decimal]] = {}
    for one in rest:
        groups.setdefault((one.category, one.service_type), []).append(one.amount)
    for (category, service_type), amounts in groups.items():
        each = pence_nearest(total(amounts) / weeks)
        step = Step(
            ngettext(
                "Paid now and then: {count} payment in {weeks} weeks, as a week",
                "Paid now and then: {count} payments in {weeks} weeks, as a week",
                len(amounts),
            ).format(count=len(amounts), weeks=weeks),
            f"{figure(total(amounts))} ÷ {weeks} = {figure(each)}",
        )
        yield Habit("", category, service_type, each, Frequency.WEEKLY, window.end, (step,))


def _by_week(rest: Iterable[PaidOut], window: Period) -> tuple[Decimal, ...]:
    weeks = [ZERO] * (window.days // 7)
    for one in rest:
        weeks[(one.day - window.start).days // 7] += one.amount
    return tuple(weeks)
