"""The kind of care of a shift in the window: asked only of somebody who gives several."""

from collections.abc import Iterator
from datetime import date

import pytest
from keys import Keys, a_window, worker_number
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import AMINA, RAVI
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.hours import HoursPage
from dpmanager.ui.pages.people import PeoplePage
from dpmanager.ui.pages.rota import RotaPage
from dpmanager.ui.widgets.table import DataTable

MONDAY = date(2026, 10, 5)
CARE, COMPANY = "Personal care", "Companionship and befriending"


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    """Ravi keeps people company besides the care that he mostly gives."""
    with desk.book.task("Gives more", who=desk.who, at=desk.now()) as session:
        session.add(
            models.WorkerService(worker_id=worker_number(desk, RAVI), service_type="companionship")
        )
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


def kept(desk: Desk, day: date) -> list[str]:
    with desk.book.reading() as session:
        rows = session.scalars(
            select(models.Shift.service_type)
            .join(models.Timesheet)
            .where(models.Timesheet.worker_id == worker_number(desk, RAVI), models.Shift.day == day)
        )
        return list(rows)


def cells(table: DataTable) -> list[str]:
    model = table.model()
    return [
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]


def hours_of(keys: Keys, worker: str, day: date) -> HoursPage:
    keys.open_place("hours", worker=worker, day=day)
    page = keys.page
    assert isinstance(page, HoursPage)
    return page


def test_hours_ask_for_it_and_the_next_week_begins_with_it(keys: Keys) -> None:
    page = hours_of(keys, RAVI, MONDAY)
    page.table.choose((MONDAY, None))
    field = page.card.service
    assert (field.isHidden(), field.box.currentText()) == (False, CARE)
    keys.key(Qt.Key.Key_Return)
    keys.fill("Start", "8")
    keys.fill("Finish", "10")
    keys.choose("Kind of care", COMPANY)
    keys.press("Save these hours")
    assert kept(keys.desk, MONDAY) == ["companionship"]
    assert f"Weekday, {COMPANY}" in cells(page.table)
    tuesday = date(2026, 10, 6)
    assert page.key == (tuesday, None)
    assert field.box.currentText() == CARE
    keys.fill("Start", "8")
    keys.fill("Finish", "10")
    keys.press("Save these hours")
    assert kept(keys.desk, tuesday) == [""]

    page = hours_of(keys, RAVI, date(2026, 10, 12))
    page.table.choose((date(2026, 10, 12), None))
    assert page.card.service.box.currentText() == COMPANY
    page.table.choose((date(2026, 10, 13), None))
    assert page.card.service.box.currentText() == CARE


def test_a_saved_shift_shows_what_it_was_and_can_be_changed_back(keys: Keys) -> None:
    page = hours_of(keys, RAVI, MONDAY)
    page.table.choose((MONDAY, None))
    keys.key(Qt.Key.Key_Return)
    keys.fill("Start", "8")
    keys.fill("Finish", "10")
    keys.choose("Kind of care", COMPANY)
    keys.press("Save these hours")
    assert page.week is not None
    (shift,) = page.week.days[0].shifts
    page.table.choose((MONDAY, shift.id))
    assert page.card.service.box.currentText() == COMPANY
    page.card.go_to_start()
    keys.choose("Kind of care", CARE)
    keys.press("Save these hours")
    assert kept(keys.desk, MONDAY) == [""]
    assert f"Weekday, {COMPANY}" not in cells(page.table)


def test_who_gives_only_one_kind_is_not_asked(keys: Keys) -> None:
    page = hours_of(keys, AMINA, MONDAY)
    assert page.card.service.isHidden()
    keys.says_not("Kind of care")


def test_a_usual_week_and_a_changed_day_have_it(keys: Keys) -> None:
    keys.open_place("rota", worker=None, day=MONDAY)
    keys.press("Set a usual week")
    keys.choose("Who", AMINA)
    page = keys.page
    assert isinstance(page, RotaPage)
    assert page.week.service.isHidden()
    page.week.who.box.setFocus()
    keys.choose("Who", RAVI)
    page.week.who.box.activated.emit(page.week.who.box.currentIndex())
    assert not page.week.service.isHidden()
    keys.tick("Sunday")
    keys.fill("Start", "14")
    keys.fill("Finish", "16")
    keys.choose("Kind of care", COMPANY)
    keys.press("Add these hours")
    assert COMPANY in cells(page.week.table)
    keys.press("Save the usual week")
    assert page.table is not None
    assert f"14:00 to 16:00, {COMPANY}" in cells(page.table)
    with keys.desk.book.reading() as session:
        newest = session.scalars(
            select(models.RotaPattern).order_by(models.RotaPattern.id.desc())
        ).first()
        assert newest is not None
        assert {shift.service_type for shift in newest.shifts} == {"", "companionship"}

    keys.press("Change one day")
    keys.choose("Who", RAVI)
    keys.choose("What is different", "They come for an extra shift")
    keys.fill_date("Day", date(2026, 10, 10))
    keys.fill("Start", "18")
    keys.fill("Finish", "19")
    keys.choose("Kind of care", COMPANY)
    keys.press("Change the rota")
    assert any(f"18:00 to 19:00, {COMPANY}" in text for text in cells(page.table))


def test_a_rate_for_one_kind_of_care(keys: Keys) -> None:
    keys.open_place("people", worker=RAVI)
    keys.press("Change a rate of pay")
    keys.choose("Kind of hours", "Weekday")
    keys.choose("Kind of care", COMPANY)
    keys.fill("New rate", "14.10")
    keys.fill_date("From", date(2026, 10, 12))
    keys.press("Save this rate")
    page = keys.page
    assert isinstance(page, PeoplePage)
    worker = page.person.worker
    assert worker is not None
    rates = [(one.paid_for, str(one.amount)) for one in worker.rates]
    assert (f"Weekday, {COMPANY}", "14.10") in rates
    assert ("Weekday", "13.20") in rates


def test_a_rate_is_not_asked_for_care_that_is_the_only_one(keys: Keys) -> None:
    keys.open_place("people", worker=AMINA)
    keys.press("Change a rate of pay")
    keys.says_not("Kind of care")
