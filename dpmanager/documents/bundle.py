"""The evidence bundle: one PDF with a list of contents, the annotated statement and every paper.

Each page of a paper bears its number. Papers are put in one after the other, so that no more
than one is open at a time.
"""

import io
from collections.abc import Sequence
from itertools import accumulate

import pikepdf
from pikepdf import Dictionary, Name, Stream
from PIL import Image

from dpmanager.documents.annotated_statement import show_annotated_accounts
from dpmanager.documents.evidence import show_evidence_index
from dpmanager.documents.layout import Document
from dpmanager.documents.lettering import clean, text_width
from dpmanager.documents.papers import Paper, ReadyPaper, made_ready
from dpmanager.documents.payments import Labels
from dpmanager.documents.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from dpmanager.documents.strips import Strip
from dpmanager.documents.tables import Cell, Column, Kind
from dpmanager.documents.tags import Element, adopt_tags
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.wording import period_words
from dpmanager.words import _

__all__ = ["Paper", "bundle_pdf"]


def bundle_pdf(
    funder_return: FunderReturn,
    labels: Labels,
    papers: Sequence[Paper],
    *,
    large_print: bool = False,
) -> bytes:
    """The bundle as a PDF.

    A paper that cannot be used gets a page that says so and why, and the list of contents says it
    too. labels: words for the ids of categories, service types and outcomes.
    """
    ready = [made_ready(paper) for paper in papers]
    front_pages = 0
    document = _front(funder_return, labels, ready, front_pages, large_print=large_print)
    # The list of contents names pages that stand behind it, and may grow as their numbers do.
    while document.page_count() != front_pages:
        front_pages = document.page_count()
        document = _front(funder_return, labels, ready, front_pages, large_print=large_print)
    placed = [_Placed(document, paper, place) for place, paper in enumerate(ready)]

    def put_in(pdf: pikepdf.Pdf) -> None:
        for place in placed:
            place.put_in(pdf)

    return document.pdf(put_in)


def _stamp(paper: Paper) -> str:
    if paper.number is None:
        return paper.title
    return _("Proof {number}: {title}").format(number=paper.number, title=paper.title)


def _front(
    r: FunderReturn,
    labels: Labels,
    ready: Sequence[ReadyPaper],
    front_pages: int,
    *,
    large_print: bool,
) -> Document:
    """The list of contents and the annotated statement, before `front_pages` + 1."""
    document = Document(
        _("Evidence for the direct payment return, {period}").format(period=period_words(r.period)),
        author=r.people.manager,
        large_print=large_print,
    )
    document.title(
        _("Evidence bundle"),
        _("{recipient}, for {funder}, {period}").format(
            recipient=r.people.recipient, funder=r.people.funder, period=period_words(r.period)
        ),
    )
    document.heading(_("Contents"))
    first_pages = accumulate((paper.pages for paper in ready), initial=front_pages + 1)
    document.table(
        [
            Column(_("Proof"), Kind.SHORT),
            Column(_("What it is"), heads_row=True),
            Column(_("Page"), Kind.SHORT),
        ],
        [
            (
                "" if paper.paper.number is None else str(paper.paper.number),
                Cell(paper.paper.title, _not_included(paper)),
                str(page),
            )
            for paper, page in zip(ready, first_pages, strict=False)
        ],
    )
    document.page_break()
    document.heading(_("Annotated bank statement"))
    show_annotated_accounts(document, r, labels, level=3)
    show_evidence_index(document, r.proofs)
    return document


def _not_included(paper: ReadyPaper) -> str:
    if not paper.fault:
        return ""
    return _("Could not be included: {reason}.").format(reason=paper.fault)


