from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.holiday import (
    WorkedPeriod,
    average_hourly_pay,
    average_working_day,
    earned_in_year,
    holiday_earned,
    holiday_owed,
    hours_for_leave,
    most_hours_a_year,
    rolled_up_holiday,
    rolled_up_on_leave,
)
from dpmanager.domain.pay.holiday_carried import CarriedOver, CarryReason
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
        # GOV.UK's calculator (alphagov/smart-answers, holiday_entitlement_test.rb): irregular hours
        ("30", "4"),
        ("12", "1"),
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


def test_hours_carried_over_are_part_of_what_is_owed(rules):
    history = [week(0, "60", "600.00", holiday="2")]
    carried = [CarriedOver(Decimal("6.5"), CarryReason.FAMILY)]
    owed = holiday_owed(history, MONDAY, MONDAY + timedelta(weeks=1), rules, carried=carried)
    assert (owed.hours, owed.pay) == (Decimal("11.5"), Decimal("115.00"))
    assert [(step.label, step.sum) for step in owed.steps][1:3] == [
        ("Carried over because of family leave", "6.5"),
        ("Hours of holiday carried over and earned, less hours taken", "6.5 + 7 - 2 = 11.5"),
    ]


def test_a_year_earns_at_most_28_working_days(rules):
    leave = rates_for("2026-27").annual_leave
    day = average_working_day({MONDAY: Decimal(3), MONDAY + timedelta(days=1): Decimal(5)})
    assert most_hours_a_year(day, leave) == 28 * 4
    # 60 hours a week earn 7, so 16 weeks earn 112 hours and the rest nothing
    history = [week(number, "60", "600.00") for number in range(20)]
    earned = earned_in_year(history, MONDAY, MONDAY + timedelta(weeks=20), rules, Decimal(112))
    assert [each.hours for each in earned] == [7] * 16 + [0] * 4
    owed = holiday_owed(
        history, MONDAY, MONDAY + timedelta(weeks=20), rules, most_hours=Decimal(112)
    )
    assert owed.hours == 112
    assert ("The most that a leave year can earn", "112") in [
        (step.label, step.sum) for step in owed.steps
    ]


def test_days_without_work_are_no_working_days():
    assert average_working_day({MONDAY: Decimal(6), MONDAY + timedelta(days=1): Decimal(0)}) == 6
    assert average_working_day({}) == 0


def worked_each_week(weeks, hours, before):
    """Hours on the first day of each of so many weeks that end on the day before."""
    return {before - timedelta(weeks=number + 1): Decimal(hours) for number in range(weeks)}


def test_leave_counts_as_the_average_week_before_it(rules):
    # Acas: the average hours of the 52 weeks before, with the weeks without work; here 26 weeks of
    # 40 hours and 26 of none, so 20 hours. Four weeks of leave count as 80 hours.
    absence = Period(MONDAY, MONDAY + timedelta(days=27))
    worked = {
        day: hours
        for number, (day, hours) in enumerate(worked_each_week(52, "40", MONDAY).items())
        if number % 2
    }
    counted = hours_for_leave(worked, date(2020, 1, 6), absence, absence, rules)
    assert counted.hours == 80
    assert [step.sum for step in counted.steps] == ["1,040 / 52 = 20", "20 x 28 / 7 = 80"]
    away = WorkedPeriod(absence, Decimal(0), ZERO, Decimal(0), counted.hours)
    (earned,) = earned_in_year([away], MONDAY, absence.end, rules)
    assert earned.hours == 10  # 80 x 12.07% = 9.656


def test_weeks_of_an_earlier_leave_are_replaced_by_older_ones(rules):
    absence = Period(MONDAY, MONDAY + timedelta(days=6))
    ill = Period(MONDAY - timedelta(weeks=10), MONDAY - timedelta(weeks=6, days=1))
    worked = worked_each_week(56, "10", MONDAY)
    for number in range(6, 10):
        worked[MONDAY - timedelta(weeks=number + 1)] = Decimal(3)
    worked[MONDAY - timedelta(weeks=57)] = Decimal(500)  # the 57th week back is not wanted
    counted = hours_for_leave(
        worked, date(2020, 1, 6), absence, absence, rules, earlier_absences=[ill]
    )
    assert counted.hours == 10
    assert hours_for_leave(worked, date(2020, 1, 6), absence, absence, rules).hours < 10


