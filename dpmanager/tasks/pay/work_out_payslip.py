"""Work out one payslip from plain figures, for other programs."""

from typing import Any

from dpmanager.domain.amounts import plain
from dpmanager.domain.pay.national_insurance import refuse_letter_not_in_use
from dpmanager.domain.pay.payslip import work_out_pay
from dpmanager.domain.pay.pension import PensionBasis, PensionTerms, TaxRelief
from dpmanager.domain.pay.student_loan import refuse_plan_not_in_use
from dpmanager.domain.pay.tax import Basis, refuse_code_without_rate
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.pay.tax_period import days_of_tax_period, periods_spanned, tax_period
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import (
    STUDENT_LOAN_PLANS,
    StudentLoanRates,
    days_of_tax_year,
)
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.requests import (
    about,
    quoted,
    read_choice,
    read_one_of,
    read_percent,
    read_pounds,
    read_text,
    read_yes_or_no,
    refuse_other_keys,
)
from dpmanager.words import _

KEYS = (
    "tax_year",
    "frequency",
    "period",
    "gross_pay",
    "tax_code",
    "basis",
    "pay_to_date_before",
    "tax_to_date_before",
    "ni_category",
)
OPTIONAL_KEYS = ("student_loan_plan", "postgraduate_loan", "pension")
PENSION_KEYS = ("basis", "employee_percent", "employer_percent", "relief")


def work_out_payslip(request: Any) -> dict[str, Any]:
    """Answers one request of `dpmanager payslip`; amounts in and out are strings in pounds.

    `period` counts pay periods in the tax year from 1: weekly to 53, two-weekly to 27, four-weekly
    to 14, monthly to 12. The last of the first three is the extra pay day of week 53, 54 or 56.
    Pay counts as paid on the last day of the tax week, block of weeks or tax month. A tax code that
    ends in W1, M1 or X is on the week 1 / month 1 basis whatever `basis` says.
    `pay_to_date_before` is taxable pay: what a pension took before tax is off it already.
    What loans and pension take is in the answer when the request has one of OPTIONAL_KEYS.
    Raises DPManagerError that names the key which is unknown, missing or impossible.
    """
    if not isinstance(request, dict):
        raise DPManagerError(_("A payslip is asked for with one JSON object, in { and }."))
    refuse_other_keys(request, KEYS, OPTIONAL_KEYS)
    tax_year = read_text(request, "tax_year")
    with about("tax_year"):
        rates = rates_for(tax_year)
    frequency = read_choice(request, "frequency", Frequency)
    number = _period(request, tax_year, frequency)
    pay_date = days_of_tax_period(tax_year, frequency, number * periods_spanned(frequency)).end
    with about("tax_code"):
        code = parse_tax_code(read_text(request, "tax_code"))
        refuse_code_without_rate(code, rates.income_tax)
    letter = read_text(request, "ni_category").strip().upper()
    with about("ni_category"):
        refuse_letter_not_in_use(letter, pay_date, rates.national_insurance)
    sums = work_out_pay(
        read_pounds(request, "gross_pay"),
        tax_code=code,
        basis=read_choice(request, "basis", Basis),
        ni_category=letter,
        frequency=frequency,
        pay_date=pay_date,
        pay_to_date_before=read_pounds(request, "pay_to_date_before"),
        tax_to_date_before=read_pounds(request, "tax_to_date_before"),
        rates=rates,
        student_loan_plan=_student_loan_plan(request, rates.student_loans),
        has_postgraduate_loan=(
            "postgraduate_loan" in request and read_yes_or_no(request, "postgraduate_loan")
        ),
        pension_terms=_pension_terms(request),
    )
    answer: dict[str, Any] = {
        "income_tax": plain(sums.income_tax),
        "tax_to_date": plain(sums.tax_to_date),
        "employee_ni": plain(sums.employee_ni),
        "employer_ni": plain(sums.employer_ni),
        "net_pay": plain(sums.net_pay),
    }
    if any(key in request for key in OPTIONAL_KEYS):
        answer |= {
            "student_loan": plain(sums.student_loan),
            "postgraduate_loan": plain(sums.postgraduate_loan),
            "employee_pension": plain(sums.employee_pension),
            "employer_pension": plain(sums.employer_pension),
        }
    answer["steps"] = [
        {"label": step.label, "sum": step.sum, "source": step.source} for step in sums.steps
    ]
    return answer


def _student_loan_plan(request: dict[str, Any], rates: StudentLoanRates) -> str | None:
    """The plan as text; a whole number is taken too."""
    key = "student_loan_plan"
    value = request.get(key)
    if value is None:
        return None
    typed = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    plan = read_one_of({key: typed}, key, STUDENT_LOAN_PLANS)
    with about(key):
        refuse_plan_not_in_use(plan, rates)
    return plan


def _pension_terms(request: dict[str, Any]) -> PensionTerms | None:
    terms = request.get("pension")
    if terms is None:
        return None
    with about("pension"):
        if not isinstance(terms, dict):
            raise DPManagerError(
                _("{value} is not one JSON object, in {{ and }}.").format(value=quoted(terms))
            )
        refuse_other_keys(terms, PENSION_KEYS)
        return PensionTerms(
            basis=read_choice(terms, "basis", PensionBasis),
            employee_percent=read_percent(terms, "employee_percent"),
            employer_percent=read_percent(terms, "employer_percent"),
            relief=read_choice(terms, "relief", TaxRelief),
        )


def _period(request: dict[str, Any], tax_year: str, frequency: Frequency) -> int:
    value = request["period"]
    last = tax_period(days_of_tax_year(tax_year).end, frequency) // periods_spanned(frequency)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= last:
        raise DPManagerError(
            _(
                "period: {value} is not a {frequency} pay period. Use a number from 1 to {last}."
            ).format(value=quoted(value), frequency=frequency.value, last=last)
        )
    return value
