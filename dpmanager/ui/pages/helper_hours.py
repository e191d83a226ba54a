"""The one page of a helper's book: a worker's week, with the rota beside what is written down."""

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal

from dpmanager.domain.hours.shifts import Shift
from dpmanager.domain.wording import days_words, moment_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.hours.keep_hours_as_helper import (
    HelperDay,
    HelperWeek,
    change_hours,
    enter_hours,
    look_at_helper_week,
    remove_hours,
)
from dpmanager.tasks.hours.look_at_hours import SavedShift, day_in_words, day_of_week
from dpmanager.ui.pages.hours_shift import ShiftCard
from dpmanager.ui.pages.hours_words import Key, finish_words, rows_of, times_in_words
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Card, Column, Sheet
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.ui.helper_window import HelperDesk

WEEK = timedelta(days=7)


class HelperSheet(Sheet):
    """The week as a table; under it the hours of the chosen day, and how to hand them over.

    The signals ask the window for what it does.
    """

    undo_asked = Signal()
    hand_over_asked = Signal()
    rota_asked = Signal()
    settings_asked = Signal()
    help_asked = Signal()

    def __init__(self, desk: "HelperDesk") -> None:
        self.desk = desk
        self._worker: int | None = None
        self._day = desk.today()
        self._drafts: dict[tuple[int | None, Key], dict[str, Any]] = {}
        self.key: Key | None = None
        self.week: HelperWeek | None = None
        super().__init__()

    def heading(self) -> str:
        """The title of the page."""
        return _("Hours")

    def build(self) -> None:
        """From the worker at the top to the file that is sent."""
        self.problem = ErrorSummary()
        self.column.add(self.problem)
        self.column.add(self._build_empty())
        self.all = Column(gap=16)
        self.column.add(self.all)
        self.all.add(self._build_choice())
        self.all.add(self._build_table())
        self.as_planned = button("", self._take_planned, "main")
        self.all.add(beside(self.as_planned))
        self.card = ShiftCard(self._add_another, self._remove)
        self.card.offer_outcomes([])
        self.card.entered.connect(self._enter)
        self.card.kept.connect(self._save)
        self.all.add(self.card)
        self.says = words("", "heading")
        self.all.add(self.says)
        self.column.add(self._build_handing_over())
        self.undo = button("", self.undo_asked.emit)
        self.column.add(
            beside(
                self.undo,
                button(_("Settings"), self.settings_asked.emit),
                button(_("Help"), self.help_asked.emit),
            )
        )

    def refresh(self) -> None:
        """Reads the week again."""
        book, worker, day = self.desk.book, self._worker, self._day

        def show(week: HelperWeek) -> None:
            if (worker, day) == (self._worker, self._day):
                self._show(week)

        self.desk.look(partial(look_at_helper_week, book, worker, day), show, self.show_fault)

    def take_focus(self) -> None:
        """The table: arrows choose a day, Enter goes to its hours."""
        if self.all.isHidden():
            super().take_focus()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_fault(self, fault: DPManagerError) -> None:
        """Shows why something could not be done."""
        self.problem.show_problems([(str(fault), None)])

    # The blocks of the page

    def _build_empty(self) -> Card:
        self.empty = Card(_("The names are not here yet"))
        self.empty.add(
            words(
                _(
                    "Ask who manages the money to put the rota into this book. Or take it from a "
                    "file that they sent you."
                )
            )
        )
        self.empty.add(beside(button(_("Take the rota from a file..."), self.rota_asked.emit)))
        self.empty.hide()
        return self.empty

    def _build_choice(self) -> Any:
        self.worker = ChoiceField(_("Who"), [], missing=_("Choose whose hours these are."))
        self.worker.on_change(lambda: self.turn_to(self.worker.chosen(), self._day))
        self.this_week = button(_("This &week"), self._to_this_week)
        return beside(
            self.worker,
            button(_("&Earlier week"), lambda: self.turn_to(self._worker, self._day - WEEK)),
            button(_("&Later week"), lambda: self.turn_to(self._worker, self._day + WEEK)),
            self.this_week,
        )

    def _build_table(self) -> DataTable:
        self.table = DataTable(
            _("Hours of this week"),
            [
                TableColumn(_("Day"), show=self._day_text),
                TableColumn(_("On the rota"), show=str),
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

    def _build_handing_over(self) -> Card:
        card = Card(_("To hand over your hours"))
        card.add(
            words(
                _(
                    "All that you write is saved at once, in this book. If it is on a USB stick, "
                    "hand over the stick. Or save a copy as one file and send it."
                )
            )
        )
        self.rota_says = words("", "soft")
        card.add(self.rota_says)
        card.add(
            beside(
                button(_("Hand over as a file..."), self.hand_over_asked.emit),
                button(_("Take in a new rota..."), self.rota_asked.emit),
            )
        )
        self.handing_over = card
        return card

    # Showing what was read

    def _show(self, week: HelperWeek) -> None:
        self.week = week
        self.problem.show_problems([])
        self._show_undo(week.can_undo)
        there = week.worker is not None
        self.empty.setHidden(there)
        for block in (self.all, self.handing_over):
            block.setVisible(there)
        if week.worker is None:
            self.say_under_title(_("The book of {name}").format(name=week.helper))
            return
        self._worker = week.worker.id
        self.worker.set_choices([(one.id, one.name) for one in week.workers])
        self.worker.set_value(week.worker.id)
        self.this_week.setVisible(self.desk.today() not in week.week)
        self.say_under_title(
            _("{worker}, {period}").format(worker=week.worker.name, period=days_words(week.week))
        )
        self.says.setText(week.says)
        if week.rota_out_at is not None:
            self.rota_says.setText(
                _("You have the rota of {moment}.").format(moment=moment_words(week.rota_out_at))
            )
        self._show_table(week)
        self._show_day()

    def _show_undo(self, task: str) -> None:
        name = _("Undo: {task}").format(task=task)
        self.undo.setText(name.replace("&", "&&"))
        self.undo.setAccessibleName(name)
        self.undo.setVisible(bool(task))

    def _show_table(self, week: HelperWeek) -> None:
        rows = [row for day in week.days for row in _rows(day)]
        keys = [row.key for row in rows]
        if self.key not in keys and not self._adds_another():
            same_day = [key for key in keys if self.key and key[0] == self.key[0]]
            today = [key for key in keys if key[0] == self.desk.today()]
            empty = [key for key in keys if key[1] is None]
            self.key = (same_day or today or empty or keys)[0]
        self.table.blockSignals(True)
        self.table.show_rows(rows)
        self.table.choose(self.key)
        self.table.blockSignals(False)

    def _show_day(self) -> None:
        """The form for the chosen row, with what was typed for it before."""
        day = self.chosen_day()
        if day is None or self.key is None:
            return
        self.card.show_day(day.day, self.chosen_shift(), self._drafts.get((self._worker, self.key)))
        planned = day.to_confirm
        self.as_planned.setVisible(bool(planned))
        self.as_planned.setText(
            _("Worked as planned: {times}").format(times=_times(planned)) if planned else ""
        )

    def _day_text(self, day: date) -> str:
        name = day_of_week(day)
        closed = self.week is not None and any(
            one.day.bank_holiday for one in self.week.days if one.day.day == day
        )
        return _("{day}, bank holiday").format(day=name) if closed else name

    # What is chosen

    def chosen_day(self) -> HelperDay | None:
        """The day of the chosen row."""
        if self.week is None or self.key is None:
            return None
        return next((one for one in self.week.days if one.day.day == self.key[0]), None)

    def chosen_shift(self) -> SavedShift | None:
        """The hours of the chosen row; None on a day without any."""
        day = self.chosen_day()
        if day is None or self.key is None:
            return None
        return next((one for one in day.day.shifts if one.id == self.key[1]), None)

    def choose(self, key: Key) -> None:
        """Shows the form for a row; what was typed and not saved waits with its day."""
        self._keep_draft()
        self.key = key
        self._show_day()

    def turn_to(self, worker: int | None, day: date) -> None:
        """Shows the week of another worker or another day."""
        self._keep_draft()
        self._worker, self._day, self.key = worker, day, None
        self.refresh()

    def _to_this_week(self) -> None:
        self.turn_to(self._worker, self.desk.today())
        self.table.setFocus()

    def _adds_another(self) -> bool:
        day = self.chosen_day()
        return day is not None and bool(day.day.shifts) and self.key == (day.day.day, None)

    def _keep_draft(self) -> None:
        if self.card.typed and self.key is not None:
            self._drafts[self._worker, self.key] = self.card.held()
        self.card.typed = False

    # Writing hours

    def _add_another(self) -> None:
        if self.key is not None:
            self.choose((self.key[0], None))
            self.card.go_to_start()

    def _enter(self) -> None:
        """Enter saves and goes on. With nothing typed it only goes on."""
        if not self.card.typed or not self.card.has_times():
            self.card.typed = False
            self._go_on()
        elif not self.card.go_to_finish():
            self._save()

    def _save(self) -> None:
        if self.key is None or self._worker is None or self.card.form.values() is None:
            return
        desk, worker, key, shift = self.desk, self._worker, self.key, self.card.read_shift()
        self._keep_draft()

        def task() -> None:
            if key[1] is None:
                enter_hours(desk.book, worker, [shift], at=desk.now())
            else:
                change_hours(desk.book, key[1], shift, at=desk.now())

        desk.do(
            task,
            said=times_in_words(_("Saved: {day}, {start} to {finish}."), shift),
            done=lambda _none: self._drafts.pop((worker, key), None),
            failed=partial(self._not_saved, worker, key),
        )
        self._go_on()  # at once: who types fast is in the next day already

    def _not_saved(self, worker: int, key: Key, fault: DPManagerError) -> None:
        """Back to the day that could not be saved, with all that was typed."""
        if worker != self._worker or self.week is None or key[0] not in self.week.week:
            self.turn_to(worker, key[0])
        self.choose(key)
        self.table.blockSignals(True)
        self.table.choose(key)
        self.table.blockSignals(False)
        self.card.form.show_fault(fault)

    def _take_planned(self) -> None:
        day, desk, worker = self.chosen_day(), self.desk, self._worker
        if day is None or worker is None:
            return
        planned = day.to_confirm
        self.card.typed = False
        desk.do(
            lambda: enter_hours(desk.book, worker, planned, at=desk.now()),
            said=_("Saved: {day}, {times}.").format(
                day=day_in_words(day.day.day), times=_times(planned)
            ),
            failed=self.card.form.show_fault,
        )
        self._to_next_row()
        if not self.as_planned.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        desk, key = self.desk, self.key
        if key is None or key[1] is None:
            return
        number = key[1]
        self.card.typed = False
        self._drafts.pop((self._worker, key), None)
        desk.do(
            lambda: remove_hours(desk.book, number, at=desk.now()),
            said=_("Removed the shift on {day}.").format(day=day_in_words(key[0])),
            failed=self.card.form.show_fault,
        )
        self.table.setFocus()

    def _go_on(self) -> None:
        """To the hours of the next row; after the last one to the table."""
        if self._to_next_row():
            self.card.go_to_start()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_next_row(self) -> bool:
        if self.week is None or self.key is None:
            return False
        keys = [row.key for day in self.week.days for row in rows_of(day.day)]
        if self.key in keys:
            later = keys[keys.index(self.key) + 1 :]
        else:
            later = [key for key in keys if key[0] > self.key[0]]
        if later:
            self.table.choose(later[0])
        return bool(later)


def _rows(day: HelperDay) -> list[TableRow]:
    """The rows of the day as on the page of the manager, with the rota beside the first one."""
    rota = _times(day.planned) or None
    rows = []
    for place, row in enumerate(rows_of(day.day)):
        first, *rest = row.values
        rows.append(TableRow((first, None if place else rota, *rest), row.key))
    return rows


def _times(shifts: tuple[Shift, ...]) -> str:
    return "; ".join(
        _("{start} to {end}").format(start=f"{one.start:%H:%M}", end=finish_words(one))
        for one in shifts
    )
