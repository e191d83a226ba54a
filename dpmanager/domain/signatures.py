"""A signature: a typed name, a drawing on the screen, or a line to sign in ink."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from dpmanager.domain.periods import long_date
from dpmanager.domain.reading import tidied
from dpmanager.errors import DPManagerError
from dpmanager.words import _

MOST_STROKES = 200
MOST_POINTS = 5000
WIDE = 1000
"""The width of the box that is drawn in, in its own units."""
LONGEST_NAME = 200

Point = tuple[int, int]
Stroke = tuple[Point, ...]


class SignatureKind(StrEnum):
    """The way somebody signs. Paper: in ink on a printed copy."""

    TYPED = "typed"
    DRAWN = "drawn"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class SignatureGiven:
    """What somebody signed with. name: who signs, whichever way.

    strokes: the lines of a drawing in the order they were drawn, none of another kind. Each is the
    points it goes through: right from the left edge and down from the top edge of the box, both
    in thousandths of the width of the box.
    Raises DPManagerError without a name, for a drawing without a line, and for one too large.
    """

    kind: SignatureKind
    name: str
    strokes: tuple[Stroke, ...] = ()

    def __post_init__(self) -> None:
        """Refuses what could not be shown or printed."""
        if not self.name.strip():
            raise DPManagerError(_("Type the name of the person who signs."))
        if self.name != tidied(self.name) or len(self.name) > LONGEST_NAME:
            raise DPManagerError(_("Type the name on one line, and not longer than a line."))
        if (self.kind is SignatureKind.DRAWN) != any(self.strokes):
            raise DPManagerError(_("Draw your signature in the box, or choose to type your name."))
        _check(self.strokes)

    def says(self, day: date) -> str:
        """Who signed, in which way and when, in a sentence."""
        sentence = {
            SignatureKind.TYPED: _("Signed on the screen by {name} on {day}."),
            SignatureKind.DRAWN: _("Signed by hand on the screen by {name} on {day}."),
            SignatureKind.PAPER: _("{name} signs the printed copy in ink."),
        }[self.kind]
        return sentence.format(name=self.name, day=long_date(day))


def strokes_to_json(strokes: Sequence[Stroke]) -> str:
    """The lines of a drawing as JSON: a list of lines, each a list of [x, y]."""
    return msgspec.json.encode(strokes).decode("ascii")


def strokes_from_json(text: str) -> tuple[Stroke, ...]:
    """The lines of a drawing. Raises DPManagerError for text that holds none."""
    try:
        strokes = msgspec.json.decode(text, type=tuple[Stroke, ...])
    except msgspec.DecodeError as fault:
        raise _unreadable() from fault
    _check(strokes)
    return strokes


def _check(strokes: Sequence[Stroke]) -> None:
    points = [point for stroke in strokes for point in stroke]
    if len(strokes) > MOST_STROKES or len(points) > MOST_POINTS:
        raise DPManagerError(_("This drawing has too many lines. Clear the box and sign again."))
    if any(not 0 <= part <= WIDE for point in points for part in point):
        raise _unreadable()


def _unreadable() -> DPManagerError:
    return DPManagerError(_("This drawn signature cannot be read. Sign again."))
