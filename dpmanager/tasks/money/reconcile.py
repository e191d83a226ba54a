"""Agree an account with its statement."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.money.reconciliation import Reconciliation, reconcile
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.balances import balance_before
from dpmanager.tasks.money.import_statement import find_account
from dpmanager.words import _


class DoesNotAgree(DPManagerError):  # noqa: N818 (says what is the matter)
    """The book and the bank differ. difference: pounds that the bank has more than the book."""

    def __init__(self, message: str, difference: Decimal) -> None:
        super().__init__(message)
        self.difference = difference


def reconcile_account(
    book: Book,
    account: str,
    day: date,
    statement_balance: Decimal,
    *,
    shown: Sequence[int] = (),
    difference: Decimal = ZERO,
    reason: str = "",
    who: str,
    at: datetime,
) -> Reconciliation:
    """Notes that the book and the bank agree at the end of `day`, unpresented payments apart.

    shown: numbers of hand-typed payments that the person has ticked off on the statement.
    difference: pounds that the bank has more (or, below zero, less) than the book, where the person
    closes the account although they differ; reason: why, in their words. A difference that was
    closed so before, and is still the same, needs no new reason. Raises DoesNotAgree, which names
    the difference, when the two differ by anything else; nothing is saved then.
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
        before = explained_difference(session, row, day)
        if before is not None and result.difference == before.difference and not reason.strip():
            reason = before.reason
        elif result.difference and (difference != result.difference or not reason.strip()):
            raise _not_agreed(account, day, statement_balance, result, difference)
        session.add(
            models.Reconciliation(
                account_id=row.id,
                day=day,
                statement_balance=statement_balance,
                difference=result.difference,
                reason=reason.strip() if result.difference else "",
            )
        )
    return result


def explained_difference(
    session: Session, account: models.Account, day: date
) -> models.Reconciliation | None:
    """The last time up to `day` that the account was closed, if it was with a difference."""
    last = session.scalar(
        select(models.Reconciliation)
        .where(models.Reconciliation.account_id == account.id, models.Reconciliation.day <= day)
        .order_by(models.Reconciliation.day.desc(), models.Reconciliation.id.desc())
        .limit(1)
    )
    return last if last is not None and last.difference else None


def _not_agreed(
    account: str, day: date, balance: Decimal, result: Reconciliation, said: Decimal
) -> DoesNotAgree:
    if said and said != result.difference:
        return DoesNotAgree(
            _("The difference is {difference}, and you wrote {said}.").format(
                difference=pounds(result.difference), said=pounds(said)
            ),
            result.difference,
        )
    if said:
        return DoesNotAgree(_("Say in a few words why they differ."), result.difference)
    return DoesNotAgree(
        _(
            "{account} does not agree with the statement on {day}. The bank says "
            "{bank}, your records say {book}: {difference} is not explained. Look for a "
            "payment that is missing or entered twice."
        ).format(
            account=account,
            day=long_date(day),
            bank=pounds(balance),
            book=pounds(balance - result.difference),
            difference=pounds(result.difference),
        ),
        result.difference,
    )
