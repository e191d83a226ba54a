"""A signature on a document: in words, as it was drawn, or an empty line for ink."""

from datetime import date

from reportlab.lib.colors import HexColor

from dpmanager.documents.layout import Document
from dpmanager.documents.lettering import INK
from dpmanager.documents.pen import PAGE_HEIGHT, Pen
from dpmanager.documents.strips import Strip, space
from dpmanager.domain.signatures import WIDE, SignatureGiven, SignatureKind, Stroke
from dpmanager.words import _

_WIDTH = 240.0
"""How wide the box was, in points; half as wide again in large print."""
_LINE = 1.4


def sign_box(document: Document, given: SignatureGiven, day: date, *, signer: str = "") -> None:
    """How somebody signed on a day.

    signer: the words under an empty line, where they say more than the name.
    """
    if given.kind is SignatureKind.PAPER:
        document.signatures([signer or given.name])
        return
    if given.kind is SignatureKind.DRAWN:
        _drawing(document, given)
    document.paragraph(given.says(day))


def _drawing(document: Document, given: SignatureGiven) -> None:
    """The drawing from its own left and top edge; it stays with the words under it."""
    points = [point for stroke in given.strokes for point in stroke]
    left, top = (min(point[side] for point in points) for side in (0, 1))
    scale = _WIDTH / WIDE * (1.5 if document.look.large else 1)
    height = (max(y for _x, y in points) - top) * scale + 2 * _LINE
    figure = document.structure.add(
        "Figure", alt=_("The signature of {name}, drawn by hand.").format(name=given.name)
    )

    def draw(pen: Pen, y: float) -> None:
        edge = document.look.margin + _LINE
        with pen.tagged(figure):
            _prepare(pen)
            for stroke in given.strokes:
                _draw_line(pen, stroke, edge - left * scale, y + _LINE - top * scale, scale)

    gap = space(document.look.body.leading * 0.3, keep_with_next=True)
    document.add([Strip(height, draw, keep_with_next=True), gap])


def _prepare(pen: Pen) -> None:
    round_ends = 1
    pen.canvas.setStrokeColor(HexColor(INK))
    pen.canvas.setLineWidth(_LINE)
    pen.canvas.setLineCap(round_ends)
    pen.canvas.setLineJoin(round_ends)


def _draw_line(pen: Pen, stroke: Stroke, left: float, top: float, scale: float) -> None:
    """One line through its points; a point alone is a dot."""
    if not stroke:
        return
    places = [(left + x * scale, PAGE_HEIGHT - top - y * scale) for x, y in stroke]
    path = pen.canvas.beginPath()
    path.moveTo(*places[0])
    for place in places[1:] or places:
        path.lineTo(*place)
    pen.canvas.drawPath(path, stroke=1, fill=0)
