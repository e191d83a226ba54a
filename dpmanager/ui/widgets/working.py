"""“How was this worked out?”: the steps behind a figure, opened on request."""

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtWidgets import QWidget

from dpmanager.domain.steps import Step
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class Working(Column):
    """A quiet button that opens and closes the steps of a figure.

    about: what the figure is, so that the button's name tells one from another. head: what stands
    before the button in its row.
    """

    def __init__(self, about: str, steps: Sequence[Step], head: QWidget | None = None) -> None:
        super().__init__(gap=6)
        self.about = about
        self.opener = button("", self.toggle, "quiet")
        self.add(beside(head, self.opener) if head else self.opener)
        self.steps = Column(gap=6)
        for step, following in zip_longest(steps, steps[1:]):
            again = following is not None and following.source == step.source
            self.steps.add(_step_words(step, with_source=not again))
        self.steps.hide()
        self.add(self.steps)
        self._name_opener(opened=False)

    def toggle(self) -> None:
        """Opens the steps, or closes them."""
        opened = self.steps.isHidden()
        self.steps.setVisible(opened)
        self._name_opener(opened=opened)

    def _name_opener(self, *, opened: bool) -> None:
        shown = _("Hide how this was worked out") if opened else _("How was this worked out?")
        self.opener.setText(shown)
        self.opener.setAccessibleName(_("{shown} {about}").format(shown=shown, about=self.about))


def _step_words(step: Step, *, with_source: bool) -> QWidget:
    """A source is named once, under the last of the steps in a row that follow it."""
    block = Column(gap=0)
    block.add(words(step.label))
    if step.sum:
        block.add(words(step.sum, "strong"))
    if step.source and with_source:
        block.add(words(_("Source: {source}").format(source=step.source), "soft"))
    return block
