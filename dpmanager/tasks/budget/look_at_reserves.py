"""Money set aside by rule as it stands today, and what redundancy pay would come to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.reserves import Reserved, amount_on
from dpmanager.domain.pay.redundancy import redundancy_pay
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.payment_schedule import funders_with_agreements
from dpmanager.tasks.budget.reserves import ReserveRow, reserves_of
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.leaving import NORTHERN_IRELAND, weeks_pay_of
from dpmanager.tasks.returns.set_aside import reserved_on
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class ReserveSeen:
    """Money set aside. today: pounds that its rule gives today, and why."""

    row: ReserveRow
    today: Reserved

    @property
    def is_agreed(self) -> bool:
        """Whether the funder has agreed to it in writing."""
        return self.row.reserve.agreed_on is not None


@dataclass(frozen=True, slots=True)
class Redundancy:
    """What redundancy pay would be if every job ended today, in pounds.

    not_known: the names of the workers for whom it cannot be worked out, each with the reason.
    """

    amount: Decimal
    steps: tuple[Step, ...]
    not_known: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReservesSeen:
    """All money set aside by rule. counted: pounds of it that are taken off the surplus today.

    funders: number and name of each. redundancy: None while nobody is employed.
    """

    reserves: tuple[ReserveSeen, ...]
    counted: Decimal
    counted_steps: tuple[Step, ...]
    funders: tuple[tuple[int, str], ...]
    redundancy: Redundancy | None

    @property
    def not_agreed(self) -> Decimal:
        """Pounds set aside today to which no funder has agreed in writing."""
        return total(one.today.amount for one in self.reserves if not one.is_agreed)


def look_at_reserves(book: Book, today: date) -> ReservesSeen:
    """What is set aside today, what counts of it, and what redundancy pay would come to."""
    with book.reading() as session:
        counted = list(reserved_on(session, today))
        return ReservesSeen(
            reserves=tuple(
                ReserveSeen(row, amount_on(row.reserve, today)) for row in reserves_of(session)
            ),
            counted=total(item.amount for item in counted),
            counted_steps=tuple(step for item in counted for step in item.steps),
            funders=tuple((one.id, one.name) for one in funders_with_agreements(session)),
            redundancy=_redundancy(session, today),
        )


def _redundancy(session: Session, today: date) -> Redundancy | None:
    workers = session.scalars(
        select(models.Worker)
        .where(
            models.Worker.kind == "employed",
            models.Worker.start_date <= today,
            models.Worker.end_date.is_(None) | (models.Worker.end_date >= today),
        )
        .order_by(models.Worker.id)
    ).all()
    if not workers:
        return None
    amount = ZERO
    steps: list[Step] = []
    not_known: dict[str, str] = {}
    for worker in workers:
        try:
            pay, why = _redundancy_of(session, worker, today)
        except DPManagerError as fault:
            not_known[worker.name] = str(fault)
            continue
        amount += pay
        steps += why
    return Redundancy(amount, tuple(steps), not_known)


def _redundancy_of(
    session: Session, worker: models.Worker, today: date
) -> tuple[Decimal, Iterator[Step]]:
    if worker.date_of_birth is None:
        raise DPManagerError(
            _("Redundancy pay depends on age. Add the date of birth of {worker} first.").format(
                worker=worker.name
            )
        )
    rules = rates_for(min(tax_year_of(today), known_tax_years()[-1])).redundancy
    week = weeks_pay_of(session, worker, today)
    pay = redundancy_pay(
        worker.date_of_birth,
        worker.start_date,
        today,
        week.amount,
        rules,
        northern_ireland=arrangement(session).nation == NORTHERN_IRELAND,
    )
    steps = (*week.steps, *pay.steps) if pay.amount else pay.steps
    return pay.amount, (
        Step(
            _("{worker}: {label}").format(worker=worker.name, label=step.label),
            step.sum,
            step.source,
        )
        for step in steps
    )
