"""Check a book: the file, its links, its proofs and its sums."""

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.periods import short_date
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.run_pay import hmrc_dues
from dpmanager.words import _


def check_book(book: Book) -> list[str]:
    """A sentence for each thing that is wrong; none for a book that is whole."""
    problems = book.check()
    if problems:
        return problems
    with book.reading() as session:
        return [*_splits(session), *_payslips(session), *_to_date(session), *_hmrc(session)]


def _splits(session: Session) -> Iterator[str]:
    sums = session.execute(
        select(models.Transaction, func.sum(models.Split.amount))
        .join(models.Split)
        .group_by(models.Transaction.id)
    ).tuples()
    for payment, parts in sums:
        if parts != payment.amount:
            yield _("The parts of the payment of {amount} on {day} do not add up to it.").format(
                amount=pounds(payment.amount), day=short_date(payment.day)
            )


def _payslips(session: Session) -> Iterator[str]:
    for slip in session.scalars(select(models.Payslip)):
        lines = total(line.amount for line in slip.lines)
        net = slip.gross_pay - slip.income_tax - slip.employee_ni
        if lines != slip.gross_pay or net != slip.net_pay:
            yield _("The payslip of {worker} for {day} does not add up.").format(
                worker=slip.worker.name, day=short_date(slip.pay_date)
            )


def _to_date(session: Session) -> Iterator[str]:
    """Figures to date must be the sum of the payslips up to there."""
    gross: dict[tuple[int, str], Decimal] = {}
    for slip in session.scalars(
        select(models.Payslip).order_by(models.Payslip.pay_date, models.Payslip.id)
    ):
        key = (slip.worker_id, slip.tax_year)
        before = gross.get(key, ZERO)
        if before + slip.gross_pay != slip.gross_to_date:
            yield _("The year's pay of {worker} to {day} is not the sum of the payslips.").format(
                worker=slip.worker.name, day=short_date(slip.pay_date)
            )
        gross[key] = slip.gross_to_date


def _hmrc(session: Session) -> Iterator[str]:
    """What HMRC is due must follow from the payslips."""
    slips = session.scalars(select(models.Payslip)).all()
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
