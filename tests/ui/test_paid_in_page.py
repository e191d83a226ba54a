"""What is paid in, at the keyboard: the household's payments, and one that does not come."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from keys import Keys, a_window
from pytestqt.qtbot import QtBot
from seen_on_page import shown
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import NEW_ACCOUNT
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payments
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.paid_in import PaidInPage

COUNCIL = "Northshire County Council"


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


def open_page(keys: Keys) -> PaidInPage:
    keys.open_place("paid_in")
    assert isinstance(keys.page, PaidInPage)
    return keys.page


def rows(page: PaidInPage) -> list[list[str]]:
    model = page.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def lose_the_last_payment(desk: Desk) -> None:
    """The council's payment of 17 September comes 100.00 short, and that of 20 August never."""
    with desk.book.task("Lose", who=desk.who, at=desk.now()) as session:
        for day, amount in ((date(2026, 9, 17), "2307.20"), (date(2026, 8, 20), "")):
            row = session.scalars(
                select(models.Transaction).where(
                    models.Transaction.day == day, models.Transaction.amount == Decimal("2407.20")
                )
            ).one()
            if amount:
                row.amount = row.splits[0].amount = Decimal(amount)
            else:
                session.delete(row)


def test_the_next_payment_and_those_that_came(keys: Keys) -> None:
    page = open_page(keys)
    keys.says(
        f"{COUNCIL} should pay £2,407.20 on 15 October 2026.",
        "It is for 15 October to 11 November 2026.",
        f"You pay £58.20 a week towards it: £232.80 every four weeks, into this account. {COUNCIL}"
        " pays the rest.",
        "All of it is paid.",
    )
    assert rows(page)[2:4] == [
        ["15 Oct 2026", "To come", "£2,407.20", "", "", "15 Oct to 11 Nov"],
        ["17 Sep 2026", "Came 17 Sep 2026", "£2,407.20", "£2,407.20", "£0.00", "17 Sep to 14 Oct"],
    ]
    keys.press("How was this worked out? The next payment")
    keys.says("£601.80 x 4 = £2,407.20")


def test_the_contribution_as_a_table(keys: Keys) -> None:
    page = open_page(keys)
    keys.press("See this as a table: Your contribution so far")
    model = page.chart.table.model()
    assert [str(model.index(1, column).data()) for column in range(4)] == [
        "30 Apr 2026", "£465.60", "£465.60", "£0.00",
    ]  # fmt: skip


def test_home_leads_to_what_is_late_and_it_is_asked_for(keys: Keys, desk: Desk) -> None:
    lose_the_last_payment(desk)
    keys.open_place("home")
    late = f"£2,407.20 from {COUNCIL} was due 20 August 2026 and is not in the account."
    keys.says(late)
    keys.press("Look at this payment")
    page = keys.page
    assert isinstance(page, PaidInPage)
    short = f"£2,307.20 came from {COUNCIL}, and £2,407.20 was due 17 September 2026."
    keys.says(late, short)
    keys.press(f"I have asked: {late}")
    keys.says_not(late)
    keys.press("Leave it as it is")
    assert shown(page.troubles) == []
    assert [row[1] for row in rows(page)[3:5]] == [
        "Left as it is",
        "Asked, shown again 19 Oct 2026",
    ]
    keys.open_place("home")
    keys.says_not(f"Ask {COUNCIL}")


def test_the_first_payment_and_the_rule_are_said(keys: Keys, desk: Desk) -> None:
    open_page(keys)
    keys.says("You have not said when its first payment came.")
    keys.press("Change: Northshire")
    keys.fill_date("When did the first payment under this agreement come?", date(2026, 4, 3))
    keys.choose("How much is a payment?", "What was agreed, less what is left in the account")
    keys.press("Save how it pays")
    keys.says("There is a problem", "Type the amount. Type 0 where there is none.")
    keys.fill("How much may stay in the account besides? (the float)", "300")
    keys.press("Save how it pays")
    keys.says(
        f"{COUNCIL} pays every four weeks. A payment is £2,407.20, and a float of £300.00, less "
        "what is in the account.",
        "The days are counted from its first payment, 3 April 2026.",
        "What you owe for wages, tax and holiday is still in the account.",
    )
    with desk.book.reading() as session:
        agreement = session.scalars(select(models.Agreement)).one()
        assert (agreement.first_payment, agreement.contingency) == (date(2026, 4, 3), 300)


def test_a_payment_that_comes_once_is_added_changed_and_removed(keys: Keys, desk: Desk) -> None:
    open_page(keys)
    keys.press("Add a payment that comes once")
    keys.fill("What is it for?", "A hoist")
    keys.fill("Amount", "250")
    keys.fill_date("When should it come?", date(2026, 11, 2))
    keys.press("Save this payment")
    keys.says(f"£250.00 from {COUNCIL} on 2 November 2026: A hoist")
    keys.press("Change: £250.00")
    keys.fill("Amount", "0")
    keys.press("Save this payment")
    keys.says("The amount must be more than nothing.")
    keys.fill("Amount", "275")
    keys.press("Save this payment")
    keys.press("Remove: £275.00")
    keys.says("There are none. Some councils pay once")


def test_whose_money_a_surplus_is(keys: Keys, desk: Desk) -> None:
    open_page(keys)
    keys.says_not("Whose money is the surplus?")
    amount = Decimal("9000.00")
    number = add_payment(
        desk.book, NEW_ACCOUNT, date(2026, 9, 30), "Transfer", amount, who=desk.who, at=desk.now()
    )
    part = Part(amount, "own_topup")
    sort_payments(desk.book, {number: [part]}, who=desk.who, at=desk.now())
    desk.changed.emit()
    keys.settle()
    keys.says("Whose money is the surplus?", "Your own money beyond it", "£9,000.00", COUNCIL)
    keys.press("How was this worked out? The shares of the surplus")
    keys.says("Your own money beyond it: comes back first")


def test_budget_leads_here(keys: Keys) -> None:
    keys.open_place("budget")
    keys.press("What is paid in")
    assert isinstance(keys.page, PaidInPage)
    keys.press("Back to Budget")
    assert keys.page.place == "budget"


def test_a_new_book_shows_what_is_to_come(empty_desk: Desk, qtbot: QtBot) -> None:
    with a_window(empty_desk, qtbot) as window:
        keys = Keys(window, qtbot)
        open_page(keys)
        keys.says(f"{COUNCIL} should pay", "No bank statement has been read in yet.")
