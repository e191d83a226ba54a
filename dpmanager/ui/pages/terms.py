"""Terms of work: what holds for one employed worker, since when, and what changes."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer

from dpmanager.tasks.people.look_at_terms import TermsSeen, look_at_terms
from dpmanager.ui.pages.of_worker import WorkerPage
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.pages.terms_cards import Opened, TermCards
from dpmanager.ui.pages.terms_offer import OfferView
from dpmanager.words import _


class TermsPage(WorkerPage):
    """The terms of a worker; opened with worker= (the number in the book)."""

    place: ClassVar[str] = "terms"
    help_page: ClassVar[str] = "terms"
    _seen: TermsSeen | None = None

    def heading(self) -> str:
        """The title of the page."""
        if self._seen is None:
            return _("Terms of work")
        return _("Terms of work: {name}").format(name=self._seen.name)

    def build(self) -> None:
        """The cards, and the views that take their place."""
        self._card = "code"
        self.cards = TermCards(self)
        self.build_around(self.cards)
        self.change = self.views.add(ChangeView(self.desk, self.leave_view))
        self.offer = self.views.add(OfferView(self.desk, self.leave_view))

    def open_with(self, **what: Any) -> None:
        """worker: the number of the worker."""
        self._seen = None
        self._card = "code"
        super().open_with(**what)

    def worker_name(self) -> str:
        """Whose terms are shown."""
        return self._seen.name if self._seen else ""

    def refresh(self) -> None:
        """Reads the terms again. What is being typed stays."""
        number = self.number
        if number is None:
            self.say(_("Open a person whom you employ, on the page People."))
            return
        book, today = self.desk.book, self.desk.today()
        self.desk.look(
            lambda: look_at_terms(book, number, today),
            lambda seen: self._show(number, seen),
            lambda fault: self.say(str(fault)),
        )

    def open_form(self, card: str, form: Opened) -> None:
        """Opens a form; afterwards the focus comes back to that card."""
        self._card = card
        view = self.change if isinstance(form, Change) else self.offer
        if isinstance(form, Change):
            self.change.open(form)
        else:
            self.offer.open(form)
        self.show_view(view)
        self.views.focus(view.body)

    def do_at(self, card: str, task: Callable[[], object], said: str) -> None:
        """Does a task that a line of a card offers."""
        self._card = card
        self.desk.do(task, said=said)

    def _show(self, number: int, seen: TermsSeen | None) -> None:
        if number != self.number:
            return  # somebody else was asked for in the meantime
        if seen is None:
            self.number = None
            self.go.emit("people", {})
            return
        if seen != self._seen:
            self._seen = seen
            had_focus = self.cards.isAncestorOf(self.window().focusWidget())
            self.cards.show_terms(seen)
            self.show_cards()
            if had_focus:
                QTimer.singleShot(0, self.focus_cards)  # Qt shows new blocks when idle
        self.content_came()

    def focus_cards(self) -> None:
        """Goes to the card that was used last."""
        if self.views.shown is None:
            self.cards.buttons[self._card].setFocus(Qt.FocusReason.OtherFocusReason)
