from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_payslips import payslips

from dpmanager.domain.amounts import ZERO, ni_rounding, total
from dpmanager.domain.pay.extras import Extra, ExtraKind
from dpmanager.domain.pay.pension import PensionBasis, PensionTerms, TaxRelief
from dpmanager.domain.pay.year_record import (
    EarningsBands,
    earnings_bands,
    total_of,
    up_to,
    within,
    year_record,
)
from dpmanager.domain.periods import Frequency, Period
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

WEEKLY, FORTNIGHTLY, FOUR_WEEKLY, MONTHLY = Frequency
THRESHOLDS = rates_for("2026-27").national_insurance.thresholds

# HMRC's test cases for payroll software (NIC test data v1.1, 2025-26, letters A and M).
HMRC_CASES = [
    (WEEKLY, "96.03", "0", "0", "0"),
    (WEEKLY, "125.00", "125", "0", "0"),
    (WEEKLY, "125.01", "125", "0.01", "0"),
    (WEEKLY, "242.07", "125", "117", "0.07"),
    (WEEKLY, "481.03", "125", "117", "239.03"),
    (WEEKLY, "967.05", "125", "117", "725"),
    (FORTNIGHTLY, "193.05", "0", "0", "0"),
    (FORTNIGHTLY, "250.01", "250", "0.01", "0"),
    (FORTNIGHTLY, "1933.73", "250", "234", "1449.73"),
    (FORTNIGHTLY, "1934.05", "250", "234", "1450"),
    (FOUR_WEEKLY, "385.04", "0", "0", "0"),
    (FOUR_WEEKLY, "500.01", "500", "0.01", "0"),
    (FOUR_WEEKLY, "1924.05", "500", "467", "957.05"),
    (FOUR_WEEKLY, "3867.05", "500", "467", "2900"),
    (MONTHLY, "417.04", "0", "0", "0"),
    (MONTHLY, "542.01", "542", "0.01", "0"),
    (MONTHLY, "1048.08", "542", "506", "0.08"),
    (MONTHLY, "4189.05", "542", "506", "3141"),
]


@pytest.mark.parametrize(("frequency", "pay", "at_limit", "to_threshold", "to_upper"), HMRC_CASES)
def test_the_bands_are_those_of_hmrc_s_own_cases(frequency, pay, at_limit, to_threshold, to_upper):
    thresholds = rates_for("2025-26").national_insurance.thresholds
    assert earnings_bands(Decimal(pay), frequency, thresholds) == EarningsBands(
        Decimal(at_limit), Decimal(to_threshold), Decimal(to_upper)
    )


PAYS = [(date(2026, 4, 30), "1300.00"), (date(2026, 5, 29), "500.00"), (date(2026, 6, 30), "4500")]


def test_a_year_adds_up():
    record = year_record(payslips(PAYS), THRESHOLDS)
    assert record.total.gross_pay == Decimal("6300.00")
    # 559 twice; 489 twice; 252 and 4,189 - 1,048: the month of 500 is below 559
    assert record.total.bands == EarningsBands(Decimal(1118), Decimal(978), Decimal(3393))
    # 252 x 8%, and 3,141 x 8% + 311 x 2%
    assert record.total.employee_ni == Decimal("20.16") + Decimal("251.28") + Decimal("6.22")
    assert [one.to_date.taxable_pay for one in record.lines] == [1300, 1800, 6300]
    assert within(record, Period(date(2026, 5, 1), date(2026, 6, 30))).gross_pay == 5000
    assert up_to(record, date(2026, 5, 29)).total == record.lines[1].to_date


def test_the_order_is_that_of_pay_days():
    slips = payslips(PAYS)
    assert year_record(slips[::-1], THRESHOLDS) == year_record(slips, THRESHOLDS)


def test_without_pay_there_is_no_record():
    with pytest.raises(DPManagerError, match="no pay in this tax year"):
        year_record([], THRESHOLDS)
    with pytest.raises(DPManagerError, match="Nothing was paid"):
        up_to(year_record(payslips(PAYS), THRESHOLDS), date(2026, 4, 29))


def test_each_letter_has_totals_of_its_own():
    record = year_record(payslips(PAYS, letters="MAA"), THRESHOLDS)
    (first, under_21), (second, after) = record.by_letter
    assert (first, second) == ("M", "A")
    assert (under_21.gross_pay, after.gross_pay) == (1300, 5000)
    assert (under_21.employer_ni, under_21.employee_ni) == (0, Decimal("20.16"))


