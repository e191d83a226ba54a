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

STUDENT_LOAN_PLANS = ("1", "2", "4", "5")


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
    """Pounds for one pay period of each length, and for a year."""

    weekly: Decimal
    fortnightly: Decimal
    four_weekly: Decimal
    monthly: Decimal
    yearly: Decimal

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

    lower_earnings_limit: from this pay on the worker has a National Insurance record of it.
    upper_secondary: for people under 21, apprentices under 25 and veterans.
    freeport_upper_secondary: for work in freeports and investment zones.
    """

    lower_earnings_limit: PerPayPeriod
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


class ThresholdOfSeveralWeeks(Sourced, frozen=True):
    """Where the way to the threshold of two or four weeks comes from; it holds no number."""


class StudentLoanRates(Sourced, frozen=True):
    """Loans that are repaid from pay. Thresholds are pounds a year, rates shares of the pay above.

    plans: the threshold of each plan that is repaid in the tax year.
    """

    rate: Decimal
    plans: dict[str, Decimal]
    postgraduate_threshold: Decimal
    postgraduate_rate: Decimal
    several_weeks: ThresholdOfSeveralWeeks

    def __post_init__(self) -> None:
        super().__post_init__()
        _refuse_impossible_rates((self.rate, self.postgraduate_rate))
        unknown = sorted(set(self.plans) - set(STUDENT_LOAN_PLANS))
        if unknown:
            raise ValueError(
                _("`plans` has {unknown}; known: {known}").format(
                    unknown=", ".join(unknown), known=", ".join(STUDENT_LOAN_PLANS)
                )
            )


class PensionAges(Group, frozen=True):
    """Ages in years: of a worker who may be in the pension, and from when one must be enrolled.

    until: the birthday that ends it. Enrolment also ends at State Pension age.
    """

    worker_from: int
    enrol_from: int
    until: int


class LeastTogether(Group, frozen=True):
    """The least that both sides pay in together, as a share of qualifying earnings or of all pay.

    Of all pay it takes a certificate of the employer.
    """

    qualifying: Decimal
    all: Decimal


class PensionRates(Sourced, frozen=True):
    """When a worker must be enrolled in a pension, and on which pay contributions are due.

    trigger: pay above it means enrolment. lower_limit, upper_limit: qualifying earnings lie
    between them. minimum_employer_rate: of those, what the employer pays at least.
    minimum_total_rate: what both sides pay at least.
    basic_rate_relief: the share of the worker's contribution that the provider claims.
    """

    trigger: PerPayPeriod
    lower_limit: PerPayPeriod
    upper_limit: PerPayPeriod
    minimum_employer_rate: Decimal
    minimum_total_rate: LeastTogether
    basic_rate_relief: Decimal
    ages: PensionAges

    def __post_init__(self) -> None:
        super().__post_init__()
        least = self.minimum_total_rate
        _refuse_impossible_rates(
            (self.minimum_employer_rate, least.qualifying, least.all, self.basic_rate_relief)
        )


class HourlyMinimum(Group, frozen=True):
    """The least pay for an hour, in pounds, from that age in years up to the next one's."""

    from_age: int
    hourly: Decimal


class MinimumWageRates(Sourced, frozen=True):
    """The minimum wage for pay periods that start on `applies_from` or in the year after it.

    by_age: the oldest first, the last from age 0. accommodation_offset: pounds a night.
    """

    applies_from: date
    by_age: tuple[HourlyMinimum, ...]
    accommodation_offset: Decimal

    def __post_init__(self) -> None:
        super().__post_init__()
        ages = [row.from_age for row in self.by_age]
        if ages != sorted(set(ages), reverse=True) or ages[-1:] != [0]:
            raise ValueError(_("`by_age` must go from the oldest down to `from_age = 0`"))


class SickPayRules(Sourced, frozen=True, kw_only=True):
    """Statutory sick pay for days of a tax year. weekly: pounds for a whole week.

    share_of_earnings: sick pay is at most this share of average weekly earnings; None: no such
    limit. lower_earnings_limit: least average weekly earnings, in pounds; None: no least.
    waiting_days: qualifying days of an absence that are not paid. shortest_absence_days: calendar
    days off from which an absence counts. linking_days: absences no further apart are one.
    """

    weekly: Decimal
    share_of_earnings: Decimal | None = None
    lower_earnings_limit: Decimal | None = None
    waiting_days: int
    shortest_absence_days: int
    linking_days: int
    most_weeks: int


