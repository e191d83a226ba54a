"""The ways out when a book is damaged: back to a backup, or a new book of what can be read."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dpmanager.errors import DPManagerError
from dpmanager.records.backup import Snapshot
from dpmanager.records.book import Book, PassphraseNeeded, WrongPassphrase
from dpmanager.tasks.book.repair import Repaired, backups_of, go_back, place_of_repaired, repair
from dpmanager.ui.background import Background
from dpmanager.ui.front_window import FrontWindow
from dpmanager.ui.pages.damaged import BackupsOfDamagedSheet, SavedSheet
from dpmanager.ui.pages.unlock import UnlockSheet
from dpmanager.ui.widgets.announce import announce
from dpmanager.words import _


class Mending(QObject):
    """Does what the sheet of a damaged book offers.

    opened: the book, on one of its backups. made: the folder of a new book, to be opened. left:
    the person wants to go back to where they came from. wrong: the folder of a book that the
    passphrase does not open. before_a_try: called off the window's thread with the folder and the
    passphrase; may wait, and raise DPManagerError.
    """

    opened = Signal(object)
    made = Signal(object)
    left = Signal()
    wrong = Signal(object)

    def __init__(
        self,
        front: FrontWindow,
        background: Background,
        now: Callable[[], datetime],
        before_a_try: Callable[[Path, str], None],
    ) -> None:
        super().__init__()
        self._front, self._background, self._now = front, background, now
        self._before_a_try = before_a_try

    def serve(self, sheet: UnlockSheet) -> None:
        """Does what this sheet asks for from now on."""
        sheet.save_readable.connect(partial(self._save, sheet))
        sheet.go_back.connect(partial(self._list, sheet))

    def _save(self, sheet: UnlockSheet, folder: Path, passphrase: str) -> None:
        if self._background.is_busy():
            return
        announce(_("Reading what can be read. This may take a minute."))

        def save() -> Repaired:
            self._before_a_try(folder, passphrase)
            return repair(folder, place_of_repaired(folder), passphrase or None, at=self._now())

        def cannot(fault: DPManagerError) -> None:
            if self._asks_again(fault, folder):
                sheet.show_fault(fault)
            else:
                sheet.say(fault)

        self._background.look(save, self._show_saved, cannot)

    def _show_saved(self, done: Repaired) -> None:
        sheet = SavedSheet(done)
        sheet.open_it.connect(self.made)
        sheet.back.connect(self.left)
        self._front.show_sheet(sheet)

    def _list(self, unlock: UnlockSheet, folder: Path, passphrase: str) -> None:
        sheet = BackupsOfDamagedSheet(folder, backups_of(folder))
        sheet.back.connect(self._front.take_away)

        def take(snapshot: Snapshot) -> None:
            if self._background.is_busy():
                return
            announce(_("Going back to the backup. This takes a moment."))

            def put_back() -> Book:
                self._before_a_try(folder, passphrase)
                return go_back(folder, snapshot, passphrase or None, self._now())

            self._background.look(put_back, self.opened.emit, cannot)

        def cannot(fault: DPManagerError) -> None:
            if self._asks_again(fault, folder):
                self._front.take_away()
                unlock.show_fault(fault)
            else:
                sheet.say(fault)

        sheet.chosen.connect(take)
        self._front.show_over(sheet)

    def _asks_again(self, fault: DPManagerError, folder: Path) -> bool:
        if isinstance(fault, WrongPassphrase):
            self.wrong.emit(folder)
        return isinstance(fault, PassphraseNeeded | WrongPassphrase)
