"""What would it cost? The figures to begin with, the answer, and what other choices would give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import pence_nearest, total
from dpmanager.domain.budget.agreement import (
    WEEKS_IN_A_YEAR,
    Contribution,
    CostMet,
    weekly_income,
    yearly_costs_paid_separately,
)
from dpmanager.domain.budget.cost import HOURS_IN_WEEK, EmployingPlan, HolidayCover
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.gross import rate_in_force
from dpmanager.domain.rates import tax_year_of
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.budget.work_out_cost import (
    MOST_ASSISTANTS,
    Asked,
    CostAnswer,
    Question,
    work_out_cost,
)
from dpmanager.tasks.pay.pay_for_hours import dated_rates
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _, ngettext

AGENCY = "agency"
NUMBERS_COMPARED = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class FirstFigures:
    """What the records say, to begin with; None for what they do not say.

    tax_year: today's, or the newest that there are rates for. weekly_money: pounds that reach the
    account, yearly payments spread over the weeks. weekly_hours: agreed for what the employed do.
    hourly_rate: the highest paid on a weekday, or the minimum wage. fixed_costs: pounds a year.
    """

    tax_year: str
    weekly_money: Decimal | None
    weekly_hours: Decimal | None
    hourly_rate: Decimal
    agency_rate: Decimal | None
    assistants: int
    claims_allowance: bool
    fixed_costs: Decimal


@dataclass(frozen=True, slots=True)
class OtherChoice:
    """One thing decided in this or another way. figure: the answer then, as in `CostAnswer`.

    chosen: it is what was asked with.
    """

    name: str
    figure: Decimal
    chosen: bool


@dataclass(frozen=True, slots=True)
class CostSeen:
    """The answer, and what each of the choices that matter would give."""

    answer: CostAnswer
    choices: tuple[OtherChoice, ...]


def first_figures(book: Book, today: date) -> FirstFigures:
    """What the book knows on a day of the figures that a cost is worked out from."""
    tax_year = tax_year_of(today)
    if tax_year not in known_tax_years():
        tax_year = known_tax_years()[-1]
    with book.reading() as session:
        agreements = agreements_on(session, today)
        employed = _employed_on(session, today)
        fixed_costs = total(map(_paid_on_top, agreements))
        rates = [rate for worker in employed if (rate := _rate_on(worker, today))]
        least = rates_for(tax_year).minimum_wage.by_age[0].hourly
        return FirstFigures(
            tax_year=tax_year,
            weekly_money=_weekly_money(agreements, fixed_costs),
            weekly_hours=_weekly_hours(agreements, {worker.service_type for worker in employed}),
            hourly_rate=max(rates, default=least),
            agency_rate=_agency_rate(agreements),
            assistants=min(max(len(employed), 1), MOST_ASSISTANTS),
            claims_allowance=arrangement(session).employment_allowance,
            fixed_costs=fixed_costs,
        )


def look_at_cost(asked: Asked, tax_year: str) -> CostSeen:
    """The answer with the rates of a tax year. Raises DPManagerError for a year without rates."""
    rates = rates_for(tax_year)
    answer = work_out_cost(asked, rates)
    return CostSeen(
        answer=answer,
        choices=tuple(
            OtherChoice(
                name=name,
                figure=work_out_cost(replace(asked, plan=plan), rates).figure,
                chosen=plan == asked.plan,
            )
            for name, plan in _choices(asked.plan)
            if asked.question is Question.HOURS
            or asked.weekly_hours <= HOURS_IN_WEEK * plan.assistants
        ),
    )


def _choices(plan: EmployingPlan) -> Iterator[tuple[str, EmployingPlan]]:
    """Each is the plan with one thing decided, the allowance first."""
    for name, claims in (
        (_("Employment Allowance claimed"), True),
        (_("Employment Allowance not claimed"), False),
    ):
        yield name, replace(plan, claims_allowance=claims)
    for name, cover in (
        (_("Another assistant covers holidays"), HolidayCover.ASSISTANT),
        (_("An agency covers holidays"), HolidayCover.AGENCY),
        (_("Nobody covers holidays"), HolidayCover.NONE),
    ):
        if cover is not HolidayCover.AGENCY or plan.agency_rate:
            yield name, replace(plan, cover=cover)
    for count in sorted({*NUMBERS_COMPARED, plan.assistants}):
        name = ngettext("{count} assistant", "{count} assistants", count).format(count=count)
        yield name, replace(plan, assistants=count)


def _employed_on(session: Session, day: date) -> Sequence[models.Worker]:
    return session.scalars(
        select(models.Worker)
        .where(
            models.Worker.kind == "employed",
            models.Worker.end_date.is_(None) | (models.Worker.end_date >= day),
        )
        .options(selectinload(models.Worker.rates))
        .order_by(models.Worker.id)
    ).all()


def _rate_on(worker: models.Worker, day: date) -> Decimal | None:
    return rate_in_force(HourKind.WEEKDAY, day, dated_rates(worker))


def _weekly_money(agreements: Sequence[models.Agreement], paid_on_top: Decimal) -> Decimal | None:
    if not agreements:
        return None
    paid_in = [
        weekly_income(
            agreement.weekly_amount,
            agreement.weekly_contribution,
            Contribution(agreement.contribution_collected),
        )
        for agreement in agreements
    ]
    return total(
        [
            *(amount for paid in paid_in for amount in (paid.funder, paid.person)),
            pence_nearest(paid_on_top / WEEKS_IN_A_YEAR),
        ]
    )


def _weekly_hours(
    agreements: Sequence[models.Agreement], service_types: set[str]
) -> Decimal | None:
    """Of what the employed do; of everything where nobody is employed yet."""
    hours = total(
        service.weekly_hours
        for agreement in agreements
        for service in agreement.services
        if not service_types or service.service_type in service_types
    )
    return hours or None


def _agency_rate(agreements: Sequence[models.Agreement]) -> Decimal | None:
    rates = [
        service.hourly_rate
        for agreement in agreements
        for service in agreement.services
        if service.service_type == AGENCY
    ]
    return max(rates, default=None)


def _paid_on_top(agreement: models.Agreement) -> Decimal:
    return yearly_costs_paid_separately(
        (CostMet(cost.met), cost.yearly_amount) for cost in agreement.costs
    )
