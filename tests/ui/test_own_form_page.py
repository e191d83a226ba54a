"""The council's own form, at the keyboard: loaded, told what goes where, filled in, shared."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from council_form import FORM_NAME, council_pdf, council_workbook
from keys import Keys, a_window
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from dpmanager.domain.returns.own_form import Fill, fills_from_json
from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import QUARTER
from dpmanager.tasks.returns.look_at_returns import look_at_return
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.preview import PreviewPage

ASK = "dpmanager.ui.pages.own_form.ask_for_files"
SAVE = "dpmanager.ui.pages.own_form.ask_where_to_save"


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the file dialogs give: the last of these."""
    files: list[Path] = []
    monkeypatch.setattr(ASK, lambda *_asked, **_more: files[-1:])
    monkeypatch.setattr(SAVE, lambda *_asked, **_more: files[-1])
    return files


def a_file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def open_form(keys: Keys) -> None:
    keys.open_place("own_form", start=QUARTER.start, end=QUARTER.end)


def go_to(keys: Keys, field: str) -> None:
    """Goes down the table to a field, and opens it."""
    table = keys.to(QTableView, "What goes where")
    assert isinstance(table, QTableView)
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _row in range(table.model().rowCount()):
        if table.currentIndex().siblingAtColumn(0).data() == field:
            keys.key(Qt.Key.Key_Return)
            keys.settle()
            return
        keys.key(Qt.Key.Key_Down)
    raise AssertionError(f"{field} is not in the table")


def rows(keys: Keys) -> dict[str, tuple[str, str]]:
    """What each field will say, and what goes there."""
    table = keys.to(QTableView, "What goes where")
    assert isinstance(table, QTableView)
    model = table.model()
    cells = [[model.index(row, n).data() for n in range(3)] for row in range(model.rowCount())]
    return {field: (says, what) for field, says, what in cells}


def kept(desk: Desk) -> dict[str, Fill]:
    with desk.book.reading() as session:
        return fills_from_json(session.scalars(select(models.ReturnForm.mapping)).one())


def test_a_pdf_form_is_loaded_mapped_and_filled_in(
    keys: Keys, desk: Desk, tmp_path: Path, chosen: list[Path]
) -> None:
    keys.open_place("returns")
    keys.press("Your council's own form")
    keys.says("Load the form that your council sent you")
    chosen.append(a_file(tmp_path, f"{FORM_NAME}.pdf", council_pdf()))
    keys.press("Load a form")
    keys.says(FORM_NAME, "The figures are those of 1 July 2026 to 30 September 2026.")
    keys.says("3 fields stay empty.", "Not on the form", "Out: Care agency, £616.68")
    proposed = rows(keys)
    assert proposed["Opening balance £"] == ("5814.92", "Opening balance")
    assert proposed["Total expenditure"] == ("£8,247.16", "Money out, all of it")
    assert proposed["Colour of your front door"] == ("", "Nothing")

    go_to(keys, "Colour of your front door")
    keys.fill("Look for a figure", "no field of its own")
    keys.choose("What goes there", "Out: all that has no field of its own")
    keys.says("For these days it says: £805.63")  # 8,247.16 - 6,668.18 wages - 773.35 to HMRC
    keys.choose("How it is written", "The number alone: 1234.50")
    keys.press("Save")
    keys.says_not("Not on the form")
    assert rows(keys)["Colour of your front door"][0] == "805.63"

    go_to(keys, "Print name")
    keys.choose("What goes there", "Always the same words")
    keys.press("Save")
    keys.says("Write the words that always go there.")
    keys.fill("The words", "M. Hale")
    keys.press("Save")
    go_to(keys, "I am the service user")
    keys.choose("What goes there", "Always tick it")
    keys.press("Save")
    go_to(keys, "How is the account held?")
    keys.choose("What goes there", "Bank account")
    keys.press("Save")
    go_to(keys, "Client reference")
    keys.choose("What goes there", "Nothing")
    keys.press("Save")
    assert kept(desk)["sign"] == Fill(words="M. Hale")

    keys.press("See how it looks")
    preview = keys.page
    assert isinstance(preview, PreviewPage)
    assert preview._file_name == f"{FORM_NAME}, 2026-07-01 to 2026-09-30.pdf"
    made = look_at_return(desk.book, QUARTER, today=desk.today()).funder_return
    fields = pypdf.PdfReader(BytesIO(preview._pdf)).get_fields() or {}
    read = {name: str(field.get("/V", "")) for name, field in fields.items()}
    assert read == {
        "name": "Margaret Hale",
        "txtRef": "",
        "from": "01/07/2026",
        "to": "30/09/2026",
        "open": f"{made.opening}",
        "inc": f"£{made.money_in:,}",
        "exp": f"£{made.money_out:,}",
        "close": f"£{made.closing:,}",
        "sp1": "£6,668.18",
        "sp2": "£773.35",
        "door": "805.63",
        "self": "/Yes",
        "held": "Bank account",
        "why": "",
        "sign": "M. Hale",
    }
    keys.press("Back")
    keys.says("1 field stays empty.")


