"""The one page for a fault that nobody foresaw: the book is safe, and what can be done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.report_fault import fault_report
from dpmanager.tasks.saving import save_file
from dpmanager.ui.front_window import FrontSheet
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.text import Passage, beside, button, words
from dpmanager.words import _

REPORT_HEIGHT = 200


def heading() -> str:
    """What happened."""
    return _("Something went wrong")


class Trouble(Column):
    """What is safe, the report, and the ways on."""

    def __init__(self, go_on: Callable[[], object]) -> None:
        super().__init__(gap=16)
        self.add(words(_("DP Manager met a fault that we did not foresee.")))
        self.add(words(_("Your book is safe. All that you saved before is in it."), "strong"))
        self.add(words(_("The last thing you did may not have been saved. Check it, then go on.")))
        self.add(
            beside(
                button(_("Go on"), go_on, "main"),
                button(_("Save a report..."), self.save_report),
                button(_("Close DP Manager"), lambda: self.window().close()),
            )
        )
        self.add(words(_("The report"), "heading"))
        self.add(
            words(
                _(
                    "It helps us to mend the fault. It says where in the program it happened. "
                    "No name, amount or date of yours is in it."
                ),
                "soft",
            )
        )
        self.report = Passage(_("The report"))
        self.report.setMinimumHeight(REPORT_HEIGHT)
        self.add(self.report)

    def show_fault(self, fault: BaseException) -> None:
        """Shows the report of this fault."""
        self.report.show_text(fault_report(fault))
        announce(_("Something went wrong. Your book is safe."), urgent=True)

    def save_report(self) -> None:
        """Saves the report where the person says."""
        start = str(Path.home() / _("DP Manager report.txt"))
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save a report"), start)
        if chosen:
            try:
                save_file(Path(chosen), self.report.toPlainText().encode())
                announce(_("The report was saved."))
            except DPManagerError as fault:
                announce(str(fault), urgent=True)


class TroublePage(Page):
    """The page within the window of a book."""

    place = "trouble"
    help_page = "home"

    def heading(self) -> str:
        """What happened."""
        return heading()

    def build(self) -> None:
        """What is safe, and the ways on."""
        self.trouble = Trouble(self._go_on)
        self.column.add(self.trouble)

    def refresh(self) -> None:
        """Nothing of the book is shown here."""

    def open_with(self, **what: Any) -> None:
        """fault: what happened."""
        self.trouble.show_fault(what["fault"])

    def _go_on(self) -> None:
        self.go.emit(self.desk.remembered.place, {})


class TroubleSheet(FrontSheet):
    """The same while no book is open."""

    go_on = Signal()

    def __init__(self, fault: BaseException) -> None:
        self._fault = fault
        super().__init__()

    def heading(self) -> str:
        """What happened."""
        return heading()

    def build(self) -> None:
        """What is safe, and the ways on."""
        trouble = Trouble(self.go_on.emit)
        self.column.add(trouble)
        trouble.show_fault(self._fault)
