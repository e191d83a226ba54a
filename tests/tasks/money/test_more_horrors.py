"""What real statement files are like, several horrors in one; each is read, or refused whole.

The other horrors stand in `test_bad_statements.py` and `tests/importers/test_statement_files.py`.
"""

import random
import re
import shutil
import struct
import zlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from small_book import ACCOUNT, AT, PASSPHRASE, WHO, files_of, lloyds
from statement_writers import WRITERS, Line

from dpmanager.errors import DPManagerError
from dpmanager.importers.bank_formats import bank_formats
from dpmanager.importers.statement_files import read_statement, read_statements
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.money.import_statement import import_statement, preview_statement
from dpmanager.tasks.receipts.add_receipt import add_receipt

LINES: list[Line] = [
    (date(2026, 4, 7), "NORTHSHIRE CC", "1400.00"),
    (date(2026, 4, 7), "VALE TAXIS", "-12.50"),
    (date(2026, 4, 7), "VALE TAXIS", "-12.50"),
    (date(2026, 4, 20), "ADA LOVELL WAGES", "-372.64"),
]
DAYS = [(day, Decimal(amount)) for day, _words, amount in LINES]


def natwest_of_two_accounts() -> bytes:
    """Accounts after one another, each with both ways to write a date, quotes within quotes."""
    first = WRITERS["natwest"](LINES, "1000.00")
    second = WRITERS["natwest"](LINES, "50.00").split(b"\r\n", 2)[2]
    return (first + second.replace(b"12345678", b"87654321")).replace(
        b"VALE TAXIS", b'"THE ""VALE"" , TAXIS , LEEDS GB"'
    )


def test_several_accounts_and_two_ways_to_write_a_date_in_one_file() -> None:
    statements = read_statements(natwest_of_two_accounts(), bank_formats())
    assert [each.account_last_four for each in statements] == ["5678", "4321"]
    for statement, closing in zip(statements, ("2002.36", "1052.36"), strict=True):
        assert [(line.day, line.amount) for line in statement.lines] == DAYS
        assert statement.lines[1].description == 'THE "VALE" , TAXIS , LEEDS GB'
        assert statement.closing_balance == Decimal(closing)
        assert statement.not_understood == ()


def test_one_of_the_accounts_is_read_in_and_the_other_is_named(book: Book) -> None:
    data = natwest_of_two_accounts()
    preview = preview_statement(book, data)
    assert (preview.account, len(preview.new)) == (ACCOUNT, 4)
    assert any("4321" in sentence for sentence in preview.to_check)
    assert import_statement(book, ACCOUNT, data, who=WHO, at=AT).added == 4
    assert import_statement(book, ACCOUNT, data, who=WHO, at=AT).already_there == 4


@pytest.mark.parametrize("name", ["cooperative", "metro"])
def test_money_in_before_money_out(name: str) -> None:
    data = WRITERS[name](LINES, "1000.00")
    heading = data.decode().splitlines()[0].casefold()
    assert heading.index("in,") < heading.index("out")
    statement = read_statement(data, bank_formats())
    assert [(line.day, line.amount) for line in statement.lines] == DAYS
    swapped = re.sub(r"(?i)(money in|in),(money out|out)", r"\2,\1", data.decode(), count=1)
    with pytest.raises(DPManagerError, match="does not follow"):
        read_statement(swapped.encode(), bank_formats())


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_the_order_of_equal_lines_on_one_day_never_adds_one_twice(book: Book, name: str) -> None:
    data = WRITERS[name](LINES, "1000.00")
    added = import_statement(book, ACCOUNT, data, who=WHO, at=AT)
    assert added.added == 4
    again = import_statement(book, ACCOUNT, data, who=WHO, at=AT)
    assert (again.added, again.already_there) == (0, 4)


def png_that_claims(width: int, height: int) -> bytes:
    """A picture of some hundred bytes whose heading says that it is huge."""

    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    heading = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", heading)
        + part(b"IDAT", zlib.compress(bytes(1000)))
        + part(b"IEND", b"")
    )


LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
)
OFX_2 = WRITERS["ofx2"](LINES, "1000.00")
BAD = {
    "OFX 2 that grows": (
        OFX_2.replace(b"<OFX>", b'<!DOCTYPE OFX [<!ENTITY l0 "ha">' + LAUGHS + b"]><OFX>", 1)
        .replace(b"VALE TAXIS", b"&l9;")
    ),
    "OFX 2 that reads a file of the computer": (
        OFX_2.replace(
            b"<OFX>", b'<!DOCTYPE OFX [<!ENTITY f SYSTEM "file:///etc/passwd">]><OFX>', 1
        ).replace(b"VALE TAXIS", b"&f;")
    ),
    "a file that was cut at any place": OFX_2[: len(OFX_2) // 2],
    "a workbook within a ZIP file": b"PK\x03\x04" + bytes(26) + b"statement.xlsx",
}  # fmt: skip


def refused(small_book: Path, book_folder: Path, data: bytes) -> str:
    """What the program says, after the book was seen to be as it was, byte for byte."""
    shutil.copytree(small_book, book_folder, dirs_exist_ok=True)
    before = files_of(book_folder)
    with (
        open_book(book_folder, passphrase=PASSPHRASE) as book,
        pytest.raises(DPManagerError) as fault,
    ):
        import_statement(book, ACCOUNT, data, who=WHO, at=AT)
    assert files_of(book_folder) == before
    return str(fault.value)


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_and_the_book_stays_byte_for_byte(
    small_book: Path, book_folder: Path, name: str
) -> None:
    sentence = refused(small_book, book_folder, BAD[name])
    assert "nothing was added" in sentence
    assert "root:" not in sentence
    assert "haha" not in sentence


@pytest.mark.parametrize("seed", range(6))
def test_a_file_that_stops_anywhere_is_read_as_far_as_it_goes_or_refused(
    book: Book, seed: int
) -> None:
    """No line that is read differs from the line of the whole file."""
    rng = random.Random(seed)
    whole = {(line.day, line.amount) for line in read_statement(OFX_2, bank_formats()).lines}
    for data in (write(LINES, "1000.00") for write in WRITERS.values()):
        cut = data[: rng.randrange(1, len(data))]
        try:
            statements = read_statements(cut, bank_formats())
        except DPManagerError as fault:
            assert "added" in str(fault)
            continue
        read = {(line.day, line.amount) for each in statements for line in each.lines}
        # The last line of a table may lose figures of its last cells; then it is not proved.
        assert len(read - whole) <= 1
    assert preview_statement(book, lloyds(LINES)).account == ACCOUNT


def test_a_picture_of_30_000_by_30_000_dots_leaves_the_book_as_it_is(
    small_book: Path, book_folder: Path
) -> None:
    shutil.copytree(small_book, book_folder, dirs_exist_ok=True)
    before = files_of(book_folder)
    with (
        open_book(book_folder, passphrase=PASSPHRASE) as book,
        pytest.raises(DPManagerError, match="more than 120 million dots"),
    ):
        add_receipt(book, png_that_claims(30_000, 30_000), "huge.png", who=WHO, at=AT)
    assert files_of(book_folder) == before


def test_a_workbook_whose_cells_are_formulas_gives_their_values(tmp_path: Path) -> None:
    """A formula is never worked out: a cell without a saved value is empty, and is named."""
    made = Workbook()
    made.active.append(["Date", "Description", "Amount", "Balance"])
    made.active.append(["05/10/2026", "SHOP", "=-1*2", 98])
    made.active.append(["06/10/2026", "BUS", -1, 97])
    path = tmp_path / "formulas.xlsx"
    made.save(path)
    with ZipFile(path) as packed:
        assert b"<f>" in packed.read("xl/worksheets/sheet1.xml")
    statement = read_statement(path.read_bytes(), bank_formats())
    assert [str(line.amount) for line in statement.lines] == ["-1.00"]
    assert [line.line_number for line in statement.not_understood] == [2]
