"""Keep a statement file as the bank made it: sealed in the book, once, whichever way it came."""

from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from dpmanager.domain.periods import Period, short_date
from dpmanager.importers.files import MEGABYTE
from dpmanager.importers.photo_tidying import name_of_content
from dpmanager.importers.proof_files import LARGEST_MB, ProofFile
from dpmanager.importers.statement_files import PDF, media_type_of_statement
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.kept_files import ReadFile, put_file
from dpmanager.words import _


def too_large_to_keep(data: bytes) -> bool:
    """Whether a file is larger than what is kept: a long download of payments can be."""
    return len(data) > LARGEST_MB * MEGABYTE


def is_kept(session: Session, account_id: int, data: bytes) -> bool:
    """Whether this very file is kept as a statement of the account."""
    paper = models.StatementPaper
    found: bool = session.scalars(
        select(
            exists()
            .where(paper.account_id == account_id, paper.proof_id == models.Proof.id)
            .where(models.Proof.original == name_of_content(data))
        )
    ).one()
    return found


def worth_keeping(data: bytes, *, brings_something: bool) -> bool:
    """Whether a file that is read in is to be kept: not one of payments that are all there.

    A PDF is what the bank would send on paper, and is kept all the same.
    """
    return not too_large_to_keep(data) and (
        brings_something or media_type_of_statement(data) == PDF
    )


def keep_statement(
    book: Book,
    session: Session,
    account: models.Account,
    days: Period,
    data: bytes,
    media_type: str,
    *,
    import_id: int | None = None,
    today: date,
) -> int | None:
    """Keeps a file as a statement of an account, within a task that is under way.

    Gives its number; None where this very file is kept for the account already. import_id: what was
    read in from it. Raises DiskTrouble.
    """
    if is_kept(session, account.id, data):
        return None
    row = models.StatementPaper(
        account_id=account.id,
        proof_id=_proof_of(book, session, account, days, data, media_type, today),
        first_day=days.start,
        last_day=days.end,
        import_id=import_id,
    )
    session.add(row)
    session.flush()
    return row.id


def _proof_of(
    book: Book,
    session: Session,
    account: models.Account,
    days: Period,
    data: bytes,
    media_type: str,
    today: date,
) -> int:
    original = name_of_content(data)
    there = session.scalar(
        select(models.Proof.id).where(models.Proof.original == original).limit(1)
    )
    if there is not None:
        return there
    title = _("Statement of {account}, {start} to {end}").format(
        account=account.name, start=short_date(days.start), end=short_date(days.end)
    )
    file = ReadFile(book.keep_proof(data), ProofFile(media_type, title), len(data))
    number = put_file(session, file, today)
    session.get_one(models.Proof, number).original = original
    return number
