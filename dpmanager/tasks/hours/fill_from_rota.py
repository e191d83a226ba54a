"""Fill timesheets from the rota, to be changed where it was different."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.rota import planned
from dpmanager.domain.hours.shifts import Shift, check_shift, overlapping
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.closed_days import closed_days
from dpmanager.tasks.hours.record_shifts import (
    add_shifts,
    shift_of,
    timesheet_holding,
    timesheet_period,
)
from dpmanager.tasks.hours.rota_records import changes_in, patterns_in
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.workers import find_worker
from dpmanager.words import _

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of filling timesheets: how many shifts were made, and the days that were left.

    kept: days that had hours already. closed: days of a timesheet that cannot change any more.
    """

    made: int
    kept: tuple[date, ...]
    closed: tuple[date, ...]


def fill_from_rota(
    book: Book, workers: Sequence[str], period: Period, *, who: str, at: datetime
) -> Filled:
    """Writes the shifts of the rota onto timesheets, "as on the rota", to be changed afterwards.

    Only days up to today are filled, without those on which the worker is away. A day that has
    hours keeps them. Raises DPManagerError where there is nothing to fill.
    """
    with book.task(_("Fill timesheets from the rota"), who=who, at=at) as session:
        made, kept, closed = 0, set[date](), set[date]()
        for name in workers:
            row = find_worker(session, name)
            shifts, has_hours, cannot = shifts_to_fill(session, row, period, at.date())
            add_shifts(session, row, shifts)
            made += len(shifts)
            kept |= has_hours
            closed |= cannot
        if not made:
            raise DPManagerError(
                _(
                    "There is nothing to fill. Each day of the rota up to today has its hours, "
                    "or its timesheet is approved already."
                )
            )
    return Filled(made, tuple(sorted(kept)), tuple(sorted(closed)))


def shifts_to_fill(
    session: Session, worker: models.Worker, period: Period, today: date
) -> tuple[list[Shift], set[date], set[date]]:
    """The planned shifts up to today that no timesheet has.

    With them the days that have hours already, and those that cannot change.
    """
    if period.start > today:
        return [], set(), set()
    days = Period(period.start, min(period.end, today))
    near = Period(days.start - DAY, days.end + DAY)
    recorded = [
        shift_of(row)
        for row in session.scalars(
            select(models.Shift)
            .join(models.Timesheet)
            .where(
                models.Timesheet.worker_id == worker.id,
                models.Shift.day.between(near.start, near.end),
            )
        )
    ]
    has_hours = {shift.day for shift in recorded}
    closed = closed_days(arrangement(session).nation, days)
    new: list[Shift] = []
    kept, cannot = set(), set()
    for one in planned(
        patterns_in(session, days, worker.id), changes_in(session, days, worker.id), days, closed
    ):
        if one.day in has_hours or overlapping(one.shift, recorded) is not None:
            kept.add(one.day)
        elif not can_be_recorded(session, worker, one.shift):
            cannot.add(one.day)
        else:
            new.append(one.shift)
    return new, kept, cannot


def can_be_recorded(session: Session, worker: models.Worker, shift: Shift) -> bool:
    """Whether the shift can be written on a timesheet: it is possible, and not approved yet."""
    sheet = timesheet_holding(session, worker, shift.day)
    try:
        check_shift(shift)
        if sheet is None:
            timesheet_period(worker, shift.day)
    except DPManagerError:
        return False
    in_job = worker.start_date <= shift.day <= (worker.end_date or date.max)
    return in_job and (sheet is None or sheet.state == "draft")
