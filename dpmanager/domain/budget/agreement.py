"""What an agreement comes to: who pays how much into the account."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO, pence_nearest, total
from dpmanager.domain.periods import Frequency

WEEKS = {Frequency.WEEKLY: 1, Frequency.FORTNIGHTLY: 2, Frequency.FOUR_WEEKLY: 4}
WEEKS_IN_A_YEAR, MONTHS_IN_A_YEAR = 52, 12


class Contribution(StrEnum):
    """How the person's contribution is collected. The values are the words used in files.

    PAID_IN: the funder pays the rest, and the person pays the contribution into the account.
    TAKEN_OFF: the funder pays the rest, and nobody pays the contribution into the account.
    INVOICED: the funder pays the whole amount, and bills the person for the contribution, who
    pays it from their own money. PROVIDER: the funder pays the rest, and the person pays the
    contribution straight to who gives the care. NONE: there is no contribution.
    """

    PAID_IN = "paid-in"
    TAKEN_OFF = "taken-off"
    INVOICED = "invoiced"
    PROVIDER = "provider"
    NONE = "none"


class CostMet(StrEnum):
    """How a running cost is met. The values are the words used in files."""

    IN_RATE = "in-rate"
    PAID_SEPARATELY = "paid-separately"
    OWN_MONEY = "own-money"
    NOT_FUNDED = "not-funded"


@dataclass(frozen=True, slots=True)
class PaidIntoAccount:
    """What reaches the account, in pounds: from the funder, and from the person."""

    funder: Decimal
    person: Decimal


def contribution_due(assessed: Decimal, cost_of_care: Decimal) -> Decimal:
    """Pounds a week that the person pays: never more than the care costs.

    Source: Essex County Council, charges for care at home (the example of Mr C).
    """
    return min(assessed, cost_of_care)


def weekly_income(
    weekly_amount: Decimal, weekly_contribution: Decimal, collected: Contribution
) -> PaidIntoAccount:
    """Who pays what into the account for one week.

    weekly_amount: pounds a week, the contribution inside it.
    """
    match collected:
        case Contribution.PAID_IN:
            return PaidIntoAccount(weekly_amount - weekly_contribution, weekly_contribution)
        case Contribution.TAKEN_OFF | Contribution.PROVIDER:
            return PaidIntoAccount(weekly_amount - weekly_contribution, ZERO)
        case Contribution.INVOICED | Contribution.NONE:
            return PaidIntoAccount(weekly_amount, ZERO)


def each_payment(weekly: Decimal, paid_every: Frequency) -> Decimal:
    """The pounds of one payment; a month is a twelfth of 52 weeks, to the nearest penny."""
    if paid_every is Frequency.MONTHLY:
        return pence_nearest(weekly * WEEKS_IN_A_YEAR / MONTHS_IN_A_YEAR)
    return weekly * WEEKS[paid_every]


def yearly_costs_paid_separately(costs: Iterable[tuple[CostMet, Decimal]]) -> Decimal:
    """Pounds a year that the funder pays besides the hourly rate, such as insurance."""
    return total(amount for met, amount in costs if met is CostMet.PAID_SEPARATELY)
