"""The answers of the first start: what a set-up file or the first pages ask for, checked."""

import tomllib
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

import msgspec

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.schedule import FundingRule
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.people.worker_kinds import WorkerKind
from dpmanager.domain.periods import Frequency
from dpmanager.domain.reading import read_amount, read_date
from dpmanager.errors import DPManagerError
from dpmanager.words import _


class Day(date):
    """A date, written as 2026-04-06 or in any way that `read_date` understands."""


def as_day(day: date) -> Day:
    """A date as an answer."""
    return Day(day.year, day.month, day.day)


class Pounds(Decimal):
    """An amount in pounds, never below nothing: 12.71, or any way that `read_amount` knows."""


class Balance(Decimal):
    """What an account holds, in pounds: below nothing when it is overdrawn."""


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)

# A day further off than a year was mistyped.
Days = Annotated[int, msgspec.Meta(ge=0, le=366)]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One group of answers. A word that is not asked for is refused by name."""


class PersonAnswer(Answer, frozen=True, kw_only=True):
    """A person's name and how to reach them."""

    name: str
    address: str = ""
    date_of_birth: Day | None = None
    phone: str = ""
    email: str = ""


class ManagerAnswer(Answer, frozen=True, kw_only=True):
    """Who manages the money. With role `self` it is the recipient and needs no name."""

    role: Literal["self", "nominated", "authorised", "suitable"]
    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


class EmployerAnswer(Answer, frozen=True, kw_only=True):
    """Who is the legal employer of the PAs, and their HMRC references."""

    who: Literal["recipient", "manager"] = "recipient"
    paye_reference: str = ""
    accounts_office_reference: str = ""
    hmrc_paid: Literal["monthly", "quarterly"] = "monthly"
    employment_allowance: bool = True


class ServiceAnswer(Answer, frozen=True, kw_only=True):
    """A service type: hours a week at a rate in pounds an hour."""

    type: str
    weekly_hours: Pounds
    hourly_rate: Pounds


class CostAnswer(Answer, frozen=True, kw_only=True):
    """A running cost and how it is met."""

    cost: str
    met: Literal["in-rate", "paid-separately", "own-money", "not-funded"]
    yearly_amount: Pounds = Pounds("0.00")


class AgreementAnswer(Answer, frozen=True, kw_only=True):
    """What a funder agreed from a date on; amounts in pounds a week."""

    from_date: Day
    weekly_amount: Pounds
    weekly_contribution: Pounds = Pounds("0.00")
    paid_every: Frequency
    paid_in: Literal["advance", "arrears"]
    contribution_collected: Literal["paid-in", "taken-off", "invoiced", "provider", "none"] = "none"
    first_payment: Day | None = None
    funding_rule: FundingRule = FundingRule.FIXED
    contingency: Pounds = Pounds("0.00")
    surplus_weeks: Pounds | None = None
    return_days: Days | None = None
    services: tuple[ServiceAnswer, ...] = ()
    costs: tuple[CostAnswer, ...] = ()


class FunderAnswer(Answer, frozen=True, kw_only=True):
    """A council or NHS board. `rules` names its file in `resources/funders/`."""

    rules: str = "generic"
    name: str
    reference: str = ""
    agreements: tuple[AgreementAnswer, ...]


class OutcomeAnswer(Answer, frozen=True, kw_only=True):
    """A goal of the support plan."""

    name: str
    description: str = ""


class AccountAnswer(Answer, frozen=True, kw_only=True):
    """The separate bank account or prepaid card; the balance at the start of opening_date."""

    name: str
    kind: Literal["bank", "card"] = "bank"
    last_four: str = ""
    opening_balance: Balance
    opening_date: Day


class RateAnswer(Answer, frozen=True, kw_only=True):
    """What an hour of a kind is paid from a date on, in pounds (a sleep-in: per night).

    service_type: for that kind of care alone; "" for all that has no rate of its own.
    """

    kind: HourKind = HourKind.WEEKDAY
    from_date: Day
    amount: Pounds
    service_type: str = ""


