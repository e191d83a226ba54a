"""Sorting rules: what payments with certain words are for, learned from what was said before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz, process

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.money.matching import words_in_order, words_of
from dpmanager.words import _

ENOUGH_THAT_AGREE = 2
"""Payments that must have been for the same thing before a rule is learned."""
ENOUGH_TO_BE_SURE = 3
UNUSUAL = 2
"""An amount over twice the greatest, or under half of the least, is not like those before."""
ALIKE = 85
"""Of 100: how alike two words must be to count as the same, as in "pharmacy" and "pharmacey"."""
SHORTEST_ALIKE = 5
"""Letters of a word that may be spelled another way. A shorter one must be the same."""
SHORTEST_TELLING = 3
"""Letters of the word that a rule needs at least one of, and of a last word that is cut off."""
SHORTEST_BEGINNING = 2
"""Words that a line and a rule must begin with alike where the rule does not fit: not just a name
or a town."""
MOST_WORDS = 8
"""Words of a bank line that are looked at when a rule is learned; the payee stands first."""

_SAY_NOTHING = words_of(
    "bacs bank bgc bill bp card chq com contactless credit dd debit direct faster fp fpi fpo from "
    "gb inv invoice limited ltd miss mobile month mr mrs ms on online order pay payment payments "
    "plc pos purchase ref reference so standing the to transaction uk via visa week www "
    "jan january feb february mar march apr april may jun june jul july aug august sep sept "
    "september oct october nov november dec december"
)
"""Words of a bank line that name nobody: ways of paying, titles and months."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a payment was for. outcome and worker: their names, or nothing."""

    category: str
    service_type: str = ""
    outcome: str = ""
    worker: str = ""


