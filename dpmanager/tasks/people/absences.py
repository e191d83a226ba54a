"""Record time off with a pay of its own: sickness, and the leave of parents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.family_leave_dates import FamilyPayKind
from dpmanager.domain.periods import Period, long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.empty_timesheets import keep_timesheets
from dpmanager.tasks.pay.pay_while_away import FAMILY_EXTRAS, SICK, leave_of
from dpmanager.tasks.people.absence_words import kind_of_absence
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class AbsenceAnswer:
    """What is said about an absence; the fields are those of the record."""

    kind: str
    first_day: date
    last_day: date | None = None
    told_on: date | None = None
    evidence: str = ""
    fit_note_until: date | None = None
    event: str = ""
    event_day: date | None = None
    born: date | None = None
    weeks_used: int = 0
    note: str = ""


def record_absence(
    book: Book, worker_id: int, answer: AbsenceAnswer, *, who: str, at: datetime
) -> int:
    """Saves an absence, and makes the timesheets that its pay needs; gives its number.

    Raises DPManagerError, in words, for days that are swapped, that another absence holds, that
    lie outside the job, or, in sickness, on which there are hours.
    """
    with book.task(_name_of(answer), who=who, at=at) as session:
        worker = session.get_one(models.Worker, worker_id)
        row = models.Absence(worker=worker)
        _check(session, worker, answer, None)
        _fill(row, answer)
        session.add(row)
        keep_timesheets(session, worker)
        return row.id


def change_absence(
    book: Book, absence_id: int, answer: AbsenceAnswer, *, who: str, at: datetime
) -> None:
    """Puts another answer in the place of a saved one.

    Raises DPManagerError as `record_absence`, and where days would go that have been paid.
    """
    with book.task(_("Change time off"), who=who, at=at) as session:
        row = _absence(session, absence_id)
        _check(session, row.worker, answer, row.id)
        _refuse_unless_unpaid(session, row, answer)
        _fill(row, answer)
        keep_timesheets(session, row.worker)


def end_absence(book: Book, absence_id: int, last_day: date, *, who: str, at: datetime) -> None:
    """Says which day was the last of an absence. Raises DPManagerError as `change_absence`."""
    with book.task(_("End time off"), who=who, at=at) as session:
        row = _absence(session, absence_id)
        answer = answer_of(row, last_day)
        _check(session, row.worker, answer, row.id)
        _refuse_unless_unpaid(session, row, answer)
        row.last_day = last_day
        keep_timesheets(session, row.worker)


def remove_absence(book: Book, absence_id: int, *, who: str, at: datetime) -> None:
    """Takes an absence out. Raises DPManagerError where some of it has been paid."""
    with book.task(_("Remove time off"), who=who, at=at) as session:
        row = _absence(session, absence_id)
        worker = row.worker
        _refuse_unless_unpaid(session, row, None)
        session.delete(row)
        keep_timesheets(session, worker)


def answer_of(row: models.Absence, last_day: date | None = None) -> AbsenceAnswer:
    """A saved absence as its answer; with another last day where one is given."""
    return AbsenceAnswer(
        kind=row.kind,
        first_day=row.first_day,
        last_day=last_day or row.last_day,
        told_on=row.told_on,
        evidence=row.evidence,
        fit_note_until=row.fit_note_until,
        event=row.event,
        event_day=row.event_day,
        born=row.born,
        weeks_used=row.weeks_used,
        note=row.note,
    )


def hours_while_sick(
    session: Session, worker: models.Worker, first_day: date, last_day: date | None
) -> Iterator[str]:
    """A sentence for each shift on a day of sickness, which has to be a whole day off.

    Source: Social Security Contributions and Benefits Act 1992, section 151; a shift counts for
    the day on which it starts (Statutory Sick Pay (General) Regulations 1982, regulation 2).
    """
    shifts = session.scalars(
        select(models.Shift)
        .join(models.Timesheet)
        .where(
            models.Timesheet.worker_id == worker.id,
            models.Shift.day >= first_day,
            models.Shift.day <= (last_day or date.max),
        )
        .order_by(models.Shift.day, models.Shift.start)
    )
    for shift in shifts:
        sentence = (
            _("{worker} has holiday on {day}, from {start} to {end}.")
            if shift.kind == HourKind.HOLIDAY
            else _("{worker} has hours on {day}, from {start} to {end}.")
        )
        yield sentence.format(
            worker=worker.name,
            day=long_date(shift.day),
            start=f"{shift.start:%H:%M}",
            end=f"{shift.end:%H:%M}",
        )


def _name_of(answer: AbsenceAnswer) -> str:
    return _("Record time off: {kind}").format(kind=kind_of_absence(answer.kind))


def _absence(session: Session, absence_id: int) -> models.Absence:
    row = session.get(models.Absence, absence_id)
    if row is None:
        raise DPManagerError(_("This time off is not in the book any more. Look again."))
    return row


def _fill(row: models.Absence, answer: AbsenceAnswer) -> None:
    family = answer.kind != SICK
    row.kind = answer.kind
    row.first_day = answer.first_day
    row.last_day = answer.last_day
    row.told_on = answer.told_on
    row.evidence = answer.evidence
    row.fit_note_until = None if family else answer.fit_note_until
    row.event = answer.event if family else ""
    row.event_day = answer.event_day if family else None
    row.born = answer.born if family else None
    row.weeks_used = answer.weeks_used if family else 0
    row.note = answer.note


def _check(
    session: Session, worker: models.Worker, answer: AbsenceAnswer, absence_id: int | None
) -> None:
    if worker.kind != "employed":
        raise DPManagerError(
            _("Only somebody you employ has time off with pay. {worker} sends invoices.").format(
                worker=worker.name
            )
        )
    if answer.last_day is not None and answer.last_day < answer.first_day:
        raise DPManagerError(
            _("The time off ends before it starts. Check the two dates: {start} and {end}.").format(
                start=long_date(answer.first_day), end=long_date(answer.last_day)
            )
        )
    _refuse_outside_the_job(worker, answer)
    _refuse_overlap(session, worker, answer, absence_id)
    if answer.kind == SICK:
        worked = next(hours_while_sick(session, worker, answer.first_day, answer.last_day), None)
        if worked is not None:
            raise DPManagerError(
                _(
                    "{worked} A day with hours is not a day off sick. Change the dates, or remove "
                    "those hours first."
                ).format(worked=worked)
            )
        return
    if answer.event_day is None:
        raise DPManagerError(_("The day that the pay goes by is missing. Type that day."))
    row = models.Absence(worker_id=worker.id)
    _fill(row, answer)
    leave_of(row)


def _refuse_outside_the_job(worker: models.Worker, answer: AbsenceAnswer) -> None:
    if answer.first_day < worker.start_date:
        raise DPManagerError(
            _("{worker} started on {day}. Time off cannot start before that.").format(
                worker=worker.name, day=long_date(worker.start_date)
            )
        )
    if worker.end_date and (answer.last_day or answer.first_day) > worker.end_date:
        raise DPManagerError(
            _("{worker} left on {day}. Time off cannot go on after that.").format(
                worker=worker.name, day=long_date(worker.end_date)
            )
        )


def _refuse_overlap(
    session: Session, worker: models.Worker, answer: AbsenceAnswer, absence_id: int | None
) -> None:
    others = session.scalars(
        select(models.Absence)
        .where(
            models.Absence.worker_id == worker.id,
            models.Absence.id != (absence_id or 0),
            models.Absence.first_day <= (answer.last_day or date.max),
        )
        .order_by(models.Absence.first_day)
    )
    for other in others:
        if other.last_day is not None and other.last_day < answer.first_day:
            continue
        sentence = (
            _("These days overlap with other time off ({kind}), which goes on from {start}. "
              "End that first, or change the dates.")
            if other.last_day is None
            else _("These days overlap with other time off ({kind}), from {start} to {end}. "
                   "Change the dates.")
        )  # fmt: skip
        raise DPManagerError(
            sentence.format(
                kind=kind_of_absence(other.kind).lower(),
                start=long_date(other.first_day),
                end=long_date(other.last_day or other.first_day),
            )
        )


def _refuse_unless_unpaid(
    session: Session, row: models.Absence, answer: AbsenceAnswer | None
) -> None:
    """Days that a payslip has paid stay. answer: what the absence becomes; None: it goes."""
    kind = extra_of(row.kind)
    slips = session.scalars(
        select(models.Payslip)
        .where(
            models.Payslip.worker_id == row.worker_id,
            models.Payslip.end >= row.first_day,
            models.Payslip.start <= (row.last_day or date.max),
            models.Payslip.extras.any(models.PayExtra.kind == kind),
        )
        .order_by(models.Payslip.start)
    )
    for slip in slips:
        paid = Period(
            max(slip.start, row.first_day),
            min(slip.end, row.last_day or slip.end, row.worker.end_date or slip.end),
        )
        if answer is None or answer.kind != row.kind or not _holds(answer, paid):
            raise DPManagerError(
                _(
                    "The pay of {start} to {end} was made on {day} with this time off in it. Undo "
                    "that pay run first. Or leave it, and take back what was paid too much."
                ).format(
                    start=long_date(slip.start),
                    end=long_date(slip.end),
                    day=long_date(slip.pay_date),
                )
            )


def _holds(answer: AbsenceAnswer, days: Period) -> bool:
    last_day = answer.last_day or days.end
    return answer.first_day <= days.start and days.end <= last_day


def extra_of(kind: str) -> ExtraKind:
    """Which line of a payslip pays an absence of that kind."""
    return ExtraKind.SICK_PAY if kind == SICK else FAMILY_EXTRAS[FamilyPayKind(kind)]
