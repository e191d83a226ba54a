"""The questions that take several answers, one after another: services and goals."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal

from dpmanager.domain.amounts import pounds
from dpmanager.tasks.book.draft import Draft, DraftService
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.ui.pages.set_up.question import FieldFault, Question, QuestionSheet
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField, Field, MoneyField, NumberField, TextField
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import button
from dpmanager.words import _

MOST_HOURS = 168


class ListQuestion(Question):
    """A question that takes several answers. first_field: while it is empty, nothing was typed."""

    first_field: ClassVar[str] = ""

    def add_words(self) -> str:
        """The words of the button that adds one more."""
        raise NotImplementedError

    def items(self, draft: Draft) -> list[tuple[str, str]]:
        """What was added so far: what it is, what it says."""
        raise NotImplementedError

    def add(self, draft: Draft, values: Mapping[str, Any]) -> str:
        """Adds one more; gives the sentence that says so. Raises FieldFault."""
        raise NotImplementedError

    def remove(self, draft: Draft, number: int) -> None:
        """Takes one away."""
        raise NotImplementedError

    def keep(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """Nothing more: each answer was kept when it was added."""
        del draft, values

    def forget(self, draft: Draft) -> None:
        """What was added is taken away."""
        while self.items(draft):
            self.remove(draft, 0)


class ListSheet(QuestionSheet):
    """What was added so far, and the fields for one more."""

    changed = Signal()
    question: ListQuestion

    def add_more(self) -> None:
        """The button that adds, and what was added."""
        self.column.add(button(self.question.add_words(), self.add_one))
        self._lines = Lines()
        self.column.add(self._lines)
        self._show_lines()

    def add_one(self) -> bool:
        """Adds what was filled in; False if something is wrong."""
        values = self.form.values()
        if values is None:
            return False
        try:
            said = self.question.add(self.draft, values)
        except FieldFault as fault:
            self.show_fault(fault)
            return False
        for name, field in self.form.fields.items():
            if name != "type":
                field.set_value(None)
        self._show_lines()
        self.changed.emit()
        self.take_focus()
        announce(said)
        return True

    def carry_on(self) -> None:
        """What was typed and not added yet is added first."""
        first = self.form.fields[self.question.first_field]
        if first.is_empty() or self.add_one():
            self.answered.emit({})

    def _remove(self, number: int) -> None:
        self.question.remove(self.draft, number)
        self._show_lines()
        self.changed.emit()
        self.take_focus()

    def _show_lines(self) -> None:
        items = self.question.items(self.draft)
        self._lines.setVisible(bool(items))
        self._lines.show_lines(
            [
                Line(what, says, action=_("Remove"), pressed=partial(self._remove, number))
                for number, (what, says) in enumerate(items)
            ]
        )


class Services(ListQuestion):
    """What the money buys, with hours and rates."""

    name = "services"
    first_field = "weekly_hours"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("What is the money for?")

    def hint(self, draft: Draft) -> str:
        """Where to look."""
        return _(
            "The agreement says how many hours a week, and how much for an hour. "
            "Add each kind of care that is in it."
        )

    def fields(self, draft: Draft) -> dict[str, Field]:
        """Kind, hours, rate."""
        return {
            "type": ChoiceField(
                _("Kind of care"), list(service_type_labels().items()), missing=_("Choose one.")
            ),
            "weekly_hours": NumberField(
                _("Hours a week"), missing=_("Type the hours a week, such as 20.")
            ),
            "hourly_rate": MoneyField(
                _("Agreed for an hour"), missing=_("Type how much was agreed for an hour.")
            ),
        }

    def unknown(self) -> str:
        """Some agreements do not say."""
        return _("I do not know, or the agreement does not say")

    def add_words(self) -> str:
        """The button."""
        return _("Add this kind of care")

    def items(self, draft: Draft) -> list[tuple[str, str]]:
        """Each kind with hours and rate."""
        labels = service_type_labels()
        says = _("{hours} hours a week at {rate} an hour")
        return [
            (
                labels[service.type],
                says.format(
                    hours=f"{service.weekly_hours.normalize():f}", rate=pounds(service.hourly_rate)
                ),
            )
            for service in draft.services
        ]

    def add(self, draft: Draft, values: Mapping[str, Any]) -> str:
        """Hours of a week, and a rate."""
        if not 0 <= values["weekly_hours"] <= MOST_HOURS:
            raise FieldFault("weekly_hours", _("The hours must be between 0 and 168."))
        if values["hourly_rate"] < 0:
            raise FieldFault("hourly_rate", _("The amount must not be below nothing."))
        draft.services.append(
            DraftService(values["type"], values["weekly_hours"], values["hourly_rate"])
        )
        return _("Added: {what}").format(what=service_type_labels()[values["type"]])

    def remove(self, draft: Draft, number: int) -> None:
        """Takes one kind away."""
        del draft.services[number]

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """All kinds in one line."""
        says = "; ".join(f"{what}: {says}" for what, says in self.items(draft))
        return [(_("What it is for"), says)]


class Outcomes(ListQuestion):
    """The goals of the support plan."""

    name = "outcomes"
    first_field = "outcome"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("What are the goals in the support plan?")

    def hint(self, draft: Draft) -> str:
        """What they are for."""
        return _("A few words for each, such as “Safe at home”. You can leave this out.")

    def fields(self, draft: Draft) -> dict[str, Field]:
        """One goal."""
        return {"outcome": TextField(_("Goal"), missing=_("Type a few words for the goal."))}

    def unknown(self) -> str:
        """They are optional."""
        return _("Leave this out")

    def add_words(self) -> str:
        """The button."""
        return _("Add this goal")

    def items(self, draft: Draft) -> list[tuple[str, str]]:
        """Each goal."""
        return [(_("Goal {number}").format(number=n), g) for n, g in enumerate(draft.outcomes, 1)]

    def add(self, draft: Draft, values: Mapping[str, Any]) -> str:
        """One more goal of its own name."""
        goal = str(values["outcome"])
        if goal in draft.outcomes:
            raise FieldFault("outcome", _("This goal is in the list. Type another one."))
        draft.outcomes.append(goal)
        return _("Added: {what}").format(what=goal)

    def remove(self, draft: Draft, number: int) -> None:
        """Takes one goal away."""
        del draft.outcomes[number]

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """All goals in one line."""
        return [(_("Goals"), "; ".join(draft.outcomes))]
