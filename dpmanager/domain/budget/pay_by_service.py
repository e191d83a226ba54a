"""For which kinds of care pay is: it is shared by the pay of the hours, to the penny."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from dpmanager.domain.amounts import total
from dpmanager.domain.budget.spent import share_out
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.gross import DatedRate, gross_lines


def pay_by_service(
    shifts: Iterable[Shift],
    rates: Sequence[DatedRate],
    mostly: str,
    *,
    rounds_to_minutes: int = 0,
) -> dict[str, Decimal]:
    """Pounds before tax of the work in each service type, in the order in which they come up.

    Holiday is left out: it is pay for all of the work. mostly: what the worker mostly does, which
    is the service type of shifts that name none. rounds_to_minutes: as in `gross_lines`.
    Raises DPManagerError when there is no rate for a day.
    """
    by_service: dict[str, list[Shift]] = {}
    for shift in shifts:
        if shift.kind is not HourKind.HOLIDAY:
            by_service.setdefault(shift.service_type or mostly, []).append(shift)
    return {
        name: total(
            line.amount for line in gross_lines(own, rates, rounds_to_minutes=rounds_to_minutes)
        )
        for name, own in by_service.items()
    }


def share_pay(amount: Decimal, pay: Mapping[str, Decimal], mostly: str) -> dict[str, Decimal]:
    """Shares pounds of any sign by the pay of the work; the parts add up to them.

    pay: `pay_by_service`. A part of nothing is left out. Where nobody was paid for work, all of it
    is for what the worker mostly does.
    """
    weights = {name: weight for name, weight in pay.items() if weight > 0}
    if not weights:
        return {mostly: amount}
    shares = share_out(amount, weights)
    return {name: share for name, share in shares.items() if share} or {mostly: amount}
