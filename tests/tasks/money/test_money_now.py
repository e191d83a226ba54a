"""The money as it stands, from the records of a small book."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from small_book import ACCOUNT, ADA, AT, MONDAY, WHO, barclays, hours, lloyds, make_book

from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import record_shifts
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.money_now import money_now
from dpmanager.tasks.money.sort_payments import add_payment

TODAY = date(2026, 4, 20)
LINES = [
    (date(2026, 4, 7), "NORTHSHIRE CC", "1400.00"),
    (date(2026, 4, 9), "VALE TAXIS", "-14.50"),
]


def test_without_a_statement_it_is_what_the_accounts_opened_with(book: Book) -> None:
    money = money_now(book, TODAY)
    assert (money.balance, money.known_on, money.owed) == (
        Decimal("1000.00"),
        None,
        Decimal("0.00"),
    )
    assert (money.weeks_left, money.weeks_allowed, money.surplus) == (
        Decimal("2.50"),
        Decimal(8),
        Decimal("0.00"),
    )


def test_the_bank_says_what_there_is_and_the_hours_what_is_owed(book: Book) -> None:
    import_statement(book, ACCOUNT, lloyds(LINES), who=WHO, at=AT)
    record_shifts(book, ADA, [hours(MONDAY, 9, 15)], who=WHO, at=AT)
    money = money_now(book, TODAY)
    assert (money.balance, money.known_on) == (Decimal("2385.50"), date(2026, 4, 9))
    assert money.owed == Decimal("76.80")  # 6 x 12.80
    assert money.free == Decimal("2308.70")
    assert money.weeks_left == Decimal("5.77")  # 2,308.70 / 400 is 5.77175
    assert money.steps[0].sum == "£2,385.50"
    assert "£2,385.50 - £76.80 = £2,308.70" in [step.sum for step in money.steps]


def test_a_cheque_that_the_bank_has_not_shown_is_gone_already(book: Book) -> None:
    import_statement(book, ACCOUNT, lloyds(LINES), who=WHO, at=AT)
    add_payment(
        book, ACCOUNT, date(2026, 4, 15), "Cheque to the gardener", Decimal("-85.50"),
        who=WHO, at=AT,
    )  # fmt: skip
    money = money_now(book, TODAY)
    assert (money.balance, money.on_its_way) == (Decimal("2385.50"), Decimal("-85.50"))
    assert money.free == Decimal("2300.00")


def test_a_bank_that_shows_no_balances_is_added_up(book: Book) -> None:
    import_statement(book, ACCOUNT, barclays(LINES), who=WHO, at=AT)
    add_payment(book, ACCOUNT, date(2026, 4, 15), "Cheque", Decimal("-85.50"), who=WHO, at=AT)
    money = money_now(book, TODAY)
    assert (money.balance, money.known_on) == (Decimal("2385.50"), date(2026, 4, 9))
    assert money.free == Decimal("2300.00")


def test_without_weeks_in_the_letter_there_is_no_surplus(book_folder: Path) -> None:
    with make_book(book_folder, ("surplus_weeks = 8\n", "")) as book:
        money = money_now(book, TODAY)
    assert (money.weeks_allowed, money.surplus) == (None, None)
    assert money.funders == ("Northshire County Council",)


def test_what_is_above_the_limit_is_surplus(book_folder: Path) -> None:
    with make_book(book_folder, ("surplus_weeks = 8", "surplus_weeks = 2")) as book:
        assert money_now(book, TODAY).surplus == Decimal("200.00")  # 1,000 less 2 x 400
