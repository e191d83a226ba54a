"""Automatic enrolment: who must be in the pension, what has to be done, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.pension_membership import (
    LONGEST_POSTPONEMENT_MONTHS,
    REFUNDS,
    REGULATIONS,
    PensionEvent,
    PensionState,
    Standing,
    last_day_of_months,
    last_day_of_weeks,
    standing,
)
from dpmanager.domain.pay.service import age_on
from dpmanager.domain.periods import Frequency, Period, long_date, months_after
from dpmanager.domain.rates import PensionRates
from dpmanager.domain.steps import Step
from dpmanager.words import _

JOBHOLDERS = (
    "Pensions Act 2008, sections 1 and 3: https://www.legislation.gov.uk/ukpga/2008/30/section/3"
)
WITHOUT_QUALIFYING_EARNINGS = (
    "Pensions Act 2008, section 9: https://www.legislation.gov.uk/ukpga/2008/30/section/9"
)
ENROLMENT = (
    f"{REGULATIONS}, regulation 6: https://www.legislation.gov.uk/uksi/2010/772/regulation/6"
)
TELLING = f"{REGULATIONS}, regulations 17 and 21: https://www.legislation.gov.uk/uksi/2010/772"
POSTPONEMENT = (
    "Employers' Duties (Implementation) Regulations 2010 (SI 2010/4), regulation 4B: "
    "https://www.legislation.gov.uk/uksi/2010/4/regulation/4B"
)
DECLARATION = (
    "Employers' Duties (Registration and Compliance) Regulations 2010 (SI 2010/5), regulations 3 "
    "and 4: https://www.legislation.gov.uk/uksi/2010/5"
)
RE_ENROLMENT = (
    f"{REGULATIONS}, regulations 12 and 14: https://www.legislation.gov.uk/uksi/2010/772/part/3"
)
WEEKS_TO_ENROL = 6
MONTHS_TO_DECLARE = 5
RE_ENROLMENT_MONTHS = 36
WINDOW_MONTHS = 3
REFUND_MONTHS = 1
LEFT_OUT_MONTHS = 12


class WorkerKind(StrEnum):
    """What the law calls the worker. ELIGIBLE and NON_ELIGIBLE are the kinds of jobholder."""

    ELIGIBLE = "eligible"
    NON_ELIGIBLE = "non-eligible"
    ENTITLED = "entitled"


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the age and the pay of one pay period mean for the pension.

    kind: None for a worker who is too young or too old. reason: one sentence.
    """

    kind: WorkerKind | None
    reason: str
    steps: tuple[Step, ...]

    @property
    def must_enrol(self) -> bool:
        """Whether the employer must put the worker into the pension."""
        return self.kind is WorkerKind.ELIGIBLE

    @property
    def may_opt_in(self) -> bool:
        """Whether the worker may ask to be enrolled, and the employer then pays in."""
        return self.kind is WorkerKind.NON_ELIGIBLE

    @property
    def may_join(self) -> bool:
        """Whether the worker may ask to join, and the employer need not pay in."""
        return self.kind is WorkerKind.ENTITLED


def assess(
    born: date,
    day: date,
    pay: Decimal,
    frequency: Frequency,
    rates: PensionRates,
    state_pension_day: date,
) -> Assessment:
    """The kind of worker on `day`, by the gross `pay` of the pay period, in pounds.

    state_pension_day: when the worker reaches State Pension age. Pay must be more than the
    threshold of the pay period, not the same. That the work is done in the UK is taken as given.
    """
    age = age_on(day, born)
    old_enough = rates.ages.worker_from <= age < rates.ages.until
    right_age = age >= rates.ages.enrol_from and day < state_pension_day
    above_trigger = pay > rates.trigger.at(frequency)
    above_lower = pay > rates.lower_limit.at(frequency)
    if not old_enough:
        kind = None
    elif above_trigger and right_age:
        kind = WorkerKind.ELIGIBLE
    elif above_lower:
        kind = WorkerKind.NON_ELIGIBLE
    else:
        kind = WorkerKind.ENTITLED
    steps = (
        _age_step(day, age, rates, state_pension_day),
        _pay_step(pay, rates.trigger.at(frequency), rates.lower_limit.at(frequency)),
    )
    return Assessment(kind, _reason(kind, rates), steps if old_enough else steps[:1])