@dataclass(frozen=True, slots=True)
class SortedPayment:
    """A payment that the person has sorted. amount: pounds, money out negative."""

    description: str
    amount: Decimal
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Rule:
    """Payments whose words have all of `words` are for `purpose`; None: nothing is suggested.

    money_in: only money in, only money out, or None for both. The rest is for what was learned:
    `agreed` of the `seen` payments with these words were for it, of `least` to `most` pounds.
    """

    words: tuple[str, ...]
    purpose: Purpose | None
    money_in: bool | None
    by_person: bool = False
    agreed: int = 0
    seen: int = 0
    least: Decimal = ZERO
    most: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a payment seems to be for, and why, in words for the person.

    sure: safe to accept together with others. by_person: by a rule that the person made.
    """

    purpose: Purpose
    reason: str
    sure: bool
    by_person: bool = False


def telling_words(description: str) -> tuple[str, ...]:
    """The first words of a bank line that may name a payee, without numbers, months and titles."""
    telling = (
        word
        for word in words_in_order(description)
        if word.isalpha() and len(word) > 1 and word not in _SAY_NOTHING
    )
    return tuple(telling)[:MOST_WORDS]


def learn(payments: Iterable[SortedPayment]) -> list[Rule]:
    """The rules that follow from what payments were said to be for.

    The bank's words begin with the payee. Payments that begin with the same words and were all for
    the same thing make one rule of these words, where they are at least half of the words of each.
    Where three lines or more go on in their own ways, what they begin with is enough. Where
    payments with just the same words differ, what most of them were for counts. Fewer than two
    that agree make no rule.
    """
    sides: dict[bool, dict[tuple[str, ...], _Said]] = {True: {}, False: {}}
    for payment in payments:
        words = telling_words(payment.description)
        said = sides[payment.amount > 0].setdefault(words, {})
        said.setdefault(payment.purpose, []).append(abs(payment.amount))
    return [
        rule
        for money_in, side in sides.items()
        for rule in _learned(list(side.items()), 0, money_in)
    ]


_Said = dict[Purpose, list[Decimal]]
"""The pounds of the payments that were for each purpose."""
_Entry = tuple[tuple[str, ...], _Said]


def _learned(entries: Sequence[_Entry], depth: int, money_in: bool) -> Iterator[Rule]:
    """The rules of entries that share their first `depth` words."""
    said: _Said = {}
    for _words, amounts in entries:
        for purpose, of_purpose in amounts.items():
            said.setdefault(purpose, []).extend(of_purpose)
    shared = _shared_beginning([words for words, _said in entries])
    alike = len(entries) >= ENOUGH_TO_BE_SURE or all(
        2 * len(shared) >= len(words) for words, _said in entries
    )
    if depth and len(said) == 1 and alike:
        yield from _rule(shared, said, money_in)
        return
    deeper: dict[str, list[_Entry]] = {}
    for words, amounts in entries:
        if len(words) > depth:
            deeper.setdefault(words[depth], []).append((words, amounts))
        else:
            yield from _rule(words, amounts, money_in)
    for group in deeper.values():
        yield from _learned(group, depth + 1, money_in)


def _rule(words: tuple[str, ...], said: _Said, money_in: bool) -> Iterator[Rule]:
    purpose = max(said, key=lambda each: len(said[each]))
    agreed, seen = len(said[purpose]), sum(map(len, said.values()))
    if agreed >= ENOUGH_THAT_AGREE and 2 * agreed > seen and tells_enough(words):
        least, most = min(said[purpose]), max(said[purpose])
        yield Rule(words, purpose, money_in, False, agreed, seen, least, most)


def tells_enough(words: Iterable[str]) -> bool:
    """Whether the words of a rule are enough to know a payment by."""
    return any(len(word) >= SHORTEST_TELLING for word in words)


def _shared_beginning(lines: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    first, last = min(lines, default=()), max(lines, default=())
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[:same]


class RuleBook:
    """Rules, ready to be asked of many payments."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = [(rule, frozenset(rule.words)) for rule in rules if rule.words]
        self._words = sorted({word for _rule, words in self._rules for word in words})

    def suggest(self, description: str, amount: Decimal) -> Suggestion | None:
        """What a payment is for by the rules; None where no rule fits.

        amount: pounds, money out negative.

        A rule fits where each of its words is in the bank's words: a longer one may be spelled a
        little otherwise, and the bank's last word may be cut off. What the person made goes before
        what was learned, and more words before fewer. Where none fits, a rule that was learned and
        begins with the same words as the line is suggested, and is never sure.
        """
        money_in = amount > 0
        shown = words_in_order(description)
        found = self._found(shown)
        fitting = [
            (rule, words)
            for rule, words in self._rules
            if words <= found and rule.money_in in (None, money_in)
        ]
        if not fitting:
            return self._by_beginning(description, money_in=money_in)
        best, words = max(fitting, key=lambda each: (*_weight(each[0]), each[0].agreed))
        if best.purpose is None:
            return None
        doubtful = any(
            _weight(rule) == _weight(best) and rule.purpose != best.purpose
            for rule, _words in fitting
        )
        whole = best.by_person or 2 * len(words) >= len(telling_words(description))
        exact = words <= set(shown) and whole and not doubtful
        return _suggestion(best, best.purpose, abs(amount), sure=exact)

    def _by_beginning(self, description: str, *, money_in: bool) -> Suggestion | None:
        """A payee whose further words are new; None where what is known differs."""
        line = telling_words(description)
        near: dict[Purpose, tuple[str, ...]] = {}
        for rule, _words in self._rules:
            shared = _shared_beginning([rule.words, line])
            enough = len(shared) >= SHORTEST_BEGINNING and 2 * len(shared) >= len(rule.words)
            if enough and rule.purpose and not rule.by_person and rule.money_in is money_in:
                near[rule.purpose] = shared
        if len(near) != 1:
            return None
        ((purpose, shared),) = near.items()
        sentence = _("Payments that begin with “{words}” were for this before, so check it.")
        return Suggestion(purpose, sentence.format(words=" ".join(shared)), sure=False)

    def _found(self, shown: Sequence[str]) -> frozenset[str]:
        """The words of rules that a bank line has."""
        found = set(shown)
        for word in found.copy():
            if len(word) >= SHORTEST_ALIKE:
                alike = process.extract(
                    word, self._words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
                )
                found.update(each for each, *_score in alike if len(each) >= SHORTEST_ALIKE)
        if shown and len(shown[-1]) >= SHORTEST_TELLING:
            found.update(word for word in self._words if word.startswith(shown[-1]))
        return frozenset(found)


def _weight(rule: Rule) -> tuple[bool, int]:
    return rule.by_person, len(rule.words)


def _suggestion(rule: Rule, purpose: Purpose, size: Decimal, *, sure: bool) -> Suggestion:
    words = " ".join(rule.words)
    if rule.by_person:
        return Suggestion(
            purpose, _("You made a rule for “{words}”.").format(words=words), sure, by_person=True
        )
    usual = rule.least <= size * UNUSUAL and size <= rule.most * UNUSUAL
    if rule.agreed < rule.seen:
        sentence = _("You said this of {agreed} of {seen} payments with “{words}”, so check it.")
    elif usual:
        sentence = _("You said this of all {seen} payments with “{words}” before.")
    else:
        sentence = _(
            "You said this of all {seen} payments with “{words}” before, but {amount} is not like "
            "them: check it."
        )
    reason = sentence.format(agreed=rule.agreed, seen=rule.seen, words=words, amount=pounds(size))
    enough = rule.agreed == rule.seen >= ENOUGH_TO_BE_SURE
    return Suggestion(purpose, reason, sure and enough and usual)
