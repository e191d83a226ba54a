"""A question to the funder on paper: a letter, and room for notes of a call."""

from dpmanager.documents.layout import Document
from dpmanager.domain.budget.spending_request import SpendingRequest
from dpmanager.domain.periods import long_date
from dpmanager.words import _

LINES_FOR_NOTES = 4


def spending_request_pdf(request: SpendingRequest, *, large_print: bool = False) -> bytes:
    """The letter as a PDF, with a line to sign on; and a page for what was said on the phone."""
    document = Document(request.subject, author=request.manager, large_print=large_print)
    document.title(request.subject, long_date(request.day))
    document.paragraph(_("Dear {funder}").format(funder=request.funder))
    for paragraph in request.body:
        document.paragraph(paragraph)
    document.paragraph(_("Yours faithfully"))
    document.signatures([request.manager])
    document.page_break()  # it is not for the funder
    document.heading(_("Notes, if you ring instead"))
    document.blank(_("Who I spoke to"))
    document.blank(_("Day and time"))
    document.blank(_("What they said"), lines=LINES_FOR_NOTES)
    return document.pdf()
