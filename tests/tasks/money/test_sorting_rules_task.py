"""Rules that the person makes, changes and takes away, beside those that were learned."""

from datetime import date
from decimal import Decimal

import pytest
from small_book import ACCOUNT, AT, WHO, all_of, tables

from dpmanager.domain.money.sorting_rules import Purpose
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.money.sorting_rules import (
    add_rule,
    change_rule,
    look_at_rules,
    remove_rule,
)
from dpmanager.tasks.money.suggestions import look_at_offers

DONE = {"who": WHO, "at": AT}
CLUB = Purpose("day_services", "day_opportunities", "Safe at home", "Brook Day Club")
PAPER = Purpose("admin", "running_costs")


def paid(book: Book, words: str, amount: str = "-30.00") -> int:
    return add_payment(book, ACCOUNT, date(2026, 5, 4), words, Decimal(amount), **DONE)


def said(book: Book, words: str, *purposes: Purpose, amount: str = "-30.00") -> None:
    number = paid(book, words, amount)
    share = Decimal(amount) / len(purposes)
    parts = [
        Part(share, each.category, each.service_type, each.outcome, each.worker)
        for each in purposes
    ]
    sort_payment(book, number, parts, **DONE)


def rules(book: Book) -> list[tuple[str, Purpose | None]]:
    return [(" ".join(seen.rule.words), seen.rule.purpose) for seen in look_at_rules(book)]


def offered(book: Book) -> list[tuple[Purpose | None, bool]]:
    return [(offer.purpose, offer.sure) for offer in look_at_offers(book)]


def test_rules_are_learned_with_worker_and_outcome(book: Book) -> None:
    for invoice in (1, 2, 3):
        said(book, f"BROOK DAY CLUB {invoice}", CLUB)
    assert rules(book) == [("brook day club", CLUB)]
    paid(book, "BROOK DAY CLUB 9")
    assert offered(book) == [(CLUB, True)]


def test_nothing_is_learned_from_a_payment_in_parts(book: Book) -> None:
    said(book, "BROOK DAY CLUB", CLUB, PAPER)
    said(book, "BROOK DAY CLUB", CLUB, PAPER)
    assert rules(book) == []


def test_a_correction_is_learned(book: Book) -> None:
    said(book, "RYMAN", PAPER)
    said(book, "RYMAN", CLUB)
    assert rules(book) == []
    said(book, "RYMAN", CLUB)
    assert rules(book) == [("ryman", CLUB)]


def test_the_persons_rule_stands_in_place_of_the_learned_one_until_it_is_removed(
    book: Book,
) -> None:
    said(book, "RYMAN STATIONERS", PAPER)
    said(book, "RYMAN STATIONERS", PAPER)
    number = add_rule(book, "Stationers, RYMAN", CLUB, **DONE)
    paid(book, "RYMAN STATIONERS")
    assert rules(book) == [("stationers ryman", CLUB)]
    assert offered(book) == [(CLUB, True)]

    change_rule(book, number, "ryman", PAPER, **DONE)
    assert rules(book) == [("ryman", PAPER), ("ryman stationers", PAPER)]

    remove_rule(book, look_at_rules(book)[0], **DONE)
    assert rules(book) == [("ryman stationers", PAPER)]
    book.undo(**DONE)
    assert rules(book) == [("ryman", PAPER), ("ryman stationers", PAPER)]


def test_a_learned_rule_that_is_removed_stays_away(book: Book) -> None:
    said(book, "RYMAN STATIONERS", PAPER)
    said(book, "RYMAN STATIONERS", PAPER)
    (learned,) = look_at_rules(book)

    remove_rule(book, learned, **DONE)
    said(book, "RYMAN STATIONERS", PAPER)
    paid(book, "RYMAN STATIONERS")

    assert rules(book) == [("ryman stationers", None)]
    assert offered(book) == []
    remove_rule(book, look_at_rules(book)[0], **DONE)
    assert offered(book) == [(PAPER, True)]


def test_a_rule_for_money_in_says_nothing_of_money_out(book: Book) -> None:
    add_rule(book, "brook", Purpose("refund"), **DONE)
    paid(book, "BROOK DAY CLUB")
    assert offered(book) == []
    paid(book, "BROOK DAY CLUB", "30.00")
    assert offered(book) == [(Purpose("refund"), True)]


@pytest.mark.parametrize(
    ("words", "purpose", "says"),
    [
        ("b. 12", PAPER, "at least one word of three letters"),
        ("RYMAN", PAPER, "rule of yours for “ryman” already"),
        ("argos", Purpose("sweets"), "no category “sweets”"),
        ("argos", Purpose("admin", "sweets"), "no service type “sweets”"),
        ("argos", Purpose("admin", worker="Nobody"), "no worker named “Nobody”"),
        ("argos", Purpose("admin", outcome="Nothing"), "no outcome named “Nothing”"),
    ],
)
def test_what_makes_no_rule_changes_nothing(
    book: Book, words: str, purpose: Purpose, says: str
) -> None:
    add_rule(book, "ryman", CLUB, **DONE)
    before = tables(book)
    with pytest.raises(DPManagerError, match=says):
        add_rule(book, words, purpose, **DONE)
    assert tables(book) == before


def test_a_rule_may_be_saved_again_as_it_is(book: Book) -> None:
    number = add_rule(book, "ryman", CLUB, **DONE)
    change_rule(book, number, "Ryman", CLUB, **DONE)
    (row,) = all_of(book, models.SortingRule)
    assert (row.words, row.category, row.worker_id, row.outcome_id) == (
        "ryman",
        "day_services",
        3,
        1,
    )
