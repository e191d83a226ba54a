"""What pays somebody's own money back, and what cash is accounted for."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import total
from dpmanager.domain.money.pocket import OwedBack, PaysBack, cash_left, match_paying_back
from dpmanager.errors import DPManagerError

DAY = date(2026, 5, 12)
JO, SAM = "Jo Rivers", "Sam Marsh"
pence = st.integers(1, 20_000).map(lambda number: Decimal(number) / 100)


def owed(number: int, amount: str, paid_by: str = JO, day: date = DAY) -> OwedBack:
    return OwedBack(number, paid_by, day, Decimal(amount))


def pays(words: str, amount: str, *things: OwedBack, day: date = DAY) -> PaysBack | None:
    return match_paying_back(day, Decimal(amount), words, things)


def test_one_thing_is_paid_back_by_the_same_amount_to_that_person() -> None:
    found = pays("J RIVERS", "12.50", owed(1, "12.50"), owed(2, "8.00"))
    assert found == PaysBack(
        JO,
        (1,),
        "Jo Rivers paid £12.50 from their own money on 12 May 2026. The bank's words fit.",
        sure=True,
    )


def test_several_things_are_paid_back_by_their_sum() -> None:
    found = pays("RIVERS", "20.50", owed(1, "12.50"), owed(2, "8.00"), owed(3, "7.00"))
    assert found is not None and found.ids == (1, 2) and found.sure
    assert found.reason.startswith("Jo Rivers paid for 2 things from their own money: £20.50.")


def test_two_ways_to_the_same_sum_are_to_be_checked() -> None:
    found = pays("RIVERS", "12.00", owed(1, "12.00"), owed(2, "5.00"), owed(3, "7.00"))
    assert found is not None and not found.sure
    assert found.reason.endswith("Other things of theirs come to the same: check it.")


def test_a_name_that_the_bank_does_not_show_fits_one_thing_or_all_of_them() -> None:
    things = owed(1, "12.50"), owed(2, "8.00"), owed(3, "3.00")
    for amount, ids in (("8.00", (2,)), ("23.50", (1, 2, 3))):
        found = pays("TRANSFER 55", amount, *things)
        assert found is not None and found.ids == ids and not found.sure
    assert pays("TRANSFER 55", "20.50", *things) is None


def test_the_person_that_the_bank_names_goes_first() -> None:
    found = pays("S MARSH", "12.50", owed(1, "12.50"), owed(2, "12.50", SAM))
    assert found is not None and found.paid_by == SAM and found.sure


def test_two_people_of_one_family_name_are_told_apart_by_nobody() -> None:
    found = pays("RIVERS", "12.50", owed(1, "12.50"), owed(2, "12.50", "Sam Rivers"))
    assert found is not None and not found.sure


def test_what_is_bought_long_after_the_payment_is_not_paid_by_it() -> None:
    assert pays("RIVERS", "12.50", owed(1, "12.50", day=DAY + timedelta(days=8))) is None
    assert pays("RIVERS", "12.50", owed(1, "12.50", day=DAY + timedelta(days=7)))


@given(st.lists(pence, min_size=1, max_size=8), st.data())
def test_what_is_paid_back_is_always_the_payment(
    amounts: list[Decimal], data: st.DataObject
) -> None:
    things = [OwedBack(number, JO, DAY, amount) for number, amount in enumerate(amounts)]
    chosen = data.draw(st.lists(st.sampled_from(things), min_size=1, unique=True))
    amount = total(thing.amount for thing in chosen)
    found = match_paying_back(DAY, amount, "JO RIVERS", things)
    assert found is not None
    assert len(set(found.ids)) == len(found.ids)
    assert total(amounts[number] for number in found.ids) == amount


@given(pence, st.lists(pence, max_size=6))
def test_cash_is_accounted_for_and_never_more_than_was_taken_out(
    withdrawn: Decimal, bought: list[Decimal]
) -> None:
    if total(bought) > withdrawn:
        with pytest.raises(DPManagerError):
            cash_left(withdrawn, bought)
    else:
        assert cash_left(withdrawn, bought) + total(bought) == withdrawn


def test_more_than_was_taken_out_is_refused_in_one_sentence() -> None:
    with pytest.raises(DPManagerError) as refused:
        cash_left(Decimal(40), [Decimal(30), Decimal("10.01")])
    assert str(refused.value) == "That would be £40.01 bought with £40.00 of cash."
