"""Money set aside by rule. Sums by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.budget.reserves import (
    Each,
    Reserve,
    Reserved,
    ReserveKind,
    amount_on,
    beyond_what_is_owed,
    reserve_words,
)

START = date(2026, 4, 6)


def reserve(each: Each, until: date | None = None, **more: object) -> Reserve:
    return Reserve(ReserveKind.REDUNDANCY, Decimal("5.00"), each, START, until, START, **more)


@pytest.mark.parametrize(
    ("each", "day", "amount"),
    [
        (Each.ONCE, date(2026, 4, 5), "0.00"),
        (Each.ONCE, date(2026, 4, 6), "5.00"),
        (Each.WEEK, date(2026, 4, 6), "5.00"),
        (Each.WEEK, date(2026, 4, 12), "5.00"),
        (Each.WEEK, date(2026, 4, 13), "10.00"),
        (Each.MONTH, date(2026, 5, 5), "5.00"),
        (Each.MONTH, date(2026, 5, 6), "10.00"),
        (Each.MONTH, date(2027, 4, 6), "65.00"),
    ],
)
def test_what_is_set_aside_on_a_day(each: Each, day: date, amount: str) -> None:
    assert amount_on(reserve(each), day).amount == Decimal(amount)


def test_after_its_last_day_nothing_is_set_aside() -> None:
    rule = reserve(Each.WEEK, until=date(2026, 4, 19))
    found = amount_on(rule, date(2026, 4, 19))
    assert found.amount == 10
    assert found.steps[0].sum == "£5.00 x 2 = £10.00"
    assert amount_on(rule, date(2026, 4, 20)) == Reserved(Decimal("0.00"), ())


def test_holiday_that_is_owed_anyway_does_not_count_twice() -> None:
    whole = Reserved(Decimal("100.00"), ())
    assert beyond_what_is_owed(whole, Decimal("60.00")).amount == 40
    assert beyond_what_is_owed(whole, Decimal("160.00")).amount == 0
    assert beyond_what_is_owed(whole, Decimal("0.00")) is whole


def test_its_name() -> None:
    assert reserve_words(reserve(Each.ONCE)) == "Redundancy pay"
    assert reserve_words(reserve(Each.ONCE, reason="for Ada")) == "Redundancy pay, for Ada"


@given(st.sampled_from(Each), st.integers(0, 1500), st.integers(0, 60))
def test_it_never_shrinks_while_it_lasts(each: Each, days: int, more: int) -> None:
    day = START + timedelta(days=days)
    later = day + timedelta(days=more)
    assert amount_on(reserve(each), later).amount >= amount_on(reserve(each), day).amount > 0
