"""Cheques that no bank statement shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.money.cheques import cheque_number, is_stale
from dpmanager.domain.periods import long_date
from dpmanager.records import models
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class StaleCheque:
    """A cheque older than six months that the bank has not shown. amount: pounds, above nothing."""

    transaction_id: int
    day: date
    number: str
    payee: str
    amount: Decimal


def number_of_cheque(payment: models.Transaction) -> str:
    """The number of a cheque without the noughts before it; "" for what is no cheque."""
    return payment.cheque.lstrip("0") or cheque_number(payment.description)


def number_of_line(description: str, bank_type: str) -> str:
    """The number of the cheque that a line of a statement shows; "" for what is no cheque."""
    return cheque_number(description) or cheque_number(f"{bank_type} {description}")


def stale_cheques(session: Session, today: date) -> Iterator[StaleCheque]:
    """Cheques that were typed in, that the bank has not shown, and need not pay; oldest first."""
    payment = models.Transaction
    for row in session.scalars(
        select(payment)
        .where(payment.presented_on.is_(None), payment.amount < ZERO)
        .order_by(payment.day, payment.id)
    ):
        number = number_of_cheque(row)
        if number and is_stale(row.day, today):
            yield StaleCheque(row.id, row.day, number, row.description, -row.amount)


def stale_words(cheque: StaleCheque) -> str:
    """A cheque that is too old, in a sentence."""
    return _("Cheque {number} of {day}, {amount} to {payee}, was never paid in.").format(
        number=cheque.number,
        day=long_date(cheque.day),
        amount=pounds(cheque.amount),
        payee=cheque.payee,
    )
