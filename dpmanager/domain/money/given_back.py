"""Money that comes back: which earlier payment out it is for, and for which parts of that."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz

from dpmanager.domain.amounts import ZERO, pence_down, pounds, total
from dpmanager.domain.money.agreed_money import names_shown
from dpmanager.domain.money.matching import words_of
from dpmanager.domain.money.sorting_rules import ALIKE, SHORTEST_TELLING, telling_words
from dpmanager.domain.periods import long_date
from dpmanager.words import _

LONGEST_REFUND = timedelta(days=120)
LONGEST_REPAYMENT = timedelta(days=366)
LONGEST_UNPAID = timedelta(days=21)
"""A payment that does not go through comes back within days; a cheque takes the longest."""
SHORTEST_NAME = 4
LINES_REMEMBERED = 4000
"""Each line of money in is compared with many earlier ones, and each of these many times."""
_BACK = words_of(
    "refund refunded refunds rfnd reversal reversed returned repaid repayment repay cashback"
)
"""Words of the bank that say that money comes back."""


_UNPAID = words_of("unpaid rejected bounced recalled undelivered uncredited")
"""Words of the bank that say that a payment never arrived."""


@dataclass(frozen=True, slots=True)
class PaidOut:
    """A payment that somebody has sorted: one out, or money that came in by mistake.

    left: pounds of it that have not come back yet, or have not been sent back.

    purpose: what it was for; payments for the same thing have the same.
    """

    id: int
    day: date
    description: str
    left: Decimal
    purpose: Hashable


@dataclass(frozen=True, slots=True)
class GivenBack:
    """The payment that a later one gives back; why, in words. sure: the bank's words say so."""

    paid: PaidOut
    reason: str
    sure: bool


def match_refund(
    day: date, amount: Decimal, description: str, paid: Sequence[PaidOut]
) -> GivenBack | None:
    """The payment out that money in refunds, all of it or a part; None where none fits.

    It went to the same payee at most 120 days before, and as much of it is left. The same amount
    goes before the others, and the latest before earlier ones. It is sure where the bank says that
    it is a refund, and all that fit as well were for the same thing.
    """
    fitting = [
        payment
        for payment in paid
        if payment.left >= amount
        and payment.day <= day <= payment.day + LONGEST_REFUND
        and same_payee(description, payment.description)
    ]
    if not fitting:
        return None
    best = [payment for payment in fitting if payment.left == amount] or fitting
    latest = max(best, key=lambda payment: (payment.day, payment.id))
    said = says_back(description)
    sentence = (
        _(
            "You paid “{payee}” on {day}. {left} of that has not come back. The bank says that "
            "this is money back."
        )
        if said
        else _(
            "You paid “{payee}” on {day}. {left} of that has not come back. The bank does not say "
            "that this is a refund: check it."
        )
    )
    reason = sentence.format(
        payee=latest.description, day=long_date(latest.day), left=pounds(latest.left)
    )
    return GivenBack(latest, reason, said and len({payment.purpose for payment in best}) == 1)


def match_unpaid(
    day: date, amount: Decimal, description: str, paid: Sequence[PaidOut]
) -> GivenBack | None:
    """The payment out that did not go through, all of which comes back; None where none fits.

    paid: payments of which nothing has come back. It is at most 21 days before, of just the amount.
    The bank says that it was not paid, or it says that money comes back and names the payee. It is
    sure where the payee is named as well and no other payment fits.
    """
    never_paid = bool(words_of(description) & _UNPAID)
    if not never_paid and not says_back(description):
        return None
    owed = [
        payment
        for payment in paid
        if payment.left == amount and payment.day <= day <= payment.day + LONGEST_UNPAID
    ]
    named = [one for one in owed if same_payee(description, one.description)]
    fitting = named or (owed if never_paid else [])
    if not fitting:
        return None
    latest = max(fitting, key=lambda payment: (payment.day, payment.id))
    sentence = _(
        "You paid {left} to “{payee}” on {day}. The bank says that it did not go through, so it "
        "is still to be paid."
    )
    reason = sentence.format(
        payee=latest.description, day=long_date(latest.day), left=pounds(latest.left)
    )
    return GivenBack(latest, reason, bool(named) and len(fitting) == 1)


