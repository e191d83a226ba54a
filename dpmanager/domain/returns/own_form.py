"""A funder's own form: its places to fill in, and which figure stands in which of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

import msgspec

from dpmanager.domain.amounts import plain, pounds, total
from dpmanager.domain.periods import long_date
from dpmanager.domain.returns.form_figures import Figure, Figures, Holds, Value, figure_named
from dpmanager.domain.wording import decimal_hours
from dpmanager.errors import DPManagerError
from dpmanager.words import _

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TICKED = "ticked"


class PlaceKind(StrEnum):
    """What can be done at a place: written, ticked, or one of several chosen."""

    TEXT = "text"
    TICK = "tick"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a PDF form, or a cell of a workbook.

    name: by which the file knows it. label: the words of the form that go with it. hint: the words
    printed beside it, where they are others. where: the page or the sheet, in words. choices: what
    a list offers. longest: the most letters, 0 for any number. takes_day: a cell that shows days.
    """

    name: str
    kind: PlaceKind
    label: str
    where: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 0
    takes_day: bool = False

    @property
    def says(self) -> str:
        """The words by which a person knows the place."""
        return self.label or self.hint or self.name


class Shape(StrEnum):
    """How a figure is written."""

    POUNDS = "pounds"
    PLAIN = "plain"
    SLASHES = "dd/mm/yyyy"
    LONG = "long"
    DAY = "dd"
    MONTH = "mm"
    YEAR = "yyyy"


SHAPES = {
    Holds.MONEY: (Shape.POUNDS, Shape.PLAIN),
    Holds.DAY: (Shape.SLASHES, Shape.LONG, Shape.DAY, Shape.MONTH, Shape.YEAR),
    Holds.NUMBER: (),
    Holds.WORDS: (),
}


