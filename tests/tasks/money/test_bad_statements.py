"""Files that are broken, hostile or of something else: one plain sentence, the book unchanged."""

import re
import time
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from small_book import ACCOUNT, AT, PASSPHRASE, WHO, files_of
from statement_writers import WRITERS, Line

from dpmanager.errors import DPManagerError
from dpmanager.importers import excel
from dpmanager.importers.bank_formats import bank_formats
from dpmanager.importers.statement import StatementFile
from dpmanager.importers.statement_files import read_statement
from dpmanager.records.book import open_book
from dpmanager.tasks.money.import_statement import import_statement, read_statement_file

LINES: list[Line] = [
    (date(2026, 4, 7), "NORTHSHIRE CC", "1400.00"),
    (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
    (date(2026, 4, 20), "ADA LOVELL WAGES", "-372.64"),
]
WHOLE = {name: write(LINES, "1000.00") for name, write in WRITERS.items()}


def repacked(workbook: bytes, part: str, content: bytes) -> bytes:
    """A workbook with one of its parts replaced."""
    out = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


def bomb() -> bytes:
    """A workbook of some hundred kilobytes with a sheet of 250 MB."""
    out = BytesIO()
    with ZipFile(BytesIO(WHOLE["excel"])) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.endswith("sheet1.xml"):
                new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _megabyte in range(250):
                sheet.write(b" " * 1024 * 1024)
    return out.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ONE_SHEET = (
    b'<?xml version="1.0"?>' + ENTITIES +
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)  # fmt: skip

BAD = {
    "a page instead of the file": (
        b"<!DOCTYPE html><html><body><table>" + WHOLE["lloyds"], "is a web page"),
    "OFX that stops": (WHOLE["ofx1"][:-60], "stops in the middle"),
    "OFX 2 that stops": (WHOLE["ofx2"][:700], "stops in the middle"),
    "OFX without a heading": (
        re.sub(rb"VERSION:102\s+", b"", WHOLE["ofx1"]), "OFX file is damaged"),
    "OFX whose tags do not fit": (
        WHOLE["ofx1"].replace(b"<TRNTYPE>", b"<TRNTYPE>text<B>x</B>tail"), "OFX file is damaged"),
    "OFX in euros": (WHOLE["ofx1"].replace(b"GBP", b"EUR"), "is in EUR"),
    "OFX of no payments": (re.sub(rb"<STMTTRN>.*?</STMTTRN>", b"", WHOLE["ofx2"]), "no payments"),
    "CAMT that stops": (WHOLE["camt"][:-40], "damaged or stops in the middle"),
    "CAMT with entities": (
        WHOLE["camt"].replace(b"<Document", ENTITIES + b"<Document").replace(b"VALE", b"&b;"),
        "defines parts of its own"),
    "CAMT from elsewhere": (
        WHOLE["camt"].replace(
            b"<Document", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><Document'),
        "defines parts of its own"),
    "CAMT in euros": (WHOLE["camt"].replace(b"GBP", b"EUR"), "is in EUR"),
    "CAMT that lacks a line": (
        WHOLE["camt"].replace(b"12.50", b"12.05"), "do not lead from its first balance"),
    "MT940 that stops": (WHOLE["mt940"].split(b":62F:")[0], "no last balance"),
    "MT940 that lacks a line": (
        re.sub(rb":61:260409.*?(?=:61:)", b"", WHOLE["mt940"], flags=re.DOTALL),
        "do not lead from its first balance"),
    "MT940 that is broken": (WHOLE["mt940"].replace(b":61:26", b":61:xx"), "MT940 file is damaged"),
    "MT940 in dollars": (WHOLE["mt940"].replace(b"GBP", b"USD"), "is in USD"),
    "QIF of other things": (b"!Type:Cat\nNGroceries\n^\n", "no payments"),
    "QIF of both orders": (
        b"!Type:Bank\nD13/10/2026\nT-1.00\n^\nD10/13/2026\nT-1.00\n^\n", "the day first and"),
    "a workbook that is cut": (WHOLE["excel"][:3000], "is an Excel workbook that is damaged"),
    "a workbook with entities": (
        repacked(WHOLE["excel"], "xl/worksheets/sheet1.xml", ONE_SHEET),
        "is an Excel workbook that is damaged"),
    "a workbook that unpacks to far too much": (bomb(), "unpacks to more than 200 MB"),
    "PDF that is broken": (b"%PDF-1.7\n1 0 obj <<", "is a PDF that is damaged"),
    "all of it in another currency": (WHOLE["monzo"].replace(b"GBP", b"EUR"), "is in EUR"),
    "the month before the day": (
        WHOLE["barclays"].replace(b"20/04/2026", b"04/20/2026"), "month before the day"),
    "figures of another script": (
        "Date,Description,Amount,Balance\n٠٧/٠٤/٢٠٢٦,SHOP,-١٫٠٠,9.00\n".encode(),
        "is not understood as a date"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_in_one_sentence_and_the_book_stays_byte_for_byte(
    small_book: Path, book_folder: Path, name: str
) -> None:
    import shutil

    shutil.copytree(small_book, book_folder, dirs_exist_ok=True)
    before = files_of(book_folder)
    data, said = BAD[name]
    with (
        open_book(book_folder, passphrase=PASSPHRASE) as book,
        pytest.raises(DPManagerError) as refused,
    ):
        import_statement(book, ACCOUNT, data, who=WHO, at=AT)
    sentence = str(refused.value)
    assert said in sentence
    assert "nothing was added" in sentence.lower()
    assert sentence.isprintable()
    assert files_of(book_folder) == before


def read(data: bytes) -> StatementFile:
    return read_statement(data, bank_formats())


def test_a_file_of_500_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    start = time.process_time()
    with pytest.raises(DPManagerError, match=r"large\.csv is larger than 50 MB"):
        read_statement_file(tmp_path / "large.csv")
    assert time.process_time() - start < 0.1


def test_a_workbook_of_too_many_rows_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    with pytest.raises(DPManagerError, match="more than 3 rows"):
        read(WHOLE["excel"])


def test_a_size_that_a_workbook_lies_about_is_not_believed() -> None:
    data = bytearray(bomb())
    length = (250 * 1024 * 1024).to_bytes(4, "little")
    assert data.count(length) >= 1
    data = data.replace(length, (1000).to_bytes(4, "little"))
    with pytest.raises(DPManagerError, match="damaged"):
        read(bytes(data))


def test_quotation_marks_within_quotation_marks() -> None:
    data = WHOLE["lloyds"].replace(b"VALE TAXIS", b'"THE ""VALE"" TAXIS, LEEDS"')
    assert read(data).lines[1].description == 'THE "VALE" TAXIS, LEEDS'


def test_one_number_given_to_several_payments_keeps_them_all() -> None:
    statement = read(WHOLE["ofx1"])  # every payment has the FITID 2026
    assert len(statement.lines) == 3
    twice = WRITERS["ofx1"]([*LINES, LINES[-1]], "")
    assert [line.day.day for line in read(twice).lines] == [7, 9, 20, 20]
    assert any("same number" in remark for remark in read(twice).remarks)
    assert statement.remarks == ()


def test_lines_in_another_currency_are_named_and_not_read_in() -> None:
    data = WHOLE["monzo"].replace(b"-12.50,GBP", b"-12.50,EUR")
    statement = read(data)
    assert [str(line.amount) for line in statement.lines] == ["1400.00", "-372.64"]
    (line,) = statement.left_out
    assert line.why == "It is in EUR. DP Manager keeps pounds only."
    camt = WHOLE["camt"].replace(b'<Amt Ccy="GBP">12.50', b'<Amt Ccy="EUR">12.50')
    with pytest.raises(DPManagerError, match="do not lead"):
        read(camt)


def test_a_csv_file_that_stops_names_its_last_line() -> None:
    whole = WRITERS["starling"](LINES, "1000.00")
    statement = read(whole[: whole.index(b"Ada Lovell") + 5])
    assert len(statement.lines) == 2
    assert [line.line_number for line in statement.not_understood] == [5]


def test_a_qif_file_that_stops_names_its_last_payment() -> None:
    statement = read(WHOLE["qif"][:-8])
    assert len(statement.lines) == 2
    assert "stops in the middle" in statement.not_understood[0].why


@pytest.mark.parametrize(
    ("dates", "days", "said"),
    [
        (("13/10/2026", "05/11/2026"), ["2026-10-13", "2026-11-05"], ""),
        (("10/13/2026", "11/05/2026"), ["2026-10-13", "2026-11-05"], "month before the day"),
        (("05/10/2026", "05/11/2026"), ["2026-10-05", "2026-11-05"], "The day was taken as"),
        (("5/10'26", "05/11/26"), ["2026-10-05", "2026-11-05"], "The day was taken as"),
        (("5 Oct 2026", "5 Nov 26"), ["2026-10-05", "2026-11-05"], ""),
        (("2026-10-05", "2026-11-05"), ["2026-10-05", "2026-11-05"], ""),
    ],
)
def test_one_date_settles_the_order_of_day_and_month_in_qif(
    dates: tuple[str, str], days: list[str], said: str
) -> None:
    records = "".join(f"D{day}\nT-1.00\nPSHOP\n^\n" for day in dates)
    statement = read(f"!Type:Bank\n{records}".encode())
    assert [str(line.day) for line in statement.lines] == days
    assert len(statement.remarks) == bool(said)
    assert all(said in remark for remark in statement.remarks)


def test_a_reversal_in_mt940_has_the_sign_that_it_moves_money_by() -> None:
    data = (
        b":20:A\n:25:209999/12345678\n:28C:1\n:60F:C261231GBP100,00\n"
        b":61:2612310102RC20,00NMSCNONREF\n:86:TAKEN BACK\n"
        b":61:2701020102RD5,00NMSCNONREF\n:86:GIVEN BACK\n:62F:C270102GBP85,00\n"
    )
    statement = read(data)
    assert [(str(line.day), str(line.amount)) for line in statement.lines] == [
        ("2027-01-02", "-20.00"),  # entered in the year after its value date
        ("2027-01-02", "5.00"),
    ]
