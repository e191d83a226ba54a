"""What a P60 says: a worker's pay and tax of a whole tax year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import plain
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.form_lines import (
    Employee,
    Employer,
    FormLine,
    FormSection,
    code_words,
    line,
    section,
    whole_pounds,
)
from dpmanager.domain.pay.year_record import NO_CONTRIBUTIONS, EarningsBands, YearRecord
from dpmanager.domain.rates import ReportsToHmrc, days_of_tax_year
from dpmanager.domain.wording import kind_of_extra
from dpmanager.words import _

# The order of form P60(Single sheet)(2021-22), read in a copy; neonatal care pay came in 2025-26,
# and stands after the others, which could not be read.
STATUTORY_PAY = (
    ExtraKind.MATERNITY_PAY,
    ExtraKind.PATERNITY_PAY,
    ExtraKind.SHARED_PARENTAL_PAY,
    ExtraKind.ADOPTION_PAY,
    ExtraKind.BEREAVEMENT_PAY,
    ExtraKind.NEONATAL_PAY,
)


@dataclass(frozen=True, slots=True)
class LetterOfYear:
    """A row of the National Insurance part. employee_ni: pounds and pence."""

    letter: str
    bands: EarningsBands
    employee_ni: Decimal


@dataclass(frozen=True, slots=True)
class P60:
    """The figures of a P60, in pounds. tax below nothing is a refund.

    final_code: with its week 1 or month 1 sign.
    """

    previous_pay: Decimal
    previous_tax: Decimal
    pay: Decimal
    tax: Decimal
    final_code: str
    letters: tuple[LetterOfYear, ...]
    statutory_pay: tuple[tuple[ExtraKind, Decimal], ...]
    student_loan: Decimal
    postgraduate_loan: Decimal

    @property
    def total_pay(self) -> Decimal:
        """Pay of the year, earlier jobs included."""
        return self.previous_pay + self.pay

    @property
    def total_tax(self) -> Decimal:
        """Tax of the year, earlier jobs included."""
        return self.previous_tax + self.tax


def p60(record: YearRecord) -> P60:
    """The P60 of a worker's tax year."""
    last, total = record.last, record.total
    return P60(
        previous_pay=record.previous_pay,
        previous_tax=record.previous_tax,
        pay=total.taxable_pay,
        tax=total.income_tax,
        final_code=code_words(last.tax_code, last.basis, last.frequency),
        letters=tuple(
            LetterOfYear(letter, sums.bands, sums.employee_ni)
            for letter, sums in record.by_letter
            if letter != NO_CONTRIBUTIONS
        ),
        statutory_pay=tuple(
            (kind, total.family_pay(kind)) for kind in STATUTORY_PAY if total.family_pay(kind)
        ),
        student_loan=total.student_loan,
        postgraduate_loan=total.postgraduate_loan,
    )


def has_p60(employee: Employee, tax_year: str) -> bool:
    """Whether the worker was still employed on 5 April, and so must have a P60."""
    end = days_of_tax_year(tax_year).end
    left = employee.leaving_date
    return employee.start_date <= end and (left is None or left >= end)


def p60_due(tax_year: str, rules: ReportsToHmrc) -> date:
    """The day by which the worker must have the P60: 31 May after the tax year."""
    end = days_of_tax_year(tax_year).end
    return date(end.year, rules.p60_month, rules.p60_day)


def p60_sections(figures: P60, employee: Employee, employer: Employer) -> tuple[FormSection, ...]:
    """The parts of the form in its order.

    Bands of earnings and loans stand in whole pounds, as the form has columns for pounds alone.
    That they are rounded down could not be read in an official text.
    """
    return (
        section(
            _("Employee's details"),
            [
                line(_("Name: surname, then forenames or initials"), employee.name),
                line(_("National Insurance number"), employee.ni_number),
                line(_("Works or payroll number"), employee.payroll_number),
            ],
        ),
        section(
            _("Pay and Income Tax details"),
            [
                line(_("Pay in previous employments"), figures.previous_pay),
                line(_("Tax deducted in previous employments"), figures.previous_tax),
                line(_("Pay in this employment"), figures.pay),
                line(_("Tax deducted in this employment"), tax_words(figures.tax)),
                line(_("Total pay for the year"), figures.total_pay),
                line(_("Total tax for the year"), tax_words(figures.total_tax)),
                line(_("Final tax code"), figures.final_code),
            ],
        ),
        section(
            _("National Insurance contributions in this employment"),
            [each for row in figures.letters for each in _letter_lines(row)],
        ),
        section(
            _("Statutory payments included in the pay in this employment"),
            [line(kind_of_extra(kind), amount) for kind, amount in figures.statutory_pay],
        ),
        section(
            _("Other details"),
            [
                line(
                    _("Student Loan deductions in this employment"),
                    whole_pounds(figures.student_loan),
                ),
                line(
                    _("Postgraduate Loan deductions in this employment"),
                    whole_pounds(figures.postgraduate_loan),
                ),
                line(_("Your employer's full name"), employer.name),
                line(_("Your employer's address"), employer.address),
                line(_("Employer PAYE reference"), employer.paye_reference),
            ],
        ),
    )


def tax_words(tax: Decimal) -> str:
    """Tax as forms have it: a refund bears the letter R."""
    return plain(tax) if tax >= 0 else f"{plain(-tax)} R"


def _letter_lines(row: LetterOfYear) -> tuple[FormLine, ...]:
    about = {"letter": row.letter}
    return (
        line(_("Letter {letter}: NIC table letter").format(**about), row.letter),
        line(
            _("Letter {letter}: earnings at the Lower Earnings Limit (LEL)").format(**about),
            whole_pounds(row.bands.at_limit),
        ),
        line(
            _("Letter {letter}: earnings above the LEL, up to the Primary Threshold (PT)").format(
                **about
            ),
            whole_pounds(row.bands.to_threshold),
        ),
        line(
            _(
                "Letter {letter}: earnings above the PT, up to the Upper Earnings Limit (UEL)"
            ).format(**about),
            whole_pounds(row.bands.to_upper),
        ),
        line(
            _("Letter {letter}: employee's contributions on earnings above the PT").format(**about),
            row.employee_ni,
        ),
    )
