"""The hours page, driven by its keys as a person would."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.tasks.book.made_up_household import AGENCY, AMINA, HOME, RAVI
from dpmanager.tasks.hours.look_at_hours import WeekOfHours, week_of_hours
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.hours import HoursPage
from dpmanager.ui.widgets.announce import ANNOUNCER

MONDAY = date(2026, 10, 5)
MOST_KEYS = 60


class Keys:
    """Presses keys on whatever has the focus, and counts them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.count = 0

    def type(self, text: str) -> None:
        """Letters and figures, one press each."""
        for letter in text:
            self.qtbot.keyClicks(focused(), letter)
            self.count += 1

    def press(self, *keys: Qt.Key) -> None:
        """Named keys."""
        for key in keys:
            self.qtbot.keyClick(focused(), key)
            self.count += 1

    def alt(self, window: QWidget, key: Qt.Key) -> None:
        """Alt and a letter: two presses."""
        self.qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        self.count += 2


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    desk.remembered.place = "hours"
    made = MainWindow(desk, "Margaret's direct payment")
    qtbot.addWidget(made, before_close_func=lambda _window: desk.wait())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: not desk.is_busy())
    yield made


def opened(window: MainWindow, qtbot: QtBot, worker: str, day: date) -> HoursPage:
    window.open_place("hours", {"worker": worker, "day": day})
    settle(window.desk, qtbot)
    page = window.current_page()
    assert isinstance(page, HoursPage)
    return page


def settle(desk: Desk, qtbot: QtBot) -> None:
    desk.wait()
    qtbot.waitUntil(lambda: not desk.is_busy())


def week(desk: Desk, worker: str, day: date) -> WeekOfHours:
    return week_of_hours(desk.book, worker, day, today=desk.today())


def times(desk: Desk, worker: str, day: date) -> list[tuple[date, time, time, int, str]]:
    return [
        (
            one.shift.day,
            one.shift.start,
            one.shift.end,
            one.shift.break_minutes,
            one.shift.kind.value,
        )
        for of_day in week(desk, worker, day).days
        for one in of_day.shifts
    ]


def test_a_whole_week_and_its_approval_take_few_keys(
    window: MainWindow, desk: Desk, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_Return)  # from the table to the hours of its day
    for start, finish in (("8", "12"), ("8", "12"), ("8.30", "1230")):
        keys.type(start)
        keys.press(Qt.Key.Key_Tab)
        keys.type(finish)
        keys.press(Qt.Key.Key_Return)
    keys.type("8")
    keys.press(Qt.Key.Key_Tab)
    keys.type("half 3pm")
    keys.press(Qt.Key.Key_Tab)
    keys.type("30")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return)  # nothing on Friday
    keys.type("7pm")
    keys.press(Qt.Key.Key_Tab)
    keys.type("9pm")
    keys.press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    with qtbot.waitSignal(page.of_sheet.approve.clicked):
        keys.alt(window, Qt.Key.Key_A)
    settle(desk, qtbot)
    with capsys.disabled():
        print(f"\nOne week of hours and its approval: {keys.count} key presses")
    assert times(desk, RAVI, MONDAY) == [
        (date(2026, 10, 5), time(8), time(12), 0, "weekday"),
        (date(2026, 10, 6), time(8), time(12), 0, "weekday"),
        (date(2026, 10, 7), time(8, 30), time(12, 30), 0, "weekday"),
        (date(2026, 10, 8), time(8), time(15, 30), 30, "weekday"),
        (date(2026, 10, 10), time(19), time(21), 0, "saturday"),
    ]
    (sheet,) = week(desk, RAVI, MONDAY).sheets
    assert sheet.state == "approved"
    assert page.says.text() == "21 hours come to £277.20 before tax."
    assert keys.count <= MOST_KEYS


