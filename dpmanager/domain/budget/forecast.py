"""How the balance goes on from today: week by week, at best and at worst, and what is left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from math import ceil

from dpmanager.domain.amounts import ZERO, pence_nearest, pounds, total
from dpmanager.domain.budget.habits import Habit
from dpmanager.domain.budget.movement import MONEY_IN, Movement, Why
from dpmanager.domain.budget.pay_ahead import (
    EmployerAhead,
    ServicePay,
    WorkerAhead,
    hours_of,
    pay_ahead,
)
from dpmanager.domain.budget.spent import NO_SERVICE, RUNNING_COSTS
from dpmanager.domain.budget.surplus import Surplus, work_out_surplus
from dpmanager.domain.pay.figures import figure, short
from dpmanager.domain.periods import long_date
from dpmanager.domain.steps import Step
from dpmanager.words import _, ngettext

WEEK, DAY = timedelta(weeks=1), timedelta(days=1)
WEEKS_IN_A_YEAR = 52
CHEAP, DEAR = 10, 90
"""Best and worst go by these percentiles of the weeks behind: one week in ten was beyond each."""
LEAST_WEEKS = 8


class SpreadOf(StrEnum):
    """What differs from week to week."""

    HOURS = "hours"
    SPENDING = "spending"


@dataclass(frozen=True, slots=True)
class Spread:
    """Pounds of each of the weeks behind, in any order, for one thing that differs.

    With fewer than eight weeks nothing is known of how they differ.
    """

    of: SpreadOf
    weeks: tuple[Decimal, ...]

    @property
    def cheaper(self) -> Decimal:
        """Pounds by which a cheap week (the 10th percentile) is below the one in the middle."""
        return self._at(50) - self._at(CHEAP) if self.is_known else ZERO

    @property
    def dearer(self) -> Decimal:
        """Pounds by which a dear week (the 90th percentile) is above the one in the middle."""
        return self._at(DEAR) - self._at(50) if self.is_known else ZERO

    @property
    def is_known(self) -> bool:
        """Whether there are weeks enough."""
        return len(self.weeks) >= LEAST_WEEKS

    def _at(self, percent: int) -> Decimal:
        return percentile(self.weeks, percent)


@dataclass(frozen=True, slots=True)
class PlannedService:
    """A service type as agreed, of all funders: hours a week, and pounds for an hour."""

    service_type: str
    weekly_hours: Decimal
    hourly_rate: Decimal


@dataclass(frozen=True, slots=True)
class ForecastFacts:
    """What a forecast is worked out from. Amounts in pounds.

    balance: of today, with payments that the bank has not shown yet. to_come: money agreed, owed
    or planned, with its day. known_until: the last day of which the balance tells; what should
    have moved since then is put on the day after today. plan: what was agreed, by service type;
    yearly_costs: what is agreed for running costs besides. weeks_allowed: how many weeks' money may
    stay, None if nobody has said. owed_now: how much of the balance is owed already. reserved:
    what will be set aside at the end, as a funder has agreed.
    """

    today: date
    end: date
    balance: Decimal
    known_until: date
    to_come: tuple[Movement, ...] = ()
    workers: tuple[WorkerAhead, ...] = ()
    employer: EmployerAhead | None = None
    habits: tuple[Habit, ...] = ()
    spreads: tuple[Spread, ...] = ()
    plan: tuple[PlannedService, ...] = ()
    yearly_costs: Decimal = ZERO
    weekly_amount: Decimal = ZERO
    weeks_allowed: Decimal | None = None
    owed_now: Decimal = ZERO
    reserved: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Point:
    """The balance at the end of a day, in pounds, and what it is at best and at worst."""

    day: date
    worst: Decimal
    middle: Decimal
    best: Decimal


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """All that comes in or goes out for one thing up to the end. amount: money out below nothing.

    count: how many payments they are.
    """

    why: Why
    name: str
    amount: Decimal
    count: int
    steps: tuple[Step, ...]


class CauseOf(StrEnum):
    """Why more is spent than was agreed."""

    HOURS = "hours"
    RATE = "rate"
    SPENDING = "spending"
    NOT_AGREED = "not-agreed"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Cause:
    """A difference to what was agreed, in pounds up to the end, above nothing.

    about: the service type.
    """

    of: CauseOf
    about: str
    amount: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The line of balances from today to the end. Amounts in pounds.

    points: today, every seventh day from then on, and the last day. owed_at_end: what will be owed
    on the last day for what was before; reserved: what will be set aside then, as a funder agreed.
    left: of the balance in the middle, after both. below: the
    first day on which the balance is below nothing; below_at_worst: the first of the weeks in
    which it is at worst. causes: why it costs more than agreed, the largest first.
    """

    today: date
    end: date
    points: tuple[Point, ...]
    lines: tuple[ForecastLine, ...]
    money_in: Decimal
    money_out: Decimal
    owed_now: Decimal
    owed_at_end: Decimal
    reserved: Decimal
    left: Surplus
    below: date | None
    below_at_worst: date | None
    causes: tuple[Cause, ...]
    weekly_amount: Decimal
    weeks_allowed: Decimal | None
    steps: tuple[Step, ...]
    spread_steps: tuple[Step, ...]

    @property
    def start_balance(self) -> Decimal:
        """The balance of today."""
        return self.points[0].middle

    @property
    def end_balance(self) -> Decimal:
        """The balance at the end, in the middle."""
        return self.points[-1].middle


