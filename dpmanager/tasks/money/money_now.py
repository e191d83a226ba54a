"""The money as it stands today: what the bank shows, what is owed already, how long it lasts."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.surplus import work_out_surplus
from dpmanager.domain.periods import long_date
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.once import once
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.money.balances import balance_before, last_told, statement_balance
from dpmanager.tasks.returns.set_aside import owed_on, reserved_on
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class MoneyNow:
    """The money of all accounts. Amounts in pounds.

    balance: as the bank shows it. known_on: the last day of which the bank has told, None where
    no statement was read in, and the balance is what the accounts opened with. on_its_way:
    payments typed in that the bank has not shown yet, money out negative. owed: already owed.
    reserved: set aside, as a funder agreed.
    weeks_left and surplus: as for a return; weeks_allowed: what may stay, None if not known.
    funders: who pays.
    """

    balance: Decimal
    known_on: date | None
    on_its_way: Decimal
    owed: Decimal
    reserved: Decimal
    free: Decimal
    weeks_left: Decimal | None
    weeks_allowed: Decimal | None
    surplus: Decimal | None
    funders: tuple[str, ...]
    steps: tuple[Step, ...]


def money_now(book: Book, today: date) -> MoneyNow:
    """Works out the money of today. Raises DPManagerError when pay owed cannot be worked out."""
    return once(book, ("money now", today), lambda session: _now(session, today))


def _now(session: Session, today: date) -> MoneyNow:
    balance, known_on, steps = _in_the_bank(session, today)
    on_its_way = _on_its_way(session, today)
    if on_its_way:
        steps.append(Step(_("Paid, and not on a statement yet"), pounds(on_its_way)))
    owed, reserved = list(owed_on(session, today)), list(reserved_on(session, today))
    for item in (*owed, *reserved):
        steps += [Step(item.reason, pounds(item.amount)), *item.steps]
    agreements = agreements_on(session, today)
    funders = tuple(agreement.funder.name for agreement in agreements)
    weeks = {agreement.surplus_weeks for agreement in agreements}
    left = work_out_surplus(
        balance + on_its_way,
        total(item.amount for item in (*owed, *reserved)),
        total(agreement.weekly_amount for agreement in agreements),
        weeks.pop() if len(weeks) == 1 else None,
    )
    weeks_allowed = agreements[0].surplus_weeks if left.surplus is not None else None
    return MoneyNow(
        balance=balance,
        known_on=known_on,
        on_its_way=on_its_way,
        owed=total(item.amount for item in owed),
        reserved=total(item.amount for item in reserved),
        free=left.free,
        weeks_left=left.weeks_left,
        weeks_allowed=weeks_allowed,
        surplus=left.surplus,
        funders=funders,
        steps=(*steps, *left.steps),
    )


def _in_the_bank(session: Session, today: date) -> tuple[Decimal, date | None, list[Step]]:
    """What the bank says of each account; where it shows no balances, what its lines come to."""
    balance, days, steps = ZERO, [], []
    for account in session.scalars(select(models.Account).order_by(models.Account.id)):
        known = statement_balance(session, account, today)
        day = last_told(session, account, today)
        tomorrow = today + timedelta(days=1)
        amount = (
            known.amount
            if known
            else balance_before(session, account, tomorrow) - _on_its_way(session, today, account)
        )
        balance += amount
        if day:
            days.append(day)
        steps.append(
            Step(
                _("{account} on {day}").format(
                    account=account.name, day=long_date(day or account.opening_date)
                ),
                pounds(amount),
            )
        )
    return balance, max(days, default=None), steps


def _on_its_way(session: Session, today: date, account: models.Account | None = None) -> Decimal:
    waiting = select(func.sum(models.Transaction.amount)).where(
        models.Transaction.presented_on.is_(None), models.Transaction.day <= today
    )
    if account is not None:
        waiting = waiting.where(models.Transaction.account_id == account.id)
    return session.scalar(waiting) or ZERO
