"""Money that will come in or go out on a day to come."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.steps import Step


class Why(StrEnum):
    """What money to come is for, in the order in which it is shown. Money in comes first."""

    FUNDER = "funder"
    CONTRIBUTION = "contribution"
    AGREED_ONCE = "agreed-once"
    OWED = "owed"
    WAGES = "wages"
    HMRC = "hmrc"
    PENSION = "pension"
    HABIT = "habit"
    YEARLY = "yearly"
    ONCE = "once"


MONEY_IN = frozenset({Why.FUNDER, Why.CONTRIBUTION, Why.AGREED_ONCE})


@dataclass(frozen=True, slots=True)
class Movement:
    """An amount on a day, in pounds; money out is below nothing.

    name: who pays or is paid, or what for. service_type: what it counts for in the budget; "" for
    none. fills_up_to: pounds that the account is filled up to, where the payment is a top-up; the
    amount is then the most that comes.
    """

    day: date
    amount: Decimal
    why: Why
    name: str
    service_type: str = ""
    steps: tuple[Step, ...] = ()
    fills_up_to: Decimal | None = None
