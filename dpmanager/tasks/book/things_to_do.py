"""What a thing that needs doing is."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any


class Kind(Enum):
    """The kinds of thing that need doing, in the order in which they come on one day."""

    TIMESHEET = "timesheet"
    PAY_DAY = "pay_day"
    WAGE = "wage"
    HMRC = "hmrc"
    PENSION = "pension"
    ORDER = "order"
    PAYMENT_TO_CHECK = "payment_to_check"
    RETURN = "return"
    STATEMENT = "statement"
    NO_CATEGORY = "no_category"
    NO_PROOF = "no_proof"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that needs doing.

    day: the day by which it is to be done, None where there is none. what, more: in words.
    about: what it is about, as the page that does it asks for it: worker and day, transaction,
    payment, show, start and end.
    """

    kind: Kind
    day: date | None
    what: str
    more: str = ""
    about: dict[str, Any] = field(default_factory=dict)
