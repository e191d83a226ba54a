from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import TaxNation, TaxYearRates, days_of_tax_year, tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.resource_files import ResourceError, read_toml, resource_path
from dpmanager.tasks.pay.rates import rates_for

YEARS = ["2023-24", "2024-25", "2025-26", "2026-27"]


@pytest.mark.parametrize(
    ("day", "tax_year"),
    [
        (date(2026, 4, 5), "2025-26"),
        (date(2026, 4, 6), "2026-27"),
        (date(2026, 12, 31), "2026-27"),
        (date(2027, 4, 5), "2026-27"),
        (date(2100, 1, 1), "2099-00"),
    ],
)
def test_the_tax_year_of_a_day(day, tax_year):
    assert tax_year_of(day) == tax_year


@given(day=st.dates(date(2000, 1, 1), date(2098, 12, 31)))
def test_a_day_lies_within_its_tax_year(day):
    year = days_of_tax_year(tax_year_of(day))
    assert day in year
    assert tax_year_of(year.end + timedelta(days=1)) != tax_year_of(day)


@pytest.mark.parametrize("tax_year", YEARS)
def test_two_and_four_week_thresholds_follow_from_the_yearly_ones(tax_year):
    thresholds = rates_for(tax_year).national_insurance.thresholds
    yearly = {
        "primary": 12570,
        "secondary": 9100 if tax_year < "2025-26" else 5000,
        "upper_earnings_limit": 50270,
        "upper_secondary": 50270,
        "freeport_upper_secondary": 25000,
    }
    for name, amount in yearly.items():
        threshold = getattr(thresholds, name)
        assert threshold.yearly == amount
        for weeks, frequency in ((2, Frequency.FORTNIGHTLY), (4, Frequency.FOUR_WEEKLY)):
            # whole pounds, up
            assert threshold.at(frequency) == -(-amount * weeks // 52), (name, frequency)
        assert abs(threshold.at(Frequency.WEEKLY) - Decimal(amount) / 52) < 1
        assert abs(threshold.at(Frequency.MONTHLY) - Decimal(amount) / 12) < 1


@pytest.mark.parametrize(
    ("tax_year", "tax_below_each_band"),
    [
        ("2023-24", ["410.78", "2601.98", "6376.52", "45876.68"]),
        ("2024-25", ["438.14", "2775.14", "6366.35", "19528.31", "47747.81"]),
        ("2025-26", ["537.13", "2955.93", "6351.84", "19513.80", "47733.30"]),
        ("2026-27", ["753.73", "3351.53", "6320.09", "19482.05", "47701.55"]),
    ],
)
def test_scottish_bands_add_up_to_the_published_tax_and_the_common_top(
    tax_year, tax_below_each_band
):
    bands = rates_for(tax_year).income_tax.bands[TaxNation.SCOTLAND]
    tax, below = Decimal(0), []
    for width, rate in zip(bands.widths, bands.rates, strict=False):
        tax += width * rate
        below.append(tax)
    assert below == [Decimal(amount) for amount in tax_below_each_band]
    assert sum(bands.widths) == 125140


@pytest.mark.parametrize("tax_year", YEARS)
def test_the_other_nations_have_three_bands(tax_year):
    rates = rates_for(tax_year).income_tax
    for nation in (TaxNation.ENGLAND_AND_NORTHERN_IRELAND, TaxNation.WALES):
        assert rates.bands[nation].widths == (37700, 87440)
        assert rates.bands[nation].rates == tuple(map(Decimal, ("0.20", "0.40", "0.45")))


def test_the_allowance_of_each_year():
    amounts = [rates_for(year).employment_allowance.amount for year in YEARS]
    assert amounts == [5000, 5000, 10500, 10500]


def test_the_minimum_wage_of_each_year():
    by_age = [
        [(row.from_age, str(row.hourly)) for row in rates_for(year).minimum_wage.by_age]
        for year in YEARS
    ]
    assert by_age == [
        [(23, "10.42"), (21, "10.18"), (18, "7.49"), (0, "5.28")],
        [(21, "11.44"), (18, "8.60"), (0, "6.40")],
        [(21, "12.21"), (18, "10.00"), (0, "7.55")],
        [(21, "12.71"), (18, "10.85"), (0, "8.00")],
    ]


def test_only_the_way_to_loan_thresholds_of_several_weeks_is_not_verified():
    for year in YEARS:
        loans = rates_for(year).student_loans
        assert (loans.verified, loans.several_weeks.verified) == (True, False)


@pytest.mark.parametrize("tax_year", ["2027-28", "2026-28", "26-27", "", "../rates/2026-27"])
def test_an_unknown_year_is_refused_and_says_how_to_add_it(tax_year):
    with pytest.raises(DPManagerError) as refused:
        rates_for(tax_year)
    said = str(refused.value)
    assert f"The tax year {tax_year} is not known" in said
    assert "copy the newest file in resources/rates" in said


def test_pay_outside_the_year_has_no_national_insurance_rates():
    with pytest.raises(DPManagerError, match="6 April 2027"):
        rates_for("2026-27").national_insurance.on(date(2027, 4, 6))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("share_of_pay = 0.50", 'share_of_pay = "half"', "share_of_pay"),
        ("amount = 10500", "amount = 10500\nammount = 1", "ammount"),
        ("amount = 10500\n", "", "amount"),
        ("last_day = 2027-04-05", "last_day = 2027-04-04", "must end on 2027-04-05"),
        ("first_day = 2026-04-06", "first_day = 2026-04-07", "should start on 2026-04-06"),
        ('letters = "ABCJ"', 'letters = "ABCJH"', "must each have the same letters"),
        ("rates = [0.20, 0.40, 0.45]", "rates = [0.20, 0.40]", "one rate more"),
        ("BR = 0.20", "BR = 20", "20 is not a rate"),
        ("rate = 0.09", "rate = 9", "9 is not a rate"),
        ("\n5 = 25000", "\n3 = 25000", "`plans` has 3; known: 1, 2, 4, 5"),
        ("from_age = 0", "from_age = 16", "down to `from_age = 0`"),
        ("from_age = 18", "from_age = 22", "from the oldest"),
        ("[income_tax.bands.wales]", "[income_tax.bands.cornwall]", "cornwall"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_fault(tmp_path, old, new, said):
    text = resource_path("rates", "2026-27.toml").read_text("utf-8")
    assert old in text
    file = tmp_path / "2026-27.toml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ResourceError) as refused:
        read_toml(file, TaxYearRates)
    assert "2026-27.toml" in str(refused.value)
    assert said in str(refused.value)


def test_a_group_without_a_source_is_refused():
    raw = msgspec.to_builtins(rates_for("2026-27"))
    raw["employment_allowance"]["source"] = []
    with pytest.raises(msgspec.ValidationError, match=r"where these numbers come from.*employment"):
        msgspec.convert(raw, TaxYearRates, strict=False)
