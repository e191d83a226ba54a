"""A cheque is found on the statement by its number, and named when it is too old."""

from datetime import date
from decimal import Decimal

import pytest
from small_book import ACCOUNT, AT, WHO, all_of, lloyds

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.things_to_do import Kind
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.look_at_money import look_at_money
from dpmanager.tasks.money.sort_payments import add_payment

DONE = {"who": WHO, "at": AT}
APRIL = date(2026, 4, 9)


def cheque(book: Book, number: str, words: str = "Window cleaner", amount: str = "-60.00") -> int:
    return add_payment(book, ACCOUNT, APRIL, words, Decimal(amount), cheque=number, **DONE)


def presented(book: Book) -> dict[str, date | None]:
    return {row.cheque: row.presented_on for row in all_of(book, models.Transaction)}


@pytest.mark.parametrize("words", ["CHEQUE 000124", "CHQ 124", "000124"])
def test_of_two_cheques_of_one_amount_the_number_tells(book: Book, words: str) -> None:
    cheque(book, "000123")
    cheque(book, "000124")
    day = date(2026, 7, 1)  # longer after than a payment without a number is waited for
    done = import_statement(book, ACCOUNT, lloyds([(day, words, "-60.00")]), **DONE)
    assert (done.added, done.already_there) == (0, 1)
    assert presented(book) == {"000123": None, "000124": day}


def test_another_cheque_of_the_same_amount_is_a_payment_of_its_own(book: Book) -> None:
    cheque(book, "123")
    import_statement(
        book, ACCOUNT, lloyds([(date(2026, 4, 20), "CHEQUE 000125", "-60.00")]), **DONE
    )
    assert presented(book) == {"123": None, "": date(2026, 4, 20)}


def test_a_number_with_another_amount_is_not_that_cheque(book: Book) -> None:
    cheque(book, "123")
    import_statement(
        book, ACCOUNT, lloyds([(date(2026, 4, 20), "CHEQUE 000123", "-61.00")]), **DONE
    )
    assert presented(book)["123"] is None


def test_a_cheque_older_than_six_months_is_named(book: Book) -> None:
    number = cheque(book, "000123")
    cheque(book, "", "Taxi in cash")
    assert look_at_money(book, date(2026, 10, 9)).cheques == ()
    (old,) = look_at_money(book, date(2026, 10, 10)).cheques
    assert (old.transaction_id, old.number, str(old.amount)) == (number, "123", "60.00")
    (thing,) = [
        thing
        for thing in what_needs_doing(book, date(2026, 10, 10)).things
        if thing.kind is Kind.OLD_CHEQUE
    ]
    assert thing.more == "Cheque 123 of 9 April 2026, £60.00 to Window cleaner, was never paid in."


def test_a_number_is_figures_alone(book: Book) -> None:
    with pytest.raises(DPManagerError, match="only the figures"):
        cheque(book, "12a")
