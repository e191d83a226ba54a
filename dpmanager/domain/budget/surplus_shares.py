"""Whose money a surplus is: split by what each source paid in."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, in_proportion, pounds, total
from dpmanager.domain.steps import Step
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Source:
    """Who paid into the account, and how much, in pounds.

    is_own: the person's own money beyond the contribution (a top-up).
    """

    name: str
    paid: Decimal
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A source, and its part of the surplus in pounds."""

    source: Source
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SurplusShares:
    """The surplus by source, and how it was split."""

    shares: tuple[Share, ...]
    steps: tuple[Step, ...]


def share_surplus(surplus: Decimal, sources: Sequence[Source]) -> SurplusShares:
    """Splits a surplus of so many pounds among those who paid in, to the penny.

    Money of the person's own that went beyond the contribution comes back first. The rest is split
    in proportion to what each paid; pennies that are left over go to the largest remainders, of
    equal ones to the first. A source that paid nothing gets nothing. Councils split a surplus by
    each one's share, as Norfolk says for its final audit; no law gives the sum.
    Raises ValueError where nobody paid anything in.
    """
    if surplus < 0 or not any(source.paid > 0 for source in sources):
        raise ValueError("nothing to split, or nobody to split it among")
    own = [place for place, source in enumerate(sources) if source.is_own and source.paid > 0]
    others = [
        place for place, source in enumerate(sources) if not source.is_own and source.paid > 0
    ]
    own_paid = total(sources[place].paid for place in own)
    back = min(own_paid, surplus) if others else surplus
    amounts = [ZERO] * len(sources)
    steps: list[Step] = []
    for places, part in ((own, back), (others, surplus - back)):
        whole = total(sources[place].paid for place in places)
        paid = [sources[place].paid for place in places]
        for place, amount in zip(places, in_proportion(part, paid) if places else (), strict=True):
            amounts[place] = amount
            steps.append(_step(sources[place], part, whole, amount))
    shares = tuple(Share(one, amount) for one, amount in zip(sources, amounts, strict=True))
    return SurplusShares(shares, tuple(steps))


def _step(source: Source, part: Decimal, whole: Decimal, amount: Decimal) -> Step:
    sentence = (
        _("{name}: comes back first")
        if source.is_own
        else _("{name}: by what it paid, of {whole} together")
    )
    return Step(
        sentence.format(name=source.name, whole=pounds(whole)),
        f"{pounds(part)} x {pounds(source.paid)} ÷ {pounds(whole)} = {pounds(amount)}",
    )
