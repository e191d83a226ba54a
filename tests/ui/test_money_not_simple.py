"""Money that is not a simple payment, at the keyboard: refunds, own money, cash, differences."""

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
from seen_on_page import shown
from small_book import all_of

from dpmanager.records import models
from dpmanager.tasks.book import made_up_household
from dpmanager.tasks.money.look_at_money import find_payments, look_at_payment
from dpmanager.tasks.money.pocket import PocketAnswer, add_pocket_payment, look_at_own_money
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money import MoneyPage

ACCOUNT = made_up_household.NEW_ACCOUNT
DAY = date(2026, 9, 28)


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        made = Keys(window, qtbot)
        made.open_place("money")
        yield made


def paid(desk: Desk, words: str, amount: str, *, category: str = "", day: date = DAY) -> int:
    done = {"who": desk.who, "at": desk.now()}
    number = add_payment(desk.book, ACCOUNT, day, words, Decimal(amount), **done)
    if category:
        sort_payment(desk.book, number, [Part(Decimal(amount), category)], **done)
    return number


def page(keys: Keys) -> MoneyPage:
    shown_page = keys.page
    assert isinstance(shown_page, MoneyPage)
    return shown_page


def test_a_refund_is_accepted_and_both_payments_show_it(desk: Desk, keys: Keys) -> None:
    chair = paid(desk, "GRIPWELL", "-39.99", category="equipment")
    back = paid(desk, "REFUND GRIPWELL", "20.00", day=date(2026, 10, 1))
    keys.open_place("money")
    keys.press("Look at them")
    keys.says("Refund: Equipment", "The bank says that this is money back.")
    keys.press("Accept the 1 sure one")
    keys.open_place("money", transaction=chair)
    keys.says("Refunded 1 Oct: £20.00")
    keys.press("See it")
    keys.says("It is money back for the payment to GRIPWELL on 28 September 2026.")
    keys.press("This is not what it paid")
    assert look_at_payment(desk.book, back).parts == ()
    assert look_at_payment(desk.book, chair).ties == ()
    keys.window.undo()
    keys.settle()
    assert look_at_payment(desk.book, chair).ties != ()


def test_what_money_gives_back_is_chosen_by_the_person(desk: Desk, keys: Keys) -> None:
    paid(desk, "GRIPWELL", "-39.99", category="equipment")
    back = paid(desk, "A FRIEND", "30.00", day=date(2026, 10, 1))
    keys.open_place("money", transaction=back)
    keys.press("It gives money back")
    keys.says("Choose the payment of which £30.00 comes back.")
    keys.press("It gives this one back")
    keys.says("£30.00 from A FRIEND", "It is money back for the payment to GRIPWELL")
    (part,) = look_at_payment(desk.book, back).parts
    assert (part.amount, part.category) == (Decimal("30.00"), "equipment")


def test_a_payment_that_did_not_go_through_is_chosen(desk: Desk, keys: Keys) -> None:
    chair = paid(desk, "GRIPWELL", "-39.99", category="equipment")
    back = paid(desk, "CREDIT", "39.98", day=date(2026, 10, 1))
    keys.open_place("money", transaction=back)
    keys.press("It gives money back")
    keys.press("This one did not go through")
    keys.says("There is a problem", "A payment that did not go through comes back whole.")
    whole = paid(desk, "CREDIT", "39.99", day=date(2026, 10, 1))
    keys.open_place("money", transaction=whole)
    keys.press("It gives money back")
    keys.press("This one did not go through")
    keys.says("The payment to GRIPWELL on 28 September 2026 did not go through.")
    keys.open_place("money", transaction=chair)
    keys.says("Did not go through, back 1 Oct: £39.99")


def test_where_nothing_fits_the_page_says_what_to_do(desk: Desk, keys: Keys) -> None:
    back = paid(desk, "A FRIEND", "9000.00", day=date(2026, 10, 1))
    keys.open_place("money", transaction=back)
    keys.press("It gives money back")
    keys.says("No earlier payment fits. Say first what that payment was for.")
    keys.press("Back to the payment")
    keys.says("£9,000.00 from A FRIEND")


def test_a_payment_by_mistake_stands_on_home(desk: Desk, keys: Keys) -> None:
    wrong = paid(desk, "GARDEN CENTRE", "-45.00", category="paid_by_mistake")
    keys.open_place("home")
    keys.says("Have £45.00 put back into the account")
    keys.press("Look at the payment")
    assert page(keys).payment.payment_id == wrong


def test_own_money_is_typed_in_owed_back_and_paid_back(
    desk: Desk, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = BytesIO()
    Image.new("RGB", (60, 90), "white").save(picture, "PNG")
    (tmp_path / "taxi.png").write_bytes(picture.getvalue())
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "taxi.png"), "")
    )
    keys.press("Your own money")
    keys.says("Nothing is owed back to anybody.")
    keys.press("Add what you paid")
    form = page(keys).own_form
    assert form.paid_by.edit.text() == desk.who
    keys.press("Save this")
    assert form.payee.error.text() == "Say who was paid."
    keys.fill("Who was paid", "Vale Taxis")
    keys.fill("Amount", "12.50")
    keys.fill_date("Date", DAY)
    keys.choose("What it was for", "Day services and activities")
    keys.press("Choose a photo or PDF")
    keys.says("taxi.png is kept when you save this.")
    keys.press("Save this")
    keys.says(f"£12.50 is owed back to {desk.who}.")
    (seen,) = look_at_own_money(desk.book).payments
    assert seen.has_receipt and seen.answer.day == DAY

    payment = paid(desk, desk.who.upper(), "-12.50", day=date(2026, 10, 2))
    keys.press("Back to all payments")
    keys.press("Look at them")
    keys.says(f"Owed back to {desk.who}")
    keys.press("Accept the 1 sure one")
    keys.open_place("money", transaction=payment)
    keys.says(f"It pays {desk.who} back for: Vale Taxis £12.50.")
    keys.press("Back to all payments")
    keys.press("Your own money")
    keys.says("Nothing is owed back to anybody.")


