"""The window of a helper's book: the rota, the hours they write, and how those are handed over."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut

from dpmanager.domain.wording import moment_words
from dpmanager.records.helper_book import HelperBook
from dpmanager.tasks.hours.keep_hours_as_helper import (
    change_helper_passphrase,
    hand_over,
    look_at_helper_week,
    take_new_rota,
    undo_hours,
)
from dpmanager.ui.desk import AnyDesk
from dpmanager.ui.front_window import FrontSheet, FrontWindow
from dpmanager.ui.pages.help import HelpSheet
from dpmanager.ui.pages.helper_hours import HelperSheet
from dpmanager.ui.pages.settings_safe import PassphraseChange
from dpmanager.ui.pages.trouble import TroubleSheet
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.files import ask_for_files, ask_where_to_save
from dpmanager.ui.widgets.look_choices import LookChoices
from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.text import button
from dpmanager.words import _


class HelperDesk(AnyDesk):
    """What the helper's page works with."""

    def __init__(
        self,
        book: HelperBook,
        remembered: Remembered,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(remembered, now)
        self.book = book


class HelperWindow(FrontWindow):
    """The window of an open helper's book. It has one page; help and settings lie over it."""

    def __init__(self, desk: HelperDesk) -> None:
        super().__init__(desk.remembered.window)
        self.desk = desk
        self.page = HelperSheet(desk)
        self.page.undo_asked.connect(self.undo)
        self.page.hand_over_asked.connect(self.hand_over)
        self.page.rota_asked.connect(self.ask_for_rota)
        self.page.settings_asked.connect(self.show_settings)
        self.page.help_asked.connect(self.show_help)
        self.show_sheet(self.page)
        desk.changed.connect(self.page.refresh)
        for keys, called in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self.undo),
            (QKeySequence("F1"), self.show_help),
        ):
            QShortcut(keys, self).activated.connect(called)
        self.page.refresh()

    def undo(self) -> None:
        """Takes back what was done last."""
        desk = self.desk

        def task() -> str:
            done = look_at_helper_week(desk.book, None, desk.today()).can_undo
            undo_hours(desk.book, at=desk.now())
            return done

        desk.do(task, said=lambda done: _("Taken back: {task}").format(task=done))

    def hand_over(self) -> None:
        """Asks where the book is to be saved as one file, to be sent."""
        desk = self.desk
        name = f"{desk.book.folder.stem}.zip"
        path = ask_where_to_save(self, desk.remembered, name, _("Zipped books (*.zip)"))
        if path is not None:
            desk.look(
                lambda: hand_over(desk.book, path),
                lambda _none: announce(
                    _("Saved as {name} in {folder}. Send this file, for example by e-mail.").format(
                        name=path.name, folder=path.parent.name or "/"
                    )
                ),
                self.page.show_fault,
            )

    def ask_for_rota(self) -> None:
        """Asks for a file that the manager sent, and takes the rota from it."""
        desk = self.desk
        kinds = _("Zipped books (*.zip);;All files (*)")
        paths = ask_for_files(self, desk.remembered, _("Choose the file with the rota"), kinds)
        if paths:
            self.take_rota(paths[0])

    def take_rota(self, place: Path) -> None:
        """Takes the rota from a copy of this book."""
        desk = self.desk
        desk.do(
            lambda: take_new_rota(desk.book, place),
            said=lambda at: _("The rota of {moment} is here now.").format(moment=moment_words(at)),
            failed=self.page.show_fault,
        )

    def show_help(self) -> None:
        """The help, at the page about this window."""
        if not isinstance(self.current_sheet(), HelpSheet):
            sheet = HelpSheet()
            sheet.back.connect(self.take_away)
            self.show_over(sheet)
            # Once it is laid out: before that there is nowhere to go in the text.
            QTimer.singleShot(0, sheet, partial(sheet.reader.start, "helper", "for-the-helper"))

    def show_settings(self) -> None:
        """Text, colours and the passphrase."""
        sheet = HelperSettingsSheet(self.desk)
        sheet.back.connect(self.take_away)
        self.show_over(sheet)

    def show_trouble(self, fault: BaseException) -> None:
        """The page for a fault that nobody foresaw; the hours are safe behind it."""
        sheet = TroubleSheet(fault)
        sheet.go_on.connect(self.take_away)
        self.show_over(sheet)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Waits for what is being saved, then closes the book."""
        self.desk.stop()
        self.desk.remembered.window = self.geometry_text()
        self.desk.book.close()
        super().closeEvent(event)


class HelperSettingsSheet(FrontSheet):
    """Text size, colours, and a passphrase of one's own."""

    back = Signal()

    def __init__(self, desk: HelperDesk) -> None:
        self._desk = desk
        super().__init__()

    def heading(self) -> str:
        """The title."""
        return _("Settings")

    def above(self) -> None:
        """The way back."""
        self.column.add(button(_("Back to the hours"), self.back.emit, "quiet"))

    def build(self) -> None:
        """The look first, then the passphrase."""
        look = Card(_("Text size and colours"))
        look.add(LookChoices(self._desk.remembered))
        self.column.add(look)
        safe = Card(_("Change the passphrase"))
        self.passphrase = PassphraseChange(
            self._desk,
            _("The passphrase was chosen for you at first. Choose one that only you know."),
            lambda *typed: change_helper_passphrase(self._desk.book, *typed),
            lambda _sheet: announce(_("The passphrase is changed.")),
        )
        safe.add(self.passphrase)
        self.column.add(safe)
