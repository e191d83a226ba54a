"""Pay of the weeks to come: wages on their pay days, and what goes to HMRC and the pension."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.movement import Movement, Why
from dpmanager.domain.budget.pay_by_service import pay_by_service
from dpmanager.domain.deadlines import last_working_day_on_or_before
from dpmanager.domain.deadlines.working_days import day_of_next_month
from dpmanager.domain.hours.shifts import HourKind, Shift, worked_minutes
from dpmanager.domain.pay.figures import figure, less
from dpmanager.domain.pay.gross import DatedRate, gross_lines
from dpmanager.domain.pay.hmrc import Deductions, HmrcDue, due_to_hmrc
from dpmanager.domain.pay.holiday import rolled_up_holiday
from dpmanager.domain.pay.payslip import PaySums, work_out_pay
from dpmanager.domain.pay.pension import PensionTerms
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.pay.tax_code import TaxCode
from dpmanager.domain.periods import Frequency, Period, months_after, short_date
from dpmanager.domain.rates import HolidayRules, TaxYearRates, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.words import _

DAY = timedelta(days=1)
HMRC = "HMRC"


@dataclass(frozen=True, slots=True)
class PayDayAhead:
    """A pay period that is not paid yet, and its pay day."""

    period: Period
    day: date


@dataclass(frozen=True, slots=True)
class WorkerAhead:
    """Somebody who is employed, and the work of theirs that is not paid yet.

    service_type: what they mostly do. shifts: worked or planned, each within one of the periods of
    `pay_days`. rolled_up: the rules by which holiday is paid with each wage, None where it is paid
    when it is taken. loan_plan: of a student loan. holiday_owed: pounds for holiday that is earned
    and not taken. leaves: the last day of the job, None while it goes on. born: None where it is
    not known.
    """

    name: str
    service_type: str
    frequency: Frequency
    pay_days: tuple[PayDayAhead, ...]
    shifts: tuple[Shift, ...]
    rates: tuple[DatedRate, ...]
    tax_code: TaxCode
    ni_letter: str
    started: date
    rounds_to_minutes: int = 0
    rolled_up: HolidayRules | None = None
    loan_plan: str | None = None
    postgraduate_loan: bool = False
    pension: PensionTerms | None = None
    holiday_owed: Decimal = ZERO
    leaves: date | None = None
    born: date | None = None


@dataclass(frozen=True, slots=True)
class EmployerAhead:
    """What the employer's payments go by.

    rates: by tax year; for later years those of the newest count. closed: bank holidays. so_far:
    by tax year, what the payslips that are made already add to the payments to HMRC. paid: pounds
    that HMRC has had for a tax month or quarter.
    """

    rates: Mapping[str, TaxYearRates]
    quarterly: bool = False
    claims_allowance: bool = True
    closed: Set[date] = frozenset()
    so_far: Mapping[str, tuple[Deductions, ...]] | None = None
    paid: Mapping[Period, Decimal] | None = None
    pension_provider: str = ""


@dataclass(frozen=True, slots=True)
class ServicePay:
    """Work of one service type to come: hours, and pounds with all that the employer pays."""

    hours: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class PayAhead:
    """All payments because of pay, in order of day, and what they are for."""

    movements: tuple[Movement, ...]
    by_service: Mapping[str, ServicePay]


@dataclass(frozen=True, slots=True)
class _Paid:
    """One pay day to come of a worker. gross: with holiday that is paid with it."""

    worker: WorkerAhead
    on: PayDayAhead
    shifts: tuple[Shift, ...]
    gross: Decimal
    sums: PaySums


def pay_ahead(workers: Iterable[WorkerAhead], employer: EmployerAhead, today: date) -> PayAhead:
    """Each pay day worked out by itself, as on week 1 / month 1: an estimate of who gets how much.

    What the employer pays in all does not depend on that. What was due up to today is put on the
    day after. Raises DPManagerError where there is no rate of pay for a shift.
    """
    paid = [one for worker in workers for one in _pay_days(worker, employer)]
    dues = list(_hmrc_dues(paid, employer))
    movements = [
        *(_wage(one, today) for one in paid),
        *_hmrc(dues, employer, today),
        *_pension(paid, employer, today),
    ]
    return PayAhead(
        tuple(sorted(movements, key=lambda one: one.day)), _by_service(paid, _share_left(dues))
    )


def hours_of(shifts: Iterable[Shift]) -> Decimal:
    """Hours paid by the hour; a sleep-in counts for none."""
    by_the_hour = (shift for shift in shifts if shift.kind is not HourKind.SLEEP_IN)
    return Decimal(sum(map(worked_minutes, by_the_hour))) / 60


def _pay_days(worker: WorkerAhead, employer: EmployerAhead) -> Iterator[_Paid]:
    by_day = sorted(worker.shifts, key=lambda shift: shift.day)
    last = _last_pay_day(worker)
    for pay_day in worker.pay_days:
        shifts = [shift for shift in by_day if shift.day in pay_day.period]
        gross = _gross(worker, shifts)
        if pay_day is last:
            gross += worker.holiday_owed
        if gross:
            sums = _taken(worker, gross, pay_day.day, employer)
            yield _Paid(worker, pay_day, tuple(shifts), gross, sums)


def _last_pay_day(worker: WorkerAhead) -> PayDayAhead | None:
    """The pay day with which holiday that is left is paid; None while the job goes on."""
    if worker.leaves is None:
        return None
    return next((one for one in worker.pay_days if worker.leaves in one.period), None)


def _gross(worker: WorkerAhead, shifts: Sequence[Shift]) -> Decimal:
    lines = gross_lines(shifts, worker.rates, rounds_to_minutes=worker.rounds_to_minutes)
    gross = total(line.amount for line in lines)
    if worker.rolled_up is not None:
        gross += rolled_up_holiday(gross, worker.rolled_up).amount
    return gross


def _taken(worker: WorkerAhead, gross: Decimal, day: date, employer: EmployerAhead) -> PaySums:
    known, rates = _known(day, employer.rates)
    return work_out_pay(
        gross,
        tax_code=worker.tax_code,
        basis=Basis.WEEK1MONTH1,
        ni_category=worker.ni_letter,
        frequency=worker.frequency,
        pay_date=known,
        pay_to_date_before=ZERO,
        tax_to_date_before=ZERO,
        rates=rates,
        student_loan_plan=worker.loan_plan,
        has_postgraduate_loan=worker.postgraduate_loan,
        pension_terms=worker.pension,
    )


def _known(day: date, rates: Mapping[str, TaxYearRates]) -> tuple[date, TaxYearRates]:
    """The day and its rates; of a year without any, the same day in the newest year with some."""
    newest = max(rates)
    while (tax_year := tax_year_of(day)) not in rates:
        day = months_after(day, -12 if tax_year > newest else 12)
    return day, rates[tax_year]


def _wage(paid: _Paid, today: date) -> Movement:
    sums = paid.sums
    off = [
        amount
        for amount in (
            sums.income_tax,
            sums.employee_ni,
            sums.student_loan + sums.postgraduate_loan,
            sums.employee_pension,
        )
        if amount
    ]
    working = " ".join([figure(paid.gross), *map(less, off)])
    step = Step(
        _("Pay of {worker} for {start} to {end}, less tax and what else is taken off").format(
            worker=paid.worker.name,
            start=short_date(paid.on.period.start),
            end=short_date(paid.on.period.end),
        ),
        f"{working} = {figure(sums.net_pay)}" if off else figure(sums.net_pay),
    )
    return Movement(
        max(paid.on.day, today + DAY),
        -sums.net_pay,
        Why.WAGES,
        paid.worker.name,
        paid.worker.service_type,
        (step,),
    )


def _hmrc_dues(paid: Iterable[_Paid], employer: EmployerAhead) -> Iterator[HmrcDue]:
    by_year = {year: list(made) for year, made in (employer.so_far or {}).items()}
    for one in paid:
        sums = one.sums
        by_year.setdefault(tax_year_of(one.on.day), []).append(
            Deductions(
                one.on.day,
                sums.income_tax,
                sums.employee_ni,
                sums.employer_ni,
                loans=sums.student_loan + sums.postgraduate_loan,
            )
        )
    for deductions in by_year.values():
        if deductions:
            _day, rates = _known(deductions[0].pay_date, employer.rates)
            yield from due_to_hmrc(
                deductions,
                rates,
                quarterly=employer.quarterly,
                claims_allowance=employer.claims_allowance,
                bank_holidays=employer.closed,
            )


def _hmrc(dues: Iterable[HmrcDue], employer: EmployerAhead, today: date) -> Iterator[Movement]:
    paid = employer.paid or {}
    for due in dues:
        left = due.amount - paid.get(due.period, ZERO)
        if left > 0:
            yield Movement(max(due.due, today + DAY), -left, Why.HMRC, HMRC, steps=due.steps)


def _pension(paid: Iterable[_Paid], employer: EmployerAhead, today: date) -> Iterator[Movement]:
    by_month: dict[date, list[PaySums]] = {}
    for one in paid:
        if one.sums.employee_pension or one.sums.employer_pension:
            by_month.setdefault(one.on.day.replace(day=1), []).append(one.sums)
    for month, of_month in sorted(by_month.items()):
        _day, rates = _known(month, employer.rates)
        due = last_working_day_on_or_before(
            day_of_next_month(month, rates.paying_a_pension.day), employer.closed
        )
        worker = total(sums.employee_pension for sums in of_month)
        own = total(sums.employer_pension for sums in of_month)
        step = Step(
            _("Workers' contributions and yours"),
            f"{figure(worker)} + {figure(own)} = {figure(worker + own)}",
            rates.paying_a_pension.source[0],
        )
        yield Movement(
            max(due, today + DAY),
            -(worker + own),
            Why.PENSION,
            employer.pension_provider or _("Pension"),
            steps=(step,),
        )


def _share_left(dues: Sequence[HmrcDue]) -> Decimal:
    """How much of the employer's National Insurance the Employment Allowance leaves to pay."""
    due = total(one.parts.employer_ni for one in dues)
    used = total(one.allowance_used for one in dues)
    return (due - used) / due if due else Decimal(0)


def _by_service(paid: Iterable[_Paid], ni_left: Decimal) -> dict[str, ServicePay]:
    found: dict[str, ServicePay] = {}
    for one in paid:
        cost = one.gross + one.sums.employer_pension + one.sums.employer_ni * ni_left
        for name, part in _services_of(one, cost).items():
            before = found.get(name, ServicePay(Decimal(0), ZERO))
            found[name] = ServicePay(before.hours + part.hours, before.cost + part.cost)
    return found


def _services_of(one: _Paid, cost: Decimal) -> dict[str, ServicePay]:
    """What a pay day costs in all, shared by the pay of the work in each service type."""
    mostly = one.worker.service_type
    pay: dict[str, Decimal] = {}
    if any(shift.service_type for shift in one.shifts):
        pay = pay_by_service(
            one.shifts, one.worker.rates, mostly, rounds_to_minutes=one.worker.rounds_to_minutes
        )
    whole = total(pay.values())
    if not whole:
        return {mostly: ServicePay(hours_of(one.shifts), cost)}
    return {
        name: ServicePay(
            hours_of(shift for shift in one.shifts if (shift.service_type or mostly) == name),
            cost * amount / whole,
        )
        for name, amount in pay.items()
    }
