"""What is paid or taken off besides pay for hours: one line of a payslip each."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import total


class ExtraKind(StrEnum):
    """What a line is for, in the order of a payslip. The words used in files.

    The first are pay, which tax and National Insurance count; then what is paid free of both;
    then what is taken off after them.
    """

    ROLLED_UP_HOLIDAY = "rolled_up_holiday"
    HOLIDAY_OWED = "holiday_owed"
    SICK_PAY = "sick_pay"
    MATERNITY_PAY = "maternity_pay"
    ADOPTION_PAY = "adoption_pay"
    PATERNITY_PAY = "paternity_pay"
    SHARED_PARENTAL_PAY = "shared_parental_pay"
    BEREAVEMENT_PAY = "bereavement_pay"
    NEONATAL_PAY = "neonatal_pay"
    BONUS = "bonus"
    BACK_PAY = "back_pay"
    NOTICE_PAY = "notice_pay"
    TAXED_MILEAGE = "taxed_mileage"
    TAXED_PENSION_REFUND = "taxed_pension_refund"
    CORRECTION = "correction"
    OTHER_PAY = "other_pay"

    MILEAGE = "mileage"
    EXPENSES = "expenses"
    REDUNDANCY = "redundancy"
    ADVANCE = "advance"
    PENSION_REFUND = "pension_refund"

    COURT_ORDER = "court_order"
    COURT_ORDER_CHARGE = "court_order_charge"
    AGREED_DEDUCTION = "agreed_deduction"
    ADVANCE_BACK = "advance_back"
    OVERPAYMENT_BACK = "overpayment_back"
    OTHER_DEDUCTION = "other_deduction"


_KINDS = list(ExtraKind)
PAY = frozenset(_KINDS[: _KINDS.index(ExtraKind.MILEAGE)])
FREE_OF_TAX = frozenset(
    _KINDS[_KINDS.index(ExtraKind.MILEAGE) : _KINDS.index(ExtraKind.COURT_ORDER)]
)
TAKEN_OFF = frozenset(_KINDS[_KINDS.index(ExtraKind.COURT_ORDER) :])

FAMILY_PAY = frozenset(
    {
        ExtraKind.MATERNITY_PAY,
        ExtraKind.ADOPTION_PAY,
        ExtraKind.PATERNITY_PAY,
        ExtraKind.SHARED_PARENTAL_PAY,
        ExtraKind.BEREAVEMENT_PAY,
        ExtraKind.NEONATAL_PAY,
    }
)
"""What HMRC gives back to the employer, in whole or in part."""


@dataclass(frozen=True, slots=True)
class Extra:
    """One line: pounds, above nothing also where it is taken off.

    A correction and other pay, which a payroll bureau worked out, may be below nothing.

    quantity: miles of a mileage line, hours of holiday owed; None where there is nothing to count.
    note: what the person wrote, or the reference of an order.
    """

    kind: ExtraKind
    amount: Decimal
    quantity: Decimal | None = None
    note: str = ""


def sum_of(extras: Iterable[Extra], kinds: Iterable[ExtraKind]) -> Decimal:
    """The pounds of all lines of these kinds."""
    wanted = frozenset(kinds)
    return total(extra.amount for extra in extras if extra.kind in wanted)
