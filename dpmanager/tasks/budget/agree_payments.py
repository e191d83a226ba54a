"""How a funder pays: the day of its first payment, its rule, and payments that come once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.budget.schedule import FundingRule
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.words import _

FURTHEST_FIRST_PAYMENT = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class OnceAnswer:
    """A payment that a funder agreed to make once, in pounds. service_type: "" where for none."""

    funder_id: int
    day: date
    amount: Decimal
    what_for: str
    service_type: str = ""


def say_how_it_is_paid(
    book: Book,
    agreement_id: int,
    *,
    first_payment: date | None,
    rule: FundingRule,
    contingency: Decimal,
    who: str,
    at: datetime,
) -> None:
    """Says when the first payment under an agreement came, and how much a payment is.

    contingency: the float in pounds, where payments fill the account up. Raises DPManagerError
    for a first payment that is far from the agreement, and for a float below nothing.
    """
    if contingency < 0:
        raise DPManagerError(_("The float cannot be below nothing. Look in your letter."))
    with book.task(_("Say how the money comes"), who=who, at=at) as session:
        agreement = session.get_one(models.Agreement, agreement_id)
        if (
            first_payment is not None
            and abs(first_payment - agreement.from_date) > FURTHEST_FIRST_PAYMENT
        ):
            raise DPManagerError(
                _(
                    "The agreement is from {day}. The first payment under it came within a year "
                    "of that. Check the date."
                ).format(day=long_date(agreement.from_date))
            )
        agreement.first_payment = first_payment
        agreement.funding_rule = rule.value
        agreement.contingency = contingency if rule is FundingRule.TOP_UP else ZERO


def add_agreed_payment(book: Book, answer: OnceAnswer, *, who: str, at: datetime) -> int:
    """Adds a payment that comes once; gives its number. Raises DPManagerError for no amount."""
    with book.task(_("Add a payment that comes once"), who=who, at=at) as session:
        row = models.AgreedPayment()
        _fill(row, answer)
        session.add(row)
        session.flush()
        return row.id


def change_agreed_payment(
    book: Book, payment_id: int, answer: OnceAnswer, *, who: str, at: datetime
) -> None:
    """Changes a payment that comes once. Raises DPManagerError for no amount."""
    with book.task(_("Change a payment that comes once"), who=who, at=at) as session:
        _fill(_of(session, payment_id), answer)


def remove_agreed_payment(book: Book, payment_id: int, *, who: str, at: datetime) -> None:
    """Takes a payment that comes once off the list."""
    with book.task(_("Remove a payment that comes once"), who=who, at=at) as session:
        session.delete(_of(session, payment_id))


def _of(session: Session, payment_id: int) -> models.AgreedPayment:
    row: models.AgreedPayment = session.get_one(models.AgreedPayment, payment_id)
    return row


def _fill(row: models.AgreedPayment, answer: OnceAnswer) -> None:
    if answer.amount <= 0:
        raise DPManagerError(_("The amount must be more than nothing."))
    if answer.service_type and answer.service_type not in service_type_labels():
        raise DPManagerError(_("This kind of care is not known. Choose another one."))
    row.funder_id = answer.funder_id
    row.day = answer.day
    row.amount = answer.amount
    row.what_for = answer.what_for.strip()
    row.service_type = answer.service_type
