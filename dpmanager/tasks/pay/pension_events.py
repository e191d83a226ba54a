"""The pension as it goes: set it up, put somebody in, put it off, let somebody out."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.figures import percent
from dpmanager.domain.pay.pension import PensionBasis, TaxRelief
from dpmanager.domain.pay.pension_membership import (
    ENTRIES,
    PensionEvent,
    PensionEventKind,
    Refund,
    TakenFromPay,
    refund_at_opt_out,
    refuse_impossible,
    standing,
)
from dpmanager.domain.periods import long_date
from dpmanager.domain.rates import tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.payslips import save_steps
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.pay.terms import pension_event_of
from dpmanager.words import _

REFUND_KINDS = (ExtraKind.PENSION_REFUND, ExtraKind.TAXED_PENSION_REFUND)


@dataclass(frozen=True, slots=True)
class SchemeAnswer:
    """The employer's pension. Percentages: 5 means 5%; the worker's share includes tax relief.

    provider_contact: telephone, e-mail or web address. employer_reference, group_name,
    payment_source: as the provider calls them. duties_start: the first worker's first day; None:
    that of the first employed worker in the book.
    """

    provider: str
    employee_percent: Decimal
    employer_percent: Decimal
    provider_address: str = ""
    provider_contact: str = ""
    employer_reference: str = ""
    group_name: str = ""
    payment_source: str = ""
    basis: PensionBasis = PensionBasis.QUALIFYING
    relief: TaxRelief = TaxRelief.AT_SOURCE
    duties_start: date | None = None


def set_up_pension(book: Book, answer: SchemeAnswer, *, who: str, at: datetime) -> None:
    """Saves the employer's pension, or other details of it.

    Raises DPManagerError for less than must be paid in, or a share that cannot be.
    """
    with book.task(_("Set up the pension"), who=who, at=at) as session:
        put_scheme(session, answer, at.date())


def put_scheme(session: Session, answer: SchemeAnswer, today: date) -> models.PensionScheme:
    """Saves the pension within a task that is under way. Raises as `set_up_pension`."""
    _check_scheme(answer, today)
    row = pension_record(session)
    row.provider = answer.provider.strip()
    row.provider_address = answer.provider_address.strip()
    row.provider_contact = answer.provider_contact.strip()
    row.employer_reference = answer.employer_reference.strip()
    row.group_name = answer.group_name.strip()
    row.payment_source = answer.payment_source.strip()
    row.basis = answer.basis.value
    row.relief = answer.relief.value
    row.employee_percent = answer.employee_percent
    row.employer_percent = answer.employer_percent
    row.duties_start = answer.duties_start
    return row


def enrol(book: Book, worker_id: int, day: date, *, who: str, at: datetime) -> None:
    """The worker is in the pension from `day`, because the law says so; also once more."""
    _enter(book, worker_id, PensionEventKind.ENROLLED, day, who, at)


def opt_in(book: Book, worker_id: int, day: date, *, who: str, at: datetime) -> None:
    """The worker asked for it and is in the pension from `day`; the employer pays in too."""
    _enter(book, worker_id, PensionEventKind.OPTED_IN, day, who, at)


def join(book: Book, worker_id: int, day: date, *, who: str, at: datetime) -> None:
    """The worker asked to join and is in from `day`; the employer does not pay in."""
    _enter(book, worker_id, PensionEventKind.JOINED, day, who, at)


def postpone(book: Book, worker_id: int, day: date, until: date, *, who: str, at: datetime) -> None:
    """Enrolment that would be on `day` is put off until `until`, at most three months."""
    with book.task(_("Put off the pension of a worker"), who=who, at=at) as session:
        record_event(session, worker_id, PensionEvent(day, PensionEventKind.POSTPONED, until))


def give_letter(book: Book, worker_id: int, day: date, *, who: str, at: datetime) -> None:
    """The worker was given the letter about where they stand with the pension."""
    with book.task(_("Give a letter about the pension"), who=who, at=at) as session:
        record_event(session, worker_id, PensionEvent(day, PensionEventKind.WRITTEN))


def leave(book: Book, worker_id: int, day: date, *, who: str, at: datetime) -> None:
    """The worker leaves the pension on `day`, too late to opt out; nothing is paid back."""
    with book.task(_("Take a worker out of the pension"), who=who, at=at) as session:
        record_event(session, worker_id, PensionEvent(day, PensionEventKind.LEFT))


def opt_out(book: Book, worker_id: int, day: date, *, who: str, at: datetime) -> Refund:
    """The worker's opt-out form came on `day`: out as if never in.

    What was taken from pay is paid back with the next pay. Raises DPManagerError when the time for
    it is over.
    """
    with book.task(_("Let a worker opt out of the pension"), who=who, at=at) as session:
        worker = session.get_one(models.Worker, worker_id)
        since = standing(events_of(session, worker), day).since or day
        record_event(session, worker_id, PensionEvent(day, PensionEventKind.OPTED_OUT))
        refund = refund_at_opt_out(taken_from_pay(session, worker), since)
        if refund.amount:
            _pay_back(session, worker, day, refund)
        else:
            record_event(session, worker_id, PensionEvent(day, PensionEventKind.REFUNDED))
        return refund


def refund_made(book: Book, worker_id: int, day: date, *, who: str, at: datetime) -> None:
    """What was taken from pay was paid back on `day` outside of pay, so pay does not do it too.

    Raises DPManagerError for a refund that is taxed: it has to go through pay.
    """
    with book.task(_("Pay back pension contributions"), who=who, at=at) as session:
        waiting = session.scalars(
            select(models.PayItem).where(
                models.PayItem.worker_id == worker_id,
                models.PayItem.kind.in_(REFUND_KINDS),
                models.PayItem.payslip_id.is_(None),
            )
        ).all()
        if any(item.kind == ExtraKind.TAXED_PENSION_REFUND for item in waiting):
            raise DPManagerError(
                _(
                    "This was taken before tax, so it is taxed when it is paid back. "
                    "Run pay: it is in the next payslip."
                )
            )
        for item in waiting:
            session.delete(item)
        record_event(session, worker_id, PensionEvent(day, PensionEventKind.REFUNDED))


def declare(book: Book, day: date, *, who: str, at: datetime) -> None:
    """The Pensions Regulator was told on `day` that the duties are met; it takes no pension."""
    with book.task(_("Declare the pension duties as met"), who=who, at=at) as session:
        scheme = pension_record(session)
        scheme.declared_on = day
        scheme.re_declare_by = None


def pension_record(session: Session) -> models.PensionScheme:
    """What is recorded about the employer and pensions, new where there is nothing yet."""
    row: models.PensionScheme | None = session.scalar(select(models.PensionScheme))
    if row is None:
        row = models.PensionScheme(
            provider="",
            basis=PensionBasis.QUALIFYING.value,
            relief=TaxRelief.AT_SOURCE.value,
            employee_percent=Decimal(0),
            employer_percent=Decimal(0),
        )
        session.add(row)
    return row


def find_scheme(session: Session) -> models.PensionScheme | None:
    """The employer's pension; None before it is set up."""
    row: models.PensionScheme | None = session.scalar(select(models.PensionScheme))
    return row if row and row.provider else None


