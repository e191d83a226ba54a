"""What support by employed assistants costs in a year, and what a weekly amount buys."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from dpmanager.domain.amounts import PENNY, ZERO, pence_nearest
from dpmanager.domain.pay.figures import figure, percent
from dpmanager.domain.rates import TaxYearRates, days_of_tax_year
from dpmanager.domain.steps import Step
from dpmanager.words import _

ANNUAL_LEAVE = (
    "Working Time Regulations 1998 (SI 1998/1833), regulations 13 and 13A: "
    "https://www.legislation.gov.uk/uksi/1998/1833"
)
WEEKS = 52
HOURS_IN_WEEK = 168
QUARTERS_OF_HOUR = 4
# The letter of most employees.
NI_LETTER = "A"


class HolidayCover(StrEnum):
    """Who gives the support while an assistant is on holiday. The words used in files."""

    ASSISTANT = "assistant"
    AGENCY = "agency"
    NONE = "none"


class Cost(StrEnum):
    """The lines of a year's cost, in their order."""

    WAGES = "wages"
    HOLIDAY_COVER = "holiday_cover"
    EMPLOYER_NI = "employer_ni"
    EMPLOYER_PENSION = "employer_pension"
    FIXED_COSTS = "fixed_costs"
    RESERVE = "reserve"


@dataclass(frozen=True, slots=True)
class EmployingPlan:
    """How the support is to be employed. Rates are pounds an hour.

    assistants: how many share the hours evenly. agency_rate: what an agency takes, for cover by
    one. pension_joined: None when each is in a pension only if the pay makes it due; True when
    all have joined, False when none is in one. fixed_costs, reserve: pounds a year.
    """

    hourly_rate: Decimal
    assistants: int
    cover: HolidayCover
    agency_rate: Decimal
    claims_allowance: bool
    pension_joined: bool | None
    fixed_costs: Decimal
    reserve: Decimal


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of a year's cost: exact pounds, not rounded, and why."""

    cost: Cost
    amount: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class YearlyCost:
    """What a year costs. total: pounds, rounded once from the exact lines."""

    lines: tuple[CostLine, ...]
    total: Decimal
    step: Step

    @property
    def weekly(self) -> Decimal:
        """A 52nd of it, in pounds."""
        return pence_nearest(self.total / WEEKS)


@dataclass(frozen=True, slots=True)
class PensionStart:
    """Where the pension begins to cost: above these hours a week, by that many pounds a year."""

    weekly_hours: Decimal
    yearly_cost: Decimal


def yearly_cost(plan: EmployingPlan, weekly_hours: Decimal, rates: TaxYearRates) -> YearlyCost:
    """The cost of so many hours of support in each week of a year, holiday of assistants included.

    An estimate for planning: the thresholds of a whole year on pay that is the same in all weeks.
    Payslips go by the pay period. The cover is paid by the hour and earns holiday of its own;
    National Insurance and pension on it do not count.
    """
    yearly_pay = WEEKS * plan.hourly_rate * weekly_hours / plan.assistants
    lines = (
        _wages(plan, weekly_hours),
        _holiday_cover(plan, weekly_hours, rates),
        _employer_ni(plan, yearly_pay, rates),
        _employer_pension(plan, yearly_pay, rates),
        CostLine(Cost.FIXED_COSTS, plan.fixed_costs, ()),
        CostLine(Cost.RESERVE, plan.reserve, ()),
    )
    total = pence_nearest(sum((line.amount for line in lines), ZERO))
    amounts = " + ".join(_exact(line.amount) for line in lines)
    return YearlyCost(lines, total, Step(_("Cost of a year"), f"{amounts} = {figure(total)}"))


def affordable_hours(weekly_money: Decimal, plan: EmployingPlan, rates: TaxYearRates) -> Decimal:
    """The most hours a week, in quarters of an hour, that 52 times the weekly money pays for.

    0 when the money does not pay for a quarter of an hour.
    """
    quarters = _most(
        lambda count: _pays_for(weekly_money, plan, _hours(count), rates),
        HOURS_IN_WEEK * QUARTERS_OF_HOUR * plan.assistants,
    )
    return _hours(quarters)


def affordable_rate(
    weekly_money: Decimal, weekly_hours: Decimal, plan: EmployingPlan, rates: TaxYearRates
) -> Decimal:
    """The highest wage for an hour, in whole pence, at which the money pays for the hours.

    The plan's own hourly rate does not count. 0.00 when the money pays for no wage. The hours are
    more than none.
    """
    pence = _most(
        lambda count: _pays_for(
            weekly_money, replace(plan, hourly_rate=count * PENNY), weekly_hours, rates
        ),
        int(weekly_money / weekly_hours / PENNY),
    )
    return (pence * PENNY).quantize(PENNY)


def pension_start(plan: EmployingPlan, rates: TaxYearRates) -> PensionStart | None:
    """Where the employer's pension contribution starts at once; None where pay does not decide."""
    if plan.pension_joined is not None or not plan.hourly_rate:
        return None
    trigger, lower = rates.pension.trigger.yearly, rates.pension.lower_limit.yearly
    hours = trigger * plan.assistants / (WEEKS * plan.hourly_rate)
    cost = (trigger - lower) * rates.pension.minimum_employer_rate * plan.assistants
    return PensionStart(hours.quantize(Decimal("0.01"), ROUND_DOWN), pence_nearest(cost))


