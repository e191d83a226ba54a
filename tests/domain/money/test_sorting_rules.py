"""Rules learned from what was said before, and what they suggest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.money.sorting_rules import (
    Purpose,
    Rule,
    RuleBook,
    SortedPayment,
    Suggestion,
    learn,
    telling_words,
)

CLUB = Purpose("day_services", "day_opportunities", worker="Brook Day Club")
ADMIN = Purpose("admin", "running_costs")
FOOD = Purpose("exp_other")
TEN = Decimal("10.00")
PURPOSES = st.sampled_from([CLUB, ADMIN, FOOD])
FIRST_HALF = st.text("abcdefghijklm", min_size=1, max_size=9)
SECOND_HALF = st.text("nopqrstuvwxyz", min_size=1, max_size=9)


def lines(letters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(letters, min_size=1, max_size=6).map(" ".join)


def out(description: str, purpose: Purpose, amount: str = "-10.00") -> SortedPayment:
    return SortedPayment(description, Decimal(amount), purpose)


def suggested(rules: list[Rule], description: str, amount: str = "-10.00") -> Suggestion | None:
    return RuleBook(rules).suggest(description, Decimal(amount))


def purpose_of(rules: list[Rule], description: str) -> Purpose | None:
    found = suggested(rules, description)
    return found and found.purpose


def own(words: str, purpose: Purpose | None, money_in: bool | None = False) -> Rule:
    return Rule(tuple(words.split()), purpose, money_in, by_person=True)


@pytest.mark.parametrize(
    ("description", "telling"),
    [
        ("CARD PAYMENT TO TESCO STORES 3217 ON 03 JUN", ("tesco", "stores")),
        ("FPO MRS J O'NEILL 07APR26 REF 12", ("neill",)),
        ("BGC NORTHSHIRE CC DIRECT PAYMENT 0055501", ("northshire", "cc")),
        ("FASTER PAYMENT 0012 APRIL", ()),
    ],
)
def test_months_numbers_titles_and_ways_of_paying_name_nobody(
    description: str, telling: tuple[str, ...]
) -> None:
    assert telling_words(description) == telling


def test_two_that_agree_make_a_rule_and_one_does_not() -> None:
    assert learn([out("RYMAN STATIONERS 12", ADMIN)]) == []

    rules = learn([out("RYMAN STATIONERS 12", ADMIN), out("RYMAN STATIONERS 99", ADMIN)])

    assert rules == [
        Rule(("ryman", "stationers"), ADMIN, False, agreed=2, seen=2, least=TEN, most=TEN)
    ]
    found = suggested(rules, "CARD RYMAN STATIONERS 140")
    assert found == Suggestion(
        ADMIN, "You said this of all 2 payments with “ryman stationers” before.", sure=False
    )


def test_three_that_agree_are_sure_and_a_different_answer_makes_them_unsure() -> None:
    said = [out("POST OFFICE COUNTER", ADMIN)] * 3
    assert (found := suggested(learn(said), "POST OFFICE COUNTER 7")) and found.sure

    found = suggested(learn([*said, out("POST OFFICE COUNTER", FOOD)]), "POST OFFICE COUNTER 7")

    assert found is not None and (found.purpose, found.sure) == (ADMIN, False)
    assert found.reason == (
        "You said this of 3 of 4 payments with “post office counter”, so check it."
    )


def test_no_rule_where_as_many_say_otherwise() -> None:
    assert learn([out("ARGOS", ADMIN)] * 2 + [out("ARGOS", FOOD)] * 2) == []


def test_what_follows_the_payee_does_not_matter_where_all_agree() -> None:
    rules = learn([out("BROOK DAY CLUB MUSIC", CLUB), out("BROOK DAY CLUB POTTERY", CLUB)])
    assert [rule.words for rule in rules] == [("brook", "day", "club")]
    assert purpose_of(rules, "BROOK DAY CLUB SWIMMING 4") == CLUB


def test_a_shared_first_name_alone_makes_no_rule() -> None:
    assert learn([out("ANNA PEMBERTON CLEANING", FOOD), out("ANNA MILLS GARDENER", FOOD)]) == []


def test_three_lines_that_go_on_in_their_own_ways_make_a_rule_that_is_not_sure_of_longer_ones() -> (
    None
):
    rules = learn(
        [out("LNK HIGH STREET", FOOD), out("LNK MARKET SQUARE", FOOD), out("LNK MILL LANE", FOOD)]
    )
    assert [rule.words for rule in rules] == [("lnk",)]
    longer = suggested(rules, "LNK STATION ROAD")
    assert longer is not None and not longer.sure
    shorter = suggested(rules, "LNK STATION")
    assert shorter is not None and shorter.sure


@pytest.mark.parametrize(
    ("amount", "sure"),
    [("-5.00", True), ("-4.99", False), ("-40.00", True), ("-40.01", False)],
)
def test_an_amount_unlike_those_before_is_not_sure(amount: str, sure: bool) -> None:
    said = [out("VALE TAXIS", FOOD, size) for size in ("-10.00", "-15.00", "-20.00")]
    found = suggested(learn(said), "VALE TAXIS", amount)
    assert found is not None and found.sure is sure
    assert ("not like them" in found.reason) is not sure


def test_one_payee_may_be_two_things_by_what_follows() -> None:
    rules = learn([out("ASDA STORE", FOOD)] * 2 + [out("ASDA PHOTO", ADMIN)] * 2)
    assert purpose_of(rules, "ASDA STORE 11") == FOOD
    assert purpose_of(rules, "ASDA PHOTO 11") == ADMIN
    assert purpose_of(rules, "ASDA PETROL") is None


def test_a_word_spelled_otherwise_or_cut_off_fits_but_is_not_sure() -> None:
    rules = learn([out("RYMAN STATIONERS", ADMIN)] * 3)
    for description in ("RYMAN STATIONRS 12", "RYMAN STATION"):
        found = suggested(rules, description)
        assert found is not None and (found.purpose, found.sure) == (ADMIN, False)


def test_a_payee_with_further_words_that_are_new_is_known_but_not_sure() -> None:
    rules = learn([out("VALE TAXIS NORTHSHIRE", FOOD)] * 3)
    assert suggested(rules, "VALE TAXIS RIVERTON 4") == Suggestion(
        FOOD, "Payments that begin with “vale taxis” were for this before, so check it.", sure=False
    )
    assert suggested(rules, "VALE GARDENS") is None
    also = learn([out("VALE TAXIS AIRPORT", ADMIN)] * 3)
    assert suggested([*rules, *also], "VALE TAXIS RIVERTON 4") is None


def test_money_in_is_not_known_by_money_out() -> None:
    rules = learn([out("RYMAN STATIONERS", ADMIN)] * 3)
    assert suggested(rules, "RYMAN STATIONERS", "10.00") is None


def test_the_persons_own_rule_goes_first_and_may_suggest_nothing() -> None:
    learned = learn([out("RYMAN STATIONERS HIGH STREET", ADMIN)] * 3)
    found = suggested([*learned, own("ryman", FOOD)], "RYMAN STATIONERS HIGH STREET")
    assert found == Suggestion(FOOD, "You made a rule for “ryman”.", sure=True, by_person=True)
    nothing = [*learned, own("ryman", None, money_in=None)]
    assert suggested(nothing, "RYMAN STATIONERS HIGH STREET") is None


def test_two_rules_of_the_same_weight_that_differ_are_unsure() -> None:
    found = suggested([own("tesco", FOOD), own("mobile", ADMIN)], "TESCO MOBILE")
    assert found is not None and not found.sure


@given(st.lists(st.tuples(lines(FIRST_HALF), PURPOSES), max_size=30), lines(SECOND_HALF))
def test_nothing_is_suggested_for_an_unrelated_payee(
    said: list[tuple[str, Purpose]], unrelated: str
) -> None:
    rules = learn(out(description, purpose) for description, purpose in said * 2)
    assert suggested(rules, unrelated) is None


@given(st.lists(st.tuples(lines(FIRST_HALF), PURPOSES), max_size=30))
def test_each_rule_stands_on_two_payments_that_agree_and_most_of_those_that_it_fits(
    said: list[tuple[str, Purpose]],
) -> None:
    for rule in learn(out(description, purpose) for description, purpose in said):
        alike = [
            purpose
            for description, purpose in said
            if telling_words(description)[: len(rule.words)] == rule.words
        ]
        assert alike.count(rule.purpose) >= rule.agreed >= 2


@given(lines(FIRST_HALF), PURPOSES)
def test_what_was_said_three_times_alike_is_suggested(description: str, purpose: Purpose) -> None:
    rules = learn([out(description, purpose)] * 3)
    if rules:
        assert purpose_of(rules, description) == purpose
    else:
        assert all(len(word) < 3 for word in telling_words(description))
