"""Money in Easy Read: few kinds of money, whole pounds, and sums that still add up.

The form follows what is published for Easy Read in the UK: one idea in a sentence of at most ten
to fifteen words, type of 14 point or more, each idea with a picture on its left (GOV.UK, accessible
communication formats; Department of Health, Making written information easier to understand for
people with learning disabilities, 2010; CHANGE, How to make information accessible).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import TypeVar

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.spent import GIVEN_BACK
from dpmanager.domain.returns.funder_return import CategoryTotal, FunderReturn

POUND = Decimal(1)
K = TypeVar("K", bound=StrEnum)


class Into(StrEnum):
    """Where money came from, in few kinds."""

    COUNCIL = "council"
    HEALTH = "health"
    FUND = "fund"
    OWN = "own"
    OTHER = "other"


class Spent(StrEnum):
    """What money went on, in few kinds, in the order in which they are told."""

    PEOPLE = "people"
    TAX = "tax"
    PENSION = "pension"
    DAYS_OUT = "days-out"
    BREAKS = "breaks"
    THINGS = "things"
    TRAVEL = "travel"
    INSURANCE = "insurance"
    RUNNING = "running"
    CASH = "cash"
    GIVEN_BACK = "given-back"
    OTHER = "other"
    NOT_SAID = "not-said"


FROM = {
    "dp_council": Into.COUNCIL,
    "dp_one_off": Into.COUNCIL,
    "arrears_dp": Into.COUNCIL,
    "nhs_phb": Into.HEALTH,
    "ilf": Into.FUND,
    "client_contrib": Into.OWN,
    "own_topup": Into.OWN,
}
"""All other money in is OTHER."""
ON = {
    "pa_net_wages": Spent.PEOPLE,
    "self_employed_pa": Spent.PEOPLE,
    "agency": Spent.PEOPLE,
    "redundancy": Spent.PEOPLE,
    "hmrc_paye": Spent.TAX,
    "pension": Spent.PENSION,
    "day_services": Spent.DAYS_OUT,
    "respite": Spent.BREAKS,
    "equipment": Spent.THINGS,
    "one_off": Spent.THINGS,
    "mileage": Spent.TRAVEL,
    "pa_expenses": Spent.TRAVEL,
    "insurance": Spent.INSURANCE,
    "payroll_fee": Spent.RUNNING,
    "recruitment": Spent.RUNNING,
    "training": Spent.RUNNING,
    "support_service": Spent.RUNNING,
    "admin": Spent.RUNNING,
    "bank_charges": Spent.RUNNING,
    "cash": Spent.CASH,
    "": Spent.NOT_SAID,
} | dict.fromkeys(GIVEN_BACK, Spent.GIVEN_BACK)
"""All other money out is OTHER."""


@dataclass(frozen=True, slots=True)
class EasyMoney:
    """The money of a period in whole pounds: had + came in = went out + left, as it stands here.

    Each figure is less than a pound from the exact one. came_in and went_out leave out what comes
    to no pound. to_pay: what is owed of what is left, to the nearest pound.
    """

    had: Decimal
    came_in: Mapping[Into, Decimal]
    in_all: Decimal
    went_out: Mapping[Spent, Decimal]
    left: Decimal
    to_pay: Decimal

    @property
    def spent(self) -> Decimal:
        """Whole pounds that went out."""
        return total(self.went_out.values())

    @property
    def free(self) -> Decimal:
        """Whole pounds left when what is owed is paid; below zero where it is not enough."""
        return self.left - self.to_pay


def easy_money(made: FunderReturn) -> EasyMoney:
    """The money of a return in few kinds and whole pounds."""
    came_in = _by_kind(made.income, FROM, Into.OTHER, list(Into))
    went_out = _by_kind(made.spending, ON, Spent.OTHER, list(Spent))
    first, *ins = whole_pounds([made.opening, *came_in.values()])
    *outs, last = whole_pounds([*went_out.values(), made.closing])
    return EasyMoney(
        had=first,
        came_in={kind: amount for kind, amount in zip(came_in, ins, strict=True) if amount},
        in_all=total([first, *ins]),
        went_out={kind: amount for kind, amount in zip(went_out, outs, strict=True) if amount},
        left=last,
        to_pay=_nearest(total(item.amount for item in made.set_aside)),
    )


def whole_pounds(amounts: Sequence[Decimal]) -> list[Decimal]:
    """The amounts in whole pounds, so that they add up to the sum to the nearest pound.

    Each is less than a pound from its exact amount: all are cut down, and the pounds that are then
    missing go to those of which most was cut off, of equal ones to the first.
    """
    cut = [amount.quantize(POUND, ROUND_FLOOR) for amount in amounts]
    missing = int(_nearest(total(amounts)) - total(cut))
    order = sorted(range(len(cut)), key=lambda place: (cut[place] - amounts[place], place))
    for place in order[:missing]:
        cut[place] += POUND
    return cut


def _nearest(amount: Decimal) -> Decimal:
    """To the nearest pound, half a pound up, also below nothing."""
    return (amount + POUND / 2).quantize(POUND, ROUND_FLOOR)


def _by_kind(
    categories: Iterable[CategoryTotal], kinds: Mapping[str, K], other: K, order: Sequence[K]
) -> dict[K, Decimal]:
    sums: dict[K, Decimal] = {}
    for one in categories:
        kind = kinds.get(one.category, other)
        sums[kind] = sums.get(kind, ZERO) + one.amount
    return {kind: sums[kind] for kind in order if kind in sums}
