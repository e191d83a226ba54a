"""What the questions about spending go by: payments, people, rates, services and goals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.budget.spending_report import counts_as_spent
from dpmanager.domain.budget.spending_rules import (
    Names,
    OutcomeFact,
    PartFact,
    PaymentFact,
    RateFact,
    RelativeFact,
    ServiceFact,
)
from dpmanager.domain.budget.spent import (
    DAYS_BEFORE_A_FORECAST,
    NO_SERVICE,
    RUNNING_COSTS,
    work_out_agreed,
)
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.money.invoices import Invoice
from dpmanager.domain.pay.gross import is_in_force
from dpmanager.domain.periods import Period, months_after
from dpmanager.records import models
from dpmanager.tasks.budget.ledger_parts import directions, ledger_parts
from dpmanager.tasks.budget.plan_budget import terms_within
from dpmanager.tasks.money.invoices import agreed_rate, invoice_of
from dpmanager.tasks.pay.pay_for_hours import dated_rates
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.relatives import family_of
from dpmanager.tasks.returns.resources import category_labels, service_type_labels

NOT_BY_THE_WEEK = frozenset({NO_SERVICE, RUNNING_COSTS, "equipment", "one_off"})
"""What is agreed by the year or purchase by purchase, and not so much a week."""
NOT_USUAL = frozenset(
    {HourKind.SLEEP_IN, HourKind.ON_CALL, HourKind.HOLIDAY, HourKind.BANK_HOLIDAY}
)
"""Nights and time that waits, and the few days a year for which many pay more."""


def names_of(session: Session) -> Names:
    """Whose accounts are personal, and the people who are paid for work."""
    who = arrangement(session)
    own = dict.fromkeys((who.recipient.name, who.manager.name, who.employer.name))
    workers = session.scalars(
        select(models.Worker.name)
        .where(models.Worker.kind.in_(("employed", "self-employed")))
        .order_by(models.Worker.id)
    )
    return Names(tuple(own), tuple(workers))


def payments_in(session: Session, period: Period, besides: Iterable[int] = ()) -> list[PaymentFact]:
    """Money that went out of the accounts in a period, oldest first.

    besides: numbers of payments on other days. What came back in full was not spent.
    """
    line, split = models.Transaction, models.Split
    asked = (
        line.amount < ZERO,
        or_(line.day.between(period.start, period.end), line.id.in_(list(besides))),
    )
    rows = session.execute(
        select(line.id, line.day, line.description, line.amount)
        .where(*asked)
        .order_by(line.day, line.id)
    ).all()
    labels = category_labels()
    parts: defaultdict[int, list[PartFact]] = defaultdict(list)
    workers: dict[int, int] = {}
    for number, category, note, worker in session.execute(
        select(split.transaction_id, split.category, split.note, split.worker_id)
        .join(line)
        .where(*asked)
        .order_by(split.id)
    ):
        parts[number].append(PartFact(category, labels.get(category, category), note))
        if worker:
            workers.setdefault(number, worker)
    back = _given_back(session)
    repaying = set(
        session.scalars(
            select(models.PocketPayment.repaid_id).where(
                models.PocketPayment.repaid_id.is_not(None)
            )
        )
    )
    words = _words_of_receipts(session, period)
    return [
        PaymentFact(
            about=f"payment:{row.id}",
            day=row.day,
            payee=row.description,
            amount=-row.amount,
            parts=tuple(parts.get(row.id, ())),
            receipt=words.get(row.id, ""),
            worker=workers.get(row.id),
            explained=row.id in repaying,
        )
        for row in rows
        if back.get(row.id, ZERO) < -row.amount
    ]


def paid_otherwise(
    session: Session, period: Period, besides: Iterable[int] = ()
) -> list[PaymentFact]:
    """What was paid in cash, or from somebody's own money, in a period, oldest first."""
    row = models.PocketPayment
    labels = category_labels()
    return [
        PaymentFact(
            about=f"pocket:{one.id}",
            day=one.day,
            payee=one.payee,
            amount=one.amount,
            parts=(PartFact(one.category, labels.get(one.category, one.category), one.note),),
            worker=one.worker_id,
        )
        for one in session.scalars(
            select(row)
            .where(or_(row.day.between(period.start, period.end), row.id.in_(list(besides))))
            .order_by(row.day, row.id)
        )
    ]


def relatives_at_work(session: Session, period: Period) -> Iterator[RelativeFact]:
    """Family that works in a period, and of whom no consent is written down."""
    for worker in _at_work(session, period):
        family = family_of(session, worker)
        if family.wanted is not None and family.consent_on is None:
            yield RelativeFact(worker.id, worker.name, family.wanted.why)


