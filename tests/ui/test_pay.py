"""The Pay page: the pay run step by step, what to pay whom by when, and the payslips."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from dpmanager.domain.amounts import pounds
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import AMINA, RAVI
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.look_at_pay import look_at_pay
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.pay import PayPage
from dpmanager.ui.pages.preview import PreviewPage
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.table import DataTable

MONDAY = date(2026, 9, 28)
"""The first day of Ravi's last week, which nobody has approved; it is paid on 9 October."""


def settle(desk: Desk, qtbot: QtBot) -> None:
    for _turn in range(4):
        QApplication.processEvents()
        desk.wait()
        qtbot.waitUntil(lambda: not desk.is_busy())


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    desk.remembered.place = "pay"
    made = MainWindow(desk, "Margaret's direct payment")
    qtbot.addWidget(made, before_close_func=lambda _window: desk.wait())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    settle(desk, qtbot)
    yield made


@pytest.fixture
def page(window: MainWindow) -> PayPage:
    made = window.current_page()
    assert isinstance(made, PayPage)
    return made


def approve(desk: Desk, qtbot: QtBot) -> None:
    approve_timesheet(desk.book, RAVI, MONDAY, who=desk.who, at=desk.now())
    desk.changed.emit()
    settle(desk, qtbot)


def words_in(block: QWidget) -> list[str]:
    return [
        label.text() for label in block.findChildren(QLabel) if label.isVisible() and label.text()
    ]


def buttons(block: QWidget, words: str) -> list[QPushButton]:
    return [
        one for one in block.findChildren(QPushButton) if one.isVisible() and one.text() == words
    ]


def rows(table: DataTable) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def slips_saved(desk: Desk) -> int:
    with desk.book.reading() as session:
        return session.scalar(select(func.count()).select_from(models.Payslip)) or 0


def test_it_says_what_is_paid_next_and_what_still_waits(
    page: PayPage, desk: Desk, qtbot: QtBot
) -> None:
    assert page.subtitle.text() == (
        "Pay day is Friday 9 October 2026. 1 timesheet waits for you to approve it."
    )
    assert "Ravi Patel, 28 September to 4 October 2026: 12 hours" in words_in(page.all.sheets)
    assert not page.all.running.isVisible()
    asked: list[tuple[str, dict[str, Any]]] = []
    page.go.disconnect()
    page.go.connect(lambda place, what: asked.append((place, what)))
    (look,) = buttons(page.all.sheets, "Look at the hours")
    assert look.hasFocus()  # the first thing there is to do
    qtbot.keyClick(look, Qt.Key.Key_Space)
    assert asked == [("hours", {"worker": RAVI, "day": MONDAY})]

    approve(desk, qtbot)
    assert page.subtitle.text() == "Pay day is Friday 9 October 2026. 1 timesheet is approved."


def test_the_figures_can_be_checked_before_anything_is_saved(
    page: PayPage, desk: Desk, qtbot: QtBot
) -> None:
    before = slips_saved(desk)
    approve(desk, qtbot)

    shown = words_in(page.all.check)
    assert "Ravi Patel gets £175.20 for 28 September to 4 October 2026." in shown
    assert [text for text in shown if text.startswith("£")] == [
        "£158.40",
        "£16.80 back",
        "£0.00",
        "£175.20",
        "£9.36",
    ]
    assert slips_saved(desk) == before
    assert desk.book.can_undo().startswith("Approve the timesheet")

    openers = buttons(page.all.check, "How was this worked out?")
    assert [one.accessibleName() for one in openers] == [
        f"How was this worked out? {figure}, Ravi Patel, 28 September to 4 October 2026"
        for figure in (
            "Gross pay",
            "Income tax",
            "National Insurance",
            "Net pay",
            "Employer's National Insurance",
        )
    ]
    qtbot.keyClick(openers[0], Qt.Key.Key_Space)
    assert "12.00 x £13.20 = £158.40" in words_in(page.all.check)


