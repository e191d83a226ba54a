"""Workplace pension: what the worker and the employer pay in from one payment."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO, pence_nearest
from dpmanager.domain.pay.figures import figure, percent
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import PensionRates
from dpmanager.domain.steps import Step
from dpmanager.words import _

QUALIFYING_EARNINGS = (
    "Pensions Act 2008, section 13: https://www.legislation.gov.uk/ukpga/2008/30/section/13"
)
TAX_RELIEF = (
    "NEST, tax relief: https://nestpensions.org.uk/schemeweb/helpcentre/contributions/"
    "calculating-contributions/calculate-tax-relief.html"
)


class PensionBasis(StrEnum):
    """Which pay counts: what lies between the two limits, or all. The words used in files."""

    QUALIFYING = "qualifying"
    ALL = "all"


class TaxRelief(StrEnum):
    """How the worker gets tax relief. The words used in files.

    AT_SOURCE: less is taken, from pay after tax, and the provider claims the rest.
    NET_PAY: the whole contribution is taken before tax.
    """

    AT_SOURCE = "at-source"
    NET_PAY = "net-pay"


@dataclass(frozen=True, slots=True)
class PensionTerms:
    """What was agreed with the provider. 5 means 5%; the worker's share includes tax relief."""

    basis: PensionBasis
    employee_percent: Decimal
    employer_percent: Decimal
    relief: TaxRelief


@dataclass(frozen=True, slots=True)
class Pension:
    """The contributions of one payment in pounds, and why.

    employee: what is taken from pay; with relief at source the provider claims more on top.
    before_tax: as much of it as lowers the pay that is taxed; never the pay that counts for
    National Insurance.
    """

    employee: Decimal
    employer: Decimal
    before_tax: Decimal
    steps: tuple[Step, ...]


def pension(
    pay: Decimal, terms: PensionTerms, frequency: Frequency, rates: PensionRates
) -> Pension:
    """The contributions of a worker who is in the pension, for gross `pay` of one pay period.

    No law says how to round. Each contribution is rounded to the nearest penny; with relief at
    source the whole contribution first, then what is left after basic-rate relief. That is how
    providers are said to do it, not verified: a provider's own figure may be a penny off.
    """
    qualifying = terms.basis is PensionBasis.QUALIFYING
    limits = (
        (rates.lower_limit.at(frequency), rates.upper_limit.at(frequency)) if qualifying else None
    )
    source = QUALIFYING_EARNINGS if qualifying else ""
    whole, whole_sum = _share(pay, limits, terms.employee_percent)
    employer, employer_sum = _share(pay, limits, terms.employer_percent)
    taken, relief_steps = _after_relief(whole, terms.relief, rates)
    return Pension(
        employee=taken,
        employer=employer,
        before_tax=taken if terms.relief is TaxRelief.NET_PAY else ZERO,
        steps=(
            Step(
                _("Worker's pension contribution, on the pay between the pension's two limits")
                if qualifying
                else _("Worker's pension contribution, on all pay"),
                whole_sum,
                source,
                about="employee_pension",
            ),
            *relief_steps,
            Step(
                _("Employer's pension contribution (not taken from pay)"),
                employer_sum,
                source,
                about="employer_pension",
            ),
        ),
    )


def counted_pay(
    pay: Decimal, basis: PensionBasis, frequency: Frequency, rates: PensionRates
) -> Decimal:
    """The pay that contributions are a share of: what lies between the two limits, or all."""
    if basis is PensionBasis.ALL:
        return pay
    counted = min(pay, rates.upper_limit.at(frequency)) - rates.lower_limit.at(frequency)
    return max(ZERO, counted)


def _share(
    pay: Decimal, limits: tuple[Decimal, Decimal] | None, percentage: Decimal
) -> tuple[Decimal, str]:
    """A percentage of all pay, or of the pay between two limits; and the sum."""
    rate = percentage / 100
    if limits is None:
        amount = pence_nearest(pay * rate)
        return amount, f"{figure(pay)} x {percent(rate)} = {figure(amount)}"
    lower, upper = limits
    if pay <= lower:
        return ZERO, _("pay is not above {start}: 0.00").format(start=figure(lower))
    counted = min(pay, upper)
    amount = pence_nearest((counted - lower) * rate)
    return amount, (f"({figure(counted)} - {figure(lower)}) x {percent(rate)} = {figure(amount)}")


def _after_relief(
    whole: Decimal, relief: TaxRelief, rates: PensionRates
) -> tuple[Decimal, tuple[Step, ...]]:
    if relief is TaxRelief.NET_PAY:
        return whole, ()
    share = 1 - rates.basic_rate_relief
    taken = pence_nearest(whole * share)
    step = Step(
        _("Taken from pay; the provider claims the rest, which is the tax relief"),
        f"{figure(whole)} x {percent(share)} = {figure(taken)}",
        TAX_RELIEF,
        about="employee_pension",
    )
    return taken, (step,)
