"""Mileage: what is paid for a mile of work in the worker's own vehicle, and what of it is pay."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO, pence_nearest, total
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.rates import MileageRates
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

TAX = (
    "GOV.UK, mileage for employees' own vehicles: "
    "https://www.gov.uk/expenses-and-benefits-business-travel-mileage/rules-for-tax"
)
NATIONAL_INSURANCE = (
    "HMRC, NIM05833: https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim05833"
)


class Vehicle(StrEnum):
    """What the worker drives or rides. A van counts as a car."""

    CAR = "car"
    MOTORCYCLE = "motorcycle"
    BICYCLE = "bicycle"


@dataclass(frozen=True, slots=True)
class Mileage:
    """Pounds of mileage money, and why.

    paid = free_of_tax + taxable. counts_for_ni: what of it National Insurance counts as pay, by a
    rule of its own.
    """

    paid: Decimal
    free_of_tax: Decimal
    taxable: Decimal
    counts_for_ni: Decimal
    steps: tuple[Step, ...]


def mileage(
    miles: Decimal,
    miles_before: Decimal,
    vehicle: Vehicle,
    rates: MileageRates,
    paid_per_mile: Decimal | None = None,
    *,
    paid_before: Decimal | None = None,
) -> Mileage:
    """Mileage money of one pay period for journeys of work, not from home to work.

    For tax, what is above the approved amount is pay. The approved amount is that of the whole
    tax year: the miles so far at their rates, a car's above the first 10,000 at the lower one.
    For National Insurance each payment stands alone and a car's miles all have the higher rate.
    miles_before: miles with that kind of vehicle earlier in the tax year. paid_per_mile: pounds,
    None for the approved rates. paid_before: pounds paid for the earlier miles; None if these
    were paid at the approved rates.
    Source: ITEPA 2003, sections 229 and 230; Social Security (Contributions) Regulations 2001,
    regulation 22A. Raises DPManagerError for miles or a rate below nothing.
    """
    if min(miles, miles_before, paid_per_mile or ZERO) < 0:
        raise DPManagerError(
            _("Miles and the pay for a mile cannot be below nothing. Check the numbers.")
        )
    parts = (
        _miles_at_rates(miles, miles_before, vehicle, rates)
        if paid_per_mile is None
        else ((miles, paid_per_mile),)
    )
    paid = pence_nearest(_sum(parts))
    approved_before = _approved(miles_before, vehicle, rates)
    approved_so_far = pence_nearest(_approved(miles_before + miles, vehicle, rates))
    used = approved_before if paid_before is None else min(paid_before, approved_before)
    used = pence_nearest(used)
    free = min(paid, approved_so_far - used)
    free_of_ni = pence_nearest(miles * _first_rate(vehicle, rates))
    steps = (
        _paid_step(parts, paid),
        Step(
            _("Free of tax: the approved amount of the year so far, less what was used of it"),
            f"{figure(approved_so_far)} - {figure(used)} = {figure(approved_so_far - used)}",
            TAX,
        ),
        *_above(_("Above the approved amount: taxed as pay"), paid, free, TAX),
        *_above(
            _("Above what National Insurance leaves out: counts as pay for it"),
            paid,
            free_of_ni,
            NATIONAL_INSURANCE,
        ),
    )
    return Mileage(paid, free, paid - free, max(ZERO, paid - free_of_ni), steps)


def _first_rate(vehicle: Vehicle, rates: MileageRates) -> Decimal:
    return {
        Vehicle.CAR: rates.car,
        Vehicle.MOTORCYCLE: rates.motorcycle,
        Vehicle.BICYCLE: rates.bicycle,
    }[vehicle]


def _miles_at_rates(
    miles: Decimal, miles_before: Decimal, vehicle: Vehicle, rates: MileageRates
) -> tuple[tuple[Decimal, Decimal], ...]:
    """Miles and their approved rate: only a car's has a second one."""
    if vehicle is not Vehicle.CAR:
        return ((miles, _first_rate(vehicle, rates)),)
    first = min(miles, max(Decimal(0), rates.first_miles - miles_before))
    parts = ((first, rates.car), (miles - first, rates.car_after))
    return tuple(part for part in parts if part[0]) or ((miles, rates.car),)


def _approved(miles: Decimal, vehicle: Vehicle, rates: MileageRates) -> Decimal:
    """The approved amount in pounds, not rounded, for the first `miles` of a tax year."""
    return _sum(_miles_at_rates(miles, Decimal(0), vehicle, rates))


def _sum(parts: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    return total(miles * rate for miles, rate in parts)


def _paid_step(parts: Iterable[tuple[Decimal, Decimal]], paid: Decimal) -> Step:
    products = " + ".join(f"{figure(miles)} x {figure(rate)}" for miles, rate in parts)
    return Step(_("Mileage money"), f"{products} = {figure(paid)}")


def _above(label: str, paid: Decimal, free: Decimal, source: str) -> tuple[Step, ...]:
    if paid <= free:
        return ()
    return (Step(label, f"{figure(paid)} - {figure(free)} = {figure(paid - free)}", source),)
