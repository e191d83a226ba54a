"""Check a book: the file, its links, its proofs and its sums."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.pay.extras import FREE_OF_TAX, PAY, TAKEN_OFF, sum_of
from dpmanager.domain.periods import short_date
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.owed_for_pay import hmrc_dues
from dpmanager.tasks.pay.payslips import extras_of
from dpmanager.tasks.returns.sign_return import digest_of
from dpmanager.words import _


def check_book(book: Book) -> list[str]:
    """A sentence for each thing that is wrong; none for a book that is whole."""
    problems = book.check()
    if problems:
        return problems
    with book.reading() as session:
        return [
            *_splits(session),
            *_payslips(session),
            *_to_date(session),
            *_owed(session),
            *_signed_returns(book, session),
        ]


def _signed_returns(book: Book, session: Session) -> Iterator[str]:
    """The figures and the document of each signed return must be those that were signed."""
    for row, sealed_name in session.execute(
        select(models.SentReturn, models.Proof.sealed_name)
        .join(models.Proof, models.Proof.id == models.SentReturn.document_id)
        .order_by(models.SentReturn.id)
    ):
        if digest_of(row.figures, book.read_proof(sealed_name)) != row.digest:
            yield _("The kept return of {start} to {end} was changed after it was signed.").format(
                start=short_date(row.start), end=short_date(row.end)
            )


def _splits(session: Session) -> Iterator[str]:
    sums = session.execute(
        select(models.Transaction, func.sum(models.Split.amount))
        .join(models.Split)
        .group_by(models.Transaction.id)
    )
    for payment, parts in sums:
        if parts != payment.amount:
            yield _("The parts of the payment of {amount} on {day} do not add up to it.").format(
                amount=pounds(payment.amount), day=short_date(payment.day)
            )


def _payslips(session: Session) -> Iterator[str]:
    for slip in session.scalars(select(models.Payslip)):
        extras = extras_of(slip)
        gross = total(line.amount for line in slip.lines) + sum_of(extras, PAY)
        net = slip.gross_pay - total(
            (
                slip.income_tax,
                slip.employee_ni,
                slip.student_loan,
                slip.postgraduate_loan,
                slip.employee_pension,
                sum_of(extras, TAKEN_OFF),
            )
        )
        if gross != slip.gross_pay or net != slip.net_pay:
            yield _("The payslip of {worker} for {day} does not add up.").format(
                worker=slip.worker.name, day=short_date(slip.pay_date)
            )


def _to_date(session: Session) -> Iterator[str]:
    """Figures to date must be the sum of the payslips up to there, and of a P45 for tax."""
    sums: dict[tuple[int, str], tuple[Decimal, ...]] = {}
    for slip in session.scalars(
        select(models.Payslip).order_by(models.Payslip.pay_date, models.Payslip.id)
    ):
        key = (slip.worker_id, slip.tax_year)
        gross, tax_pay, tax, employee, employer = sums.get(key) or _at_the_start(slip)
        sums[key] = (
            gross + slip.gross_pay,
            tax_pay + slip.taxable_pay,
            tax + slip.income_tax,
            employee + slip.employee_ni,
            employer + slip.employer_ni,
        )
        if sums[key] != (
            slip.gross_to_date,
            slip.tax_pay_to_date,
            slip.tax_to_date,
            slip.employee_ni_to_date,
            slip.employer_ni_to_date,
        ):
            yield _(
                "The figures to date of {worker} on {day} are not the sum of the payslips."
            ).format(worker=slip.worker.name, day=short_date(slip.pay_date))


def _at_the_start(slip: models.Payslip) -> tuple[Decimal, ...]:
    """Pay, pay for tax, tax, employee's and employer's National Insurance of an earlier job."""
    worker = slip.worker
    if worker.previous_tax_year != slip.tax_year:
        return (ZERO,) * 5
    return ZERO, worker.previous_pay, worker.previous_tax, ZERO, ZERO


def _owed(session: Session) -> Iterator[str]:
    """Each net wage above nothing must be owed to the penny, and what HMRC is due follow."""
    slips = session.scalars(select(models.Payslip)).all()
    wages = {
        row.payslip_id: row.amount
        for row in session.scalars(
            select(models.ExpectedPayment).where(models.ExpectedPayment.kind == "wage")
        )
    }
    for slip in slips:
        paid = slip.net_pay + sum_of(extras_of(slip), FREE_OF_TAX)
        if wages.get(slip.id, ZERO) != max(paid, ZERO):
            yield _("The wage owed to {worker} on {day} is not what the payslip pays.").format(
                worker=slip.worker.name, day=short_date(slip.pay_date)
            )
    yield from _hmrc(session, slips)


def _hmrc(session: Session, slips: Sequence[models.Payslip]) -> Iterator[str]:
    """What HMRC is due must follow from the payslips."""
    expected = {
        (row.start, row.end): row.amount
        for row in session.scalars(
            select(models.ExpectedPayment).where(models.ExpectedPayment.kind == "hmrc")
        )
    }
    for tax_year in sorted({slip.tax_year for slip in slips}):
        for due in hmrc_dues(session, tax_year, slips):
            if expected.get((due.period.start, due.period.end)) != due.amount:
                yield _("What HMRC is due by {day} does not follow from the payslips.").format(
                    day=short_date(due.due)
                )
