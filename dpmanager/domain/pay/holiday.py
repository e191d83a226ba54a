"""Holiday of workers with irregular hours: earned by the hour, paid at the average or rolled up.

A worker is one of them when the contract lets most hours vary from pay period to pay period, or
asks for work in part of the year only (regulation 15F). The rules are those of England, Wales and
Scotland. Northern Ireland has its own regulations, without rolled-up holiday pay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from dpmanager.domain.amounts import ZERO, pence_nearest, total
from dpmanager.domain.pay.figures import figure, percent, short
from dpmanager.domain.pay.holiday_carried import CarriedOver
from dpmanager.domain.periods import Period, long_date, short_date
from dpmanager.domain.rates import AnnualLeave, HolidayRules
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

REGULATIONS = "Working Time Regulations 1998 (SI 1998/1833), regulation "
ADDRESS = ": https://www.legislation.gov.uk/uksi/1998/1833/regulation/"
EARNING = f"{REGULATIONS}15B{ADDRESS}15B"
ON_LEAVE = f"{REGULATIONS}15C{ADDRESS}15C"
PAYING = f"{REGULATIONS}16{ADDRESS}16"
ROLLED_UP = f"{REGULATIONS}16A{ADDRESS}16A"
WEEK = 7


class WorkedPeriod(NamedTuple):
    """A pay period: hours worked and their pay in pounds (holiday pay left out), holiday taken.

    holiday_hours may be taken in a period without work. hours_on_leave: what counts as worked for
    days of sick or family leave in the period (`hours_for_leave`).
    """

    period: Period
    hours_worked: Decimal
    pay: Decimal
    holiday_hours: Decimal
    hours_on_leave: Decimal = Decimal(0)


class Earned(NamedTuple):
    """A pay period, and the hours of holiday that it earned."""

    worked: WorkedPeriod
    hours: Decimal


class RolledUp(NamedTuple):
    """Holiday pay that is paid together with the pay for work, in pounds, and why."""

    amount: Decimal
    steps: tuple[Step, ...]


class HoursForLeave(NamedTuple):
    """Hours that count as worked while on sick or family leave (not rounded), and why."""

    hours: Decimal
    steps: tuple[Step, ...]


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

    The yearly limit of 28 days is not applied here: see `earned_in_year`.
    """
    return (hours_worked * rules.accrual).quantize(Decimal(1), ROUND_HALF_UP)


def average_working_day(hours_by_day: Mapping[date, Decimal]) -> Decimal:
    """The hours of an average day on which there was work; nothing when there was none."""
    worked = [hours for hours in hours_by_day.values() if hours]
    return sum(worked, Decimal(0)) / len(worked) if worked else Decimal(0)


def most_hours_a_year(working_day: Decimal, leave: AnnualLeave) -> Decimal:
    """The most hours of holiday that can be earned in a leave year: 28 working days.

    working_day: hours of an average working day. Source: regulation 15B.
    """
    return working_day * leave.most_days


def earned_in_year(
    history: Iterable[WorkedPeriod],
    year_start: date,
    day: date,
    rules: HolidayRules,
    most_hours: Decimal | None = None,
) -> list[Earned]:
    """What each pay period earned that ended in the leave year, by the end of `day`, in order.

    Hours of sick and family leave earn as hours worked do (regulation 15C).
    most_hours: the yearly limit; nothing is earned beyond it. None: the limit is not applied.
    """
    made: list[Earned] = []
    so_far = Decimal(0)
    for worked in sorted(history, key=lambda worked: worked.period):
        if not year_start <= worked.period.end <= day:
            continue
        hours = holiday_earned(worked.hours_worked + worked.hours_on_leave, rules)
        if most_hours is not None:
            hours = min(hours, most_hours - so_far)
        so_far += hours
        made.append(Earned(worked, hours))
    return made


