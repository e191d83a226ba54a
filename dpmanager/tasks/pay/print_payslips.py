"""All payslips of some days in one paper."""

from sqlalchemy import select

from dpmanager.domain.periods import Period
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.payslips import payslip_of
from dpmanager.words import _


def print_payslips(
    book: Book, days: Period, *, worker_id: int | None = None, large_print: bool = False
) -> bytes:
    """Every payslip with a pay day in `days`, in order, as one PDF.

    worker_id: of one worker alone. Raises DPManagerError where there is none.
    """
    from dpmanager.documents.payslip import payslips_pdf

    slip = models.Payslip
    query = (
        select(slip)
        .where(slip.pay_date.between(days.start, days.end))
        .order_by(slip.pay_date, slip.id)
    )
    if worker_id is not None:
        query = query.where(slip.worker_id == worker_id)
    with book.reading() as session:
        slips = [payslip_of(session, row) for row in session.scalars(query)]
    if not slips:
        raise DPManagerError(
            _("Nobody was paid in {days}, so there is no payslip.").format(days=days_words(days))
        )
    return payslips_pdf(slips, large_print=large_print)
