"""Keep the book safe: a copy on a USB stick, the recovery sheet, and what the computer knows."""

from datetime import date
from pathlib import Path

from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import manager_name, recipient_name
from dpmanager.words import _


def copy_book(book: Book, folder: Path, today: date) -> Path:
    """Copies the whole book into `folder`, proves the copy whole, and gives its place.

    The copy has the day in its name, so that older copies stay.
    Raises PlaceTaken where there is one of that day, DiskTrouble, and DPManagerError.
    """
    copy = folder / f"{book.folder.stem} {today.isoformat()}.dpbook"
    book.copy_to(copy)
    return copy


def print_recovery_sheet(
    book: Book, today: date, *, passphrase: str = "", large_print: bool = False
) -> bytes:
    """The recovery sheet as a PDF.

    passphrase: to be printed on it; it must open the book, so that the sheet is right. Raises
    WrongPassphrase. Nothing of it is kept.
    """
    if passphrase:
        book.check_passphrase(passphrase)
    from dpmanager.documents.recovery_sheet import RecoverySheet, recovery_sheet_pdf

    return recovery_sheet_pdf(
        RecoverySheet(
            book_name=book.folder.stem,
            recipient=recipient_name(book),
            manager=manager_name(book),
            folder=str(book.folder.parent),
            made_on=today,
            passphrase=passphrase,
        ),
        large_print=large_print,
    )


def change_passphrase(book: Book, old: str, new: str, again: str) -> None:
    """Has a new passphrase open the book from now on.

    again: the new one typed a second time. Raises DPManagerError where the two differ,
    WrongPassphrase, WeakPassphrase and DiskTrouble; the old one then stays.
    """
    if new != again:
        raise DPManagerError(
            _("The new passphrase was typed in two different ways. Type it again, twice.")
        )
    book.change_passphrase(old, new)


def forget_this_computer(book: Book, passphrase: str) -> bool:
    """Takes the key out of the computer's keyring; False where it was not there.

    The passphrase must be right, so that nobody shuts themselves out. Raises WrongPassphrase.
    """
    book.check_passphrase(passphrase)
    return book.forget_key()
