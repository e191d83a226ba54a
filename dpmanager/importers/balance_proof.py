"""Putting the lines of a statement in order, and proving by the balances that none is missing."""

from bisect import bisect
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from dpmanager.domain.amounts import pounds
from dpmanager.errors import DPManagerError
from dpmanager.words import _


class ProvableLine(Protocol):
    """What the proof looks at. amount, balance: pounds, money out negative."""

    @property
    def line_number(self) -> int:
        """In the file, from 1."""

    @property
    def day(self) -> date:
        """The day of the payment."""

    @property
    def amount(self) -> Decimal:
        """What the payment changed."""

    @property
    def balance(self) -> Decimal | None:
        """What was in the account after it, where the bank says."""


L = TypeVar("L", bound=ProvableLine)


def oldest_first(lines: Sequence[L], unread: Sequence[int], *, newest_first: bool) -> list[L]:
    """The lines, oldest first; lines of one day as the bank has them.

    lines: as in the file. unread: numbers of lines that could not be read; no balance is carried
    across one. newest_first: what the bank usually does, for a file whose days and balances do
    not show it. Raises DPManagerError that names the line where the balance does not follow.
    """
    upwards = list(lines)
    downwards = upwards[::-1]
    first, last = lines[0].day, lines[-1].day
    if first != last:
        ways = [upwards if first < last else downwards]
    else:
        ways = [downwards, upwards] if newest_first else [upwards, downwards]
    breaks = [_broken_at(way, unread) for way in ways]
    if breaks[0] and None not in breaks:
        raise _does_not_follow(*breaks[0])
    way = ways[breaks.index(None)]
    if any(line.balance is not None for line in way):
        return way
    return sorted(way, key=lambda line: line.day)


def _broken_at(lines: Sequence[L], unread: Sequence[int]) -> tuple[L, Decimal] | None:
    """The first line whose balance does not follow, with the balance that would."""
    running: Decimal | None = None
    stretch = -1
    for line in lines:
        if unread and stretch != (stretch := bisect(unread, line.line_number)):
            running = None
        if running is not None:
            running += line.amount
        if line.balance is not None:
            if running is not None and running != line.balance:
                return line, running
            running = line.balance
    return None


def _does_not_follow(line: ProvableLine, balance: Decimal) -> DPManagerError:
    return DPManagerError(
        _(
            "The balance does not follow on line {line} of this file: it should be {balance}. A "
            "payment is missing or was changed, so nothing was added. Download the statement from "
            "your bank again."
        ).format(line=line.line_number, balance=pounds(balance))
    )
