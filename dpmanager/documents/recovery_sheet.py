"""The recovery sheet: what somebody needs to open the book if the computer is lost."""

from dataclasses import dataclass, field
from datetime import date

from dpmanager.documents.layout import Document
from dpmanager.documents.lettering import text_width
from dpmanager.documents.tables import Column
from dpmanager.domain.passphrases import check_letters, spelled_out
from dpmanager.domain.periods import long_date
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says. passphrase: "" where it is to be written by hand."""

    book_name: str
    recipient: str
    manager: str
    folder: str
    made_on: date
    passphrase: str = field(default="", repr=False)


def recovery_sheet_pdf(sheet: RecoverySheet, *, large_print: bool = False) -> bytes:
    """The sheet as a PDF, with the passphrase or a place for it."""
    document = Document(
        _("Recovery sheet for {book}").format(book=sheet.book_name),
        author=sheet.manager,
        large_print=large_print,
    )
    document.title(_("Recovery sheet"), _("Keep this paper safe, away from the computer."))
    document.lead(_("This sheet and a copy of the book bring your records back."))
    document.fields(
        [
            (_("Name of the book"), sheet.book_name),
            (_("Direct payment of"), sheet.recipient),
            (_("Managed by"), sheet.manager),
            (_("Sheet made on"), long_date(sheet.made_on)),
            (_("Where the book was then"), sheet.folder),
        ]
    )
    document.heading(_("The passphrase"))
    if sheet.passphrase:
        _spell(document, sheet.passphrase)
    else:
        document.keep(
            _(
                "Write it by hand, with capital letters and spaces as you type them. "
                "Nobody can open the book without it."
            )
        )
        document.signatures([_("Passphrase")])
    document.heading(_("To open the book on another computer"))
    for step in (
        _("1. Install DP Manager on the other computer."),
        _("2. Find the copy of the book. It is a folder named {book}.dpbook.").format(
            book=sheet.book_name
        ),
        _("3. Copy that folder to the other computer, in the documents folder for example."),
        _("4. Start DP Manager and press “Open a book that I have”. Choose the folder."),
        _("5. Type the passphrase from this sheet."),
    ):
        document.paragraph(step)
    document.heading(_("To keep it safe"))
    document.paragraph(
        _("Keep this sheet where you keep other important papers. Tell one person you trust.")
    )
    document.paragraph(
        _("Do not keep it with a copy of the book. Whoever has both can read your records."),
        strong=bool(sheet.passphrase),
    )
    made = document.pdf()
    text_width.cache_clear()  # what was measured stays in there, and so would the passphrase
    return made


def _spell(document: Document, passphrase: str) -> None:
    """The words of it, each letter by letter, and the letters that tell of a mistake."""
    document.keep(_("Type these words, with one space between two words."))
    document.table(
        [Column(_("Word"), heads_row=True), Column(_("Letter by letter"))], spelled_out(passphrase)
    )
    document.paragraph(
        _(
            "Check letters: {letters}. If the program shows other ones, a word was typed wrongly."
        ).format(letters=check_letters(passphrase))
    )
