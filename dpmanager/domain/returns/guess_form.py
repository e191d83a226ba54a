"""Which figure belongs in which place of a funder's form, told from the words beside it.

Only what is sure is proposed: a wrong figure on a form is worse than an empty field.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from dpmanager.domain.returns.form_figures import Figures, Holds
from dpmanager.domain.returns.own_form import Fill, Place, PlaceKind, Shape

SURE = 92
"""Of 100: how alike the words of a place and those of a figure must be."""
CLEAR_OF_OTHERS = 5
"""By how much the best figure must be more alike than the next one."""

# What forms say besides the thing itself.
_FILLERS = {
    "a", "an", "and", "any", "as", "at", "during", "enter", "for", "form", "here",
    "if", "insert", "into", "is", "of", "on", "or", "please", "period", "return",
    "state", "the", "these", "this", "type", "value", "write", "your", "you",
    "amount", "pounds", "gbp",
}  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_BRACKETS = re.compile(r"\([^)]*\)")

Called = Sequence[tuple[str, str]]
"""Words by which a form calls a figure, each with the name of the figure."""


def guess_fills(places: Sequence[Place], figures: Figures, *words: Called) -> dict[str, Fill]:
    """The places whose figure is sure, by name.

    words: what the figures are called; the first of them in which one is sure counts, so that the
    funder's own words go before what is usual elsewhere.
    """
    known = [
        [(_tidied(called), figure) for called, figure in one if figure in figures] for one in words
    ]
    fills = {}
    for place in places:
        if place.kind is not PlaceKind.TEXT:
            continue
        found = (_surest(place, one) for one in known)
        figure = next((figure for figure in found if figure is not None), None)
        if figure is not None and _may_hold(place, figures[figure].holds):
            fills[place.name] = Fill(figure, _shape(place, figures[figure].holds))
    return fills


def _surest(place: Place, known: Sequence[tuple[str, str]]) -> str | None:
    """The figure that the words of the form name; the file's own name counts only without them."""
    for words in (place.label, place.hint, place.name.rsplit("!", 1)[0].rsplit(".", 1)[-1]):
        sought = _tidied(words)
        if not sought:
            continue
        best: dict[str, float] = {}
        for called, figure in known:
            alike = fuzz.token_sort_ratio(sought, called)
            best[figure] = max(best.get(figure, 0.0), alike)
        ranked = sorted(best, key=lambda figure: -best[figure])
        if not ranked or best[ranked[0]] < SURE:
            continue
        second = best[ranked[1]] if len(ranked) > 1 else 0.0
        return ranked[0] if best[ranked[0]] - second >= CLEAR_OF_OTHERS else None
    return None


def _tidied(words: str) -> str:
    """Small letters, without what is in brackets and without the words that say nothing."""
    apart = _CAMEL.sub(" ", _BRACKETS.sub(" ", words)).casefold()
    found = [word for word in _NOT_LETTERS.sub(" ", apart).split() if not word.isdecimal()]
    telling = [word for word in found if word not in _FILLERS]
    return " ".join(telling or found)


def _may_hold(place: Place, holds: Holds) -> bool:
    return not place.takes_day or holds is Holds.DAY


def _shape(place: Place, holds: Holds) -> Shape | None:
    """A form that prints the pound sign itself wants the number alone."""
    if holds is Holds.MONEY:
        printed = "£" in place.label or "£" in place.hint
        return Shape.PLAIN if printed else Shape.POUNDS
    return Shape.SLASHES if holds is Holds.DAY else None
