"""Pay for the hours of a timesheet, and the earlier pay that holiday pay is the average of."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.hours.shifts import NOT_WORK, HourKind, Shift, worked_minutes
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.gross import DatedRate, gross_lines, is_in_force, paid_minutes
from dpmanager.domain.pay.holiday import WorkedPeriod, average_hourly_pay, rolled_up_holiday
from dpmanager.domain.pay.holiday_fixed import hour_of_holiday
from dpmanager.domain.pay.payslip import PayLine
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.rates import HolidayRules, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import duration
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.hours.kinds_of_care import paid_for
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.words import _


def dated_rates(worker: models.Worker) -> list[DatedRate]:
    """What the worker is paid for each kind of hour and of care, from which day on."""
    return [
        DatedRate(
            HourKind(rate.hour_kind),
            rate.from_date,
            rate.amount,
            care_of(rate.service_type, worker),
        )
        for rate in worker.rates
    ]


def care_of(service_type: str, worker: models.Worker) -> str | None:
    """The kind of care that a rate is for, as `DatedRate` has it. service_type: as in `PayRate`."""
    if not service_type:
        return None
    return "" if service_type == worker.service_type else service_type


def gross_of(
    session: Session, worker: models.Worker, shifts: Sequence[Shift], paid_on: date
) -> tuple[tuple[PayLine, ...], tuple[Step, ...]]:
    """The lines of gross pay, and the working of the holiday rate where holiday was taken.

    paid_on: the pay day, whose tax year says how holiday is paid.
    Raises DPManagerError when there is no rate for a day.
    """
    first_holiday = min(
        (shift.day for shift in shifts if shift.kind is HourKind.HOLIDAY), default=None
    )
    if first_holiday is None:
        lines = gross_lines(shifts, dated_rates(worker), rounds_to_minutes=worker.rounds_to_minutes)
        return lines, _working_of_rates(worker, shifts)
    if worker.holiday_method == "rolled-up":
        paid_before = Step(
            _("Holiday was paid before, with each hour of work"), "0.00", about="gross_pay"
        )
        lines = gross_lines(
            shifts,
            dated_rates(worker),
            holiday_rate=ZERO,
            rounds_to_minutes=worker.rounds_to_minutes,
        )
        return lines, (*_working_of_rates(worker, shifts), paid_before)
    rules = rates_for(tax_year_of(paid_on)).holiday
    if rules is None:
        raise DPManagerError(
            _("Holiday taken on {day} falls under older rules that are not known here.").format(
                day=long_date(first_holiday)
            )
        )
    history = worked_periods(session, worker, first_holiday, rules)
    if worker.holiday_method == "fixed":
        in_use = rates_in_use(worker, first_holiday)
        hour = hour_of_holiday(in_use, history, first_holiday, rules)
    else:
        hour = average_hourly_pay(history, first_holiday, rules)
    lines = gross_lines(
        shifts,
        dated_rates(worker),
        holiday_rate=hour.pay,
        rounds_to_minutes=worker.rounds_to_minutes,
    )
    steps = (*_working_of_rates(worker, shifts), *hour.steps)
    return lines, tuple(replace(step, about="gross_pay") for step in steps)


def pay_of_work(
    worker: models.Worker, shifts: Sequence[Shift], day: date
) -> tuple[Decimal, Decimal]:
    """Pounds before tax for work that no payslip covers yet, and rolled-up holiday pay on top.

    Holiday among the shifts is left out. day: whose tax year says how much is rolled up.
    Raises DPManagerError when there is no rate for a day.
    """
    worked = [shift for shift in shifts if shift.kind is not HourKind.HOLIDAY]
    lines = gross_lines(worked, dated_rates(worker), rounds_to_minutes=worker.rounds_to_minutes)
    gross = total(line.amount for line in lines)
    rules = rates_for(tax_year_of(day)).holiday
    if worker.holiday_method != "rolled-up" or rules is None:
        return gross, ZERO
    return gross, rolled_up_holiday(gross, rules).amount


def _working_of_rates(worker: models.Worker, shifts: Sequence[Shift]) -> tuple[Step, ...]:
    """Which kinds of care have a rate of their own, and what rounding up adds; mostly nothing."""
    dated = dated_rates(worker)
    own = tuple(
        Step(
            _("Rate for {what} alone, from {day}").format(
                what=paid_for(rate.kind, row.service_type), day=long_date(rate.from_date)
            ),
            figure(rate.amount),
            about="gross_pay",
        )
        for row, rate in zip(worker.rates, dated, strict=True)
        if rate.service_type is not None
        and any(
            shift.service_type == rate.service_type and is_in_force(rate, shift.day, dated)
            for shift in shifts
        )
    )
    return (*own, *_rounding_steps(worker, shifts))


def _rounding_steps(worker: models.Worker, shifts: Sequence[Shift]) -> tuple[Step, ...]:
    """What rounding up by the contract adds to the hours that are paid; mostly nothing."""
    by_the_hour = [shift for shift in shifts if shift.kind is not HourKind.SLEEP_IN]
    worked = sum(worked_minutes(shift) for shift in by_the_hour)
    paid = sum(paid_minutes(shift, worker.rounds_to_minutes) for shift in by_the_hour)
    if paid == worked:
        return ()
    label = _("Each shift is paid in steps of {minutes} minutes, rounded up, as the contract says")
    return (
        Step(
            label.format(minutes=worker.rounds_to_minutes),
            _("{worked} worked; {paid} paid").format(worked=duration(worked), paid=duration(paid)),
            about="gross_pay",
        ),
    )


def rates_in_use(worker: models.Worker, day: date) -> set[Decimal]:
    """The different rates that the worker's hours and nights are paid at on a day."""
    rates = dated_rates(worker)
    return {
        rate.amount
        for rate in rates
        if rate.kind is not HourKind.HOLIDAY and is_in_force(rate, day, rates)
    }


