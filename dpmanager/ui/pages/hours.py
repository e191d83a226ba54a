"""Hours: one worker's week at a time, from the first shift to the approved timesheet."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer

from dpmanager.domain.hours.shifts import Shift, check_shift
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.hours.check_hours import warnings_for, warnings_in_week
from dpmanager.tasks.hours.hours_to_correct import HoursToCorrect, hours_to_correct
from dpmanager.tasks.hours.look_at_hours import (
    DayOfWeek,
    SavedShift,
    SheetOfWeek,
    WeekOfHours,
    WorkerChoice,
    day_in_words,
    day_of_week,
    outcomes_to_choose,
    week_of_hours,
    workers_to_choose,
)
from dpmanager.tasks.hours.record_shifts import change_shift, record_shifts, remove_shift
from dpmanager.ui.pages.hours_correction import CorrectionView
from dpmanager.ui.pages.hours_sheet import SheetActions
from dpmanager.ui.pages.hours_shift import ShiftCard
from dpmanager.ui.pages.hours_words import (
    finish_words,
    rows_of,
    show_sentences,
    worker_words,
)
from dpmanager.ui.widgets.announce import announce
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
PAUSE_IN_TYPING = 600
"""Milliseconds without a key, after which what was typed is looked at."""

Key = tuple[date, int | None]
"""A row of the table: its day, and the number of its shift, None for a day without one."""


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
        self._worker = ""
        self._day = self.desk.today()
        self._week: WeekOfHours | None = None
        self._key: Key | None = None
        self._correcting: HoursToCorrect | None = None
        self._seen: _Seen | None = None
        self._drafts: dict[tuple[str, Key], dict[str, Any]] = {}
        self._then_go_on = False
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
        self.all.add(self._build_form())
        self.all.add(self._build_sums())
        self.of_sheet = SheetActions(self)
        self.all.add(self.of_sheet)
        self.views = Views(self, self.home)
        FileDrop(self, lambda paths: self.read_form(paths[0]))

    @cached_property
    def changes(self) -> CorrectionView:
        """What a correction of paid hours changes; made when it is first wanted."""
        return self.views.add(CorrectionView(self.desk, self._back_to_hours, self._corrected))

    @cached_property
    def forms(self) -> "WorkerForms":
        """What workers fill in themselves; made when it is first wanted."""
        from dpmanager.ui.pages.hours_exchange import WorkerForms  # brings the readers along

        return WorkerForms(self)

    def open_with(self, **what: Any) -> None:
        """worker: whose hours. day: a day of the week to show. form: a filled form to read in."""
        self.views.show(None)
        self._keep_draft()
        if "worker" in what:
            self._worker = what["worker"]
        if "day" in what:
            self._day = what["day"]
        self._key = None
        if "form" in what:
            self.read_form(what["form"])

    def refresh(self) -> None:
        """Reads the week again."""
        book, worker, day = self.desk.book, self._worker, self._day

        def show(seen: _Seen) -> None:
            if (worker, day) == (self._worker, self._day):
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
        self.worker.on_change(lambda: self._turn_to(self.worker.chosen(), self._day))
        self.this_week = button(_("This &week"), self._to_this_week)
        return beside(
            self.worker,
            button(_("&Earlier week"), lambda: self._turn_to(self._worker, self._day - WEEK)),
            button(_("&Later week"), lambda: self._turn_to(self._worker, self._day + WEEK)),
            self.this_week,
            button(_("R&ota"), self._to_rota),
            button(_("See all hours"), lambda: self.go.emit("all_hours", {})),
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
        self.table.moved.connect(self._choose)
        self.table.chosen.connect(lambda _key: self.card.go_to_start())
        return self.table

    def _build_form(self) -> ShiftCard:
        self.card = ShiftCard(self._add_another, self._remove)
        self.card.entered.connect(self._enter)
        self.card.kept.connect(self._save)
        self._look_again = QTimer(self)
        self._look_again.setSingleShot(True)
        self._look_again.setInterval(PAUSE_IN_TYPING)
        self._look_again.timeout.connect(self._look_twice)
        self.card.retyped.connect(self._look_again.start)
        return self.card

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
            self._week = None
            self._worker = ""
            self.say_under_title("")
            return
        week = self._as_corrected(seen.week)
        self._week = week
        self._worker = week.worker
        self.worker.set_choices([(one.name, worker_words(one)) for one in seen.workers])
        self.worker.set_value(week.worker)
        self.card.offer_outcomes(seen.outcomes)
        self.this_week.setVisible(self.desk.today() not in week.week)
        self.say_under_title(
            _("{worker}, {period}").format(worker=week.worker, period=days_words(week.week))
        )
        self._show_table(week)
        self._show_sums(week)
        show_sentences(self.second_look, () if self._correcting else seen.warnings)
        self._show_day()
        if self._then_go_on:
            self._then_go_on = False
            self._after_the_week()

    def _show_table(self, week: WeekOfHours) -> None:
        rows = [row for day in week.days for row in rows_of(day)]
        self._key = self._nearest([row.key for row in rows])
        self.table.blockSignals(True)
        self.table.show_rows(rows)
        self.table.choose(self._key)
        self.table.blockSignals(False)

    def _day_text(self, day: date) -> str:
        name = day_of_week(day)
        closed = self._week is not None and any(
            one.bank_holiday for one in self._week.days if one.day == day
        )
        return _("{day}, bank holiday").format(day=name) if closed else name

    def _nearest(self, keys: list[Key]) -> Key:
        """The row that was chosen; else one of its day; else the first day without hours."""
        if self._key in keys:
            return self._key
        if self._key and self._adds_another():
            return self._key
        same_day = [key for key in keys if self._key and key[0] == self._key[0]]
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
        day = self._chosen_day()
        if day is None or self._key is None or self._week is None:
            return
        draft = self._drafts.get((self._worker, self._key))
        self.card.show_day(day, self._chosen_shift(), draft)
        self.of_sheet.show_sheet(self._week, self.chosen_sheet(), corrected=self._is_corrected())

    # What is chosen

    def _chosen_day(self) -> DayOfWeek | None:
        if self._week is None or self._key is None:
            return None
        return next((day for day in self._week.days if day.day == self._key[0]), None)

    def _chosen_shift(self) -> SavedShift | None:
        day = self._chosen_day()
        if day is None or self._key is None:
            return None
        return next((one for one in day.shifts if one.id == self._key[1]), None)

    def _adds_another(self) -> bool:
        """Whether the form is for one shift more on a day that has some."""
        day = self._chosen_day()
        return day is not None and bool(day.shifts) and self._key == (day.day, None)

    def chosen_sheet(self) -> SheetOfWeek | None:
        """The timesheet of the chosen day."""
        if self._week is None or self._key is None:
            return None
        return self._week.sheet_of(self._key[0])

    def _choose(self, key: Key) -> None:
        self._keep_draft()
        self._key = key
        self._show_day()

    def _keep_draft(self) -> None:
        """What was typed and not saved waits for the person to come back to its day."""
        if self.card.typed and self._key is not None:
            self._drafts[self._worker, self._key] = self.card.held()
        self.card.typed = False

    def _turn_to(self, worker: str, day: date) -> None:
        self._keep_draft()
        self._worker = worker
        self._day = day
        self._key = None
        self.refresh()

    def _to_rota(self) -> None:
        self.go.emit("rota", {"worker": None, "day": self._day})

    def _to_this_week(self) -> None:
        self._turn_to(self._worker, self.desk.today())
        self.table.setFocus()

    def _add_another(self) -> None:
        if self._key is not None:
            self._choose((self._key[0], None))
            self.card.go_to_start()

    # Typing hours

    def _enter(self) -> None:
        """Enter saves and goes on. With nothing typed it only goes on."""
        if not self.card.typed or not self.card.has_times():
            self.card.typed = False
            self._go_on()
        elif not self.card.go_to_finish():
            self._save()

    def _look_twice(self) -> None:
        """Says what is worth a second look in what was typed, when the typing rests."""
        key = self._key
        if key is None or not self.card.typed or self._is_corrected():
            return
        try:
            shift = self.card.read_shift()
            check_shift(shift)
        except DPManagerError:
            self.card.show_warnings(())
            return
        book, worker = self.desk.book, self._worker

        def show(sentences: tuple[str, ...]) -> None:
            if self.card.typed and (worker, key) == (self._worker, self._key):
                self.card.show_warnings(sentences)
                if sentences:
                    announce(" ".join(sentences))

        self.desk.look(lambda: warnings_for(book, worker, shift, key[1]), show)

    def _save(self) -> None:
        if self._key is None or self.card.form.values() is None:
            return
        desk, worker, key, shift = self.desk, self._worker, self._key, self.card.read_shift()
        if self._is_corrected():
            self._put_into_copy(key, shift)
            return
        self._keep_draft()

        def task() -> None:
            if key[1] is None:
                record_shifts(desk.book, worker, [shift], who=desk.who, at=desk.now())
            else:
                change_shift(desk.book, key[1], shift, who=desk.who, at=desk.now())

        desk.do(
            task,
            said=_("Saved: {day}, {start} to {finish}.").format(
                day=day_in_words(shift.day),
                start=f"{shift.start:%H:%M}",
                finish=finish_words(shift),
            ),
            done=lambda _none: self._drafts.pop((worker, key), None),
            failed=partial(self._not_saved, worker, key),
        )
        self._go_on()  # at once: who types fast is in the next day already

    def _not_saved(self, worker: str, key: Key, fault: DPManagerError) -> None:
        """Back to the day that could not be saved, with all that was typed."""
        self._then_go_on = False
        if worker != self._worker or self._week is None or key[0] not in self._week.week:
            self._turn_to(worker, key[0])
        self._choose(key)
        self.table.blockSignals(True)
        self.table.choose(key)
        self.table.blockSignals(False)
        self.card.form.show_fault(fault)

    def _go_on(self) -> None:
        """To the next row; after the last one to what comes next."""
        later = self._next_key()
        if later is None:
            self._then_go_on = True
            if not self.desk.is_busy():
                self._then_go_on = False
                self._after_the_week()
            return
        self.table.choose(later)
        self.card.go_to_start()

    def _next_key(self) -> Key | None:
        assert self._week is not None and self._key is not None
        keys = [row.key for day in self._week.days for row in rows_of(day)]
        if self._key in keys:
            after = keys[keys.index(self._key) + 1 :]
        else:
            after = [key for key in keys if key[0] > self._key[0]]
        return after[0] if after else None

    def _after_the_week(self) -> None:
        sheet = self.chosen_sheet()
        if sheet is not None and sheet.can_approve:
            self.of_sheet.approve.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        desk, key = self.desk, self._key
        if key is None or key[1] is None:
            return
        number = key[1]
        self.card.typed = False
        self._drafts.pop((self._worker, key), None)
        if self._correcting is not None and self._is_corrected():
            self._correcting.remove(number)
            announce(_("Removed from the copy: {day}.").format(day=day_in_words(key[0])))
            self._show_again()
            self.table.setFocus()
            return
        desk.do(
            lambda: remove_shift(desk.book, number, who=desk.who, at=desk.now()),
            said=_("Removed the shift on {day}.").format(day=day_in_words(key[0])),
            failed=self.card.form.show_fault,
        )
        self.table.setFocus()

    # What the worker fills in

    def let_them_fill_in(self) -> None:
        """Shows what can be sent to the worker for the chosen timesheet."""
        sheet = self.chosen_sheet()
        if sheet is not None:
            self._keep_draft()
            self.forms.offer(self._worker, sheet.period)

    def read_form(self, path: Path) -> None:
        """Reads a form that came back, and shows what it says."""
        self._keep_draft()
        self.forms.read(path)

    def back_from_forms(self) -> None:
        """Shows the week again."""
        self.views.show(None)
        self._show_again()
        self.of_sheet.fill_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_end_of(self, worker: str, period: Period) -> None:
        """Goes to the end of a period, where its timesheet can be approved."""
        self.views.show(None)
        self._worker, self._day = worker, period.end
        self._key = (period.end, 0)  # no shift has this number: the first of the day is chosen
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Correcting hours that were paid

    def correct(self) -> None:
        """Makes a copy of the hours of the chosen timesheet, to be changed."""
        sheet = self.chosen_sheet()
        if sheet is None or sheet.id is None:
            return
        book, number = self.desk.book, sheet.id

        def begin(copied: HoursToCorrect) -> None:
            self._correcting = copied
            self._key = self._a_shift_of(sheet)
            self._show_again()
            announce(
                _("You are changing a copy of the hours of {period}. Nothing is saved yet.").format(
                    period=days_words(copied.period)
                )
            )
            self.table.setFocus()

        self.desk.look(lambda: hours_to_correct(book, number), begin)

    def _a_shift_of(self, sheet: SheetOfWeek) -> Key | None:
        """The chosen shift, or the first one of a timesheet in this week."""
        if self._week is None or self._chosen_shift() is not None:
            return self._key
        days = [day for day in self._week.days if day.day in sheet.period]
        first = next(((day.day, one.id) for day in days for one in day.shifts), None)
        return first or self._key

    def see_changes(self) -> None:
        """Shows what the corrected hours change."""
        if self._correcting is None:
            return
        self._keep_draft()
        if not self._correcting.is_changed:
            announce(_("Nothing is changed yet. Change, add or remove a shift first."))
            return
        self.say_under_title(
            _("{worker}, {period}").format(
                worker=self._correcting.worker, period=days_words(self._correcting.period)
            )
        )
        self.changes.open(self._correcting)
        self.views.show(self.changes)

    def stop_correcting(self) -> None:
        """Drops the copy; the hours stay as they were."""
        self._end_copy()
        announce(_("Nothing was changed."))
        self.table.setFocus()

    def _as_corrected(self, week: WeekOfHours) -> WeekOfHours:
        copied = self._correcting
        if copied is None or copied.worker != week.worker:
            return week
        if any(sheet.id == copied.timesheet_id and sheet.state != "paid" for sheet in week.sheets):
            self._correcting = None  # the pay run was taken back
            return week
        return copied.as_week(week)

    def _is_corrected(self) -> bool:
        """Whether the chosen timesheet is the one that is being corrected."""
        sheet = self.chosen_sheet()
        copied = self._correcting
        return copied is not None and sheet is not None and sheet.id == copied.timesheet_id

    def _put_into_copy(self, key: Key, shift: Shift) -> None:
        assert self._correcting is not None
        try:
            number = self._correcting.put(key[1], shift)
        except DPManagerError as fault:
            self.card.form.show_fault(fault)
            return
        self.card.typed = False
        self._drafts.pop((self._worker, key), None)
        self._key = (key[0], number)
        announce(
            _("Changed in the copy: {day}, {start} to {finish}.").format(
                day=day_in_words(shift.day),
                start=f"{shift.start:%H:%M}",
                finish=finish_words(shift),
            )
        )
        self._show_again()
        self._go_on()

    def _show_again(self) -> None:
        if self._seen is not None:
            self._show(self._seen)

    def _end_copy(self) -> None:
        copied, self._correcting = self._correcting, None
        if copied is None:
            return
        self.card.typed = False
        self._drafts = {
            (worker, key): held
            for (worker, key), held in self._drafts.items()
            if worker != copied.worker or key[0] not in copied.period
        }
        self._show_again()

    def _back_to_hours(self) -> None:
        self.views.show(None)
        self._show_again()
        self.of_sheet.see_changes.setFocus()

    def _corrected(self) -> None:
        self.views.show(None)
        self._end_copy()
        self.table.setFocus()


def _read(book: Book, worker: str, day: date, today: date) -> _Seen:
    workers = workers_to_choose(book)
    names = [one.name for one in workers]
    if worker not in names:
        worker = names[0] if names else ""
    week = week_of_hours(book, worker, day, today=today) if worker else None
    warnings = warnings_in_week(book, worker, week.week) if week else ()
    return _Seen(workers, outcomes_to_choose(book), week, warnings)
