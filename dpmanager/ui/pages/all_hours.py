"""All hours: the shifts of everybody as one list, what they come to, and a file of them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from dpmanager.domain.hours.hours_list import ListedShift, state_words
from dpmanager.domain.hours.shifts import HourKind, Shift, worked_minutes
from dpmanager.domain.wording import day_words, hours_and_minutes, kind_of_hour, nights
from dpmanager.errors import DPManagerError
from dpmanager.tasks.hours.look_at_all_hours import (
    Days,
    HoursAsked,
    HoursListing,
    list_hours,
    read_hours,
    save_hours,
)
from dpmanager.tasks.hours.look_at_hours import WorkerChoice, workers_to_choose
from dpmanager.ui.pages.hours_words import finish_words, worker_words
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField, TextField
from dpmanager.ui.widgets.files import ask_where_to_save
from dpmanager.ui.widgets.lazy_table import ROWS_AT_ONCE, Arrived, LazyTable
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.table import TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext

_Read = tuple[list[WorkerChoice], HoursListing, list[ListedShift]]


class AllHoursPage(Page):
    """Every shift, newest first. Enter opens its week on Hours. The choices stay as they were."""

    place: ClassVar[str] = "all_hours"
    help_page: ClassVar[str] = "all_hours"

    def heading(self) -> str:
        """The title of the page."""
        return _("All hours")

    def above(self) -> None:
        """The way back."""
        self.column.add(button(_("Back to Hours"), lambda: self.go.emit("hours", {}), "quiet"))

    def build(self) -> None:
        """From the choices to the list and what can be done with it."""
        self._reading = self._again = False
        self.empty = Card(_("No hours yet"))
        self.empty.add(words(_("Write hours on the page Hours first. Then they are listed here.")))
        self.empty.hide()
        self.all = Column(gap=16)
        self.column.add(self.empty)
        self.column.add(self.all)
        self.says = words("", "strong")
        self.table = LazyTable(_("All hours"), _columns())
        self.table.chosen.connect(self._open)
        self.none = words(_("No hours here. Choose other days or another person, or clear “Find”."))
        self.none.hide()
        self.acts = beside(
            button(_("Open this week"), lambda: self._open(self.table.current_key()), "main"),
            button(_("Save this list"), self.save),
        )
        for block in (self._build_choices(), self.says, self.none, self.table, self.acts):
            self.all.add(block)

    def open_with(self, **what: Any) -> None:
        """Everything stays as it was chosen last."""

    def refresh(self) -> None:
        """Reads the list again. While it is being read, the last wish waits."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        book, today, asked = self.desk.book, self.desk.today(), self._asked()
        chosen = self.table.current_key()

        def look() -> tuple[_Read, int]:
            listing = list_hours(book, asked, today)
            first = read_hours(book, listing, 0, ROWS_AT_ONCE)
            place = listing.place_of(chosen.id if chosen else None)
            return (workers_to_choose(book), listing, first), place

        def came(read: tuple[_Read, int]) -> None:
            self._reading = False
            self._show(*read)
            if self._again:
                self._again = False
                self.refresh()

        def failed(fault: DPManagerError) -> None:
            self._reading = False
            announce(str(fault), urgent=True)

        self.desk.look(look, came, failed)

    def take_focus(self) -> None:
        """The list: arrows choose a shift, Enter opens its week."""
        if self.table.isHidden():
            super().take_focus()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Saves what is listed as a file for a spreadsheet."""
        kinds = _("Files with commas") + " (*.csv)"
        path = ask_where_to_save(self, self.desk.remembered, "hours.csv", kinds)
        if path is None:
            return
        book, today, asked = self.desk.book, self.desk.today(), self._asked()
        self.desk.do(
            lambda: save_hours(book, asked, path, today),
            said=lambda count: ngettext(
                "Saved {count} shift in {name}.", "Saved {count} shifts in {name}.", count
            ).format(count=count, name=path.name),
        )

    def _build_choices(self) -> Any:
        self.worker = ChoiceField(
            _("Who"), [("", _("Everybody"))], missing=_("Choose whose hours to show.")
        )
        self.days = ChoiceField(
            _("Days"),
            [
                (Days.TAX_YEAR, _("This tax year")),
                (Days.TWELVE_MONTHS, _("Last 12 months")),
                (Days.ALL, _("All days")),
            ],
            missing=_("Choose which days to show."),
        )
        self.finder = TextField(_("Find"), missing=_("Type a name, a kind of hours or a date."))
        self.worker.on_change(self.refresh)
        self.days.on_change(self.refresh)
        self.finder.edit.textChanged.connect(lambda _text: self.refresh())
        return beside(self.worker, self.days, self.finder)

    def _asked(self) -> HoursAsked:
        return HoursAsked(
            self.worker.chosen() or "", self.days.chosen() or Days.ALL, self.finder.edit.text()
        )

    def _show(self, read: _Read, place: int) -> None:
        workers, listing, first = read
        desk = self.desk
        self.worker.set_choices(
            [("", _("Everybody")), *((one.name, worker_words(one)) for one in workers)]
        )

        def fetch(start: int, most: int, arrived: Arrived) -> None:
            desk.look(
                lambda: read_hours(desk.book, listing, start, most),
                lambda lines: arrived(_rows_of(lines)),
            )

        count = len(listing.shifts)
        self.table.show_rows(count, _rows_of(first), fetch, place=place)
        if not count and self.table.hasFocus():
            self.worker.box.setFocus()  # the table goes away
        self.empty.setVisible(not listing.any_hours)
        self.all.setVisible(listing.any_hours)
        self.says.setText(listing.says)
        self.none.setVisible(not count)
        for block in (self.says, self.table, self.acts):
            block.setVisible(bool(count))
        self.content_came()

    def _open(self, line: ListedShift | None) -> None:
        if line is not None:
            self.go.emit("hours", {"worker": line.worker, "day": line.shift.day})


def _columns() -> list[TableColumn]:
    return [
        TableColumn(_("Day"), show=day_words),
        TableColumn(_("Who"), show=str),
        TableColumn(_("Start"), show=str),
        TableColumn(_("Finish"), show=str),
        TableColumn(_("Kind of hours"), show=str),
        TableColumn(_("Hours"), figures=True, show=str),
        TableColumn(_("Timesheet"), show=str),
    ]


def _rows_of(lines: Sequence[ListedShift]) -> list[TableRow]:
    states = state_words()
    return [
        TableRow(
            (
                line.shift.day,
                line.worker,
                f"{line.shift.start:%H:%M}",
                finish_words(line.shift),
                kind_of_hour(line.shift.kind),
                _length(line.shift),
                states[line.state],
            ),
            line,
        )
        for line in lines
    ]


def _length(shift: Shift) -> str:
    if shift.kind is HourKind.SLEEP_IN:
        return nights(1)
    return hours_and_minutes(worked_minutes(shift))
