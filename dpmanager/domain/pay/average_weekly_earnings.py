"""Average weekly earnings: what a worker was paid for a week before falling sick or having a child.

Statutory sick pay and the statutory pay of parents both start from it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from dpmanager.domain.amounts import PENNY, pence_nearest, total
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.periods import Frequency, Period, long_date, months_after, short_date
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

SICK_PAY = (
    "Statutory Sick Pay (General) Regulations 1982 (SI 1982/894), regulation 19: "
    "https://www.legislation.gov.uk/uksi/1982/894/regulation/19"
)
FAMILY_PAY = (
    "Statutory Maternity Pay (General) Regulations 1986 (SI 1986/1960), regulation 21: "
    "https://www.legislation.gov.uk/uksi/1986/1960/regulation/21"
)
RELEVANT_DAYS = 56
SEVEN_DECIMALS = Decimal("0.0000001")
DAYS_BETWEEN = {Frequency.WEEKLY: 7, Frequency.FORTNIGHTLY: 14, Frequency.FOUR_WEEKLY: 28}
MOVED_BY = 3
MOVED_IN_MONTH = timedelta(days=5)
HALF_A_MONTH = 15
HALF_OF_FEBRUARY = 14
FEBRUARY = 2


class PaidDay(NamedTuple):
    """One payment of gross pay in pounds, before anything is taken off.

    days: the days that it pays for, where a starter's first pay is for less than a whole pay
    period; None: a whole pay period.
    """

    pay_date: date
    gross_pay: Decimal
    days: int | None = None


@dataclass(frozen=True, slots=True)
class AverageWeeklyEarnings:
    """The average week's pay in pounds (not rounded to the penny), and why."""

    amount: Decimal
    steps: tuple[Step, ...]


def average_weekly_earnings(
    payments: Sequence[PaidDay],
    before: date,
    frequency: Frequency,
    *,
    truncated: bool = False,
    contract_weekly_pay: Decimal | None = None,
) -> AverageWeeklyEarnings:
    """The average week's pay in the relevant period that ends with the last pay day before a day.

    The relevant period starts after the last normal pay day that lies at least eight weeks before
    its end. Its pay is shared over its weeks, or over its months (x 12 / 52). A worker who was
    first paid later than that has the average of the pay so far, by the days it is for. One who
    was not paid yet has the pay of a week by the contract.

    before: the first day of sickness; for parents the day after the qualifying or matching week.
    truncated: cut to seven decimals, as HMRC agreed for the pay of parents.
    contract_weekly_pay: pounds; needed only where nothing was paid yet.

    A pay day that passed without pay counts as one with no pay. One that was moved by a few days
    (a bank holiday) counts as the normal one: Statutory Payments Manual, SPM170100 and SPM10605.
    Raises DPManagerError when there is neither pay nor a contract's pay.
    """
    source = FAMILY_PAY if truncated else SICK_PAY
    paid, pay_days = _on_normal_days(payments, before, frequency)
    if not paid:
        exact, step = _from_contract(contract_weekly_pay, before, source)
        return AverageWeeklyEarnings(exact, (step,))
    end = pay_days[-1]
    earlier = [day for day in pay_days if (end - day).days >= _least_days(frequency)]
    if earlier:
        start = earlier[-1] + timedelta(days=1)
        counted = [payment for payment in paid if start <= payment.pay_date <= end]
        exact, working = _over_relevant_period(_sum(counted), start, end, frequency)
    else:
        start, counted = paid[0].pay_date, paid
        exact, working = _over_days_so_far(paid, pay_days, frequency, truncated=truncated)
    amount = exact.quantize(SEVEN_DECIMALS, ROUND_DOWN) if truncated else exact
    return AverageWeeklyEarnings(
        amount,
        (
            Step(
                _("Pay before tax, paid from {start} to {end}").format(
                    start=short_date(start), end=short_date(end)
                ),
                _addition(counted),
                source,
            ),
            Step(_("Average pay for a week"), f"{working} = {_cut(amount)}", source),
        ),
    )


def months_in(start: date, end: date) -> int:
    """The months from `start` to `end`, to the nearest whole one.

    Of the days beyond whole months, 15 or fewer do not count and 16 or more make a month (in
    February 14 and 15). Source: HMRC, Statutory Payments Manual, SPM10630.
    """
    months = 0
    while months_after(start, months + 1) - timedelta(days=1) <= end:
        months += 1
    first_odd = months_after(start, months)
    odd_days = (end - first_odd).days + 1
    half = HALF_OF_FEBRUARY if first_odd.month == FEBRUARY else HALF_A_MONTH
    return months + 1 if odd_days > half else months


