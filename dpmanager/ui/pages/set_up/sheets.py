"""The sheets around the questions: text size and colours, how to begin, the check at the end."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from dpmanager.errors import DPManagerError
from dpmanager.ui.front_window import FrontSheet
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.fields import CheckField
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.look_choices import LookChoices
from dpmanager.ui.widgets.summary import CheckAnswers
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class LookSheet(FrontSheet):
    """First of all: text that can be read."""

    done = Signal()

    def __init__(self, choices: Remembered) -> None:
        self._choices = choices
        super().__init__()

    def heading(self) -> str:
        """The question."""
        return _("Can you read this well?")

    def build(self) -> None:
        """Size, colours, Continue."""
        self.say_under_title(_("Change the text and the colours until it is easy for you."))
        self.column.add(LookChoices(self._choices))
        self.column.add(button(_("Continue"), self.done.emit, "main"))


class BeginSheet(FrontSheet):
    """How to begin."""

    own = Signal()
    look_around = Signal()
    other = Signal()
    read_in = Signal()
    go_on = Signal(object)
    back = Signal()

    def __init__(self, drafts: Sequence[Path]) -> None:
        self._drafts = drafts
        super().__init__()

    def heading(self) -> str:
        """The greeting."""
        return _("Welcome to DP Manager")

    def above(self) -> None:
        """The way back to text size and colours."""
        self.column.add(button(_("Back"), self.back.emit, "quiet"))

    def build(self) -> None:
        """One button for each way."""
        self.say_under_title(
            _("It keeps your direct payment in order: money, hours, pay and receipts.")
        )
        for draft in self._drafts:
            self.column.add(
                button(
                    _("Go on with “{name}”").format(name=draft.stem.replace("&", "&&")),
                    partial(self.go_on.emit, draft),
                    "main",
                )
            )
        ways: list[tuple[str, str, Callable[[], object]]] = [
            (
                _("Set up my own records"),
                _("About 20 short questions. You can stop and go on later."),
                self.own.emit,
            ),
            (
                _("Look around with made-up records"),
                _("Nobody in them is real. Nothing you do there is kept."),
                self.look_around.emit,
            ),
            (
                _("Open a book that I have"),
                _("For example, from a USB stick or another computer."),
                self.other.emit,
            ),
            (
                _("Read in exported records..."),
                _("A new book is made from files that were saved before."),
                self.read_in.emit,
            ),
        ]
        for number, (name, hint, pressed) in enumerate(ways):
            main = number == 0 and not self._drafts
            self.column.add(button(name, pressed, "main" if main else ""))
            self.column.add(words(hint, "soft"))

    def take_focus(self) -> None:
        """The first way, not Back."""
        super().take_focus()
        self.focusNextChild()


class CheckSheet(FrontSheet):
    """Check your answers: each can be changed; the button makes the book."""

    back = Signal()
    change = Signal(str)
    make = Signal()
    later = Signal()

    def __init__(self, answers: Sequence[tuple[str, str, str]], place: Path) -> None:
        self._answers = answers
        self._place = place
        self.summary = ErrorSummary()
        super().__init__()

    def heading(self) -> str:
        """What this is."""
        return _("Check your answers")

    def above(self) -> None:
        """Back, and what is wrong."""
        self.column.add(button(_("Back"), self.back.emit, "quiet"))
        self.column.add(self.summary)

    def build(self) -> None:
        """The answers, and the button."""
        self.say_under_title(_("Your book will be {place}.").format(place=self._place))
        lines = CheckAnswers()
        lines.show_answers(
            [(asked, said) for _name, asked, said in self._answers],
            lambda number: self.change.emit(self._answers[number][0]),
        )
        self.column.add(lines)
        self.column.add(
            words(_("You add the people who give care later, on the page People."), "soft")
        )
        self.on_paper = CheckField(
            _("Then show a recovery sheet"),
            hint=_(
                "Your passphrase is on it, to print, in case this computer is lost. "
                "Whoever finds the sheet and your book can open it."
            ),
        )
        self.column.add(self.on_paper)
        self.column.add(
            beside(
                button(_("Make my book"), self.make.emit, "main"),
                button(_("Save and finish later"), self.later.emit),
            )
        )

    def show_fault(self, fault: DPManagerError) -> None:
        """Shows why the book could not be made."""
        self.summary.show_problems([(str(fault), None)])
