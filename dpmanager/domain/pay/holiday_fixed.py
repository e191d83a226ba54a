"""Holiday of workers with fixed hours: 5.6 weeks of a leave year, at most 28 days.

The method and the rounding are those of GOV.UK's calculator
(https://www.gov.uk/calculate-your-holiday-entitlement), which rounds up and never down.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from dpmanager.domain.pay.figures import figure, short
from dpmanager.domain.pay.holiday import (
    ADDRESS,
    PAYING,
    REGULATIONS,
    AverageHour,
    WorkedPeriod,
    average_hourly_pay,
)
from dpmanager.domain.periods import Period, long_date, months_after
from dpmanager.domain.rates import AnnualLeave, HolidayRules
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

ENTITLEMENT = f"{REGULATIONS}13 and 13A{ADDRESS}13"
FIRST_YEAR = f"{REGULATIONS}15A{ADDRESS}15A"
MONTHS = 12
DAYS_OF_WEEK = 7
HOURS_OF_DAY = 24
TENTH = Decimal("0.1")
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class FixedHours:
    """Hours and days that a worker works in every week.

    Raises DPManagerError for more than seven days, or more hours than the days have.
    """

    weekly_hours: Decimal
    days_a_week: Decimal

    def __post_init__(self) -> None:
        if not 0 < self.days_a_week <= DAYS_OF_WEEK:
            raise DPManagerError(
                _("{days} days a week cannot be worked. Check the days a week.").format(
                    days=figure(self.days_a_week)
                )
            )
        if not 0 < self.weekly_hours <= self.days_a_week * HOURS_OF_DAY:
            raise DPManagerError(
                _(
                    "{hours} hours cannot be worked on {days} days a week. Check the weekly hours."
                ).format(hours=figure(self.weekly_hours), days=figure(self.days_a_week))
            )


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Holiday of a leave year, in days and in hours of work, and why."""

    days: Decimal
    hours: Decimal
    steps: tuple[Step, ...]


def leave_year(first_day: date, day: date) -> Period:
    """The leave year that holds `day`. first_day: the first day of any leave year."""
    years = day.year - first_day.year
    if months_after(first_day, MONTHS * years) > day:
        years -= 1
    return Period(
        months_after(first_day, MONTHS * years),
        months_after(first_day, MONTHS * (years + 1)) - timedelta(days=1),
    )


def entitlement(
    pattern: FixedHours,
    year: Period,
    leave: AnnualLeave,
    *,
    started: date | None = None,
    left: date | None = None,
) -> Entitlement:
    """The holiday that a leave year gives; a part of it to who started or left in that year.

    year: the leave year. started, left: first and last day of the employment; days outside the
    leave year change nothing. Starters get a twelfth for each month, up to the next half day; who
    leaves gets the share of the year's days. Days and hours go up to the next tenth.
    """
    whole_days = min(leave.weeks * pattern.days_a_week, leave.most_days)
    first = started if started is not None and started > year.start else None
    last = left if left is not None and left < year.end else None
    if last is not None:
        return _of_leaver(pattern, whole_days, year, Period(first or year.start, last))
    if first is not None:
        return _of_starter(pattern, whole_days, year, first)
    return _made(pattern, whole_days, Decimal(1), (_whole_step(pattern, whole_days, leave),))


def accrued_in_first_year(
    pattern: FixedHours, started: date, day: date, leave: AnnualLeave
) -> Entitlement:
    """What may be taken by `day` in the first year of employment, taken or not.

    A twelfth of the year's holiday on the first day of each month of employment; the days go up to
    the next half day. After twelve months: the whole. Source: regulation 15A.
    """
    whole_days = min(leave.weeks * pattern.days_a_week, leave.most_days)
    months = min(MONTHS, max(0, _whole_months(started, day) + 1))
    days = min(whole_days, _up_to(whole_days * months / MONTHS, HALF))
    step = Step(
        _("Holiday that can be taken by {day} in the first year, in days").format(
            day=long_date(day)
        ),
        f"{short(whole_days)} x {months} / {MONTHS}, {short(days)}",
        FIRST_YEAR,
    )
    return _made(pattern, days, Decimal(1), (step,))


