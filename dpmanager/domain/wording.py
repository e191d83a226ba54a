"""Words and figures that documents and the window share."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from dpmanager.domain.amounts import pence_nearest, pounds
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.periods import (
    Period,
    day_and_month,
    long_date,
    month_names,
    short_date,
    weekday_names,
)
from dpmanager.words import _, ngettext


def kind_of_hour(kind: HourKind) -> str:
    """The kind of an hour in words."""
    return {
        HourKind.WEEKDAY: _("Weekday"),
        HourKind.SATURDAY: _("Saturday"),
        HourKind.SUNDAY: _("Sunday"),
        HourKind.BANK_HOLIDAY: _("Bank holiday"),
        HourKind.NIGHT: _("Night"),
        HourKind.SLEEP_IN: _("Sleep-in"),
        HourKind.WOKEN: _("Up during a sleep-in"),
        HourKind.OVERTIME: _("Overtime"),
        HourKind.TRAVEL: _("Travel between visits"),
        HourKind.TRAINING: _("Training"),
        HourKind.ON_CALL: _("On call"),
        HourKind.CANCELLED: _("Cancelled at short notice"),
        HourKind.HOLIDAY: _("Holiday pay"),
    }[kind]


def kind_of_extra(kind: ExtraKind) -> str:
    """What a line besides hours is for, in words."""
    return {
        ExtraKind.ROLLED_UP_HOLIDAY: _("Holiday pay, paid with each hour"),
        ExtraKind.HOLIDAY_OWED: _("Holiday not taken, paid at leaving"),
        ExtraKind.SICK_PAY: _("Statutory sick pay"),
        ExtraKind.MATERNITY_PAY: _("Statutory maternity pay"),
        ExtraKind.ADOPTION_PAY: _("Statutory adoption pay"),
        ExtraKind.PATERNITY_PAY: _("Statutory paternity pay"),
        ExtraKind.SHARED_PARENTAL_PAY: _("Statutory shared parental pay"),
        ExtraKind.BEREAVEMENT_PAY: _("Statutory parental bereavement pay"),
        ExtraKind.NEONATAL_PAY: _("Statutory neonatal care pay"),
        ExtraKind.BONUS: _("Bonus"),
        ExtraKind.BACK_PAY: _("Back pay"),
        ExtraKind.NOTICE_PAY: _("Pay in place of notice"),
        ExtraKind.TAXED_MILEAGE: _("Mileage above the approved rate"),
        ExtraKind.TAXED_PENSION_REFUND: _("Pension contributions given back, taxed"),
        ExtraKind.CORRECTION: _("Correction of earlier pay"),
        ExtraKind.OTHER_PAY: _("Other pay, from the payroll bureau"),
        ExtraKind.MILEAGE: _("Mileage"),
        ExtraKind.EXPENSES: _("Expenses"),
        ExtraKind.REDUNDANCY: _("Redundancy pay"),
        ExtraKind.ADVANCE: _("Advance of pay"),
        ExtraKind.PENSION_REFUND: _("Pension contributions given back"),
        ExtraKind.COURT_ORDER: _("Court or council order"),
        ExtraKind.COURT_ORDER_CHARGE: _("Charge for the order"),
        ExtraKind.AGREED_DEDUCTION: _("Deduction agreed in writing"),
        ExtraKind.ADVANCE_BACK: _("Advance paid back"),
        ExtraKind.OVERPAYMENT_BACK: _("Overpayment paid back"),
        ExtraKind.OTHER_DEDUCTION: _("Other deductions, from the payroll bureau"),
    }[kind]


def period_words(period: Period) -> str:
    """1 April 2026 to 30 April 2026."""
    return _("{start} to {end}").format(start=long_date(period.start), end=long_date(period.end))


def short_period(period: Period) -> str:
    """1 Apr 2026 to 30 Apr 2026."""
    return _("{start} to {end}").format(start=short_date(period.start), end=short_date(period.end))


def days_words(period: Period) -> str:
    """21 to 27 September 2026, 28 September to 4 October 2026: nothing said twice."""
    start, end = period.start, period.end
    if start.year != end.year:
        return period_words(period)
    if start == end:
        return long_date(start)
    first = str(start.day)
    if start.month != end.month:
        first = f"{start.day} {month_names()[start.month - 1]}"
    return _("{start} to {end}").format(start=first, end=long_date(end))


class Dates:
    """A column of dates in a period: its heading names the year where all of it is in one."""

    def __init__(self, period: Period, *, always_with_year: bool) -> None:
        one_year = period.start.year == period.end.year and not always_with_year
        self._year = period.start.year if one_year else None
        heading = _("Date in {year}").format(year=self._year) if one_year else _("Date")
        # Over a narrow column it takes two lines, not three.
        self.heading = heading.replace(" ", "\u00a0", 1)

    def words(self, day: date) -> str:
        """6 Apr, or 6 Apr 2026 where the heading does not say the year."""
        return day_and_month(day) if day.year == self._year else short_date(day)


def day_words(day: date) -> str:
    """Mon 6 Apr 2026."""
    return _("{weekday} {day}").format(
        weekday=weekday_names()[day.weekday()][:3], day=short_date(day)
    )


def moment_words(at: datetime) -> str:
    """A moment, such as "3 May 2026, 14:05"."""
    return _("{day}, {time}").format(day=long_date(at.date()), time=f"{at:%H:%M}")


def full_day(day: date) -> str:
    """Monday 6 April 2026."""
    return _("{weekday} {day}").format(weekday=weekday_names()[day.weekday()], day=long_date(day))


def rate(amount: Decimal) -> str:
    """A rate in pounds, with as many decimals as it has and never fewer than two."""
    if amount == pence_nearest(amount):
        return pounds(amount)
    return f"£{amount.normalize():f}"


def hours_and_minutes(minutes: int) -> str:
    """7:30."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def duration(minutes: int) -> str:
    """7 hours 20 minutes."""
    whole, rest = divmod(minutes, 60)
    hours = ngettext("{count} hour", "{count} hours", whole).format(count=whole)
    if not rest:
        return hours
    left = ngettext("{count} minute", "{count} minutes", rest).format(count=rest)
    return _("{hours} {minutes}").format(hours=hours, minutes=left)