def test_pay_is_run_by_key_and_says_whom_to_pay_by_when(
    page: PayPage, desk: Desk, qtbot: QtBot
) -> None:
    approve(desk, qtbot)
    before = slips_saved(desk)
    said: list[str] = []
    ANNOUNCER.said.connect(said.append)
    (run,) = buttons(page.all.running, "Run pay")
    run.setFocus()
    qtbot.keyClick(run, Qt.Key.Key_Return)
    settle(desk, qtbot)
    ANNOUNCER.said.disconnect(said.append)

    assert slips_saved(desk) == before + 1
    assert "Pay was run. 1 payslip is made." in said
    assert page.all.owed.hasFocus()
    owed = rows(page.all.owed)
    assert owed[:3] == [
        ["2 Oct 2026", "£286.27", RAVI, "Not found yet", "Wages, 21 to 27 September 2026"],
        ["9 Oct 2026", "£175.20", RAVI, "Not found yet", "Wages, 28 September to 4 October 2026"],
        ["22 Oct 2026", "£260.23", "HMRC", "Not found yet", owed[2][4]],
    ]
    assert owed[2][4] == "Tax and National Insurance to 5 October 2026"
    assert {row[3] for row in owed[3:]} == {"Paid"}
    assert page.all.owed_total.text() == "£721.70 in 3 payments is not on your statement yet."
    assert page.all.slips.current_key() == before + 1
    (working,) = buttons(page.all.owed_card, "How was this worked out?")
    qtbot.keyClick(working, Qt.Key.Key_Space)
    assert any(text.endswith("= 260.23") for text in words_in(page.all.owed_workings))


def test_undo_takes_the_pay_run_back_and_redo_does_it_again(
    window: MainWindow, page: PayPage, desk: Desk, qtbot: QtBot
) -> None:
    approve(desk, qtbot)
    before = slips_saved(desk)
    qtbot.keyClick(buttons(page.all.running, "Run pay")[0], Qt.Key.Key_Space)
    settle(desk, qtbot)
    newest = page.all.slips.current_key()
    page.open_payslip(newest)
    settle(desk, qtbot)
    assert page.one.isVisible()

    window.undo()
    settle(desk, qtbot)
    assert slips_saved(desk) == before
    assert page.all.isVisible()  # the payslip that was open is gone
    assert buttons(page.all.running, "Run pay")

    window.redo()
    settle(desk, qtbot)
    assert slips_saved(desk) == before + 1
    assert not page.all.running.isVisible()


def test_an_earlier_week_must_be_approved_first(page: PayPage, desk: Desk, qtbot: QtBot) -> None:
    from datetime import time

    later = date(2026, 10, 5)
    shift = Shift(later, time(8), time(12), HourKind.WEEKDAY)
    record_shifts(desk.book, RAVI, [shift], who=desk.who, at=desk.now())
    approve_timesheet(desk.book, RAVI, later, who=desk.who, at=desk.now())
    desk.changed.emit()
    settle(desk, qtbot)

    assert "It comes first: pay goes in order of date." in words_in(page.all.sheets)
    assert not page.all.running.isVisible()


