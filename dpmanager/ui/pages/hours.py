"""Hours: one worker's week at a time, from the first shift to the approved timesheet."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from dpmanager.domain.hours.shifts import SHIFT_KINDS, Shift
from dpmanager.domain.wording import days_words, kind_of_hour
from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.hours.copy_week import CopiedWeek, copy_week
from dpmanager.tasks.hours.look_at_hours import (
    DayOfWeek,
    SavedShift,
    SheetOfWeek,
    WeekOfHours,
    WorkerChoice,
    day_in_words,
    day_of_week,
    length_of,
    outcomes_to_choose,
    week_of,
    week_of_hours,
    workers_to_choose,
)
from dpmanager.tasks.hours.print_timesheet import print_timesheet
from dpmanager.tasks.hours.record_shifts import (
    approve_timesheet,
    change_shift,
    record_shifts,
    remove_shift,
    unapprove_timesheet,
)
from dpmanager.ui.widgets.fields import ChoiceField, MinutesField, TextField, TimeField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _, ngettext

WEEK = timedelta(days=7)

Key = tuple[date, int | None]
"""A row of the table: its day, and the number of its shift, None for a day without one."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read from the book for this page."""

    workers: list[WorkerChoice]
    outcomes: list[str]
    week: WeekOfHours | None


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
        self._typed = False
        self._filling = False
        self._drafts: dict[tuple[str, Key], dict[str, Any]] = {}
        self._then_go_on = False
        self.nobody = Card(_("Whose hours?"))
        self.nobody.add(words(_("Add the people who work for you first. Then write their hours.")))
        self.nobody.add(
            button(_("Add a person"), lambda: self.go.emit("people", {"add": True}), "main")
        )
        self.nobody.hide()
        self.column.add(self.nobody)
        self.all = Column(gap=16)
        self.column.add(self.all)
        self.all.add(self._build_choice())
        self.all.add(self._build_table())
        self.all.add(self._build_form())
        self.all.add(self._build_sums())
        self.all.add(self._build_buttons())

    def open_with(self, **what: Any) -> None:
        """worker: whose hours. day: a day of the week to show."""
        self._keep_draft()
        if "worker" in what:
            self._worker = what["worker"]
        if "day" in what:
            self._day = what["day"]
        self._key = None

    def refresh(self) -> None:
        """Reads the week again."""
        book, worker, day = self.desk.book, self._worker, self._day

        def show(seen: _Seen) -> None:
            if (worker, day) == (self._worker, self._day):
                self._show(seen)

        self.desk.look(partial(_read, book, worker, day, self.desk.today()), show)

    def take_focus(self) -> None:
        """The table: arrows choose a day, Enter goes to its hours."""
        if self.all.isHidden():
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
        self.table.chosen.connect(lambda _key: self._to_form())
        return self.table

    def _build_form(self) -> Card:
        self.card = Card()
        self.day_title = words("", "heading")
        self.why_not = words("")
        self.card.add(self.day_title)
        self.card.add(self.why_not)
        self.start = TimeField(_("Start"), missing=_("Write when the shift started."))
        self.finish = TimeField(
            _("Finish"),
            hint=_("Such as 12.30"),
            missing=_("Write when the shift finished."),
        )
        self.rest = MinutesField(_("Break"), hint=_("In minutes, such as 30"))
        self.kind = ChoiceField(
            _("Kind of hours"),
            [(kind, kind_of_hour(kind)) for kind in SHIFT_KINDS],
            missing=_("Choose what kind of hours these were."),
        )
        self.outcome = ChoiceField(_("Outcome"), [("", _("None"))])
        self.note = TextField(_("Note"))
        self.form = Form(
            rows=[("start", "finish", "rest", "kind", "outcome")],
            start=self.start,
            finish=self.finish,
            rest=self.rest,
            kind=self.kind,
            outcome=self.outcome,
            note=self.note,
        )
        for field in (self.start, self.finish, self.rest, self.note):
            # Changed, not edited: dictation and screen readers put text in without a key.
            field.edit.textChanged.connect(lambda _text: self._person_typed())
            field.edit.textChanged.connect(lambda _text: self._say_back())
        for choice in (self.kind, self.outcome):
            choice.on_change(self._person_typed)
            choice.on_change(self._say_back)
        self.form.entered.connect(self._enter)
        self.says_back = words("", "soft")
        self.form.add(self.says_back)
        self.another = button(_("Add a&nother shift"), self._add_another)
        self.remove = button(_("&Remove this shift"), self._remove)
        self.form.add(beside(button(_("&Save these hours"), self._save), self.another, self.remove))
        self.card.add(self.form)
        return self.card

    def _build_sums(self) -> Card:
        card = Card()
        self.says = words("", "heading")
        self.working = Column()
        self.sheets = Column(gap=4)
        card.add(self.says)
        card.add(self.working)
        card.add(self.sheets)
        self._steps: tuple[Any, ...] = ()
        return card

    def _build_buttons(self) -> Any:
        self.approve = button(_("&Approve timesheet"), self._approve, "main")
        self.reopen = button(_("Reopen timesheet"), self._reopen)
        self.copy = button(_("&Copy last week"), self._copy)
        self.see = button(_("See &timesheet"), lambda: self._see(large=False))
        self.see_large = button(_("See it in large &print"), lambda: self._see(large=True))
        return beside(self.approve, self.reopen, self.copy, self.see, self.see_large)

    # Showing what was read

    def _show(self, seen: _Seen) -> None:
        self.nobody.setHidden(bool(seen.workers))
        self.all.setVisible(seen.week is not None)
        self._week = seen.week
        if seen.week is None:
            self._worker = ""
            self.say_under_title("")
            return
        week = seen.week
        self._worker = week.worker
        self.worker.set_choices([(one.name, _worker_words(one)) for one in seen.workers])
        self.worker.set_value(week.worker)
        self.outcome.set_choices([("", _("None")), *((name, name) for name in seen.outcomes)])
        self.outcome.setVisible(bool(seen.outcomes))
        self.this_week.setVisible(self.desk.today() not in week.week)
        self.say_under_title(
            _("{worker}, {period}").format(worker=week.worker, period=days_words(week.week))
        )
        self._show_table(week)
        self._show_sums(week)
        self._show_day()
        if self._then_go_on:
            self._then_go_on = False
            self._after_the_week()

    def _show_table(self, week: WeekOfHours) -> None:
        rows = [row for day in week.days for row in _rows(day)]
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
        self.copy.setVisible(week.last_week and any(day.can_change for day in week.days))

    def _show_day(self) -> None:
        """The form for the chosen row, unless the person is typing into it."""
        day = self._chosen_day()
        if day is None or self._key is None:
            return
        name = day_in_words(day.day)
        shift = self._chosen_shift()
        title = _("Hours on {day}") if shift is None else _("Change the hours on {day}")
        if day.bank_holiday and shift is None:
            title = _("Hours on {day}, a bank holiday")
        self.day_title.setText(title.format(day=name))
        self.why_not.setText(day.why_not)
        self.why_not.setVisible(not day.can_change)
        self.form.setVisible(day.can_change)
        self.remove.setVisible(shift is not None)
        self.another.setVisible(shift is not None)
        self.start.edit.setAccessibleName(_("Start, {day}").format(day=name))
        self._show_sheet_buttons(self._sheet())
        if not self._typed:
            self._filling = True
            self._fill(shift, day)
            self._filling = False

    def _show_sheet_buttons(self, sheet: SheetOfWeek | None) -> None:
        several = self._week is not None and len(self._week.sheets) > 1
        for act, shown, plain, exact in (
            (self.approve, sheet and sheet.can_approve, _("&Approve timesheet"),
             _("&Approve timesheet of {period}")),
            (self.reopen, sheet and sheet.can_reopen, _("Reopen timesheet"),
             _("Reopen timesheet of {period}")),
        ):  # fmt: skip
            act.setVisible(bool(shown))
            if sheet is not None:
                period = days_words(sheet.period)
                act.setText(exact.format(period=period) if several else plain)
        self.see.setVisible(sheet is not None and sheet.id is not None)
        self.see_large.setVisible(sheet is not None and sheet.id is not None)

    def _fill(self, shift: SavedShift | None, day: DayOfWeek) -> None:
        draft = self._drafts.get((self._worker, self._key)) if self._key else None
        if draft is not None:
            self._typed = True
            for name, value in draft.items():
                _put(self.form.fields[name], value)
        elif shift is not None:
            saved = shift.shift
            self.start.set_value(saved.start)
            self.finish.set_value(saved.end)
            self.rest.set_value(saved.break_minutes or None)
            self.kind.set_value(saved.kind)
            self.outcome.set_value(saved.outcome)
            self.note.set_value(saved.note)
        else:
            for field in (self.start, self.finish, self.rest, self.note):
                field.set_value(None)
            self.kind.set_value(day.suggested)
        self._forget_faults()
        self._say_back()

    def _forget_faults(self) -> None:
        for field in self.form.fields.values():
            field.show_error("")
        self.form.summary.show_problems([])

    def _say_back(self) -> None:
        """What was understood, as it is typed."""
        try:
            shift = self._shift()
            sentence = _("{start} to {finish}, {length}.").format(
                start=f"{shift.start:%H:%M}", finish=_finish(shift), length=length_of(shift)
            )
        except DPManagerError:
            sentence = ""
        self.says_back.setText(sentence or _("Type the times. Then press Enter for the next day."))

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

    def _sheet(self) -> SheetOfWeek | None:
        if self._week is None or self._key is None:
            return None
        return self._week.sheet_of(self._key[0])

    def _choose(self, key: Key) -> None:
        self._keep_draft()
        self._key = key
        self._show_day()

    def _keep_draft(self) -> None:
        """What was typed and not saved waits for the person to come back to its day."""
        if self._typed and self._key is not None:
            self._drafts[self._worker, self._key] = {
                name: _held(field) for name, field in self.form.fields.items()
            }
        self._typed = False

    def _turn_to(self, worker: str, day: date) -> None:
        self._keep_draft()
        self._worker = worker
        self._day = day
        self._key = None
        self.refresh()

    def _to_this_week(self) -> None:
        self._turn_to(self._worker, self.desk.today())
        self.table.setFocus()

    def _to_form(self) -> None:
        if not self.form.isHidden():
            self.start.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _add_another(self) -> None:
        if self._key is not None:
            self._choose((self._key[0], None))
            self._to_form()

    # Typing hours

    def _person_typed(self) -> None:
        if not self._filling:
            self._typed = True

    def _shift(self) -> Shift:
        """What stands in the form. Raises DPManagerError."""
        assert self._key is not None
        return Shift(
            day=self._key[0],
            start=self.start.read(),
            end=self.finish.read(),
            kind=self.kind.read(),
            break_minutes=self.rest.read() or 0,
            note=self.note.read() or "",
            outcome=self.outcome.read() or "",
        )

    def _enter(self) -> None:
        """Enter saves and goes on. With nothing typed it only goes on."""
        if not self._typed or (self.start.is_empty() and self.finish.is_empty()):
            self._typed = False
            self._go_on()
        elif self.finish.is_empty() and not self.finish.edit.hasFocus():
            self.finish.edit.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._save()

    def _save(self) -> None:
        if self._key is None or self.form.values() is None:
            return
        desk, worker, key, shift = self.desk, self._worker, self._key, self._shift()
        self._keep_draft()

        def task() -> None:
            if key[1] is None:
                record_shifts(desk.book, worker, [shift], who=desk.who, at=desk.now())
            else:
                change_shift(desk.book, key[1], shift, who=desk.who, at=desk.now())

        desk.do(
            task,
            said=_("Saved: {day}, {start} to {finish}.").format(
                day=day_in_words(shift.day), start=f"{shift.start:%H:%M}", finish=_finish(shift)
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
        self.form.show_fault(fault)

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
        self._to_form()

    def _next_key(self) -> Key | None:
        assert self._week is not None and self._key is not None
        keys = [row.key for day in self._week.days for row in _rows(day)]
        if self._key in keys:
            after = keys[keys.index(self._key) + 1 :]
        else:
            after = [key for key in keys if key[0] > self._key[0]]
        return after[0] if after else None

    def _after_the_week(self) -> None:
        sheet = self._sheet()
        if sheet is not None and sheet.can_approve:
            self.approve.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is done with the week

    def _remove(self) -> None:
        desk, key = self.desk, self._key
        if key is None or key[1] is None:
            return
        number = key[1]
        self._typed = False
        self._drafts.pop((self._worker, key), None)
        desk.do(
            lambda: remove_shift(desk.book, number, who=desk.who, at=desk.now()),
            said=_("Removed the shift on {day}.").format(day=day_in_words(key[0])),
            failed=self.form.show_fault,
        )
        self.table.setFocus()

    def _copy(self) -> None:
        desk, worker, week = self.desk, self._worker, week_of(self._day)

        def said(copied: CopiedWeek) -> str:
            if not copied.kept:
                return ngettext(
                    "Copied {count} shift from last week.",
                    "Copied {count} shifts from last week.",
                    copied.copied,
                ).format(count=copied.copied)
            return ngettext(
                "Copied {count} shift from last week. These days kept what they had: {days}.",
                "Copied {count} shifts from last week. These days kept what they had: {days}.",
                copied.copied,
            ).format(count=copied.copied, days=", ".join(day_in_words(day) for day in copied.kept))

        desk.do(
            lambda: copy_week(desk.book, worker, week.start, who=desk.who, at=desk.now()),
            said=said,
        )

    def _approve(self) -> None:
        desk, worker, sheet = self.desk, self._worker, self._sheet()
        if sheet is None:
            return
        desk.do(
            lambda: approve_timesheet(
                desk.book, worker, sheet.period.start, who=desk.who, at=desk.now()
            ),
            said=_("The timesheet of {worker} is approved: {period}.").format(
                worker=worker, period=days_words(sheet.period)
            ),
        )
        self.table.setFocus()

    def _reopen(self) -> None:
        desk, worker, sheet = self.desk, self._worker, self._sheet()
        if sheet is None:
            return
        desk.do(
            lambda: unapprove_timesheet(
                desk.book, worker, sheet.period.start, who=desk.who, at=desk.now()
            ),
            said=_("The timesheet of {worker} is open again: {period}.").format(
                worker=worker, period=days_words(sheet.period)
            ),
        )
        self.table.setFocus()

    def _see(self, *, large: bool) -> None:
        sheet = self._sheet()
        if sheet is None or sheet.id is None:
            return
        book, number = self.desk.book, sheet.id
        title = _("Timesheet of {worker}, {period}").format(
            worker=self._worker, period=days_words(sheet.period)
        )
        back = {"worker": self._worker, "day": self._day}

        def show(pdf: bytes) -> None:
            self.go.emit(
                "preview",
                {
                    "title": title,
                    "pdf": pdf,
                    "file_name": "timesheet.pdf",
                    "back": self.place,
                    "back_with": back,
                },
            )

        self.desk.look(lambda: print_timesheet(book, number, large_print=large), show)


def _read(book: Book, worker: str, day: date, today: date) -> _Seen:
    workers = workers_to_choose(book)
    names = [one.name for one in workers]
    if worker not in names:
        worker = names[0] if names else ""
    week = week_of_hours(book, worker, day, today=today) if worker else None
    return _Seen(workers, outcomes_to_choose(book), week)


def _worker_words(worker: WorkerChoice) -> str:
    if worker.left is None:
        return worker.name
    return _("{worker} (left)").format(worker=worker.name)


def _rows(day: DayOfWeek) -> list[TableRow]:
    if not day.shifts:
        return [TableRow((day.day, None, None, None, None, None), (day.day, None))]
    return [
        TableRow(
            (
                day.day,
                f"{one.shift.start:%H:%M}",
                _finish(one.shift),
                _("{count} min").format(count=one.shift.break_minutes)
                if one.shift.break_minutes
                else None,
                _kind(one.shift),
                one.length,
            ),
            (day.day, one.id),
        )
        for one in day.shifts
    ]


def _finish(shift: Shift) -> str:
    text = f"{shift.end:%H:%M}"
    return text if shift.end > shift.start else _("{time} next day").format(time=text)


def _kind(shift: Shift) -> str:
    words_of_kind = kind_of_hour(shift.kind)
    if not shift.note:
        return words_of_kind
    return _("{kind}, {note}").format(kind=words_of_kind, note=shift.note)


def _held(field: Any) -> Any:
    return field.chosen() if isinstance(field, ChoiceField) else field.edit.text()


def _put(field: Any, value: Any) -> None:
    if isinstance(field, ChoiceField):
        field.set_value(value)
    else:
        field.edit.setText(value)
