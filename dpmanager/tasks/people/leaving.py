"""Leaving: notice, pay in place of it, redundancy pay, the holiday owed, and the P45."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.gross import rate_in_force
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.pay.notice import Notice, notice_pay, notice_weeks
from dpmanager.domain.pay.redundancy import redundancy_pay
from dpmanager.domain.pay.weeks_pay import PaidPeriod, WeeksPay, weeks_pay
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.rates import TaxYearRates, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.pay.empty_timesheets import keep_timesheets, sheet_of_item
from dpmanager.tasks.pay.holiday_pay import at_leaving
from dpmanager.tasks.pay.holiday_record import holiday_record_of, leave_year_of
from dpmanager.tasks.pay.pay_for_hours import dated_rates, gross_of
from dpmanager.tasks.pay.pay_timesheet import pay_day
from dpmanager.tasks.pay.payslips import read_steps, save_steps
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.engage_worker import leaving_items
from dpmanager.tasks.people.terms_of_work import employed
from dpmanager.words import _

NORTHERN_IRELAND = "northern-ireland"
DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class Offer:
    """An amount for the last pay, in pounds, and why. reason: why there is none, or ""."""

    amount: Decimal
    reason: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class LeavingItem:
    """What was added to the last pay. is_paid: it stands on a payslip."""

    id: int
    kind: ExtraKind
    amount: Decimal
    steps: tuple[Step, ...]
    is_paid: bool


@dataclass(frozen=True, slots=True)
class HolidayOwed:
    """Holiday at the end of the work. amount: pounds, None while it is not known yet.

    hours: left, below nothing where too much was taken; None where it cannot be told. says: what
    happens, in a sentence.
    """

    hours: Decimal | None
    amount: Decimal | None
    says: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class LeavingSeen:
    """The end of the work. last_day: None while they work on; then holiday is None too.

    notice: the least that the law asks for today, or on the last day once it is over.
    """

    last_day: date | None
    notice: Notice
    holiday: HolidayOwed | None
    items: tuple[LeavingItem, ...]
    p45_given_on: date | None


def leaving_of(session: Session, worker: models.Worker, today: date) -> LeavingSeen:
    """Everything about the end of the work, as it stands today."""
    left = worker.end_date
    day = max(worker.start_date, min(today, left or today))
    return LeavingSeen(
        last_day=left,
        notice=notice_weeks(worker.start_date, day),
        holiday=None if left is None else _holiday_owed(session, worker, left, today),
        items=tuple(_items(session, worker)),
        p45_given_on=worker.p45_given_on,
    )


def look_at_notice_pay(
    book: Book, worker_id: int, told_on: date, contract_weeks: Decimal | None = None
) -> Offer:
    """Pay in place of the notice that is not worked; nothing is saved.

    told_on: the day on which notice was given. contract_weeks: what the contract says, where that
    is more than the law. Raises DPManagerError without a last day or a week's pay.
    """
    with book.reading() as session:
        return _notice_offer(session, employed(session, worker_id), told_on, contract_weeks)


def add_notice_pay(
    book: Book,
    worker_id: int,
    told_on: date,
    contract_weeks: Decimal | None = None,
    *,
    who: str,
    at: datetime,
) -> Decimal:
    """Adds pay in place of notice to the last pay; gives the pounds.

    Raises DPManagerError as `look_at_notice_pay`, where none is due, and once the last pay is made.
    """
    with book.task(_("Add pay in place of notice"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        offer = _notice_offer(session, worker, told_on, contract_weeks)
        return _add(session, worker, ExtraKind.NOTICE_PAY, offer)


def look_at_redundancy(book: Book, worker_id: int, told_on: date) -> Offer:
    """Redundancy pay, if it is due; nothing is saved.

    told_on: the day on which notice was given: with less notice than the law asks for, the work
    counts as longer. Raises DPManagerError without a last day, a date of birth or a week's pay.
    """
    with book.reading() as session:
        return _redundancy_offer(session, employed(session, worker_id), told_on)


def add_redundancy(book: Book, worker_id: int, told_on: date, *, who: str, at: datetime) -> Decimal:
    """Adds redundancy pay to the last pay; gives the pounds.

    Raises DPManagerError as `look_at_redundancy`, where none is due, and once the last pay is made.
    """
    with book.task(_("Add redundancy pay"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        offer = _redundancy_offer(session, worker, told_on)
        return _add(session, worker, ExtraKind.REDUNDANCY, offer)


def remove_leaving_pay(book: Book, item_id: int, *, who: str, at: datetime) -> None:
    """Takes pay away that was added because the work ends. Raises DPManagerError once paid."""
    with book.task(_("Remove pay at leaving"), who=who, at=at) as session:
        item = session.get_one(models.PayItem, item_id)
        if item.payslip_id is not None:
            raise DPManagerError(_("This is paid already. Undo that pay run first."))
        worker = item.worker
        session.delete(item)
        keep_timesheets(session, worker)


def give_p45(book: Book, worker_id: int, day: date | None, *, who: str, at: datetime) -> None:
    """The P45 was given to the worker on a day; None: it was not given yet.

    Pay on a later day is not in the P45, and has the code 0T. Raises DPManagerError for a day
    before the last day of work, or while there is none.
    """
    with book.task(_("The P45 was given"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        left = _last_day(worker)
        if day is not None and day < left:
            raise DPManagerError(
                _("Their last day is {day}. Give the P45 on that day or later.").format(
                    day=long_date(left)
                )
            )
        worker.p45_given_on = day


def weeks_pay_of(session: Session, worker: models.Worker, day: date) -> WeeksPay:
    """A week's pay of the worker on a day. Raises DPManagerError where it is not known."""
    slips = session.scalars(
        select(models.Payslip)
        .where(models.Payslip.worker_id == worker.id, models.Payslip.end <= day)
        .order_by(models.Payslip.end)
    ).all()
    history = [
        PaidPeriod(Period(slip.start, slip.end), total(line.amount for line in slip.lines))
        for slip in slips
    ]
    is_known = worker.holiday_method == HolidayMethod.FIXED or not history
    return weeks_pay(
        history,
        day,
        weekly_hours=worker.weekly_hours if is_known else None,
        hourly_rate=rate_in_force(HourKind.WEEKDAY, day, dated_rates(worker)),
    )


