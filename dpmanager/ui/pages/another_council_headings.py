"""A council's own list of spending: its headings in its words and its order."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dpmanager.domain.returns.funder_rules import Category, FunderRules
from dpmanager.domain.returns.own_letter import (
    Heading,
    Letter,
    heading_moved,
    left_over,
    other_words,
    with_heading,
    without_heading,
)
from dpmanager.tasks.returns.resources import categories, category_labels
from dpmanager.ui.pages.another_council_steps import LONGEST_NAME, Step
from dpmanager.ui.pages.set_up.question import FieldFault
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChecksField, Field, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext

MOST_HEADINGS = 40


class Headings(Step):
    """The list. Its fields are those of one heading; the page shows `HeadingsBlock` for it."""

    def __init__(self, base: FunderRules) -> None:
        self.taken = {line.name.casefold() for line in base.categories if line.side == "in"}

    def heading(self) -> str:
        """The question."""
        return _("Does it have its own list of spending?")

    def hint(self) -> str:
        """How it works."""
        return _(
            "Some forms have their own headings. Type each in its words, and tick what belongs to "
            "it. If there is no list, go on."
        )

    def fields(self, letter: Letter) -> dict[str, Field]:
        """None outside the block."""
        del letter
        return {}

    def keep(self, letter: Letter, values: Mapping[str, Any]) -> Letter:
        """Each heading was kept when it was added."""
        del values
        return letter


class HeadingsBlock(Column):
    """The headings so far, and the fields for one of them.

    changed: called with the letter after each change.
    """

    def __init__(self, step: Headings, letter: Letter, changed: Callable[[Letter], object]) -> None:
        super().__init__(gap=16)
        self.step, self.letter, self.changed = step, letter, changed
        self._labels = category_labels()
        self._at: int | None = None
        self.lines = Lines(_("Its headings"))
        self.rest = words("", "soft")
        self.name = TextField(
            _("A heading"), hint=_("In the words of its form"), missing=_("Type the heading.")
        )
        self.ours = ChecksField(
            _("What belongs to it"),
            [
                (name, self._labels[name])
                for name, category in categories().items()
                if _is_spending(category)
            ],
        )
        self.form = Form(name=self.name, ours=self.ours)
        self.form.entered.connect(self.keep_one)
        self.keep = button("", self.keep_one)
        self.earlier = button(_("Move it up"), partial(self._move, -1), "quiet")
        self.later = button(_("Move it down"), partial(self._move, 1), "quiet")
        self.remove = button(_("Take it away"), self._remove, "quiet")
        self.leave = button(_("Leave it as it was"), self._leave, "quiet")
        for part in (self.lines, self.rest, self.form):
            self.add(part)
        self.add(beside(self.keep, self.earlier, self.later, self.remove, self.leave))
        self._show()

    def is_being_typed(self) -> bool:
        """Whether something stands in the fields that was not kept yet."""
        return not self.name.is_empty() or bool(self.ours.read())

    def keep_one(self) -> bool:
        """Keeps the heading that stands in the fields; False if something is wrong."""
        values = self.form.values()
        if values is None:
            return False
        try:
            heading = self._heading(values)
        except FieldFault as fault:
            self.form.show_fault(fault, fault.field)
            return False
        self.letter = with_heading(self.letter, heading, self._at)
        self._done(_("Kept: {heading}").format(heading=heading.name))
        return True

    def _heading(self, values: Mapping[str, Any]) -> Heading:
        name = " ".join(values["name"].split())
        others = {
            heading.name.casefold()
            for at, heading in enumerate(self.letter.headings)
            if at != self._at
        }
        if len(name) > LONGEST_NAME:
            raise FieldFault("name", _("Use at most {count} letters.").format(count=LONGEST_NAME))
        if name.casefold() in others:
            raise FieldFault("name", _("This heading is in the list already. Type another."))
        if name.casefold() in self.step.taken:
            raise FieldFault("name", _("Money that comes in has this name. Type another."))
        if self._at is None and len(self.letter.headings) >= MOST_HEADINGS:
            raise FieldFault("name", _("The list is full. Put some headings together."))
        return Heading(name, values["ours"])

    def _change(self, at: int) -> None:
        self._at = at
        heading = self.letter.headings[at]
        self.name.set_value(heading.name)
        self._show()
        self.ours.set_value(heading.ours)
        self.name.edit.setFocus()

    def _move(self, by: int) -> None:
        assert self._at is not None
        to = self._at + by
        self.letter = heading_moved(self.letter, self._at, to)
        self._at = to
        self._show()
        self.changed(self.letter)
        announce(
            _("It is number {number} of {count} now.").format(
                number=to + 1, count=len(self.letter.headings)
            )
        )
        if not (self.earlier if by < 0 else self.later).isEnabled():
            self.name.edit.setFocus()

    def _remove(self) -> None:
        assert self._at is not None
        heading = self.letter.headings[self._at]
        self.letter = without_heading(self.letter, self._at)
        self._done(_("Taken away: {heading}").format(heading=heading.name))

    def _leave(self) -> None:
        self._done("")

    def _done(self, sentence: str) -> None:
        self._at = None
        self.name.set_value(None)
        self.ours.set_value(())
        self._show()
        self.changed(self.letter)
        self.name.edit.setFocus()
        if sentence:
            announce(sentence)

    def _show(self) -> None:
        headings = self.letter.headings
        self.lines.setVisible(bool(headings))
        self.lines.show_lines(
            [
                Line(
                    heading.name,
                    "; ".join(self._labels[name] for name in heading.ours)
                    or _("Nothing belongs to it yet."),
                    action=_("Change"),
                    pressed=partial(self._change, at),
                )
                for at, heading in enumerate(headings)
            ]
        )
        self._show_rest()
        changing = self._at is not None
        self.keep.setText(_("Keep this heading") if changing else _("Add this heading"))
        for part in (self.earlier, self.later, self.remove, self.leave):
            part.setVisible(changing)
        self.earlier.setEnabled(changing and self._at != 0)
        self.later.setEnabled(changing and self._at != len(headings) - 1)

    def _show_rest(self) -> None:
        """Offers what no other heading takes, and says where the rest goes."""
        taken = {
            name
            for at, heading in enumerate(self.letter.headings)
            if at != self._at
            for name in heading.ours
        }
        for name, box in self.ours.boxes.items():
            box.setVisible(name not in taken)
        left = len(left_over(self.letter, categories()))
        self.rest.setVisible(bool(self.letter.headings and left))
        self.rest.setText(
            ngettext(
                "{count} of our categories belongs to no heading. It goes to “{other}”.",
                "{count} of our categories belong to no heading. They go to “{other}”.",
                left,
            ).format(count=left, other=other_words())
        )


def _is_spending(category: Category) -> bool:
    return category.direction == "out"
