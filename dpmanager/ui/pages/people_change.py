"""The view in which anything about people is changed: a form of its own for each change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dpmanager.errors import DPManagerError
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.fields import Field
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its title, its fields as they stand now, and the task that saves them.

    task: does it with the values of the fields that were shown. said: what is said then, or what
    makes that of the result. fault_at: the field that a refusal is most likely about. note: a word
    before the fields. done: called with the result when the form is left.
    """

    title: str
    fields: Mapping[str, Field]
    task: Callable[[dict[str, Any]], object]
    said: str | Callable[[Any], str]
    button: str
    fault_at: str = ""
    note: str = ""
    rows: Sequence[Sequence[str]] = ()
    done: Callable[[Any], object] | None = None


class ChangeView(View):
    """Shows a change; `leave` is called when it was saved, and for going back."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, "", _("Back"), leave)
        self.body = Column(gap=16)
        self.add(self.body)
        self.form = Form()
        self._change: Change | None = None

    def open(self, change: Change) -> None:
        """Shows the fields of a change."""
        self.title = change.title
        self._change = change
        self.body.clear()
        if change.note:
            self.body.add(words(change.note))
        self.form = Form(change.rows, **change.fields)
        self.form.entered.connect(self.save)
        self.body.add(self.form)
        self.save_button = button(change.button, self.save, "main")
        self.body.add(self.save_button)

    def save(self) -> None:
        """Does the task, unless something is wrong with what was typed."""
        change, form = self._change, self.form
        if change is None:
            return
        values = form.values()
        if values is None:
            return

        def done(result: object) -> None:
            self.leave()
            if change.done is not None:
                change.done(result)

        def failed(fault: DPManagerError) -> None:
            form.show_fault(fault, change.fault_at)

        self.desk.do(
            lambda: change.task(values),
            said=change.said,
            done=done,
            failed=failed,
        )
