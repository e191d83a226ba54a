from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.pay.payslip import PaySums, work_out_pay
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import (
    IncomeTaxRates,
    NationalInsuranceRates,
    TaxNation,
    TaxYearRates,
)
from dpmanager.tasks.pay.rates import rates_for


def rates_of_2018_19() -> TaxYearRates:
    """What the worked examples of 2018-19 need, in memory: the program has no file for it."""
    sourced = {
        "source": ["GOV.UK, rates and thresholds for employers 2018 to 2019"],
        "verified": True,
    }
    bands = {
        "widths": [34500, 115500],
        "rates": [Decimal("0.20"), Decimal("0.40"), Decimal("0.45")],
    }

    def every(weekly: int, yearly: int) -> dict[str, int]:
        return {
            "weekly": weekly,
            "fortnightly": weekly * 2,
            "four-weekly": weekly * 4,
            "monthly": yearly // 12,
            "yearly": yearly,
        }

    income_tax = {
        "bands": dict.fromkeys(TaxNation, bands | sourced),
        "flat_rate_codes": {"codes": {"BR": Decimal("0.20")}} | sourced,
        "regulatory_limit": {"share_of_pay": Decimal("0.50")} | sourced,
    }
    ni_rates = {
        "first_day": "2018-04-06",
        "last_day": "2019-04-05",
        "employee": [{"letters": "A", "main": Decimal("0.12"), "upper": Decimal("0.02")}],
        "employer": [{"letters": "A", "above": "secondary", "rate": Decimal("0.138")}],
    }
    national_insurance = {
        "thresholds": {
            "lower_earnings_limit": every(116, 6032),
            "primary": every(162, 8424),
            "secondary": every(162, 8424),
            "upper_earnings_limit": every(892, 46350),
            "upper_secondary": every(892, 46350),
            "freeport_upper_secondary": every(892, 46350),
        }
        | sourced,
        "rates": [ni_rates | sourced],
    }
    return msgspec.structs.replace(
        rates_for("2023-24"),
        tax_year="2018-19",
        income_tax=msgspec.convert(income_tax, IncomeTaxRates),
        national_insurance=msgspec.convert(national_insurance, NationalInsuranceRates),
    )


def pay(
    gross: str | Decimal,
    code: str,
    frequency: Frequency,
    pay_date: date,
    rates: TaxYearRates,
    *,
    before: str = "0.00",
    taxed: str = "0.00",
) -> PaySums:
    return work_out_pay(
        Decimal(gross),
        tax_code=parse_tax_code(code),
        basis=Basis.CUMULATIVE,
        ni_category="A",
        frequency=frequency,
        pay_date=pay_date,
        pay_to_date_before=Decimal(before),
        tax_to_date_before=Decimal(taxed),
        rates=rates,
    )


def figures(sums: PaySums) -> tuple[str, ...]:
    return tuple(
        str(amount)
        for amount in (sums.income_tax, sums.employee_ni, sums.employer_ni, sums.net_pay)
    )


def test_a_months_pay_in_2026_27_without_a_pension():
    # The worked payslip has 31.20 for the pension, so its net pay is 1,198.44
    sums = pay("1300.00", "1257L", Frequency.MONTHLY, date(2026, 4, 30), rates_for("2026-27"))
    assert figures(sums) == ("50.20", "20.16", "132.45", "1229.64")
    assert sums.steps[-1].sum == "1,300.00 - 50.20 - 20.16 = 1,229.64"


def test_litrg_guide_page_29_a_week_of_250_in_2018_19():
    sums = pay("250.00", "1185L", Frequency.WEEKLY, date(2018, 4, 6), rates_of_2018_19())
    assert (sums.income_tax, sums.employee_ni) == (Decimal("4.20"), Decimal("10.56"))


def test_litrg_guide_page_35_two_weeks_of_360_in_2018_19():
    first = pay("360.00", "1185L", Frequency.WEEKLY, date(2018, 4, 6), rates_of_2018_19())
    second = pay(
        "360.00",
        "1185L",
        Frequency.WEEKLY,
        date(2018, 4, 13),
        rates_of_2018_19(),
        before="360.00",
        taxed=str(first.tax_to_date),
    )
    assert (first.income_tax, second.income_tax) == (Decimal("26.20"), Decimal("26.40"))
    assert second.tax_to_date == Decimal("52.60")
    assert first.employee_ni + second.employee_ni == Decimal("47.52")
    assert second.net_pay == Decimal("309.84")


def test_a_refund_is_added_to_net_pay():
    sums = pay(
        "500.00",
        "1257L",
        Frequency.MONTHLY,
        date(2026, 5, 29),
        rates_for("2026-27"),
        before="1300.00",
        taxed="50.20",
    )
    assert (sums.income_tax, sums.net_pay) == (Decimal("-50.20"), Decimal("550.20"))
    assert sums.steps[-1].sum == "500.00 + 50.20 - 0.00 = 550.20"


@pytest.mark.parametrize(
    ("pay_date", "tax", "ni"),
    [
        # Monday 5 April 2027 is week 53: alone, with one week's free pay. NI is as ever.
        (date(2027, 4, 5), "31.60", "12.64"),
        (date(2027, 4, 4), "1675.00", "12.64"),
    ],
)
def test_the_pay_date_decides_the_tax_week(pay_date, tax, ni):
    sums = pay("400.00", "1257L", Frequency.WEEKLY, pay_date, rates_for("2026-27"), before="20800")
    # the most that may be taken of 400.00 is half
    assert sums.income_tax == min(Decimal(tax), Decimal("200.00"))
    assert sums.employee_ni == Decimal(ni)


@settings(max_examples=60, deadline=None)
@given(
    gross=st.decimals("0.00", "9000.00", places=2),
    code=st.sampled_from(["1257L", "S1257L", "K585", "BR", "NT", "0T"]),
    frequency=st.sampled_from(list(Frequency)),
    pay_date=st.dates(date(2023, 4, 6), date(2024, 4, 5)),
)
def test_gross_pay_is_shared_out_to_the_penny(gross, code, frequency, pay_date):
    sums = pay(gross, code, frequency, pay_date, rates_for("2023-24"))
    assert sums.income_tax + sums.employee_ni + sums.net_pay == gross
    assert sums.net_pay >= 0
    for amount in (sums.income_tax, sums.employee_ni, sums.employer_ni, sums.net_pay):
        assert amount == amount.quantize(Decimal("0.01"))
