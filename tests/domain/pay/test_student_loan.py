from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.pay.student_loan import postgraduate_loan, student_loan, threshold
from dpmanager.domain.periods import Frequency
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

LOANS = rates_for("2026-27").student_loans
MONTHLY, WEEKLY = Frequency.MONTHLY, Frequency.WEEKLY
FORTNIGHTLY, FOUR_WEEKLY = Frequency.FORTNIGHTLY, Frequency.FOUR_WEEKLY


@pytest.mark.parametrize(
    ("tax_year", "plan", "weekly", "fortnightly", "four_weekly", "monthly"),
    [
        ("2023-24", "1", "423.36", "846.73", "1693.46", "1834.58"),
        ("2023-24", "4", "531.92", "1063.84", "2127.69", "2305.00"),
        ("2024-25", "1", "480.57", "961.15", "1922.30", "2082.50"),
        ("2024-25", "2", "524.90", "1049.80", "2099.61", "2274.58"),
        ("2025-26", "2", "547.50", "1095.00", "2190.00", "2372.50"),
        ("2025-26", "4", "629.71", "1259.42", "2518.84", "2728.75"),
        ("2026-27", "1", "517.30", "1034.61", "2069.23", "2241.66"),
        ("2026-27", "2", "565.09", "1130.19", "2260.38", "2448.75"),
        ("2026-27", "4", "649.90", "1299.80", "2599.61", "2816.25"),
        ("2026-27", "5", "480.76", "961.53", "1923.07", "2083.33"),
    ],
)
def test_the_published_thresholds_of_a_period(
    tax_year, plan, weekly, fortnightly, four_weekly, monthly
):
    yearly = rates_for(tax_year).student_loans.plans[plan]
    got = [
        str(threshold(yearly, frequency))
        for frequency in (WEEKLY, FORTNIGHTLY, FOUR_WEEKLY, MONTHLY)
    ]
    assert got == [weekly, fortnightly, four_weekly, monthly]


def test_a_month_of_2400_on_plan_1_repays_14_pounds():
    loan = student_loan(Decimal("2400.00"), "1", MONTHLY, LOANS)
    assert str(loan.amount) == "14.00"
    assert [step.sum for step in loan.steps] == ["(2,400.00 - 2,241.66) x 9% = 14.2506; 14.00"]


def test_four_weeks_are_flagged_as_not_verified():
    loan = student_loan(Decimal("2400.00"), "1", FOUR_WEEKLY, LOANS)
    # HMRC's averaging by hand gives 28
    assert str(loan.amount) == "29.00"
    assert "not seen in HMRC's own words" in loan.steps[0].label
    assert "cslm17065" in loan.steps[0].source


@pytest.mark.parametrize(
    ("pay", "repaid"),
    [("2083.33", "0.00"), ("2094.44", "0.00"), ("2094.45", "1.00"), ("0.00", "0.00")],
)
def test_pennies_of_a_pound_are_dropped(pay, repaid):
    assert str(student_loan(Decimal(pay), "5", MONTHLY, LOANS).amount) == repaid


def test_a_postgraduate_loan_has_its_own_threshold_and_rate():
    # (2,000.00 - 1,750.00) x 6%
    assert str(postgraduate_loan(Decimal("2000.00"), MONTHLY, LOANS).amount) == "15.00"
    assert str(postgraduate_loan(Decimal("1750.00"), MONTHLY, LOANS).amount) == "0.00"


def test_nobody_repays_plan_5_before_april_2026():
    with pytest.raises(DPManagerError, match=r"plan 5 is not repaid .* In use: 1, 2, 4\."):
        student_loan(Decimal("3000.00"), "5", MONTHLY, rates_for("2025-26").student_loans)


@settings(max_examples=100)
@given(
    pay=st.decimals("0.00", "9000.00", places=2),
    plan=st.sampled_from(["1", "2", "4", "5"]),
    frequency=st.sampled_from(list(Frequency)),
)
def test_a_repayment_is_whole_pounds_and_less_than_the_share_above(pay, plan, frequency):
    amount = student_loan(pay, plan, frequency, LOANS).amount
    exact = max(Decimal(0), pay - threshold(LOANS.plans[plan], frequency)) * LOANS.rate
    assert amount == int(amount)
    assert 0 <= exact - amount < 1