def percentile(amounts: Sequence[Decimal], percent: int) -> Decimal:
    """The amount that so many per cent of the amounts do not exceed (the nearest rank).

    It is always one of them, so that it can be pointed at. Raises IndexError without any.
    """
    return sorted(amounts)[max(1, ceil(Decimal(len(amounts)) * percent / 100)) - 1]


def forecast(facts: ForecastFacts) -> Forecast:
    """Works the line out. Raises DPManagerError where a shift to come has no rate of pay."""
    pay = (
        pay_ahead(facts.workers, facts.employer, facts.today)
        if facts.employer is not None
        else None
    )
    movements = _resolved(
        facts.balance,
        [
            *(replace(one, day=max(one.day, facts.today + DAY)) for one in facts.to_come),
            *(pay.movements if pay else ()),
            *(one for habit in facts.habits for one in _by_habit(habit, facts)),
        ],
    )
    within = [one for one in movements if one.day <= facts.end]
    owed, owed_steps = _owed_at_end(facts, movements)
    points = tuple(_points(facts, within))
    spoken_for = owed + facts.reserved
    if facts.reserved:
        owed_steps += (
            Step(
                _("With what is set aside"),
                f"{figure(owed)} + {figure(facts.reserved)} = {figure(spoken_for)}",
            ),
        )
    left = work_out_surplus(points[-1].middle, spoken_for, facts.weekly_amount, facts.weeks_allowed)
    money_in = total(one.amount for one in within if one.why in MONEY_IN)
    money_out = -total(one.amount for one in within if one.why not in MONEY_IN)
    end_step = Step(
        _("Balance on {day}: what there is, what comes in, what goes out").format(
            day=long_date(facts.end)
        ),
        f"{figure(facts.balance)} + {figure(money_in)} - {figure(money_out)}"
        f" = {figure(points[-1].middle)}",
    )
    return Forecast(
        today=facts.today,
        end=facts.end,
        points=points,
        lines=tuple(_lines(within)),
        money_in=money_in,
        money_out=money_out,
        owed_now=facts.owed_now,
        owed_at_end=owed,
        reserved=facts.reserved,
        left=left,
        below=_first_below(facts, within),
        below_at_worst=next((point.day for point in points if point.worst < 0), None),
        causes=tuple(_causes(facts, within, pay.by_service if pay else {})),
        weekly_amount=facts.weekly_amount,
        weeks_allowed=facts.weeks_allowed,
        steps=(end_step, *owed_steps, *left.steps),
        spread_steps=tuple(_spread_steps(facts)),
    )


def _resolved(balance: Decimal, movements: Iterable[Movement]) -> list[Movement]:
    """In order of day, money in first; a top-up is as much as the account lacks."""
    found = []
    for one in sorted(movements, key=lambda one: (one.day, one.why not in MONEY_IN)):
        if one.fills_up_to is not None:
            lacks = max(ZERO, one.fills_up_to - balance)
            one = replace(one, amount=min(one.amount, lacks))
        balance += one.amount
        found.append(one)
    return found


