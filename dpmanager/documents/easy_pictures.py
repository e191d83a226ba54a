"""Simple pictures for Easy Read, drawn as shapes: they stay sharp at any size, and need no files.

Each is drawn on a square of a hundred by a hundred, from its lower left corner.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from dpmanager.documents.lettering import INK
from dpmanager.words import _

SIDE = 100
_WHITE, _BLUE, _YELLOW, _RED, _GREEN, _BROWN = (
    "#FFFFFF",
    "#9CC7DB",
    "#F6D565",
    "#E58C7F",
    "#9CCB9A",
    "#D6B48A",
)

Points = Sequence[tuple[float, float]]


class Picture(StrEnum):
    """What a picture shows."""

    PERSON = "person"
    PEOPLE = "people"
    HOUSE = "house"
    CAR = "car"
    HEART = "heart"
    CLOCK = "clock"
    POUND = "pound"
    COINS = "coins"
    ENVELOPE = "envelope"
    UMBRELLA = "umbrella"
    SUN = "sun"
    SUITCASE = "suitcase"
    BAG = "bag"
    TOWN_HALL = "town-hall"
    HEALTH = "health"
    SAVINGS = "savings"
    GIVE_BACK = "give-back"
    PHONE = "phone"
    QUESTION = "question"
    PURSE = "purse"


def picture_words(picture: Picture) -> str:
    """What the picture shows, for whoever cannot see it."""
    return {
        Picture.PERSON: _("A person"),
        Picture.PEOPLE: _("Two people"),
        Picture.HOUSE: _("A house"),
        Picture.CAR: _("A car"),
        Picture.HEART: _("A heart"),
        Picture.CLOCK: _("A clock"),
        Picture.POUND: _("A coin with a pound sign"),
        Picture.COINS: _("A pile of coins"),
        Picture.ENVELOPE: _("A letter"),
        Picture.UMBRELLA: _("An umbrella"),
        Picture.SUN: _("The sun"),
        Picture.SUITCASE: _("A suitcase"),
        Picture.BAG: _("A shopping bag"),
        Picture.TOWN_HALL: _("A town hall"),
        Picture.HEALTH: _("A white cross for health"),
        Picture.SAVINGS: _("A jar with coins"),
        Picture.GIVE_BACK: _("An arrow that turns back"),
        Picture.PHONE: _("A telephone"),
        Picture.QUESTION: _("A question mark"),
        Picture.PURSE: _("A purse"),
    }[picture]


def draw_picture(canvas: Canvas, picture: Picture, x: float, y: float, side: float) -> None:
    """Draws it on a square whose lower left corner is at x and y, as the canvas counts."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(side / SIDE, side / SIDE)
    canvas.setLineWidth(4)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.setStrokeColor(HexColor(INK))
    _DRAWN[picture](_Ink(canvas))
    canvas.restoreState()


