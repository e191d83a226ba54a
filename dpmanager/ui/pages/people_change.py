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

    task: does it with the values of the fields that were shown. said: what is said then.
    fault_at: the field that a refusal is most likely about. note: a word before the fields.
    """

    title: str
    fields: Mapping[str, Field]
    task: Callable[[dict[str, Any]], object]
    said: str
    button: str
    fault_at: str = ""
    note: str = ""
    rows: Sequence[Sequence[str]] = ()


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

        def failed(fault: DPManagerError) -> None:
            form.show_fault(fault, change.fault_at)

        self.desk.do(
            lambda: change.task(values),
            said=change.said,
            done=lambda _result: self.leave(),
            failed=failed,
        )
