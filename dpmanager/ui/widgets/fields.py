"""Fields of a form: label above, hint under it, the error beside the control.

Each field reads what was typed into a value and explains what it could not read. Nothing typed
is ever cleared or changed by a mistake.
"""

from collections.abc import Callable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from dpmanager.domain.amounts import plain
from dpmanager.domain.reading import read_amount, read_date, read_time
from dpmanager.errors import DPManagerError
from dpmanager.ui.widgets.controls import CheckBox, ChoiceBox, WrappingCheckBox
from dpmanager.ui.widgets.text import beside, words
from dpmanager.words import _


class Field(QWidget):
    """The base of every field. `read()` gives the value or raises DPManagerError in words.

    An optional field that is empty reads as None. `missing` is the sentence for a field that must
    be filled in and is not.
    """

    def __init__(self, label: str, *, hint: str = "", missing: str = "") -> None:
        super().__init__()
        self.label_text = label
        self.missing = missing
        self.label = words("", "strong")
        self.say_optional(not missing)
        self.hint = words(hint, "soft")
        if not hint:
            self.hint.hide()  # and never shown here: without a parent it would be a window
        self.error = words("", "error")
        self.error.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        for part in (self.label, self.hint, self.error):
            self._layout.addWidget(part)

    def say_optional(self, optional: bool) -> None:
        """Whether the label says that the field may be left empty."""
        shown = _("{label} (optional)").format(label=self.label_text)
        self.label.setText(shown if optional else self.label_text)

    def controls(self) -> list[QWidget]:
        """The controls that take the typing, in order."""
        raise NotImplementedError

    def to_mend(self) -> QWidget:
        """The control to go to when the field is wrong."""
        return self.controls()[0]

    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        raise NotImplementedError

    def read_filled(self) -> Any:
        """The value of a field that is not empty. Raises DPManagerError."""
        raise NotImplementedError

    def read(self) -> Any:
        """The value; None for an optional field that is empty. Raises DPManagerError."""
        if self.is_empty():
            if self.missing:
                raise DPManagerError(self.missing)
            return None
        return self.read_filled()

    def set_value(self, value: Any) -> None:
        """Fills the field in; None empties it."""
        raise NotImplementedError

    def show_error(self, sentence: str) -> None:
        """Shows what is wrong beside the control; an empty sentence takes it away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        for control in self.controls():
            control.setProperty("wrong", bool(sentence))
            control.style().unpolish(control)
            control.style().polish(control)
            control.setAccessibleDescription(sentence or self.hint.text())

    def _name(self, control: QWidget, label: str = "") -> None:
        control.setAccessibleName(label or self.label_text)
        control.setAccessibleDescription(self.hint.text())


class TypingLine(QLineEdit):
    """A line to type into. Where its typing has nothing to undo, the window undoes a task."""

    def event(self, event: QEvent) -> bool:
        """Leaves Ctrl+Z and the like to the window when they would do nothing here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)


