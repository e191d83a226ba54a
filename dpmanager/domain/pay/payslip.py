"""A payslip: what somebody earned in a period and what is taken off by law."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.extras import FREE_OF_TAX, TAKEN_OFF, Extra, sum_of
from dpmanager.domain.pay.figures import figure, less
from dpmanager.domain.pay.national_insurance import national_insurance
from dpmanager.domain.pay.pension import Pension, PensionTerms, pension
from dpmanager.domain.pay.student_loan import LoanRepayment, postgraduate_loan, student_loan
from dpmanager.domain.pay.tax import Basis, income_tax
from dpmanager.domain.pay.tax_code import TaxCode
from dpmanager.domain.pay.tax_period import tax_period
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.rates import TaxYearRates
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

NET_PAY_ARRANGEMENT = (
    "Finance Act 2004, section 193: https://www.legislation.gov.uk/ukpga/2004/12/section/193"
)
NOTHING_REPAID = LoanRepayment(ZERO, ())


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
    gross_pay holds what is paid for hours and the extras that are pay; net_pay is what is left of
    it after everything that is taken off; `paid` adds what is free of tax, such as mileage.
    employee_pension: what is taken from this pay. made_by: own, or bureau for figures that a
    payroll bureau worked out. not_for_ni: what of the gross pay National Insurance leaves out.
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
    taxable_pay: Decimal
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
    extras: tuple[Extra, ...] = ()
    student_loan: Decimal = ZERO
    postgraduate_loan: Decimal = ZERO
    employee_pension: Decimal = ZERO
    employer_pension: Decimal = ZERO
    student_loan_to_date: Decimal = ZERO
    postgraduate_loan_to_date: Decimal = ZERO
    employee_pension_to_date: Decimal = ZERO
    employer_pension_to_date: Decimal = ZERO
    made_by: str = "own"
    not_for_ni: Decimal = ZERO

    @property
    def paid(self) -> Decimal:
        """What reaches the worker's bank: net pay, and what is paid free of tax."""
        return self.net_pay + sum_of(self.extras, FREE_OF_TAX)


@dataclass(frozen=True, slots=True)
class PaySums:
    """What the law takes from one payment, and what is left. Pounds; a refund is below nothing.

    taxable_pay: the gross pay less a pension contribution that is taken before tax.
    tax_to_date: all tax of the tax year, this payment's and an earlier job's included.
    employee_pension: what is taken from this pay, which with relief at source is not the whole
    contribution.
    """

    taxable_pay: Decimal
    income_tax: Decimal
    tax_to_date: Decimal
    employee_ni: Decimal
    employer_ni: Decimal
    net_pay: Decimal
    steps: tuple[Step, ...]
    student_loan: Decimal = ZERO
    postgraduate_loan: Decimal = ZERO
    employee_pension: Decimal = ZERO
    employer_pension: Decimal = ZERO


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
    student_loan_plan: str | None = None,
    has_postgraduate_loan: bool = False,
    pension_terms: PensionTerms | None = None,
    not_for_ni: Decimal = ZERO,
) -> PaySums:
    """Income tax, National Insurance, loans, pension and net pay of one payment.

    A pension contribution that is taken before tax lowers the pay that is taxed, not the pay that
    counts for National Insurance and loans.

    rates: those of the tax year that holds `pay_date`. `*_before`: pounds since 6 April, an
    earlier job's on its P45 included; the pay is taxable pay, so what a pension took before tax
    is off it already (`taxable_pay` of the earlier payments).
    student_loan_plan: 1, 2, 4 or 5, or None. pension_terms: None for who is in no pension.
    not_for_ni: pounds of the gross pay that National Insurance and loans leave out.
    Raises DPManagerError for a tax code, National Insurance letter or loan plan that is not in use
    on that day, and when more would be taken than is paid.
    """
    paid_in = _pension(gross_pay, pension_terms, frequency, rates)
    taxable_pay = gross_pay - paid_in.before_tax
    tax = income_tax(
        taxable_pay,
        tax_code,
        basis,
        frequency,
        tax_period(pay_date, frequency),
        pay_before=pay_to_date_before,
        tax_before=tax_to_date_before,
        rates=rates.income_tax,
    )
    ni_pay = gross_pay - not_for_ni
    ni = national_insurance(ni_pay, ni_category, frequency, pay_date, rates.national_insurance)
    student = postgraduate = NOTHING_REPAID
    if student_loan_plan is not None:
        student = student_loan(ni_pay, student_loan_plan, frequency, rates.student_loans)
    if has_postgraduate_loan:
        postgraduate = postgraduate_loan(ni_pay, frequency, rates.student_loans)
    further = [
        amount for amount in (student.amount, postgraduate.amount, paid_in.employee) if amount
    ]
    net_pay, net_step = _net_pay(gross_pay, tax.amount, ni.employee, further)
    return PaySums(
        taxable_pay=taxable_pay,
        income_tax=tax.amount,
        tax_to_date=tax.to_date,
        employee_ni=ni.employee,
        employer_ni=ni.employer,
        net_pay=net_pay,
        steps=(
            *paid_in.steps,
            *_taxable_pay_steps(gross_pay, paid_in.before_tax),
            *(replace(step, about="income_tax") for step in tax.steps),
            *ni.steps,
            *(replace(step, about="student_loan") for step in student.steps),
            *(replace(step, about="postgraduate_loan") for step in postgraduate.steps),
            net_step,
        ),
        student_loan=student.amount,
        postgraduate_loan=postgraduate.amount,
        employee_pension=paid_in.employee,
        employer_pension=paid_in.employer,
    )


