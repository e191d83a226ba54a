"""Lines of an official form in words: what it asks, and what the records answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import plain, pounds_down
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class FormLine:
    """What a form asks, and the answer; "" where the records do not say it."""

    asks: str
    answer: str


@dataclass(frozen=True, slots=True)
class FormSection:
    """A part of a form, in its order."""

    heading: str
    lines: tuple[FormLine, ...]


@dataclass(frozen=True, slots=True)
class Employer:
    """The employer as HMRC's forms name them. paye_reference: such as 475/NS12345."""

    name: str
    address: str
    paye_reference: str
    accounts_office_reference: str


@dataclass(frozen=True, slots=True)
class Employee:
    """The worker as HMRC's forms name them."""

    name: str
    address: str
    date_of_birth: date | None
    ni_number: str
    payroll_number: str
    start_date: date
    leaving_date: date | None
    starter_statement: str = ""


def line(asks: str, answer: str | Decimal | date | None) -> FormLine:
    """A line; an amount is written as it is typed, 1234.50, and a date in words."""
    if isinstance(answer, Decimal):
        return FormLine(asks, plain(answer))
    if isinstance(answer, date):
        return FormLine(asks, long_date(answer))
    return FormLine(asks, answer or "")


def section(heading: str, lines: Iterable[FormLine | None]) -> FormSection:
    """A part of a form without the lines that are None."""
    return FormSection(heading, tuple(one for one in lines if one is not None))


def if_any(asks: str, amount: Decimal) -> FormLine | None:
    """A line for an amount; None for nothing, where a form is left blank."""
    return line(asks, amount) if amount else None


def whole_pounds(amount: Decimal) -> str:
    """As forms with a column for pounds alone have it: 1234."""
    return f"{pounds_down(amount):f}"


def office_number(employer: Employer) -> str:
    """The three figures before the stroke of the PAYE reference."""
    return employer.paye_reference.partition("/")[0]


def scheme_number(employer: Employer) -> str:
    """What stands after the stroke of the PAYE reference."""
    return employer.paye_reference.partition("/")[2]


def stands_alone(tax_code: str, basis: str) -> bool:
    """Whether a code is used for one pay period alone: week 1 or month 1."""
    return basis == Basis.WEEK1MONTH1 or parse_tax_code(tax_code).week1month1


def bare_code(tax_code: str) -> str:
    """A code without its week 1 or month 1 sign."""
    return parse_tax_code(tax_code).text


def code_words(tax_code: str, basis: str, frequency: Frequency) -> str:
    """A code as it is written on a P60: 1257L, or 1257L W1 or M1 where it stands alone."""
    code = bare_code(tax_code)
    if not stands_alone(tax_code, basis):
        return code
    sign = "M1" if frequency is Frequency.MONTHLY else "W1"
    return f"{code} {sign}"


def week_or_month(frequency: Frequency) -> str:
    """Which number the form wants."""
    return _("Month number") if frequency is Frequency.MONTHLY else _("Week number")
