"""The payslip: one calm page, and a second that says how the pay was worked out.

What it must say: Employment Rights Act 1996, section 8 (gross and net pay, each deduction and
what it is for, and the hours where pay varies with them).
"""

from dpmanager.documents.layout import Document
from dpmanager.documents.steps import show_steps
from dpmanager.documents.tables import Cell, Column, Kind
from dpmanager.domain.amounts import pence_nearest, pounds
from dpmanager.domain.pay.payslip import PayLine, Payslip
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.wording import (
    decimal_hours,
    duration,
    kind_of_hour,
    nights,
    rate,
    short_period,
)
from dpmanager.words import _


def payslip_pdf(payslip: Payslip, *, large_print: bool = False) -> bytes:
    """The payslip as a PDF."""
    document = Document(
        _("Payslip for {worker}, {day}").format(
            worker=payslip.worker, day=long_date(payslip.pay_date)
        ),
        author=payslip.employer,
        large_print=large_print,
    )
    document.title(_("Payslip"))
    document.lead(
        _("You are paid {amount} on {day}").format(
            amount=pounds(payslip.net_pay), day=long_date(payslip.pay_date)
        )
    )
    _particulars(document, payslip)
    _earned(document, payslip)
    _taken_off(document, payslip)
    _by_the_employer(document, payslip)
    document.page_break()
    document.heading(_("How your pay was worked out"))
    show_steps(document, payslip.steps)
    return document.pdf()


def _particulars(document: Document, payslip: Payslip) -> None:
    code = (
        _("{code} (this pay period only)")
        if payslip.basis == "week1month1"
        else _("{code} (cumulative)")
    )
    document.fields(
        [
            (_("Employer"), payslip.employer),
            (_("Worker"), payslip.worker),
            (_("Payroll number"), payslip.payroll_number),
            (_("Pay period"), short_period(payslip.period)),
            (_("Pay date"), long_date(payslip.pay_date)),
            (_("Tax year and period"), _tax_period(payslip)),
            (_("Tax code"), code.format(code=payslip.tax_code)),
            (_("National Insurance number"), payslip.ni_number),
            (_("National Insurance letter"), payslip.ni_category),
        ]
    )


def _tax_period(payslip: Payslip) -> str:
    words = (
        _("{year}, month {period}")
        if payslip.frequency is Frequency.MONTHLY
        else _("{year}, week {period}")
    )
    return words.format(year=payslip.tax_year, period=payslip.tax_period)


def _quantity(line: PayLine) -> Cell:
    """The kind of hour, and the hours to the minute where two decimals cannot say them."""
    kind = kind_of_hour(line.kind)
    if line.by_the_night or line.quantity == pence_nearest(line.quantity):
        return Cell(kind)
    minutes = int((line.quantity * 60).to_integral_value())
    return Cell(kind, duration(minutes))


def _earned(document: Document, payslip: Payslip) -> None:
    document.heading(_("What you earned"), level=2)
    rows = [
        (
            _quantity(line),
            nights(int(line.quantity)) if line.by_the_night else decimal_hours(line.quantity),
            rate(line.rate),
            pounds(line.amount),
        )
        for line in payslip.lines
    ]
    document.table(
        [
            Column(_("Kind of work"), heads_row=True),
            Column(_("Hours"), Kind.FIGURE),
            Column(_("Rate"), Kind.FIGURE),
            Column(_("Amount"), Kind.FIGURE),
        ],
        [*rows, (_("Gross pay"), "", "", pounds(payslip.gross_pay))],
        totals=1,
    )


def _taken_off(document: Document, payslip: Payslip) -> None:
    document.heading(_("What is taken off"))
    rows = [
        (_("Gross pay"), pounds(payslip.gross_pay), pounds(payslip.gross_to_date)),
        (_("Income tax"), pounds(-payslip.income_tax), pounds(payslip.tax_to_date)),
        (
            _("National Insurance"),
            pounds(-payslip.employee_ni),
            pounds(payslip.employee_ni_to_date),
        ),
        (_("Net pay, paid to you"), pounds(payslip.net_pay), ""),
    ]
    if payslip.tax_pay_to_date != payslip.gross_to_date:
        earlier = _("Pay for tax, with your earlier job")
        rows.insert(1, (earlier, "", pounds(payslip.tax_pay_to_date)))
    document.table(
        [
            Column("", heads_row=True),
            Column(_("This pay"), Kind.FIGURE),
            Column(_("Tax year so far"), Kind.FIGURE),
        ],
        rows,
        totals=1,
    )


def _by_the_employer(document: Document, payslip: Payslip) -> None:
    document.heading(_("Paid by your employer, not taken from your pay"))
    document.paragraph(
        _("National Insurance: {now} for this pay, {so_far} this tax year so far.").format(
            now=pounds(payslip.employer_ni), so_far=pounds(payslip.employer_ni_to_date)
        )
    )
