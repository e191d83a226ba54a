"""The structure tree of a PDF: what a screen reader is told about each piece of a page.

ReportLab has no tagging of its own. The pen writes marked content into the pages; this module
keeps the tree and writes it into the finished file (ISO 32000-1, 14.7 and 14.8).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, String


@dataclass(eq=False, slots=True)
class Element:
    """One element: its tag, its alternative text or scope, and its marks (page index, number).

    written: the element as it stands in the finished file, once it does.
    """

    tag: str
    alt: str = ""
    scope: str = ""
    children: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    written: pikepdf.Object | None = None

    def add(self, tag: str, *, alt: str = "", scope: str = "") -> "Element":
        """A new element at the end of this one."""
        child = Element(tag, alt, scope)
        self.children.append(child)
        return child


def _written(
    pdf: pikepdf.Pdf,
    element: Element,
    parent: pikepdf.Object,
    owners: list[dict[int, pikepdf.Object]],
) -> pikepdf.Object:
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent))
    if element.alt:
        made.Alt = String(element.alt)
    if element.scope:
        made.A = Dictionary(O=Name.Table, Scope=Name("/" + element.scope))
    kids: list[pikepdf.Object] = []
    for page, mark in element.marks:
        kids.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=mark))
        owners[page][mark] = made
    kids.extend(_written(pdf, child, made, owners) for child in element.children)
    made.K = Array(kids)
    element.written = made
    return made


def write_tags(pdf: pikepdf.Pdf, document: Element) -> None:
    """Writes the tree into the file, and for each page which element owns which mark."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    owners: list[dict[int, pikepdf.Object]] = [{} for _page in pdf.pages]
    tree.K = Array([_written(pdf, document, tree, owners)])
    numbers: list[int | pikepdf.Object] = []
    for index, page in enumerate(pdf.pages):
        page.obj.StructParents = index
        page.obj.Tabs = Name.S
        of_page = [owners[index][mark] for mark in sorted(owners[index])]
        numbers += [index, pdf.make_indirect(Array(of_page))]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _number_tree(node: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    flat = list(node.get("/Nums", []))
    yield from ((int(flat[i]), flat[i + 1]) for i in range(0, len(flat), 2))
    for kid in node.get("/Kids", []):
        yield from _number_tree(kid)


def adopt_tags(
    pdf: pikepdf.Pdf, source: pikepdf.Pdf, pages: Sequence[pikepdf.Page], into: Element
) -> None:
    """Puts the tree of `source`, a file of this program's own making, under an element of `pdf`.

    pages: the pages of `source` as they were copied into `pdf`, in order.
    """
    tree = pdf.Root.StructTreeRoot
    copied = pdf.copy_foreign(source.Root.StructTreeRoot)
    assert into.written is not None
    for child in copied.K[0].K:
        child.P = into.written
        into.written.K.append(child)
    owners = dict(_number_tree(copied.ParentTree))
    for page in pages:
        key = int(tree.ParentTreeNextKey)
        tree.ParentTree.Nums.append(key)
        tree.ParentTree.Nums.append(owners[int(page.obj.StructParents)])
        page.obj.StructParents = key
        tree.ParentTreeNextKey = key + 1
