"""The receipt of expenses or mileage: kept, replaced, taken away, and listed with the wage."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from small_book import ACCOUNT, ADA, AT, MONDAY, WHO, all_of
from sqlalchemy import select

from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import approve_timesheet
from dpmanager.tasks.money.sort_payments import accept_matches, add_payment, propose_matches
from dpmanager.tasks.pay.pay_items import (
    PayItemAnswer,
    add_pay_item,
    keep_item_receipt,
    look_at_pay_items,
    remove_item_receipt,
    remove_pay_item,
)
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.receipts.add_receipt import remove_receipt
from dpmanager.tasks.receipts.keep_files import KEPT_PAPER
from dpmanager.tasks.returns.evidence import gather_evidence

DO = {"who": WHO, "at": AT}


@pytest.fixture
def item(book: Book) -> int:
    gloves = PayItemAnswer(ExtraKind.EXPENSES, MONDAY, Decimal("12.50"), note="Gloves")
    made = add_pay_item(book, ada(book), gloves, **DO)
    assert made is not None
    return made


def ada(book: Book) -> int:
    found: int = all_of(book, models.Worker, models.Worker.name == ADA)[0].id
    return found


def photo(folder: Path, colour: str) -> Path:
    content = BytesIO()
    Image.new("RGB", (40, 60), colour).save(content, "PNG")
    path = folder / f"{colour}.png"
    path.write_bytes(content.getvalue())
    return path


def titles(book: Book) -> list[str]:
    return [proof.title for proof in all_of(book, models.Proof)]


def test_it_is_kept_replaced_and_taken_away(book: Book, item: int, tmp_path: Path) -> None:
    keep_item_receipt(book, item, photo(tmp_path, "red"), **DO)
    (seen,) = look_at_pay_items(book, ada(book)).items
    assert seen.receipt is not None
    assert (seen.receipt.title, all_of(book, models.Proof)[0].kind) == ("red", KEPT_PAPER)

    keep_item_receipt(book, item, photo(tmp_path, "blue"), **DO)
    assert titles(book) == ["blue"]
    keep_item_receipt(book, item, photo(tmp_path, "blue"), **DO)  # the same again
    assert titles(book) == ["blue"]

    remove_item_receipt(book, item, **DO)
    assert titles(book) == []
    assert look_at_pay_items(book, ada(book)).items[0].receipt is None


def test_it_goes_with_the_item_and_comes_back_by_undo(
    book: Book, item: int, tmp_path: Path
) -> None:
    keep_item_receipt(book, item, photo(tmp_path, "red"), **DO)
    remove_pay_item(book, item, **DO)
    assert titles(book) == []
    book.undo(who=WHO, at=AT)
    (seen,) = look_at_pay_items(book, ada(book)).items
    assert seen.receipt is not None


def test_one_paper_of_two_items_stays_for_the_other(book: Book, item: int, tmp_path: Path) -> None:
    both = photo(tmp_path, "red")
    miles = PayItemAnswer(ExtraKind.MILEAGE, MONDAY, miles=Decimal(12), note="Clinic")
    second = add_pay_item(book, ada(book), miles, **DO)
    assert second is not None
    keep_item_receipt(book, item, both, **DO)
    keep_item_receipt(book, second, both, **DO)
    remove_item_receipt(book, item, **DO)
    assert titles(book) == ["red"]


def test_a_receipt_that_is_removed_from_the_book_leaves_the_item(
    book: Book, item: int, tmp_path: Path
) -> None:
    keep_item_receipt(book, item, photo(tmp_path, "red"), **DO)
    remove_receipt(book, all_of(book, models.Proof)[0].id, **DO)
    assert look_at_pay_items(book, ada(book)).items[0].receipt is None


def test_a_file_that_is_no_picture_is_refused(book: Book, item: int, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Gloves 12.50")
    with pytest.raises(DPManagerError):
        keep_item_receipt(book, item, letter, **DO)
    assert titles(book) == []


def test_an_item_that_is_gone_is_named(book: Book, item: int, tmp_path: Path) -> None:
    remove_pay_item(book, item, **DO)
    with pytest.raises(DPManagerError, match="not in the book any more"):
        keep_item_receipt(book, item, photo(tmp_path, "red"), **DO)


def test_it_is_a_proof_of_the_wage_it_was_paid_with(book: Book, item: int, tmp_path: Path) -> None:
    approve_timesheet(book, ADA, MONDAY, **DO)
    run_pay(book, up_to=MONDAY + timedelta(days=10), **DO)
    keep_item_receipt(book, item, photo(tmp_path, "red"), **DO)  # it came late
    (wage,) = all_of(book, models.ExpectedPayment, models.ExpectedPayment.kind == "wage")
    add_payment(book, ACCOUNT, wage.due, "ADA LOVELL WAGES", -wage.amount, **DO)
    with book.reading() as session:
        found = propose_matches(session)
    accept_matches(book, found, **DO)
    with book.reading() as session:
        payments = list(session.scalars(select(models.Transaction)))
        evidence = gather_evidence(session, payments)
        papers = evidence.papers(book, session, large_print=False)
        (proof,) = (proof for proof in evidence.proofs if proof.kind == "receipt")
        assert proof.title == f"Receipt of {ADA}, 6 Apr 2026: Gloves"
        assert proof.number in evidence.numbers_of(payments[0].id)
        assert papers[proof.number - 1].data == (tmp_path / "red.png").read_bytes()
