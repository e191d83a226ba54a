"""Things for the person's care that were paid from somebody's own money, or from cash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.money.pocket import OwedBack, cash_left
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.given_back import MISTAKE, SENT_BACK
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.receipts.add_receipt import link_proof
from dpmanager.tasks.receipts.keep_files import KeptFile, keep_paper, put_receipt
from dpmanager.tasks.returns.resources import categories, category_labels, service_type_labels
from dpmanager.words import _, ngettext

OWN, CASH = "own", "cash"
TAKEN_OUT = "cash"
"""The category of cash of which nobody has said what it bought."""
NOT_BOUGHT = frozenset({TAKEN_OUT, MISTAKE, SENT_BACK})


@dataclass(frozen=True, slots=True)
class PocketAnswer:
    """What was bought, as it is typed in. amount: pounds, above nothing.

    paid_by: whose money it was; not asked for where it was cash from the account.
    """

    day: date
    payee: str
    amount: Decimal
    category: str
    paid_by: str = ""
    service_type: str = ""
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PocketSeen:
    """Something that was bought so. what_for: in words. repaid_on: the day it was paid back."""

    id: int
    answer: PocketAnswer
    what_for: str
    repaid_on: date | None
    has_receipt: bool


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """What people paid from their own money. owed: pounds for each name, where any are owed.

    names: those who may have paid: the people of the book, and who has paid before.
    """

    owed: tuple[tuple[str, Decimal], ...]
    payments: tuple[PocketSeen, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CashSeen:
    """A cash withdrawal: what it bought, and the pounds that are still in hand."""

    withdrawn: Decimal
    in_hand: Decimal
    bought: tuple[PocketSeen, ...]


def add_pocket_payment(
    book: Book,
    answer: PocketAnswer,
    *,
    cash_id: int | None = None,
    paper: Path | None = None,
    who: str,
    at: datetime,
) -> int:
    """Keeps something that somebody bought, and gives its number.

    cash_id: the withdrawal that paid for it; without one it was somebody's own money, and is owed
    back to them. paper: a photo or PDF of the receipt. Raises DPManagerError for what cannot be
    kept, and for more than was withdrawn.
    """
    kept = keep_paper(book, paper)
    name = (
        _("Add what somebody paid from their own money")
        if cash_id is None
        else _("Add what cash bought")
    )
    with book.task(name, who=who, at=at) as session:
        if cash_id is not None:
            _check_cash(session, session.get_one(models.Transaction, cash_id))
        row = models.PocketPayment(how=OWN if cash_id is None else CASH, cash_id=cash_id)
        _fill(session, row, answer, at.date())
        session.add(row)
        session.flush()
        _settle(session, row, kept, at.date())
        return row.id


def change_pocket_payment(
    book: Book,
    number: int,
    answer: PocketAnswer,
    *,
    paper: Path | None = None,
    who: str,
    at: datetime,
) -> None:
    """Says anew what somebody bought. Raises DPManagerError as `add_pocket_payment`.

    What is paid back stays as it is: the payment that did so has to be freed first.
    """
    kept = keep_paper(book, paper)
    with book.task(_("Change what somebody paid"), who=who, at=at) as session:
        row = _find(session, number)
        _refuse_if_repaid(session, row)
        _fill(session, row, answer, at.date())
        _settle(session, row, kept, at.date())


def remove_pocket_payment(book: Book, number: int, *, who: str, at: datetime) -> None:
    """Takes it out again; its receipt stays in the book. Refuses for what is paid back."""
    with book.task(_("Remove what somebody paid"), who=who, at=at) as session:
        row = _find(session, number)
        _refuse_if_repaid(session, row)
        cash_id = row.cash_id
        if cash_id is not None:
            _unlink(session, row, cash_id)
        session.delete(row)
        session.flush()
        if cash_id is not None:
            _keep_in_step(session, session.get_one(models.Transaction, cash_id))


def look_at_own_money(book: Book) -> OwnMoney:
    """What people paid from their own money, what is owed back first, and then the newest."""
    with book.reading() as session:
        rows = session.scalars(
            select(models.PocketPayment)
            .where(models.PocketPayment.how == OWN)
            .order_by(
                models.PocketPayment.repaid_id.is_not(None),
                models.PocketPayment.day.desc(),
                models.PocketPayment.id.desc(),
            )
        ).all()
        owed: dict[str, Decimal] = {}
        for row in rows:
            if row.repaid_id is None:
                owed[row.paid_by] = owed.get(row.paid_by, ZERO) + row.amount
        people = arrangement(session)
        names = [people.manager.name, people.recipient.name, *(row.paid_by for row in rows)]
        return OwnMoney(
            tuple(sorted(owed.items())),
            tuple(_seen(session, row) for row in rows),
            tuple(dict.fromkeys(names)),
        )


def cash_of(session: Session, payment: models.Transaction) -> CashSeen | None:
    """What a cash withdrawal bought; None for a payment that is no cash withdrawal."""
    rows = _bought_with(session, payment.id)
    if not rows and not _is_cash(payment):
        return None
    return CashSeen(
        -payment.amount,
        cash_left(-payment.amount, (row.amount for row in rows)),
        tuple(_seen(session, row) for row in rows),
    )


def owed_back(session: Session) -> list[OwedBack]:
    """What people paid from their own money and have not been paid back."""
    return [
        OwedBack(row.id, row.paid_by, row.day, row.amount)
        for row in session.scalars(
            select(models.PocketPayment)
            .where(models.PocketPayment.how == OWN, models.PocketPayment.repaid_id.is_(None))
            .order_by(models.PocketPayment.day, models.PocketPayment.id)
        )
    ]


def pay_back(session: Session, payment: models.Transaction, numbers: Sequence[int]) -> None:
    """A payment pays people back: it was for what they bought, and their receipts prove it.

    Raises DPManagerError where it is not what they paid, or something is paid back by now.
    """
    rows = [session.get(models.PocketPayment, number) for number in numbers]
    owed = [row for row in rows if row is not None and row.repaid_id is None]
    if len(owed) != len(rows) or total(row.amount for row in owed) != -payment.amount:
        raise DPManagerError(_("What was owed back has changed. Look again."))
    payment.splits = [_part(row) for row in owed]
    for row in owed:
        row.repaid_id = payment.id
        _link(session, row, payment.id)


def owe_again(session: Session, transaction_id: int) -> None:
    """What a payment paid back is owed again."""
    for row in session.scalars(
        select(models.PocketPayment).where(models.PocketPayment.repaid_id == transaction_id)
    ):
        _unlink(session, row, transaction_id)
        row.repaid_id = None


def pays_back(session: Session, transaction_id: int) -> str:
    """Whom a payment pays back, in a sentence; "" where it pays nobody back."""
    rows = session.scalars(
        select(models.PocketPayment)
        .where(models.PocketPayment.repaid_id == transaction_id)
        .order_by(models.PocketPayment.day, models.PocketPayment.id)
    ).all()
    if not rows:
        return ""
    return _("It pays {name} back for: {things}.").format(
        name=rows[0].paid_by,
        things=", ".join(
            _("{payee} {amount}").format(payee=row.payee, amount=pounds(row.amount)) for row in rows
        ),
    )


def is_for_what_was_bought(session: Session, transaction_id: int) -> bool:
    """Whether a payment pays somebody back, or its cash is accounted for."""
    pocket = models.PocketPayment
    ways = or_(pocket.cash_id == transaction_id, pocket.repaid_id == transaction_id)
    return session.scalar(select(pocket.id).where(ways).limit(1)) is not None


def refuse_if_cash_is_named(session: Session, payment: models.Transaction) -> None:
    """Raises DPManagerError for a withdrawal of which it is said what its cash bought."""
    if count := len(_bought_with(session, payment.id)):
        raise DPManagerError(
            ngettext(
                "{count} thing is named that this cash bought. Remove it first.",
                "{count} things are named that this cash bought. Remove them first.",
                count,
            ).format(count=count)
        )


def _fill(session: Session, row: models.PocketPayment, answer: PocketAnswer, today: date) -> None:
    if not answer.payee.strip():
        raise DPManagerError(_("Say who was paid."))
    if row.how == OWN and not answer.paid_by.strip():
        raise DPManagerError(_("Say whose money it was."))
    if answer.amount <= ZERO:
        raise DPManagerError(_("The amount must be more than £0.00."))
    if answer.day > today:
        raise DPManagerError(_("{day} is still to come.").format(day=long_date(answer.day)))
    known = categories().get(answer.category)
    if known is None or known.direction != "out" or answer.category in NOT_BOUGHT:
        raise DPManagerError(_("Choose what it was for."))
    if answer.service_type and answer.service_type not in service_type_labels():
        raise DPManagerError(_("Choose a kind of support from the list."))
    row.day, row.payee, row.amount = answer.day, answer.payee.strip(), answer.amount
    row.paid_by = answer.paid_by.strip() if row.how == OWN else ""
    row.category, row.service_type = answer.category, answer.service_type
    row.outcome_id = (
        session.scalars(
            select(models.Outcome.id).where(models.Outcome.name == answer.outcome)
        ).one()
        if answer.outcome
        else None
    )
    row.note = answer.note.strip()


def _check_cash(session: Session, payment: models.Transaction) -> None:
    if payment.amount >= ZERO or not (_bought_with(session, payment.id) or _is_cash(payment)):
        raise DPManagerError(_("Say first that all of this payment was cash taken out."))


def _settle(
    session: Session, row: models.PocketPayment, kept: KeptFile | None, today: date
) -> None:
    """Attaches the receipt, and brings the withdrawal in step."""
    if kept is not None:
        row.proof_id = put_receipt(session, kept, "receipt", row.payee, row.day, row.amount, today)
    if row.cash_id is not None:
        _keep_in_step(session, session.get_one(models.Transaction, row.cash_id))
        _link(session, row, row.cash_id)


def _keep_in_step(session: Session, cash: models.Transaction) -> None:
    """The parts of a withdrawal: what its cash bought, and the rest as cash."""
    rows = _bought_with(session, cash.id)
    session.refresh(cash, ["splits"])
    withdrawn = -cash.amount
    left = cash_left(withdrawn, (row.amount for row in rows))
    parts = [_part(row) for row in rows]
    if left:
        parts.append(models.Split(amount=-left, category=TAKEN_OUT))
    cash.splits = parts


def _is_cash(payment: models.Transaction) -> bool:
    """Whether all of a payment is cash that was taken out."""
    return bool(payment.splits) and all(part.category == TAKEN_OUT for part in payment.splits)


def _bought_with(session: Session, cash_id: int) -> Sequence[models.PocketPayment]:
    return session.scalars(
        select(models.PocketPayment)
        .where(models.PocketPayment.cash_id == cash_id)
        .order_by(models.PocketPayment.day, models.PocketPayment.id)
    ).all()


def _part(row: models.PocketPayment) -> models.Split:
    words = [row.payee, row.note] if row.note else [row.payee]
    return models.Split(
        amount=-row.amount,
        category=row.category,
        service_type=row.service_type,
        outcome_id=row.outcome_id,
        worker_id=row.worker_id,
        note=": ".join(words),
    )


def _link(session: Session, row: models.PocketPayment, transaction_id: int) -> None:
    """The receipt of what was bought stands behind the payment, for its part of it."""
    if row.proof_id is None:
        return
    link_proof(session, row.proof_id, [transaction_id])
    session.flush()
    session.execute(
        update(models.ProofLink)
        .where(
            models.ProofLink.proof_id == row.proof_id,
            models.ProofLink.transaction_id == transaction_id,
        )
        .values(amount=row.amount)
    )


def _unlink(session: Session, row: models.PocketPayment, transaction_id: int) -> None:
    session.execute(
        delete(models.ProofLink).where(
            models.ProofLink.proof_id == row.proof_id,
            models.ProofLink.transaction_id == transaction_id,
        )
    )


def _find(session: Session, number: int) -> models.PocketPayment:
    row = session.get(models.PocketPayment, number)
    if row is None:
        raise DPManagerError(_("This is no longer in the book. Look again."))
    return row


def _refuse_if_repaid(session: Session, row: models.PocketPayment) -> None:
    if row.repaid_id is not None:
        payment = session.get_one(models.Transaction, row.repaid_id)
        raise DPManagerError(
            _(
                "The payment on {day} paid this back. Open that payment first and take back what "
                "it was for."
            ).format(day=long_date(payment.day))
        )


def _seen(session: Session, row: models.PocketPayment) -> PocketSeen:
    repaid = row.repaid_id and session.get_one(models.Transaction, row.repaid_id)
    outcome = row.outcome_id and session.get_one(models.Outcome, row.outcome_id)
    return PocketSeen(
        row.id,
        PocketAnswer(
            row.day,
            row.payee,
            row.amount,
            row.category,
            row.paid_by,
            row.service_type,
            outcome.name if outcome else "",
            row.note,
        ),
        category_labels()[row.category],
        repaid.day if repaid else None,
        row.proof_id is not None,
    )
