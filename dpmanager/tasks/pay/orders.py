"""What is taken off pay: orders of courts and councils, and what a worker agreed to."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.pay.court_order import OrderKind, OrderTable
from dpmanager.domain.pay.deductions import DeductionFor
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.words import _


class OrderSort(StrEnum):
    """The sorts of order that there are in England and Wales, by who makes them.

    DEBT: a court, for a debt. PRIORITY: a court, for a fine or maintenance. CHILD: child
    maintenance. DEA: a direct earnings attachment; DEA_SHARE names its own share of net pay.
    """

    DEBT = "debt"
    PRIORITY = "priority"
    CHILD = "child"
    COUNCIL_TAX_ENGLAND = "council_tax_england"
    COUNCIL_TAX_WALES = "council_tax_wales"
    DEA_STANDARD = "dea_standard"
    DEA_HIGHER = "dea_higher"
    DEA_SHARE = "dea_share"


class _Terms(NamedTuple):
    """What the law says for a sort of order."""

    kind: OrderKind
    is_priority: bool
    carries_shortfall: bool = False
    table: OrderTable | None = None


_TERMS = {
    OrderSort.DEBT: _Terms(OrderKind.FIXED, is_priority=False),
    OrderSort.PRIORITY: _Terms(OrderKind.FIXED, is_priority=True, carries_shortfall=True),
    OrderSort.CHILD: _Terms(OrderKind.FIXED, is_priority=True, carries_shortfall=True),
    OrderSort.COUNCIL_TAX_ENGLAND: _Terms(
        OrderKind.TABLE, is_priority=True, table=OrderTable.COUNCIL_TAX_ENGLAND
    ),
    OrderSort.COUNCIL_TAX_WALES: _Terms(
        OrderKind.TABLE, is_priority=True, table=OrderTable.COUNCIL_TAX_WALES
    ),
    OrderSort.DEA_STANDARD: _Terms(
        OrderKind.TABLE, is_priority=False, table=OrderTable.DEA_STANDARD
    ),
    OrderSort.DEA_HIGHER: _Terms(OrderKind.TABLE, is_priority=False, table=OrderTable.DEA_HIGHER),
    OrderSort.DEA_SHARE: _Terms(OrderKind.SHARE, is_priority=False),
}
FIXED = frozenset(sort for sort, terms in _TERMS.items() if terms.kind is OrderKind.FIXED)
WITH_PROTECTED_SHARE = frozenset({OrderSort.CHILD, OrderSort.DEA_SHARE})
"""Orders that protect a share of net pay; courts protect pounds, and tables have their own."""


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """An order as its letter says it.

    amount: pounds each pay day, of the sorts in `FIXED`. share: 0.10 for 10% of net pay, of
    DEA_SHARE. protected: pounds of one pay that must be left, of a court's order. protected_share:
    the same as a share, of `WITH_PROTECTED_SHARE`. whole: pounds until it is met; None: no end.
    """

    sort: OrderSort
    payee: str
    from_date: date
    reference: str = ""
    to_date: date | None = None
    amount: Decimal | None = None
    share: Decimal | None = None
    protected: Decimal | None = None
    protected_share: Decimal | None = None
    whole: Decimal | None = None
    with_charge: bool = False


@dataclass(frozen=True, slots=True)
class DeductionAnswer:
    """What a worker agreed in writing to pay back. each: pounds a pay day; None: all of it."""

    what_for: DeductionFor
    reason: str
    agreed_on: date
    from_date: date
    whole: Decimal
    each: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TakenOn:
    """Pounds that one payslip took."""

    pay_date: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """An order and how it stands. left: pounds still owed; None: no end. shortfall: carried on."""

    id: int
    answer: OrderAnswer
    taken: Decimal
    left: Decimal | None
    shortfall: Decimal
    pay_days: tuple[TakenOn, ...]
    is_over: bool


@dataclass(frozen=True, slots=True)
class DeductionSeen:
    """An agreed deduction and how it stands. of_advance: it goes with an advance on its way."""

    id: int
    answer: DeductionAnswer
    taken: Decimal
    left: Decimal
    pay_days: tuple[TakenOn, ...]
    of_advance: bool


@dataclass(frozen=True, slots=True)
class TakenOffSeen:
    """All that is taken off a worker's pay: what goes on first, then what is over."""

    worker_id: int
    worker: str
    orders: tuple[OrderSeen, ...]
    deductions: tuple[DeductionSeen, ...]


