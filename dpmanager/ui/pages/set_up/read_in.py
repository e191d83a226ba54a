"""A new book from exported records: which files, where the book shall be, its passphrase."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records.vault import check_passphrase
from dpmanager.tasks.book.draft import Draft, usual_folder
from dpmanager.tasks.book.read_everything import (
    ExportSeen,
    ReadIn,
    look_at_export,
    read_everything,
)
from dpmanager.ui.background import Background
from dpmanager.ui.front_window import FrontSheet, FrontWindow
from dpmanager.ui.pages.set_up import who
from dpmanager.ui.pages.set_up.question import FieldFault, Question, QuestionSheet
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.progress import LongWork, Progress, StoppedError
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext

STEPS = 3


class WhichExportSheet(FrontSheet):
    """Which exported records: a zip file or a folder."""

    back = Signal()
    chosen = Signal(object)

    def __init__(self, remembered: Remembered) -> None:
        self._remembered = remembered
        self.summary = ErrorSummary()
        super().__init__()

    def heading(self) -> str:
        """The question."""
        return _("Which records shall be read in?")

    def above(self) -> None:
        """Back, where we are, and what is wrong."""
        self.column.add(button(_("Back"), self.back.emit, "quiet"))
        self.column.add(words(_where(1), "soft"))
        self.column.add(self.summary)

    def build(self) -> None:
        """A button for each kind."""
        self.say_under_title(
            _("They were saved with “Take your records with you”, as a folder or as a zip file.")
        )
        self.column.add(
            beside(
                button(_("Choose the folder..."), self._ask_for_folder, "main"),
                button(_("Choose the zip file..."), self._ask_for_zip),
            )
        )
        self.column.add(
            words(
                _("A new book is made from them. The history of the old book is not in them."),
                "soft",
            )
        )

    def take_focus(self) -> None:
        """The first way, not Back."""
        super().take_focus()
        self.focusNextChild()

    def show_fault(self, fault: DPManagerError) -> None:
        """Shows why these cannot be read in."""
        self.summary.show_problems([(str(fault), None)])

    def _ask_for_folder(self) -> None:
        start = self._remembered.folder or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, _("Choose the exported folder"), start)
        if chosen:
            self.chosen.emit(Path(chosen))

    def _ask_for_zip(self) -> None:
        kinds = _("Zip files (*.zip)")
        for file in ask_for_files(self, self._remembered, _("Choose the zip file"), kinds):
            self.chosen.emit(file)


class ReadingSheet(FrontSheet):
    """Shown while the records are read in; says why it could not be done."""

    stopped = Signal()
    back = Signal()

    def heading(self) -> str:
        """What is going on."""
        return _("Making your book")

    def build(self) -> None:
        """How far it is, and the way back when it could not be done."""
        self.summary = ErrorSummary()
        self.progress = Progress(self.stopped.emit)
        self.way_back = button(_("Back"), self.back.emit)
        self.way_back.hide()
        for block in (self.summary, self.progress, self.way_back):
            self.column.add(block)
        self.progress.start(_("Reading your records in. This can take a moment."))

    def show_fault(self, fault: DPManagerError) -> None:
        """Shows why there is no book."""
        self.progress.end()
        self.way_back.show()
        self.summary.show_problems([(str(fault), None)])


class ReadInFlow(QObject):
    """Leads through the three steps in the front window.

    left: the person went back before the first one. made: the book, and what its check found.
    """

    left = Signal()
    made = Signal(object)

    def __init__(
        self,
        front: FrontWindow,
        background: Background,
        remembered: Remembered,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._front, self._background = front, background
        self._remembered, self._now = remembered, now
        self._draft = Draft(folder=str(usual_folder()))
        self._source = Path()
        self._seen: ExportSeen | None = None

    def begin(self) -> None:
        """Asks which records."""
        sheet = WhichExportSheet(self._remembered)
        sheet.back.connect(self.left.emit)
        sheet.chosen.connect(partial(self._look, sheet))
        self._front.show_sheet(sheet)

    def _look(self, sheet: WhichExportSheet, source: Path) -> None:
        if self._background.is_busy():
            return
        announce(_("Looking at the records. This takes a moment."))

        def seen(export: ExportSeen) -> None:
            self._source, self._seen = source, export
            self._ask_place()

        self._background.look(partial(look_at_export, source), seen, sheet.show_fault)

    def _ask_place(self) -> None:
        sheet = self._asking(who.BookPlace(), 2)
        sheet.back.connect(self.begin)
        sheet.answered.connect(partial(self._place_answered, sheet))
        self._front.show_sheet(sheet)
        assert self._seen is not None, "the records are looked at first"
        announce(_holds(self._seen))

    def _place_answered(self, sheet: QuestionSheet, values: dict[str, Any]) -> None:
        try:
            sheet.question.keep(self._draft, values)
        except DPManagerError as fault:
            sheet.show_fault(fault)
            return
        self._ask_passphrase()

    def _ask_passphrase(self) -> None:
        sheet = self._asking(who.Passphrase(), 3)
        sheet.back.connect(self._ask_place)
        sheet.answered.connect(partial(self._passphrase_answered, sheet))
        self._front.show_sheet(sheet)

    def _passphrase_answered(self, sheet: QuestionSheet, values: dict[str, Any]) -> None:
        passphrase = values["passphrase"]
        if passphrase != values["again"]:
            sheet.show_fault(
                FieldFault("again", _("Type the same passphrase twice. The two are not alike."))
            )
            return
        try:
            check_passphrase(passphrase)
        except DPManagerError as fault:
            sheet.show_fault(FieldFault("passphrase", str(fault)))
            return
        if not self._background.is_busy():
            self._read_in(passphrase)

    def _read_in(self, passphrase: str) -> None:
        work, draft, source = LongWork(), self._draft, self._source
        sheet = ReadingSheet()
        work.far.connect(sheet.progress.reached)
        sheet.stopped.connect(work.stop)
        sheet.back.connect(self._ask_place)
        self._background.stopping.connect(work.stop)
        self._front.show_sheet(sheet)

        def read() -> ReadIn:
            folder = draft.place()
            if folder.parent == usual_folder():
                folder.parent.mkdir(parents=True, exist_ok=True)
            return read_everything(source, folder, passphrase, at=self._now(), reached=work.reached)

        def failed(fault: DPManagerError) -> None:
            if isinstance(fault, StoppedError):
                self._ask_place()
                announce(str(fault))
            else:
                sheet.show_fault(fault)

        self._background.look(read, self.made.emit, failed)

    def _asking(self, question: Question, step: int) -> QuestionSheet:
        where = _where(step)
        if step > 1 and self._seen is not None:
            where = f"{where}. {_holds(self._seen)}"
        return QuestionSheet(question, self._draft, where, can_wait=False)


def _where(step: int) -> str:
    return _("Reading in records, step {number} of {all}").format(number=step, all=STEPS)


def _holds(seen: ExportSeen) -> str:
    return ngettext(
        "{count} record, exported on {day}", "{count} records, exported on {day}", seen.records
    ).format(count=seen.records, day=long_date(seen.made_on))