def rates_in(session: Session, period: Period, besides: Iterable[int] = ()) -> Iterator[RateFact]:
    """The dearest hour of each worker at the end of a period, and those of its invoices.

    besides: numbers of invoices of other days.
    """
    for worker in _at_work(session, period):
        day = min(period.end, worker.end_date or period.end)
        paid = _dearest(worker, day)
        if paid is not None:
            nothing = Invoice("", day, day, ZERO)
            yield from _beside_agreed(session, worker, nothing, f"rate:{paid.id}", paid.amount)
    for row in session.scalars(
        select(models.Invoice)
        .where(
            or_(
                models.Invoice.day.between(period.start, period.end),
                models.Invoice.id.in_(list(besides)),
            )
        )
        .order_by(models.Invoice.day, models.Invoice.id)
    ):
        hourly = row.rate
        if hourly is None and row.hours:
            hourly = row.amount / row.hours
        if hourly is not None:
            yield from _beside_agreed(
                session, row.worker, invoice_of(row), f"invoice:{row.id}", hourly
            )


def services_in(session: Session, period: Period) -> list[ServiceFact]:
    """What was spent on each service in a period beside what was agreed for it.

    Days before anything was agreed do not count, and a few days say nothing. Running costs are
    left out, which are agreed by the year and often paid at once, and so is what is bought once.
    """
    first = session.scalar(select(func.min(models.Agreement.from_date)))
    if first is None or first > period.end:
        return []
    period = Period(max(first, period.start), period.end)
    if period.days < DAYS_BEFORE_A_FORECAST:
        return []
    agreed, _steps = work_out_agreed(terms_within(session, period))
    if not set(agreed) - NOT_BY_THE_WEEK:
        return []
    known = directions()
    spent: dict[str, Decimal] = {}
    for part in ledger_parts(session, period):
        if counts_as_spent(part, known):
            spent[part.service_type] = spent.get(part.service_type, ZERO) - part.amount
    labels = service_type_labels()
    return [
        ServiceFact(name, labels.get(name, name), period, amount, agreed.get(name, ZERO))
        for name, amount in spent.items()
        if name not in NOT_BY_THE_WEEK
    ]


def outcomes_without_spending(session: Session, today: date, months: int) -> list[OutcomeFact]:
    """Goals that nothing was spent on for so many months, once the book is that old."""
    opened = session.scalar(select(func.min(models.Account.opening_date)))
    since = months_after(today, -months)
    if opened is None or opened > since:
        return []
    paid_for = set(
        session.scalars(
            select(models.Split.outcome_id)
            .join(models.Transaction)
            .where(models.Transaction.day > since, models.Transaction.amount < ZERO)
        )
    ) | set(
        session.scalars(
            select(models.PocketPayment.outcome_id).where(models.PocketPayment.day > since)
        )
    )
    return [
        OutcomeFact(row.id, row.name, since)
        for row in session.scalars(select(models.Outcome).order_by(models.Outcome.id))
        if row.id not in paid_for
    ]


def _given_back(session: Session) -> dict[int, Decimal]:
    """Pounds that came back of payments, or that went wrong and were never paid."""
    tie = models.PaymentTie
    return dict(
        session.execute(select(tie.other_id, func.sum(tie.amount)).group_by(tie.other_id)).all()
    )


def _words_of_receipts(session: Session, period: Period) -> dict[int, str]:
    """The words on the receipts of each payment of a period, where they could be read."""
    found: dict[int, str] = {}
    for payment, words in session.execute(
        select(models.ProofLink.transaction_id, models.ProofText.words)
        .join(models.Proof, models.Proof.id == models.ProofLink.proof_id)
        .join(models.ProofText, models.ProofText.sealed_name == models.Proof.sealed_name)
        .join(models.Transaction, models.Transaction.id == models.ProofLink.transaction_id)
        .where(models.Transaction.day.between(period.start, period.end))
        .order_by(models.ProofLink.id)
    ):
        found[payment] = f"{found.get(payment, '')} {words}"
    return found


def _at_work(session: Session, period: Period) -> list[models.Worker]:
    worker = models.Worker
    return list(
        session.scalars(
            select(worker)
            .where(
                worker.start_date <= period.end,
                worker.end_date.is_(None) | (worker.end_date >= period.start),
            )
            .options(selectinload(worker.rates))
            .order_by(worker.id)
        )
    )


def _dearest(worker: models.Worker, day: date) -> models.PayRate | None:
    """The rate of the worker's dearest usual hour on a day."""
    dated = dated_rates(worker)
    in_force = [
        row
        for row, rate in zip(worker.rates, dated, strict=True)
        if rate.kind not in NOT_USUAL and is_in_force(rate, day, dated)
    ]
    return max(in_force, key=lambda row: row.amount, default=None)


def _beside_agreed(
    session: Session, worker: models.Worker, invoice: Invoice, about: str, hourly: Decimal
) -> Iterator[RateFact]:
    agreed = agreed_rate(session, worker, invoice)
    if agreed is not None:
        yield RateFact(
            about,
            worker.id,
            worker.name,
            invoice.day,
            hourly,
            agreed.amount,
            agreed.funder,
            agreed.service,
        )
