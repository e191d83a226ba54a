"""The evidence bundle: one PDF with a list of contents, the annotated statement and every paper.

Each page of a paper bears its number. Papers are read one after the other, and of each only what
goes into the bundle is kept. Where a mailbox takes no more, pictures are made smaller step by step,
and then the bundle is parted.
"""

import io
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import pikepdf
from pikepdf import Dictionary, Name, Stream
from PIL import Image

from dpmanager.documents.annotated_statement import show_annotated_accounts
from dpmanager.documents.contents_list import ContentsList, Entry
from dpmanager.documents.evidence import show_evidence_index
from dpmanager.documents.layout import Document
from dpmanager.documents.lettering import clean, text_width
from dpmanager.documents.papers import SIZES, Paper, ReadyPaper, made_ready
from dpmanager.documents.payments import Labels
from dpmanager.documents.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from dpmanager.documents.strips import Strip
from dpmanager.documents.tables import Column, Kind
from dpmanager.documents.tags import Element, adopt_tags
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.wording import names_in_words, period_words
from dpmanager.words import _

__all__ = ["Paper", "Part", "bundle_parts", "bundle_pdf"]

Reached = Callable[[int, int], object]
BANK_STATEMENT = "bank_statement"
_TRIED = 6
_OF_A_PAGE, _OF_A_PAPER = 2_000, 1_200
"""Bytes that a page and a paper add to their content, amply."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the bundle: which it is, of how many, and the places of its papers, from 0.

    missing: the titles of papers that could not be put in. too_large: it holds one paper alone,
    which is larger than what was asked for.
    """

    number: int
    of: int
    pdf: bytes
    papers: range
    missing: tuple[str, ...]
    too_large: bool = False


def bundle_pdf(
    funder_return: FunderReturn,
    labels: Labels,
    papers: Sequence[Paper],
    *,
    large_print: bool = False,
    reached: Reached | None = None,
) -> bytes:
    """The bundle as one PDF, however large. See `bundle_parts`."""
    (part,) = bundle_parts(funder_return, labels, papers, large_print=large_print, reached=reached)
    return part.pdf


def bundle_parts(
    funder_return: FunderReturn,
    labels: Labels,
    papers: Sequence[Paper],
    *,
    largest: int | None = None,
    large_print: bool = False,
    reached: Reached | None = None,
) -> tuple[Part, ...]:
    """The bundle in one part, or in as few as keep each under `largest` bytes.

    A paper that cannot be used gets a page that says so and why, and the list of contents says it
    too. labels: words for the ids of categories, service types and outcomes. reached: called with
    how many papers are ready, of how many; it may stop the work.
    """
    bundle = _Bundle(funder_return, labels, large_print, reached or _nothing)
    bundle.ready = _all_ready(papers, largest, bundle.reached)
    return bundle.parts(largest)


def _nothing(_done: int, _of: int) -> None:
    """Nobody asks how far it is."""


def _all_ready(papers: Sequence[Paper], largest: int | None, reached: Reached) -> list[ReadyPaper]:
    """Every paper, its pictures as large as still fit into one part, but not below the floor."""
    own = {place: made_ready(paper) for place, paper in enumerate(papers) if paper.ours}
    first = 0
    if largest is not None:
        others = [paper for paper in papers if not paper.ours]
        first = _likely_step(others, largest - sum(one.size for one in own.values()), reached)
    for step in range(first, len(SIZES)):
        ready = []
        for place, paper in enumerate(papers):
            reached(place, len(papers))
            ready.append(own[place] if paper.ours else made_ready(paper, SIZES[step]))
        if largest is None or sum(map(_room_of, ready)) <= largest:
            break
    return ready


