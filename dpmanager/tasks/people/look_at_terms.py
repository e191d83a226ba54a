"""Look at the terms of an employed worker: what holds today, since when, why, and what is next."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.pay.code_changes import FIRST_OF_TAX_YEAR, CodeInForce, notice_words
from dpmanager.domain.pay.holiday_carried import carried_words
from dpmanager.domain.pay.holiday_fixed import FixedHours, entitlement
from dpmanager.domain.pay.holiday_record import HolidayMethod, method_words, pay_words
from dpmanager.domain.pay.loan_notices import LoansInForce
from dpmanager.domain.pay.ni_letter import Proposal, letter_changes, proposed_letter
from dpmanager.domain.pay.state_pension_age import state_pension_day
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.periods import Period, long_date, months_after
from dpmanager.domain.rates import TaxYearRates, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.holiday_record import carried_of, leave_year_of
from dpmanager.tasks.pay.pay_while_away import WORKING_DAYS
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.pay.state_pension import state_pension_ages
from dpmanager.tasks.pay.terms import code_on, letter_on, loans_on
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.leaving import LeavingSeen, leaving_of
from dpmanager.tasks.people.terms_of_work import employed
from dpmanager.words import _

MONTHS_AHEAD = 3
LETTERS = "GOV.UK, National Insurance letters: https://www.gov.uk/national-insurance-rates-letters"


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A tax code from a day on. id: of the notice, None for the code at the start."""

    id: int | None
    from_date: date
    code: str
    basis: Basis
    reason: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A National Insurance letter from a day on. id: None for the letter at the start."""

    id: int | None
    from_date: date
    letter: str
    reason: str


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A notice that a loan is repaid from a day on, or no longer."""

    id: int
    from_date: date
    loan: str
    starts: bool


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """Hours of holiday carried into a leave year."""

    id: int
    leave_year_start: date
    hours: Decimal
    says: str


@dataclass(frozen=True, slots=True)
class HolidayTerms:
    """How holiday is earned and paid. year: the leave year of today. says: it in sentences."""

    method: HolidayMethod
    weekly_hours: Decimal | None
    days_a_week: Decimal | None
    leave_year_start: date | None
    year: Period
    says: tuple[str, ...]
    steps: tuple[Step, ...]
    carried: tuple[CarriedLine, ...]


@dataclass(frozen=True, slots=True)
class TermsSeen:
    """The terms of a worker today. Histories begin with what holds from the latest day.

    next_code: the code after the next 6 April, in the three months before it; else None.
    letter_proposals: letters that their age asks for now or in the next three months.
    working_days: 0 for Monday. home_nightly_charge: pounds, None without a home from the employer.
    rounds_to_minutes, opted_out_48: what the contract says about hours.
    """

    id: int
    name: str
    nation: str
    has_birth_date: bool
    code: CodeInForce
    next_code: CodeInForce | None
    next_code_from: date
    codes: tuple[CodeLine, ...]
    letter: str
    letter_steps: tuple[Step, ...]
    letters: tuple[LetterLine, ...]
    letter_proposals: tuple[Proposal, ...]
    loans: LoansInForce
    loan_notices: tuple[LoanLine, ...]
    has_other_job: bool | None
    has_other_pension: bool | None
    holiday: HolidayTerms
    working_days: tuple[int, ...]
    home_nightly_charge: Decimal | None
    rounds_to_minutes: int
    opted_out_48: date | None
    payroll_by: str
    leaving: LeavingSeen


def look_at_terms(book: Book, worker_id: int, today: date) -> TermsSeen | None:
    """What holds for a worker today; None where there is no such worker (any more).

    Before the first day of work it is what will hold on that day. Raises DPManagerError for a
    worker who is not employed.
    """
    with book.reading() as session:
        if session.get(models.Worker, worker_id) is None:
            return None
        worker = employed(session, worker_id)
        day = max(today, worker.start_date)
        new_year = _next_new_year(day)
        is_near = worker.end_date is None and months_after(day, MONTHS_AHEAD) >= new_year
        letters = _letters(worker)
        return TermsSeen(
            id=worker.id,
            name=worker.name,
            nation=arrangement(session).nation,
            has_birth_date=worker.date_of_birth is not None,
            code=code_on(worker, day),
            next_code=code_on(worker, new_year) if is_near else None,
            next_code_from=new_year,
            codes=_codes(worker),
            letter=letter_on(worker, day),
            letter_steps=_letter_steps(letters, day),
            letters=letters,
            letter_proposals=_letter_proposals(worker, day),
            loans=loans_on(worker, day, _rates(day).student_loans),
            loan_notices=tuple(
                LoanLine(row.id, row.from_date, row.loan, row.starts)
                for row in reversed(worker.loan_notices)
            ),
            has_other_job=worker.has_other_job,
            has_other_pension=worker.has_other_pension,
            holiday=_holiday(session, worker, day),
            working_days=tuple(int(number) for number in worker.working_days or WORKING_DAYS),
            rounds_to_minutes=worker.rounds_to_minutes,
            opted_out_48=worker.opted_out_48,
            home_nightly_charge=worker.home_nightly_charge,
            payroll_by=worker.payroll_by,
            leaving=leaving_of(session, worker, today),
        )