def hour_of_holiday(
    rates_in_use: Collection[Decimal],
    history: Iterable[WorkedPeriod],
    day: date,
    rules: HolidayRules,
) -> AverageHour:
    """What an hour of holiday on `day` is paid where hours are fixed.

    rates_in_use: pounds an hour that the worker's hours are paid at on that day. Where all hours
    have one rate, it is that. Where pay varies, it is the average of the last 52 weeks with pay.
    Source: Employment Rights Act 1996, sections 221 to 223, and regulation 16.
    Raises DPManagerError when pay varies and there is no earlier pay.
    """
    different = set(rates_in_use)
    if len(different) != 1:
        return average_hourly_pay(history, day, rules)
    (rate,) = different
    step = Step(_("Holiday is paid at the usual hourly rate"), figure(rate), PAYING)
    return AverageHour(rate, (step,))


def _of_starter(
    pattern: FixedHours, whole_days: Decimal, year: Period, started: date
) -> Entitlement:
    months = _months_left(started, year.end)
    days = _up_to(whole_days * months / MONTHS, HALF)
    step = Step(
        _("Holiday of a year that was started on {day}, in days").format(day=long_date(started)),
        f"{short(whole_days)} x {months} / {MONTHS}, {short(days)}",
        ENTITLEMENT,
    )
    return _made(pattern, days, Decimal(1), (step,))


def _of_leaver(
    pattern: FixedHours, whole_days: Decimal, year: Period, employed: Period
) -> Entitlement:
    days = whole_days * employed.days / year.days
    step = Step(
        _("Holiday for {days} days of employment out of {year} in the leave year").format(
            days=employed.days, year=year.days
        ),
        f"{short(whole_days)} x {employed.days} / {year.days} = {short(days)}",
        ENTITLEMENT,
    )
    return _made(pattern, whole_days * employed.days, Decimal(year.days), (step,))


def _made(
    pattern: FixedHours, days: Decimal, divided_by: Decimal, steps: tuple[Step, ...]
) -> Entitlement:
    """Days and hours, each divided last: a share of a year often has no end as a decimal."""
    in_days = _up_to(days / divided_by, TENTH)
    hours = days * pattern.weekly_hours / (pattern.days_a_week * divided_by)
    in_hours = _up_to(hours, TENTH)
    step = Step(
        _("In hours, for {hours} hours on {days} days a week").format(
            hours=short(pattern.weekly_hours), days=short(pattern.days_a_week)
        ),
        f"{short(days / divided_by)} x {short(pattern.weekly_hours)}"
        f" / {short(pattern.days_a_week)} = {short(hours)}, {short(in_hours)}",
        ENTITLEMENT,
    )
    return Entitlement(in_days, in_hours, (*steps, step))


def _whole_step(pattern: FixedHours, whole_days: Decimal, leave: AnnualLeave) -> Step:
    days = leave.weeks * pattern.days_a_week
    sum_ = f"{short(leave.weeks)} x {short(pattern.days_a_week)} = {short(days)}"
    if days <= leave.most_days:
        return Step(_("Holiday of a year, in days"), sum_, ENTITLEMENT)
    return Step(
        _("Holiday of a year, in days, at most {most}").format(most=short(leave.most_days)),
        f"{sum_}, {short(whole_days)}",
        ENTITLEMENT,
    )


def _months_left(started: date, year_end: date) -> int:
    """Months from the start to the leave year's end, a begun one counted whole."""
    months = (year_end.year - started.year) * MONTHS + year_end.month - started.month
    return max(0, months + 1 if year_end.day >= started.day else months)


def _whole_months(since: date, day: date) -> int:
    months = (day.year - since.year) * MONTHS + day.month - since.month
    return months if months_after(since, months) <= day else months - 1


def _up_to(number: Decimal, step: Decimal) -> Decimal:
    """Up to the next whole number of steps."""
    return (number / step).to_integral_value(ROUND_CEILING) * step
