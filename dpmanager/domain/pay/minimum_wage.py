"""Minimum wage: whether the pay of one pay reference period was enough for its hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dpmanager.domain.amounts import ZERO, pence_nearest, pounds
from dpmanager.domain.hours.shifts import NOT_WORK, HourKind
from dpmanager.domain.pay.figures import figure, less
from dpmanager.domain.pay.gross import DatedRate, rate_in_force
from dpmanager.domain.pay.payslip import PayLine
from dpmanager.domain.pay.service import age_on
from dpmanager.domain.periods import Period, long_date, months_after, short_date
from dpmanager.domain.rates import MinimumWageRates
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

REGULATIONS = (
    "National Minimum Wage Regulations 2015 (SI 2015/621): "
    "https://www.legislation.gov.uk/uksi/2015/621"
)
SLEEP_IN = "Royal Mencap Society v Tomlinson-Blake [2021] UKSC 8"
ACCOMMODATION = "GOV.UK, accommodation offset: https://gov.uk/national-minimum-wage-accommodation"
LONGEST_PERIOD_DAYS = 31


@dataclass(frozen=True, slots=True)
class Accommodation:
    """A home that the employer gives: for how many nights of the period, and pounds for each."""

    nights: int
    nightly_charge: Decimal


@dataclass(frozen=True, slots=True)
class PaidWork:
    """The work of one pay reference period, and its pay, as far as they count.

    hours: with travel between jobs, waiting, training and nights when the worker must be awake;
    without breaks, sleep-ins, holiday and sickness
    (https://www.gov.uk/minimum-wage-different-types-work).
    pay: pounds for those hours at the basic rate; without extra for overtime or unsocial hours,
    holiday pay (rolled-up holiday too), statutory pay, expenses and the sum paid for a sleep-in.
    woken_hours: hours of sleep-ins in which the worker had to be awake and work; woken_pay: what
    was paid for them on top of the sum for the night.
    costs: pounds taken off pay, or spent by the worker, for what the work needs (clothes, tools).
    """

    hours: Decimal
    pay: Decimal
    woken_hours: Decimal = ZERO
    woken_pay: Decimal = ZERO
    costs: Decimal = ZERO
    accommodation: Accommodation | None = None


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """What was paid against what is due, in pounds, and why.

    hourly: the least pay for an hour at the worker's age. shortfall: 0.00 when the pay is enough.
    reason: one sentence on what is missing, "" when nothing is.
    """

    hourly: Decimal
    paid: Decimal
    due: Decimal
    shortfall: Decimal
    reason: str
    steps: tuple[Step, ...]


def check_minimum_wage(
    period: Period, born: date | None, work: PaidWork, rates: Iterable[MinimumWageRates]
) -> MinimumWage:
    """Whether the pay of a pay reference period was enough for its hours.

    period: the pay period; a pay reference period has at most 31 days. What counts is the
    average over it, not each hour. born: None where it is not known; then the highest rate counts.
    rates: of any years, in any order. A new rate, and that of a birthday, count from the first
    period that starts on the day or later. The lower rate of apprentices is not applied.
    What is paid for a sleep-in itself is left out, and so are its hours except those awake; that
    is the careful reading, which never finds enough where there is too little.
    Raises DPManagerError for a period that is longer, or whose rates are not known.
    """
    if period.days > LONGEST_PERIOD_DAYS:
        raise DPManagerError(
            _(
                "The minimum wage is checked for at most {most} days at a time, and these are "
                "{days}: {start} to {end}."
            ).format(
                most=LONGEST_PERIOD_DAYS,
                days=period.days,
                start=short_date(period.start),
                end=short_date(period.end),
            )
        )
    in_force = _in_force(period.start, rates)
    hourly = _hourly(in_force, period.start, born)
    hours = work.hours + work.woken_hours
    due = pence_nearest(hourly * hours)
    home, home_steps = _accommodation(work.accommodation, in_force.accommodation_offset)
    paid = pence_nearest(work.pay + work.woken_pay - work.costs + home)
    shortfall = max(ZERO, due - paid)
    steps = (
        *_hours_steps(work, hours),
        Step(
            _least_pay_words(period.start, born),
            f"{_short(hours)} x {figure(hourly)} = {figure(due)}",
            in_force.source[0],
        ),
        *home_steps,
        _paid_step(work, home, paid),
        _outcome_step(paid, due, shortfall),
    )
    reason = _reason(hours, hourly, paid, due) if shortfall else ""
    return MinimumWage(hourly, paid, due, shortfall, reason, steps)


def least_hourly(day: date, born: date | None, rates: Iterable[MinimumWageRates]) -> Decimal:
    """The least pay in pounds for an hour of a pay period that starts on `day`.

    born: as in `check_minimum_wage`. Raises DPManagerError for a day whose rates are not known.
    """
    return _hourly(_in_force(day, rates), day, born)


def work_that_counts(
    lines: Sequence[PayLine],
    dated_rates: Sequence[DatedRate],
    period: Period,
    *,
    costs: Decimal,
    home: Accommodation | None,
) -> PaidWork:
    """The hours of a pay period that count, and their pay at the basic rate.

    The basic rate is the lowest weekday rate of the period from its first day's on. What is paid
    on top of it for a Sunday or for overtime does not count; nor do sleep-ins, holiday, being on
    call at home and visits that were cancelled.
    Source: GOV.UK, minimum wage: https://www.gov.uk/minimum-wage-different-types-work
    """
    from_first = rate_in_force(HourKind.WEEKDAY, period.start, dated_rates) or ZERO
    weekday = [
        rate.amount
        for rate in dated_rates
        if rate.kind is HourKind.WEEKDAY
        and rate.from_date <= period.end
        and rate.amount >= from_first
    ]
    basic = min(weekday, default=None)
    counted = [line for line in lines if line.kind not in {HourKind.SLEEP_IN, *NOT_WORK}]
    woken = [line for line in counted if line.kind is HourKind.WOKEN]
    worked = [line for line in counted if line.kind is not HourKind.WOKEN]
    return PaidWork(
        hours=_hours_of(worked),
        pay=_pay_of(worked, basic),
        woken_hours=_hours_of(woken),
        woken_pay=_pay_of(woken, basic),
        costs=costs,
        accommodation=home,
    )


def _hours_of(lines: Iterable[PayLine]) -> Decimal:
    return sum((line.quantity for line in lines), Decimal(0))


def _pay_of(lines: Iterable[PayLine], basic: Decimal | None) -> Decimal:
    return sum((_at_basic(line, basic) for line in lines), Decimal(0))


def _at_basic(line: PayLine, basic: Decimal | None) -> Decimal:
    if line.kind is HourKind.WEEKDAY or basic is None or line.rate <= basic:
        return line.amount
    return line.quantity * basic


def _hourly(rates: MinimumWageRates, day: date, born: date | None) -> Decimal:
    if born is None:
        return rates.by_age[0].hourly
    age = age_on(day, born)
    return next(row.hourly for row in rates.by_age if age >= row.from_age)


def _least_pay_words(day: date, born: date | None) -> str:
    if born is None:
        return _(
            "Least pay at the highest rate, as the age is not known, for a pay period that starts "
            "on {day}"
        ).format(day=long_date(day))
    return _("Least pay at age {age}, for a pay period that starts on {day}").format(
        age=age_on(day, born), day=long_date(day)
    )


def _in_force(day: date, rates: Iterable[MinimumWageRates]) -> MinimumWageRates:
    for row in rates:
        if row.applies_from <= day < months_after(row.applies_from, 12):
            return row
    raise DPManagerError(
        _(
            "The minimum wage on {day} is not known here, so it was not checked. Add the file of "
            "that tax year."
        ).format(day=long_date(day))
    )


def _accommodation(home: Accommodation | None, offset: Decimal) -> tuple[Decimal, tuple[Step, ...]]:
    """What a home adds to the pay that counts: the offset if it is free, nothing for a charge.

    What a charge is above the offset is taken away (GOV.UK's calculator).
    """
    if home is None:
        return ZERO, ()
    free = not home.nightly_charge
    nightly = offset if free else min(ZERO, offset - home.nightly_charge)
    amount = home.nights * nightly
    step = Step(
        _("Home from the employer: its charge against {offset} a night").format(
            offset=figure(offset)
        ),
        f"{home.nights} x {figure(nightly)} = {figure(amount)}",
        ACCOMMODATION,
    )
    return amount, (step,)


def _hours_steps(work: PaidWork, hours: Decimal) -> tuple[Step, ...]:
    if not work.woken_hours:
        return ()
    step = Step(
        _("Hours that count: hours of work, and those awake during sleep-ins"),
        f"{_short(work.hours)} + {_short(work.woken_hours)} = {_short(hours)}",
        SLEEP_IN,
    )
    return (step,)


def _paid_step(work: PaidWork, home: Decimal, paid: Decimal) -> Step:
    sum_ = figure(work.pay)
    for amount in (work.woken_pay, -work.costs, home):
        if amount:
            sum_ += f" {less(-amount)}"
    return Step(
        _("Pay that counts: at the basic rate, without holiday pay and expenses"),
        f"{sum_} = {figure(paid)}",
        REGULATIONS,
    )


def _outcome_step(paid: Decimal, due: Decimal, shortfall: Decimal) -> Step:
    if shortfall:
        return Step(
            _("Short of the minimum wage"),
            f"{figure(due)} - {figure(paid)} = {figure(shortfall)}",
        )
    return Step(
        _("The minimum wage is met"),
        _("{paid} is not below {due}").format(paid=figure(paid), due=figure(due)),
    )


def _reason(hours: Decimal, hourly: Decimal, paid: Decimal, due: Decimal) -> str:
    return _(
        "The minimum wage for {hours} hours is {due} ({hourly} an hour), and the pay that counts "
        "is {paid}: {shortfall} is missing."
    ).format(
        hours=_short(hours),
        due=pounds(due),
        hourly=pounds(hourly),
        paid=pounds(paid),
        shortfall=pounds(due - paid),
    )


def _short(hours: Decimal) -> str:
    """At most two decimals, no zeros at the end."""
    text = figure(hours.quantize(Decimal("0.01"), ROUND_HALF_UP))
    return text.rstrip("0").rstrip(".")
