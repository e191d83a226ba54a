"""The record of one worker's holiday in one leave year, which the employer has to keep.

It shows what was earned, carried over, taken and paid, how the pay was worked out, and what is
left. Source: Working Time Regulations 1998, regulation 16B, in force from 6 April 2026 (Employment
Rights Act 2025, section 35): adequate records of holiday and holiday pay are kept for six years.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import total
from dpmanager.domain.pay.figures import percent, short
from dpmanager.domain.pay.holiday_carried import CarriedOver
from dpmanager.domain.pay.holiday_fixed import FixedHours
from dpmanager.domain.periods import Period, months_after
from dpmanager.domain.rates import AnnualLeave, HolidayRules
from dpmanager.domain.steps import Step
from dpmanager.words import _

MONTHS = 12


class HolidayMethod(StrEnum):
    """How a worker earns holiday and is paid for it. The values are the words used in files."""

    ACCRUED = "accrued"
    ROLLED_UP = "rolled-up"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class EarnedHours:
    """Hours of holiday that a pay period earned, or where hours are fixed the whole leave year.

    hours_worked: None where the holiday does not depend on them.
    """

    period: Period
    hours_worked: Decimal | None
    hours: Decimal


@dataclass(frozen=True, slots=True)
class TakenHours:
    """Hours of holiday taken on one day."""

    day: date
    hours: Decimal


class HolidayPay(StrEnum):
    """What holiday pay is for: days taken, work (rolled up), or days never taken (at leaving)."""

    TAKEN = "taken"
    ROLLED_UP = "rolled-up"
    AT_LEAVING = "at-leaving"


@dataclass(frozen=True, slots=True)
class HolidayPaid:
    """Pay for holiday on one payslip.

    hours: hours of holiday paid for, and rate: pounds for each; None where it was not paid by the
    hour. amount: pounds. steps: how it was worked out.
    """

    kind: HolidayPay
    pay_date: date
    period: Period
    hours: Decimal | None
    rate: Decimal | None
    amount: Decimal
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class HolidayRecord:
    """One worker's holiday in one leave year, up to the end of the day it was made on.

    year: the leave year. method, pay_method: how much holiday there is, and what it is paid, in
    sentences. booked: days of holiday that are still to come. keep_until: the last day on which the
    employer has to have the record; None where no law says so.
    """

    employer: str
    worker: str
    payroll_number: str
    year: Period
    made_on: date
    method: str
    pay_method: str
    earned: tuple[EarnedHours, ...]
    carried: tuple[CarriedOver, ...]
    taken: tuple[TakenHours, ...]
    booked: tuple[TakenHours, ...]
    paid: tuple[HolidayPaid, ...]
    steps: tuple[Step, ...] = ()
    keep_until: date | None = None

    @property
    def hours_earned(self) -> Decimal:
        """Hours earned in the leave year."""
        return _sum(line.hours for line in self.earned)

    @property
    def hours_carried(self) -> Decimal:
        """Hours carried in from the leave year before."""
        return _sum(line.hours for line in self.carried)

    @property
    def hours_taken(self) -> Decimal:
        """Hours taken by the day of the record."""
        return _sum(line.hours for line in self.taken)

    @property
    def hours_booked(self) -> Decimal:
        """Hours of holiday that are still to come."""
        return _sum(line.hours for line in self.booked)

    @property
    def hours_paid_at_leaving(self) -> Decimal:
        """Hours that were never taken, because the job ended, and were paid for."""
        return _sum(
            line.hours
            for line in self.paid
            if line.kind is HolidayPay.AT_LEAVING and line.hours is not None
        )

    @property
    def balance(self) -> Decimal:
        """Hours left on the day of the record; below nothing: taken too early."""
        gone = self.hours_taken + self.hours_paid_at_leaving
        return self.hours_carried + self.hours_earned - gone

    @property
    def pay(self) -> Decimal:
        """Pounds paid for holiday in the leave year."""
        return total(line.amount for line in self.paid)


def method_words(leave: AnnualLeave, rules: HolidayRules | None, pattern: FixedHours | None) -> str:
    """How much holiday the worker has, in sentences.

    pattern: the hours of a worker who has fixed ones. rules: of irregular hours.
    """
    if pattern is not None:
        return _(
            "The worker has fixed hours: {hours} hours on {days} days a week. Holiday is {weeks} "
            "weeks of a year, at most {most} days."
        ).format(
            hours=short(pattern.weekly_hours),
            days=short(pattern.days_a_week),
            weeks=short(leave.weeks),
            most=short(leave.most_days),
        )
    if rules is None:
        return ""
    return _(
        "The worker's hours vary. Each pay period earns holiday when it ends: {rate} of the hours "
        "worked. It is counted in whole hours, and half an hour or more counts up. A year earns at "
        "most {most} days."
    ).format(rate=percent(rules.accrual), most=short(leave.most_days))


def pay_words(method: HolidayMethod, rules: HolidayRules | None) -> str:
    """What holiday is paid, in sentences. rules: None before the law had any for hours."""
    if rules is None:
        return _("An hour of holiday is paid at the usual rate.")
    if method is HolidayMethod.ROLLED_UP:
        return _(
            "Holiday pay is paid with each wage: {rate} of the pay for work. It is shown apart on "
            "each payslip. Days of holiday are then not paid again."
        ).format(rate=percent(rules.accrual))
    if method is HolidayMethod.FIXED:
        return _(
            "An hour of holiday is paid at the usual rate. Where pay varies, it is paid at the "
            "average of the last {weeks} weeks with pay."
        ).format(weeks=rules.average_weeks)
    return _(
        "An hour of holiday is paid at the average of an hour in the last {weeks} weeks with pay. "
        "At most {back} weeks are looked at."
    ).format(weeks=rules.average_weeks, back=rules.look_back_weeks)


def keep_until(made_on: date, leave: AnnualLeave) -> date | None:
    """The last day on which a record made on a day has to be kept; None where no law says so."""
    if leave.record_years is None:
        return None
    return months_after(made_on, MONTHS * leave.record_years)


def _sum(hours: Iterable[Decimal]) -> Decimal:
    return sum(hours, Decimal(0))