class ShortLine(TypingLine):
    """A line that is as wide as what goes into it, in any size of text."""

    def __init__(self, characters: int) -> None:
        super().__init__()
        self._characters = characters
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The room of that many figures, and of the frame."""
        frame = 28
        width = self.fontMetrics().horizontalAdvance("0" * self._characters) + frame
        return QSize(width, super().sizeHint().height())

    minimumSizeHint = sizeHint  # noqa: N815 (Qt's name)


class TextField(Field):
    """One line of text. characters: how many go into it, where that is known; 0 where it is not."""

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        missing: str = "",
        secret: bool = False,
        characters: int = 0,
    ) -> None:
        super().__init__(label, hint=hint, missing=missing)
        self.edit = ShortLine(characters) if characters else TypingLine()
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.label.setBuddy(self.edit)
        self._name(self.edit)
        self._layout.addWidget(self.edit)

    def controls(self) -> list[QWidget]:
        """The one line."""
        return [self.edit]

    def is_empty(self) -> bool:
        """Whether the line holds nothing but spaces."""
        return not self.edit.text().strip()

    def read_filled(self) -> Any:
        """The text without the spaces around it."""
        return self.edit.text().strip()

    def set_value(self, value: Any) -> None:
        """Fills the field in."""
        self.edit.setText("" if value is None else str(value))


class MoneyField(TextField):
    """An amount in pounds."""

    def __init__(self, label: str, *, hint: str = "", missing: str = "") -> None:
        hint = hint or _("In pounds, such as 12.50")
        super().__init__(label, hint=hint, missing=missing, characters=12)

    def read_filled(self) -> Decimal:
        """The amount in pounds."""
        return read_amount(self.edit.text())

    def set_value(self, value: Decimal | None) -> None:
        """Fills the field in."""
        super().set_value(None if value is None else plain(value))


class NumberField(TextField):
    """A number, such as hours a week."""

    def __init__(self, label: str, *, hint: str = "", missing: str = "") -> None:
        super().__init__(label, hint=hint, missing=missing, characters=8)

    def read_filled(self) -> Decimal:
        """The number."""
        return read_amount(self.edit.text())


class MinutesField(NumberField):
    """A whole number of minutes, such as a break."""

    def read_filled(self) -> int:  # type: ignore[override]
        """The minutes."""
        typed = self.edit.text().strip().casefold()
        figures = typed.removesuffix("utes").removesuffix("min").strip()
        if not figures.isdecimal():
            raise DPManagerError(
                _("{label} must be whole minutes, such as 30.").format(label=self.label_text)
            )
        return int(figures)


class TimeField(TextField):
    """A time of day. What was understood is shown back when the field is left."""

    def __init__(self, label: str, *, hint: str = "", missing: str = "") -> None:
        hint = hint or _("Such as 8, 8.30 or 7pm")
        super().__init__(label, hint=hint, missing=missing, characters=8)
        self.edit.editingFinished.connect(self._show_back)

    def read_filled(self) -> time:
        """The time."""
        return read_time(self.edit.text())

    def set_value(self, value: time | None) -> None:
        """Fills the field in."""
        super().set_value(None if value is None else f"{value:%H:%M}")

    def _show_back(self) -> None:
        try:
            if not self.is_empty():
                self.set_value(self.read_filled())
        except DPManagerError:
            return  # what was typed stays; the error is shown when the form is checked


class DateField(Field):
    """A date as three boxes: day, month or its name, year. Never a calendar alone."""

    def __init__(self, label: str, *, hint: str = "", missing: str = "") -> None:
        super().__init__(label, hint=hint or _("For example, 6 April 2026"), missing=missing)
        self.day, self.month, self.year = ShortLine(3), ShortLine(10), ShortLine(5)
        self._layout.addWidget(
            beside(
                self._part(_("Day"), self.day),
                self._part(_("Month"), self.month),
                self._part(_("Year"), self.year),
            )
        )

    def _part(self, label: str, box: QLineEdit) -> QWidget:
        self._name(box, _("{part}, {label}").format(part=label, label=self.label_text))
        above = QLabel(label)
        above.setBuddy(box)
        pair = QWidget()
        layout = QVBoxLayout(pair)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(above)
        layout.addWidget(box)
        return pair

    def controls(self) -> list[QWidget]:
        """Day, month and year."""
        return [self.day, self.month, self.year]

    def to_mend(self) -> QWidget:
        """The first box that is empty, or else the day."""
        boxes = (self.day, self.month, self.year)
        return next((box for box in boxes if not box.text().strip()), self.day)

    def is_empty(self) -> bool:
        """Whether all three boxes are empty."""
        return not any(box.text().strip() for box in (self.day, self.month, self.year))

    def read_filled(self) -> date:
        """The date."""
        parts = (
            (self.day, _("{label} must include a day.")),
            (self.month, _("{label} must include a month.")),
            (self.year, _("{label} must include a year.")),
        )
        for box, sentence in parts:
            if not box.text().strip():
                raise DPManagerError(sentence.format(label=self.label_text))
        return read_date(" ".join(box.text().strip() for box in (self.day, self.month, self.year)))

    def set_value(self, value: date | None) -> None:
        """Fills the three boxes in."""
        self.day.setText("" if value is None else str(value.day))
        self.month.setText("" if value is None else f"{value:%B}")
        self.year.setText("" if value is None else str(value.year))


class ChoiceField(Field):
    """One of several choices, given as (value, words)."""

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[Any, str]],
        *,
        hint: str = "",
        missing: str = "",
    ) -> None:
        super().__init__(label, hint=hint, missing=missing)
        self.box = ChoiceBox()
        self._values: list[Any] = []  # Qt would give back plain text for a member of an enum
        self.label.setBuddy(self.box)
        self._name(self.box)
        self.set_choices(choices)
        self._layout.addWidget(self.box)

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offers other choices; the one that was chosen stays if it is among them."""
        chosen = self.chosen()
        self.box.clear()
        self._values = [value for value, _text in choices]
        for value, text in choices:
            self.box.addItem(text, value)
        self.set_value(chosen)
        may_be_empty = any(value in (None, "") for value, _text in choices)
        self.say_optional(may_be_empty and not self.missing)

    def controls(self) -> list[QWidget]:
        """The box."""
        return [self.box]

    def is_empty(self) -> bool:
        """Whether nothing is chosen, or a choice that stands for nothing."""
        return self.chosen() in (None, "")

    def chosen(self) -> Any:
        """The value that is chosen; None where there is none."""
        place = self.box.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def read_filled(self) -> Any:
        """The value that is chosen."""
        return self.chosen()

    def set_value(self, value: Any) -> None:
        """Chooses a value; one that is not offered changes nothing."""
        if value in self._values:
            self.box.setCurrentIndex(self._values.index(value))

    def on_change(self, called: Callable[[], object]) -> None:
        """Calls back when the person chooses something else."""
        self.box.activated.connect(lambda _place: called())


