"""Statutory pay of parents: who gets it, and how much of it in a pay period."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from itertools import groupby

from dpmanager.domain.amounts import ZERO, pence_up, pounds
from dpmanager.domain.pay.average_weekly_earnings import SEVEN_DECIMALS, AverageWeeklyEarnings
from dpmanager.domain.pay.family_leave_dates import (
    SOURCES,
    WEEK,
    FamilyLeave,
    FamilyPayKind,
    RelevantDates,
    name_of_pay,
    relevant_dates,
    week_of,
)
from dpmanager.domain.pay.figures import figure, percent
from dpmanager.domain.periods import Period, long_date, short_date
from dpmanager.domain.rates import (
    FamilyPayRules,
    days_of_tax_year,
    tax_year_of,
)
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import short_period
from dpmanager.errors import DPManagerError
from dpmanager.words import _, ngettext

WEEKLY_RATE = (
    "Social Security Contributions and Benefits Act 1992, sections 165 to 167: "
    "https://www.legislation.gov.uk/ukpga/1992/4/section/166"
)
ROUNDING = (
    "Statutory Maternity Pay (General) Regulations 1986 (SI 1986/1960), regulation 28: "
    "https://www.legislation.gov.uk/uksi/1986/1960/regulation/28; "
    "Statutory Paternity Pay and Statutory Adoption Pay (Weekly Rates) Regulations 2002 "
    "(SI 2002/2818), regulation 4: https://www.legislation.gov.uk/uksi/2002/2818/regulation/4"
)
DAYS_IN_WEEK = 7

# The rules for a week that begins on a day: the latest whose `weekly_from` is not after it.
RulesOn = Callable[[date], FamilyPayRules]


@dataclass(frozen=True, slots=True)
class FamilyPayEntitlement:
    """Whether there is pay for a leave. reasons: why not, a sentence each."""

    entitled: bool
    reasons: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class FamilyPayOfPeriod:
    """The pay in pounds for the days of a leave in one pay period, and why."""

    amount: Decimal
    days: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _WeeklyAmount:
    """Pounds for a whole pay week, at most seven decimals, and why."""

    amount: Decimal
    step: Step


def rules_by_week(known: Iterable[FamilyPayRules]) -> RulesOn:
    """A lookup of the rules for a week that begins on a day, among those that are known.

    It raises DPManagerError for a week before the first known rules, and for one that begins
    after the amounts change next: on the first Sunday of the April after the last known rules.
    """
    newest_first = sorted(known, key=lambda rules: rules.weekly_from, reverse=True)

    def rules_on(day: date) -> FamilyPayRules:
        for rules in newest_first:
            if rules.weekly_from <= day < _first_sunday_of_april(rules.weekly_from.year + 1):
                return rules
        raise DPManagerError(
            _(
                "The pay of a parent for the week from {day} cannot be worked out. The amounts of "
                "that year are not known here yet."
            ).format(day=long_date(day))
        )

    return rules_on


def most_weeks(kind: FamilyPayKind, rules: FamilyPayRules) -> int:
    """The most weeks of this pay for one child."""
    return {
        FamilyPayKind.MATERNITY: rules.maternity_weeks,
        FamilyPayKind.ADOPTION: rules.maternity_weeks,
        FamilyPayKind.PATERNITY: rules.paternity_weeks,
        FamilyPayKind.SHARED_PARENTAL: rules.shared_parental_weeks,
        FamilyPayKind.BEREAVEMENT: rules.bereavement_weeks,
        FamilyPayKind.NEONATAL: rules.neonatal_weeks,
    }[kind]


def paid_weeks(leave: FamilyLeave, rules_on: RulesOn) -> int:
    """How many whole weeks of the leave are paid.

    A week that is cut short by going back to work is not paid at all (HMRC, Statutory Payments
    Manual, SPM200300: https://www.gov.uk/hmrc-internal-manuals/statutory-payments-manual/spm200300).
    """
    left = max(0, most_weeks(leave.kind, rules_on(leave.first_day)) - leave.weeks_used)
    if leave.last_day is None:
        return left
    return min(left, Period(leave.first_day, leave.last_day).days // DAYS_IN_WEEK)


def family_pay_entitled(
    leave: FamilyLeave,
    employment_start: date,
    earnings: AverageWeeklyEarnings,
    rules_on: RulesOn,
) -> FamilyPayEntitlement:
    """Whether the worker gets statutory pay for the leave.

    earnings: of the relevant period, that is before `RelevantDates.earnings_before`, not rounded.
    Not looked at, as the employer knows it: that the worker is still employed when the leave
    begins (for maternity pay: in the relevant week), gave notice in time, and has shown proof;
    for neonatal care pay, that the place is in Great Britain, and the baby was born on or after
    6 April 2025 and in care for 7 days on end for each week that is claimed.
    Since 6 April 2026 paternity leave needs no length of employment; its pay still does.
    """
    dates = relevant_dates(leave)
    limit = _rules_of_tax_year(dates.limit_day, rules_on).lower_earnings_limit
    reasons = [
        *_too_short_employed(dates, employment_start),
        *_too_little_earned(limit, earnings.amount),
        *_too_early(leave, dates),
        *_no_weeks(leave, rules_on),
    ]
    return FamilyPayEntitlement(
        not reasons,
        tuple(reasons),
        (
            *dates.steps,
            Step(_("The worker started"), short_date(employment_start), SOURCES[leave.kind]),
            *earnings.steps,
            Step(_("Average weekly earnings must be at least"), figure(limit), SOURCES[leave.kind]),
        ),
    )


def family_pay(
    leave: FamilyLeave,
    period: Period,
    earnings: AverageWeeklyEarnings,
    rules_on: RulesOn,
) -> FamilyPayOfPeriod:
    """The pay for the days of the leave that lie in a pay period; nothing for other days.

    A pay week starts on the weekday on which the pay starts. Each of its days has a seventh of
    the week's amount. The amounts of the period are added exactly, and the sum goes up to the
    next penny once, for each payment, as in the calculators of GOV.UK. So to split a pay period
    never pays less, and at most a penny more for each part but the first. The flat amount of
    a new year counts for pay weeks that begin on or after its first day.

    earnings: cut to seven decimals, and not rounded to the penny.
    """
    days_paid = _days_paid(leave, period, rules_on)
    if not days_paid:
        return FamilyPayOfPeriod(ZERO, 0, ())
    amounts = {
        number: _weekly_amount(leave, number, earnings, rules_on) for number, _days in days_paid
    }
    exact = Decimal(0)
    steps = list(earnings.steps)
    for weekly, group in groupby(days_paid, key=lambda paid: amounts[paid[0]]):
        parts = [days for _number, days in group]
        run = Period(parts[0].start, parts[-1].end)
        part = weekly.amount * run.days / DAYS_IN_WEEK
        exact += part
        steps += [
            weekly.step,
            Step(
                ngettext(
                    "{count} day of leave, {days}", "{count} days of leave, {days}", run.days
                ).format(count=run.days, days=short_period(run)),
                f"{_short(weekly.amount)} x {run.days} / 7 = {_short(part)}",
                WEEKLY_RATE,
            ),
        ]
    amount = pence_up(exact)
    steps.append(
        Step(
            _("{pay} in this pay period, up to the next penny").format(pay=name_of_pay(leave.kind)),
            f"{_short(exact)}: {figure(amount)}",
            ROUNDING,
        )
    )
    return FamilyPayOfPeriod(amount, sum(days.days for _number, days in days_paid), tuple(steps))


def _first_sunday_of_april(year: int) -> date:
    return week_of(date(year, 4, 7)).start


def _rules_of_tax_year(day: date, rules_on: RulesOn) -> FamilyPayRules:
    """The rules of the tax year of a day; its first Sunday in April is at the latest the 7th."""
    return rules_on(days_of_tax_year(tax_year_of(day)).start + timedelta(days=1))


def _too_short_employed(dates: RelevantDates, employment_start: date) -> list[str]:
    if employment_start <= dates.latest_employment_start:
        return []
    return [
        _("The worker must have started by {latest}, and started on {start}.").format(
            latest=long_date(dates.latest_employment_start), start=long_date(employment_start)
        )
    ]


def _too_little_earned(limit: Decimal, average: Decimal) -> list[str]:
    if average >= limit:
        return []
    return [
        _("The worker must earn {limit} a week on average, and earned {average}.").format(
            limit=pounds(limit), average=f"£{_short(average)}"
        )
    ]


def _too_early(leave: FamilyLeave, dates: RelevantDates) -> list[str]:
    if dates.earliest_leave is None or leave.first_day >= dates.earliest_leave:
        return []
    return [
        _("Maternity pay cannot start before {day}.").format(day=long_date(dates.earliest_leave))
    ]


def _no_weeks(leave: FamilyLeave, rules_on: RulesOn) -> list[str]:
    if not most_weeks(leave.kind, rules_on(leave.first_day)):
        return [
            _("There is no such pay for leave that starts on {day}.").format(
                day=long_date(leave.first_day)
            )
        ]
    if not paid_weeks(leave, rules_on):
        return [_("No whole week is left that can be paid.")]
    return []


def _days_paid(leave: FamilyLeave, period: Period, rules_on: RulesOn) -> list[tuple[int, Period]]:
    """The number of each pay week, from 0, that has days in the period, and these days."""
    found = []
    for number in range(paid_weeks(leave, rules_on)):
        first = leave.first_day + number * WEEK
        start = max(first, period.start)
        end = min(first + WEEK - timedelta(days=1), period.end)
        if start <= end:
            found.append((number, Period(start, end)))
    return found


def _weekly_amount(
    leave: FamilyLeave, number: int, earnings: AverageWeeklyEarnings, rules_on: RulesOn
) -> _WeeklyAmount:
    """The amount of a pay week; 90% of earnings is cut to seven decimals, as on GOV.UK."""
    rules = rules_on(leave.first_day + number * WEEK)
    share = (earnings.amount * rules.share_of_earnings).quantize(SEVEN_DECIMALS, ROUND_DOWN)
    shown = percent(rules.share_of_earnings)
    working = f"{_short(earnings.amount)} x {shown} = {_short(share)}"
    full = leave.kind in (FamilyPayKind.MATERNITY, FamilyPayKind.ADOPTION)
    if full and number + leave.weeks_used < rules.full_share_weeks:
        label = _("A week's pay, in the first {count} weeks: {share} of average earnings").format(
            count=rules.full_share_weeks, share=shown
        )
        return _WeeklyAmount(share, Step(label, working, WEEKLY_RATE))
    label = _("A week's pay: {share} of average earnings, and at most {flat}").format(
        share=shown, flat=pounds(rules.weekly)
    )
    amount = min(share, rules.weekly)
    return _WeeklyAmount(amount, Step(label, f"{working}; {_short(amount)}", WEEKLY_RATE))


def _short(number: Decimal) -> str:
    """Seven decimals at most, and never fewer than two."""
    whole, _point, decimals = f"{number:,.7f}".partition(".")
    return f"{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"
