from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.pay.tax import Basis, IncomeTax, free_pay, income_tax
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import Frequency
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

WEEKLY, FORTNIGHTLY, FOUR_WEEKLY, MONTHLY = Frequency
CUMULATIVE, WEEK1MONTH1 = Basis


def tax(
    pay: str | Decimal,
    code: str,
    frequency: Frequency,
    number: int,
    *,
    before: str | Decimal = "0.00",
    taxed: str | Decimal = "0.00",
    basis: Basis = CUMULATIVE,
    year: str = "2026-27",
) -> IncomeTax:
    return income_tax(
        Decimal(pay),
        parse_tax_code(code),
        basis,
        frequency,
        number,
        pay_before=Decimal(before),
        tax_before=Decimal(taxed),
        rates=rates_for(year).income_tax,
    )


@pytest.mark.parametrize(
    ("number", "week", "month"),
    [
        (1257, "241.92", "1048.26"),
        (45, "8.83", "38.25"),
        (500, "96.33", "417.42"),
        (501, "96.53", "418.26"),
        (1000, "192.49", "834.09"),
        (1001, "192.69", "834.93"),
        (100, "19.41", "84.09"),
        (585, "112.68", "488.26"),
        (0, "0.00", "0.00"),
    ],
)
def test_free_pay_of_one_week_and_one_month(number, week, month):
    assert (free_pay(number, 52), free_pay(number, 12)) == (Decimal(week), Decimal(month))


@pytest.mark.parametrize(
    ("pay", "code", "frequency", "number", "before", "taxed", "basis", "expected"),
    [
        # The worked figures of HMRC's routine for 2026-27
        ("1300.00", "1257L", MONTHLY, 1, "0", "0", CUMULATIVE, "50.20"),
        ("1300.00", "S1257L", MONTHLY, 1, "0", "0", CUMULATIVE, "47.69"),
        ("1200.00", "1257L", FOUR_WEEKLY, 4, "0", "0", CUMULATIVE, "46.40"),
        ("1200.00", "1257L", FOUR_WEEKLY, 8, "1200.00", "46.40", CUMULATIVE, "46.40"),
        ("1450.50", "1257L", MONTHLY, 8, "9400.00", "480.00", CUMULATIVE, "12.80"),
        ("100.00", "K585", MONTHLY, 1, "0", "0", CUMULATIVE, "50.00"),
        ("900.75", "0T", MONTHLY, 5, "4000.00", "800.00", WEEK1MONTH1, "180.00"),
        ("187.00", "BR", WEEKLY, 10, "1669.00", "333.80", CUMULATIVE, "37.40"),
        ("400.00", "1257L", WEEKLY, 53, "20800.00", "1643.20", CUMULATIVE, "31.60"),
        ("500.99", "SD0", MONTHLY, 1, "0", "0", CUMULATIVE, "105.00"),
        # A refund, and NT giving back all tax unless the payment stands alone
        ("500.00", "1257L", MONTHLY, 2, "1300.00", "50.20", CUMULATIVE, "-50.20"),
        ("500.00", "NT", MONTHLY, 2, "1300.00", "50.20", CUMULATIVE, "-50.20"),
        ("500.00", "NT", MONTHLY, 2, "1300.00", "50.20", WEEK1MONTH1, "0.00"),
        ("500.00", "1257L", MONTHLY, 2, "1300.00", "50.20", WEEK1MONTH1, "0.00"),
        # Two-weekly and four-weekly pay on the week 1 basis get 2 and 4 weeks' free pay
        ("600.00", "1257L", FORTNIGHTLY, 20, "9000.00", "999.00", WEEK1MONTH1, "23.20"),
        ("1200.00", "1257L", FOUR_WEEKLY, 20, "9000.00", "999.00", WEEK1MONTH1, "46.40"),
    ],
)  # fmt: skip
def test_worked_figures(pay, code, frequency, number, before, taxed, basis, expected):
    done = tax(pay, code, frequency, number, before=before, taxed=taxed, basis=basis)
    assert done.amount == Decimal(expected), done.steps
    assert done.to_date == Decimal(taxed) + Decimal(expected)


@pytest.mark.parametrize(
    ("pay", "expected"),
    # The first band of a month ends at 3,141.666, and 3,142 still counts to it
    [("4190.06", "628.20"), ("4190.26", "628.40"), ("4190.27", "628.46")],
)
def test_the_top_of_a_band_is_rounded_up_to_find_the_band(pay, expected):
    assert tax(pay, "1257L", MONTHLY, 1).amount == Decimal(expected)


def test_a_code_that_ends_in_m1_stands_alone_whatever_the_basis():
    assert tax("1300", "1257L M1", MONTHLY, 8, before="9000", taxed="5").amount == Decimal("50.20")


