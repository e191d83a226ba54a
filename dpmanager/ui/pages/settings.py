"""Help and settings: one line for each thing, with the button that does it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from dpmanager import __version__
from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.keep_safe import (
    change_passphrase,
    copy_book,
    forget_this_computer,
    print_recovery_sheet,
)
from dpmanager.ui.pages.settings_safe import LockAfter, PassphraseChange, SheetChoice
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import TextField
from dpmanager.ui.widgets.form import ErrorSummary, Form
from dpmanager.ui.widgets.look_choices import LookChoices
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class SettingsPage(Page):
    """Two lists, settings and help; what needs fields opens in their place."""

    place = "settings"
    help_page = "settings"

    def heading(self) -> str:
        """The title."""
        return _("Help and settings")

    def build(self) -> None:
        """The lists, and what opens in their place."""
        self.summary = ErrorSummary()
        self.column.add(self.summary)
        self.lists = Column(gap=16)
        self.look = self._detail(_("Text size and colours"), LookChoices(self.desk.remembered))
        self.forget = self._detail(_("Forget this computer"), self._forgetting())
        safe = PassphraseChange(
            self.desk,
            _(
                "Copies and recovery sheets that you made before still need the old "
                "passphrase. Make new ones after the change."
            ),
            lambda *typed: change_passphrase(self.desk.book, *typed),
            self._changed,
            lambda new: print_recovery_sheet(self.desk.book, self.desk.today(), passphrase=new),
        )
        self.passphrase = self._detail(_("Change the passphrase"), safe)
        self.lock_after = self._detail(
            _("Lock the book by itself"), LockAfter(self.desk.remembered)
        )
        self.locking = self._detail(_("Passphrase and locking"), self._locks())
        self.choice = SheetChoice(self.show_recovery_sheet)
        self.sheet = self._detail(_("Recovery sheet"), self.choice)
        self.lists.add(self._settings())
        self.lists.add(self._help())
        self.parts = {
            "": self.lists,
            "locking": self.locking,
            "look": self.look,
            "forget": self.forget,
            "passphrase": self.passphrase,
            "lock": self.lock_after,
            "sheet": self.sheet,
        }
        for part in self.parts.values():
            self.column.add(part)
        self._show(self.lists)

    def refresh(self) -> None:
        """Nothing here comes from the records."""

    def open_with(self, **what: Any) -> None:
        """topic: look, locking, forget, passphrase, lock or sheet; else the lists are shown."""
        self._show(self.parts.get(what["topic"], self.lists))

    def _settings(self) -> Lines:
        folder = self.desk.book.folder
        lines = Lines(_("Settings"))
        lines.show_lines(
            [
                Line(
                    _("Text and colours"),
                    _("Larger or smaller text, dark or light."),
                    action=_("Change"),
                    pressed=partial(self._open, self.look),
                ),
                Line(
                    _("Your records"),
                    _("They are in the folder {folder}.").format(folder=folder),
                    action=_("Open the folder"),
                    pressed=partial(_open_folder, folder.parent),
                ),
                Line(
                    _("Backups"),
                    _("Made by themselves when you close the book. Go back to one from here."),
                    _("A copy on a USB stick can be brought up to date each time, too."),
                    action=_("See the backups"),
                    pressed=partial(self.go.emit, "backups", {}),
                ),
                Line(
                    _("History"),
                    _("Who saved what and when. Deleted things can be put back."),
                    action=_("See the history"),
                    pressed=partial(self.go.emit, "history", {}),
                ),
                Line(
                    _("A safe copy"),
                    _("Copies all records to a USB stick, and checks the copy."),
                    _("The copy is locked with the same passphrase."),
                    action=_("Make a copy..."),
                    pressed=self.copy_book,
                ),
                Line(
                    _("Recovery sheet"),
                    _("A paper that says how to open your book if this computer is lost."),
                    action=_("Make it"),
                    pressed=partial(self._open, self.sheet),
                ),
                Line(
                    _("Passphrase and locking"),
                    _("Lock the book now or by itself, change the passphrase."),
                    action=_("Open"),
                    pressed=partial(self._open, self.locking),
                ),
            ]
        )
        return lines

    def _locks(self) -> Lines:
        lines = Lines()
        lines.show_lines(
            [
                Line(
                    _("Lock the book"),
                    _("Closes the book. The passphrase opens it again, or another book."),
                    action=_("Lock now"),
                    pressed=self.desk.lock_asked.emit,
                ),
                Line(
                    _("Lock by itself"),
                    _("After a time without a key or a click, or when the computer locks."),
                    _("It is off until you choose it."),
                    action=_("Choose"),
                    pressed=partial(self._open, self.lock_after),
                ),
                Line(
                    _("Passphrase"),
                    _("Have other words open your book."),
                    action=_("Change it"),
                    pressed=partial(self._open, self.passphrase),
                ),
                Line(
                    _("This computer"),
                    _("It may open your book without the passphrase. “Forget” ends that."),
                    action=_("Forget"),
                    pressed=partial(self._open, self.forget),
                ),
            ]
        )
        return lines

    def _help(self) -> Lines:
        pages = (
            (_("Help"), _("What each page is for, in plain words."), _("Read"), "start"),
            (_("Hard words"), _("What each hard word means."), _("Look up"), "glossary"),
            (_("Keyboard"), _("Every key that does something."), _("See the keys"), "shortcuts"),
            (
                _("Accessibility"),
                _("What was tested, and what was not."),
                _("Read it"),
                "accessibility",
            ),
        )
        lines = Lines(_("Help"))
        lines.show_lines(
            [
                *(
                    Line(what, says, action=action, pressed=partial(self._read, name))
                    for what, says, action, name in pages
                ),
                Line(
                    _("About"),
                    _("DP Manager {version}, free software.").format(version=__version__),
                    action=_("Read more"),
                    pressed=partial(self.go.emit, "about", {}),
                ),
            ]
        )
        return lines

    def _detail(self, heading: str, content: QWidget) -> Column:
        part = Column(gap=16)
        part.add(button(_("Back to all settings"), partial(self._open, self.lists), "quiet"))
        part.add(words(heading, "heading"))
        part.add(content)
        return part

    def _forgetting(self) -> Column:
        part = Column(gap=16)
        part.add(
            words(
                _(
                    "This computer then asks for the passphrase each time. "
                    "Type it now, to be sure that you have it. Without it nobody can open the book."
                )
            )
        )
        self.form = Form(
            passphrase=TextField(
                _("Passphrase"), secret=True, missing=_("Type the passphrase of this book.")
            )
        )
        self.form.entered.connect(self.forget_computer)
        part.add(self.form)
        part.add(beside(button(_("Forget this computer"), self.forget_computer, "main")))
        return part

    def _show(self, part: Column) -> None:
        self.summary.show_problems([])
        for each in self.parts.values():
            each.setVisible(each is part)

    def _open(self, part: Column) -> None:
        self._show(part)
        self.take_focus()

    def _read(self, page: str) -> None:
        self.go.emit("help", {"page": page})

    def copy_book(self) -> None:
        """Asks for a place and copies the book there."""
        title = _("Choose your USB stick, or a folder on it")
        chosen = QFileDialog.getExistingDirectory(self, title, str(Path.home()))
        if not chosen:
            return
        desk, today = self.desk, self.desk.today()
        announce(_("Copying your records. This may take a moment."))
        desk.look(
            lambda: copy_book(desk.book, Path(chosen), today),
            lambda copy: self._say(
                _("Your records were copied to {place}, and the copy is whole.").format(place=copy)
            ),
            lambda fault: self.summary.show_problems([(str(fault), None)]),
        )

    def show_recovery_sheet(
        self, passphrase: str, failed: Callable[[DPManagerError], None]
    ) -> None:
        """Shows the sheet, where it can be printed; without a passphrase on it saved as well."""
        desk = self.desk

        def made(pdf: bytes) -> None:
            self.choice.clear()
            self._show(self.lists)
            self.go.emit("preview", sheet_to_see(pdf, self.place, secret=bool(passphrase)))

        desk.look(
            lambda: print_recovery_sheet(desk.book, desk.today(), passphrase=passphrase),
            made,
            failed,
        )

    def forget_computer(self) -> None:
        """Takes the key out of the computer's keyring once the passphrase is right."""
        values = self.form.values()
        if values is None:
            return
        book = self.desk.book

        def done(_was_there: bool) -> None:
            self.form.fields["passphrase"].set_value(None)
            self._open(self.lists)
            self._say(_("This computer has forgotten the key. Keep the passphrase safe."))

        self.desk.look(
            lambda: forget_this_computer(book, values["passphrase"]),
            done,
            lambda fault: self.form.show_fault(fault, "passphrase"),
        )

    def _changed(self, sheet: bytes) -> None:
        self._open(self.lists)
        if sheet:
            self.go.emit("preview", sheet_to_see(sheet, self.place, secret=True))
            self._say(_("The passphrase is changed."))
        else:
            self._say(_("The passphrase is changed. Make a new recovery sheet."))

    def _say(self, sentence: str) -> None:
        self.summary.show_problems([])
        self.say_under_title(sentence)
        announce(sentence)


def sheet_to_see(pdf: bytes, back: str, *, secret: bool) -> dict[str, Any]:
    """What the preview is opened with for a recovery sheet. secret: the passphrase is on it."""
    title = _("Recovery sheet")
    return {
        "title": title,
        "pdf": pdf,
        "file_name": f"{title}.pdf",
        "back": back,
        "secret": secret,
    }


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