def add_order(book: Book, worker_id: int, answer: OrderAnswer, *, who: str, at: datetime) -> int:
    """Saves an order; gives its number. Raises DPManagerError, in words, for what it lacks."""
    with book.task(
        _("Add an order of {payee}").format(payee=answer.payee), who=who, at=at
    ) as session:
        row = models.CourtOrder(worker=_employed(session, worker_id))
        _fill_order(row, answer)
        session.add(row)
        session.flush()
        return row.id


def change_order(book: Book, order_id: int, answer: OrderAnswer, *, who: str, at: datetime) -> None:
    """Puts another letter in the place of an order; what was taken stays taken."""
    with book.task(
        _("Change an order of {payee}").format(payee=answer.payee), who=who, at=at
    ) as session:
        row = _order(session, order_id)
        taken = total(part.amount for part in _taken(session, order_id=order_id))
        if answer.whole is not None and answer.whole < taken:
            raise _less_than_taken()
        _fill_order(row, answer)


def end_order(book: Book, order_id: int, last_day: date, *, who: str, at: datetime) -> None:
    """Takes nothing more on pay days after a day. Raises DPManagerError for a day before it."""
    with book.task(_("End an order"), who=who, at=at) as session:
        row = _order(session, order_id)
        if last_day < row.from_date:
            raise DPManagerError(
                _("The order began on {day}. Choose that day or a later one.").format(
                    day=long_date(row.from_date)
                )
            )
        row.to_date = last_day


def remove_order(book: Book, order_id: int, *, who: str, at: datetime) -> None:
    """Takes out an order. Raises DPManagerError once a payslip has taken something for it."""
    with book.task(_("Remove an order"), who=who, at=at) as session:
        row = _order(session, order_id)
        if _taken(session, order_id=order_id):
            raise DPManagerError(
                _("Pay has been taken under this order, so it stays in the book. End it instead.")
            )
        session.delete(row)


def add_deduction(
    book: Book, worker_id: int, answer: DeductionAnswer, *, who: str, at: datetime
) -> int:
    """Saves an agreed deduction; gives its number. Raises DPManagerError for an odd amount."""
    with book.task(_("Add an agreed deduction"), who=who, at=at) as session:
        row = models.Deduction(worker=_employed(session, worker_id))
        _fill_deduction(row, answer, ZERO)
        session.add(row)
        session.flush()
        return row.id


def change_deduction(
    book: Book, deduction_id: int, answer: DeductionAnswer, *, who: str, at: datetime
) -> None:
    """Puts other terms in the place of a deduction's; what was taken stays taken."""
    with book.task(_("Change an agreed deduction"), who=who, at=at) as session:
        row = _deduction(session, deduction_id)
        taken = total(part.amount for part in _taken(session, deduction_id=deduction_id))
        _fill_deduction(row, answer, taken)


def end_deduction(book: Book, deduction_id: int, *, who: str, at: datetime) -> None:
    """Takes nothing more: what is still owed is let go."""
    with book.task(_("End an agreed deduction"), who=who, at=at) as session:
        row = _deduction(session, deduction_id)
        row.whole = total(part.amount for part in _taken(session, deduction_id=deduction_id))


