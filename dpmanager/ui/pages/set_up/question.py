"""What a question of the first start is, and the sheet that asks it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Signal

from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.draft import Draft
from dpmanager.ui.front_window import FrontSheet
from dpmanager.ui.widgets.fields import Field
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class Question:
    """One question. Its fields have the names of what they fill in of the draft.

    name: the question's own name. unknown: the words of the button for who does not know, ""
    where the answer is needed.
    """

    name: ClassVar[str] = ""

    def heading(self, draft: Draft) -> str:
        """The question."""
        raise NotImplementedError

    def hint(self, draft: Draft) -> str:
        """Where to look, or what it is for."""
        del draft
        return ""

    def fields(self, draft: Draft) -> dict[str, Field]:
        """The fields, empty, in order."""
        raise NotImplementedError

    def unknown(self) -> str:
        """The words of the button for who does not know."""
        return ""

    def is_asked(self, draft: Draft) -> bool:
        """Whether the earlier answers leave this question open."""
        del draft
        return True

    def keep(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """Puts what was filled in into the draft. Raises FieldFault."""
        for name, value in values.items():
            empty = "" if isinstance(getattr(draft, name), str) else None
            setattr(draft, name, empty if value is None else value)

    def forget(self, draft: Draft) -> None:
        """Puts “I do not know” into the draft."""
        fresh = Draft()
        for name in self.fields(draft):
            setattr(draft, name, getattr(fresh, name))

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """What was asked and what was answered, for “Check your answers”."""
        raise NotImplementedError


class FieldFault(DPManagerError):  # noqa: N818 (what is wrong, as the faults of a book)
    """What is wrong with one field of a question."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class QuestionSheet(FrontSheet):
    """One question a page: back, the question, its fields, and Continue."""

    back = Signal()
    answered = Signal(dict)
    skipped = Signal()
    later = Signal()

    def __init__(self, question: Question, draft: Draft, where: str, *, can_wait: bool) -> None:
        self.question = question
        self.draft = draft
        self._where = where
        self._can_wait = can_wait
        self.form = Form((), **question.fields(draft))
        super().__init__()

    def heading(self) -> str:
        """The question."""
        return self.question.heading(self.draft)

    def above(self) -> None:
        """Back, where we are, and the summary of what is wrong."""
        self.column.add(button(_("Back"), self.back.emit, "quiet"))
        self.column.add(words(self._where, "soft"))
        self.column.add(self.form.summary)

    def build(self) -> None:
        """The fields, filled in as far as they were answered before."""
        self.say_under_title(self.question.hint(self.draft))
        answered = self.question.name in self.draft.answered
        for name, field in self.form.fields.items():
            value = getattr(self.draft, name, None)
            if answered or value:
                field.set_value(value)
        self.column.add(self.form)
        self.form.entered.connect(self.carry_on)
        self.add_more()
        unknown = self.question.unknown()
        if unknown:
            self.column.add(button(unknown, self.skipped.emit, "quiet"))
        self.add_buttons()

    def add_more(self) -> None:
        """Adds what stands under the fields; mostly there is nothing."""

    def add_buttons(self) -> None:
        """Continue, and the way to stop for today."""
        buttons = [button(_("Continue"), self.carry_on, "main")]
        if self._can_wait:
            buttons.append(button(_("Save and finish later"), self.later.emit))
        self.column.add(beside(*buttons))

    def take_focus(self) -> None:
        """The first field: screen readers speak its label and the title of the window."""
        for field in self.form.fields.values():
            if not field.isHidden():
                field.controls()[0].setFocus()
                return
        super().take_focus()

    def carry_on(self) -> None:
        """Checks the fields and hands them on."""
        values = self.form.values()
        if values is not None:
            self.answered.emit(values)

    def show_fault(self, fault: DPManagerError) -> None:
        """Shows why the answer could not be taken."""
        self.form.show_fault(fault, fault.field if isinstance(fault, FieldFault) else "")
