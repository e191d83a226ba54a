"""Look at a worker's holiday of a leave year, and print the record of it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.hours.shifts import HourKind, worked_minutes
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.holiday import (
    PAYING,
    AverageHour,
    WorkedPeriod,
    average_working_day,
    earned_in_year,
    earned_step,
    hours_for_leave,
    most_hours_a_year,
)
from dpmanager.domain.pay.holiday_carried import CarriedOver, CarryReason
from dpmanager.domain.pay.holiday_fixed import (
    FixedHours,
    accrued_in_first_year,
    entitlement,
    hour_of_holiday,
    leave_year,
)
from dpmanager.domain.pay.holiday_record import (
    EarnedHours,
    HolidayMethod,
    HolidayPaid,
    HolidayPay,
    HolidayRecord,
    TakenHours,
    keep_until,
    method_words,
    pay_words,
)
from dpmanager.domain.periods import Period, long_date, months_after
from dpmanager.domain.rates import AnnualLeave, HolidayRules, TaxYearRates, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.pay.pay_for_hours import rates_in_use, worked_periods
from dpmanager.tasks.pay.payslips import read_steps
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _

USUAL_LEAVE_YEAR = date(2000, 4, 6)


def print_holiday_record(
    book: Book,
    worker_id: int,
    leave_year_start: date,
    *,
    today: date | None = None,
    large_print: bool = False,
) -> bytes:
    """The record of a leave year as a PDF.

    leave_year_start: any day of the leave year will do. today: up to which day; None: to the end
    of the leave year. Raises DPManagerError as `holiday_record_of`.
    """
    from dpmanager.documents.holiday_record import holiday_record_pdf

    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        year = leave_year_of(worker, leave_year_start)
        record = holiday_record_of(session, worker, year, today or year.end)
    return holiday_record_pdf(record, large_print=large_print)


def leave_year_of(worker: models.Worker, day: date) -> Period:
    """The worker's leave year that holds `day`: from 6 April unless another day was agreed."""
    return leave_year(worker.leave_year_start or USUAL_LEAVE_YEAR, day)


def fixed_hours_of(worker: models.Worker) -> FixedHours:
    """The weekly hours and days of a worker with fixed hours. Raises DPManagerError without."""
    if worker.weekly_hours is None or worker.days_a_week is None:
        raise DPManagerError(
            _(
                "The holiday of {worker} cannot be worked out yet. Say how many hours and how many "
                "days {worker} works in a week."
            ).format(worker=worker.name)
        )
    return FixedHours(worker.weekly_hours, worker.days_a_week)


def fixed_holiday(
    worker: models.Worker,
    history: Sequence[WorkedPeriod],
    year: Period,
    day: date,
    rules: HolidayRules,
    leave: AnnualLeave,
) -> tuple[Decimal, AverageHour]:
    """The hours that fixed hours give from the leave year's start to `day`, and what one is paid.

    It is what would be owed if the job ended on `day`, were nothing taken.
    Raises DPManagerError as `fixed_hours_of`, and when pay varies and nothing was paid before.
    """
    pattern = fixed_hours_of(worker)
    given = entitlement(pattern, year, leave, started=worker.start_date, left=day)
    in_use = rates_in_use(worker, day)
    return given.hours, hour_of_holiday(in_use, history, day + timedelta(days=1), rules)


def most_hours_of(
    session: Session, worker: models.Worker, year: Period, leave: AnnualLeave
) -> Decimal | None:
    """The most hours of holiday that hours which vary can earn in a leave year.

    None before there was any work in it.
    """
    working_day = average_working_day(_sum_by_day(_shifts(session, worker, year, holiday=False)))
    return most_hours_a_year(working_day, leave) if working_day else None


def average_day_of(session: Session, worker: models.Worker, before: date) -> Decimal:
    """The hours of an average day of work in the 52 weeks before a day; nothing without work."""
    weeks = Period(before - timedelta(weeks=52), before - timedelta(days=1))
    return average_working_day(_sum_by_day(_shifts(session, worker, weeks, holiday=False)))