def _by_habit(habit: Habit, facts: ForecastFacts) -> Iterator[Movement]:
    for day in habit.days(facts.known_until, facts.end):
        yield Movement(
            max(day, facts.today + DAY),
            -habit.each,
            Why.YEARLY if habit.yearly else Why.HABIT,
            habit.name,
            habit.service_type,
            habit.steps,
        )


def _points(facts: ForecastFacts, within: Sequence[Movement]) -> Iterator[Point]:
    cheaper = total(spread.cheaper for spread in facts.spreads)
    dearer = total(spread.dearer for spread in facts.spreads)
    balance, place, day = facts.balance, 0, facts.today
    while True:
        while place < len(within) and within[place].day <= day:
            balance += within[place].amount
            place += 1
        days = (day - facts.today).days
        yield Point(
            day,
            balance - pence_nearest(dearer * days / 7),
            balance,
            balance + pence_nearest(cheaper * days / 7),
        )
        if day >= facts.end:
            return
        day = min(day + WEEK, facts.end)


def _first_below(facts: ForecastFacts, within: Sequence[Movement]) -> date | None:
    """The first day at whose end the balance is below nothing."""
    balance = facts.balance
    if balance < 0:
        return facts.today
    for day, of_day in groupby(within, key=_day_of):
        balance += total(one.amount for one in of_day)
        if balance < 0:
            return day
    return None


def _day_of(movement: Movement) -> date:
    return movement.day


def _owed_at_end(
    facts: ForecastFacts, movements: Iterable[Movement]
) -> tuple[Decimal, tuple[Step, ...]]:
    """What is paid after the end for what was before, and holiday of those who stay."""
    later = -total(
        one.amount for one in movements if one.day > facts.end and one.why not in MONEY_IN
    )
    holiday = total(
        worker.holiday_owed
        for worker in facts.workers
        if worker.leaves is None or worker.leaves > facts.end
    )
    step = Step(
        _(
            "Owed on {day} already: wages, tax and pension to be paid later, and holiday as it is "
            "owed today"
        ).format(day=long_date(facts.end)),
        f"{figure(later)} + {figure(holiday)} = {figure(later + holiday)}",
    )
    return later + holiday, (step,)


def _lines(within: Iterable[Movement]) -> Iterator[ForecastLine]:
    groups: dict[tuple[Why, str], list[Movement]] = {}
    for one in within:
        groups.setdefault((one.why, one.name), []).append(one)
    order = list(Why)
    for (why, name), movements in sorted(groups.items(), key=lambda each: order.index(each[0][0])):
        amount = total(one.amount for one in movements)
        together = Step(
            ngettext(
                "{count} payment, the last on {day}",
                "{count} payments, the last on {day}",
                len(movements),
            ).format(count=len(movements), day=long_date(movements[-1].day)),
            pounds(abs(amount)),
        )
        yield ForecastLine(why, name, amount, len(movements), (*movements[0].steps, together))


def _causes(
    facts: ForecastFacts, within: Iterable[Movement], pay: Mapping[str, ServicePay]
) -> list[Cause]:
    """What costs more than agreed, by service type, from the day after today to the end."""
    weeks = Decimal((facts.end - facts.today).days) / 7
    planned = {service.service_type: service for service in facts.plan}
    if not planned:
        return []
    other: dict[str, Decimal] = {}
    for one in within:
        if one.why in (Why.HABIT, Why.YEARLY, Why.ONCE):
            about = one.service_type or RUNNING_COSTS
            other[about] = other.get(about, ZERO) - one.amount
    found: list[Cause] = []
    for about in dict.fromkeys([*planned, *pay, *other]):
        if about == NO_SERVICE:
            continue
        ahead = _work_ahead(facts, about, pay)
        bought = other.get(about, ZERO)
        if about in planned:
            found += _against_plan(planned[about], ahead, bought, weeks)
        else:
            found.append(_not_in_plan(facts, about, ahead.cost + bought, weeks))
    return sorted((cause for cause in found if cause.amount > 0), key=lambda one: -one.amount)


