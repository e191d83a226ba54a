"""The main window: the list of pages on the left, the page on the right, and what was last said."""

import base64
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dpmanager.ui.desk import Desk
from dpmanager.ui.registry import PAGES, WITHIN, page_class, places
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.page import Page
from dpmanager.ui.widgets.text import button, words
from dpmanager.words import _

LAST_SHORTCUT = 9


class Side(QFrame):
    """The left side: whose book it is, the list of pages, undo and redo, what was last said."""

    def __init__(self, title: str, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 22, 14, 14)
        layout.setSpacing(8)
        layout.addWidget(words(title, "strong"))
        self.places = QListWidget()
        self.places.setProperty("role", "places")
        self.places.setAccessibleName(_("Pages"))
        self.places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self.places, 1)
        self.undo = button("", undo, "quiet")
        self.redo = button("", redo, "quiet")
        layout.addWidget(self.undo)
        layout.addWidget(self.redo)
        self.said = words("", "soft")
        layout.addWidget(self.said)
        self.show_turns("", "")

    def show_turns(self, undo: str, redo: str) -> None:
        """What undo and redo would do; a button with nothing to do is away."""
        for turn, name, shown in (
            (self.undo, _("Undo: {task}").format(task=undo), undo),
            (self.redo, _("Redo: {task}").format(task=redo), redo),
        ):
            turn.setText(name.replace("&", "&&"))
            turn.setAccessibleName(name)
            turn.setToolTip(name)
            turn.setVisible(bool(shown))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Grows with the text."""
        super().changeEvent(event)
        fonts = (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange)
        if event.type() in fonts and self.layout() is not None and self.places.count():
            self.fit()

    def fit(self) -> None:
        """As wide as the longest name of a page."""
        metrics = self.fontMetrics()
        longest = max(
            metrics.horizontalAdvance(self.places.item(row).text())
            for row in range(self.places.count())
        )
        self.setFixedWidth(max(230, int(longest * 1.15) + 90))


class MainWindow(QMainWindow):
    """The window of an open book. `closed` is sent when the book is closed.

    close_book: closes it, when the window is closed; without it, the book is closed as it is.
    """

    closed = Signal()

    def __init__(
        self, desk: Desk, title: str, close_book: Callable[[Desk], object] | None = None
    ) -> None:
        super().__init__()
        self.desk = desk
        self._close_book = close_book or (lambda desk: desk.book.close())
        self._title = title
        self.side = Side(title, self.undo, self.redo)
        self.stack = QStackedWidget()
        self.pages: dict[str, Page] = {}
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.side)
        layout.addWidget(self.stack, 1)
        self.setCentralWidget(body)
        self._names = places()
        for _place, name in self._names:
            self.side.places.addItem(name)
        self.side.fit()
        self.side.places.itemSelectionChanged.connect(self._chosen)
        ANNOUNCER.said.connect(self.side.said.setText)
        desk.changed.connect(self._records_changed)
        self._shortcuts()
        self._restore(desk.remembered.window)
        self._records_changed()
        self.open_place(desk.remembered.place)
        self._get_ready()

    def open_place(self, place: str, what: dict[str, Any] | None = None) -> None:
        """Shows a page. `what` says what of it: a worker, a day, a payment."""
        names = [name for name, _words in self._names]
        if place not in names and page_class(place) is None:
            place = names[0]
        page = self._page(place)
        if what:
            page.open_with(**what)
        self.stack.setCurrentWidget(page)
        if place in names:
            self.desk.remembered.place = place
        marked = WITHIN.get(place, place)
        if marked in names:
            self.side.places.blockSignals(True)
            self.side.places.setCurrentRow(names.index(marked))
            self.side.places.blockSignals(False)
        self.setWindowTitle(
            _("{page} - {book} - DP Manager").format(page=page.heading(), book=self._title)
        )
        page.refresh()
        page.take_focus()

    def current_page(self) -> Page:
        """The page that is shown."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def undo(self) -> None:
        """Takes back the last thing that was done."""
        desk = self.desk
        desk.do(
            lambda: desk.book.undo(who=desk.who, at=desk.now()),
            said=lambda task: _("Taken back: {task}").format(task=task),
        )

    def redo(self) -> None:
        """Does again what was taken back last."""
        desk = self.desk
        desk.do(
            lambda: desk.book.redo(who=desk.who, at=desk.now()),
            said=lambda task: _("Done again: {task}").format(task=task),
        )

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Waits for what is being saved, then closes the book."""
        self.desk.stop()
        self.desk.remembered.window = base64.b64encode(self.saveGeometry().data()).decode()
        self._close_book(self.desk)
        event.accept()
        self.closed.emit()

    def _get_ready(self) -> None:
        """Brings in what the other pages need while the person looks at the first one."""
        for place in PAGES:
            self.desk.get_ready(partial(page_class, place))

    def _page(self, place: str) -> Page:
        if place not in self.pages:
            kind = page_class(place)
            assert kind is not None
            page = kind(self.desk)
            page.go.connect(self.open_place)
            self.pages[place] = page
            self.stack.addWidget(page)
        return self.pages[place]

    def _chosen(self) -> None:
        """By key, by mouse, or by a program that speaks for the person: then only this is sent."""
        chosen = self.side.places.selectedIndexes()
        if chosen:
            self.open_place(self._names[chosen[0].row()][0])
            self.side.places.setFocus()

    def _records_changed(self) -> None:
        if self.stack.currentWidget() is not None:
            self.current_page().refresh()
        book = self.desk.book
        self.desk.look(
            lambda: (book.can_undo(), book.can_redo()),
            lambda turns: self.side.show_turns(*turns),
        )

    def _shortcuts(self) -> None:
        for number, (place, _name) in enumerate(self._names[:LAST_SHORTCUT], start=1):
            self._shortcut(f"Alt+{number}", partial(self.open_place, place))
        self._shortcut(QKeySequence.StandardKey.Undo, self.undo)
        self._shortcut("Ctrl+Y", self.redo)
        self._shortcut("Ctrl+F", lambda: self.open_place("search"))
        self._shortcut(
            "F1",
            lambda: self.open_place("help", {"page": self.current_page().help_page}),
        )

    def _shortcut(self, keys: Any, called: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(lambda: called())

    def _restore(self, geometry: str) -> None:
        self.resize(1280, 840)
        if geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(geometry)))
