"""Payments that give back others: refunds, and mistakes either way that are put right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.money.given_back import (
    LONGEST_REFUND,
    LONGEST_REPAYMENT,
    LONGEST_UNPAID,
    PaidOut,
    left_after,
    share_back,
)
from dpmanager.domain.money.sorting_rules import Purpose
from dpmanager.domain.periods import day_and_month, long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.returns.resources import categories
from dpmanager.words import _

REFUND, REPAID, BOUNCED = "refund", "repaid", "bounced"
MISTAKE, PUT_BACK = "paid_by_mistake", "transfer_in"
CAME_IN, SENT_BACK = "in_by_mistake", "sent_back"
CASH = "cash"
_NOT_REFUNDED = frozenset({MISTAKE, SENT_BACK, "pa_net_wages", "hmrc_paye", "pension", CASH})
"""Pay and cash do not come back from a shop; HMRC's money back has a category of its own."""
_MISTAKES = frozenset({MISTAKE, CAME_IN})


@dataclass(frozen=True, slots=True)
class Tie:
    """What came back for a payment, or was sent back, in words, and the number of that."""

    says: str
    other_id: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """A payment out that was made by mistake, or money in that came by mistake.

    left: pounds that are not put back, or not sent back, yet. service_type: of that part of it.
    """

    transaction_id: int
    day: date
    description: str
    left: Decimal
    service_type: str


@dataclass(frozen=True, slots=True)
class MayComeBack:
    """The payments out of which something may come back, by what they are.

    unpaid: for a wage, tax or invoice, or to send something back, and nothing has come back: they
    may not have gone through.
    """

    refunds: list[PaidOut]
    mistakes: list[PaidOut]
    unpaid: list[PaidOut]


def may_come_back(session: Session, first: date) -> MayComeBack:
    """The sorted payments out that money in of `first` or later may give back.

    Those of which everything has come back are left out.
    """
    payment = models.Transaction
    by_mistake = payment.splits.any(models.Split.category == MISTAKE)
    rows = session.scalars(
        select(payment)
        .where(
            payment.amount < ZERO,
            or_(
                (payment.day >= first - LONGEST_REFUND) & payment.splits.any(),
                (payment.day >= first - LONGEST_REPAYMENT) & by_mistake,
            ),
        )
        .options(selectinload(payment.splits))
        .order_by(payment.day, payment.id)
    ).all()
    ties = _ties_of(session, (row.id for row in rows))
    outcomes = dict(session.execute(select(models.Outcome.id, models.Outcome.name)).all())
    workers = dict(session.execute(select(models.Worker.id, models.Worker.name)).all())
    refunds: list[PaidOut] = []
    mistakes: list[PaidOut] = []
    unpaid: list[PaidOut] = []
    for row in rows:
        own = ties.get(row.id, [])
        bought = [part for part in row.splits if part.category not in _NOT_REFUNDED]
        purpose = _purpose(bought, outcomes, workers)
        for found, left in (
            (refunds, total(_left_of_parts(row, own))),
            (mistakes, _left_of_mistake(row, own)),
        ):
            if left > 0:
                found.append(PaidOut(row.id, row.day, row.description, left, purpose))
        owed = [
            part
            for part in row.splits
            if part.expected_payment_id is not None or part.category == SENT_BACK
        ]
        whole = _whole(row, own)
        if owed and whole and row.day >= first - LONGEST_UNPAID:
            purpose = _purpose(owed, outcomes, workers)
            unpaid.append(PaidOut(row.id, row.day, row.description, whole, purpose))
    return MayComeBack(refunds, mistakes, unpaid)


def may_be_sent_back(session: Session, last: date) -> list[PaidOut]:
    """What came in by mistake up to `last` and is not all sent back, oldest first."""
    return [
        PaidOut(one.transaction_id, one.day, one.description, one.left, ())
        for one in open_mistakes(session, category=CAME_IN)
        if one.day <= last
    ]


