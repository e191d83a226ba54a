"""What a P45 says when somebody leaves, by the numbers of its boxes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, plain
from dpmanager.domain.pay.form_lines import (
    Employee,
    Employer,
    FormLine,
    FormSection,
    bare_code,
    line,
    section,
    stands_alone,
    week_or_month,
)
from dpmanager.domain.pay.p60 import tax_words
from dpmanager.domain.pay.tax_period import tax_period
from dpmanager.domain.pay.year_record import YearRecord
from dpmanager.domain.periods import Frequency
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class P45:
    """The figures of a P45, in pounds.

    stands_alone: the code was on week 1 or month 1; then box 7 is empty: no period and no totals.
    pay_to_date, tax_to_date: of the tax year, an earlier job's on its P45 included.
    pay_here, tax_here: box 8, None where it says no more than box 7.
    loan_continues: a student or postgraduate loan was being repaid.
    """

    leaving_date: date
    code: str
    stands_alone: bool
    frequency: Frequency
    period: int | None
    pay_to_date: Decimal | None
    tax_to_date: Decimal | None
    pay_here: Decimal | None
    tax_here: Decimal | None
    loan_continues: bool


def p45(
    record: YearRecord | None,
    leaving_date: date,
    *,
    tax_code: str,
    basis: str,
    frequency: Frequency,
    loan_continues: bool,
) -> P45:
    """The P45 for the tax year of the record; None: nothing was paid in that tax year.

    tax_code, basis: those in use on the leaving date.
    Source: form P45(Continuous), boxes 5 to 8; student loans: HMRC, CSLM10211.
    """
    alone = stands_alone(tax_code, basis)
    pay = record.total.taxable_pay if record else ZERO
    tax = record.total.income_tax if record else ZERO
    earlier = bool(record and (record.previous_pay or record.previous_tax))
    period = record.last.tax_period if record else tax_period(leaving_date, frequency)
    told_here = alone or earlier
    return P45(
        leaving_date=leaving_date,
        code=bare_code(tax_code),
        stands_alone=alone,
        frequency=record.last.frequency if record else frequency,
        period=None if alone else period,
        pay_to_date=None if alone else pay + (record.previous_pay if record else ZERO),
        tax_to_date=None if alone else tax + (record.previous_tax if record else ZERO),
        pay_here=pay if told_here else None,
        tax_here=tax if told_here else None,
        loan_continues=loan_continues,
    )


def p45_sections(figures: P45, employee: Employee, employer: Employer) -> tuple[FormSection, ...]:
    """The boxes of part 1A; boxes 1 to 7 stand on parts 2 and 3 as well."""
    return (
        section(
            _("Parts 1A, 2 and 3"),
            [
                line(_("1. Employer PAYE reference"), employer.paye_reference),
                line(_("2. Employee's National Insurance number"), employee.ni_number),
                line(_("3. Title, surname and first names"), employee.name),
                line(_("4. Leaving date"), figures.leaving_date),
                line(
                    _("5. Student Loan deductions to continue"),
                    _("Y") if figures.loan_continues else _("leave blank"),
                ),
                line(_("6. Tax code at leaving date"), figures.code),
                line(
                    _("6. Week 1 or month 1"),
                    _("X") if figures.stands_alone else _("leave blank"),
                ),
                *_last_entries(figures),
            ],
        ),
        section(
            _("Part 1A only"),
            [
                line(_("8. Total pay in this employment"), _amount(figures.pay_here)),
                line(_("8. Total tax in this employment"), _tax(figures.tax_here)),
                line(_("9. Works number or payroll number"), employee.payroll_number),
                line(_("10. Gender"), ""),
                line(_("11. Date of birth"), employee.date_of_birth),
                line(_("12. Employee's private address"), employee.address),
                line(_("13. Employer's name"), employer.name),
                line(_("13. Employer's address"), employer.address),
                line(_("13. Date of signing"), ""),
            ],
        ),
    )


def _last_entries(figures: P45) -> tuple[FormLine, ...]:
    number = figures.period
    return (
        line(
            _("7. {week_or_month}").format(week_or_month=week_or_month(figures.frequency)),
            _("leave blank") if number is None else str(number),
        ),
        line(_("7. Total pay to date"), _amount(figures.pay_to_date)),
        line(_("7. Total tax to date"), _tax(figures.tax_to_date)),
    )


def _amount(amount: Decimal | None) -> str:
    return _("leave blank") if amount is None else plain(amount)


def _tax(amount: Decimal | None) -> str:
    return _("leave blank") if amount is None else tax_words(amount)
