"""Pension contributions that earlier pay missed, and paying them in with the next payment."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.missed_contributions import (
    BACKDATING,
    MissedContributions,
    PayWithoutPension,
    missed_contributions,
)
from dpmanager.domain.pay.pension_duties import Duty, DutyKind
from dpmanager.domain.pay.pension_membership import PensionEventKind
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.owed_for_pay import expect_payments, month_of, pension_due_day
from dpmanager.tasks.pay.pension_events import events_of
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.pay.terms import pension_on
from dpmanager.words import _


def missed_by(session: Session, worker: models.Worker) -> MissedContributions:
    """What pay missed while the worker was in the pension; of nothing where it missed nothing."""
    if not worker.pension_events:
        return missed_contributions(())
    return missed_contributions(
        PayWithoutPension(
            pay_day=slip.pay_date,
            pay=slip.gross_pay,
            frequency=Frequency(slip.frequency),
            rates=rates_for(slip.tax_year).pension,
            terms=terms,
        )
        for slip in _slips_without_pension(session, worker)
        if (terms := pension_on(session, worker, slip.pay_date))
    )


def duty_to_pay_in(session: Session, missed: MissedContributions) -> tuple[Duty, ...]:
    """What is to be done about contributions that were missed, by the day the first was due."""
    if not missed.by_pay_day:
        return ()
    due = pension_due_day(session, month_of(missed.by_pay_day[0].pay_day))
    what = _("Pay in what earlier pay missed.")
    return (Duty(DutyKind.MISSED, due, what, BACKDATING),)


def pay_in_what_was_missed(book: Book, worker_id: int, *, who: str, at: datetime) -> date:
    """Adds what both sides missed to the payment of this month; gives the day it is due.

    Raises DPManagerError when nothing was missed.
    """
    with book.task(_("Add missed pension contributions"), who=who, at=at) as session:
        worker = session.get_one(models.Worker, worker_id)
        missed = {each.pay_day: each for each in missed_by(session, worker).by_pay_day}
        if not missed:
            raise DPManagerError(
                _("No contributions of {worker} were missed.").format(worker=worker.name)
            )
        today = at.date()
        for slip in _slips_without_pension(session, worker):
            if slip.pay_date in missed:
                slip.late_employee_pension = missed[slip.pay_date].employee
                slip.late_employer_pension = missed[slip.pay_date].employer
                slip.late_pension_on = today
        session.flush()
        expect_payments(session, [tax_year_of(today)])
        return pension_due_day(session, month_of(today))


def _slips_without_pension(session: Session, worker: models.Worker) -> list[models.Payslip]:
    """Payslips without contributions, since the worker last opted out, in order of pay day."""
    ended = [
        event.day
        for event in events_of(session, worker)
        if event.kind is PensionEventKind.OPTED_OUT
    ]
    slip = models.Payslip
    return list(
        session.scalars(
            select(slip)
            .where(
                slip.worker_id == worker.id,
                slip.pay_date > max(ended, default=date.min),
                slip.employee_pension == ZERO,
                slip.employer_pension == ZERO,
                slip.late_pension_on.is_(None),
            )
            .order_by(slip.pay_date, slip.id)
        )
    )