def hours_for_leave(
    worked: Mapping[date, Decimal],
    employed_since: date,
    absence: Period,
    in_period: Period,
    rules: HolidayRules,
    *,
    earlier_absences: Iterable[Period] = (),
) -> HoursForLeave:
    """The hours that count as worked in a pay period for its days of sick or family leave.

    They are the average week of the 52 weeks before the leave, for each week of it. Weeks without
    work count; weeks touched by an earlier leave do not, and older ones take their place, at most
    104 weeks back. Who has been employed for less: the average of that time.
    worked: hours worked on each day. absence: the whole leave. in_period: the pay period.
    Source: regulation 15C, and Acas (https://www.acas.org.uk/irregular-hours-and-part-year-workers).
    """
    on_leave = sum(day in absence for day in in_period.each_day())
    if not on_leave:
        return HoursForLeave(Decimal(0), ())
    weeks = list(_weeks_that_count(employed_since, absence.start, tuple(earlier_absences), rules))
    days = sum(week.days for week in weeks)
    hours = sum(
        (
            hours
            for day, hours in worked.items()
            if any(week.start <= day <= week.end for week in weeks)
        ),
        Decimal(0),
    )
    if not days:
        return HoursForLeave(Decimal(0), ())
    counted = hours * on_leave / days
    steps = (
        Step(
            _("Hours of an average week before the leave began on {day}").format(
                day=long_date(absence.start)
            ),
            f"{short(hours)} / {short(Decimal(days) / WEEK)} = {short(hours * WEEK / days)}",
            ON_LEAVE,
        ),
        Step(
            _("Hours that count for {days} days of leave").format(days=on_leave),
            f"{short(hours * WEEK / days)} x {on_leave} / {WEEK} = {short(counted)}",
            ON_LEAVE,
        ),
    )
    return HoursForLeave(counted, steps)


def _weeks_that_count(
    employed_since: date, leave_start: date, absences: Sequence[Period], rules: HolidayRules
) -> Iterable[Period]:
    """The weeks before a leave, from the latest back; the earliest may be a part of a week."""
    found = 0
    end = leave_start - timedelta(days=1)
    for _week in range(rules.look_back_weeks):
        if end < employed_since or found == rules.average_weeks:
            return
        week = Period(max(employed_since, end - timedelta(days=WEEK - 1)), end)
        if not any(away.start <= week.end and week.start <= away.end for away in absences):
            found += 1
            yield week
        end = week.start - timedelta(days=1)


def rolled_up_holiday(
    pay_for_work: Decimal, rules: HolidayRules, *, leave_year_start: date | None = None
) -> RolledUp:
    """Holiday pay on top of each pay for work, in place of pay while on holiday: 12.07% of it.

    Only for irregular hours and work in part of the year, and only in leave years that start on
    or after 1 April 2024; never in Northern Ireland, whose regulations have no such pay. It is paid
    at the same time as the pay for work and stands on the payslip as an amount of its own. The
    worker still earns holiday and must be able to take it.
    pay_for_work: pounds for work done in the pay period. The law does not say how it is rounded:
    here to the nearest penny. Raises DPManagerError for an earlier leave year.
    Source: regulation 16A.
    """
    if leave_year_start is not None and leave_year_start < rules.first_leave_year:
        raise DPManagerError(
            _(
                "Holiday pay cannot be paid with each wage in a leave year that began on {day}. "
                "This is allowed in leave years from {first}. Choose pay while on holiday."
            ).format(day=long_date(leave_year_start), first=long_date(rules.first_leave_year))
        )
    amount = pence_nearest(pay_for_work * rules.accrual)
    step = Step(
        _("Holiday pay paid with this pay, shown apart from pay for work"),
        f"{figure(pay_for_work)} x {percent(rules.accrual)} = {figure(amount)}",
        ROLLED_UP,
    )
    return RolledUp(amount, (step,))


def rolled_up_on_leave(
    paid: Mapping[Period, Decimal], leave_start: date, rules: HolidayRules
) -> RolledUp:
    """Rolled-up holiday pay for one pay period of sick or family leave: the average before it.

    paid: pounds of rolled-up holiday pay of each pay period; those count that lie in the 52 weeks
    before the leave. To the nearest penny. Source: regulation 16A(4) to (6).
    """
    first = leave_start - timedelta(weeks=rules.average_weeks)
    counted = [
        amount
        for period, amount in paid.items()
        if first <= period.start and period.end < leave_start
    ]
    if not counted:
        return RolledUp(ZERO, ())
    amount = pence_nearest(total(counted) / len(counted))
    step = Step(
        _("Average holiday pay of a pay period before the leave began on {day}").format(
            day=long_date(leave_start)
        ),
        f"{figure(total(counted))} / {len(counted)} = {figure(amount)}",
        ROLLED_UP,
    )
    return RolledUp(amount, (step,))


