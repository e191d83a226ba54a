"""The rota as the book has it: usual weeks, changes, and time off that changes it too."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.hours.rota import DayChange, Pattern, PatternShift, Reason, Times
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.tasks.pay.pay_while_away import SICK


def patterns_in(session: Session, period: Period, worker_id: int | None = None) -> list[Pattern]:
    """The usual weeks that began by the end of a period, of one worker or of everybody.

    They end with the worker's job at the latest.
    """
    asked = (
        select(models.RotaPattern)
        .where(models.RotaPattern.from_date <= period.end)
        .options(selectinload(models.RotaPattern.shifts), selectinload(models.RotaPattern.worker))
        .order_by(models.RotaPattern.from_date, models.RotaPattern.id)
    )
    if worker_id is not None:
        asked = asked.where(models.RotaPattern.worker_id == worker_id)
    outcomes = _outcomes(session)
    return [pattern_of(row, outcomes) for row in session.scalars(asked)]


def pattern_of(row: models.RotaPattern, outcomes: dict[int, str]) -> Pattern:
    """A usual week as the rules know it. outcomes: their names by number."""
    ends = [day for day in (row.until, row.worker.end_date) if day is not None]
    return Pattern(
        worker=row.worker.name,
        from_date=row.from_date,
        weeks=row.weeks,
        shifts=tuple(
            PatternShift(
                shift.week,
                shift.weekday,
                Times(
                    shift.start,
                    shift.end,
                    HourKind(shift.kind),
                    shift.break_minutes,
                    outcomes.get(shift.outcome_id or 0, ""),
                    shift.service_type,
                ),
            )
            for shift in row.shifts
        ),
        until=min(ends, default=None),
        elsewhere=row.elsewhere,
    )


def changes_in(session: Session, period: Period, worker_id: int | None = None) -> list[DayChange]:
    """What is different in a period: changes of the rota, and days off that are written down.

    Those are sickness, the leave of parents, and holiday on a timesheet.
    """
    found = list(_rota_changes(session, period, worker_id))
    off = {(change.worker, change.day) for change in found if change.added is None}
    for change in (*_absences(session, period, worker_id), *_holiday(session, period, worker_id)):
        if (change.worker, change.day) not in off:
            off.add((change.worker, change.day))
            found.append(change)
    return found


def absences_touching(
    session: Session, period: Period, worker_id: int | None = None
) -> Sequence[models.Absence]:
    """Absences with a day in the period; one without a last day goes on."""
    asked = (
        select(models.Absence)
        .where(
            models.Absence.first_day <= period.end,
            or_(models.Absence.last_day.is_(None), models.Absence.last_day >= period.start),
        )
        .options(selectinload(models.Absence.worker))
        .order_by(models.Absence.first_day)
    )
    if worker_id is not None:
        asked = asked.where(models.Absence.worker_id == worker_id)
    return session.scalars(asked).all()


def reason_of(absence: models.Absence) -> Reason:
    """Why somebody with an absence is off."""
    return Reason.SICK if absence.kind == SICK else Reason.LEAVE


def days_of(absence: models.Absence, within: Period) -> Period:
    """The days of an absence that lie in a period; it must touch it."""
    return Period(
        max(absence.first_day, within.start), min(absence.last_day or date.max, within.end)
    )


def _outcomes(session: Session) -> dict[int, str]:
    return {outcome.id: outcome.name for outcome in session.query(models.Outcome)}


def _rota_changes(session: Session, period: Period, worker_id: int | None) -> Iterator[DayChange]:
    rows = models.RotaChange
    asked = (
        select(rows, models.Worker.name)
        .join(models.Worker, models.Worker.id == rows.worker_id)
        .where(rows.day.between(period.start, period.end))
        .order_by(rows.day, rows.id)
    )
    if worker_id is not None:
        asked = asked.where(rows.worker_id == worker_id)
    names = {row.id: row.name for row in session.query(models.Worker)}
    for row, name in session.execute(asked):
        times = None
        if row.start is not None and row.end is not None:
            times = Times(
                row.start,
                row.end,
                HourKind(row.kind),
                row.break_minutes,
                service_type=row.service_type,
            )
        yield DayChange(
            name, row.day, Reason(row.reason), times, names.get(row.covers_worker_id or 0, "")
        )


def _absences(session: Session, period: Period, worker_id: int | None) -> Iterator[DayChange]:
    for absence in absences_touching(session, period, worker_id):
        for day in days_of(absence, period).each_day():
            yield DayChange(absence.worker.name, day, reason_of(absence))


def _holiday(session: Session, period: Period, worker_id: int | None) -> Iterator[DayChange]:
    asked = (
        select(models.Worker.name, models.Shift.day)
        .join(models.Timesheet, models.Timesheet.worker_id == models.Worker.id)
        .join(models.Shift, models.Shift.timesheet_id == models.Timesheet.id)
        .where(
            models.Shift.kind == HourKind.HOLIDAY.value,
            models.Shift.day.between(period.start, period.end),
        )
        .distinct()
    )
    if worker_id is not None:
        asked = asked.where(models.Worker.id == worker_id)
    for name, day in session.execute(asked):
        yield DayChange(name, day, Reason.HOLIDAY)
