"""Holiday of fixed hours. The tables are the cases of GOV.UK's own calculator
(alphagov/smart-answers, test/unit/calculators/holiday_entitlement_test.rb, MIT Licence).
Where a case names no leave year, the calculator takes it to begin with the job.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.holiday import WorkedPeriod
from dpmanager.domain.pay.holiday_fixed import (
    FixedHours,
    accrued_in_first_year,
    entitlement,
    hour_of_holiday,
    leave_year,
)
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

LEAVE = rates_for("2026-27").annual_leave
YEAR = Period(date(2026, 4, 6), date(2027, 4, 5))

# days a week, first day of the leave year, of the job, its last day, days of holiday
DAYS = """
    5 - - - 28
    7 - - - 28
    3.5 - - - 19.6
    6 - - - 28
    2 - - - 11.2
    1 - - - 5.6
    0.5 - - - 2.8
    5 2019-01-01 2019-06-01 - 16.5
    3 2019-04-01 2019-11-23 - 7
    6 2019-01-01 2019-11-14 - 5
    5 2020-01-01 2020-06-01 - 16.5
    3 2020-04-01 2020-11-23 - 7
    6 2020-01-01 2020-11-14 - 5
    3 2020-08-01 2021-02-09 - 8.5
    5 2019-05-01 2019-09-23 - 19
    1 2019-07-01 2020-02-13 - 2.5
    1 2018-04-01 2018-10-28 - 3
    2 2018-06-06 2019-05-10 - 1
    4 2020-03-01 2020-03-03 - 22.5
    5 2019-01-01 - 2019-06-01 11.7
    3 2018-04-01 - 2018-11-23 11
    5 2020-01-01 - 2020-06-01 11.8
    3 2019-04-01 - 2019-11-23 10.9
    6 2020-01-01 - 2020-08-22 18
    5 2020-05-01 - 2020-10-20 13.3
    6 2019-12-01 - 2020-06-18 15.4
    7 2019-06-01 - 2020-03-17 22.3
    6 2019-03-01 - 2019-09-06 14.6
    3 2018-02-01 - 2018-05-05 4.4
    4 2019-11-01 - 2020-06-04 13.3
    5 - 2019-01-20 2019-07-18 13.9
    3 - 2018-11-23 2019-04-07 6.3
    6 - 2018-08-22 2019-07-31 26.4
    5 - 2020-01-20 2020-07-18 13.9
    3 - 2019-11-23 2020-04-07 6.3
    6 - 2019-08-22 2020-07-31 26.4
    2 - 2019-08-09 2020-01-01 4.5
    6 - 2019-11-01 2020-05-27 16
    6 - 2019-10-04 2020-06-23 20.2
    1 - 2019-10-03 2020-05-26 3.7
    7 - 2018-06-04 2018-11-13 12.6
"""

# hours and days a week, first day of the leave year, of the job, its last day, hours of holiday
HOURS = """
    68 7 - - - 272
    73 7 - - - 292
    57 5 - - - 319.2
    80 6 - - - 373.4
    38 5 - - - 212.8
    40 4 - - - 224
    26 2 2019-11-01 2020-07-14 - 52
    49 5 2018-04-01 2018-09-12 - 161.7
    35 3 2019-04-01 2019-11-08 - 81.7
    33 3 2018-11-01 - 2019-07-10 127.6
    73 7 2019-10-01 - 2020-03-18 135.7
    35 3 - 2018-05-10 2018-12-04 112.3
    29 2 - 2018-04-02 2019-03-08 151.8
    47 6 - 2019-11-23 2020-06-07 118.7
    25 6 - 2019-10-30 2020-10-12 111.3
    37.5 5 - 2020-03-01 2020-06-01 53.6
    40 5 - - - 224
    25 3 - - - 140
    36 6 - - - 168
    80 7 - - - 320
    49 4 - - - 274.4
    76 6 - - - 354.7
    55 3 - - - 308
    13 2 - - - 72.8
    45 5 - - - 252
    40 5 2019-01-01 2019-06-01 - 132
    25 3 2020-04-01 2020-11-23 - 58.4
    36 6 2019-01-01 2019-11-14 - 30
    40 5 2020-01-01 2020-06-01 - 132
    25 3 2019-04-01 2019-11-23 - 58.4
    36 6 2020-01-01 2020-11-14 - 30
    69 6 2019-11-01 2020-08-21 - 80.5
    50 6 2020-01-01 2020-07-28 - 116.7
    14 5 2019-11-01 2020-02-03 - 58.8
    50 6 2020-08-03 2021-03-04 - 100
    40 5 2019-01-01 - 2019-06-01 93.3
    25 3 2020-04-01 - 2020-11-23 91
    36 6 2019-01-01 - 2019-08-22 107.8
    40 5 2020-01-01 - 2020-06-01 93.7
    25 3 2019-04-01 - 2019-11-23 90.7
    36 6 2020-01-01 - 2020-08-22 107.9
    34 2 2019-06-01 - 2020-02-11 133.2
    47 2 2018-10-01 - 2019-06-26 194
    71 7 2019-10-01 - 2020-04-19 156.8
    63 5 2019-06-01 - 2020-04-30 323
    40 5 - 2019-01-20 2019-07-18 110.5
    25 3 - 2018-11-23 2019-04-07 52.2
    36 6 - 2018-08-22 2019-07-31 158.4
    40 5 - 2020-01-20 2020-07-18 110.8
    25 3 - 2019-11-23 2020-04-07 52.5
    36 6 - 2019-08-22 2020-07-31 158.4
    55 3 - 2020-11-17 2021-01-21 55.7
    25 6 - 2018-10-04 2018-12-14 23.1
    61 3 - 2018-05-29 2019-01-22 223.7
    26 6 - 2018-12-25 2019-11-08 106.1
    44 6 - 2019-04-03 2020-03-04 189.1
    32 4 - 2018-01-03 2018-04-04 45.2
