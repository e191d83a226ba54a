"""Set the usual weeks of a worker, copy them to another, and end them."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.hours.rota import (
    Pattern,
    PatternShift,
    Times,
    check_pattern,
    monday_of,
)
from dpmanager.domain.periods import Period, long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.kinds_of_care import kept_service, service_of_another
from dpmanager.tasks.hours.rota_records import pattern_of
from dpmanager.tasks.people.workers import find_worker
from dpmanager.words import _

DAYS_OF_WEEK = 7
MOST_DAYS = 366


def set_pattern(book: Book, pattern: Pattern, *, who: str, at: datetime) -> None:
    """Saves a worker's usual weeks from a day on; those before it hold up to the day before.

    One that starts on the same day is replaced. Raises DPManagerError for weeks that cannot be,
    and for a day on which the worker does not work here.
    """
    check_pattern(pattern)
    name = _("Set the usual week of {worker}").format(worker=pattern.worker)
    with book.task(name, who=who, at=at) as session:
        _save_pattern(session, find_worker(session, pattern.worker), pattern)


def copy_pattern(
    book: Book, worker: str, to: str, from_date: date, *, who: str, at: datetime
) -> None:
    """Gives somebody the usual weeks that another has on a day, from that day on.

    Raises DPManagerError where there is nothing to copy, and as `set_pattern`.
    """
    name = _("Copy the usual week of {worker} to {other}").format(worker=worker, other=to)
    with book.task(name, who=who, at=at) as session:
        source, other = find_worker(session, worker), find_worker(session, to)
        copied = _in_force(session, source, from_date, elsewhere=False)
        outcomes = {outcome.id: outcome.name for outcome in session.query(models.Outcome)}
        new = _from_then_on(pattern_of(copied, outcomes), from_date)
        shifts = tuple(
            replace(one, times=_of_another(one.times, source, other)) for one in new.shifts
        )
        _save_pattern(session, other, replace(new, worker=to, until=None, shifts=shifts))


def end_pattern(
    book: Book, worker: str, last_day: date, *, elsewhere: bool = False, who: str, at: datetime
) -> None:
    """Says which day is the last of a worker's usual weeks; later ones are taken out.

    elsewhere: those in another job. Raises DPManagerError where none are in force on that day.
    """
    name = _("End the usual week of {worker}").format(worker=worker)
    with book.task(name, who=who, at=at) as session:
        row = find_worker(session, worker)
        _in_force(session, row, last_day, elsewhere=elsewhere).until = last_day
        later = select(models.RotaPattern).where(
            models.RotaPattern.worker_id == row.id,
            models.RotaPattern.elsewhere == elsewhere,
            models.RotaPattern.from_date > last_day,
        )
        for pattern in session.scalars(later).all():
            session.delete(pattern)


def _of_another(times: Times, source: models.Worker, other: models.Worker) -> Times:
    return replace(times, service_type=service_of_another(times.service_type, source, other))


def _from_then_on(pattern: Pattern, day: date) -> Pattern:
    """The same weeks, counted from the week of a later day."""
    gone = (monday_of(day) - monday_of(pattern.from_date)).days // DAYS_OF_WEEK
    shifts = (replace(shift, week=(shift.week - gone) % pattern.weeks) for shift in pattern.shifts)
    return replace(pattern, from_date=day, shifts=tuple(shifts))


def _save_pattern(session: Session, worker: models.Worker, pattern: Pattern) -> None:
    refuse_unless_works(worker, Period(pattern.from_date, pattern.from_date))
    for old in session.scalars(
        select(models.RotaPattern).where(
            models.RotaPattern.worker_id == worker.id,
            models.RotaPattern.from_date == pattern.from_date,
            models.RotaPattern.elsewhere == pattern.elsewhere,
        )
    ).all():
        session.delete(old)
    session.flush()
    session.add(
        models.RotaPattern(
            worker_id=worker.id,
            from_date=pattern.from_date,
            until=pattern.until,
            weeks=pattern.weeks,
            elsewhere=pattern.elsewhere,
            shifts=[_pattern_shift(session, worker, shift) for shift in pattern.shifts],
        )
    )


def _pattern_shift(
    session: Session, worker: models.Worker, shift: PatternShift
) -> models.RotaShift:
    times = shift.times
    outcome = select(models.Outcome.id).where(models.Outcome.name == times.outcome)
    return models.RotaShift(
        week=shift.week,
        weekday=shift.weekday,
        start=times.start,
        end=times.end,
        break_minutes=times.break_minutes,
        kind=times.kind.value,
        outcome_id=session.scalar(outcome) if times.outcome else None,
        service_type=kept_service(worker, times.service_type),
    )


def _in_force(
    session: Session, worker: models.Worker, day: date, *, elsewhere: bool
) -> models.RotaPattern:
    row = session.scalar(
        select(models.RotaPattern)
        .where(
            models.RotaPattern.worker_id == worker.id,
            models.RotaPattern.elsewhere == elsewhere,
            models.RotaPattern.from_date <= day,
        )
        .options(selectinload(models.RotaPattern.shifts))
        .order_by(models.RotaPattern.from_date.desc())
        .limit(1)
    )
    if row is None or (row.until is not None and row.until < day):
        raise DPManagerError(
            _("{worker} has no usual week on {day}. Set one first.").format(
                worker=worker.name, day=long_date(day)
            )
        )
    return row


def refuse_unless_works(worker: models.Worker, days: Period) -> None:
    """Raises DPManagerError for days on which the worker does not work here."""
    if days.days > MOST_DAYS:
        raise DPManagerError(_("These are too many days. Change at most a year at a time."))
    for day in (days.start, days.end):
        if day < worker.start_date or (worker.end_date and day > worker.end_date):
            raise DPManagerError(
                _("{worker} does not work for you on {day}. Check the date.").format(
                    worker=worker.name, day=long_date(day)
                )
            )
