"""Receipts are kept once, linked to what they prove, and missed where they lack."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from small_book import (
    ACCOUNT,
    AT,
    MONDAY,
    PASSPHRASE,
    WHO,
    all_of,
    count,
    files_of,
    pay_a_week,
    tables,
)

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.money.sort_payments import (
    Part,
    accept_matches,
    add_payment,
    propose_matches,
    sort_payment,
)
from dpmanager.tasks.receipts.add_receipt import (
    add_receipt,
    explain_missing_receipt,
    link_receipt,
)
from dpmanager.tasks.receipts.look_at_receipts import look_at_receipts


def picture(shade: int = 240, form: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("L", (20, 30), shade).save(out, form)
    return out.getvalue()


def pdf(**encryption: pikepdf.Encryption) -> bytes:
    out = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, **encryption)
    return out.getvalue()


def paid(book: Book, amount: str = "-8.00", category: str = "") -> int:
    number = add_payment(book, ACCOUNT, date(2026, 4, 20), "Shop", Decimal(amount), who=WHO, at=AT)
    if category:
        sort_payment(book, number, [Part(Decimal(amount), category)], who=WHO, at=AT)
    return number


def add(book: Book, data: bytes, name: str = "photo.png", **more: object) -> int:
    return add_receipt(book, data, name, who=WHO, at=AT, **more)  # type: ignore[arg-type]


def links(book: Book) -> list[tuple[int, int]]:
    return [(row.proof_id, row.transaction_id) for row in all_of(book, models.ProofLink)]


def lacking(book: Book) -> list[int]:
    return sorted(one.id for one in look_at_receipts(book).lacking)


def test_a_receipt_comes_back_as_it_was_after_the_book_was_closed(
    book: Book, book_folder: Path
) -> None:
    payment = paid(book)
    number = add(
        book,
        picture(form="JPEG"),
        "chairs.jpeg",
        kind="invoice",
        day=date(2026, 4, 19),
        amount=Decimal("8.00"),
        payments=[payment],
    )
    book.close()

    with open_book(book_folder, passphrase=PASSPHRASE) as again:
        (row,) = all_of(again, models.Proof)
        assert (row.id, row.kind, row.title, row.media_type) == (
            number,
            "invoice",
            "chairs",
            "image/jpeg",
        )
        assert (row.day, row.amount, row.size) == (
            date(2026, 4, 19),
            Decimal("8.00"),
            len(picture(form="JPEG")),
        )
        assert again.read_proof(row.sealed_name) == picture(form="JPEG")
        assert links(again) == [(number, payment)]
        assert check_book(again) == []


def test_the_same_file_is_kept_once_and_gets_the_new_links(book: Book) -> None:
    first, second = paid(book), paid(book)

    numbers = [
        add(book, picture(), "a.png", title="First", payments=[first]),
        add(book, picture(), "b.png", title="Second", payments=[first, second]),
    ]

    assert numbers[0] == numbers[1]
    assert [row.title for row in all_of(book, models.Proof)] == ["First"]
    assert links(book) == [(numbers[0], first), (numbers[0], second)]
    assert len(list((book.folder / "receipts").iterdir())) == 1


def test_a_receipt_can_be_linked_later_and_twice_over(book: Book) -> None:
    first, second = paid(book), paid(book)
    number = add(book, picture(), payments=[first])

    link_receipt(book, number, [first, second, second], who=WHO, at=AT)

    assert links(book) == [(number, first), (number, second)]


def test_undo_takes_the_receipt_away_and_adding_it_again_works(book: Book) -> None:
    before = tables(book)
    add(book, pdf(), "bill.pdf", title="Bill")

    assert book.undo(who=WHO, at=AT) == "Add a receipt"

    assert tables(book) == before
    add(book, pdf(), "bill.pdf")
    assert check_book(book) == []


REFUSED = {
    "empty": (b"", "photo.png is empty"),
    "text": (b"Total 8.00", "not a photo or a PDF"),
    "web page": (b"<html><body>receipt</body></html>", "not a photo or a PDF"),
    "cut short": (picture()[:50], "damaged or not complete"),
    "only a beginning": (b"\xff\xd8\xff\xe0" + bytes(40), "damaged or not complete"),
    "broken pdf": (b"%PDF-1.7\nnothing more", "damaged or has no pages"),
    "locked pdf": (
        pdf(encryption=pikepdf.Encryption(user="secret", owner="secret")),
        "locked with a password",
    ),
    "too large": (b"\xff\xd8\xff" + bytes(25 * 1024 * 1024), "larger than 25 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_receipt_leaves_the_folder_as_it_is(
    book: Book, book_folder: Path, name: str
) -> None:
    book.close()
    before = files_of(book_folder)
    data, said = REFUSED[name]

    with (
        open_book(book_folder, passphrase=PASSPHRASE) as opened,
        pytest.raises(DPManagerError, match=said),
    ):
        add(opened, data)

    assert files_of(book_folder) == before


def test_a_kind_of_proof_that_is_not_known_is_refused_before_anything_is_kept(
    book: Book,
) -> None:
    with pytest.raises(DPManagerError, match="no kind of proof named “poem”"):
        add(book, picture(), kind="poem")
    assert not list((book.folder / "receipts").glob("*"))
    assert count(book, models.Proof) == 0


def test_money_out_lacks_a_receipt_until_there_is_one_or_a_reason(book: Book) -> None:
    unsorted, sorted_, free = paid(book), paid(book, category="equipment"), paid(book)
    paid(book, "20.00")  # money in
    paid(book, category="bank_charges")  # nobody asks for a paper
    assert lacking(book) == [unsorted, sorted_, free]

    add(book, picture(), payments=[sorted_])
    explain_missing_receipt(book, free, "Parking meter, no paper", who=WHO, at=AT)

    assert lacking(book) == [unsorted]
    book.undo(who=WHO, at=AT)
    assert lacking(book) == [unsorted, free]


def test_a_reason_must_be_said(book: Book) -> None:
    payment = paid(book)
    with pytest.raises(DPManagerError, match="Say in a few words"):
        explain_missing_receipt(book, payment, " ", who=WHO, at=AT)


def test_wages_are_proved_by_the_books_own_papers(book: Book) -> None:
    pay_a_week(book, MONDAY)
    wage = add_payment(
        book, ACCOUNT, date(2026, 4, 16), "Ada Lovell", Decimal("-372.64"), who=WHO, at=AT
    )
    assert lacking(book) == [wage]
    with book.reading() as session:
        found = propose_matches(session)
    accept_matches(book, found, who=WHO, at=AT)
    assert lacking(book) == []

    sort_payment(book, wage, [Part(Decimal("-372.64"), "pa_net_wages")], who=WHO, at=AT)
    assert lacking(book) == [wage]  # said by hand, it names no payslip