class _Ink:
    """Shapes with a black outline. fill: a colour, "" for the outline alone."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def _filled(self, fill: str) -> int:
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        return int(bool(fill))

    def box(self, x: float, y: float, width: float, height: float, fill: str = _WHITE) -> None:
        """A rectangle with corners that are a little round."""
        self.canvas.roundRect(x, y, width, height, 3, stroke=1, fill=self._filled(fill))

    def disc(self, x: float, y: float, radius: float, fill: str = _WHITE) -> None:
        """A circle around a point."""
        self.canvas.circle(x, y, radius, stroke=1, fill=self._filled(fill))

    def lines(self, *points: tuple[float, float]) -> None:
        """A line from point to point."""
        self._path(points, closed=False, fill="")

    def shape(self, *points: tuple[float, float], fill: str = _WHITE) -> None:
        """A shape with these corners."""
        self._path(points, closed=True, fill=fill)

    def curve(self, start: tuple[float, float], *curves: Points, fill: str = "") -> None:
        """Curves from a start on: for each two points that pull at it, and the one it reaches."""
        path = self.canvas.beginPath()
        path.moveTo(*start)
        for first, second, end in curves:
            path.curveTo(*first, *second, *end)
        self.canvas.drawPath(path, stroke=1, fill=self._filled(fill))

    def _path(self, points: Points, *, closed: bool, fill: str) -> None:
        path = self.canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        if closed:
            path.close()
        self.canvas.drawPath(path, stroke=1, fill=self._filled(fill))


def _one_person(ink: _Ink, x: float, fill: str) -> None:
    ink.curve(
        (x - 24, 8),
        ((x - 24, 48), (x - 14, 54), (x, 54)),
        ((x + 14, 54), (x + 24, 48), (x + 24, 8)),
        ((x + 8, 8), (x - 8, 8), (x - 24, 8)),
        fill=fill,
    )
    ink.disc(x, 72, 17, _BROWN)


def _person(ink: _Ink) -> None:
    _one_person(ink, 50, _BLUE)


def _people(ink: _Ink) -> None:
    _one_person(ink, 68, _GREEN)
    _one_person(ink, 31, _BLUE)


def _house(ink: _Ink) -> None:
    ink.box(20, 10, 60, 46, _YELLOW)
    ink.shape((10, 54), (50, 92), (90, 54), fill=_RED)
    ink.box(42, 10, 16, 28, _BROWN)


def _car(ink: _Ink) -> None:
    ink.shape((24, 50), (36, 74), (68, 74), (80, 50), fill=_WHITE)
    ink.lines((52, 74), (52, 50))
    ink.box(8, 26, 84, 26, _RED)
    for x in (28, 72):
        ink.disc(x, 26, 11, _BLUE)


def _heart(ink: _Ink) -> None:
    ink.curve(
        (50, 14),
        ((14, 40), (6, 56), (12, 70)),
        ((18, 86), (42, 88), (50, 68)),
        ((58, 88), (82, 86), (88, 70)),
        ((94, 56), (86, 40), (50, 14)),
        fill=_RED,
    )


def _clock(ink: _Ink) -> None:
    ink.disc(50, 50, 40)
    ink.lines((50, 76), (50, 50), (66, 40))
    for x, y in ((50, 86), (86, 50), (50, 14), (14, 50)):
        ink.disc(x, y, 1.4, INK)


def _sign(ink: _Ink, x: float, y: float, size: float) -> None:
    """A pound sign around a point."""
    ink.curve(
        (x + size, y + size),
        (
            (x + size * 0.6, y + size * 1.7),
            (x - size * 0.5, y + size * 1.5),
            (x - size * 0.4, y + size * 0.6),
        ),
        ((x - size * 0.3, y), (x - size * 0.2, y - size * 0.6), (x - size, y - size * 1.3)),
    )
    ink.lines((x - size, y - size * 1.3), (x + size, y - size * 1.3))
    ink.lines((x - size, y), (x + size * 0.6, y))


def _pound(ink: _Ink) -> None:
    ink.disc(50, 50, 40, _YELLOW)
    _sign(ink, 50, 50, 16)


def _coins(ink: _Ink) -> None:
    for y in (12, 28, 44):
        ink.box(18, y, 64, 15, _YELLOW)
    ink.disc(50, 76, 19, _YELLOW)
    _sign(ink, 50, 76, 7)


def _envelope(ink: _Ink) -> None:
    ink.box(10, 24, 80, 54)
    ink.lines((12, 75), (50, 46), (88, 75))


def _umbrella(ink: _Ink) -> None:
    ink.curve((50, 56), ((50, 40), (50, 30), (50, 18)), ((50, 6), (66, 6), (66, 18)))
    ink.curve(
        (8, 52),
        ((12, 78), (30, 90), (50, 90)),
        ((70, 90), (88, 78), (92, 52)),
        ((84, 60), (72, 60), (64, 52)),
        ((58, 60), (42, 60), (36, 52)),
        ((28, 60), (16, 60), (8, 52)),
        fill=_BLUE,
    )


def _sun(ink: _Ink) -> None:
    ink.disc(50, 50, 20, _YELLOW)
    for x, y in ((0, 1), (0.71, 0.71), (1, 0), (0.71, -0.71)):
        for way in (1, -1):
            ink.lines(
                (50 + way * x * 29, 50 + way * y * 29), (50 + way * x * 42, 50 + way * y * 42)
            )


def _suitcase(ink: _Ink) -> None:
    ink.box(36, 62, 28, 18, "")
    ink.box(10, 16, 80, 50, _BROWN)
    for x in (28, 72):
        ink.lines((x, 16), (x, 66))


def _bag(ink: _Ink) -> None:
    ink.shape((16, 62), (84, 62), (78, 10), (22, 10), fill=_GREEN)
    ink.curve((34, 54), ((34, 96), (66, 96), (66, 54)))


def _town_hall(ink: _Ink) -> None:
    ink.box(10, 10, 80, 10, _BLUE)
    for x in (18, 37, 56, 75):
        ink.box(x - 2, 20, 11, 36)
    ink.box(12, 54, 76, 8, _BLUE)
    ink.shape((8, 62), (50, 90), (92, 62), fill=_BLUE)


def _health(ink: _Ink) -> None:
    ink.box(10, 10, 80, 80, _BLUE)
    ink.shape(
        (42, 24), (58, 24), (58, 42), (76, 42), (76, 58), (58, 58),
        (58, 76), (42, 76), (42, 58), (24, 58), (24, 42), (42, 42),
    )  # fmt: skip


def _savings(ink: _Ink) -> None:
    ink.box(20, 8, 60, 66)
    ink.box(16, 74, 68, 12, _BLUE)
    for x, y in ((36, 22), (62, 22), (49, 40), (36, 56), (64, 54)):
        ink.disc(x, y, 9, _YELLOW)


def _give_back(ink: _Ink) -> None:
    ink.disc(64, 26, 17, _YELLOW)
    _sign(ink, 64, 26, 6)
    ink.curve((86, 50), ((86, 84), (40, 92), (22, 62)))
    ink.shape((12, 74), (16, 48), (38, 60), fill=INK)


def _phone(ink: _Ink) -> None:
    ink.box(28, 6, 44, 88, _BLUE)
    ink.box(34, 26, 32, 54)
    ink.disc(50, 16, 4)


def _question(ink: _Ink) -> None:
    ink.disc(50, 50, 42, _YELLOW)
    ink.curve((36, 62), ((36, 82), (66, 82), (66, 62)), ((66, 50), (50, 52), (50, 38)))
    ink.disc(50, 24, 2.4, INK)


def _purse(ink: _Ink) -> None:
    ink.curve(
        (16, 58),
        ((2, 8), (30, 8), (50, 8)),
        ((70, 8), (98, 8), (84, 58)),
        ((70, 64), (30, 64), (16, 58)),
        fill=_RED,
    )
    ink.curve((16, 58), ((24, 78), (76, 78), (84, 58)))
    ink.disc(44, 78, 6, _YELLOW)
    ink.disc(57, 78, 6, _YELLOW)


_DRAWN: dict[Picture, Callable[[_Ink], None]] = {
    Picture.PERSON: _person,
    Picture.PEOPLE: _people,
    Picture.HOUSE: _house,
    Picture.CAR: _car,
    Picture.HEART: _heart,
    Picture.CLOCK: _clock,
    Picture.POUND: _pound,
    Picture.COINS: _coins,
    Picture.ENVELOPE: _envelope,
    Picture.UMBRELLA: _umbrella,
    Picture.SUN: _sun,
    Picture.SUITCASE: _suitcase,
    Picture.BAG: _bag,
    Picture.TOWN_HALL: _town_hall,
    Picture.HEALTH: _health,
    Picture.SAVINGS: _savings,
    Picture.GIVE_BACK: _give_back,
    Picture.PHONE: _phone,
    Picture.QUESTION: _question,
    Picture.PURSE: _purse,
}
