"""What is shown of a book that is damaged: its backups, and what could be saved of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from dpmanager.domain.wording import moment_words
from dpmanager.errors import DPManagerError
from dpmanager.records.backup import Snapshot
from dpmanager.tasks.book.repair import Repaired
from dpmanager.ui.front_window import FrontSheet
from dpmanager.ui.pages.backups import size_words
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class BackupsOfDamagedSheet(FrontSheet):
    """The backups of a book that cannot be opened. chosen: the one to go back to."""

    chosen = Signal(object)
    back = Signal()

    def __init__(self, folder: Path, backups: Sequence[Snapshot]) -> None:
        self._folder, self._backups = folder, backups
        super().__init__()

    def heading(self) -> str:
        """What is chosen."""
        return _("Go back to a backup of “{book}”").format(book=self._folder.stem)

    def build(self) -> None:
        """What going back means, the list, and the way on."""
        self.summary = ErrorSummary()
        self.column.add(self.summary)
        self.column.add(
            words(
                _(
                    "The book will be as it was when the backup was made. What you saved after "
                    "that is not in it. The newest backup is usually the best. The damaged file "
                    "is kept beside the backups."
                )
            )
        )
        self.table = DataTable(
            _("Backups"),
            [
                TableColumn(_("Made"), show=moment_words),
                TableColumn(_("Size"), figures=True, show=size_words),
            ],
        )
        self.table.show_rows(
            [TableRow((each.made_at.astimezone(), each.size), each) for each in self._backups]
        )
        self.table.selectRow(0)
        self.column.add(self.table)
        self.column.add(
            beside(
                button(_("Go back to this backup"), self.take_it, "main"),
                button(_("Back"), self.back.emit, "quiet"),
            )
        )

    def take_focus(self) -> None:
        """The list."""
        self.table.setFocus()

    def take_it(self) -> None:
        """Hands on the backup that is chosen."""
        self.chosen.emit(self.table.current_key())

    def say(self, fault: DPManagerError) -> None:
        """Shows why this backup could not be taken; another one may do."""
        self.summary.show_problems([(str(fault), None)])


class SavedSheet(FrontSheet):
    """What is in the new book, and what could not be read. open_it: the folder of the new book."""

    open_it = Signal(object)
    back = Signal()

    def __init__(self, done: Repaired) -> None:
        self._done = done
        super().__init__()

    def heading(self) -> str:
        """What was done."""
        return _("What could be read is saved")

    def build(self) -> None:
        """The sentences about it, and the way on."""
        for sentence in (*self._done.sentences, *self._done.problems):
            self.column.add(words(sentence))
        self.column.add(
            words(_("The damaged book stays where it is. Keep it until you have looked around."))
        )
        self.open = button(
            _("Open the new book"), lambda: self.open_it.emit(self._done.folder), "main"
        )
        self.column.add(beside(self.open, button(_("Back"), self.back.emit, "quiet")))

    def take_focus(self) -> None:
        """The way on."""
        self.open.setFocus()
