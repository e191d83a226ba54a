"""A page about one worker: the way back to them, its cards, and the forms that take their place."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.text import button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _


class WorkerPage(Page):
    """Opened with worker= (the number in the book). A subclass adds its cards and its views.

    number: of the worker who was asked for last; None for nobody.
    """

    number: int | None = None

    def worker_name(self) -> str:
        """Whom the page shows; "" while it shows nobody."""
        raise NotImplementedError

    def focus_cards(self) -> None:
        """Goes to what can be done, in the cards."""
        raise NotImplementedError

    def above(self) -> None:
        """The way back."""
        self.back = button(_("Back to People"), self._go_back, "quiet")
        self.column.add(self.back)

    def build_around(self, cards: Column, *first: QWidget) -> None:
        """Puts the cards on the page, below what comes first; hidden until there are any."""
        self.cards_of_worker = cards
        self.home = Column(gap=16)
        self.nothing = words("")
        self.nothing.hide()
        cards.hide()
        for block in (*first, self.nothing, cards):
            self.home.add(block)
        self.column.add(self.home)
        self.views = Views(self, self.home)

    def open_with(self, **what: Any) -> None:
        """worker: the number of the worker."""
        self.number = what.get("worker")
        self.back.setText(_("Back to People"))
        self.show_view(None)

    def take_focus(self) -> None:
        """What can be done comes first, not the way back."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        elif not self.cards_of_worker.isHidden():
            self.focus_cards()
        else:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_cards(self) -> None:
        """Names the worker, and shows the cards, which are filled by now."""
        self.nothing.hide()
        self.back.setText(_("Back to {name}").format(name=self.worker_name()))
        self.cards_of_worker.show()
        if self.views.shown is None:
            self.title.setText(self.heading())

    def say(self, sentence: str) -> None:
        """Shows a sentence in the place of the cards."""
        self.cards_of_worker.hide()
        self.nothing.setText(sentence)
        self.nothing.show()

    def show_view(self, view: View | None) -> None:
        """Shows a form in the place of the cards; None: the cards again."""
        self.back.setVisible(view is None)
        self.views.show(view)

    def leave_view(self) -> None:
        """Back from a form to the cards."""
        self.show_view(None)
        self.take_focus()

    def _go_back(self) -> None:
        name = self.worker_name()
        self.go.emit("people", {"worker": name} if name else {})
