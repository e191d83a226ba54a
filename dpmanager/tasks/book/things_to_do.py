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
    INVOICE = "invoice"
    PAYMENT_TO_CHECK = "payment_to_check"
    MONEY_IN = "money_in"
    CONTRIBUTION = "contribution"
    INSURANCE = "insurance"
    CHECKS = "checks"
    MINIMUM_WAGE = "minimum_wage"
    TAX_CODES = "tax_codes"
    NI_LETTER = "ni_letter"
    PENSION_DUTY = "pension_duty"
    FIT_NOTE = "fit_note"
    HOLIDAY = "holiday"
    P45 = "p45"
    ALLOWANCE = "allowance"
    DATE = "date"
    RETURN = "return"
    STATEMENT = "statement"
    PAID_BY_MISTAKE = "paid_by_mistake"
    IN_BY_MISTAKE = "in_by_mistake"
    OLD_CHEQUE = "old_cheque"
    NO_CATEGORY = "no_category"
    NO_PROOF = "no_proof"
    ASK_FIRST = "ask_first"
    LETTER = "letter"
    SHARING = "sharing"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that needs doing.

    day: the day by which it is to be done, None where there is none. what, more: in words.
    about: what it is about, as the page that does it asks for it: worker (a name, or the number
    on the pages about terms, time off and pensions), day, transaction, payment, invoice, show,
    start and end, tax_year, key (of a deadline).
    """

    kind: Kind
    day: date | None
    what: str
    more: str = ""
    about: dict[str, Any] = field(default_factory=dict)
