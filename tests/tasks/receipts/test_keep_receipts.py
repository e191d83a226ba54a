"""Receipts come in: tidied, known again, cut, paid in part, and watched for in a folder."""

import os
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from small_book import ACCOUNT, AT, WHO, all_of, tables

from dpmanager.domain.receipts.parts import Share
from dpmanager.errors import DPManagerError
from dpmanager.importers.photo_tidying import Edges, name_of_content
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.tasks.receipts.add_receipt import (
    add_receipt,
    add_receipt_files,
    add_receipts,
    change_receipt,
    pay_part,
)
from dpmanager.tasks.receipts.cut_receipt import cut_receipt
from dpmanager.tasks.receipts.look_at_receipts import look_at_receipt, read_receipts
from dpmanager.tasks.receipts.watch_folder import look_in_folder


def photo(width: int = 400, *, seed: int = 1, kind: str = "JPEG", **more: object) -> bytes:
    """Stripes of grey, other ones for each seed."""
    made = Image.new("RGB", (width, width * 3 // 2), "white")
    pen = ImageDraw.Draw(made)
    for place in range(40):
        x, y = place * 37 * seed % 97, place * 61 * seed % 89
        left, top = x * width // 100, y * width * 3 // 200
        pen.rectangle((left, top, left + width // 8, top + width // 12), fill=f"rgb({x},{y},{x})")
    out = BytesIO()
    made.save(out, kind, **more)
    return out.getvalue()


def paid(book: Book, amount: str, day: int = 9) -> int:
    return add_payment(book, ACCOUNT, date(2026, 5, day), "Shop", Decimal(amount), who=WHO, at=AT)


def add(book: Book, data: bytes, name: str = "photo.jpg", **more: object) -> int:
    return add_receipt(book, data, name, who=WHO, at=AT, **more)  # type: ignore[arg-type]


def kept(book: Book, number: int) -> models.Proof:
    return next(row for row in all_of(book, models.Proof) if row.id == number)


def size(book: Book, number: int) -> tuple[int, int]:
    return Image.open(BytesIO(book.read_proof(kept(book, number).sealed_name))).size


def test_a_large_photo_is_kept_small_with_the_name_of_what_came(book: Book) -> None:
    data = photo(3000)
    number = add(book, data)
    row = kept(book, number)
    assert size(book, number) == (1333, 2000)
    assert (row.original, row.size) == (
        name_of_content(data),
        len(book.read_proof(row.sealed_name)),
    )
    assert check_book(book) == []


def test_the_same_file_is_known_again_also_after_it_was_cut(book: Book) -> None:
    data = photo(3000)
    number = add(book, data)
    cut_receipt(book, number, Edges(left=20, bottom=50), who=WHO, at=AT)
    assert size(book, number) == (1333 - 266, 1000)
    before = tables(book)
    added = add_receipts(book, [("again.jpg", data), ("new.jpg", photo(seed=2))], who=WHO, at=AT)
    assert (added.numbers[0], len(added.numbers), added.again) == (number, 2, 1)
    book.undo(who=WHO, at=AT)
    assert tables(book) == before
    book.undo(who=WHO, at=AT)
    assert size(book, number) == (1333, 2000)
    assert check_book(book) == []


def test_a_picture_that_looks_like_one_in_the_book_is_named(book: Book) -> None:
    first = add(book, photo(1500), title="Rail")
    again = add(book, photo(1500, quality=50), title="Rail, sent again")
    other = add(book, photo(1500, seed=5), title="Taxi")
    assert [each.title for each in look_at_receipt(book, again, most=3).alike] == ["Rail"]
    assert [each.id for each in look_at_receipt(book, first, most=3).alike] == [again]
    assert look_at_receipt(book, other, most=3).alike == ()


def test_a_photo_is_turned_and_a_pdf_is_not(book: Book) -> None:
    number = add(book, photo(400))
    cut_receipt(book, number, Edges(), quarters=1, who=WHO, at=AT)
    assert (size(book, number), kept(book, number).media_type) == ((600, 400), "image/jpeg")
    out = BytesIO()
    Image.new("RGB", (60, 60)).save(out, "PDF")
    paper = add(book, out.getvalue(), "bill.pdf")
    before = tables(book)
    with pytest.raises(DPManagerError, match="A PDF is kept as it is"):
        cut_receipt(book, paper, Edges(left=10), who=WHO, at=AT)
    assert tables(book) == before
    with pytest.raises(DPManagerError, match="no longer in the book"):
        cut_receipt(book, 999, Edges(), who=WHO, at=AT)


def test_a_payment_may_pay_a_part_and_a_receipt_be_paid_by_several(book: Book) -> None:
    large, small = paid(book, "-50.00"), paid(book, "-5.00")
    number = add(book, photo(), amount=Decimal("20.00"), payments=[large, small])
    assert look_at_receipt(book, number, most=1).share == Share(Decimal("55.00"), Decimal("-35.00"))
    before = tables(book)
    pay_part(book, number, large, Decimal("15.00"), who=WHO, at=AT)
    seen = look_at_receipt(book, number, most=1)
    assert [payment.part for payment in seen.receipt.payments] == [Decimal("15.00"), None]
    assert seen.share == Share(Decimal("20.00"), Decimal("0.00"))
    book.undo(who=WHO, at=AT)
    assert tables(book) == before
    pay_part(book, number, large, Decimal("20.00"), who=WHO, at=AT)
    pay_part(book, number, large, None, who=WHO, at=AT)
    assert look_at_receipt(book, number, most=1).receipt.payments[0].part is None


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        ("0.00", "more than £0.00"),
        ("-1.00", "more than £0.00"),
        ("50.01", "more than the payment, which is £50.00"),
        ("20.01", "more than the receipt, which is £20.00"),
    ],
)
def test_a_part_that_cannot_be_is_refused(book: Book, amount: str, why: str) -> None:
    payment = paid(book, "-50.00")
    number = add(book, photo(), amount=Decimal("20.00"), payments=[payment])
    before = tables(book)
    with pytest.raises(DPManagerError, match=why):
        pay_part(book, number, payment, Decimal(amount), who=WHO, at=AT)
    assert tables(book) == before


def test_a_receipt_is_found_by_its_number(book: Book) -> None:
    number = add(book, photo())
    change_receipt(
        book, number, kind="invoice", title="Agency", day=None, amount=None, number=" OC-118 ",
        who=WHO, at=AT,
    )  # fmt: skip
    assert [each.number for each in read_receipts(book, "oc-118", 0, 5)] == ["OC-118"]
    assert read_receipts(book, "oc-119", 0, 5) == []


def test_new_files_of_a_folder_are_offered_until_they_are_in_the_book(
    book: Book, tmp_path: Path
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    for place, seed in enumerate((2, 3), start=1):
        (folder / f"{seed}.jpg").write_bytes(photo(seed=seed))
        os.utime(folder / f"{seed}.jpg", ns=(place * 1000, place * 1000))
    seen = look_in_folder(book, folder, since=0, known={}, most=9)
    assert [file.path.name for file in seen.files] == ["3.jpg", "2.jpg"]
    assert look_in_folder(book, folder, since=1000, known={}, most=9).files == seen.files[:1]
    add_receipt_files(book, [folder / "3.jpg"], who=WHO, at=AT)
    (folder / "2.jpg").rename(folder / "renamed.jpg")
    again = look_in_folder(book, folder, since=0, known=seen.contents, most=9)
    assert [file.path.name for file in again.files] == ["renamed.jpg"]
    gone = look_in_folder(book, tmp_path / "gone", since=0, known={}, most=9)
    assert gone.files == () and "cannot be looked at" in gone.fault


def test_a_file_in_the_folder_is_read_once(book: Book, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photo())
    seen = look_in_folder(book, tmp_path, since=0, known={}, most=9)
    (file,) = seen.files
    (tmp_path / "a.jpg").unlink()
    (tmp_path / "a.jpg").write_bytes(bytes(file.size))
    os.utime(tmp_path / "a.jpg", ns=(file.changed, file.changed))
    again = look_in_folder(book, tmp_path, since=0, known=seen.contents, most=9)
    assert again.contents == seen.contents
