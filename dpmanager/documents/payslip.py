"""The payslip: one calm page, and a second that says how the pay was worked out.

What it must say: Employment Rights Act 1996, section 8 (gross and net pay, each deduction and
what it is for, and the hours where pay varies with them).
"""

from collections.abc import Sequence

from dpmanager.documents.layout import Document
from dpmanager.documents.steps import show_steps
from dpmanager.documents.tables import Cell, Column, Kind
from dpmanager.domain.amounts import pence_nearest, pounds
from dpmanager.domain.pay.extras import FREE_OF_TAX, PAY, TAKEN_OFF, Extra
from dpmanager.domain.pay.payslip import PayLine, Payslip
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.wording import (
    decimal_hours,
    duration,
    kind_of_extra,
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
    _show(document, payslip)
    return document.pdf()


def payslips_pdf(payslips: Sequence[Payslip], *, large_print: bool = False) -> bytes:
    """Payslips in one PDF, each from the top of a page. There must be at least one."""
    first, last = payslips[0], payslips[-1]
    document = Document(
        _("Payslips, {first} to {last}").format(
            first=long_date(first.pay_date), last=long_date(last.pay_date)
        ),
        author=first.employer,
        large_print=large_print,
    )
    for number, payslip in enumerate(payslips):
        if number:
            document.page_break()
        _show(document, payslip)
    return document.pdf()


def _show(document: Document, payslip: Payslip) -> None:
    document.title(_("Payslip"))
    document.lead(
        _("You are paid {amount} on {day}").format(
            amount=pounds(payslip.paid), day=long_date(payslip.pay_date)
        )
    )
    _particulars(document, payslip)
    _earned(document, payslip)
    _taken_off(document, payslip)
    _by_the_employer(document, payslip)
    document.page_break()
    document.heading(_("How your pay was worked out"))
    show_steps(document, payslip.steps)


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
            *_made_by(payslip),
        ]
    )


def _made_by(payslip: Payslip) -> list[tuple[str, str]]:
    if payslip.made_by != "bureau":
        return []
    return [(_("Worked out by"), _("the employer's payroll bureau"))]


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
    rows += [
        (_named(extra), _counted(extra), "", pounds(extra.amount))
        for extra in payslip.extras
        if extra.kind in PAY
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


def _named(extra: Extra) -> Cell:
    return Cell(kind_of_extra(extra.kind), extra.note)


def _counted(extra: Extra) -> str:
    """Hours of holiday; miles."""
    return "" if extra.quantity is None else decimal_hours(extra.quantity)


def _taken_off(document: Document, payslip: Payslip) -> None:
    document.heading(_("What is taken off"))
    rows: list[tuple[str | Cell, str, str]] = [
        (_("Gross pay"), pounds(payslip.gross_pay), pounds(payslip.gross_to_date)),
    ]
    if payslip.tax_pay_to_date != payslip.gross_to_date:
        pay_for_tax = _("Pay for tax so far, an earlier job's included")
        rows.append((pay_for_tax, "", pounds(payslip.tax_pay_to_date)))
    for name, amount, to_date in (
        (_("Income tax"), payslip.income_tax, payslip.tax_to_date),
        (_("National Insurance"), payslip.employee_ni, payslip.employee_ni_to_date),
    ):
        rows.append((name, pounds(-amount), pounds(to_date)))
    for name, amount, to_date in (
        (_("Student loan"), payslip.student_loan, payslip.student_loan_to_date),
        (
            _("Postgraduate loan"),
            payslip.postgraduate_loan,
            payslip.postgraduate_loan_to_date,
        ),
        (_("Your pension"), payslip.employee_pension, payslip.employee_pension_to_date),
    ):
        if amount or to_date:
            rows.append((name, pounds(-amount), pounds(to_date)))
    rows += [
        (_named(extra), pounds(-extra.amount), "")
        for extra in payslip.extras
        if extra.kind in TAKEN_OFF
    ]
    free = [extra for extra in payslip.extras if extra.kind in FREE_OF_TAX]
    if not free:
        rows.append((_("Net pay, paid to you"), pounds(payslip.net_pay), ""))
    else:
        rows.append((_("Net pay"), pounds(payslip.net_pay), ""))
    document.table(
        [
            Column("", heads_row=True),
            Column(_("This pay"), Kind.FIGURE),
            Column(_("Tax year so far"), Kind.FIGURE),
        ],
        rows,
        totals=1,
    )
    if free:
        _free_of_tax(document, payslip, free)


def _free_of_tax(document: Document, payslip: Payslip, free: Sequence[Extra]) -> None:
    document.heading(_("Paid on top, free of tax"))
    rows = [(_named(extra), _counted(extra), pounds(extra.amount)) for extra in free]
    document.table(
        [
            Column("", heads_row=True),
            Column(_("Miles"), Kind.FIGURE),
            Column(_("Amount"), Kind.FIGURE),
        ],
        [*rows, (_("Paid to you, with net pay"), "", pounds(payslip.paid))],
        totals=1,
    )


def _by_the_employer(document: Document, payslip: Payslip) -> None:
    document.heading(_("Paid by your employer, not taken from your pay"))
    document.paragraph(
        _("National Insurance: {now} for this pay, {so_far} this tax year so far.").format(
            now=pounds(payslip.employer_ni), so_far=pounds(payslip.employer_ni_to_date)
        )
    )
    if payslip.employer_pension or payslip.employer_pension_to_date:
        document.paragraph(
            _("Pension: {now} for this pay, {so_far} this tax year so far.").format(
                now=pounds(payslip.employer_pension),
                so_far=pounds(payslip.employer_pension_to_date),
            )
        )
