"""One date: by when, what to do, why, and what was said of it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QPushButton

from dpmanager.tasks.book.deadlines import DeadlineSeen, Mark
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.deadline_forms import done_form, later_form
from dpmanager.ui.pages.deadline_places import errand_of
from dpmanager.ui.pages.deadline_words import by_when, marked_words, meaning_words
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.meaning import Meaning
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _


class Does(Protocol):
    """What the page does for the view."""

    desk: Desk

    def open_change(self, change: Change) -> None:
        """Shows a form."""

    def leave_for(self, place: str, what: dict[str, Any]) -> None:
        """Goes to another page."""

    def take_back(self, seen: DeadlineSeen) -> None:
        """Puts a date back on the list."""

    def enter_review(self, funder_id: int) -> None:
        """Shows the form for the reviews of a funder."""

    def enter_last_day(self, worker: str) -> None:
        """Goes to where the last day of a worker is entered."""


class OneDeadlineView(View):
    """A date of the list, by its key."""

    def __init__(self, page: Does, leave: Callable[[], object]) -> None:
        super().__init__(page.desk, "", _("Back to all dates"), leave)
        self.page = page
        self.key = ""
        self._shown: DeadlineSeen | None = None
        self.body = Column(gap=16)
        self.add(self.body)

    def show_deadline(self, seen: DeadlineSeen, today: date) -> None:
        """Shows a date, unless it is shown like that already."""
        self.key = seen.deadline.key
        if seen == self._shown:
            return
        self._shown = seen
        self.rename(seen.deadline.name)
        self.body.clear()
        card = Card()
        card.add(words(by_when(seen, today), "strong"))
        card.add(words(seen.deadline.what_to_do))
        marked = marked_words(seen)
        if marked:
            card.add(words(marked, "strong"))
        if seen.note:
            card.add(words(_("Your note: {note}").format(note=seen.note)))
        card.add(beside(*self._buttons(seen)))
        card.add(Meaning(seen.deadline.name, meaning_words(seen), seen.deadline.source))
        self.body.add(card)

    def _buttons(self, seen: DeadlineSeen) -> list[QPushButton]:
        page = self.page
        made = self._to_do_it(seen)
        if seen.by_records:
            return made
        if seen.mark is not Mark.OPEN:
            return [*made, button(_("Put it back on the list"), partial(page.take_back, seen))]
        return [
            *made,
            button(_("Done"), lambda: page.open_change(done_form(page.desk, seen))),
            button(_("Not now"), lambda: page.open_change(later_form(page.desk, seen))),
        ]

    def _to_do_it(self, seen: DeadlineSeen) -> list[QPushButton]:
        page, errand = self.page, errand_of(seen)
        if errand is not None:
            go = partial(page.leave_for, errand.place, errand.what)
            return [button(errand.words, go, "main")]
        if seen.funder_id is not None:
            enter = partial(page.enter_review, seen.funder_id)
            return [button(_("Enter the reviews"), enter, "main")]
        if seen.worker:
            enter = partial(page.enter_last_day, seen.worker)
            return [button(_("Enter the last day"), enter, "main")]
        return []