def _work_ahead(facts: ForecastFacts, about: str, pay: Mapping[str, ServicePay]) -> ServicePay:
    """Of all work that is not paid yet, that of the days to come."""
    unpaid = pay.get(about)
    if unpaid is None or not unpaid.hours:
        return unpaid or ServicePay(Decimal(0), ZERO)
    hours = hours_of(
        shift
        for worker in facts.workers
        for shift in worker.shifts
        if shift.day > facts.today and (shift.service_type or worker.service_type) == about
    )
    return ServicePay(hours, unpaid.cost * hours / unpaid.hours)


def _against_plan(
    plan: PlannedService, ahead: ServicePay, bought: Decimal, weeks: Decimal
) -> Iterator[Cause]:
    agreed_hours = plan.weekly_hours * weeks
    if not ahead.hours:
        agreed = pence_nearest(agreed_hours * plan.hourly_rate)
        amount = pence_nearest(ahead.cost + bought) - agreed
        step = Step(
            _("Spent on it, less what was agreed"),
            f"{figure(amount + agreed)} - {figure(agreed)} = {figure(amount)}",
        )
        yield Cause(CauseOf.SPENDING, plan.service_type, amount, (step,))
        return
    more = ahead.hours - agreed_hours
    for_hours = pence_nearest(more * plan.hourly_rate)
    yield Cause(
        CauseOf.HOURS,
        plan.service_type,
        for_hours,
        (
            Step(
                _("Hours to come, less the hours agreed for {weeks} weeks").format(
                    weeks=short(weeks)
                ),
                f"{short(ahead.hours)} - {short(agreed_hours)} = {short(more)}",
            ),
            Step(
                _("At the rate that was agreed"),
                f"{short(more)} x {figure(plan.hourly_rate)} = {figure(for_hours)}",
            ),
        ),
    )
    hourly = ahead.cost / ahead.hours
    for_rate = pence_nearest(ahead.cost - ahead.hours * plan.hourly_rate)
    yield Cause(
        CauseOf.RATE,
        plan.service_type,
        for_rate,
        (
            Step(
                _("What an hour costs you with everything, less the rate agreed, for all hours"),
                f"({short(hourly)} - {figure(plan.hourly_rate)}) x {short(ahead.hours)}"
                f" = {figure(for_rate)}",
            ),
        ),
    )
    yield Cause(
        CauseOf.SPENDING,
        plan.service_type,
        bought,
        (Step(_("Bought besides the hours of assistants"), figure(bought)),),
    )


def _not_in_plan(facts: ForecastFacts, about: str, cost: Decimal, weeks: Decimal) -> Cause:
    if about != RUNNING_COSTS:
        amount = pence_nearest(cost)
        return Cause(
            CauseOf.NOT_AGREED, about, amount, (Step(_("Nothing was agreed"), figure(amount)),)
        )
    agreed = pence_nearest(facts.yearly_costs * weeks / WEEKS_IN_A_YEAR)
    amount = pence_nearest(cost) - agreed
    step = Step(
        _("Running costs, less what was agreed for them"),
        f"{figure(amount + agreed)} - {figure(agreed)} = {figure(amount)}",
    )
    return Cause(CauseOf.RUNNING, about, amount, (step,))


def _spread_steps(facts: ForecastFacts) -> Iterator[Step]:
    for spread in facts.spreads:
        if not spread.is_known:
            continue
        labels = {
            SpreadOf.HOURS: (
                _("Pay for hours: a cheap week of the last {count} against one in the middle"),
                _("Pay for hours: a dear week of the last {count} against one in the middle"),
            ),
            SpreadOf.SPENDING: (
                _("Spending: a cheap week of the last {count} against one in the middle"),
                _("Spending: a dear week of the last {count} against one in the middle"),
            ),
        }[spread.of]
        middle = percentile(spread.weeks, 50)
        for label, percent, difference in (
            (labels[0], CHEAP, spread.cheaper),
            (labels[1], DEAR, spread.dearer),
        ):
            edge = percentile(spread.weeks, percent)
            larger, smaller = (edge, middle) if percent == DEAR else (middle, edge)
            yield Step(
                label.format(count=len(spread.weeks)),
                f"{figure(larger)} - {figure(smaller)} = {figure(difference)}",
            )