def _notice_offer(
    session: Session, worker: models.Worker, told_on: date, contract_weeks: Decimal | None
) -> Offer:
    left = _last_day(worker)
    notice = _notice_given(worker, told_on)
    weeks = max(Decimal(notice.from_employer), contract_weeks or Decimal(0))
    worked = max(0, (left - told_on).days)
    missing = max(Decimal(0), weeks * DAYS_OF_WEEK - worked) / DAYS_OF_WEEK
    given = Step(
        _("Days of notice from {told} to {last}").format(
            told=long_date(told_on), last=long_date(left)
        ),
        str(worked),
    )
    if not missing:
        reason = _("All of the notice is worked, so no pay in its place is due.")
        return Offer(ZERO, reason, (*notice.steps, given))
    week = weeks_pay_of(session, worker, told_on)
    paid = notice_pay(missing, week.amount)
    return Offer(paid.amount, "", (*notice.steps, given, *week.steps, *paid.steps))


def _redundancy_offer(session: Session, worker: models.Worker, told_on: date) -> Offer:
    left = _last_day(worker)
    if worker.date_of_birth is None:
        raise DPManagerError(
            _("Redundancy pay depends on age. Add the date of birth of {worker} first.").format(
                worker=worker.name
            )
        )
    notice = _notice_given(worker, told_on)
    ends = max(left, told_on + timedelta(weeks=notice.from_employer))
    week = weeks_pay_of(session, worker, told_on)
    pay = redundancy_pay(
        worker.date_of_birth,
        worker.start_date,
        ends,
        week.amount,
        _rates(ends).redundancy,
        northern_ireland=arrangement(session).nation == NORTHERN_IRELAND,
    )
    longer: tuple[Step, ...] = ()
    if ends > left:
        longer = (Step(_("With the notice of the law the work counts until"), long_date(ends)),)
    return Offer(pay.amount, pay.reason, (*longer, *week.steps, *pay.steps))