def remove_deduction(book: Book, deduction_id: int, *, who: str, at: datetime) -> None:
    """Takes out a deduction. Raises DPManagerError once something was taken for it."""
    with book.task(_("Remove an agreed deduction"), who=who, at=at) as session:
        row = _deduction(session, deduction_id)
        if _taken(session, deduction_id=deduction_id):
            raise DPManagerError(
                _("Pay has been taken for this, so it stays in the book. End it instead.")
            )
        if _of_advance(session, row):
            raise DPManagerError(
                _("This takes back an advance. Remove the advance, and this goes with it.")
            )
        session.delete(row)


def look_at_taken_off(book: Book, worker_id: int, today: date) -> TakenOffSeen:
    """What is taken off the worker's pay, with what was taken so far."""
    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        orders = session.scalars(
            select(models.CourtOrder)
            .where(models.CourtOrder.worker_id == worker_id)
            .order_by(models.CourtOrder.from_date, models.CourtOrder.id)
        )
        deductions = session.scalars(
            select(models.Deduction)
            .where(models.Deduction.worker_id == worker_id)
            .order_by(models.Deduction.from_date, models.Deduction.id)
        )
        return TakenOffSeen(
            worker.id,
            worker.name,
            tuple(
                sorted(
                    (_order_seen(session, row, today) for row in orders),
                    key=lambda seen: seen.is_over,
                )
            ),
            tuple(
                sorted(
                    (_deduction_seen(session, row) for row in deductions),
                    key=lambda seen: not seen.left,
                )
            ),
        )


def _order_seen(session: Session, row: models.CourtOrder, today: date) -> OrderSeen:
    pay_days = _taken(session, order_id=row.id)
    taken = total(part.amount for part in pay_days)
    last = session.scalar(
        select(models.PayExtra.shortfall)
        .where(models.PayExtra.court_order_id == row.id)
        .order_by(models.PayExtra.id.desc())
        .limit(1)
    )
    left = None if row.whole is None else row.whole - taken
    return OrderSeen(
        id=row.id,
        answer=_order_answer(row),
        taken=taken,
        left=left,
        shortfall=last or ZERO,
        pay_days=pay_days,
        is_over=(row.to_date is not None and row.to_date < today) or left == 0,
    )


def _deduction_seen(session: Session, row: models.Deduction) -> DeductionSeen:
    pay_days = _taken(session, deduction_id=row.id)
    taken = total(part.amount for part in pay_days)
    return DeductionSeen(
        id=row.id,
        answer=DeductionAnswer(
            what_for=DeductionFor(row.what_for),
            reason=row.reason,
            agreed_on=row.agreed_on,
            from_date=row.from_date,
            whole=row.whole,
            each=row.each,
        ),
        taken=taken,
        left=row.whole - taken,
        pay_days=pay_days,
        of_advance=_of_advance(session, row),
    )


def _of_advance(session: Session, row: models.Deduction) -> bool:
    item = session.scalar(
        select(models.PayItem.id).where(models.PayItem.deduction_id == row.id).limit(1)
    )
    return item is not None


def _taken(
    session: Session, *, order_id: int | None = None, deduction_id: int | None = None
) -> tuple[TakenOn, ...]:
    """What payslips took, in order of pay day."""
    extra = models.PayExtra
    query = select(models.Payslip.pay_date, extra.amount).join(extra).order_by(extra.id)
    if order_id is not None:
        query = query.where(extra.court_order_id == order_id)
    else:
        query = query.where(extra.deduction_id == deduction_id)
    return tuple(TakenOn(day, amount) for day, amount in session.execute(query))


def _order(session: Session, order_id: int) -> models.CourtOrder:
    row = session.get(models.CourtOrder, order_id)
    if row is None:
        raise DPManagerError(_("This order is not in the book any more. Look again."))
    return row


def _deduction(session: Session, deduction_id: int) -> models.Deduction:
    row = session.get(models.Deduction, deduction_id)
    if row is None:
        raise DPManagerError(_("This deduction is not in the book any more. Look again."))
    return row


def _employed(session: Session, worker_id: int) -> models.Worker:
    worker = session.get_one(models.Worker, worker_id)
    if worker.kind != "employed":
        raise DPManagerError(
            _("{worker} sends invoices, so nothing is taken off wages.").format(worker=worker.name)
        )
    return worker


