"""What must be paid to others because of pay: HMRC, the pension, whoever sent an order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.deadlines import last_working_day_on_or_before
from dpmanager.domain.deadlines.working_days import day_of_next_month
from dpmanager.domain.hours.bank_holidays import bank_holidays
from dpmanager.domain.pay.extras import FAMILY_PAY, ExtraKind, sum_of
from dpmanager.domain.pay.family_pay_recovery import (
    RecoveredFamilyPay,
    is_small_employer,
    recovered,
)
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.hmrc import Deductions, HmrcDue, due_to_hmrc
from dpmanager.domain.pay.missed_contributions import BACKDATING
from dpmanager.domain.periods import Period, months_after
from dpmanager.domain.rates import FamilyPayRecovery, days_of_tax_year, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.tasks.pay.court_order_tables import court_order_tables
from dpmanager.tasks.pay.payslips import extras_of, save_steps
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class PaymentDue:
    """What a pension or a court is due for the pay days of a month, in pounds, and why.

    kind: pension or order.
    """

    kind: str
    payee: str
    month: Period
    due: date
    amount: Decimal
    steps: tuple[Step, ...]


def hmrc_dues(session: Session, tax_year: str, slips: Sequence[models.Payslip]) -> list[HmrcDue]:
    """What HMRC is due for each tax month or quarter of a tax year, from these payslips."""
    who = arrangement(session)
    rates = rates_for(tax_year)
    small = is_small_employer(_class_1_before(session, tax_year), rates.family_pay_recovery)
    return list(
        due_to_hmrc(
            [
                _deductions(slip, rates.family_pay_recovery, small=small)
                for slip in slips
                if slip.tax_year == tax_year
            ],
            rates,
            quarterly=who.hmrc_paid == "quarterly",
            claims_allowance=who.employment_allowance,
            bank_holidays=closed_days(who.nation, int(tax_year[:4])),
        )
    )


def _deductions(slip: models.Payslip, rules: FamilyPayRecovery, *, small: bool) -> Deductions:
    """What a payslip adds to the payment to HMRC, and what HMRC gives back."""
    back = recovered(sum_of(extras_of(slip), FAMILY_PAY), rules, small=small)
    return Deductions(
        slip.pay_date,
        slip.income_tax,
        slip.employee_ni,
        slip.employer_ni,
        loans=slip.student_loan + slip.postgraduate_loan,
        recovered=back.pay + back.compensation,
    )


def small_employer(session: Session, tax_year: str) -> bool:
    """Whether the employer gets all of parents' statutory pay back, and more, in a tax year."""
    rules = rates_for(tax_year).family_pay_recovery
    return is_small_employer(_class_1_before(session, tax_year), rules)


def given_back(session: Session, tax_year: str, amount: Decimal) -> RecoveredFamilyPay:
    """What HMRC gives back of statutory pay of parents that is paid in a tax year, in pounds."""
    rules = rates_for(tax_year).family_pay_recovery
    small = is_small_employer(_class_1_before(session, tax_year), rules)
    return recovered(amount, rules, small=small)


def _class_1_before(session: Session, tax_year: str) -> Decimal:
    """National Insurance of both sides in the tax year before, in pounds."""
    year_before = tax_year_of(days_of_tax_year(tax_year).start - timedelta(days=1))
    slip = models.Payslip
    amount: Decimal | None = session.scalar(
        select(func.sum(slip.employee_ni + slip.employer_ni)).where(slip.tax_year == year_before)
    )
    return amount or ZERO


@lru_cache
def closed_days(nation: str, first_year: int) -> frozenset[date]:
    """Bank holidays of a nation in a tax year, by the year in which it begins."""
    return bank_holidays(nation, [first_year, first_year + 1])


def expect_payments(session: Session, tax_years: Iterable[str]) -> None:
    """Brings what is expected to be paid up to date with the payslips of these tax years."""
    for tax_year in sorted(set(tax_years)):
        slips = session.scalars(
            select(models.Payslip)
            .where(models.Payslip.tax_year == tax_year)
            .order_by(models.Payslip.pay_date, models.Payslip.id)
        ).all()
        for due in hmrc_dues(session, tax_year, slips):
            _expect(session, "hmrc", "HMRC", due.period, due.due, due.amount, due.steps)
        in_months = _payslips_of_months(session, tax_year)
        for other in (*pension_dues(session, in_months), *order_dues(session, in_months)):
            _expect(
                session,
                other.kind,
                other.payee,
                other.month,
                other.due,
                other.amount,
                other.steps,
            )


def _payslips_of_months(session: Session, tax_year: str) -> Sequence[models.Payslip]:
    """The payslips of every month that the tax year touches; April is in two tax years."""
    days = days_of_tax_year(tax_year)
    return session.scalars(
        select(models.Payslip)
        .where(
            models.Payslip.pay_date >= days.start.replace(day=1),
            models.Payslip.pay_date < months_after(days.end.replace(day=1), 1),
        )
        .order_by(models.Payslip.pay_date, models.Payslip.id)
    ).all()


