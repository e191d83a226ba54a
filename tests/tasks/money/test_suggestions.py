"""What payments seem to be for: wages, agreed money, transfers and rules, accepted as one task."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    CARD,
    MONDAY,
    WHO,
    all_of,
    count,
    make_book,
    pay_a_week,
    tables,
)

from dpmanager.domain.money.sorting_rules import Purpose
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.money.sorting_rules import add_rule
from dpmanager.tasks.money.suggestions import Offer, accept_offers, look_at_offers

DONE = {"who": WHO, "at": AT}
DAY = date(2026, 5, 4)


def paid(book: Book, words: str, amount: str, account: str = ACCOUNT, day: date = DAY) -> int:
    return add_payment(book, account, day, words, Decimal(amount), **DONE)


def offers(book: Book) -> dict[str, Offer]:
    return {offer.description: offer for offer in look_at_offers(book)}


def test_each_payment_is_offered_what_it_is_for_with_the_reason(book: Book) -> None:
    pay_a_week(book, MONDAY)
    paid(book, "ADA LOVELL WAGES", "-372.64", day=date(2026, 4, 16))
    # The agreement: £400 a week, £50 of it from the person, every four weeks.
    paid(book, "NORTHSHIRE CC", "1400.00")
    paid(book, "S RIVERS", "200.00")
    paid(book, "LOAD", "-75.00")
    paid(book, "DIRECT PAYMENT ACCOUNT", "75.00", CARD, date(2026, 5, 6))
    paid(book, "RYMAN", "-3.00")
    paid(book, "SOMETHING ELSE", "-4.00")
    add_rule(book, "ryman", Purpose("admin", "running_costs"), **DONE)

    found = offers(book)

    assert {words: (offer.what, offer.sure) for words, offer in found.items()} == {
        "ADA LOVELL WAGES": (ADA, True),
        "NORTHSHIRE CC": ("Direct payment from the council", True),
        "S RIVERS": ("Your contribution, as the council assessed it", True),
        "LOAD": ("Moved between your own accounts in this book", True),
        "DIRECT PAYMENT ACCOUNT": ("Moved between your own accounts in this book", True),
        "RYMAN": ("Paper, postage and ink", True),
    }
    assert found["LOAD"].why == "£75.00 came into Prepaid card on 6 May 2026."
    assert found["S RIVERS"].why == (
        "By what was agreed from 6 April 2026, your contribution is £200.00. The bank's words fit."
    )


def test_offers_are_accepted_as_one_task_and_nothing_before(book: Book) -> None:
    pay_a_week(book, MONDAY)
    wages = paid(book, "ADA LOVELL WAGES", "-372.64", day=date(2026, 4, 16))
    paper = paid(book, "RYMAN", "-3.00")
    add_rule(book, "ryman", Purpose("admin", "running_costs", worker=ADA), **DONE)
    before, tasks = tables(book), count(book, models.TaskDone)

    found = look_at_offers(book)
    assert tables(book) == before
    accept_offers(book, found, **DONE)

    first, second = all_of(book, models.Split)
    assert (first.transaction_id, first.category) == (wages, "pa_net_wages")
    assert first.expected_payment_id is not None
    assert (second.transaction_id, second.category, str(second.amount)) == (paper, "admin", "-3.00")
    assert (second.service_type, second.worker_id) == ("running_costs", 1)
    assert count(book, models.TaskDone) == tasks + 1
    assert look_at_offers(book) == []
    assert book.undo(**DONE) == "Accept what 2 payments are for"
    assert tables(book) == before


def test_one_that_is_sorted_by_now_is_refused_and_no_other_is_booked(book: Book) -> None:
    add_rule(book, "ryman", Purpose("admin"), **DONE)
    paid(book, "RYMAN 1", "-3.00")
    late = paid(book, "RYMAN 2", "-4.00")
    found = look_at_offers(book)
    sort_payment(book, late, [Part(Decimal("-4.00"), "equipment")], **DONE)
    before = tables(book)

    with pytest.raises(DPManagerError, match="sorted by now"):
        accept_offers(book, found, **DONE)

    assert tables(book) == before


def test_one_side_of_a_transfer_is_still_known_when_the_other_is_sorted(book: Book) -> None:
    paid(book, "LOAD", "-75.00")
    paid(book, "TFR", "75.00", CARD)
    accept_offers(book, [offers(book)["LOAD"]], **DONE)
    assert offers(book)["TFR"].purpose == Purpose("transfer")


def test_the_money_of_a_health_board_is_told_from_the_councils(
    book_folder: Path,
) -> None:
    board = ("Northshire County Council", "NHS Northshire Integrated Care Board")
    with make_book(book_folder, board) as book:
        paid(book, "NORTHSHIRE ICB", "1400.00")
        (offer,) = look_at_offers(book)
        assert offer.purpose == Purpose("nhs_phb")
