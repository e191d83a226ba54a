"""Cheques: knowing one by its number, and one that a bank need not pay any more."""

import re
from datetime import date

from dpmanager.domain.periods import months_after

MONTHS_GOOD = 6
"""Banks need not pay a cheque that is older (Cheque and Credit Clearing Company)."""
_NUMBERED = re.compile(r"\b(?:cheque|check|chq|cq)s?\W*(?:no|number|num)?\W*(\d+)\b")


def cheque_number(description: str) -> str:
    """The number of the cheque that the bank's words are of, without the noughts before it; or "".

    Banks write "CHEQUE 000123", "CHQ 123" or the number alone.
    """
    said = description.casefold().strip()
    found = _NUMBERED.search(said)
    number = found[1] if found else said if said.isdecimal() else ""
    return number.lstrip("0")


def is_stale(day: date, today: date) -> bool:
    """Whether a cheque of that day is older than six months."""
    return months_after(day, MONTHS_GOOD) < today