def pension_dues(session: Session, slips: Sequence[models.Payslip]) -> Iterator[PaymentDue]:
    """The contributions of both sides for the pay days of each month, by the 22nd of the next.

    Those that earlier pay missed come with the month in which that was put right.
    """
    scheme = session.scalar(select(models.PensionScheme))
    if scheme is None:
        return
    paid, late = _by_month(slips), _late_by_month(session)
    without_pay = [month for month in late if not _has_pay(session, month)]
    for month in sorted({*paid, *without_pay}):
        of_month = paid.get(month, [])
        employee = total(slip.employee_pension for slip in of_month)
        employer = total(slip.employer_pension for slip in of_month)
        amount = employee + employer
        rule = rates_for(tax_year_of(month.end)).paying_a_pension
        steps = [
            Step(
                _("Workers' contributions and the employer's"),
                f"{figure(employee)} + {figure(employer)} = {figure(amount)}",
                rule.source[0],
            )
        ]
        if month in late:
            missed = total(
                slip.late_employee_pension + slip.late_employer_pension for slip in late[month]
            )
            together = f"{figure(amount)} + {figure(missed)} = {figure(amount + missed)}"
            steps.append(Step(_("With what earlier pay missed"), together, BACKDATING))
            amount += missed
        if amount:
            due = pension_due_day(session, month)
            yield PaymentDue("pension", scheme.provider, month, due, amount, tuple(steps))


def pension_due_day(session: Session, month: Period) -> date:
    """The last day to pay in what belongs to a month."""
    rule = rates_for(tax_year_of(month.end)).paying_a_pension
    return _day_of_next_month(session, month, rule.day)


def _late_by_month(session: Session) -> dict[Period, list[models.Payslip]]:
    """Payslips that missed contributions, by the month in which that was put right."""
    by_month: dict[Period, list[models.Payslip]] = {}
    for slip in session.scalars(
        select(models.Payslip)
        .where(models.Payslip.late_pension_on.is_not(None))
        .order_by(models.Payslip.pay_date, models.Payslip.id)
    ):
        assert slip.late_pension_on is not None
        by_month.setdefault(month_of(slip.late_pension_on), []).append(slip)
    return by_month


def _has_pay(session: Session, month: Period) -> bool:
    slip = models.Payslip
    found = select(slip.id).where(slip.pay_date.between(month.start, month.end)).limit(1)
    return session.scalar(found) is not None


def order_dues(session: Session, slips: Sequence[models.Payslip]) -> Iterator[PaymentDue]:
    """What was taken under orders in each month, for each payee, by the 19th of the next."""
    payees = {row.id: row.payee for row in session.scalars(select(models.CourtOrder))}
    if not payees:
        return
    for month, of_month in _by_month(slips).items():
        taken: dict[str, list[Decimal]] = {}
        for slip in of_month:
            for extra in slip.extras:
                if extra.kind == ExtraKind.COURT_ORDER and extra.court_order_id is not None:
                    taken.setdefault(payees[extra.court_order_id], []).append(extra.amount)
        rule = court_order_tables().sending_on
        for payee, amounts in taken.items():
            due = _day_of_next_month(session, month, rule.day)
            step = Step(
                _("Taken from pay under the order"),
                " + ".join(map(figure, amounts)),
                rule.source[0],
            )
            yield PaymentDue("order", payee, month, due, total(amounts), (step,))


def _by_month(slips: Sequence[models.Payslip]) -> dict[Period, list[models.Payslip]]:
    """The payslips by calendar month of their pay day."""
    by_month: dict[Period, list[models.Payslip]] = {}
    for slip in slips:
        by_month.setdefault(month_of(slip.pay_date), []).append(slip)
    return by_month


def month_of(day: date) -> Period:
    """The calendar month that a day lies in."""
    first = day.replace(day=1)
    return Period(first, months_after(first, 1) - timedelta(days=1))


def _day_of_next_month(session: Session, month: Period, day: int) -> date:
    """That day of the month after, or the last working day before it."""
    due = day_of_next_month(month.start, day)
    who = arrangement(session)
    return last_working_day_on_or_before(due, closed_days(who.nation, due.year))


def _expect(
    session: Session,
    kind: str,
    payee: str,
    period: Period,
    due: date,
    amount: Decimal,
    steps: tuple[Step, ...],
) -> None:
    row = session.scalar(
        select(models.ExpectedPayment).where(
            models.ExpectedPayment.kind == kind,
            models.ExpectedPayment.payee == payee,
            models.ExpectedPayment.start == period.start,
            models.ExpectedPayment.end == period.end,
        )
    )
    if row is None:
        if not amount and kind != "hmrc":
            return
        row = models.ExpectedPayment(
            kind=kind, payee=payee, start=period.start, end=period.end, due=due, amount=ZERO
        )
        session.add(row)
    row.due = due
    row.amount = amount
    row.steps = save_steps(steps)
