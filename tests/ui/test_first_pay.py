"""The stop before a first pay, by keyboard: it says what the law wants, and forbids nothing."""

from collections.abc import Iterator
from datetime import time

import pytest
from money_window import focused, open_window, push, settle_all
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, shown

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import RAVI
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.people.engage_worker import answer_of
from dpmanager.tasks.people.workers import find_worker
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow

NEW = "Cem Yildiz"


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """The page Pay, with a week of somebody new to be paid."""
    day = desk.today().replace(month=9, day=28)
    with desk.book.task("Test", who=desk.who, at=desk.now()) as session:
        ravi = find_worker(session, RAVI)
        new = models.Worker(
            **{
                column.name: getattr(ravi, column.name)
                for column in models.Worker.__table__.columns
                if column.name != "id"
            }
        )
        new.name, new.start_date, new.first_period_start = NEW, day, day
        new.rates = [
            models.PayRate(hour_kind=rate.kind.value, from_date=rate.from_date, amount=rate.amount)
            for rate in answer_of(ravi).rates
        ]
        session.add(new)
    shift = Shift(day, time(9), time(12), HourKind.WEEKDAY)
    record_shifts(desk.book, NEW, [shift], who=desk.who, at=desk.now())
    approve_timesheet(desk.book, NEW, day, who=desk.who, at=desk.now())
    made = open_window(desk, qtbot, "pay")
    settle_all(desk, qtbot)
    yield made


def said(window: MainWindow) -> str:
    return "\n".join(shown(window.current_page()))


def test_it_says_what_the_law_asks_for_and_leads_to_the_file(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.current_page()
    text = said(window)
    assert f"You have not noted that you saw the right to work of {NEW}." in text
    assert "Good advice, and not the law: DBS check, Reference." in text
    assert "Run pay" not in buttons(page)
    push(page, qtbot, f"Open the file of {NEW}")
    file = window.current_page()
    assert (file.place, file.title.text()) == ("file", f"File of {NEW}")
    push(file, qtbot, "Open: Right to work in the UK")
    push(file, qtbot, "I have seen it")
    push(file, qtbot, "Save what I saw")
    window.open_place("pay", {})
    settle_all(page.desk, qtbot)
    assert "Run pay" in buttons(window.current_page())


def test_pay_anyway_pays_and_keeps_that_it_was_said(window: MainWindow, qtbot: QtBot) -> None:
    page = window.current_page()
    push(page, qtbot, "Pay anyway")
    with page.desk.book.reading() as session:
        new = find_worker(session, NEW)
        slips = session.query(models.Payslip).filter_by(worker_id=new.id).count()
        (check,) = session.query(models.Check).filter_by(worker_id=new.id)
        assert (slips, check.reason) == (
            1,
            "You paid before you had seen it, on 5 October 2026.",
        )
    window.open_place("file", {"worker": new.id})
    settle_all(page.desk, qtbot)
    assert "You paid before you had seen it" in said(window)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert window.current_page().title.text() == "Right to work in the UK"