def match_repayment(
    day: date,
    amount: Decimal,
    description: str,
    mistakes: Sequence[PaidOut],
    names: Sequence[str],
) -> GivenBack | None:
    """The payment made by mistake that money in puts right; None where none fits.

    names: the people of the book, one of whom may have paid it back. All that is left of one within
    a year fits whatever the bank's words are, and a part of it where they name the payee or a
    person. It is sure where all of it comes from somebody named, and no other payment fits.
    """
    sentences = (
        _("On {day} {left} went to “{payee}” by mistake. This puts it right."),
        _("On {day} {left} went to “{payee}” by mistake. This may put it right: check it."),
    )
    return _put_right(day, amount, description, mistakes, names, sentences)


def match_sent_back(
    day: date,
    amount: Decimal,
    description: str,
    came_in: Sequence[PaidOut],
    names: Sequence[str],
) -> GivenBack | None:
    """The money in by mistake that a payment out sends back; None where none fits.

    amount: pounds above nothing. What fits, and what is sure, is as for `match_repayment`: money of
    a person of the book that came into the wrong account goes to that person.
    """
    sentences = (
        _("On {day} {left} came in by mistake from “{payee}”. This sends it back."),
        _("On {day} {left} came in by mistake from “{payee}”. This may send it back: check it."),
    )
    return _put_right(day, amount, description, came_in, names, sentences)


def _put_right(
    day: date,
    amount: Decimal,
    description: str,
    mistakes: Sequence[PaidOut],
    names: Sequence[str],
    sentences: tuple[str, str],
) -> GivenBack | None:
    """sentences: why, where it is sure and where it is not."""
    owed = [
        payment
        for payment in mistakes
        if payment.left >= amount and payment.day <= day <= payment.day + LONGEST_REPAYMENT
    ]
    by_person = names_shown(description, names)
    named = [p for p in owed if by_person or same_payee(description, p.description)]
    fitting = [payment for payment in owed if payment.left == amount] or named
    if not fitting:
        return None
    latest = max(fitting, key=lambda payment: (payment in named, payment.day, payment.id))
    sure = latest in named and latest.left == amount and len(fitting) == 1
    reason = sentences[0 if sure else 1].format(
        day=long_date(latest.day), left=pounds(latest.left), payee=latest.description
    )
    return GivenBack(latest, reason, sure)


def says_back(description: str) -> bool:
    """Whether the bank's words say that money comes back."""
    return bool(words_of(description) & (_BACK | _UNPAID))


def same_payee(first: str, second: str) -> bool:
    """Whether two lines of a bank name the same payee.

    The payee stands first. The first words that tell something are alike, and so are more than half
    of the words of the shorter line.
    """
    one, other = _payee_words(first), _payee_words(second)
    if not one or not other or not _alike(one[0], other[0]):
        return False
    shorter, longer = sorted((one, other), key=len)
    shared = [word for word in shorter if any(_alike(word, each) for each in longer)]
    return 2 * len(shared) > len(shorter) and any(len(word) >= SHORTEST_TELLING for word in shared)


def share_back(parts: Sequence[Decimal], amount: Decimal) -> list[Decimal]:
    """How much of each part of a payment comes back, where `amount` of the whole does.

    parts: pounds of each that may still come back, none below nothing; amount: at most their sum.
    A part of just that amount is the one that comes back. Otherwise each gives back as large a
    share as the others, to the penny: never more than it is, and together the amount.
    """
    if amount in parts:
        found = parts.index(amount)
        return [amount if place == found else ZERO for place in range(len(parts))]
    whole = total(parts)
    shares, so_far, given = [], ZERO, ZERO
    for part in parts:
        so_far += part
        upto = pence_down(so_far * amount / whole)
        shares.append(upto - given)
        given = upto
    return shares


def left_after(parts: Sequence[Decimal], came_back: Collection[Decimal]) -> list[Decimal]:
    """What is left of each part of a payment after refunds, in the order in which they came."""
    left = list(parts)
    for amount in came_back:
        back = share_back(left, min(amount, total(left)))
        left = [part - share for part, share in zip(left, back, strict=True)]
    return left


@lru_cache(maxsize=LINES_REMEMBERED)
def _payee_words(description: str) -> tuple[str, ...]:
    return tuple(word for word in telling_words(description) if word not in _BACK | _UNPAID)


def _alike(one: str, other: str) -> bool:
    if len(one) < SHORTEST_NAME or len(other) < SHORTEST_NAME:
        return one == other
    return fuzz.ratio(one, other) >= ALIKE
