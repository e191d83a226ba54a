"""Somebody who helps with the hours: their own book, the rota that goes out, hours that come in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records.helper_book import ENDING
from dpmanager.tasks.hours.exchange_with_helper import (
    KnownHelper,
    known_helpers,
    make_helper_book,
    put_rota_out,
    stop_with_helper,
)
from dpmanager.ui.pages.helper_exchange import WEEKS, ExchangeView
from dpmanager.ui.pages.set_up.who import show_typing
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import CheckField, TextField
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.form import ErrorSummary, Form
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _


class HelperPage(Page):
    """Who helps, and when something went to and fro; behind it a new book, and one exchange."""

    place: ClassVar[str] = "helper"
    help_page: ClassVar[str] = "helper"

    def heading(self) -> str:
        """The title of the page."""
        return _("Somebody who helps with the hours")

    def above(self) -> None:
        """The way back."""
        self.column.add(button(_("Back to Hours"), lambda: self.go.emit("hours", {}), "quiet"))

    def build(self) -> None:
        """What it is, who helps, and what can be done."""
        self.summary = ErrorSummary()
        self.first = Column(gap=16)
        self.column.add(self.summary)
        self.column.add(self.first)
        what = Card(_("A small book of their own"))
        what.add(
            words(
                _(
                    "A helper writes the hours down in a small book of their own. They see the "
                    "rota and the names of the people who work. They never see pay, money or "
                    "papers, as these are not in their book."
                )
            )
        )
        what.add(words(_("What they write waits until you approve it, like hours you type.")))
        self.first.add(what)
        self.who = Lines(_("Who helps"))
        self.first.add(self.who)
        self.first.add(self._build_at_hand())
        self.first.add(beside(button(_("Make a book for a helper"), self.make)))
        self.views = Views(self, self.first)
        self.new = self.views.add(NewHelperView(self))
        self.exchange = self.views.add(ExchangeView(self.desk, self.leave, self.remember_place))

    def _build_at_hand(self) -> Card:
        self.at_hand = Card(_("When their book is at hand"))
        self.at_hand.add(
            words(
                _(
                    "Plug in their USB stick, or open the file they sent. You see what is new "
                    "before anything is saved."
                )
            )
        )
        self.at_hand.add(
            beside(
                button(_("Open their book..."), self.ask_for_folder, "main"),
                button(_("Open a file they sent..."), self.ask_for_file),
            )
        )
        return self.at_hand

    def open_with(self, **what: Any) -> None:
        """helper_book: the place of a helper's book to look into."""
        if "helper_book" in what:
            self.look_into(what["helper_book"])

    def refresh(self) -> None:
        """Reads again who helps."""
        book = self.desk.book
        self.desk.look(lambda: known_helpers(book), self._show)

    def _show(self, helpers: Sequence[KnownHelper]) -> None:
        now = [each for each in helpers if each.stopped_on is None]
        self.who.setVisible(bool(helpers))
        self.at_hand.setVisible(bool(now))
        lines = []
        for each in helpers:
            lines += self._lines_of(each)
        self.who.show_lines(lines)

    def _lines_of(self, helper: KnownHelper) -> list[Line]:
        if helper.stopped_on is not None:
            day = long_date(helper.stopped_on)
            return [Line(helper.name, _("Stopped helping on {day}.").format(day=day))]
        place = self._last_place(helper)
        return [
            Line(
                helper.name,
                _taken_words(helper),
                _rota_words(helper),
                action=_("Open the book") if place else "",
                pressed=lambda: self.look_into(place) if place else None,
            ),
            Line(
                _("When it ends"),
                _("Once {name} does not help any more, their book is not read.").format(
                    name=helper.name
                ),
                action=_("Stop"),
                pressed=lambda: self.stop(helper),
            ),
        ]

    # What can be done

    def make(self) -> None:
        """Asks for what a new book needs."""
        self.summary.show_problems([])
        self.views.show(self.new)
        self.new.start()

    def ask_for_folder(self) -> None:
        """Asks where the helper's book is, and looks into it."""
        title = _("Choose the helper's book, or the USB stick that it is on")
        chosen = QFileDialog.getExistingDirectory(self, title, self._start())
        if chosen:
            self.look_into(Path(chosen))

    def ask_for_file(self) -> None:
        """Asks for a file that the helper sent, and looks into it."""
        kinds = _("Zipped books (*.zip);;All files (*)")
        paths = ask_for_files(self, self.desk.remembered, _("Choose the file they sent"), kinds)
        if paths:
            self.look_into(paths[0])

    def look_into(self, place: Path) -> None:
        """Shows what is new in a helper's book."""
        self.summary.show_problems([])
        self.views.show(self.exchange)
        self.exchange.open(place)

    def stop(self, helper: KnownHelper) -> None:
        """Has the book of a helper not be read any more."""
        desk = self.desk
        desk.do(
            lambda: stop_with_helper(desk.book, helper.id, who=desk.who, at=desk.now()),
            said=_("{name} does not help any more. You can undo this.").format(name=helper.name),
            failed=self._cannot,
        )
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def made(self, helper: KnownHelper, folder: Path) -> None:
        """A book was made: goes back to the list."""
        self.remember_place(helper, folder)
        self.leave()

    def leave(self) -> None:
        """Back to the list."""
        self.views.show(None)
        self.views.focus(self.first)

    def remember_place(self, helper: KnownHelper, place: Path) -> None:
        """Keeps where a helper's book lies, for the next time."""
        if place.is_dir():
            self.desk.remembered.helper_places[self._key(helper)] = str(place)

    def _last_place(self, helper: KnownHelper) -> Path | None:
        place = self.desk.remembered.helper_places.get(self._key(helper))
        return Path(place) if place and Path(place).is_dir() else None

    def _key(self, helper: KnownHelper) -> str:
        return f"{self.desk.book.folder} {helper.id}"

    def _start(self) -> str:
        return self.desk.remembered.folder or str(Path.home())

    def _cannot(self, fault: DPManagerError) -> None:
        self.summary.show_problems([(str(fault), None)])


