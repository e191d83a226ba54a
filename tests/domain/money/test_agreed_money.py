"""Money that moves as it was agreed: who pays how much, and transfers between accounts."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.money.agreed_money import (
    AccountLine,
    AgreedIncome,
    find_transfers,
    match_agreed,
)

FROM, UNTIL = date(2026, 4, 6), date(2027, 4, 4)
# £350.00 a week for four weeks.
COUNCIL = AgreedIncome(
    "dp_council",
    "Northshire County Council",
    Decimal("1400.00"),
    FROM,
    UNTIL,
    ("Northshire County Council", "0055501"),
)
PERSON = AgreedIncome(
    "client_contrib", "", Decimal("200.00"), FROM, UNTIL, ("Sam Rivers", "contribution")
)
DAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("amount", "words", "sure"),
    [
        ("1400.00", "NORTHSHIRE CC ADULT SOC", True),
        ("1400.01", "BGC 0055501", True),
        ("1399.99", "NORTHSHIRES PAYMENTS", True),
        ("1400.00", "COUNTY COUNCIL", False),
        ("200.00", "S RIVERS STANDING ORDER", True),
        ("200.00", "CONTRIBUTION MAY", True),
        ("200.00", "FPI 12345", False),
    ],
)
def test_the_amount_says_what_it_is_and_the_words_make_it_sure(
    amount: str, words: str, sure: bool
) -> None:
    found = match_agreed(DAY, Decimal(amount), words, [COUNCIL, PERSON])
    assert found is not None
    assert found.income == (PERSON if amount == "200.00" else COUNCIL)
    assert found.sure is sure


def test_the_reason_names_the_agreement() -> None:
    found = match_agreed(DAY, Decimal("1400.00"), "NORTHSHIRE", [COUNCIL])
    assert found is not None and found.reason == (
        "By what was agreed from 6 April 2026, Northshire County Council pays £1,400.00. "
        "The bank's words fit."
    )


@pytest.mark.parametrize("amount", ["1400.02", "1399.98", "-1400.00"])
def test_two_pence_off_or_money_out_is_not_it(amount: str) -> None:
    assert match_agreed(DAY, Decimal(amount), "NORTHSHIRE", [COUNCIL]) is None


def test_it_may_come_a_month_before_or_after_its_agreement_and_no_more() -> None:
    month = timedelta(days=31)
    amount = Decimal("1400.00")
    assert match_agreed(FROM - month, amount, "NORTHSHIRE", [COUNCIL])
    assert match_agreed(UNTIL + month, amount, "NORTHSHIRE", [COUNCIL])
    assert not match_agreed(FROM - month - timedelta(1), amount, "NORTHSHIRE", [COUNCIL])
    assert not match_agreed(UNTIL + month + timedelta(1), amount, "NORTHSHIRE", [COUNCIL])
    for_good = replace(COUNCIL, end=date.max)
    assert match_agreed(date(2040, 1, 1), amount, "NORTHSHIRE", [for_good])


def test_of_two_funders_that_pay_the_same_the_one_that_is_named_counts() -> None:
    nhs = replace(COUNCIL, category="nhs_phb", payee="Fenland ICB", names=("Fenland ICB",))
    both = [COUNCIL, nhs]
    named = match_agreed(DAY, Decimal("1400.00"), "FENLAND PHB", both)
    assert named is not None and named.income == nhs and named.sure
    unnamed = match_agreed(DAY, Decimal("1400.00"), "FPI 778", both)
    assert unnamed is not None and not unnamed.sure


def line(number: int, account: str, amount: str, day: date = DAY, words: str = "X") -> AccountLine:
    return AccountLine(number, account, "5678", day, Decimal(amount), words)


def test_the_same_amount_out_of_one_account_and_into_another_is_a_transfer() -> None:
    found = find_transfers(
        [
            line(1, "Bank", "-50.00", words="TRANSFER TO CARD"),
            line(2, "Card", "50.00", DAY + timedelta(days=3)),
        ]
    )
    assert (found[1].other_id, found[2].other_id) == (2, 1)
    assert found[1].reason == "£50.00 came into Card on 7 May 2026."
    assert found[2].reason == "£50.00 went out of Bank on 4 May 2026."
    assert found[1].sure and found[2].sure


def test_without_words_that_say_so_a_transfer_is_unsure() -> None:
    found = find_transfers([line(1, "Bank", "-50.00"), line(2, "Card", "50.00")])
    assert not found[1].sure and not found[2].sure


@pytest.mark.parametrize(
    "other",
    [
        line(2, "Bank", "50.00"),
        line(2, "Card", "50.01"),
        line(2, "Card", "-50.00"),
        line(2, "Card", "50.00", DAY + timedelta(days=4)),
        line(2, "Card", "50.00", DAY - timedelta(days=4)),
    ],
)
def test_what_is_no_transfer(other: AccountLine) -> None:
    assert find_transfers([line(1, "Bank", "-50.00"), other]) == {}


def test_a_line_with_two_partners_is_left_alone() -> None:
    assert (
        find_transfers(
            [line(1, "Bank", "-50.00"), line(2, "Card", "50.00"), line(3, "Card", "50.00")]
        )
        == {}
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Bank", "Card", "Savings"]),
            st.sampled_from(["-10.00", "10.00", "-20.00", "20.00"]),
            st.integers(0, 20),
        ),
        max_size=12,
    )
)
def test_the_two_sides_name_each_other_and_come_to_nothing(
    drawn: list[tuple[str, str, int]],
) -> None:
    lines = {
        number: line(number, account, amount, DAY + timedelta(days=days))
        for number, (account, amount, days) in enumerate(drawn)
    }
    found = find_transfers(list(lines.values()))
    for number, transfer in found.items():
        one, other = lines[number], lines[transfer.other_id]
        assert found[transfer.other_id].other_id == number
        assert one.account != other.account and one.amount + other.amount == 0
