"""Checks of a PDF's accessibility by machine: tags, language, title, headings, fonts.

They are this project's own list, after PDF/UA-1 (ISO 14289-1); they do not prove conformance.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pikepdf
import pypdfium2
from PIL import Image

PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI"}
PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}part"


def faults(data: bytes) -> list[str]:
    """Everything that is wrong with the file, in sentences."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [*_about_the_file(pdf)]
        if "/StructTreeRoot" not in pdf.Root:
            return [*found, "there is no structure tree"]
        elements = list(_elements(pdf.Root.StructTreeRoot.K))
        found += _about_elements(elements)
        owned = _owned_marks(elements)
        for number, page in enumerate(pdf.pages, 1):
            found += _about_page(page, number, owned.get(page.obj.objgen, []))
        found += _about_parents(pdf)
        return found


def _about_the_file(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown in the window's bar"
    with pdf.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "no title in the metadata"
        if metadata.get(PDF_UA) != "1":
            yield "no PDF/UA part"


def _elements(kids: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from _elements(kid.K)


def _about_elements(elements: list[pikepdf.Object]) -> Iterator[str]:
    levels = [int(str(e.S)[2:]) for e in elements if str(e.S)[1:] in ("H1", "H2", "H3")]
    if not levels or levels[0] != 1:
        yield "the first heading is not H1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"headings jump from {before} to {after}"
    for element in elements:
        kind = str(element.S)
        if kind == "/Figure" and not str(element.get("/Alt", "")):
            yield "a figure has no alternative text"
        if kind == "/TH" and "/Scope" not in element.get("/A", {}):
            yield "a table heading has no scope"
        if kind == "/TR" and str(element.P.S) != "/Table":
            yield "a row stands outside a table"
        if kind in ("/TH", "/TD") and str(element.P.S) != "/TR":
            yield "a cell stands outside a row"
        if kind == "/Table" and not any(str(e.S) == "/TH" for e in _elements(element.K)):
            yield "a table has no headings"


def _owned_marks(elements: list[pikepdf.Object]) -> dict[tuple[int, int], list[int]]:
    owned: dict[tuple[int, int], list[int]] = {}
    for element in elements:
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                owned.setdefault(kid.Pg.objgen, []).append(int(kid.MCID))
    return owned


def _about_page(page: pikepdf.Page, number: int, owned: list[int]) -> Iterator[str]:
    depth, marks = 0, []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            depth += 1
            if name == "BDC" and "/MCID" in operands[1]:
                marks.append(int(operands[1].MCID))
        elif name == "EMC":
            depth -= 1
        elif name in PAINTS and not depth:
            yield f"page {number}: something is drawn outside marked content"
    if depth:
        yield f"page {number}: marked content is not closed"
    if len(marks) != len(set(marks)):
        yield f"page {number}: two pieces have the same mark"
    if sorted(marks) != sorted(owned):
        yield f"page {number}: marks and structure differ"
    if page.obj.get("/Tabs") != "/S":
        yield f"page {number}: the order of tabs is not that of the structure"
    for font in page.obj.get("/Resources", {}).get("/Font", {}).values():
        if not _embedded(font):
            yield f"page {number}: {font.BaseFont} is not embedded"


def _embedded(font: pikepdf.Object) -> bool:
    described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = described.get("/FontDescriptor", {})
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _about_parents(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The way back: from each mark of a page to the element that owns it."""
    flat = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}
    for number, page in enumerate(pdf.pages, 1):
        for mark, element in enumerate(parents[int(page.obj.StructParents)]):
            kids = [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary)]
            if not any(
                kid.get("/MCID") == mark and kid.Pg.objgen == page.obj.objgen
                for kid in kids
                if "/MCID" in kid
            ):
                yield f"page {number}: mark {mark} leads to the wrong element"


def tags(data: bytes) -> list[str]:
    """The tags of all elements in reading order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(element.S)[1:] for element in _elements(pdf.Root.StructTreeRoot.K)]


@contextmanager
def shown(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The file in a PDF reader."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        yield pdf
    finally:
        pdf.close()


def pages_text(data: bytes) -> list[str]:
    """The text of each page, with single spaces and line ends."""
    with shown(data) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    return [
        "\n".join(" ".join(line.split()) for line in text.splitlines()).strip() for text in pages
    ]


def last_page(data: bytes) -> Image.Image:
    """A picture of the last page, one pixel to the point."""
    with shown(data) as pdf:
        return pdf[len(pdf) - 1].render(scale=1).to_pil()


def text_of(data: bytes) -> str:
    """All text in one line, however it was broken into lines and pages."""
    return " ".join("\n".join(pages_text(data)).split())


def smallest_type(data: bytes) -> float:
    """The smallest size of type on any page, in points."""
    sizes = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            size = 0.0
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    size = float(operands[1])
                elif str(operator) in ("Tj", "TJ"):
                    sizes.append(size)
    return min(sizes)


def fonts(data: bytes) -> set[str]:
    """The names of all fonts anywhere in the file, without their subset prefix."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            str(thing.BaseFont)[1:].rpartition("+")[2]
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }
