"""Look at the pension: where each worker stands, what has to be done, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.ages import day_of_age
from dpmanager.domain.pay.missed_contributions import MissedContributions
from dpmanager.domain.pay.pension import PensionBasis, TaxRelief
from dpmanager.domain.pay.pension_duties import (
    Assessment,
    Duty,
    DutyKind,
    ReEnrolment,
    assess,
    declaration_due,
    employer_duties,
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
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.missed_pension import duty_to_pay_in, missed_by
from dpmanager.tasks.pay.pension_events import SchemeAnswer, events_of
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.pay.state_pension import state_pension_ages
from dpmanager.words import _

Assessed = tuple[models.Payslip, Assessment]


@dataclass(frozen=True, slots=True)
class PaidIn:
    """What was paid in from one pay, in pounds."""

    pay_day: date
    employee: Decimal
    employer: Decimal


@dataclass(frozen=True, slots=True)
class WorkerPension:
    """Where a worker stands with the pension.

    assessment: by the pay that decides; None before the first pay, or while `lacks` says, in a
    sentence, what is missing. must_re_enrol: at the re-enrolment that is due next. missed: what
    earlier pay should have paid in. latest: contributions of the newest pay.
    """

    worker_id: int
    worker: str
    standing: Standing
    assessment: Assessment | None
    duties: tuple[Duty, ...]
    lacks: str
    must_re_enrol: bool
    missed: MissedContributions
    latest: PaidIn | None

    @property
    def has_letter(self) -> bool:
        """Whether there is a letter about where the worker stands."""
        now, by_pay = self.standing, self.assessment
        if now.employer_pays or now.state is PensionState.POSTPONED:
            return True
        outside = now.state is PensionState.OUTSIDE
        return bool(outside and by_pay and (by_pay.may_opt_in or by_pay.may_join))


@dataclass(frozen=True, slots=True)
class PensionToDo:
    """Something to do about the pension by a day. worker_id: None for what is about all workers.

    steps: why, and why by then.
    """

    due: date
    what: str
    duty: Duty
    steps: tuple[Step, ...]
    worker_id: int | None = None
    worker: str = ""


@dataclass(frozen=True, slots=True)
class PensionLook:
    """The employer's pension and all who are employed.

    scheme: None before it is set up. declare_by: last day of the declaration that is to be made
    next, None where none is. next_re_enrolment: the one to come. to_do: in order of date.
    """

    scheme: SchemeAnswer | None
    workers: tuple[WorkerPension, ...]
    declare_by: date | None
    declared_on: date | None
    next_re_enrolment: ReEnrolment | None
    re_enrolled_on: date | None
    to_do: tuple[PensionToDo, ...]


def look_at_pensions(book: Book, today: date) -> PensionLook:
    """The pension of everybody who is employed, as at the end of `today`."""
    with book.reading() as session:
        row = session.scalar(select(models.PensionScheme))
        start = duties_start(session, row)
        following = next_re_enrolment(start, row) if start else None
        workers = pension_of_workers(session, today)
        declare_by = _declare_by(start, row)
        return PensionLook(
            scheme=scheme_answer(row) if row and row.provider else None,
            workers=workers,
            declare_by=declare_by,
            declared_on=row.declared_on if row else None,
            next_re_enrolment=following,
            re_enrolled_on=row.re_enrolled_on if row else None,
            to_do=_to_do(workers, employer_duties(declare_by, following, today)),
        )


def pension_of_workers(session: Session, today: date) -> tuple[WorkerPension, ...]:
    """Where everybody who is employed stands with the pension, and what is to be done for them."""
    row = session.scalar(select(models.PensionScheme))
    start = duties_start(session, row)
    following = next_re_enrolment(start, row) if start else None
    return tuple(
        _look_at_worker(session, worker, today, following) for worker in employed_on(session, today)
    )


def scheme_answer(row: models.PensionScheme) -> SchemeAnswer:
    """The pension in the book, as the answers that would set it up."""
    return SchemeAnswer(
        provider=row.provider,
        employee_percent=row.employee_percent,
        employer_percent=row.employer_percent,
        provider_address=row.provider_address,
        provider_contact=row.provider_contact,
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
    """Every payslip of a worker with what its pay means for the pension, in order of pay day.

    A correction that was paid on its own counts with the pay of its tax week or month.
    """
    born = worker.date_of_birth
    if born is None:
        return []
    reached = state_pension_day(born, state_pension_ages())
    slips = session.scalars(
        select(models.Payslip)
        .where(models.Payslip.worker_id == worker.id)
        .order_by(models.Payslip.pay_date, models.Payslip.id)
    ).all()
    corrections: dict[tuple[str, int], Decimal] = {}
    for slip in slips:
        if slip.correction:
            when = (slip.tax_year, slip.tax_period)
            corrections[when] = corrections.get(when, ZERO) + slip.gross_pay
    return [
        (
            slip,
            assess(
                born,
                slip.end,
                slip.gross_pay + corrections.get((slip.tax_year, slip.tax_period), ZERO),
                Frequency(slip.frequency),
                rates_for(slip.tax_year).pension,
                reached,
            ),
        )
        for slip in slips
        if not slip.correction
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


def _declare_by(start: date | None, scheme: models.PensionScheme | None) -> date | None:
    """The last day of the declaration that is to be made: the first one, or one made again."""
    if scheme and scheme.re_declare_by:
        return scheme.re_declare_by
    declared = scheme.declared_on if scheme else None
    return declaration_due(start) if start and not declared else None


def _to_do(workers: Sequence[WorkerPension], for_all: Sequence[Duty]) -> tuple[PensionToDo, ...]:
    of_all = [PensionToDo(duty.due, duty.what, duty, (_last_day(duty),)) for duty in for_all]
    of_one = [
        PensionToDo(
            duty.due, duty.what, duty, _why(one, duty), worker_id=one.worker_id, worker=one.worker
        )
        for one in workers
        for duty in one.duties
    ]
    return tuple(sorted([*of_one, *of_all], key=lambda each: each.due))


def _why(one: WorkerPension, duty: Duty) -> tuple[Step, ...]:
    if duty.kind is DutyKind.MISSED:
        return (*one.missed.steps, _last_day(duty))
    by_pay = one.assessment if duty.kind in (DutyKind.ENROL, DutyKind.TELL) else None
    return (*(by_pay.steps if by_pay else ()), _last_day(duty))


def _last_day(duty: Duty) -> Step:
    return Step(_("Last day for this"), long_date(duty.due), duty.source)


def employed_on(session: Session, today: date) -> Sequence[models.Worker]:
    """Who is employed on a day, or will be, in order of name."""
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
    missed = missed_by(session, worker)
    return WorkerPension(
        worker_id=worker.id,
        worker=worker.name,
        standing=now,
        assessment=found[1] if found else None,
        duties=(
            *_duties(worker, events, now, found, today),
            *duty_to_pay_in(session, missed),
        ),
        lacks=_lacks(worker),
        must_re_enrol=bool(
            found and following and must_re_enrol(events, found[1], following.anniversary)
        ),
        missed=missed,
        latest=_latest(session, worker),
    )


def _latest(session: Session, worker: models.Worker) -> PaidIn | None:
    slip = session.scalar(
        select(models.Payslip)
        .where(models.Payslip.worker_id == worker.id)
        .order_by(models.Payslip.pay_date.desc(), models.Payslip.id.desc())
        .limit(1)
    )
    return PaidIn(slip.pay_date, slip.employee_pension, slip.employer_pension) if slip else None


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


def next_re_enrolment(start: date, scheme: models.PensionScheme | None) -> ReEnrolment:
    """The one after the last that is recorded.

    One that was declared without being recorded is taken to have been on its anniversary.
    """
    following = re_enrolment(scheme.re_enrolled_on if scheme and scheme.re_enrolled_on else start)
    declared_on = scheme.declared_on if scheme else None
    while declared_on and declared_on >= following.window.start:
        following = re_enrolment(following.anniversary)
    return following
