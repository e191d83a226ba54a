"""A note in place of a receipt that could not be had."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NoReceiptNote:
    """What the note says. amount: pounds, above zero. what_for: the categories, in words.

    signed_by: the name that was typed to sign it; "" for a note that is to be signed on paper.
    """

    recipient: str
    manager: str
    day: date
    payee: str
    amount: Decimal
    what_for: tuple[str, ...]
    reason: str
    written_on: date
    signed_by: str = ""