def test_letter_x_reports_no_earnings():
    record = year_record(payslips(PAYS, letters="XXX"), THRESHOLDS)
    assert record.total.bands == EarningsBands()
    assert record.total.ni_pay == 6300


def test_what_national_insurance_leaves_out_is_in_no_band():
    (slip,) = payslips(PAYS[:1])
    totals = year_record([replace(slip, not_for_ni=Decimal("200.00"))], THRESHOLDS).total
    assert (totals.taxable_pay, totals.ni_pay) == (1300, 1100)
    # 1,100: 559, 489 and 52
    assert totals.bands == EarningsBands(Decimal(559), Decimal(489), Decimal(52))


def test_an_earlier_job_is_told_apart():
    record = year_record(payslips(PAYS[:1], before=("2000.00", "40.00")), THRESHOLDS)
    assert (record.previous_pay, record.previous_tax) == (2000, 40)
    assert record.total.taxable_pay == 1300


def test_pension_is_told_by_its_relief():
    def of(relief):
        terms = PensionTerms(PensionBasis.QUALIFYING, Decimal(5), Decimal(3), relief)
        return year_record(payslips(PAYS[:1], pension_terms=terms), THRESHOLDS).total

    # (1,300 - 520) x 5% = 39.00, of which 31.20 is taken with relief at source
    before, after = of(TaxRelief.NET_PAY), of(TaxRelief.AT_SOURCE)
    assert (before.pension_before_tax, before.pension_after_tax) == (39, 0)
    assert (after.pension_before_tax, after.pension_after_tax) == (0, Decimal("31.20"))
    assert (before.taxable_pay, before.ni_pay) == (1261, 1300)


def test_statutory_pay_is_told_by_kind():
    day = date(2026, 4, 30)
    more = (
        Extra(ExtraKind.MATERNITY_PAY, Decimal("194.32")),
        Extra(ExtraKind.SICK_PAY, Decimal("41.09")),
        Extra(ExtraKind.MILEAGE, Decimal("5.50"), Decimal(10)),
        Extra(ExtraKind.COURT_ORDER, Decimal("30.00")),
    )
    total_ = year_record(payslips([(day, "600.00")], extras={day: more}), THRESHOLDS).total
    assert total_.gross_pay == Decimal("835.41")
    assert (total_.maternity_pay, total_.sick_pay) == (Decimal("194.32"), Decimal("41.09"))
    assert (total_.free_of_tax, total_.taken_off) == (Decimal("5.50"), 30)
    assert total_.family_pay(ExtraKind.MATERNITY_PAY) == Decimal("194.32")


DAYS = st.lists(
    st.dates(date(2026, 4, 6), date(2027, 4, 5)), min_size=1, max_size=12, unique=True
).map(sorted)
PAY = st.decimals("0.00", "9000.00", places=2)


@settings(max_examples=60, deadline=None)
@given(
    days=DAYS,
    data=st.data(),
    frequency=st.sampled_from(list(Frequency)),
    letters=st.lists(st.sampled_from("AMCX"), min_size=12, max_size=12),
)
def test_totals_to_date_are_sums_and_bands_never_exceed_pay(days, data, frequency, letters):
    pays = [(day, data.draw(PAY)) for day in days]
    slips = payslips(pays, frequency=frequency, letters=letters)
    record = year_record(slips, THRESHOLDS)
    for number, one in enumerate(record.lines, start=1):
        assert one.to_date == total_of(each.now for each in record.lines[:number])
        bands = one.now.bands
        parts = (bands.at_limit, bands.to_threshold, bands.to_upper)
        assert min(parts) >= 0
        assert sum(parts) <= one.now.ni_pay
    assert total_of(sums for _letter, sums in record.by_letter) == record.total
    assert record.total.gross_pay == total(pay for _day, pay in pays)


@settings(max_examples=100, deadline=None)
@given(pay=PAY, frequency=st.sampled_from(list(Frequency)))
def test_the_employee_s_contributions_follow_from_the_bands(pay, frequency):
    """Letter A pays 8% of the band up to the upper limit, and 2% of all pay above it."""
    (slip,) = payslips([(date(2026, 4, 30), pay)], frequency=frequency)
    totals = year_record([slip], THRESHOLDS).total
    above = max(pay - THRESHOLDS.upper_earnings_limit.at(frequency), ZERO)
    by_bands = ni_rounding(totals.bands.to_upper * Decimal("0.08"))
    assert slip.employee_ni == by_bands + ni_rounding(above * Decimal("0.02"))