def carried_over(session: Session, worker: models.Worker, year: Period) -> list[CarriedOver]:
    """The hours of holiday brought into a leave year, as they were entered."""
    rows = session.scalars(
        select(models.HolidayCarried)
        .where(
            models.HolidayCarried.worker_id == worker.id,
            models.HolidayCarried.leave_year_start == year.start,
        )
        .order_by(models.HolidayCarried.id)
    )
    return [carried_of(row) for row in rows]


def with_leave_counted(
    session: Session,
    worker: models.Worker,
    history: Sequence[WorkedPeriod],
    rules: HolidayRules,
    day: date,
) -> tuple[list[WorkedPeriod], list[Step]]:
    """The same periods, with the hours that count for sick and family leave, and why they do.

    day: an absence that goes on is taken to last until then.
    """
    absences = list(_absences(session, worker, day))
    if not absences:
        return list(history), []
    ever = Period(worker.start_date, max(day, worker.start_date))
    worked = _sum_by_day(_shifts(session, worker, ever, holiday=False))
    made = []
    steps: list[Step] = []
    for each in history:
        hours = Decimal(0)
        for absence in absences:
            before = [other for other in absences if other.start < absence.start]
            counted = hours_for_leave(
                worked, worker.start_date, absence, each.period, rules, earlier_absences=before
            )
            hours += counted.hours
            steps += counted.steps
        made.append(each._replace(hours_on_leave=hours))
    return made, steps


def holiday_record_of(
    session: Session, worker: models.Worker, year: Period, today: date
) -> HolidayRecord:
    """The record of a leave year of an employed worker, up to the end of `today`.

    Raises DPManagerError for a worker who is not employed, for fixed hours that nobody has said,
    and for a leave year before the law of holiday by the hour.
    """
    if worker.kind != "employed":
        raise DPManagerError(
            _("{worker} is not employed, so there is no paid holiday to record.").format(
                worker=worker.name
            )
        )
    day = min(today, year.end)
    rates = _rates(today)
    method = HolidayMethod(worker.holiday_method)
    pattern = fixed_hours_of(worker) if method is HolidayMethod.FIXED else None
    if pattern is not None:
        earned, steps = _fixed(worker, pattern, year, day, rates)
    else:
        earned, steps = _irregular(session, worker, year, day, rates)
    days = _holiday_days(session, worker, year)
    return HolidayRecord(
        employer=arrangement(session).employer.name,
        worker=worker.name,
        payroll_number=worker.payroll_number,
        year=year,
        made_on=day,
        method=method_words(rates.annual_leave, rates.holiday, pattern),
        pay_method=pay_words(method, rates.holiday),
        earned=tuple(earned),
        carried=tuple(carried_over(session, worker, year)),
        taken=tuple(line for line in days if line.day <= day),
        booked=tuple(line for line in days if line.day > day),
        paid=tuple(_paid(session, worker, year, today)),
        steps=tuple(steps),
        keep_until=keep_until(today, rates.annual_leave),
    )


def _rates(day: date) -> TaxYearRates:
    """The rates of a day's tax year, or the newest there are for a day yet to come."""
    return rates_for(min(tax_year_of(day), known_tax_years()[-1]))


def _fixed(
    worker: models.Worker, pattern: FixedHours, year: Period, day: date, rates: TaxYearRates
) -> tuple[list[EarnedHours], list[Step]]:
    first = max(worker.start_date, year.start)
    last = min(worker.end_date or year.end, year.end)
    if last < first:
        return [], []
    given = entitlement(
        pattern, year, rates.annual_leave, started=worker.start_date, left=worker.end_date
    )
    steps = list(given.steps)
    if day < months_after(worker.start_date, 12):
        steps += accrued_in_first_year(pattern, worker.start_date, day, rates.annual_leave).steps
    return [EarnedHours(Period(first, last), None, given.hours)], steps


