"""A page of the window: a title, one column of blocks, and it always scrolls."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dpmanager.ui.theme import BODY_POINTS
from dpmanager.ui.widgets.text import words

if TYPE_CHECKING:
    from dpmanager.ui.desk import Desk

WIDEST = 1100
AROUND_FOCUS = 90


class Column(QWidget):
    """Blocks one under the other, from the top."""

    def __init__(self, margin: int = 0, gap: int = 14) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(gap)
        self._layout.addStretch(1)  # not AlignTop: that would hold wrapped text to one line

    def add(self, widget: QWidget) -> QWidget:
        """Adds a block at the end; gives it back."""
        self._layout.insertWidget(self._layout.count() - 1, widget)
        return widget

    def add_growing(self, widget: QWidget) -> QWidget:
        """Adds a block that takes the room there is; gives it back."""
        last = self._layout.count() - 1
        self._layout.insertWidget(last, widget, 1)
        self._layout.setStretch(last + 1, 0)
        return widget

    def clear(self) -> None:
        """Takes all blocks away."""
        while self._layout.count() > 1:
            item = self._layout.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class Card(QFrame):
    """A white card with an optional heading."""

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        self._layout = layout
        if heading:
            self.add(words(heading, "heading"))

    def add(self, widget: QWidget) -> QWidget:
        """Adds a block at the end; gives it back."""
        self._layout.addWidget(widget)
        return widget


class Sheet(QScrollArea):
    """One column of blocks under a title; it always scrolls.

    Subclasses give `heading` and put their blocks into `self.column` in `build`, and in `above`
    those that stand over the title. widest: how wide the column gets, in pixels, at usual size.
    """

    widest: ClassVar[int] = WIDEST
    _content_shown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.column = Column(margin=40, gap=16)
        self._limit_width()
        self.setWidget(self.column)
        self.title: QLabel = words(self.heading(), "title")
        self.subtitle: QLabel = words("", "soft")
        self.subtitle.hide()
        self.above()
        self.column.add(self.title)
        self.column.add(self.subtitle)
        self.build()
        self.column.installEventFilter(self)
        # Queued: Qt shows new blocks only when it is idle again.
        self._content_shown.connect(self._hand_focus_on, Qt.ConnectionType.QueuedConnection)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._show_focus)

    def heading(self) -> str:
        """The title of the page."""
        raise NotImplementedError

    def build(self) -> None:
        """Puts the blocks of the page into `self.column`."""
        raise NotImplementedError

    def above(self) -> None:
        """Puts the blocks over the title into `self.column`; mostly there are none."""

    def take_focus(self) -> None:
        """Where the focus goes when the page is opened: its first control."""
        for widget in _tab_stops(self.column):
            if widget.isVisibleTo(self) and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def content_came(self) -> None:
        """Hands the focus on from the title, where it waited until there was a control."""
        self._content_shown.emit()

    def _hand_focus_on(self) -> None:
        if self.window().focusWidget() is self.title:
            self.take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Blocks that came later than others still come in their place when Tab is pressed."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.column:
            for one, next_one in pairwise(_tab_stops(self.column)):
                QWidget.setTabOrder(one, next_one)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Larger text gets a wider column."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._limit_width()

    def _limit_width(self) -> None:
        size = QApplication.font().pointSizeF()
        self.column.setMaximumWidth(int(self.widest * max(1.0, size / BODY_POINTS)))

    def _show_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scrolls to what has the focus, with the label above it."""
        if now is not None and self.column.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, AROUND_FOCUS)

    def say_under_title(self, sentence: str) -> None:
        """The softer line under the title; none for an empty sentence."""
        self.subtitle.setText(sentence)
        self.subtitle.setVisible(bool(sentence))


class Page(Sheet):
    """The base of every page.

    place: the page's name in the program, by which others ask for it. help_page: its file in
    `resources/help/`. Subclasses give `heading`, build their blocks in `build`, and read the
    records in `refresh`, which is called each time the page is shown or the records have changed.
    """

    place: ClassVar[str] = ""
    help_page: ClassVar[str] = ""
    go = Signal(str, dict)

    def __init__(self, desk: "Desk") -> None:
        self.desk = desk
        super().__init__()

    def refresh(self) -> None:
        """Reads the records again and shows them."""
        raise NotImplementedError

    def open_with(self, **what: Any) -> None:
        """Called before the page is shown, with what another page asked for."""
        del what


def _tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus within a block, in the order in which it is read."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is None:
        return
    # The layout is not asked for its items: Python would hold on to them after Qt has deleted them.
    inner = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    places = {layout.indexOf(block): block for block in inner}
    for place in sorted(places):
        if place >= 0:
            yield from _tab_stops(places[place])
