from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.deductions import (
    AgreedDeduction,
    DeductionFor,
    recover,
    recover_agreed,
)
from dpmanager.errors import DPManagerError

PAY_DAY = date(2026, 6, 30)
ADVANCE = AgreedDeduction(DeductionFor.ADVANCE, "Advance of May", date(2026, 5, 4), Decimal(50))


def pounds_of(deduction: AgreedDeduction, owed: str, net: str) -> Any:
    return recover_agreed(deduction, Decimal(owed), Decimal(net), PAY_DAY)


@pytest.mark.parametrize(
    ("owed", "wanted", "net", "taken", "left"),
    [
        ("200.00", "50.00", "900.00", "50.00", "150.00"),
        ("30.00", "50.00", "900.00", "30.00", "0.00"),
        ("200.00", None, "900.00", "200.00", "0.00"),
        ("200.00", None, "120.00", "120.00", "80.00"),
        ("200.00", "50.00", "0.00", "0.00", "200.00"),
        ("200.00", "50.00", "-3.00", "0.00", "200.00"),
    ],
)
def test_no_more_is_taken_than_is_agreed_owed_and_there(owed, wanted, net, taken, left):
    agreed = None if wanted is None else Decimal(wanted)
    got = recover(Decimal(owed), agreed, Decimal(net))
    assert (str(got.amount), str(got.left)) == (taken, left)


def test_the_steps_say_what_was_agreed_and_what_is_left():
    got = recover(Decimal("200.00"), Decimal("50.00"), Decimal("900.00"))
    assert [step.sum for step in got.steps] == [
        "agreed 50.00, owed 200.00, net pay 900.00: 50.00",
        "200.00 - 50.00 = 150.00",
    ]


def test_nothing_is_taken_without_the_workers_agreement_in_writing():
    with pytest.raises(DPManagerError, match=r"“Broken cup”\. The worker must first agree"):
        pounds_of(AgreedDeduction(DeductionFor.OTHER, "Broken cup", None), "8.00", "500.00")
    late = AgreedDeduction(DeductionFor.OTHER, "Broken cup", date(2026, 7, 1))
    with pytest.raises(DPManagerError, match="agreed on 1 July 2026, after the pay day 30 June"):
        pounds_of(late, "8.00", "500.00")
    on_the_day = AgreedDeduction(DeductionFor.OTHER, "Broken cup", PAY_DAY)
    assert pounds_of(on_the_day, "8.00", "500.00").amount == 8


@pytest.mark.parametrize(
    ("what_for", "lowers"),
    [
        # National Minimum Wage Regulations 2015, regulation 12(1) and (2)(b) and (c)
        (DeductionFor.ADVANCE, False),
        (DeductionFor.OVERPAYMENT, False),
        (DeductionFor.COST_OF_WORK, True),
        (DeductionFor.OTHER, True),
    ],
)
def test_what_lowers_the_pay_that_counts_for_the_minimum_wage(what_for, lowers):
    deduction = AgreedDeduction(what_for, "Reason", date(2026, 5, 4))
    assert deduction.lowers_minimum_wage_pay is lowers
    labels = [step.label for step in pounds_of(deduction, "20.00", "500.00").steps]
    assert any("minimum wage" in label for label in labels) is lowers
    nothing = [step.label for step in pounds_of(deduction, "20.00", "0.00").steps]
    assert not any("minimum wage" in label for label in nothing)


MONEY = st.decimals("0.00", "3000.00", places=2)


@given(owed=MONEY, net=MONEY)
def test_an_advance_is_paid_back_in_full_over_enough_pay_days(owed, net):
    net += Decimal("50.00")
    left, taken = owed, Decimal(0)
    for _day in range(60):
        got = pounds_of(ADVANCE, str(left), str(net))
        assert got.amount + got.left == left
        assert 0 <= got.amount <= 50
        left, taken = got.left, taken + got.amount
    assert (left, taken) == (0, owed)