class FamilyPayRules(Sourced, frozen=True):
    """Statutory pay of parents: pounds a week, and for how many weeks.

    weekly: the flat amount, paid for weeks that begin on `weekly_from` (a Sunday) or later.
    share_of_earnings: of average weekly earnings; for `full_share_weeks` of maternity and adoption
    pay without the flat amount as a limit. lower_earnings_limit: least average weekly earnings.
    neonatal_weeks: 0 where the law had no neonatal care pay yet. service_weeks: least employment.
    """

    weekly: Decimal
    weekly_from: date
    share_of_earnings: Decimal
    lower_earnings_limit: Decimal
    full_share_weeks: int
    maternity_weeks: int
    paternity_weeks: int
    shared_parental_weeks: int
    bereavement_weeks: int
    neonatal_weeks: int
    service_weeks: int


class FamilyPayRecovery(Sourced, frozen=True):
    """The share of parents' statutory pay that an employer gets back from HMRC.

    small_employer_limit: Class 1 National Insurance of the last complete tax year, in pounds.
    """

    standard: Decimal
    small_employer: Decimal
    small_employer_limit: Decimal


class RedundancyRules(Sourced, frozen=True):
    """How much of a week's pay counts for redundancy pay, in pounds, and which years of service."""

    week_great_britain: Decimal
    week_northern_ireland: Decimal
    most_years: int
    least_years: int


class MileageRates(Sourced, frozen=True):
    """What may be paid free of tax for a mile in the worker's own vehicle, in pounds.

    car: for the first `first_miles` of the tax year; car_after: for those above.
    """

    car: Decimal
    car_after: Decimal
    first_miles: int
    motorcycle: Decimal
    bicycle: Decimal


class PayeScheme(Sourced, frozen=True):
    """An employer must run PAYE when some worker's pay for a pay period reaches `pay`."""

    pay: PerPayPeriod


class CodeUplift(Sourced, frozen=True):
    """What to add to tax codes of the year before when the tax year starts, by their last letter.

    Source: HMRC's form P9X. Codes that end in another letter stay as they are.
    """

    add: dict[str, int]

    def __post_init__(self) -> None:
        super().__post_init__()
        if sorted(self.add) != ["L", "M", "N"]:
            raise ValueError(_("`add` needs a number for each of L, M and N"))


class PaperFiling(Sourced, frozen=True):
    """Within how many days after a tax quarter an employer who files on paper sends form RT2."""

    days_after_quarter: int


class ReportsToHmrc(Sourced, frozen=True):
    """When reports to HMRC are due, and how they say a worker's usual hours a week.

    days_after_month: within how many days after a tax month an Employer Payment Summary is sent.
    p60_day, p60_month: by when, after the tax year, a worker has the P60. hours_from: the letter of
    each band of hours a week, with the hours it starts at. other_hours: that of irregular hours.
    """

    days_after_month: int
    p60_day: int
    p60_month: int
    hours_from: dict[str, Decimal]
    other_hours: str


class EmploymentAllowance(Sourced, frozen=True):
    """How much of the employer's National Insurance the allowance pays in the year, in pounds."""

    amount: Decimal


class PayingHmrc(Sourced, frozen=True):
    """The day of the month by which an electronic payment must have reached HMRC."""

    electronic_day: int


class PayingAPension(Sourced, frozen=True):
    """The day of the month after pay day by which the provider must have the contributions."""

    day: int


class AnnualLeave(Sourced, frozen=True):
    """How much of a leave year everybody has paid holiday, at least, and how it is carried over.

    weeks: of a year; most_days: what they are limited to. carried_when_sick_weeks and
    carried_by_agreement_weeks: the most that may be carried over where hours are fixed.
    carried_when_sick_months: how long after its leave year that can be taken.
    record_years: how long records of holiday are kept; None while the law did not say.
    """

    weeks: Decimal
    most_days: Decimal
    carried_when_sick_weeks: Decimal
    carried_when_sick_months: int
    carried_by_agreement_weeks: Decimal
    record_years: int | None = None


class HolidayRules(Sourced, frozen=True):
    """How holiday is earned and paid for irregular hours.

    accrual: hours earned for each hour worked. average_weeks: weeks with pay that make the
    average. look_back_weeks: how far back they may lie. first_leave_year: the rules are for leave
    years that start on that day or later.
    """

    accrual: Decimal
    first_leave_year: date
    average_weeks: int
    look_back_weeks: int


class TaxYearRates(Group, frozen=True):
    """The numbers of one tax year.

    holiday: None for a year in which the law had no hours rule yet.
    """

    tax_year: str
    income_tax: IncomeTaxRates
    national_insurance: NationalInsuranceRates
    student_loans: StudentLoanRates
    pension: PensionRates
    minimum_wage: MinimumWageRates
    employment_allowance: EmploymentAllowance
    paying_hmrc: PayingHmrc
    paying_a_pension: PayingAPension
    annual_leave: AnnualLeave
    sick_pay: SickPayRules
    family_pay: FamilyPayRules
    family_pay_recovery: FamilyPayRecovery
    redundancy: RedundancyRules
    mileage: MileageRates
    paye_scheme: PayeScheme
    code_uplift: CodeUplift
    paper_filing: PaperFiling
    reports: ReportsToHmrc
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
