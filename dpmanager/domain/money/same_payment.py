"""Whether the lines of a statement file are in the account already, whatever their wording."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from dpmanager.domain.money.matching import BankLine, number_repeats, words_of

SHORTEST_WORDS = 4
"""Letters and figures: fewer would stand in too many other descriptions by chance."""


class FileLine(BankLine, Protocol):
    """A line of a file. balance: pounds after it, where the bank says."""

    @property
    def balance(self) -> Decimal | None:
        """What was in the account after the payment, where the bank says."""


@dataclass(frozen=True, slots=True)
class KnownPayment:
    """A payment that the bank has shown before. amount, balance: pounds, money out negative.

    name: its fingerprint and how many equal ones stood before it. format: the id of the format
    of the file that it came from, "" where it came from none.
    """

    key: int
    day: date
    amount: Decimal
    description: str
    balance: Decimal | None
    name: tuple[str | None, int | None]
    format: str


@dataclass(frozen=True, slots=True)
class SortedOut:
    """The lines of a file, by their place in it.

    new: the account lacks them. same: how many are there already. possibly: a line, and the
    payment of the account with its day and amount and other words. names: each line's fingerprint
    and how many equal lines stand before it.
    """

    new: tuple[int, ...]
    same: int
    possibly: tuple[tuple[int, KnownPayment], ...]
    names: Sequence[tuple[str, int]]


def sort_out(
    lines: Sequence[FileLine], known: Iterable[KnownPayment], file_format: str
) -> SortedOut:
    """Which lines of a file are new, which are there, and which are perhaps.

    known: the payments that the bank has shown on the days of the file. A line is there when the
    account has its day, amount and words, once for each time. What is left is compared by day and
    amount, one line with one payment. In another format of the bank it is there too when the
    words of one are within those of the other, or the balance is the same and a word is shared;
    else it is there perhaps. Within one format a bank does not change its words, so other words
    are another payment, but perhaps the same where the balance is.
    """
    names = number_repeats(lines)
    by_name = {payment.name: payment for payment in known}
    same = [place for place, name in enumerate(names) if name in by_name]
    taken = {names[place] for place in same}
    left: dict[tuple[date, Decimal], list[_Told]] = {}
    for payment in by_name.values():
        if payment.name not in taken:
            told = _Told.of(payment.description, payment)
            left.setdefault((payment.day, payment.amount), []).append(told)
    doubtful = {
        place: _Told.of(line.description)
        for place, line in enumerate(lines)
        if names[place] not in by_name and (line.day, line.amount) in left
    }
    there, possibly = _paired(lines, doubtful, left, file_format)
    in_doubt = {place for place, _payment in possibly}
    there.update(same)
    known_places = there | in_doubt
    return SortedOut(
        new=tuple(place for place in range(len(lines)) if place not in known_places),
        same=len(there),
        possibly=tuple(sorted(possibly, key=lambda pair: pair[0])),
        names=names,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """The words of a description, and its letters and figures in a row."""

    words: frozenset[str]
    letters: str
    payment: KnownPayment | None = None

    @classmethod
    def of(cls, description: str, payment: KnownPayment | None = None) -> "_Told":
        letters = "".join(filter(str.isalnum, description.casefold()))
        return cls(words_of(description), letters, payment)


def _paired(
    lines: Sequence[FileLine],
    doubtful: dict[int, _Told],
    left: dict[tuple[date, Decimal], list[_Told]],
    file_format: str,
) -> tuple[set[int], list[tuple[int, KnownPayment]]]:
    """One line with one payment, the likest first: those that are there, and those that may be."""
    pairs = []
    for place, told in doubtful.items():
        line = lines[place]
        for other in left[line.day, line.amount]:
            assert other.payment is not None
            if likeness := _likeness(told, other, line.balance, file_format):
                pairs.append((-likeness, place, other.payment.key, other.payment))
    pairs.sort(key=lambda pair: pair[:3])
    there: set[int] = set()
    possibly: dict[int, KnownPayment] = {}
    used: set[int] = set()
    for likeness, place, number, payment in pairs:
        if place in there or place in possibly or number in used:
            continue
        used.add(number)
        if -likeness >= _SURE:
            there.add(place)
        else:
            possibly[place] = payment
    return there, list(possibly.items())


_SURE = 1000
_MOST_WORDS = 99
_SAME_BALANCE = 100


def _likeness(told: _Told, other: _Told, balance: Decimal | None, file_format: str) -> int:
    """How much a line is like a payment of its day and amount; 0: it is another payment."""
    assert other.payment is not None
    same_balance = balance is not None and balance == other.payment.balance
    same_format = other.payment.format == file_format
    if same_format and not same_balance:
        return 0
    shared = len(told.words & other.words)
    sure = not same_format and ((same_balance and shared) or _within(told, other))
    return (
        1
        + min(shared, _MOST_WORDS)
        + (_SAME_BALANCE if same_balance else 0)
        + (_SURE if sure else 0)
    )


def _within(one: _Told, other: _Told) -> bool:
    """Whether one description says a part of what the other says, perhaps cut in a word."""
    short, long = sorted((one, other), key=lambda told: len(told.letters))
    if len(short.letters) < SHORTEST_WORDS:
        return short.letters == long.letters
    return short.letters in long.letters or short.words <= long.words
