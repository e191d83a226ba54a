"""Why there is no receipt: said, signed by name, kept as the proof, and printed to be signed."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader
from small_book import ACCOUNT, AT, WHO, all_of, tables

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.receipts.look_at_receipts import look_at_receipts, look_at_wanting
from dpmanager.tasks.receipts.no_receipt import print_no_receipt, sign_no_receipt


def paid(book: Book) -> int:
    number = add_payment(
        book, ACCOUNT, date(2026, 5, 9), "Vale Taxis", Decimal("-14.50"), who=WHO, at=AT
    )
    sort_payment(book, number, [Part(Decimal("-14.50"), "equipment")], who=WHO, at=AT)
    return number


def sign(book: Book, payment: int, reason: str = "The driver gave none", name: str = WHO) -> int:
    return sign_no_receipt(book, payment, reason, signed_by=name, who=WHO, at=AT)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_signed_note_is_the_proof_of_the_payment_and_can_be_undone(book: Book) -> None:
    payment = paid(book)
    before = tables(book)
    assert [each.id for each in look_at_receipts(book).lacking] == [payment]
    sign(book, payment)
    wanting = look_at_wanting(book, payment, most=1)
    (note,) = wanting.receipts
    assert wanting.no_proof_reason == "The driver gave none"
    assert (note.kind, note.day, note.amount) == (
        "explanation", date(2026, 5, 9), Decimal("14.50"),
    )  # fmt: skip
    assert look_at_receipts(book).lacking == ()
    said = text_of(book.read_proof(note.sealed_name))
    for sentence in (
        "£14.50 was paid on 9 May 2026. There is no receipt for it.",
        "Vale Taxis",
        "Sam Rivers",
        "The driver gave none",
        "Jo Rivers signed this note on 6 July 2026 by typing their name.",
    ):
        assert sentence in said
    book.undo(who=WHO, at=AT)
    assert tables(book) == before


def test_a_note_that_is_signed_again_takes_the_place_of_the_first(book: Book) -> None:
    payment = paid(book)
    sign(book, payment)
    number = sign(book, payment, "I lost it on the bus")
    assert [row.id for row in all_of(book, models.Proof)] == [number]
    assert sign(book, payment, "I lost it on the bus") == number
    assert len(all_of(book, models.ProofLink)) == 1


def test_the_note_to_print_has_a_line_to_sign_on_and_nothing_is_kept(book: Book) -> None:
    payment = paid(book)
    before = tables(book)
    said = text_of(print_no_receipt(book, payment, "No machine", at=AT, large_print=True))
    assert "To sign" in said and "Jo Rivers" in said and "Date" in said
    assert "by typing" not in said
    assert tables(book) == before


@pytest.mark.parametrize(
    ("reason", "name", "why"),
    [(" ", WHO, "why there is no receipt"), ("Lost", " ", "Type your name")],
)
def test_without_a_reason_or_a_name_nothing_is_kept(book, reason, name, why) -> None:
    payment = paid(book)
    before = tables(book)
    with pytest.raises(DPManagerError, match=why):
        sign(book, payment, reason, name)
    assert tables(book) == before


def test_a_payment_that_is_gone_says_so(book: Book) -> None:
    with pytest.raises(DPManagerError, match="no longer in the book"):
        sign(book, 999)
