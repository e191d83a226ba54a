"""New files in a folder that the person chose, such as a scanner's: offered, never taken alone."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QTimer
from PySide6.QtWidgets import QFileDialog

from dpmanager.importers.watched_folder import FoundFile
from dpmanager.tasks.receipts.watch_folder import FolderSeen, look_in_folder
from dpmanager.ui.desk import Desk
from dpmanager.ui.remembered import Watched
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext

MOST_LOOKED_AT = 100
MOST_SHOWN = 4
WHILE_WRITING = 1500
"""Milliseconds: a scanner writes a file bit by bit."""


class FolderCard(Column):
    """What is new in the folder of this book; hidden where there is no folder.

    add: takes files as receipts.
    """

    def __init__(self, desk: Desk, add: Callable[[Sequence[Path]], object]) -> None:
        super().__init__(gap=8)
        self._desk = desk
        self._add = add
        self._known: Mapping[FoundFile, str] = {}
        self._files: tuple[FoundFile, ...] = ()
        self.says = words("")
        self.new = Lines()
        self.all = button("", self._add_all)
        self.leave_out = button(_("Leave these out"), self._leave_out)
        self.stop = button(_("Stop looking in this folder"), self.forget, "quiet")
        self.add(words(_("New in your folder"), "heading"))
        self.add(self.says)
        self.add(self.new)
        self.add(beside(self.all, self.leave_out, self.stop))
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self, singleShot=True, interval=WHILE_WRITING)
        self._watcher.directoryChanged.connect(lambda _folder: self._soon.start())
        self._soon.timeout.connect(self.refresh)
        self.hide()

    def choose(self) -> None:
        """Asks which folder."""
        remembered = self._desk.remembered
        now = self._watched()
        start = now.folder if now else remembered.folder or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder to look in"), start)
        if chosen:
            remembered.watched[self._book()] = Watched(chosen)
            self.refresh()

    def forget(self) -> None:
        """Looks in the folder no more."""
        self._desk.remembered.watched.pop(self._book(), None)
        self.refresh()

    def refresh(self) -> None:
        """Looks in the folder again."""
        watched = self._watched()
        folders = self._watcher.directories()
        if folders and (watched is None or folders != [watched.folder]):
            self._watcher.removePaths(folders)
        if watched is None:
            self.hide()
            return
        if watched.folder not in self._watcher.directories():
            self._watcher.addPath(watched.folder)
        book, known = self._desk.book, self._known

        def look() -> FolderSeen:
            return look_in_folder(
                book, Path(watched.folder), since=watched.since, known=known, most=MOST_LOOKED_AT
            )

        self._desk.look(look, partial(self._show, watched))

    def _show(self, watched: Watched, seen: FolderSeen) -> None:
        if watched is not self._watched():
            return
        self._known, self._files = seen.contents, seen.files
        self.says.setText(seen.fault or _in_words(Path(watched.folder), len(seen.files)))
        self.new.show_lines(
            [
                Line(
                    _("File"),
                    file.path.name,
                    action=_("Add"),
                    pressed=partial(self._add, [file.path]),
                )
                for file in seen.files[:MOST_SHOWN]
            ]
        )
        self.all.setText(
            ngettext("Add this {count} file", "Add all {count} files", len(seen.files)).format(
                count=len(seen.files)
            )
        )
        self.new.setVisible(bool(seen.files))
        self.all.setVisible(len(seen.files) > 1)
        self.leave_out.setVisible(bool(seen.files))
        self.show()

    def _add_all(self) -> None:
        self._add([file.path for file in self._files])

    def _leave_out(self) -> None:
        """Offers what is there now no more."""
        watched = self._watched()
        if watched is not None and self._files:
            newest = max(file.changed for file in self._files)
            self._desk.remembered.watched[self._book()] = Watched(watched.folder, newest)
            self.stop.setFocus()
            self.refresh()

    def _watched(self) -> Watched | None:
        return self._desk.remembered.watched.get(self._book())

    def _book(self) -> str:
        return str(self._desk.book.folder)


def _in_words(folder: Path, count: int) -> str:
    if not count:
        return _("Nothing is new in {folder}.").format(folder=folder.name or folder)
    return ngettext(
        "{count} file in {folder} is not in the book.",
        "{count} files in {folder} are not in the book.",
        count,
    ).format(count=count, folder=folder.name or folder)
