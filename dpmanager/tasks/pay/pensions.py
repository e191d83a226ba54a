"""Look at the pension: where each worker stands, what has to be done, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dpmanager.domain.pay.ages import day_of_age
from dpmanager.domain.pay.pension import PensionBasis, TaxRelief
from dpmanager.domain.pay.pension_duties import (
    Assessment,
    Duty,
    ReEnrolment,
    assess,
    declaration_due,
    must_re_enrol,
    next_duties,
    re_enrolment,
)
from dpmanager.domain.pay.pension_membership import (
    PensionEvent,
    PensionState,
    Standing,
    standing,
)
from dpmanager.domain.pay.state_pension_age import state_pension_day
from dpmanager.domain.periods import Frequency
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.pension_events import SchemeAnswer, events_of
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.pay.state_pension import state_pension_ages
from dpmanager.words import _

Assessed = tuple[models.Payslip, Assessment]


@dataclass(frozen=True, slots=True)
class WorkerPension:
    """Where a worker stands with the pension.

    assessment: by the pay that decides; None before the first pay, or while `lacks` says, in a
    sentence, what is missing. must_re_enrol: at the re-enrolment that is due next.
    """

    worker_id: int
    worker: str
    standing: Standing
    assessment: Assessment | None
    duties: tuple[Duty, ...]
    lacks: str
    must_re_enrol: bool


@dataclass(frozen=True, slots=True)
class PensionLook:
    """The employer's pension and all who are employed.

    scheme: None before it is set up. declare_by: of the first declaration, None once it is made
    and before anybody is employed. next_re_enrolment: the one to come, with its declaration.
    """

    scheme: SchemeAnswer | None
    workers: tuple[WorkerPension, ...]
    declare_by: date | None
    declared_on: date | None
    next_re_enrolment: ReEnrolment | None


def look_at_pensions(book: Book, today: date) -> PensionLook:
    """The pension of everybody who is employed, as at the end of `today`."""
    with book.reading() as session:
        row = session.scalar(select(models.PensionScheme))
        declared_on = row.declared_on if row else None
        start = duties_start(session, row)
        following = _next_re_enrolment(start, declared_on) if start else None
        return PensionLook(
            scheme=scheme_answer(row) if row else None,
            workers=tuple(
                _look_at_worker(session, worker, today, following)
                for worker in _employed(session, today)
            ),
            declare_by=declaration_due(start) if start and not declared_on else None,
            declared_on=declared_on,
            next_re_enrolment=following,
        )


def scheme_answer(row: models.PensionScheme) -> SchemeAnswer:
    """The pension in the book, as the answers that would set it up."""
    return SchemeAnswer(
        provider=row.provider,
        employee_percent=row.employee_percent,
        employer_percent=row.employer_percent,
        provider_address=row.provider_address,
        employer_reference=row.employer_reference,
        group_name=row.group_name,
        payment_source=row.payment_source,
        basis=PensionBasis(row.basis),
        relief=TaxRelief(row.relief),
        duties_start=row.duties_start,
    )


def duties_start(session: Session, scheme: models.PensionScheme | None) -> date | None:
    """The first day of the first employed worker, or the day that was entered."""
    if scheme and scheme.duties_start:
        return scheme.duties_start
    first: date | None = session.scalar(
        select(models.Worker.start_date)
        .where(models.Worker.kind == "employed")
        .order_by(models.Worker.start_date)
        .limit(1)
    )
    return first


def assessments(session: Session, worker: models.Worker) -> list[Assessed]:
    """Every payslip of a worker with what its pay means for the pension, in order of pay day."""
    born = worker.date_of_birth
    if born is None:
        return []
    reached = state_pension_day(born, state_pension_ages())
    slips = session.scalars(
        select(models.Payslip)
        .where(models.Payslip.worker_id == worker.id)
        .order_by(models.Payslip.pay_date, models.Payslip.id)
    )
    return [
        (
            slip,
            assess(
                born,
                slip.end,
                slip.gross_pay,
                Frequency(slip.frequency),
                rates_for(slip.tax_year).pension,
                reached,
            ),
        )
        for slip in slips
    ]


def deciding(assessed: Sequence[Assessed], now: Standing) -> Assessed | None:
    """The first payslip with the kind of worker that counts now.

    For somebody outside that is the first pay, since any postponement, with which they had to be
    enrolled; else the kind of the newest pay.
    """
    after = now.since if now.state is PensionState.MEMBER else now.postponed_until
    since = [one for one in assessed if after is None or one[0].end >= after]
    if not since:
        return None
    may_need_enrolling = not now.employer_pays and now.state in (
        PensionState.OUTSIDE,
        PensionState.MEMBER,
    )
    enrolling = [one for one in since if one[1].must_enrol]
    if may_need_enrolling and enrolling:
        return enrolling[0]
    return next(one for one in since if one[1].kind is since[-1][1].kind)


def _employed(session: Session, today: date) -> Sequence[models.Worker]:
    return session.scalars(
        select(models.Worker)
        .where(
            models.Worker.kind == "employed",
            or_(models.Worker.end_date.is_(None), models.Worker.end_date >= today),
        )
        .order_by(models.Worker.name)
    ).all()


def _look_at_worker(
    session: Session, worker: models.Worker, today: date, following: ReEnrolment | None
) -> WorkerPension:
    events = events_of(session, worker)
    now = standing(events, today)
    found = deciding(assessments(session, worker), now)
    return WorkerPension(
        worker_id=worker.id,
        worker=worker.name,
        standing=now,
        assessment=found[1] if found else None,
        duties=_duties(worker, events, now, found, today),
        lacks=_lacks(worker),
        must_re_enrol=bool(
            found and following and must_re_enrol(events, found[1], following.anniversary)
        ),
    )


def _lacks(worker: models.Worker) -> str:
    if worker.date_of_birth is not None:
        return ""
    return _("Add the date of birth of {worker}. The pension rules go by age.").format(
        worker=worker.name
    )


def _duties(
    worker: models.Worker,
    events: Sequence[PensionEvent],
    now: Standing,
    found: Assessed | None,
    today: date,
) -> tuple[Duty, ...]:
    if found is None:
        unassessed = Assessment(None, "", ())
        return next_duties(events, unassessed, worker.start_date, today)
    slip, assessment = found
    return next_duties(events, assessment, _met_on(worker, slip, now), today)


def _met_on(worker: models.Worker, slip: models.Payslip, now: Standing) -> date:
    """The first day on which pay and age were as assessed."""
    days = [slip.start, worker.start_date]
    if now.postponed_until:
        days.append(now.postponed_until)
    if worker.date_of_birth is not None:
        ages = rates_for(slip.tax_year).pension.ages
        birthdays = [
            day_of_age(worker.date_of_birth, age) for age in (ages.worker_from, ages.enrol_from)
        ]
        days += [day for day in birthdays if slip.start <= day <= slip.end]
    return max(days)


def _next_re_enrolment(start: date, declared_on: date | None) -> ReEnrolment:
    """The first one that is not declared yet. Each is taken to be on its anniversary."""
    following = re_enrolment(start)
    while declared_on and declared_on >= following.window.start:
        following = re_enrolment(following.anniversary)
    return following