def worked_periods(
    session: Session, worker: models.Worker, before: date, rules: HolidayRules
) -> list[WorkedPeriod]:
    """The worker's paid periods that began before a day: hours, pay and holiday taken.

    Only as far back as the average hour is taken from. What was corrected later counts in the
    period of its hours, from the day on which it was corrected.
    """
    first_day = before - timedelta(weeks=rules.look_back_weeks)
    slips = session.scalars(
        select(models.Payslip)
        .where(
            models.Payslip.worker_id == worker.id,
            models.Payslip.start >= first_day,
            models.Payslip.start < before,
            models.Payslip.correction == 0,
        )
        .options(
            selectinload(models.Payslip.lines),
            selectinload(models.Payslip.timesheet).selectinload(models.Timesheet.shifts),
        )
        .order_by(models.Payslip.start)
    )
    corrected = _corrected_pay(session, worker)
    return [_worked_period(slip, corrected.get(slip.timesheet_id, ZERO)) for slip in slips]


def _corrected_pay(session: Session, worker: models.Worker) -> dict[int, Decimal]:
    """By timesheet: pounds for work that corrections added to its pay (below nothing: took)."""
    item = models.PayItem
    found: dict[int, Decimal] = {}
    for sheet, amount in session.execute(
        select(item.timesheet_id, item.work_pay).where(item.worker_id == worker.id)
    ):
        if sheet is not None:
            found[sheet] = found.get(sheet, ZERO) + amount
    return found


def _worked_period(slip: models.Payslip, corrected: Decimal) -> WorkedPeriod:
    """A night slept at the person's home is working time: its hours earn holiday too.

    Being on call at home is not, and nobody worked a visit that was cancelled.
    Source: Court of Justice of the European Union, C-151/02 Jaeger.
    """
    shifts = [shift_of(shift) for shift in slip.timesheet.shifts]
    return WorkedPeriod(
        period=Period(slip.start, slip.end),
        hours_worked=hours_at_work(shifts),
        pay=total(line.amount for line in slip.lines if line.kind not in NOT_WORK) + corrected,
        holiday_hours=_hours(shift for shift in shifts if shift.kind is HourKind.HOLIDAY),
    )


def hours_at_work(shifts: Iterable[Shift]) -> Decimal:
    """The hours that earn holiday: all but holiday, being on call and what was cancelled."""
    return _hours(shift for shift in shifts if shift.kind not in NOT_WORK)


def _hours(shifts: Iterable[Shift]) -> Decimal:
    return Decimal(sum(map(worked_minutes, shifts))) / 60
