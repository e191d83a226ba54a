"""Letting a worker fill in their own hours, from the hours page, by keyboard.

Ravi's rota has Monday, Tuesday, Wednesday and Friday from 8 to 12, and Thursday from 8 to 15:30
with half an hour of rest: 23 hours. His hour is 13.20.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from filled_form import at, filled_pdf, signed, times
from keys import Keys, a_window
from money_window import drop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from seen_on_page import buttons
from small_book import all_of, count

from dpmanager.domain.hours.timesheet_form import Box
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import AMINA, RAVI
from dpmanager.tasks.hours.look_at_hours import week_of_hours
from dpmanager.tasks.hours.record_shifts import approve_timesheet
from dpmanager.tasks.hours.worker_form import make_form
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.hours import HoursPage
from dpmanager.ui.widgets.announce import ANNOUNCER

MONDAY, TUESDAY, SATURDAY = date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 10)
WEEK = Period(MONDAY, date(2026, 10, 11))


class FormKeys(Keys):
    """At the hours page, with the files that its dialogs give and what is said."""

    def __init__(self, window: MainWindow, qtbot: QtBot, folder: Path) -> None:
        super().__init__(window, qtbot)
        self.folder = folder
        self.said: list[str] = []
        ANNOUNCER.said.connect(self.hear)

    def hear(self, sentence: str) -> None:
        self.said.append(sentence)

    def open(self, worker: str = RAVI, day: date = MONDAY) -> None:
        self.open_place("hours", worker=worker, day=day)

    def form(self, worker: str = RAVI, period: Period = WEEK, **values: str) -> Path:
        """A form that came back, which is what the dialog gives."""
        form = make_form(self.desk.book, worker, period, who=self.desk.who, at=self.desk.now())
        return self.back(filled_pdf(form, values))

    def back(self, content: bytes) -> Path:
        file = self.folder / "back.pdf"
        file.write_bytes(content)
        return file

    def drop(self, file: Path) -> None:
        drop(self.page, file)
        self.settle()

    def hours(self) -> list[tuple[date, str, str]]:
        week = week_of_hours(self.desk.book, RAVI, MONDAY, today=self.desk.today())
        return [
            (day.day, f"{one.shift.start:%H:%M}", f"{one.shift.end:%H:%M}")
            for day in week.days
            for one in day.shifts
        ]


@pytest.fixture
def keys(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FormKeys]:
    def where(_parent: object, _title: str, offered: str, _kinds: str) -> tuple[str, str]:
        return str(tmp_path / Path(offered).name), ""

    back = str(tmp_path / "back.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (back, ""))
    with a_window(desk, qtbot) as made:
        keys = FormKeys(made, qtbot, tmp_path)
        keys.open()
        yield keys
        ANNOUNCER.said.disconnect(keys.hear)


def test_a_form_is_saved_and_comes_back_with_a_choice_for_each_difference(keys: FormKeys) -> None:
    keys.press("Let them fill it in")
    assert "Let Ravi Patel fill it in" in keys.text()
    keys.press("Save a form for Ravi Patel")
    sent = keys.folder / "timesheet-2026-10-05-to-2026-10-11.pdf"
    assert keys.said[-1].startswith(f"Saved as {sent.name} in")
    assert keys.said[-1].endswith("Send it to Ravi Patel.")
    keys.back(
        filled_pdf(
            sent.read_bytes(),
            signed(RAVI, "11/10/2026")
            | times(MONDAY, "8", "1pm")
            | times(TUESDAY, "", "")
            | {at(TUESDAY, 1, Box.NOTE): "No bus"}
            | times(SATURDAY, "9", "11"),
        )
    )
    keys.press("Read in a filled form")
    text = keys.text()
    for part in (
        "What Ravi Patel filled in",
        "Ravi Patel, 5 to 11 October 2026: 22 hours",  # 23 + 1 - 4 + 2
        "signed as Ravi Patel on 11 October 2026.",
        "Tuesday 6 October 2026: No bus",
        "3 differences from the plan",
        "3 shifts are as planned.",
        "Monday 5 October 2026, 08:00 to 13:00: changed. Planned: 08:00 to 12:00.",
    ):
        assert part in text
    now = QApplication.focusWidget()
    assert now is not None and now.accessibleName().startswith("Monday 5 October 2026, 08:00")
    keys.choose("Monday 5 October 2026", "Keep the plan")
    keys.choose("Saturday 10 October 2026", "Leave it out")
    keys.press("Save these hours")
    assert [row for row in keys.hours() if row[0] in (MONDAY, TUESDAY, SATURDAY)] == [
        (MONDAY, "08:00", "12:00")
    ]
    assert len(keys.hours()) == 4
    assert keys.said[-1] == (
        "The hours of Ravi Patel are saved: 5 to 11 October 2026. "
        "They wait for you to approve them."
    )
    assert isinstance(keys.page, HoursPage) and keys.page.table.hasFocus()
    assert "It waits for you to approve it." in keys.text()


def test_hours_that_were_kept_in_a_phone_app_are_read_for_who_is_chosen(keys: FormKeys) -> None:
    file = keys.back(
        b"Client Name,Start Time,End Time,Break Time,Worked Hours,Rate/h,Amount,Note\n"
        b"Mum,10 October 2026 at 09:00:00,10 October 2026 at 11:00:00,0h 0m,2h 0m,,,\n"
    )
    keys.drop(file)
    assert "does not say whose hours they are" in keys.text()
    keys.press("Back to the hours")
    keys.press("Let them fill it in")
    keys.press("Read in a filled form")
    assert "Ravi Patel, 5 to 11 October 2026: 2 hours" in keys.text()
    keys.press("Save these hours")
    assert keys.hours() == [(SATURDAY, "09:00", "11:00")]


def test_the_name_stands_in_the_file_name_only_where_it_is_asked_for(keys: FormKeys) -> None:
    keys.press("Let them fill it in")
    keys.to(QWidget, "Put their name in")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    keys.press("Save it as a spreadsheet")
    (file,) = keys.folder.glob("*.csv")
    assert file.name == "timesheet-Ravi-Patel-2026-10-05-to-2026-10-11.csv"
    assert "Ravi Patel" in file.read_text("utf-8-sig")


def test_the_empty_sheet_is_shown_and_leads_back(keys: FormKeys) -> None:
    keys.press("Let them fill it in")
    keys.press("Print it in large print")
    assert keys.page.place == "preview"
    assert "Empty timesheet of Ravi Patel, 5 to 11 October 2026" in keys.text()
    keys.press("Back")
    assert keys.page.place == "hours"
    assert "Ravi Patel, 5 to 11 October 2026" in keys.text()


def test_a_dropped_form_is_read_whoever_is_shown(keys: FormKeys) -> None:
    file = keys.form()
    keys.open(AMINA)
    keys.drop(file)
    assert "Nothing differs from the plan" in keys.text()
    now = QApplication.focusWidget()
    assert isinstance(now, QPushButton) and now.text() == "Save these hours"
    QTest.keyClick(now, Qt.Key.Key_Space)
    keys.settle()
    assert len(keys.hours()) == 5
    assert "Ravi Patel, 5 to 11 October 2026" in keys.text()


def test_the_form_of_somebody_else_is_refused_and_can_be_read_in_there(keys: FormKeys) -> None:
    keys.form()
    keys.open(AMINA)
    keys.press("Let them fill it in")
    keys.press("Read in a filled form")
    assert "This form is of Ravi Patel, for 5 to 11 October 2026." in keys.text()
    assert "Save these hours" not in buttons(keys.page)
    keys.press("Read it in for Ravi Patel, 5 to 11 October 2026")
    keys.press("Save these hours")
    assert len(keys.hours()) == 5


def test_boxes_that_are_not_understood_are_all_named(keys: FormKeys) -> None:
    keys.form(**times(MONDAY, "25:00", "26:00"), **times(TUESDAY, "lunch", "3pm"))
    keys.press("Let them fill it in")
    keys.press("Read in a filled form")
    text = keys.text()
    assert "Start, Monday 5 October 2026, row 1: “25:00”" in text
    assert "Start, Tuesday 6 October 2026, row 1: “lunch”" in text
    assert "Ask for these boxes to be put right" in text
    keys.form()
    keys.press("Choose another file")
    assert "There is a problem" not in keys.text()
    keys.press("Save these hours")
    assert len(keys.hours()) == 5


def test_a_file_that_is_no_form_is_refused_and_the_page_goes_on(keys: FormKeys) -> None:
    keys.press("Let them fill it in")
    keys.back(b"%PDF-1.7 not really")
    keys.press("Read in a filled form")
    assert "This PDF is damaged or not complete" in keys.text()
    keys.press("Back to the hours")
    assert "Ravi Patel, 5 to 11 October 2026" in keys.text()
    assert count(keys.desk.book, models.TakenForm) == 0


def test_a_timesheet_that_was_approved_takes_no_form(keys: FormKeys) -> None:
    file = keys.form()
    keys.drop(file)
    keys.press("Save these hours")
    do = {"who": keys.desk.who, "at": keys.desk.now()}
    approve_timesheet(keys.desk.book, RAVI, MONDAY, **do)
    keys.open()
    assert "Let them fill it in" not in "".join(buttons(keys.page)).replace("&", "")
    keys.drop(file)
    assert "is approved. To change its hours, reopen it." in keys.text()
    assert "Save these hours" not in buttons(keys.page)


def test_what_cannot_be_saved_says_why_and_the_choices_stay(keys: FormKeys) -> None:
    sunday = WEEK.end
    next_week = Period(date(2026, 10, 12), date(2026, 10, 18))
    keys.drop(keys.form(period=next_week, **times(next_week.start, "12am", "2am", row=2)))
    keys.press("Save these hours")
    keys.drop(keys.form(**times(sunday, "22:00", "06:00")))
    assert "overlaps the one on 12 October 2026" in keys.text()
    keys.press("Save these hours")
    assert "There is a problem" in keys.text()
    assert keys.hours() == []
    keys.choose("Sunday 11 October 2026", "Leave it out")
    keys.press("Save these hours")
    assert len(keys.hours()) == 5
    assert len(all_of(keys.desk.book, models.TakenForm)) == 2
