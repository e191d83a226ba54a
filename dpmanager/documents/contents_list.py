"""A list of contents whose rows lead to the pages that they name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from dpmanager.documents.layout import Document
from dpmanager.documents.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from dpmanager.documents.strips import Strip
from dpmanager.documents.tables import Cell, Column, Kind, cleaned, table_strips
from dpmanager.documents.tags import Element
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a number or "", what it is, what is softly said under that, and its page from 1."""

    number: str
    title: str
    under: str
    page: int


@dataclass(frozen=True, slots=True)
class _Area:
    """Where a piece of a row was drawn: the page from 0, and points from its top."""

    page: int
    top: float
    height: float


class ContentsList:
    """The list as it is put into a document, and later its links into the finished file."""

    def __init__(self, document: Document, entries: Sequence[Entry]) -> None:
        self._look = document.look
        self._entries = entries
        columns = [
            Column(_("Proof"), Kind.SHORT),
            Column(_("What it is"), heads_row=True),
            Column(_("Page"), Kind.SHORT),
        ]
        rows = [(one.number, Cell(one.title, one.under), str(one.page)) for one in entries]
        table = cleaned(columns, rows, 0)
        strips = table_strips(table, document.look, document.structure)
        element = document.structure.children[-1]
        self._rows = element.children[-len(entries) :] if entries else []
        self._areas: list[list[_Area]] = [[] for _row in self._rows]
        self._reached = -1
        document.add([self._noting(strip) for strip in strips])

    def _noting(self, strip: Strip) -> Strip:
        """The same strip, which notes where it was drawn for the row that it belongs to."""
        if strip.is_space or not strip.height:
            return strip

        def draw(pen: Pen, y: float) -> None:
            strip.draw(pen, y)
            following = self._reached + 1
            if following < len(self._rows) and any(_marked(self._rows[following])):
                self._reached = following
            if self._reached >= 0:
                self._areas[self._reached].append(_Area(pen.page, y, strip.height))

        return replace(strip, draw=draw)

    def put_links(self, pdf: pikepdf.Pdf) -> None:
        """Makes each row a link, for the mouse, the keyboard and a screen reader."""
        for entry, row, areas in zip(self._entries, self._rows, self._areas, strict=True):
            for area in areas:
                self._put_link(pdf, entry, row, area)

    def _put_link(self, pdf: pikepdf.Pdf, entry: Entry, row: Element, area: _Area) -> None:
        tree = pdf.Root.StructTreeRoot
        page = pdf.pages[area.page]
        key = int(tree.ParentTreeNextKey)
        bottom = PAGE_HEIGHT - area.top - area.height
        link = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                P=page.obj,
                F=4,  # it is printed as it is shown (ISO 32000-1, 12.5.3)
                Rect=[
                    self._look.margin, bottom,
                    PAGE_WIDTH - self._look.margin, bottom + area.height,
                ],
                Border=[0, 0, 0],
                Contents=String(
                    _("{title}, page {page}").format(title=entry.title, page=entry.page)
                ),
                Dest=Array([pdf.pages[entry.page - 1].obj, Name.Fit]),
                StructParent=key,
            )
        )  # fmt: skip
        if "/Annots" not in page.obj:
            page.obj.Annots = Array()
        page.obj.Annots.append(link)
        cell = next(_marked(row)).written
        assert cell is not None
        element = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Link,
                P=cell,
                K=Array([Dictionary(Type=Name.OBJR, Obj=link, Pg=page.obj)]),
            )
        )
        cell.K.append(element)
        tree.ParentTree.Nums.append(key)
        tree.ParentTree.Nums.append(element)
        tree.ParentTreeNextKey = key + 1


def _marked(element: Element) -> Iterator[Element]:
    """The elements within one, itself among them, of which something was drawn."""
    if element.marks:
        yield element
    for child in element.children:
        yield from _marked(child)
