"""Tax months and tax weeks: which one a pay day falls in, and which days one has."""

from datetime import date, timedelta

from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.rates import days_of_tax_year, tax_year_of

LAST_ORDINARY_WEEK = 52


def periods_spanned(frequency: Frequency) -> int:
    """How many tax weeks (or, paid monthly, tax months) one pay period counts for."""
    return {Frequency.FORTNIGHTLY: 2, Frequency.FOUR_WEEKLY: 4}.get(frequency, 1)


def periods_in_year(frequency: Frequency) -> int:
    """12 tax months, or 52 tax weeks."""
    return 12 if frequency is Frequency.MONTHLY else LAST_ORDINARY_WEEK


def tax_period(pay_day: date, frequency: Frequency) -> int:
    """The tax month (monthly pay) or tax week of a pay day.

    Tax months run from the 6th to the 5th. For two-weekly and four-weekly pay it is the last week
    of the fixed block that holds the pay day: 2, 4 ... 54 and 4, 8 ... 56. 5 April is week 53 (as
    is 4 April in a tax year with a 29 February), 54 or 56.
    Source: HMRC PAYE70015; Simon's Taxes E4.1142.
    """
    start = days_of_tax_year(tax_year_of(pay_day)).start
    if frequency is Frequency.MONTHLY:
        months = (pay_day.year - start.year) * 12 + pay_day.month - start.month
        return months + (1 if pay_day.day >= start.day else 0)
    span = periods_spanned(frequency)
    return ((pay_day - start).days // (7 * span) + 1) * span


def days_of_tax_period(tax_year: str, frequency: Frequency, number: int) -> Period:
    """The pay days that fall in tax month or tax week (block) `number`, within the tax year."""
    year = days_of_tax_year(tax_year)
    if frequency is Frequency.MONTHLY:
        return Period(_sixth(year.start, number - 1), _sixth(year.start, number) - timedelta(1))
    start = year.start + timedelta(weeks=number - periods_spanned(frequency))
    end = year.start + timedelta(weeks=number) - timedelta(1)
    return Period(start, min(end, year.end))


def is_extra_pay_day(frequency: Frequency, number: int) -> bool:
    """Whether `number` is week 53, 54 or 56: one pay day more than the tax tables cover."""
    return number > periods_in_year(frequency)


def _sixth(start: date, months: int) -> date:
    year, month = divmod(start.month - 1 + months, 12)
    return date(start.year + year, month + 1, start.day)