class Fill(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What stands at a place: a figure in a shape, or always the same words.

    words: of a place to tick TICKED; of a list one of its choices.
    """

    figure: str = ""
    shape: Shape | None = None
    words: str = ""


Fills = Mapping[str, Fill]


class FormFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The fills of a form, as they are shared with others who fill in the same form."""

    format: Literal["dpmanager-form"] = "dpmanager-form"
    version: Literal[1] = 1
    name: str
    media_type: Literal[
        "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ]
    fills: dict[str, Fill]


def fills_to_json(fills: Fills) -> str:
    """The fills as they are kept; the same fills always give the same text."""
    return msgspec.json.encode(dict(sorted(fills.items()))).decode()


def fills_from_json(text: str) -> dict[str, Fill]:
    """Kept fills. Raises DPManagerError for text that was changed outside the program."""
    try:
        return msgspec.json.decode(text, type=dict[str, Fill])
    except msgspec.DecodeError as fault:
        raise DPManagerError(
            _("What goes where in this form cannot be read. Read in the form once more.")
        ) from fault


def form_file(name: str, media_type: str, fills: Fills) -> bytes:
    """A file that others can read in for the same form. It holds no figures of this book."""
    shared = {
        "format": "dpmanager-form",
        "version": 1,
        "name": name,
        "media_type": media_type,
        "fills": dict(sorted(fills.items())),
    }
    return msgspec.json.format(msgspec.json.encode(shared), indent=2)


def read_form_file(data: bytes) -> FormFile:
    """What such a file says. Raises DPManagerError for a file that is none."""
    try:
        return msgspec.json.decode(data, type=FormFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise DPManagerError(
            _("This file does not say what goes where in a form. Nothing was changed.")
        ) from fault


def value_at(place: Place, fill: Fill, figures: Figures) -> Value | None:
    """What a cell of a workbook gets; None for nothing, as where the figure is not known.

    An amount or a number is one that the workbook counts with. A day is a date where the cell shows
    days, and else words.
    """
    value = _value(place, fill, figures)
    apart = fill.shape in (Shape.DAY, Shape.MONTH, Shape.YEAR)
    if isinstance(value, date) and (apart or not place.takes_day):
        return text_at(place, fill, figures)
    return value


def _value(place: Place, fill: Fill, figures: Figures) -> Value | None:
    if fill.words:
        return fill.words
    figure = figure_named(figures, fill.figure) if fill.figure else None
    return figure.value if figure is not None and place.kind is PlaceKind.TEXT else None


IN_OTHERS, OUT_OTHERS = "in_others", "out_others"
_FAMILIES = (
    ("funder_in.", "funder_in_rest", ""),
    ("funder_out.", "funder_out_rest", ""),
    ("in.", "in_rest", IN_OTHERS),
    ("out.", "out_rest", OUT_OTHERS),
)
"""How the names of kinds of money begin, what is in no kind, and what a form has no place for."""


def with_others(figures: Figures, fills: Fills) -> dict[str, Figure]:
    """The figures, and for each side what is in none of the kinds that have a place of their own.

    So the places of the kinds together with those of the others add up to the total.
    """
    named = {fill.figure for fill in fills.values()}
    found = dict(figures)
    for begins, rest, others in _FAMILIES:
        if others:
            amounts = [
                figure.value
                for name, figure in figures.items()
                if (name.startswith(begins) or name == rest) and name not in named
            ]
            found[others] = Figure(
                _("In: all that has no field of its own")
                if others == IN_OTHERS
                else _("Out: all that has no field of its own"),
                Holds.MONEY,
                total(amount for amount in amounts if isinstance(amount, Decimal)),
            )
    return found


def left_out(figures: Figures, fills: Fills) -> tuple[Figure, ...]:
    """Kinds of money, with their amounts, that a form which asks for kinds has no place for."""
    named = {fill.figure for fill in fills.values()}
    found: list[Figure] = []
    for side in ("in", "out"):
        for begins, rest, others in _FAMILIES:
            if begins not in (f"funder_{side}.", f"{side}."):
                continue
            if not any(name.startswith(begins) for name in named):
                continue
            if others not in named:
                found += [
                    figure
                    for name, figure in figures.items()
                    if (name.startswith(begins) or name == rest)
                    and name not in named
                    and figure.value
                ]
            break
    return tuple(found)


def text_at(place: Place, fill: Fill, figures: Figures) -> str:
    """The words that are shown at a place; "" for nothing.

    Raises DPManagerError where they are longer than the place takes.
    """
    value = _value(place, fill, figures)
    if value is None:
        return ""
    if fill.words:
        return fill.words
    figure = figure_named(figures, fill.figure)
    assert figure is not None, "it has a value"
    text = text_of(figure, fill.shape)
    if place.longest and len(text) > place.longest and figure.holds is Holds.MONEY:
        text = text_of(figure, Shape.PLAIN)
    if place.longest and len(text) > place.longest:
        raise DPManagerError(
            _(
                "“{text}” is too long for the field “{field}”, which takes {count} letters. "
                "Choose another way to write it, or leave the field empty."
            ).format(text=text, field=place.says, count=place.longest)
        )
    return text


def text_of(figure: Figure, shape: Shape | None) -> str:
    """A figure in words, in a shape, or without one as it is usual; "" where it is not known."""
    value = figure.value
    if value is None:
        return ""
    if isinstance(value, date):
        return _day_in(value, shape)
    if isinstance(value, Decimal):
        if figure.holds is Holds.NUMBER:
            return decimal_hours(value)
        return plain(value) if shape is Shape.PLAIN else pounds(value)
    return value


def _day_in(day: date, shape: Shape | None) -> str:
    written_day: dict[Shape | None, str] = {
        Shape.LONG: long_date(day),
        Shape.DAY: f"{day.day:02}",
        Shape.MONTH: f"{day.month:02}",
        Shape.YEAR: f"{day.year:04}",
    }
    return written_day.get(shape, f"{day.day:02}/{day.month:02}/{day.year:04}")


def shape_words() -> dict[Shape, str]:
    """Each shape in words, with an example."""
    return {
        Shape.POUNDS: _("With a pound sign: £1,234.50"),
        Shape.PLAIN: _("The number alone: 1234.50"),
        Shape.SLASHES: _("31/12/2026"),
        Shape.LONG: _("31 December 2026"),
        Shape.DAY: _("The day alone: 31"),
        Shape.MONTH: _("The month alone: 12"),
        Shape.YEAR: _("The year alone: 2026"),
    }
