"""The budget of a stretch of time: what was agreed, what is spent, what is still to be paid."""

from calendar import isleap
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from dpmanager.domain.amounts import ZERO, pence_nearest, pounds, total
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.steps import Step
from dpmanager.words import _

RUNNING_COSTS = "running_costs"
NO_SERVICE = ""
"""What nobody has said the service type of."""

# Money that goes back to where it came from buys nothing, and what comes back was not spent.
GIVEN_BACK = frozenset({"repaid_council", "contrib_refund", "sent_back"})
COMES_BACK = frozenset({"refund", "hmrc_refund", "transfer_in"})

# Hourly rates are rounded to pennies, so the services rarely add up to the weekly amount.
ROUNDING_OF_RATES = Decimal("1.00")
# One service that is nearly used up deserves a word before it is: from 85 per cent on, where
# other programs for people who manage their own budget (the NDIS Self Manager app) turn orange.
NEARLY_USED_UP = 85
ALL = 100
# A month of figures says something about a year; a week does not.
DAYS_BEFORE_A_FORECAST = 28
IN_STEP = 5

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Service:
    """A service type as agreed: hours a week, and pounds an hour."""

    service_type: str
    weekly_hours: Decimal
    hourly_rate: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """What one funder agreed, for the days on which it is in force.

    weekly_amount: pounds a week, the person's contribution included. yearly_costs: pounds a year
    that the funder pays besides.
    """

    in_force: Period
    weekly_amount: Decimal
    services: tuple[Service, ...]
    yearly_costs: Decimal


class Pace(StrEnum):
    """How the money goes beside the time."""

    FASTER = "faster"
    IN_STEP = "in-step"
    SLOWER = "slower"


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One service type, in pounds. to_pay: owed for what was worked, and not paid yet."""

    service_type: str
    agreed: Decimal
    spent: Decimal
    to_pay: Decimal

    @property
    def used(self) -> Decimal:
        """Pounds spent or still to be paid."""
        return self.spent + self.to_pay

    @property
    def left(self) -> Decimal:
        """Pounds agreed and not used; below zero when more is used than was agreed."""
        return self.agreed - self.used

    @property
    def is_nearly_used_up(self) -> bool:
        """Whether 85 per cent or more is used, and not yet more than all of it."""
        share = percent(self.used, self.agreed)
        return share is not None and share >= NEARLY_USED_UP and self.left >= 0


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget of a period. Amounts in pounds, shares in whole per cent.

    money_gone: what is used of what was agreed, None where nothing was agreed. time_gone: how
    much of the period is over. left_at_end: what stays of the agreed money by the period's end
    if it goes on like this; None for a period that is over or has hardly begun, or while nothing
    is used.
    """

    period: Period
    lines: tuple[BudgetLine, ...]
    whole: BudgetLine
    money_gone: int | None
    time_gone: int
    pace: Pace | None
    left_at_end: Decimal | None
    steps: tuple[Step, ...]


def is_spending(category: str, direction: str) -> bool:
    """Whether a payment of that category counts as spent, or, coming back, as not spent.

    direction: in, out or transfer, as the categories say.
    """
    return (direction == "out" and category not in GIVEN_BACK) or category in COMES_BACK


def percent(part: Decimal, whole: Decimal) -> int | None:
    """`part` of `whole` in per cent, to the nearest whole one; None where there is no whole."""
    return None if whole <= 0 else int((part * 100 / whole).to_integral_value())


def share_out(amount: Decimal, weights: Mapping[K, Decimal]) -> dict[K, Decimal]:
    """Shares pounds out in proportion, to the penny; the last takes what rounding leaves over.

    Raises ValueError when the weights come to nothing.
    """
    whole = total(weights.values())
    if whole <= 0:
        raise ValueError("nothing to share by")
    shares = {name: pence_nearest(amount * weight / whole) for name, weight in weights.items()}
    last = list(shares)[-1]
    shares[last] += amount - total(shares.values())
    return shares


