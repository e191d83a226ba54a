"""Back pay: a raise that counts from a day for which the worker has been paid already."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import total
from dpmanager.domain.pay.back_pay import BackPay, back_pay
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.gross import DatedRate
from dpmanager.domain.pay.holiday import rolled_up_holiday
from dpmanager.domain.periods import Period
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import RateAnswer
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.pay.empty_timesheets import period_of_item, timesheet_for
from dpmanager.tasks.pay.pay_for_hours import care_of, dated_rates
from dpmanager.tasks.pay.payslips import save_steps
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.people.engage_worker import put_rate
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class OwedForPeriod:
    """Pounds that a raise owes for a paid period, holiday that is paid with each hour included."""

    period: Period
    amount: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class BackPayTrial:
    """What a raise owes for periods that are paid, and the period it would be paid with."""

    worker: str
    periods: tuple[OwedForPeriod, ...]
    paid_with: Period

    @property
    def amount(self) -> Decimal:
        """Pounds for all periods together."""
        return total(part.amount for part in self.periods)


def try_back_pay(
    book: Book, worker_id: int, rate: RateAnswer, *, today: date
) -> BackPayTrial | None:
    """What a new rate owes for periods that are paid; None where it owes nothing.

    Nothing is saved. Raises DPManagerError where the rate is lower than what was paid, and where
    no pay is left to add to.
    """
    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        return _trial(session, worker, rate, today)


def owes_back_pay(book: Book, worker_id: int, rate: RateAnswer, *, today: date) -> bool:
    """Whether the new rate owes something for paid periods that could be paid now."""
    try:
        return try_back_pay(book, worker_id, rate, today=today) is not None
    except DPManagerError:
        return False


def give_back_pay(book: Book, worker_id: int, rate: RateAnswer, *, who: str, at: datetime) -> int:
    """Changes the rate from its day, and adds what it owes to the next pay; gives how many lines.

    There is one line for each period that was paid. Raises DPManagerError as `try_back_pay`.
    """
    with book.task(_("Change a rate, with back pay"), who=who, at=at) as session:
        worker = session.get_one(models.Worker, worker_id)
        trial = _trial(session, worker, rate, at.date())
        put_rate(worker, rate)
        if trial is None:
            return 0
        timesheet_for(session, worker, trial.paid_with.start)
        for part in trial.periods:
            session.add(
                models.PayItem(
                    worker=worker,
                    day=trial.paid_with.start,
                    kind=ExtraKind.BACK_PAY.value,
                    amount=part.amount,
                    note=days_words(part.period),
                    steps=save_steps(part.steps),
                )
            )
        return len(trial.periods)


def _with_new(worker: models.Worker, rate: RateAnswer) -> list[DatedRate]:
    """The rates of a worker with the new one among them, in place of one of the same day."""
    care = care_of(rate.service_type, worker)
    new = DatedRate(rate.kind, rate.from_date, rate.amount, care)
    same = (new.kind, new.from_date, new.service_type)
    kept = [
        old for old in dated_rates(worker) if (old.kind, old.from_date, old.service_type) != same
    ]
    return [*kept, new]


def _trial(
    session: Session, worker: models.Worker, rate: RateAnswer, today: date
) -> BackPayTrial | None:
    sheets = session.scalars(
        select(models.Timesheet)
        .where(
            models.Timesheet.worker_id == worker.id,
            models.Timesheet.state == "paid",
            models.Timesheet.end >= rate.from_date,
        )
        .options(selectinload(models.Timesheet.shifts))
    ).all()
    before = dated_rates(worker)
    after = _with_new(worker, rate)
    owed = back_pay(
        {Period(sheet.start, sheet.end): [shift_of(shift) for shift in sheet.shifts]
         for sheet in sheets},
        before,
        after,
        rounds_to_minutes=worker.rounds_to_minutes,
    )  # fmt: skip
    if not owed:
        return None
    paid_with = period_of_item(session, worker, _next_to_pay(session, worker, today))
    paid_on = paid_with.end + timedelta(days=worker.pay_day_after)
    periods = tuple(_with_holiday(worker, part, paid_on) for part in owed)
    return BackPayTrial(worker.name, periods, paid_with)


def _next_to_pay(session: Session, worker: models.Worker, today: date) -> date:
    """The first day of the oldest timesheet that waits to be paid; today where none waits."""
    waiting = session.scalar(
        select(models.Timesheet.start)
        .where(models.Timesheet.worker_id == worker.id, models.Timesheet.state != "paid")
        .order_by(models.Timesheet.start)
        .limit(1)
    )
    return max(today if waiting is None else min(waiting, today), worker.start_date)


def _with_holiday(worker: models.Worker, part: BackPay, paid_on: date) -> OwedForPeriod:
    """Who is paid holiday with each hour is owed it for the raise too."""
    rules = rates_for(tax_year_of(paid_on)).holiday
    if worker.holiday_method != "rolled-up" or rules is None:
        return OwedForPeriod(part.period, part.amount, part.steps)
    holiday = rolled_up_holiday(part.amount, rules)
    return OwedForPeriod(part.period, part.amount + holiday.amount, (*part.steps, *holiday.steps))
