"""A page of cards under Budget, in whose place a form can stand."""

from typing import Any

from PySide6.QtWidgets import QWidget

from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.text import button
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _


class FormsPage(Page):
    """Blocks that are hidden until the records are read. A subclass makes them, in `build`."""

    def above(self) -> None:
        """The way back."""
        self.back = button(_("Back to Budget"), lambda: self.go.emit("budget", {}), "quiet")
        self.column.add(self.back)

    def build_around(self, *blocks: QWidget) -> None:
        """Puts the blocks on the page, and the form that takes their place."""
        self.home = Column(gap=16)
        self.column.add(self.home)
        self.blocks = blocks
        for block in blocks:
            self.home.add(block)
            block.hide()
        self.views = Views(self, self.home)
        self.change = self.views.add(ChangeView(self.desk, self.leave_view))

    def take_focus(self) -> None:
        """The form that is open, or the first control of the page."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        else:
            super().take_focus()

    def open_with(self, **what: Any) -> None:
        """What was being changed is left."""
        del what
        self.show_home()

    def open_change(self, change: Change) -> None:
        """Shows a form."""
        self.change.open(change)
        self.show_view(self.change, self.change.body)

    def show_view(self, view: View, first: QWidget) -> None:
        """Shows a view in place of the blocks; first: where the focus goes."""
        self.back.hide()
        self.views.show(view)
        self.views.focus(first)

    def leave_view(self) -> None:
        """Back from a form to the blocks."""
        self.show_home()
        self.take_focus()

    def show_home(self) -> None:
        """Shows the blocks again."""
        self.back.show()
        self.views.show(None)