def test_the_next_time_it_is_one_press(
    keys: Keys, desk: Desk, tmp_path: Path, chosen: list[Path]
) -> None:
    open_form(keys)
    chosen.append(a_file(tmp_path, f"{FORM_NAME}.pdf", council_pdf()))
    keys.press("Load a form")
    keys.open_place("home")
    open_form(keys)
    keys.says("12 of its fields get a figure.")
    keys.choose("Fill it in for", "1 July 2026 to 30 September 2026")
    keys.press(f"Fill it in: {FORM_NAME}")
    assert isinstance(keys.page, PreviewPage)
    assert "£5,487.76" in keys.page.text.toPlainText()


def test_a_workbook_is_mapped_and_saved_with_its_formulas(
    keys: Keys, desk: Desk, tmp_path: Path, chosen: list[Path]
) -> None:
    open_form(keys)
    chosen.append(a_file(tmp_path, "Quarter.xlsx", council_workbook()))
    keys.press("Load a form")
    assert rows(keys)["Period from:"] == ("01/07/2026", "First day of the return")
    go_to(keys, "All other spending")
    keys.fill("Look for a figure", "out no field of its own")
    keys.press("Save")
    chosen.append(tmp_path / "Filled.xlsx")
    keys.press("Save it filled in")
    sheet = load_workbook(tmp_path / "Filled.xlsx")["Return"]
    made = look_at_return(desk.book, QUARTER, today=desk.today()).funder_return
    assert sheet["B3"].value == "Margaret Hale"
    assert sheet["B4"].value == datetime(2026, 7, 1)
    money_in = [sheet[f"B{row}"].value for row in (8, 9)]
    money_out = [sheet[f"B{row}"].value for row in (12, 13, 14)]
    assert round(sum(money_in), 2) == float(made.money_in)
    assert round(sum(money_out), 2) == float(made.money_out)
    assert sheet["B17"].value == float(made.opening)
    assert [sheet[f"B{row}"].value for row in (10, 15, 18)] == [
        "=SUM(B8:B9)",
        "=SUM(B12:B14)",
        "=B17+B10-B15",
    ]


def test_files_that_are_no_forms_are_refused_and_nothing_is_kept(
    keys: Keys, desk: Desk, tmp_path: Path, chosen: list[Path]
) -> None:
    open_form(keys)
    for name, data, says in (
        ("letter.docx.pdf", b"%PDF-1.4 nothing", "damaged or not complete"),
        ("form.docx", b"Dear all", "not a PDF form or an Excel workbook"),
        ("form.xlsm", council_workbook(more_parts={"xl/vbaProject.bin": b""}), "a small program"),
    ):
        chosen.append(a_file(tmp_path, name, data))
        keys.press("Load a form")
        keys.says("There is a problem", says)
    with desk.book.reading() as session:
        assert session.scalar(select(func.count()).select_from(models.ReturnForm)) == 0


def test_what_goes_where_is_shared_and_a_newer_form_keeps_it(
    keys: Keys, desk: Desk, tmp_path: Path, chosen: list[Path]
) -> None:
    open_form(keys)
    chosen.append(a_file(tmp_path, f"{FORM_NAME}.pdf", council_pdf()))
    keys.press("Load a form")
    go_to(keys, "Colour of your front door")
    keys.choose("What goes there", "Always the same words")
    keys.fill("The words", "Green")
    keys.press("Save")
    shared = tmp_path / "shared.json"
    chosen.append(shared)
    keys.press("Save what goes where as a file")
    assert "5814" not in shared.read_text("utf-8")

    go_to(keys, "Colour of your front door")
    keys.choose("What goes there", "Nothing")
    keys.press("Save")
    keys.press("Read in such a file")
    assert rows(keys)["Colour of your front door"][0] == "Green"
    shared.write_text("{}")
    keys.press("Read in such a file")
    keys.says("This file does not say what goes where in a form.")

    keys.press("Back to all forms")
    chosen.append(a_file(tmp_path, "Form 2027.pdf", council_pdf(author="Another")))
    keys.press(f"Load a newer one: {FORM_NAME}")
    assert rows(keys)["Colour of your front door"][0] == "Green"
    keys.press("Back to all forms")
    keys.says("Form 2027")
    keys.says_not(FORM_NAME)
    keys.press("Remove: Form 2027")
    keys.says_not("Form 2027")
    with desk.book.reading() as session:
        assert session.scalar(select(func.count()).select_from(models.ReturnForm)) == 0


def test_the_return_is_saved_as_a_spreadsheet_and_as_a_table(
    keys: Keys, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def where(_parent: Any, _remembered: Any, name: str, _kinds: str) -> Path:
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr("dpmanager.ui.pages.returns_files.ask_where_to_save", where)
    keys.open_place("returns", start=QUARTER.start, end=QUARTER.end)
    keys.press("Save as a spreadsheet...")
    keys.press("Save as a table (CSV)...")
    assert asked == [f"Return 2026-07-01 to 2026-09-30.{ending}" for ending in ("xlsx", "csv")]
    book = load_workbook(tmp_path / asked[0])
    made = look_at_return(desk.book, QUARTER, today=desk.today()).funder_return
    amounts = [
        row[0].value for row in book["Payments"].iter_rows(min_row=2, min_col=10, max_col=10)
    ]
    assert round(sum(amounts), 2) == float(made.money_in - made.money_out)
    lines = (tmp_path / asked[1]).read_text("utf-8-sig").splitlines()
    assert len(lines) == len(amounts) + 1
