"""Which of HMRC's rules the employer is under, by the records: a scheme, and reports on paper."""

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.filing import FilingAnswers, may_file_on_paper
from dpmanager.domain.pay.paye_scheme import StaffMember, paye_scheme_needed
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.records import models
from dpmanager.tasks.pay.rates import newest_rates
from dpmanager.tasks.people.arrangement import arrangement

EXPENSES = (ExtraKind.MILEAGE, ExtraKind.EXPENSES)


def has_paye_scheme(session: Session, day: date) -> bool:
    """Whether the employer is registered with HMRC, or by the pay of the tax year has to be."""
    who = arrangement(session)
    if who.paye_reference or who.accounts_office_reference:
        return True
    rules = newest_rates(day).paye_scheme
    return paye_scheme_needed(staff_of(session, tax_year_of(day)), rules).needed is True


def may_report_on_paper(session: Session) -> bool:
    """Whether the answers in the book say that reports may go to HMRC on paper."""
    return may_file_on_paper(filing_answers(arrangement(session))).allowed is True


def staff_of(session: Session, tax_year: str) -> list[StaffMember]:
    """Everybody employed in the tax year, with the most pay of any period of it."""
    slip, extra = models.Payslip, models.PayExtra
    most = dict(
        session.execute(
            select(slip.worker_id, func.max(slip.gross_pay))
            .where(slip.tax_year == tax_year)
            .group_by(slip.worker_id)
        ).all()
    )
    with_expenses = set(
        session.scalars(
            select(slip.worker_id)
            .join(extra, extra.payslip_id == slip.id)
            .where(slip.tax_year == tax_year, extra.kind.in_(EXPENSES))
        )
    )
    year = days_of_tax_year(tax_year)
    workers = session.scalars(
        select(models.Worker)
        .where(models.Worker.kind == "employed", models.Worker.start_date <= year.end)
        .order_by(models.Worker.name)
    )
    return [
        StaffMember(
            name=worker.name,
            pay=_amount(most.get(worker.id)),
            frequency=Frequency(worker.pay_frequency),
            has_other_job=worker.has_other_job,
            has_pension=worker.has_other_pension,
            gets_expenses_or_benefits=worker.id in with_expenses,
        )
        for worker in workers
        if worker.end_date is None or worker.end_date >= year.start
    ]


def _amount(amount: Decimal | None) -> Decimal:
    return amount or ZERO


def filing_answers(who: models.Arrangement) -> FilingAnswers:
    """The answers in the book about reports on paper."""
    return FilingAnswers(
        care_is_at_home=who.care_is_at_home,
        care_is_for_you_or_family=who.care_is_for_you_or_family,
        needs_care=who.needs_care,
        files_alone=who.files_alone,
    )