def test_what_was_typed_is_changed_and_removed(desk: Desk, keys: Keys) -> None:
    answer = PocketAnswer(DAY, "Vale Taxis", Decimal("12.50"), "day_services", desk.who)
    add_pocket_payment(desk.book, answer, who=desk.who, at=desk.now())
    keys.press("Your own money")
    keys.press("Change the chosen one")
    keys.fill("Amount", "13.50")
    keys.press("Save this")
    keys.says(f"£13.50 is owed back to {desk.who}.")
    keys.press("Change the chosen one")
    keys.press("Remove this")
    keys.says("Nothing is owed back to anybody.")
    keys.window.undo()
    keys.settle()
    keys.says(f"£13.50 is owed back to {desk.who}.")


def test_cash_is_accounted_for_thing_by_thing(desk: Desk, keys: Keys) -> None:
    cash = paid(desk, "LNK HIGH ST", "-40.00", category="cash")
    keys.open_place("money", transaction=cash)
    keys.says("£0.00 of £40.00 is accounted for. £40.00 is still cash in hand.")
    keys.press("Add what the cash bought")
    keys.says("£40.00 of this cash is not accounted for yet.")
    form = page(keys).bought
    assert form.paid_by.isHidden()
    keys.fill("Who was paid", "Rymant")
    keys.fill("Amount", "40.01")
    keys.choose("What it was for", "Paper, postage and ink")
    keys.press("Save this")
    keys.says("That would be £40.01 bought with £40.00 of cash.")
    keys.fill("Amount", "15")
    keys.press("Save this")
    keys.says("£15.00 of £40.00 is accounted for. £25.00 is still cash in hand.", "Rymant: £15.00")
    assert page(keys).payment.sorting.isHidden()
    assert [
        (str(part.amount), part.category) for part in look_at_payment(desk.book, cash).parts
    ] == [
        ("-15.00", "admin"),
        ("-25.00", "cash"),
    ]
    keys.press("Change: 28 Sep 2026 Rymant")
    keys.press("Remove this")
    keys.says("£40.00 is still cash in hand.")


def test_a_cheque_is_typed_in_with_its_number(desk: Desk, keys: Keys) -> None:
    keys.press("Add a payment by hand")
    keys.fill("Who was paid", "Window cleaner")
    keys.fill("Amount", "60")
    keys.fill("Cheque number", "no 12")
    keys.press("Save this payment")
    keys.says("Type only the figures of the cheque number.")
    keys.fill("Cheque number", "000123")
    keys.press("Save this payment")
    keys.says("Cheque 000123. You typed it in.")
    (found,) = find_payments(desk.book, "window cleaner", most=2)
    assert look_at_payment(desk.book, found.id).cheque == "000123"


def test_an_old_cheque_is_named(desk: Desk, keys: Keys) -> None:
    add_payment(
        desk.book, ACCOUNT, date(2026, 4, 4), "Window cleaner", Decimal("-60.00"), cheque="000123",
        who=desk.who, at=desk.now(),
    )  # fmt: skip
    keys.open_place("money")
    keys.says(
        "Cheque 123 of 4 April 2026, £60.00 to Window cleaner, was never paid in.",
        "Ask your bank: banks do not have to pay a cheque older than six months.",
    )
    keys.press("Look at it")
    keys.says("£60.00 to Window cleaner")


def test_an_account_is_closed_with_a_difference(desk: Desk, keys: Keys) -> None:
    keys.press("Agree with the statement")
    view = page(keys).agree
    assert view.closing.isHidden()
    keys.fill_date("Last day of the statement", date(2026, 10, 4))
    keys.fill("Balance at the end of that day", "5480.26")
    keys.press("Compare and agree")
    # The book has 5,487.76.
    keys.says("-£7.50 is not explained", "If you cannot find it")
    assert view.amount.edit.text() == "7.50"
    keys.press("Close with this difference")
    assert view.reason.error.text() == "Say in a few words why they differ."
    keys.fill("Why they differ", "A charge of last year")
    keys.fill("The difference", "7.40")
    keys.press("Close with this difference")
    keys.says("The difference is -£7.50, and you wrote -£7.40.")
    keys.fill("The difference", "7.50")
    keys.press("Close with this difference")
    keys.says(
        "Closed with a difference",
        "The bank has £7.50 less than your records, closed on 4 Oct 2026.",
        "A charge of last year",
    )
    last = all_of(desk.book, models.Reconciliation)[-1]
    assert (last.difference, last.reason) == (Decimal("-7.50"), "A charge of last year")
    keys.window.undo()
    keys.settle()
    assert "Closed with a difference" not in shown(keys.page) or page(keys).differences.isHidden()
