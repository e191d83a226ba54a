"""The budget of a stretch of time, worked out from the agreements and the records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select, true
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.agreement import CostMet, yearly_costs_paid_separately
from dpmanager.domain.budget.spending_report import By, counts_as_spent, spent_by
from dpmanager.domain.budget.spent import Budget, Service, Terms, work_out_budget
from dpmanager.domain.periods import Period, year_from
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.budget.ledger_parts import directions, ledger_parts, shares_of_pay
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.money.sort_payments import still_owed
from dpmanager.tasks.pay.entered_pay import items_paid, unpaid_items
from dpmanager.tasks.pay.pay_by_service import share_by_hours, share_by_slip
from dpmanager.tasks.pay.pay_for_hours import pay_of_work
from dpmanager.words import _

THIS_YEAR, TAX_YEAR, THIRTEEN_WEEKS = "agreement_year", "tax_year", "thirteen_weeks"


@dataclass(frozen=True, slots=True)
class AgreementSeen:
    """What one agreement says. weekly_amount: pounds; weekly_hours: of all services together."""

    id: int
    funder: str
    from_date: date
    weekly_amount: Decimal
    weekly_hours: Decimal
    surplus_weeks: Decimal | None
    return_days: int | None


@dataclass(frozen=True, slots=True)
class BudgetSeen:
    """The budget of a range, and the agreements that hold today."""

    budget: Budget
    agreements: tuple[AgreementSeen, ...]


def budget_of(book: Book, range_name: str, today: date) -> BudgetSeen:
    """The budget of a range: THIS_YEAR, TAX_YEAR or THIRTEEN_WEEKS.

    THIS_YEAR is the year of the agreement in force, from the day it began or its last
    anniversary. Raises DPManagerError before anything is agreed.
    """
    with book.reading() as session:
        agreements = agreements_on(session, today)
        if not agreements:
            raise DPManagerError(_("Nothing has been agreed up to today."))
        period = _range(range_name, today, agreements[0].from_date)
        budget = work_out_budget(
            period,
            today,
            list(terms_within(session, period)),
            _spent(session, Period(period.start, min(today, period.end))),
            _to_pay(session, period, today),
        )
        return BudgetSeen(budget, tuple(map(_seen, agreements)))


def note_what_the_letter_says(
    book: Book,
    agreement_id: int,
    *,
    surplus_weeks: Decimal | None,
    return_days: int | None,
    who: str,
    at: datetime,
) -> None:
    """Notes how many weeks' money may stay in the account, and by when a return is due.

    None leaves what was known. Raises DPManagerError for less than nothing.
    """
    if (surplus_weeks or 0) < 0 or (return_days or 0) < 0:
        raise DPManagerError(_("Write a number that is not below nothing."))
    with book.task(_("Note what the letter says"), who=who, at=at) as session:
        agreement = session.get_one(models.Agreement, agreement_id)
        if surplus_weeks is not None:
            agreement.surplus_weeks = surplus_weeks
        if return_days is not None:
            agreement.return_days = return_days


def _seen(agreement: models.Agreement) -> AgreementSeen:
    return AgreementSeen(
        id=agreement.id,
        funder=agreement.funder.name,
        from_date=agreement.from_date,
        weekly_amount=agreement.weekly_amount,
        weekly_hours=sum((service.weekly_hours for service in agreement.services), Decimal(0)),
        surplus_weeks=agreement.surplus_weeks,
        return_days=agreement.return_days,
    )


def _range(name: str, today: date, agreed_from: date) -> Period:
    if name == TAX_YEAR:
        return days_of_tax_year(tax_year_of(today))
    if name == THIRTEEN_WEEKS:
        return Period(today - timedelta(weeks=13) + timedelta(days=1), today)
    return year_from(agreed_from, today)


def terms_within(session: Session, period: Period, funder_id: int | None = None) -> Iterator[Terms]:
    """Each agreement with the days of the period on which it holds.

    funder_id: the number of the one funder whose agreements are wanted; None for all.
    """
    for funder in session.scalars(
        select(models.Funder)
        .options(
            selectinload(models.Funder.agreements).selectinload(models.Agreement.services),
            selectinload(models.Funder.agreements).selectinload(models.Agreement.costs),
        )
        .where(models.Funder.id == funder_id if funder_id is not None else true())
        .order_by(models.Funder.id)
    ):
        ends = [later.from_date - timedelta(days=1) for later in funder.agreements[1:]]
        for agreement, end in zip(funder.agreements, [*ends, date.max], strict=True):
            start = max(agreement.from_date, period.start)
            if start <= min(end, period.end):
                yield Terms(
                    in_force=Period(start, min(end, period.end)),
                    weekly_amount=agreement.weekly_amount,
                    services=tuple(
                        Service(row.service_type, row.weekly_hours, row.hourly_rate)
                        for row in agreement.services
                    ),
                    yearly_costs=yearly_costs_paid_separately(
                        (CostMet(cost.met), cost.yearly_amount) for cost in agreement.costs
                    ),
                )


def _spent(session: Session, period: Period) -> dict[str, Decimal]:
    """Pounds spent by service type. What is paid because of pay is spent on what the wages were."""
    known = directions()
    parts = (part for part in ledger_parts(session, period) if counts_as_spent(part, known))
    return spent_by(parts, By.SERVICE)


def _to_pay(session: Session, period: Period, today: date) -> dict[str, Decimal]:
    """Pounds owed within the period and not paid, with what no payslip has yet.

    They are wages, what HMRC, a pension or a court is due, invoices, hours, mileage and the like.
    """
    owed: dict[str, Decimal] = {}
    for expected, left in still_owed(session):
        if left <= 0 or expected.due not in period:
            continue
        if expected.invoice_id is not None:
            worker = session.get_one(models.Invoice, expected.invoice_id).worker
            _add(owed, {worker.service_type: left})
        elif expected.payslip_id is None:
            _add(owed, _by_service(session, expected, left))
        else:
            slip = session.get_one(models.Payslip, expected.payslip_id)
            _add(owed, share_by_slip(slip, left))
    for sheet in session.scalars(
        select(models.Timesheet)
        .join(models.Worker)
        .where(
            models.Worker.kind == "employed",
            models.Timesheet.state != "paid",
            models.Timesheet.start <= min(today, period.end),
            models.Timesheet.end >= period.start,
        )
        .options(selectinload(models.Timesheet.shifts))
    ):
        worked = [
            shift_of(shift) for shift in sheet.shifts if shift.day in period and shift.day <= today
        ]
        amount = total(pay_of_work(sheet.worker, worked, today))
        if amount:
            _add(owed, share_by_hours(sheet.worker, worked, amount))
    for worker, items in unpaid_items(session, min(today, period.end)).items():
        in_period = [item for item in items if item.day in period]
        planned = items_paid(session, worker, in_period, today, today)
        amount = total(plan.extra.amount for plan in planned)
        if amount:
            _add(owed, {worker.service_type: amount})
    return owed


def _by_service(
    session: Session, expected: models.ExpectedPayment, amount: Decimal
) -> dict[str, Decimal]:
    """Shares a payment by what the payslips of each service type added to it."""
    shared: dict[str, Decimal] = {}
    for share in shares_of_pay(session, expected, amount):
        _add(shared, {share.service_type: share.amount})
    return shared


def _add(amounts: dict[str, Decimal], more: dict[str, Decimal]) -> None:
    for name, amount in more.items():
        amounts[name] = amounts.get(name, ZERO) + amount
