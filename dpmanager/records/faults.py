"""What can be wrong with a book. Each message says that the records are safe, and what to do."""

# ruff: noqa: N818 (each name says what happened, in the words of the design)

from pathlib import Path

from dpmanager.errors import DPManagerError
from dpmanager.words import _


class NoBook(DPManagerError):
    """There is no book in that place."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            _("There is no book at {place}. Check the name, or look in another folder.").format(
                place=folder
            )
        )


class PlaceTaken(DPManagerError):
    """A new book cannot be made because something has its name already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            _(
                "There is already something at {place}. It was left as it is. "
                "Choose another name for the new book."
            ).format(place=folder)
        )


class PassphraseNeeded(DPManagerError):
    """The computer does not hold the key of this book; its passphrase is needed."""

    def __init__(self) -> None:
        super().__init__(_("This computer does not hold the key of the book. Type its passphrase."))


class WeakPassphrase(DPManagerError):
    """The passphrase for a new book would be too easy to guess."""


class WrongPassphrase(DPManagerError):
    """The passphrase does not open the book."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "That passphrase does not open this book. Your records are safe. "
                "Check capital letters and spaces between words, and try again."
            )
        )


class DamagedBook(DPManagerError):
    """A file of the book is missing, cut short or changed."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "The file “{file}” of this book is missing or damaged, so it cannot be read. "
                "Nothing was changed. Use a backup of the book."
            ).format(file=file.name)
        )


class NewerBook(DPManagerError):
    """The book was written by a newer version of the program."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This book was last used with a newer version of DP Manager. Nothing was changed. "
                "Install the newest version to open it."
            )
        )


class AlreadyOpen(DPManagerError):
    """Another running copy of the program has the book open."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This book is already open in another window or on another account. "
                "Close it there first. Nothing was changed."
            )
        )


class DiskTrouble(DPManagerError):
    """The disk is full, gone or may not be written to."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The disk cannot be used: it may be full, unplugged or write-protected. "
                "What you saved before is safe, this step was not saved. "
                "Free some space or plug the disk in, then try again."
            )
        )


class FileInUse(DPManagerError):
    """Another program holds a file of the book, and did not let go of it for some time."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "Another program is using the file “{file}” of this book. It may be a virus "
                "scanner, or a program that copies files. What you saved before is safe, this step "
                "was not saved. Wait a moment, then try again."
            ).format(file=file.name)
        )


class DamagedProof(DPManagerError):
    """The sealed file of a receipt is missing, cut short or changed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The file of this receipt is missing or damaged. Your other records are safe. "
                "Add the receipt again, or use a backup of the book."
            )
        )


class CannotUndo(DPManagerError):
    """What the last task saved has changed since in some other way."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The last thing that was done cannot be undone, because its records have changed "
                "since. Nothing was changed."
            )
        )
