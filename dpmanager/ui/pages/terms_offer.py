"""A form whose answer is shown with its reasons before it is saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import Field
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.text import button, words
from dpmanager.ui.widgets.views import View
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Shown:
    """What would be saved: a sentence and its reasons. can_save: there is something to save."""

    says: str
    steps: tuple[Step, ...]
    can_save: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A form, what it leads to, and the task that saves that.

    look, task: called with the values of the fields. fault_at: the field that a refusal is most
    likely about. about: what the reasons are of.
    """

    title: str
    note: str
    fields: Mapping[str, Field]
    look: Callable[[dict[str, Any]], Shown]
    task: Callable[[dict[str, Any]], object]
    about: str
    said: str
    button: str
    fault_at: str


class OfferView(View):
    """Shows a question, then its answer, then saves it; `leave` is called after that."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, "", _("Back"), leave)
        self.body = Column(gap=16)
        self.add(self.body)
        self.form = Form()
        self.below = Column()
        self._question: Question | None = None
        self._looked: dict[str, Any] | None = None

    def open(self, question: Question) -> None:
        """Shows the fields of a question."""
        self.title = question.title
        self._question, self._looked = question, None
        self.body.clear()
        self.body.add(words(question.note))
        self.form = Form((), **question.fields)
        self.form.entered.connect(self.look)
        self.body.add(self.form)
        self.body.add(button(_("See what counts"), self.look, "main"))
        self.below = Column()
        self.body.add(self.below)

    def look(self) -> None:
        """Shows what the answers lead to."""
        question, values = self._question, self.form.values()
        if question is None:
            return
        if values is None:
            self._forget()
            return
        self.desk.look(
            lambda: question.look(values),
            lambda shown: self._show(question, values, shown),
            self._failed,
        )

    def save(self) -> None:
        """Saves what is shown; where the answers are others by now, it shows that first."""
        question, values = self._question, self.form.values()
        if question is None or values is None:
            return
        if values != self._looked:
            self.look()
            return
        self.desk.do(
            lambda: question.task(values),
            said=question.said,
            done=lambda _result: self.leave(),
            failed=self._failed,
        )

    def _show(self, question: Question, values: dict[str, Any], shown: Shown) -> None:
        self._looked = values
        self.below.clear()
        answer = Card(_("What counts"))
        answer.add(words(shown.says))
        working = Working(question.about, shown.steps)
        working.toggle()
        answer.add(working)
        if shown.can_save:
            self.save_button = button(question.button, self.save, "main")
            answer.add(self.save_button)
        self.below.add(answer)
        announce(shown.says)

    def _failed(self, fault: DPManagerError) -> None:
        self._forget()
        if self._question is not None:
            self.form.show_fault(fault, self._question.fault_at)

    def _forget(self) -> None:
        self._looked = None
        self.below.clear()
