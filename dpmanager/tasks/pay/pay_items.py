"""Things paid besides hours: a bonus, expenses, mileage, an advance, statutory pay by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.deductions import DeductionFor
from dpmanager.domain.pay.extras import FAMILY_PAY, ExtraKind
from dpmanager.domain.pay.mileage import Vehicle
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import kind_of_extra
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.empty_timesheets import keep_timesheets, sheet_of_item
from dpmanager.tasks.pay.entered_pay import items_paid
from dpmanager.tasks.pay.pay_timesheet import pay_day
from dpmanager.tasks.pay.payslips import read_steps
from dpmanager.tasks.people.kept_files import KeptFile, kept_file, let_go, put_file, read_and_seal
from dpmanager.words import _

STATUTORY = (ExtraKind.SICK_PAY, *sorted(FAMILY_PAY, key=list(ExtraKind).index))
ENTERED = frozenset(
    {ExtraKind.BONUS, ExtraKind.EXPENSES, ExtraKind.MILEAGE, ExtraKind.ADVANCE, *STATUTORY}
)
"""What a person enters here. Notice, redundancy and back pay have places of their own."""


@dataclass(frozen=True, slots=True)
class PayItemAnswer:
    """What is to be paid, in pounds, with the pay of the period that holds `day`.

    miles, vehicle, mile_rate: of mileage, which is paid at the approved rate without a rate.
    each: of an advance, what each later pay takes back; None: all that it can. agreed_on: the day
    on which the worker agreed to that in writing. paid_apart: it was paid already, so that only
    the taking back is entered.
    """

    kind: ExtraKind
    day: date
    amount: Decimal = ZERO
    miles: Decimal | None = None
    vehicle: Vehicle = Vehicle.CAR
    mile_rate: Decimal | None = None
    note: str = ""
    each: Decimal | None = None
    agreed_on: date | None = None
    paid_apart: bool = False


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """An item: what it pays in pounds, with the pay of which period, or when it was paid.

    can_change: it was entered here and is not paid yet. receipt: what was kept of it.
    """

    id: int
    answer: PayItemAnswer
    amount: Decimal
    steps: tuple[Step, ...]
    period: Period
    paid_on: date | None
    can_change: bool
    receipt: KeptFile | None = None


@dataclass(frozen=True, slots=True)
class ItemsSeen:
    """All items of a worker, those that wait first, then the newest."""

    worker_id: int
    worker: str
    items: tuple[ItemSeen, ...]


def add_pay_item(
    book: Book, worker_id: int, answer: PayItemAnswer, *, who: str, at: datetime
) -> int | None:
    """Saves an item; gives its number, or None for an advance that was paid apart.

    An advance makes the deduction that takes it back as well. Raises DPManagerError, in words,
    for what cannot be paid.
    """
    with book.task(_task_name(answer), who=who, at=at) as session:
        worker = session.get_one(models.Worker, worker_id)
        return add_item(session, worker, answer)


def add_item(session: Session, worker: models.Worker, answer: PayItemAnswer) -> int | None:
    """Adds an item within a task that is under way. Raises DPManagerError as `add_pay_item`."""
    _check(worker, answer)
    row = None
    if not answer.paid_apart:
        row = models.PayItem(worker=worker)
        _fill(row, answer)
        session.add(row)
        sheet_of_item(session, worker, answer.day)
    if answer.kind is ExtraKind.ADVANCE:
        deduction = models.Deduction(worker=worker)
        _fill_deduction(session, worker, deduction, answer)
        session.add(deduction)
        if row is not None:
            row.deduction = deduction
    keep_timesheets(session, worker)
    return None if row is None else row.id


def change_pay_item(
    book: Book, item_id: int, answer: PayItemAnswer, *, who: str, at: datetime
) -> None:
    """Puts another answer in the place of an item that is not paid. Raises DPManagerError."""
    with book.task(_("Change what is paid besides hours"), who=who, at=at) as session:
        row = _unpaid(session, item_id)
        worker = row.worker
        _check(worker, answer)
        _fill(row, answer)
        sheet_of_item(session, worker, answer.day)
        if row.deduction is not None:
            _fill_deduction(session, worker, row.deduction, answer)
        keep_timesheets(session, worker)


def remove_pay_item(book: Book, item_id: int, *, who: str, at: datetime) -> None:
    """Takes out an item that is not paid, an advance with its deduction. Raises DPManagerError."""
    with book.task(_("Remove what is paid besides hours"), who=who, at=at) as session:
        row = _unpaid(session, item_id)
        worker = row.worker
        deduction, proof_id = row.deduction, row.proof_id
        session.delete(row)
        session.flush()
        let_go(session, proof_id)
        if deduction is not None:
            session.delete(deduction)
        keep_timesheets(session, worker)


def keep_item_receipt(book: Book, item_id: int, path: Path, *, who: str, at: datetime) -> None:
    """Keeps the receipt of an item, in place of the one before; also of one that is paid.

    Raises DPManagerError for a file that is no use, or when the item is gone.
    """
    file = read_and_seal(book, path)
    with book.task(_("Add a receipt to what is paid besides hours"), who=who, at=at) as session:
        row = _item(session, item_id)
        before = row.proof_id
        row.proof_id = put_file(session, file, at.date())
        session.flush()
        if before != row.proof_id:
            let_go(session, before)


def remove_item_receipt(book: Book, item_id: int, *, who: str, at: datetime) -> None:
    """Takes the receipt of an item away; Undo brings it back. Raises DPManagerError."""
    with book.task(_("Remove a receipt"), who=who, at=at) as session:
        row = _item(session, item_id)
        proof_id, row.proof_id = row.proof_id, None
        session.flush()
        let_go(session, proof_id)


def look_at_pay_items(book: Book, worker_id: int) -> ItemsSeen:
    """All that was entered to be paid to the worker, and what of it is paid."""
    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        rows = session.scalars(
            select(models.PayItem)
            .where(models.PayItem.worker_id == worker_id)
            .order_by(models.PayItem.day.desc(), models.PayItem.id.desc())
        ).all()
        waiting = [row for row in reversed(rows) if row.payslip_id is None]
        return ItemsSeen(
            worker.id,
            worker.name,
            (
                *_waiting_items(session, worker, waiting),
                *(_paid_item(session, row) for row in rows if row.payslip_id is not None),
            ),
        )


def _waiting_items(
    session: Session, worker: models.Worker, rows: Sequence[models.PayItem]
) -> Iterator[ItemSeen]:
    """By the pay they come with, as that pay will work them out."""
    by_period: dict[Period, list[models.PayItem]] = {}
    for row in rows:
        by_period.setdefault(_period_of(session, worker, row), []).append(row)
    for period, items in by_period.items():
        on = period.end + timedelta(days=worker.pay_day_after)
        amounts: dict[int, Decimal] = {}
        steps: dict[int, tuple[Step, ...]] = {}
        number = 0
        for plan in items_paid(session, worker, items, period.end, on):
            number = plan.item_id or number  # what is above the approved mileage follows it
            amounts[number] = amounts.get(number, ZERO) + plan.extra.amount
            steps[number] = (*steps.get(number, ()), *plan.steps)
        for row in items:
            yield ItemSeen(
                id=row.id,
                answer=_answer_of(row),
                amount=amounts[row.id],
                steps=steps[row.id],
                period=period,
                paid_on=None,
                can_change=ExtraKind(row.kind) in ENTERED,
                receipt=kept_file(session, row.proof_id),
            )


def _period_of(session: Session, worker: models.Worker, row: models.PayItem) -> Period:
    """The period of the first timesheet that is not paid yet and ends on the item's day or later.

    There is one for each item that waits (`keep_timesheets`), but for somebody who has left.
    """
    sheet = session.scalar(
        select(models.Timesheet)
        .where(
            models.Timesheet.worker_id == worker.id,
            models.Timesheet.state != "paid",
            models.Timesheet.end >= row.day,
        )
        .order_by(models.Timesheet.end)
        .limit(1)
    )
    return Period(sheet.start, sheet.end) if sheet is not None else Period(row.day, row.day)


def _paid_item(session: Session, row: models.PayItem) -> ItemSeen:
    slip = session.get_one(models.Payslip, row.payslip_id)
    amount = row.amount
    if row.kind == ExtraKind.MILEAGE:
        amount = _mileage_on(slip, row)
    return ItemSeen(
        id=row.id,
        answer=_answer_of(row),
        amount=amount,
        steps=read_steps(row.steps),
        period=Period(slip.start, slip.end),
        paid_on=slip.pay_date,
        can_change=False,
        receipt=kept_file(session, row.proof_id),
    )


def _mileage_on(slip: models.Payslip, row: models.PayItem) -> Decimal:
    """What a payslip paid for the miles of an item, the taxed part included."""
    lines = iter(slip.extras)
    for line in lines:
        same = line.quantity == row.quantity and line.note == row.note
        if line.kind == ExtraKind.MILEAGE and same:
            above = next(lines, None)
            taxed = above is not None and above.kind == ExtraKind.TAXED_MILEAGE
            return line.amount + (above.amount if above is not None and taxed else ZERO)
    return ZERO


def _task_name(answer: PayItemAnswer) -> str:
    return _("Add to pay: {what}").format(what=kind_of_extra(answer.kind).lower())


def _fill(row: models.PayItem, answer: PayItemAnswer) -> None:
    by_miles = answer.kind is ExtraKind.MILEAGE
    row.kind = answer.kind.value
    row.day = answer.day
    row.amount = ZERO if by_miles else answer.amount
    row.quantity = answer.miles if by_miles else None
    row.mile_rate = answer.mile_rate if by_miles else None
    row.vehicle = answer.vehicle.value if by_miles else ""
    row.note = answer.note


def _answer_of(row: models.PayItem) -> PayItemAnswer:
    deduction = row.deduction
    return PayItemAnswer(
        kind=ExtraKind(row.kind),
        day=row.day,
        amount=row.amount,
        miles=row.quantity,
        vehicle=Vehicle(row.vehicle or Vehicle.CAR),
        mile_rate=row.mile_rate,
        note=row.note,
        each=deduction.each if deduction else None,
        agreed_on=deduction.agreed_on if deduction else None,
    )


def _check(worker: models.Worker, answer: PayItemAnswer) -> None:
    if worker.kind != "employed":
        raise DPManagerError(
            _("{worker} sends invoices, so nothing is paid with wages.").format(worker=worker.name)
        )
    if answer.kind not in ENTERED:
        raise DPManagerError(
            _("“{what}” is not entered here. It has a place of its own.").format(
                what=kind_of_extra(answer.kind)
            )
        )
    if answer.day < worker.start_date:
        raise DPManagerError(
            _("{worker} started on {day}. Choose that day or a later one.").format(
                worker=worker.name, day=long_date(worker.start_date)
            )
        )
    _check_amount(answer)


def _check_amount(answer: PayItemAnswer) -> None:
    if answer.kind is ExtraKind.MILEAGE:
        if answer.miles is None or answer.miles <= 0:
            raise DPManagerError(_("The miles must be more than nothing."))
        if answer.mile_rate is not None and answer.mile_rate <= 0:
            raise DPManagerError(_("The pay for a mile must be more than nothing."))
        return
    may_be_nothing = answer.kind in STATUTORY  # the answer of somebody who looked it up
    if answer.amount < 0 or (not answer.amount and not may_be_nothing):
        raise DPManagerError(_("The amount must be more than nothing."))
    if answer.each is not None and answer.each <= 0:
        raise DPManagerError(_("What is taken back each pay day must be more than nothing."))


def _fill_deduction(
    session: Session, worker: models.Worker, row: models.Deduction, answer: PayItemAnswer
) -> None:
    """It begins with the first pay day after the advance."""
    row.what_for = DeductionFor.ADVANCE
    row.reason = answer.note or _("Advance of {day}").format(day=long_date(answer.day))
    row.agreed_on = answer.agreed_on or answer.day
    row.from_date = answer.day
    if not answer.paid_apart:
        row.from_date = pay_day(sheet_of_item(session, worker, answer.day)) + timedelta(days=1)
    if row.agreed_on > row.from_date:
        raise DPManagerError(
            _("They agreed on {day}, after the pay that would take it back first.").format(
                day=long_date(row.agreed_on)
            )
        )
    row.whole = answer.amount
    row.each = answer.each


def _item(session: Session, item_id: int) -> models.PayItem:
    row = session.get(models.PayItem, item_id)
    if row is None:
        raise DPManagerError(_("This is not in the book any more. Look again."))
    return row


def _unpaid(session: Session, item_id: int) -> models.PayItem:
    row = _item(session, item_id)
    if row.payslip_id is not None:
        slip = session.get_one(models.Payslip, row.payslip_id)
        raise DPManagerError(
            _(
                "This was paid on {day}, so it stays. Undo that pay run first, or take it back "
                "with a deduction."
            ).format(day=long_date(slip.pay_date))
        )
    return row
