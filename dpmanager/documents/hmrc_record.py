"""What was paid to HMRC for a tax month or quarter, and how it was worked out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dpmanager.documents.layout import Document
from dpmanager.documents.steps import show_steps
from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import period_words
from dpmanager.words import _


def hmrc_record_pdf(
    employer: str,
    accounts_office_reference: str,
    period: Period,
    due: date,
    amount: Decimal,
    steps: Sequence[Step],
    *,
    large_print: bool = False,
) -> bytes:
    """The record as a PDF. amount: pounds due for pay paid in the period, by `due`."""
    document = Document(
        _("Tax and National Insurance, {period}").format(period=period_words(period)),
        author=employer,
        large_print=large_print,
    )
    document.title(_("Payment to HMRC"), period_words(period))
    document.lead(
        _("{amount} was due to HMRC by {day}.").format(amount=pounds(amount), day=long_date(due))
    )
    document.fields(
        [
            (_("Employer"), employer),
            (_("Accounts Office reference"), accounts_office_reference),
        ]
    )
    document.heading(_("How this was worked out"))
    show_steps(document, steps)
    return document.pdf()
