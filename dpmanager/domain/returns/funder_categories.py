"""The totals of a return by the funder's own list, in its words and its order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from dpmanager.domain.amounts import total
from dpmanager.domain.returns.funder_return import CategoryTotal
from dpmanager.domain.returns.funder_rules import Category, FunderCategory, FunderRules

Side = Literal["in", "out"]


def in_funder_words(
    category_totals: Sequence[CategoryTotal],
    rules: FunderRules,
    categories: Mapping[str, Category],
    side: Side,
) -> tuple[CategoryTotal, ...]:
    """One side of a return, grouped by the funder's list; empty where the funder has none.

    Every line of the list is there, with nothing where nothing belongs to it. What no line takes,
    and what stands on this side against its kind (such as more given back than was paid), follows
    under its own name. The sum is that of `category_totals`.
    """
    lines = [line for line in rules.categories if line.side == side]
    if not lines:
        return ()
    parts: dict[str, list[CategoryTotal]] = {line.name: [] for line in lines}
    rest = []
    for one in category_totals:
        line = _line_of(one.category, lines, categories, side)
        if line is None:
            rest.append(one)
        else:
            parts[line.name].append(one)
    return (*(_together(name, found) for name, found in parts.items()), *rest)


def unmapped(rules: FunderRules, categories: Mapping[str, Category], side: Side) -> tuple[str, ...]:
    """Our categories of one side that the funder's list has no line for."""
    lines = [line for line in rules.categories if line.side == side]
    return tuple(
        name
        for name, category in categories.items()
        if category.direction == side and _line_of(name, lines, categories, side) is None
    )


def _line_of(
    name: str, lines: Iterable[FunderCategory], categories: Mapping[str, Category], side: Side
) -> FunderCategory | None:
    if name not in categories or categories[name].direction != side:
        return None
    found: FunderCategory | None = None
    for line in lines:
        if name in line.ours:
            return line
        if line.other:
            found = line
    return found


def _together(name: str, parts: Sequence[CategoryTotal]) -> CategoryTotal:
    return CategoryTotal(
        category=name,
        label=name,
        amount=total(part.amount for part in parts),
        line_numbers=tuple(sorted(set(_numbers(parts)))),
    )


def _numbers(parts: Iterable[CategoryTotal]) -> Iterator[int]:
    for part in parts:
        yield from part.line_numbers
