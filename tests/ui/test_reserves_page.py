"""Money set aside, at the keyboard."""

from collections.abc import Iterator
from datetime import date

import pytest
from keys import Keys, a_window
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import RAVI
from dpmanager.ui.desk import Desk


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


def test_money_is_set_aside_agreed_and_taken_away(keys: Keys) -> None:
    keys.open_place("budget")
    keys.press("Money set aside")
    keys.says("£0.00 is set aside today, as was agreed.")
    keys.press("Set money aside")
    keys.choose("What is it for?", "Something else")
    keys.fill("Amount", "25")
    keys.choose("How often is it set aside?", "Every month")
    keys.fill_date("From which day?", date(2026, 8, 1))
    keys.press("Save this")
    keys.says("There is a problem", "Say what the money is for.")
    keys.fill("In your own words", "A new hoist")
    keys.press("Save this")
    # August, September and October have begun by the 5th.
    keys.says(
        "Not agreed in writing",
        "A new hoist: £75.00 today",
        "£25.00 every month from 1 August 2026 on. Northshire County Council may not accept it",
        "£75.00 more is not agreed in writing.",
    )
    keys.press("Change: A new hoist")
    keys.fill_date("Day of the letter that agrees to it", date(2026, 7, 20))
    keys.press("Save this")
    keys.says("£75.00 is set aside today, as was agreed.", "agreed to it on 20 July 2026.")
    keys.says_not("Not agreed in writing")
    keys.open_place("home")
    keys.says("£75.00 is set aside, as was agreed.")
    keys.open_place("reserves")
    keys.press("Remove: A new hoist")
    keys.says("Nothing is set aside that the council agreed to in writing.")


def test_redundancy_pay_is_offered(keys: Keys, desk: Desk) -> None:
    with desk.book.task("Change", who=desk.who, at=desk.now()) as session:
        worker = session.scalars(select(models.Worker).filter_by(name=RAVI)).one()
        worker.start_date = date(2023, 9, 1)
    keys.open_place("reserves")
    keys.press("Set this aside")
    keys.press("Save this")
    with desk.book.reading() as session:
        row = session.scalars(select(models.Reserve)).one()
        assert row.kind == "redundancy"
        amount = f"£{row.amount:,.2f}"
    keys.says(
        f"If every job ended today, redundancy pay would be {amount}.",
        f"Redundancy pay: {amount} today",
    )