def test_the_last_day_leads_to_the_approval(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(qtbot)
    page.table.choose((date(2026, 10, 11), None))
    keys.press(Qt.Key.Key_Return)
    keys.type("9")
    keys.press(Qt.Key.Key_Tab)
    keys.type("10")
    keys.press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert focused() is page.of_sheet.approve
    keys.press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert week(desk, RAVI, MONDAY).sheets[0].state == "approved"
    assert page.card.form.isHidden()
    assert page.card.why_not.text().startswith("These hours are approved.")
    assert focused() is page.table


def test_what_was_understood_is_shown_back(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_Return)
    keys.type("half 7")
    keys.press(Qt.Key.Key_Tab)
    assert page.card.start.edit.text() == "07:30"
    keys.type("0830")
    assert page.card.says_back.text() == "07:30 to 08:30, 1 hour."
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    page.card.finish.edit.setText("6")
    assert page.card.says_back.text() == "07:30 to 06:00 next day, 22 hours 30 minutes."


def test_a_mistake_keeps_what_was_typed_and_goes_back_to_its_day(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_Return)
    keys.type("8")
    keys.press(Qt.Key.Key_Tab)
    keys.type("twelve")
    keys.press(Qt.Key.Key_Return)
    assert page.card.form.summary.isVisible()
    assert page.card.finish.error.text().startswith("“twelve”")
    assert page.card.finish.edit.text() == "twelve"
    page.card.finish.edit.clear()
    page.card.finish.edit.setFocus()
    keys.type("8")  # the same time: only the book's own rules refuse it
    keys.press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.table.current_key() == (MONDAY, None)
    assert (page.card.start.edit.text(), page.card.finish.edit.text()) == ("08:00", "08:00")
    assert "starts and ends at 08:00" in page.card.form.summary.accessibleName()
    assert times(desk, RAVI, MONDAY) == []


def test_what_was_not_saved_waits_for_its_day(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_Return)
    keys.type("8")
    page.table.choose((date(2026, 10, 7), None))
    assert page.card.start.edit.text() == ""
    page.table.choose((MONDAY, None))
    assert page.card.start.edit.text() == "8"


def test_a_saved_shift_is_changed_added_to_and_removed_and_each_is_undone(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_Return)
    for text, key in (("8", Qt.Key.Key_Tab), ("12", Qt.Key.Key_Return)):
        keys.type(text)
        keys.press(key)
    settle(desk, qtbot)
    number = week(desk, RAVI, MONDAY).days[0].shifts[0].id
    page.table.choose((MONDAY, number))
    assert page.card.day_title.text() == "Change the hours on Monday 5 October"
    page.table.setFocus()
    keys.press(Qt.Key.Key_Return)
    keys.type("9")  # the whole field is chosen, so typing replaces it
    keys.press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert times(desk, RAVI, MONDAY) == [(MONDAY, time(9), time(12), 0, "weekday")]

    page.table.choose((MONDAY, number))
    page.card.another.click()
    assert page.card.day_title.text() == "Hours on Monday 5 October"
    for text, key in (("17", Qt.Key.Key_Tab), ("18", Qt.Key.Key_Return)):
        keys.type(text)
        keys.press(key)
    settle(desk, qtbot)
    assert len(times(desk, RAVI, MONDAY)) == 2

    page.table.choose((MONDAY, number))
    page.card.remove.click()
    settle(desk, qtbot)
    assert times(desk, RAVI, MONDAY) == [(MONDAY, time(17), time(18), 0, "weekday")]

    for shifts in (2, 1, 1, 0):
        window.undo()
        settle(desk, qtbot)
        assert len(times(desk, RAVI, MONDAY)) == shifts


def test_last_week_is_copied_in_one_task_and_says_which_days_kept_theirs(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    said: list[str] = []
    ANNOUNCER.said.connect(said.append)
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_Return)
    for text, key in (("8", Qt.Key.Key_Tab), ("9", Qt.Key.Key_Return)):
        keys.type(text)
        keys.press(key)
    settle(desk, qtbot)
    page.of_sheet.copy.click()
    settle(desk, qtbot)
    ANNOUNCER.said.disconnect(said.append)
    assert said[-1] == (
        "Copied 2 shifts from last week. These days kept what they had: Monday 5 October."
    )
    assert len(times(desk, RAVI, MONDAY)) == 3
    assert desk.book.can_undo() == "Copy last week of Ravi Patel"
    window.undo()
    settle(desk, qtbot)
    assert len(times(desk, RAVI, MONDAY)) == 1


def test_the_kind_of_hours_is_suggested_by_the_day(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, RAVI, date(2026, 12, 28))
    page.table.choose((date(2026, 12, 28), None))
    assert page.table.currentIndex().data() == "Monday 28, bank holiday"
    assert page.card.day_title.text() == "Hours on Monday 28 December, a bank holiday"
    assert page.card.kind.read() is HourKind.BANK_HOLIDAY
    page.table.choose((date(2027, 1, 2), None))
    assert page.card.kind.read() is HourKind.SATURDAY


def test_a_paid_week_says_so_and_its_pay_is_explained(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, AMINA, date(2026, 8, 31))
    assert page.says.text() == "13 hours 30 minutes come to £198.60 before tax."
    assert page.of_sheet.approve.isHidden() and page.of_sheet.reopen.isHidden()
    assert "have been paid" in page.card.why_not.text()
    assert [step.sum for step in page._steps] == [
        "3 hours 30 minutes x 13.60 = 47.60",
        "5 hours x 14.60 = 73.00",
        "5 hours x 15.60 = 78.00",
        "47.60 + 73.00 + 78.00 = 198.60",
    ]


def test_a_sleep_in_is_a_night(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = opened(window, qtbot, AMINA, date(2026, 9, 21))
    assert page.says.text() == "13 hours 30 minutes and 1 sleep-in come to £260.60 before tax."
    rows = [row.values for row in page.table.rows_model.rows]
    assert (date(2026, 9, 25), "22:00", "07:00 next day", None, "Sleep-in", "1\u00a0night") in rows


def test_an_agency_has_hours_in_a_calendar_month_and_no_pay(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, AGENCY, MONDAY)
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_Return)
    for text, key in (("10", Qt.Key.Key_Tab), ("13", Qt.Key.Key_Return)):
        keys.type(text)
        keys.press(key)
    settle(desk, qtbot)
    assert page.says.text() == "3 hours in this week."
    assert week(desk, AGENCY, MONDAY).sheets[0].period.end == date(2026, 10, 31)
    assert page.of_sheet.approve.isHidden()  # its last day is still to come


def test_a_week_in_two_timesheets_names_the_one_to_approve(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, AGENCY, date(2026, 9, 28))
    keys = Keys(qtbot)
    page.table.choose((date(2026, 9, 30), None))
    keys.press(Qt.Key.Key_Return)
    for text, key in (("10", Qt.Key.Key_Tab), ("13", Qt.Key.Key_Return)):
        keys.type(text)
        keys.press(key)
    settle(desk, qtbot)
    page.table.choose((date(2026, 9, 29), None))
    assert page.of_sheet.approve.isVisible()
    assert page.of_sheet.approve.text() == "&Approve timesheet of 1 to 30 September 2026"
    page.table.choose((date(2026, 10, 1), None))
    assert page.of_sheet.approve.isHidden()


def test_the_outcome_and_the_note_are_kept(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_Return)
    keys.type("8")
    keys.press(Qt.Key.Key_Tab)
    keys.type("9")
    page.card.outcome.set_value(HOME)
    page.card.note.edit.setFocus()
    keys.type("Late bus")
    keys.press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    (one,) = week(desk, RAVI, MONDAY).days[0].shifts
    assert (one.shift.outcome, one.shift.note) == (HOME, "Late bus")


def test_the_timesheet_is_shown_as_a_paper(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = opened(window, qtbot, RAVI, date(2026, 9, 21))
    page.go.disconnect()
    with qtbot.waitSignal(page.go) as asked:
        page.of_sheet.see_large.click()
    place, what = asked.args
    assert place == "preview"
    assert what["title"] == "Timesheet of Ravi Patel, 21 to 27 September 2026"
    assert what["pdf"].startswith(b"%PDF")
    assert what["file_name"] == "timesheet.pdf"


def test_an_empty_book_says_how_to_start(empty_desk: Desk, qtbot: QtBot) -> None:
    with empty_desk.book.task("Nobody works here", who="x", at=empty_desk.now()) as session:
        from dpmanager.records import models

        for kind in (models.PayRate, models.PensionEvent, models.Worker):
            for row in session.query(kind):
                session.delete(row)
    page = HoursPage(empty_desk)
    qtbot.addWidget(page)
    page.refresh()
    settle(empty_desk, qtbot)
    assert not page.nobody.isHidden()
    assert page.all.isHidden()
