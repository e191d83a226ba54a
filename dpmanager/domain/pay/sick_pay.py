"""Statutory sick pay (SSP) of a pay period, from all absences through sickness of one worker.

Absences that are no more than 56 days apart are linked and count as one. Until 5 April 2026 an
absence had to last four days, its first three working days were waiting days, and average pay had
to reach the lower earnings limit. From 6 April 2026 the first day is paid, at the flat rate or at
80% of average pay if that is less.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import Enum, auto
from typing import NamedTuple

from dpmanager.domain.amounts import PENNY, ZERO, pence_up, pounds, total
from dpmanager.domain.pay.average_weekly_earnings import AverageWeeklyEarnings
from dpmanager.domain.pay.figures import figure, percent
from dpmanager.domain.periods import Period, long_date, short_date
from dpmanager.domain.rates import SickPayRules
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _, ngettext

SOURCE = "GOV.UK, Statutory Sick Pay, employer guide: https://www.gov.uk/employers-sick-pay"
DAILY_RATES = (
    "Social Security Contributions and Benefits Act 1992, section 157: "
    "https://www.legislation.gov.uk/ukpga/1992/4/section/157"
)
ACROSS_APRIL_2026 = (
    "https://www.gov.uk/guidance/"
    "sickness-absences-that-start-before-and-end-on-or-after-6-april-2026"
)
FOUR_DECIMALS = Decimal("0.0001")
DAYS_IN_WEEK = 7

RulesOn = Callable[[date], SickPayRules]


@dataclass(frozen=True, slots=True)
class SickPayOfPeriod:
    """Statutory sick pay for the days of sickness in one pay period, in pounds, and why.

    days: how many days are paid. reasons: sentences that say why days are not paid, or are paid
    less than the flat rate.
    """

    amount: Decimal
    days: int
    steps: tuple[Step, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SickPayTime:
    """When the weeks of sick pay of an absence began to run.

    counted_from: its first paid day, moved back by the weeks that linked absences had used up;
    None where no day is paid. unpaid_from: then its first working day, if there were no earnings,
    they were too low, or all weeks had been used up.
    """

    counted_from: date | None = None
    unpaid_from: date | None = None


class _Unpaid(Enum):
    """Why a day of sickness on which the worker normally works is not paid."""

    TOO_SHORT = auto()
    WAITING = auto()
    LOW_EARNINGS = auto()
    NO_EARNINGS = auto()
    USED_UP = auto()


class _SickDay(NamedTuple):
    """A day of sickness on which the worker normally works.

    pay: the daily rate in pounds, not rounded to the penny. weekly: the rate of a whole week.
    """

    day: date
    rules: SickPayRules
    weekly: Decimal
    pay: Decimal
    unpaid: _Unpaid | None


def sick_pay(
    absences: Sequence[Period],
    period: Period,
    qualifying_days: frozenset[int],
    earnings: Callable[[date], AverageWeeklyEarnings],
    rules_on: RulesOn,
) -> SickPayOfPeriod:
    """Statutory sick pay for the days of sickness in `period`.

    absences: calendar days of every known absence through sickness, whole days only, in any
    order; those that touch are one. End an absence that goes on at the end of the pay period.
    qualifying_days: the weekdays on which the worker normally works, Monday is 0. They are the
    same for all absences. earnings: the average week's pay before the first day of linked
    absences. rules_on: the rules of the tax year of a day.

    A week runs from Sunday to Saturday and its pay goes up to the next penny. A week that `period`
    cuts is paid up to the cut, rounded up; the next period pays the rest of the whole week's
    amount. So the parts make exactly what the whole week does.

    Not looked at: changes of the working days, the end of linked absences after three years, and
    days of other statutory pay. A pay period that was paid before an absence in it had reached
    four days (until 5 April 2026) may turn out higher when worked out again.

    Raises DPManagerError when no working days are known, and for days from 6 April 2026 on of an
    absence that began before: GOV.UK's calculator does not do them either.
    Sources: Social Security Contributions and Benefits Act 1992, part XI; GOV.UK's calculator of
    statutory sick pay; HMRC, Statutory Payments Manual, SPM110500.
    """
    joined = _joined(absences)
    sick_now = [absence for absence in joined if _overlap(absence, period)]
    if not sick_now:
        return SickPayOfPeriod(ZERO, 0, (), ())
    if not qualifying_days:
        raise DPManagerError(
            _(
                "Sick pay cannot be worked out. Choose the days of the week on which the worker "
                "normally works."
            )
        )
    parts = [
        _pay_of_series(series, period, qualifying_days, earnings, rules_on)
        for series in _linked(joined, period, rules_on)
    ]
    return SickPayOfPeriod(
        total(part.amount for part in parts),
        sum(part.days for part in parts),
        tuple(step for part in parts for step in part.steps),
        (
            *_too_short(sick_now, rules_on),
            *_no_working_days(sick_now, period, qualifying_days),
            *(reason for part in parts for reason in part.reasons),
        ),
    )


def sick_pay_time(
    absences: Sequence[Period],
    first_day: date,
    qualifying_days: frozenset[int],
    earnings: Callable[[date], AverageWeeklyEarnings],
    rules_on: RulesOn,
) -> SickPayTime:
    """When the weeks of sick pay began to run for the absence from `first_day` on.

    absences: as for `sick_pay`, that one among them; let one that goes on last for four weeks at
    least. The other parameters are those of `sick_pay`.
    """
    joined = _joined(absences)
    own = next(absence for absence in joined if first_day in absence)
    linked = _linked(joined, own, rules_on)
    if not linked or not qualifying_days:
        return SickPayTime()
    series = linked[-1]
    average = earnings(series[0].start).amount
    sick_days = list(_sick_days(series, own.end, qualifying_days, average, rules_on))
    used = sum(sick.unpaid is None for sick in sick_days if sick.day < first_day)
    now = [sick for sick in sick_days if sick.day >= first_day]
    for sick in now:
        if sick.unpaid is None:
            used_up = timedelta(days=used * DAYS_IN_WEEK // len(qualifying_days))
            return SickPayTime(counted_from=sick.day - used_up)
    ends = (_Unpaid.LOW_EARNINGS, _Unpaid.NO_EARNINGS, _Unpaid.USED_UP)
    return SickPayTime(unpaid_from=next((sick.day for sick in now if sick.unpaid in ends), None))


def _pay_of_series(
    series: list[Period],
    period: Period,
    qualifying_days: frozenset[int],
    earnings: Callable[[date], AverageWeeklyEarnings],
    rules_on: RulesOn,
) -> SickPayOfPeriod:
    average = earnings(series[0].start)
    sick_days = list(_sick_days(series, period.end, qualifying_days, average.amount, rules_on))
    now = [sick for sick in sick_days if sick.day in period]
    _refuse_change_of_rules(now, series, rules_on)
    paid = [sick for sick in now if sick.unpaid is None]
    weeks = [_pay_of_week(week, sick_days, period) for week in _weeks(paid)]
    steps = [*average.steps] if now else []
    steps += _rate_steps(paid, average.amount, len(qualifying_days))
    steps += [step for _pay, step in weeks]
    amount = total(pay for pay, _step in weeks)
    if len(weeks) > 1:
        terms = " + ".join(figure(pay) for pay, _step in weeks)
        steps.append(Step(_("Sick pay of these weeks"), f"{terms} = {figure(amount)}", SOURCE))
    least = rules_on(series[0].start).lower_earnings_limit
    return SickPayOfPeriod(
        amount,
        len(paid),
        tuple(steps),
        tuple(_reasons(now, average.amount, least)),
    )


def _joined(absences: Sequence[Period]) -> list[Period]:
    """In order; absences that overlap or follow one another without a day between are one."""
    joined: list[Period] = []
    for absence in sorted(absences):
        if joined and absence.start <= joined[-1].end + timedelta(days=1):
            joined[-1] = Period(joined[-1].start, max(joined[-1].end, absence.end))
        else:
            joined.append(absence)
    return joined


def _overlap(absence: Period, period: Period) -> bool:
    return absence.start <= period.end and absence.end >= period.start


def _counts(absence: Period, rules_on: RulesOn) -> bool:
    """Whether it is long enough to be paid and linked, by the rules of its first or last day."""
    return any(
        absence.days >= rules_on(day).shortest_absence_days for day in (absence.start, absence.end)
    )


def _linked(joined: list[Period], period: Period, rules_on: RulesOn) -> list[list[Period]]:
    """The series of linked absences with a day in the period, each with all that led up to it."""
    series: list[list[Period]] = []
    for absence in reversed(joined):
        if absence.start > period.end:
            continue
        if series and _link(absence, series[0][0], rules_on):
            if _counts(absence, rules_on):
                series[0].insert(0, absence)
        elif not _overlap(absence, period):
            break
        elif _counts(absence, rules_on):
            series.insert(0, [absence])
    return series


def _link(earlier: Period, later: Period, rules_on: RulesOn) -> bool:
    days_between = (later.start - earlier.end).days - 1
    return days_between <= rules_on(later.start).linking_days


def _refuse_change_of_rules(days: list[_SickDay], series: list[Period], rules_on: RulesOn) -> None:
    for sick in days:
        start = next(absence.start for absence in series if sick.day in absence)
        if sick.rules.waiting_days < rules_on(start).waiting_days:
            raise DPManagerError(
                _(
                    "The sick pay for {day} cannot be worked out here. The absence began on "
                    "{start}. The rules changed before it ended. Find out what to pay at "
                    "{address} and add it to the pay yourself."
                ).format(day=long_date(sick.day), start=long_date(start), address=ACROSS_APRIL_2026)
            )


def _sick_days(
    series: list[Period],
    until: date,
    qualifying_days: frozenset[int],
    average: Decimal,
    rules_on: RulesOn,
) -> Iterator[_SickDay]:
    """Every working day of linked absences up to `until`, paid or not, in order."""
    entry = rules_on(series[0].start)
    low = entry.lower_earnings_limit is not None and average < entry.lower_earnings_limit
    waited = paid = 0
    for absence in series:
        for day in absence.each_day():
            if day > until or day.weekday() not in qualifying_days:
                continue
            rules = rules_on(day)
            weekly = _weekly(rules, average)
            daily = (weekly / len(qualifying_days)).quantize(FOUR_DECIMALS, ROUND_DOWN)
            unpaid = None
            if absence.days < rules.shortest_absence_days:
                unpaid = _Unpaid.TOO_SHORT
            elif low and rules.lower_earnings_limit is not None:
                unpaid = _Unpaid.LOW_EARNINGS
            elif waited < rules.waiting_days:
                unpaid = _Unpaid.WAITING
                waited += 1
            elif not daily:
                unpaid = _Unpaid.NO_EARNINGS
            elif paid >= rules.most_weeks * len(qualifying_days):
                unpaid = _Unpaid.USED_UP
            else:
                paid += 1
            yield _SickDay(day, rules, weekly, daily if unpaid is None else ZERO, unpaid)


def _weekly(rules: SickPayRules, average: Decimal) -> Decimal:
    if rules.share_of_earnings is None:
        return rules.weekly
    return min(rules.weekly, average * rules.share_of_earnings)


def _weeks(days: list[_SickDay]) -> list[Period]:
    """The weeks, Sunday to Saturday, that hold the days."""
    return [
        Period(sunday, sunday + timedelta(days=6))
        for sunday in sorted({_sunday(sick.day) for sick in days})
    ]


def _sunday(day: date) -> date:
    return day - timedelta(days=(day.weekday() + 1) % 7)


def _pay_of_week(week: Period, sick_days: list[_SickDay], period: Period) -> tuple[Decimal, Step]:
    """What the period adds to the week: the week so far, less what earlier periods paid of it."""
    rates = [sick.pay for sick in sick_days if sick.day in week and sick.unpaid is None]
    before = [
        sick.pay
        for sick in sick_days
        if sick.day in week and sick.day < period.start and sick.unpaid is None
    ]
    so_far, earlier = pence_up(total(rates)), pence_up(total(before))
    working = f"{_addition(rates)} = {figure(so_far)}"
    if before:
        working += f"; {figure(so_far)} - {figure(earlier)} = {figure(so_far - earlier)}"
    label = _("Week from {start} to {end}, up to the next penny").format(
        start=short_date(week.start), end=short_date(week.end)
    )
    return so_far - earlier, Step(label, working, DAILY_RATES)


def _addition(rates: list[Decimal]) -> str:
    return " + ".join(
        f"{rates.count(rate)} x {figure(rate)}" for rate in sorted(set(rates), key=rates.index)
    )


def _rate_steps(paid: list[_SickDay], average: Decimal, days_in_week: int) -> Iterator[Step]:
    """The rate of a week and of a day, for each rate that was paid."""
    for weekly, sick in {sick.weekly: sick for sick in paid}.items():
        if weekly < sick.rules.weekly and sick.rules.share_of_earnings is not None:
            yield Step(
                _("Sick pay for a week, as a share of the average pay"),
                f"{_short(average)} x {percent(sick.rules.share_of_earnings)} = {_short(weekly)}",
                SOURCE,
            )
        else:
            yield Step(_("Sick pay for a week, the flat rate"), figure(weekly), SOURCE)
        yield Step(
            _("Sick pay for a day, cut to four decimals"),
            f"{_short(weekly)} / {days_in_week} = {figure(sick.pay)}",
            DAILY_RATES,
        )


def _too_short(absences: list[Period], rules_on: RulesOn) -> Iterator[str]:
    for absence in absences:
        if not _counts(absence, rules_on):
            shortest = rules_on(absence.start).shortest_absence_days
            yield ngettext(
                "No sick pay is due for the absence from {start} to {end}. "
                "It had to last {count} day.",
                "No sick pay is due for the absence from {start} to {end}. "
                "It had to last {count} days.",
                shortest,
            ).format(start=short_date(absence.start), end=short_date(absence.end), count=shortest)


def _no_working_days(
    absences: list[Period], period: Period, qualifying_days: frozenset[int]
) -> Iterator[str]:
    sick = (day for absence in absences for day in absence.each_day() if day in period)
    if not any(day.weekday() in qualifying_days for day in sick):
        yield _("No sick pay is due. The days off sick are not days of work.")


def _reasons(days: list[_SickDay], average: Decimal, least: Decimal | None) -> Iterator[str]:
    """Why days are not paid, or less is paid for them, each said once.

    least: the lower earnings limit on the first day of the linked absences.
    """
    unpaid = [sick.unpaid for sick in days]
    if waiting := unpaid.count(_Unpaid.WAITING):
        yield ngettext(
            "{count} day off sick is a waiting day, which is not paid.",
            "{count} days off sick are waiting days, which are not paid.",
            waiting,
        ).format(count=waiting)
    low = unpaid.count(_Unpaid.LOW_EARNINGS)
    if low and least is not None:
        yield ngettext(
            "No sick pay is due for {count} day. The average pay for a week was {average}. It had "
            "to be {least} or more. Give the worker form SSP1.",
            "No sick pay is due for {count} days. The average pay for a week was {average}. It had "
            "to be {least} or more. Give the worker form SSP1.",
            low,
        ).format(count=low, average=pounds(average), least=pounds(least))
    if _Unpaid.NO_EARNINGS in unpaid:
        yield _(
            "No sick pay is due. The worker had no pay in the weeks before falling sick. Give "
            "the worker form SSP1."
        )
    if _Unpaid.USED_UP in unpaid:
        weeks = days[-1].rules.most_weeks
        yield ngettext(
            "Sick pay has ended. It was paid for {count} week, which is the most there is. Give "
            "the worker form SSP1.",
            "Sick pay has ended. It was paid for {count} weeks, which is the most there is. Give "
            "the worker form SSP1.",
            weeks,
        ).format(count=weeks)
    below = [sick for sick in days if sick.unpaid is None and sick.weekly < sick.rules.weekly]
    if below and below[-1].rules.share_of_earnings is not None:
        yield _(
            "Sick pay is {share} of the average pay for a week, as that is less than the full "
            "{weekly}."
        ).format(
            share=percent(below[-1].rules.share_of_earnings), weekly=pounds(below[-1].rules.weekly)
        )


def _short(amount: Decimal) -> str:
    """Four decimals at most, and none where the pence are exact."""
    pence = amount.quantize(PENNY, ROUND_DOWN)
    return figure(pence if pence == amount else amount.quantize(FOUR_DECIMALS, ROUND_DOWN))
