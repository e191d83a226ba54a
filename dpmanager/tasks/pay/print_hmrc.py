"""Papers for HMRC and for workers: P60, P45, pay record of the year, reports, payment record."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.pay.filing import PaperReturn, paper_returns
from dpmanager.domain.pay.p45 import p45_sections
from dpmanager.domain.pay.p60 import has_p60, p60, p60_due, p60_sections
from dpmanager.domain.pay.paper_forms import rt2_sections
from dpmanager.domain.pay.tax_period import days_of_tax_period
from dpmanager.domain.pay.year_record import YearRecord, up_to
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.rates import days_of_tax_year
from dpmanager.domain.wording import period_words
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.for_hmrc import report_of, summary_seen
from dpmanager.tasks.pay.hmrc_figures import (
    employee_of,
    employer_of,
    hmrc_record,
    p45_of,
    payslips_of_year,
    record_of,
    report_details,
)
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.words import _


def print_p60(book: Book, worker_id: int, tax_year: str, *, large_print: bool = False) -> bytes:
    """The figures of a worker's P60, as a PDF.

    Raises DPManagerError for who gets none: they left before 5 April, or had no pay in the year.
    """
    from dpmanager.documents.form_figures import FormOf, FormPaper, form_figures_pdf

    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        employee, employer = employee_of(worker), employer_of(session)
        if not has_p60(employee, tax_year):
            raise DPManagerError(
                _(
                    "{worker} was not employed on 5 April, so gets no P60 for this year. Who "
                    "leaves gets a P45."
                ).format(worker=worker.name)
            )
        record = record_of(session, worker, tax_year)
        due = p60_due(tax_year, rates_for(tax_year).reports)
        so_far = record.last.pay_date
    end = days_of_tax_year(tax_year).end
    paper = FormPaper(
        title=_("Figures for form P60"),
        under=_("{worker}, tax year to {day}").format(worker=employee.name, day=long_date(end)),
        lead=_("Give {worker} the P60 by {day}").format(worker=employee.name, day=long_date(due)),
        author=employer.name,
        forms=(FormOf("", p60_sections(p60(record), employee, employer)),),
        notes=(
            _not_the_form(),
            _("Basic PAYE Tools makes the P60. Who files on paper orders blank forms from HMRC."),
            _("Pay up to {day} is in it. Make it when the tax year is over.").format(
                day=long_date(so_far)
            ),
        ),
    )
    return form_figures_pdf(paper, large_print=large_print)


def print_p45(book: Book, worker_id: int, *, large_print: bool = False) -> bytes:
    """The figures of a leaver's P45, as a PDF. Raises DPManagerError for who has no last day."""
    from dpmanager.documents.form_figures import FormOf, FormPaper, form_figures_pdf

    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        figures = p45_of(session, worker)
        employee, employer = employee_of(worker), employer_of(session)
    paper = FormPaper(
        title=_("Figures for form P45"),
        under=_("{worker}, left on {day}").format(
            worker=employee.name, day=long_date(figures.leaving_date)
        ),
        lead=_("Give {worker} parts 1A, 2 and 3 when they leave").format(worker=employee.name),
        author=employer.name,
        forms=(FormOf("", p45_sections(figures, employee, employer)),),
        notes=(
            _not_the_form(),
            _("Basic PAYE Tools makes the P45. Who files on paper orders blank forms from HMRC."),
            _("The number before each line is that of the box on the form."),
        ),
    )
    return form_figures_pdf(paper, large_print=large_print)


def print_year(book: Book, worker_id: int, tax_year: str, *, large_print: bool = False) -> bytes:
    """A worker's pay record of a tax year, as a PDF. Raises DPManagerError without pay in it."""
    from dpmanager.documents.year_record import year_record_pdf

    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        record = record_of(session, worker, tax_year)
        employee, employer = employee_of(worker), employer_of(session)
    return year_record_pdf(record, employee, employer, large_print=large_print)


def print_hmrc_record(book: Book, tax_year: str, *, large_print: bool = False) -> bytes:
    """What was due to HMRC and paid in a tax year, as a PDF."""
    from dpmanager.documents.employer_record import employer_record_pdf

    with book.reading() as session:
        rows, employer = hmrc_record(session, tax_year), employer_of(session)
    return employer_record_pdf(rows, employer, tax_year, large_print=large_print)