def scheme_of(session: Session) -> models.PensionScheme:
    """The employer's pension. Raises DPManagerError before it is set up."""
    row = find_scheme(session)
    if row is None:
        raise DPManagerError(
            _("No pension is set up yet. Choose a provider and set the pension up first.")
        )
    return row


def events_of(session: Session, worker: models.Worker) -> list[PensionEvent]:
    """All that happened between a worker and the pension, with refunds that were paid."""
    paid_back = session.scalars(
        select(models.Payslip.pay_date)
        .join(models.PayItem, models.PayItem.payslip_id == models.Payslip.id)
        .where(models.PayItem.worker_id == worker.id, models.PayItem.kind.in_(REFUND_KINDS))
    )
    return [
        *(pension_event_of(row) for row in worker.pension_events),
        *(PensionEvent(day, PensionEventKind.REFUNDED) for day in paid_back),
    ]


def taken_from_pay(session: Session, worker: models.Worker) -> list[TakenFromPay]:
    """The worker's contributions, pay day by pay day."""
    before_tax = scheme_of(session).relief == TaxRelief.NET_PAY
    slips = session.scalars(
        select(models.Payslip)
        .where(models.Payslip.worker_id == worker.id)
        .order_by(models.Payslip.pay_date)
    )
    return [
        TakenFromPay(
            slip.pay_date,
            slip.employee_pension,
            slip.employee_pension if before_tax else Decimal("0.00"),
        )
        for slip in slips
    ]


def _check_scheme(answer: SchemeAnswer, today: date) -> None:
    if not answer.provider.strip():
        raise DPManagerError(_("The pension needs the name of its provider."))
    rates = rates_for(tax_year_of(today)).pension
    least = rates.minimum_employer_rate
    if not least * 100 <= answer.employer_percent <= 100:
        raise DPManagerError(
            _("The employer must pay in at least {least}. Type a percentage up to 100.").format(
                least=percent(least)
            )
        )
    if not 0 <= answer.employee_percent <= 100:
        raise DPManagerError(_("The worker's share must be a percentage from 0 to 100."))
    of_all = answer.basis is PensionBasis.ALL
    together = rates.minimum_total_rate.all if of_all else rates.minimum_total_rate.qualifying
    if answer.employee_percent + answer.employer_percent < together * 100:
        raise DPManagerError(
            _(
                "The law asks for at least {together} together. Raise the worker's share or yours."
            ).format(together=percent(together))
        )


def _enter(
    book: Book, worker_id: int, kind: PensionEventKind, day: date, who: str, at: datetime
) -> None:
    with book.task(_("Put a worker into the pension"), who=who, at=at) as session:
        scheme_of(session)
        record_event(session, worker_id, PensionEvent(day, kind))


def record_event(session: Session, worker_id: int, event: PensionEvent) -> None:
    """Adds what happened to what is known. Raises DPManagerError for what cannot be."""
    worker = session.get_one(models.Worker, worker_id)
    if worker.kind != "employed":
        raise DPManagerError(
            _("{worker} is not your employee, so you have no pension duties for them.").format(
                worker=worker.name
            )
        )
    if event.kind in ENTRIES and event.day < worker.start_date:
        raise DPManagerError(
            _("{worker} started on {day}. Choose that day or a later one.").format(
                worker=worker.name, day=long_date(worker.start_date)
            )
        )
    refuse_impossible(events_of(session, worker), event)
    worker.pension_events.append(
        models.PensionEvent(day=event.day, kind=event.kind.value, until=event.until)
    )
    session.flush()


def _pay_back(session: Session, worker: models.Worker, day: date, refund: Refund) -> None:
    free = refund.amount - refund.taxable
    for kind, amount in zip(REFUND_KINDS, (free, refund.taxable), strict=True):
        if amount:
            session.add(
                models.PayItem(
                    worker=worker,
                    day=day,
                    kind=kind.value,
                    amount=amount,
                    steps=save_steps(refund.steps),
                )
            )
