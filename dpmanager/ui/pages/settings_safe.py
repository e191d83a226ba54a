"""What the settings say about the passphrase: change it, and after what time the book locks."""

from collections.abc import Callable

from dpmanager.ui.background import Background
from dpmanager.ui.idle import MINUTES_OFFERED
from dpmanager.ui.pages.set_up.who import show_typing
from dpmanager.ui.remembered import Remembered, remember, settings_file
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import CheckField, ChoiceField, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext


class PassphraseChange(Column):
    """The old passphrase, the new one twice.

    note: a word before them. change: called with the three, off the window's thread. done: called
    when it is changed.
    """

    def __init__(
        self,
        work: Background,
        note: str,
        change: Callable[[str, str, str], None],
        done: Callable[[], object],
    ) -> None:
        super().__init__(gap=16)
        self._work, self._change, self._done = work, change, done
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
        self.form = Form(old=old, new=new, again=again, shown=shown)
        self.form.entered.connect(self.change)
        self.add(self.form)
        self.add(beside(button(_("Change the passphrase"), self.change, "main")))

    def change(self) -> None:
        """Changes it, unless something is wrong with what was typed."""
        values = self.form.values()
        if values is None:
            return

        def done(_result: None) -> None:
            for name in ("old", "new", "again"):
                self.form.fields[name].set_value(None)
            self._done()

        self._work.look(
            lambda: self._change(values["old"], values["new"], values["again"]),
            done,
            lambda fault: self.form.show_fault(fault, "old"),
        )


class LockAfter(Column):
    """After how long without a key or a click the book is locked; never, until it is chosen."""

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

    def _chosen(self) -> None:
        self._choices.lock_minutes = self.minutes.chosen() or 0
        remember(settings_file(), self._choices)
        announce(_("This is remembered."))
