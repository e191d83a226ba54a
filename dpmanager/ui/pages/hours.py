"""Hours: one worker's week at a time, from the first shift to the approved timesheet."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt

from dpmanager.domain.periods import Period
from dpmanager.domain.wording import days_words
from dpmanager.records.book import Book
from dpmanager.tasks.hours.check_hours import warnings_in_week
from dpmanager.tasks.hours.look_at_hours import (
    DayOfWeek,
    SavedShift,
    SheetOfWeek,
    WeekOfHours,
    WorkerChoice,
    day_of_week,
    outcomes_to_choose,
    week_of_hours,
    workers_to_choose,
)
from dpmanager.ui.pages.hours_copy import CopiedHours
from dpmanager.ui.pages.hours_correction import CorrectionView
from dpmanager.ui.pages.hours_sheet import SheetActions
from dpmanager.ui.pages.hours_typing import HoursTyping
from dpmanager.ui.pages.hours_words import Key, rows_of, show_sentences, worker_words
from dpmanager.ui.widgets.drop import FileDrop
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.table import DataTable, TableColumn
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import Views
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.ui.pages.hours_exchange import WorkerForms

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read from the book for this page."""

    workers: list[WorkerChoice]
    outcomes: list[str]
    week: WeekOfHours | None
    warnings: tuple[str, ...] = ()