def work_out_budget(
    period: Period,
    today: date,
    terms: Iterable[Terms],
    spent: Mapping[str, Decimal],
    to_pay: Mapping[str, Decimal],
) -> Budget:
    """The budget of a period, by service type in the order in which they were agreed.

    terms: each agreement with the days of the period on which it is in force. spent, to_pay:
    pounds by service type, within the period.
    """
    agreed, steps = work_out_agreed(terms)
    names = dict.fromkeys([*agreed, *spent, *to_pay])
    lines = tuple(
        BudgetLine(name, agreed.get(name, ZERO), spent.get(name, ZERO), to_pay.get(name, ZERO))
        for name in names
    )
    whole = BudgetLine(
        NO_SERVICE,
        total(line.agreed for line in lines),
        total(line.spent for line in lines),
        total(line.to_pay for line in lines),
    )
    days_gone = max(0, (min(today, period.end) - period.start).days + 1)
    time_gone = percent(Decimal(days_gone), Decimal(period.days)) or 0
    money_gone = percent(whole.used, whole.agreed)
    left_at_end = None
    if (
        today < period.end
        and days_gone >= DAYS_BEFORE_A_FORECAST
        and whole.agreed > 0
        and whole.used > 0
    ):
        forecast = pence_nearest(whole.used * period.days / days_gone)
        left_at_end = whole.agreed - forecast
        steps.append(
            Step(
                _("What will be used by {end}, if it goes on like this").format(
                    end=long_date(period.end)
                ),
                f"{pounds(whole.used)} ÷ {days_gone} x {period.days} = {pounds(forecast)}",
            )
        )
    return Budget(
        period=period,
        lines=lines,
        whole=whole,
        money_gone=money_gone,
        time_gone=time_gone,
        pace=None if money_gone is None or time_gone == ALL else _pace(money_gone - time_gone),
        left_at_end=left_at_end,
        steps=tuple(steps),
    )


def work_out_agreed(terms: Iterable[Terms]) -> tuple[dict[str, Decimal], list[Step]]:
    """Pounds agreed by service type, and how they were worked out.

    A week's money for each seven days, the weekly amount being what counts: where the services
    come to a few pennies more or less, the largest takes them; where they leave a pound a week or
    more, that stands on its own as NO_SERVICE. Costs paid separately count by the day.
    """
    agreed: dict[str, Decimal] = {}
    steps: list[Step] = []
    for one in terms:
        weekly = _weekly_by_service(one)
        days = one.in_force.days
        whole = pence_nearest(total(weekly.values()) * days / 7)
        for name, share in share_out(whole, weekly).items():
            agreed[name] = agreed.get(name, ZERO) + share
        label = _("Agreed from {start} to {end}: {amount} a week for {days} days").format(
            start=long_date(one.in_force.start),
            end=long_date(one.in_force.end),
            amount=pounds(total(weekly.values())),
            days=days,
        )
        steps.append(
            Step(label, f"{pounds(total(weekly.values()))} x {days} ÷ 7 = {pounds(whole)}")
        )
        if one.yearly_costs:
            year = _days_of_a_year_in(one.in_force)
            share = pence_nearest(one.yearly_costs * days / year)
            agreed[RUNNING_COSTS] = agreed.get(RUNNING_COSTS, ZERO) + share
            steps.append(
                Step(
                    _("Running costs paid besides, {amount} a year").format(
                        amount=pounds(one.yearly_costs)
                    ),
                    f"{pounds(one.yearly_costs)} x {days} ÷ {year} = {pounds(share)}",
                )
            )
    return agreed, steps


def _weekly_by_service(terms: Terms) -> dict[str, Decimal]:
    weekly: dict[str, Decimal] = {}
    for service in terms.services:
        amount = pence_nearest(service.weekly_hours * service.hourly_rate)
        weekly[service.service_type] = weekly.get(service.service_type, ZERO) + amount
    rest = terms.weekly_amount - total(weekly.values())
    if weekly and abs(rest) < ROUNDING_OF_RATES:
        largest = max(weekly, key=lambda name: weekly[name])
        weekly[largest] += rest
    elif rest > 0:
        weekly[NO_SERVICE] = rest
    return weekly


def _days_of_a_year_in(period: Period) -> int:
    """366 for a stretch that holds a 29 February, 365 for any other."""
    for year in range(period.start.year, period.end.year + 1):
        if isleap(year) and date(year, 2, 29) in period:
            return 366
    return 365


def _pace(ahead: int) -> Pace:
    if ahead > IN_STEP:
        return Pace.FASTER
    return Pace.SLOWER if ahead < -IN_STEP else Pace.IN_STEP
