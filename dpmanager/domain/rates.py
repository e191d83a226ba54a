"""The numbers of a tax year, as its file in `resources/rates/` gives them, checked."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal

import msgspec

from dpmanager.domain.periods import Frequency, Period, long_date
from dpmanager.errors import DPManagerError
from dpmanager.words import _


def tax_year_of(day: date) -> str:
    """The tax year that holds the day, such as "2026-27": 6 April to 5 April."""
    first = day.year if (day.month, day.day) >= (4, 6) else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def days_of_tax_year(tax_year: str) -> Period:
    """6 April to 5 April of a tax year such as "2026-27"."""
    first = int(tax_year[:4])
    return Period(date(first, 4, 6), date(first + 1, 4, 5))


class TaxNation(StrEnum):
    """Whose income tax bands count, by the first letter of the tax code."""

    ENGLAND_AND_NORTHERN_IRELAND = "england_and_northern_ireland"
    SCOTLAND = "scotland"
    WALES = "wales"


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group of numbers. A key that is not known is refused by name."""


class Sourced(Group, frozen=True):
    """A group of numbers with where they come from.

    verified: read in an official source, or alike in two independent ones.
    """

    source: tuple[str, ...]
    verified: bool

    def __post_init__(self) -> None:
        if not self.source:
            raise ValueError(_("say in `source` where these numbers come from"))


class IncomeTaxBands(Sourced, frozen=True):
    """The bands of a whole year: widths in pounds, and one rate more than there are widths."""

    widths: tuple[Decimal, ...]
    rates: tuple[Decimal, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.rates) != len(self.widths) + 1:
            raise ValueError(_("`rates` needs one rate more than `widths`, for all above the last"))
        _refuse_impossible_rates(self.rates)


class FlatRateCodes(Sourced, frozen=True):
    """Tax codes that take one rate of all pay (BR, SD0 and so on)."""

    codes: dict[str, Decimal]

    def __post_init__(self) -> None:
        super().__post_init__()
        _refuse_impossible_rates(self.codes.values())


class RegulatoryLimit(Sourced, frozen=True):
    """The most that tax may take of one payment, as a share of it."""

    share_of_pay: Decimal


class IncomeTaxRates(Group, frozen=True):
    """All that income tax needs."""

    bands: dict[TaxNation, IncomeTaxBands]
    flat_rate_codes: FlatRateCodes
    regulatory_limit: RegulatoryLimit

    def __post_init__(self) -> None:
        missing = [nation.value for nation in TaxNation if nation not in self.bands]
        if missing:
            raise ValueError(_("`bands` lacks {nations}").format(nations=", ".join(missing)))


class PerPayPeriod(Group, frozen=True, rename="kebab"):
    """Pounds for one pay period of each length."""

    weekly: Decimal
    fortnightly: Decimal
    four_weekly: Decimal
    monthly: Decimal

    def at(self, frequency: Frequency) -> Decimal:
        """The pounds for a pay period of that length."""
        match frequency:
            case Frequency.WEEKLY:
                return self.weekly
            case Frequency.FORTNIGHTLY:
                return self.fortnightly
            case Frequency.FOUR_WEEKLY:
                return self.four_weekly
            case Frequency.MONTHLY:
                return self.monthly


class NIThresholds(Sourced, frozen=True):
    """Where National Insurance starts, changes and, for some letters, starts later.

    upper_secondary: for people under 21, apprentices under 25 and veterans.
    freeport_upper_secondary: for work in freeports and investment zones.
    """

    primary: PerPayPeriod
    secondary: PerPayPeriod
    upper_earnings_limit: PerPayPeriod
    upper_secondary: PerPayPeriod
    freeport_upper_secondary: PerPayPeriod


class EmployeeNIRate(Group, frozen=True):
    """What these letters pay: `main` up to the upper earnings limit and `upper` above it."""

    letters: str
    main: Decimal
    upper: Decimal

    def __post_init__(self) -> None:
        _refuse_impossible_rates((self.main, self.upper))


