"""Say what each payment was for: category, service type, outcome, and what it paid."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.money.matching import Expected, match_expected
from dpmanager.domain.periods import short_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.given_back import follow, untie
from dpmanager.tasks.money.import_statement import find_account
from dpmanager.tasks.money.pocket import owe_again, refuse_if_cash_is_named
from dpmanager.tasks.pay.pay_by_service import share_by_slip
from dpmanager.tasks.receipts.add_receipt import link_proof
from dpmanager.tasks.returns.resources import categories, service_type_labels
from dpmanager.words import _, ngettext

WAGES = "pa_net_wages"
OTHER_CATEGORIES = {"hmrc": "hmrc_paye", "pension": "pension", "order": WAGES}
"""Of what is paid because of pay and is no net wage. What an order takes was a part of wages."""
INVOICE_CATEGORIES = {
    "self-employed": "self_employed_pa",
    "agency": "agency",
    "isf": "agency",
    "managed": "support_service",
}
"""What an invoice is for, by the kind of the worker."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of a payment was for. amount: pounds with the sign of the payment."""

    amount: Decimal
    category: str
    service_type: str = ""
    outcome: str = ""
    worker: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A payment, the money it seems to pay, and the reason in words.

    sure: the bank's words name the payee.
    """

    transaction_id: int
    expected_payment_id: int
    why: str
    sure: bool = False


def add_payment(
    book: Book,
    account: str,
    day: date,
    description: str,
    amount: Decimal,
    *,
    cheque: str = "",
    who: str,
    at: datetime,
) -> int:
    """A payment typed in by hand, such as a cheque that the bank has not shown yet.

    amount: pounds, money out negative. cheque: its number, where it is one. Gives the payment's
    number in the book.
    """
    if not description.strip():
        raise DPManagerError(_("Say who was paid, or who paid you."))
    if amount == 0:
        raise DPManagerError(_("The amount is nothing. Write the pounds and pence."))
    if cheque and not cheque.isdecimal():
        raise DPManagerError(_("Type only the figures of the cheque number."))
    with book.task(_("Add a payment by hand"), who=who, at=at) as session:
        row = models.Transaction(
            account_id=find_account(session, account).id,
            day=day,
            description=description.strip(),
            amount=amount,
            cheque=cheque,
        )
        session.add(row)
        session.flush()
        return row.id


def remove_payment(book: Book, transaction_id: int, *, who: str, at: datetime) -> None:
    """Takes out a payment that was typed in by hand and that the bank has not shown.

    Raises DPManagerError for one that is on a statement.
    """
    with book.task(_("Remove a payment"), who=who, at=at) as session:
        payment = session.get_one(models.Transaction, transaction_id)
        if payment.presented_on is not None:
            raise DPManagerError(
                _("The bank has shown this payment, so it stays. You can say what it was for.")
            )
        _forget_purpose(session, payment)
        session.execute(
            delete(models.ProofLink).where(models.ProofLink.transaction_id == transaction_id)
        )
        session.delete(payment)


def unsort_payment(book: Book, transaction_id: int, *, who: str, at: datetime) -> None:
    """Takes back what was said that a payment was for, and the wage or tax that it paid.

    Money that came back for it is not sorted any more, and what it paid back is owed again.
    """
    with book.task(_("Take back what a payment was for"), who=who, at=at) as session:
        _forget_purpose(session, session.get_one(models.Transaction, transaction_id))


def belonging_together(session: Session) -> set[int]:
    """The payments that have to do with another one, or with what somebody bought."""
    tie, pocket = models.PaymentTie, models.PocketPayment
    columns = (tie.transaction_id, tie.other_id, pocket.cash_id, pocket.repaid_id)
    return {
        number
        for column in columns
        for number in session.scalars(select(column).where(column.is_not(None)))
        if number is not None
    }


def _forget_purpose(session: Session, payment: models.Transaction, *, follows: bool = True) -> None:
    """follows: money that came back for it is no longer sorted either."""
    refuse_if_cash_is_named(session, payment)
    untie(session, payment.id)
    owe_again(session, payment.id)
    payment.splits = []
    if follows:
        follow(session, payment)


def sort_payment(
    book: Book, transaction_id: int, parts: Sequence[Part], *, who: str, at: datetime
) -> None:
    """Says what one payment was for, in place of what was said before.

    Raises DPManagerError when the parts do not add up to the payment or name unknown things.
    """
    sort_payments(book, {transaction_id: parts}, who=who, at=at)


def sort_payments(
    book: Book, payments: Mapping[int, Sequence[Part]], *, who: str, at: datetime
) -> None:
    """Says what several payments were for, as one task: all or none."""
    name = ngettext(
        "Say what {count} payment was for", "Say what {count} payments were for", len(payments)
    ).format(count=len(payments))
    with book.task(name, who=who, at=at) as session:
        outcomes = {row.name: row.id for row in session.scalars(select(models.Outcome))}
        workers = {row.name: row.id for row in session.scalars(select(models.Worker))}
        tied = belonging_together(session)
        for transaction_id, parts in payments.items():
            payment = session.get_one(models.Transaction, transaction_id)
            _check_parts(payment, parts)
            if transaction_id in tied:
                _forget_purpose(session, payment, follows=False)
            payment.splits = [split_of(part, outcomes, workers) for part in parts]
            if transaction_id in tied:
                follow(session, payment)


def split_of(part: Part, outcomes: Mapping[str, int], workers: Mapping[str, int]) -> models.Split:
    """A part as the book keeps it. outcomes, workers: their numbers by their names."""
    return models.Split(
        amount=part.amount,
        category=part.category,
        service_type=part.service_type,
        outcome_id=known_number(outcomes, part.outcome, _("outcome")),
        worker_id=known_number(workers, part.worker, _("worker")),
        note=part.note,
    )


def known_number(names: Mapping[str, int], name: str, what: str) -> int | None:
    """The number of an outcome or a worker by its name; None where none is named.

    Raises DPManagerError for one that is not in the book.
    """
    if not name:
        return None
    if name not in names:
        raise DPManagerError(
            _("There is no {what} named “{name}” in this book.").format(what=what, name=name)
        )
    return names[name]


def _check_parts(payment: models.Transaction, parts: Sequence[Part]) -> None:
    difference = payment.amount - total(part.amount for part in parts)
    if difference:
        raise DPManagerError(
            _(
                "The parts do not add up to the payment of {amount} on {day}: {difference} is "
                "left over. Nothing was saved."
            ).format(
                amount=pounds(payment.amount),
                day=short_date(payment.day),
                difference=pounds(difference),
            )
        )
    for part in parts:
        check_purpose(part.category, part.service_type)


def check_purpose(category: str, service_type: str) -> None:
    """Raises DPManagerError for a category or service type that there is not."""
    if category not in categories():
        raise DPManagerError(_("There is no category “{category}”.").format(category=category))
    if service_type and service_type not in service_type_labels():
        raise DPManagerError(_("There is no service type “{type}”.").format(type=service_type))


def propose_matches(session: Session) -> list[Proposal]:
    """For each payment out that nobody has sorted: the wage, tax or invoice that it pays."""
    invoices = dict(session.execute(select(models.Invoice.id, models.Invoice.number)).all())
    expected = {
        row.id: Expected(
            id=row.id,
            kind=row.kind,
            payee=row.payee,
            due=row.due,
            amount=left,
            number=invoices.get(row.invoice_id or 0, ""),
        )
        for row, left in still_owed(session)
        if left > 0
    }
    matches = []
    for payment in session.scalars(
        select(models.Transaction)
        .where(models.Transaction.amount < ZERO, ~models.Transaction.splits.any())
        .order_by(models.Transaction.day, models.Transaction.id)
    ):
        found = match_expected(
            payment.day, payment.amount, payment.description, list(expected.values())
        )
        if found.expected_id is not None:
            del expected[found.expected_id]
            matches.append(Proposal(payment.id, found.expected_id, found.reason, found.sure))
    return matches


def accept_matches(book: Book, matches: Sequence[Proposal], *, who: str, at: datetime) -> None:
    """Books the matches that the person has seen and agreed to, as one task."""
    name = ngettext(
        "Match {count} payment to pay", "Match {count} payments to pay", len(matches)
    ).format(count=len(matches))
    with book.task(name, who=who, at=at) as session:
        for match in matches:
            book_match(session, match)


def book_match(session: Session, match: Proposal) -> None:
    """Books one match, and links the invoice that it pays."""
    payment = session.get_one(models.Transaction, match.transaction_id)
    expected = session.get_one(models.ExpectedPayment, match.expected_payment_id)
    payment.splits = list(_parts_that_pay(session, expected, payment.amount))
    if expected.invoice_id is not None:
        proof_id = session.get_one(models.Invoice, expected.invoice_id).proof_id
        if proof_id is not None:
            link_proof(session, proof_id, [payment.id])


def part_for_invoice(worker: models.Worker, amount: Decimal) -> models.Split:
    """What was paid to somebody who sends invoices. amount: pounds, money out negative."""
    return models.Split(
        amount=amount,
        category=INVOICE_CATEGORIES[worker.kind],
        service_type=worker.service_type,
        worker_id=worker.id,
    )


def _parts_that_pay(
    session: Session, expected: models.ExpectedPayment, amount: Decimal
) -> Iterator[models.Split]:
    """One part; for a wage, one for each kind of care that its hours were."""
    if expected.invoice_id is not None:
        worker = session.get_one(models.Invoice, expected.invoice_id).worker
        parts = [part_for_invoice(worker, amount)]
    elif expected.payslip_id is not None:
        slip = session.get_one(models.Payslip, expected.payslip_id)
        parts = [
            models.Split(
                amount=share, category=WAGES, service_type=service, worker_id=slip.worker_id
            )
            for service, share in share_by_slip(slip, amount).items()
        ]
    else:
        category = OTHER_CATEGORIES[expected.kind]
        parts = [models.Split(amount=amount, category=category, service_type="running_costs")]
    for part in parts:
        part.expected_payment_id = expected.id
        yield part


def share_wage_again(session: Session, sheet: models.Timesheet) -> None:
    """Shares what paid a timesheet by its hours as they are now, within a task."""
    slip, owed, paying = models.Payslip, models.ExpectedPayment, models.Transaction
    for expected in session.scalars(
        select(owed).join(slip, slip.id == owed.payslip_id).where(slip.timesheet_id == sheet.id)
    ).all():
        met_it = paying.splits.any(models.Split.expected_payment_id == expected.id)
        for payment in session.scalars(select(paying).where(met_it)).all():
            parts = list(_parts_that_pay(session, expected, payment.amount))
            if _by_service(parts) != _by_service(payment.splits):
                payment.splits = parts


def _by_service(parts: Sequence[models.Split]) -> dict[str, Decimal]:
    return {part.service_type: part.amount for part in parts}


def left_of(session: Session, expected: models.ExpectedPayment) -> Decimal:
    """Pounds of an expected payment that no payment has met yet."""
    paid = session.scalar(
        select(func.sum(models.Split.amount)).where(models.Split.expected_payment_id == expected.id)
    )
    return expected.amount + (paid or ZERO)


def still_owed(session: Session) -> list[tuple[models.ExpectedPayment, Decimal]]:
    """Each expected payment with the pounds of it that no payment has met yet, in order of date."""
    paid = dict(
        session.execute(
            select(models.Split.expected_payment_id, func.sum(models.Split.amount))
            .where(models.Split.expected_payment_id.is_not(None))
            .group_by(models.Split.expected_payment_id)
        ).all()
    )
    return [
        (row, row.amount + paid.get(row.id, ZERO))
        for row in session.scalars(
            select(models.ExpectedPayment).order_by(
                models.ExpectedPayment.due, models.ExpectedPayment.id
            )
        )
    ]
