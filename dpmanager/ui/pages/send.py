"""Papers to send: which papers of a return, under which size, locked or not; and the files."""

import shutil
import tempfile
from pathlib import Path
from typing import Any, ClassVar

from dpmanager.domain.file_passphrase import check_passphrase
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import period_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.look_at_returns import (
    funders_of,
    periods_offered,
    quarters_offered,
)
from dpmanager.tasks.returns.papers_to_send import (
    MAILBOXES,
    USUAL_MAILBOX,
    PapersToSend,
    Wanted,
    Which,
    make_papers,
)
from dpmanager.ui.pages.returns_days import ReturnDays
from dpmanager.ui.pages.send_files import FilesMade
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import CheckField, ChecksField, ChoiceField, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Page
from dpmanager.ui.widgets.progress import LongWork, Progress
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext

OPEN, LOCKED = "open", "locked"
USUAL = (Which.LETTER, Which.RETURN, Which.BUNDLE)


class SendPage(Page):
    """What to make; then how far it is, and the files."""

    place: ClassVar[str] = "send"
    help_page: ClassVar[str] = "send"

    def heading(self) -> str:
        """The title of the page."""
        return _("Papers to send")

    def above(self) -> None:
        """The way back."""
        self.column.add(button(_("Back to Returns"), self._back, "quiet"))

    def build(self) -> None:
        """The days, the choices, the button; under it what came of it."""
        self._chosen = False
        self._work: LongWork | None = None
        self._mail_folder: Path | None = None
        self.days = ReturnDays(quarters_offered(self.desk.today())[0], self._days_chosen)
        self.column.add(beside(self.days.opener))
        self.column.add(self.days)
        self._build_form()
        self.make = button(_("Make them"), self.start, "main")
        self.column.add(self.make)
        self.progress = Progress(self.stop)
        self.column.add(self.progress)
        self.files = FilesMade(
            self.desk,
            self,
            lambda what: self.go.emit("preview", what | {"back": self.place}),
            self._folder_for_mail,
            self.form.show_fault,
        )
        self.column.add(self.files)
        self.desk.stopping.connect(self._close)
        self._say_days()

    def _build_form(self) -> None:
        self.papers = ChecksField(
            _("Which papers"),
            [
                (Which.LETTER, _("Letter to go with it")),
                (Which.RETURN, _("The return")),
                (Which.LARGE_PRINT, _("The return in large print")),
                (Which.BUNDLE, _("The evidence, each paper with its number")),
            ],
        )
        self.papers.say_optional(False)
        self.papers.set_value(USUAL)
        sizes = [
            (size, _("{size} MB, the usual limit") if size == USUAL_MAILBOX else _("{size} MB"))
            for size in MAILBOXES
        ]
        self.mailbox = ChoiceField(
            _("Largest e-mail that the council takes"),
            [*((size, text.format(size=size)) for size, text in sizes), (0, _("No limit"))],
            hint=_("Leave it at 10 MB if you do not know. Larger files are split into parts."),
        )
        self.mailbox.set_value(USUAL_MAILBOX)
        self.lock = ChoiceField(
            _("Who can open them"),
            [
                (OPEN, _("Anybody who has the files")),
                (LOCKED, _("Only somebody with a passphrase")),
            ],
        )
        self.lock.on_change(self._lock_chosen)
        self.passphrase = TextField(
            _("Passphrase for these files"),
            hint=_(
                "Tell the council by phone. Never write it in the e-mail. "
                "Do not use the passphrase of this book."
            ),
            missing=_("Type a passphrase for these files."),
        )
        self.named = CheckField(_("Put the name into the file names"))
        self.form = Form(
            papers=self.papers,
            mailbox=self.mailbox,
            lock=self.lock,
            passphrase=self.passphrase,
            named=self.named,
        )
        self.form.entered.connect(self.start)
        self.column.add(self.form)
        self.leaves = words("", "strong")
        self.column.add(self.leaves)
        self._lock_chosen()

    def open_with(self, **what: Any) -> None:
        """start, end: the days of the return. funder: its name, where there are several.

        locked: whether the files are to be locked.
        """
        if "locked" in what:
            self.lock.set_value(LOCKED if what["locked"] else OPEN)
            self._lock_chosen()
        if "start" in what and "end" in what:
            self._chosen = True
            period = Period(what["start"], what["end"])
            if period != self.days.period:
                self.files.clear()
            self.days.choose(period)
            self._say_days()
        if what.get("funder"):
            self.days.funder.set_value(what["funder"])

    def take_focus(self) -> None:
        """The first choice, not the way back; or the files, if they are there."""
        if not self.files.take_focus():
            self.papers.controls()[0].setFocus()

    def refresh(self) -> None:
        """Reads which returns there are."""
        desk, funder = self.desk, self.days.funder_name
        desk.look(
            lambda: funders_of(desk.book),
            lambda found: self.days.offer_funders(tuple(name for _number, name in found)),
        )
        desk.look(
            lambda: periods_offered(desk.book, desk.today(), funder),
            self._offer,
            lambda _fault: None,
        )

    def start(self) -> None:
        """Makes the files, off the window's thread."""
        if self._work is not None:
            return
        values = self._values()
        if values is None:
            return
        wanted = Wanted(
            papers=values["papers"],
            mailbox=values["mailbox"],
            passphrase=values.get("passphrase", ""),
            named=values["named"],
        )
        desk, period, funder = self.desk, self.days.period, self.days.funder_name
        work = self._work = LongWork()
        work.far.connect(self.progress.reached)
        self.files.clear()
        self.progress.start(_("Making the papers. This can take a moment."))

        def make() -> PapersToSend:
            return make_papers(
                desk.book,
                period,
                wanted,
                funder=funder,
                today=desk.today(),
                reached=work.reached,
            )

        def done(made: PapersToSend) -> None:
            if self._work is work:
                self._end()
                self.files.show_files(made, locked=bool(wanted.passphrase))
                announce(_made_words(len(made.files)))

        def failed(fault: DPManagerError) -> None:
            if self._work is work:
                self._end()
                self.form.show_fault(fault)

        desk.look(make, done, failed)

    def _values(self) -> dict[str, Any] | None:
        """What was chosen; None where a fault is shown beside its field."""
        values = self.form.values()
        if values is None:
            return None
        if not values["papers"]:
            self.form.show_fault(DPManagerError(_("Choose at least one paper.")), "papers")
            return None
        if "passphrase" in values:
            try:
                check_passphrase(values["passphrase"])
            except DPManagerError as fault:
                self.form.show_fault(fault, "passphrase")
                return None
        return values

    def stop(self) -> None:
        """Stops the work; no file is made."""
        if self._work is not None:
            self._work.stop()
            self._end()
            self.make.setFocus()
            announce(_("Stopped. No paper was made."))

    def _end(self) -> None:
        self._work = None
        self.progress.end()

    def _close(self) -> None:
        """The book is being closed: what lies in the clear goes."""
        self.stop()
        if self._mail_folder is not None:
            shutil.rmtree(self._mail_folder, ignore_errors=True)
            self._mail_folder = None

    def _folder_for_mail(self) -> Path:
        """A folder that only this person can read, until the book is closed."""
        if self._mail_folder is None:
            self._mail_folder = Path(tempfile.mkdtemp(prefix="dp-manager-"))
        return self._mail_folder

    def _back(self) -> None:
        period = self.days.period
        self.go.emit("returns", {"start": period.start, "end": period.end})

    def _days_chosen(self) -> None:
        self._chosen = True
        self.files.clear()
        self._say_days()

    def _offer(self, periods: tuple[Period, ...]) -> None:
        """Until the person has chosen, what waits longest is taken."""
        self.days.offer(periods)
        if not self._chosen and periods and periods[0] != self.days.period:
            self.days.choose(periods[0])
            self._say_days()

    def _say_days(self) -> None:
        self.say_under_title(
            _("The return for {period}.").format(period=period_words(self.days.period))
        )

    def _lock_chosen(self) -> None:
        locked = self.lock.chosen() == LOCKED
        self.passphrase.setVisible(locked)
        self.leaves.setText(
            _("These files leave the safe. They open only with the passphrase.")
            if locked
            else _("These files leave the safe. Anybody who has them can read them.")
        )


def _made_words(count: int) -> str:
    return ngettext("{count} file is ready.", "{count} files are ready.", count).format(count=count)
