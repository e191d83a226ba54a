"""Money that moves as it was agreed: the funder's payments, the contribution, transfers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rapidfuzz import fuzz

from dpmanager.domain.amounts import pounds
from dpmanager.domain.money.matching import has_number, words_in_order, words_of
from dpmanager.domain.periods import long_date
from dpmanager.words import _

PENNY = Decimal("0.01")
EARLY_OR_LATE = timedelta(days=31)
"""Money in advance comes before what it is for, money in arrears after it."""
LONGEST_TRANSFER = timedelta(days=3)
ALIKE = 85
SHORTEST_NAME = 4
_HEALTH_BOARD = words_of("nhs icb integrated")
"""Words in the name of a funder that is an NHS integrated care board."""
COUNCIL, HEALTH = "dp_council", "nhs_phb"
_NAME_NOBODY = words_of("borough care city council county district metropolitan trust")
_MOVES = words_of("transfer trf tfr xfer")


@dataclass(frozen=True, slots=True)
class AgreedIncome:
    """What is paid in at a time by an agreement, in pounds, from its first day to its last.

    category: an id of a category. payee: the funder, or "" for the person's own contribution.
    names: names, references and other words by which the bank's words show who paid.
    """

    category: str
    payee: str
    amount: Decimal
    start: date
    end: date
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreedMatch:
    """An agreed payment that a bank line seems to be; why, in words. sure: it is named there."""

    income: AgreedIncome
    reason: str
    sure: bool


def match_agreed(
    day: date, amount: Decimal, description: str, agreed: Sequence[AgreedIncome]
) -> AgreedMatch | None:
    """The agreed payment that money in is, to a penny; None where none fits.

    It may come a month before the first day of its agreement or a month after the last. One that
    the bank's words name goes before the others. One of several that are not told apart is unsure.
    """
    fitting = [
        income
        for income in agreed
        if abs(income.amount - amount) <= PENNY
        and income.start - EARLY_OR_LATE <= day
        and day - EARLY_OR_LATE <= income.end
    ]
    named = [income for income in fitting if names_shown(description, income.names)]
    if not fitting:
        return None
    first = max(named or fitting, key=lambda income: (income.start <= day, income.start))
    alone = len({income.payee for income in named}) == 1
    return AgreedMatch(first, _reason(first, named=bool(named)), sure=alone)


def category_of_funder(name: str) -> str:
    """The category of what a funder of that name pays."""
    return HEALTH if words_of(name) & _HEALTH_BOARD else COUNCIL


def names_shown(description: str, names: Sequence[str]) -> bool:
    """Whether the bank's words show one of the names, or a part of one that names somebody."""
    shown = [word for word in words_of(description) if len(word) >= SHORTEST_NAME]
    return any(
        has_number(description, name)
        or any(
            len(word) >= SHORTEST_NAME
            and word not in _NAME_NOBODY
            and any(fuzz.ratio(word, other) >= ALIKE for other in shown)
            for word in words_in_order(name)
        )
        for name in names
    )


def _reason(income: AgreedIncome, *, named: bool) -> str:
    if not income.payee:
        sentence = (
            _("By what was agreed from {day}, your contribution is {amount}. The bank's words fit.")
            if named
            else _(
                "By what was agreed from {day}, your contribution is {amount}. "
                "The bank's words do not say so: check it."
            )
        )
    else:
        sentence = (
            _("By what was agreed from {day}, {payee} pays {amount}. The bank's words fit.")
            if named
            else _(
                "By what was agreed from {day}, {payee} pays {amount}. "
                "The bank's words do not name them: check it."
            )
        )
    return sentence.format(
        day=long_date(income.start), payee=income.payee, amount=pounds(income.amount)
    )


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A line of an account. amount: pounds, money out negative. account: its name."""

    id: int
    account: str
    last_four: str
    day: date
    amount: Decimal
    description: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """The other line of a transfer; why, in words. sure: the bank's words say so."""

    other_id: int
    reason: str
    sure: bool


def find_transfers(lines: Sequence[AccountLine]) -> dict[int, Transfer]:
    """Lines that are the two sides of a transfer between accounts, by the number of each.

    The same amount leaves one account and reaches another within three days. Where a line has more
    than one such partner, none of them is taken.
    """
    into: defaultdict[Decimal, list[AccountLine]] = defaultdict(list)
    for line in lines:
        if line.amount > 0:
            into[line.amount].append(line)
    partners: defaultdict[int, list[AccountLine]] = defaultdict(list)
    for line in lines:
        for other in into.get(-line.amount, ()):
            if other.account != line.account and abs(other.day - line.day) <= LONGEST_TRANSFER:
                partners[line.id].append(other)
                partners[other.id].append(line)
    return {
        line.id: _transfer(line, partners[line.id][0])
        for line in lines
        if len(partners[line.id]) == 1 and len(partners[partners[line.id][0].id]) == 1
    }


def _transfer(line: AccountLine, other: AccountLine) -> Transfer:
    sure = any(
        _MOVES & words_of(one.description)
        or has_number(one.description, another.last_four)
        or words_of(another.account) <= words_of(one.description)
        for one, another in ((line, other), (other, line))
    )
    sentence = (
        _("{amount} came into {account} on {day}.")
        if line.amount < 0
        else _("{amount} went out of {account} on {day}.")
    )
    reason = sentence.format(
        amount=pounds(abs(line.amount)), account=other.account, day=long_date(other.day)
    )
    return Transfer(other.id, reason, sure)
