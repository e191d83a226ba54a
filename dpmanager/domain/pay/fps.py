"""What HMRC asks about each payment: the figures of a Full Payment Submission.

The order is that of HMRC's own report (the employee, the job, figures to date, the payment,
National Insurance by letter), as programs that send it write it. The screens of Basic PAYE Tools
could not be read; they may ask in another order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.figures import short
from dpmanager.domain.pay.form_lines import (
    Employee,
    Employer,
    FormLine,
    FormSection,
    bare_code,
    if_any,
    line,
    office_number,
    scheme_number,
    section,
    stands_alone,
)
from dpmanager.domain.pay.payslip import Payslip
from dpmanager.domain.pay.year_record import YearLine, YearRecord, YearTotals, up_to
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import ReportsToHmrc
from dpmanager.domain.wording import kind_of_extra
from dpmanager.errors import DPManagerError
from dpmanager.words import _

FREQUENCY_CODES = {
    Frequency.WEEKLY: "W1",
    Frequency.FORTNIGHTLY: "W2",
    Frequency.FOUR_WEEKLY: "W4",
    Frequency.MONTHLY: "M1",
}
WEEKS_OF_PERIOD = {
    Frequency.WEEKLY: Decimal(1),
    Frequency.FORTNIGHTLY: Decimal(2),
    Frequency.FOUR_WEEKLY: Decimal(4),
    Frequency.MONTHLY: Decimal(52) / 12,
}
STATUTORY_PAY = (
    ExtraKind.MATERNITY_PAY,
    ExtraKind.PATERNITY_PAY,
    ExtraKind.ADOPTION_PAY,
    ExtraKind.SHARED_PARENTAL_PAY,
    ExtraKind.BEREAVEMENT_PAY,
    ExtraKind.NEONATAL_PAY,
)


@dataclass(frozen=True, slots=True)
class FpsDetails:
    """What a report says besides the figures of pay.

    is_first: nothing was reported of this worker before, so the starter's details go with it.
    hours_band: A to E. loan_plan: of a student loan in force on the pay day, or None.
    """

    is_first: bool
    hours_band: str
    loan_plan: str | None
    after_p45: bool = False


def hours_band(
    agreed_weekly: Decimal | None, payslips: Iterable[Payslip], rules: ReportsToHmrc
) -> str:
    """The letter for the usual hours a week.

    agreed_weekly: hours a week that were agreed. Without them, the hours of the payslips decide
    where all lie in one band; where they do not, hours are irregular (E, other).
    """
    if agreed_weekly is not None:
        return _band(agreed_weekly, rules)
    bands = {_band(weekly_hours(slip), rules) for slip in payslips}
    return bands.pop() if len(bands) == 1 else rules.other_hours


def weekly_hours(slip: Payslip) -> Decimal:
    """The hours of a payslip for one week of its period, to two decimals."""
    hours = sum((one.quantity for one in slip.lines if not one.by_the_night), Decimal(0))
    return (hours / WEEKS_OF_PERIOD[slip.frequency]).quantize(Decimal("0.01"))


def fps_sections(
    record: YearRecord,
    pay_date: date,
    employee: Employee,
    employer: Employer,
    details: FpsDetails,
) -> tuple[FormSection, ...]:
    """The report of one pay day. record: the worker's tax year; later pay days do not count.

    Raises DPManagerError for a day on which the worker was not paid.
    """
    so_far = up_to(record, pay_date)
    paid = so_far.lines[-1]
    if paid.pay_date != pay_date:
        raise DPManagerError(
            _("{worker} was not paid on that day.").format(worker=paid.payslip.worker)
        )
    return (
        _employer(record, employer),
        _employee(employee),
        _job(paid, employee, details),
        _to_date(so_far.total),
        _payment(paid, details),
        *(_letter(letter, totals, paid) for letter, totals in so_far.by_letter),
    )


def _band(hours: Decimal, rules: ReportsToHmrc) -> str:
    return [letter for letter, start in rules.hours_from.items() if hours >= start][-1]


def _employer(record: YearRecord, employer: Employer) -> FormSection:
    return section(
        _("The employer"),
        [
            line(_("HMRC office number"), office_number(employer)),
            line(_("Employer PAYE reference"), scheme_number(employer)),
            line(_("Accounts Office reference"), employer.accounts_office_reference),
            line(_("Tax year"), record.tax_year),
        ],
    )


def _employee(employee: Employee) -> FormSection:
    return section(
        _("The employee"),
        [
            line(_("National Insurance number"), employee.ni_number),
            line(_("Name"), employee.name),
            line(_("Address"), employee.address),
            line(_("Date of birth"), employee.date_of_birth),
            line(_("Gender"), ""),
        ],
    )


def _job(paid: YearLine, employee: Employee, details: FpsDetails) -> FormSection:
    slip = paid.payslip
    starts = details.is_first
    leaves = employee.leaving_date is not None and employee.leaving_date <= max(
        slip.period.end, slip.pay_date
    )
    return section(
        _("The job"),
        [
            line(_("Start date"), employee.start_date) if starts else None,
            line(_("Starter statement (A, B or C)"), employee.starter_statement)
            if starts
            else None,
            line(_("Payroll ID"), employee.payroll_number),
            line(_("Date of leaving"), employee.leaving_date) if leaves else None,
        ],
    )


def _to_date(total: YearTotals) -> FormSection:
    return section(
        _("This tax year so far"),
        [
            line(_("Taxable pay to date"), total.taxable_pay),
            line(_("Tax to date"), total.income_tax),
            if_any(_("Student loans to date"), total.student_loan),
            if_any(_("Postgraduate loans to date"), total.postgraduate_loan),
            if_any(_("Pension to date, taken before tax"), total.pension_before_tax),
            if_any(_("Pension to date, not taken before tax"), total.pension_after_tax),
            *(
                if_any(_("{pay} to date").format(pay=kind_of_extra(kind)), total.family_pay(kind))
                for kind in STATUTORY_PAY
            ),
        ],
    )


def _payment(paid: YearLine, details: FpsDetails) -> FormSection:
    """The last three are asked for Universal Credit. What each takes in was not read anywhere."""
    slip, now = paid.payslip, paid.now
    monthly = slip.frequency is Frequency.MONTHLY
    after_law = (
        now.taxable_pay
        - now.income_tax
        - now.employee_ni
        - now.student_loan
        - now.postgraduate_loan
    )
    return section(
        _("This payment"),
        [
            line(_("Pay frequency"), FREQUENCY_CODES[slip.frequency]),
            line(_("Payment date"), slip.pay_date),
            line(_("Tax month number") if monthly else _("Tax week number"), str(slip.tax_period)),
            line(_("Periods covered"), "1"),
            line(_("Payment after leaving"), _("yes")) if details.after_p45 else None,
            line(_("Usual hours a week (A to E)"), details.hours_band),
            line(_("Hours paid"), short(now.hours)),
            line(_("Tax code"), bare_code(slip.tax_code)),
            line(_("Week 1 or month 1"), _yes_or_no(stands_alone(slip.tax_code, slip.basis))),
            line(_("Taxable pay in this period"), now.taxable_pay),
            if_any(_("Pension taken before tax"), now.pension_before_tax),
            if_any(_("Pension not taken before tax"), now.pension_after_tax),
            _loan(details, now),
            if_any(_("Postgraduate loan in this period"), now.postgraduate_loan),
            line(_("Tax deducted in this period"), now.income_tax),
            if_any(_("Payments free of tax and National Insurance"), now.free_of_tax),
            if_any(_("Deductions from net pay"), now.taken_off + now.pension_after_tax),
            line(_("Pay after statutory deductions"), after_law),
        ],
    )


def _loan(details: FpsDetails, now: YearTotals) -> FormLine | None:
    if not now.student_loan:
        return None
    asks = _("Student loan in this period, plan {plan}").format(plan=details.loan_plan or "?")
    return line(asks, now.student_loan)


def _letter(letter: str, to_date: YearTotals, paid: YearLine) -> FormSection:
    """A letter of an earlier pay day stays in the report with its totals."""
    now = paid.now if paid.payslip.ni_category == letter else YearTotals()
    bands = to_date.bands
    return section(
        _("National Insurance, letter {letter}").format(letter=letter),
        [
            line(_("Letter"), letter),
            line(_("Gross earnings in this period"), now.ni_pay),
            line(_("Gross earnings to date"), to_date.ni_pay),
            line(_("Earnings at the LEL, to date"), bands.at_limit),
            line(_("Earnings from the LEL to the PT, to date"), bands.to_threshold),
            line(_("Earnings from the PT to the UEL, to date"), bands.to_upper),
            line(_("Employer's contributions in this period"), now.employer_ni),
            line(_("Employer's contributions to date"), to_date.employer_ni),
            line(_("Employee's contributions in this period"), now.employee_ni),
            line(_("Employee's contributions to date"), to_date.employee_ni),
        ],
    )


def _yes_or_no(answer: bool) -> str:
    return _("yes") if answer else _("no")
