"""Refunds, and payments by mistake that are put right."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import total
from dpmanager.domain.money.given_back import (
    GivenBack,
    PaidOut,
    left_after,
    match_refund,
    match_repayment,
    same_payee,
    share_back,
)

DAY = date(2026, 5, 12)
pence = st.integers(1, 100_000).map(lambda number: Decimal(number) / 100)
parts = st.lists(pence, min_size=1, max_size=6)


def paid(
    number: int, words: str, left: str, day: date = DAY, purpose: str = "equipment"
) -> PaidOut:
    return PaidOut(number, day, words, Decimal(left), purpose)


def refund(words: str, amount: str, *payments: PaidOut, days_later: int = 9) -> GivenBack | None:
    return match_refund(DAY + timedelta(days=days_later), Decimal(amount), words, payments)


def test_a_refund_of_the_same_payee_says_so() -> None:
    found = refund("REFUND GRIPWELL MOBILITY", "20.00", paid(1, "GRIPWELL MOBILITY LTD", "39.99"))
    assert found is not None and found.sure and found.paid.id == 1
    assert found.reason == (
        "You paid “GRIPWELL MOBILITY LTD” on 12 May 2026. £39.99 of that has not come back. The "
        "bank says that this is money back."
    )


def test_without_the_word_it_is_to_be_checked() -> None:
    found = refund("GRIPWELL MOBILITY", "20.00", paid(1, "GRIPWELL MOBILITY LTD", "39.99"))
    assert found is not None and not found.sure
    assert found.reason.endswith("The bank does not say that this is a refund: check it.")


@pytest.mark.parametrize(
    ("words", "amount", "days_later"),
    [
        ("REFUND GRIPWELL", "40.00", 9),  # more than was paid
        ("REFUND GRIPWELL", "20.00", 121),
        ("REFUND GRIPWELL", "20.00", -1),
        ("REFUND EASYREACH", "20.00", 9),
        ("REFUND", "20.00", 9),
        ("REFUND 4471", "20.00", 9),
    ],
)
def test_what_is_no_refund_of_it(words: str, amount: str, days_later: int) -> None:
    assert refund(words, amount, paid(1, "GRIPWELL", "39.99"), days_later=days_later) is None


def test_the_same_amount_goes_before_a_later_payment() -> None:
    same, later = paid(1, "BOOTS 12", "20.00"), paid(2, "BOOTS 13", "30.00", DAY + timedelta(3))
    found = refund("BOOTS REFUND", "20.00", same, later)
    assert found is not None and found.paid.id == 1 and found.sure


def test_two_that_fit_as_well_are_sure_only_if_they_were_for_the_same() -> None:
    first, second = paid(1, "BOOTS 12", "20.00"), paid(2, "BOOTS 13", "20.00", DAY + timedelta(3))
    found = refund("BOOTS REFUND", "20.00", first, second)
    assert found is not None and found.paid.id == 2 and found.sure
    other = paid(3, "BOOTS 14", "20.00", purpose="admin")
    assert (found := refund("BOOTS REFUND", "20.00", first, other)) and not found.sure


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("REFUND BROOK DAY CLUB", "BROOK DAY CLUB INV 31", True),
        ("CARD 7731 RYMANT STATIONERS", "RYMANT STATIONER 4", True),
        ("VALE TAXIS", "VALE PHARMACY LEEDS", False),
        ("NORTHSHIRE CC", "VALE TAXIS NORTHSHIRE", False),
        ("", "VALE TAXIS", False),
        ("DVLA", "DVSA", False),
    ],
)
def test_when_two_lines_name_the_same_payee(one: str, other: str, same: bool) -> None:
    assert same_payee(one, other) is same
    assert same_payee(other, one) is same


def put_back(words: str, amount: str, *mistakes: PaidOut) -> GivenBack | None:
    day = DAY + timedelta(days=30)
    return match_repayment(day, Decimal(amount), words, mistakes, ("Jo Rivers", "Sam Rivers"))


def test_a_payment_by_mistake_is_put_right_by_the_payee_or_by_a_person() -> None:
    mistake = paid(1, "GARDEN CENTRE", "45.00")
    for words in ("GARDEN CENTRE", "J RIVERS"):
        assert (found := put_back(words, "45.00", mistake)) and found.sure
        assert (
            found.reason
            == "On 12 May 2026 £45.00 went to “GARDEN CENTRE” by mistake. This puts it right."
        )
    assert (found := put_back("TRANSFER 1", "45.00", mistake)) and not found.sure
    assert (found := put_back("RIVERS", "20.00", mistake)) and not found.sure
    assert put_back("TRANSFER 1", "20.00", mistake) is None
    assert put_back("RIVERS", "45.01", mistake) is None


def test_of_two_mistakes_of_one_amount_neither_is_sure() -> None:
    found = put_back(
        "RIVERS", "45.00", paid(1, "GARDEN CENTRE", "45.00"), paid(2, "ODEON", "45.00")
    )
    assert found is not None and not found.sure


def test_one_part_of_just_that_amount_comes_back_whole() -> None:
    assert share_back([Decimal("30.00"), Decimal("20.00")], Decimal("20.00")) == [0, 20]


def test_otherwise_each_part_comes_back_by_its_share() -> None:
    # A half of 50.00: 15.00 and 10.00.
    assert share_back([Decimal("30.00"), Decimal("20.00")], Decimal("25.00")) == [15, 10]
    # 10.00 of three parts of 33.33, 33.33 and 33.34: to the penny, and together 10.00.
    assert total(share_back([Decimal("33.33")] * 2 + [Decimal("33.34")], Decimal(10))) == 10


@given(parts, st.data())
def test_the_shares_are_the_refund_and_never_more_than_a_part(
    amounts: list[Decimal], data: st.DataObject
) -> None:
    whole = int(total(amounts) * 100)
    amount = Decimal(data.draw(st.integers(1, whole))) / 100
    shares = share_back(amounts, amount)
    assert total(shares) == amount
    for part, share in zip(amounts, shares, strict=True):
        assert 0 <= share <= part
        assert share == share.quantize(Decimal("0.01"))


@given(parts, st.data())
def test_refund_after_refund_never_gives_back_more_than_was_paid(
    amounts: list[Decimal], data: st.DataObject
) -> None:
    left, came_back = int(total(amounts) * 100), []
    while left and len(came_back) < 4:
        step = data.draw(st.integers(1, left))
        came_back.append(Decimal(step) / 100)
        left -= step
        rest = left_after(amounts, came_back)
        assert all(part >= 0 for part in rest)
        assert total(rest) == Decimal(left) / 100
