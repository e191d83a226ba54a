"""What a payslip pays besides hours: sick and family pay, holiday, mileage, what was entered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.hours.shifts import NOT_WORK, HourKind, Shift
from dpmanager.domain.pay.average_weekly_earnings import (
    AverageWeeklyEarnings,
    PaidDay,
    average_weekly_earnings,
)
from dpmanager.domain.pay.extras import Extra, ExtraKind, sum_of
from dpmanager.domain.pay.family_leave_dates import (
    FamilyEvent,
    FamilyLeave,
    FamilyPayKind,
    name_of_pay,
    relevant_dates,
)
from dpmanager.domain.pay.family_pay import family_pay, family_pay_entitled, rules_by_week
from dpmanager.domain.pay.gross import rate_in_force
from dpmanager.domain.pay.holiday import (
    WorkedPeriod,
    average_hourly_pay,
    earned_in_year,
    rolled_up_holiday,
    rolled_up_on_leave,
)
from dpmanager.domain.pay.holiday_leaving import holiday_at_leaving
from dpmanager.domain.pay.mileage import Vehicle, mileage
from dpmanager.domain.pay.payslip import PayLine
from dpmanager.domain.pay.sick_pay import SOURCE as SICK_PAY
from dpmanager.domain.pay.sick_pay import SickPayOfPeriod, SickPayTime, sick_pay, sick_pay_time
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.pay.holiday_record import (
    carried_over,
    fixed_holiday,
    leave_year_of,
    most_hours_of,
    with_leave_counted,
)
from dpmanager.tasks.pay.pay_for_hours import dated_rates, hours_at_work, worked_periods
from dpmanager.tasks.pay.payslips import extras_of, read_steps
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


@dataclass(frozen=True, slots=True)
class Planned:
    """A line that a payslip will have, and what in the book it comes from.

    not_for_ni: pounds of it that count for tax and not for National Insurance. shortfall,
    protected_short: what a court order carries to the next pay day.
    """

    extra: Extra
    steps: tuple[Step, ...] = ()
    item_id: int | None = None
    order_id: int | None = None
    deduction_id: int | None = None
    not_for_ni: Decimal = ZERO
    shortfall: Decimal = ZERO
    protected_short: Decimal = ZERO


def paid_besides_hours(
    session: Session,
    sheet: models.Timesheet,
    shifts: Sequence[Shift],
    lines: Sequence[PayLine],
    on: date,
) -> list[Planned]:
    """All that the pay of a timesheet adds to its hours. on: the pay day.

    An amount of nothing stands in the list where its steps say why nothing is paid.
    Raises DPManagerError, in words, when one of them cannot be worked out.
    """
    worker = sheet.worker
    return [
        *rolled_up(sheet, lines, on),
        *_rolled_up_on_leave(session, sheet, lines, on),
        *_sick(session, sheet),
        *_family(session, sheet),
        *at_leaving(session, sheet, shifts, lines, on),
        *items_paid(session, worker, items_for(session, worker, sheet.end), sheet.end, on),
    ]


def items_for(session: Session, worker: models.Worker, up_to: date) -> Sequence[models.PayItem]:
    """What was entered to be paid by the end of a period, and is not paid yet."""
    return session.scalars(
        select(models.PayItem)
        .where(
            models.PayItem.worker_id == worker.id,
            models.PayItem.payslip_id.is_(None),
            models.PayItem.day <= up_to,
        )
        .order_by(models.PayItem.day, models.PayItem.id)
    ).all()


def unpaid_items(session: Session, day: date) -> dict[models.Worker, list[models.PayItem]]:
    """What was entered for days up to `day` and no payslip of a period ended by then pays."""
    items: dict[models.Worker, list[models.PayItem]] = {}
    for item in session.scalars(
        select(models.PayItem)
        .outerjoin(models.Payslip, models.Payslip.id == models.PayItem.payslip_id)
        .where(
            models.PayItem.day <= day,
            models.Payslip.id.is_(None) | (models.Payslip.end > day),
        )
        .options(joinedload(models.PayItem.worker))
        .order_by(models.PayItem.worker_id, models.PayItem.day, models.PayItem.id)
    ):
        items.setdefault(item.worker, []).append(item)
    return items


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


def _rolled_up_on_leave(
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


def _sick(session: Session, sheet: models.Timesheet) -> Iterator[Planned]:
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


def _family(session: Session, sheet: models.Timesheet) -> Iterator[Planned]:
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


def items_paid(
    session: Session,
    worker: models.Worker,
    items: Sequence[models.PayItem],
    up_to: date,
    on: date,
) -> Iterator[Planned]:
    """What entered items are paid; miles become money here, in the order of their days.

    up_to: payslips of periods that ended by then have paid for the miles before these. on: the pay
    day, whose tax year the miles count in.
    """
    miles: dict[Vehicle, Decimal] = {}
    for item in items:
        kind = ExtraKind(item.kind)
        if kind is not ExtraKind.MILEAGE:
            extra = Extra(kind, item.amount, item.quantity, item.note)
            yield Planned(
                extra,
                read_steps(item.steps),
                item_id=item.id,
                not_for_ni=item.amount if kind is ExtraKind.TAXED_PENSION_REFUND else ZERO,
            )
            continue
        vehicle = Vehicle(item.vehicle or Vehicle.CAR)
        before = _miles_before(session, worker, vehicle, up_to, on) + miles.get(vehicle, Decimal(0))
        driven = item.quantity or Decimal(0)
        miles[vehicle] = miles.get(vehicle, Decimal(0)) + driven
        paid = mileage(driven, before, vehicle, rates_for(tax_year_of(on)).mileage, item.mile_rate)
        yield Planned(
            Extra(ExtraKind.MILEAGE, paid.free_of_tax, driven, item.note),
            paid.steps,
            item_id=item.id,
        )
        if paid.taxable:
            yield Planned(
                Extra(ExtraKind.TAXED_MILEAGE, paid.taxable, note=item.note),
                not_for_ni=paid.taxable - paid.counts_for_ni,
            )


def _miles_before(
    session: Session, worker: models.Worker, vehicle: Vehicle, up_to: date, on: date
) -> Decimal:
    """Miles with that vehicle that payslips of the tax year have paid."""
    rows = session.scalars(
        select(models.PayItem)
        .join(models.Payslip)
        .where(
            models.PayItem.worker_id == worker.id,
            models.PayItem.kind == ExtraKind.MILEAGE,
            models.Payslip.tax_year == tax_year_of(on),
            models.Payslip.end <= up_to,
        )
    )
    driven = [row.quantity or Decimal(0) for row in rows if (row.vehicle or Vehicle.CAR) == vehicle]
    return sum(driven, Decimal(0))


def about(planned: Planned) -> tuple[Step, ...]:
    """The steps of a line, each saying which line it is about."""
    return tuple(replace(step, about=planned.extra.kind.value) for step in planned.steps)
