"""Add, change and remove the invoices of those who are not employed, and say what paid them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pence_nearest, pounds
from dpmanager.domain.money.invoices import AgreedRate, Invoice, InvoiceCheck, check_invoice
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.importers.files import read_file
from dpmanager.importers.proof_files import LARGEST_MB, read_proof_file
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.money.pocket import is_for_what_was_bought
from dpmanager.tasks.money.sort_payments import left_of, part_for_invoice
from dpmanager.tasks.receipts.add_receipt import link_proof, proof_of_file
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.words import _

TIME_TO_PAY = timedelta(days=14)
"""From the date of an invoice, where nobody says when it is due."""


@dataclass(frozen=True, slots=True)
class InvoiceAnswer:
    """What an invoice says, as it is typed in. amount: pounds; rate: pounds an hour.

    amount may be left out where there are hours and a rate; due: 14 days after `day` without it.
    start, end: the days that it is for.
    """

    worker_id: int
    number: str
    day: date
    start: date | None = None
    end: date | None = None
    hours: Decimal | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None
    due: date | None = None
    note: str = ""


def add_invoice(
    book: Book, answer: InvoiceAnswer, paper: Path | None = None, *, who: str, at: datetime
) -> int:
    """Saves an invoice, which is then a payment to be made; gives its number in the book.

    paper: a photo or PDF of it. Raises DPManagerError, in words, for what cannot be saved.
    """
    kept = _keep(book, paper)
    with book.task(_("Add an invoice"), who=who, at=at) as session:
        row = models.Invoice()
        _fill(session, row, answer)
        session.add(row)
        session.flush()
        session.add(
            models.ExpectedPayment(
                kind="invoice",
                payee=row.worker.name,
                due=row.due,
                amount=row.amount,
                invoice_id=row.id,
            )
        )
        _attach(session, row, kept, at.date())
        return row.id


def change_invoice(
    book: Book,
    invoice_id: int,
    answer: InvoiceAnswer,
    paper: Path | None = None,
    *,
    who: str,
    at: datetime,
) -> None:
    """Puts another answer in the place of an invoice of which nothing is paid.

    Raises DPManagerError as `add_invoice`, and for one that is paid, with what to do first.
    """
    kept = _keep(book, paper)
    with book.task(_("Change an invoice"), who=who, at=at) as session:
        row = find_invoice(session, invoice_id)
        _refuse_if_paid(session, row)
        _fill(session, row, answer)
        expected = expected_of(session, row)
        expected.payee, expected.due, expected.amount = row.worker.name, row.due, row.amount
        _attach(session, row, kept, at.date())


def remove_invoice(book: Book, invoice_id: int, *, who: str, at: datetime) -> None:
    """Takes out an invoice of which nothing is paid; its paper stays among the receipts.

    Raises DPManagerError for one that is paid, with what to do first.
    """
    with book.task(_("Remove an invoice"), who=who, at=at) as session:
        row = find_invoice(session, invoice_id)
        _refuse_if_paid(session, row)
        session.delete(expected_of(session, row))
        session.flush()
        session.delete(row)


def add_invoice_paper(book: Book, invoice_id: int, paper: Path, *, who: str, at: datetime) -> None:
    """Adds a photo or PDF of an invoice, paid or not. Raises DPManagerError for a bad file."""
    kept = _keep(book, paper)
    with book.task(_("Add the paper of an invoice"), who=who, at=at) as session:
        _attach(session, find_invoice(session, invoice_id), kept, at.date())


def say_what_paid_it(
    book: Book, invoice_id: int, transaction_id: int, *, who: str, at: datetime
) -> None:
    """Says that a payment paid an invoice, all of it or a part.

    What the payment is more than the invoice stays a part of its own, and can pay another one.
    Raises DPManagerError when nothing is left to pay, or nothing of the payment is free.
    """
    with book.task(_("Say what paid an invoice"), who=who, at=at) as session:
        row = find_invoice(session, invoice_id)
        expected = expected_of(session, row)
        payment = session.get_one(models.Transaction, transaction_id)
        left = left_of(session, expected)
        if left <= 0:
            raise DPManagerError(_("This invoice is paid already."))
        if not payment.splits:
            payment.splits = [part_for_invoice(row.worker, payment.amount)]
        free = [part for part in payment.splits if is_free(part)]
        if is_for_what_was_bought(session, payment.id):
            free = []
        if not free:
            raise DPManagerError(
                _("This payment paid something else. Take back what it was for first.")
            )
        for part in free:
            paying = max(part.amount, -left)
            rest = part.amount - paying
            if rest:
                payment.splits.append(_like(part, rest))
            part.amount, part.expected_payment_id = paying, expected.id
            part.worker_id = row.worker_id
            left += paying
            if not left:
                break
        if row.proof_id is not None:
            link_proof(session, row.proof_id, [payment.id])


def check_answer(book: Book, answer: InvoiceAnswer, invoice_id: int | None = None) -> InvoiceCheck:
    """What is to be asked of an invoice before it is saved.

    invoice_id: the invoice that it changes. Raises DPManagerError for what cannot be saved.
    """
    with book.reading() as session:
        return _checked(session, _worker(session, answer), _said(answer), without=invoice_id)


def check_of(session: Session, row: models.Invoice) -> InvoiceCheck:
    """What is to be asked of a saved invoice."""
    return _check(session, row.worker, invoice_of(row), without=row.id)


def invoice_of(row: models.Invoice) -> Invoice:
    """The invoice as the rules know it."""
    return Invoice(
        number=row.number,
        day=row.day,
        due=row.due,
        amount=row.amount,
        start=row.start,
        end=row.end,
        hours=row.hours,
        rate=row.rate,
    )


def find_invoice(session: Session, invoice_id: int) -> models.Invoice:
    """The row of an invoice. Raises DPManagerError when it is no longer there."""
    row = session.get(models.Invoice, invoice_id)
    if row is None:
        raise DPManagerError(_("This invoice is not in the book any more. Look again."))
    return row


def expected_of(session: Session, row: models.Invoice) -> models.ExpectedPayment:
    """What is to be paid for an invoice."""
    return session.scalars(
        select(models.ExpectedPayment).where(models.ExpectedPayment.invoice_id == row.id)
    ).one()


def is_free(part: models.Split) -> bool:
    """Whether a part of a payment may pay an invoice: it went out, and paid nothing else."""
    return part.expected_payment_id is None and part.amount < ZERO


def agreed_rate(session: Session, worker: models.Worker, invoice: Invoice) -> AgreedRate | None:
    """The highest rate agreed for the worker's service in the days of an invoice, if there is any.

    Several funders may pay for one service, and a rate may change within the days.
    """
    days = {invoice.start or invoice.day, invoice.end or invoice.day}
    rates = [
        AgreedRate(
            service_type_labels()[worker.service_type], service.hourly_rate, agreement.funder.name
        )
        for day in sorted(days)
        for agreement in agreements_on(session, day)
        for service in agreement.services
        if service.service_type == worker.service_type and service.hourly_rate > 0
    ]
    return max(rates, key=lambda agreed: agreed.amount, default=None)


def _check(
    session: Session, worker: models.Worker, invoice: Invoice, *, without: int | None
) -> InvoiceCheck:
    others = session.scalars(
        select(models.Invoice)
        .where(models.Invoice.worker_id == worker.id, models.Invoice.id != (without or 0))
        .order_by(models.Invoice.day, models.Invoice.id)
    )
    shifts = []
    if invoice.days is not None:
        rows = session.scalars(
            select(models.Shift)
            .join(models.Timesheet)
            .where(
                models.Timesheet.worker_id == worker.id,
                models.Shift.day.between(invoice.days.start, invoice.days.end),
            )
        )
        shifts = [shift_of(shift) for shift in rows]
    return check_invoice(
        invoice, shifts, agreed_rate(session, worker, invoice), [invoice_of(row) for row in others]
    )


def _checked(
    session: Session, worker: models.Worker, invoice: Invoice, *, without: int | None
) -> InvoiceCheck:
    check = _check(session, worker, invoice, without=without)
    if check.faults:
        raise DPManagerError(check.faults[0])
    return check


def _said(answer: InvoiceAnswer) -> Invoice:
    number = " ".join(answer.number.split())
    if not number:
        raise DPManagerError(_("Type the number of the invoice. If it has none, type its date."))
    amount = answer.amount
    if amount is None:
        if answer.hours is None or answer.rate is None:
            raise DPManagerError(_("Type the amount, or both the hours and the rate."))
        amount = pence_nearest(answer.hours * answer.rate)
    return Invoice(
        number=number,
        day=answer.day,
        due=answer.due or answer.day + TIME_TO_PAY,
        amount=amount,
        start=answer.start or answer.end,
        end=answer.end or answer.start,
        hours=answer.hours,
        rate=answer.rate,
    )


def _worker(session: Session, answer: InvoiceAnswer) -> models.Worker:
    worker = session.get_one(models.Worker, answer.worker_id)
    if worker.kind == "employed":
        raise DPManagerError(
            _("You employ {worker}, so they are paid wages and send no invoices.").format(
                worker=worker.name
            )
        )
    return worker


def _fill(session: Session, row: models.Invoice, answer: InvoiceAnswer) -> None:
    worker = _worker(session, answer)
    invoice = _said(answer)
    _checked(session, worker, invoice, without=row.id)
    row.worker = worker
    row.number, row.day, row.due = invoice.number, invoice.day, invoice.due
    row.start, row.end = invoice.start, invoice.end
    row.hours, row.rate, row.amount = invoice.hours, invoice.rate, invoice.amount
    row.note = answer.note.strip()


def _like(part: models.Split, amount: Decimal) -> models.Split:
    return models.Split(
        amount=amount,
        category=part.category,
        service_type=part.service_type,
        outcome_id=part.outcome_id,
        worker_id=part.worker_id,
        note=part.note,
    )


def _refuse_if_paid(session: Session, row: models.Invoice) -> None:
    paid = session.scalar(
        select(models.Transaction)
        .join(models.Split)
        .where(models.Split.expected_payment_id == expected_of(session, row).id)
        .order_by(models.Transaction.day)
        .limit(1)
    )
    if paid is not None:
        raise DPManagerError(
            _(
                "The payment of {amount} on {day} pays this invoice, so it stays as it is. Open "
                "that payment first and take back what it was for."
            ).format(amount=pounds(-paid.amount), day=long_date(paid.day))
        )


_Kept = tuple[str, Path, bytes]


def _keep(book: Book, paper: Path | None) -> _Kept | None:
    """Seals a file within the book; gives its sealed name. Raises DPManagerError for a bad one."""
    if paper is None:
        return None
    data = read_file(paper, LARGEST_MB)
    read_proof_file(data, paper.name)
    return book.keep_proof(data), paper, data


def _attach(session: Session, row: models.Invoice, kept: _Kept | None, today: date) -> None:
    """Puts a file behind an invoice, and behind what paid it."""
    if kept is None:
        return
    sealed_name, paper, data = kept
    proof = proof_of_file(session, sealed_name, read_proof_file(data, paper.name), len(data), today)
    if proof.id is None:  # not in the book yet
        proof.kind, proof.day, proof.amount = "invoice", row.day, row.amount
        proof.title = _("Invoice {number}, {worker}").format(
            number=row.number, worker=row.worker.name
        )
    session.flush()
    row.proof_id = proof.id
    payments = session.scalars(
        select(models.Split.transaction_id).where(
            models.Split.expected_payment_id == expected_of(session, row).id
        )
    )
    link_proof(session, proof.id, payments.all())
