"""A line that a payslip will have besides hours, and what in the book it comes from."""

from dataclasses import dataclass, replace
from decimal import Decimal

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.extras import Extra
from dpmanager.domain.steps import Step


@dataclass(frozen=True, slots=True)
class Planned:
    """A line that a payslip will have, and what in the book it comes from.

    not_for_ni: pounds of it that count for tax and not for National Insurance. shortfall,
    protected_short: what a court order carries to the next pay day.
    """

    extra: Extra
    steps: tuple[Step, ...] = ()
    item_id: int | None = None
    order_id: int | None = None
    deduction_id: int | None = None
    not_for_ni: Decimal = ZERO
    shortfall: Decimal = ZERO
    protected_short: Decimal = ZERO


def about(planned: Planned) -> tuple[Step, ...]:
    """The steps of a line, each saying which line it is about."""
    return tuple(replace(step, about=planned.extra.kind.value) for step in planned.steps)
