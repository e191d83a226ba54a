"""Pay for time off with a pay of its own: sickness, and the leave of parents."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.average_weekly_earnings import (
    AverageWeeklyEarnings,
    PaidDay,
    average_weekly_earnings,
)
from dpmanager.domain.pay.extras import Extra, ExtraKind
from dpmanager.domain.pay.family_leave_dates import (
    FamilyEvent,
    FamilyLeave,
    FamilyPayKind,
    name_of_pay,
    relevant_dates,
)
from dpmanager.domain.pay.family_pay import family_pay, family_pay_entitled, rules_by_week
from dpmanager.domain.pay.gross import rate_in_force
from dpmanager.domain.pay.sick_pay import SOURCE as SICK_PAY
from dpmanager.domain.pay.sick_pay import SickPayOfPeriod, SickPayTime, sick_pay, sick_pay_time
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.pay.entered_pay import items_for
from dpmanager.tasks.pay.pay_for_hours import dated_rates
from dpmanager.tasks.pay.planned import Planned
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.words import _

SICK = "sick"
SICK_PAY_SEEN_AHEAD = timedelta(weeks=4)
"""How far an absence that goes on is looked at to find its first paid day."""
WORKING_DAYS = "01234"
FAMILY_EXTRAS = {
    FamilyPayKind.MATERNITY: ExtraKind.MATERNITY_PAY,
    FamilyPayKind.ADOPTION: ExtraKind.ADOPTION_PAY,
    FamilyPayKind.PATERNITY: ExtraKind.PATERNITY_PAY,
    FamilyPayKind.SHARED_PARENTAL: ExtraKind.SHARED_PARENTAL_PAY,
    FamilyPayKind.BEREAVEMENT: ExtraKind.BEREAVEMENT_PAY,
    FamilyPayKind.NEONATAL: ExtraKind.NEONATAL_PAY,
}


def absences_in(session: Session, worker: models.Worker, up_to: date) -> Sequence[models.Absence]:
    """Every absence of the worker that began by a day, in order."""
    return session.scalars(
        select(models.Absence)
        .where(models.Absence.worker_id == worker.id, models.Absence.first_day <= up_to)
        .order_by(models.Absence.first_day, models.Absence.id)
    ).all()


def leave_of(row: models.Absence) -> FamilyLeave:
    """A family leave as the rule reads it."""
    return FamilyLeave(
        kind=FamilyPayKind(row.kind),
        event=FamilyEvent(row.event),
        event_day=row.event_day or row.first_day,
        first_day=row.first_day,
        last_day=row.last_day,
        born=row.born,
        weeks_used=row.weeks_used,
    )


def earnings_before(
    session: Session, worker: models.Worker, day: date, *, truncated: bool = False
) -> AverageWeeklyEarnings:
    """The worker's average week's pay before a day. Raises DPManagerError where there is none."""
    slips = session.scalars(
        select(models.Payslip)
        .where(models.Payslip.worker_id == worker.id)
        .order_by(models.Payslip.pay_date, models.Payslip.id)
    ).all()
    return average_weekly_earnings(
        _paid_days(worker, slips),
        day,
        Frequency(worker.pay_frequency),
        truncated=truncated,
        contract_weekly_pay=_contract_pay(worker, day),
    )


def _paid_days(worker: models.Worker, slips: Sequence[models.Payslip]) -> list[PaidDay]:
    """A correction that was paid on a day of its own counts with the pay day before it."""
    days: list[PaidDay] = []
    for slip in slips:
        if slip.correction and days:
            days[-1] = days[-1]._replace(gross_pay=days[-1].gross_pay + slip.gross_pay)
        else:
            days.append(PaidDay(slip.pay_date, slip.gross_pay, _days_paid(worker, slip)))
    return days


def earnings_for_leave(
    session: Session, worker: models.Worker, leave: FamilyLeave
) -> AverageWeeklyEarnings:
    """The average week's pay that decides about a family leave.

    Nothing for who started too late to be paid for it: earlier pay would change nothing.
    """
    dates = relevant_dates(leave)
    try:
        return earnings_before(session, worker, dates.earnings_before, truncated=True)
    except DPManagerError:
        if worker.start_date > dates.latest_employment_start:
            return AverageWeeklyEarnings(ZERO, ())
        raise


def _days_paid(worker: models.Worker, slip: models.Payslip) -> int | None:
    """A starter's first pay may be for less than a whole period."""
    return (slip.end - worker.start_date).days + 1 if worker.start_date > slip.start else None


