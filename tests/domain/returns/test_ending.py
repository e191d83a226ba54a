from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import total
from dpmanager.domain.budget.surplus_shares import Source
from dpmanager.domain.returns.ending import (
    EndingRules,
    EndingStep,
    money_left,
    steps_to_do,
)
from dpmanager.domain.returns.funder_return import SetAside
from dpmanager.tasks.returns.ending import ending_rules

PAID = st.integers(0, 2_000_000).map(lambda pence: Decimal(pence) / 100)
LAST_DAY, LAST_PAY = date(2026, 11, 30), date(2026, 12, 17)


def owed(*amounts: Decimal) -> list[SetAside]:
    return [SetAside(f"Bill {number}", amount) for number, amount in enumerate(amounts)]


@given(balance=PAID, bills=st.lists(PAID, max_size=4), paid=st.lists(PAID, max_size=4))
def test_the_balance_pays_what_is_owed_and_the_rest_belongs_to_those_who_paid_in(
    balance, bills, paid
):
    sources = [Source(f"Source {number}", amount) for number, amount in enumerate(paid)]
    money = money_left(balance, owed(*bills), sources)
    assert money.balance - total(item.amount for item in money.owed) == money.left
    if money.left > 0 and any(paid):
        assert total(share.amount for share in money.shares) == money.left
        assert all(share.amount >= 0 for share in money.shares)
    else:
        assert money.shares == ()


def test_one_third_was_the_persons_own_part():
    # By hand: 1000.00 - 100.00 = 900.00, of which 200/600 and 400/600.
    sources = [Source("Council", Decimal("400.00")), Source("You", Decimal("200.00"))]
    money = money_left(Decimal("1000.00"), owed(Decimal("100.00")), sources)
    assert [share.amount for share in money.shares] == [Decimal("600.00"), Decimal("300.00")]
    assert [step.sum for step in money.steps][:2] == ["£1,000.00", "£1,000.00 - £100.00 = £900.00"]


def test_where_more_is_owed_than_there_is_nobody_has_a_share():
    money = money_left(
        Decimal("50.00"), owed(Decimal("80.00")), [Source("Council", Decimal("400.00"))]
    )
    assert (money.left, money.shares) == (Decimal("-30.00"), ())


def test_the_steps_come_in_the_order_of_their_days():
    steps = steps_to_do(
        ending_rules(), LAST_DAY, LAST_PAY, ["workers", "paye", "pension", "insurance", "card"]
    )
    days = [step.day for step in steps]
    assert days == sorted(days)
    by_id = {step.id: step for step in steps}
    assert by_id["ask-funder"].day == date(2026, 11, 2)  # four weeks before
    assert by_id["close-paye"].day == LAST_PAY  # nobody is paid after that
    assert by_id["insurance"].day == LAST_DAY
    assert "30 November 2026" in by_id["stop-paying-in"].why
    assert "bureau" not in by_id


def test_without_workers_there_is_nobody_to_tell_of_pay():
    ids = {step.id for step in steps_to_do(ending_rules(), LAST_DAY, LAST_DAY, [])}
    assert ids == {
        "ask-funder",
        "stop-paying-in",
        "invoices",
        "money-back",
        "close-account",
        "keep-book",
    }


def test_every_step_has_a_source_and_says_when_it_was_looked_up():
    for step in ending_rules().steps:
        assert step.source
        assert step.checked <= date(2026, 11, 28)
        assert not step.verified or any("://" in source for source in step.source)


def test_steps_that_make_no_sense_are_refused():
    step = {
        "id": "one",
        "who": "bank",
        "what": "Do it",
        "why": "It is needed.",
        "checked": LAST_DAY,
        "verified": False,
        "source": ("Nobody",),
    }
    with pytest.raises(ValueError, match="counted from the last day"):
        EndingStep(**step, when="on-the-day", days=3)
    one = EndingStep(**step, when="before", days=3)
    assert one.day(LAST_DAY, LAST_PAY) == date(2026, 11, 27)
    with pytest.raises(ValueError, match="an id of its own"):
        EndingRules(steps=(one, one))
