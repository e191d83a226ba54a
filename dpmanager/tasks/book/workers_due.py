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
from dpmanager.domain.periods import long_date, months_after
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.domain.wording import names_in_words
from dpmanager.records import models
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.pay.extra_pay import SICK
from dpmanager.tasks.pay.pay_for_hours import dated_rates
from dpmanager.tasks.pay.pay_timesheet import AGE_OF_MOST
from dpmanager.tasks.pay.pensions import PensionLook
from dpmanager.tasks.pay.rates import known_tax_years, minimum_wages, rates_for
from dpmanager.tasks.pay.state_pension import state_pension_ages
from dpmanager.tasks.pay.terms import letter_on
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _

AHEAD = timedelta(days=30)
"""What has a day of its own is told this long before it."""
NEW_RATES_AHEAD = timedelta(days=60)
SELF_CERTIFICATE = timedelta(days=7)
"""A fit note can be asked for after 7 days (https://www.gov.uk/taking-sick-leave)."""
NEW_TAX_YEAR = timedelta(weeks=8)
FIT_NOTE = "fit_note"
P60_MONTH = 5
"""P60s are due by 31 May (https://www.gov.uk/payroll-annual-reporting/give-employees-a-p60)."""


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
    yield from _tax_codes(session, employed, today)
    yield from _fit_notes(session, today)
    yield from _p45s(session)
    yield from _p60s(session, today)
    yield from _allowance(session, today)


def pension_due(pensions: PensionLook, today: date) -> Iterator[Thing]:
    """What has to be done about the pension in the next weeks; from three things on as one line."""
    soon = [duty for duty in pensions.to_do if duty.due <= today + AHEAD]
    if len(soon) > 2:
        yield Thing(
            Kind.PENSION_DUTY,
            soon[0].due,
            _("Do {count} things about the pension").format(count=len(soon)),
            _("The first is: {what}").format(what=soon[0].what),
        )
        return
    for duty in soon:
        about = _("For {worker}.").format(worker=duty.worker) if duty.worker else ""
        yield Thing(Kind.PENSION_DUTY, duty.due, duty.what.rstrip("."), about)


def _minimum_wage(worker: models.Worker, today: date) -> Iterator[Thing]:
    """A rate that is below the minimum wage, or will be soon."""
    born = worker.date_of_birth or months_after(today, -12 * AGE_OF_MOST)
    rates = minimum_wages()
    begun = max((one.applies_from for one in rates if one.applies_from <= today), default=None)
    known_until = months_after(rates[-1].applies_from, 12) - timedelta(days=1)
    if begun is None or max(today, worker.start_date) > known_until:
        return
    birthdays = {day_of_age(born, row.from_age) for one in rates for row in one.by_age}
    until = min(today + NEW_RATES_AHEAD, worker.end_date or date.max, known_until)
    changes = {one.applies_from for one in rates} | birthdays
    for day in sorted(each for each in changes if begun <= each <= until):
        on = max(day, today, worker.start_date)
        rate = rate_in_force(HourKind.WEEKDAY, on, dated_rates(worker))
        least = least_hourly(on, born, rates)
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


def _fit_notes(session: Session, today: date) -> Iterator[Thing]:
    """Sickness of more than seven days without a fit note, until a month after its end."""
    for absence in session.scalars(
        select(models.Absence)
        .where(
            models.Absence.kind == SICK,
            models.Absence.evidence != FIT_NOTE,
            models.Absence.last_day.is_(None) | (models.Absence.last_day >= today - AHEAD),
        )
        .order_by(models.Absence.first_day, models.Absence.id)
    ):
        eighth_day = absence.first_day + SELF_CERTIFICATE
        if eighth_day <= min(today, absence.last_day or today):
            yield Thing(
                Kind.FIT_NOTE,
                eighth_day,
                _("Ask {worker} for a fit note").format(worker=absence.worker.name),
                _("Off sick since {day}. After 7 days you may ask for one.").format(
                    day=long_date(absence.first_day)
                ),
                {"worker": absence.worker_id},
            )


def _p45s(session: Session) -> Iterator[Thing]:
    """Those who left, whose last pay is made, and who have no P45 yet."""
    for worker, pay_date in session.execute(
        select(models.Worker, func.max(models.Payslip.pay_date))
        .join(models.Payslip, models.Payslip.worker_id == models.Worker.id)
        .where(
            models.Worker.kind == "employed",
            models.Worker.p45_given_on.is_(None),
            models.Payslip.start <= models.Worker.end_date,
            models.Payslip.end >= models.Worker.end_date,
        )
        .group_by(models.Worker.id)
        .order_by(models.Worker.id)
    ):
        yield Thing(
            Kind.P45,
            pay_date,
            _("Give {worker} their P45").format(worker=worker.name),
            _("They left on {day}, and their last pay is made.").format(
                day=long_date(worker.end_date or pay_date)
            ),
            {"worker": worker.id},
        )


def _p60s(session: Session, today: date) -> Iterator[Thing]:
    """In May, those who were employed on 5 April and paid in the tax year that ended then."""
    if today.month != P60_MONTH:
        return
    ended = days_of_tax_year(tax_year_of(today)).start - timedelta(days=1)
    paid = _paid_in(session, tax_year_of(ended))
    names = session.scalars(
        select(models.Worker.name)
        .where(
            models.Worker.id.in_(paid),
            models.Worker.end_date.is_(None) | (models.Worker.end_date >= ended),
        )
        .order_by(models.Worker.id)
    ).all()
    if names:
        yield Thing(
            Kind.P60,
            date(today.year, P60_MONTH, 31),
            _("Give a P60 to {workers}").format(workers=names_in_words(list(names))),
            _("It is for the tax year that ended on {day}.").format(day=long_date(ended)),
            {"tax_year": tax_year_of(ended)},
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
