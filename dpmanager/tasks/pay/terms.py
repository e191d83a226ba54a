"""What is known about a worker on a pay day: tax code, letter, loans and pension."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.pay.code_changes import (
    CodeInForce,
    CodeNotice,
    code_after_leaving,
    code_in_force,
    notice_words,
)
from dpmanager.domain.pay.loan_notices import LoanNotice, LoansInForce, loan_in_force
from dpmanager.domain.pay.pension import PensionBasis, PensionTerms, TaxRelief
from dpmanager.domain.pay.pension_membership import (
    PensionEvent,
    PensionEventKind,
    Standing,
    standing,
)
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.rates import StudentLoanRates, tax_year_of
from dpmanager.records import models
from dpmanager.tasks.pay.rates import code_uplifts, rates_for
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one pay day. pension: None for who is in no pension on that day."""

    code: CodeInForce
    ni_letter: str
    loans: LoansInForce
    pension: PensionTerms | None


def terms_on(session: Session, worker: models.Worker, pay_day: date) -> Terms:
    """The terms for pay on that day. Raises DPManagerError for a code that HMRC does not give."""
    return Terms(
        code=code_on(worker, pay_day),
        ni_letter=letter_on(worker, pay_day),
        loans=loans_on(worker, pay_day, rates_for(tax_year_of(pay_day)).student_loans),
        pension=pension_on(session, worker, pay_day),
    )


def code_on(worker: models.Worker, pay_day: date) -> CodeInForce:
    """The tax code for pay on that day, with why. The first one counts from the start.

    Pay after the last day of work keeps the last code, into a new tax year too; once the P45 was
    given, it is 0T on week 1 / month 1.
    """
    left = worker.end_date
    if left is None or pay_day <= left:
        return _code_at_work(worker, pay_day)
    is_in_p45 = worker.p45_given_on is None or pay_day <= worker.p45_given_on
    if is_in_p45 and tax_year_of(pay_day) == tax_year_of(left):
        return _code_at_work(worker, pay_day)
    last = _code_at_work(worker, left)
    after = code_after_leaving(last.code, last.basis, is_in_p45=is_in_p45)
    return replace(after, steps=(*last.steps, *after.steps))


def _code_at_work(worker: models.Worker, pay_day: date) -> CodeInForce:
    first = CodeNotice(
        min(worker.start_date, pay_day),
        worker.tax_code,
        Basis(worker.tax_basis),
        _("the code at the start"),
    )
    notices = [
        CodeNotice(row.from_date, row.code, Basis(row.basis), notice_words(row.notice))
        for row in worker.code_notices
    ]
    return code_in_force([first, *notices], pay_day, code_uplifts())


def letter_on(worker: models.Worker, pay_day: date) -> str:
    """The National Insurance letter for pay on that day."""
    begun = [row.letter for row in worker.ni_letters if row.from_date <= pay_day]
    return begun[-1] if begun else worker.ni_category


def loans_on(worker: models.Worker, pay_day: date, rates: StudentLoanRates) -> LoansInForce:
    """The loans that are repaid from pay on that day, with why. rates: of its tax year."""
    return loan_in_force([loan_notice_of(row) for row in worker.loan_notices], pay_day, rates)


def loan_notice_of(row: models.LoanNotice) -> LoanNotice:
    """A notice as the rule reads it."""
    return LoanNotice(row.from_date, row.loan, row.starts)  # type: ignore[arg-type]


def pension_standing(worker: models.Worker, day: date) -> Standing:
    """Where the worker stands with the pension at the end of a day."""
    return standing([pension_event_of(row) for row in worker.pension_events], day)


def pension_event_of(row: models.PensionEvent) -> PensionEvent:
    """What happened, as the rule reads it."""
    return PensionEvent(row.day, PensionEventKind(row.kind), row.until)


def pension_on(session: Session, worker: models.Worker, pay_day: date) -> PensionTerms | None:
    """What is paid in from pay on that day; None for who is in no pension then."""
    scheme = session.scalar(select(models.PensionScheme))
    now = pension_standing(worker, pay_day)
    if scheme is None or not now.contributes:
        return None
    terms = PensionTerms(
        basis=PensionBasis(scheme.basis),
        employee_percent=scheme.employee_percent,
        employer_percent=scheme.employer_percent,
        relief=TaxRelief(scheme.relief),
    )
    return terms if now.employer_pays else replace(terms, employer_percent=Decimal(0))
