"""Help: a page in plain words for each place, and what the hard words mean."""

from typing import Any

from PySide6.QtCore import Signal

from dpmanager.tasks.book.read_help import FIRST_PAGE, GLOSSARY, glossary_words, help_pages
from dpmanager.ui.front_window import FrontSheet
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.reading import Reading, slug
from dpmanager.ui.widgets.text import beside, button
from dpmanager.words import _


class HelpReader(Column):
    """Shows one help page; links and the two choices lead to others."""

    def __init__(self) -> None:
        super().__init__(gap=16)
        self._shown: list[tuple[str, str]] = []
        pages = help_pages()
        self.about = ChoiceField(
            _("Help about"),
            [(name, page.title) for name, page in pages.items()],
            missing=_("Choose a page."),
        )
        self.word = ChoiceField(
            _("What does this mean?"),
            [("", _("Choose a word")), *((slug(word), word) for word in glossary_words())],
            missing=_("Choose a word."),
        )
        self.about.on_change(lambda: self.read(self.about.read_filled()))
        self.word.on_change(self._explain)
        self.text = Reading(_("The help page"))
        self.text.followed.connect(self._follow)
        self.back = button(_("Back to the help page before"), self._go_back, "quiet")
        self.add(beside(self.about, self.word))
        self.add_growing(self.text)
        self.add(self.back)

    def start(self, name: str, heading: str = "") -> None:
        """Shows a help page with nothing to go back to."""
        self._shown.clear()
        self.read(name, heading)

    def read(self, name: str, heading: str = "") -> None:
        """Shows a help page, from a heading on."""
        page = help_pages().get(name) or help_pages()[FIRST_PAGE]
        self._shown.append((page.name, heading))
        self.back.setVisible(len(self._shown) > 1)
        self.about.set_value(page.name)
        self.word.set_value(heading if page.name == GLOSSARY else "")
        self.text.setAccessibleName(_("Help about {page}").format(page=page.title))
        self.text.show_markdown(f"## {page.title}\n\n{page.text}")
        if heading:
            self.text.go_to(heading)

    def _explain(self) -> None:
        if not self.word.is_empty():
            self.read(GLOSSARY, self.word.read_filled())
            self.text.setFocus()

    def _follow(self, address: str) -> None:
        page, _sign, heading = address.partition("#")
        self.read(page.removesuffix(".md") or self._shown[-1][0], heading)

    def _go_back(self) -> None:
        self._shown.pop()
        self.read(*self._shown.pop())
        self.text.setFocus()


class HelpPage(Page):
    """The help within the window of a book."""

    place = "help"
    help_page = "start"

    def heading(self) -> str:
        """The title."""
        return _("Help")

    def build(self) -> None:
        """The reader takes the whole page."""
        self.reader = HelpReader()
        self.column.add_growing(self.reader)
        self.reader.start(FIRST_PAGE)

    def refresh(self) -> None:
        """The help does not change with the records."""

    def open_with(self, **what: Any) -> None:
        """page: which page to read. word: a heading of the glossary."""
        self.reader.start(str(what.get("page", FIRST_PAGE)), str(what.get("word", "")))

    def take_focus(self) -> None:
        """The text, so that the arrow keys read on at once."""
        self.reader.text.setFocus()


class HelpSheet(FrontSheet):
    """The same while no book is open: it lies over the sheet that was shown."""

    back = Signal()

    def heading(self) -> str:
        """The title."""
        return _("Help")

    def above(self) -> None:
        """The way back."""
        self.column.add(button(_("Back"), self.back.emit, "quiet"))

    def build(self) -> None:
        """The reader, at the page about setting up."""
        self.reader = HelpReader()
        self.column.add_growing(self.reader)
        self.reader.start("set_up")

    def take_focus(self) -> None:
        """The text, so that the arrow keys read on at once."""
        self.reader.text.setFocus()
