"""A payment that was split the same way the last two times is likely to be split so again."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from dpmanager.domain.amounts import PENNY, ZERO, pence_nearest, total

TIMES = 2
"""How often a payment must have been split the same way."""


@dataclass(frozen=True, slots=True)
class SplitBefore:
    """How a payment was split: pounds of each part, above nothing, and what each was for."""

    amounts: tuple[Decimal, ...]
    purposes: tuple[Hashable, ...]


def split_again(last: Sequence[SplitBefore], amount: Decimal) -> list[Decimal] | None:
    """The parts of a payment as the last two of the same payee were split; None for no pattern.

    last: the last payments of the payee. amount: pounds, above nothing. All parts but the last
    were the same amounts, and the last takes the rest; or each was the same share of the whole, to
    the penny. The parts add up to the amount, and each is more than nothing.
    """
    if len(last) < TIMES or any(one.purposes != other.purposes for one, other in pairwise(last)):
        return None
    first = last[0].amounts
    if len(first) < 2:
        return None
    if all(one.amounts[:-1] == first[:-1] for one in last):
        parts = [*first[:-1], amount - total(first[:-1])]
    else:
        parts = _in_proportion(first, amount)
        for one in last[1:]:
            again = _in_proportion(first, total(one.amounts))
            if any(abs(a - b) > PENNY for a, b in zip(again, one.amounts, strict=True)):
                return None
    return parts if all(part > 0 for part in parts) else None


def _in_proportion(shares: Sequence[Decimal], amount: Decimal) -> list[Decimal]:
    """The amount shared out as before, to the penny; together the parts are the amount."""
    whole, so_far, given, parts = total(shares), ZERO, ZERO, []
    for share in shares:
        so_far += share
        upto = pence_nearest(amount * so_far / whole)
        parts.append(upto - given)
        given = upto
    return parts