def give_back(
    book: Book,
    transaction_id: int,
    other_id: int,
    *,
    unpaid: bool = False,
    who: str,
    at: datetime,
) -> None:
    """Says that one payment gives back another one, or a part of it.

    Money in gives back a payment out; a payment out sends back what came in by mistake.
    unpaid: the payment did not go through, so that what it paid is to be paid again.
    Raises DPManagerError where less is left of that payment, and for money that is sorted.
    """
    with book.task(_("Say what money gives back"), who=who, at=at) as session:
        payment = session.get_one(models.Transaction, transaction_id)
        book_tie(session, payment, other_id, unpaid=unpaid)


def book_tie(
    session: Session, payment: models.Transaction, other_id: int, *, unpaid: bool = False
) -> None:
    """Ties a payment to the one that it gives back, and says the same of both.

    A payment out can only send back what came in by mistake. A payment by mistake is put back
    first; of another one, each part comes back by its share. One that did not go through, or a wage
    that came back, is as if it had never been paid.
    Raises DPManagerError as `give_back` does.
    """
    if payment.splits:
        raise DPManagerError(_("One of these payments is sorted by now. Look again."))
    other = session.get_one(models.Transaction, other_id)
    ties = _ties_of(session, [other_id]).get(other_id, [])
    if payment.amount < ZERO:
        kind = REPAID
        payment.splits = [_sent_back(payment, other, ties)]
    elif payment.amount <= _left_of_mistake(other, ties):
        kind = REPAID
        payment.splits = [models.Split(amount=payment.amount, category=PUT_BACK)]
    elif _whole(other, ties) == payment.amount and (
        unpaid or payment.amount > total(_left_of_parts(other, ties))
    ):
        kind = BOUNCED
        payment.splits = [_never_paid(part) for part in other.splits]
    elif unpaid:
        raise DPManagerError(
            _(
                "A payment that did not go through comes back whole. This is {amount}, and "
                "{payee} was paid {paid} on {day}."
            ).format(
                amount=pounds(payment.amount),
                payee=other.description,
                paid=pounds(-other.amount),
                day=long_date(other.day),
            )
        )
    else:
        kind = REFUND
        left = _left_of_parts(other, ties)
        if not 0 < payment.amount <= total(left):
            raise DPManagerError(
                _(
                    "Only {left} of the payment to {payee} on {day} is still to come back, and "
                    "this is {amount}."
                ).format(
                    left=pounds(max(total(left), _left_of_mistake(other, ties))),
                    payee=other.description,
                    day=long_date(other.day),
                    amount=pounds(payment.amount),
                )
            )
        payment.splits = [
            models.Split(
                amount=share,
                category=part.category,
                service_type=part.service_type,
                outcome_id=part.outcome_id,
                worker_id=part.worker_id,
                note=part.note,
            )
            for part, share in zip(
                _refundable(other), share_back(left, payment.amount), strict=True
            )
            if share
        ]
    session.add(
        models.PaymentTie(
            kind=kind, transaction_id=payment.id, other_id=other_id, amount=abs(payment.amount)
        )
    )
    session.flush()


def _sent_back(
    payment: models.Transaction, other: models.Transaction, ties: Iterable[models.PaymentTie]
) -> models.Split:
    """What a payment that sends money back was for. Raises DPManagerError where less is left."""
    left = _left_of_mistake(other, ties) if other.amount > ZERO else ZERO
    if -payment.amount > left:
        raise DPManagerError(
            _(
                "Only {left} of what came from {payee} on {day} is still to be sent back, and "
                "this is {amount}."
            ).format(
                left=pounds(left),
                payee=other.description,
                day=long_date(other.day),
                amount=pounds(-payment.amount),
            )
        )
    came = next(part for part in other.splits if part.category == CAME_IN)
    return models.Split(
        amount=payment.amount, category=SENT_BACK, service_type=came.service_type, note=came.note
    )


def _never_paid(part: models.Split) -> models.Split:
    """The part that takes another one back, with the wage, tax or invoice that it paid."""
    return models.Split(
        amount=-part.amount,
        category=part.category,
        service_type=part.service_type,
        outcome_id=part.outcome_id,
        worker_id=part.worker_id,
        note=part.note,
        expected_payment_id=part.expected_payment_id,
    )