def _on_normal_days(
    payments: Sequence[PaidDay], before: date, frequency: Frequency
) -> tuple[list[PaidDay], list[date]]:
    """Payments with a normal pay day before the day, each on that day; and all such pay days.

    Pay days of weeks have a usual day, so one that was moved shows. Those of months may be the
    last working day, the 15th or another: they stay as they are.
    """
    paid = sorted(payment for payment in payments if payment.pay_date < before)
    if not paid:
        return [], []
    if frequency is Frequency.MONTHLY:
        return paid, _pay_days_of_months(paid, before)
    length = DAYS_BETWEEN[frequency]
    places = Counter(payment.pay_date.toordinal() % length for payment in reversed(paid))
    usual = places.most_common(1)[0][0]
    normal = []
    for payment in paid:
        late = (payment.pay_date.toordinal() - usual + length // 2) % length - length // 2
        moved = timedelta(days=late if abs(late) <= MOVED_BY else 0)
        normal.append(payment._replace(pay_date=payment.pay_date - moved))
    normal = sorted(payment for payment in normal if payment.pay_date < before)
    days = Period(normal[0].pay_date, before - timedelta(days=1)).each_day()
    return normal, [day for day in days if day.toordinal() % length == usual]


def _pay_days_of_months(paid: list[PaidDay], before: date) -> list[date]:
    """Each day with pay, and for a month without pay the same day of the month."""
    days: list[date] = []
    for day in [*sorted({payment.pay_date for payment in paid}), before]:
        while days and months_after(days[-1], 1) + MOVED_IN_MONTH < day:
            days.append(months_after(days[-1], 1))
        if day < before:
            days.append(day)
    return days


def _least_days(frequency: Frequency) -> int:
    """Eight weeks, less what two pay days of months may have been moved towards each other."""
    return RELEVANT_DAYS - MOVED_BY if frequency is Frequency.MONTHLY else RELEVANT_DAYS


def _over_relevant_period(
    pay: Decimal, start: date, end: date, frequency: Frequency
) -> tuple[Decimal, str]:
    if frequency is Frequency.MONTHLY:
        months = months_in(start, end)
        return pay * 12 / (months * 52), f"{figure(pay)} / {months} x 12 / 52"
    weeks = round(((end - start).days + 1) / 7)
    return pay / weeks, f"{figure(pay)} / {weeks}"


def _over_days_so_far(
    paid: list[PaidDay], pay_days: list[date], frequency: Frequency, *, truncated: bool
) -> tuple[Decimal, str]:
    """Sick pay rounds this average to the penny, as GOV.UK's calculator does."""
    given = {payment.pay_date: payment.days for payment in paid if payment.days is not None}
    days = sum(given.get(day, _days_of_pay_period(day, frequency)) for day in pay_days)
    pay = _sum(paid)
    exact = pay * 7 / days
    return exact if truncated else pence_nearest(exact), f"{figure(pay)} / {days} x 7"


def _days_of_pay_period(pay_day: date, frequency: Frequency) -> int:
    if frequency is Frequency.MONTHLY:
        return (pay_day - months_after(pay_day, -1)).days
    return DAYS_BETWEEN[frequency]


def _from_contract(pay: Decimal | None, before: date, source: str) -> tuple[Decimal, Step]:
    if pay is None:
        raise DPManagerError(
            _(
                "The average pay for a week cannot be worked out. Nothing was paid before {day}. "
                "Add the hours of a week that were agreed with the worker."
            ).format(day=long_date(before))
        )
    return pay, Step(
        _("Pay for a week that was agreed, as nothing was paid before {day}").format(
            day=short_date(before)
        ),
        figure(pay),
        source,
    )


def _sum(payments: list[PaidDay]) -> Decimal:
    return total(payment.gross_pay for payment in payments)


def _addition(payments: list[PaidDay]) -> str:
    terms = " + ".join(figure(payment.gross_pay) for payment in payments) or "0.00"
    return terms if len(payments) < 2 else f"{terms} = {figure(_sum(payments))}"


def _cut(amount: Decimal) -> str:
    """Seven decimals at most, and none where the pence are exact."""
    pence = amount.quantize(PENNY, ROUND_DOWN)
    return figure(pence if pence == amount else amount.quantize(SEVEN_DECIMALS, ROUND_DOWN))
