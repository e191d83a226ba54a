"""At the keyboard: money in by mistake is sent back, and a contribution is paid outside."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from keys import Keys, a_window
from PIL import Image
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from small_book import all_of
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.tasks.book import made_up_household
from dpmanager.tasks.money.look_at_money import look_at_payment
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money import MoneyPage

ACCOUNT = made_up_household.NEW_ACCOUNT
DAY = date(2026, 9, 28)


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


def paid(desk: Desk, words: str, amount: str, *, category: str = "", day: date = DAY) -> int:
    done = {"who": desk.who, "at": desk.now()}
    number = add_payment(desk.book, ACCOUNT, day, words, Decimal(amount), **done)
    if category:
        sort_payment(desk.book, number, [Part(Decimal(amount), category)], **done)
    return number


def test_home_leads_to_what_came_in_by_mistake(desk: Desk, keys: Keys) -> None:
    number = paid(desk, "DWP STATE PENSION", "230.25")
    keys.open_place("money", transaction=number)
    keys.choose("What it was for", "In by mistake, to be sent back")
    keys.press("Save what it was for")
    keys.open_place("home")
    keys.says(
        "Send £230.25 back: it came in by mistake",
        "£230.25 came from DWP STATE PENSION by mistake on 28 September 2026, and is not sent "
        "back yet.",
    )
    keys.press("Look at the payment")
    page = keys.page
    assert isinstance(page, MoneyPage) and page.payment.payment_id == number


def test_what_a_payment_sends_back_is_chosen_and_undone(desk: Desk, keys: Keys) -> None:
    plain = paid(desk, "SOMEBODY", "-40.00", day=date(2026, 10, 1))
    keys.open_place("money", transaction=plain)
    keys.says_not("It sends money back")
    came = paid(desk, "K BRANNIGAN", "100.00", category="in_by_mistake")
    keys.open_place("money", transaction=plain)
    keys.press("It sends money back")
    keys.says("What it sends back", "Choose what came in by mistake, of which £40.00 goes back.")
    keys.says_not("This one did not go through")
    keys.press("It sends this one back")
    keys.says(
        "£40.00 to SOMEBODY",
        "It sends back what came from K BRANNIGAN by mistake on 28 September 2026.",
    )
    keys.open_place("money", transaction=came)
    keys.says(
        "£60.00 of it is still to be sent back.", "What belongs to it", "Sent back 1 Oct: £40.00"
    )
    keys.press("See it")
    keys.press("This is not what it paid")
    assert look_at_payment(desk.book, came).ties == ()
    keys.window.undo()
    keys.settle()
    assert [tie.other_id for tie in look_at_payment(desk.book, came).ties] == [plain]


def test_the_payment_that_sends_it_back_is_accepted_with_one_key(desk: Desk, keys: Keys) -> None:
    came = paid(desk, "K BRANNIGAN", "100.00", category="in_by_mistake")
    paid(desk, "K BRANNIGAN REFUND", "-100.00", day=date(2026, 10, 1))
    keys.open_place("money")
    keys.press("Look at them")
    keys.says("Sent back: it had come in by mistake", "This sends it back.")
    keys.press("Accept the 1 sure one")
    assert len(look_at_payment(desk.book, came).ties) == 1


def invoice_the_contribution(desk: Desk) -> None:
    with desk.book.task("Invoice it", who=desk.who, at=desk.now()) as session:
        for agreement in session.scalars(select(models.Agreement)):
            agreement.contribution_collected = "invoiced"
        paid_in = models.Split.category == "client_contrib"
        for split in session.scalars(select(models.Split).where(paid_in)):
            split.category = "own_topup"


def test_what_was_paid_outside_is_written_down_corrected_and_removed(
    desk: Desk, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = BytesIO()
    Image.new("RGB", (60, 90), "white").save(picture, "PNG")
    (tmp_path / "bill.png").write_bytes(picture.getvalue())
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "bill.png"), "")
    )
    invoice_the_contribution(desk)
    keys.open_place("paid_in")
    keys.says("sends you a bill for it.", "None is written down.")
    keys.press("Add what you paid outside")
    keys.says("It changes no sum of the account.", "No paper is chosen.")
    keys.press("Save what you paid")
    keys.says("There is a problem", "Say who was paid.", "Type the day, month and year.")
    keys.fill("Who was paid", "Northshire finance")
    keys.fill_date("When was it paid?", date(2026, 9, 20))
    keys.press("Choose a photo or PDF: The bill or receipt")
    keys.says("bill.png is kept when you save this.")
    keys.press("Save what you paid")
    # £58.20 a week, every four weeks, is what the form begins with.
    keys.says(
        "£232.80 to Northshire finance on 20 September 2026",
        "A bill from the council or NHS. Its paper is in the book",
        "All of it is paid.",
        "What is paid outside the account counts from 17 September 2026, the first you wrote down.",
    )
    keys.says_not("The bank statements go up to 30 September 2026. All of it")
    (row,) = all_of(desk.book, models.OutsideContribution)
    assert (row.how, row.proof_id is not None) == ("invoiced", True)

    keys.press("Change: £232.80 to Northshire finance")
    keys.says("Its paper is in the book. A new one takes its place.")
    keys.fill("Amount", "200")
    keys.choose("How was it paid?", "Straight to who gives the care")
    keys.press("Save what you paid")
    keys.says("You are £32.80 behind, since 17 September 2026.", "Straight to who gives the care")
    assert all_of(desk.book, models.OutsideContribution)[0].proof_id == row.proof_id

    keys.press("Remove: £200.00 to Northshire finance")
    keys.says("None is written down.")
    keys.says_not("You are £32.80 behind")
    keys.window.undo()
    keys.settle()
    keys.says("£200.00 to Northshire finance on 20 September 2026")


def test_where_it_is_taken_off_there_is_nothing_to_write_down(desk: Desk, keys: Keys) -> None:
    with desk.book.task("Take it off", who=desk.who, at=desk.now()) as session:
        for agreement in session.scalars(select(models.Agreement)):
            agreement.contribution_collected = "taken-off"
    keys.open_place("paid_in")
    keys.says("So it is paid with that, and there is nothing to write down.")
    keys.says_not("Add what you paid outside")
