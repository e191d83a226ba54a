"""Holiday pay that stands apart on a payslip: rolled up, and what is left at leaving."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import total
from dpmanager.domain.hours.shifts import NOT_WORK, HourKind, Shift
from dpmanager.domain.pay.extras import Extra, ExtraKind, sum_of
from dpmanager.domain.pay.holiday import (
    WorkedPeriod,
    average_hourly_pay,
    earned_in_year,
    rolled_up_holiday,
    rolled_up_on_leave,
)
from dpmanager.domain.pay.holiday_leaving import holiday_at_leaving
from dpmanager.domain.pay.payslip import PayLine
from dpmanager.domain.periods import Period
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.tasks.pay.holiday_record import (
    carried_over,
    fixed_holiday,
    leave_year_of,
    most_hours_of,
    with_leave_counted,
)
from dpmanager.tasks.pay.pay_for_hours import hours_at_work, worked_periods
from dpmanager.tasks.pay.pay_while_away import absences_in
from dpmanager.tasks.pay.payslips import extras_of
from dpmanager.tasks.pay.planned import Planned
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.words import _


def rolled_up(sheet: models.Timesheet, lines: Sequence[PayLine], on: date) -> Iterator[Planned]:
    """Holiday pay on top of the pay for work, for who is paid it so. on: the pay day."""
    rules = rates_for(tax_year_of(on)).holiday
    if sheet.worker.holiday_method != "rolled-up" or rules is None:
        return
    for_work = total(line.amount for line in lines if line.kind is not HourKind.HOLIDAY)
    if not for_work:
        return
    first_day = leave_year_of(sheet.worker, on).start
    holiday = rolled_up_holiday(for_work, rules, leave_year_start=first_day)
    yield Planned(Extra(ExtraKind.ROLLED_UP_HOLIDAY, holiday.amount), holiday.steps)


def rolled_up_while_away(
    session: Session, sheet: models.Timesheet, lines: Sequence[PayLine], on: date
) -> Iterator[Planned]:
    """The average of rolled-up holiday pay, for a pay period that is all sick or family leave."""
    worker, rules = sheet.worker, rates_for(tax_year_of(on)).holiday
    if worker.holiday_method != "rolled-up" or rules is None or lines:
        return
    whole = [
        row
        for row in absences_in(session, worker, sheet.start)
        if row.last_day is None or row.last_day >= sheet.end
    ]
    if not whole:
        return
    slips = session.scalars(select(models.Payslip).where(models.Payslip.worker_id == worker.id))
    holiday = rolled_up_on_leave(
        {
            Period(slip.start, slip.end): sum_of(extras_of(slip), {ExtraKind.ROLLED_UP_HOLIDAY})
            for slip in slips
            if any(extra.kind == ExtraKind.ROLLED_UP_HOLIDAY for extra in slip.extras)
        },
        whole[0].first_day,
        rules,
    )
    if holiday.amount:
        yield Planned(Extra(ExtraKind.ROLLED_UP_HOLIDAY, holiday.amount), holiday.steps)


def at_leaving(
    session: Session,
    sheet: models.Timesheet,
    shifts: Sequence[Shift],
    lines: Sequence[PayLine],
    on: date,
) -> Iterator[Planned]:
    """Holiday that is left when the job ends in this pay period."""
    worker = sheet.worker
    left = worker.end_date
    rates = rates_for(tax_year_of(on))
    if left is None or left not in Period(sheet.start, sheet.end) or rates.holiday is None:
        return
    if worker.holiday_method == "rolled-up":
        return
    year = leave_year_of(worker, left)
    now = _worked(Period(sheet.start, left), shifts, lines)
    history, leave_steps = with_leave_counted(
        session,
        worker,
        [*worked_periods(session, worker, sheet.start, rates.holiday), now],
        rates.holiday,
        left,
    )
    taken = sum(
        (worked.holiday_hours for worked in history if worked.period.end >= year.start), Decimal(0)
    )
    steps: tuple[Step, ...] = ()
    if worker.holiday_method == "fixed":
        earned, hour = fixed_holiday(worker, history, year, left, rates.holiday, rates.annual_leave)
    else:
        most = most_hours_of(session, worker, year, rates.annual_leave)
        by_period = earned_in_year(history, year.start, left, rates.holiday, most)
        earned = sum((part.hours for part in by_period), Decimal(0))
        if not any(worked.pay for worked in history):
            return
        hour = average_hourly_pay(history, left + timedelta(days=1), rates.holiday)
        steps = tuple(leave_steps)
    carried = sum((each.hours for each in carried_over(session, worker, year)), Decimal(0))
    end = holiday_at_leaving(earned, taken, hour, carried=carried)
    steps = (*steps, *end.steps, Step(_("Holiday at leaving"), end.reason))
    yield Planned(Extra(ExtraKind.HOLIDAY_OWED, end.due, quantity=end.hours), steps)


def _worked(period: Period, shifts: Sequence[Shift], lines: Sequence[PayLine]) -> WorkedPeriod:
    return WorkedPeriod(
        period=period,
        hours_worked=hours_at_work(shifts),
        pay=total(line.amount for line in lines if line.kind not in NOT_WORK),
        holiday_hours=sum(
            (line.quantity for line in lines if line.kind is HourKind.HOLIDAY), Decimal(0)
        ),
    )
