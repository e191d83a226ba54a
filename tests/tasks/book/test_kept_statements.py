"""Kept statements in all that is done with a whole book: exported, mended, looked over, erased."""

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bank_paper import bank_pdf, scan
from small_book import ACCOUNT, AT, CARD, PASSPHRASE, WHO, all_of, lloyds

from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.records.vault import KeyCost
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.export_everything import export_everything
from dpmanager.tasks.book.look_at_history import look_at_entry, look_at_history
from dpmanager.tasks.book.old_records import erase_old, old_records
from dpmanager.tasks.book.read_everything import read_everything
from dpmanager.tasks.book.repair import repair
from dpmanager.tasks.money.bank_statements import (
    BankStatements,
    ChosenPaper,
    add_bank_statement,
    look_at_bank_statements,
)
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.receipts.add_receipt import add_receipt

DONE: dict[str, Any] = {"who": WHO, "at": AT}
LINES = [
    (date(2026, 4, 7), "NORTHSHIRE CC", "400.00"),
    (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
]
QUICK = KeyCost(time_cost=1, memory_kib=64, parallelism=1)
CSV, PDF = lloyds(LINES), bank_pdf(LINES)
PHOTO = scan(date(2026, 5, 1))


def filled(book: Book) -> BankStatements:
    """A CSV file and a PDF that were read in, and a photo of May, for the card."""
    for data in (CSV, PDF):
        import_statement(book, ACCOUNT, data, **DONE)
    paper = ChosenPaper("may.jpg", PHOTO, "image/jpeg", "", None)
    add_bank_statement(book, CARD, date(2026, 5, 1), date(2026, 5, 31), paper, **DONE)
    return look_at_bank_statements(book)


def test_they_are_exported_as_the_files_they_are_and_read_back(book: Book, tmp_path: Path) -> None:
    before = filled(book)
    export_everything(book, tmp_path / "out", at=AT)
    files = {file.suffix: file.read_bytes() for file in (tmp_path / "out/receipts").iterdir()}
    assert files == {".csv": CSV, ".pdf": PDF, ".jpg": PHOTO}
    sheets = " ".join(file.read_text("utf-8-sig") for file in tmp_path.rglob("out/*/*.csv"))
    assert "Statement of Prepaid card, 1 May 2026 to 31 May 2026" in sheets

    read_in = read_everything(
        tmp_path / "out", tmp_path / "Two.dpbook", PASSPHRASE, at=AT, cost=QUICK
    )
    with read_in.book as again:
        assert read_in.problems == ()
        after = look_at_bank_statements(again)
        assert [(one.account, one.days, one.payments) for one in after.statements] == [
            (one.account, one.days, one.payments) for one in before.statements
        ]
        contents = {again.read_proof(one.file.sealed_name) for one in after.statements}
        assert contents == {CSV, PDF, PHOTO}


def test_an_export_of_a_period_has_those_of_its_days(book: Book, tmp_path: Path) -> None:
    filled(book)
    may = Period(date(2026, 5, 31), date(2026, 6, 30))
    export_everything(book, tmp_path / "out", at=AT, period=may)
    assert [file.read_bytes() for file in (tmp_path / "out/receipts").iterdir()] == [PHOTO]


def test_the_sweep_leaves_them_and_takes_what_no_one_names(book: Book) -> None:
    filled(book)
    orphan = book.folder / "receipts" / book.keep_proof(b"of an import that broke off")
    long_ago = (AT - timedelta(days=400)).timestamp()
    for file in book.folder.glob("receipts/*"):
        os.utime(file, (long_ago, long_ago))
    assert check_book(book) == []
    assert not orphan.exists()
    assert {book.read_proof(row.sealed_name) for row in all_of(book, models.Proof)} == {
        CSV, PDF, PHOTO
    }  # fmt: skip


def test_a_damaged_one_is_named_by_the_check(book: Book) -> None:
    kept = filled(book).statements[0]
    sealed = book.folder / "receipts" / kept.file.sealed_name
    sealed.write_bytes(sealed.read_bytes()[:-1])
    (problem,) = check_book(book)
    assert kept.file.title in problem


def test_they_are_in_a_book_that_was_mended(book: Book, book_folder: Path) -> None:
    before = filled(book)
    book.close()
    done = repair(book_folder, book_folder.with_name("New.dpbook"), PASSPHRASE, at=AT)
    assert (done.salvaged.lost, done.salvaged.proofs, done.problems) == ({}, (), ())
    with open_book(done.folder, passphrase=PASSPHRASE) as again:
        assert look_at_bank_statements(again) == before


def test_the_history_says_what_they_are(book: Book) -> None:
    filled(book)
    newest = look_at_history(book)[0]
    assert newest.name == "Add a bank statement"
    seen = look_at_entry(book, newest.id)
    assert {record.record for record in seen.records} == {"Receipt", "Statement from the bank"}


def test_old_ones_are_erased_for_good_and_their_payments_stay(book: Book) -> None:
    filled(book)
    with book.task("Choose the rules", **DONE) as session:
        session.query(models.Funder).one().rules = "devon"
    assert [one.key for one in old_records(book, date(2027, 4, 30))] == []
    (old,) = (one for one in old_records(book, date(2040, 1, 1)) if one.key == "statements")
    assert old.what == "3 old statements from the bank"

    erase_old(book, old, who=WHO, at=AT + timedelta(days=1))

    assert look_at_bank_statements(book).statements == ()
    assert all_of(book, models.Proof) == []
    assert len(all_of(book, models.Transaction)) == 2
    assert check_book(book) == []


def test_an_old_one_that_is_a_receipt_too_goes_as_a_receipt(book: Book) -> None:
    filled(book)
    payment = all_of(book, models.Transaction)[0].id
    add_receipt(book, PDF, "april.pdf", payments=[payment], **DONE)
    old = {one.key: one for one in old_records(book, date(2040, 1, 1))}
    assert len(old["statements"].rows["statement_paper"]) == 3
    assert len(old["statements"].rows["proof"]) == 2
    assert "receipts" not in old

    erase_old(book, old["statements"], who=WHO, at=AT + timedelta(days=1))
    (receipts,) = old_records(book, date(2040, 1, 1))
    assert (receipts.key, len(receipts.rows["proof"])) == ("receipts", 1)
