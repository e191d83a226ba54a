"""Opening a book that is there: which one, and its passphrase."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance

from dpmanager.domain.passphrases import check_letters
from dpmanager.errors import DPManagerError
from dpmanager.records.backup import snapshots
from dpmanager.records.book import DamagedBook, WrongPassphrase
from dpmanager.records.helper_book import is_helper_book
from dpmanager.ui.front_window import FrontSheet
from dpmanager.ui.pages.set_up.who import show_typing
from dpmanager.ui.widgets.fields import CheckField, ChoiceField, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class UnlockSheet(FrontSheet):
    """Choose a book and type its passphrase, or do something else.

    unlock: the folder, and the passphrase, which is empty where the computer may know the key.
    save_readable, go_back: the same, of a book that is damaged.
    """

    unlock = Signal(object, str)
    save_readable = Signal(object, str)
    go_back = Signal(object, str)
    other = Signal()
    new = Signal()
    look_around = Signal()

    def __init__(self, books: Sequence[Path]) -> None:
        self._books = books
        super().__init__()

    def heading(self) -> str:
        """What is opened."""
        if len(self._books) == 1:
            return _("Open “{book}”").format(book=self._books[0].stem)
        return _("Open your book")

    def build(self) -> None:
        """The list, the passphrase, and the other ways."""
        self.book = ChoiceField(_("Book"), _named(self._books), missing=_("Choose a book."))
        if len(self._books) == 1:
            self.book.hide()
        self.passphrase = TextField(
            _("Passphrase"),
            secret=True,
            hint=_("The words you chose when you set up the book. You can paste them."),
            missing=_("Type the passphrase of this book."),
        )
        self.show_it = CheckField(_("Show what I type"))
        self.show_it.box.toggled.connect(lambda on: show_typing([self.passphrase], shown=on))
        self.form = Form(book=self.book, passphrase=self.passphrase, shown=self.show_it)
        self.form.entered.connect(self.open_it)
        self.column.add(self.form)
        self.compare = words("")
        self.compare.hide()
        self.passphrase.edit.textChanged.connect(self.compare.hide)
        self.column.add(self.compare)
        self.column.add(button(_("Open the book"), self.open_it, "main"))
        self.to_mend = Card(_("This book is damaged"))
        self.to_mend.add(
            words(
                _(
                    "Nothing more is changed in it, whatever you choose. A backup has all records "
                    "as they were when it was made. What can be read is saved into a new book."
                )
            )
        )
        self.to_backup = button(_("Go back to a backup"), partial(self._hand_on, self.go_back))
        self.to_save = button(
            _("Try to save what can be read"), partial(self._hand_on, self.save_readable)
        )
        self.to_mend.add(beside(self.to_backup, self.to_save))
        self.to_mend.hide()
        self.book.box.currentIndexChanged.connect(self.to_mend.hide)
        self.column.add(self.to_mend)
        self.column.add(
            beside(
                button(_("Open a book that I have"), self.other.emit, "quiet"),
                button(_("Make a new book"), self.new.emit, "quiet"),
                button(_("Look around with made-up records"), self.look_around.emit, "quiet"),
            )
        )

    def take_focus(self) -> None:
        """The list where there is one, else the passphrase."""
        first = self.book.box if len(self._books) > 1 else self.passphrase.edit
        first.setFocus()

    def open_it(self) -> None:
        """Hands on which book, and the passphrase."""
        self._hand_on(self.unlock)

    def _hand_on(self, signal: SignalInstance) -> None:
        signal.emit(self.book.box.currentData(), self.passphrase.edit.text())

    def show_fault(self, fault: DPManagerError) -> None:
        """Shows why it was not opened; what was typed stays."""
        self.form.show_fault(fault, "passphrase")
        if isinstance(fault, WrongPassphrase):
            self.compare.setText(
                _(
                    "What you typed has the check letters {letters}. If other letters are on your "
                    "recovery sheet, a word was typed wrongly."
                ).format(letters=check_letters(self.passphrase.edit.text()))
            )
            self.compare.show()

    def say(self, fault: DPManagerError) -> None:
        """Shows what is wrong with the book itself, not with the passphrase.

        Where it is damaged, the ways to mend that are offered.
        """
        folder: Path = self.book.box.currentData()
        if isinstance(fault, DamagedBook) and not is_helper_book(folder):
            self.to_backup.setVisible(bool(snapshots(folder)))
            self.to_mend.show()
        self.form.show_fault(fault)


def _named(books: Sequence[Path]) -> list[tuple[Path, str]]:
    """Each book by its name; where two are called the same, with their folders."""
    names = [book.stem for book in books]
    return [
        (book, book.stem if names.count(book.stem) == 1 else str(book.with_suffix("")))
        for book in books
    ]
