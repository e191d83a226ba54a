"""The bank's own statements: those that were read in, and papers that the person adds."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select

from dpmanager.domain.periods import Period, long_date
from dpmanager.errors import DPManagerError
from dpmanager.importers.files import read_file
from dpmanager.importers.proof_files import LARGEST_MB, PAGES, media_type_of, read_proof_file
from dpmanager.importers.statement_files import FILE_ENDINGS
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.import_statement import find_account, preview_statement
from dpmanager.tasks.money.keep_statement import keep_statement
from dpmanager.tasks.people.kept_files import KeptFile, kept_file, let_go
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class BankStatement:
    """A statement that is kept. payments: how many were read in from it, 0 for a mere paper."""

    id: int
    account: str
    days: Period
    file: KeptFile
    payments: int

    @property
    def is_a_page(self) -> bool:
        """Whether it can be shown, and goes with a return; a file of payments cannot."""
        return self.file.media_type in PAGES

    @property
    def ending(self) -> str:
        """The usual ending of such a file, without its dot: “pdf”."""
        kind = self.file.media_type
        return FILE_ENDINGS.get(kind) or kind.removeprefix("image/")


@dataclass(frozen=True, slots=True)
class BankStatements:
    """The names of the accounts of the book, and all statements, the newest days first."""

    accounts: tuple[str, ...]
    statements: tuple[BankStatement, ...]


@dataclass(frozen=True, slots=True)
class ChosenPaper:
    """A photo or PDF that the person chose, and what it seems to be.

    account: "" and days: None where the paper does not say.
    """

    name: str
    data: bytes
    media_type: str
    account: str
    days: Period | None


def look_at_bank_statements(book: Book) -> BankStatements:
    """All statements that are kept."""
    paper = models.StatementPaper
    with book.reading() as session:
        accounts = dict(
            session.execute(
                select(models.Account.id, models.Account.name).order_by(models.Account.id)
            ).all()
        )
        payments = dict(
            session.execute(
                select(models.Transaction.import_id, func.count())
                .where(models.Transaction.import_id.is_not(None))
                .group_by(models.Transaction.import_id)
            ).all()
        )
        rows = session.scalars(
            select(paper).order_by(paper.last_day.desc(), paper.account_id, paper.id.desc())
        )
        seen = [
            BankStatement(
                row.id,
                accounts[row.account_id],
                Period(row.first_day, row.last_day),
                file,
                payments.get(row.import_id, 0),
            )
            for row in rows
            if (file := kept_file(session, row.proof_id)) is not None
        ]
    return BankStatements(tuple(accounts.values()), tuple(seen))


def read_paper(book: Book, path: Path, *, today: date) -> ChosenPaper:
    """Reads a photo or PDF of a statement, and says of which account and days it seems to be.

    Raises DPManagerError for a file that cannot be kept as a paper.
    """
    data = read_file(path, LARGEST_MB)
    if data and media_type_of(data) is None:
        raise DPManagerError(
            _(
                "{name} is no PDF and no photo, so it cannot be a page of your return. If it has "
                "payments in it, read it in on the page Money. Then it is kept too."
            ).format(name=path.name)
        )
    checked = read_proof_file(data, path.name)
    account, days = "", None
    try:
        found = preview_statement(book, data, today=today)
    except DPManagerError:
        found = None  # a scan, or of a bank whose pages cannot be read: the person says it
    if found is not None:
        account, days = found.account, Period(found.first_day, found.last_day)
    return ChosenPaper(path.name, data, checked.media_type, account, days)


def add_bank_statement(
    book: Book,
    account: str,
    first: date,
    last: date,
    paper: ChosenPaper,
    *,
    who: str,
    at: datetime,
) -> int:
    """Keeps a paper of the bank for an account and its days; gives its number.

    Raises DPManagerError for a last day before the first, an account that there is not, and a paper
    that is kept already.
    """
    if last < first:
        raise DPManagerError(
            _("The statement ends before {day}, when it starts. Check the dates.").format(
                day=long_date(first)
            )
        )
    with book.task(_("Add a bank statement"), who=who, at=at) as session:
        row = find_account(session, account)
        number = keep_statement(
            book,
            session,
            row,
            Period(first, last),
            paper.data,
            paper.media_type,
            today=at.date(),
        )
        if number is None:
            raise DPManagerError(
                _("This very file is kept as a statement of {account} already.").format(
                    account=account
                )
            )
    return number


def remove_bank_statement(book: Book, number: int, *, who: str, at: datetime) -> None:
    """Takes a statement away; payments that were read in from it stay. Undo brings it back."""
    with book.task(_("Remove a bank statement"), who=who, at=at) as session:
        row = session.get_one(models.StatementPaper, number)
        proof_id = row.proof_id
        session.delete(row)
        session.flush()
        let_go(session, proof_id)
