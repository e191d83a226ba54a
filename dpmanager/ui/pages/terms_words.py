"""Words of the terms page: what holds now, in sentences."""

from decimal import Decimal

from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.code_changes import NoticeKind
from dpmanager.domain.pay.figures import short
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.pay.loan_notices import POSTGRADUATE, LoansInForce
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.periods import weekday_names
from dpmanager.tasks.people.leaving import HolidayOwed, Offer
from dpmanager.words import _, ngettext

OTHER_REASON = "other"


def code_words(code: str, basis: Basis) -> str:
    """A tax code and how it counts."""
    if basis is Basis.WEEK1MONTH1:
        return _("{code}, each payment alone (week 1 / month 1)").format(code=code)
    return _("{code}, for the whole tax year").format(code=code)


def notice_kinds() -> dict[NoticeKind, str]:
    """What a new tax code comes from."""
    return {
        NoticeKind.P6: _("A P6 notice from HMRC"),
        NoticeKind.P9: _("A P9 notice from HMRC, for a new tax year"),
        NoticeKind.LETTER: _("A letter from HMRC"),
    }


def loan_kinds() -> dict[str, str]:
    """The loans that pay can repay."""
    return {
        "1": _("Student loan, plan 1"),
        "2": _("Student loan, plan 2"),
        "4": _("Student loan, plan 4"),
        "5": _("Student loan, plan 5"),
        POSTGRADUATE: _("Postgraduate loan"),
    }


def starts_words() -> dict[bool, str]:
    """What a loan notice does."""
    return {
        True: _("It starts (SL1 or PGL1)"),
        False: _("It stops (SL2 or PGL2)"),
    }


def loans_words(loans: LoansInForce) -> str:
    """What is repaid now."""
    kinds = loan_kinds()
    parts = [kinds[loans.plan]] if loans.plan else []
    if loans.postgraduate:
        parts.append(kinds[POSTGRADUATE])
    return "; ".join(parts) or _("No loan is repaid from pay.")


def known_words() -> dict[bool | None, str]:
    """An answer that may not be known yet."""
    return {None: _("Not known yet"), True: _("Yes"), False: _("No")}


def holiday_methods() -> dict[HolidayMethod, str]:
    """How holiday can be earned and paid."""
    return {
        HolidayMethod.ACCRUED: _("Hours vary: holiday is earned by hours"),
        HolidayMethod.ROLLED_UP: _("Hours vary: holiday is paid with each wage"),
        HolidayMethod.FIXED: _("Hours are the same each week"),
    }


def method_name(method: HolidayMethod) -> str:
    """The method in a few words."""
    return {
        HolidayMethod.ACCRUED: _("Earned by hours worked"),
        HolidayMethod.ROLLED_UP: _("Paid with each wage (rolled up)"),
        HolidayMethod.FIXED: _("The same hours each week"),
    }[method]


def carry_reasons() -> dict[str, str]:
    """Why holiday is carried over."""
    return {
        "sick": _("They were ill and could not take it"),
        "family": _("They were on family leave"),
        "agreed": _("We agreed it"),
        OTHER_REASON: _("Another reason"),
    }


def days_of_week(days: tuple[int, ...]) -> str:
    """Monday, Tuesday, Friday."""
    names = weekday_names()
    return ", ".join(names[day] for day in days)


def home_words(charge: Decimal | None) -> str:
    """Whether a home comes with the job, and what it costs."""
    if charge is None:
        return _("No home comes with the job.")
    if not charge:
        return _("A free home comes with the job.")
    return _("A home comes with the job, for {amount} a night.").format(amount=pounds(charge))


def payroll_choices() -> dict[str, str]:
    """Who works the pay out."""
    return {
        "own": _("DP Manager works it out"),
        "bureau": _("A payroll bureau works it out, and I type its figures"),
    }


def weeks_words(weeks: int) -> str:
    """1 week, 2 weeks, none."""
    if not weeks:
        return _("none")
    return ngettext("{count} week", "{count} weeks", weeks).format(count=weeks)


def hours_words(hours: Decimal) -> str:
    """7.5 hours."""
    return _("{hours} hours").format(hours=short(hours))


def owed_words(owed: HolidayOwed) -> str:
    """What is known of the holiday that is left at the end."""
    if owed.hours is None:
        return _("Not known yet") if owed.amount is None else pounds(owed.amount)
    if owed.amount is None:
        return hours_words(owed.hours)
    return _("{hours}, {amount}").format(hours=hours_words(owed.hours), amount=pounds(owed.amount))


def offer_words(offer: Offer) -> str:
    """What the last pay would add, or why nothing."""
    if not offer.amount:
        return offer.reason
    return _("The last pay adds {amount}.").format(amount=pounds(offer.amount))