def average_hourly_pay(
    history: Iterable[WorkedPeriod], day: date, rules: HolidayRules
) -> AverageHour:
    """The pay of an average hour in the last 52 weeks with pay before `day`, at most 104 back.

    Periods without work and pay are passed over, and weekly ones with sick or family leave. Of a
    period longer than the weeks still wanted an even share counts. Raises DPManagerError when no
    period has pay.
    """
    first_day = day - timedelta(weeks=rules.look_back_weeks)
    wanted = Decimal(rules.average_weeks * WEEK)
    days = hours = pay = Decimal(0)
    for worked in sorted(history, key=lambda worked: worked.period, reverse=True):
        usable = first_day <= worked.period.start and worked.period.end < day
        if not usable or not worked.hours_worked or not worked.pay or days >= wanted:
            continue
        if worked.hours_on_leave and worked.period.days <= WEEK:
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
            weeks=short(days / WEEK)
        ),
        f"{figure(pence_nearest(pay))} / {short(hours)} = {short(average)}",
        PAYING,
    )
    return AverageHour(average, (step,))


def holiday_owed(
    history: Sequence[WorkedPeriod],
    year_start: date,
    day: date,
    rules: HolidayRules,
    *,
    carried: Sequence[CarriedOver] = (),
    most_hours: Decimal | None = None,
) -> HolidayOwed:
    """Holiday earned since the leave year began on `year_start` and not taken by the end of `day`.

    Hours are earned at the end of each pay period, so a period that runs on after `day` does not
    count yet. history: every period of the worker; earlier years' serve the average.
    carried: from the leave year before. most_hours: the yearly limit (`most_hours_a_year`), which
    holds for what is earned, not for what is carried over.
    """
    done = earned_in_year(history, year_start, day, rules, most_hours)
    earned = sum((each.hours for each in done), Decimal(0))
    taken = sum((each.worked.holiday_hours for each in done), Decimal(0))
    brought = sum((each.hours for each in carried), Decimal(0))
    hours = brought + earned - taken
    steps = [earned_step(each, rules) for each in done if each.worked.hours_worked]
    if most_hours is not None and earned == most_hours:
        steps.append(Step(_("The most that a leave year can earn"), short(most_hours), EARNING))
    steps += [each.step() for each in carried]
    steps.append(_balance_step(brought, earned, taken))
    if not hours:
        return HolidayOwed(hours, ZERO, tuple(steps))
    average = average_hourly_pay(history, day + timedelta(days=1), rules)
    pay = pence_nearest(hours * average.pay)
    steps += average.steps
    steps.append(holiday_pay_step(hours, average.pay, pay))
    return HolidayOwed(hours, pay, tuple(steps))


def holiday_pay_step(hours: Decimal, hourly_pay: Decimal, pay: Decimal) -> Step:
    """The step from hours of holiday to their pay, both in pounds."""
    return Step(
        _("Holiday pay for these hours"),
        f"{short(hours)} x {short(hourly_pay)} = {figure(pay)}",
        PAYING,
    )


def _balance_step(carried: Decimal, earned: Decimal, taken: Decimal) -> Step:
    if not carried:
        return Step(
            _("Hours of holiday earned, less hours taken"),
            f"{short(earned)} - {short(taken)} = {short(earned - taken)}",
            EARNING,
        )
    return Step(
        _("Hours of holiday carried over and earned, less hours taken"),
        f"{short(carried)} + {short(earned)} - {short(taken)} = {short(carried + earned - taken)}",
        EARNING,
    )


def earned_step(earned: Earned, rules: HolidayRules) -> Step:
    """The step from the hours of a pay period to the holiday that they earned."""
    worked = earned.worked
    hours = worked.hours_worked + worked.hours_on_leave
    return Step(
        _("Earned from {start} to {end}, in whole hours").format(
            start=short_date(worked.period.start), end=short_date(worked.period.end)
        ),
        f"{short(hours)} x {percent(rules.accrual)} = {short(hours * rules.accrual)};"
        f" {figure(earned.hours)}",
        EARNING,
    )
