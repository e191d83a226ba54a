"""Reading in a statement of an unknown bank, and lines that are possibly there already."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from money_window import choose, focused, open_window, push, settle_all, tab_to, type_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from seen_on_page import buttons, shown
from small_book import ACCOUNT, AT, WHO, all_of, barclays, count, lloyds
from window_fixtures import CLOCK

from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money import MoneyPage
from dpmanager.ui.pages.money_import import ImportView
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.theme import apply_theme

UNKNOWN = (
    "Posted,Merchant,Load,Spend,Left\n"
    "07/04/2026,NORTHSHIRE CC,400.00,,1400.00\n"
    "09/04/2026,VALE TAXIS,,12.50,1387.50\n"
)


@pytest.fixture
def desk(book: Book, qapp: QApplication) -> Iterator[Desk]:
    apply_theme(qapp, "light", 100)
    made = Desk(book, Remembered(), now=lambda: CLOCK)
    yield made
    made.wait()


def reader(desk: Desk, qtbot: QtBot, path: Path) -> tuple[MoneyPage, ImportView]:
    page = open_window(desk, qtbot, "money").current_page()
    assert isinstance(page, MoneyPage)
    page.show_reader()
    page.reader.read(path)
    settle_all(desk, qtbot)
    return page, page.reader


def test_the_columns_of_an_unknown_file_are_chosen_remembered_and_read(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "card.csv").write_text(UNKNOWN)
    page, view = reader(desk, qtbot, tmp_path / "card.csv")

    assert "Say what each column is" in shown(page)
    assert view.columns.rows.model().rowCount() == 2
    assert focused() is view.columns.uses[0].box
    assert [field.box.currentText() for field in view.columns.uses] == [
        "Date", "Who or what for", "Money in", "Money out", "Balance"
    ]  # fmt: skip
    assert "£400.00 came in" in shown(page)
    assert "£12.50 went out" in shown(page)

    choose(qtbot, view.columns.uses[0].box, "Not needed")
    settle_all(desk, qtbot)
    assert "Say which column has the date." in shown(page)
    choose(qtbot, view.columns.uses[0].box, "Date")
    settle_all(desk, qtbot)
    assert "2 payments: £400.00 in and £12.50 out." in shown(page)

    push(page, qtbot, "Use these columns")
    assert "Say which bank or card the file is from." in shown(page)
    tab_to(qtbot, view.columns.name.edit)
    type_in(qtbot, "Council card")
    push(page, qtbot, "Use these columns")
    assert not view.columns.isVisible()
    choose(qtbot, view.account.box, ACCOUNT)
    settle_all(desk, qtbot)
    push(page, qtbot, "Save 2 new payments")
    assert count(desk.book, models.Transaction) == 2

    view.read(tmp_path / "card.csv")
    settle_all(desk, qtbot)
    assert not view.columns.isVisible()


def test_a_line_that_is_possibly_there_is_added_only_when_the_person_says_so(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    day = date(2026, 4, 9)
    import_statement(desk.book, ACCOUNT, lloyds([(day, "VALE TAXIS", "-12.50")]), who=WHO, at=AT)
    (tmp_path / "b.csv").write_bytes(
        barclays([(day, "CARD PAYMENT", "-12.50"), (date(2027, 4, 10), "BUS", "-1.00")])
    )
    page, view = reader(desk, qtbot, tmp_path / "b.csv")

    row = view.possibly_table.model()
    assert [row.index(0, n).data() for n in range(5)] == [
        "9 Apr 2026", "-£12.50", "CARD PAYMENT", "VALE TAXIS", "No"
    ]  # fmt: skip
    assert any("10 April 2027, which is yet to come" in text for text in shown(page))
    assert "Save 1 new payment" in buttons(page)
    tab_to(qtbot, view.possibly_table)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert view.possibly_table.model().index(0, 4).data() == "Yes"
    push(page, qtbot, "Add or leave out")
    assert view.possibly_table.model().index(0, 4).data() == "No"
    push(page, qtbot, "Add or leave out")
    push(page, qtbot, "Save 2 new payments")
    assert sorted(row.description for row in all_of(desk.book, models.Transaction)) == [
        "BUS", "CARD PAYMENT", "VALE TAXIS"
    ]  # fmt: skip


def test_a_pdf_is_shown_beside_what_was_read_from_it(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    canvas = Canvas(str(tmp_path / "april.pdf"), pagesize=A4)
    rows = [
        ("Date", "Description", "Paid out", "Paid in", "Balance"),
        ("6 Apr 2026", "Balance brought forward", "", "", "1000.00"),
        ("7 Apr 2026", "NORTHSHIRE CC", "", "400.00", "1400.00"),
        ("9 Apr 2026", "VALE TAXIS", "12.50", "", "1387.50"),
    ]
    for height, row in zip(range(700, 600, -20), rows, strict=False):
        for place, text in zip((50, 130, 350, 430, 510), row, strict=True):
            canvas.drawString(place, height, text)
    canvas.save()
    page, view = reader(desk, qtbot, tmp_path / "april.pdf")
    choose(qtbot, view.account.box, ACCOUNT)
    settle_all(desk, qtbot)

    assert view.pages.isVisible()
    assert view.pages.accessibleName() == "Pages of the file"
    assert any(
        "Compare the days and the words below with its pages" in each for each in shown(page)
    )
    push(page, qtbot, "Save 2 new payments")
    assert count(desk.book, models.Transaction) == 2
    view.read(Path(__file__))
    settle_all(desk, qtbot)
    assert not view.pages.isVisible()