def _likely_step(papers: Sequence[Paper], room: int, reached: Reached) -> int:
    """From which size on they are likely to fit, by a few of them; the last if by none."""
    tried = papers[:: max(1, len(papers) // _TRIED)][:_TRIED]

    def fit(step: int) -> bool:
        taken = 0
        for paper in tried:
            reached(0, len(papers))
            taken += _room_of(made_ready(paper, SIZES[step]))
        return taken * len(papers) <= room * len(tried)

    return bisect_left(range(len(SIZES) - 1), 1, key=fit)


def _room_of(ready: ReadyPaper) -> int:
    return ready.size + ready.pages * _OF_A_PAGE + _OF_A_PAPER


def _stamp(paper: Paper) -> str:
    if paper.number is None:
        return paper.title
    return _("Proof {number}: {title}").format(number=paper.number, title=paper.title)


def _said_of(ready: ReadyPaper) -> str:
    if not ready.fault:
        return ready.note
    return _("Could not be included: {reason}.").format(reason=ready.fault)


class _Bundle:
    """What all parts have in common."""

    def __init__(
        self, funder_return: FunderReturn, labels: Labels, large_print: bool, reached: Reached
    ) -> None:
        self.r, self.labels, self.large_print = funder_return, labels, large_print
        self.reached = reached
        self.ready: list[ReadyPaper] = []

    def parts(self, largest: int | None) -> tuple[Part, ...]:
        """The finished parts."""
        if largest is None:
            return (self._part([range(len(self.ready))], 0, for_good=True),)
        every = [range(0), range(len(self.ready))]
        fronts = [len(self._front(every, number).document.pdf()) for number in (0, 1)]
        spare = 0
        while True:
            ranges = self._parted(largest - spare, *fronts)
            made = [self._part(ranges, number) for number in range(len(ranges))]
            if not any(len(part.pdf) > largest and _can_be_parted(part) for part in made):
                return tuple(replace(part, too_large=len(part.pdf) > largest) for part in made)
            spare += largest // 20

    def _parted(self, room: int, first_front: int, front: int) -> list[range]:
        """The places of the papers of each part, as many as fit; a paper is never parted."""
        ranges: list[range] = []
        start, taken = 0, first_front
        for place, ready in enumerate(self.ready):
            size = _room_of(ready)
            if taken + size > room and (place > start or not ranges):
                ranges.append(range(start, place))
                start, taken = place, front
            taken += size
        return [*ranges, range(start, len(self.ready))]

    def _part(self, ranges: Sequence[range], number: int, *, for_good: bool = False) -> Part:
        """for_good: it is not made again, and what went into it need not be kept."""
        front = self._front(ranges, number)
        document = front.document
        places = ranges[number]
        first_pages = accumulate((ready.pages for ready in self._of(places)), initial=front.pages)
        placed = [
            _Placed(document, self.ready[place], place, first_page)
            for place, first_page in zip(places, first_pages, strict=False)
        ]

        def put_in(pdf: pikepdf.Pdf) -> None:
            for place in placed:
                self.reached(len(self.ready), len(self.ready))
                place.put_in(pdf)
                if for_good:
                    place.ready = self.ready[place.place] = replace(
                        place.ready, pdf=b"", pictures=()
                    )
            front.contents.put_links(pdf)

        return Part(
            number=number + 1,
            of=len(ranges),
            pdf=document.pdf(put_in),
            papers=ranges[number],
            missing=tuple(_stamp(ready.paper) for ready in self._of(ranges[number]) if ready.fault),
        )

    def _of(self, places: range) -> list[ReadyPaper]:
        return [self.ready[place] for place in places]

    def _front(self, ranges: Sequence[range], number: int) -> "_Front":
        """What stands before the papers of a part."""
        front = _Front(self, ranges, number, 0, 0)
        # The list of contents names pages that stand behind it, and may grow as their numbers do.
        while (front.list_pages, front.pages) != front.supposed:
            front = _Front(self, ranges, number, front.list_pages, front.pages)
        return front


def _can_be_parted(part: Part) -> bool:
    return len(part.papers) > (1 if part.number > 1 else 0)


class _Front:
    """The list of contents, and in the first part the annotated statement.

    supposed: how many pages the lists take, and all of it, as the page numbers in it have it.
    """

    def __init__(
        self, bundle: _Bundle, ranges: Sequence[range], number: int, list_pages: int, pages: int
    ) -> None:
        self.supposed = (list_pages, pages)
        self._bundle, self._ranges, self._number = bundle, ranges, number
        r = bundle.r
        period = period_words(r.period)
        name = _("Evidence for the direct payment return, {period}").format(period=period)
        part = _("Part {number} of {parts}").format(number=number + 1, parts=len(ranges))
        self.document = document = Document(
            name if len(ranges) == 1 else f"{name}. {part}",
            author=r.people.manager,
            large_print=bundle.large_print,
        )
        document.title(
            _("Evidence bundle"),
            _("{recipient}, for {funder}, {period}").format(
                recipient=r.people.recipient, funder=r.people.funder, period=period
            ),
        )
        if len(ranges) > 1:
            document.lead(part)
        document.heading(_("Contents"))
        self.contents = ContentsList(document, self._entries())
        if len(ranges) > 1:
            self._show_other_parts()
        self.list_pages = document.page_count()
        if not number:
            document.page_break()
            document.heading(_statement())
            show_annotated_accounts(document, r, bundle.labels)
            show_evidence_index(document, r.proofs)
        self.pages = document.page_count()

    def _entries(self) -> list[Entry]:
        list_pages, pages = self.supposed
        ready = [self._bundle.ready[place] for place in self._ranges[self._number]]
        first_pages = accumulate((one.pages for one in ready), initial=pages + 1)
        entries = [
            Entry(_number(one), one.paper.title, _said_of(one), page)
            for one, page in zip(ready, first_pages, strict=False)
        ]
        if self._number:
            return entries
        return [Entry("", _statement(), self._stands_for(), list_pages + 1), *entries]

    def _stands_for(self) -> str:
        """That it is in the place of the bank's own statement, where the funder wants that one."""
        r = self._bundle.r
        wanted = self._bundle.labels.get(BANK_STATEMENT) in r.evidence_wanted
        papers = [proof for proof in r.proofs if proof.kind == BANK_STATEMENT]
        shown = {name for proof in papers for name in proof.accounts}
        in_use = {line.account for line in r.account_lines}
        missing = [one.name for one in r.accounts if one.name in in_use and one.name not in shown]
        unclear = any(not proof.accounts for proof in papers)  # a receipt, of some account
        if not wanted or not missing or unclear:
            return ""
        if not papers:
            return _("It stands for the bank's own statement, which is not among these papers.")
        return _(
            "It stands for the bank's own statement of {accounts}, which is not among these papers."
        ).format(accounts=names_in_words(missing))

    def _show_other_parts(self) -> None:
        self.document.heading(_("In the other parts"))
        rows = [] if not self._number else [("", _statement(), "1")]
        rows += [
            (_number(ready), ready.paper.title, str(number + 1))
            for number, places in enumerate(self._ranges)
            if number != self._number
            for ready in (self._bundle.ready[place] for place in places)
        ]
        self.document.table(
            [
                Column(_("Proof"), Kind.SHORT),
                Column(_("What it is"), heads_row=True),
                Column(_("Part"), Kind.SHORT),
            ],
            rows,
        )


def _statement() -> str:
    return _("Annotated bank statement")


def _number(ready: ReadyPaper) -> str:
    return "" if ready.paper.number is None else str(ready.paper.number)


class _Placed:
    """One paper in the bundle: its pages in the document, then its content in the file."""

    def __init__(self, document: Document, ready: ReadyPaper, place: int, first_page: int) -> None:
        self.look, self.ready, self.place = document.look, ready, place
        self.stamp = clean(_stamp(ready.paper))
        self.first_page = first_page
        if ready.fault:
            self._say_why_not(document)
        else:
            for number in range(ready.pages):
                document.add([self._page(document.structure, number)])

    def _say_why_not(self, document: Document) -> None:
        document.page_break()
        document.heading(self.stamp)
        document.paragraph(_said_of(self.ready), strong=True)
        document.paragraph(_("Send this paper by itself, or add a new copy and make a new bundle."))

    def _page(self, structure: Element, number: int) -> Strip:
        if not number:
            self.section = structure.add("Sect")
            self.heading = self.section.add("H2") if not self.ready.paper.ours else None
        alt = _("{paper}, page {number} of {pages}").format(
            paper=self.stamp, number=number + 1, pages=self.ready.pages
        )
        figure = None if self.ready.paper.ours else self.section.add("Figure", alt=alt)

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
        for number, picture in enumerate(self.ready.pictures):
            self._fill(pdf, number, _picture_form(pdf, picture))
        if not self.ready.pdf:
            return
        with pikepdf.open(io.BytesIO(self.ready.pdf)) as source:
            if self.ready.paper.ours:
                self._take_over(pdf, source)
                return
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
