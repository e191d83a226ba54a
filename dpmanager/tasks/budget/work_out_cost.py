"""The cost of support, or what money buys of it: one question, worked out for whoever asks."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO, pence_nearest, pounds
from dpmanager.domain.budget.cost import (
    WEEKS,
    Cost,
    EmployingPlan,
    HolidayCover,
    PensionStart,
    YearlyCost,
    affordable_hours,
    affordable_rate,
    pension_start,
    yearly_cost,
)
from dpmanager.domain.rates import TaxYearRates
from dpmanager.words import _

MOST_ASSISTANTS = 50
DEAREST_HOUR = Decimal(500)


class Question(StrEnum):
    """What is asked: the cost of hours at a wage, or the hours or wage that money pays for."""

    COST = "cost"
    HOURS = "hours"
    WAGE = "wage"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its figures; the figure that it asks for does not count.

    weekly_hours: more than none, of all assistants together. weekly_money: pounds; a year has 52
    times as much. For COST it does not count.
    """

    question: Question
    plan: EmployingPlan
    weekly_hours: Decimal = ZERO
    weekly_money: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class CostAnswer:
    """What came out. asked: with the hours or the wage that was found.

    left_over: pounds of a year's money, below nothing where it does not pay for the rest; None
    where no money was named.
    """

    asked: Asked
    cost: YearlyCost
    left_over: Decimal | None
    pension_start: PensionStart | None
    notes: tuple[str, ...]

    @property
    def hourly_cost(self) -> Decimal | None:
        """What an hour of support costs with everything in it, in pounds; None without hours."""
        hours = WEEKS * self.asked.weekly_hours
        return pence_nearest(self.cost.total / hours) if hours else None

    @property
    def figure(self) -> Decimal:
        """What was asked for: pounds a year, hours a week, or pounds an hour."""
        return {
            Question.COST: self.cost.total,
            Question.HOURS: self.asked.weekly_hours,
            Question.WAGE: self.asked.plan.hourly_rate,
        }[self.asked.question]


def work_out_cost(asked: Asked, rates: TaxYearRates) -> CostAnswer:
    """Answers a question with the rates of a tax year."""
    found = _with_the_answer(asked, rates)
    cost = yearly_cost(found.plan, found.weekly_hours, rates)
    with_money = asked.question is not Question.COST
    left_over = WEEKS * asked.weekly_money - cost.total if with_money else None
    return CostAnswer(
        asked=found,
        cost=cost,
        left_over=left_over,
        pension_start=pension_start(found.plan, rates),
        notes=tuple(_notes(found.plan, left_over, rates)),
    )


def cost_label(cost: Cost) -> str:
    """The name of a line of the cost."""
    return {
        Cost.WAGES: _("Wages, holiday included"),
        Cost.HOLIDAY_COVER: _("Cover while assistants are on holiday"),
        Cost.EMPLOYER_NI: _("Employer's National Insurance, after the allowance"),
        Cost.EMPLOYER_PENSION: _("Employer's pension contributions"),
        Cost.FIXED_COSTS: _("Fixed costs, such as insurance and payroll"),
        Cost.RESERVE: _("Set aside"),
    }[cost]


def _with_the_answer(asked: Asked, rates: TaxYearRates) -> Asked:
    match asked.question:
        case Question.COST:
            return asked
        case Question.HOURS:
            hours = affordable_hours(asked.weekly_money, asked.plan, rates)
            return replace(asked, weekly_hours=hours)
        case Question.WAGE:
            rate = affordable_rate(asked.weekly_money, asked.weekly_hours, asked.plan, rates)
            return replace(asked, plan=replace(asked.plan, hourly_rate=rate))


def _notes(plan: EmployingPlan, left_over: Decimal | None, rates: TaxYearRates) -> list[str]:
    notes = [_("This is an estimate for a whole year. Payslips go by the pay period.")]
    if plan.cover is HolidayCover.ASSISTANT:
        notes.append(
            _("National Insurance and pension of whoever covers the holidays are not in it.")
        )
    if plan.cover is HolidayCover.NONE:
        notes.append(
            _("Nobody gives the support in the {weeks} weeks of holiday.").format(
                weeks=rates.annual_leave.weeks
            )
        )
    least = rates.minimum_wage.by_age[0]
    if plan.hourly_rate < least.hourly:
        notes.append(
            _("This wage is below the minimum wage of {least} an hour from age {age}.").format(
                least=pounds(least.hourly), age=least.from_age
            )
        )
    if left_over is not None and left_over < 0:
        notes.append(_("The money does not pay for the fixed costs and what is set aside."))
    return notes
