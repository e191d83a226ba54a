"""The employer's payment record: what was due to HMRC and paid in a tax year."""

from collections.abc import Sequence
from decimal import Decimal

from dpmanager.documents.layout import Document
from dpmanager.documents.steps import show_steps
from dpmanager.documents.tables import Cell, Column, Kind, Row
from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.pay.employer_record import EmployerPeriod
from dpmanager.domain.pay.form_lines import Employer
from dpmanager.domain.periods import long_date, short_date
from dpmanager.domain.wording import short_period
from dpmanager.words import _


def employer_record_pdf(
    rows: Sequence[EmployerPeriod],
    employer: Employer,
    tax_year: str,
    *,
    large_print: bool = False,
) -> bytes:
    """The record as a PDF: one table of what is due and paid, then each period line by line."""
    under = _("Tax year {tax_year}").format(tax_year=tax_year)
    title = _("Employer's payment record")
    document = Document(
        _("{title}, {under}").format(title=title, under=under),
        author=employer.name,
        large_print=large_print,
    )
    document.title(title, under)
    document.lead(_lead(rows))
    document.paragraph(
        _(
            "This is in the order of HMRC's form P32, but is not that form. Check it against your "
            "account with HMRC."
        )
    )
    document.fields(
        [
            (_("Employer"), employer.name),
            (_("Employer PAYE reference"), employer.paye_reference),
            (_("Accounts Office reference"), employer.accounts_office_reference),
        ]
    )
    _summary(document, rows)
    for row in rows:
        _period(document, row)
    return document.pdf()


def _lead(rows: Sequence[EmployerPeriod]) -> str:
    due = total(row.due.amount for row in rows)
    left = total(row.difference for row in rows)
    if left > 0:
        return _("{due} was due. {left} is left to pay.").format(due=pounds(due), left=pounds(left))
    return _("{due} was due, and is paid.").format(due=pounds(due))


def _summary(document: Document, rows: Sequence[EmployerPeriod]) -> None:
    document.heading(_("Due and paid"))
    document.table(
        [
            Column(_("Pay days"), Kind.TEXT, heads_row=True),
            Column(_("Pay by"), Kind.SHORT),
            Column(_("Due"), Kind.FIGURE),
            Column(_("Paid"), Kind.FIGURE),
            Column(_("Left"), Kind.FIGURE),
        ],
        [
            *(
                (
                    Cell(short_period(row.due.period), _paid_on(row)),
                    short_date(row.due.due),
                    pounds(row.due.amount),
                    pounds(row.paid),
                    pounds(row.difference),
                )
                for row in rows
            ),
            (
                _("Total"),
                "",
                pounds(total(row.due.amount for row in rows)),
                pounds(total(row.paid for row in rows)),
                pounds(total(row.difference for row in rows)),
            ),
        ],
        totals=1,
    )


def _paid_on(row: EmployerPeriod) -> str:
    if not row.payments:
        return ""
    days = ", ".join(short_date(one.day) for one in row.payments)
    return _("Paid on {days}").format(days=days)


def _period(document: Document, row: EmployerPeriod) -> None:
    document.heading(short_period(row.due.period))
    parts = row.due.parts
    always: list[tuple[str, Decimal]] = [
        (_("Tax and loans together"), row.tax_and_loans),
        (_("Employees' National Insurance"), parts.employee_ni),
        (_("Employer's National Insurance"), parts.employer_ni),
    ]
    first = [(_("Income tax"), parts.income_tax)]
    loans = [(_("Student and postgraduate loans"), parts.loans)] if parts.loans else []
    taken_off = [
        (_("Less Employment Allowance"), -row.due.allowance_used),
        (_("Less pay of parents given back"), -parts.recovered),
        (_("Less tax refunded earlier, beyond what was due then"), -row.brought_forward),
    ]
    lines = [*first, *loans, *always, *(each for each in taken_off if each[1])]
    table: list[Row] = [(name, pounds(amount)) for name, amount in lines]
    document.table(
        [Column(_("Line"), heads_row=True), Column(_("Amount"), Kind.FIGURE)],
        [*table, (_("Due by {day}").format(day=long_date(row.due.due)), pounds(row.due.amount))],
        totals=1,
    )
    document.paragraph(
        _("Due since 6 April: {due}. Paid since 6 April: {paid}.").format(
            due=pounds(row.due_to_date), paid=pounds(row.paid_to_date)
        ),
        soft=True,
    )
    document.heading(_("How it was worked out"), level=3)
    show_steps(document, row.due.steps)
