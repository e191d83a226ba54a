"""Money that is set aside by rule, besides what is owed already."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.periods import long_date, months_after
from dpmanager.domain.steps import Step
from dpmanager.words import _

DAYS_IN_WEEK = 7


class ReserveKind(StrEnum):
    """What money is set aside for. The values are the words used in files."""

    CONTINGENCY = "contingency"
    HOLIDAY = "holiday"
    REDUNDANCY = "redundancy"
    SAVING = "saving"
    OTHER = "other"


class Each(StrEnum):
    """Whether an amount is set aside once or again and again. The words used in files."""

    ONCE = "once"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Reserve:
    """Money set aside. amount: pounds, once or for every week or month from `from_date` on.

    until: the last day on which it is set aside, None: it stays so. agreed_on: the day of the
    funder's letter that allows it, None where there is none.
    """

    kind: ReserveKind
    amount: Decimal
    each: Each
    from_date: date
    until: date | None
    agreed_on: date | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reserved:
    """Pounds that are set aside on a day, and why."""

    amount: Decimal
    steps: tuple[Step, ...]


def amount_on(reserve: Reserve, day: date) -> Reserved:
    """What is set aside at the end of a day: nothing before it begins and after it ends.

    Of an amount for each week or month, every one that has begun counts.
    """
    if day < reserve.from_date or (reserve.until is not None and day > reserve.until):
        return Reserved(ZERO, ())
    if reserve.each is Each.ONCE:
        label = _("Set aside from {day}").format(day=long_date(reserve.from_date))
        return Reserved(reserve.amount, (Step(label, pounds(reserve.amount)),))
    count = _begun(reserve, day)
    amount = reserve.amount * count
    sentence = (
        _("For each week from {start} to {day}")
        if reserve.each is Each.WEEK
        else _("For each month from {start} to {day}")
    )
    label = sentence.format(start=long_date(reserve.from_date), day=long_date(day))
    return Reserved(
        amount, (Step(label, f"{pounds(reserve.amount)} x {count} = {pounds(amount)}"),)
    )


def kind_words(kind: ReserveKind) -> str:
    """What money is set aside for, in words."""
    return {
        ReserveKind.CONTINGENCY: _("For the unexpected (contingency)"),
        ReserveKind.HOLIDAY: _("Holiday pay"),
        ReserveKind.REDUNDANCY: _("Redundancy pay"),
        ReserveKind.SAVING: _("Saving up"),
        ReserveKind.OTHER: _("Something else"),
    }[kind]


def reserve_words(reserve: Reserve) -> str:
    """What a reserve is for: its kind and what the person wrote."""
    if reserve.kind is ReserveKind.OTHER:
        return reserve.reason
    kind = kind_words(reserve.kind)
    if not reserve.reason:
        return kind
    return _("{kind}, {reason}").format(kind=kind, reason=reserve.reason)


def beyond_what_is_owed(reserved: Reserved, owed: Decimal) -> Reserved:
    """The part of money set aside for holiday that is more than the holiday that is owed anyway.

    owed: pounds. What staff have earned is counted as owed already, and must not count twice.
    """
    if reserved.amount <= 0 or owed <= 0:
        return reserved
    left = max(ZERO, reserved.amount - owed)
    label = _("Less the holiday that is owed already")
    step = Step(label, f"{pounds(reserved.amount)} - {pounds(owed)} = {pounds(left)}")
    return Reserved(left, (*reserved.steps, step))


def _begun(reserve: Reserve, day: date) -> int:
    if reserve.each is Each.WEEK:
        return (day - reserve.from_date).days // DAYS_IN_WEEK + 1
    start = reserve.from_date
    months = (day.year - start.year) * 12 + day.month - start.month
    return months if months_after(start, months) > day else months + 1
