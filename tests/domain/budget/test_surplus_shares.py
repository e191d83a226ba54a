"""A surplus split among those who paid it in. Sums by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import PENNY, ZERO, total
from dpmanager.domain.budget.surplus_shares import Source, share_surplus

COUNCIL = Source("Northshire County Council", Decimal("6000.00"))
BOARD = Source("NHS board", Decimal("3000.00"))
PERSON = Source("Your contribution", Decimal("1000.00"))
OWN = Source("Your own money", Decimal("50.00"), is_own=True)


def split(surplus: str, *sources: Source) -> list[str]:
    return [str(share.amount) for share in share_surplus(Decimal(surplus), sources).shares]


def test_by_what_each_paid_in() -> None:
    assert split("400.00", COUNCIL, BOARD, PERSON) == ["240.00", "120.00", "40.00"]


def test_own_money_comes_back_first() -> None:
    assert split("400.00", COUNCIL, BOARD, PERSON, OWN) == ["210.00", "105.00", "35.00", "50.00"]
    assert split("30.00", COUNCIL, OWN) == ["0.00", "30.00"]
    assert split("80.00", OWN) == ["80.00"]


def test_pennies_go_to_the_largest_remainders() -> None:
    # 100.00 x 1 ÷ 3 is 33.333..., for each of three: one penny is over, the first takes it.
    thirds = [Source(name, Decimal(1)) for name in "abc"]
    assert split("100.00", *thirds) == ["33.34", "33.33", "33.33"]
    # 0.10 by 6 : 3 : 1 is 0.06, 0.03, 0.01; 0.11 is 0.066, 0.033, 0.011: the first.
    assert split("0.11", COUNCIL, BOARD, PERSON) == ["0.07", "0.03", "0.01"]


def test_who_paid_nothing_gets_nothing() -> None:
    took_back = Source("Trust", Decimal("-20.00"))
    assert split("10.00", COUNCIL, took_back) == ["10.00", "0.00"]
    with pytest.raises(ValueError, match="nobody"):
        share_surplus(Decimal(1), [took_back])


MONEY = st.decimals(min_value=0, max_value=100_000, places=2)
SOURCES = st.lists(
    st.builds(Source, st.text(max_size=3), MONEY, st.booleans()), min_size=1, max_size=6
).filter(lambda sources: any(source.paid > 0 for source in sources))


@given(MONEY, SOURCES)
def test_the_shares_are_the_surplus_and_fair_to_the_penny(
    surplus: Decimal, sources: list[Source]
) -> None:
    found = share_surplus(surplus, sources).shares
    assert [share.source for share in found] == sources
    assert total(share.amount for share in found) == surplus
    assert all(share.amount >= 0 for share in found)
    sharing = [share for share in found if not share.source.is_own and share.source.paid > 0]
    left = total(share.amount for share in sharing)
    whole = total(share.source.paid for share in sharing)
    for share in sharing:
        assert abs(share.amount - left * share.source.paid / whole) < PENNY
    if sharing and left > ZERO:
        own = [share for share in found if share.source.is_own]
        assert all(share.amount == share.source.paid for share in own)
