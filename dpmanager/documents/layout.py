"""The one layer that every PDF comes from: blocks of a document, tagged, in two forms of print.

Each block takes plain text; nothing in it is read as markup. The same blocks always give the
same bytes.
"""

import io
from collections.abc import Callable, Sequence

import pikepdf
from pikepdf import Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from dpmanager.documents.lettering import REGULAR, Style, clean, load, text_width, wrap
from dpmanager.documents.look import LARGE_PRINT, NORMAL, Look
from dpmanager.documents.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from dpmanager.documents.strips import Strip, kept_together, pages_of, space
from dpmanager.documents.tables import (
    Cell,
    Column,
    Row,
    cleaned,
    label_width,
    record_strips,
    table_strips,
)
from dpmanager.documents.tags import Element, write_tags
from dpmanager.words import _, language

PROGRAM = "DP Manager"
_PDF_UA = "http://www.aiim.org/pdfua/ns/id/"
_FIELDS_BESIDE = 3
_FULL_LANGUAGE = {"en": "en-GB", "cy": "cy-GB"}


class Document:
    """A document while it is written, block after block from the top.

    title, author: what a PDF reader shows. large_print: 18 pt, set anew.
    """

    def __init__(self, title: str, *, author: str = "", large_print: bool = False) -> None:
        self.look: Look = LARGE_PRINT if large_print else NORMAL
        self.name = clean(title)
        self.author = clean(author)
        self.structure = Element("Document")
        self._strips: list[Strip] = []

    def add(self, strips: Sequence[Strip]) -> None:
        """Adds strips that were made elsewhere."""
        self._strips.extend(strips)

    def _text(
        self, text: str, style: Style, tag: str, *, stays: bool = False, level: int = 0
    ) -> None:
        """Lines of text; the first and last two lines of a paragraph stay together."""
        element = self.structure.add(tag)
        lines = wrap(clean(text), style, self.look.width)
        last = len(lines) - 1
        for number, line in enumerate(lines):

            def draw(pen: Pen, y: float, line: str = line, number: int = number) -> None:
                if level and not number:
                    pen.bookmarks.append((level, clean(text), pen.page))
                if line:
                    with pen.tagged(element):
                        pen.text(self.look.margin, y, line if number == last else line + " ", style)

            joined = stays or (last > 0 and number in (0, last - 1))
            self._strips.append(Strip(style.leading, draw, keep_with_next=joined))

    def title(self, text: str, under: str = "") -> None:
        """The one first heading, with a softer line under it."""
        self._text(text, self.look.title, "H1", stays=True, level=1)
        if under:
            self._strips.append(space(2, keep_with_next=True))
            self._text(under, self.look.body.soft(), "P", stays=True)
        self._strips.append(space(self.look.body.leading * 0.8, keep_with_next=True))

    def heading(self, text: str, level: int = 2) -> None:
        """A heading of level 2 or 3. It never stands alone at the foot of a page."""
        style = self.look.headings[level - 2]
        above = 1.05 if level == 2 else 0.7
        under_another = bool(self._strips) and self._strips[-1].keep_with_next
        self._strips.append(space(style.leading * above, keep_with_next=under_another))
        self._text(text, style, f"H{level}", stays=True, level=level)
        self._strips.append(space(style.leading * 0.25, keep_with_next=True))

    def lead(self, text: str) -> None:
        """The sentence that matters most, large."""
        self._text(text, self.look.lead, "P")
        self._strips.append(space(self.look.body.leading * 0.8))

    def paragraph(self, text: str, *, soft: bool = False, strong: bool = False) -> None:
        """A paragraph; soft for what matters less, strong for what matters more."""
        style = self.look.body
        style = style.soft() if soft else style.strong() if strong else style
        self._text(text, style, "P")
        self._strips.append(space(self.look.body.leading * 0.5))

    def keep(self, text: str) -> None:
        """A paragraph that stays with what follows it."""
        self._text(text, self.look.body, "P", stays=True)
        self._strips.append(space(self.look.body.leading * 0.3, keep_with_next=True))

    def fields(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Labels with their values; pairs without a value are left out.

        Three beside one another, the label over its value; in large print one under the other.
        """
        filled = [(clean(label), clean(value)) for label, value in pairs if value]
        element = self.structure.add("L")
        if self.look.large:
            room = label_width((label for label, _value in filled), self.look)
            for label, value in filled:
                pair = [(label, Cell(value))]
                self.add(kept_together(record_strips(pair, self.look, element.add("LI"), room)))
        else:
            for start in range(0, len(filled), _FIELDS_BESIDE):
                self._fields_row(filled[start : start + _FIELDS_BESIDE], element)
        self._strips.append(space(self.look.body.leading * 0.3))

    def _fields_row(self, pairs: Sequence[tuple[str, str]], parent: Element) -> None:
        look, label_style, value_style = self.look, self.look.label, self.look.body
        step = (look.width + look.column_gap) / _FIELDS_BESIDE
        columns = []
        for index, (label, value) in enumerate(pairs):
            lines = [(line, label_style) for line in wrap(label, label_style, step - 14)]
            lines += [(line, value_style) for line in wrap(value, value_style, step - 14)]
            element = parent.add("LI").add("LBody").add("P")
            columns.append((look.margin + index * step, lines, element))

        def draw(pen: Pen, y: float) -> None:
            for x, lines, element in columns:
                for number, (line, style) in enumerate(lines):
                    with pen.tagged(element):
                        pen.text(x, y + number * look.body.leading, line + " ", style)

        height = max(len(lines) for _x, lines, _element in columns) * look.body.leading
        self._strips += [Strip(height, draw, keep_with_next=True), space(look.row_padding * 2)]

    def table(self, columns: Sequence[Column], rows: Sequence[Row], *, totals: int = 0) -> None:
        """A table whose last `totals` rows are sums; stacked where it would not fit."""
        self.add(table_strips(cleaned(columns, rows, totals), self.look, self.structure))
        self._strips.append(space(self.look.body.leading * 0.6))

    def signatures(self, signers: Sequence[str]) -> None:
        """For each signer a line to sign on and one for the date, all on one page."""
        strips = [strip for signer in signers for strip in self._signature(clean(signer))]
        self.add(kept_together(strips))

    def _signature(self, signer: str) -> list[Strip]:
        look = self.look
        date_width = look.width * (0.38 if look.large else 0.28)
        name_width = look.width - date_width - look.column_gap
        places = []
        for left, width, text in (
            (look.margin, name_width, signer),
            (look.margin + look.width - date_width, date_width, _("Date")),
        ):
            lines = wrap(text, look.label, width)
            places.append((left, width, lines, self.structure.add("P")))

        def draw(pen: Pen, y: float) -> None:
            for left, width, lines, element in places:
                pen.rule(left, y, width, 0.8)
                for number, line in enumerate(lines):
                    with pen.tagged(element):
                        pen.text(left, y + 4 + number * look.label.leading, line + " ", look.label)

        most = max(len(lines) for _left, _width, lines, _element in places)
        return [Strip(look.body.size * 2.6), Strip(most * look.label.leading + 4, draw)]

    def blank(self, label: str, lines: int = 1) -> None:
        """Something to fill in by hand: its label, and lines under it to write on."""
        look = self.look
        self._text(label, look.label, "P", stays=True)
        for number in range(lines):

            def draw(pen: Pen, y: float) -> None:
                pen.rule(look.margin, y + look.body.leading * 1.4, look.width, 0.8)

            self._strips.append(
                Strip(look.body.leading * 1.5, draw, keep_with_next=number < lines - 1)
            )
        self._strips.append(space(look.body.leading * 0.6))

    def page_break(self) -> None:
        """What follows starts a page."""
        self._strips.append(Strip(0, new_page=True, keep_with_next=True, is_space=True))

    def page_count(self) -> int:
        """How many pages the document has so far."""
        return len(pages_of(self._strips, self.look.height))

    def _foot(self, pen: Pen, pages: int) -> None:
        look, style = self.look, self.look.label
        number = _("Page {number} of {pages}").format(number=pen.page + 1, pages=pages)
        top = PAGE_HEIGHT - look.foot + look.body.leading
        number_width = text_width(number, style)
        with pen.artifact("Pagination"):
            if text_width(self.name, style) < look.width - number_width - look.column_gap:
                pen.text(look.margin, top, self.name, style)
            pen.text(PAGE_WIDTH - look.margin - number_width, top, number, style)

    def _drawn(self, file: io.BytesIO) -> Pen:
        canvas = Canvas(
            file, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=0,
            initialFontName=load(REGULAR),
        )  # fmt: skip
        pen = Pen(canvas)
        pages = pages_of(self._strips, self.look.height)
        for page in pages:
            for y, strip in page:
                strip.draw(pen, self.look.margin + y)
            self._foot(pen, len(pages))
            pen.next_page()
        canvas.save()
        return pen

    def pdf(self, finish: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
        """The finished document. finish: adds to the open file before it is saved."""
        drawn, made = io.BytesIO(), io.BytesIO()
        pen = self._drawn(drawn)
        with pikepdf.open(drawn) as pdf:
            write_tags(pdf, self.structure)
            _describe(pdf, self.name, self.author)
            if finish is not None:
                finish(pdf)
            _write_bookmarks(pdf, pen.bookmarks)
            pdf.save(
                made,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
        return made.getvalue()


def _describe(pdf: pikepdf.Pdf, title: str, author: str) -> None:
    """Language, title and author, for people and for programs (PDF/UA-1, clause 7.1)."""
    full_language = _FULL_LANGUAGE.get(language(), language())
    pdf.Root.Lang = String(full_language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    # ReportLab's invariant dates are of the year 2000, which would be false.
    del pdf.docinfo
    for key, value in (("/Title", title), ("/Author", author), ("/Creator", PROGRAM)):
        if value:
            pdf.docinfo[key] = value
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {full_language}
        if author:
            metadata["dc:creator"] = [author]
        metadata[f"{{{_PDF_UA}}}part"] = "1"


def _write_bookmarks(pdf: pikepdf.Pdf, bookmarks: list[tuple[int, str, int]]) -> None:
    with pdf.open_outline() as outline:
        open_levels = [(0, outline.root)]
        for level, title, page in bookmarks:
            while open_levels[-1][0] >= level:
                open_levels.pop()
            item = pikepdf.OutlineItem(title, page)
            open_levels[-1][1].append(item)
            open_levels.append((level, item.children))
    pdf.Root.PageMode = Name.UseOutlines
