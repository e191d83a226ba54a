"""Holiday of workers with irregular hours: earned by the hour, paid at the average."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from dpmanager.domain.amounts import ZERO, pence_nearest
from dpmanager.domain.pay.figures import figure, percent
from dpmanager.domain.periods import Period, long_date, short_date
from dpmanager.domain.rates import HolidayRules
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

EARNING = (
    "Working Time Regulations 1998 (SI 1998/1833), regulation 15B: "
    "https://www.legislation.gov.uk/uksi/1998/1833/regulation/15B"
)
PAYING = (
    "Working Time Regulations 1998 (SI 1998/1833), regulation 16: "
    "https://www.legislation.gov.uk/uksi/1998/1833/regulation/16"
)


class WorkedPeriod(NamedTuple):
    """A pay period: hours worked and their pay in pounds (holiday pay left out), holiday taken.

    holiday_hours may be taken in a period without work.
    """

    period: Period
    hours_worked: Decimal
    pay: Decimal
    holiday_hours: Decimal


@dataclass(frozen=True, slots=True)
class AverageHour:
    """What an hour of holiday is paid, in pounds (not rounded), and why."""

    pay: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class HolidayOwed:
    """Holiday earned and not taken (below nothing: taken too early), in hours and in pounds."""

    hours: Decimal
    pay: Decimal
    steps: tuple[Step, ...]


def holiday_earned(hours_worked: Decimal, rules: HolidayRules) -> Decimal:
    """Whole hours of holiday earned in one pay period; half an hour or more counts up.

    The yearly limit of 28 days is not applied here: it needs the length of a working day.
    """
    return (hours_worked * rules.accrual).quantize(Decimal(1), ROUND_HALF_UP)


def average_hourly_pay(
    history: Iterable[WorkedPeriod], day: date, rules: HolidayRules
) -> AverageHour:
    """The pay of an average hour in the last 52 weeks with pay before `day`, at most 104 back.

    Periods without work and pay are passed over. Of a period longer than the weeks still wanted
    an even share counts. Raises DPManagerError when no period has pay.
    """
    first_day = day - timedelta(weeks=rules.look_back_weeks)
    wanted = Decimal(rules.average_weeks * 7)
    days = hours = pay = Decimal(0)
    for worked in sorted(history, key=lambda worked: worked.period, reverse=True):
        usable = first_day <= worked.period.start and worked.period.end < day
        if not usable or not worked.hours_worked or not worked.pay or days >= wanted:
            continue
        share = min(Decimal(1), (wanted - days) / worked.period.days)
        days += worked.period.days * share
        hours += worked.hours_worked * share
        pay += worked.pay * share
    if not hours:
        raise DPManagerError(
            _(
                "Holiday pay on {day} cannot be worked out: nothing was paid in the {weeks} weeks "
                "before it."
            ).format(day=long_date(day), weeks=rules.look_back_weeks)
        )
    average = pay / hours
    step = Step(
        _("Average pay for an hour in the last {weeks} weeks with pay").format(
            weeks=_short(days / 7)
        ),
        f"{figure(pence_nearest(pay))} / {_short(hours)} = {_short(average)}",
        PAYING,
    )
    return AverageHour(average, (step,))


def holiday_owed(
    history: Sequence[WorkedPeriod], year_start: date, day: date, rules: HolidayRules
) -> HolidayOwed:
    """Holiday earned since the leave year began on `year_start` and not taken by the end of `day`.

    Hours are earned at the end of each pay period, so a period that runs on after `day` does not
    count yet. history: every period of the worker; earlier years' serve the average.
    """
    done = [
        worked
        for worked in sorted(history, key=lambda worked: worked.period)
        if year_start <= worked.period.end <= day
    ]
    earned = sum((holiday_earned(worked.hours_worked, rules) for worked in done), Decimal(0))
    taken = sum((worked.holiday_hours for worked in done), Decimal(0))
    hours = earned - taken
    steps = [_earned_step(worked, rules) for worked in done if worked.hours_worked]
    steps.append(
        Step(
            _("Hours of holiday earned, less hours taken"),
            f"{_short(earned)} - {_short(taken)} = {_short(hours)}",
            EARNING,
        )
    )
    if not hours:
        return HolidayOwed(hours, ZERO, tuple(steps))
    average = average_hourly_pay(history, day + timedelta(days=1), rules)
    pay = pence_nearest(hours * average.pay)
    steps += average.steps
    steps.append(
        Step(
            _("Holiday pay for these hours"),
            f"{_short(hours)} x {_short(average.pay)} = {figure(pay)}",
            PAYING,
        )
    )
    return HolidayOwed(hours, pay, tuple(steps))


def _earned_step(worked: WorkedPeriod, rules: HolidayRules) -> Step:
    return Step(
        _("Earned from {start} to {end}, in whole hours").format(
            start=short_date(worked.period.start), end=short_date(worked.period.end)
        ),
        f"{_short(worked.hours_worked)} x {percent(rules.accrual)}"
        f" = {_short(worked.hours_worked * rules.accrual)};"
        f" {figure(holiday_earned(worked.hours_worked, rules))}",
        EARNING,
    )


def _short(number: Decimal) -> str:
    """At most four decimals, no zeros at the end."""
    rounded = number.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return figure(rounded).rstrip("0").rstrip(".")
