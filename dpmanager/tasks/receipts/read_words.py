"""Have the words on receipts read, and see what they seem to say."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Select, func, select

from dpmanager.domain.receipts.lines import Place
from dpmanager.domain.receipts.reading import Reading, read_receipt
from dpmanager.errors import DPManagerError
from dpmanager.importers.proof_pictures import PDF
from dpmanager.importers.receipt_reader import PictureReader
from dpmanager.importers.receipt_text import PageText, pages_of_pdf, pictures_to_read, read_pages
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.receipts.add_receipt import MADE_BY_THE_BOOK
from dpmanager.tasks.receipts.keep_files import KEPT_PAPER, keep_words
from dpmanager.words import _

T = TypeVar("T")

NOT_READ = (*MADE_BY_THE_BOOK, KEPT_PAPER, "explanation")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a receipt seems to say, and where. sizes: width and height of each page, in dots.

    words: how many were read; 0 where the picture was read and no words were found.
    """

    reading: Reading
    sizes: tuple[tuple[int, int], ...]
    words: int

    def box(self, place: Place) -> tuple[int, float, float, float, float]:
        """A place as its page, and the shares of width and height: left, top, right, bottom."""
        width, height = self.sizes[place.page]
        return (
            place.page,
            place.left / width,
            place.top / height,
            place.right / width,
            place.bottom / height,
        )


def count_unread(book: Book) -> int:
    """How many receipts nobody has read the words of."""
    with book.reading() as session:
        return session.scalar(_unread(select(func.count(models.Proof.id)))) or 0


def read_next(book: Book, reader: PictureReader, *, who: str, at: datetime) -> int | None:
    """Reads the newest receipt that is not read yet; gives its number, None where all are.

    It is no step that Undo takes back. One that cannot be read is not tried again.
    Raises DPManagerError when the reader does not start, or was closed.
    """
    with book.reading() as session:
        row = session.scalar(
            _unread(select(models.Proof)).order_by(models.Proof.id.desc()).limit(1)
        )
    if row is None:
        return None
    try:
        pages, pictures = _pages_and_pictures(book.read_proof(row.sealed_name), row.media_type)
    except DPManagerError:  # a damaged file says so where it is shown
        pages, pictures = [], []
    for number, picture in enumerate(pictures):
        pages.append(reader.read(picture, number) or PageText(1, 1, ()))
    with book.task(_("Read a receipt"), who=who, at=at) as session:
        keep_words(session, row.sealed_name, tuple(pages))
    return row.id


def look_at_reading(book: Book, proof_id: int, *, today: date) -> ReadBack | None:
    """What a receipt seems to say; None where nobody has read it."""
    with book.reading() as session:
        kept = session.execute(
            select(models.ProofLines.pages, models.Proof.kind)
            .join(models.Proof, models.Proof.sealed_name == models.ProofLines.sealed_name)
            .where(models.Proof.id == proof_id)
        ).one_or_none()
    if kept is None or kept[1] in NOT_READ:
        return None
    pages = read_pages(kept[0])
    lines = [line for page in pages for line in page.lines]
    return ReadBack(
        read_receipt(lines, today=today),
        tuple((page.width, page.height) for page in pages),
        sum(len(line.text.split()) for line in lines),
    )


def _pages_and_pictures(data: bytes, media_type: str) -> tuple[list[PageText], list[bytes]]:
    """The pages whose text a PDF holds; without any, pictures of the pages."""
    if media_type == PDF and (pages := pages_of_pdf(data)):
        return pages, []
    return [], pictures_to_read(data, media_type)


def _unread(query: Select[T]) -> Select[T]:
    return query.where(
        models.Proof.kind.not_in(NOT_READ),
        models.Proof.sealed_name.not_in(select(models.ProofText.sealed_name)),
    )