@pytest.mark.parametrize(
    ("frequency", "number", "pay", "expected"),
    [
        (WEEKLY, 53, "400", "31.60"),
        (FORTNIGHTLY, 54, "800", "63.20"),
        (FOUR_WEEKLY, 56, "1600", "126.40"),
    ],
)
def test_an_extra_pay_day_stands_alone_with_one_two_or_four_weeks_free_pay(
    frequency, number, pay, expected
):
    done = tax(pay, "1257L", frequency, number, before="20800.00", taxed="1643.20")
    assert done.amount == Decimal(expected)
    assert "regulation 31" in done.steps[0].source


def test_on_an_extra_pay_day_basic_rate_codes_stay_cumulative():
    for code in ("BR", "SBR", "CBR"):
        # 10,400.60 in all: 2,080.00 due, 2,000.00 taken. Alone it would be 40.00.
        done = tax("200.60", code, WEEKLY, 53, before="10200.00", taxed="2000.00")
        assert done.amount == Decimal("80.00"), code
    assert tax("200.60", "D0", WEEKLY, 53, before="10200", taxed="2000").amount == Decimal("80.00")


def test_on_an_extra_pay_day_no_tax_while_pay_is_within_the_years_free_pay():
    # 52 x 241.92 = 12,579.84
    at_limit = tax("400.00", "1257L", WEEKLY, 53, before="12179.84")
    one_penny_more = tax("400.00", "1257L", WEEKLY, 53, before="12179.85")
    assert (at_limit.amount, one_penny_more.amount) == (Decimal("0.00"), Decimal("31.60"))
    # Only for a code normally used on the cumulative basis
    assert tax("400.00", "1257L", WEEKLY, 53, basis=WEEK1MONTH1).amount == Decimal("31.60")
    # ... and tax taken before is not given back
    assert tax("400", "1257L", WEEKLY, 53, before="9000", taxed="20").amount == Decimal("0.00")


def test_what_the_regulatory_limit_held_back_is_taken_later():
    first = tax("100.00", "K585", MONTHLY, 1)
    second = tax("900.00", "K585", MONTHLY, 2, before="100.00", taxed=first.to_date)
    assert first.amount == Decimal("50.00")
    assert second.to_date == Decimal("395.20")  # 20% of 100 + 900 + 2 x 488.26, in whole pounds


def test_a_code_without_a_rate_in_the_year_is_refused_by_name():
    assert tax("99.99", "SD3", MONTHLY, 1, year="2024-25").amount == Decimal("47.52")
    with pytest.raises(DPManagerError, match="SD3"):
        tax("99.99", "SD3", MONTHLY, 1, year="2023-24")


def test_the_steps_show_the_sums():
    sums = [
        step.sum for step in tax("1450.50", "1257L", MONTHLY, 8, before="9400", taxed="480").steps
    ]
    assert sums == [
        "9,400 + 1,450.50 = 10,850.50",
        "(257 x 10 + 9) / 12 = 214.92; 214.92 + 2 x 416.67 = 1,048.26",
        "1,048.26 x 8 = 8,386.08",
        "10,850.50 - 8,386.08 = 2,464.42; 2,464",
        "2,464 x 20% = 492.80",
        "492.80 - 480 = 12.80",
    ]


CODES = st.sampled_from(["1257L", "S1257L", "C1257L", "45L", "S45L", "0T", "S0T", "K585", "SK27"])
PAY = st.decimals("0.00", "60000.00", places=2)


@settings(max_examples=60, deadline=None)
@given(
    months=st.lists(st.decimals("0.00", "12000.00", places=2), min_size=12, max_size=12),
    code=st.sampled_from(["1257L", "S1257L", "C1257L", "900T"]),
)
def test_the_years_tax_does_not_depend_on_how_pay_fell_across_months(months, code):
    before = taxed = Decimal("0.00")
    for month, pay in enumerate(months, start=1):
        taxed = tax(pay, code, MONTHLY, month, before=before, taxed=taxed).to_date
        before += pay
    assert taxed == tax(before, code, MONTHLY, 12).to_date


@settings(max_examples=100, deadline=None)
@given(
    pay=PAY,
    more=PAY,
    code=CODES,
    period=st.sampled_from(
        [(WEEKLY, 1), (WEEKLY, 53), (FORTNIGHTLY, 26), (FOUR_WEEKLY, 28), (MONTHLY, 7)]
    ),
    basis=st.sampled_from(Basis),
)
def test_tax_never_drops_as_pay_rises_and_never_takes_more_than_half(
    pay, more, code, period, basis
):
    less_tax = tax(pay, code, *period, basis=basis).amount
    more_tax = tax(pay + more, code, *period, basis=basis).amount
    assert 0 <= less_tax <= more_tax <= (pay + more) / 2


@settings(max_examples=60, deadline=None)
@given(pay=PAY, week=st.integers(1, 52))
def test_wales_and_england_have_the_same_sum(pay, week):
    assert tax(pay, "1257L", WEEKLY, week).amount == tax(pay, "C1257L", WEEKLY, week).amount
