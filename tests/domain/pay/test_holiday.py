from datetime import date, timedelta
from decimal import Decimal

import pytest

from dpmanager.domain.pay.holiday import (
    WorkedPeriod,
    average_hourly_pay,
    holiday_earned,
    holiday_owed,
)
from dpmanager.domain.periods import Period
from dpmanager.domain.rates import HolidayRules
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

MONDAY = date(2026, 4, 6)


@pytest.fixture
def rules() -> HolidayRules:
    rules = rates_for("2026-27").holiday
    assert rules is not None
    return rules


def week(number: int, hours: str, pay: str, holiday: str = "0", days: int = 7) -> WorkedPeriod:
    start = MONDAY + timedelta(weeks=number)
    period = Period(start, start + timedelta(days=days - 1))
    return WorkedPeriod(period, Decimal(hours), Decimal(pay), Decimal(holiday))


@pytest.mark.parametrize(
    ("hours", "earned"),
    [
        ("60", "7"),  # 7.242
        ("67", "8"),  # LITRG guide, page 20: 17, 20, 15 and 15 hours earn 8.09, "approximately 8"
        ("37.28", "4"),  # 4.4997
        ("37.29", "5"),  # 4.5009: half an hour and above counts up
        ("0", "0"),
    ],
)
def test_whole_hours_are_earned_at_12_07_percent(hours, earned, rules):
    assert holiday_earned(Decimal(hours), rules) == Decimal(earned)


def test_the_hours_rule_did_not_exist_in_2023_24():
    assert rates_for("2023-24").holiday is None


def test_the_average_hour_passes_over_weeks_without_pay(rules):
    history = [week(0, "10", "127.10"), week(1, "0", "0", holiday="4"), week(2, "30", "405.00")]
    average = average_hourly_pay(history, MONDAY + timedelta(weeks=3), rules)
    assert average.pay == Decimal("13.3025")
    assert average.steps[0].sum == "532.10 / 40 = 13.3025"
    assert "last 2 weeks" in average.steps[0].label


def test_only_the_last_52_paid_weeks_count(rules):
    old_then_new = [week(number, "10", "100.00") for number in range(10)]
    old_then_new += [week(number, "10", "130.00") for number in range(10, 62)]
    assert average_hourly_pay(old_then_new, MONDAY + timedelta(weeks=62), rules).pay == 13


def test_weeks_more_than_104_back_do_not_count(rules):
    history = [week(0, "10", "100.00"), week(1, "10", "130.00")]
    day = MONDAY + timedelta(weeks=105)
    assert average_hourly_pay(history, day, rules).pay == 13
    with pytest.raises(DPManagerError, match="104 weeks"):
        average_hourly_pay(history, day + timedelta(days=1), rules)


def test_of_a_long_period_only_the_share_that_is_wanted_counts(rules):
    # 50 weeks at 13.00, and before them four weeks at 10.00 of which two are wanted
    history = [week(0, "40", "400.00", days=28)]
    history += [week(number, "10", "130.00") for number in range(4, 54)]
    average = average_hourly_pay(history, MONDAY + timedelta(weeks=54), rules)
    assert average.pay == Decimal(50 * 130 + 200) / (500 + 20)


def test_a_period_that_is_not_over_does_not_count(rules):
    history = [week(0, "10", "100.00"), week(1, "10", "130.00")]
    assert average_hourly_pay(history, MONDAY + timedelta(weeks=2, days=-1), rules).pay == 10


def test_holiday_owed_in_hours_and_pounds(rules):
    history = [
        week(-5, "40", "480.00", days=28),  # the year before: serves the average only
        week(0, "60", "780.00", days=28),
        week(4, "50", "650.00", holiday="3", days=28),
        week(8, "60", "780.00", days=28),  # not over yet
    ]
    owed = holiday_owed(history, MONDAY, MONDAY + timedelta(weeks=10), rules)
    assert owed.hours == 7 + 6 - 3
    assert owed.pay == Decimal("127.33")  # 10 x 1,910.00 / 150
    assert [step.sum for step in owed.steps] == [
        "60 x 12.07% = 7.242; 7",
        "50 x 12.07% = 6.035; 6",
        "13 - 3 = 10",
        "1,910.00 / 150 = 12.7333",
        "10 x 12.7333 = 127.33",
    ]


def test_holiday_taken_too_early_is_below_nothing(rules):
    history = [week(0, "40", "400.00", holiday="11")]
    owed = holiday_owed(history, MONDAY, MONDAY + timedelta(weeks=1), rules)
    assert (owed.hours, owed.pay) == (-6, Decimal("-60.00"))


def test_nothing_is_owed_before_any_work(rules):
    owed = holiday_owed([], MONDAY, MONDAY, rules)
    assert (owed.hours, owed.pay) == (0, 0)
