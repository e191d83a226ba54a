"""Terms of work: what holds for one employed worker, since when, and what changes."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer

from dpmanager.tasks.people.look_at_terms import TermsSeen, look_at_terms
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.pages.terms_cards import Opened, TermCards
from dpmanager.ui.pages.terms_offer import OfferView
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.text import button, words
from dpmanager.ui.widgets.views import Views
from dpmanager.words import _


class TermsPage(Page):
    """The terms of a worker; opened with worker= (the number in the book)."""

    place: ClassVar[str] = "terms"
    help_page: ClassVar[str] = "terms"
    _seen: TermsSeen | None = None

    def heading(self) -> str:
        """The title of the page."""
        if self._seen is None:
            return _("Terms of work")
        return _("Terms of work: {name}").format(name=self._seen.name)

    def above(self) -> None:
        """The way back."""
        self.back = button(_("Back to People"), self._back, "quiet")
        self.column.add(self.back)

    def build(self) -> None:
        """The cards, and the views that take their place."""
        self._number: int | None = None
        self._card = "code"
        self.home = Column(gap=16)
        self.nothing = words("")
        self.nothing.hide()
        self.home.add(self.nothing)
        self.cards = TermCards(self)
        self.home.add(self.cards)
        self.column.add(self.home)
        self.views = Views(self, self.home)
        self.change = self.views.add(ChangeView(self.desk, self._leave_form))
        self.offer = self.views.add(OfferView(self.desk, self._leave_form))

    def open_with(self, **what: Any) -> None:
        """worker: the number of the worker."""
        self._number = what.get("worker")
        self._seen = None
        self._card = "code"
        self.back.setText(_("Back to People"))
        self._show_view(None)

    def refresh(self) -> None:
        """Reads the terms again. What is being typed stays."""
        number = self._number
        if number is None:
            self._say(_("Open a person whom you employ, on the page People."))
            return
        book, today = self.desk.book, self.desk.today()
        self.desk.look(
            lambda: look_at_terms(book, number, today),
            lambda seen: self._show(number, seen),
            lambda fault: self._say(str(fault)),
        )

    def take_focus(self) -> None:
        """What can be changed comes first, not the way back."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        elif self.cards.buttons:
            self._focus_card()
        else:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_form(self, card: str, form: Opened) -> None:
        """Opens a form; afterwards the focus comes back to that card."""
        self._card = card
        view = self.change if isinstance(form, Change) else self.offer
        if isinstance(form, Change):
            self.change.open(form)
        else:
            self.offer.open(form)
        self._show_view(view)
        self.views.focus(view.body)

    def do_at(self, card: str, task: Callable[[], object], said: str) -> None:
        """Does a task that a line of a card offers."""
        self._card = card
        self.desk.do(task, said=said)

    def _show(self, number: int, seen: TermsSeen | None) -> None:
        if number != self._number:
            return  # somebody else was asked for in the meantime
        if seen is None:
            self._number = None
            self.go.emit("people", {})
            return
        if seen != self._seen:
            self._seen = seen
            had_focus = self.cards.isAncestorOf(self.window().focusWidget())
            self.nothing.hide()
            self.back.setText(_("Back to {name}").format(name=seen.name))
            self.cards.show_terms(seen)
            self.cards.show()
            if self.views.shown is None:
                self.title.setText(self.heading())
            if had_focus:
                QTimer.singleShot(0, self._focus_card)  # Qt shows new blocks when idle
        self.content_came()

    def _focus_card(self) -> None:
        if self.views.shown is None:
            self.cards.buttons[self._card].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, sentence: str) -> None:
        self.cards.hide()
        self.nothing.setText(sentence)
        self.nothing.show()

    def _leave_form(self) -> None:
        self._show_view(None)
        self._focus_card()

    def _show_view(self, view: ChangeView | OfferView | None) -> None:
        self.back.setVisible(view is None)
        self.views.show(view)

    def _back(self) -> None:
        what = {"worker": self._seen.name} if self._seen else {}
        self.go.emit("people", what)
