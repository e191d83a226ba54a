"""Take your records with you: everything, or a period, as open files in a folder or a zip file."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.export_everything import Exported, export_everything, free_place
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField, DateField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Page
from dpmanager.ui.widgets.progress import LongWork, Progress
from dpmanager.ui.widgets.text import button, words
from dpmanager.words import _, ngettext

ALL, SOME = "all", "some"
FOLDER, ZIP = "folder", "zip"


class ExportPage(Page):
    """What to take, as what, the warning; then how far it is, and where it lies."""

    place: ClassVar[str] = "export"
    help_page: ClassVar[str] = "export"

    def heading(self) -> str:
        """The title of the page."""
        return _("Take your records with you")

    def above(self) -> None:
        """The way back."""
        self.column.add(
            button(_("Back to the backups"), partial(self.go.emit, "backups", {}), "quiet")
        )

    def build(self) -> None:
        """The choices, the warning, the button; under it what came of it."""
        self.say_under_title(
            _(
                "All your records as tables, and each receipt as a file. "
                "Other programs can open them."
            )
        )
        self.form = Form(
            which=ChoiceField(
                _("What to take"),
                [(ALL, _("All records")), (SOME, _("The records of some days"))],
            ),
            start=DateField(_("First day"), missing=_("Type the first day.")),
            end=DateField(_("Last day"), missing=_("Type the last day.")),
            made_as=ChoiceField(
                _("Save them as"),
                [(FOLDER, _("A folder")), (ZIP, _("One zip file, to send or to store"))],
            ),
        )
        which = self.form.fields["which"]
        assert isinstance(which, ChoiceField)
        which.on_change(self._which_chosen)
        self.form.entered.connect(self.save)
        self.column.add(self.form)
        self.column.add(
            words(
                _(
                    "These files are not locked. Anybody who has them can read them. Keep them in "
                    "a safe place, and delete them when you no longer need them."
                ),
                "strong",
            )
        )
        self.start = button(_("Choose where to save..."), self.save, "main")
        self.column.add(self.start)
        self.progress = Progress(self.stop)
        self.column.add(self.progress)
        self.result = Result()
        self.column.add(self.result)
        self._work: LongWork | None = None
        self.desk.stopping.connect(self.stop)
        self._which_chosen()

    def open_with(self, **what: Any) -> None:
        """start, end: the days to take the records of."""
        self.result.hide()
        if "start" in what:
            self.form.fields["which"].set_value(SOME)
            self.form.fields["start"].set_value(what["start"])
            self.form.fields["end"].set_value(what["end"])
            self._which_chosen()

    def refresh(self) -> None:
        """Nothing here is read from the records."""

    def take_focus(self) -> None:
        """The first choice, not the way back."""
        self.form.fields["which"].controls()[0].setFocus()

    def save(self) -> None:
        """Asks for the folder, and writes the records into it."""
        if self._work is not None:
            return
        values = self.form.values()
        if values is None:
            return
        try:
            period = Period(values["start"], values["end"]) if values["which"] == SOME else None
        except DPManagerError as fault:
            self.form.show_fault(fault, "end")
            return
        title = _("Choose the folder to save in")
        start = self.desk.remembered.folder or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen:
            self.desk.remembered.folder = chosen
            self._write(Path(chosen), period, as_zip=values["made_as"] == ZIP)

    def stop(self) -> None:
        """Stops the work; nothing of it is left."""
        if self._work is not None:
            self._work.stop()
            self._end()
            announce(_("Stopped. Nothing was saved."))

    def _write(self, folder: Path, period: Period | None, *, as_zip: bool) -> None:
        desk = self.desk
        work = self._work = LongWork()
        work.far.connect(self.progress.reached)
        self.result.hide()
        self.progress.start(_("Writing your records. This can take a moment."))

        def write() -> Exported:
            at = desk.now()
            return export_everything(
                desk.book,
                free_place(folder, at, as_zip=as_zip),
                at=at,
                period=period,
                as_zip=as_zip,
                reached=work.reached,
            )

        def done(exported: Exported) -> None:
            if self._work is work:
                self._end()
                self.result.say(exported)

        def failed(fault: DPManagerError) -> None:
            if self._work is work:
                self._end()
                self.form.show_fault(fault)

        desk.look(write, done, failed)

    def _end(self) -> None:
        self._work = None
        self.progress.end()

    def _which_chosen(self) -> None:
        which = self.form.fields["which"]
        assert isinstance(which, ChoiceField)
        for name in ("start", "end"):
            self.form.fields[name].setVisible(which.chosen() == SOME)


class Result(Card):
    """Where the records lie, what they hold, and the button that opens the folder."""

    def __init__(self) -> None:
        super().__init__(_("Your records are saved"))
        self.where = words("")
        self.holds = words("", "soft")
        self.damaged = words("", "strong")
        self.open_folder = button(_("Open the folder"), self._open)
        for block in (self.where, self.holds, self.damaged, self.open_folder):
            self.add(block)
        self._folder = Path()
        self.hide()

    def say(self, exported: Exported) -> None:
        """Shows what was written, and gives the button the focus."""
        place = exported.place
        self._folder = place if place.is_dir() else place.parent
        said = _("They are in {place}.").format(place=place)
        self.where.setText(said)
        records, receipts = exported.records, exported.receipts
        self.holds.setText(
            ngettext("{count} record", "{count} records", records).format(count=records)
            + ", "
            + ngettext(
                "{count} receipt or other paper", "{count} receipts and papers", receipts
            ).format(count=receipts)
        )
        self.damaged.setText(
            _("The files of these receipts are damaged, and were left out: {numbers}.").format(
                numbers=", ".join(map(str, exported.damaged))
            )
        )
        self.damaged.setVisible(bool(exported.damaged))
        self.show()
        announce(said)
        self.open_folder.setFocus()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
