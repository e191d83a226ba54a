"""Statements are kept as the bank made them: read in, added as a paper, looked at, taken away."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bank_paper import bank_pdf, scan
from small_book import ACCOUNT, AT, CARD, WHO, all_of, barclays, count, lloyds

from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.importers import statement_files
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.money import keep_statement
from dpmanager.tasks.money.bank_statements import (
    ChosenPaper,
    add_bank_statement,
    look_at_bank_statements,
    read_paper,
    remove_bank_statement,
)
from dpmanager.tasks.money.import_safely import import_safely
from dpmanager.tasks.money.import_statement import import_statement, preview_statement
from dpmanager.tasks.receipts.add_receipt import add_receipt, remove_receipt
from dpmanager.tasks.receipts.keep_files import KEPT_PAPER

DONE: dict[str, Any] = {"who": WHO, "at": AT}
LINES = [
    (date(2026, 4, 7), "NORTHSHIRE CC", "400.00"),
    (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
]
DAYS = Period(date(2026, 4, 7), date(2026, 4, 9))
APRIL = (date(2026, 4, 1), date(2026, 4, 30))
OFX = b"""OFXHEADER:100
DATA:OFXSGML

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP
<BANKACCTFROM><BANKID>309999<ACCTID>12345678<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260401<DTEND>20260430
<STMTTRN><TRNTYPE>OTHER<DTPOSTED>20260409<TRNAMT>-12.50<FITID>1<NAME>VALE TAXIS</STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""


def paper(data: bytes, media_type: str = "image/jpeg") -> ChosenPaper:
    return ChosenPaper("april.jpg", data, media_type, "", None)


def test_the_file_itself_is_kept_with_its_payments_and_undone_with_them(book: Book) -> None:
    data = lloyds(LINES)

    import_safely(book, ACCOUNT, data, **DONE)

    (kept,) = look_at_bank_statements(book).statements
    assert (kept.account, kept.days, kept.payments) == (ACCOUNT, DAYS, 2)
    assert (kept.file.media_type, kept.ending, kept.is_a_page) == ("text/csv", "csv", False)
    assert book.read_proof(kept.file.sealed_name) == data
    assert all_of(book, models.Proof)[0].kind == KEPT_PAPER  # no receipt to link
    (read,) = all_of(book, models.StatementImport)
    assert all_of(book, models.StatementPaper)[0].import_id == read.id

    book.undo(**DONE)

    for kind in (models.Transaction, models.StatementPaper, models.Proof, models.StatementImport):
        assert count(book, kind) == 0
    assert check_book(book) == []


def test_a_file_that_is_read_in_twice_is_kept_once(book: Book) -> None:
    for _time in range(2):
        import_statement(book, ACCOUNT, lloyds(LINES), **DONE)
    assert len(look_at_bank_statements(book).statements) == 1
    assert not preview_statement(book, lloyds(LINES), account=ACCOUNT).keeps


def test_a_file_that_brings_nothing_is_kept_only_where_it_is_a_paper(book: Book) -> None:
    import_statement(book, ACCOUNT, lloyds(LINES), **DONE)
    import_statement(book, ACCOUNT, lloyds(LINES[:1]), **DONE)  # all of it is there
    assert len(look_at_bank_statements(book).statements) == 1

    pdf = bank_pdf(LINES)
    assert preview_statement(book, pdf, account=ACCOUNT).keeps
    import_statement(book, ACCOUNT, pdf, **DONE)

    kept = {one.file.media_type: one for one in look_at_bank_statements(book).statements}
    assert set(kept) == {"text/csv", "application/pdf"}
    assert kept["application/pdf"].payments == 0
    assert kept["application/pdf"].is_a_page
    assert count(book, models.Transaction) == 2


def test_a_file_of_two_accounts_is_one_file_and_two_statements(book: Book) -> None:
    data = barclays(LINES)
    for account in (ACCOUNT, CARD):
        import_statement(book, account, data, **DONE)

    first, second = look_at_bank_statements(book).statements
    assert {first.account, second.account} == {ACCOUNT, CARD}
    assert first.file == second.file

    remove_bank_statement(book, first.id, **DONE)
    assert count(book, models.Proof) == 1  # the other one names it
    remove_bank_statement(book, second.id, **DONE)
    assert count(book, models.Proof) == 0
    assert count(book, models.Transaction) == 4


