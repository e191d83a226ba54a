"""Contributions that pay missed. The sums are worked by hand from the limits of 2026-27.

A week of 384.00: 384 - 120 = 264.00 counts; 5% is 13.20, of which 80% is 10.56; 3% is 7.92.
"""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.missed_contributions import PayWithoutPension, missed_contributions
from dpmanager.domain.pay.pension import PensionBasis, PensionTerms, TaxRelief, pension
from dpmanager.domain.periods import Frequency
from dpmanager.tasks.pay.rates import rates_for

RATES = rates_for("2026-27").pension
TERMS = PensionTerms(PensionBasis.QUALIFYING, Decimal(5), Decimal(3), TaxRelief.AT_SOURCE)
DAY = date(2026, 4, 16)


def week(number: int, pay: str | Decimal) -> PayWithoutPension:
    day = DAY + timedelta(weeks=number)
    return PayWithoutPension(day, Decimal(pay), Frequency.WEEKLY, RATES, TERMS)


def test_each_pay_day_is_worked_out_for_both_sides() -> None:
    missed = missed_contributions([week(1, "284.00"), week(0, "384.00")])
    # 284 - 120 = 164.00: 5% is 8.20, of which 80% is 6.56; 3% is 4.92
    assert [(one.pay_day, str(one.employee), str(one.employer)) for one in missed.by_pay_day] == [
        (DAY, "10.56", "7.92"),
        (DAY + timedelta(weeks=1), "6.56", "4.92"),
    ]
    assert (str(missed.employee), str(missed.employer)) == ("17.12", "12.84")
    assert [step.sum for step in missed.steps][-2:] == [
        "10.56 + 6.56 = 17.12",
        "7.92 + 4.92 = 12.84",
    ]


def test_pay_that_is_too_low_missed_nothing() -> None:
    missed = missed_contributions([week(0, "120.00")])
    assert missed.by_pay_day == ()
    assert missed.employee == missed.employer == ZERO


@given(st.lists(st.decimals(0, 2000, places=2), max_size=6))
def test_it_is_what_pay_would_have_paid_in(pays: list[Decimal]) -> None:
    missed = missed_contributions([week(number, pay) for number, pay in enumerate(pays)])
    each = [pension(pay, TERMS, Frequency.WEEKLY, RATES) for pay in pays]
    assert missed.employee == sum((one.employee for one in each), ZERO)
    assert missed.employer == sum((one.employer for one in each), ZERO)