class ChecksField(Field):
    """Boxes to tick, any number of them, given as (value, words). It reads as a tuple of values."""

    def __init__(self, label: str, choices: Sequence[tuple[Any, str]], *, hint: str = "") -> None:
        super().__init__(label, hint=hint)
        self.boxes = {value: WrappingCheckBox(words_of) for value, words_of in choices}
        for box in self.boxes.values():
            self._name(box, box.text())
        self._layout.addWidget(beside(*self.boxes.values()))

    def controls(self) -> list[QWidget]:
        """The boxes."""
        return list(self.boxes.values())

    def is_empty(self) -> bool:
        """Never: with no tick it is an empty tuple."""
        return False

    def read_filled(self) -> tuple[Any, ...]:
        """The values that are ticked; of boxes that are hidden, none."""
        return tuple(
            value for value, box in self.boxes.items() if box.isChecked() and not box.isHidden()
        )

    def set_value(self, value: Sequence[Any] | None) -> None:
        """Ticks these boxes and no others."""
        for each, box in self.boxes.items():
            box.setChecked(each in (value or ()))

    def leave_out(self, value: Any) -> None:
        """Hides the box of one value, and shows all others."""
        for each, box in self.boxes.items():
            box.setHidden(each == value)


class NotesBox(QPlainTextEdit):
    """A box for a few lines, in any size of text."""

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Four lines and the frame."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * 4 + 32)

    minimumSizeHint = sizeHint  # noqa: N815 (Qt's name)


class NotesField(Field):
    """Several lines of text; Tab leaves it."""

    def __init__(self, label: str, *, hint: str = "", missing: str = "") -> None:
        super().__init__(label, hint=hint, missing=missing)
        self.edit = NotesBox()
        self.edit.setTabChangesFocus(True)
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.label.setBuddy(self.edit)
        self._name(self.edit)
        self._layout.addWidget(self.edit)

    def controls(self) -> list[QWidget]:
        """The box."""
        return [self.edit]

    def is_empty(self) -> bool:
        """Whether it holds nothing but spaces."""
        return not self.edit.toPlainText().strip()

    def read_filled(self) -> str:
        """The text without the spaces around it."""
        return self.edit.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        """Fills the field in."""
        self.edit.setPlainText(value or "")


class CheckField(Field):
    """A box to tick. It is never empty: unticked is False."""

    def __init__(self, label: str, *, hint: str = "") -> None:
        super().__init__(label, hint=hint, missing=label)
        self.label.hide()
        self.box = CheckBox(label)
        self._name(self.box)
        self._layout.insertWidget(0, self.box, alignment=Qt.AlignmentFlag.AlignLeft)

    def controls(self) -> list[QWidget]:
        """The box."""
        return [self.box]

    def is_empty(self) -> bool:
        """Never: unticked is an answer."""
        return False

    def read_filled(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: bool) -> None:
        """Ticks or unticks it."""
        self.box.setChecked(value)
