"""What needs doing about the people who are employed, worked out from the records and the law."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import pounds
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.ages import day_of_age
from dpmanager.domain.pay.gross import rate_in_force
from dpmanager.domain.pay.minimum_wage import least_hourly
from dpmanager.domain.pay.ni_letter import proposed_letter
from dpmanager.domain.pay.paye_scheme import employment_allowance_saving
from dpmanager.domain.pay.state_pension_age import state_pension_day
from dpmanager.domain.periods import Period, long_date, months_after
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.domain.wording import days_words, names_in_words
from dpmanager.records import models
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.hours.holiday_requests import last_day_to_answer, waiting_requests
from dpmanager.tasks.pay.pay_for_hours import dated_rates
from dpmanager.tasks.pay.rates import known_tax_years, minimum_wages, rates_for
from dpmanager.tasks.pay.state_pension import state_pension_ages
from dpmanager.tasks.pay.terms import letter_on
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _

AHEAD = timedelta(days=30)
"""What has a day of its own is told this long before it."""
NEW_RATES_AHEAD = timedelta(days=60)
NEW_TAX_YEAR = timedelta(weeks=8)


def workers_due(session: Session, today: date) -> Iterator[Thing]:
    """What is to be done about each worker, and about all of them."""
    employed = session.scalars(
        select(models.Worker)
        .where(
            models.Worker.kind == "employed",
            models.Worker.end_date.is_(None) | (models.Worker.end_date >= today),
        )
        .options(
            selectinload(models.Worker.rates),
            selectinload(models.Worker.ni_letters),
            selectinload(models.Worker.code_notices),
        )
        .order_by(models.Worker.id)
    ).all()
    for worker in employed:
        yield from _minimum_wage(worker, today)
        yield from _letter(worker, today)
    yield from _holidays(session)
    yield from _tax_codes(session, employed, today)
    yield from _allowance(session, today)


def _minimum_wage(worker: models.Worker, today: date) -> Iterator[Thing]:
    """A rate that is below the minimum wage, or will be soon."""
    rates = minimum_wages()
    begun = max((one.applies_from for one in rates if one.applies_from <= today), default=None)
    known_until = months_after(rates[-1].applies_from, 12) - timedelta(days=1)
    if begun is None or max(today, worker.start_date) > known_until:
        return
    born = worker.date_of_birth
    birthdays = (
        {day_of_age(born, row.from_age) for one in rates for row in one.by_age} if born else set()
    )
    until = min(today + NEW_RATES_AHEAD, worker.end_date or date.max, known_until)
    changes = {one.applies_from for one in rates} | birthdays
    for day in sorted(each for each in changes if begun <= each <= until):
        on = max(day, today, worker.start_date)
        rate = rate_in_force(HourKind.WEEKDAY, on, dated_rates(worker))
        least = least_hourly(on, worker.date_of_birth, rates)
        if rate is not None and rate < least:
            yield Thing(
                Kind.MINIMUM_WAGE,
                max(day, worker.start_date),
                _("Raise the pay of {worker} to {least} an hour").format(
                    worker=worker.name, least=pounds(least)
                ),
                _("The law asks for that from {day}. The rate is {rate}.").format(
                    day=long_date(day), rate=pounds(rate)
                ),
                {"worker": worker.name},
            )
            return


def _letter(worker: models.Worker, today: date) -> Iterator[Thing]:
    """Another National Insurance letter that a birthday or State Pension age asks for."""
    born = worker.date_of_birth
    day = max(today, worker.start_date) + AHEAD
    letter = letter_on(worker, day)
    if born is None or not letter:
        return
    change = proposed_letter(
        born, day, letter_now=letter, pension_day=state_pension_day(born, state_pension_ages())
    )
    if change is not None:
        yield Thing(
            Kind.NI_LETTER,
            max(change.from_day, worker.start_date),
            _("Change the National Insurance letter of {worker} to {letter}").format(
                worker=worker.name, letter=change.letter
            ),
            change.reason,
            {"worker": worker.id},
        )


def _holidays(session: Session) -> Iterator[Thing]:
    """Holiday that was asked for and not answered: until when a no is still in time."""
    for row in waiting_requests(session):
        yield Thing(
            Kind.HOLIDAY,
            last_day_to_answer(session, row),
            _("Answer {worker}, who asks for holiday").format(worker=row.worker.name),
            _("For {days}.").format(days=days_words(Period(row.start, row.end))),
            {"worker": row.worker_id},
        )


def _tax_codes(session: Session, employed: Sequence[models.Worker], today: date) -> Iterator[Thing]:
    """In a new tax year, workers of last year with no notice for it and no pay in it yet."""
    year = tax_year_of(today)
    start = days_of_tax_year(year).start
    if today >= start + NEW_TAX_YEAR:
        return
    before = _paid_in(session, tax_year_of(start - timedelta(days=1)))
    now = _paid_in(session, year)
    waiting = [
        worker
        for worker in employed
        if worker.id in before
        and worker.id not in now
        and worker.payroll_by == "own"
        and not any(start <= notice.from_date for notice in worker.code_notices)
    ]
    if waiting:
        yield Thing(
            Kind.TAX_CODES,
            start,
            _("Type in the tax codes that HMRC sent for the new tax year"),
            _("For {workers}. If nothing came, the code goes on as the law says.").format(
                workers=names_in_words([worker.name for worker in waiting])
            ),
            {"worker": waiting[0].id} if len(waiting) == 1 else {},
        )


def _allowance(session: Session, today: date) -> Iterator[Thing]:
    """Employer's National Insurance that the Employment Allowance would pay."""
    year = tax_year_of(today)
    if arrangement(session).employment_allowance or year not in known_tax_years():
        return
    owed: Decimal | None = session.scalar(
        select(func.sum(models.Payslip.employer_ni)).where(models.Payslip.tax_year == year)
    )
    if owed:
        saved = employment_allowance_saving(owed, rates_for(year).employment_allowance)
        yield Thing(
            Kind.ALLOWANCE,
            None,
            _("Claim the Employment Allowance"),
            _("It would save you {amount} of this tax year's National Insurance so far.").format(
                amount=pounds(saved.saving)
            ),
        )


def _paid_in(session: Session, tax_year: str) -> set[int]:
    """The workers with a payslip of the tax year."""
    return set(
        session.scalars(
            select(models.Worker.id).where(
                models.Worker.kind == "employed",
                exists().where(
                    models.Payslip.worker_id == models.Worker.id,
                    models.Payslip.tax_year == tax_year,
                ),
            )
        )
    )
