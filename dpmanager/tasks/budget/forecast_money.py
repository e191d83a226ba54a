"""What a forecast needs to know of money: what was agreed, what is owed, what is paid by habit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Integer, func, select, type_coerce
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.forecast import Spread, SpreadOf
from dpmanager.domain.budget.habits import WEEKS_LOOKED_AT, Habit, PaidOut, find_habits
from dpmanager.domain.budget.movement import Movement, Why
from dpmanager.domain.budget.reserves import ReserveKind, amount_on, beyond_what_is_owed
from dpmanager.domain.budget.spent import GIVEN_BACK
from dpmanager.domain.money.matching import words_in_order
from dpmanager.domain.periods import Period, long_date, short_date
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.tasks.budget.payment_schedule import funders_with_agreements, payments_of
from dpmanager.tasks.budget.reserves import reserves_of
from dpmanager.tasks.money.sort_payments import INVOICE_CATEGORIES
from dpmanager.tasks.pay.entered_pay import items_paid, unpaid_items
from dpmanager.tasks.pay.rates import known_tax_years
from dpmanager.tasks.returns.owed_back import owed_back_on
from dpmanager.tasks.returns.resources import categories, category_labels
from dpmanager.words import _

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WEEKS_SHOWN = 13 * WEEK
EARLY = timedelta(days=5)
"""Money that should come on a day may have come so much earlier, before days without work."""
LOOKED_BACK = timedelta(days=400)
"""So that what is paid once a year is seen."""
BECAUSE_OF_PAY = frozenset({"pa_net_wages", "hmrc_paye", "pension"})
NO_SPENDING = GIVEN_BACK | {"transfer_out"}


@dataclass(frozen=True, slots=True)
class HabitFacts:
    """What is paid by habit, and how the weeks of spending differed."""

    habits: tuple[Habit, ...]
    spread: Spread


def last_day_known(session: Session, today: date) -> date | None:
    """The last day up to today of which the accounts tell; None where there is no account.

    Before anything was paid it is the day before the first account was opened.
    """
    days = [
        session.scalar(
            select(func.max(models.Transaction.day)).where(models.Transaction.day <= today)
        ),
        session.scalar(
            select(func.max(models.Reconciliation.day)).where(models.Reconciliation.day <= today)
        ),
    ]
    opened = session.scalar(select(func.min(models.Account.opening_date)))
    if opened is None:
        return None
    return max((day for day in days if day), default=min(opened, today) - DAY)


def income_ahead(session: Session, known_until: date, end: date) -> Iterator[Movement]:
    """What funders and the person should pay in, from the day after the last one known."""
    within = Period(known_until + DAY, end)
    came = _came_early(session, known_until)
    for funder in funders_with_agreements(session):
        for payment in payments_of(funder, within):
            paid = (
                (Why.FUNDER, funder.name, payment.paid.funder),
                (Why.CONTRIBUTION, _("Your contribution"), payment.paid.person),
            )
            for why, name, amount in paid:
                if not amount or came.get(amount, date.min) >= payment.day - EARLY:
                    continue
                is_top_up = why is Why.FUNDER and payment.contingency is not None
                fills = amount + (payment.contingency or ZERO) if is_top_up else None
                steps = payment.steps if why is Why.FUNDER else _contribution_steps(amount)
                yield Movement(payment.day, amount, why, name, steps=steps, fills_up_to=fills)
    for row in session.scalars(
        select(models.AgreedPayment)
        .where(models.AgreedPayment.day.between(within.start, end))
        .order_by(models.AgreedPayment.day)
    ):
        step = Step(_("Agreed to be paid once, on {day}").format(day=long_date(row.day)), "")
        yield Movement(
            row.day, row.amount, Why.AGREED_ONCE, row.what_for, row.service_type, (step,)
        )


def _contribution_steps(amount: Decimal) -> tuple[Step, ...]:
    return (Step(_("What you pay in each time, as agreed"), pounds(amount)),)


def _came_early(session: Session, known_until: date) -> dict[Decimal, date]:
    """Amounts that came in during the last days of which the accounts tell, with the last day."""
    payment = models.Transaction
    return dict(
        session.execute(
            select(payment.amount, func.max(payment.day))
            .where(payment.amount > ZERO, payment.day.between(known_until - EARLY, known_until))
            .group_by(payment.amount)
        ).all()
    )


def owed_ahead(session: Session, today: date) -> Iterator[Movement]:
    """What is owed already and not paid, on the day on which it is due.

    What HMRC is due of this tax year comes from the payslips, and is left out here.
    """
    this_year = {tax_year_of(today)} & set(known_tax_years())
    for row, left in _not_paid(session):
        if row.kind == "hmrc" and row.end and tax_year_of(row.end) in this_year:
            continue
        why = {"wage": Why.WAGES, "hmrc": Why.HMRC, "pension": Why.PENSION}.get(row.kind, Why.OWED)
        service = ""
        if row.invoice_id is not None:
            service = session.get_one(models.Invoice, row.invoice_id).worker.service_type
        step = Step(
            _("Owed to {payee} already, due on {day}").format(
                payee=row.payee, day=long_date(row.due)
            ),
            pounds(left),
        )
        yield Movement(row.due, -left, why, row.payee, service, (step,))
    for worker, items in unpaid_items(session, today).items():
        amount = total(one.extra.amount for one in items_paid(session, worker, items, today, today))
        if amount > 0:
            name = _("Mileage, expenses and other pay of {worker}").format(worker=worker.name)
            step = Step(_("Entered, and not paid yet"), pounds(amount))
            yield Movement(today + DAY, -amount, Why.OWED, name, worker.service_type, (step,))
    for back in owed_back_on(session, today):
        yield Movement(today + DAY, -back.amount, Why.OWED, back.reason, steps=back.steps)


def reserved_at(session: Session, end: date, holiday_owed: Decimal) -> Decimal:
    """Pounds that are set aside on a day, as a funder has agreed in writing.

    Of money for holiday only what is more than the holiday that is owed, in pounds.
    """
    reserved = ZERO
    for row in reserves_of(session):
        if row.reserve.agreed_on is None:
            continue
        found = amount_on(row.reserve, end)
        if row.reserve.kind is ReserveKind.HOLIDAY:
            whole, found = found.amount, beyond_what_is_owed(found, holiday_owed)
            holiday_owed -= whole - found.amount
        reserved += max(ZERO, found.amount)
    return reserved


def _not_paid(session: Session) -> Iterator[tuple[models.ExpectedPayment, Decimal]]:
    """What is expected to be paid and is not, with the pounds that are left."""
    expected, split = models.ExpectedPayment, models.Split
    paid = func.coalesce(func.sum(split.amount), 0)
    for row, already in session.execute(
        select(expected, func.sum(split.amount))
        .outerjoin(split, split.expected_payment_id == expected.id)
        .group_by(expected.id)
        .having(type_coerce(expected.amount, Integer) + type_coerce(paid, Integer) > 0)
        .order_by(expected.due, expected.id)
    ):
        yield row, row.amount + (already or ZERO)


def habit_facts(session: Session, known_until: date, *, with_wages: bool) -> HabitFacts:
    """What was paid again and again. with_wages: also wages and tax that no payslip here is for."""
    paid = [
        *_payments(session, known_until, with_wages=with_wages),
        *_invoices(session, known_until),
    ]
    opened = session.scalar(select(func.min(models.Account.opening_date))) or known_until
    first = min([opened, *(one.day for one in paid)])
    found = find_habits(paid, first, known_until)
    names = category_labels() | {"": _("Payments that are not sorted")}
    habits = tuple(
        habit if habit.name else replace(habit, name=names[habit.category]) for habit in found.found
    )
    return HabitFacts(habits, Spread(SpreadOf.SPENDING, found.weeks))


def _payments(session: Session, known_until: date, *, with_wages: bool) -> Iterator[PaidOut]:
    """Payments out that are not for pay worked out here, nor for an invoice in the book."""
    payment, split, expected = models.Transaction, models.Split, models.ExpectedPayment
    kinds = categories()
    regular_since = known_until - timedelta(weeks=WEEKS_LOOKED_AT) + DAY
    for day, words, whole, amount, category, service, is_expected in session.execute(
        select(
            payment.day,
            payment.description,
            payment.amount,
            split.amount,
            split.category,
            split.service_type,
            expected.id.is_not(None),
        )
        .outerjoin(split, split.transaction_id == payment.id)
        .outerjoin(expected, expected.id == split.expected_payment_id)
        .where(
            payment.day.between(known_until - LOOKED_BACK, known_until),
            payment.amount < ZERO,
            (payment.day >= regular_since) | (split.category == "insurance"),
        )
        .order_by(payment.day, payment.id)
    ):
        out = -(whole if amount is None else amount)
        if out <= 0 or is_expected or category in NO_SPENDING:
            continue
        if category is not None and kinds[category].direction != "out":
            continue
        if category in BECAUSE_OF_PAY and not with_wages:
            continue
        yield PaidOut(day, _payee(words), _as_name(words), category or "", service or "", out)


def _invoices(session: Session, known_until: date) -> Iterator[PaidOut]:
    """Invoices in the book, on the day by which each is paid."""
    for row in session.scalars(
        select(models.Invoice)
        .where(models.Invoice.due > known_until - timedelta(weeks=WEEKS_LOOKED_AT))
        .order_by(models.Invoice.due, models.Invoice.id)
    ):
        name = row.worker.name
        category = INVOICE_CATEGORIES.get(row.worker.kind, "agency")
        if row.amount > 0:
            yield PaidOut(row.due, name, name, category, row.worker.service_type, row.amount)


def _payee(words: str) -> str:
    """The words of the bank without numbers, which change from payment to payment."""
    return " ".join(word for word in words_in_order(words) if not any(map(str.isdigit, word)))


def _as_name(words: str) -> str:
    return " ".join(words.split()).title() if words.isupper() else words


def past_balances(
    session: Session, balance: Decimal, today: date
) -> tuple[tuple[date, Decimal], ...]:
    """The balance at the end of each of the last 13 weeks, in pounds, back from that of today.

    Only as far back as there are payments.
    """
    payment = models.Transaction
    since = today - WEEKS_SHOWN
    moved = dict(
        session.execute(
            select(payment.day, func.sum(payment.amount))
            .where(payment.day > since, payment.day <= today)
            .group_by(payment.day)
        ).all()
    )
    first = session.scalar(select(func.min(payment.day)))
    found = []
    day = today
    while first is not None and day > since and day - WEEK >= first - DAY:
        balance -= total(
            moved.get(day - timedelta(days=number), ZERO) for number in range(WEEK.days)
        )
        day -= WEEK
        found.append((day, balance))
    return tuple(reversed(found))


def unknown_since(known_until: date, today: date) -> str:
    """A note where the accounts tell nothing of the last days; empty where they do."""
    if today - known_until <= timedelta(days=14):
        return ""
    return _(
        "The last payment here is of {day}. What should have moved since then is counted as if it "
        "moved tomorrow. Read in a newer statement to be surer."
    ).format(day=short_date(known_until))


def reasons_missing(names: Sequence[str]) -> Iterator[str]:
    """A sentence for each worker whose hours nobody knows."""
    for name in names:
        yield _(
            "Nothing is known of the hours of {worker}, so no pay of theirs is counted. Set their "
            "usual week on the rota."
        ).format(worker=name)