def decimal_hours(hours: Decimal) -> str:
    """Hours to two decimals, as a payroll wants them: 7.33."""
    return f"{pence_nearest(hours):.2f}"


def nights(count: int) -> str:
    """1 night, 2 nights, never parted by the end of a line."""
    words = ngettext("{count} night", "{count} nights", count).format(count=count)
    return words.replace(" ", "\u00a0")


def hours_and_nights(minutes: int, slept_in: int) -> str:
    """7 hours 20 minutes, or 2 nights, or 7 hours and 2 nights."""
    if not slept_in:
        return duration(minutes)
    if not minutes:
        return nights(slept_in)
    return _("{hours} and {nights}").format(hours=duration(minutes), nights=nights(slept_in))


def numbers(values: tuple[int, ...]) -> str:
    """Numbers in a row: 1, 4, 7."""
    return ", ".join(map(str, values))


def names_in_words(names: Sequence[str]) -> str:
    """Ann; Ann and Ben; Ann, Ben and Cem. There is at least one name."""
    if len(names) == 1:
        return names[0]
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def signed_words(worker: str, signed_name: str, signed_on: date | None) -> str:
    """That a worker filled in a timesheet, and how it is signed."""
    if not signed_name:
        return _("{worker} filled in this timesheet. It is not signed.").format(worker=worker)
    if signed_on is None:
        return _("{worker} filled in this timesheet, signed as {name}.").format(
            worker=worker, name=signed_name
        )
    return _("{worker} filled in this timesheet, signed as {name} on {day}.").format(
        worker=worker, name=signed_name, day=long_date(signed_on)
    )
