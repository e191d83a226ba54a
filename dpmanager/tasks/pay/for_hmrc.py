"""What the page “For HMRC” shows: what is due, what HMRC asks, and which rules hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.employer_record import EmployerPeriod
from dpmanager.domain.pay.eps import eps_due_words, eps_sections
from dpmanager.domain.pay.filing import (
    FilingAnswers,
    PaperAnswer,
    may_file_on_paper,
    paper_return_words,
    paper_returns,
)
from dpmanager.domain.pay.form_lines import FormSection
from dpmanager.domain.pay.fps import fps_sections
from dpmanager.domain.pay.p60 import has_p60, p60_due
from dpmanager.domain.pay.paye_scheme import (
    AllowanceSaving,
    PayeAnswer,
    employment_allowance_saving,
    paye_scheme_needed,
)
from dpmanager.domain.pay.payment_reference import (
    accounts_office_reference,
    payment_reference,
)
from dpmanager.domain.pay.tax_period import days_of_tax_period
from dpmanager.domain.periods import Frequency, Period, long_date
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.hmrc_figures import (
    employee_of,
    employer_ni_of,
    employer_of,
    hmrc_record,
    pay_day_words,
    payslips_of_year,
    record_of,
    report_details,
    summary_of,
)
from dpmanager.tasks.pay.paye_rules import filing_answers, staff_of
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _

MONTHS = 12


@dataclass(frozen=True, slots=True)
class DuePeriod:
    """A tax month or quarter: what is due, what was paid, and the reference for the payment.

    reference: for a payment by the day it is due, or now where that day is past; "" where the
    employer's reference is not known. early: for a payment now, before the period is over.
    """

    row: EmployerPeriod
    reference: str
    early: str


@dataclass(frozen=True, slots=True)
class Person:
    """A worker who was paid in the tax year. gets_p60: employed on its last day."""

    id: int
    name: str
    left: date | None
    gets_p60: bool


@dataclass(frozen=True, slots=True)
class HmrcLook:
    """All that the page shows of a tax year.

    dues: in order. pay_days: number and words of each payslip, the newest first. months: of the
    Employer Payment Summary, those that have begun, the newest first.
    missing: what the records lack for HMRC's forms. deadlines: sentences in order.
    """

    tax_year: str
    tax_years: tuple[str, ...]
    quarterly: bool
    claims_allowance: bool
    dues: tuple[DuePeriod, ...]
    pay_days: tuple[tuple[int, str], ...]
    months: tuple[tuple[int, str], ...]
    quarters: tuple[tuple[int, str], ...]
    people: tuple[Person, ...]
    scheme: PayeAnswer
    paye_reference: str
    allowance: AllowanceSaving
    answers: FilingAnswers
    paper: PaperAnswer
    deadlines: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormSeen:
    """A form on the page: sentences about it, and its figures in order."""

    about: tuple[str, ...]
    sections: tuple[FormSection, ...]


def look_at_hmrc(book: Book, today: date, tax_year: str | None = None) -> HmrcLook:
    """What the page shows for a tax year; without one, for that of today or the last with pay."""
    with book.reading() as session:
        years = _tax_years(session, today)
        year = tax_year if tax_year in years else years[0]
        who = arrangement(session)
        slips = payslips_of_year(session, year)
        rates = rates_for(year)
        answers = filing_answers(who)
        paper = may_file_on_paper(answers)
        people = _people(session, year)
        record = hmrc_record(session, year)
        ni = employer_ni_of(session, year)
        return HmrcLook(
            tax_year=year,
            tax_years=years,
            quarterly=who.hmrc_paid == "quarterly",
            claims_allowance=who.employment_allowance,
            dues=tuple(_due(who, row, today) for row in record),
            pay_days=tuple((slip.id, pay_day_words(slip)) for slip in reversed(slips)),
            months=tuple(_months(year, today)),
            quarters=tuple(_quarters(year, today)),
            people=people,
            scheme=paye_scheme_needed(staff_of(session, year), rates.paye_scheme),
            paye_reference=who.paye_reference,
            allowance=employment_allowance_saving(ni, rates.employment_allowance),
            answers=answers,
            paper=paper,
            deadlines=_deadlines(record, year, today, people, on_paper=paper.allowed is True),
            missing=_missing(who, slips),
        )


def look_at_report(book: Book, payslip_id: int) -> FormSeen:
    """What HMRC asks about one payment. Raises DPManagerError where the payslip is gone."""
    with book.reading() as session:
        slip = session.get(models.Payslip, payslip_id)
        if slip is None:
            raise DPManagerError(_("This payslip is gone: its pay run was taken back."))
        return report_of(session, slip)


def report_of(session: Session, slip: models.Payslip) -> FormSeen:
    """The report of one payment, with by when it is due."""
    record = record_of(session, slip.worker, slip.tax_year)
    details = report_details(session, slip.worker, record, slip.pay_date)
    sections = fps_sections(
        record, slip.pay_date, employee_of(slip.worker), employer_of(session), details
    )
    due = _("Send this to HMRC on {day} or earlier.").format(day=long_date(slip.pay_date))
    return FormSeen((due,), sections)


def look_at_summary(book: Book, tax_year: str, month: int) -> FormSeen:
    """The Employer Payment Summary of a tax month, 1 to 12, and whether one is to be sent."""
    with book.reading() as session:
        period = days_of_tax_period(tax_year, Frequency.MONTHLY, month)
        return summary_seen(session, period)


def summary_seen(session: Session, period: Period) -> FormSeen:
    """The summary of a tax month or quarter, and why it is to be sent."""
    figures = summary_of(session, period)
    about = (*figures.reasons, eps_due_words(figures)) if figures.reasons else (_not_needed(),)
    return FormSeen(about, eps_sections(figures, employer_of(session)))


def answer_paper(book: Book, answers: FilingAnswers, *, who: str, at: datetime) -> None:
    """Keeps the answers to whether reports may go to HMRC on paper."""
    with book.task(_("Say if reports may go on paper"), who=who, at=at) as session:
        row = arrangement(session)
        row.care_is_at_home = answers.care_is_at_home
        row.care_is_for_you_or_family = answers.care_is_for_you_or_family
        row.needs_care = answers.needs_care
        row.files_alone = answers.files_alone


def _not_needed() -> str:
    return _("You need not send this summary for this month.")


def _tax_years(session: Session, today: date) -> tuple[str, ...]:
    """Those with pay and that of today, the newest first; only those with known rates."""
    paid = set(session.scalars(select(models.Payslip.tax_year).distinct()))
    now = tax_year_of(today)
    known = known_tax_years()
    years = (paid | {now}) & set(known)
    return tuple(sorted(years, reverse=True)) or known[-1:]


def _due(who: models.Arrangement, row: EmployerPeriod, today: date) -> DuePeriod:
    period, due = row.due.period, row.due.due
    try:
        usual, early = (
            payment_reference(who.accounts_office_reference, period, due, day)
            for day in (max(today, due), period.end)
        )
    except DPManagerError:
        return DuePeriod(row, "", "")
    return DuePeriod(row, usual, early if today <= period.end else "")


def _months(tax_year: str, today: date) -> list[tuple[int, str]]:
    """Tax months that have begun, the newest first."""
    months = [
        (number, days_of_tax_period(tax_year, Frequency.MONTHLY, number))
        for number in range(1, MONTHS + 1)
    ]
    return [
        (
            number,
            _("Month {number}: {days}").format(number=number, days=days_words(period)),
        )
        for number, period in reversed(months)
        if period.start <= today
    ]


def _quarters(tax_year: str, today: date) -> list[tuple[int, str]]:
    """Quarters that have begun, the newest first, numbered from 0."""
    returns = paper_returns(tax_year, rates_for(tax_year).paper_filing)
    return [
        (number, days_words(one.quarter))
        for number, one in reversed(list(enumerate(returns)))
        if one.quarter.start <= today
    ]


def _people(session: Session, tax_year: str) -> tuple[Person, ...]:
    paid = select(models.Payslip.worker_id).where(models.Payslip.tax_year == tax_year)
    year = days_of_tax_year(tax_year)
    workers = session.scalars(
        select(models.Worker).where(models.Worker.kind == "employed").order_by(models.Worker.name)
    )
    with_pay = set(session.scalars(paid))
    return tuple(
        Person(
            id=worker.id,
            name=worker.name,
            left=worker.end_date,
            gets_p60=worker.id in with_pay and has_p60(employee_of(worker), tax_year),
        )
        for worker in workers
        if worker.id in with_pay or (worker.end_date and worker.end_date in year)
    )


def _deadlines(
    record: Sequence[EmployerPeriod],
    tax_year: str,
    today: date,
    people: Sequence[Person],
    *,
    on_paper: bool,
) -> tuple[str, ...]:
    """What comes next, in order of date."""
    rates = rates_for(tax_year)
    dated: list[tuple[date, str]] = [
        (
            row.due.due,
            _("Pay HMRC {amount} by {day}.").format(
                amount=pounds(row.difference), day=long_date(row.due.due)
            ),
        )
        for row in record
        if row.difference > 0
    ]
    if any(person.gets_p60 for person in people):
        day = p60_due(tax_year, rates.reports)
        words = _("Give a P60 to each worker who is employed on 5 April, by {day}.")
        dated.append((day, words.format(day=long_date(day))))
    if on_paper:
        dated += [
            (one.due, paper_return_words(one))
            for one in paper_returns(tax_year, rates.paper_filing)
            if one.quarter.start <= today <= one.due
        ]
    return tuple(words for _day, words in sorted(dated))


def _missing(who: models.Arrangement, slips: Sequence[models.Payslip]) -> tuple[str, ...]:
    found = []
    if not who.paye_reference:
        found.append(_("Your PAYE reference is missing. Look for it in HMRC's first letter."))
    try:
        accounts_office_reference(who.accounts_office_reference)
    except DPManagerError as fault:
        found.append(str(fault))
    workers = {slip.worker.id: slip.worker for slip in slips}
    found += [
        _("The National Insurance number of {worker} is missing.").format(worker=worker.name)
        for worker in workers.values()
        if not worker.ni_number
    ]
    found += [
        _("The date of birth of {worker} is missing.").format(worker=worker.name)
        for worker in workers.values()
        if worker.date_of_birth is None
    ]
    return tuple(found)
