"""Check hours as they are typed: what is worth a second look, in sentences. Nothing is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.rota import (
    DayChange,
    Pattern,
    PlannedShift,
    monday_of,
    planned_elsewhere,
    work_of,
)
from dpmanager.domain.hours.shifts import NOT_WORK, Shift
from dpmanager.domain.hours.time_worked import Away, HoursWarning, WarningKind, WorkerTime
from dpmanager.domain.hours.working_time import check_working_time, over_agreed
from dpmanager.domain.hours.working_time_limits import WorkingTimeLimits
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.resource_files import read_toml, resource_path
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.hours.closed_days import closed_days
from dpmanager.tasks.hours.kinds_of_care import gives
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.hours.rota_records import changes_in, patterns_in
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.workers import find_worker
from dpmanager.tasks.returns.resources import service_type_labels

DAY, WEEK = timedelta(days=1), timedelta(days=7)
NOT_FOR_EMPLOYED_ALONE = frozenset(
    {
        WarningKind.OVERLAP,
        WarningKind.TWO_AT_ONCE,
        WarningKind.AWAY,
        WarningKind.CLOCKS,
        WarningKind.MIDNIGHT,
        WarningKind.OVER_AGREED,
    }
)
"""What is said of everybody; the limits of the law are for who is employed."""


@lru_cache
def working_time_limits() -> WorkingTimeLimits:
    """The limits of `resources/working_time.toml`."""
    return read_toml(resource_path("working_time.toml"), WorkingTimeLimits)


def warnings_for(
    book: Book, worker: str, shift: Shift, instead_of: int | None = None
) -> tuple[str, ...]:
    """What a shift brings that is worth a second look, in sentences; nothing is saved.

    instead_of: the number of the saved shift that it takes the place of. Raises DPManagerError
    for an unknown worker, and for a shift whose times cannot be.
    """
    with book.reading() as session:
        row = find_worker(session, worker)
        found = [one.words for one in _warnings(session, row, shift, instead_of)]
    return tuple(found)


def warnings_in_week(book: Book, worker: str, week: Period) -> tuple[str, ...]:
    """What is worth a second look in the saved hours of a worker's week, in sentences."""
    with book.reading() as session:
        row = find_worker(session, worker)
        shifts = _recorded(session, row, _around(week.start, week.end), None)
        if not any(shift.day in week for shift in shifts):
            return ()
        time = _worker_time(session, row, week, shifts)
        found = _for_kind(row, check_working_time(time, working_time_limits()))
        return tuple(one.words for one in found if one.day in week)


def warnings_of_plan(
    worker: models.Worker,
    shifts: Sequence[PlannedShift],
    patterns: Iterable[Pattern],
    period: Period,
) -> list[HoursWarning]:
    """What is worth a second look in a worker's planned shifts, as far as it is in a period.

    shifts: also those of the weeks before it, for averages.
    """
    time = WorkerTime(
        shifts=tuple(one.shift for one in shifts),
        elsewhere=tuple(
            one.shift for one in planned_elsewhere(patterns, _around(period.start, period.end))
        ),
        born=worker.date_of_birth,
        opted_out_48=worker.opted_out_48,
        counted_from=min((one.day for one in shifts), default=None),
    )
    found = check_working_time(time, working_time_limits())
    return [one for one in _for_kind(worker, found) if one.day in period]


def _warnings(
    session: Session, worker: models.Worker, shift: Shift, instead_of: int | None
) -> list[HoursWarning]:
    days = _around(shift.day, shift.day)
    others = _recorded(session, worker, days, instead_of)
    before = _worker_time(session, worker, Period(shift.day, shift.day), others)
    after = replace(before, shifts=(*others, shift))
    limits = working_time_limits()
    known = set(check_working_time(before, limits))
    new = [one for one in check_working_time(after, limits) if one not in known]
    above = _above_agreed(session, worker, shift, instead_of)
    return list(_for_kind(worker, [*new, *([above] if above else [])]))


def _around(first: date, last: date) -> Period:
    """The weeks that averages need, and the week after, in which rest may be too short."""
    weeks = working_time_limits().week.over_weeks
    return Period(monday_of(first) - weeks * WEEK, monday_of(last) + 2 * WEEK - DAY)


def _for_kind(worker: models.Worker, found: Iterable[HoursWarning]) -> Iterable[HoursWarning]:
    employed = worker.kind == "employed"
    return (one for one in found if employed or one.kind in NOT_FOR_EMPLOYED_ALONE)


def _recorded(
    session: Session, worker: models.Worker, days: Period, without: int | None
) -> tuple[Shift, ...]:
    rows = session.scalars(
        select(models.Shift)
        .join(models.Timesheet)
        .where(
            models.Timesheet.worker_id == worker.id,
            models.Shift.day.between(days.start, days.end),
        )
    )
    return tuple(shift_of(row) for row in rows if row.id != without)


def _worker_time(
    session: Session, worker: models.Worker, about: Period, shifts: tuple[Shift, ...]
) -> WorkerTime:
    days = _around(about.start, about.end)
    near = Period(about.start - DAY, about.end + DAY)
    first = session.scalar(
        select(func.min(models.Shift.day))
        .join(models.Timesheet)
        .where(models.Timesheet.worker_id == worker.id)
    )
    return WorkerTime(
        shifts=shifts,
        elsewhere=tuple(
            one.shift for one in planned_elsewhere(patterns_in(session, days, worker.id), days)
        ),
        born=worker.date_of_birth,
        opted_out_48=worker.opted_out_48,
        away=tuple(_away(changes_in(session, days, worker.id))),
        others=tuple(_others(session, worker, near)),
        rate_days=frozenset(rate.from_date for rate in worker.rates),
        closed=closed_days(arrangement(session).nation, near),
        counted_from=min(about.start, first or about.start),
    )


def _away(changes: Sequence[DayChange]) -> Iterable[Away]:
    """Days on which the worker does not come at all."""
    comes = {change.day for change in changes if change.added is not None}
    for change in changes:
        if change.added is None and change.day not in comes:
            yield Away(Period(change.day, change.day), change.reason)


def _others(session: Session, worker: models.Worker, days: Period) -> Iterable[tuple[str, Shift]]:
    asked = (
        select(models.Worker.name, models.Shift)
        .join(models.Timesheet, models.Timesheet.worker_id == models.Worker.id)
        .join(models.Shift, models.Shift.timesheet_id == models.Timesheet.id)
        .where(models.Worker.id != worker.id, models.Shift.day.between(days.start, days.end))
        .order_by(models.Worker.name, models.Shift.day)
    )
    return [(name, shift_of(row)) for name, row in session.execute(asked)]


def _above_agreed(
    session: Session, worker: models.Worker, shift: Shift, instead_of: int | None
) -> HoursWarning | None:
    """Whether all who give that kind of care now have more hours than the support plan."""
    if shift.kind in NOT_WORK:
        return None
    care = shift.service_type or worker.service_type
    monday = monday_of(shift.day)
    agreed = sum(
        round(service.weekly_hours * 60)
        for agreement in agreements_on(session, shift.day)
        for service in agreement.services
        if service.service_type == care
    )
    if not agreed:
        return None
    rows = session.scalars(
        select(models.Shift)
        .join(models.Timesheet)
        .join(models.Worker, models.Worker.id == models.Timesheet.worker_id)
        .where(
            gives(care),
            models.Shift.day.between(monday, monday + WEEK - DAY),
        )
    )
    minutes, _nights = work_of((*(shift_of(row) for row in rows if row.id != instead_of), shift))
    words = service_type_labels()[care]
    return over_agreed(words, monday, minutes, agreed)
