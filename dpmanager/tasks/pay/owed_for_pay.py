"""What must be paid to others because of pay: HMRC, the pension, whoever sent an order."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.deadlines import last_working_day_on_or_before
from dpmanager.domain.hours.bank_holidays import bank_holidays
from dpmanager.domain.pay.extras import FAMILY_PAY, ExtraKind, sum_of
from dpmanager.domain.pay.family_pay_recovery import is_small_employer, recovered
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.hmrc import Deductions, HmrcDue, due_to_hmrc
from dpmanager.domain.periods import Period, months_after
from dpmanager.domain.rates import FamilyPayRecovery, days_of_tax_year, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.tasks.pay.court_order_tables import court_order_tables
from dpmanager.tasks.pay.payslips import extras_of, save_steps
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _


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
        _expect_pension(session, slips)
        _expect_orders(session, slips)


def _expect_pension(session: Session, slips: Sequence[models.Payslip]) -> None:
    """The contributions of both sides for the pay days of each month, by the 22nd of the next."""
    scheme = session.scalar(select(models.PensionScheme))
    if scheme is None:
        return
    for month, of_month in _by_month(slips).items():
        employee = total(slip.employee_pension for slip in of_month)
        employer = total(slip.employer_pension for slip in of_month)
        if not employee + employer:
            continue
        rule = rates_for(of_month[0].tax_year).paying_a_pension
        step = Step(
            _("Workers' contributions and the employer's"),
            f"{figure(employee)} + {figure(employer)} = {figure(employee + employer)}",
            rule.source[0],
        )
        due = _day_of_next_month(session, month, rule.day)
        _expect(session, "pension", scheme.provider, month, due, employee + employer, (step,))


def _expect_orders(session: Session, slips: Sequence[models.Payslip]) -> None:
    """What was taken under orders in each month, for each payee, by the 19th of the next."""
    for month, of_month in _by_month(slips).items():
        taken: dict[str, list[Decimal]] = {}
        for slip in of_month:
            for extra in slip.extras:
                if extra.kind == ExtraKind.COURT_ORDER and extra.court_order_id is not None:
                    order = session.get_one(models.CourtOrder, extra.court_order_id)
                    taken.setdefault(order.payee, []).append(extra.amount)
        rule = court_order_tables().sending_on
        due = _day_of_next_month(session, month, rule.day)
        for payee, amounts in taken.items():
            step = Step(
                _("Taken from pay under the order"),
                " + ".join(map(figure, amounts)),
                rule.source[0],
            )
            _expect(session, "order", payee, month, due, total(amounts), (step,))


def _by_month(slips: Sequence[models.Payslip]) -> dict[Period, list[models.Payslip]]:
    """The payslips by calendar month of their pay day."""
    by_month: dict[Period, list[models.Payslip]] = {}
    for slip in slips:
        first = slip.pay_date.replace(day=1)
        month = Period(first, months_after(first, 1) - timedelta(days=1))
        by_month.setdefault(month, []).append(slip)
    return by_month


def _day_of_next_month(session: Session, month: Period, day: int) -> date:
    """That day of the month after, or the last working day before it."""
    due = months_after(month.start, 1).replace(day=day)
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
