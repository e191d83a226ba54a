"""The hours page, driven by its keys as a person would."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from keys import Keys, a_window, focused
from person import Presses
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from seen_on_page import settle

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.signatures import SignatureKind
from dpmanager.tasks.book.made_up_household import AGENCY, AMINA, HOME, RAVI
from dpmanager.tasks.hours.look_at_hours import WeekOfHours, week_of_hours
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.hours import HoursPage
from dpmanager.ui.widgets.announce import ANNOUNCER

MONDAY = date(2026, 10, 5)
LAST_WEEK = date(2026, 9, 30)
"""A day of the week that is over and not approved."""
MOST_KEYS = 60


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    desk.remembered.place = "hours"
    with a_window(desk, qtbot) as made:
        yield made


def opened(window: MainWindow, qtbot: QtBot, worker: str, day: date) -> HoursPage:
    window.open_place("hours", {"worker": worker, "day": day})
    settle(window.desk, qtbot)
    page = window.current_page()
    assert isinstance(page, HoursPage)
    return page


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
    keys, presses = Keys(window, qtbot), Presses()
    keys.key(Qt.Key.Key_Return)  # from the table to the hours of its day
    for start, finish in (("8", "12"), ("8", "12"), ("8.30", "1230")):
        keys.letters(start)
        keys.key(Qt.Key.Key_Tab)
        keys.letters(finish)
        keys.key(Qt.Key.Key_Return)
    keys.letters("8")
    keys.key(Qt.Key.Key_Tab)
    keys.letters("half 3pm")
    keys.key(Qt.Key.Key_Tab)
    keys.letters("30")
    keys.key(Qt.Key.Key_Return)
    keys.key(Qt.Key.Key_Return)  # nothing on Friday
    keys.letters("7pm")
    keys.key(Qt.Key.Key_Tab)
    keys.letters("9pm")
    keys.key(Qt.Key.Key_Return)
    settle(desk, qtbot)
    with qtbot.waitSignal(page.of_sheet.approve.clicked):
        keys.alt(Qt.Key.Key_A)
    presses.stop()
    settle(desk, qtbot)
    with capsys.disabled():
        print(f"\nOne week of hours and its approval: {presses.count} key presses")
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
    assert presses.count <= MOST_KEYS


def test_the_last_day_leads_to_the_approval(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(window, qtbot)
    page.table.choose((date(2026, 10, 11), None))
    keys.key(Qt.Key.Key_Return)
    keys.letters("9")
    keys.key(Qt.Key.Key_Tab)
    keys.letters("10")
    keys.key(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert focused() is page.of_sheet.approve
    keys.key(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert week(desk, RAVI, MONDAY).sheets[0].state == "approved"
    assert page.card.form.isHidden()
    assert page.card.why_not.text().startswith("These hours are approved.")
    assert focused() is page.table


def test_an_approval_is_signed_with_the_name_and_opened_again_without_it(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, RAVI, LAST_WEEK)
    sheet = page.of_sheet
    assert sheet.how_signed.text() == (
        f"When you approve, your name is typed as your signature: {desk.who}."
    )
    assert sheet.signature.isHidden()
    sheet.approve.setFocus()
    keys = Keys(window, qtbot)
    keys.key(Qt.Key.Key_Return)
    keys.settle()
    signed = f"Signed on the screen by {desk.who} on 5 October 2026."
    keys.says(signed)
    assert sheet.how_signed.isHidden()
    keys.press("Reopen timesheet")
    keys.says_not(signed)


def test_the_way_of_signing_is_changed_and_remembered(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, RAVI, LAST_WEEK)
    sheet, keys = page.of_sheet, Keys(window, qtbot)
    keys.press("Change how you sign")
    assert focused() is sheet.signature.way.box
    keys.choose("How you sign", "Draw it")
    sheet.approve.setFocus()
    keys.key(Qt.Key.Key_Return)
    keys.settle()
    assert "or choose to type your name" in sheet.signature.error.text()
    assert week(desk, RAVI, LAST_WEEK).sheets[0].state == "draft"

    keys.choose("How you sign", "I will sign the printed copy in ink")
    sheet.approve.setFocus()
    keys.key(Qt.Key.Key_Return)
    keys.settle()
    keys.says(f"{desk.who} signs the printed copy in ink.")
    keys.press("Reopen timesheet")
    assert sheet.signature.isHidden()
    assert sheet.how_signed.text() == f"You sign the printed timesheet in ink, as {desk.who}."


def test_who_draws_is_asked_to_draw_each_time(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    desk.remembered.signs_by = SignatureKind.DRAWN
    page = opened(window, qtbot, RAVI, LAST_WEEK)
    sheet, keys = page.of_sheet, Keys(window, qtbot)
    assert sheet.signature.isVisible() and sheet.how_signed.isHidden()
    qtbot.mouseClick(sheet.signature.drawing, Qt.MouseButton.LeftButton)
    sheet.approve.setFocus()
    keys.key(Qt.Key.Key_Return)
    keys.settle()
    keys.says(f"Signed by hand on the screen by {desk.who} on 5 October 2026.")
    assert sheet.signature.isHidden()
    assert sheet.signature.drawing.strokes() == ()


def test_what_was_understood_is_shown_back(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(window, qtbot)
    keys.key(Qt.Key.Key_Return)
    keys.letters("half 7")
    keys.key(Qt.Key.Key_Tab)
    assert page.card.start.edit.text() == "07:30"
    keys.letters("0830")
    assert page.card.says_back.text() == "07:30 to 08:30, 1 hour."
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    page.card.finish.edit.setText("6")
    assert page.card.says_back.text() == "07:30 to 06:00 next day, 22 hours 30 minutes."


def test_a_mistake_keeps_what_was_typed_and_goes_back_to_its_day(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(window, qtbot)
    keys.key(Qt.Key.Key_Return)
    keys.letters("8")
    keys.key(Qt.Key.Key_Tab)
    keys.letters("twelve")
    keys.key(Qt.Key.Key_Return)
    assert page.card.form.summary.isVisible()
    assert page.card.finish.error.text().startswith("“twelve”")
    assert page.card.finish.edit.text() == "twelve"
    page.card.finish.edit.clear()
    page.card.finish.edit.setFocus()
    keys.letters("8")  # the same time: only the book's own rules refuse it
    keys.key(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.table.current_key() == (MONDAY, None)
    assert (page.card.start.edit.text(), page.card.finish.edit.text()) == ("08:00", "08:00")
    assert "starts and ends at 08:00" in page.card.form.summary.accessibleName()
    assert times(desk, RAVI, MONDAY) == []


def test_what_was_not_saved_waits_for_its_day(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(window, qtbot)
    keys.key(Qt.Key.Key_Return)
    keys.letters("8")
    page.table.choose((date(2026, 10, 7), None))
    assert page.card.start.edit.text() == ""
    page.table.choose((MONDAY, None))
    assert page.card.start.edit.text() == "8"


def test_a_saved_shift_is_changed_added_to_and_removed_and_each_is_undone(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(window, qtbot)
    keys.key(Qt.Key.Key_Return)
    for text, key in (("8", Qt.Key.Key_Tab), ("12", Qt.Key.Key_Return)):
        keys.letters(text)
        keys.key(key)
    settle(desk, qtbot)
    number = week(desk, RAVI, MONDAY).days[0].shifts[0].id
    page.table.choose((MONDAY, number))
    assert page.card.day_title.text() == "Change the hours on Monday 5 October"
    page.table.setFocus()
    keys.key(Qt.Key.Key_Return)
    keys.letters("9")  # the whole field is chosen, so typing replaces it
    keys.key(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert times(desk, RAVI, MONDAY) == [(MONDAY, time(9), time(12), 0, "weekday")]

    page.table.choose((MONDAY, number))
    page.card.another.click()
    assert page.card.day_title.text() == "Hours on Monday 5 October"
    for text, key in (("17", Qt.Key.Key_Tab), ("18", Qt.Key.Key_Return)):
        keys.letters(text)
        keys.key(key)
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
    keys = Keys(window, qtbot)
    keys.key(Qt.Key.Key_Return)
    for text, key in (("8", Qt.Key.Key_Tab), ("9", Qt.Key.Key_Return)):
        keys.letters(text)
        keys.key(key)
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
    keys = Keys(window, qtbot)
    keys.key(Qt.Key.Key_Return)
    for text, key in (("10", Qt.Key.Key_Tab), ("13", Qt.Key.Key_Return)):
        keys.letters(text)
        keys.key(key)
    settle(desk, qtbot)
    assert page.says.text() == "3 hours in this week."
    assert week(desk, AGENCY, MONDAY).sheets[0].period.end == date(2026, 10, 31)
    assert page.of_sheet.approve.isHidden()  # its last day is still to come


def test_a_week_in_two_timesheets_names_the_one_to_approve(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, AGENCY, date(2026, 9, 28))
    keys = Keys(window, qtbot)
    page.table.choose((date(2026, 9, 30), None))
    keys.key(Qt.Key.Key_Return)
    for text, key in (("10", Qt.Key.Key_Tab), ("13", Qt.Key.Key_Return)):
        keys.letters(text)
        keys.key(key)
    settle(desk, qtbot)
    page.table.choose((date(2026, 9, 29), None))
    assert page.of_sheet.approve.isVisible()
    assert page.of_sheet.approve.text() == "&Approve timesheet of 1 to 30 September 2026"
    page.table.choose((date(2026, 10, 1), None))
    assert page.of_sheet.approve.isHidden()


def test_the_outcome_and_the_note_are_kept(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = opened(window, qtbot, RAVI, MONDAY)
    keys = Keys(window, qtbot)
    keys.key(Qt.Key.Key_Return)
    keys.letters("8")
    keys.key(Qt.Key.Key_Tab)
    keys.letters("9")
    page.card.outcome.set_value(HOME)
    page.card.note.edit.setFocus()
    keys.letters("Late bus")
    keys.key(Qt.Key.Key_Return)
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