def test_a_payslip_is_opened_by_key_and_shown_in_full(
    page: PayPage, desk: Desk, qtbot: QtBot
) -> None:
    table = page.all.slips
    assert len(rows(table)) == slips_saved(desk)
    page.all.slips.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)  # 24 September: Amina
    chosen = rows(table)[2]
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle(desk, qtbot)

    assert page.title.text() == f"Payslip of {AMINA}"
    assert page.subtitle.text() == (
        "24 August to 20 September 2026. Paid on Thursday 24 September 2026."
    )
    assert not page.all.isVisible()
    lines = rows(page.one.lines)
    assert [line[0] for line in lines] == ["Weekday", "Saturday", "Sunday", "Sleep-in"]
    assert lines[3][1] == "2\u00a0nights"
    amounts = [Decimal(line[3].strip("£").replace(",", "")) for line in lines]
    assert pounds(sum(amounts, Decimal())) == chosen[2]
    shown = words_in(page.one)
    for words in (*chosen[2:], "This pay", "Tax year so far", "QQ654321A"):
        assert words in shown
    assert len(buttons(page.one, "How was this worked out?")) == 5

    qtbot.keyClick(buttons(page.one, "Back to all pay")[0], Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert page.all.isVisible()
    assert page.title.text() == "Pay"


@pytest.mark.parametrize(
    ("words", "file_name", "pages"),
    [
        ("See the payslip", "Payslip Ravi Patel 2026-10-02.pdf", 2),
        ("See it in large print", "Payslip Ravi Patel 2026-10-02, large print.pdf", 4),
    ],
)
def test_the_printed_payslip_says_the_same(
    window: MainWindow,
    page: PayPage,
    desk: Desk,
    qtbot: QtBot,
    words: str,
    file_name: str,
    pages: int,
) -> None:
    asked: list[dict[str, Any]] = []
    page.go.connect(lambda _place, what: asked.append(what))
    qtbot.keyClick(buttons(page.all.slips_card, "Open the payslip")[0], Qt.Key.Key_Space)
    settle(desk, qtbot)
    qtbot.keyClick(buttons(page.one, words)[0], Qt.Key.Key_Space)
    settle(desk, qtbot)

    (what,) = asked
    assert what["file_name"] == file_name
    with pypdfium2.PdfDocument(what["pdf"]) as document:
        assert len(document) == pages
        text = document[0].get_textpage().get_text_bounded()
    assert "You are paid £286.27 on 2 October 2026" in text
    preview = window.current_page()
    assert isinstance(preview, PreviewPage)
    assert "£286.27" in preview.text.toPlainText()

    qtbot.keyClick(buttons(preview, "Back")[0], Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert window.current_page() is page
    assert page.title.text() == f"Payslip of {RAVI}"


def test_payslips_are_found_by_name(page: PayPage, qtbot: QtBot) -> None:
    finder = page.all.slips_card.findChildren(QWidget)
    (box,) = [one for one in finder if one.accessibleName() == "Find a payslip by name or date"]
    qtbot.keyClicks(box, "amina")
    assert {row[1] for row in rows(page.all.slips)} == {AMINA}


def test_tab_goes_through_the_page_in_the_order_in_which_it_is_read(
    page: PayPage, desk: Desk, qtbot: QtBot
) -> None:
    approve(desk, qtbot)
    start = buttons(page.all.check, "How was this worked out?")[0]
    start.setFocus()
    heights = []
    for _stop in range(10):
        stop = QApplication.focusWidget()
        assert stop is not None
        heights.append(stop.mapTo(page.column, stop.rect().topLeft()).y())
        if stop.accessibleName() == "" and getattr(stop, "text", str)() == "Open the payslip":
            break
        qtbot.keyClick(stop, Qt.Key.Key_Tab)
    assert heights == sorted(heights)
    assert len(heights) == 10


def test_a_new_book_says_how_to_start(empty_desk: Desk, qtbot: QtBot) -> None:
    page = PayPage(empty_desk)
    qtbot.addWidget(page, before_close_func=lambda _page: empty_desk.wait())
    page.show()
    page.refresh()
    settle(empty_desk, qtbot)
    asked: list[str] = []
    page.go.connect(lambda place, _what: asked.append(place))

    assert page.subtitle.text().startswith("No hours wait to be paid. Record hours")
    (start,) = buttons(page, "Record hours")
    qtbot.keyClick(start, Qt.Key.Key_Space)
    assert asked == ["hours"]
    assert not page.all.slips_card.isVisible()
    assert not page.all.owed_card.isVisible()


def test_reading_the_page_is_quick(desk: Desk) -> None:
    from time import perf_counter

    began = perf_counter()
    look_at_pay(desk.book, today=desk.today(), who=desk.who, at=desk.now())
    assert perf_counter() - began < 0.5  # 15 ms on two quiet cores
