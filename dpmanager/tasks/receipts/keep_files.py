"""Files that become receipts: checked, made ready, sealed, and known again when they come twice."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import ColumnElement, delete, literal, select
from sqlalchemy.orm import Session

from dpmanager.importers.files import read_file
from dpmanager.importers.photo_tidying import look_of, name_of_content, tidy_photo
from dpmanager.importers.proof_files import (
    LARGEST_MB,
    ProofFile,
    media_type_of,
    read_proof_file,
)
from dpmanager.importers.proof_pictures import PDF
from dpmanager.importers.receipt_text import PageText, pages_of_pdf, write_pages
from dpmanager.records import models
from dpmanager.records.book import Book

KEPT_PAPER = "kept_paper"
"""The kind of what the book keeps that is no proof of a payment: a contract, a statement."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose content is sealed; a row is still to name it.

    size: bytes of what is kept. original: the name of the content as it came. pages: the text that
    a PDF holds.
    """

    sealed_name: str
    checked: ProofFile
    size: int
    original: str
    look: str
    pages: tuple[PageText, ...]


def keep_file(book: Book, name: str, data: bytes) -> KeptFile:
    """Checks a file and seals it; photos upright and at most 2,000 dots long, PDFs as they are.

    Raises DPManagerError for a file that cannot be used.
    """
    checked = read_proof_file(data, name)
    original = name_of_content(data)
    with book.reading() as session:
        row = _with_original(session, original)
        if row is not None:
            kept = ProofFile(row.media_type, checked.title)
            return KeptFile(row.sealed_name, kept, row.size, original, row.look, ())
    tidied = tidy_photo(data)
    pages = tuple(pages_of_pdf(data)) if checked.media_type == PDF else ()
    return KeptFile(
        book.keep_proof(tidied),
        ProofFile(media_type_of(tidied) or checked.media_type, checked.title),
        len(tidied),
        original,
        look_of(tidied),
        pages,
    )


def keep_paper(book: Book, paper: Path | None) -> KeptFile | None:
    """Reads a file and seals it, as `keep_file` does; None where none is given."""
    return keep_file(book, paper.name, read_file(paper, LARGEST_MB)) if paper else None


def proof_of(session: Session, kept: KeptFile, today: date) -> models.Proof:
    """The proof of a kept file: the one that is in the book, or a new one without a number yet."""
    proof = _with_original(session, kept.original) or session.scalar(
        select(models.Proof).where(models.Proof.sealed_name == kept.sealed_name)
    )
    if proof is None:
        if kept.pages:
            keep_words(session, kept.sealed_name, kept.pages)
        proof = models.Proof(
            sealed_name=kept.sealed_name,
            media_type=kept.checked.media_type,
            size=kept.size,
            kind="receipt",
            title=kept.checked.title,
            added_on=today,
            original=kept.original,
            look=kept.look,
        )
        session.add(proof)
    return proof


def put_receipt(
    session: Session,
    kept: KeptFile,
    kind: str,
    title: str,
    day: date | None,
    amount: Decimal | None,
    today: date,
) -> int:
    """Puts a kept file among the receipts; gives the number of its proof.

    What the book knows already of a receipt stays as it is.
    """
    proof = proof_of(session, kept, today)
    if proof.id is None or proof.kind == KEPT_PAPER:  # not a receipt of the book yet
        proof.kind, proof.title = kind, title
        proof.day, proof.amount = day, amount
    session.flush()
    return proof.id


def keep_words(session: Session, sealed_name: str, pages: tuple[PageText, ...]) -> None:
    """Keeps what was read from a sealed file, in place of what was read before."""
    for table in (models.ProofText, models.ProofLines):
        session.execute(delete(table).where(table.sealed_name == sealed_name))
    words = (
        " ".join(word for page in pages for line in page.lines for word in line.text.split())
        .casefold()
        .replace("£", "")
    )
    session.add(models.ProofText(sealed_name=sealed_name, words=words))
    session.add(models.ProofLines(sealed_name=sealed_name, pages=write_pages(pages)))


def words_begin_with(text: str) -> ColumnElement[bool]:
    """The condition on `ProofText` that the text stands there and begins a word.

    A pound sign makes no difference: “14.50” finds “£14.50”.
    """
    sought = f" {text.casefold().replace('£', '')}"
    return (literal(" ") + models.ProofText.words).contains(sought, autoescape=True)


def in_the_book(session: Session, originals: set[str]) -> set[str]:
    """Which of these names of contents are of receipts in the book."""
    return set(
        session.scalars(select(models.Proof.original).where(models.Proof.original.in_(originals)))
    )


def _with_original(session: Session, original: str) -> models.Proof | None:
    return session.scalar(select(models.Proof).where(models.Proof.original == original).limit(1))