def _irregular(
    session: Session, worker: models.Worker, year: Period, day: date, rates: TaxYearRates
) -> tuple[list[EarnedHours], list[Step]]:
    rules = rates.holiday
    if rules is None or year.start < rules.first_leave_year:
        raise DPManagerError(
            _(
                "The leave year that began on {day} falls under older rules that are not known "
                "here. Holiday of hours that vary is worked out for later leave years."
            ).format(day=long_date(year.start))
        )
    history = worked_periods(session, worker, day + timedelta(days=1), rules)
    history, steps = with_leave_counted(session, worker, history, rules, day)
    limit = most_hours_of(session, worker, year, rates.annual_leave)
    earned = earned_in_year(history, year.start, day, rules, limit)
    steps += [earned_step(each, rules) for each in earned]
    lines = [
        EarnedHours(each.worked.period, each.worked.hours_worked, each.hours) for each in earned
    ]
    return lines, steps


def carried_of(row: models.HolidayCarried) -> CarriedOver:
    """Hours brought into a leave year, as the rule reads them."""
    known = {reason.value: reason for reason in CarryReason}
    if row.reason in known:
        return CarriedOver(row.hours, known[row.reason])
    return CarriedOver(row.hours, CarryReason.OTHER, note=row.reason)


def _absences(session: Session, worker: models.Worker, day: date) -> Iterator[Period]:
    for row in session.scalars(
        select(models.Absence)
        .where(models.Absence.worker_id == worker.id, models.Absence.first_day <= day)
        .order_by(models.Absence.first_day)
    ):
        yield Period(row.first_day, row.last_day or day)


def _shifts(
    session: Session, worker: models.Worker, within: Period, *, holiday: bool
) -> Iterator[models.Shift]:
    kind = models.Shift.kind
    yield from session.scalars(
        select(models.Shift)
        .join(models.Timesheet)
        .where(
            models.Timesheet.worker_id == worker.id,
            models.Shift.day.between(within.start, within.end),
            kind == HourKind.HOLIDAY if holiday else kind != HourKind.HOLIDAY,
        )
        .order_by(models.Shift.day, models.Shift.start)
    )


def _sum_by_day(shifts: Iterator[models.Shift]) -> dict[date, Decimal]:
    minutes: dict[date, int] = {}
    for row in shifts:
        minutes[row.day] = minutes.get(row.day, 0) + worked_minutes(shift_of(row))
    return {day: Decimal(worked) / 60 for day, worked in minutes.items()}


def _holiday_days(session: Session, worker: models.Worker, year: Period) -> list[TakenHours]:
    by_day = _sum_by_day(_shifts(session, worker, year, holiday=True))
    return [TakenHours(day, hours) for day, hours in by_day.items()]


def _paid(
    session: Session, worker: models.Worker, year: Period, today: date
) -> Iterator[HolidayPaid]:
    slips = session.scalars(
        select(models.Payslip)
        .where(
            models.Payslip.worker_id == worker.id,
            models.Payslip.end >= year.start,
            models.Payslip.end <= year.end,
            models.Payslip.start <= today,
        )
        .options(selectinload(models.Payslip.lines), selectinload(models.Payslip.extras))
        .order_by(models.Payslip.pay_date, models.Payslip.id)
    )
    for slip in slips:
        yield from _paid_on(slip)


def _paid_on(slip: models.Payslip) -> Iterator[HolidayPaid]:
    period = Period(slip.start, slip.end)
    steps = tuple(step for step in read_steps(slip.steps) if step.source == PAYING)
    for line in slip.lines:
        if line.kind == HourKind.HOLIDAY:
            yield HolidayPaid(
                HolidayPay.TAKEN,
                slip.pay_date,
                period,
                line.quantity,
                line.rate,
                line.amount,
                steps,
            )
    kinds = {
        ExtraKind.ROLLED_UP_HOLIDAY.value: HolidayPay.ROLLED_UP,
        ExtraKind.HOLIDAY_OWED.value: HolidayPay.AT_LEAVING,
    }
    for extra in slip.extras:
        # Hours taken too early that the contract does not let be taken off stand there with 0.00.
        if extra.kind in kinds and extra.amount != ZERO:
            yield HolidayPaid(
                kinds[extra.kind], slip.pay_date, period, extra.quantity, None, extra.amount
            )
