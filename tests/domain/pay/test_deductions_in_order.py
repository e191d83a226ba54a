"""Loans and pension in one payslip, in the order of the law."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.pay.payslip import PaySums, work_out_pay
from dpmanager.domain.pay.pension import PensionBasis, PensionTerms, TaxRelief
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import Frequency
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for


def terms(relief: TaxRelief, percent: str = "5", basis: str = "qualifying") -> PensionTerms:
    return PensionTerms(PensionBasis(basis), Decimal(percent), Decimal(3), relief)


def pay(gross: str | Decimal, *, code: str = "1257L", **further: Any) -> PaySums:
    return work_out_pay(
        Decimal(gross),
        tax_code=parse_tax_code(code),
        basis=Basis.CUMULATIVE,
        ni_category="A",
        frequency=Frequency.MONTHLY,
        pay_date=date(2026, 4, 30),
        pay_to_date_before=Decimal(0),
        tax_to_date_before=Decimal(0),
        rates=rates_for("2026-27"),
        **further,
    )


def test_the_worked_payslip_of_a_month():
    sums = pay("1300.00", pension_terms=terms(TaxRelief.AT_SOURCE))
    assert (sums.income_tax, sums.employee_ni) == (Decimal("50.20"), Decimal("20.16"))
    assert (sums.employee_pension, sums.employer_pension) == (Decimal("31.20"), Decimal("23.40"))
    assert (sums.net_pay, sums.employer_ni) == (Decimal("1198.44"), Decimal("132.45"))
    assert sums.taxable_pay == Decimal("1300.00")
    assert sums.steps[-1].sum == "1,300.00 - 50.20 - 20.16 - 31.20 = 1,198.44"


def test_net_pay_lowers_the_pay_that_is_taxed_and_nothing_else():
    plain = pay("2500.00", student_loan_plan="1")
    sums = pay("2500.00", student_loan_plan="1", pension_terms=terms(TaxRelief.NET_PAY))
    # (2,500.00 - 520) x 5%
    assert sums.employee_pension == Decimal("99.00")
    assert sums.taxable_pay == Decimal("2401.00")
    assert sums.income_tax == pay("2401.00").income_tax < plain.income_tax
    assert (sums.employee_ni, sums.student_loan) == (plain.employee_ni, plain.student_loan)
    assert "2,500.00 - 99.00 = 2,401.00" in [
        step.sum for step in sums.steps if step.about == "income_tax"
    ]


def test_both_loans_are_taken_and_cut_to_pounds_one_by_one():
    sums = pay("2500.00", student_loan_plan="1", has_postgraduate_loan=True)
    # 258.34 x 9% = 23.25 and 750.00 x 6% = 45.00
    assert (sums.student_loan, sums.postgraduate_loan) == (Decimal("23.00"), Decimal("45.00"))
    assert sums.net_pay == Decimal("2500.00") - sums.income_tax - sums.employee_ni - 68


def test_every_new_figure_has_steps_of_its_own():
    sums = pay(
        "2500.00",
        student_loan_plan="2",
        has_postgraduate_loan=True,
        pension_terms=terms(TaxRelief.AT_SOURCE),
    )
    assert {step.about for step in sums.steps} == {
        "income_tax",
        "employee_ni",
        "employer_ni",
        "student_loan",
        "postgraduate_loan",
        "employee_pension",
        "employer_pension",
        "net_pay",
    }


def test_without_loans_and_pension_nothing_is_taken_for_them():
    sums = pay("2500.00")
    assert {
        sums.student_loan,
        sums.postgraduate_loan,
        sums.employee_pension,
        sums.employer_pension,
    } == {Decimal("0.00")}


def test_a_pension_that_takes_more_than_there_is_is_refused():
    with pytest.raises(DPManagerError, match=r"£1,300\.00 that was earned. Check the percentage"):
        pay("1300.00", pension_terms=terms(TaxRelief.NET_PAY, "100", "all"))


@settings(max_examples=80, deadline=None)
@given(
    gross=st.decimals("0.00", "9000.00", places=2),
    code=st.sampled_from(["1257L", "S1257L", "K585", "BR", "NT"]),
    plan=st.sampled_from([None, "1", "2", "4", "5"]),
    postgraduate=st.booleans(),
    relief=st.sampled_from(list(TaxRelief)),
)
def test_gross_pay_is_shared_out_to_the_penny(gross, code, plan, postgraduate, relief):
    sums = pay(
        gross,
        code=code,
        student_loan_plan=plan,
        has_postgraduate_loan=postgraduate,
        pension_terms=terms(relief),
    )
    taken = (
        sums.income_tax
        + sums.employee_ni
        + sums.student_loan
        + sums.postgraduate_loan
        + sums.employee_pension
    )
    assert taken + sums.net_pay == gross
    assert sums.net_pay >= 0
