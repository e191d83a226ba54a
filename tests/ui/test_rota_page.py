"""The rota page, by keyboard: usual weeks, changed days, timesheets, paper and calendar."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from icalendar import Calendar
from keys import Keys, a_window, worker_number
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
)
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, shown
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import AMINA, RAVI
from dpmanager.tasks.book.plan_the_rota import COVERED, NOBODY_COMES
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people import PeoplePage
from dpmanager.ui.pages.rota import RotaPage
from dpmanager.ui.widgets.table import DataTable


def recorded(desk: Desk, name: str, day: date) -> list[models.Shift]:
    with desk.book.reading() as session:
        return list(
            session.scalars(
                select(models.Shift)
                .join(models.Timesheet)
                .where(
                    models.Timesheet.worker_id == worker_number(desk, name),
                    models.Shift.day == day,
                )
            )
        )


class RotaKeys(Keys):
    """At the rota page."""

    @property
    def page(self) -> RotaPage:
        page = self.window.current_page()
        assert isinstance(page, RotaPage)
        return page

    def open(self, **what: object) -> None:
        self.open_place("rota", **{"worker": None} | what)

    def choose(self, label: str, text: str) -> None:
        super().choose(label, text)
        self.settle()

    def cells(self) -> list[list[str]]:
        assert self.page.table is not None
        return rows(self.page.table)


def rows(table: DataTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[RotaKeys]:
    with a_window(desk, qtbot) as window:
        yield RotaKeys(window, qtbot)


def test_two_weeks_stand_in_a_table_that_has_the_focus(keys: RotaKeys) -> None:
    keys.open(day=COVERED)
    assert keys.page.table is not None
    assert keys.page.table.hasFocus()
    assert keys.page.table.accessibleName() == "Who works when"
    header = keys.page.table.model().headerData
    assert [header(column, Qt.Orientation.Horizontal) for column in range(3)] == [
        "Day", AMINA, RAVI,
    ]  # fmt: skip
    cells = keys.cells()
    assert len(cells) == 14
    assert cells[1] == ["Tuesday 13 October", f"08:00 to 12:00, for {RAVI}", "On holiday"]
    assert cells[3] == ["Thursday 15 October", "", "On holiday"]
    keys.says(
        "12 to 25 October 2026",
        f"Thursday 15 October 2026, 08:00 to 15:30: nobody comes for {RAVI}. On holiday.",
        "nobody is on the rota for Day opportunities. The support plan has 3 hours.",
        f"{AMINA}: In the 24 hours from 22:00 on Friday 23 October 2026",
    )
    assert ["Personal care", "12 Oct", "29 hours 30 minutes", "34 hours",
            "4 hours 30 minutes too few."] in rows(keys.page.hours_table)  # fmt: skip


def test_a_bank_holiday_is_named_and_weeks_are_turned(keys: RotaKeys) -> None:
    keys.open(day=date(2026, 8, 31))
    assert keys.cells()[0][0] == "Monday 31 August, bank holiday"
    keys.press("Later week")
    assert keys.cells()[0][0] == "Monday 7 September"
    keys.press("Earlier week")
    keys.press("This week")
    assert keys.cells()[0][0] == "Monday 5 October"
    assert "This &week" not in buttons(keys.page)
    keys.choose("Show", "1 week")
    assert len(keys.cells()) == 7


def test_a_usual_week_is_set(keys: RotaKeys, desk: Desk) -> None:
    keys.open(worker=worker_number(desk, AMINA), day=date(2026, 11, 2))
    assert f"Back to {AMINA}" in buttons(keys.page)
    keys.press("Set a usual week")
    assert len(rows(keys.page.week.table)) == 7
    keys.says("27 hours and 1\u00a0night in 2 weeks together.")
    keys.choose("How it repeats", "Every week is the same")
    for _number in range(7):
        keys.press("Take out the chosen hours")
    keys.says("There are no hours yet.")
    keys.fill("Start", "9")
    keys.fill("Finish", "1pm")
    keys.press("Add these hours")
    keys.says("Tick at least one day.")
    keys.tick("Monday")
    keys.tick("Wednesday")
    keys.press("Add these hours")
    assert [row[1] for row in rows(keys.page.week.table)] == ["Monday", "Wednesday"]
    keys.says("8 hours in 1 week.")
    keys.tick("Friday")  # typed and not added yet is not lost
    keys.fill("Start", "10")
    keys.fill("Finish", "11")
    keys.press("Save the usual week")
    cells = keys.cells()
    assert [row[1] for row in cells[:5]] == [
        "09:00 to 13:00", "", "09:00 to 13:00", "", "10:00 to 11:00",
    ]  # fmt: skip
    keys.open(day=COVERED)
    assert keys.cells()[2][1] == "17:00 to 20:30"


def test_a_usual_week_that_cannot_be_says_why_and_keeps_what_was_typed(
    keys: RotaKeys, desk: Desk
) -> None:
    keys.open(worker=worker_number(desk, RAVI))
    keys.press("Set a usual week")
    keys.fill_date("From", date(2026, 1, 1))
    keys.press("Save the usual week")
    keys.says(f"{RAVI} does not work for you on 1 January 2026.")
    assert len(rows(keys.page.week.table)) == 5


def test_somebody_comes_instead(keys: RotaKeys, desk: Desk) -> None:
    keys.open(worker=worker_number(desk, RAVI), day=COVERED)
    table = keys.page.table
    assert table is not None
    for _step in range(3):
        QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    keys.settle()
    keys.choose("What is different", "Somebody else comes instead")
    keys.choose("Who comes instead", AMINA)
    keys.choose("Why", "On holiday")
    keys.press("Change the rota")
    assert keys.cells()[3] == [
        "Thursday 15 October", f"08:00 to 15:30, for {RAVI}", "On holiday",
    ]  # fmt: skip
    assert not any("nobody comes" in words for words in shown(keys.page))
    desk.book.undo(who=desk.who, at=desk.now())
    desk.changed.emit()
    keys.settle()
    assert keys.cells()[3][1] == ""


def test_other_times_and_as_usual_again(keys: RotaKeys, desk: Desk) -> None:
    keys.open(worker=worker_number(desk, RAVI), day=COVERED)
    keys.press("Change one day")
    keys.choose("What is different", "They come at other times")
    keys.fill_date("Day", NOBODY_COMES)
    keys.fill("Start", "10")
    keys.fill("Finish", "12")
    keys.press("Change the rota")
    assert keys.cells()[3][2] == "10:00 to 12:00"
    keys.press("Change one day")
    keys.choose("What is different", "Nothing: it is as usual again")
    keys.fill_date("Day", NOBODY_COMES)
    keys.press("Change the rota")
    assert keys.cells()[3][2] == "08:00 to 15:30"


def test_a_week_is_copied_and_ended(keys: RotaKeys, desk: Desk) -> None:
    keys.open(day=date(2026, 11, 2))
    keys.press("Copy a usual week")
    keys.choose("Whose usual week", RAVI)
    keys.choose("Who gets it too", "Brightday Activities")
    keys.press("Copy the usual week")
    assert keys.cells()[0] == ["Monday 2 November", "", "08:00 to 12:00", "08:00 to 12:00"]
    keys.press("End a usual week")
    keys.choose("Who", RAVI)
    keys.fill_date("Last day of the usual week", date(2026, 11, 2))
    keys.press("End the usual week")
    assert [row[3] for row in keys.cells()[:2]] == ["08:00 to 12:00", ""]


def test_timesheets_are_filled(keys: RotaKeys, desk: Desk) -> None:
    keys.open(day=desk.today())
    assert recorded(desk, RAVI, desk.today()) == []
    keys.press("Fill timesheets from the rota")
    (shift,) = recorded(desk, RAVI, desk.today())
    assert f"{shift.start:%H:%M}" == "08:00"
    assert not any("Fill" in name for name in buttons(keys.page))


def test_it_is_seen_on_paper(keys: RotaKeys) -> None:
    keys.open(day=COVERED)
    keys.press("See it in large print")
    page = keys.window.current_page()
    with pypdfium2.PdfDocument(page._pdf) as pdf:
        text = " ".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    assert "Week from Monday 12 October 2026" in text
    keys.press("Back")
    assert keys.cells()[0][0] == "Monday 12 October"


def test_it_is_saved_for_a_calendar(
    keys: RotaKeys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(name).name)
        return str(tmp_path / "out.ics"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    keys.open(day=COVERED)
    keys.press("Save for a calendar")
    assert offered == ["rota-2026-10-12.ics"]
    events = Calendar.from_ical((tmp_path / "out.ics").read_bytes()).walk("VEVENT")
    assert len(events) == sum(len(row[column].split("; ")) for row in keys.cells()
                              for column in (1, 2) if " to " in row[column])  # fmt: skip


def test_from_hours_and_from_a_person_and_back(keys: RotaKeys, desk: Desk) -> None:
    keys.window.open_place("hours", {"worker": RAVI, "day": COVERED})
    keys.settle()
    keys.press("Rota")
    assert keys.cells()[0][0] == "Monday 12 October"
    keys.press("Back to Hours")
    assert keys.window.current_page().place == "hours"
    keys.window.open_place("people", {"worker": RAVI})
    keys.settle()
    keys.press("See the rota")
    keys.press(f"Back to {RAVI}")
    page = keys.window.current_page()
    assert isinstance(page, PeoplePage)
    assert page.title.text() == RAVI


def test_a_book_without_a_rota_says_how_to_begin(empty_desk: Desk, qtbot: QtBot) -> None:
    with a_window(empty_desk, qtbot) as window:
        keys = RotaKeys(window, qtbot)
        keys.open()
        keys.says("Nobody is on the rota in these weeks. Set the usual week of somebody to begin.")
        assert QApplication.focusWidget() is keys.page.set_week
        keys.open(day=date(2020, 1, 1))
        keys.says("Nobody works for you in these weeks.")
        keys.press("Go to People")
        assert keys.window.current_page().place == "people"


def test_hours_are_looked_at_twice_as_they_are_typed(keys: RotaKeys, desk: Desk) -> None:
    keys.window.open_place("hours", {"worker": RAVI, "day": desk.today()})
    keys.settle()
    page = keys.window.current_page()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    for label, text in (("Start", "6"), ("Finish", "11pm")):
        keys.fill(label, text)
    keys.qtbot.waitUntil(
        lambda: any("More than 13 hours" in text for text in shown(page.card)), timeout=5000
    )
    keys.press("Save these hours")
    assert not any("More than 13 hours" in text for text in shown(page.card))
    assert any("More than 13 hours" in text for text in shown(page.second_look))


def test_what_the_contract_says_about_hours(keys: RotaKeys, desk: Desk) -> None:
    keys.window.open_place("terms", {"worker": worker_number(desk, RAVI)})
    keys.settle()
    keys.press("Change these hours terms")
    keys.choose(
        "How a shift is rounded for pay",
        "Each shift is paid in steps of 15 minutes, rounded up.",
    )
    keys.fill_date("More than 48 hours a week, agreed from", date(2026, 10, 1))
    keys.press("Save this")
    said = shown(keys.window.current_page())
    assert "Each shift is paid in steps of 15 minutes, rounded up." in said
    assert "Agreed in writing from 1 October 2026 on." in said
