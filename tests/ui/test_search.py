"""The search page, by keyboard."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from seen_on_page import open_page, settle

from dpmanager.tasks.book.made_up_household import AMINA, RAVI
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.search import SearchPage
from dpmanager.ui.widgets.announce import ANNOUNCER


class Searcher:
    """The page, and what it asked to be opened."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.opened: list[tuple[str, dict[str, Any]]] = []
        self.page = SearchPage(desk)
        self.page.go.connect(lambda place, what: self.opened.append((place, what)))
        open_page(self.page, qtbot)
        self.page.take_focus()

    def type(self, text: str) -> None:
        edit = self.page.box.edit
        edit.selectAll()
        self.qtbot.keyClicks(edit, text)
        settle(self.desk, self.qtbot)

    def press(self, key: Qt.Key) -> None:
        focused = self.page.window().focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, key)

    def rows(self) -> list[list[str]]:
        model = self.page.table.model()
        return [
            [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]


@pytest.fixture
def searcher(desk: Desk, qtbot: QtBot) -> Searcher:
    return Searcher(desk, qtbot)


def test_the_box_has_the_focus_and_nothing_is_shown(searcher: Searcher) -> None:
    assert searcher.page.window().focusWidget() is searcher.page.box.edit
    assert searcher.page.table.isHidden()
    assert searcher.page.opener.isHidden()


def test_results_come_as_one_types_and_enter_opens_the_first(searcher: Searcher) -> None:
    searcher.type("vale t")
    assert searcher.rows() == [["Payment", "17 Sep 2026", "VALE TAXIS", "-£14.50"]]
    searcher.press(Qt.Key.Key_Return)
    ((place, what),) = searcher.opened
    assert place == "money"
    assert list(what) == ["transaction"]


def test_a_person_and_a_timesheet_open_their_places(searcher: Searcher) -> None:
    searcher.type("amina")
    searcher.press(Qt.Key.Key_Return)
    assert searcher.opened == [("people", {"worker": AMINA})]
    searcher.type("30/6/2026")
    searcher.press(Qt.Key.Key_Tab)
    sheets = [cells[0] for cells in searcher.rows()].index("Timesheet")
    for _press in range(sheets):
        searcher.press(Qt.Key.Key_Down)
    searcher.press(Qt.Key.Key_Return)
    assert searcher.opened[1] == ("hours", {"worker": AMINA, "day": date(2026, 6, 29)})


def test_a_receipt_and_a_payslip_open_their_places(searcher: Searcher) -> None:
    searcher.type("comfort chairs")
    assert [cells[0] for cells in searcher.rows()] == ["Payment", "Receipt"]
    searcher.press(Qt.Key.Key_Tab)
    searcher.press(Qt.Key.Key_Down)
    searcher.press(Qt.Key.Key_Return)
    ((place, what),) = searcher.opened
    assert (place, list(what)) == ("receipts", ["proof"])
    searcher.page.box.edit.setFocus()
    searcher.type("286.27")
    assert searcher.rows()[0] == ["Payslip", "2 Oct 2026", RAVI, "£286.27"]
    searcher.press(Qt.Key.Key_Return)
    assert searcher.opened[1][0] == "pay"
    assert isinstance(searcher.opened[1][1]["payslip"], int)


def test_how_many_were_found_is_shown_and_spoken(searcher: Searcher) -> None:
    said: list[str] = []
    ANNOUNCER.said.connect(said.append)
    searcher.type("3 July")
    assert [cells[:2] for cells in searcher.rows()] == [
        ["Payment", "3 Jul 2026"],
        ["Payslip", "3 Jul 2026"],
    ]
    assert searcher.page.count.text() == said[-1] == "2 were found."
    searcher.type("no such thing")
    assert said[-1] == "Nothing was found."
    assert searcher.page.table.isHidden()
    ANNOUNCER.said.disconnect(said.append)


def test_fast_typing_ends_with_the_last_text(searcher: Searcher) -> None:
    for text in ("r", "ra", "rav", "ravi", "a", "amina", "vale taxis"):
        searcher.page.box.edit.setText(text)
    settle(searcher.desk, searcher.qtbot)
    assert [cells[2] for cells in searcher.rows()] == ["VALE TAXIS"]


def test_enter_with_nothing_found_opens_nothing(searcher: Searcher) -> None:
    searcher.type("xyzzy")
    searcher.press(Qt.Key.Key_Return)
    assert searcher.opened == []


def test_the_first_fifty_are_said_to_be_the_first(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dpmanager.tasks.book.search_records.MOST_OF_A_KIND", 3)
    monkeypatch.setattr("dpmanager.ui.pages.search.MOST_OF_A_KIND", 3)
    searcher.type("wages")
    assert searcher.page.count.text() == (
        "3 were found. There may be more. Type more words to find fewer."
    )
    assert len(searcher.rows()) == 3
