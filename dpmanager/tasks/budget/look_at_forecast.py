"""Look at the forecast: how the balance goes on from today, from what the book knows."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.agreement import CostMet, yearly_costs_paid_separately
from dpmanager.domain.budget.forecast import (
    Forecast,
    ForecastFacts,
    PlannedService,
    forecast,
)
from dpmanager.domain.periods import months_after, year_from
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.budget.forecast_money import (
    habit_facts,
    income_ahead,
    last_day_known,
    owed_ahead,
    past_balances,
    reasons_missing,
    reserved_at,
    unknown_since,
)
from dpmanager.tasks.budget.forecast_pay import employer_facts, pay_facts
from dpmanager.tasks.money.money_now import money_now
from dpmanager.words import _

FUNDING_YEAR, TWELVE_MONTHS = "funding_year", "twelve_months"
SHORTEST = timedelta(weeks=4)
"""When the funding year ends sooner than this, the next one is looked at."""


@dataclass(frozen=True, slots=True)
class Needed:
    """Something that a forecast needs and the book does not have, and the page to enter it on."""

    sentence: str
    button: str
    place: str


@dataclass(frozen=True, slots=True)
class ForecastSeen:
    """A forecast with what it was worked out from.

    past: balances of the weeks behind, each with its day. notes: sentences on what is not known.
    """

    facts: ForecastFacts
    forecast: Forecast
    past: tuple[tuple[date, Decimal], ...]
    notes: tuple[str, ...]


def look_at_forecast(book: Book, span: str, today: date) -> ForecastSeen | tuple[Needed, ...]:
    """The forecast up to the end of the FUNDING_YEAR, or of TWELVE_MONTHS; or what it needs.

    Raises DPManagerError where a shift has no rate of pay.
    """
    with book.reading() as session:
        if needed := _needed(session, today):
            return needed
    facts, notes = forecast_facts(book, span, today)
    with book.reading() as session:
        past = past_balances(session, facts.balance, today)
    return ForecastSeen(facts, forecast(facts), past, notes)


def forecast_facts(book: Book, span: str, today: date) -> tuple[ForecastFacts, tuple[str, ...]]:
    """What a forecast is worked out from, and what is not known of it."""
    money = money_now(book, today)
    with book.reading() as session:
        agreements = agreements_on(session, today)
        end = _end(agreements, span, today)
        known_until = last_day_known(session, today)
        assert known_until is not None
        pay = pay_facts(session, today, end)
        habits = habit_facts(session, known_until, with_wages=not pay.workers)
        facts = ForecastFacts(
            today=today,
            end=end,
            balance=money.balance + money.on_its_way,
            known_until=known_until,
            to_come=(*income_ahead(session, known_until, end), *owed_ahead(session, today)),
            workers=pay.workers,
            employer=employer_facts(session, today, end),
            habits=habits.habits,
            spreads=(pay.spread, habits.spread),
            plan=tuple(_plan(agreements)),
            yearly_costs=total(_paid_besides(agreement) for agreement in agreements),
            weekly_amount=total(agreement.weekly_amount for agreement in agreements),
            weeks_allowed=money.weeks_allowed,
            owed_now=money.owed,
            reserved=reserved_at(
                session, end, total(worker.holiday_owed for worker in pay.workers)
            ),
        )
    unknown = unknown_since(known_until, today)
    return facts, (*([unknown] if unknown else []), *reasons_missing(pay.without_hours))


def _needed(session: Session, today: date) -> tuple[Needed, ...]:
    found = []
    if not agreements_on(session, today):
        found.append(
            Needed(_("What the council pays you, and how often."), _("Go to Budget"), "budget")
        )
    if last_day_known(session, today) is None:
        found.append(Needed(_("An account with its balance."), _("Go to Money"), "money"))
    workers = session.scalar(
        select(func.count()).where(models.Worker.start_date <= today + timedelta(days=366))
    )
    paid = session.scalar(
        select(models.Transaction.id).where(models.Transaction.amount < ZERO).limit(1)
    )
    if not workers and paid is None:
        found.append(
            Needed(
                _("Who works for you, or what you have paid so far."),
                _("Go to People"),
                "people",
            )
        )
    return tuple(found)


def _end(agreements: list[models.Agreement], span: str, today: date) -> date:
    if span == TWELVE_MONTHS:
        return months_after(today, 12)
    end = year_from(agreements[0].from_date, today).end
    return end if end - today >= SHORTEST else months_after(end, 12)


def _plan(agreements: list[models.Agreement]) -> list[PlannedService]:
    """The services of all funders; what several pay for is one, at the average rate."""
    hours: dict[str, Decimal] = {}
    money: dict[str, Decimal] = {}
    for agreement in agreements:
        for row in agreement.services:
            name = row.service_type
            hours[name] = hours.get(name, Decimal(0)) + row.weekly_hours
            money[name] = money.get(name, ZERO) + row.weekly_hours * row.hourly_rate
    return [
        PlannedService(name, hours[name], money[name] / hours[name])
        for name in hours
        if hours[name]
    ]


def _paid_besides(agreement: models.Agreement) -> Decimal:
    return yearly_costs_paid_separately(
        (CostMet(cost.met), cost.yearly_amount) for cost in agreement.costs
    )