def _order_answer(row: models.CourtOrder) -> OrderAnswer:
    return OrderAnswer(
        sort=_sort_of(row),
        payee=row.payee,
        from_date=row.from_date,
        reference=row.reference,
        to_date=row.to_date,
        amount=row.amount,
        share=row.share,
        protected=row.protected,
        protected_share=row.protected_share,
        whole=row.whole,
        with_charge=row.with_charge,
    )


def _sort_of(row: models.CourtOrder) -> OrderSort:
    if row.kind == OrderKind.TABLE:
        return OrderSort(row.table)
    if row.kind == OrderKind.SHARE:
        return OrderSort.DEA_SHARE
    if not row.is_priority:
        return OrderSort.DEBT
    return OrderSort.PRIORITY if row.protected_share is None else OrderSort.CHILD


def _fill_order(row: models.CourtOrder, answer: OrderAnswer) -> None:
    terms = _TERMS[answer.sort]
    _check_order(answer, terms)
    row.kind = terms.kind.value
    row.payee = answer.payee.strip()
    row.reference = answer.reference
    row.from_date = answer.from_date
    row.to_date = answer.to_date
    row.is_priority = terms.is_priority
    row.carries_shortfall = terms.carries_shortfall
    row.table = terms.table.value if terms.table else ""
    row.amount = answer.amount if terms.kind is OrderKind.FIXED else None
    row.share = answer.share if terms.kind is OrderKind.SHARE else None
    by_share = answer.sort in WITH_PROTECTED_SHARE
    row.protected = None if by_share or terms.kind is not OrderKind.FIXED else answer.protected
    row.protected_share = answer.protected_share if by_share else None
    row.whole = answer.whole
    row.with_charge = answer.with_charge


def _check_order(answer: OrderAnswer, terms: _Terms) -> None:
    if not answer.payee.strip():
        raise DPManagerError(_("Who gets the money is missing. The letter says it."))
    if terms.kind is OrderKind.FIXED and not (answer.amount and answer.amount > 0):
        raise DPManagerError(_("The amount for each pay day is missing. The letter says it."))
    if terms.kind is OrderKind.SHARE and not (answer.share and 0 < answer.share <= 1):
        raise DPManagerError(_("The share of pay is missing. The letter says it, such as 10."))
    share = answer.protected_share
    if answer.sort in WITH_PROTECTED_SHARE and (share is None or not 0 <= share <= 1):
        raise DPManagerError(
            _("The share of pay that must be left is missing. The letter says it, such as 60.")
        )
    if answer.to_date is not None and answer.to_date < answer.from_date:
        raise DPManagerError(
            _("The order ends before it starts. Check the two dates: {start} and {end}.").format(
                start=long_date(answer.from_date), end=long_date(answer.to_date)
            )
        )
    if answer.whole is not None and answer.whole <= 0:
        raise DPManagerError(_("What is owed must be more than nothing."))


def _fill_deduction(row: models.Deduction, answer: DeductionAnswer, taken: Decimal) -> None:
    if not answer.reason.strip():
        raise DPManagerError(_("What it is for is missing. The payslip names it."))
    if answer.whole <= 0 or (answer.each is not None and answer.each <= 0):
        raise DPManagerError(_("The amounts must be more than nothing."))
    if answer.whole < taken:
        raise _less_than_taken()
    if answer.agreed_on > answer.from_date:
        raise DPManagerError(
            _("It was agreed on {day}. Nothing can be taken from pay before that day.").format(
                day=long_date(answer.agreed_on)
            )
        )
    row.what_for = answer.what_for.value
    row.reason = answer.reason.strip()
    row.agreed_on = answer.agreed_on
    row.from_date = answer.from_date
    row.whole = answer.whole
    row.each = answer.each


def _less_than_taken() -> DPManagerError:
    return DPManagerError(
        _("More than that has been taken already. Type the whole amount, what was taken included.")
    )
