"""A return that was signed: its figures are kept, and later changes are found by comparing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.words import _


class LockedPart(msgspec.Struct, frozen=True):
    """What a part of a payment was for, as it was signed. amount: pounds."""

    amount: Decimal
    category: str
    service_type: str = ""
    outcome: str = ""


class LockedLine(msgspec.Struct, frozen=True):
    """A payment as it was signed. payment: its number in the book. amount: pounds."""

    payment: int
    account: str
    day: date
    description: str
    amount: Decimal
    parts: tuple[LockedPart, ...] = ()


class LockedTotal(msgspec.Struct, frozen=True):
    """The sum of a category or of what is set aside, in pounds, with its name in words."""

    label: str
    amount: Decimal


class Correction(msgspec.Struct, frozen=True):
    """A payment that was added, taken out or changed after its return was signed."""

    before: LockedLine | None
    after: LockedLine | None

    @property
    def line(self) -> LockedLine:
        """The payment as it is now, or as it was if it is gone."""
        line = self.after or self.before
        if line is None:
            raise ValueError("a correction of nothing")
        return line

    @property
    def difference(self) -> Decimal:
        """Pounds by which it changes the balance."""
        before = self.before.amount if self.before else ZERO
        after = self.after.amount if self.after else ZERO
        return after - before


class LockedFigures(msgspec.Struct, frozen=True, kw_only=True):
    """All figures of a signed return. late_changes: the reasons that it has told already."""

    funder: str
    start: date
    end: date
    signed_by: str
    signed_as: str
    signed_on: date
    opening: Decimal
    money_in: Decimal
    money_out: Decimal
    closing: Decimal
    statement_balance: Decimal | None
    free_balance: Decimal
    surplus: Decimal | None
    income: tuple[LockedTotal, ...]
    spending: tuple[LockedTotal, ...]
    set_aside: tuple[LockedTotal, ...]
    lines: tuple[LockedLine, ...]
    gaps: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    late_changes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CarriedOn:
    """How a return follows from the one that was signed before it, or that it takes the place of.

    closing: what was signed. other: pounds by which an opening balance, or days that no return is
    for, have changed since. between: money in and out, in pounds, between the two. comes_to: the
    opening balance of this return, or its closing balance where it amends the other. reasons: why
    records were changed, in the person's words; late_changes: their numbers.
    """

    period: Period
    signed_on: date
    closing: Decimal
    corrections: tuple[Correction, ...]
    other: Decimal
    between: Decimal
    comes_to: Decimal
    amends: bool = False
    reasons: tuple[str, ...] = ()
    late_changes: tuple[int, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether anything of what was signed is otherwise now."""
        return bool(self.corrections or self.other)

    @property
    def missing(self) -> Decimal:
        """Pounds that the corrections do not explain: none, or the return is wrong."""
        changed = total(one.difference for one in self.corrections)
        return self.comes_to - (self.closing + changed + self.other + self.between)


def figures_to_json(figures: LockedFigures) -> str:
    """The figures as they are kept; the same figures always give the same text."""
    return msgspec.json.encode(figures).decode()


def figures_from_json(text: str) -> LockedFigures:
    """Kept figures. Raises DPManagerError for text that was changed outside the program."""
    try:
        return msgspec.json.decode(text, type=LockedFigures)
    except msgspec.DecodeError as fault:
        raise DPManagerError(
            _("The kept figures of a return cannot be read. Check the book.")
        ) from fault


def lines_as_told(returns: Sequence[LockedFigures]) -> dict[int, LockedLine]:
    """Every payment as the returns have told it up to now, in the order in which they were signed.

    A later return for the same days takes the place of the earlier one, and corrects others.
    """
    told: dict[int, LockedLine] = {}
    for figures in returns:
        for correction in figures.corrections:
            if correction.after is None:
                told.pop(correction.line.payment, None)
            else:
                told[correction.line.payment] = correction.after
        days = Period(figures.start, figures.end)
        told = {number: line for number, line in told.items() if line.day not in days}
        told |= {line.payment: line for line in figures.lines}
    return told


def corrections_between(
    told: Mapping[int, LockedLine], now: Mapping[int, LockedLine]
) -> tuple[Correction, ...]:
    """What was added, taken out or changed, in order of day.

    A payment that only has another number, because its statement was read in again, is no
    correction; nor is another outcome or another name of one.
    """
    found = [
        Correction(told.get(number), now.get(number))
        for number in (*told, *(number for number in now if number not in told))
        if number not in told
        or number not in now
        or _content(told[number]) != _content(now[number])
    ]
    found = list(_without_pairs(found))
    return tuple(sorted(found, key=lambda one: (one.line.day, one.line.payment)))


def _without_pairs(found: Iterable[Correction]) -> Iterator[Correction]:
    """Leaves out what was taken out and added again just as it was."""
    found = list(found)
    gone = Counter(_content(one.before) for one in found if one.before and not one.after)
    came = Counter(_content(one.after) for one in found if one.after and not one.before)
    both = gone & came
    left = {True: Counter(both), False: Counter(both)}
    for one in found:
        if one.before and one.after:
            yield one
            continue
        key, side = _content(one.line), one.after is None
        if left[side][key]:
            left[side][key] -= 1
        else:
            yield one


def _content(line: LockedLine) -> tuple[object, ...]:
    parts = sorted((part.category, part.service_type, part.amount) for part in line.parts)
    return line.account, line.day, line.description, line.amount, tuple(parts)