class HoursPage(Page):
    """The week as a table; under it the hours of the chosen day, what it comes to, what next."""

    place: ClassVar[str] = "hours"
    help_page: ClassVar[str] = "hours"

    def heading(self) -> str:
        """The title of the page."""
        return _("Hours")

    def build(self) -> None:
        """From the worker at the top to the buttons of the timesheet."""
        self.whose = ""
        self._day = self.desk.today()
        self.week: WeekOfHours | None = None
        self.key: Key | None = None
        self._seen: _Seen | None = None
        self.typing = HoursTyping(self)
        self.card = self.typing.card
        self.copied = CopiedHours(self)
        self.nobody = Card(_("Whose hours?"))
        self.nobody.add(words(_("Add the people who work for you first. Then write their hours.")))
        self.nobody.add(
            button(_("Add a person"), lambda: self.go.emit("people", {"add": True}), "main")
        )
        self.nobody.hide()
        self.home = Column(gap=16)
        self.column.add(self.home)
        self.home.add(self.nobody)
        self.all = Column(gap=16)
        self.home.add(self.all)
        self.all.add(self._build_choice())
        self.all.add(self._build_table())
        self.all.add(self.card)
        self.all.add(self._build_sums())
        self.of_sheet = SheetActions(self)
        self.all.add(self.of_sheet)
        self.views = Views(self, self.home)
        FileDrop(self, lambda paths: self.read_form(paths[0]))

    @cached_property
    def changes(self) -> CorrectionView:
        """What a correction of paid hours changes; made when it is first wanted."""
        return self.views.add(
            CorrectionView(self.desk, self.copied.leave_changes, self.copied.corrected)
        )

    @cached_property
    def forms(self) -> "WorkerForms":
        """What workers fill in themselves; made when it is first wanted."""
        from dpmanager.ui.pages.hours_exchange import WorkerForms  # brings the readers along

        return WorkerForms(self)

    def open_with(self, **what: Any) -> None:
        """worker: whose hours. day: a day of the week to show. form: a filled form to read in."""
        self.views.show(None)
        self.typing.keep_draft()
        if "worker" in what:
            self.whose = what["worker"]
        if "day" in what:
            self._day = what["day"]
        self.key = None
        if "form" in what:
            self.read_form(what["form"])

    def refresh(self) -> None:
        """Reads the week again."""
        book, worker, day = self.desk.book, self.whose, self._day

        def show(seen: _Seen) -> None:
            if (worker, day) == (self.whose, self._day):
                self._show(seen)

        self.desk.look(partial(_read, book, worker, day, self.desk.today()), show)

    def take_focus(self) -> None:
        """The table: arrows choose a day, Enter goes to its hours."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        elif self.all.isHidden():
            super().take_focus()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # The blocks of the page

    def _build_choice(self) -> Any:
        self.worker = ChoiceField(_("Who"), [], missing=_("Choose whose hours these are."))
        self.worker.on_change(lambda: self.turn_to(self.worker.chosen(), self._day))
        self.this_week = button(_("This &week"), self._to_this_week)
        return beside(
            self.worker,
            button(_("&Earlier week"), lambda: self.turn_to(self.whose, self._day - WEEK)),
            button(_("&Later week"), lambda: self.turn_to(self.whose, self._day + WEEK)),
            self.this_week,
            button(_("R&ota"), self._to_rota),
            button(_("See all hours"), lambda: self.go.emit("all_hours", {})),
            button(_("Somebody who helps"), lambda: self.go.emit("helper", {})),
        )

    def _build_table(self) -> DataTable:
        self.table = DataTable(
            _("Hours of this week"),
            [
                TableColumn(_("Day"), show=self._day_text),
                TableColumn(_("Start"), show=str),
                TableColumn(_("Finish"), show=str),
                TableColumn(_("Break"), show=str),
                TableColumn(_("Kind of hours"), show=str),
                TableColumn(_("How long"), figures=True, show=str),
            ],
        )
        self.table.moved.connect(self.choose)
        self.table.chosen.connect(lambda _key: self.card.go_to_start())
        return self.table

    def _build_sums(self) -> Card:
        card = Card()
        self.says = words("", "heading")
        self.working = Column()
        self.sheets = Column(gap=4)
        self.second_look = Column(gap=4)
        card.add(self.says)
        card.add(self.second_look)
        card.add(self.working)
        card.add(self.sheets)
        self._steps: tuple[Any, ...] = ()
        return card

    # Showing what was read

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        self.nobody.setHidden(bool(seen.workers))
        self.all.setVisible(seen.week is not None)
        if seen.week is None:
            self.week = None
            self.whose = ""
            self.say_under_title("")
            return
        week = self.copied.as_corrected(seen.week)
        self.week = week
        self.whose = week.worker
        self.worker.set_choices([(one.name, worker_words(one)) for one in seen.workers])
        self.worker.set_value(week.worker)
        self.card.offer_outcomes(seen.outcomes)
        self.card.offer_services(week.services)
        self.this_week.setVisible(self.desk.today() not in week.week)
        self.say_under_title(
            _("{worker}, {period}").format(worker=week.worker, period=days_words(week.week))
        )
        self._show_table(week)
        self._show_sums(week)
        show_sentences(self.second_look, () if self.copied.is_there else seen.warnings)
        self._show_day()
        self.typing.week_came()

    def show_again(self) -> None:
        """Shows what was read last, with the copy of a correction in it."""
        if self._seen is not None:
            self._show(self._seen)

    def _show_table(self, week: WeekOfHours) -> None:
        rows = [row for day in week.days for row in rows_of(day)]
        self.key = self._nearest([row.key for row in rows])
        self.table.blockSignals(True)
        self.table.show_rows(rows)
        self.table.choose(self.key)
        self.table.blockSignals(False)

    def _day_text(self, day: date) -> str:
        name = day_of_week(day)
        closed = self.week is not None and any(
            one.bank_holiday for one in self.week.days if one.day == day
        )
        return _("{day}, bank holiday").format(day=name) if closed else name

    def _nearest(self, keys: list[Key]) -> Key:
        """The row that was chosen; else one of its day; else the first day without hours."""
        if self.key in keys:
            return self.key
        if self.key and self._adds_another():
            return self.key
        same_day = [key for key in keys if self.key and key[0] == self.key[0]]
        empty = [key for key in keys if key[1] is None]
        return (same_day or empty or keys)[0]

    def _show_sums(self, week: WeekOfHours) -> None:
        self.says.setText(week.says)
        if week.steps != self._steps:
            self._steps = week.steps
            self.working.clear()
            if week.steps:
                self.working.add(Working(week.says, week.steps))
        self.sheets.clear()
        for sheet in week.sheets:
            self.sheets.add(words(sheet.says, "soft"))

    def _show_day(self) -> None:
        """The form for the chosen row, unless the person is typing into it."""
        if self.week is None or self.chosen_day() is None:
            return
        self.typing.show_day()
        self.of_sheet.show_sheet(self.week, self.chosen_sheet(), corrected=self.copied.is_chosen())

    # What is chosen

    def chosen_day(self) -> DayOfWeek | None:
        """The day of the chosen row."""
        if self.week is None or self.key is None:
            return None
        return next((day for day in self.week.days if day.day == self.key[0]), None)

    def chosen_shift(self) -> SavedShift | None:
        """The shift of the chosen row; None on a day without one."""
        day = self.chosen_day()
        if day is None or self.key is None:
            return None
        return next((one for one in day.shifts if one.id == self.key[1]), None)

    def _adds_another(self) -> bool:
        """Whether the form is for one shift more on a day that has some."""
        day = self.chosen_day()
        return day is not None and bool(day.shifts) and self.key == (day.day, None)

    def chosen_sheet(self) -> SheetOfWeek | None:
        """The timesheet of the chosen day."""
        if self.week is None or self.key is None:
            return None
        return self.week.sheet_of(self.key[0])

    def choose(self, key: Key) -> None:
        """Shows the form for a row."""
        self.typing.keep_draft()
        self.key = key
        self._show_day()

    def turn_to(self, worker: str, day: date) -> None:
        """Shows the week of another worker or another day."""
        self.typing.keep_draft()
        self.whose = worker
        self._day = day
        self.key = None
        self.refresh()

    def _to_rota(self) -> None:
        self.go.emit("rota", {"worker": None, "day": self._day})

    def _to_this_week(self) -> None:
        self.turn_to(self.whose, self.desk.today())
        self.table.setFocus()

    # What the worker fills in

    def let_them_fill_in(self) -> None:
        """Shows what can be sent to the worker for the chosen timesheet."""
        sheet = self.chosen_sheet()
        if sheet is not None:
            self.typing.keep_draft()
            self.forms.offer(self.whose, sheet.period)

    def read_form(self, path: Path) -> None:
        """Reads a form that came back, and shows what it says."""
        self.typing.keep_draft()
        self.forms.read(path)

    def back_from_forms(self) -> None:
        """Shows the week again."""
        self.views.show(None)
        self.show_again()
        self.of_sheet.fill_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_end_of(self, worker: str, period: Period) -> None:
        """Goes to the end of a period, where its timesheet can be approved."""
        self.views.show(None)
        self.whose, self._day = worker, period.end
        self.key = (period.end, 0)  # no shift has this number: the first of the day is chosen
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _read(book: Book, worker: str, day: date, today: date) -> _Seen:
    workers = workers_to_choose(book)
    names = [one.name for one in workers]
    if worker not in names:
        worker = names[0] if names else ""
    week = week_of_hours(book, worker, day, today=today) if worker else None
    warnings = warnings_in_week(book, worker, week.week) if week else ()
    return _Seen(workers, outcomes_to_choose(book), week, warnings)