def test_no_week_more_than_104_back_counts_for_leave(rules):
    absence = Period(MONDAY, MONDAY + timedelta(days=6))
    ill = Period(MONDAY - timedelta(weeks=104), MONDAY - timedelta(days=1))
    worked = worked_each_week(120, "10", MONDAY)
    counted = hours_for_leave(
        worked, date(2020, 1, 6), absence, absence, rules, earlier_absences=[ill]
    )
    assert counted.hours == 0


def test_a_new_worker_has_the_average_of_the_time_employed(rules):
    # employed for ten days and paid for 20 hours: 14 hours a week
    absence = Period(MONDAY, MONDAY + timedelta(days=6))
    started = MONDAY - timedelta(days=10)
    counted = hours_for_leave({started: Decimal(20)}, started, absence, absence, rules)
    assert counted.hours == 14
    assert hours_for_leave({}, MONDAY, absence, absence, rules).hours == 0


@given(hours=st.integers(1, 60), days=st.integers(1, 28))
def test_who_always_works_the_same_week_earns_on_leave_as_at_work(hours, days):
    rules = rates_for("2026-27").holiday
    assert rules is not None
    absence = Period(MONDAY, MONDAY + timedelta(days=days - 1))
    month = Period(MONDAY, MONDAY + timedelta(days=27))
    worked = worked_each_week(60, hours, MONDAY)
    counted = hours_for_leave(worked, date(2020, 1, 6), absence, month, rules)
    assert counted.hours == Decimal(hours) * days / 7


def test_a_period_without_leave_counts_nothing_for_it(rules):
    absence = Period(MONDAY, MONDAY + timedelta(days=6))
    later = Period(MONDAY + timedelta(days=7), MONDAY + timedelta(days=13))
    worked = worked_each_week(52, "10", MONDAY)
    assert hours_for_leave(worked, date(2020, 1, 6), absence, later, rules) == (0, ())


def test_a_week_with_leave_is_left_out_of_the_average_hour(rules):
    history = [week(0, "10", "130.00"), week(1, "4", "80.00")._replace(hours_on_leave=Decimal(6))]
    assert average_hourly_pay(history, MONDAY + timedelta(weeks=2), rules).pay == 13


def test_rolled_up_holiday_is_12_07_percent_of_the_pay_for_work(rules):
    # 60 hours at 13.00: 780.00 x 12.07% = 94.146
    amount, steps = rolled_up_holiday(Decimal("780.00"), rules)
    assert amount == Decimal("94.15")
    assert [step.sum for step in steps] == ["780.00 x 12.07% = 94.15"]
    assert "shown apart" in steps[0].label
    assert "regulation/16A" in steps[0].source


def test_rolled_up_holiday_begins_with_leave_years_of_april_2024(rules):
    pay = Decimal("100.00")
    first = rolled_up_holiday(pay, rules, leave_year_start=date(2024, 4, 1))
    assert first.amount == Decimal("12.07")
    with pytest.raises(DPManagerError, match="1 April 2024"):
        rolled_up_holiday(pay, rules, leave_year_start=date(2024, 3, 31))


def test_on_leave_the_average_of_the_rolled_up_pay_is_paid(rules):
    paid = {
        Period(MONDAY + timedelta(weeks=number), MONDAY + timedelta(weeks=number, days=6)): amount
        for number, amount in (
            (-53, Decimal("99.00")),
            (-2, Decimal("10.00")),
            (-1, Decimal("15.05")),
        )
    }
    assert rolled_up_on_leave(paid, MONDAY, rules).amount == Decimal("12.53")  # 25.05 / 2
    assert rolled_up_on_leave({}, MONDAY, rules).amount == ZERO
