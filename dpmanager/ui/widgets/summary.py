"""“Check your answers”, and lists of things with one button each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.text import button, rule, words
from dpmanager.words import _

LETTERS_OF_WHAT = 16
LETTERS_BESIDE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, what it says, softer words under that, and its one button.

    action: the words on the button, "" for none. pressed: what it does.
    """

    what: str
    says: str
    more: str = ""
    action: str = ""
    pressed: Callable[[], object] | None = None


class Lines(Card):
    """Lines under one another in a card, with a quiet line between two.

    What it is, what it says and the button stand beside one another; where the window is narrow
    or the text is large, under one another.
    """

    def __init__(self, heading: str = "") -> None:
        super().__init__(heading)
        self._body: _Body | None = None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows these lines in place of the ones before. The focus stays on the same line."""
        line = None
        if self._body is not None:
            line = self._body.line_with_focus()
            self._body.hide()
            self._body.deleteLater()
        self._body = _Body(lines)
        self.add(self._body)
        if line is not None:
            self._body.focus_line(line)


class _Body(QWidget):
    """The parts of the lines on a grid of three columns, or of one."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self._rows = [_Parts(line, first=not number) for number, line in enumerate(lines)]
        self._narrow: bool | None = None
        self._place()

    def line_with_focus(self) -> int | None:
        """The number of the line whose button has the focus."""
        return next(
            (number for number, row in enumerate(self._rows) if row.act and row.act.hasFocus()),
            None,
        )

    def focus_line(self, number: int) -> None:
        """Gives the button of a line the focus, if there is such a line with a button."""
        act = self._rows[number].act if number < len(self._rows) else None
        if act is not None:
            act.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Changes between three columns and one."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place()

    def _place(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        narrow = self.width() < letter * LETTERS_BESIDE
        self._grid.setColumnMinimumWidth(0, 0 if narrow else letter * LETTERS_OF_WHAT)
        self._grid.setColumnStretch(0 if narrow else 1, 1)
        self._grid.setColumnStretch(1 if narrow else 0, 0)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for number, parts in enumerate(self._rows):
            parts.place(self._grid, number * 5, narrow=narrow)


class _Parts:
    """The widgets of one line."""

    def __init__(self, line: Line, *, first: bool) -> None:
        self.rule = None if first else rule()
        self.what = words(line.what, "strong") if line.what else None
        self.says = words(line.says)
        self.more = words(line.more, "soft") if line.more else None
        self.act: QPushButton | None = None
        if line.action and line.pressed:
            self.act = button(line.action, line.pressed)
            self.act.setAccessibleName(
                _("{action}: {what} {says}").format(
                    action=line.action, what=line.what, says=line.says
                )
            )

    def place(self, grid: QGridLayout, row: int, *, narrow: bool) -> None:
        """Puts them into five rows of the grid, from `row` on."""
        top = Qt.AlignmentFlag.AlignTop
        middle = Qt.AlignmentFlag.AlignVCenter
        if self.rule:
            grid.addWidget(self.rule, row, 0, 1, 3)
        if narrow:
            below = [part for part in (self.what, self.says, self.more, self.act) if part]
            for number, part in enumerate(below, start=1):
                grid.addWidget(part, row + number, 0, 1, 3)
            return
        if self.what:
            grid.addWidget(self.what, row + 1, 0, top if self.more else middle)
        grid.addWidget(self.says, row + 1, 1)
        if self.more:
            grid.addWidget(self.more, row + 2, 1)
        if self.act:
            right = Qt.AlignmentFlag.AlignRight
            grid.addWidget(self.act, row + 1, 2, 2 if self.more else 1, 1, right | middle)


class CheckAnswers(Lines):
    """What was answered, each with a button to change it."""

    def show_answers(
        self, answers: Sequence[tuple[str, str]], change: Callable[[int], object]
    ) -> None:
        """answers: question and answer. change: called with the number of the answer."""
        self.show_lines(
            [
                Line(
                    question,
                    answer or _("Not provided"),
                    action=_("Change"),
                    pressed=partial(change, number),
                )
                for number, (question, answer) in enumerate(answers)
            ]
        )
