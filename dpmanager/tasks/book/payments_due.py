"""Wages, HMRC payments and invoices that are to be made, or that no bank statement shows."""

from collections.abc import Iterator, Sequence, Set
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.wording import days_words
from dpmanager.records import models
from dpmanager.tasks.book.deadlines import keys_of_payment
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.money.sort_payments import still_owed
from dpmanager.words import _, ngettext

Owed = tuple[models.ExpectedPayment, Decimal]


def payments_due(session: Session, today: date, away: Set[str] = frozenset()) -> Iterator[Thing]:
    """What is to be paid, each on its own, and what is overdue, as one thing for each payee.

    away: the keys of deadlines that are done or put off, and with them their payments.

    HMRC is named once its tax month or quarter is over, when the sum cannot grow any more. A
    payment that was due after the last day on the statement may well have been made: the person
    is asked to check, so that nobody is paid twice.
    """
    overdue: dict[tuple[str, str], list[Owed]] = {}
    for expected, left in still_owed(session):
        if left <= 0 or (expected.end and expected.end > today):
            continue
        if any(key in away for key in keys_of_payment(expected)):
            continue
        if expected.due >= today:
            yield _to_pay([(expected, left)], _what_for(session, expected))
        else:
            overdue.setdefault((expected.kind, expected.payee), []).append((expected, left))
    known_up_to = last_bank_day(session)
    for owed in overdue.values():
        yield _overdue(session, owed, known_up_to)


def last_bank_day(session: Session) -> date | None:
    """The last day of which any bank statement has told."""
    days = session.execute(
        select(
            select(func.max(models.StatementImport.last_day)).scalar_subquery(),
            select(func.max(models.Reconciliation.day)).scalar_subquery(),
        )
    ).one()
    return max((day for day in days if day), default=None)


def _overdue(session: Session, owed: Sequence[Owed], known_up_to: date | None) -> Thing:
    first, last = owed[0][0], owed[-1][0]
    if len(owed) == 1:
        what_for = _what_for(session, first)
    else:
        what_for = _("{count} payments, due from {first} to {last}.").format(
            count=len(owed), first=long_date(first.due), last=long_date(last.due)
        )
    if known_up_to is not None and last.due <= known_up_to:
        return _to_pay(
            owed,
            ngettext(
                "{what_for} The bank statement does not show it.",
                "{what_for} The bank statement does not show them.",
                len(owed),
            ).format(what_for=what_for),
        )
    if known_up_to is None:
        sentence = _("{what_for} No bank statement has been read in yet.")
    else:
        sentence = _("{what_for} The bank statement ends on {day}, too early to show it.")
    return Thing(
        Kind.PAYMENT_TO_CHECK,
        first.due,
        _("Check that you paid {amount} to {payee}").format(
            amount=pounds(total(left for _row, left in owed)), payee=first.payee
        ),
        sentence.format(what_for=what_for, day=long_date(known_up_to) if known_up_to else ""),
    )


def _to_pay(owed: Sequence[Owed], more: str) -> Thing:
    first = owed[0][0]
    return Thing(
        Kind(first.kind),
        first.due,
        _("Pay {amount} to {payee}").format(
            amount=pounds(total(left for _row, left in owed)), payee=first.payee
        ),
        more,
        {"invoice": first.invoice_id} if first.invoice_id is not None else {},
    )


def _what_for(session: Session, expected: models.ExpectedPayment) -> str:
    if expected.start and expected.end:
        what = {
            "hmrc": _("Tax and National Insurance for pay days from {period}."),
            "pension": _("Pension contributions for pay days from {period}."),
            "order": _("What an order took from pay days from {period}."),
        }[expected.kind]
        return what.format(period=days_words(Period(expected.start, expected.end)))
    if expected.invoice_id is not None:
        number = session.get_one(models.Invoice, expected.invoice_id).number
        return _("Invoice {number}.").format(number=number)
    slip = session.get_one(models.Payslip, expected.payslip_id)
    return _("Wages for {period}.").format(period=days_words(Period(slip.start, slip.end)))
