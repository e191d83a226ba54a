"""Knowing a bank line again, and finding what a payment was for."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import blake2b
from typing import Protocol, TypeVar

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.words import _

# HMRC's tax month ends on the 5th and its money is due on the 22nd: 17 days early is usual.
LONGEST_EARLY = timedelta(days=20)
# Over a bank holiday or by cheque a payment reaches the account some days after it was due.
LONGEST_LATE = timedelta(days=10)

FAR_AWAY = 100_000
"""Days, more than lie between any two papers."""

A_WHOLE_WORD = 2
THE_NUMBER = 1000
SHORTEST_NUMBER = 3
"""Letters and figures of an invoice number that is not found in the bank's words by chance."""
_HMRC_NAMES = frozenset({"hmrc", "revenue", "customs"})


class BankLine(Protocol):
    """What a line needs to be known again. amount: pounds, money out negative."""

    @property
    def day(self) -> date:
        """The day the bank gives."""

    @property
    def amount(self) -> Decimal:
        """Pounds, money out negative."""

    @property
    def description(self) -> str:
        """The bank's words."""


def fingerprint(day: date, amount: Decimal, description: str) -> str:
    """What names a bank line for good: the same for the same day, amount and words.

    Capitals and the number of spaces make no difference. 32 hexadecimal figures.
    """
    words = " ".join(description.split()).casefold()
    return blake2b(f"{day.isoformat()} {amount:.2f} {words}".encode(), digest_size=16).hexdigest()


def number_repeats(lines: Iterable[BankLine]) -> list[tuple[str, int]]:
    """For each line its fingerprint and how many equal lines stand before it, from 0.

    Within an account the two together name one line: a file that is read twice, or that overlaps
    another, brings the same names again; two equal payments on one day have two names. A file
    that begins or ends within a day may show fewer of its equal lines, never too many.
    """
    seen: Counter[str] = Counter()
    names = []
    for line in lines:
        name = fingerprint(line.day, line.amount, line.description)
        names.append((name, seen[name]))
        seen[name] += 1
    return names


@dataclass(frozen=True, slots=True)
class Expected:
    """A payment that is owed and not yet found on a statement.

    kind: that of `ExpectedPayment`. amount: pounds, positive. number: of an invoice, or nothing.
    """

    id: int
    kind: str
    payee: str
    due: date
    amount: Decimal
    number: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Which expected payment a bank line is, or None; why, in words for the person.

    sure: the bank's words name the payee or the invoice.
    """

    expected_id: int | None
    reason: str
    sure: bool = False


def match_expected(
    day: date, amount: Decimal, description: str, expected: Sequence[Expected]
) -> Match:
    """The expected payment that a bank line pays: the same amount to the penny, near its due date.

    amount: pounds as the bank has it, money out negative. Near: at most 20 days before it is due
    and 10 days after, or on any day where the description has the number of the invoice. Several
    fit: the invoice with that number; the one payee whose name the description resembles most; of
    one payee's, the one that is due first, as the oldest debt is paid first. Still in doubt:
    none, and the reason says so.
    """
    fitting = [
        payment
        for payment in expected
        if payment.amount == -amount
        and (
            payment.due - LONGEST_EARLY <= day <= payment.due + LONGEST_LATE
            or has_number(description, payment.number)
        )
    ]
    if not fitting:
        return Match(
            None,
            _("No wage or HMRC payment of {amount} was due around {day}.").format(
                amount=pounds(abs(amount)), day=long_date(day)
            ),
        )
    scores = {payment.id: _resemblance(payment, description) for payment in fitting}
    best = max(scores.values())
    named = best >= A_WHOLE_WORD
    if named:
        fitting = [payment for payment in fitting if scores[payment.id] == best]
    if len({(payment.kind, payment.payee) for payment in fitting}) > 1:
        return Match(
            None,
            _(
                "{amount} was due to {payees} around {day}, and the bank's words do not say "
                "which of them it is."
            ).format(
                amount=pounds(abs(amount)),
                day=long_date(day),
                payees=" / ".join(sorted({payment.payee for payment in fitting})),
            ),
        )
    first = min(fitting, key=lambda payment: payment.due)
    if has_number(description, first.number):
        return Match(first.id, _reason_of_number(first), sure=True)
    return Match(first.id, _reason(first, named=named), sure=named)


def has_number(description: str, number: str) -> bool:
    """Whether the bank's words have the number of an invoice, with or without its dashes.

    Numbers of one or two letters and figures are never found: they could be anything.
    """
    wanted = "".join(words_in_order(number))
    if len(wanted) < SHORTEST_NUMBER:
        return False
    shown = words_in_order(description)
    return any(
        "".join(shown[first:last]) == wanted
        for first in range(len(shown))
        for last in range(first + 1, len(shown) + 1)
    )


def _reason_of_number(payment: Expected) -> str:
    return _("{amount} to {payee} was due on {day}, and the bank names invoice {number}.").format(
        amount=pounds(payment.amount),
        payee=payment.payee,
        day=long_date(payment.due),
        number=payment.number,
    )


def _reason(payment: Expected, *, named: bool) -> str:
    sentence = (
        _("{amount} to {payee} was due on {day}, and the bank's words fit.")
        if named
        else _(
            "{amount} to {payee} was due on {day}; the bank's words do not name them, "
            "so check that this is the payment."
        )
    )
    return sentence.format(
        amount=pounds(payment.amount), payee=payment.payee, day=long_date(payment.due)
    )


def _resemblance(payment: Expected, description: str) -> int:
    """A whole word for each word of the payee's name that the bank shows; one for an initial.

    The number of an invoice is worth more than any name.
    """
    shown = words_of(description)
    names = words_of(payment.payee) | (_HMRC_NAMES if payment.kind == "hmrc" else frozenset())
    resembles = sum(
        A_WHOLE_WORD if name in shown and len(name) > 1 else 1 if name[0] in shown else 0
        for name in names
    )
    return resembles + (THE_NUMBER if has_number(description, payment.number) else 0)


class Dated(Protocol):
    """A receipt or a payment, as far as its day and amount are known."""

    @property
    def day(self) -> date | None:
        """The day; None where it is not known."""

    @property
    def amount(self) -> Decimal | None:
        """Pounds, of either sign; None where it is not known."""


D = TypeVar("D", bound=Dated)


def likeliest_first(day: date | None, amount: Decimal | None, things: Iterable[D]) -> list[D]:
    """Receipts that may prove a payment, or payments that a receipt may prove, best first.

    The same amount to the penny comes first, whatever its sign; then the nearest day. What is not
    known counts as far away. Of equals, the order stays.
    """

    def far(thing: D) -> tuple[bool, int]:
        same = amount is not None and thing.amount is not None and abs(amount) == abs(thing.amount)
        days = abs((thing.day - day).days) if thing.day and day else FAR_AWAY
        return (not same, days)

    return sorted(things, key=far)


def words_of(text: str) -> frozenset[str]:
    """The words and numbers in a text, in small letters."""
    return frozenset(words_in_order(text))


def words_in_order(text: str) -> list[str]:
    """The words and numbers in a text, in small letters, as they come."""
    return re.findall(r"[^\W_]+", text.casefold())
