"""Import a bank statement file into an account."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.money.matching import words_of
from dpmanager.domain.money.same_payment import KnownPayment, sort_out
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.importers.files import MEGABYTE, read_file
from dpmanager.importers.statement import (
    NotUnderstood,
    Reached,
    StatementFile,
    StatementLine,
    unobserved,
)
from dpmanager.importers.statement_files import (
    media_type_of_statement,
    read_statements,
    several_accounts,
)
from dpmanager.importers.text_of_file import LARGEST_FILE
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.records.history import insert_many
from dpmanager.tasks.money.cheques import number_of_cheque, number_of_line
from dpmanager.tasks.money.keep_statement import (
    is_kept,
    keep_statement,
    too_large_to_keep,
    worth_keeping,
)
from dpmanager.tasks.money.odd_statements import balance_remarks, odd_days, other_accounts
from dpmanager.tasks.money.statement_columns import known_formats
from dpmanager.words import _

# A cheque is usually paid in within weeks, and a bank shows a payment at most a day or two
# before somebody who types it in believes it was made.
DAYS_UNTIL_PRESENTED = timedelta(days=60)
DAYS_TYPED_LATE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class PossiblySame:
    """A line of a file, and the payment in the book with its day and amount and other words."""

    line: StatementLine
    description: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. Sums in pounds over all lines of the file, both positive.

    possibly: lines that were not added, as they are possibly in the book in other words.
    too_large: the file is too large to be kept; its payments are in the book all the same.
    """

    format: str
    added: int
    already_there: int
    possibly: tuple[PossiblySame, ...]
    not_understood: tuple[NotUnderstood, ...]
    left_out: tuple[NotUnderstood, ...]
    money_in: Decimal
    money_out: Decimal
    closing_balance: Decimal | None
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring, before anything is saved.

    account: the account it is for, "" where the person has to say. new: the lines that would be
    added, oldest first; typed: how many lines somebody typed in by hand that the file shows.
    possibly: lines that are added only if the person says that they are other payments.
    left_out: lines that are no payments of the account. to_check: sentences on what looks odd.
    money_in, money_out: pounds over all lines of the file, both positive. keeps: the file itself is
    kept too, where it is not yet. too_large: too large for that.
    """

    account: str
    bank: str
    first_day: date
    last_day: date
    new: tuple[StatementLine, ...]
    typed: int
    already_there: int
    possibly: tuple[PossiblySame, ...]
    not_understood: tuple[NotUnderstood, ...]
    left_out: tuple[NotUnderstood, ...]
    to_check: tuple[str, ...]
    money_in: Decimal
    money_out: Decimal
    closing_balance: Decimal | None
    keeps: bool = False
    too_large: bool = False


def read_statement_file(path: Path) -> bytes:
    """The content of a statement file. Raises DPManagerError when it cannot be read."""
    return read_file(path, LARGEST_FILE // MEGABYTE)


def preview_statement(
    book: Book,
    data: bytes,
    *,
    account: str = "",
    today: date | None = None,
    reached: Reached = unobserved,
) -> Preview:
    """What `import_statement` would do with a file; saves nothing.

    account: without one it is guessed by the last four digits in the file, or is the only one
    there is. today: helps to see dates of another year. reached: told how far the reading is;
    what it raises ends the reading. Raises DPManagerError as `import_statement` does.
    """
    statements = read_statements(data, known_formats(book), reached=reached)
    with book.reading() as session:
        row = find_account(session, account) if account else _guess_account(session, statements)
        statement = _statement_for(row, statements)
        found = _find_new_lines(session, row, statement) if row else _Found((), 0, ())
        to_check = [
            *statement.remarks,
            *other_accounts(statement, statements),
            *odd_days(statement, today),
            *(
                balance_remarks(session, row, statement, [new.line for new in found.new])
                if row
                else ()
            ),
        ]
        keeps = (
            row is not None
            and worth_keeping(data, brings_something=bool(found.new))
            and not is_kept(session, row.id, data)
        )
    added = tuple(new.line for new in found.new if new.typed is None)
    return Preview(
        account=row.name if row else "",
        bank=statement.bank,
        first_day=statement.first_day,
        last_day=statement.last_day,
        new=added,
        typed=len(found.new) - len(added),
        already_there=found.same,
        possibly=found.possibly,
        not_understood=statement.not_understood,
        left_out=statement.left_out,
        to_check=tuple(to_check),
        money_in=statement.money_in,
        money_out=statement.money_out,
        closing_balance=statement.closing_balance,
        keeps=keeps,
        too_large=too_large_to_keep(data),
    )


def import_statement(
    book: Book,
    account: str,
    data: bytes,
    *,
    others: Collection[int] = (),
    first: Callable[[], object] | None = None,
    who: str,
    at: datetime,
) -> Imported:
    """Reads a statement file and adds the lines that are not in the account yet, as one task.

    The file itself is kept too, unless it is kept already, is larger than any receipt may be, or
    brings nothing and is no PDF.

    A line typed in by hand that the file shows is marked as presented, not added again. others:
    the numbers of lines that are possibly in the book, and of which the person says that they are
    other payments. first: called once the file is understood, before anything is added.
    Raises DPManagerError with the reason when the file cannot be used; nothing is
    saved then.
    """
    statements = read_statements(data, known_formats(book))
    with book.task(
        _("Import a statement of {account}").format(account=account), who=who, at=at
    ) as session:
        row = find_account(session, account)
        statement = _statement_for(row, statements)
        found = _find_new_lines(session, row, statement, others)
        if first is not None:
            first()
        added, import_id = _add_new_lines(session, row, statement, found.new, at)
        if worth_keeping(data, brings_something=bool(found.new)):
            days = Period(statement.first_day, statement.last_day)
            media_type = media_type_of_statement(data)
            keep_statement(
                book, session, row, days, data, media_type, import_id=import_id, today=at.date()
            )
    return Imported(
        format=statement.format,
        added=added,
        already_there=len(statement.lines) - added - len(found.possibly),
        possibly=found.possibly,
        not_understood=statement.not_understood,
        left_out=statement.left_out,
        money_in=statement.money_in,
        money_out=statement.money_out,
        closing_balance=statement.closing_balance,
        too_large=too_large_to_keep(data),
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


def _guess_account(session: Session, statements: Sequence[StatementFile]) -> models.Account | None:
    """The account that ends as the file says; the only one there is, where the file says none."""
    rows = session.scalars(select(models.Account).order_by(models.Account.id)).all()
    seen = {each.account_last_four for each in statements} - {""}
    ending_so = [row for row in rows if row.last_four in seen]
    fitting = ending_so or [row for row in rows if not (seen and row.last_four)]
    if seen and not fitting:
        raise DPManagerError(
            _(
                "This file is of an account that ends in {seen}, which is not in this book. "
                "Nothing was saved. Choose the right file."
            ).format(seen=" / ".join(sorted(seen)))
        )
    return fitting[0] if len(fitting) == 1 else None


def _statement_for(
    account: models.Account | None, statements: Sequence[StatementFile]
) -> StatementFile:
    """The statement in a file that is of the account; the first one where it is not known yet."""
    if account is None:
        return statements[0]
    fitting = [each for each in statements if each.account_last_four == account.last_four]
    if not account.last_four or not any(each.account_last_four for each in statements):
        fitting = list(statements)
    if len(fitting) > 1:
        raise several_accounts(fitting)
    if not fitting:
        raise DPManagerError(
            _(
                "This file is of an account that ends in {seen}, but “{account}” ends in "
                "{expected}. Nothing was saved. Choose the right account or the right file."
            ).format(
                seen=" / ".join(sorted(each.account_last_four for each in statements)),
                account=account.name,
                expected=account.last_four,
            )
        )
    return fitting[0]


@dataclass(frozen=True, slots=True)
class _NewLine:
    """A line of the file that the account lacks. typed: the hand-typed line that it shows."""

    fingerprint: str
    nth: int
    position: int
    line: StatementLine
    typed: models.Transaction | None


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file has that the account lacks, how much of it is there, and what perhaps is."""

    new: tuple[_NewLine, ...]
    same: int
    possibly: tuple[PossiblySame, ...]


