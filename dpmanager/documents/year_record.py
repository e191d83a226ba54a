"""The record of one worker's pay in a tax year, or in a quarter of it.

What it must show: HMRC, SPM210200 (deductions working sheet).
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from dpmanager.documents.layout import Document
from dpmanager.documents.tables import Column, Kind, Row
from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.form_lines import Employee, Employer, code_words
from dpmanager.domain.pay.year_record import YearLine, YearRecord, YearTotals, total_of
from dpmanager.domain.periods import Period, day_and_month
from dpmanager.domain.wording import kind_of_extra, period_words
from dpmanager.words import _

Amount = Callable[[YearTotals], Decimal]
MOST_COLUMNS = 5
"""Of figures beside the pay day; more of them go into a table of their own."""


def year_record_pdf(
    record: YearRecord,
    employee: Employee,
    employer: Employer,
    *,
    quarter: Period | None = None,
    large_print: bool = False,
) -> bytes:
    """The record as a PDF. quarter: those pay days alone, for the paper form RT11."""
    lines = [one for one in record.lines if quarter is None or one.pay_date in quarter]
    title = _("Pay record of the year") if quarter is None else _("Figures for form RT11")
    days = _("Tax year {tax_year}").format(tax_year=record.tax_year)
    under = period_words(quarter) if quarter else days
    document = Document(
        _("{title}, {worker}, {period}").format(title=title, worker=employee.name, period=under),
        author=employer.name,
        large_print=large_print,
    )
    document.title(title, under)
    document.lead(_lead(lines))
    if quarter is not None:
        document.paragraph(
            _(
                "This is not HMRC's form. Copy the figures to your form RT11, and check them "
                "against HMRC's tables."
            )
        )
    document.fields(
        [
            (_("Employer"), employer.name),
            (_("Employer PAYE reference"), employer.paye_reference),
            (_("Worker"), employee.name),
            (_("Payroll number"), employee.payroll_number),
            (_("National Insurance number"), employee.ni_number),
            (_("Tax code"), _last_code(lines)),
        ]
    )
    if record.previous_pay or record.previous_tax:
        document.paragraph(
            _("Earlier jobs of the tax year: pay {pay}, tax {tax}.").format(
                pay=pounds(record.previous_pay), tax=pounds(record.previous_tax)
            )
        )
    _tax(document, lines)
    _national_insurance(document, lines)
    _other(document, lines)
    return document.pdf()


def _lead(lines: Sequence[YearLine]) -> str:
    sums = total_of(one.now for one in lines)
    return _("Gross pay {gross}, income tax {tax}, National Insurance {ni}").format(
        gross=pounds(sums.gross_pay), tax=pounds(sums.income_tax), ni=pounds(sums.employee_ni)
    )


def _last_code(lines: Sequence[YearLine]) -> str:
    if not lines:
        return ""
    slip = lines[-1].payslip
    return code_words(slip.tax_code, slip.basis, slip.frequency)


def _tax(document: Document, lines: Sequence[YearLine]) -> None:
    document.heading(_("Pay and income tax"))
    sums = total_of(one.now for one in lines)
    rows = [
        (
            day_and_month(one.pay_date),
            str(one.payslip.tax_period),
            pounds(one.now.taxable_pay),
            pounds(one.to_date.taxable_pay),
            pounds(one.now.income_tax),
            pounds(one.to_date.income_tax),
        )
        for one in lines
    ]
    document.table(
        [
            Column(_("Pay day"), Kind.SHORT, heads_row=True),
            Column(_("Week or month"), Kind.SHORT),
            Column(_("Pay for tax"), Kind.FIGURE),
            Column(_("To date"), Kind.FIGURE),
            Column(_("Tax"), Kind.FIGURE),
            Column(_("Tax to date"), Kind.FIGURE),
        ],
        [
            *rows,
            (_("Total"), "", pounds(sums.taxable_pay), "", pounds(sums.income_tax), ""),
        ],
        totals=1,
    )


def _national_insurance(document: Document, lines: Sequence[YearLine]) -> None:
    document.heading(_("National Insurance"))
    document.keep(
        _(
            "LEL is the lower earnings limit, PT the primary threshold, UEL the upper "
            "earnings limit."
        )
    )
    document.table(
        [
            Column(_("Pay day"), Kind.SHORT, heads_row=True),
            Column(_("Letter"), Kind.SHORT),
            Column(_("At LEL"), Kind.FIGURE),
            Column(_("LEL to PT"), Kind.FIGURE),
            Column(_("PT to UEL"), Kind.FIGURE),
            Column(_("Employee"), Kind.FIGURE),
            Column(_("Employer"), Kind.FIGURE),
        ],
        [
            *(
                _ni_row(day_and_month(one.pay_date), one.payslip.ni_category, one.now)
                for one in lines
            ),
            _ni_row(_("Total"), "", total_of(one.now for one in lines)),
        ],
        totals=1,
    )


def _ni_row(day: str, letter: str, sums: YearTotals) -> Row:
    bands = sums.bands
    amounts = (bands.at_limit, bands.to_threshold, bands.to_upper)
    return (
        day,
        letter,
        *(pounds(amount) for amount in (*amounts, sums.employee_ni, sums.employer_ni)),
    )


def _other(document: Document, lines: Sequence[YearLine]) -> None:
    """Loans, pension and statutory pay, as far as there are any, and what was paid out."""
    columns: list[tuple[str, Amount]] = [
        (_("Student loan"), lambda sums: sums.student_loan),
        (_("Postgraduate loan"), lambda sums: sums.postgraduate_loan),
        (_("Pension, worker"), lambda sums: sums.pension_before_tax + sums.pension_after_tax),
        (_("Pension, employer"), lambda sums: sums.employer_pension),
        (kind_of_extra(ExtraKind.SICK_PAY), lambda sums: sums.sick_pay),
        (kind_of_extra(ExtraKind.MATERNITY_PAY), lambda sums: sums.maternity_pay),
        (kind_of_extra(ExtraKind.PATERNITY_PAY), lambda sums: sums.paternity_pay),
        (kind_of_extra(ExtraKind.ADOPTION_PAY), lambda sums: sums.adoption_pay),
        (kind_of_extra(ExtraKind.SHARED_PARENTAL_PAY), lambda sums: sums.shared_parental_pay),
        (kind_of_extra(ExtraKind.BEREAVEMENT_PAY), lambda sums: sums.bereavement_pay),
        (kind_of_extra(ExtraKind.NEONATAL_PAY), lambda sums: sums.neonatal_pay),
        (_("Orders and deductions"), lambda sums: sums.taken_off),
        (_("Free of tax"), lambda sums: sums.free_of_tax),
    ]
    shown = [(name, amount) for name, amount in columns if any(amount(one.now) for one in lines)]
    shown += [
        (_("Gross pay"), lambda sums: sums.gross_pay),
        (_("Net pay"), lambda sums: sums.net_pay),
    ]
    document.heading(_("Gross and net pay, and what else was paid or taken"))
    for start in range(0, len(shown), MOST_COLUMNS):
        _some_columns(document, lines, shown[start : start + MOST_COLUMNS])


def _some_columns(
    document: Document, lines: Sequence[YearLine], columns: Sequence[tuple[str, Amount]]
) -> None:
    sums = total_of(one.now for one in lines)
    document.table(
        [
            Column(_("Pay day"), Kind.SHORT, heads_row=True),
            *(Column(name, Kind.FIGURE) for name, _amount in columns),
        ],
        [
            *(
                (
                    day_and_month(one.pay_date),
                    *(pounds(amount(one.now)) for _name, amount in columns),
                )
                for one in lines
            ),
            (_("Total"), *(pounds(amount(sums)) for _name, amount in columns)),
        ],
        totals=1,
    )
