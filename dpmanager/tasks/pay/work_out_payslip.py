"""Work out one payslip from plain figures, for other programs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from dpmanager.domain.amounts import PENNY, plain
from dpmanager.domain.pay.national_insurance import refuse_letter_not_in_use
from dpmanager.domain.pay.payslip import work_out_pay
from dpmanager.domain.pay.tax import Basis, refuse_code_without_rate
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.pay.tax_period import days_of_tax_period, periods_spanned, tax_period
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import days_of_tax_year
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.words import _

KEYS = (
    "tax_year",
    "frequency",
    "period",
    "gross_pay",
    "tax_code",
    "basis",
    "pay_to_date_before",
    "tax_to_date_before",
    "ni_category",
)
_POUNDS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")

LONGEST_QUOTE = 40

Choice = TypeVar("Choice", bound=StrEnum)


def work_out_payslip(request: Any) -> dict[str, Any]:
    """Answers one request of `dpmanager payslip`; amounts in and out are strings in pounds.

    `period` counts pay periods in the tax year from 1: weekly to 53, two-weekly to 27, four-weekly
    to 14, monthly to 12. The last of the first three is the extra pay day of week 53, 54 or 56.
    Pay counts as paid on the last day of the tax week, block of weeks or tax month. A tax code that
    ends in W1, M1 or X is on the week 1 / month 1 basis whatever `basis` says.
    Raises DPManagerError that names the key which is unknown, missing or impossible.
    """
    _check_keys(request)
    tax_year = _text(request, "tax_year")
    with _about("tax_year"):
        rates = rates_for(tax_year)
    frequency = _choice(request, "frequency", Frequency)
    number = _period(request, tax_year, frequency)
    pay_date = days_of_tax_period(tax_year, frequency, number * periods_spanned(frequency)).end
    with _about("tax_code"):
        code = parse_tax_code(_text(request, "tax_code"))
        refuse_code_without_rate(code, rates.income_tax)
    letter = _text(request, "ni_category").strip().upper()
    with _about("ni_category"):
        refuse_letter_not_in_use(letter, pay_date, rates.national_insurance)
    sums = work_out_pay(
        _pounds(request, "gross_pay"),
        tax_code=code,
        basis=_choice(request, "basis", Basis),
        ni_category=letter,
        frequency=frequency,
        pay_date=pay_date,
        pay_to_date_before=_pounds(request, "pay_to_date_before"),
        tax_to_date_before=_pounds(request, "tax_to_date_before"),
        rates=rates,
    )
    return {
        "income_tax": plain(sums.income_tax),
        "tax_to_date": plain(sums.tax_to_date),
        "employee_ni": plain(sums.employee_ni),
        "employer_ni": plain(sums.employer_ni),
        "net_pay": plain(sums.net_pay),
        "steps": [
            {"label": step.label, "sum": step.sum, "source": step.source} for step in sums.steps
        ],
    }


def _check_keys(request: Any) -> None:
    if not isinstance(request, dict):
        raise DPManagerError(_("A payslip is asked for with one JSON object, in { and }."))
    for keys, sentence in (
        (
            [key for key in request if key not in KEYS],
            _("These keys are not known: {keys}. Known: {known}."),
        ),
        (
            [key for key in KEYS if key not in request],
            _("These keys are missing: {keys}. Needed: {known}."),
        ),
    ):
        if keys:
            raise DPManagerError(
                sentence.format(keys=", ".join(_quoted(key) for key in keys), known=", ".join(KEYS))
            )


@contextmanager
def _about(key: str) -> Iterator[None]:
    """Puts the key in front of what is wrong with its value."""
    try:
        yield
    except DPManagerError as fault:
        raise DPManagerError(f"{key}: {fault}") from fault


def _text(request: dict[str, Any], key: str) -> str:
    value = request[key]
    if not isinstance(value, str):
        raise DPManagerError(
            _("{key}: {value} is not text in quotes.").format(key=key, value=_quoted(value))
        )
    return value


def _choice(request: dict[str, Any], key: str, choices: type[Choice]) -> Choice:
    value = request[key]
    for choice in choices:
        if value == choice.value:
            return choice
    raise DPManagerError(
        _("{key}: {value} is not known. Use one of: {known}.").format(
            key=key, value=_quoted(value), known=", ".join(choices)
        )
    )


def _period(request: dict[str, Any], tax_year: str, frequency: Frequency) -> int:
    value = request["period"]
    last = tax_period(days_of_tax_year(tax_year).end, frequency) // periods_spanned(frequency)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= last:
        raise DPManagerError(
            _(
                "period: {value} is not a {frequency} pay period. Use a number from 1 to {last}."
            ).format(value=_quoted(value), frequency=frequency.value, last=last)
        )
    return value


def _pounds(request: dict[str, Any], key: str) -> Decimal:
    """Whole pounds may come as a number; anything else as text, so that no penny is guessed."""
    value = request[key]
    typed = value if isinstance(value, str) else str(value)
    if not isinstance(value, str | int) or isinstance(value, bool) or not _POUNDS.fullmatch(typed):
        raise DPManagerError(
            _(
                '{key}: {value} is not an amount in pounds. Write it like "523.10": not below '
                "nothing, at most two decimals, no commas."
            ).format(key=key, value=_quoted(value))
        )
    return Decimal(typed).quantize(PENNY)


def _quoted(value: Any) -> str:
    """A value as the request may have it, cut short."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