def untie(session: Session, transaction_id: int) -> None:
    """A payment gives nothing back any more."""
    session.execute(
        delete(models.PaymentTie).where(models.PaymentTie.transaction_id == transaction_id)
    )


def follow(session: Session, paid: models.Transaction) -> None:
    """What came back for a payment, or was sent back, follows what that is said to be for now.

    Where it does not fit any more, the payment that gave it back is not sorted any more.
    """
    session.flush()
    ties = _ties_of(session, [paid.id]).get(paid.id, [])
    for tie in ties:
        session.delete(tie)
    session.flush()
    for tie in ties:
        payment = session.get_one(models.Transaction, tie.transaction_id)
        payment.splits = []
        ties_now = _ties_of(session, [paid.id]).get(paid.id, [])
        unpaid = tie.kind == BOUNCED and payment.amount == _whole(paid, ties_now)
        most = max(total(_left_of_parts(paid, ties_now)), _left_of_mistake(paid, ties_now))
        if unpaid or abs(payment.amount) <= most:
            book_tie(session, payment, paid.id, unpaid=unpaid)


def ties_of(session: Session, payment: models.Transaction) -> tuple[Tie, ...]:
    """What came back for a payment, or was sent back, in words, oldest first."""
    found = [
        (session.get_one(models.Transaction, row.transaction_id).day, row)
        for row in _ties_of(session, [payment.id]).get(payment.id, [])
    ]
    found.sort(key=lambda each: (each[0], each[1].id))
    return tuple(_in_words(payment, row, day) for day, row in found)


def look_at_giving_back(book: Book, transaction_id: int) -> list[PaidOut]:
    """The payments that one may give back or, of money out, send back, the newest first."""
    with book.reading() as session:
        payment = session.get_one(models.Transaction, transaction_id)
        if payment.amount < ZERO:
            return could_send_back(session, payment)
        found = may_come_back(session, payment.day)
        fitting = {
            paid.id: paid
            for paid in (*found.unpaid, *found.refunds, *found.mistakes)
            if paid.left >= payment.amount and paid.day <= payment.day
        }
        return sorted(fitting.values(), key=lambda paid: (paid.day, paid.id), reverse=True)


def could_send_back(session: Session, payment: models.Transaction) -> list[PaidOut]:
    """What came in by mistake that a payment out may send back, the newest first."""
    came = may_be_sent_back(session, payment.day)
    return [one for one in reversed(came) if one.left >= -payment.amount]


def gives_back(session: Session, payment_id: int) -> str:
    """What a payment gives back, in a sentence; "" where it gives nothing back."""
    row = session.scalar(
        select(models.PaymentTie).where(models.PaymentTie.transaction_id == payment_id)
    )
    if row is None:
        return ""
    other = session.get_one(models.Transaction, row.other_id)
    repaid = (
        _("It sends back what came from {payee} by mistake on {day}.")
        if other.amount > ZERO
        else _("It puts back what went to {payee} by mistake on {day}.")
    )
    sentence = {
        REPAID: repaid,
        REFUND: _("It is money back for the payment to {payee} on {day}."),
        BOUNCED: _("The payment to {payee} on {day} did not go through."),
    }[row.kind]
    return sentence.format(payee=other.description, day=long_date(other.day))


def open_mistakes(
    session: Session, day: date | None = None, *, category: str = MISTAKE
) -> list[Mistake]:
    """Payments by mistake of which something is still to be put right, oldest first.

    category: MISTAKE for payments out that are to be put back, CAME_IN for money in that is to be
    sent back. day: as it stood at the end of that day; without it, as it stands.
    """
    payment = models.Transaction
    rows = session.scalars(
        select(payment)
        .where(
            payment.amount > ZERO if category == CAME_IN else payment.amount < ZERO,
            payment.splits.any(models.Split.category == category),
            payment.day <= (day or date.max),
        )
        .options(selectinload(payment.splits))
        .order_by(payment.day, payment.id)
    ).all()
    ties = _ties_of(session, (row.id for row in rows), day)
    return [
        Mistake(
            row.id,
            row.day,
            row.description,
            left,
            next(part.service_type for part in row.splits if part.category == category),
        )
        for row in rows
        if (left := _left_of_mistake(row, ties.get(row.id, []))) > 0
    ]


