"""The cells of a council's workbook that ask to be filled in, and files that are refused."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from council_form import SHEET, XLSX_SPACE, council_workbook, sheet_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.returns.own_form import PlaceKind
from dpmanager.errors import DPManagerError
from dpmanager.importers.workbook_cells import cells_to_fill

BOOK = council_workbook()


def found(data: bytes) -> dict[str, str]:
    return {place.name: place.label for place in cells_to_fill(data)}


def with_sheet(cells: str, *changes: tuple[str, str]) -> bytes:
    """A workbook with another first sheet, some of whose text is changed."""
    text = sheet_xml(cells)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return council_workbook(more_parts={"xl/worksheets/sheet1.xml": text})


def test_boxes_beside_labels_are_found_and_formulas_and_hidden_sheets_are_not() -> None:
    assert found(BOOK) == {
        "Return!B3": "Name of service user:",
        "Return!B4": "Period from:",
        "Return!B5": "Period to:",
        "Return!B8": "Direct payments received",
        "Return!B9": "Client contribution",
        "Return!B12": "Wages",
        "Return!B13": "Tax and NI",
        "Return!B14": "All other spending",
        "Return!B17": "Opening balance",
        "Return!B20": "Colour of your front door:",
    }
    places = cells_to_fill(BOOK)
    assert [one.name for one in places if one.takes_day] == ["Return!B4", "Return!B5"]
    assert places[0].where == "Return, cell B3"


def test_a_table_names_its_row_and_its_column() -> None:
    cells = """
B2=t:Budget
C2=t:Actual
A3=t:Wages
B3=b:
C3=b:
A4=t:Insurance
B4=b:
C4=n:0
A5=t:Day care
B5=n:12.50
C5=b:
"""
    assert found(with_sheet(cells)) == {
        "Return!B3": "Wages, Budget",
        "Return!C3": "Wages, Actual",
        "Return!B4": "Insurance, Budget",
        "Return!C4": "Insurance, Actual",  # a nought is not yet an answer; 12.50 is one
    }


def test_only_the_first_row_of_an_empty_list_is_offered() -> None:
    cells = "A1=t:Date\nB1=t:Payee\nA2=b:\nB2=b:\nA3=b:\nB3=b:"
    assert found(with_sheet(cells)) == {"Return!A2": "Date", "Return!B2": "Payee"}


def test_a_merged_box_is_one_place_with_the_label_of_its_row() -> None:
    cells = "A1=t:Name\nC1=b:\nD1=b:\nE1=b:"
    data = with_sheet(
        cells,
        ("</sheetData>", '</sheetData><mergeCells count="2"><mergeCell ref="A1:B1"/>'
         '<mergeCell ref="C1:E1"/></mergeCells>'),
    )  # fmt: skip
    assert found(data) == {"Return!C1": "Name"}


def test_a_protected_sheet_offers_what_may_be_changed() -> None:
    data = with_sheet(
        "A1=t:Wages\nB1=b:\nA2=t:Insurance\nB2=d:",
        ("</sheetData>", '</sheetData><sheetProtection sheet="1"/>'),
    )
    styles = ZipFile(BytesIO(data)).read("xl/styles.xml").decode()
    unlocked = styles.replace(
        '<xf numFmtId="14" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" '
        'applyNumberFormat="1"/>',
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyProtection="1">'
        '<protection locked="0"/></xf>',
    )
    assert unlocked != styles
    parts = {
        "xl/styles.xml": unlocked,
        "xl/worksheets/sheet1.xml": ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml"),
    }
    assert found(council_workbook(more_parts=parts)) == {"Return!B2": "Insurance"}


def test_a_list_that_is_written_in_the_cell_gives_its_choices() -> None:
    data = with_sheet(
        "A1=t:Paid\nB1=b:",
        ("</sheetData>", '</sheetData><dataValidations count="1"><dataValidation type="list" '
         'sqref="B1"><formula1>"Weekly, Monthly"</formula1></dataValidation></dataValidations>'),
    )  # fmt: skip
    (place,) = cells_to_fill(data)
    assert (place.kind, place.choices) == (PlaceKind.CHOICE, ("Weekly", "Monthly"))


def test_cells_that_another_formula_fills_are_no_places() -> None:
    data = with_sheet(
        "A1=t:Wages\nB1=f:C1:C2*2|0\nA2=t:Insurance\nB2=b:\nA3=t:Day care\nB3=b:",
        ("<f>C1:C2*2</f>", '<f t="array" ref="B1:B2">C1:C2*2</f>'),
    )
    assert found(data) == {"Return!B3": "Day care"}


def bomb() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", " " * (41 * 1024 * 1024))
    return made.getvalue()


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    text = (
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><worksheet xmlns="{XLSX_SPACE}"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a8;</t></is></c></row></sheetData></worksheet>'
    )
    return council_workbook(more_parts={"xl/worksheets/sheet1.xml": text})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not an Excel workbook"),
        (BOOK[: len(BOOK) // 2], "not an Excel workbook"),
        (b"PK\x03\x04" + b"\0" * (11 * 1024 * 1024), "larger than 10 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked with a password, or of the older kind"),
        (council_workbook(more_parts={"xl/vbaProject.bin": b"x"}), "a small program (macro)"),
        (bomb(), "unpacks to more than 40 MB"),
        (billion_laughs(), "not an Excel workbook"),
        (council_workbook("A1=t:Total income\nA2=n:5"), "no empty cell beside a label"),
        (council_workbook(more_parts={"xl/worksheets/sheet1.xml": "<x"}), "not an Excel workbook"),
    ],
    ids=["empty", "cut", "large", "old", "macro", "bomb", "entities", "no place", "broken"],
)
def test_what_cannot_be_filled_in_is_refused_in_plain_words(data: bytes, says: str) -> None:
    with pytest.raises(DPManagerError, match=re.escape(says)):
        cells_to_fill(data)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=20))
def test_a_file_that_was_damaged_anywhere_is_read_or_refused(at: int, junk: bytes) -> None:
    try:
        places = cells_to_fill(BOOK[:at] + junk + BOOK[at + len(junk) :])
    except DPManagerError:
        return
    assert len(places) == SHEET.count("=b:") + SHEET.count("=d:") + 1
