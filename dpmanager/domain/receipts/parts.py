"""How much of a receipt each payment pays."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dpmanager.domain.amounts import total


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a receipt is paid and how much is not, in pounds.

    left: below zero where the payments come to more than the receipt.
    """

    paid: Decimal
    left: Decimal


def share_paid(
    amount: Decimal | None, payments: Sequence[tuple[Decimal, Decimal | None]]
) -> Share | None:
    """What the payments that a receipt is linked to pay of it; None where it says no amount.

    amount: what the receipt says, in pounds. payments: the amount of each, of either sign, and the
    part of the receipt that it pays; None for all of the payment.
    """
    if amount is None or not payments:
        return None
    paid = total(abs(whole) if part is None else part for whole, part in payments)
    return Share(paid, abs(amount) - paid)
