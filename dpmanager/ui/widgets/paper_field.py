"""The field of a form that takes a photo or a PDF."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.fields import Field
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class PaperField(Field):
    """A button to choose the file, and what is chosen. It may be left empty.

    is_there: a paper is in the book already; a new one takes its place.
    """

    def __init__(self, label: str, remembered: Remembered, *, is_there: bool = False) -> None:
        super().__init__(label)
        self._remembered = remembered
        self._is_there = is_there
        self.paper: Path | None = None
        self.says = words("")
        self.choose = button(_("Choose a photo or PDF"), self._choose)
        name = _("{action}: {what}").format(action=self.choose.text(), what=label)
        self._name(self.choose, name)
        self._layout.addWidget(self.says)
        self._layout.addWidget(beside(self.choose))
        self.set_value(None)

    def controls(self) -> list[QWidget]:
        """The button."""
        return [self.choose]

    def is_empty(self) -> bool:
        """Whether no file was chosen."""
        return self.paper is None

    def read_filled(self) -> Path:
        """The file that was chosen."""
        assert self.paper is not None
        return self.paper

    def set_value(self, value: Path | None) -> None:
        """Chooses a file, or none."""
        self.paper = value
        if value is not None:
            self.says.setText(_("{file} is kept when you save this.").format(file=value.name))
        elif self._is_there:
            self.says.setText(_("Its paper is in the book. A new one takes its place."))
        else:
            self.says.setText(_("No paper is chosen."))

    def _choose(self) -> None:
        kinds = _("Photos and PDF files") + " (*.jpg *.jpeg *.png *.heic *.heif *.pdf)"
        title = _("Choose the paper")
        for paper in ask_for_files(self, self._remembered, title, kinds):
            self.set_value(paper)
