"""The hours of one day on the hours page: the fields of a shift, and what was understood."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal

from dpmanager.domain.hours.shifts import SHIFT_KINDS, HourKind, Shift
from dpmanager.domain.hours.written import two_times
from dpmanager.domain.reading import read_time
from dpmanager.domain.wording import kind_of_hour
from dpmanager.errors import DPManagerError
from dpmanager.tasks.hours.look_at_hours import DayOfWeek, SavedShift, day_in_words, length_of
from dpmanager.ui.pages.hours_words import finish_words, show_sentences
from dpmanager.ui.widgets.fields import ChoiceField, MinutesField, TextField, TimeField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class ShiftCard(Card):
    """The fields of one shift. `entered` is for Enter, `kept` for the button that saves.

    retyped: what stands in the fields has changed.
    typed: whether the person changed something since the fields were filled.
    """

    entered = Signal()
    kept = Signal()
    retyped = Signal()

    def __init__(self, add_another: Callable[[], object], remove: Callable[[], object]) -> None:
        super().__init__()
        self.typed = False
        self._filling = False
        self._day = date(2000, 1, 1)
        self.day_title = words("", "heading")
        self.why_not = words("")
        self.add(self.day_title)
        self.add(self.why_not)
        self._build_fields()
        for field in (self.start, self.finish, self.rest, self.woken, self.note):
            # Changed, not edited: dictation and screen readers put text in without a key.
            field.edit.textChanged.connect(lambda _text: self._changed())
        for choice in (self.kind, self.service, self.outcome):
            choice.on_change(self._changed)
        self.start.edit.editingFinished.connect(self._part_times)
        self.form.entered.connect(self.entered.emit)
        self.says_back = words("", "soft")
        self.form.add(self.says_back)
        self.second_look = Column(gap=4)
        self.form.add(self.second_look)
        self.another = button(_("Add a&nother shift"), add_another)
        self.remove = button(_("&Remove this shift"), remove)
        save = button(_("&Save these hours"), self.kept.emit)
        self.form.add(beside(save, self.another, self.remove))
        self.add(self.form)

    def _build_fields(self) -> None:
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
        self.woken = MinutesField(_("Minutes up and working"), hint=_("Paid by the hour on top"))
        self.woken.hide()
        self.service = ChoiceField(
            _("Kind of care"), [], missing=_("Choose what kind of care it was.")
        )
        self._mostly = ""
        self.service.hide()
        self.outcome = ChoiceField(_("Outcome"), [("", _("None"))])
        self.note = TextField(_("Note"))
        self.form = Form(
            rows=[("start", "finish", "rest", "kind", "woken", "service", "outcome")],
            start=self.start,
            finish=self.finish,
            rest=self.rest,
            kind=self.kind,
            woken=self.woken,
            service=self.service,
            outcome=self.outcome,
            note=self.note,
        )

    def offer_outcomes(self, names: list[str]) -> None:
        """The outcomes to choose from; without any the field is not shown."""
        self.outcome.set_choices([("", _("None")), *((name, name) for name in names)])
        self.outcome.setVisible(bool(names))

    def offer_services(self, choices: Sequence[tuple[str, str]]) -> None:
        """The kinds of care to choose from, the most usual first; none hide the field."""
        self._mostly = choices[0][0] if choices else ""
        self.service.set_choices(choices)
        self.service.setVisible(bool(choices))

    def show_day(
        self, day: DayOfWeek, shift: SavedShift | None, draft: dict[str, Any] | None
    ) -> None:
        """The form for a shift or for a day without one, unless the person is typing into it.

        draft: what was typed before and not saved.
        """
        self._day = day.day
        name = day_in_words(day.day)
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
        if not self.typed:
            self._filling = True
            self._fill(shift, day, draft)
            self._filling = False

    def read_shift(self) -> Shift:
        """What stands in the form. Raises DPManagerError."""
        kind, care = self.kind.read(), self.service.chosen()
        return Shift(
            day=self._day,
            start=self.start.read(),
            end=self.finish.read(),
            kind=kind,
            break_minutes=self.rest.read() or 0,
            note=self.note.read() or "",
            outcome=self.outcome.read() or "",
            woken_minutes=(self.woken.read() or 0) if kind is HourKind.SLEEP_IN else 0,
            service_type="" if care in {None, self._mostly} else care,
        )

    def show_warnings(self, sentences: Sequence[str]) -> None:
        """What is worth a second look in what was typed; none takes it away."""
        show_sentences(self.second_look, sentences)

    def has_times(self) -> bool:
        """Whether a start or a finish was filled in."""
        return not (self.start.is_empty() and self.finish.is_empty())

    def held(self) -> dict[str, Any]:
        """What stands in the fields, right or wrong."""
        return {name: _held(field) for name, field in self.form.fields.items()}

    def go_to_start(self) -> None:
        """The first field, if the day can be changed."""
        if not self.form.isHidden():
            self.start.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to_finish(self) -> bool:
        """The finish, where it is still to be filled in; says whether."""
        if not self.finish.is_empty() or self.finish.edit.hasFocus():
            return False
        self.finish.edit.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _fill(self, shift: SavedShift | None, day: DayOfWeek, draft: dict[str, Any] | None) -> None:
        if draft is not None:
            self.typed = True
            for name, value in draft.items():
                _put(self.form.fields[name], value)
        elif shift is not None:
            saved = shift.shift
            self.start.set_value(saved.start)
            self.finish.set_value(saved.end)
            self.rest.set_value(saved.break_minutes or None)
            self.kind.set_value(saved.kind)
            self.woken.set_value(saved.woken_minutes or None)
            self.service.set_value(saved.service_type or self._mostly)
            self.outcome.set_value(saved.outcome)
            self.note.set_value(saved.note)
        else:
            for field in (self.start, self.finish, self.rest, self.woken, self.note):
                field.set_value(None)
            self.kind.set_value(day.suggested)
            self.service.set_value(day.usual_service or self._mostly)
        self._forget_faults()
        self.show_warnings(())
        self._say_back()

    def _forget_faults(self) -> None:
        for field in self.form.fields.values():
            field.show_error("")
        self.form.summary.show_problems([])

    def _changed(self) -> None:
        if not self._filling:
            self.typed = True
        self._say_back()
        self.retyped.emit()

    def _part_times(self) -> None:
        """Both times written in the first box, such as "7pm-7am", go where they belong."""
        parts = two_times(self.start.edit.text())
        if parts is None or not self.finish.is_empty():
            return
        try:
            start, finish = map(read_time, parts)
        except DPManagerError:
            return  # what was typed stays, and is refused when it is saved
        self.start.set_value(start)
        self.finish.set_value(finish)

    def _say_back(self) -> None:
        """What was understood, as it is typed; of a sleep-in, whether anybody was up is asked."""
        self.woken.setVisible(self.kind.chosen() is HourKind.SLEEP_IN)
        try:
            shift = self.read_shift()
            sentence = _("{start} to {finish}, {length}.").format(
                start=f"{shift.start:%H:%M}", finish=finish_words(shift), length=length_of(shift)
            )
        except DPManagerError:
            sentence = ""
        self.says_back.setText(sentence or _("Type the times. Then press Enter for the next day."))


def _held(field: Any) -> Any:
    return field.chosen() if isinstance(field, ChoiceField) else field.edit.text()


def _put(field: Any, value: Any) -> None:
    if isinstance(field, ChoiceField):
        field.set_value(value)
    else:
        field.edit.setText(value)
