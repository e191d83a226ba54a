"""The preview of a paper: its pages, its text, a copy to keep, and the printer."""

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from dpmanager.errors import DPManagerError
from dpmanager.tasks.saving import save_file
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.files import ask_where_to_save
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Page
from dpmanager.ui.widgets.pdf_pages import PdfPage, PdfPages, print_pages, read_pages
from dpmanager.ui.widgets.text import Passage, beside, button, words
from dpmanager.words import _, ngettext

LOWEST = 320


class PreviewPage(Page):
    """Shows a PDF. Opened with its title, its bytes, a file name, and the place to go back to."""

    place: ClassVar[str] = "preview"
    help_page: ClassVar[str] = "preview"
    _title = ""
    _pdf = b""
    _file_name = ""
    _back = "home"
    _kept = True

    def heading(self) -> str:
        """The title of the paper."""
        return self._title or _("Preview")

    def build(self) -> None:
        """The buttons, what becomes of a copy, and the pages."""
        self._back_with: dict[str, Any] = {}
        self.reading = button("", self.switch, "quiet")
        self.saving = button(_("Save as..."), self.save)
        self.column.add(
            beside(
                button(_("Back"), self.go_back),
                self.saving,
                button(_("Print..."), self.print),
                self.reading,
            )
        )
        self.leaving = words(
            _("A copy that you save or print leaves the safe. Anyone who finds it can read it."),
            "soft",
        )
        self.printed_only = words(
            _(
                "Print it now. It cannot be saved, and it is gone from here when you leave this "
                "page. Whoever finds it and your book can open the book."
            )
        )
        self.column.add(self.leaving)
        self.column.add(self.printed_only)
        self.problem = ErrorSummary()
        self.column.add(self.problem)
        self.pages = PdfPages(_("Pages of the paper"), self.desk.look)
        self.text = Passage(_("Text of the paper"))
        self.text.hide()
        self.column.add(self.pages)
        self.column.add(self.text)
        self._name_switch()

    def open_with(self, **what: Any) -> None:
        """title, pdf, file_name, back (a place), and back_with (what to open there).

        secret: it can be printed and not saved, and is forgotten once the page is left.
        """
        self._title = what["title"]
        self._pdf = what["pdf"]
        self._file_name = what["file_name"]
        self._back = what["back"]
        self._back_with = what.get("back_with", {})
        self._kept = not what.get("secret", False)
        for block in (self.saving, self.leaving):
            block.setVisible(self._kept)
        self.printed_only.setVisible(not self._kept)
        self.title.setText(self._title)
        self.problem.show_problems([])
        pdf = self._pdf
        self.desk.look(lambda: read_pages(pdf), lambda pages: self._show(pdf, pages))

    def refresh(self) -> None:
        """A paper stays as it was made."""
        self._fit()

    def go_back(self) -> None:
        """Opens the page that the paper was asked for on."""
        self.go.emit(self._back, self._back_with)

    def switch(self) -> None:
        """Shows the text in place of the pictures, or the pictures again."""
        read = self.text.isHidden()
        self.text.setVisible(read)
        self.pages.setVisible(not read)
        self._name_switch()
        self._fit()
        (self.text if read else self.pages).setFocus()

    def save(self) -> None:
        """Saves a copy where the person says."""
        path = ask_where_to_save(self, self.desk.remembered, self._file_name)
        if path is None:
            return
        pdf = self._pdf
        self.problem.show_problems([])
        self.desk.look(lambda: save_file(path, pdf), lambda _none: _say_saved(path), self._failed)

    def print(self) -> None:
        """Asks for a printer, and prints."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, max(1, len(self.pages.pictures)))
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        pdf = self._pdf
        self.desk.look(lambda: print_pages(pdf, printer), _say_printed, self._failed)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Forgets a secret paper when another page is opened, or the window closed."""
        super().hideEvent(event)
        if not self._kept and not event.spontaneous():
            self._pdf = b""
            self.pages.show_pages(b"", ())
            self.text.show_text("")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Gives the pages the room that the window has."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, pdf: bytes, pages: tuple[PdfPage, ...]) -> None:
        if pdf is not self._pdf:
            return
        self.say_under_title(
            ngettext("{count} page.", "{count} pages.", len(pages)).format(count=len(pages))
        )
        self.pages.show_pages(pdf, pages)
        self.text.show_text(
            "\n\n".join(
                _("Page {number} of {count}").format(number=number, count=len(pages))
                + "\n\n"
                + page.text
                for number, page in enumerate(pages, start=1)
            )
        )
        self._fit()

    def _fit(self) -> None:
        """The pages, or the text, take what is left of the window under the buttons."""
        layout = self.column.layout()
        assert layout is not None
        layout.activate()
        shown = self.pages if self.text.isHidden() else self.text
        shown.setFixedHeight(max(LOWEST, self.viewport().height() - 40 - shown.y()))

    def _name_switch(self) -> None:
        read = not self.text.isHidden()
        self.reading.setText(_("Show the pictures") if read else _("Read the text"))

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])


def _say_saved(path: Path) -> None:
    announce(
        _("Saved as {name} in {folder}.").format(name=path.name, folder=path.parent.name or "/")
    )


def _say_printed(count: int) -> None:
    announce(
        ngettext(
            "{count} page was sent to the printer.",
            "{count} pages were sent to the printer.",
            count,
        ).format(count=count)
    )
