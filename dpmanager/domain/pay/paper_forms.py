"""The figures of HMRC's paper forms RT11, RT2 and RT5, for employers who may file on paper.

The forms themselves could not be read. What they ask was taken from the Low Incomes Tax Reform
Group (https://litrg.org.uk/employers/reporting-paye-real-time/paye-paper-filing): RT2 has the
worker's details, a starter's, the payment, pay and deductions, and a leaver's. So figures are given
for the quarter and for the tax year so far.
"""

from datetime import date

from dpmanager.domain.pay.form_lines import (
    Employee,
    Employer,
    FormLine,
    FormSection,
    code_words,
    if_any,
    line,
    section,
)
from dpmanager.domain.pay.fps import FREQUENCY_CODES, STATUTORY_PAY, FpsDetails
from dpmanager.domain.pay.year_record import YearRecord, YearTotals, up_to, within
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import kind_of_extra
from dpmanager.words import _


def rt2_sections(
    record: YearRecord,
    quarter: Period,
    employee: Employee,
    employer: Employer,
    details: FpsDetails,
) -> tuple[FormSection, ...]:
    """The figures of form RT2 for one worker and quarter. Raises DPManagerError without pay."""
    so_far = up_to(record, quarter.end)
    slip = so_far.last
    pay_days = [one.pay_date for one in so_far.lines if one.pay_date in quarter]
    return (
        section(
            _("Personal details"),
            [
                line(_("Employer's name"), employer.name),
                line(_("Employer PAYE reference"), employer.paye_reference),
                line(_("Accounts Office reference"), employer.accounts_office_reference),
                line(_("Employee's name"), employee.name),
                line(_("National Insurance number"), employee.ni_number),
                line(_("Date of birth"), employee.date_of_birth),
                line(_("Gender"), ""),
                line(_("Address"), employee.address),
                line(_("Payroll number"), employee.payroll_number),
            ],
        ),
        *_starter(employee, quarter),
        section(
            _("Payment details"),
            [
                line(_("Quarter from"), quarter.start),
                line(_("Quarter to"), quarter.end),
                line(_("Pay frequency"), FREQUENCY_CODES[slip.frequency]),
                line(_("Payments in the quarter"), str(len(pay_days))),
                line(_("Last payment date"), max(pay_days, default=None)),
                line(_("Usual hours a week (A to E)"), details.hours_band),
                line(_("Tax code"), code_words(slip.tax_code, slip.basis, slip.frequency)),
                line(_("National Insurance letter"), slip.ni_category),
            ],
        ),
        section(_("Pay and deductions in the quarter"), _pay_lines(within(so_far, quarter))),
        section(_("Pay and deductions, this tax year so far"), _pay_lines(so_far.total)),
        *_leaver(employee, quarter),
    )


def _starter(employee: Employee, quarter: Period) -> tuple[FormSection, ...]:
    if employee.start_date not in quarter:
        return ()
    lines = [
        line(_("Start date"), employee.start_date),
        line(_("Starter statement (A, B or C)"), employee.starter_statement),
    ]
    return (section(_("Starter information"), lines),)


def _leaver(employee: Employee, quarter: Period) -> tuple[FormSection, ...]:
    left: date | None = employee.leaving_date
    if left is None or left not in quarter:
        return ()
    return (section(_("Leaver information"), [line(_("Date of leaving"), left)]),)


def _pay_lines(sums: YearTotals) -> list[FormLine | None]:
    return [
        line(_("Taxable pay"), sums.taxable_pay),
        line(_("Tax deducted"), sums.income_tax),
        line(_("Earnings at the Lower Earnings Limit (LEL)"), sums.bands.at_limit),
        line(
            _("Earnings above the LEL, up to the Primary Threshold (PT)"), sums.bands.to_threshold
        ),
        line(_("Earnings above the PT, up to the Upper Earnings Limit (UEL)"), sums.bands.to_upper),
        line(_("Employer's National Insurance"), sums.employer_ni),
        line(_("Employee's National Insurance"), sums.employee_ni),
        if_any(_("Student loan deductions"), sums.student_loan),
        if_any(_("Postgraduate loan deductions"), sums.postgraduate_loan),
        if_any(_("Statutory sick pay"), sums.sick_pay),
        *(if_any(kind_of_extra(kind), sums.family_pay(kind)) for kind in STATUTORY_PAY),
    ]
