"""Payslips of an invented worker, worked out by the rules, for tests of what HMRC is told."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.extras import PAY, Extra, sum_of
from dpmanager.domain.pay.form_lines import Employee, Employer, FormSection
from dpmanager.domain.pay.payslip import PayLine, Payslip, work_out_pay
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.pay.tax_period import tax_period
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.rates import tax_year_of
from dpmanager.tasks.pay.rates import rates_for

EMPLOYER = Employer("Margaret Bell", "3 Mill Lane, Northshire", "475/NB12345", "475PX00123456")
EMPLOYEE = Employee(
    name="Ann Smith",
    address="9 High Street, Northshire",
    date_of_birth=date(1990, 2, 3),
    ni_number="QQ123456C",
    payroll_number="2",
    start_date=date(2026, 4, 6),
    leaving_date=None,
    starter_statement="A",
)


def payslips(
    pays: Iterable[tuple[date, str | Decimal]],
    *,
    frequency: Frequency = Frequency.MONTHLY,
    letters: Sequence[str] = (),
    code: str = "1257L",
    basis: str = "cumulative",
    extras: dict[date, tuple[Extra, ...]] | None = None,
    hours: str = "60",
    before: tuple[str, str] = ("0.00", "0.00"),
    **pay_terms: Any,
) -> list[Payslip]:
    """A payslip for each pay day and its pay for hours.

    before: pay and tax of an earlier job. letters: one for each pay day; A without them.
    pay_terms: go to `work_out_pay`.
    """
    made: list[Payslip] = []
    taxed, tax = Decimal(before[0]), Decimal(before[1])
    gross_so_far = employee = employer = ZERO
    for number, (day, pay) in enumerate(pays):
        more = (extras or {}).get(day, ())
        gross = Decimal(pay) + sum_of(more, PAY)
        letter = letters[number] if letters else "A"
        sums = work_out_pay(
            gross,
            tax_code=parse_tax_code(code),
            basis=Basis(basis),
            ni_category=letter,
            frequency=frequency,
            pay_date=day,
            pay_to_date_before=taxed,
            tax_to_date_before=tax,
            rates=rates_for(tax_year_of(day)),
            **pay_terms,
        )
        taxed, tax = taxed + sums.taxable_pay, sums.tax_to_date
        gross_so_far, employee = gross_so_far + gross, employee + sums.employee_ni
        employer += sums.employer_ni
        made.append(
            Payslip(
                employer=EMPLOYER.name,
                worker=EMPLOYEE.name,
                payroll_number="2",
                ni_number="QQ123456C",
                tax_code=code,
                basis=basis,
                ni_category=letter,
                period=Period(day - timedelta(days=27), day),
                pay_date=day,
                frequency=frequency,
                tax_year=tax_year_of(day),
                tax_period=tax_period(day, frequency),
                lines=(PayLine(HourKind.WEEKDAY, Decimal(hours), Decimal(13), Decimal(pay)),),
                gross_pay=gross,
                taxable_pay=sums.taxable_pay,
                income_tax=sums.income_tax,
                employee_ni=sums.employee_ni,
                employer_ni=sums.employer_ni,
                net_pay=sums.net_pay,
                gross_to_date=gross_so_far,
                tax_pay_to_date=taxed,
                tax_to_date=tax,
                employee_ni_to_date=employee,
                employer_ni_to_date=employer,
                steps=(),
                extras=more,
                student_loan=sums.student_loan,
                postgraduate_loan=sums.postgraduate_loan,
                employee_pension=sums.employee_pension,
                employer_pension=sums.employer_pension,
            )
        )
    return made


def answers(sections: Iterable[FormSection]) -> dict[str, str]:
    """What each line of a form answers; no line of one form asks the same as another."""
    found: dict[str, str] = {}
    for section in sections:
        for one in section.lines:
            key = one.asks if one.asks not in found else f"{section.heading}: {one.asks}"
            assert key not in found, key
            found[key] = one.answer
    return found
