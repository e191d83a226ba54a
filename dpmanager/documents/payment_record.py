"""What was paid because of pay to HMRC, a pension or under an order, and how it was worked out."""

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


def payment_record_pdf(
    kind: str,
    payee: str,
    employer: str,
    reference: str,
    period: Period,
    due: date,
    amount: Decimal,
    steps: Sequence[Step],
    *,
    large_print: bool = False,
) -> bytes:
    """The record as a PDF. amount: pounds due for pay paid in the period, by `due`.

    kind: hmrc, pension or order, as in `ExpectedPayment`. reference: of the employer there.
    """
    what = {
        "hmrc": _("Tax and National Insurance, {period}"),
        "pension": _("Pension contributions, {period}"),
        "order": _("Taken from wages under an order, {period}"),
    }[kind]
    document = Document(
        what.format(period=period_words(period)),
        author=employer,
        large_print=large_print,
    )
    document.title(_("Payment to {payee}").format(payee=payee), period_words(period))
    document.lead(
        _("{amount} was due to {payee} by {day}.").format(
            amount=pounds(amount), payee=payee, day=long_date(due)
        )
    )
    label = _("Accounts Office reference") if kind == "hmrc" else _("Reference")
    document.fields([(_("Employer"), employer), (label, reference)])
    document.heading(_("How this was worked out"))
    show_steps(document, steps)
    return document.pdf()
