"""The history: who did what and when; what was deleted lately can be put back from here."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from dpmanager.domain.wording import moment_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.look_at_history import (
    MOST,
    Entry,
    EntryLook,
    deleted_lately,
    look_at_entry,
    look_at_history,
    print_history,
    put_back,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.fields import ChoiceField, TextField
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _, ngettext

ALL, DELETED = "all", "deleted"


class HistoryPage(Page):
    """A list of everything that was saved, and behind it what one of them changed."""

    place: ClassVar[str] = "history"
    help_page: ClassVar[str] = "history"

    def heading(self) -> str:
        """The title of the page."""
        return _("History")

    def build(self) -> None:
        """What to show, the words to look for, the list; behind it one entry."""
        self.first = Column(gap=16)
        self.column.add(self.first)
        self.which = ChoiceField(
            _("What to show"),
            [(ALL, _("Everything that was saved")), (DELETED, _("What was deleted lately"))],
            missing=_("Choose what to show."),
        )
        self.which.set_value(ALL)
        self.which.on_change(self._which_chosen)
        self.box = TextField(
            _("Words to look for"), hint=_("Part of a name, of a task, or of who did it")
        )
        self.box.edit.textChanged.connect(lambda _text: self.refresh())
        self.count = words("", "soft")
        self.table = DataTable(
            _("History"),
            [
                TableColumn(_("When"), show=moment_words),
                TableColumn(_("What")),
                TableColumn(_("Who")),
                TableColumn(_("Now")),
            ],
        )
        self.table.chosen.connect(self._look)
        self.see = button(_("See what changed"), lambda: self._look(self.table.current_key()))
        self.print = button(_("Print the list"), self._print)
        for block in (self.which, self.box, self.count, self.table):
            self.first.add(block)
        self.first.add(beside(self.see, self.print))
        self.first.add(
            beside(
                button(
                    _("Records you need no longer"),
                    lambda: self.go.emit("old_records", {}),
                    "quiet",
                )
            )
        )
        self.views = Views(self, self.first)
        self.entry = self.views.add(EntryView(self.desk, self._leave))
        self._looking = False

    def open_with(self, **what: Any) -> None:
        """show: "deleted" for what was deleted lately."""
        self.which.set_value(what.get("show", ALL))
        self._which_chosen()

    def refresh(self) -> None:
        """Reads the list again; what was typed meanwhile is looked for when that is done."""
        if self._looking:
            return
        self._looking = True
        desk, text, which = self.desk, self.box.edit.text(), self.which.chosen()

        def look() -> tuple[Entry, ...]:
            if which == DELETED:
                return deleted_lately(desk.book, desk.now())
            return look_at_history(desk.book, text)

        def seen(entries: tuple[Entry, ...]) -> None:
            self._looking = False
            self._show(entries, which)
            if (text, which) != (self.box.edit.text(), self.which.chosen()):
                self.refresh()

        desk.look(look, seen)

    def _which_chosen(self) -> None:
        self.box.setVisible(self.which.chosen() == ALL)
        self.refresh()

    def _show(self, entries: Sequence[Entry], which: str) -> None:
        self.table.show_rows(
            [
                TableRow(
                    (each.at, each.name, each.who, _("Taken back") if each.undone else ""), each.id
                )
                for each in entries
            ]
        )
        if entries and self.table.current_key() is None:
            self.table.selectRow(0)
        self.count.setText(_how_many(len(entries), which))
        for block in (self.table, self.see):
            block.setVisible(bool(entries))
        self.print.setVisible(bool(entries) and which == ALL)

    def _look(self, number: int | None) -> None:
        if number is None:
            return
        book = self.desk.book

        def seen(look: EntryLook) -> None:
            self.entry.open(look)
            self.views.show(self.entry)
            self.views.focus(self.entry)

        self.desk.look(lambda: look_at_entry(book, number), seen)

    def _leave(self) -> None:
        self.views.show(None)
        self.views.focus(self.first)

    def _print(self) -> None:
        desk, text = self.desk, self.box.edit.text()

        def made(pdf: bytes) -> None:
            title = _("History")
            self.go.emit(
                "preview",
                {"title": title, "pdf": pdf, "file_name": f"{title}.pdf", "back": self.place},
            )

        desk.look(lambda: print_history(desk.book, text, desk.now()), made)


class EntryView(View):
    """What one task changed, and for something deleted the button that puts it back."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, "", _("Back to the history"), leave)
        self._number = 0
        self.summary = ErrorSummary()
        self.says = words("")
        self.table = DataTable(
            _("What changed"),
            [
                TableColumn(_("Record"), show=str),
                TableColumn(_("What"), show=str),
                TableColumn(_("Before"), show=str),
                TableColumn(_("After"), show=str),
            ],
        )
        self.more = words("", "soft")
        self.put = button(_("Put it back"), self._put_back, "main")
        for block in (self.summary, self.says, self.put, self.table, self.more):
            self.add(block)

    def open(self, look: EntryLook) -> None:
        """Shows one entry."""
        self._number = look.entry.id
        self.summary.show_problems([])
        self.rename(look.entry.name)
        self.says.setText(
            _("{who} saved this on {moment}.").format(
                who=look.entry.who, moment=moment_words(look.entry.at)
            )
        )
        self.put.setVisible(look.can_be_put_back)
        self.table.show_rows(
            [
                TableRow((f"{record.record}, {record.how}", field.what, field.before, field.after))
                for record in look.records
                for field in record.fields
            ]
        )
        self.more.setVisible(bool(look.more))
        self.more.setText(
            ngettext(
                "{count} more record is not shown.",
                "{count} more records are not shown.",
                look.more,
            ).format(count=look.more)
        )

    def _put_back(self) -> None:
        desk, number = self.desk, self._number

        def failed(fault: DPManagerError) -> None:
            self.summary.show_problems([(str(fault), None)])

        desk.do(
            lambda: put_back(desk.book, number, who=desk.who, at=desk.now()),
            said=lambda name: _("Put back: {task}").format(task=name),
            done=lambda _name: self.leave(),
            failed=failed,
        )


def _how_many(count: int, which: str) -> str:
    if which == DELETED:
        sentence = ngettext(
            "{count} thing was deleted in the last 90 days.",
            "{count} things were deleted in the last 90 days.",
            count,
        )
    elif count == MOST:
        sentence = _("The newest {count}. Type words to find older ones.")
    else:
        sentence = ngettext("{count} entry.", "{count} entries.", count)
    return sentence.format(count=count)
