"""The rota: who works when, what is missing against the plan, and timesheets filled from it."""

from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from dpmanager.domain.hours.rota import WeekAgainst
from dpmanager.domain.hours.rota_sheet import (
    RotaSheet,
    agreed_words,
    cell_words,
    difference_words,
    missing_words,
    planned_words,
)
from dpmanager.domain.periods import day_and_month
from dpmanager.domain.wording import days_words
from dpmanager.tasks.hours.fill_from_rota import Filled, fill_from_rota
from dpmanager.tasks.hours.look_at_hours import day_in_words
from dpmanager.tasks.hours.print_rota import calendar_name, print_rota, save_rota_calendar
from dpmanager.tasks.hours.rota import RotaSeen, look_at_rota, weeks_from
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.pages.rota_forms import copy_change, day_change, end_change
from dpmanager.ui.pages.rota_week import UsualWeekView
from dpmanager.ui.pages.rota_words import weeks_to_show
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.files import ask_where_to_save
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _, ngettext

WEEK = timedelta(days=7)


class RotaPage(Page):
    """Some weeks as a table of days and workers; under it what is missing, and what can be done."""

    place: ClassVar[str] = "rota"
    help_page: ClassVar[str] = "rota"

    def heading(self) -> str:
        """The title of the page."""
        return _("Rota")

    def above(self) -> None:
        """The way back."""
        self.back = button(_("Back to Hours"), self._back, "quiet")
        self.column.add(self.back)

    def build(self) -> None:
        """From the choice of weeks to the paper; and the views that take their place."""
        self._day = self.desk.today()
        self._person: int | None = None
        self._seen: RotaSeen | None = None
        self.table: DataTable | None = None
        self._columns: tuple[str, ...] = ()
        self.home = Column(gap=16)
        self.column.add(self.home)
        self.home.add(self._build_choice())
        self.empty = words("")
        self.home.add(self.empty)
        self.to_people = beside(
            button(_("Go to People"), partial(self.go.emit, "people", {}), "main")
        )
        self.home.add(self.to_people)
        self.table_place = Column()
        self.home.add(self.table_place)
        self.home.add(self._build_acts())
        self.missing = Card(_("What is missing"))
        self.missing_lines = Column(gap=8)
        self.missing.add(self.missing_lines)
        self.check = Card(_("Worth a second look"))
        self.check_lines = Column(gap=8)
        self.check.add(self.check_lines)
        self.hours = Card(_("Hours on the rota"))
        self.hours_table = _table_of_hours()
        self.hours.add(self.hours_table)
        self.paper = beside(
            button(_("See the rota on paper"), partial(self._see, large_print=False)),
            button(_("See it in large print"), partial(self._see, large_print=True)),
            button(_("Save for a calendar"), self.save_for_calendar),
        )
        for block in (self.missing, self.check, self.hours, self.paper):
            self.home.add(block)
        self.views = Views(self, self.home)
        self.week = self.views.add(UsualWeekView(self.desk, self._leave_form))
        self.change = self.views.add(ChangeView(self.desk, self._leave_form))

    def open_with(self, **what: Any) -> None:
        """worker: the number of somebody to begin forms with. day: a day of the first week."""
        self._person = what.get("worker", self._person)
        self._day = what.get("day", self._day)
        self._show_view(None)

    def refresh(self) -> None:
        """Reads the rota again. What is being typed stays."""
        book, day, weeks, today = self.desk.book, self._day, self._weeks(), self.desk.today()

        def show(seen: RotaSeen) -> None:
            if (day, weeks) == (self._day, self._weeks()):
                self._show(seen)

        self.desk.look(lambda: look_at_rota(book, day, weeks, today=today), show)

    def take_focus(self) -> None:
        """The table: arrows choose a day, Enter changes it."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        elif self.table is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._seen is None:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.set_week.setFocus(Qt.FocusReason.OtherFocusReason)

    # The blocks of the page

    def _build_choice(self) -> Any:
        self.weeks = ChoiceField(_("Show"), weeks_to_show(), missing=_("Choose how much."))
        self.weeks.set_value(2)
        self.weeks.on_change(self.refresh)
        self.this_week = button(_("This &week"), lambda: self._turn_to(self.desk.today()))
        return beside(
            self.weeks,
            button(_("&Earlier week"), lambda: self._turn_to(self._day - WEEK)),
            button(_("&Later week"), lambda: self._turn_to(self._day + WEEK)),
            self.this_week,
        )

    def _build_acts(self) -> Any:
        self.set_week = button(_("Set a usual week"), self.open_week)
        self.change_one = button(_("Change one day"), self.open_day)
        self.copy = button(_("Copy a usual week"), self.open_copy)
        self.end = button(_("End a usual week"), self.open_end)
        self.fill = button(_("&Fill timesheets from the rota"), self.fill_timesheets, "main")
        return beside(self.fill, self.change_one, self.set_week, self.copy, self.end)

    # Showing what was read

    def _show(self, seen: RotaSeen) -> None:
        sheet = seen.sheet
        had_focus = self.table is not None and self.table.hasFocus()
        self._seen = seen
        self.back.setText(_("Back to Hours"))
        if self._name():
            self.back.setText(_("Back to {name}").format(name=self._name()))
        if self.views.shown is None:
            self.say_under_title(days_words(sheet.period))
        self.this_week.setVisible(self.desk.today() not in sheet.period)
        self.empty.setText(_empty_words(seen))
        self.empty.setVisible(sheet.is_empty)
        self.to_people.setHidden(bool(seen.people))
        self._show_table(sheet)
        for act in (self.change_one, self.set_week):
            act.setVisible(bool(seen.people))
        for act in (self.copy, self.end):
            act.setVisible(bool(seen.have_a_week))
        self.fill.setVisible(bool(seen.to_fill))
        _put(self.missing_lines, missing_words(sheet) or [_("Nothing. All is as agreed.")])
        _put(
            self.check_lines,
            [_("{name}: {words}").format(name=name, words=text) for name, text in seen.to_check],
        )
        weeks = (*sheet.by_service, *sheet.by_worker)
        self.hours_table.show_rows([_row_of_hours(week) for week in weeks])
        self.missing.setVisible(not sheet.is_empty)
        self.check.setVisible(bool(seen.to_check))
        self.hours.setVisible(bool(weeks) and not sheet.is_empty)
        self.paper.setVisible(not sheet.is_empty)
        if had_focus:
            self.take_focus()
        self.content_came()

    def _show_table(self, sheet: RotaSheet) -> None:
        """Days by workers; another table where there are other workers."""
        if sheet.is_empty:
            self.table_place.clear()
            self.table, self._columns = None, ()
            return
        rows = [
            TableRow(
                (day.day, *(cell_words(cell, sheet.service_words) or None for cell in day.cells)),
                day.day,
            )
            for day in sheet.days
        ]
        if self.table is not None and self._columns == sheet.workers:
            self.table.show_rows(rows)
            return
        self.table_place.clear()
        self._columns = sheet.workers
        self.table = DataTable(
            _("Who works when"),
            [
                TableColumn(_("Day"), show=self._day_text),
                *(TableColumn(name, show=str) for name in sheet.workers),
            ],
        )
        self.table.chosen.connect(self._change_chosen)
        self.table.show_rows(rows)
        self.table_place.add(self.table)

    def _day_text(self, day: date) -> str:
        closed = self._seen is not None and any(
            one.bank_holiday for one in self._seen.sheet.days if one.day == day
        )
        name = day_in_words(day)
        return _("{day}, bank holiday").format(day=name) if closed else name

    def _weeks(self) -> int:
        return int(self.weeks.chosen() or 1)

    def _name(self) -> str:
        people = self._seen.people if self._seen else ()
        return next((one.name for one in people if one.id == self._person), "")

    # What can be done

    def open_week(self) -> None:
        """The form of a usual week."""
        if self._seen is not None:
            start = weeks_from(self._day, 1).start
            self.week.open(self._seen, self._name(), start)
            self._show_view(self.week)
            self.views.focus(self.week.body)

    def open_day(self) -> None:
        """The form of what is different on the chosen day."""
        self._change_chosen(self.table.current_key() if self.table else None)

    def open_copy(self) -> None:
        """The form that copies a usual week."""
        if self._seen is not None:
            start = weeks_from(self._day, 1).start
            self._open(copy_change(self.desk, self._seen, self._seen.have_a_week, start))

    def open_end(self) -> None:
        """The form that ends a usual week."""
        if self._seen is not None:
            self._open(end_change(self.desk, self._seen.have_a_week, self._name()))

    def fill_timesheets(self) -> None:
        """Writes what is planned up to today onto timesheets that lack it."""
        desk, seen = self.desk, self._seen
        if seen is None:
            return
        desk.do(
            lambda: fill_from_rota(
                desk.book, seen.names, seen.sheet.period, who=desk.who, at=desk.now()
            ),
            said=_filled_words,
            done=lambda _filled: self.take_focus(),
        )

    def save_for_calendar(self) -> None:
        """Saves the weeks that are shown as a calendar file."""
        kinds = _("Calendar files") + " (*.ics)"
        start, weeks = weeks_from(self._day, 1).start, self._weeks()
        path = ask_where_to_save(self, self.desk.remembered, calendar_name(start), kinds)
        if path is None:
            return
        desk = self.desk
        desk.do(
            lambda: save_rota_calendar(desk.book, start, weeks, path, at=desk.now()),
            said=_("Saved: {name}.").format(name=path.name),
        )

    def _see(self, *, large_print: bool) -> None:
        desk, day, weeks = self.desk, self._day, self._weeks()
        title = _("Rota, {period}").format(period=days_words(weeks_from(day, weeks)))
        desk.look(
            lambda: print_rota(desk.book, day, weeks, today=desk.today(), large_print=large_print),
            lambda pdf: self.go.emit(
                "preview",
                {
                    "title": title,
                    "pdf": pdf,
                    "file_name": "rota.pdf",
                    "back": self.place,
                    "back_with": {"day": day},
                },
            ),
        )

    def _change_chosen(self, day: date | None) -> None:
        if self._seen is not None:
            self._open(day_change(self.desk, self._seen, self._name(), day))

    def _open(self, change: Change) -> None:
        self.change.open(change)
        self._show_view(self.change)
        self.views.focus(self.change.body)

    def _leave_form(self) -> None:
        self._show_view(None)
        self.take_focus()

    def _show_view(self, view: View | None) -> None:
        self.back.setVisible(view is None)
        self.say_under_title(
            days_words(self._seen.sheet.period) if view is None and self._seen else ""
        )
        self.views.show(view)

    def _turn_to(self, day: date) -> None:
        self._day = day
        self.refresh()

    def _back(self) -> None:
        if self._name():
            self.go.emit("people", {"worker": self._name()})
        else:
            self.go.emit("hours", {"day": self._day})


def _table_of_hours() -> DataTable:
    return DataTable(
        _("Hours on the rota against those agreed"),
        [
            TableColumn(_("Kind of care, or who"), show=str),
            TableColumn(_("Week from"), show=day_and_month),
            TableColumn(_("On the rota"), show=str),
            TableColumn(_("Agreed"), show=str),
            TableColumn(_("Difference"), show=str),
        ],
    )


def _row_of_hours(week: WeekAgainst) -> TableRow:
    return TableRow(
        (
            week.about,
            week.monday,
            planned_words(week),
            agreed_words(week) or None,
            difference_words(week),
        ),
        (week.about, week.monday),
    )


def _put(column: Column, sentences: Any) -> None:
    column.clear()
    for sentence in sentences:
        column.add(words(sentence))


def _empty_words(seen: RotaSeen) -> str:
    if not seen.people:
        return _("Nobody works for you in these weeks. Add the people on the page People first.")
    return _("Nobody is on the rota in these weeks. Set the usual week of somebody to begin.")


def _filled_words(filled: Filled) -> str:
    made = ngettext(
        "{count} shift is on a timesheet now, as on the rota.",
        "{count} shifts are on timesheets now, as on the rota.",
        filled.made,
    ).format(count=filled.made)
    if not filled.kept:
        return made
    return _("{made} Days that had hours kept them.").format(made=made)