def _age_step(day: date, age: int, rates: PensionRates, state_pension_day: date) -> Step:
    ages = rates.ages
    if not ages.worker_from <= age < ages.until:
        words = _("{age}: not from {youngest} to {oldest}")
    elif age < ages.enrol_from:
        words = _("{age}: not yet {enrol_from}")
    elif day >= state_pension_day:
        words = _("{age}: State Pension age was reached on {state_pension_day}")
    else:
        words = _("{age}: at least {enrol_from}, and before State Pension age")
    return Step(
        _("Age on {day}").format(day=long_date(day)),
        words.format(
            age=age,
            youngest=ages.worker_from,
            oldest=ages.until - 1,
            enrol_from=ages.enrol_from,
            state_pension_day=long_date(state_pension_day),
        ),
        JOBHOLDERS,
        about="pension_duties",
    )


def _pay_step(pay: Decimal, trigger: Decimal, lower_limit: Decimal) -> Step:
    if pay > trigger:
        words = _("{pay} is more than {trigger}, which means enrolment at the right age")
    elif pay > lower_limit:
        words = _("{pay} is more than {lower_limit}, but not more than {trigger}")
    else:
        words = _("{pay} is not more than {lower_limit}")
    return Step(
        _("Pay of the pay period"),
        words.format(pay=figure(pay), trigger=figure(trigger), lower_limit=figure(lower_limit)),
        JOBHOLDERS if pay > lower_limit else WITHOUT_QUALIFYING_EARNINGS,
        about="pension_duties",
    )


def _reason(kind: WorkerKind | None, rates: PensionRates) -> str:
    match kind:
        case WorkerKind.ELIGIBLE:
            return _("By age and pay, this worker must be enrolled, and you must pay in.")
        case WorkerKind.NON_ELIGIBLE:
            return _("This worker may ask to be enrolled, and then you must pay in too.")
        case WorkerKind.ENTITLED:
            return _("This worker may ask to join a pension, and you need not pay in.")
        case None:
            return _(
                "The pension rules are for workers from {youngest} to {oldest} years old."
            ).format(youngest=rates.ages.worker_from, oldest=rates.ages.until - 1)


