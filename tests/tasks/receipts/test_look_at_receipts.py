"""Receipts on the page: listed, shown, offered, changed, unlinked, removed, and undone."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from small_book import ACCOUNT, AT, WHO, tables

from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.tasks.receipts.add_receipt import (
    add_receipt,
    add_receipt_files,
    change_receipt,
    explain_missing_receipt,
    link_receipt,
    remove_receipt,
    unlink_receipt,
)
from dpmanager.tasks.receipts.look_at_receipts import (
    count_receipts,
    look_at_receipt,
    look_at_receipts,
    look_at_wanting,
    read_receipts,
    receipt_kinds,
    receipt_picture,
)


def picture(shade: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (20, 30), (shade, 0, 0)).save(out, "PNG")
    return out.getvalue()


def paid(book: Book, day: int, amount: str, who: str = "Shop") -> int:
    return add_payment(book, ACCOUNT, date(2026, 5, day), who, Decimal(amount), who=WHO, at=AT)


def kept(
    book: Book, shade: int, day: int | None, amount: str | None, *payments: int, title: str = ""
) -> int:
    return add_receipt(
        book,
        picture(shade),
        f"{shade}.png",
        title=title,
        day=date(2026, 5, day) if day else None,
        amount=Decimal(amount) if amount else None,
        payments=payments,
        who=WHO,
        at=AT,
    )


def test_the_list_holds_all_newest_first_and_finds_by_title_amount_and_date(book: Book) -> None:
    shop = paid(book, 3, "-8.00")
    kept(book, 1, 3, "8.00", shop, title="Grab rail")
    kept(book, 2, 9, "4.50", title="Taxi")
    kept(book, 3, 5, None, title="Letter")
    paid(book, 4, "-7.00")

    assert [each.title for each in read_receipts(book, "", 0, 10)] == [
        "Taxi",
        "Letter",
        "Grab rail",
    ]
    assert [each.title for each in read_receipts(book, "", 1, 1)] == ["Letter"]
    for text, found in (("RAIL", "Grab rail"), ("4.50", "Taxi"), ("5/5/2026", "Letter")):
        assert [each.title for each in read_receipts(book, text, 0, 10)] == [found]
        assert count_receipts(book, text) == 1
    rail = read_receipts(book, "rail", 0, 1)[0]
    assert [payment.id for payment in rail.payments] == [shop]
    seen = look_at_receipts(book)
    assert (seen.receipts, [each.amount for each in seen.lacking], seen.lacking_in_all) == (
        3,
        [Decimal("-7.00")],
        1,
    )


def test_payments_are_offered_by_the_same_amount_and_then_the_nearest_day(book: Book) -> None:
    far, near = paid(book, 2, "-8.00"), paid(book, 11, "-8.00")
    other, proved = paid(book, 9, "-5.00"), paid(book, 9, "-8.00")
    explained = paid(book, 9, "-8.00")
    paid(book, 9, "8.00")
    explain_missing_receipt(book, explained, "Lost", who=WHO, at=AT)
    kept(book, 1, 9, "8.00", proved)
    proof = kept(book, 2, 9, "8.00")

    offered = look_at_receipt(book, proof, most=9).payments
    assert [each.id for each in offered] == [near, far, proved, other]
    assert [each.id for each in look_at_receipt(book, proof, most=1).payments] == [near]
    link_receipt(book, proof, [near], who=WHO, at=AT)
    assert near not in {each.id for each in look_at_receipt(book, proof, most=9).payments}


def test_receipts_are_offered_to_a_payment_in_the_same_way(book: Book) -> None:
    payment, another = paid(book, 9, "-8.00"), paid(book, 9, "-3.00")
    used = kept(book, 1, 9, "8.00", another)
    near, far = kept(book, 2, 10, "8.00"), kept(book, 3, None, "8.00")
    unlike = kept(book, 4, 9, "7.00")
    kept(book, 5, 9, "7.00", another)

    seen = look_at_wanting(book, payment, most=9)
    assert [each.id for each in seen.offered] == [near, far, used, unlike]
    link_receipt(book, far, [payment], who=WHO, at=AT)
    seen = look_at_wanting(book, payment, most=9)
    assert [each.id for each in seen.receipts] == [far]
    assert far not in {each.id for each in seen.offered}


def test_changing_unlinking_and_removing_are_undone_one_by_one(book: Book) -> None:
    payment = paid(book, 9, "-8.00")
    proof = kept(book, 1, 9, "8.00", payment)
    states = [tables(book)]
    change_receipt(
        book, proof, kind="invoice", title=" Rail ", day=None, amount=None, who=WHO, at=AT
    )
    changed = look_at_receipt(book, proof, most=1).receipt
    assert (changed.kind, changed.title, changed.day, changed.amount) == (
        "invoice", "Rail", None, None,
    )  # fmt: skip
    states.append(tables(book))
    unlink_receipt(book, proof, payment, who=WHO, at=AT)
    assert look_at_receipt(book, proof, most=1).receipt.payments == ()
    states.append(tables(book))
    link_receipt(book, proof, [payment], who=WHO, at=AT)
    states.append(tables(book))
    remove_receipt(book, proof, who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="no longer in the book"):
        look_at_receipt(book, proof, most=1)
    assert look_at_receipts(book).lacking_in_all == 1

    while states:
        book.undo(who=WHO, at=AT)
        assert tables(book) == states.pop()
    receipt = look_at_receipt(book, proof, most=1).receipt
    assert receipt_picture(book, receipt, page=0, width=10).dots


@pytest.mark.parametrize(
    ("kind", "title", "why"),
    [("receipt", "  ", "in a few words"), ("biscuit", "Rail", "no kind of proof named “biscuit”")],
)
def test_a_change_that_says_nothing_is_refused(book: Book, kind: str, title: str, why: str) -> None:
    proof = kept(book, 1, 9, "8.00")
    before = tables(book)
    with pytest.raises(DPManagerError, match=why):
        change_receipt(book, proof, kind=kind, title=title, day=None, amount=None, who=WHO, at=AT)
    assert tables(book) == before


def test_of_several_files_the_good_are_kept_in_one_task_and_the_others_named(
    book: Book, tmp_path: Path
) -> None:
    payment = paid(book, 9, "-8.00")
    before = tables(book)
    (tmp_path / "one.png").write_bytes(picture(1))
    (tmp_path / "two.png").write_bytes(picture(2))
    (tmp_path / "again.png").write_bytes(picture(1))
    (tmp_path / "bad.txt").write_bytes(b"no picture")
    paths = [tmp_path / name for name in ("one.png", "bad.txt", "gone.png", "two.png", "again.png")]

    added = add_receipt_files(book, paths, payments=[payment], who=WHO, at=AT)
    assert len(added.numbers) == 2
    assert len(added.faults) == 2
    assert "gone.png" in added.faults[0] and "bad.txt" in added.faults[1]
    linked = look_at_wanting(book, payment, most=1).receipts
    assert sorted(each.title for each in linked) == ["one", "two"]
    assert book.can_undo() == "Add 2 receipts"
    book.undo(who=WHO, at=AT)
    assert tables(book) == before


def test_papers_that_the_book_makes_itself_are_not_offered_as_a_kind() -> None:
    kinds = dict(receipt_kinds())
    assert kinds["invoice"] == "Invoices"
    assert "payslip" not in kinds
