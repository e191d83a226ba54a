"""One thing of a worker's file: a check, a paper or an insurance, with what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QImage

from dpmanager.records.book import Book
from dpmanager.tasks.people.kept_files import KeptFile, kept_picture
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.picture import PaperPage, Picture
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button
from dpmanager.ui.widgets.views import View
from dpmanager.words import _

Act = tuple[str, Callable[[], object]]
"""The words on a button, and what it does."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is shown of one thing.

    lines: how it stands. meaning: what it means, in lines, none for what needs no words. file: its
    picture. acts: what can be done; the first is the main one. rest: what is rarer.
    """

    title: str
    lines: tuple[Line, ...]
    meaning: tuple[Line, ...] = ()
    file: KeptFile | None = None
    acts: tuple[Act, ...] = ()
    rest: tuple[Act, ...] = ()


class ItemView(View):
    """Shows one thing; `leave` goes back to the file."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, "", _("Back to the file"), leave)
        self.body = Column(gap=16)
        self.picture = Picture(desk.look)
        self.foot = Column()
        for block in (self.body, self.picture, self.foot):
            self.add(block)
        self.picture.hide()

    def open(self, item: Item) -> None:
        """Shows a thing in place of the one before."""
        self.title = item.title
        self.body.clear()
        state = Lines()
        state.show_lines(item.lines)
        self.body.add(state)
        main = [button(words, act, "main") for words, act in item.acts[:1]]
        others = [button(words, act) for words, act in item.acts[1:]]
        if main or others:
            self.body.add(beside(*main, *others))
        if item.meaning:
            meaning = Lines(_("What does this mean?"))
            meaning.show_lines(item.meaning)
            self.body.add(meaning)
        self.foot.clear()
        if item.rest:
            self.foot.add(beside(*(button(words, act, "quiet") for words, act in item.rest)))
        self.picture.setVisible(item.file is not None)
        if item.file is not None:
            self.picture.show_paper(
                _("Picture of {paper}").format(paper=item.file.title or item.title),
                partial(draw_kept, self.desk.book, item.file),
            )


def draw_kept(book: Book, file: KeptFile, page: int, width: int) -> PaperPage:
    """A page of a kept file as a picture, from page 0."""
    drawn = kept_picture(book, file, page=page, width=width)
    image = QImage(
        drawn.dots, drawn.width, drawn.height, drawn.width * 3, QImage.Format.Format_RGB888
    )
    return PaperPage(image.copy(), drawn.pages)
