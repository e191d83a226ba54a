"""Hours that were paid are put right on the hours page, as a person would.

Amina's four weeks to 20 September 2026 are paid on 24 September; on 25 September, a Friday, she
slept in. Ravi's week from 21 to 27 September is paid on 2 October. His hour is 13.20.
"""

from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, settle, shown
from sqlalchemy import select

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.records import models
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.made_up_household import AMINA, RAVI
from dpmanager.tasks.hours.look_at_hours import week_of_hours
from dpmanager.tasks.hours.record_shifts import approve_timesheet
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.hours import HoursPage
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.table import DataTable

PAID_MONDAY = date(2026, 9, 21)
NEXT_MONDAY = date(2026, 9, 28)


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    desk.remembered.place = "hours"
    made = MainWindow(desk, "Margaret's direct payment")
    qtbot.addWidget(made, before_close_func=lambda _window: desk.wait())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    settle(desk, qtbot)
    yield made


@pytest.fixture
def page(window: MainWindow, desk: Desk, qtbot: QtBot) -> HoursPage:
    """Ravi's last paid week."""
    window.open_place("hours", {"worker": RAVI, "day": PAID_MONDAY})
    settle(desk, qtbot)
    made = window.current_page()
    assert isinstance(made, HoursPage)
    return made


def press(page: HoursPage, name: str, qtbot: QtBot) -> None:
    buttons(page)[name].click()
    settle(page.desk, qtbot)
    settle(page.desk, qtbot)


def lengthen_the_first_shift(page: HoursPage, qtbot: QtBot) -> None:
    """One hour more on the first day with hours, typed as usual."""
    press(page, "Correct these hours", qtbot)
    row = next(row for row in page.table.rows_model.rows if row.key[1] is not None)
    page.table.choose(row.key)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    finish = page.card.finish
    before = finish.read()
    finish.edit.setFocus()
    finish.edit.selectAll()
    later = time(before.hour + 1, before.minute)
    qtbot.keyClicks(finish.edit, f"{later:%H:%M}")
    qtbot.keyClick(finish.edit, Qt.Key.Key_Return)
    settle(page.desk, qtbot)


def see(page: HoursPage, qtbot: QtBot) -> None:
    lengthen_the_first_shift(page, qtbot)
    press(page, "See what changes", qtbot)


def rows(table: DataTable) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def corrections(desk: Desk) -> list[models.PayItem]:
    with desk.book.reading() as session:
        return list(
            session.scalars(select(models.PayItem).where(models.PayItem.kind == "correction"))
        )


def hours_of(desk: Desk, day: date = PAID_MONDAY) -> str:
    return week_of_hours(desk.book, RAVI, day, today=desk.today()).says


def test_a_paid_timesheet_offers_to_correct_it_and_others_do_not(
    page: HoursPage, desk: Desk, qtbot: QtBot
) -> None:
    assert "Correct these hours" in buttons(page)
    page.turn_to(RAVI, NEXT_MONDAY)
    settle(desk, qtbot)
    assert not any("Correct" in name for name in buttons(page))


def test_a_copy_is_changed_and_nothing_is_saved(page: HoursPage, desk: Desk, qtbot: QtBot) -> None:
    saved = hours_of(desk)
    said: list[str] = []
    ANNOUNCER.said.connect(said.append)
    lengthen_the_first_shift(page, qtbot)
    ANNOUNCER.said.disconnect(said.append)

    assert said[0].startswith("You are changing a copy of the hours of 21 to 27 September 2026.")
    assert said[-1].startswith("Changed in the copy: ")
    assert hours_of(desk) == saved
    assert not desk.book.can_undo().startswith("Correct")
    assert any(text.endswith("Nothing is saved yet.") for text in shown(page.sheets))
    assert {"See what changes", "Stop correcting"} <= set(buttons(page))
    assert "See &timesheet" not in buttons(page)


def test_stopping_leaves_the_hours_as_they_were(page: HoursPage, desk: Desk, qtbot: QtBot) -> None:
    before = page.says.text()
    lengthen_the_first_shift(page, qtbot)
    assert page.says.text() != before
    press(page, "Stop correcting", qtbot)
    assert page.says.text() == before
    assert "Correct these hours" in buttons(page)
    assert page.card.form.isHidden()


def test_a_shift_in_the_copy_is_checked_added_and_removed(
    page: HoursPage, desk: Desk, qtbot: QtBot
) -> None:
    press(page, "Correct these hours", qtbot)
    many = len([row for row in page.table.rows_model.rows if row.key[1] is not None])
    first = next(row.key for row in page.table.rows_model.rows if row.key[1] is not None)
    page.table.choose(first)
    shift = page.chosen_shift()
    assert shift is not None
    page.card.another.click()
    page.card.start.edit.setText(f"{shift.shift.start:%H:%M}")
    page.card.finish.edit.setText(f"{shift.shift.end:%H:%M}")
    page.card.kept.emit()
    assert "overlaps the one on" in page.card.form.summary.accessibleName()

    page.card.start.edit.setText("20:00")
    page.card.finish.edit.setText("21:00")
    page.card.kept.emit()
    assert len([row for row in page.table.rows_model.rows if row.key[1] is not None]) == many + 1
    added = next(row.key for row in page.table.rows_model.rows if (row.key[1] or 0) < 0)
    page.table.choose(added)
    page.card.remove.click()
    assert len([row for row in page.table.rows_model.rows if row.key[1] is not None]) == many
    press(page, "See what changes", qtbot)
    assert page.views.shown is None  # nothing is changed after all


