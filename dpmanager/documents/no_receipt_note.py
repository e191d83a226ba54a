"""The note in place of a receipt: what was paid, why there is no receipt, and who says so."""

from dpmanager.documents.layout import Document
from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.domain.receipts.note import NoReceiptNote
from dpmanager.words import _


def no_receipt_note_pdf(note: NoReceiptNote, *, large_print: bool = False) -> bytes:
    """The note as a PDF: signed by a typed name, or with a line to sign on."""
    document = Document(
        _("Note in place of a receipt: {amount} to {payee}, {day}").format(
            amount=pounds(note.amount), payee=note.payee, day=long_date(note.day)
        ),
        author=note.signed_by or note.manager,
        large_print=large_print,
    )
    document.title(_("Note in place of a receipt"))
    document.lead(
        _("{amount} was paid on {day}. There is no receipt for it.").format(
            amount=pounds(note.amount), day=long_date(note.day)
        )
    )
    document.fields(
        [
            (_("Paid to"), note.payee),
            (_("What for"), ", ".join(note.what_for)),
            (_("Direct payment of"), note.recipient),
        ]
    )
    document.heading(_("Why there is no receipt"))
    document.paragraph(note.reason)
    document.heading(_("Signed") if note.signed_by else _("To sign"))
    document.keep(_("I made this payment from the direct payment. What this note says is true."))
    if note.signed_by:
        document.paragraph(
            _("{name} signed this note on {day} by typing their name.").format(
                name=note.signed_by, day=long_date(note.written_on)
            )
        )
    else:
        document.signatures([note.manager])
    return document.pdf()