def _find_new_lines(
    session: Session,
    account: models.Account,
    statement: StatementFile,
    others: Collection[int] = (),
) -> _Found:
    known = _known_payments(session, account, Period(statement.first_day, statement.last_day))
    found = sort_out(statement.lines, known, statement.format)
    lines = statement.lines
    doubted = [(lines[place], payment) for place, payment in found.possibly]
    said_new = {place for place, _payment in found.possibly if lines[place].line_number in others}
    waiting = _typed_lines_waiting(session, account)
    return _Found(
        new=tuple(
            _NewLine(
                *found.names[place], place, lines[place], _take_typed_line(waiting, lines[place])
            )
            for place in sorted({*found.new, *said_new})
        ),
        same=found.same,
        possibly=tuple(
            PossiblySame(line, payment.description)
            for line, payment in doubted
            if line.line_number not in others
        ),
    )


def _add_new_lines(
    session: Session,
    account: models.Account,
    statement: StatementFile,
    new: Sequence[_NewLine],
    at: datetime,
) -> tuple[int, int | None]:
    """How many lines were added, and the number of what was read in, if anything was."""
    if not new:
        return 0, None
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
    return len(rows), record.id


def _known_payments(session: Session, account: models.Account, days: Period) -> list[KnownPayment]:
    """The payments that the bank has shown on these days."""
    shown = models.Transaction
    rows = session.execute(
        select(
            shown.id,
            shown.presented_on,
            shown.amount,
            shown.description,
            shown.bank_balance,
            shown.fingerprint,
            shown.nth,
            models.StatementImport.format,
        )
        .outerjoin(models.StatementImport, shown.import_id == models.StatementImport.id)
        .where(
            shown.account_id == account.id,
            shown.fingerprint.is_not(None),
            shown.presented_on.between(days.start, days.end),
        )
        .order_by(shown.presented_on, shown.position, shown.id)
    )
    return [
        KnownPayment(key, day, amount, description, balance, (mark, nth), file_format or "")
        for key, day, amount, description, balance, mark, nth, file_format in rows
        if day is not None
    ]


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
    same_amount = waiting.get(line.amount)
    if not same_amount:
        return None
    number = number_of_line(line.description, line.bank_type)
    rows = [
        row
        for row in same_amount
        if row.day - DAYS_TYPED_LATE <= line.day
        and (not number or number_of_cheque(row) in ("", number))
    ]
    fitting = [row for row in rows if number and number_of_cheque(row) == number] or [
        row for row in rows if line.day <= row.day + DAYS_UNTIL_PRESENTED
    ]
    if not fitting:
        return None
    # Of equal amounts, the one whose words (or cheque number) the bank shows, else the oldest.
    shown = words_of(line.description)
    chosen = max(fitting, key=lambda row: len(words_of(row.description) & shown))
    waiting[line.amount].remove(chosen)
    return chosen
