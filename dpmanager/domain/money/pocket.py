"""What was paid from somebody's own money or from cash, and what pays it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.money.agreed_money import names_shown
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.words import _, ngettext

MOST_SUMS = 20_000
"""Sums of several things that are tried. A person is owed for a handful of things at a time."""
PAID_EARLY = timedelta(days=7)
"""Somebody may be given the money a few days before they buy something with it."""


@dataclass(frozen=True, slots=True)
class OwedBack:
    """Something that a person paid from their own money, in pounds."""

    id: int
    paid_by: str
    day: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PaysBack:
    """What a payment pays back; why, in words. sure: the bank names the person, and no doubt."""

    paid_by: str
    ids: tuple[int, ...]
    reason: str
    sure: bool


def match_paying_back(
    day: date, amount: Decimal, description: str, owed: Iterable[OwedBack]
) -> PaysBack | None:
    """What a payment to a person pays back: one thing, or several of theirs, to the penny.

    amount: pounds, above nothing. All that one is owed goes first, then the oldest things. Where
    the bank does not name the person, only one thing or all of them fit. It is sure where the
    person is named and no other things of theirs have the same sum.
    """
    people = sorted(owed, key=lambda each: (each.paid_by, each.day, each.id))
    found: list[tuple[bool, list[OwedBack]]] = []
    for paid_by, group in groupby(people, key=lambda each: each.paid_by):
        things = [thing for thing in group if thing.day - PAID_EARLY <= day]
        named = names_shown(description, (paid_by,))
        sets = [things] if total(thing.amount for thing in things) == amount else []
        sets += (
            _with_sum(things, amount)
            if named
            else [[thing] for thing in things if thing.amount == amount]
        )
        found += [(named, chosen) for chosen in sets]
    if not found:
        return None
    named, things = max(found, key=lambda each: each[0])
    sure = named and all(each == (named, things) for each in found if each[0])
    return PaysBack(
        things[0].paid_by,
        tuple(thing.id for thing in things),
        _reason(things, amount, named=named, sure=sure),
        sure,
    )


def cash_left(withdrawn: Decimal, bought: Iterable[Decimal]) -> Decimal:
    """Pounds of a cash withdrawal that are not accounted for: cash that is still in hand.

    Raises DPManagerError where more was bought with it than was taken out.
    """
    accounted = total(bought)
    if accounted > withdrawn:
        raise DPManagerError(
            _("That would be {accounted} bought with {withdrawn} of cash.").format(
                accounted=pounds(accounted), withdrawn=pounds(withdrawn)
            )
        )
    return withdrawn - accounted


def _with_sum(things: Sequence[OwedBack], amount: Decimal) -> list[list[OwedBack]]:
    """Up to two sets of things that come to the amount, the one with the oldest things first."""
    sums: dict[Decimal, list[list[OwedBack]]] = {Decimal(0): [[]]}
    for thing in things:
        for so_far, sets in [(pounds_so_far, list(sets)) for pounds_so_far, sets in sums.items()]:
            more = so_far + thing.amount
            if more <= amount and len(sums) < MOST_SUMS:
                known = sums.setdefault(more, [])
                known += [[*chosen, thing] for chosen in sets][: 2 - len(known)]
    return sums.get(amount, [])


def _reason(things: Sequence[OwedBack], amount: Decimal, *, named: bool, sure: bool) -> str:
    paid_by = things[0].paid_by
    if len(things) == 1:
        what = _("{name} paid {amount} from their own money on {day}.").format(
            name=paid_by, amount=pounds(amount), day=long_date(things[0].day)
        )
    else:
        what = ngettext(
            "{name} paid for {count} thing from their own money: {amount}.",
            "{name} paid for {count} things from their own money: {amount}.",
            len(things),
        ).format(name=paid_by, count=len(things), amount=pounds(amount))
    if sure:
        how = _("The bank's words fit.")
    elif named:
        how = _("Other things of theirs come to the same: check it.")
    else:
        how = _("The bank's words do not name them: check it.")
    return f"{what} {how}"