def _next_new_year(day: date) -> date:
    start = date(day.year, *FIRST_OF_TAX_YEAR)
    return start if start > day else date(day.year + 1, *FIRST_OF_TAX_YEAR)


def _codes(worker: models.Worker) -> tuple[CodeLine, ...]:
    first = CodeLine(
        None,
        worker.start_date,
        worker.tax_code,
        Basis(worker.tax_basis),
        _("the code at the start"),
    )
    later = [
        CodeLine(row.id, row.from_date, row.code, Basis(row.basis), notice_words(row.notice))
        for row in worker.code_notices
    ]
    return tuple(reversed([first, *later]))


def _letters(worker: models.Worker) -> tuple[LetterLine, ...]:
    first = LetterLine(None, worker.start_date, worker.ni_category, _("the letter at the start"))
    later = [LetterLine(row.id, row.from_date, row.letter, row.reason) for row in worker.ni_letters]
    return tuple(reversed([first, *later]))


def _letter_steps(letters: tuple[LetterLine, ...], day: date) -> tuple[Step, ...]:
    now = next(line for line in letters if line.from_date <= day)
    label = _("Letter from {day}: {reason}").format(
        day=long_date(now.from_date), reason=now.reason or _("no reason was written down")
    )
    return (Step(label, now.letter, LETTERS),)


def _letter_proposals(worker: models.Worker, day: date) -> tuple[Proposal, ...]:
    born = worker.date_of_birth
    if born is None or (worker.end_date and worker.end_date < day):
        return ()
    pension_day = state_pension_day(born, state_pension_ages())
    letter = letter_on(worker, day)
    now = proposed_letter(born, day, letter_now=letter, pension_day=pension_day)
    ahead = Period(day + timedelta(days=1), months_after(day, MONTHS_AHEAD))
    later = letter_changes(born, ahead, now.letter if now else letter, pension_day=pension_day)
    coming = [one for one in later if letter_on(worker, one.from_day) != one.letter]
    return ((now,) if now else ()) + tuple(coming)


def _holiday(session: Session, worker: models.Worker, day: date) -> HolidayTerms:
    rates = _rates(day)
    method = HolidayMethod(worker.holiday_method)
    year = leave_year_of(worker, day)
    pattern = None
    steps: tuple[Step, ...] = ()
    if method is HolidayMethod.FIXED and worker.weekly_hours and worker.days_a_week:
        pattern = FixedHours(worker.weekly_hours, worker.days_a_week)
        steps = entitlement(
            pattern, year, rates.annual_leave, started=worker.start_date, left=worker.end_date
        ).steps
    rows = session.scalars(
        select(models.HolidayCarried)
        .where(models.HolidayCarried.worker_id == worker.id)
        .order_by(models.HolidayCarried.leave_year_start.desc(), models.HolidayCarried.id.desc())
    )
    how_much = method_words(rates.annual_leave, rates.holiday, pattern)
    return HolidayTerms(
        method=method,
        weekly_hours=worker.weekly_hours,
        days_a_week=worker.days_a_week,
        leave_year_start=worker.leave_year_start,
        year=year,
        says=(how_much, pay_words(method, rates.holiday)),
        steps=steps,
        carried=tuple(
            CarriedLine(row.id, row.leave_year_start, row.hours, carried_words(carried_of(row)))
            for row in rows
        ),
    )


def _rates(day: date) -> TaxYearRates:
    return rates_for(min(tax_year_of(day), known_tax_years()[-1]))
