"""A form: its fields in one column, and the summary of what is wrong, which takes the focus."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dpmanager.errors import DPManagerError
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import Field
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _

Problem = tuple[str, QWidget | None]


class ErrorSummary(QFrame):
    """“There is a problem”: each fault as a button that jumps to its field."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "problem")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(20, 16, 20, 16)
        self._layout.addWidget(words(_("There is a problem"), "heading"))
        self._lines = Column(gap=2)
        self._layout.addWidget(self._lines)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Shows the faults and takes the focus; with none it goes away."""
        self._lines.clear()
        self.setVisible(bool(problems))
        sentences = [sentence for sentence, _control in problems]
        self.setAccessibleName(" ".join([_("There is a problem"), *sentences]))
        self._title_says_error(bool(problems))
        if not problems:
            return
        for sentence, control in problems:
            if control is None:
                self._lines.add(words(sentence, "error"))
            else:
                jump = button(sentence.replace("&", "&&"), control.setFocus, "fault")
                jump.setAccessibleName(sentence)
                self._lines.add(jump)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(sentences[0], urgent=True)

    def _title_says_error(self, wrong: bool) -> None:
        window = self.window()
        mark = _("Error: {title}").format(title="")
        title = window.windowTitle().removeprefix(mark)
        window.setWindowTitle(mark + title if wrong else title)


class Form(Column):
    """Fields under one another, with the summary of faults at the top.

    rows: names of fields that belong so closely together that they stand beside one another.
    entered: Enter was pressed in a field.
    """

    entered = Signal()

    def __init__(self, rows: Sequence[Sequence[str]] = (), **fields: Field) -> None:
        super().__init__(gap=20)
        self.summary = ErrorSummary()
        self.add(self.summary)
        self.fields = fields
        in_rows = {name: row for row in rows for name in row}
        for name, field in fields.items():
            row = in_rows.get(name, (name,))
            if len(row) == 1:
                self.add(field)
            elif name == row[0]:
                self.add(beside(*(fields[each] for each in row)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter in a field says that it is filled in."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def values(self) -> dict[str, Any] | None:
        """What was filled in, by the names of the fields; None if something is wrong.

        Then every fault stands beside its field and in the summary, which has the focus.
        """
        read: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, field in self.fields.items():
            if field.isHidden():
                continue
            try:
                read[name] = field.read()
                field.show_error("")
            except DPManagerError as fault:
                field.show_error(str(fault))
                problems.append((str(fault), field.to_mend()))
        self.summary.show_problems(problems)
        return None if problems else read

    def show_fault(self, fault: DPManagerError, field: str = "") -> None:
        """Shows why the task could not be done; all that was typed stays."""
        control = None
        if field:
            self.fields[field].show_error(str(fault))
            control = self.fields[field].to_mend()
        self.summary.show_problems([(str(fault), control)])
