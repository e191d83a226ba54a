"""A week's pay: what notice and redundancy are worked out from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import pence_nearest
from dpmanager.domain.pay.figures import figure, short
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

ACT = (
    "Employment Rights Act 1996, sections 221 to 224: "
    "https://www.legislation.gov.uk/ukpga/1996/18/part/XIV/chapter/II"
)
WEEKS = Decimal(12)
DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class PaidPeriod:
    """What a pay period paid for hours, in pounds before tax."""

    period: Period
    pay: Decimal


@dataclass(frozen=True, slots=True)
class WeeksPay:
    """A week's pay before tax, in pounds, and why."""

    amount: Decimal
    steps: tuple[Step, ...]


def weeks_pay(
    history: Iterable[PaidPeriod],
    day: date,
    *,
    weekly_hours: Decimal | None = None,
    hourly_rate: Decimal | None = None,
) -> WeeksPay:
    """A week's pay on `day`, to the nearest penny.

    weekly_hours: the same in every week; then it is these at `hourly_rate`, in pounds. Otherwise it
    is the average of the last twelve weeks with pay that ended by `day`; fewer where the work has
    not lasted so long. Of a period longer than what is still needed, each of its weeks counts the
    same. Source: Employment Rights Act 1996, sections 221 to 224 and 228.
    Raises DPManagerError where neither is known.
    """
    if weekly_hours is not None and hourly_rate is not None:
        amount = pence_nearest(weekly_hours * hourly_rate)
        step = Step(
            _("A week's pay: the weekly hours at the rate of {day}").format(day=long_date(day)),
            f"{short(weekly_hours)} x {figure(hourly_rate)} = {figure(amount)}",
            ACT,
        )
        return WeeksPay(amount, (step,))
    weeks, pay = _last_weeks(history, day)
    if not weeks:
        raise DPManagerError(
            _("A week's pay is not known yet: no pay was made, and no weekly hours were agreed.")
        )
    amount = pence_nearest(pay / weeks)
    step = Step(
        _("A week's pay: the average of the last weeks with pay, at most {weeks}").format(
            weeks=short(WEEKS)
        ),
        f"{figure(pence_nearest(pay))} / {short(weeks)} = {figure(amount)}",
        ACT,
    )
    return WeeksPay(amount, (step,))


def _last_weeks(history: Iterable[PaidPeriod], day: date) -> tuple[Decimal, Decimal]:
    """How many weeks with pay there are, up to twelve, and their pay."""
    ended = [paid for paid in history if paid.period.end <= day and paid.pay > 0]
    weeks, pay = Decimal(0), Decimal(0)
    for paid in sorted(ended, key=lambda paid: paid.period.end, reverse=True):
        length = Decimal(paid.period.days) / DAYS_OF_WEEK
        counted = min(length, WEEKS - weeks)
        weeks += counted
        pay += paid.pay * counted / length
        if weeks == WEEKS:
            break
    return weeks, pay
