"""What deadlines follow from in the records of those who work: terms, checks, time off, pension."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.deadlines.facts import (
    NoticeFacts,
    Paper,
    PaperKind,
    Sickness,
    WorkerFacts,
)
from dpmanager.domain.pay.holiday_carried import CarryReason
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.pay.pension_duties import Duty
from dpmanager.domain.pay.sick_pay import SickPayTime
from dpmanager.domain.pay.state_pension_age import state_pension_day
from dpmanager.domain.people.checks import (
    CheckKind,
    CheckSeen,
    CheckState,
    look_again_on,
    rules_for,
)
from dpmanager.domain.people.insurance import PolicyKind
from dpmanager.domain.periods import months_after
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.pay.holiday_record import carried_of
from dpmanager.tasks.pay.pay_while_away import SICK, sick_pay_time_of
from dpmanager.tasks.pay.pensions import pension_of_workers
from dpmanager.tasks.pay.rates import newest_rates
from dpmanager.tasks.pay.state_pension import state_pension_ages
from dpmanager.tasks.pay.terms import pension_event_of
from dpmanager.tasks.people.checks import seen_of, who_is_checked
from dpmanager.tasks.people.hiring_rules import check_rules
from dpmanager.words import _

SICKNESS_IS_OVER = timedelta(days=100)
TERMS_ARE_KNOWN = timedelta(days=366)
"""Who has not been told in writing of new terms in a year is not reminded of it any more."""
LEAVE_YEAR = (4, 6)
FIT_NOTE = "fit_note"
STATEMENTS = ("contract", "statement")
PAPERS = {
    CheckKind.RIGHT_TO_WORK: PaperKind.RIGHT_TO_WORK,
    CheckKind.CAR_INSURANCE: PaperKind.CAR_INSURANCE,
    CheckKind.MOT: PaperKind.MOT,
    CheckKind.DRIVING_LICENCE: PaperKind.DRIVING_LICENCE,
    CheckKind.TRAINING: PaperKind.TRAINING,
    CheckKind.QUALIFICATION: PaperKind.TRAINING,
}
SEVERAL = (CheckKind.TRAINING, CheckKind.QUALIFICATION)
"""Kinds of which a worker may have several, told apart by their names."""


def key_of(worker: models.Worker) -> str:
    """What deadlines about a worker are known by."""
    return f"worker/{worker.id}"


def facts_of_employed(
    session: Session, workers: Sequence[models.Worker], today: date
) -> tuple[WorkerFacts, ...]:
    """Everything about those who are or were employed."""
    begun = first_day_of_book(session)
    duties = {one.worker_id: one.duties for one in pension_of_workers(session, today)}
    unpaid = _years_without_pay(session, workers, today)
    return tuple(
        _employed(session, worker, today, begun, duties.get(worker.id, ()), unpaid[worker.id])
        for worker in workers
    )


def facts_of_others(session: Session) -> tuple[WorkerFacts, ...]:
    """Checks and papers of those who work and are not employed."""
    workers = session.scalars(
        select(models.Worker).where(models.Worker.kind != "employed").order_by(models.Worker.id)
    ).all()
    return tuple(_with_checks(session, worker) for worker in workers)


def insurance(session: Session, workers: Sequence[models.Worker], today: date) -> tuple[Paper, ...]:
    """The newest insurance of the employer, as long as somebody is employed."""
    if not any(worker.end_date is None or worker.end_date >= today for worker in workers):
        return ()
    policy = session.scalar(
        select(models.Policy)
        .where(
            models.Policy.worker_id.is_(None),
            models.Policy.kind == PolicyKind.EMPLOYERS_LIABILITY.value,
        )
        .order_by(models.Policy.until.desc())
        .limit(1)
    )
    if policy is None:
        return ()
    return (Paper(f"policy/{policy.id}", PaperKind.EMPLOYERS_LIABILITY, "", policy.until),)


def first_day_of_book(session: Session) -> date:
    """The day on which the book was set up; what was before that was not done with its help."""
    at = session.scalar(select(models.TaskDone.at).order_by(models.TaskDone.id).limit(1))
    return date.min if at is None else at.date()


def _employed(
    session: Session,
    worker: models.Worker,
    today: date,
    begun: date,
    duties: tuple[Duty, ...],
    unpaid_years: frozenset[str],
) -> WorkerFacts:
    checked = _with_checks(session, worker)
    born = worker.date_of_birth
    return WorkerFacts(
        key=checked.key,
        name=checked.name,
        start=checked.start,
        end=checked.end,
        born=born,
        state_pension_day=state_pension_day(born, state_pension_ages()) if born else None,
        statement_given=worker.start_date < begun or _has_statement(session, worker),
        changes=tuple(_changes(worker, max(begun, today - TERMS_ARE_KNOWN))),
        unpaid_years=unpaid_years,
        dbs_on=checked.dbs_on,
        dbs_again_on=checked.dbs_again_on,
        papers=checked.papers,
        leave_year_start=_leave_year_start(worker),
        carried_use_by=tuple(_carried(session, worker)),
        notice=_notice(worker),
        p45_given=worker.p45_given_on is not None,
        pension_events=tuple(pension_event_of(row) for row in worker.pension_events),
        pension_duties=duties,
        sickness=tuple(_sickness(session, worker, today)),
    )


def _with_checks(session: Session, worker: models.Worker) -> WorkerFacts:
    checks = _newest_checks(session, worker)
    rules = (
        {rule.kind: rule for rule in rules_for(who_is_checked(session, worker), check_rules())}
        if checks
        else {}
    )
    again_on = {
        check: look_again_on(rules[check.kind], check) for check in checks if check.kind in rules
    }
    dbs = next((check for check in again_on if check.kind is CheckKind.DBS), None)
    return WorkerFacts(
        key=key_of(worker),
        name=worker.name,
        start=worker.start_date,
        end=worker.end_date,
        dbs_on=(dbs.issued_on or dbs.seen_on) if dbs else None,
        dbs_again_on=again_on[dbs] if dbs and (dbs.until or dbs.again_on) else None,
        papers=tuple(_papers(worker, again_on)),
    )


def _newest_checks(session: Session, worker: models.Worker) -> list[CheckSeen]:
    """Of each kind, and of each training, the one that was seen last."""
    newest: dict[tuple[CheckKind, str], CheckSeen] = {}
    for row in session.scalars(
        select(models.Check)
        .where(models.Check.worker_id == worker.id, models.Check.state == CheckState.SEEN.value)
        .order_by(func.coalesce(models.Check.seen_on, models.Check.issued_on), models.Check.id)
    ):
        check = seen_of(row)
        newest[check.kind, check.name if check.kind in SEVERAL else ""] = check
    return list(newest.values())


def _papers(worker: models.Worker, again_on: Mapping[CheckSeen, date | None]) -> Iterator[Paper]:
    for check, expires in again_on.items():
        if check.kind in PAPERS and expires is not None:
            about = worker.name
            if check.kind in SEVERAL and check.name:
                about = _("{training}, {worker}").format(training=check.name, worker=worker.name)
            yield Paper(f"check/{check.key}/{key_of(worker)}", PAPERS[check.kind], about, expires)


def _has_statement(session: Session, worker: models.Worker) -> bool:
    paper = models.WorkerPaper
    found = select(paper.id).where(paper.worker_id == worker.id, paper.kind.in_(STATEMENTS))
    return session.scalar(found.limit(1)) is not None


def _changes(worker: models.Worker, since: date) -> Iterator[date]:
    """The days from which a rate of pay changed."""
    first: dict[tuple[str, str], date] = {}
    days = set()
    for rate in worker.rates:
        paid_for = rate.hour_kind, rate.service_type
        if rate.from_date > first.setdefault(paid_for, rate.from_date):
            days.add(rate.from_date)
    yield from (day for day in sorted(days) if day > worker.start_date and day >= since)


def _leave_year_start(worker: models.Worker) -> date | None:
    """None where holiday is paid with each hour, so that none is left."""
    if worker.holiday_method == HolidayMethod.ROLLED_UP.value:
        return None
    return worker.leave_year_start or date(worker.start_date.year, *LEAVE_YEAR)


def _carried(session: Session, worker: models.Worker) -> Iterator[date]:
    """The last days for holiday that was carried over because of sickness."""
    starts = {
        row.leave_year_start
        for row in session.scalars(
            select(models.HolidayCarried).where(models.HolidayCarried.worker_id == worker.id)
        )
        if carried_of(row).reason is CarryReason.SICK
    }
    for start in sorted(starts):
        year_end = start - timedelta(days=1)
        months = newest_rates(year_end).annual_leave.carried_when_sick_months
        yield months_after(year_end, months)


def _notice(worker: models.Worker) -> NoticeFacts | None:
    """Notice that was given, while the last day is not entered."""
    if worker.notice_given_on is None or worker.end_date is not None:
        return None
    return NoticeFacts(worker.notice_given_on, by_employer=worker.notice_by == "employer")


def _years_without_pay(
    session: Session, workers: Sequence[models.Worker], today: date
) -> dict[int, frozenset[str]]:
    """The tax years that ended in the last two years in which each worker was paid nothing."""
    start = days_of_tax_year(tax_year_of(today)).start
    ended = {tax_year_of(start - timedelta(days=1)), tax_year_of(start - timedelta(days=367))}
    paid = {
        (worker_id, year)
        for worker_id, year in session.execute(
            select(models.Payslip.worker_id, models.Payslip.tax_year)
            .where(models.Payslip.tax_year.in_(ended))
            .distinct()
        )
    }
    return {
        worker.id: frozenset(year for year in ended if (worker.id, year) not in paid)
        for worker in workers
    }


def _sickness(session: Session, worker: models.Worker, today: date) -> Iterator[Sickness]:
    for row in session.scalars(
        select(models.Absence)
        .where(
            models.Absence.worker_id == worker.id,
            models.Absence.kind == SICK,
            models.Absence.last_day.is_(None)
            | (models.Absence.last_day >= today - SICKNESS_IS_OVER),
        )
        .order_by(models.Absence.first_day, models.Absence.id)
    ):
        time = _sick_pay_time(session, row)
        yield Sickness(
            key=f"absence/{row.id}/{key_of(worker)}",
            first_day=row.first_day,
            last_day=row.last_day,
            self_certified=bool(row.evidence),
            has_fit_note=row.evidence == FIT_NOTE,
            fit_note_until=row.fit_note_until,
            sick_pay_from=time.counted_from,
            no_sick_pay_from=time.unpaid_from,
        )


def _sick_pay_time(session: Session, row: models.Absence) -> SickPayTime:
    try:
        return sick_pay_time_of(session, row)
    except DPManagerError:
        return SickPayTime()  # the page about time off says why it cannot be worked out
