"""The hours of a holiday on the timesheets of its days: written when it is agreed, taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.holiday_asked import holiday_shifts, hours_asked, shifts_missed
from dpmanager.domain.hours.rota import PlannedShift, planned
from dpmanager.domain.hours.shifts import HourKind, Shift, overlapping, worked_minutes
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.tasks.hours.fill_from_rota import can_be_recorded
from dpmanager.tasks.hours.record_shifts import add_shifts, shift_of
from dpmanager.tasks.hours.rota_records import absences_touching, days_of, patterns_in
from dpmanager.tasks.pay.empty_timesheets import keep_timesheets
from dpmanager.tasks.pay.holiday_record import average_day_of
from dpmanager.tasks.pay.pay_while_away import WORKING_DAYS

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HolidayWritten:
    """What came of a holiday on the timesheets.

    hours: that are written as holiday now. taken: days that have hours or time off already.
    closed: days whose timesheet is approved or paid.
    """

    hours: Decimal
    taken: tuple[date, ...]
    closed: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class HolidayPlan:
    """The shifts that a worker misses on some days, and the hours that this comes to.

    days: on which the hours fall, where no shift is missed.
    """

    missed: tuple[PlannedShift, ...]
    days: tuple[date, ...]
    hours: Decimal

    def shifts(self, hours: Decimal) -> tuple[Shift, ...]:
        """Holiday that comes to so many hours. Raises DPManagerError for more than a day has."""
        return holiday_shifts(self.missed, self.days, hours)


def holiday_plan(session: Session, worker: models.Worker, days: Period) -> HolidayPlan:
    """What holiday on these days is by the usual week, or by an average day where there is none.

    A day without work counts nothing. The average day of fixed hours is that of the contract, else
    that of the 52 weeks before.
    """
    fixed = worker.holiday_method == HolidayMethod.FIXED
    patterns = [one for one in patterns_in(session, days, worker.id) if not one.elsewhere]
    if patterns and (patterns[-1].until or days.start) >= days.start:
        missed = shifts_missed(planned(patterns, [], days), nights_count=not fixed)
        every_day = tuple(days.each_day())
        return HolidayPlan(missed, every_day, hours_asked(missed))
    at_work = {int(number) for number in worker.working_days or WORKING_DAYS}
    on = tuple(day for day in days.each_day() if day.weekday() in at_work)
    if not fixed:
        of_day = average_day_of(session, worker, days.start)
    elif worker.weekly_hours is None or worker.days_a_week is None:
        of_day = Decimal(0)
    else:
        of_day = worker.weekly_hours / worker.days_a_week
    return HolidayPlan((), on or tuple(days.each_day()), of_day * len(on))


def shifts_of_request(session: Session, row: models.HolidayRequest) -> tuple[Shift, ...]:
    """The shifts of holiday that a request stands for."""
    return holiday_plan(session, row.worker, Period(row.start, row.end)).shifts(row.hours)


def write_holiday(session: Session, row: models.HolidayRequest) -> HolidayWritten:
    """Writes the hours of a request onto draft timesheets, within a task.

    A day keeps the hours that it has; a day off sick stays one.
    """
    recorded = _recorded(session, row)
    away = _away(session, row)
    new, taken, closed = [], set(), set()
    for shift in shifts_of_request(session, row):
        if shift.day in away or _has_hours(shift, recorded):
            taken.add(shift.day)
        elif not can_be_recorded(session, row.worker, shift):
            closed.add(shift.day)
        else:
            new.append(shift)
    add_shifts(session, row.worker, new)
    return HolidayWritten(_hours(new), tuple(sorted(taken)), tuple(sorted(closed)))


def take_holiday_out(session: Session, row: models.HolidayRequest) -> tuple[date, ...]:
    """Takes the holiday of a request off draft timesheets, within a task.

    Gives the days that keep it, as their timesheet is approved or paid.
    """
    kept = set()
    for shift in _holiday_of(session, row):
        if shift.timesheet.state == "draft":
            session.delete(shift)
        else:
            kept.add(shift.day)
    session.flush()
    keep_timesheets(session, row.worker)
    return tuple(sorted(kept))


def unwritten_hours(session: Session, row: models.HolidayRequest) -> Decimal:
    """Hours of a request that are on no timesheet as holiday.

    A day on which the worker worked, or was off sick, is no holiday any more.
    """
    recorded, away = _recorded(session, row), _away(session, row)
    free = [
        shift
        for shift in shifts_of_request(session, row)
        if shift.day not in away and not _has_hours(shift, recorded)
    ]
    written = _hours([shift_of(shift) for shift in _holiday_of(session, row)])
    return max(min(_hours(free), row.hours - written), Decimal(0))


def _has_hours(shift: Shift, recorded: Sequence[Shift]) -> bool:
    on_day = any(other.day == shift.day for other in recorded)
    return on_day or overlapping(shift, recorded) is not None


def _hours(shifts: Sequence[Shift]) -> Decimal:
    return Decimal(sum(map(worked_minutes, shifts))) / 60


def _recorded(session: Session, row: models.HolidayRequest) -> list[Shift]:
    """The shifts of these days and of those beside them."""
    shifts = session.scalars(
        select(models.Shift)
        .join(models.Timesheet)
        .where(
            models.Timesheet.worker_id == row.worker_id,
            models.Shift.day.between(row.start - DAY, row.end + DAY),
        )
    )
    return [shift_of(shift) for shift in shifts]


def _holiday_of(session: Session, row: models.HolidayRequest) -> Sequence[models.Shift]:
    return session.scalars(
        select(models.Shift)
        .join(models.Timesheet)
        .where(
            models.Timesheet.worker_id == row.worker_id,
            models.Shift.kind == HourKind.HOLIDAY.value,
            models.Shift.day.between(row.start, row.end),
        )
    ).all()


def _away(session: Session, row: models.HolidayRequest) -> set[date]:
    """The days off sick, and those of a parent's leave."""
    days = Period(row.start, row.end)
    return {
        day
        for absence in absences_touching(session, days, row.worker_id)
        for day in days_of(absence, days).each_day()
    }