def test_other_days_cannot_be_changed_meanwhile(page: HoursPage, desk: Desk, qtbot: QtBot) -> None:
    press(page, "Correct these hours", qtbot)
    page.turn_to(RAVI, NEXT_MONDAY)
    settle(desk, qtbot)
    assert page.card.form.isHidden()
    assert page.card.why_not.text().startswith("You are correcting the hours of 21 to 27")


def test_what_changes_is_shown_before_after_and_difference(
    page: HoursPage, desk: Desk, qtbot: QtBot
) -> None:
    see(page, qtbot)
    assert page.title.text() == "What changes"
    texts = shown(page.changes)
    assert "Ravi Patel is owed £13.20 more before tax for 21 to 27 September 2026." in texts
    table = page.changes.findChildren(DataTable)[0]
    name, was, now, difference = rows(table)[-1]
    assert (name, difference) == ("Together", "£13.20 more")
    assert float(now.strip("£")) - float(was.strip("£")) == pytest.approx(13.2)
    assert any(text.startswith("No approved timesheet of Ravi Patel waits") for text in texts)
    openers = [one for one in buttons(page) if one.startswith("How was this worked out? ")]
    assert any("All of it together" in one for one in openers)
    assert "The pay for these hours meets the minimum wage." in texts
    # Monday 5 October begins a tax week: its tax-free pay of 241.92 is above 13.20
    assert any("more tax is taken from the next pay" in text for text in texts)


def test_the_next_payslip_stands_beside_itself(page: HoursPage, desk: Desk, qtbot: QtBot) -> None:
    approve_timesheet(desk.book, RAVI, NEXT_MONDAY, who=desk.who, at=desk.now())
    see(page, qtbot)
    following = page.changes.findChildren(DataTable)[1]
    found = {row[0]: row[1:] for row in rows(following)}
    # 12 hours at 13.20 are 158.40; below 242 there is no National Insurance
    assert found["Gross pay"] == ["£158.40", "£171.60", "£13.20 more"]
    assert found["National Insurance"] == ["£0.00", "£0.00", "the same"]


def test_saved_with_the_next_pay_and_undone(
    window: MainWindow, page: HoursPage, desk: Desk, qtbot: QtBot
) -> None:
    saved = hours_of(desk)
    said: list[str] = []
    ANNOUNCER.said.connect(said.append)
    see(page, qtbot)
    assert page.changes.how.chosen() == "next pay"
    press(page, "Save the correction", qtbot)
    ANNOUNCER.said.disconnect(said.append)

    (item,) = corrections(desk)
    assert str(item.amount) == "13.20"
    assert said[-1] == (
        "The hours of 21 to 27 September 2026 are corrected. The difference comes with the next "
        "pay."
    )
    assert page.views.shown is None and hours_of(desk) != saved
    assert any("corrected" in text for text in shown(page.sheets))
    assert check_book(desk.book) == []
    window.undo()
    settle(desk, qtbot)
    assert hours_of(desk) == saved and corrections(desk) == []


def test_saved_on_a_payslip_of_its_own(page: HoursPage, desk: Desk, qtbot: QtBot) -> None:
    see(page, qtbot)
    page.changes.how.set_value("now")
    press(page, "Save the correction", qtbot)
    with desk.book.reading() as session:
        slip = session.scalars(select(models.Payslip).order_by(models.Payslip.id.desc())).first()
        assert slip is not None
        assert (str(slip.gross_pay), slip.pay_date, slip.correction) == (
            "13.20",
            desk.today(),
            1,
        )
    assert check_book(desk.book) == []


def test_what_goes_wrong_keeps_the_copy(page: HoursPage, desk: Desk, qtbot: QtBot) -> None:
    with desk.book.task("A bureau", who=desk.who, at=desk.now()) as session:
        for row in session.query(models.Worker):
            row.payroll_by = "bureau"
    see(page, qtbot)
    assert "Tell the bureau" in page.changes.form.summary.accessibleName()
    press(page, "Back to the hours", qtbot)
    assert "See what changes" in buttons(page)


def test_a_sleep_in_asks_for_the_time_that_was_up(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    window.open_place("hours", {"worker": AMINA, "day": date(2026, 9, 25)})
    settle(desk, qtbot)
    page = window.current_page()
    assert isinstance(page, HoursPage)
    night = next(row.key for row in page.table.rows_model.rows if row.values[4] == "Sleep-in")
    page.table.choose(night)
    assert page.card.woken.isVisible() and page.card.woken.is_empty()
    page.card.woken.edit.setText("45")
    page.card.kept.emit()
    settle(desk, qtbot)
    assert any(
        row.values[4] == "Sleep-in, up and working 45 min" for row in page.table.rows_model.rows
    )
    with desk.book.reading() as session:
        row = session.get_one(models.Shift, night[1])
        assert (row.woken_minutes, row.kind) == (45, "sleep_in")
    page.table.choose(night)
    assert page.card.woken.read() == 45
    page.card.kind.set_value(HourKind.NIGHT)
    page.card.kind.box.activated.emit(0)
    QApplication.processEvents()
    assert not page.card.woken.isVisible()
    assert page.card.read_shift().woken_minutes == 0