class _Placed:
    """One paper in the bundle: its pages in the document, then its content in the file."""

    def __init__(self, document: Document, ready: ReadyPaper, place: int) -> None:
        self.look, self.ready, self.place = document.look, ready, place
        self.stamp = clean(_stamp(ready.paper))
        self.first_page = document.page_count()
        if ready.fault:
            self._say_why_not(document)
        else:
            for number in range(ready.pages):
                document.add([self._page(document.structure, number)])

    def _say_why_not(self, document: Document) -> None:
        document.page_break()
        document.heading(self.stamp)
        document.paragraph(_not_included(self.ready), strong=True)
        document.paragraph(_("Send this paper by itself, or add a new copy and make a new bundle."))

    def _page(self, structure: Element, number: int) -> Strip:
        if not number:
            self.section = structure.add("Sect")
            self.heading = self.section.add("H2") if not self.ready.ours else None
        alt = _("{paper}, page {number} of {pages}").format(
            paper=self.stamp, number=number + 1, pages=self.ready.pages
        )
        figure = None if self.ready.ours else self.section.add("Figure", alt=alt)

        def draw(pen: Pen, y: float) -> None:
            if not number:
                pen.bookmarks.append((2, self.stamp, pen.page))
            with (
                pen.tagged(self.heading)
                if self.heading is not None and not number
                else pen.artifact("Pagination")
            ):
                self._draw_stamp(pen)
            if figure is not None:
                with pen.tagged(figure):
                    pen.canvas.addLiteral(self._slot(number))

        return Strip(self.look.height, draw, new_page=True)

    def _draw_stamp(self, pen: Pen) -> None:
        style = self.look.body.strong()
        text = self.stamp
        while text_width(text, style) > self.look.width:
            text = text[:-2].rstrip("… ") + "…"
        pen.text(self.look.margin, (self.look.margin - style.leading) / 2, text, style)

    def _name(self, number: int) -> Name:
        return Name(f"/Paper{self.place}x{number}")

    def _slot(self, number: int) -> str:
        return f"{self._name(number)} Do"

    def put_in(self, pdf: pikepdf.Pdf) -> None:
        """Puts the content of the paper on its pages of the file."""
        if self.ready.fault:
            return
        if self.ready.picture:
            self._fill(pdf, 0, _picture_form(pdf, self.ready.picture))
            return
        with pikepdf.open(io.BytesIO(self.ready.paper.data)) as source:
            if self.ready.ours:
                self._take_over(pdf, source)
                return
            # What was typed into a form is drawn apart from the page; this joins the two.
            source.generate_appearance_streams()
            source.flatten_annotations("print")
            for number, page in enumerate(source.pages):
                self._fill(pdf, number, pdf.copy_foreign(page.as_form_xobject()))

    def _fill(self, pdf: pikepdf.Pdf, number: int, form: pikepdf.Object) -> None:
        page = pdf.pages[self.first_page + number]
        # A name of our own: one drawn by lot would make each bundle differ from the last.
        name = page.add_resource(form, Name.XObject, self._name(number))
        place = pikepdf.Rectangle(
            self.look.margin,
            self.look.foot,
            PAGE_WIDTH - self.look.margin,
            PAGE_HEIGHT - self.look.margin,
        )
        drawn = page.calc_form_xobject_placement(form, name, place, allow_expand=True)
        content = page.Contents.read_bytes().replace(self._slot(number).encode(), drawn)
        page.Contents = pdf.make_stream(content)

    def _take_over(self, pdf: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
        """Our own pages stand as they are, tags and all; the stamp and the number go over them."""
        first, last = self.first_page, self.first_page + self.ready.pages
        stamps = [pdf.pages[index].as_form_xobject() for index in range(first, last)]
        pdf.pages[first:last] = source.pages
        for page, stamp in zip(pdf.pages[first:last], stamps, strict=True):
            name = page.add_resource(stamp, Name.XObject, Name.Stamp)
            over = f"\nq /Artifact <</Type /Pagination>> BDC {name} Do EMC Q\n".encode()
            page.Contents = pdf.make_stream(_without_page_number(page) + over)
        adopt_tags(pdf, source, pdf.pages[first:last], self.section)


def _picture_form(pdf: pikepdf.Pdf, jpeg: bytes) -> pikepdf.Object:
    with Image.open(io.BytesIO(jpeg)) as picture:
        width, height = picture.size
    image = Stream(
        pdf,
        jpeg,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    return Stream(
        pdf,
        f"{width} 0 0 {height} 0 0 cm /Picture Do".encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, width, height],
        Resources=Dictionary(XObject=Dictionary(Picture=image)),
    )


def _without_page_number(page: pikepdf.Page) -> bytes:
    """The content of one of our own pages without its page number, which would be a second one."""
    kept = []
    within = False
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "BDC" and operands[0] == Name.Artifact:
            within = operands[1].get("/Type") == Name.Pagination
        if not within:
            kept.append(instruction)
        elif operator == "EMC":
            within = False
    return pikepdf.unparse_content_stream(kept)
