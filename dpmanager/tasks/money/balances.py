"""What an account holds on a day, by the book and by the bank."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.records import models


def balance_before(session: Session, account: models.Account, day: date) -> Decimal:
    """The book's balance at the start of `day`, in pounds.

    The account's opening balance stands at the start of its opening date; earlier days follow
    from it backwards, so that older statements may be read in later.
    """
    if day >= account.opening_date:
        return account.opening_balance + _moved(session, account, account.opening_date, day)
    return account.opening_balance - _moved(session, account, day, account.opening_date)


@dataclass(frozen=True, slots=True)
class StatementBalance:
    """What the bank said the account held, in pounds, and the day it said it of."""

    amount: Decimal
    day: date


def statement_balance(
    session: Session, account: models.Account, day: date
) -> StatementBalance | None:
    """The bank's last word on the account up to `day`, None where it has said nothing.

    It is the balance that the person agreed with the statement, or the balance beside the last
    line of an imported statement, whichever is later.
    """
    agreed = session.scalar(
        select(models.Reconciliation)
        .where(models.Reconciliation.account_id == account.id, models.Reconciliation.day <= day)
        .order_by(models.Reconciliation.day.desc(), models.Reconciliation.id.desc())
        .limit(1)
    )
    shown = session.scalar(
        select(models.Transaction)
        .where(models.Transaction.account_id == account.id, models.Transaction.presented_on <= day)
        .order_by(
            models.Transaction.presented_on.desc(),
            models.Transaction.import_id.desc(),
            models.Transaction.position.desc(),
        )
        .limit(1)
    )
    if agreed and (shown is None or shown.presented_on is None or agreed.day >= shown.presented_on):
        return StatementBalance(agreed.statement_balance, agreed.day)
    if shown and shown.presented_on and shown.bank_balance is not None:
        return StatementBalance(shown.bank_balance, shown.presented_on)
    return None


def last_told(session: Session, account: models.Account, day: date) -> date | None:
    """The last day up to `day` of which the bank has told; None where no statement was read in."""
    days = [
        session.scalar(
            select(func.max(models.Transaction.presented_on)).where(
                models.Transaction.account_id == account.id,
                models.Transaction.presented_on <= day,
            )
        ),
        session.scalar(
            select(func.max(models.Reconciliation.day)).where(
                models.Reconciliation.account_id == account.id, models.Reconciliation.day <= day
            )
        ),
    ]
    return max((found for found in days if found), default=None)


def _moved(session: Session, account: models.Account, start: date, before: date) -> Decimal:
    moved = session.scalar(
        select(func.sum(models.Transaction.amount)).where(
            models.Transaction.account_id == account.id,
            models.Transaction.day >= start,
            models.Transaction.day < before,
        )
    )
    return moved or ZERO
