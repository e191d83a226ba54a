"""Change the rota on some days: days off, other times, extra shifts, and cover."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.rota import (
    Reason,
    Times,
    planned,
)
from dpmanager.domain.hours.shifts import check_shift, refuse_overlap
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.kinds_of_care import kept_service, service_of_another
from dpmanager.tasks.hours.rota_records import changes_in, patterns_in
from dpmanager.tasks.hours.usual_week import refuse_unless_works
from dpmanager.tasks.people.workers import find_worker
from dpmanager.words import _

DAY = timedelta(days=1)


class Different(StrEnum):
    """What is different on a day."""

    OFF = "off"
    OTHER_TIMES = "other_times"
    EXTRA = "extra"
    AS_USUAL = "as_usual"


def change_day(
    book: Book,
    worker: str,
    days: Period,
    different: Different,
    shifts: Sequence[Times] = (),
    *,
    reason: Reason = Reason.OTHER,
    note: str = "",
    who: str,
    at: datetime,
) -> None:
    """Changes the rota of a worker on some days.

    OFF: the usual shifts are left out. OTHER_TIMES: `shifts` come in their place. EXTRA: `shifts`
    come on top. AS_USUAL: what was changed on these days is taken back.
    Raises DPManagerError for days on which the worker does not work here, for shifts that cannot
    be or that share time, and where nothing would change.
    """
    name = _("Change the rota of {worker}").format(worker=worker)
    with book.task(name, who=who, at=at) as session:
        row = find_worker(session, worker)
        refuse_unless_works(row, days)
        if different in {Different.OTHER_TIMES, Different.EXTRA} and not shifts:
            raise DPManagerError(_("Type from when to when the work is."))
        if different in {Different.OFF, Different.OTHER_TIMES}:
            leave_out(session, row, days, reason, note)
        for day in days.each_day():
            if different is Different.AS_USUAL:
                _forget_changes(session, row, day)
            for times in shifts if different is not Different.OFF else ():
                session.add(_added(row, day, times, Reason.OTHER, note))
        session.flush()
        _refuse_clash(session, row, days)


def cover(
    book: Book,
    worker: str,
    days: Period,
    by: str,
    *,
    reason: Reason = Reason.OTHER,
    who: str,
    at: datetime,
) -> int:
    """Leaves a worker's usual shifts out on some days, and has somebody else work them.

    Gives how many shifts are covered. Raises DPManagerError where there are none, where both are
    the same, and as `change_day`.
    """
    name = _("{other} covers for {worker}").format(other=by, worker=worker)
    with book.task(name, who=who, at=at) as session:
        row, stand_in = find_worker(session, worker), find_worker(session, by)
        if row.id == stand_in.id:
            raise DPManagerError(_("Choose two different people."))
        refuse_unless_works(row, days)
        refuse_unless_works(stand_in, days)
        usual = planned(patterns_in(session, days, row.id), [], days)
        if not usual:
            raise DPManagerError(
                _(
                    "{worker} has no usual hours on these days, so there is nothing to cover."
                ).format(worker=worker)
            )
        for day in sorted({shift.day for shift in usual}):
            _forget_changes(session, row, day)
            session.add(models.RotaChange(worker_id=row.id, day=day, reason=reason.value))
        for shift in usual:
            times = Times(
                shift.start,
                shift.end,
                shift.kind,
                shift.break_minutes,
                service_type=service_of_another(shift.service_type, row, stand_in),
            )
            added = _added(stand_in, shift.day, times, Reason.COVER, "")
            added.covers_worker_id = row.id
            session.add(added)
        session.flush()
        _refuse_clash(session, stand_in, days)
        return len(usual)


def leave_out(
    session: Session, worker: models.Worker, days: Period, reason: Reason, note: str = ""
) -> None:
    """The worker does not come on these days, whatever was planned for them before."""
    for day in days.each_day():
        _forget_changes(session, worker, day)
        session.add(models.RotaChange(worker_id=worker.id, day=day, reason=reason.value, note=note))


def _forget_changes(session: Session, worker: models.Worker, day: date) -> None:
    for row in session.scalars(
        select(models.RotaChange).where(
            models.RotaChange.worker_id == worker.id, models.RotaChange.day == day
        )
    ).all():
        session.delete(row)


def _added(
    worker: models.Worker, day: date, times: Times, reason: Reason, note: str
) -> models.RotaChange:
    return models.RotaChange(
        worker_id=worker.id,
        day=day,
        start=times.start,
        end=times.end,
        break_minutes=times.break_minutes,
        kind=times.kind.value,
        reason=reason.value,
        note=note,
        service_type=kept_service(worker, times.service_type),
    )


def _refuse_clash(session: Session, worker: models.Worker, days: Period) -> None:
    """Raises DPManagerError where the rota now has the worker in two places at once."""
    near = Period(days.start - DAY, days.end + DAY)
    shifts = [
        one.shift
        for one in planned(
            patterns_in(session, near, worker.id), changes_in(session, near, worker.id), near
        )
    ]
    for number, shift in enumerate(shifts):
        check_shift(shift)
        refuse_overlap(shift, shifts[:number])
