"""One of several things that a page shows, each in its turn."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.text import button


class View(Column):
    """Shown in place of what the page shows at first; it has a title and a button back."""

    renamed = Signal()

    def __init__(self, desk: Desk, title: str, back: str, leave: Callable[[], object]) -> None:
        super().__init__(gap=16)
        self.desk = desk
        self.title = title
        self.leave = leave
        self.back = button(back, leave, "quiet")
        self.add(self.back)
        self.hide()

    def rename(self, title: str) -> None:
        """Gives it another title."""
        self.title = title
        self.renamed.emit()

    def refresh(self) -> None:
        """Reads the records again. What is being typed stays."""


V = TypeVar("V", bound=View)


class Views:
    """Shows one view of a page at a time; at first and in between, what the page itself shows."""

    def __init__(self, page: Page, first: QWidget) -> None:
        self._page = page
        self._first = first
        self.shown: View | None = None

    def add(self, view: V) -> V:
        """Puts a view into the page, and gives it back."""
        self._page.column.add(view)
        view.renamed.connect(self._show_title)
        return view

    def show(self, view: View | None) -> None:
        """Shows a view, or with None what the page itself shows, and gives it the focus."""
        if self.shown is not None:
            self.shown.hide()
        self.shown = view
        self._first.setVisible(view is None)
        if view is not None:
            view.show()
        self._show_title()
        self._page.verticalScrollBar().setValue(0)

    def focus(self, inside: QWidget) -> None:
        """Gives the first control of a block the focus, other than the button back."""
        for widget in inside.findChildren(QWidget):
            back = self.shown is not None and widget is self.shown.back
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes and widget.isVisibleTo(self._page) and not back:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _show_title(self) -> None:
        shown = self.shown
        self._page.title.setText(self._page.heading() if shown is None else shown.title)