class EmployerNIRate(Group, frozen=True):
    """What the employer pays for these letters on all pay above one of the thresholds."""

    letters: str
    above: Literal["secondary", "upper_secondary", "freeport_upper_secondary"]
    rate: Decimal

    def __post_init__(self) -> None:
        _refuse_impossible_rates((self.rate,))


class NIRates(Sourced, frozen=True):
    """The rates for pay days from `first_day` to `last_day`, both included."""

    first_day: date
    last_day: date
    employee: tuple[EmployeeNIRate, ...]
    employer: tuple[EmployerNIRate, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        employee = sorted("".join(row.letters for row in self.employee))
        employer = sorted("".join(row.letters for row in self.employer))
        if employee != employer or len(employee) != len(set(employee)):
            raise ValueError(_("`employee` and `employer` must each have the same letters, once"))

    @property
    def letters(self) -> str:
        """The letters in use, in order."""
        return "".join(sorted("".join(row.letters for row in self.employee)))

    def for_employee(self, letter: str) -> EmployeeNIRate:
        """The employee's rates of a letter that is in use."""
        return next(row for row in self.employee if letter in row.letters)

    def for_employer(self, letter: str) -> EmployerNIRate:
        """The employer's rate of a letter that is in use."""
        return next(row for row in self.employer if letter in row.letters)


class NationalInsuranceRates(Group, frozen=True):
    """Thresholds for the year, and rates that may change within it."""

    thresholds: NIThresholds
    rates: tuple[NIRates, ...]

    def on(self, pay_day: date) -> NIRates:
        """The rates for pay on that day. Raises DPManagerError outside the tax year."""
        for rates in self.rates:
            if rates.first_day <= pay_day <= rates.last_day:
                return rates
        raise DPManagerError(
            _("There are no National Insurance rates for pay on {day}.").format(
                day=long_date(pay_day)
            )
        )

    def letters(self, pay_day: date) -> str:
        """The category letters in use on a pay day, in order."""
        return self.on(pay_day).letters


class EmploymentAllowance(Sourced, frozen=True):
    """How much of the employer's National Insurance the allowance pays in the year, in pounds."""

    amount: Decimal


class PayingHmrc(Sourced, frozen=True):
    """The day of the month by which an electronic payment must have reached HMRC."""

    electronic_day: int


class HolidayRules(Sourced, frozen=True):
    """How holiday is earned and paid for irregular hours.

    accrual: hours earned for each hour worked. average_weeks: weeks with pay that make the
    average. look_back_weeks: how far back they may lie.
    """

    accrual: Decimal
    average_weeks: int
    look_back_weeks: int


class TaxYearRates(Group, frozen=True):
    """The numbers of one tax year.

    holiday: None for a year in which the law had no hours rule yet.
    """

    tax_year: str
    income_tax: IncomeTaxRates
    national_insurance: NationalInsuranceRates
    employment_allowance: EmploymentAllowance
    paying_hmrc: PayingHmrc
    holiday: HolidayRules | None = None

    def __post_init__(self) -> None:
        _refuse_gaps(days_of_tax_year(self.tax_year), self.national_insurance.rates)


def _refuse_impossible_rates(rates: Iterable[Decimal]) -> None:
    for rate in rates:
        if not 0 <= rate < 1:
            raise ValueError(_("{rate} is not a rate: 20% is written 0.20").format(rate=rate))


def _refuse_gaps(year: Period, rates: tuple[NIRates, ...]) -> None:
    expected = year.start
    for row in rates:
        if row.first_day != expected:
            raise ValueError(
                _("the National Insurance rates from {day} should start on {expected}").format(
                    day=row.first_day, expected=expected
                )
            )
        expected = row.last_day + timedelta(days=1)
    if expected != year.end + timedelta(days=1):
        raise ValueError(_("the National Insurance rates must end on {day}").format(day=year.end))
