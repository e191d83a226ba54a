"""All hours, by keyboard: choosing, finding, opening a week, saving the list."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from money_window import (
    choose,
    focused,
    open_window,
    press,
    push,
    settle_all,
    tab_to,
    type_in,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from seen_on_page import shown

from dpmanager.domain.hours.hours_list import ListedShift
from dpmanager.tasks.book.made_up_household import AMINA, RAVI
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.all_hours import AllHoursPage
from dpmanager.ui.pages.hours import HoursPage
from dpmanager.ui.widgets.announce import ANNOUNCER


def open_all(desk: Desk, qtbot: QtBot) -> tuple[MainWindow, AllHoursPage]:
    """From Hours with its button, as a person comes here."""
    window = open_window(desk, qtbot, "hours")
    hours = window.current_page()
    assert isinstance(hours, HoursPage)
    push(hours, qtbot, "See all hours")
    settle_all(desk, qtbot)
    page = window.current_page()
    assert isinstance(page, AllHoursPage)
    return window, page


def row(page: AllHoursPage, place: int) -> list[str]:
    model = page.table.model()
    return [model.index(place, column).data() for column in range(model.columnCount())]


def key(page: AllHoursPage) -> ListedShift:
    found = page.table.current_key()
    assert isinstance(found, ListedShift)
    return found


def test_the_list_comes_with_the_focus_and_what_it_comes_to(desk: Desk, qtbot: QtBot) -> None:
    _window, page = open_all(desk, qtbot)
    assert focused() is page.table
    count = page.table.model().rowCount()
    assert count > 100
    assert page.says.text().startswith(f"{count} shifts: Weekday ")
    assert row(page, 0) == [
        "Wed 30 Sep 2026", AMINA, "17:00", "20:30", "Weekday", "3:30", "Not approved",
    ]  # fmt: skip
    assert row(page, 6)[3:6] == ["07:00 next day", "Sleep-in", "1\u00a0night"]
    days = [page.table.lazy_model.row_at(place).values[0] for place in range(100)]  # type: ignore[union-attr]
    assert days == sorted(days, reverse=True)
    QAccessible.setActive(True)
    table = QAccessible.queryAccessibleInterface(page.table)
    assert table.text(QAccessible.Text.Name) == "All hours"


def test_enter_opens_the_week_of_that_worker(desk: Desk, qtbot: QtBot) -> None:
    window, page = open_all(desk, qtbot)
    choose(qtbot, page.worker.box, RAVI)
    settle_all(desk, qtbot)
    assert {row(page, place)[1] for place in range(20)} == {RAVI}
    tab_to(qtbot, page.table)
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Down)
    line = key(page)
    press(qtbot, Qt.Key.Key_Return)
    settle_all(desk, qtbot)
    hours = window.current_page()
    assert isinstance(hours, HoursPage)
    assert hours.worker.chosen() == RAVI
    assert hours.week is not None
    assert line.shift.day in hours.week.week

    push(hours, qtbot, "See all hours")  # the choice stays, and the shift
    settle_all(desk, qtbot)
    assert page.worker.chosen() == RAVI
    assert key(page) == line


def test_the_last_row_is_read_when_the_keys_go_there(desk: Desk, qtbot: QtBot) -> None:
    window, page = open_all(desk, qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    page.table.grab()
    settle_all(desk, qtbot)
    assert key(page).shift.day < date(2026, 5, 1)
    oldest = key(page)
    push(page, qtbot, "Open this week")
    settle_all(desk, qtbot)
    hours = window.current_page()
    assert isinstance(hours, HoursPage)
    assert hours.week is not None
    assert (hours.week.worker, oldest.shift.day in hours.week.week) == (oldest.worker, True)


def test_typing_finds_and_says_when_there_is_none(desk: Desk, qtbot: QtBot) -> None:
    _window, page = open_all(desk, qtbot)
    tab_to(qtbot, page.finder.edit)
    type_in(qtbot, "amina")
    settle_all(desk, qtbot)
    assert row(page, 0)[1] == AMINA
    type_in(qtbot, "unicorn")
    settle_all(desk, qtbot)
    assert page.table.isHidden()
    assert "No hours here. Choose other days or another person, or clear “Find”." in shown(page)
    type_in(qtbot, " ")
    settle_all(desk, qtbot)
    assert not page.table.isHidden()


def test_days_are_chosen(desk: Desk, qtbot: QtBot) -> None:
    desk._now = lambda: datetime(2027, 5, 1, 10, tzinfo=UTC)  # all hours are of the year before
    _window, page = open_all(desk, qtbot)
    assert page.table.isHidden()
    choose(qtbot, page.days.box, "Last 12 months")
    settle_all(desk, qtbot)
    twelve_months = page.table.model().rowCount()
    choose(qtbot, page.days.box, "All days")
    settle_all(desk, qtbot)
    assert 0 < twelve_months < page.table.model().rowCount()


def test_the_list_is_saved(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "hours.csv"
    said: list[str] = []
    ANNOUNCER.said.connect(said.append)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    _window, page = open_all(desk, qtbot)
    tab_to(qtbot, page.finder.edit)
    type_in(qtbot, "amina")
    settle_all(desk, qtbot)
    count = page.table.model().rowCount()
    push(page, qtbot, "Save this list")
    lines = file.read_text("utf-8-sig").splitlines()
    assert len(lines) == count + 1
    assert all(f",{AMINA}," in line for line in lines[1:])
    assert f"Saved {count} shifts in hours.csv." in said


def test_without_hours_it_says_how_to_begin(empty_desk: Desk, qtbot: QtBot) -> None:
    window = open_window(empty_desk, qtbot, "hours")
    window.open_place("all_hours")
    settle_all(empty_desk, qtbot)
    page = window.current_page()
    assert isinstance(page, AllHoursPage)
    assert "No hours yet" in shown(page)
    assert page.all.isHidden()
    push(page, qtbot, "Back to Hours")
    settle_all(empty_desk, qtbot)
    assert window.current_page().place == "hours"
