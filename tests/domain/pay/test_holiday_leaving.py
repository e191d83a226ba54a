from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.holiday import AverageHour
from dpmanager.domain.pay.holiday_fixed import FixedHours, entitlement
from dpmanager.domain.pay.holiday_leaving import holiday_at_leaving
from dpmanager.domain.periods import Period
from dpmanager.domain.steps import Step
from dpmanager.tasks.pay.rates import rates_for

TEN_POUNDS = AverageHour(Decimal("10.00"), (Step("Usual rate", "10.00"),))


def test_holiday_not_taken_is_paid():
    left = holiday_at_leaving(Decimal(20), Decimal(9), TEN_POUNDS, carried=Decimal("2.5"))
    assert (left.hours, left.pay, left.due) == (Decimal("13.5"), Decimal("135.00"), 135)
    assert [step.sum for step in left.steps] == [
        "2.5 + 20 - 9 = 13.5",
        "10.00",
        "13.5 x 10 = 135.00",
    ]


def test_holiday_taken_too_early_is_below_nothing():
    # dhdirectpayments.co.uk, holiday accrual: a balance of -60.00 at 10.00 an hour is 6 hours
    left = holiday_at_leaving(Decimal(10), Decimal(16), TEN_POUNDS)
    assert (left.hours, left.pay) == (-6, Decimal("-60.00"))
    assert left.due == ZERO
    assert "cannot be taken off" in left.reason


def test_it_is_taken_off_where_the_contract_says_so():
    left = holiday_at_leaving(Decimal(10), Decimal(16), TEN_POUNDS, contract_lets_take_off=True)
    assert left.due == Decimal("-60.00")
    assert "The contract says" in left.reason


def test_nothing_is_owed_when_all_was_taken():
    left = holiday_at_leaving(Decimal(10), Decimal(10), TEN_POUNDS)
    assert (left.hours, left.pay, left.due) == (0, ZERO, ZERO)
    assert [step.sum for step in left.steps] == ["10 - 10 = 0"]


def test_a_leaver_with_fixed_hours_has_the_share_of_the_year():
    # GOV.UK's calculator: 40 hours on 5 days, leaving on 1 June 2019: 93.3 hours
    year = Period(date(2019, 1, 1), date(2019, 12, 31))
    share = entitlement(
        FixedHours(Decimal(40), Decimal(5)),
        year,
        rates_for("2026-27").annual_leave,
        left=date(2019, 6, 1),
    )
    left = holiday_at_leaving(share.hours, Decimal(40), TEN_POUNDS)
    assert (left.hours, left.due) == (Decimal("53.3"), Decimal("533.00"))