class NewHelperView(View):
    """The name of the helper, the name of their book, and a passphrase that is theirs."""

    def __init__(self, page: HelperPage) -> None:
        super().__init__(
            page.desk, _("Make a book for a helper"), _("Back to who helps"), page.leave
        )
        self._page = page
        name = TextField(_("Name of the helper"), missing=_("Type the name of the helper."))
        self.file_name = TextField(
            _("Name of their book"),
            hint=_("Others may see this name on the stick or in an e-mail."),
            missing=_("Type a name for their book."),
        )
        first = TextField(
            _("Passphrase for them"),
            secret=True,
            hint=_("Not your own. Four or more words are good. Tell it to them alone."),
            missing=_("Type a passphrase for the helper."),
        )
        again = TextField(
            _("Passphrase again"), secret=True, missing=_("Type the passphrase again.")
        )
        shown = CheckField(_("Show what I type"))
        shown.box.toggled.connect(lambda on: show_typing([first, again], shown=on))
        self.form = Form(name=name, file_name=self.file_name, first=first, again=again, shown=shown)
        self.form.entered.connect(self.make)
        self.add(self.form)
        self.add(words(_("Next you choose where it goes: a USB stick, or a folder."), "soft"))
        self.add(beside(button(_("Choose the place and make it..."), self.make, "main")))

    def start(self) -> None:
        """Empty, but for the usual name of the book."""
        for field in self.form.fields.values():
            field.set_value(None) if isinstance(field, TextField) else None
            field.show_error("")
        self.form.summary.show_problems([])
        self.file_name.set_value(_("Hours"))
        self.form.fields["name"].to_mend().setFocus(Qt.FocusReason.OtherFocusReason)

    def make(self) -> None:
        """Asks for the place, makes the book there and puts the rota into it."""
        values = self.form.values()
        if values is None:
            return
        if values["first"] != values["again"]:
            fault = DPManagerError(_("The two passphrases are not the same. Type them again."))
            self.form.show_fault(fault, "again")
            return
        desk = self.desk
        title = _("Choose a USB stick, or a folder, for the helper's book")
        start = desk.remembered.folder or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if not chosen:
            return
        folder = Path(chosen) / f"{_file_name(values['file_name'])}{ENDING}"
        announce(_("The book is being made. This takes a moment."))

        def task() -> KnownHelper:
            at = desk.now()
            make_helper_book(
                desk.book, folder, values["first"], values["name"], who=desk.who, at=at
            )
            return put_rota_out(desk.book, folder, WEEKS[0], who=desk.who, at=at)

        def done(helper: KnownHelper) -> None:
            self.start()
            self._page.made(helper, folder)

        desk.do(
            task,
            said=lambda helper: _(
                "The book for {name} is made, with the rota in it. Tell them the passphrase."
            ).format(name=helper.name),
            done=done,
            failed=self.form.show_fault,
        )


def _file_name(typed: str) -> str:
    """What was typed, without what no system allows in the name of a file."""
    return "".join("-" if sign in '\\/:*?"<>|' else sign for sign in typed).strip(". ") or _(
        "Hours"
    )


def _taken_words(helper: KnownHelper) -> str:
    if helper.taken_at is None:
        return _("No hours came in yet.")
    return _("Hours came in on {day}.").format(day=long_date(helper.taken_at.date()))


def _rota_words(helper: KnownHelper) -> str:
    if helper.rota_out_at is None:
        return _("The rota has not gone out yet.")
    return _("The rota went out on {day}.").format(day=long_date(helper.rota_out_at.date()))