def _pension(
    gross_pay: Decimal, terms: PensionTerms | None, frequency: Frequency, rates: TaxYearRates
) -> Pension:
    if terms is None:
        return Pension(ZERO, ZERO, ZERO, ())
    return pension(gross_pay, terms, frequency, rates.pension)


def _taxable_pay_steps(gross_pay: Decimal, before_tax: Decimal) -> tuple[Step, ...]:
    if not before_tax:
        return ()
    step = Step(
        _("Pay that is taxed: gross pay less the pension contribution"),
        f"{figure(gross_pay)} - {figure(before_tax)} = {figure(gross_pay - before_tax)}",
        NET_PAY_ARRANGEMENT,
        about="income_tax",
    )
    return (step,)


def _net_pay(
    gross_pay: Decimal, tax: Decimal, employee_ni: Decimal, further: list[Decimal]
) -> tuple[Decimal, Step]:
    """What is left, and the step. further: what loans and pension take."""
    net_pay = gross_pay - tax - employee_ni - total(further)
    if net_pay < 0:
        raise DPManagerError(
            _(
                "More would be taken from this pay than the {gross} that was earned. Check the "
                "percentage that the worker pays into the pension."
            ).format(gross=pounds(gross_pay))
        )
    label = (
        _("Net pay: gross pay less income tax, employee's National Insurance, loans and pension")
        if further
        else _("Net pay: gross pay less income tax and employee's National Insurance")
    )
    taken = " ".join(less(amount) for amount in (tax, employee_ni, *further))
    return net_pay, Step(label, f"{figure(gross_pay)} {taken} = {figure(net_pay)}", about="net_pay")


def net_after(net_pay: Decimal, extras: Sequence[Extra]) -> tuple[Decimal, tuple[Step, ...]]:
    """Net pay after court orders and what was agreed in writing, and the step if there are any.

    net_pay: pounds left after tax, National Insurance, loans and pension. Raises DPManagerError
    when less than nothing would be left.
    """
    taken = [extra.amount for extra in extras if extra.kind in TAKEN_OFF]
    if not taken:
        return net_pay, ()
    left = net_pay - total(taken)
    if left < 0:
        raise DPManagerError(
            _(
                "More would be taken from this pay than the {net} that is left after tax. Change "
                "what is taken off."
            ).format(net=pounds(net_pay))
        )
    working = " ".join(less(amount) for amount in taken)
    return left, (
        Step(
            _("Net pay after orders and agreed deductions"),
            f"{figure(net_pay)} {working} = {figure(left)}",
            about="net_pay",
        ),
    )
