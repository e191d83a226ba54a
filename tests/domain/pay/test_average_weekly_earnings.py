"""Cases named SPM are of HMRC's Statutory Payments Manual; GOV.UK's are of its calculator's tests
(alphagov/smart-answers, test/unit/calculators/statutory_sick_pay_calculator_test.rb)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.average_weekly_earnings import (
    FAMILY_PAY,
    SICK_PAY,
    PaidDay,
    average_weekly_earnings,
    months_in,
)
from dpmanager.domain.periods import Frequency, months_after
from dpmanager.errors import DPManagerError

FRIDAY = date(2026, 9, 25)
MONDAY = date(2026, 9, 28)
DAYS_BETWEEN = {Frequency.WEEKLY: 7, Frequency.FORTNIGHTLY: 14, Frequency.FOUR_WEEKLY: 28}


def paid(last: date, frequency: Frequency, *amounts: str) -> list[PaidDay]:
    """Payments at even intervals, the last one on that day."""
    days = DAYS_BETWEEN[frequency]
    return [
        PaidDay(last - timedelta(days=days * back), Decimal(amount))
        for back, amount in enumerate(reversed(amounts))
    ]


@pytest.mark.parametrize(
    ("frequency", "amounts"),
    [
        (Frequency.WEEKLY, ["999", *["100"] * 8]),
        (Frequency.FORTNIGHTLY, ["999", *["200"] * 4]),
        (Frequency.FOUR_WEEKLY, ["999", "400", "400"]),
    ],
)
def test_pay_of_eight_weeks_is_divided_by_eight(frequency, amounts):
    # GOV.UK: 800 in eight weeks is 100; the pay day eight weeks earlier is outside
    average = average_weekly_earnings(paid(FRIDAY, frequency, *amounts), MONDAY, frequency)
    assert average.amount == 100
    assert average.steps[-1].sum == "800.00 / 8 = 100.00"
    assert average.steps[0].label == "Pay before tax, paid from 1 Aug 2026 to 25 Sep 2026"
    assert {step.source for step in average.steps} == {SICK_PAY}


def test_monthly_pay_is_spread_over_the_year():
    # two months of 1,300 and 1,260: 2,560 / 2 x 12 / 52
    payments = [
        PaidDay(date(2026, 6, 30), Decimal(900)),
        PaidDay(date(2026, 7, 31), Decimal("1300.00")),
        PaidDay(date(2026, 8, 28), Decimal("1260.00")),
    ]
    average = average_weekly_earnings(payments, date(2026, 9, 7), Frequency.MONTHLY)
    assert average.amount == Decimal(2560 * 12) / (2 * 52)
    assert average.steps[0].sum == "1,300.00 + 1,260.00 = 2,560.00"
    assert average.steps[1].sum == "2,560.00 / 2 x 12 / 52 = 295.3846153"


def test_three_months_count_where_the_second_ends_less_than_eight_weeks_back():
    # GOV.UK: 1,200 in three months is 92.31 a week. From 7 April to 1 July: two months and 25 days
    payments = [
        PaidDay(date(2026, 4, 6), Decimal(999)),
        PaidDay(date(2026, 5, 11), Decimal(400)),
        PaidDay(date(2026, 6, 5), Decimal(400)),
        PaidDay(date(2026, 7, 1), Decimal(400)),
    ]
    average = average_weekly_earnings(payments, date(2026, 7, 2), Frequency.MONTHLY)
    assert average.steps[1].sum.startswith("1,200.00 / 3 x 12 / 52")
    assert average.amount.quantize(Decimal("0.01")) == Decimal("92.31")


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2012, 2, 18), date(2012, 5, 17), 3),  # GOV.UK, months_between
        (date(2012, 2, 13), date(2012, 5, 14), 3),  # GOV.UK, months_between
        (date(2026, 6, 1), date(2026, 7, 15), 1),  # SPM10630: 15 odd days are dropped
        (date(2026, 6, 1), date(2026, 7, 16), 2),  # SPM10630: 16 odd days are a month
        (date(2026, 1, 1), date(2026, 2, 14), 1),  # SPM10630: 14 days of February are dropped
        (date(2026, 1, 1), date(2026, 2, 15), 2),  # SPM10630: 15 days of February are a month
        (date(2026, 1, 31), date(2026, 3, 31), 2),
    ],
)
def test_odd_days_make_a_month_or_are_dropped(start, end, months):
    assert months_in(start, end) == months


@given(st.dates(date(2023, 1, 1), date(2027, 1, 1)), st.integers(1, 30))
def test_whole_months_count_as_they_are(start, months):
    assert months_in(start, months_after(start, months) - timedelta(days=1)) == months


def test_pay_on_the_day_itself_is_too_late():
    payments = paid(FRIDAY, Frequency.WEEKLY, *["100"] * 9, "500")
    average = average_weekly_earnings(payments, FRIDAY, Frequency.WEEKLY)
    assert average.amount == 100


def test_weeks_without_pay_count_as_no_pay():
    # SPM170100: "blank weeks are included as zero pay"
    payments = [
        payment
        for payment in paid(FRIDAY, Frequency.WEEKLY, *["100"] * 10)
        if payment.pay_date != FRIDAY - timedelta(weeks=2)
    ]
    average = average_weekly_earnings(payments, MONDAY, Frequency.WEEKLY)
    assert average.amount == Decimal("87.5")


def test_weeks_without_pay_just_before_the_sickness_count_too():
    payments = paid(FRIDAY - timedelta(weeks=6), Frequency.WEEKLY, *["100"] * 10)
    average = average_weekly_earnings(payments, MONDAY, Frequency.WEEKLY)
    assert average.amount == 25


def test_nobody_who_was_paid_long_ago_counts_as_new():
    payments = paid(FRIDAY - timedelta(weeks=20), Frequency.WEEKLY, *["100"] * 10)
    average = average_weekly_earnings(payments, MONDAY, Frequency.WEEKLY)
    assert average.amount == 0


def test_a_pay_day_moved_by_a_bank_holiday_counts_as_the_normal_one():
    # SPM10605: pay that is early for a holiday is treated as paid on the contract's day
    friday = date(2026, 4, 10)
    payments = paid(friday, Frequency.WEEKLY, *["100"] * 10)
    good_friday = payments[1]
    payments[1] = PaidDay(good_friday.pay_date - timedelta(days=1), good_friday.gross_pay)
    for before in (date(2026, 4, 4), date(2026, 4, 11), date(2026, 5, 30)):
        weeks = 8 - max(0, (before - date(2026, 4, 11)).days // 7)
        average = average_weekly_earnings(payments, before, Frequency.WEEKLY)
        assert average.amount == Decimal(100 * weeks) / 8


def test_a_starter_has_the_average_of_the_days_that_were_paid():
    # GOV.UK: 532 for 42 days is 88.67, and 600 for 43 days is 97.67
    six_weeks = paid(FRIDAY, Frequency.FORTNIGHTLY, "132", "200", "200")
    average = average_weekly_earnings(six_weeks, MONDAY, Frequency.FORTNIGHTLY)
    assert average.amount == Decimal("88.67")
    assert average.steps[-1].sum == "532.00 / 42 x 7 = 88.67"

    first_of_15_days = [
        PaidDay(date(2026, 7, 29), Decimal(200), days=15),
        PaidDay(date(2026, 8, 26), Decimal(400)),
    ]
    average = average_weekly_earnings(first_of_15_days, date(2026, 9, 1), Frequency.FOUR_WEEKLY)
    assert average.amount == Decimal("97.67")


def test_three_days_pay_is_for_three_days():
    # SPM170600: divide the three days' wages by three and multiply by seven
    average = average_weekly_earnings(
        [PaidDay(FRIDAY, Decimal(90), days=3)], MONDAY, Frequency.WEEKLY
    )
    assert average.amount == 210


def test_a_starter_paid_by_the_month():
    # August has 31 days: 1,240 / 31 x 7
    payments = [PaidDay(date(2026, 8, 31), Decimal(1240))]
    average = average_weekly_earnings(payments, date(2026, 9, 7), Frequency.MONTHLY)
    assert average.amount == 280


def test_nothing_paid_yet_takes_the_pay_of_the_contract():
    average = average_weekly_earnings(
        [], MONDAY, Frequency.WEEKLY, contract_weekly_pay=Decimal("66.67")
    )
    assert average.amount == Decimal("66.67")
    assert average.steps[0].sum == "66.67"


def test_nothing_paid_and_no_contract_says_what_to_do():
    with pytest.raises(DPManagerError, match="Add the hours of a week"):
        average_weekly_earnings(paid(MONDAY, Frequency.WEEKLY, "100"), MONDAY, Frequency.WEEKLY)


def test_pay_of_parents_is_cut_to_seven_decimals():
    payments = [
        PaidDay(date(2026, 6, 30), Decimal(900)),
        PaidDay(date(2026, 7, 31), Decimal("1300.00")),
        PaidDay(date(2026, 8, 31), Decimal("1260.00")),
    ]
    average = average_weekly_earnings(payments, date(2026, 9, 6), Frequency.MONTHLY, truncated=True)
    assert average.amount == Decimal("295.3846153")
    assert {step.source for step in average.steps} == {FAMILY_PAY}


@given(
    st.sampled_from(list(DAYS_BETWEEN)),
    st.decimals("0.01", "2000", places=2),
    st.integers(0, 2),
)
def test_even_pay_has_itself_as_average(frequency, weekly, days_later):
    weeks = DAYS_BETWEEN[frequency] // 7
    payments = paid(FRIDAY, frequency, *[str(weekly * weeks)] * 12)
    before = FRIDAY + timedelta(days=1 + days_later)
    assert average_weekly_earnings(payments, before, frequency).amount == weekly


@given(
    st.lists(st.decimals("0", "900", places=2), min_size=9, max_size=20),
    st.integers(1, 7),
)
def test_the_average_lies_between_the_least_and_the_most_paid(amounts, days_later):
    payments = paid(FRIDAY, Frequency.WEEKLY, *map(str, amounts))
    average = average_weekly_earnings(
        payments, FRIDAY + timedelta(days=days_later), Frequency.WEEKLY
    )
    assert min(amounts[-8:]) <= average.amount <= max(amounts[-8:])