class DutyKind(StrEnum):
    """What has to be done: DECLARE and RE_ENROL once for all workers, the others for one.

    WRITE: give the letter that belongs to what was last recorded. TELL: give the letter about the
    right to opt in or join. MISSED: pay in what earlier pay missed.
    """

    ENROL = "enrol"
    WRITE = "write"
    TELL = "tell"
    REFUND = "refund"
    MISSED = "missed"
    DECLARE = "declare"
    RE_ENROL = "re-enrol"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the employer has to do, by the end of `due`; and the rule.

    starts: of ENROL, the day from which the worker must be in. postpone_until: the last day to
    which that may be put off; postpone_notice_by: the last day to write so. None: not now.
    """

    kind: DutyKind
    due: date
    what: str
    source: str
    starts: date | None = None
    postpone_until: date | None = None
    postpone_notice_by: date | None = None


def next_duties(
    events: Sequence[PensionEvent], assessment: Assessment, met_on: date, day: date
) -> tuple[Duty, ...]:
    """What is still to be done for a worker, as seen at the end of `day`.

    assessment: of the newest pay period. met_on: the first day on which it held: that of the pay
    period or the employment, or the birthday. A worker who opted out or left is enrolled again
    every three years only (`must_re_enrol`).
    """
    now = standing(events, day)
    since = now.since or met_on
    match now.state:
        case PensionState.OUTSIDE:
            return _outside(now, assessment, met_on)
        case PensionState.POSTPONED if now.written_on is None:
            what = _("Write to the worker that enrolment is put off.")
            return (Duty(DutyKind.WRITE, _notice_by(since), what, POSTPONEMENT),)
        case PensionState.MEMBER:
            return _member(now, since, assessment, met_on)
        case PensionState.OPTED_OUT if now.refunded_on is None:
            what = _("Pay back what was taken from pay for the pension.")
            due = last_day_of_months(since, REFUND_MONTHS)
            return (Duty(DutyKind.REFUND, due, what, REFUNDS),)
    return ()


def _outside(now: Standing, assessment: Assessment, met_on: date) -> tuple[Duty, ...]:
    if assessment.must_enrol:
        starts = max(met_on, now.postponed_until or met_on)
        return (_enrol(starts, postponable=starts != now.postponed_until),)
    if assessment.kind is None or now.written_on is not None:
        return ()
    what = (
        _("Write to the worker about the right to opt in.")
        if assessment.may_opt_in
        else _("Write to the worker about the right to join.")
    )
    return (Duty(DutyKind.TELL, last_day_of_weeks(met_on, WEEKS_TO_ENROL), what, TELLING),)


def _member(now: Standing, since: date, assessment: Assessment, met_on: date) -> tuple[Duty, ...]:
    if not now.employer_pays:
        return (_enrol(met_on, postponable=False),) if assessment.must_enrol else ()
    if now.written_on is not None:
        return ()
    what = _("Write to the worker about the pension and the right to opt out.")
    return (Duty(DutyKind.WRITE, last_day_of_weeks(since, WEEKS_TO_ENROL), what, ENROLMENT),)


def _enrol(starts: date, *, postponable: bool) -> Duty:
    """Six weeks beginning with the day from which the worker must be in (regulation 6)."""
    latest = months_after(starts, LONGEST_POSTPONEMENT_MONTHS)
    return Duty(
        DutyKind.ENROL,
        last_day_of_weeks(starts, WEEKS_TO_ENROL),
        _("Put the worker into the pension from {day}.").format(day=long_date(starts)),
        ENROLMENT,
        starts,
        latest if postponable else None,
        _notice_by(starts) if postponable else None,
    )


def _notice_by(starts: date) -> date:
    """Six weeks that begin with the day after (SI 2010/4, regulation 4B)."""
    return last_day_of_weeks(starts + timedelta(days=1), WEEKS_TO_ENROL)


def declaration_due(duties_start: date) -> date:
    """The last day to declare compliance to The Pensions Regulator: five months from the start.

    duties_start: the first worker's first day. Where the last day is no working day, the next one
    is in time too (regulation 2), which is not used here. Source: Employers' Duties (Registration
    and Compliance) Regulations 2010 (SI 2010/5), regulation 3.
    """
    return last_day_of_months(duties_start, MONTHS_TO_DECLARE)


@dataclass(frozen=True, slots=True)
class ReEnrolment:
    """The next time that workers who opted out or left are enrolled again.

    window: the day for it may be any of these. declare_by: last day to declare it.
    """

    anniversary: date
    window: Period
    declare_by: date
    source: str = RE_ENROLMENT


def re_enrolment(previous: date) -> ReEnrolment:
    """The re-enrolment that follows `previous`: the start of duties, or the last re-enrolment day.

    It cannot be postponed for anyone. The declaration is due within five months
    that begin with the third anniversary, whatever day in the window was chosen.
    """
    anniversary = months_after(previous, RE_ENROLMENT_MONTHS)
    window = Period(
        months_after(anniversary, -WINDOW_MONTHS), last_day_of_months(anniversary, WINDOW_MONTHS)
    )
    return ReEnrolment(anniversary, window, last_day_of_months(anniversary, MONTHS_TO_DECLARE))


def employer_duties(
    declare_by: date | None, following: ReEnrolment | None, day: date
) -> tuple[Duty, ...]:
    """What is to be done once for all workers, as seen on `day`.

    declare_by: None where nothing is to be declared. following: the next re-enrolment, which is
    told from the first day of its window on.
    """
    duties = []
    if declare_by:
        what = _("Tell The Pensions Regulator what you have done. This is the declaration.")
        duties.append(Duty(DutyKind.DECLARE, declare_by, what, DECLARATION))
    if following and following.window.start <= day:
        what = _("Look again at who must be in the pension. Choose a day from {start} to {end}.")
        window = following.window
        duties.append(
            Duty(
                DutyKind.RE_ENROL,
                window.end,
                what.format(start=long_date(window.start), end=long_date(window.end)),
                following.source,
                window.start,
            )
        )
    return tuple(duties)


def must_re_enrol(
    events: Sequence[PensionEvent], assessment: Assessment, re_enrolment_day: date
) -> bool:
    """Whether a worker must be put back in: by age and pay, and out for a year or more.

    Who opted out or left in the 12 months before the day may stay out (regulation 14).
    """
    now = standing(events, re_enrolment_day)
    if now.state not in (PensionState.OPTED_OUT, PensionState.LEFT) or now.since is None:
        return False
    return assessment.must_enrol and now.since < months_after(re_enrolment_day, -LEFT_OUT_MONTHS)