"""


def cases(table):
    return [line.split() for line in table.strip().splitlines()]


def of_calculator(hours, days, year_start, started, left):
    """The calculator's answer to its questions; "-" is a question it did not ask."""
    first, last = (None if day == "-" else date.fromisoformat(day) for day in (started, left))
    begins = date.fromisoformat(year_start) if year_start != "-" else first or YEAR.start
    year = leave_year(begins, begins)
    pattern = FixedHours(Decimal(hours), Decimal(days))
    return entitlement(pattern, year, LEAVE, started=first, left=last)


@pytest.mark.parametrize(("days", "year_start", "started", "left", "answer"), cases(DAYS))
def test_days_as_gov_uk_works_them_out(days, year_start, started, left, answer):
    assert of_calculator(days, days, year_start, started, left).days == Decimal(answer)


@pytest.mark.parametrize(("hours", "days", "year_start", "started", "left", "answer"), cases(HOURS))
def test_hours_as_gov_uk_works_them_out(hours, days, year_start, started, left, answer):
    assert of_calculator(hours, days, year_start, started, left).hours == Decimal(answer)


@pytest.mark.parametrize(
    ("hours", "days", "in_days", "in_hours"),
    [
        ("10", "5", "28", "56"),  # KDC fact sheet 1: 10 hours a week
        ("2", "1", "5.6", "11.2"),  # yourpayroll.org.uk: 2 hours a week
        ("24", "3", "16.8", "134.4"),  # pachoices.org: 3 days
        ("20", "2.5", "14", "112"),  # LITRG guide: 2.5 days
        ("48", "6", "28", "224"),  # LITRG guide: 6 days, at most 28
    ],
)
def test_published_examples(hours, days, in_days, in_hours):
    found = entitlement(FixedHours(Decimal(hours), Decimal(days)), YEAR, LEAVE)
    assert (found.days, found.hours) == (Decimal(in_days), Decimal(in_hours))


def test_each_step_of_a_year_and_of_a_part_of_it():
    six_days = FixedHours(Decimal(36), Decimal(6))
    assert [step.sum for step in entitlement(six_days, YEAR, LEAVE).steps] == [
        "5.6 x 6 = 33.6, 28",
        "28 x 36 / 6 = 168, 168",
    ]
    starter = entitlement(six_days, YEAR, LEAVE, started=date(2027, 2, 20))
    assert [step.sum for step in starter.steps] == ["28 x 2 / 12, 5", "5 x 36 / 6 = 30, 30"]
    leaver = entitlement(six_days, YEAR, LEAVE, left=date(2026, 6, 17))
    assert [step.sum for step in leaver.steps] == [
        "28 x 73 / 365 = 5.6",
        "5.6 x 36 / 6 = 33.6, 33.6",
    ]


