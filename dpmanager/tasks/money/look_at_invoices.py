"""Look at invoices: what is to be paid and what is paid, what is to be asked, what may pay one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.money.invoices import Invoice, InvoiceCheck
from dpmanager.domain.money.matching import has_number, likeliest_first, words_of
from dpmanager.domain.periods import short_date
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.invoices import check_of, expected_of, find_invoice, invoice_of, is_free
from dpmanager.tasks.money.sort_payments import left_of, still_owed
from dpmanager.words import _

BEFORE, AFTER = timedelta(days=31), timedelta(days=366)
"""How long before and after the date of an invoice a payment may lie that is offered for it."""
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody who sends invoices."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """An invoice in the list. left: pounds not paid yet; state: in words.

    questions: how many are open; once an invoice is paid nothing is asked.
    """

    id: int
    worker: str
    number: str
    day: date
    amount: Decimal
    left: Decimal
    state: str
    questions: int


@dataclass(frozen=True, slots=True)
class InvoicesSeen:
    """The invoices, what is to be paid first, then the newest; and who sends any.

    worker: the one whose invoices alone are shown; None for all. to_pay: pounds.
    """

    worker: Sender | None
    senders: tuple[Sender, ...]
    invoices: tuple[InvoiceLine, ...]
    to_pay: Decimal


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment. amount: pounds of it, positive: what paid the invoice, or what could."""

    id: int
    day: date
    description: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class InvoiceSeen:
    """One invoice with all that is known of it.

    left: pounds not paid yet. offered: payments that may have paid it. proof_id: its paper.
    """

    id: int
    worker: Sender
    invoice: Invoice
    note: str
    left: Decimal
    state: str
    check: InvoiceCheck
    paid: tuple[Paid, ...]
    offered: tuple[Paid, ...]
    proof_id: int | None


def look_at_invoices(book: Book, today: date, worker_id: int | None = None) -> InvoicesSeen:
    """All invoices, or those of one worker."""
    with book.reading() as session:
        senders = tuple(
            Sender(row.id, row.name)
            for row in session.scalars(
                select(models.Worker)
                .where(models.Worker.kind != "employed")
                .order_by(models.Worker.name)
            )
        )
        query = select(models.Invoice).options(joinedload(models.Invoice.worker))
        if worker_id is not None:
            query = query.where(models.Invoice.worker_id == worker_id)
        left = {
            row.invoice_id: amount for row, amount in still_owed(session) if row.kind == "invoice"
        }
        rows = sorted(session.scalars(query), key=lambda row: (row.day, row.id), reverse=True)
        waiting = sorted(
            (row for row in rows if left[row.id] > 0), key=lambda row: (row.due, row.id)
        )
        last_paid = _last_paid(session)
        done = [row for row in rows if left[row.id] <= 0]
        return InvoicesSeen(
            worker=next((one for one in senders if one.id == worker_id), None),
            senders=senders,
            invoices=tuple(
                InvoiceLine(
                    row.id,
                    row.worker.name,
                    row.number,
                    row.day,
                    row.amount,
                    left[row.id],
                    _state(row, left[row.id], last_paid.get(row.id), today),
                    len(check_of(session, row).questions) if left[row.id] > 0 else 0,
                )
                for row in (*waiting, *done)
            ),
            to_pay=total(left[row.id] for row in waiting),
        )


def look_at_invoice(book: Book, invoice_id: int, today: date, *, most: int) -> InvoiceSeen:
    """One invoice, with at most so many payments that may have paid it.

    Raises DPManagerError when it is no longer there.
    """
    with book.reading() as session:
        row = find_invoice(session, invoice_id)
        expected = expected_of(session, row)
        left = left_of(session, expected)
        paid = tuple(_paid(session, expected))
        return InvoiceSeen(
            id=row.id,
            worker=Sender(row.worker.id, row.worker.name),
            invoice=invoice_of(row),
            note=row.note,
            left=left,
            state=_state(row, left, max((each.day for each in paid), default=None), today),
            check=check_of(session, row),
            paid=paid,
            offered=tuple(_offered(session, row, left)[:most]) if left > 0 else (),
            proof_id=row.proof_id,
        )


def _state(row: models.Invoice, left: Decimal, last_paid: date | None, today: date) -> str:
    if left <= 0 and last_paid is not None:
        return _("Paid on {day}").format(day=short_date(last_paid))
    if left < row.amount:
        return _("Part paid, {left} left").format(left=pounds(left))
    if row.due < today:
        return _("Was due {day}").format(day=short_date(row.due))
    return _("To pay by {day}").format(day=short_date(row.due))


def _last_paid(session: Session) -> dict[int, date]:
    """The last day on which anything of an invoice was paid."""
    expected, split, payment = models.ExpectedPayment, models.Split, models.Transaction
    return dict(
        session.execute(
            select(models.Invoice.id, func.max(payment.day))
            .join(expected, expected.invoice_id == models.Invoice.id)
            .join(split, split.expected_payment_id == expected.id)
            .join(payment, payment.id == split.transaction_id)
            .group_by(models.Invoice.id)
        ).all()
    )


def _paid(session: Session, expected: models.ExpectedPayment) -> Iterable[Paid]:
    for payment, part in session.execute(
        select(models.Transaction, models.Split.amount)
        .join(models.Split)
        .where(models.Split.expected_payment_id == expected.id)
        .order_by(models.Transaction.day, models.Transaction.id)
    ):
        yield Paid(payment.id, payment.day, payment.description, -part)


def _offered(session: Session, row: models.Invoice, left: Decimal) -> Sequence[Paid]:
    """Payments with money that paid nothing else: of this amount, or that name the sender.

    Those with the number of the invoice come first.
    """
    fitting = []
    for payment in session.scalars(
        select(models.Transaction)
        .where(
            models.Transaction.amount < ZERO,
            models.Transaction.day.between(row.day - BEFORE, row.day + AFTER),
        )
        .options(selectinload(models.Transaction.splits))
        .order_by(models.Transaction.day, models.Transaction.id)
    ):
        free = [part for part in payment.splits if is_free(part)]
        amount = -total(part.amount for part in free) if payment.splits else -payment.amount
        if amount <= 0:
            continue
        its_own = any(part.worker_id == row.worker_id for part in free)
        if amount == left or its_own or _names(payment.description, row):
            fitting.append(Paid(payment.id, payment.day, payment.description, amount))
    likely = likeliest_first(row.due, left, fitting)
    return sorted(likely, key=lambda paid: not has_number(paid.description, row.number))


def _names(description: str, row: models.Invoice) -> bool:
    """Whether the bank's words have the number of the invoice, or most of the sender's name."""
    names = {name for name in words_of(row.worker.name) if len(name) >= SHORTEST_NAME}
    shown = names & words_of(description)
    return has_number(description, row.number) or len(shown) * 2 > len(names)