def print_reports(book: Book, payslip_id: int, *, large_print: bool = False) -> bytes:
    """What HMRC asks about everybody who is paid on the pay day of a payslip, as a PDF."""
    from dpmanager.documents.form_figures import FormOf, FormPaper, form_figures_pdf

    with book.reading() as session:
        day = session.get_one(models.Payslip, payslip_id).pay_date
        employer = employer_of(session)
        forms = tuple(
            FormOf(slip.worker.name, report_of(session, slip).sections)
            for slip in _paid_on(session, day)
        )
    paper = FormPaper(
        title=_("Figures for the Full Payment Submission"),
        under=_("Pay day {day}").format(day=long_date(day)),
        lead=_("Send it to HMRC on {day} or earlier").format(day=long_date(day)),
        author=employer.name,
        forms=forms,
        notes=(_type_it(), _check_it(), _limits()),
    )
    return form_figures_pdf(paper, large_print=large_print)


def print_summary(book: Book, tax_year: str, month: int, *, large_print: bool = False) -> bytes:
    """The figures of the Employer Payment Summary of a tax month, as a PDF."""
    from dpmanager.documents.form_figures import FormOf, FormPaper, form_figures_pdf

    with book.reading() as session:
        period = days_of_tax_period(tax_year, Frequency.MONTHLY, month)
        seen = summary_seen(session, period)
        employer = employer_of(session)
    paper = FormPaper(
        title=_("Figures for the Employer Payment Summary"),
        under=period_words(period),
        lead=" ".join(seen.about),
        author=employer.name,
        forms=(FormOf("", seen.sections),),
        notes=(_type_it(), _check_it()),
    )
    return form_figures_pdf(paper, large_print=large_print)


def print_quarter(book: Book, tax_year: str, quarter: int, *, large_print: bool = False) -> bytes:
    """The figures of forms RT2 (for each worker who was paid) and RT5 of a quarter, as a PDF.

    quarter: 0 to 3.
    """
    from dpmanager.documents.form_figures import FormOf, FormPaper, form_figures_pdf

    one = _quarter(tax_year, quarter)
    with book.reading() as session:
        employer = employer_of(session)
        forms = [
            FormOf(
                _("RT2 for {worker}").format(worker=worker.name),
                rt2_sections(
                    record,
                    one.quarter,
                    employee_of(worker),
                    employer,
                    report_details(session, worker, record, record.last.pay_date),
                ),
            )
            for worker, record in _paid_in(session, tax_year, one)
        ]
        seen = summary_seen(session, one.quarter)
    forms.append(FormOf(_("RT5 for the employer"), seen.sections))
    paper = FormPaper(
        title=_("Figures for forms RT2 and RT5"),
        under=period_words(one.quarter),
        lead=_("HMRC must have the forms by {day}").format(day=long_date(one.due)),
        author=employer.name,
        forms=tuple(forms),
        notes=(
            _not_the_form(),
            _("The forms may ask in another order. HMRC's booklet RT6 explains each box."),
            " ".join(seen.about),
        ),
    )
    return form_figures_pdf(paper, large_print=large_print)


def print_working_sheet(
    book: Book, worker_id: int, tax_year: str, quarter: int, *, large_print: bool = False
) -> bytes:
    """The figures of form RT11 of one worker and quarter (0 to 3), as a PDF."""
    from dpmanager.documents.year_record import year_record_pdf

    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        record = record_of(session, worker, tax_year)
        employee, employer = employee_of(worker), employer_of(session)
    days = _quarter(tax_year, quarter).quarter
    return year_record_pdf(record, employee, employer, quarter=days, large_print=large_print)


def _quarter(tax_year: str, quarter: int) -> PaperReturn:
    return paper_returns(tax_year, rates_for(tax_year).paper_filing)[quarter]


def _paid_on(session: Session, day: date) -> list[models.Payslip]:
    slip = models.Payslip
    return list(session.scalars(select(slip).where(slip.pay_date == day).order_by(slip.id)))


def _paid_in(
    session: Session, tax_year: str, one: PaperReturn
) -> list[tuple[models.Worker, YearRecord]]:
    workers = {
        slip.worker.id: slip.worker
        for slip in payslips_of_year(session, tax_year)
        if slip.pay_date in one.quarter
    }
    return [
        (worker, up_to(record_of(session, worker, tax_year), one.quarter.end))
        for worker in workers.values()
    ]


def _not_the_form() -> str:
    return _(
        "This is not the official form. It has the figures in the order of the form. Check them "
        "against HMRC's records."
    )


def _type_it() -> str:
    return _(
        "Type these figures into HMRC's free program, Basic PAYE Tools. Its screens may ask in "
        "another order. DP Manager sends nothing to HMRC."
    )


def _limits() -> str:
    return _(
        "LEL is the lower earnings limit, PT the primary threshold, UEL the upper earnings limit."
    )


def _check_it() -> str:
    return _(
        "Basic PAYE Tools works out tax and National Insurance too. Where it differs by more than "
        "a penny, check the tax code and the letter."
    )
