"""A payment split as the last two of the same payee were."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import total
from dpmanager.domain.money.learned_splits import SplitBefore, split_again

pence = st.integers(1, 50_000).map(lambda number: Decimal(number) / 100)


def split(*amounts: str, purposes: str = "ab") -> SplitBefore:
    return SplitBefore(tuple(Decimal(amount) for amount in amounts), tuple(purposes))


def again(amount: str, *last: SplitBefore) -> list[str] | None:
    parts = split_again(last, Decimal(amount))
    return None if parts is None else [str(part) for part in parts]


def test_a_fixed_first_amount_and_the_rest() -> None:
    assert again("50.00", split("12.00", "30.00"), split("12.00", "8.00")) == ["12.00", "38.00"]


def test_the_same_proportions_to_the_penny() -> None:
    # Two thirds and a third: of 20.00, 13.33 and 6.67; of 30.00, 20.00 and 10.00.
    assert again("20.00", split("20.00", "10.00"), split("6.67", "3.33")) == ["13.33", "6.67"]


def test_no_pattern() -> None:
    assert again("50.00", split("12.00", "30.00")) is None
    assert again("50.00", split("12.00", "30.00"), split("20.00", "22.00")) is None
    assert again("50.00", split("12.00", "30.00"), split("12.00", "8.00", purposes="ac")) is None
    assert again("10.00", split("12.00", "30.00"), split("12.00", "8.00")) is None
    assert again("10.00", split("12.00", purposes="a"), split("12.00", purposes="a")) is None


@given(st.lists(pence, min_size=2, max_size=4), st.integers(1, 9), pence)
def test_the_parts_always_add_up(first: list[Decimal], times: int, amount: Decimal) -> None:
    purposes = tuple(range(len(first)))
    last = [
        SplitBefore(tuple(part * times for part in first), purposes),
        SplitBefore(tuple(first), purposes),
    ]
    parts = split_again(last, amount)
    if parts is not None:
        assert total(parts) == amount
        assert all(part > 0 for part in parts)
