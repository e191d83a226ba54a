"""What a forecast needs to know of pay: the work to come, whose it is, and how it is paid."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, selectinload

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.average_week import (
    WEEKS_AVERAGED,
    average_week,
    even_week,
    repeated,
)
from dpmanager.domain.budget.forecast import Spread, SpreadOf
from dpmanager.domain.budget.habits import WEEKS_LOOKED_AT
from dpmanager.domain.budget.pay_ahead import EmployerAhead, PayDayAhead, WorkerAhead
from dpmanager.domain.hours.rota import (
    DayChange,
    Pattern,
    PlannedShift,
    Reason,
    left_out,
    monday_of,
    planned,
)
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.gross import gross_lines
from dpmanager.domain.pay.hmrc import Deductions
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import Frequency, Period, next_period, pay_period
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.hours.closed_days import closed_days
from dpmanager.tasks.hours.rota_records import changes_in, patterns_in
from dpmanager.tasks.pay.owed_for_pay import hmrc_dues
from dpmanager.tasks.pay.pay_for_hours import dated_rates
from dpmanager.tasks.pay.rates import known_tax_years, newest_rates, rates_for
from dpmanager.tasks.pay.terms import code_on, letter_on, loans_on, pension_on
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.returns.set_aside import holiday_of

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SICK_AT_MOST = timedelta(weeks=4)
"""Sickness that has no end yet is taken to be over after so long."""
NO_CODE = "0T"
MOST_PEOPLE = "A"


@dataclass(frozen=True, slots=True)
class PayFacts:
    """Those who are employed, with how pay for hours differed from week to week.

    without_hours: names of those whose hours nobody knows: no rota, no week, nothing worked.
    """

    workers: tuple[WorkerAhead, ...]
    spread: Spread
    without_hours: tuple[str, ...]


def pay_facts(session: Session, today: date, end: date) -> PayFacts:
    """The work to come up to a day, from the rota; where there is none, as in the weeks behind."""
    rows = _employed(session, end)
    worked = _worked(session, rows, today)
    ahead = _Ahead(session, today, end)
    workers, unknown = [], []
    for row in rows:
        if row.end_date is not None and row.end_date < today - ahead.furthest(row):
            continue
        worker, has_hours = ahead.worker(row, worked.get(row.id, []))
        workers.append(worker)
        if not has_hours:
            unknown.append(row.name)
    return PayFacts(tuple(workers), _spread(rows, worked, today), tuple(unknown))


def employer_facts(session: Session, today: date, end: date) -> EmployerAhead:
    """What the payments to HMRC and the pension go by."""
    who = arrangement(session)
    scheme = session.scalar(select(models.PensionScheme))
    tax_year = tax_year_of(today)
    so_far: dict[str, tuple[Deductions, ...]] = {}
    if tax_year in known_tax_years():
        slips = session.scalars(
            select(models.Payslip)
            .where(models.Payslip.tax_year == tax_year)
            .options(selectinload(models.Payslip.extras), defer(models.Payslip.steps))
            .order_by(models.Payslip.pay_date, models.Payslip.id)
        ).all()
        so_far[tax_year] = tuple(due.parts for due in hmrc_dues(session, tax_year, slips))
    return EmployerAhead(
        rates={year: rates_for(year) for year in known_tax_years()},
        quarterly=who.hmrc_paid == "quarterly",
        claims_allowance=who.employment_allowance,
        closed=closed_days(who.nation, Period(today, end + 9 * WEEK)),
        so_far=so_far,
        paid=_paid_to_hmrc(session, tax_year),
        pension_provider=scheme.provider if scheme else "",
    )


def _paid_to_hmrc(session: Session, tax_year: str) -> dict[Period, Decimal]:
    """Pounds paid for each tax month or quarter of a tax year."""
    expected, split = models.ExpectedPayment, models.Split
    days = days_of_tax_year(tax_year)
    return {
        Period(start, end): -paid
        for start, end, paid in session.execute(
            select(expected.start, expected.end, func.sum(split.amount))
            .join(split, split.expected_payment_id == expected.id)
            .where(expected.kind == "hmrc", expected.end.between(days.start, days.end))
            .group_by(expected.id)
        )
        if start is not None and end is not None
    }


def _employed(session: Session, end: date) -> Sequence[models.Worker]:
    """Those on the payroll who have begun by then and have a rate of pay."""
    worker = models.Worker
    rows = session.scalars(
        select(worker)
        .where(
            worker.kind == "employed",
            worker.start_date <= end,
            worker.pay_frequency != "",
            worker.first_period_start.is_not(None),
        )
        .options(selectinload(worker.rates))
        .order_by(worker.id)
    ).all()
    return [row for row in rows if row.rates]


@dataclass(frozen=True, slots=True)
class _Worked:
    """A shift on a timesheet, and whether it is paid."""

    shift: Shift
    is_paid: bool


def _worked(
    session: Session, rows: Sequence[models.Worker], today: date
) -> dict[int, list[_Worked]]:
    """The shifts of the last half-year and older ones that are not paid, up to today."""
    shift, sheet = models.Shift, models.Timesheet
    since = monday_of(today) - (WEEKS_LOOKED_AT + 1) * WEEK
    found: dict[int, list[_Worked]] = {}
    for worker, state, day, start, end, kind, pause, woken, care in session.execute(
        select(
            sheet.worker_id,
            sheet.state,
            shift.day,
            shift.start,
            shift.end,
            shift.kind,
            shift.break_minutes,
            shift.woken_minutes,
            shift.service_type,
        )
        .join(sheet, sheet.id == shift.timesheet_id)
        .where(
            sheet.worker_id.in_([row.id for row in rows]),
            (shift.day >= since) | (sheet.state != "paid"),
            shift.day <= today,
        )
        .order_by(shift.day, shift.start)
    ):
        one = Shift(day, start, end, HourKind(kind), pause, woken_minutes=woken, service_type=care)
        found.setdefault(worker, []).append(_Worked(one, state == "paid"))
    return found


def _spread(
    rows: Sequence[models.Worker], worked: Mapping[int, Sequence[_Worked]], today: date
) -> Spread:
    """Pay for the hours of each full week, up to the last one that has hours."""
    last = max((one.shift.day for each in worked.values() for one in each), default=None)
    if last is None:
        return Spread(SpreadOf.HOURS, ())
    after = min(monday_of(today), monday_of(last) + WEEK)
    first = min(one.shift.day for each in worked.values() for one in each)
    start = max(after - WEEKS_LOOKED_AT * WEEK, monday_of(first - DAY) + WEEK)
    weeks: dict[date, Decimal] = {}
    monday = start
    while monday < after:
        weeks[monday] = ZERO
        monday += WEEK
    for row in rows:
        by_week: dict[date, list[Shift]] = {}
        for one in worked.get(row.id, ()):
            if (monday := monday_of(one.shift.day)) in weeks:
                by_week.setdefault(monday, []).append(_as_work(one.shift))
        rates = dated_rates(row)
        for monday, shifts in by_week.items():
            with suppress(DPManagerError):  # hours from before there was a rate
                weeks[monday] += total(line.amount for line in gross_lines(shifts, rates))
    return Spread(SpreadOf.HOURS, tuple(weeks.values()))


def _as_work(shift: Shift) -> Shift:
    """Holiday is paid about like work, so it counts as that."""
    return replace(shift, kind=HourKind.WEEKDAY) if shift.kind is HourKind.HOLIDAY else shift


class _Ahead:
    """The work to come of each worker, read from the rota once for all of them."""

    def __init__(self, session: Session, today: date, end: date) -> None:
        self.session, self.today, self.end = session, today, end
        self.settled = _settled(session)
        days = Period(today - 10 * WEEK, end)
        self.patterns = patterns_in(session, days)
        self.changes = [one for one in changes_in(session, days) if not self._is_over(one)]
        closed = closed_days(arrangement(session).nation, days)
        self.on_rota = _by_worker(planned(self.patterns, self.changes, days, closed))
        away = left_out(self.patterns, self.changes, days, closed)
        self.holiday = _by_worker([one for one in away if one.reason is Reason.HOLIDAY])

    def _is_over(self, change: DayChange) -> bool:
        return change.reason is Reason.SICK and change.day > self.today + SICK_AT_MOST

    def furthest(self, row: models.Worker) -> timedelta:
        """How long after a job its last pay can come: a pay period, and the days to pay day."""
        return timedelta(days=31 + row.pay_day_after)

    def worker(self, row: models.Worker, worked: Sequence[_Worked]) -> tuple[WorkerAhead, bool]:
        """A worker with the work that is not paid yet, and whether their hours are known."""
        unpaid = [one.shift for one in worked if not one.is_paid]
        pay_days = tuple(self._pay_days(row, unpaid))
        start = self._first_planned(row, worked, pay_days)
        last = min(self.end, row.end_date or self.end)
        shifts: list[Shift] = []
        has_hours = True
        if start <= last:
            days = Period(start, last)
            shifts, has_hours = self._planned(row, worked, days)
        rolled_up = row.holiday_method == HolidayMethod.ROLLED_UP
        kept = [shift for shift in unpaid if not (rolled_up and shift.kind is HourKind.HOLIDAY)]
        in_periods = [
            _as_work(shift)
            for shift in (*kept, *shifts)
            if any(shift.day in one.period for one in pay_days)
        ]
        pays_in_period = [one.period for one in pay_days]
        ends = row.end_date if row.end_date and row.end_date < self.end else None
        rates = newest_rates(self.today)
        loans = loans_on(row, self.today, rates.student_loans)
        holiday = ZERO
        if row.start_date <= self.today and not rolled_up:
            holiday = max(ZERO, holiday_of(self.session, row, self.today)[0])
        return (
            WorkerAhead(
                name=row.name,
                service_type=row.service_type,
                frequency=Frequency(row.pay_frequency),
                pay_days=pay_days,
                shifts=tuple(in_periods),
                rates=tuple(dated_rates(row)),
                tax_code=parse_tax_code(_code(row, self.today)),
                ni_letter=letter_on(row, self.today) or MOST_PEOPLE,
                started=row.start_date,
                rounds_to_minutes=row.rounds_to_minutes,
                rolled_up=rates.holiday if rolled_up else None,
                loan_plan=loans.plan,
                postgraduate_loan=loans.postgraduate,
                pension=pension_on(self.session, row, self.today),
                holiday_owed=holiday,
                leaves=ends if ends and any(ends in one for one in pays_in_period) else None,
                born=row.date_of_birth,
            ),
            has_hours,
        )

    def _pay_days(self, row: models.Worker, unpaid: Sequence[Shift]) -> Iterator[PayDayAhead]:
        """The pay periods up to the end that are not paid: those to come, or with hours."""
        first, frequency = row.first_period_start, Frequency(row.pay_frequency)
        assert first is not None
        after = timedelta(days=row.pay_day_after)
        begins = min([self.today - after, *(shift.day for shift in unpaid)])
        period = pay_period(first, frequency, max(begins, first, row.start_date))
        last = min(self.end, row.end_date or self.end)
        while period.start <= last:
            has_hours = any(shift.day in period for shift in unpaid)
            if period.start not in self.settled.get(row.id, ()) and (
                has_hours or period.end + after > self.today
            ):
                yield PayDayAhead(period, period.end + after)
            period = next_period(first, frequency, period)

    def _first_planned(
        self, row: models.Worker, worked: Sequence[_Worked], pay_days: Sequence[PayDayAhead]
    ) -> date:
        """The day from which the plan counts: the one after the last that has hours."""
        to_come = (one.period.start for one in pay_days if one.day > self.today)
        starts = [row.start_date, min(to_come, default=self.today + DAY)]
        if worked:
            starts.append(worked[-1].shift.day + DAY)
        return max(starts)

    def _planned(
        self, row: models.Worker, worked: Sequence[_Worked], days: Period
    ) -> tuple[list[Shift], bool]:
        if any(_in_force(one, row.name, days) for one in self.patterns):
            shifts = [one for one in self.on_rota.get(row.name, ()) if one.day in days]
            if row.holiday_method != HolidayMethod.ROLLED_UP:
                shifts += [one for one in self.holiday.get(row.name, ()) if one.day in days]
            return shifts, True
        week = self._usual_week(row, worked)
        return list(repeated(week, days)), bool(week)

    def _usual_week(
        self, row: models.Worker, worked: Sequence[_Worked]
    ) -> dict[int, tuple[Shift, ...]]:
        """The average of the last 13 weeks with hours, or the week that was agreed."""
        if worked:
            after = min(monday_of(self.today), monday_of(worked[-1].shift.day) + WEEK)
            first = max(after - WEEKS_AVERAGED * WEEK, monday_of(worked[0].shift.day))
            shifts = [one.shift for one in worked if first <= one.shift.day < after]
            if shifts:
                return average_week(shifts, (after - first).days // 7)
        return even_week(row.weekly_hours or Decimal(0))


def _in_force(pattern: Pattern, worker: str, days: Period) -> bool:
    return (
        pattern.worker == worker
        and not pattern.elsewhere
        and pattern.from_date <= days.end
        and (pattern.until is None or pattern.until >= days.start)
    )


def _by_worker(shifts: Sequence[PlannedShift]) -> dict[str, list[Shift]]:
    found: dict[str, list[Shift]] = {}
    for one in shifts:
        found.setdefault(one.worker, []).append(one.shift)
    return found


def _settled(session: Session) -> dict[int, set[date]]:
    """The first days of the periods of each worker that are paid already."""
    sheet = models.Timesheet
    found: dict[int, set[date]] = {}
    for worker, start in session.execute(
        select(sheet.worker_id, sheet.start).where(sheet.state == "paid")
    ):
        found.setdefault(worker, set()).add(start)
    return found


def _code(row: models.Worker, today: date) -> str:
    return code_on(row, today).code if row.tax_code else NO_CODE
