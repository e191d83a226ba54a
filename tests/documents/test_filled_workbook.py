"""A council's workbook filled in: formulas and all that was not named stay as they were."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from council_form import SHEET, council_workbook, sheet_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from dpmanager.documents.filled_workbook import filled_workbook
from dpmanager.domain.returns.form_figures import Value
from dpmanager.errors import DPManagerError

BOOK = council_workbook()
BOXES = ["B3", "B8", "B9", "B12", "B13", "B14", "B17", "B20", "D25", "AA3"]


def cells(data: bytes) -> dict[str, tuple[Any, str]]:
    """Each cell with what stands in it and how it looks."""
    found = {}
    for sheet in load_workbook(BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                edge = cell.border.left and cell.border.left.style
                look = f"{cell.number_format} {edge} {cell.font.b}"
                found[f"{sheet.title}!{cell.coordinate}"] = (cell.value, look)
    return found


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as packed:
        return {one.filename: packed.read(one) for one in packed.infolist()}


def test_amounts_days_and_words_come_where_they_belong() -> None:
    made = cells(
        filled_workbook(
            BOOK,
            {
                "Return!B3": "Ann & Bob <Other>",
                "Return!B4": date(2026, 7, 1),
                "Return!B8": Decimal("5814.92"),
                "Return!B12": Decimal("-0.50"),
            },
        )
    )
    assert made["Return!B3"] == ("Ann & Bob <Other>", "#,##0.00 thin False")
    assert made["Return!B4"] == (datetime(2026, 7, 1), "mm-dd-yy thin False")
    assert made["Return!B8"] == (5814.92, "#,##0.00 thin False")
    assert made["Return!B12"][0] == -0.5


def test_formulas_stay_and_what_they_gave_before_is_gone() -> None:
    made = filled_workbook(BOOK, {"Return!B8": Decimal(1)})
    assert cells(made)["Return!B10"] == ("=SUM(B8:B9)", "#,##0.00 thin False")
    assert cells(made)["Guidance!A2"][0] == "=Return!B10*2"
    assert b"<v>0</v>" not in parts(made)["xl/worksheets/sheet1.xml"]
    assert b"<v>0</v>" not in parts(made)["xl/worksheets/sheet2.xml"]
    assert b'fullCalcOnLoad="1"' in parts(made)["xl/workbook.xml"]


def test_parts_that_are_not_filled_in_stay_to_the_byte() -> None:
    before, after = parts(BOOK), parts(filled_workbook(BOOK, {"Return!B8": Decimal(1)}))
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",  # its formula counts with what was filled in
    }
    text = after["xl/worksheets/sheet1.xml"].decode()
    assert 'mc:Ignorable="x14ac"' in text and "xmlns:x14ac=" in text
    assert "<pageMargins" in text


def test_words_that_begin_like_a_formula_stay_words() -> None:
    made = filled_workbook(BOOK, {"Return!B3": '=HYPERLINK("http://x")'})
    sheet = load_workbook(BytesIO(made))["Return"]
    assert b"<f>HYPERLINK" not in parts(made)["xl/worksheets/sheet1.xml"]
    assert sheet["B3"].value == '=HYPERLINK("http://x")'


def test_days_are_counted_as_the_workbook_does() -> None:
    # Excel's day 1 is 1 January 1900, and it believes in 29 February 1900: 1 July 2026 is 46204.
    # Where it counts from 1904 it is 1,462 days less.
    for since_1904, number in (("0", b"<v>46204</v>"), ("1", b"<v>44742</v>")):
        book = council_workbook(date1904=since_1904)
        made = filled_workbook(book, {"Return!B4": date(2026, 7, 1)})
        assert number in parts(made)["xl/worksheets/sheet1.xml"]
        assert cells(made)["Return!B4"][0] == datetime(2026, 7, 1)


def test_a_cell_that_is_not_there_yet_looks_like_its_column() -> None:
    text = sheet_xml(SHEET).replace(
        "<sheetData>", '<cols><col min="3" max="4" width="9" style="1"/></cols><sheetData>'
    )
    book = council_workbook(more_parts={"xl/worksheets/sheet1.xml": text})
    made = cells(filled_workbook(book, {"Return!D25": Decimal(2), "Return!E1": Decimal(3)}))
    assert made["Return!D25"] == (2, "#,##0.00 thin False")
    assert made["Return!E1"] == (3, "General None False")


def test_rows_and_cells_without_numbers_follow_one_another() -> None:
    text = sheet_xml(SHEET).replace(' r="3"', "").replace(' r="A3"', "").replace(' r="B3"', "")
    book = council_workbook(more_parts={"xl/worksheets/sheet1.xml": text})
    # Row 3 comes second in the file: without its number it is row 2.
    made = cells(filled_workbook(book, {"Return!B2": "Ann"}))
    assert made["Return!B2"][0] == "Ann"
    assert made["Return!A2"][0] == "Name of service user:"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Return!B10", "The cell B10 of “Return” holds a formula"),
        ("Gone!B1", "no sheet “Gone” any more"),
    ],
)
def test_what_must_not_be_written_is_refused(name: str, says: str) -> None:
    with pytest.raises(DPManagerError, match=says):
        filled_workbook(BOOK, {name: Decimal(1)})


def test_cells_that_another_formula_fills_are_refused() -> None:
    text = sheet_xml("A1=t:Wages\nB1=f:C1:C2*2|0\nB2=n:0\nA3=t:Day care\nB3=b:").replace(
        "<f>", '<f t="array" ref="B1:B2">'
    )
    book = council_workbook(more_parts={"xl/worksheets/sheet1.xml": text})
    with pytest.raises(DPManagerError, match="B2 of “Return” holds a formula"):
        filled_workbook(book, {"Return!B2": Decimal(1)})


AMOUNTS = st.integers(-(10**9), 10**9).map(lambda pence: Decimal(pence).scaleb(-2))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(BOXES), AMOUNTS | WORDS, min_size=1))
def test_only_what_is_named_changes_and_no_formula_ever_does(values: dict[str, Value]) -> None:
    named = {f"Return!{cell}": value for cell, value in values.items()}
    before, after = cells(BOOK), cells(filled_workbook(BOOK, named))
    for name, (value, look) in before.items():
        if name in named:
            assert after[name][1] == look
        else:
            assert after[name] == (value, look)
    for name, value in named.items():
        read = after[name][0]
        if isinstance(value, Decimal):
            assert Decimal(str(read)) == value
        else:
            assert read == value