def test_a_job_that_began_before_the_year_or_ends_after_it_has_the_whole():
    pattern = FixedHours(Decimal(10), Decimal(2))
    whole = entitlement(pattern, YEAR, LEAVE)
    for started, left in ((date(2020, 1, 1), None), (YEAR.start, YEAR.end), (None, YEAR.end)):
        assert entitlement(pattern, YEAR, LEAVE, started=started, left=left) == whole


def test_a_job_that_begins_after_the_year_has_none():
    pattern = FixedHours(Decimal(10), Decimal(2))
    assert entitlement(pattern, YEAR, LEAVE, started=date(2027, 6, 1)).hours == 0


@given(
    weekly=st.integers(1, 84),
    days=st.integers(1, 7),
    first=st.integers(1, 364),
    more=st.integers(0, 363),
)
def test_more_days_of_employment_never_give_less_holiday(weekly, days, first, more):
    pattern = FixedHours(Decimal(weekly), Decimal(max(days, -(-weekly // 24))))
    short = entitlement(pattern, YEAR, LEAVE, left=YEAR.start + timedelta(days=first - 1))
    last = min(YEAR.end, YEAR.start + timedelta(days=first - 1 + more))
    longer = entitlement(pattern, YEAR, LEAVE, left=last)
    assert short.hours <= longer.hours <= entitlement(pattern, YEAR, LEAVE).hours


@pytest.mark.parametrize(
    ("first_day", "day", "year"),
    [
        (date(2024, 4, 6), date(2026, 4, 5), Period(date(2025, 4, 6), date(2026, 4, 5))),
        (date(2024, 4, 6), date(2026, 4, 6), Period(date(2026, 4, 6), date(2027, 4, 5))),
        (date(2030, 1, 1), date(2026, 7, 1), Period(date(2026, 1, 1), date(2026, 12, 31))),
        (date(2024, 2, 29), date(2025, 2, 28), Period(date(2025, 2, 28), date(2026, 2, 27))),
    ],
)
def test_the_leave_year_of_a_day(first_day, day, year):
    assert leave_year(first_day, day) == year


@given(
    st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.dates(date(2000, 1, 1), date(2040, 12, 31))
)
def test_every_day_is_in_its_leave_year(first_day, day):
    assert day in leave_year(first_day, day)


@pytest.mark.parametrize(
    ("day", "in_days"),
    [
        # 28 days a year, a twelfth is 2.33: up to the next half day (regulation 15A)
        (date(2026, 5, 12), "0"),
        (date(2026, 5, 13), "2.5"),
        (date(2026, 6, 12), "2.5"),
        (date(2026, 6, 13), "5"),  # 4.67
        (date(2026, 10, 13), "14"),
        (date(2027, 4, 13), "28"),
        (date(2029, 1, 1), "28"),
    ],
)
def test_the_first_year_gives_a_twelfth_each_month(day, in_days):
    pattern = FixedHours(Decimal(40), Decimal(5))
    found = accrued_in_first_year(pattern, date(2026, 5, 13), day, LEAVE)
    assert (found.days, found.hours) == (Decimal(in_days), Decimal(in_days) * 8)


def test_the_half_day_never_goes_beyond_the_year():
    pattern = FixedHours(Decimal(8), Decimal(1))  # 5.6 days, not 6
    found = accrued_in_first_year(pattern, date(2026, 5, 13), date(2027, 5, 1), LEAVE)
    assert (found.days, found.hours) == (Decimal("5.6"), Decimal("44.8"))


@pytest.mark.parametrize(("hours", "days"), [("10", "0"), ("10", "8"), ("0", "1"), ("25", "1")])
def test_a_week_that_nobody_can_work_is_refused(hours, days):
    with pytest.raises(DPManagerError, match="cannot be worked"):
        FixedHours(Decimal(hours), Decimal(days))


def test_one_rate_is_paid_as_it_is_and_different_rates_as_their_average():
    rules = rates_for("2026-27").holiday
    assert rules is not None
    week = Period(date(2026, 4, 6), date(2026, 4, 12))
    history = [WorkedPeriod(week, Decimal(10), Decimal("135.00"), Decimal(0))]
    day = date(2026, 5, 1)
    usual = hour_of_holiday([Decimal("13.00"), Decimal("13.00")], history, day, rules)
    assert (usual.pay, usual.steps[0].sum) == (Decimal("13.00"), "13.00")
    varied = hour_of_holiday([Decimal("13.00"), Decimal("15.00")], history, day, rules)
    assert varied.pay == Decimal("13.50")
