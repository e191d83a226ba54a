"""All returns: what is due, what was signed, sent and answered."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import short_date
from dpmanager.domain.wording import short_period
from dpmanager.tasks.returns.print_cover_letter import print_cover_letter
from dpmanager.tasks.returns.sent_returns import (
    ReturnSeen,
    SentReturnSeen,
    document_of,
    look_at_returns,
    look_at_sent_return,
)
from dpmanager.ui.pages import returns_forms as forms
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.pages.returns_one import ReturnView
from dpmanager.ui.pages.returns_words import kind_words, sent_by_words, state_words
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _


class ReturnsHistoryPage(Page):
    """The list. Opened with return= it opens one that was signed."""

    place: ClassVar[str] = "sent_returns"
    help_page: ClassVar[str] = "sent_returns"
    _seen: tuple[ReturnSeen, ...] = ()
    _open_id: int | None = None
    _one: SentReturnSeen | None = None

    def heading(self) -> str:
        """The title of the page."""
        return _("All returns")

    def above(self) -> None:
        """The way back."""
        self.back = button(_("Back to Returns"), lambda: self.go.emit("returns", {}), "quiet")
        self.column.add(self.back)

    def build(self) -> None:
        """The list; a return and its forms take its place."""
        self.home = Column(gap=16)
        self.column.add(self.home)
        self.empty = words(_("No return is due, and none was signed yet."))
        self.table = DataTable(
            _("All returns"),
            [
                TableColumn(_("Days"), show=short_period),
                TableColumn(_("State")),
                TableColumn(_("Send by"), show=_day),
                TableColumn(_("Sent"), show=_day),
                TableColumn(_("How")),
                TableColumn(_("By")),
                TableColumn(_("Left"), figures=True, show=_amount),
                TableColumn(_("What it is")),
            ],
        )
        self.table.chosen.connect(self._choose)
        self.open_one = button(_("Open the chosen return"), self._open_chosen, "main")
        for block in (self.empty, self.table, beside(self.open_one)):
            self.home.add(block)
        self.views = Views(self, self.home)
        self.one = self.views.add(
            ReturnView(
                self.desk,
                self._leave_one,
                sent=lambda seen: self._form(forms.sent_change(self.desk, seen)),
                answered=lambda seen: self._form(forms.answer_change(self.desk, seen)),
                paper=lambda seen: self._form(forms.paper_change(self.desk, seen)),
                reason=lambda seen: self._form(forms.reason_change(self.desk, seen)),
                letter=self._letter,
                document=self._document,
                cover=partial(self._cover, large_print=False),
                large_cover=partial(self._cover, large_print=True),
                amend=self._amend,
            )
        )
        self.change = self.views.add(ChangeView(self.desk, self._leave_form))

    def open_with(self, **what: Any) -> None:
        """return: the number of a signed return."""
        self._one = None
        self._open_id = what.get("return")
        self._show_view(None)

    def take_focus(self) -> None:
        """What can be done comes first, not the way back."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        elif self._seen:
            self.table.setFocus()
        else:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Reads the list again, and the return that is open. What is being typed stays."""
        book, today, number = self.desk.book, self.desk.today(), self._open_id
        self.desk.look(lambda: look_at_returns(book, today), self._show)
        if number is not None:
            self.desk.look(
                lambda: look_at_sent_return(book, number, today), partial(self._show_one, number)
            )

    def _show(self, seen: tuple[ReturnSeen, ...]) -> None:
        self._seen = seen
        self.empty.setVisible(not seen)
        self.table.setVisible(bool(seen))
        self.open_one.setVisible(bool(seen))
        self.table.show_rows([TableRow(_row(one), place) for place, one in enumerate(seen)])
        self.content_came()

    def _show_one(self, number: int, one: SentReturnSeen | None) -> None:
        if number != self._open_id:
            return
        if one is None:  # its signing was undone
            self._leave_one()
            return
        if one == self._one:
            return
        self._one = one
        self.one.open(one)
        if self.views.shown is not self.change:
            self._show_view(self.one)
            self.views.focus(self.one)

    def _choose(self, place: int) -> None:
        seen = self._seen[place]
        if seen.id is None:
            self.go.emit("returns", {"start": seen.period.start, "end": seen.period.end})
            return
        self._open_id = seen.id
        self.refresh()

    def _open_chosen(self) -> None:
        place = self.table.current_key()
        if place is not None:
            self._choose(place)

    def _form(self, change: Change) -> None:
        self.change.open(change)
        self._show_view(self.change)
        self.views.focus(self.change.body)

    def _letter(self, seen: ReturnSeen) -> None:
        kinds = _("Photos and PDF files") + " (*.jpg *.jpeg *.png *.heic *.heif *.pdf)"
        paths = ask_for_files(self, self.desk.remembered, _("Choose the letter"), kinds)
        if paths:
            self._form(forms.paper_change(self.desk, seen, paths[0]))

    def _document(self, seen: ReturnSeen) -> None:
        book, number = self.desk.book, _number(seen)
        title = _("Return as it was signed")
        self.desk.look(lambda: document_of(book, number), partial(self._preview, seen, title))

    def _cover(self, seen: ReturnSeen, *, large_print: bool) -> None:
        book, today, number = self.desk.book, self.desk.today(), _number(seen)
        title = _("Letter in large print") if large_print else _("Letter")
        self.desk.look(
            lambda: print_cover_letter(book, number, today=today, large_print=large_print),
            partial(self._preview, seen, title),
        )

    def _preview(self, seen: ReturnSeen, title: str, pdf: bytes) -> None:
        days = f"{seen.period.start.isoformat()} {seen.period.end.isoformat()}"
        self.go.emit(
            "preview",
            {
                "title": title,
                "pdf": pdf,
                "file_name": f"{title} {days}.pdf",
                "back": self.place,
                "back_with": {"return": seen.id},
            },
        )

    def _amend(self, seen: ReturnSeen) -> None:
        self.go.emit("returns", {"start": seen.period.start, "end": seen.period.end})

    def _leave_form(self) -> None:
        self._show_view(self.one)
        self.views.focus(self.one)

    def _leave_one(self) -> None:
        self._open_id = self._one = None
        self._show_view(None)
        self.take_focus()

    def _show_view(self, view: View | None) -> None:
        self.back.setVisible(view is None)
        self.views.show(view)


def _row(one: ReturnSeen) -> tuple[Any, ...]:
    what = kind_words(one.kind)
    if one.amends:
        what = _("{what}, amended").format(what=what)
    return (
        one.period,
        state_words(one.state),
        one.due,
        one.sent_on,
        sent_by_words().get(one.sent_how, ""),
        one.sent_by,
        one.closing,
        what,
    )


def _day(day: Any) -> str:
    return "" if day is None else short_date(day)


def _amount(amount: Any) -> str:
    return "" if amount is None else pounds(amount)


def _number(seen: ReturnSeen) -> int:
    assert seen.id is not None, "only signed returns are opened"
    return seen.id
