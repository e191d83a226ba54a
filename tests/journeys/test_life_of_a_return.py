"""A quarter with two gaps: mended from the checklist, signed, sent, and corrected afterwards."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from keys import Keys, a_window
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from small_book import all_of
from sqlalchemy import select
from window_fixtures import *  # noqa: F403 (the household at its desk)
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.domain.returns.locked import figures_from_json
from dpmanager.records import models
from dpmanager.records.book import open_book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.made_up_household import QUARTER
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.ui.desk import Desk
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.theme import apply_theme

NEW_YEAR = datetime(2027, 1, 4, 10, tzinfo=UTC)
LATE = Decimal("-8.00")


class Clock:
    """The time of the desk."""

    def __init__(self) -> None:
        self.now = CLOCK


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(household: Path, clock: Clock, qapp: QApplication, qtbot: QtBot) -> Iterator[Keys]:
    apply_theme(qapp, "light", 100)
    with open_book(household, passphrase=PASSPHRASE) as book:
        desk = Desk(book, Remembered(), now=lambda: clock.now)
        with a_window(desk, qtbot) as window:
            yield Keys(window, qtbot)
        desk.wait()


def to_do(keys: Keys) -> int:
    keys.open_place("returns", start=QUARTER.start, end=QUARTER.end)
    return sum(
        1
        for label in keys.page.findChildren(type(keys.page.title))
        if label.isVisible() and label.text() == "To do"
    )


def test_a_quarter_is_mended_signed_sent_and_corrected(keys: Keys, clock: Clock) -> None:
    desk = keys.desk
    assert to_do(keys) == 2

    # From the checklist to each of the two gaps.
    keys.press("Add receipts")
    assert keys.page.place == "receipts"
    keys.fill("No receipt: why", "The driver had no printer")
    keys.press("Save the reason")
    assert to_do(keys) == 1
    keys.press("Look at the question")
    assert keys.page.place == "spending"
    keys.press("They agreed")
    keys.fill("Who said so", "Tom Ash")
    keys.press("Save the answer")
    assert to_do(keys) == 0

    # Signed: nothing is open, so nothing is to be accepted.
    keys.press("Sign this return")
    keys.says_not("Still missing")
    keys.press("Sign and keep this return")
    assert keys.page.place == "sent_returns"
    keys.says("Signed, not sent", "Frances Hale, 5 October 2026", "£5,487.76")
    (row,) = all_of(desk.book, models.SentReturn)
    signed = figures_from_json(row.figures)
    assert signed.gaps == ()
    (told,) = signed.explanations
    assert "COMFORT CHAIRS" in told and "Tom Ash agreed on 5 October 2026." in told
    assert signed.closing == row.closing == Decimal("5487.76")

    # Marked as sent: Home asks for it no more.
    keys.press("I have sent it")
    keys.choose("How you sent it", "By e-mail")
    keys.press("Save")
    keys.says("5 October 2026, By e-mail, Frances Hale")
    keys.open_place("home")
    keys.says_not("Send the return for July to September")

    # A late correction, and why.
    with desk.book.reading() as session:
        account = session.scalars(select(models.Account.name)).all()[-1]
    late = add_payment(
        desk.book, account, date(2026, 9, 29), "LATE TAXI", LATE, who=desk.who, at=desk.now()
    )
    keys.open_place("money", transaction=late)
    keys.says("This is in a return that you sent on 5 October 2026.")
    keys.open_place("sent_returns", **{"return": row.id})
    keys.says("Added: LATE TAXI, 29 September 2026, -£8.00.")
    keys.press("Say why")
    keys.fill_notes("Why they were changed", "The taxi sent its bill late.")
    keys.press("Save")
    keys.says("The taxi sent its bill late.")

    # The next return lists it, and follows from what was signed.
    clock.now = NEW_YEAR
    keys.open_place("returns", start=QUARTER.end + timedelta(days=1), end=date(2026, 12, 31))
    keys.press("Sign this return")
    keys.says("Still missing")
    keys.tick("I know that this is missing.")
    keys.press("Sign and keep this return")
    first, second = all_of(desk.book, models.SentReturn)
    following = figures_from_json(second.figures)
    assert [(one.line.description, one.difference) for one in following.corrections] == [
        ("LATE TAXI", LATE)
    ]
    assert following.opening == first.closing + LATE
    assert following.explanations == ("The taxi sent its bill late.",)
    assert following.opening + following.money_in - following.money_out == following.closing
    assert check_book(desk.book) == []
