"""The words of receipts are read, searched and proposed; nothing of it is a step to undo."""

import os
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from small_book import ACCOUNT, AT, WHO, all_of, count
from sqlalchemy import select

from dpmanager.domain.receipts.lines import TextLine
from dpmanager.importers.receipt_reader import PictureReader
from dpmanager.importers.receipt_text import PageText
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.search_records import search_records
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.tasks.receipts.add_receipt import add_receipt, change_receipt, remove_receipt
from dpmanager.tasks.receipts.look_at_receipts import (
    count_receipts,
    look_at_receipt,
    look_at_receipts,
    read_receipts,
)
from dpmanager.tasks.receipts.read_words import count_unread, look_at_reading, read_next

TODAY = date(2026, 7, 6)


class StandIn(PictureReader):
    """Reads the same rows on every picture, or fails."""

    def __init__(self, *rows: str) -> None:
        super().__init__()
        self.rows = rows
        self.pages: list[int] = []

    def read(self, picture: bytes, page: int) -> PageText | None:
        assert Image.open(BytesIO(picture)).format == "JPEG"
        self.pages.append(page)
        if not self.rows:
            return None
        lines = [
            TextLine(text, ((40, y), (300, y), (300, y + 30), (40, y + 30)), page)
            for y, text in zip(range(50, 1000, 60), self.rows, strict=False)
        ]
        return PageText(400, 600, tuple(lines))


TILL = StandIn("Vale Taxis", "4 July 2026", "Prescription trip", "Total £14.50")


@pytest.fixture(autouse=True)
def nothing_read_before() -> Iterator[None]:
    TILL.pages.clear()
    yield


def photo(shade: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 60), (shade, 9, 9)).save(out, "PNG")
    return out.getvalue()


def bill(*lines: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - number * 30, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def add(book: Book, data: bytes, name: str = "IMG_1.png", kind: str = "receipt") -> int:
    return add_receipt(book, data, name, kind=kind, who=WHO, at=AT)


def read(book: Book, reader: PictureReader = TILL) -> int | None:
    return read_next(book, reader, who=WHO, at=AT)


def test_a_photo_is_read_newest_first_and_its_words_are_proposed_with_their_place(
    book: Book,
) -> None:
    first, second = add(book, photo(1)), add(book, photo(2), "IMG_2.png")
    assert count_unread(book) == 2
    assert look_at_reading(book, second, today=TODAY) is None
    assert [read(book), read(book), read(book)] == [second, first, None]
    assert count_unread(book) == 0
    back = look_at_reading(book, second, today=TODAY)
    assert back is not None
    seen = back.reading
    assert seen.day and seen.total and seen.shop
    assert (seen.day.value, seen.total.value, seen.shop.value) == (
        date(2026, 7, 4), Decimal("14.50"), "Vale Taxis",
    )  # fmt: skip
    assert back.box(seen.total.place) == (0, 0.1, 230 / 600, 0.75, 260 / 600)


def test_what_was_read_waits_to_be_checked_until_the_person_says_it(book: Book) -> None:
    number = add(book, photo(1))
    assert look_at_receipts(book).to_check == ()
    read(book)
    assert [each.id for each in look_at_receipts(book).to_check] == [number]
    change_receipt(
        book, number, kind="receipt", title="Taxi", day=date(2026, 7, 4), amount=Decimal("14.50"),
        who=WHO, at=AT,
    )  # fmt: skip
    assert look_at_receipts(book).to_check == ()


def test_a_payment_is_offered_by_what_was_read(book: Book) -> None:
    number = add(book, photo(1))
    for amount, day in (("-9.00", 4), ("-14.50", 1), ("-14.50", 5)):
        add_payment(book, ACCOUNT, date(2026, 7, day), "Taxi", Decimal(amount), who=WHO, at=AT)
    read(book)
    back = look_at_reading(book, number, today=TODAY)
    assert back is not None
    offered = look_at_receipt(book, number, most=9, reading=back.reading).payments
    assert [(each.amount, each.day.day) for each in offered] == [
        (Decimal("-14.50"), 5), (Decimal("-14.50"), 1), (Decimal("-9.00"), 4),
    ]  # fmt: skip
    assert look_at_receipt(book, number, most=1).receipt.amount is None


def test_reading_is_no_step_of_undo(book: Book) -> None:
    add(book, photo(1))
    before = count(book, models.TaskDone)
    read(book)
    assert count(book, models.TaskDone) == before
    assert book.undo(who=WHO, at=AT) == "Add a receipt"
    assert count(book, models.Proof) == 0
    assert book.redo(who=WHO, at=AT) == "Add a receipt"
    assert count_unread(book) == 0
    assert check_book(book) == []


def test_the_words_are_found_by_both_searches(book: Book) -> None:
    number = add(book, photo(1))
    read(book)
    other = add(book, bill("Otter Care", "Bed pads 50% wool", "Total 8.00"), "bill.pdf")
    for typed, found in (
        ("PRESCR", number), ("vale taxis", number), ("14.50", number), ("£14.5", number),
        ("4 July 2026", number), ("50% w", other),
    ):  # fmt: skip
        assert [each.id for each in read_receipts(book, typed, 0, 9)] == [found]
        assert [hit.number for hit in search_records(book, typed)] == [found]
    assert [hit.number for hit in search_records(book, "trip taxis IMG_1")] == [number]
    for typed in ("prescription bed", "scription", "14 July 2026", "4.50"):
        assert (count_receipts(book, typed), search_records(book, typed)) == (0, [])


def test_a_pdf_with_text_is_read_when_it_is_added(book: Book) -> None:
    number = add(book, bill("Otter Care", "Invoice no 118", "3 July 2026", "Total 8.00"), "b.pdf")
    assert count_unread(book) == 0
    back = look_at_reading(book, number, today=TODAY)
    assert back is not None and back.reading.total is not None
    assert back.reading.total.value == Decimal("8.00")
    assert read(book) is None and TILL.pages == []


def test_what_cannot_be_read_is_not_tried_again(book: Book) -> None:
    number = add(book, photo(1))
    assert read(book, StandIn()) == number
    assert (count_unread(book), look_at_receipts(book).to_check) == (0, ())
    back = look_at_reading(book, number, today=TODAY)
    assert back is not None and back.words == 0


def test_a_damaged_file_stops_no_other(book: Book) -> None:
    number = add(book, photo(1))
    (row,) = all_of(book, models.Proof)
    (book.folder / "receipts" / row.sealed_name).write_bytes(b"spoilt")
    assert read(book) == number
    assert TILL.pages == []


def test_papers_of_other_kinds_are_left_alone(book: Book) -> None:
    add(book, photo(1), kind="explanation")
    assert (count_unread(book), read(book)) == (0, None)


def test_the_words_go_with_the_file(book: Book) -> None:
    number = add(book, photo(1))
    read(book)
    (row,) = all_of(book, models.ProofText)
    path = book.folder / "receipts" / row.sealed_name
    remove_receipt(book, number, who=WHO, at=AT)
    assert check_book(book) == []
    assert count(book, models.ProofText) == 1  # Undo brings the receipt back, with its words
    with book.task("Rename", who=WHO, at=AT) as session:
        session.get_one(models.ProofText, row.id).sealed_name = "0" * 64
        session.scalars(select(models.ProofLines)).one().sealed_name = "0" * 64
    old = time.time() - 3 * 24 * 3600
    os.utime(path, (old, old))
    assert check_book(book) == []
    assert count(book, models.ProofText) == count(book, models.ProofLines) == 0
