"""The deadlines that are near, as things to do; what Home says already is not said again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.periods import Period, month_names
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.returns.besides import AUDIT, FINAL, PERIODIC
from dpmanager.domain.wording import days_words
from dpmanager.records import models
from dpmanager.tasks.book.deadlines import INSURANCE, RETURN, DeadlineSeen, due_soon
from dpmanager.tasks.book.pay_days_to_come import LOOKED_BACK
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.pay.rates import known_tax_years
from dpmanager.tasks.returns.expected_returns import asked_for, newest_signed
from dpmanager.words import _, ngettext

SAID_OTHERWISE = frozenset(
    {
        # The payments themselves are named, with their amounts.
        "paye-monthly",
        "paye-quarterly",
        "pension-payment",
        # The rate of pay and the letter of the worker are looked at.
        "minimum-wage-18",
        "minimum-wage-21",
        "state-pension-age",
        # There is nothing to do.
        "pension-opt-out",
    }
)
MINIMUM_WAGE, NEW_TAX_YEAR, REPORT = "minimum-wage-april", "new-tax-year", "fps"
CHECKS = (
    "right-to-work",
    "dbs",
    "pvg",
    "access-ni",
    "car-insurance",
    "mot",
    "driving-licence",
    "training",
)
KINDS = {
    "p45": Kind.P45,
    "fit-note": Kind.FIT_NOTE,
    "fit-note-ends": Kind.FIT_NOTE,
    "self-certificate": Kind.FIT_NOTE,
    "pension-declaration": Kind.PENSION_DUTY,
    "pension-duty": Kind.PENSION_DUTY,
    "pension-re-enrolment": Kind.PENSION_DUTY,
    "pension-re-declaration": Kind.PENSION_DUTY,
    RETURN: Kind.RETURN,
}
"""What is done on a page that says so in the records; all else is marked as done on its own."""
MOST_ALIKE = 2


def dates_due(session: Session, today: date, said: Sequence[Thing]) -> list[Thing]:
    """The deadlines to be shown on `today`, done and put off ones left out.

    said: what Home says besides. From three of a kind on they are one thing.
    """
    alike: defaultdict[object, list[Thing]] = defaultdict(list)
    for one in _worth_saying(session, today, said):
        kind = KINDS.get(one.deadline.rule_id, Kind.DATE)
        of_pension = kind is Kind.PENSION_DUTY
        alike[kind if of_pension else one.deadline.rule_id].append(_thing(session, one, kind))
    return [
        thing
        for things in alike.values()
        for thing in (things if len(things) <= MOST_ALIKE else [_together(things)])
    ]


def return_name(period: Period, kind: str = PERIODIC) -> str:
    """What is to be sent, in words."""
    if kind == FINAL:
        return _("Send the final account")
    if kind == AUDIT:
        return _("Send the records for {period} that were asked for").format(
            period=days_words(period)
        )
    return _("Send the return for {period}").format(period=_months(period))


def _months(period: Period) -> str:
    """July to September 2026, where a period ends with a month; else its days."""
    start, end = period.start, period.end
    ends_a_month = (end + timedelta(days=1)).day == 1
    if not ends_a_month or start.year != end.year or start.month == end.month:
        return days_words(period)
    names = month_names()
    return _("{first} to {last} {year}").format(
        first=names[start.month - 1], last=names[end.month - 1], year=end.year
    )


def _worth_saying(session: Session, today: date, said: Sequence[Thing]) -> Iterator[DeadlineSeen]:
    kinds = {thing.kind for thing in said}
    to_check = {thing.about.get("worker") for thing in said if thing.kind is Kind.CHECKS}
    paid_on = set(
        session.scalars(
            select(models.Payslip.pay_date).where(models.Payslip.pay_date >= today - LOOKED_BACK)
        )
    )
    for one in due_soon(session, today):
        rule, day = one.deadline.rule_id, one.counted_from
        if (
            rule in SAID_OTHERWISE
            # Pay is reported when it is worked out, and a return is sent when its time is over.
            or (rule == REPORT and day not in paid_on)
            or (rule == RETURN and day >= today)
            # The rates of pay are compared with the new ones as soon as those are known.
            or (rule == MINIMUM_WAGE and tax_year_of(day + timedelta(days=5)) in known_tax_years())
            or (rule == NEW_TAX_YEAR and Kind.TAX_CODES in kinds)
            or (rule == INSURANCE and Kind.INSURANCE in kinds)
            # A check that has run out is to be made like one that never was.
            or (rule in CHECKS and one.deadline.day < today and one.worker_id in to_check)
        ):
            continue
        yield one


def _thing(session: Session, one: DeadlineSeen, kind: Kind) -> Thing:
    deadline = one.deadline
    about: dict[str, Any] = {}
    if kind is Kind.RETURN:
        return _return(session, one)
    if kind is Kind.DATE:
        about = {"key": deadline.key}
    elif one.worker_id is not None and kind is not Kind.PENSION_DUTY:
        about = {"worker": one.worker_id}
    return Thing(kind, deadline.day, deadline.name, deadline.what_to_do, about)


def _return(session: Session, one: DeadlineSeen) -> Thing:
    assert one.period is not None, "a return has a period"
    period = one.period
    funder = session.get_one(models.Funder, one.funder_id)
    asked = asked_for(session, funder, period)
    signed = newest_signed(session, funder, period)
    sentence = (
        _("For {funder}.")
        if signed is None
        else _("For {funder}. It is signed, and not marked as sent.")
    )
    return Thing(
        Kind.RETURN,
        one.deadline.day,
        return_name(period, asked.kind if asked else PERIODIC),
        sentence.format(funder=funder.name),
        {"start": period.start, "end": period.end},
    )


def _together(things: Sequence[Thing]) -> Thing:
    first, count = things[0], len(things)
    if first.kind is Kind.PENSION_DUTY:
        return Thing(
            first.kind,
            first.day,
            _("Do {count} things about the pension").format(count=count),
            _("The first is: {what}").format(what=first.more),
        )
    return Thing(
        Kind.DATE,
        first.day,
        first.what,
        ngettext(
            "There is {count} more like this.", "There are {count} more like this.", count - 1
        ).format(count=count - 1),
        {"key": ""},
    )
