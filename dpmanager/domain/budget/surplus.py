"""How much of the balance is free, how long it lasts, and what the funder may ask back."""

from dataclasses import dataclass
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pence_down, pence_nearest, pounds
from dpmanager.domain.steps import Step
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Surplus:
    """What is left after what is owed. Amounts in pounds.

    free: the closing balance less what is set aside; below zero when more is owed than there is.
    weeks_left: free money in weeks of the weekly amount, cut to two decimals; None without a
    weekly amount. surplus: the free money above what may stay; None if the rule is unknown.
    """

    free: Decimal
    weeks_left: Decimal | None
    surplus: Decimal | None
    steps: tuple[Step, ...]


def work_out_surplus(
    closing: Decimal,
    set_aside: Decimal,
    weekly_amount: Decimal,
    weeks_allowed: Decimal | None,
) -> Surplus:
    """Works out free money, weeks left and surplus. Amounts in pounds.

    weeks_allowed: how many weeks' money may stay in the account by the funder's letter, None if
    nobody has said. Each funder has its own rule; there is no national one.
    """
    free = closing - set_aside
    steps = [
        Step(
            _("Balance less the money that is spoken for"),
            f"{pounds(closing)} - {pounds(set_aside)} = {pounds(free)}",
        )
    ]
    weeks_left = None
    if weekly_amount > 0:
        weeks_left = pence_down(max(ZERO, free) / weekly_amount)
        steps.append(
            Step(
                _("Weeks that this money lasts"),
                f"{pounds(max(ZERO, free))} ÷ {pounds(weekly_amount)} = {weeks_left}",
            )
        )
    if weeks_allowed is None:
        return Surplus(free, weeks_left, None, tuple(steps))
    allowed = pence_nearest(weeks_allowed * weekly_amount)
    above = free - allowed
    steps += [
        Step(
            _("Money that may stay in the account"),
            f"{weeks_allowed.normalize():f} x {pounds(weekly_amount)} = {pounds(allowed)}",
            _("Your agreement with the funder"),
        ),
        Step(
            _("What is above that: the surplus")
            if above > 0
            else _("Nothing is above that, so the surplus is nothing"),
            f"{pounds(free)} - {pounds(allowed)} = {pounds(above)}",
        ),
    ]
    return Surplus(free, weeks_left, max(ZERO, above), tuple(steps))
