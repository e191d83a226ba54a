"""Import a bank statement file into an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.money.matching import number_repeats
from dpmanager.errors import DPManagerError
from dpmanager.importers.bank_formats import bank_formats
from dpmanager.importers.statement_files import (
    NotUnderstood,
    StatementFile,
    StatementLine,
    read_statement,
)
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.records.history import insert_many
from dpmanager.words import _

# A cheque is usually paid in within weeks, and a bank shows a payment at most a day or two
# before somebody who types it in believes it was made.
DAYS_UNTIL_PRESENTED = timedelta(days=60)
DAYS_TYPED_LATE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. Sums in pounds over all lines of the file, both positive."""

    format: str
    added: int
    already_there: int
    not_understood: tuple[NotUnderstood, ...]
    money_in: Decimal
    money_out: Decimal
    closing_balance: Decimal | None


def import_statement(book: Book, account: str, data: bytes, *, who: str, at: datetime) -> Imported:
    """Reads a statement file and adds the lines that are not in the account yet, as one task.

    A line typed in by hand that the file shows is marked as presented, not added again.
    Raises DPManagerError with the reason when the file cannot be used; nothing is saved then.
    """
    statement = read_statement(data, bank_formats())
    with book.task(
        _("Import a statement of {account}").format(account=account), who=who, at=at
    ) as session:
        row = find_account(session, account)
        _refuse_other_account(row, statement)
        added = _add_new_lines(session, row, statement, at)
    return Imported(
        format=statement.format,
        added=added,
        already_there=len(statement.lines) - added,
        not_understood=statement.not_understood,
        money_in=statement.money_in,
        money_out=statement.money_out,
        closing_balance=statement.closing_balance,
    )


def find_account(session: Session, name: str) -> models.Account:
    """The account of that name. Raises DPManagerError that names those there are."""
    row = session.scalar(select(models.Account).where(models.Account.name == name))
    if row is None:
        names = session.scalars(select(models.Account.name).order_by(models.Account.id))
        raise DPManagerError(
            _("There is no account named “{name}” in this book. There is: {names}.").format(
                name=name, names=", ".join(names)
            )
        )
    return row


def _refuse_other_account(account: models.Account, statement: StatementFile) -> None:
    seen = statement.lines[0].account_last_four
    if account.last_four and seen and seen != account.last_four:
        raise DPManagerError(
            _(
                "This file is of an account that ends in {seen}, but “{account}” ends in "
                "{expected}. Nothing was saved. Choose the right account or the right file."
            ).format(seen=seen, account=account.name, expected=account.last_four)
        )


def _add_new_lines(
    session: Session, account: models.Account, statement: StatementFile, at: datetime
) -> int:
    named = zip(number_repeats(statement.lines), statement.lines, strict=True)
    known = set(
        session.execute(
            select(models.Transaction.fingerprint, models.Transaction.nth).where(
                models.Transaction.account_id == account.id,
                models.Transaction.fingerprint.is_not(None),
            )
        )
        .tuples()
        .all()
    )
    new = [
        (name, position, line) for position, (name, line) in enumerate(named) if name not in known
    ]
    if not new:
        return 0
    record = models.StatementImport(
        account_id=account.id,
        format=statement.format,
        imported_at=at,
        first_day=statement.first_day,
        last_day=statement.last_day,
        closing_balance=statement.closing_balance,
    )
    session.add(record)
    session.flush()
    waiting = _typed_lines_waiting(session, account)
    rows = []
    for (mark, nth), position, line in new:
        bank_facts = {
            "position": position,
            "bank_type": line.bank_type,
            "bank_balance": line.balance,
            "import_id": record.id,
            "fingerprint": mark,
            "nth": nth,
            "presented_on": line.day,
        }
        typed = _take_typed_line(waiting, line)
        if typed is None:
            rows.append(
                {
                    "account_id": account.id,
                    "day": line.day,
                    "description": line.description,
                    "amount": line.amount,
                    "no_proof_reason": "",
                    **bank_facts,
                }
            )
        else:
            for column, value in bank_facts.items():
                setattr(typed, column, value)
    insert_many(session, models.Transaction, rows)
    return len(rows)


def _typed_lines_waiting(
    session: Session, account: models.Account
) -> dict[Decimal, list[models.Transaction]]:
    waiting: dict[Decimal, list[models.Transaction]] = {}
    for row in session.scalars(
        select(models.Transaction)
        .where(
            models.Transaction.account_id == account.id,
            models.Transaction.presented_on.is_(None),
        )
        .order_by(models.Transaction.day)
    ):
        waiting.setdefault(row.amount, []).append(row)
    return waiting


def _take_typed_line(
    waiting: dict[Decimal, list[models.Transaction]], line: StatementLine
) -> models.Transaction | None:
    for row in waiting.get(line.amount, []):
        if row.day - DAYS_TYPED_LATE <= line.day <= row.day + DAYS_UNTIL_PRESENTED:
            waiting[line.amount].remove(row)
            return row
    return None
