"""What the settings say about the passphrase: change it, and after what time the book locks."""

from collections.abc import Callable

from dpmanager.errors import DPManagerError
from dpmanager.ui.background import Background
from dpmanager.ui.idle import MINUTES_OFFERED
from dpmanager.ui.pages.set_up.who import show_typing
from dpmanager.ui.remembered import Remembered, remember, settings_file
from dpmanager.ui.system_lock import CAN_NOTICE
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import CheckField, ChoiceField, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext


class PassphraseChange(Column):
    """The old passphrase, the new one twice.

    note: a word before them. change: called with the three, off the window's thread. sheet: makes
    the recovery sheet with the new one, where that is offered. done: called with it when the
    passphrase is changed, or with b"" where none was asked for.
    """

    def __init__(
        self,
        work: Background,
        note: str,
        change: Callable[[str, str, str], None],
        done: Callable[[bytes], object],
        sheet: Callable[[str], bytes] | None = None,
    ) -> None:
        super().__init__(gap=16)
        self._work, self._change, self._done = work, change, done
        self._sheet = sheet
        self.add(words(note))
        old = TextField(
            _("Passphrase now"), secret=True, missing=_("Type the passphrase that you use now.")
        )
        new = TextField(
            _("New passphrase"),
            secret=True,
            hint=_("Four or more words are good. Write them down."),
            missing=_("Type the new passphrase."),
        )
        again = TextField(
            _("New passphrase again"), secret=True, missing=_("Type the new passphrase again.")
        )
        shown = CheckField(_("Show what I type"))
        shown.box.toggled.connect(lambda on: show_typing([old, new, again], shown=on))
        on_paper = CheckField(
            _("Then show a new recovery sheet"),
            hint=_(
                "The new passphrase is on it. Whoever finds the sheet and your book can open it."
            ),
        )
        if sheet is None:
            on_paper.hide()
        self.form = Form(old=old, new=new, again=again, shown=shown, on_paper=on_paper)
        self.form.entered.connect(self.change)
        self.add(self.form)
        self.add(beside(button(_("Change the passphrase"), self.change, "main")))

    def change(self) -> None:
        """Changes it, unless something is wrong with what was typed."""
        values = self.form.values()
        if values is None:
            return

        make_sheet = self._sheet if values.get("on_paper") else None

        def change() -> bytes:
            self._change(values["old"], values["new"], values["again"])
            return make_sheet(values["new"]) if make_sheet else b""

        def done(sheet: bytes) -> None:
            for name in ("old", "new", "again"):
                self.form.fields[name].set_value(None)
            self.form.fields["on_paper"].set_value(False)
            self._done(sheet)

        self._work.look(
            change,
            done,
            lambda fault: self.form.show_fault(fault, "old"),
        )


class SheetChoice(Column):
    """A recovery sheet to look at and print: with the passphrase on it, or a place to write it.

    asked: called with the passphrase, "" for a sheet without it, and what shows a fault.
    """

    def __init__(self, asked: Callable[[str, Callable[[DPManagerError], None]], object]) -> None:
        super().__init__(gap=16)
        self._asked = asked
        self.add(
            words(
                _(
                    "This paper says how to open your book if this computer is lost. "
                    "Write the passphrase on it by hand, or have it printed."
                )
            )
        )
        on_paper = CheckField(
            _("Print the passphrase on the sheet"),
            hint=_("Whoever finds the sheet and your book can open it. Keep the two apart."),
        )
        passphrase = TextField(
            _("Passphrase"),
            secret=True,
            hint=_("Type it once more, so that the sheet is right."),
            missing=_("Type the passphrase of this book."),
        )
        shown = CheckField(_("Show what I type"))
        shown.box.toggled.connect(lambda on: show_typing([passphrase], shown=on))
        for field in (passphrase, shown):
            field.hide()
            on_paper.box.toggled.connect(field.setVisible)
        self.form = Form(on_paper=on_paper, passphrase=passphrase, shown=shown)
        self.form.entered.connect(self.ask)
        self.add(self.form)
        self.add(beside(button(_("See and print it"), self.ask, "main")))

    def ask(self) -> None:
        """Asks for the sheet, unless the passphrase is missing."""
        values = self.form.values()
        if values is not None:
            self._asked(
                values.get("passphrase", ""),
                lambda fault: self.form.show_fault(fault, "passphrase"),
            )

    def clear(self) -> None:
        """Forgets what was typed."""
        self.form.fields["passphrase"].set_value(None)
        self.form.fields["on_paper"].set_value(False)


class LockAfter(Column):
    """When the book locks by itself: after a time without a key or a click, and with the computer.

    It does neither until one is chosen; with a time, it does both, unless the box is unticked.
    """

    def __init__(self, choices: Remembered) -> None:
        super().__init__(gap=16)
        self._choices = choices
        self.add(
            words(
                _(
                    "When nobody types or clicks for this time, the book closes and the passphrase "
                    "is asked for. You are told one minute before. What you have typed and not "
                    "saved is lost then."
                )
            )
        )
        self.minutes = ChoiceField(
            _("Lock after"),
            [(0, _("Never by itself"))]
            + [
                (count, ngettext("{count} minute", "{count} minutes", count).format(count=count))
                for count in MINUTES_OFFERED
            ],
            missing=_("Choose a time."),
        )
        self.minutes.set_value(choices.lock_minutes)
        self.minutes.box.currentIndexChanged.connect(lambda _place: self._chosen())
        self.add(self.minutes)
        self.with_computer = CheckField(
            _("Lock with the computer"),
            hint=_(
                "When it locks its screen or goes to sleep. You are not told before. "
                "What you have typed and not saved is lost then."
            ),
        )
        self.with_computer.set_value(choices.locks_with_computer)
        self.with_computer.box.clicked.connect(self._ticked)
        self.add(self.with_computer)
        self.with_computer.setVisible(CAN_NOTICE)

    def _chosen(self) -> None:
        self._choices.lock_minutes = self.minutes.chosen() or 0
        self.with_computer.set_value(self._choices.locks_with_computer)
        self._remember()

    def _ticked(self, on: bool) -> None:
        self._choices.lock_with_computer = on
        self._remember()

    def _remember(self) -> None:
        remember(settings_file(), self._choices)
        announce(_("This is remembered."))
