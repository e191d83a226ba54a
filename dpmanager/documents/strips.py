"""A document is a column of strips, cut into pages.

A strip is as high as one line of text or one row of a table and is never cut. Since pages are
made before anything is drawn, each page can say how many there are.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from dpmanager.documents.pen import Pen

Draw = Callable[[Pen, float], None]
Page = list[tuple[float, "Strip"]]
_START_OF_A_LONG_RUN = 1 / 3


def _nothing(pen: Pen, y: float) -> None:
    """Draws nothing: white space."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip `height` points high; `draw` is given the pen and the y of its top.

    keep_with_next: the next strip stays on the same page, if a page can hold both.
    is_space: white space, left out at the top of a page.
    repeat: a strip to draw again when this one starts a page (the heading of a table).
    new_page: starts a page.
    """

    height: float
    draw: Draw = _nothing
    keep_with_next: bool = False
    is_space: bool = False
    repeat: "Strip | None" = None
    new_page: bool = False


def space(height: float, *, keep_with_next: bool = False) -> Strip:
    """White space of so many points."""
    return Strip(height, keep_with_next=keep_with_next, is_space=True)


def kept_together(strips: Iterable[Strip]) -> list[Strip]:
    """The strips on one page, if a page can hold them."""
    *first, last = strips
    return [*(replace(strip, keep_with_next=True) for strip in first), last]


def _runs(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    run: list[Strip] = []
    for strip in strips:
        run.append(strip)
        if not strip.keep_with_next:
            yield run
            run = []
    if run:
        yield run


def _groups(strips: Iterable[Strip], room: float) -> Iterator[list[Strip]]:
    """Strips that belong on one page. Of what no page can hold, the start stays together."""
    for run in _runs(strips):
        repeated = run[0].repeat.height if run[0].repeat else 0
        if repeated + sum(strip.height for strip in run) <= room:
            yield run
            continue
        heights = accumulate(strip.height for strip in run)
        start = max(1, sum(height <= room * _START_OF_A_LONG_RUN for height in heights))
        yield run[:start]
        yield from ([strip] for strip in run[start:])


def pages_of(strips: Iterable[Strip], room: float) -> list[Page]:
    """The strips on pages that are `room` points high: for each page (y from its top, strip)."""
    pages: list[Page] = [[]]
    y = 0.0
    for group in _groups(strips, room):
        height = sum(strip.height for strip in group)
        fresh = any(strip.new_page for strip in group)
        if pages[-1] and (fresh or (y + height > room and not group[0].is_space)):
            pages.append([])
            y = 0.0
        for strip in group:
            if not pages[-1]:
                if strip.is_space:
                    continue
                if strip.repeat is not None:
                    pages[-1].append((y, strip.repeat))
                    y += strip.repeat.height
            pages[-1].append((y, strip))
            y += strip.height
    return pages