def test_a_huge_file_is_not_kept_and_that_is_said(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_statement, "LARGEST_MB", 1)
    data = lloyds(LINES) + b"\r\n" * (1024 * 1024)

    seen = preview_statement(book, data, account=ACCOUNT)
    assert (seen.too_large, seen.keeps, len(seen.new)) == (True, False, 2)
    assert import_statement(book, ACCOUNT, data, **DONE).too_large
    assert count(book, models.Transaction) == 2
    assert count(book, models.StatementPaper) == 0
    assert not import_statement(book, CARD, barclays(LINES), **DONE).too_large


def test_nothing_is_kept_of_a_file_that_is_refused(book: Book) -> None:
    sealed = [*book.folder.rglob("receipts/*")]
    with pytest.raises(DPManagerError, match="There is no account named"):
        import_statement(book, "Savings", lloyds(LINES), **DONE)
    assert [*book.folder.rglob("receipts/*")] == sealed
    assert count(book, models.StatementPaper) == 0


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (lloyds(LINES), "csv"),
        (bank_pdf(LINES), "pdf"),
        (OFX, "ofx"),
        (b"!Type:Bank\nD09/04/2026\nT-12.50\nPVALE TAXIS\n^\n", "qif"),
        (
            b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053"/>',
            "xml",
        ),
        (b":20:START\n:25:30999912345678\n:28C:1/1\n:60F:C260401GBP1000,00\n", "sta"),
        (b"PK\x03\x04 xl/workbook.xml", "xlsx"),
    ],
)
def test_a_copy_ends_as_its_kind_of_file_does(data: bytes, ending: str) -> None:
    media_type = statement_files.media_type_of_statement(data)
    assert statement_files.FILE_ENDINGS[media_type] == ending


def test_a_scan_is_added_for_an_account_and_its_days(book: Book) -> None:
    add_bank_statement(book, ACCOUNT, *APRIL, paper(scan(APRIL[0])), **DONE)

    (kept,) = look_at_bank_statements(book).statements
    assert (kept.days, kept.payments, kept.is_a_page) == (Period(*APRIL), 0, True)
    assert kept.file.title == f"Statement of {ACCOUNT}, 1 Apr 2026 to 30 Apr 2026"
    assert book.read_proof(kept.file.sealed_name) == scan(APRIL[0])
    with pytest.raises(DPManagerError, match="is kept as a statement"):
        add_bank_statement(book, ACCOUNT, *APRIL, paper(scan(APRIL[0])), **DONE)
    with pytest.raises(DPManagerError, match="ends before 30 April 2026"):
        add_bank_statement(book, ACCOUNT, *reversed(APRIL), paper(scan(APRIL[1])), **DONE)

    remove_bank_statement(book, kept.id, **DONE)
    assert count(book, models.Proof) == 0
    book.undo(**DONE)
    assert look_at_bank_statements(book).statements == (kept,)
    book.undo(**DONE)
    assert look_at_bank_statements(book).statements == ()


def test_what_a_paper_says_of_itself_is_proposed(book: Book, tmp_path: Path) -> None:
    with book.task("One account", **DONE) as session:
        session.delete(session.query(models.Account).filter_by(name=CARD).one())
    file = tmp_path / "april.pdf"
    file.write_bytes(bank_pdf(LINES))
    read = read_paper(book, file, today=AT.date())
    assert (read.account, read.days) == (ACCOUNT, DAYS)

    file.write_bytes(scan(APRIL[0]))
    read = read_paper(book, file, today=AT.date())
    assert (read.account, read.days, read.media_type) == ("", None, "image/jpeg")


def test_a_file_of_payments_is_no_paper(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "april.csv"
    file.write_bytes(lloyds(LINES))
    with pytest.raises(DPManagerError, match="read it in on the page Money"):
        read_paper(book, file, today=AT.date())
    file.write_bytes(b"")
    with pytest.raises(DPManagerError, match="is empty"):
        read_paper(book, file, today=AT.date())


def test_a_paper_that_is_a_receipt_too_is_one_file_and_outlives_both(book: Book) -> None:
    pdf = bank_pdf(LINES)
    receipt = add_receipt(book, pdf, "april.pdf", **DONE)
    import_statement(book, ACCOUNT, pdf, **DONE)
    (kept,) = look_at_bank_statements(book).statements
    assert kept.file.proof_id == receipt

    remove_receipt(book, receipt, **DONE)
    assert [one.kind for one in all_of(book, models.Proof)] == [KEPT_PAPER]
    assert look_at_bank_statements(book).statements == (kept,)

    again = add_receipt(book, pdf, "april.pdf", kind="bank_statement", **DONE)
    assert again == receipt
    remove_bank_statement(book, kept.id, **DONE)
    assert [one.kind for one in all_of(book, models.Proof)] == ["bank_statement"]
    assert check_book(book) == []
