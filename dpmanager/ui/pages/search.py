"""Search: one box, and what was found as the person types."""

from typing import Any, ClassVar

from dpmanager.domain.periods import short_date
from dpmanager.tasks.book.search_records import MOST_OF_A_KIND, Found, Hit, search_records
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import TextField
from dpmanager.ui.widgets.page import Page
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import button, words
from dpmanager.words import _, ngettext


class SearchPage(Page):
    """Finds payments, people, receipts, timesheets and payslips."""

    place: ClassVar[str] = "search"
    help_page: ClassVar[str] = "search"

    def heading(self) -> str:
        """The title of the page."""
        return _("Search")

    def build(self) -> None:
        """The box, how many were found, the table, and the button that opens a place."""
        self.box = TextField(
            _("What are you looking for?"),
            hint=_("A name, an amount such as 286.27, or a date such as 3 July"),
            missing=_("Type a name, an amount or a date."),
        )
        self.box.edit.textChanged.connect(lambda _text: self._search())
        self.box.edit.returnPressed.connect(self._open)
        self.count = words("", "strong")
        self.table = DataTable(
            _("What was found"),
            [
                TableColumn(_("What")),
                TableColumn(_("Date"), show=short_date),
                TableColumn(_("Who or what")),
                TableColumn(_("Amount"), figures=True),
            ],
        )
        self.table.chosen.connect(self._go_to)
        self.opener = button(_("Open it"), self._open, "main")
        for block in (self.box, self.count, self.table, self.opener):
            self.column.add(block)
        self._searching = False
        self._show("", [])

    def refresh(self) -> None:
        """Looks again for what is in the box."""
        self._search()

    def take_focus(self) -> None:
        """The box, with what was typed before chosen, so that typing takes its place."""
        super().take_focus()
        self.box.edit.selectAll()

    def _search(self) -> None:
        """Looks for the text; what was typed meanwhile is looked for when that is done."""
        if self._searching:
            return
        self._searching = True
        text, book = self.box.edit.text(), self.desk.book

        def done(hits: list[Hit]) -> None:
            self._searching = False
            self._show(text, hits)
            if self.box.edit.text() != text:
                self._search()

        self.desk.look(lambda: search_records(book, text), done)

    def _show(self, text: str, hits: list[Hit]) -> None:
        names = _names()
        self.table.show_rows(
            [TableRow((names[hit.kind], hit.day, hit.words, hit.amount), key=hit) for hit in hits]
        )
        sentence = _how_many(text, hits)
        changed = sentence != self.count.text()
        self.count.setText(sentence)
        for block in (self.table, self.opener):
            block.setVisible(bool(hits))
        if changed and sentence:
            announce(sentence)

    def _open(self) -> None:
        self._go_to(self.table.current_key())

    def _go_to(self, hit: Hit | None) -> None:
        if hit is not None:
            self.go.emit(*_place_of(hit))


def _how_many(text: str, hits: list[Hit]) -> str:
    if not text.strip():
        return ""
    if not hits:
        return _("Nothing was found.")
    found = ngettext("{count} was found.", "{count} were found.", len(hits)).format(count=len(hits))
    full = any(sum(hit.kind is kind for hit in hits) == MOST_OF_A_KIND for kind in Found)
    if not full:
        return found
    return _("{found} There may be more. Type more words to find fewer.").format(found=found)


def _names() -> dict[Found, str]:
    return {
        Found.PERSON: _("Person"),
        Found.PAYMENT: _("Payment"),
        Found.RECEIPT: _("Receipt"),
        Found.PAYSLIP: _("Payslip"),
        Found.TIMESHEET: _("Timesheet"),
    }


def _place_of(hit: Hit) -> tuple[str, dict[str, Any]]:
    """The page that shows it, and what to ask it for."""
    if hit.kind is Found.PERSON:
        return "people", {"worker": hit.worker}
    if hit.kind is Found.PAYMENT:
        return "money", {"transaction": hit.number}
    if hit.kind is Found.RECEIPT:
        return "receipts", {"proof": hit.number}
    if hit.kind is Found.TIMESHEET:
        return "hours", {"worker": hit.worker, "day": hit.day}
    return "pay", {"payslip": hit.number}
