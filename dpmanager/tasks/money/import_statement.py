"""Import a bank statement file into an account."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.money.matching import number_repeats, words_of
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.importers.bank_formats import bank_formats
from dpmanager.importers.files import MEGABYTE, read_file
from dpmanager.importers.statement_files import (
    NotUnderstood,
    Reached,
    StatementFile,
    StatementLine,
    read_statement,
    unobserved,
)
from dpmanager.importers.text_of_file import LARGEST_FILE
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


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring, before anything is saved.

    account: the account it is for, "" where the person has to say. new: the lines that would be
    added, oldest first; typed: how many lines somebody typed in by hand that the file shows.
    money_in, money_out: pounds over all lines of the file, both positive.
    """

    account: str
    bank: str
    first_day: date
    last_day: date
    new: tuple[StatementLine, ...]
    typed: int
    already_there: int
    not_understood: tuple[NotUnderstood, ...]
    money_in: Decimal
    money_out: Decimal
    closing_balance: Decimal | None


def read_statement_file(path: Path) -> bytes:
    """The content of a statement file. Raises DPManagerError when it cannot be read."""
    return read_file(path, LARGEST_FILE // MEGABYTE)


def preview_statement(
    book: Book, data: bytes, *, account: str = "", reached: Reached = unobserved
) -> Preview:
    """What `import_statement` would do with a file; saves nothing.

    account: without one it is guessed by the last four digits in the file, or is the only one
    there is. reached: told how far the reading is; what it raises ends the reading.
    Raises DPManagerError as `import_statement` does.
    """
    statement = read_statement(data, bank_formats(), reached=reached)
    with book.reading() as session:
        row = find_account(session, account) if account else _guess_account(session, statement)
        new: list[_NewLine] = []
        if row is not None:
            _refuse_other_account(row, statement)
            new = _find_new_lines(session, row, statement)
    added = tuple(found.line for found in new if found.typed is None)
    return Preview(
        account=row.name if row else "",
        bank=statement.bank,
        first_day=statement.first_day,
        last_day=statement.last_day,
        new=added,
        typed=len(new) - len(added),
        already_there=len(statement.lines) - len(new) if row else 0,
        not_understood=statement.not_understood,
        money_in=statement.money_in,
        money_out=statement.money_out,
        closing_balance=statement.closing_balance,
    )


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


def _guess_account(session: Session, statement: StatementFile) -> models.Account | None:
    """The account that ends as the file says; the only one there is, where the file says none."""
    seen = statement.lines[0].account_last_four
    rows = session.scalars(select(models.Account).order_by(models.Account.id)).all()
    ending_so = [row for row in rows if seen and row.last_four == seen]
    fitting = ending_so or [row for row in rows if not (seen and row.last_four)]
    if seen and not fitting:
        raise DPManagerError(
            _(
                "This file is of an account that ends in {seen}, which is not in this book. "
                "Nothing was saved. Choose the right file."
            ).format(seen=seen)
        )
    return fitting[0] if len(fitting) == 1 else None


def _refuse_other_account(account: models.Account, statement: StatementFile) -> None:
    seen = statement.lines[0].account_last_four
    if account.last_four and seen and seen != account.last_four:
        raise DPManagerError(
            _(
                "This file is of an account that ends in {seen}, but “{account}” ends in "
                "{expected}. Nothing was saved. Choose the right account or the right file."
            ).format(seen=seen, account=account.name, expected=account.last_four)
        )


@dataclass(frozen=True, slots=True)
class _NewLine:
    """A line of the file that the account lacks. typed: the hand-typed line that it shows."""

    fingerprint: str
    nth: int
    position: int
    line: StatementLine
    typed: models.Transaction | None


def _find_new_lines(
    session: Session, account: models.Account, statement: StatementFile
) -> list[_NewLine]:
    known = _known_lines(session, account, Period(statement.first_day, statement.last_day))
    waiting = _typed_lines_waiting(session, account)
    named = zip(number_repeats(statement.lines), statement.lines, strict=True)
    return [
        _NewLine(*name, position, line, _take_typed_line(waiting, line))
        for position, (name, line) in enumerate(named)
        if name not in known
    ]


def _add_new_lines(
    session: Session, account: models.Account, statement: StatementFile, at: datetime
) -> int:
    new = _find_new_lines(session, account, statement)
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
    rows = []
    for found in new:
        line = found.line
        bank_facts = {
            "position": found.position,
            "bank_type": line.bank_type,
            "bank_balance": line.balance,
            "import_id": record.id,
            "fingerprint": found.fingerprint,
            "nth": found.nth,
            "presented_on": line.day,
        }
        if found.typed is None:
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
                setattr(found.typed, column, value)
    insert_many(session, models.Transaction, rows)
    return len(rows)


def _known_lines(
    session: Session, account: models.Account, days: Period
) -> set[tuple[str | None, int | None]]:
    """What names the lines that the bank has shown on these days: fingerprint and nth."""
    names = session.execute(
        select(models.Transaction.fingerprint, models.Transaction.nth).where(
            models.Transaction.account_id == account.id,
            models.Transaction.presented_on.between(days.start, days.end),
        )
    )
    return {(mark, nth) for mark, nth in names}  # plain tuples, which are quick to look up


def _typed_lines_waiting(
    session: Session, account: models.Account
) -> dict[Decimal, list[models.Transaction]]:
    waiting: dict[Decimal, list[models.Transaction]] = {}
    for row in session.scalars(
        select(models.Transaction)
        .where(
            models.Transaction.account_id == account.id,
            models.Transaction.fingerprint.is_(None),
        )
        .order_by(models.Transaction.day)
    ):
        waiting.setdefault(row.amount, []).append(row)
    return waiting


def _take_typed_line(
    waiting: dict[Decimal, list[models.Transaction]], line: StatementLine
) -> models.Transaction | None:
    fitting = [
        row
        for row in waiting.get(line.amount, [])
        if row.day - DAYS_TYPED_LATE <= line.day <= row.day + DAYS_UNTIL_PRESENTED
    ]
    if not fitting:
        return None
    # Of equal amounts, the one whose words (or cheque number) the bank shows, else the oldest.
    shown = words_of(line.description)
    chosen = max(fitting, key=lambda row: len(words_of(row.description) & shown))
    waiting[line.amount].remove(chosen)
    return chosen
