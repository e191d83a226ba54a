"""The view in which a usual week is set: its hours in a table, and a form that adds to them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from dpmanager.domain.hours.rota import Pattern, PatternShift, Times, hours_of_pattern
from dpmanager.domain.periods import weekday_names
from dpmanager.domain.wording import hours_and_nights
from dpmanager.errors import DPManagerError
from dpmanager.tasks.hours.rota import RotaSeen
from dpmanager.tasks.hours.usual_week import set_pattern
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.rota_words import (
    day_of_pattern,
    kind_words,
    kinds_to_plan,
    repeats,
    week_words,
)
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    MinutesField,
    TimeField,
)
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _, ngettext

DAY = "day_"
OF_TIMES = ("start", "finish", "rest", "kind", "service")
CARE_COLUMN = 5


class UsualWeekView(View):
    """Who, from when, which hours. `leave` is called when it was saved, and for going back."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, _("The usual week"), _("Back to the rota"), leave)
        self._shifts: list[PatternShift] = []
        self._seen: RotaSeen | None = None
        self._services: dict[str, str] = {}
        self.body = Column(gap=16)
        self.add(self.body)
        self.body.add(self._build_who())
        self.body.add(self._build_hours())
        self.body.add(self._build_adding())
        self.save_button = button(_("Save the usual week"), self.save, "main")
        self.body.add(self.save_button)

    def _build_who(self) -> Card:
        self.who = ChoiceField(_("Who"), [], missing=_("Choose who it is."))
        self.who.on_change(self._begin_with_theirs)
        self.job = ChoiceField(
            _("Which job"),
            [(False, _("The work here")), (True, _("Another job, to check their rest"))],
        )
        self.job.on_change(self._begin_with_theirs)
        self.start = DateField(
            _("From"),
            hint=_("The first week is the one with this day. Earlier weeks stay as they are."),
            missing=_("Type the day from which it counts."),
        )
        self.weeks = ChoiceField(_("How it repeats"), repeats(), missing=_("Choose one."))
        self.weeks.on_change(self._show_weeks)
        self.about = Form(
            rows=[("who", "job")], who=self.who, job=self.job, start=self.start, weeks=self.weeks
        )
        card = Card()
        card.add(self.about)
        return card

    def _build_hours(self) -> Card:
        card = Card(_("The hours"))
        self.says = words("")
        self.table = DataTable(
            _("Hours of the usual week"),
            [
                TableColumn(_("Week"), show=week_words),
                TableColumn(_("Day"), show=str),
                TableColumn(_("From and to"), show=str),
                TableColumn(_("Break"), show=str),
                TableColumn(_("Kind of hours"), show=str),
                TableColumn(_("Kind of care"), show=str),
                TableColumn(_("Outcome"), show=str),
            ],
        )
        self.take_out = button(_("Take out the chosen hours"), self._take_out)
        for block in (self.says, self.table, beside(self.take_out)):
            card.add(block)
        return card

    def _build_adding(self) -> Card:
        card = Card(_("Add hours"))
        days: dict[str, Field] = {
            f"{DAY}{number}": CheckField(name) for number, name in enumerate(weekday_names())
        }
        self.start_time = TimeField(_("Start"), missing=_("Write when the shift starts."))
        self.finish = TimeField(_("Finish"), missing=_("Write when the shift finishes."))
        self.kind = ChoiceField(_("Kind of hours"), kinds_to_plan(), missing=_("Choose the kind."))
        self.service = ChoiceField(
            _("Kind of care"), [], missing=_("Choose what kind of care it is.")
        )
        self.outcome = ChoiceField(_("Outcome"), [("", _("None"))])
        self.week = ChoiceField(_("In which week"), [(0, week_words(0))], missing=_("Choose one."))
        self.adding = Form(
            rows=[tuple(days), OF_TIMES],
            week=self.week,
            **days,
            start=self.start_time,
            finish=self.finish,
            rest=MinutesField(_("Break"), hint=_("In minutes, such as 30")),
            kind=self.kind,
            service=self.service,
            outcome=self.outcome,
        )
        self.adding.entered.connect(self._add_hours)
        card.add(words(_("Tick each day that has these times.")))
        card.add(self.adding)
        card.add(beside(button(_("Add these hours"), self._add_hours)))
        return card

    def open(self, seen: RotaSeen, worker: str, day: date) -> None:
        """Begins with the usual week that a worker has now. day: from which it would count."""
        self._seen = seen
        self.who.set_choices([(name, name) for name in seen.names])
        self.who.set_value(worker)
        self.outcome.set_choices([("", _("None")), *((name, name) for name in seen.outcomes)])
        self.outcome.setVisible(bool(seen.outcomes))
        self.job.set_value(False)
        self.start.set_value(day)
        self._begin_with_theirs()

    def save(self) -> None:
        """Saves it, unless something is wrong. Hours that were typed and not added are added."""
        if self._has_typed_hours() and not self._add_hours():
            return
        values = self.about.values()
        if values is None:
            return
        pattern = Pattern(
            worker=values["who"],
            from_date=values["start"],
            weeks=values["weeks"],
            shifts=tuple(self._shifts),
            elsewhere=self.job.chosen(),
        )
        desk = self.desk
        desk.do(
            lambda: set_pattern(desk.book, pattern, who=desk.who, at=desk.now()),
            said=_("The usual week of {worker} is saved.").format(worker=pattern.worker),
            done=lambda _none: self.leave(),
            failed=lambda fault: self.about.show_fault(fault, "start"),
        )

    def _begin_with_theirs(self) -> None:
        """The hours that the chosen worker has now, in the chosen job."""
        theirs = (
            usual.pattern
            for usual in (self._seen.usual if self._seen else ())
            if usual.in_force
            and (usual.pattern.worker, usual.pattern.elsewhere)
            == (self.who.chosen(), self.job.chosen())
        )
        pattern = next(theirs, None)
        self._show_services()
        self._shifts = list(pattern.shifts) if pattern else []
        self.weeks.set_value(pattern.weeks if pattern else 1)
        self._show_weeks()
        self._show_hours()

    def _show_services(self) -> None:
        """What the chosen worker can do; it is asked where they give several kinds of care."""
        self._services = {}
        if self._seen is not None and not self.job.chosen():
            self._services = dict(self._seen.services_of(self.who.chosen() or ""))
        self.service.set_choices(list(self._services.items()))
        self.service.set_value(next(iter(self._services), None))
        self.service.setVisible(bool(self._services))
        self.table.setColumnHidden(CARE_COLUMN, not self._services)

    def _show_weeks(self) -> None:
        count = self.weeks.chosen() or 1
        self.week.set_choices([(number, week_words(number)) for number in range(count)])
        self.week.setVisible(count > 1)
        self.table.setColumnHidden(0, count == 1)

    def _show_hours(self) -> None:
        self._shifts.sort(key=lambda one: (one.week, one.weekday, one.times.start))
        self.table.show_rows(
            [
                TableRow(_cells(shift, self._services), number)
                for number, shift in enumerate(self._shifts)
            ]
        )
        self.table.setVisible(bool(self._shifts))
        self.take_out.setVisible(bool(self._shifts))
        self.says.setText(self._says())

    def _says(self) -> str:
        if not self._shifts:
            return _("There are no hours yet. Add the first below.")
        weeks = self.weeks.chosen() or 1
        pattern = Pattern("", date.min, weeks, tuple(self._shifts))
        hours = hours_and_nights(*hours_of_pattern(pattern))
        return ngettext(
            "{hours} in {count} week.", "{hours} in {count} weeks together.", weeks
        ).format(hours=hours, count=weeks)

    def _has_typed_hours(self) -> bool:
        return not (self.start_time.is_empty() and self.finish.is_empty())

    def _add_hours(self) -> bool:
        """Adds what was typed, for each day that is ticked; says whether it could."""
        values = self.adding.values()
        if values is None:
            return False
        days = [number for number in range(len(weekday_names())) if values[f"{DAY}{number}"]]
        if not days:
            fault = DPManagerError(_("Tick at least one day."))
            self.adding.show_fault(fault, f"{DAY}0")
            return False
        times = Times(
            values["start"],
            values["finish"],
            values["kind"],
            values["rest"] or 0,
            values.get("outcome") or "",
            values.get("service") or "",
        )
        week = values.get("week") or 0
        self._shifts += [PatternShift(week, day, times) for day in days]
        self._forget_typed()
        self._show_hours()
        announce(
            ngettext("Added for {count} day.", "Added for {count} days.", len(days)).format(
                count=len(days)
            )
        )
        self.start_time.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _forget_typed(self) -> None:
        for name, field in self.adding.fields.items():
            if name.startswith(DAY):
                field.set_value(False)
            elif name in {"start", "finish", "rest"}:
                field.set_value(None)

    def _take_out(self) -> None:
        number = self.table.current_key()
        if number is None:
            return
        gone = self._shifts.pop(number)
        self._show_hours()
        announce(_("Taken out: {day}.").format(day=day_of_pattern(gone)))
        shown = self.table if self._shifts else self.start_time.edit
        shown.setFocus(Qt.FocusReason.OtherFocusReason)


def _cells(shift: PatternShift, services: Mapping[str, str]) -> tuple[Any, ...]:
    times = shift.times
    from_to = _("{start} to {end}").format(start=f"{times.start:%H:%M}", end=f"{times.end:%H:%M}")
    if times.end <= times.start:
        from_to = _("{times} next day").format(times=from_to)
    rest = _("{count} min").format(count=times.break_minutes) if times.break_minutes else None
    return (
        shift.week,
        day_of_pattern(shift),
        from_to,
        rest,
        kind_words(times.kind),
        services.get(times.service_type or next(iter(services), "")),
        times.outcome or None,
    )