def left_to_send_back(session: Session, payment: models.Transaction) -> Decimal:
    """Pounds of money that came in by mistake that are not sent back; nothing for all other."""
    if payment.amount < ZERO:
        return ZERO
    return _left_of_mistake(payment, _ties_of(session, [payment.id]).get(payment.id, []))


def came_in_words(mistake: Mistake) -> str:
    """Money that came in by mistake and is not sent back, in a sentence."""
    return _("{amount} came from {payee} by mistake on {day}, and is not sent back yet.").format(
        amount=pounds(mistake.left), payee=mistake.description, day=long_date(mistake.day)
    )


def mistake_words(mistake: Mistake) -> str:
    """A payment by mistake that is not put back, in a sentence."""
    return _("{amount} went to {payee} by mistake on {day}, and is not put back yet.").format(
        amount=pounds(mistake.left), payee=mistake.description, day=long_date(mistake.day)
    )


def _in_words(payment: models.Transaction, row: models.PaymentTie, day: date) -> Tie:
    came_in = payment.amount > ZERO
    repaid = _("Sent back {day}: {amount}") if came_in else _("Put back {day}: {amount}")
    sentence = {
        REPAID: repaid,
        REFUND: _("Refunded {day}: {amount}"),
        BOUNCED: _("Did not go through, back {day}: {amount}"),
    }[row.kind]
    words = sentence.format(day=_day_words(day, payment.day), amount=pounds(row.amount))
    return Tie(words, row.transaction_id)


def _day_words(day: date, beside: date) -> str:
    return day_and_month(day) if day.year == beside.year else long_date(day)


def _ties_of(
    session: Session, payments: Iterable[int], day: date | None = None
) -> dict[int, list[models.PaymentTie]]:
    """The ties of payments, oldest first; with a day, of what had been given back by its end.

    What was sent back by a payment that did not go through is not given back.
    """
    wanted = set(payments)
    rows = session.scalars(
        select(models.PaymentTie)
        .join(models.Transaction, models.Transaction.id == models.PaymentTie.transaction_id)
        .where(models.Transaction.day <= (day or date.max))
        .order_by(models.PaymentTie.id)
    ).all()
    failed = {row.other_id for row in rows if row.kind == BOUNCED}
    found: dict[int, list[models.PaymentTie]] = {}
    for row in rows:
        if row.other_id in wanted and row.transaction_id not in failed:
            found.setdefault(row.other_id, []).append(row)
    return found


def _refundable(payment: models.Transaction) -> list[models.Split]:
    return [
        part
        for part in payment.splits
        if part.category not in _NOT_REFUNDED
        and part.amount < ZERO
        and categories()[part.category].direction == "out"
    ]


def _left_of_parts(payment: models.Transaction, ties: Iterable[models.PaymentTie]) -> list[Decimal]:
    back = [tie.amount for tie in ties if tie.kind in {REFUND, BOUNCED}]
    return left_after([-part.amount for part in _refundable(payment)], back)


def _left_of_mistake(payment: models.Transaction, ties: Iterable[models.PaymentTie]) -> Decimal:
    """Pounds of a payment by mistake, or of money in by mistake, that are not put right."""
    way = 1 if payment.amount > ZERO else -1
    wrong = total(way * part.amount for part in payment.splits if part.category in _MISTAKES)
    return wrong - total(tie.amount for tie in ties if tie.kind == REPAID)


def _whole(payment: models.Transaction, ties: Iterable[models.PaymentTie]) -> Decimal:
    """All of a sorted payment of which nothing has come back; else nothing. Cash was given out."""
    is_cash = any(part.category == CASH for part in payment.splits)
    return -payment.amount if payment.splits and not is_cash and not list(ties) else ZERO


def _purpose(
    parts: Iterable[models.Split], outcomes: Mapping[int, str], workers: Mapping[int, str]
) -> tuple[Purpose, ...]:
    return tuple(
        Purpose(
            part.category,
            part.service_type,
            outcomes.get(part.outcome_id or 0, ""),
            workers.get(part.worker_id or 0, ""),
        )
        for part in parts
    )
