"""Copy last week: the hours of the week before, as the hours of this one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from dpmanager.domain.hours.shifts import HourKind, Shift, suggest_kind
from dpmanager.domain.periods import Period, long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.closed_days import closed_days
from dpmanager.tasks.hours.record_shifts import add_shifts, shift_of
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.workers import find_worker
from dpmanager.words import _

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CopiedWeek:
    """What came of it: how many shifts were copied, and the days that kept what they had."""

    copied: int
    kept: tuple[date, ...]


def copy_week(book: Book, worker: str, monday: date, *, who: str, at: datetime) -> CopiedWeek:
    """Copies the shifts of the seven days before `monday` to the same days of its week.

    A day that has shifts already keeps them. Ordinary hours take the kind of their new day, so
    that a bank holiday is one in its own week only. Holiday, notes and the time that was up in the
    night are not copied: they were of that week. Raises DPManagerError when there is nothing to
    copy, and as `record_shifts`.
    """
    name = _("Copy last week of {worker}").format(worker=worker)
    with book.task(name, who=who, at=at) as session:
        row = find_worker(session, worker)
        nation = arrangement(session).nation
        outcomes = {outcome.id: outcome.name for outcome in session.query(models.Outcome)}
        found = session.scalars(
            select(models.Shift)
            .join(models.Timesheet)
            .where(
                models.Timesheet.worker_id == row.id,
                models.Shift.day.between(monday - WEEK, monday + WEEK - timedelta(days=1)),
            )
        )
        shifts = [shift_of(shift, outcomes.get(shift.outcome_id or 0, "")) for shift in found]
        taken = {shift.day for shift in shifts if shift.day >= monday}
        before = [
            shift for shift in shifts if shift.day < monday and shift.kind is not HourKind.HOLIDAY
        ]
        if not before:
            raise DPManagerError(
                _(
                    "There are no hours in the week before {day}, so there is nothing to copy."
                ).format(day=long_date(monday))
            )
        closed = closed_days(nation, Period(monday - WEEK, monday + WEEK))
        new = [shift for shift in _a_week_later(before, closed) if shift.day not in taken]
        if not new:
            raise DPManagerError(
                _("Every day of last week has hours in this week too. Nothing was copied.")
            )
        add_shifts(session, row, new)
    kept = {shift.day + WEEK for shift in before} & taken
    return CopiedWeek(len(new), tuple(sorted(kept)))


def _a_week_later(shifts: Iterable[Shift], closed: frozenset[date]) -> Iterable[Shift]:
    for shift in shifts:
        day = shift.day + WEEK
        ordinary = shift.kind is suggest_kind(shift.day, closed)
        kind = suggest_kind(day, closed) if ordinary else shift.kind
        yield replace(shift, day=day, kind=kind, note="", woken_minutes=0)
