"""When the disk fails, a page says so and keeps what was typed; tried again, it is saved."""

from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from keys import Keys, a_window, worker_number
from pytestqt.qtbot import QtBot
from small_book import tables

from dpmanager.records import history
from dpmanager.records.faults import DiskTrouble, FileInUse
from dpmanager.tasks.book.made_up_household import RAVI
from dpmanager.tasks.hours.look_at_hours import week_of_hours
from dpmanager.tasks.money.look_at_money import find_payments
from dpmanager.tasks.people.look_at_people import look_at_worker
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.hours import HoursPage
from dpmanager.ui.pages.money import MoneyPage
from dpmanager.ui.pages.people import PeoplePage

MONDAY = date(2026, 10, 5)
TROUBLE = {"full": DiskTrouble, "held": lambda: FileInUse(Path("book.db"))}
SAYS = {"full": "The disk cannot be used", "held": "Another program is using the file"}


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


@pytest.fixture(params=TROUBLE)
def trouble(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Nothing can be saved until `mend` is called."""

    def fail(*_asked: object, **_more: object) -> None:
        raise TROUBLE[request.param]()

    monkeypatch.setattr(history, "record", fail)
    return request.param


@pytest.fixture
def mend(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return monkeypatch.undo


def test_a_payment_by_hand(keys: Keys, trouble: str, mend: Callable[[], None]) -> None:
    before = tables(keys.desk.book)
    keys.open_place("money")
    keys.press("Add a payment by hand")
    assert isinstance(keys.page, MoneyPage)
    form = keys.page.by_hand
    form.who.edit.setText("Window cleaner")
    form.amount.edit.setText("12.50")
    keys.press("Save this payment")
    assert SAYS[trouble] in form.form.summary.accessibleName()
    assert (form.who.edit.text(), form.amount.edit.text()) == ("Window cleaner", "12.50")
    assert tables(keys.desk.book) == before
    mend()
    keys.press("Save this payment")
    (added,) = find_payments(keys.desk.book, "window cleaner", most=2)
    assert added.amount == Decimal("-12.50")


def test_the_name_of_somebody(keys: Keys, trouble: str, mend: Callable[[], None]) -> None:
    before = tables(keys.desk.book)
    number = worker_number(keys.desk, RAVI)
    keys.open_place("people", worker=RAVI)
    page = keys.page
    assert isinstance(page, PeoplePage)
    page.person.open_who()
    name = page.change.form.fields["name"].controls()[0]
    name.setText("Ravi Patel-Jones")
    page.change.save_button.click()
    keys.settle()
    assert SAYS[trouble] in page.change.form.summary.accessibleName()
    assert name.text() == "Ravi Patel-Jones"
    assert tables(keys.desk.book) == before
    mend()
    page.change.save_button.click()
    keys.settle()
    seen = look_at_worker(keys.desk.book, number, keys.desk.today())
    assert seen.details.name == "Ravi Patel-Jones"


def test_hours(keys: Keys, trouble: str, mend: Callable[[], None]) -> None:
    before = tables(keys.desk.book)
    keys.open_place("hours", worker=RAVI, day=MONDAY)
    page = keys.page
    assert isinstance(page, HoursPage)
    form = page.card.form
    form.fields["start"].controls()[0].setText("08:00")
    form.fields["finish"].controls()[0].setText("12:00")
    form.entered.emit()
    keys.settle()
    assert SAYS[trouble] in keys.text()
    assert [form.fields[name].controls()[0].text() for name in ("start", "finish")] == [
        "08:00",
        "12:00",
    ]
    assert tables(keys.desk.book) == before
    mend()
    form.entered.emit()
    keys.settle()
    week = week_of_hours(keys.desk.book, RAVI, MONDAY, today=keys.desk.today())
    assert [one.shift.start for day in week.days for one in day.shifts] == [time(8)]