class WorkerAnswer(Answer, frozen=True, kw_only=True):
    """A worker. Everything after `more_services` is for employed workers only.

    service_type: what they mostly do. more_services: the service types they give besides it.
    From `holiday_method` on they are the terms at the start: weekly_hours and days_a_week are
    needed for fixed holiday, working_days count for sick pay, and loans are repaid and the pension
    is paid from the first day on, or from `pension_joined`.
    """

    name: str
    kind: WorkerKind
    address: str = ""
    reference: str = ""
    start_date: Day
    service_type: str = "personal_care"
    more_services: tuple[str, ...] = ()
    payroll_number: str = ""
    date_of_birth: Day | None = None
    ni_number: str = ""
    tax_code: str = ""
    tax_basis: Literal["cumulative", "week1month1"] = "cumulative"
    ni_category: str = ""
    pay_frequency: Frequency | None = None
    first_period_start: Day | None = None
    pay_day_after: Days = 0
    previous_tax_year: str = ""
    previous_pay: Pounds = Pounds("0.00")
    previous_tax: Pounds = Pounds("0.00")
    rates: tuple[RateAnswer, ...] = ()
    holiday_method: Literal["accrued", "rolled-up", "fixed"] = "accrued"
    weekly_hours: Pounds | None = None
    days_a_week: Pounds | None = None
    working_days: tuple[Weekday, ...] = ()
    student_loan_plan: Literal["", "1", "2", "4", "5"] = ""
    postgraduate_loan: bool = False
    pension_joined: Day | None = None


class PensionAnswer(Answer, frozen=True, kw_only=True):
    """The workplace pension. Percentages: 5 means 5%; the worker's share includes tax relief.

    reference: the employer's with the provider. declared_on: when The Pensions Regulator was told.
    """

    provider: str
    basis: Literal["qualifying", "all"] = "qualifying"
    employee_percent: Pounds = Pounds(5)
    employer_percent: Pounds = Pounds(3)
    relief: Literal["at-source", "net-pay"] = "at-source"
    reference: str = ""
    declared_on: Day | None = None


class SetUp(Answer, frozen=True, kw_only=True):
    """All answers together: enough for a working book."""

    nation: Literal["england", "wales", "scotland", "northern-ireland"] = "england"
    recipient: PersonAnswer
    manager: ManagerAnswer
    employer: EmployerAnswer = EmployerAnswer()
    funders: tuple[FunderAnswer, ...]
    outcomes: tuple[OutcomeAnswer, ...] = ()
    accounts: tuple[AccountAnswer, ...]
    workers: tuple[WorkerAnswer, ...] = ()
    pension: PensionAnswer | None = None


def _read_typed(kind: type, typed: Any) -> Any:
    """Dates and amounts as people write them; msgspec calls this for its own three types."""
    try:
        if kind is Day:
            if isinstance(typed, datetime) or not isinstance(typed, date | str):
                raise DPManagerError(_("a date such as 2026-04-06 is expected here"))
            day = read_date(str(typed))
            return Day(day.year, day.month, day.day)
        if not isinstance(typed, int | Decimal | str):
            raise DPManagerError(_("an amount such as 12.71 is expected here"))
        amount = read_amount(str(typed))
        if kind is Pounds and amount < 0:
            raise DPManagerError(_("{amount} is below nothing").format(amount=pounds(amount)))
        return kind(amount)
    except DPManagerError as fault:
        raise ValueError(str(fault)) from fault


def read_answers(text: str) -> SetUp:
    """The answers in a set-up file (TOML).

    Raises DPManagerError that names what is wrong and where.
    """
    try:
        data = tomllib.loads(text, parse_float=Decimal)
        return msgspec.convert(data, SetUp, dec_hook=_read_typed)
    except (ValueError, RecursionError) as fault:  # tomllib's and msgspec's own are ValueErrors
        raise DPManagerError(
            _("The set-up file cannot be used: {fault}. No book was made.").format(
                fault=_in_plain_words(str(fault))
            )
        ) from fault


def _in_plain_words(fault: str) -> str:
    what, _at, place = fault.partition(" - at `$")
    for theirs, ours in (
        ("Object contains unknown field", _("this name is not known:")),
        ("Object missing required field", _("this answer is missing:")),
        ("Invalid enum value", _("this choice is not known:")),
    ):
        what = what.replace(theirs, ours)
    what = what.rstrip(".")
    return _("{what} (in {place})").format(what=what, place=place.strip("`.")) if place else what
