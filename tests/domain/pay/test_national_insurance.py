from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.pay.national_insurance import NationalInsurance, national_insurance
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

WEEKLY, FORTNIGHTLY, FOUR_WEEKLY, MONTHLY = Frequency
IN_2026 = date(2026, 6, 1)


def ni(
    pay: str | Decimal, letter: str = "A", frequency: Frequency = MONTHLY, day: date = IN_2026
) -> NationalInsurance:
    rates = rates_for(tax_year_of(day)).national_insurance
    return national_insurance(Decimal(pay), letter, frequency, day, rates)


@pytest.mark.parametrize(
    ("pay", "frequency", "employee", "employer"),
    [
        ("1300.00", MONTHLY, "20.16", "132.45"),
        ("110.00", WEEKLY, "0.00", "2.10"),
        ("1200.00", FOUR_WEEKLY, "18.64", "122.25"),
        ("250.55", WEEKLY, "0.68", "23.18"),
    ],
)
def test_worked_figures_of_2026_27(pay, frequency, employee, employer):
    done = ni(pay, frequency=frequency)
    assert (done.employee, done.employer) == (Decimal(employee), Decimal(employer)), done.steps


@pytest.mark.parametrize(
    ("day", "letter", "employee"),
    [
        (date(2023, 4, 6), "A", "30.24"),
        (date(2024, 1, 5), "A", "30.24"),
        (date(2024, 1, 6), "A", "25.20"),
        (date(2024, 4, 5), "A", "25.20"),
        (date(2024, 4, 6), "A", "20.16"),
        (date(2024, 1, 5), "B", "14.74"),
        (date(2024, 1, 6), "B", "9.70"),
        (date(2024, 4, 6), "B", "4.66"),
    ],
)
def test_the_rate_is_that_of_the_pay_day(day, letter, employee):
    # monthly 1,300: 252 above the primary threshold
    assert ni("1300.00", letter, day=day).employee == Decimal(employee)


@pytest.mark.parametrize(
    ("letter", "employee", "employer"),
    # monthly 5,000 in 2026-27: 3,141 to the upper limit and 811 above it
    [
        ("A", "267.50", "687.45"), ("B", "74.33", "687.45"), ("C", "0.00", "687.45"),
        ("D", "79.04", "437.55"), ("E", "74.33", "437.55"), ("F", "267.50", "437.55"),
        ("H", "267.50", "121.65"), ("I", "74.33", "437.55"), ("J", "79.04", "687.45"),
        ("K", "0.00", "437.55"), ("L", "79.04", "437.55"), ("M", "267.50", "121.65"),
        ("N", "267.50", "437.55"), ("S", "0.00", "437.55"), ("V", "267.50", "121.65"),
        ("X", "0.00", "0.00"), ("Z", "79.04", "121.65"),
    ],
)  # fmt: skip
def test_every_letter(letter, employee, employer):
    done = ni("5000.00", letter)
    assert (done.employee, done.employer) == (Decimal(employee), Decimal(employer))


@pytest.mark.parametrize("letter", ["", "G", "a", "AB", "1", "ABCDEFHIJKLMNSVXZ"])
def test_an_unknown_letter_is_refused(letter):
    with pytest.raises(DPManagerError, match=f"“{letter[:20]}”"):
        ni("1000", letter)


def test_investment_zone_letters_start_in_2024_25():
    for letter in "DEKN":
        with pytest.raises(DPManagerError, match="5 April 2024"):
            ni("1000", letter, day=date(2024, 4, 5))
        ni("1000", letter, day=date(2024, 4, 6))


def test_half_a_penny_is_dropped():
    # 8% of 0.07 is 0.0056, cut to 0.005; 8% of 0.08 is 0.0064, cut to 0.006
    assert ni("242.07", frequency=WEEKLY).employee == Decimal("0.00")
    assert ni("242.08", frequency=WEEKLY).employee == Decimal("0.01")


def test_the_steps_show_the_sums():
    assert [step.sum for step in ni("5000.00").steps] == [
        "above 1,048: 3,141 x 8% + 811.00 x 2% = 267.50",
        "above 417: 3,772 x 15% + 811.00 x 15% = 687.45",
    ]
    assert ni("300").steps[0].sum == "pay is not above 1,048: 0.00"


LETTERS = st.sampled_from("ABCDEFHIJKLMNSVXZ")
PAY = st.decimals("0.00", "9000.00", places=2)


@settings(max_examples=100)
@given(pay=PAY, more=PAY, letter=LETTERS, frequency=st.sampled_from(list(Frequency)))
def test_nobody_pays_less_on_more_pay(pay, more, letter, frequency):
    low, high = ni(pay, letter, frequency), ni(pay + more, letter, frequency)
    assert low.employee <= high.employee
    assert low.employer <= high.employer


@settings(max_examples=100)
@given(
    share=st.decimals("0", "1", places=4),
    letter=LETTERS,
    frequency=st.sampled_from(list(Frequency)),
)
def test_nothing_is_due_up_to_the_threshold(share, letter, frequency):
    thresholds = rates_for("2026-27").national_insurance.thresholds
    assert ni(share * thresholds.primary.at(frequency), letter, frequency).employee == 0
    assert ni(share * thresholds.secondary.at(frequency), letter, frequency).employer == 0
