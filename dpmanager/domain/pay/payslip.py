"""A payslip: what somebody earned in a period and what is taken off by law."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.figures import figure, less
from dpmanager.domain.pay.national_insurance import national_insurance
from dpmanager.domain.pay.tax import Basis, income_tax
from dpmanager.domain.pay.tax_code import TaxCode
from dpmanager.domain.pay.tax_period import tax_period
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.rates import TaxYearRates
from dpmanager.domain.steps import Step
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class PayLine:
    """One line of gross pay: so many hours (or nights) of a kind at a rate.

    quantity: hours as exact decimal, or a number of nights for a sleep-in.
    rate: pounds per hour, or per night. amount: pounds, rounded to the nearest penny.
    """

    kind: HourKind
    quantity: Decimal
    rate: Decimal
    amount: Decimal
    by_the_night: bool = False


@dataclass(frozen=True, slots=True)
class Payslip:
    """One worker's pay for one period, with everything a payslip must say.

    All amounts in pounds. `*_to_date` are for the tax year with this employment, this payslip
    included; pay and tax from an earlier job are in `tax_pay_to_date` and `tax_to_date` alone.
    Source of the contents: Employment Rights Act 1996, section 8.
    """

    employer: str
    worker: str
    payroll_number: str
    ni_number: str
    tax_code: str
    basis: str
    ni_category: str
    period: Period
    pay_date: date
    frequency: Frequency
    tax_year: str
    tax_period: int
    lines: tuple[PayLine, ...]
    gross_pay: Decimal
    income_tax: Decimal
    employee_ni: Decimal
    employer_ni: Decimal
    net_pay: Decimal
    gross_to_date: Decimal
    tax_pay_to_date: Decimal
    tax_to_date: Decimal
    employee_ni_to_date: Decimal
    employer_ni_to_date: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class PaySums:
    """What the law takes from one payment, and what is left. Pounds; a refund is below nothing.

    tax_to_date: all tax of the tax year, this payment's and an earlier job's included.
    """

    income_tax: Decimal
    tax_to_date: Decimal
    employee_ni: Decimal
    employer_ni: Decimal
    net_pay: Decimal
    steps: tuple[Step, ...]


def work_out_pay(
    gross_pay: Decimal,
    *,
    tax_code: TaxCode,
    basis: Basis,
    ni_category: str,
    frequency: Frequency,
    pay_date: date,
    pay_to_date_before: Decimal,
    tax_to_date_before: Decimal,
    rates: TaxYearRates,
) -> PaySums:
    """Income tax, National Insurance and net pay of one payment.

    rates: those of the tax year that holds `pay_date`. `*_before`: pounds since 6 April, an
    earlier job's on its P45 included. Raises DPManagerError for a tax code or National Insurance
    letter that is not in use on that day.
    """
    tax = income_tax(
        gross_pay,
        tax_code,
        basis,
        frequency,
        tax_period(pay_date, frequency),
        pay_before=pay_to_date_before,
        tax_before=tax_to_date_before,
        rates=rates.income_tax,
    )
    ni = national_insurance(gross_pay, ni_category, frequency, pay_date, rates.national_insurance)
    net_pay = gross_pay - tax.amount - ni.employee
    net_step = Step(
        _("Net pay: gross pay less income tax and employee's National Insurance"),
        f"{figure(gross_pay)} {less(tax.amount)} {less(ni.employee)} = {figure(net_pay)}",
        about="net_pay",
    )
    return PaySums(
        income_tax=tax.amount,
        tax_to_date=tax.to_date,
        employee_ni=ni.employee,
        employer_ni=ni.employer,
        net_pay=net_pay,
        steps=(
            *(replace(step, about="income_tax") for step in tax.steps),
            *ni.steps,
            net_step,
        ),
    )