def _contract_pay(worker: models.Worker, day: date) -> Decimal | None:
    rate = rate_in_force(HourKind.WEEKDAY, day, dated_rates(worker))
    return None if rate is None or worker.weekly_hours is None else rate * worker.weekly_hours


def sick_pay_of(session: Session, sheet: models.Timesheet) -> Iterator[Planned]:
    """Statutory sick pay for the days of a timesheet, or why there is none.

    Where the rule refuses, what was entered by hand for these days stands in. Raises DPManagerError
    where nothing was.
    """
    worker, period = sheet.worker, Period(sheet.start, sheet.end)
    absences = [row for row in absences_in(session, worker, sheet.end) if row.kind == SICK]
    if not any(row.last_day is None or row.last_day >= sheet.start for row in absences):
        return
    try:
        found = sick_pay_in(session, worker, period)
    except DPManagerError:
        items = items_for(session, worker, sheet.end)
        if any(item.kind == ExtraKind.SICK_PAY and item.day in period for item in items):
            return  # somebody found it out and entered it
        raise
    reasons = tuple(Step(_("About this sick pay"), reason, SICK_PAY) for reason in found.reasons)
    yield Planned(Extra(ExtraKind.SICK_PAY, found.amount), (*found.steps, *reasons))


def sick_pay_in(session: Session, worker: models.Worker, period: Period) -> SickPayOfPeriod:
    """Statutory sick pay of the worker for the days of a period, from all sickness in the book.

    Raises DPManagerError, in words, where it cannot be worked out.
    """
    last_day = min(period.end, worker.end_date or period.end)
    return sick_pay(
        _sickness(session, worker, last_day),
        period,
        _working_days(worker),
        lambda day: earnings_before(session, worker, day),
        lambda day: rates_for(tax_year_of(day)).sick_pay,
    )


def sick_pay_time_of(session: Session, row: models.Absence) -> SickPayTime:
    """When the weeks of sick pay of an absence through sickness began to run.

    Raises DPManagerError, in words, where the numbers of its tax year are not known.
    """
    worker = row.worker
    last_day = row.last_day or row.first_day + SICK_PAY_SEEN_AHEAD
    return sick_pay_time(
        _sickness(session, worker, last_day),
        row.first_day,
        _working_days(worker),
        lambda day: earnings_before(session, worker, day),
        lambda day: rates_for(tax_year_of(day)).sick_pay,
    )


def _sickness(session: Session, worker: models.Worker, last_day: date) -> list[Period]:
    return [
        Period(row.first_day, min(row.last_day or last_day, last_day))
        for row in absences_in(session, worker, last_day)
        if row.kind == SICK
    ]


def _working_days(worker: models.Worker) -> frozenset[int]:
    return frozenset(int(day) for day in worker.working_days or WORKING_DAYS)


def family_pay_of(session: Session, sheet: models.Timesheet) -> Iterator[Planned]:
    """The pay of each leave of a parent in the days of a timesheet, or why there is none."""
    rules_on = rules_by_week(rates_for(year).family_pay for year in known_tax_years())
    for row in absences_in(session, sheet.worker, sheet.end):
        if row.kind == SICK or (row.last_day and row.last_day < sheet.start):
            continue
        leave = leave_of(row)
        average = earnings_for_leave(session, sheet.worker, leave)
        entitled = family_pay_entitled(leave, sheet.worker.start_date, average, rules_on)
        if entitled.entitled:
            pay = family_pay(leave, Period(sheet.start, sheet.end), average, rules_on)
            amount, steps = pay.amount, (*entitled.steps, *pay.steps)
        else:
            amount = ZERO
            why = tuple(Step(name_of_pay(leave.kind), reason) for reason in entitled.reasons)
            steps = (*entitled.steps, *why)
        yield Planned(Extra(FAMILY_EXTRAS[leave.kind], amount, note=row.note), steps)
