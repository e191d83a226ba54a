"""Figures under one another, each with its amount and “How was this worked out?”."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dpmanager.domain.amounts import pounds
from dpmanager.domain.steps import Step
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _

WIDEST_NAME = 7
"""In heights of a line; a longer name takes two lines."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure: its name, its amounts in words (one for each heading), and its working."""

    name: str
    amounts: tuple[str, ...]
    steps: tuple[Step, ...] = ()


def amount_words(amount: Decimal) -> str:
    """Pounds, and for what is below nothing pounds that come back."""
    return pounds(amount) if amount >= 0 else _("{amount} back").format(amount=pounds(-amount))


class Figures(Column):
    """about: whose figures they are. headings: over the amounts; none for one amount alone."""

    def __init__(
        self, about: str, lines: Sequence[FigureLine], headings: Sequence[str] = ()
    ) -> None:
        super().__init__(gap=2)
        self._heads: list[_Head] = []
        if headings:
            self._heads.append(_Head("", headings, "soft"))
            self.add(beside(self._heads[0]))
        for line in lines:
            head = _Head(line.name, line.amounts, "strong")
            self._heads.append(head)
            name = f"{line.name}, {about}"
            self.add(Working(name, line.steps, head) if line.steps else beside(head))
        self._line_up()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Grows with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._line_up()

    def _line_up(self) -> None:
        """Gives each column one width from the top to the bottom."""
        parts = zip(*(head.parts for head in self._heads), strict=True)
        for place, column in enumerate(parts):
            width = max(_width_of(label) for label in column)
            if not place:
                width = min(width, self.fontMetrics().height() * WIDEST_NAME)
            for label in column:
                label.setFixedWidth(width)


class _Head(QWidget):
    """The name of a figure and its amounts, in columns."""

    def __init__(self, name: str, amounts: Sequence[str], role: str) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(26)
        self.parts = [words(name)]
        for amount in amounts:
            label = words(amount, role)
            label.setWordWrap(False)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.parts.append(label)
        for label in self.parts:
            layout.addWidget(label)


def _width_of(label: QLabel) -> int:
    label.ensurePolished()
    return QFontMetrics(label.font()).horizontalAdvance(label.text()) + 4