def _notice_given(worker: models.Worker, told_on: date) -> Notice:
    if told_on > _last_day(worker):
        raise DPManagerError(
            _("Notice cannot be given after the last day of work. Check the date.")
        )
    return notice_weeks(worker.start_date, told_on)


def _last_day(worker: models.Worker) -> date:
    if worker.end_date is None:
        raise DPManagerError(
            _("Say first which day is the last one of {worker}.").format(worker=worker.name)
        )
    return worker.end_date


def _rates(day: date) -> TaxYearRates:
    return rates_for(min(tax_year_of(day), known_tax_years()[-1]))


def _add(session: Session, worker: models.Worker, kind: ExtraKind, offer: Offer) -> Decimal:
    if not offer.amount:
        raise DPManagerError(offer.reason)
    left = _last_day(worker)
    sheet_of_item(session, worker, left)
    for item in leaving_items(session, worker.id):
        if item.kind == kind:
            session.delete(item)
    session.add(
        models.PayItem(
            worker_id=worker.id,
            day=left,
            kind=kind.value,
            amount=offer.amount,
            steps=save_steps(offer.steps),
        )
    )
    return offer.amount


def _last_payslip(session: Session, worker: models.Worker, left: date) -> models.Payslip | None:
    slip: models.Payslip | None = session.scalar(
        select(models.Payslip)
        .where(models.Payslip.worker_id == worker.id, models.Payslip.end >= left)
        .order_by(models.Payslip.end)
        .limit(1)
    )
    return slip


def _items(session: Session, worker: models.Worker) -> Sequence[LeavingItem]:
    rows = session.scalars(
        select(models.PayItem)
        .where(
            models.PayItem.worker_id == worker.id,
            models.PayItem.kind.in_((ExtraKind.NOTICE_PAY, ExtraKind.REDUNDANCY)),
        )
        .order_by(models.PayItem.id)
    )
    return [
        LeavingItem(
            row.id,
            ExtraKind(row.kind),
            row.amount,
            read_steps(row.steps),
            row.payslip_id is not None,
        )
        for row in rows
    ]


def _holiday_owed(session: Session, worker: models.Worker, left: date, today: date) -> HolidayOwed:
    if worker.holiday_method == HolidayMethod.ROLLED_UP:
        says = _("Holiday was paid with each wage, so nothing is owed for it.")
        return HolidayOwed(None, ZERO, says, ())
    if (slip := _last_payslip(session, worker, left)) is not None:
        return _paid_holiday(slip)
    try:
        return _planned_holiday(session, worker, left, today)
    except DPManagerError as fault:
        return HolidayOwed(None, None, str(fault), ())


def _paid_holiday(slip: models.Payslip) -> HolidayOwed:
    owed = [extra for extra in slip.extras if extra.kind == ExtraKind.HOLIDAY_OWED]
    steps = tuple(step for step in read_steps(slip.steps) if step.about == ExtraKind.HOLIDAY_OWED)
    says = _("The last pay was made on {day}.").format(day=long_date(slip.pay_date))
    hours = sum((extra.quantity or Decimal(0) for extra in owed), Decimal(0))
    return HolidayOwed(hours, total(extra.amount for extra in owed), says, steps)


def _planned_holiday(
    session: Session, worker: models.Worker, left: date, today: date
) -> HolidayOwed:
    sheet = session.scalar(
        select(models.Timesheet).where(
            models.Timesheet.worker_id == worker.id,
            models.Timesheet.start <= left,
            models.Timesheet.end >= left,
        )
    )
    if sheet is not None:
        shifts, on = [shift_of(row) for row in sheet.shifts], pay_day(sheet)
        lines, _hours = gross_of(session, worker, shifts, on)
        for planned in at_leaving(session, sheet, shifts, lines, on):
            says = _("The last pay adds this. It changes if hours change before then.")
            extra = planned.extra
            return HolidayOwed(extra.quantity, extra.amount, says, planned.steps)
    record = holiday_record_of(session, worker, leave_year_of(worker, left), min(today, left))
    says = _("The last pay adds the pay for it. The hours of the last weeks still count.")
    return HolidayOwed(record.balance, None, says, record.steps)