def _wages(plan: EmployingPlan, weekly_hours: Decimal) -> CostLine:
    amount = WEEKS * plan.hourly_rate * weekly_hours
    step = Step(
        _("Wages of {weeks} weeks, holiday included").format(weeks=WEEKS),
        f"{WEEKS} x {_exact(weekly_hours)} x {figure(plan.hourly_rate)} = {_exact(amount)}",
    )
    return CostLine(Cost.WAGES, amount, (step,))


def _holiday_cover(plan: EmployingPlan, weekly_hours: Decimal, rates: TaxYearRates) -> CostLine:
    weeks = rates.annual_leave.weeks
    if plan.cover is HolidayCover.NONE:
        return CostLine(Cost.HOLIDAY_COVER, ZERO, ())
    if plan.cover is HolidayCover.AGENCY:
        amount = weeks * weekly_hours * plan.agency_rate
        step = Step(
            _("An agency for the weeks of holiday"),
            f"{figure(weeks)} x {_exact(weekly_hours)} x {figure(plan.agency_rate)}"
            f" = {_exact(amount)}",
            ANNUAL_LEAVE,
        )
        return CostLine(Cost.HOLIDAY_COVER, amount, (step,))
    worked = WEEKS - weeks
    amount = weeks * weekly_hours * plan.hourly_rate * WEEKS / worked
    step = Step(
        _("Another assistant for the weeks of holiday, with the holiday this earns"),
        f"{figure(weeks)} x {_exact(weekly_hours)} x {figure(plan.hourly_rate)} x {WEEKS}"
        f" / {figure(worked)} = {_exact(amount)}",
        ANNUAL_LEAVE,
    )
    return CostLine(Cost.HOLIDAY_COVER, amount, (step,))


def _employer_ni(plan: EmployingPlan, yearly_pay: Decimal, rates: TaxYearRates) -> CostLine:
    ni = rates.national_insurance
    rate = ni.on(days_of_tax_year(rates.tax_year).start).for_employer(NI_LETTER).rate
    start = ni.thresholds.secondary.yearly
    if yearly_pay <= start:
        return CostLine(Cost.EMPLOYER_NI, ZERO, (_not_above(_ni_label(), start),))
    due = (yearly_pay - start) * rate * plan.assistants
    steps = [
        Step(
            _ni_label(),
            f"({_exact(yearly_pay)} - {figure(start)}) x {percent(rate)} x {plan.assistants}"
            f" = {_exact(due)}",
            ni.thresholds.source[0],
        )
    ]
    allowance = min(due, rates.employment_allowance.amount) if plan.claims_allowance else ZERO
    if allowance:
        steps.append(
            Step(
                _("Less the Employment Allowance, up to {most} a year").format(
                    most=figure(rates.employment_allowance.amount)
                ),
                f"{_exact(due)} - {_exact(allowance)} = {_exact(due - allowance)}",
                rates.employment_allowance.source[0],
            )
        )
    return CostLine(Cost.EMPLOYER_NI, due - allowance, tuple(steps))


def _employer_pension(plan: EmployingPlan, yearly_pay: Decimal, rates: TaxYearRates) -> CostLine:
    pension = rates.pension
    if plan.pension_joined is False:
        return CostLine(Cost.EMPLOYER_PENSION, ZERO, ())
    start = pension.lower_limit.yearly if plan.pension_joined else pension.trigger.yearly
    if yearly_pay <= start:
        return CostLine(Cost.EMPLOYER_PENSION, ZERO, (_not_above(_pension_label(), start),))
    counted = min(yearly_pay, pension.upper_limit.yearly)
    lower, rate = pension.lower_limit.yearly, pension.minimum_employer_rate
    amount = (counted - lower) * rate * plan.assistants
    step = Step(
        _pension_label(),
        f"({_exact(counted)} - {figure(lower)}) x {percent(rate)} x {plan.assistants}"
        f" = {_exact(amount)}",
        pension.source[0],
    )
    return CostLine(Cost.EMPLOYER_PENSION, amount, (step,))


def _ni_label() -> str:
    return _("Employer's National Insurance on each assistant's yearly pay")


def _pension_label() -> str:
    return _("Employer's pension contribution on each assistant's yearly pay")


def _not_above(label: str, start: Decimal) -> Step:
    return Step(label, _("pay is not above {start}: 0.00").format(start=figure(start)))


def _hours(quarters: int) -> Decimal:
    return Decimal(quarters) / QUARTERS_OF_HOUR


def _pays_for(
    weekly_money: Decimal, plan: EmployingPlan, weekly_hours: Decimal, rates: TaxYearRates
) -> bool:
    return yearly_cost(plan, weekly_hours, rates).total <= WEEKS * weekly_money


def _most(affordable: Callable[[int], bool], limit: int) -> int:
    """The highest count up to `limit` that is affordable, 0 if none is: a higher one costs more."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if affordable(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _exact(number: Decimal) -> str:
    """With two to four decimals."""
    text = figure(number.quantize(Decimal("0.0001"), ROUND_HALF_UP)).rstrip("0")
    whole, _point, decimals = text.partition(".")
    return f"{whole}.{decimals:0<2}"
