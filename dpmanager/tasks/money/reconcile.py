"""Agree an account with its statement."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select, update

from dpmanager.domain.amounts import pounds
from dpmanager.domain.money.reconciliation import Reconciliation, reconcile
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.balances import balance_before
from dpmanager.tasks.money.import_statement import find_account
from dpmanager.words import _


def reconcile_account(
    book: Book,
    account: str,
    day: date,
    statement_balance: Decimal,
    *,
    shown: Sequence[int] = (),
    who: str,
    at: datetime,
) -> Reconciliation:
    """Notes that the book and the bank agree at the end of `day`, unpresented payments apart.

    shown: numbers of hand-typed payments that the person has ticked off on the statement.
    Raises DPManagerError that names the difference in pounds when they do not; nothing is saved.
    """
    with book.task(
        _("Agree {account} with its statement").format(account=account), who=who, at=at
    ) as session:
        row = find_account(session, account)
        session.execute(
            update(models.Transaction)
            .where(
                models.Transaction.id.in_(shown),
                models.Transaction.account_id == row.id,
                models.Transaction.presented_on.is_(None),
            )
            .values(presented_on=models.Transaction.day)
            .execution_options(synchronize_session=False)
        )
        unpresented = session.scalars(
            select(models.Transaction.amount).where(
                models.Transaction.account_id == row.id,
                models.Transaction.day <= day,
                models.Transaction.presented_on.is_(None) | (models.Transaction.presented_on > day),
            )
        ).all()
        result = reconcile(
            balance_before(session, row, day + timedelta(days=1)), unpresented, statement_balance
        )
        if result.difference:
            raise DPManagerError(
                _(
                    "{account} does not agree with the statement on {day}. The bank says "
                    "{bank}, your records say {book}: {difference} is not explained. Look for a "
                    "payment that is missing or entered twice."
                ).format(
                    account=account,
                    day=long_date(day),
                    bank=pounds(statement_balance),
                    book=pounds(statement_balance - result.difference),
                    difference=pounds(result.difference),
                )
            )
        session.add(
            models.Reconciliation(account_id=row.id, day=day, statement_balance=statement_balance)
        )
    return result
