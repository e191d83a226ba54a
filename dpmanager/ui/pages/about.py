"""About: which version this is, where newer ones are, and the licence of every part."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from dpmanager import RELEASED, __version__
from dpmanager.domain.periods import long_date
from dpmanager.tasks.book.parts import Part, own_licence, parts
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.reading import Reading
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _


class AboutPage(Page):
    """The version, the program's own licence, and the table of its parts."""

    place: ClassVar[str] = "about"
    help_page: ClassVar[str] = "about"

    def heading(self) -> str:
        """The title of the page."""
        return _("About DP Manager")

    def build(self) -> None:
        """The sentences, the table; behind it the text of one licence."""
        self.first = Column(gap=16)
        self.column.add(self.first)
        self.first.add(
            words(
                _("This is version {version}, of {day}.").format(
                    version=__version__, day=long_date(date.fromisoformat(RELEASED))
                ),
                "strong",
            )
        )
        for sentence in (
            _(
                "DP Manager never asks the internet whether there is a newer one. Look from time "
                "to time where you got this one from. Rates of pay change each April."
            ),
            _(
                "It is free software under the GNU General Public License, version 3 or later. "
                "It comes with no warranty. The program is made with the parts below, each with "
                "a licence of its own."
            ),
        ):
            self.first.add(words(sentence))
        self.table = DataTable(
            _("Parts"),
            [
                TableColumn(_("Part"), show=str),
                TableColumn(_("Version"), show=str),
                TableColumn(_("Licence"), show=str),
            ],
        )
        self.table.chosen.connect(self._read)
        self.first.add(self.table)
        self.first.add(
            beside(
                button(_("Read this licence"), lambda: self._read(self.table.current_key())),
                button(_("Read our own licence"), self._read_own),
                button(_("What it does not do"), self._help, "quiet"),
            )
        )
        self.views = Views(self, self.first)
        self.licence = self.views.add(LicenceView(self.desk, self._leave))

    def refresh(self) -> None:
        """Reads the list of parts once."""
        if self.table.rows_model.rows:
            return
        self.desk.look(parts, self._show)

    def _show(self, found: tuple[Part, ...]) -> None:
        self.table.show_rows(
            [TableRow((part.name, part.version, part.licence), part) for part in found]
        )
        if found:
            self.table.selectRow(0)

    def _read(self, part: Part | None) -> None:
        if part is not None:
            self._open(part.name, part.text or _("This part brings no text of its licence."))

    def _read_own(self) -> None:
        self._open(_("DP Manager"), own_licence())

    def _open(self, name: str, text: str) -> None:
        self.licence.open(_("Licence of {part}").format(part=name), text)
        self.views.show(self.licence)
        self.licence.text.setFocus()

    def _help(self) -> None:
        self.go.emit("help", {"page": "about"})

    def _leave(self) -> None:
        self.views.show(None)
        self.views.focus(self.first)


class LicenceView(View):
    """The text of one licence."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, "", _("Back to the parts"), leave)
        self.text = Reading("")
        self.add_growing(self.text)

    def open(self, title: str, text: str) -> None:
        """Shows a text as it is."""
        self.rename(title)
        self.text.setAccessibleName(title)
        self.text.show_plain(text)
