"""What the records say of employer, workers and pay, as HMRC's forms count it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.employer_record import EmployerPeriod, PaidToHmrc, employer_record
from dpmanager.domain.pay.eps import Eps, eps
from dpmanager.domain.pay.form_lines import Employee, Employer
from dpmanager.domain.pay.fps import FpsDetails, hours_band
from dpmanager.domain.pay.loan_notices import loan_in_force
from dpmanager.domain.pay.p45 import P45, p45
from dpmanager.domain.pay.payslip import Payslip
from dpmanager.domain.pay.year_record import YearRecord, year_record
from dpmanager.domain.periods import Frequency, Period, long_date
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.pay.owed_for_pay import hmrc_dues, small_employer
from dpmanager.tasks.pay.payslips import payslip_of, payslips_so_far
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.pay.terms import code_on, loan_notice_of
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _


def employer_of(session: Session) -> Employer:
    """The employer, with the references from HMRC."""
    who = arrangement(session)
    return Employer(
        name=who.employer.name,
        address=who.employer.address,
        paye_reference=who.paye_reference,
        accounts_office_reference=who.accounts_office_reference,
    )


def employee_of(worker: models.Worker) -> Employee:
    """A worker as forms name them."""
    return Employee(
        name=worker.name,
        address=worker.address,
        date_of_birth=worker.date_of_birth,
        ni_number=worker.ni_number,
        payroll_number=worker.payroll_number,
        start_date=worker.start_date,
        leaving_date=worker.end_date,
        starter_statement=worker.starter_statement,
    )


def record_of(session: Session, worker: models.Worker, tax_year: str) -> YearRecord:
    """A worker's tax year. Raises DPManagerError where nothing was paid in it."""
    return _record(session, payslips_so_far(session, worker, tax_year), tax_year)


def _record(session: Session, rows: Iterable[models.Payslip], tax_year: str) -> YearRecord:
    thresholds = rates_for(tax_year).national_insurance.thresholds
    return year_record([payslip_of(session, row) for row in rows], thresholds)


def payslips_of_year(session: Session, tax_year: str) -> Sequence[models.Payslip]:
    """Everybody's payslips of a tax year, in order of pay day."""
    slip = models.Payslip
    return session.scalars(
        select(slip).where(slip.tax_year == tax_year).order_by(slip.pay_date, slip.id)
    ).all()


def report_details(
    session: Session, worker: models.Worker, record: YearRecord, pay_date: date
) -> FpsDetails:
    """What a report of a pay day says besides the figures."""
    slip = models.Payslip
    earlier = session.scalar(
        select(func.count())
        .select_from(slip)
        .where(slip.worker_id == worker.id, slip.pay_date < pay_date)
    )
    loans = loan_in_force(
        [loan_notice_of(row) for row in worker.loan_notices],
        pay_date,
        rates_for(record.tax_year).student_loans,
    )
    p45_on = worker.p45_given_on
    return FpsDetails(
        is_first=not earlier,
        hours_band=hours_band(
            worker.weekly_hours,
            [one.payslip for one in record.lines if one.pay_date <= pay_date],
            rates_for(record.tax_year).reports,
        ),
        loan_plan=loans.plan,
        after_p45=p45_on is not None and pay_date > p45_on,
    )


def p45_of(session: Session, worker: models.Worker) -> P45:
    """The P45 of somebody who has a last day. Raises DPManagerError for one who has none.

    It is of the tax year of the last pay, or of the last day where nothing was paid after it. Pay
    after the P45 was given is not in it.
    """
    left = worker.end_date
    if left is None:
        raise DPManagerError(
            _(
                "{worker} has no last day. Go to People and say when the work ends. Then come "
                "back for the P45."
            ).format(worker=worker.name)
        )
    slip = models.Payslip
    given = worker.p45_given_on or date.max
    last_paid = session.scalar(
        select(func.max(slip.pay_date)).where(slip.worker_id == worker.id, slip.pay_date <= given)
    )
    tax_year = tax_year_of(max(left, last_paid or left))
    rows = [row for row in payslips_so_far(session, worker, tax_year) if row.pay_date <= given]
    code = code_on(worker, left)
    loans = loan_in_force(
        [loan_notice_of(row) for row in worker.loan_notices],
        left,
        rates_for(tax_year).student_loans,
    )
    return p45(
        _record(session, rows, tax_year) if rows else None,
        left,
        tax_code=code.code,
        basis=code.basis,
        frequency=Frequency(worker.pay_frequency),
        loan_continues=loans.plan is not None or loans.postgraduate,
    )


def summary_of(session: Session, period: Period) -> Eps:
    """The Employer Payment Summary of a tax month, or of a quarter on paper."""
    tax_year = tax_year_of(period.end)
    rates = rates_for(tax_year)
    return eps(
        _all_payslips(session, tax_year),
        period,
        claims_allowance=arrangement(session).employment_allowance,
        small_employer=small_employer(session, tax_year),
        recovery=rates.family_pay_recovery,
        rules=rates.reports,
    )


def _all_payslips(session: Session, tax_year: str) -> list[Payslip]:
    return [payslip_of(session, row) for row in payslips_of_year(session, tax_year)]


def hmrc_record(session: Session, tax_year: str) -> tuple[EmployerPeriod, ...]:
    """What was due to HMRC and what was paid, for each tax month or quarter with pay."""
    dues = hmrc_dues(session, tax_year, payslips_of_year(session, tax_year))
    return employer_record(dues, _paid_to_hmrc(session, tax_year))


def _paid_to_hmrc(session: Session, tax_year: str) -> dict[Period, list[PaidToHmrc]]:
    year = days_of_tax_year(tax_year)
    expected, split, payment = models.ExpectedPayment, models.Split, models.Transaction
    paid: dict[Period, list[PaidToHmrc]] = {}
    for start, end, day, amount in session.execute(
        select(expected.start, expected.end, payment.day, split.amount)
        .join(split, split.expected_payment_id == expected.id)
        .join(payment, payment.id == split.transaction_id)
        .where(expected.kind == "hmrc", expected.start >= year.start, expected.end <= year.end)
        .order_by(payment.day, payment.id)
    ):
        if start and end:
            paid.setdefault(Period(start, end), []).append(PaidToHmrc(day, -amount))
    return paid


def employer_ni_of(session: Session, tax_year: str) -> Decimal:
    """The employer's National Insurance of a tax year so far, before the allowance, in pounds."""
    slip = models.Payslip
    amount: Decimal | None = session.scalar(
        select(func.sum(slip.employer_ni)).where(slip.tax_year == tax_year)
    )
    return amount or ZERO


def pay_day_words(slip: models.Payslip) -> str:
    """A payslip in a list of pay days."""
    return _("{day}: {worker}").format(day=long_date(slip.pay_date), worker=slip.worker.name)
