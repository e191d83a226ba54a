"""The round amounts at the side of a chart."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

MOST_STEPS = 5
FIRST_FIGURES = (1, 2, 5)


def scale_of(lowest: Decimal, highest: Decimal) -> list[int]:
    """Round pounds from at or below the lowest amount to at or above the highest, with nothing.

    There are at least two, and at most seven; the steps are 1, 2 or 5 and noughts.
    """
    low, high = min(lowest, Decimal(0)), max(highest, Decimal(0))
    step = _step((high - low) / MOST_STEPS)
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = max(first + 1, int((high / step).to_integral_value(ROUND_CEILING)))
    return [number * step for number in range(first, last + 1)]


def _step(least: Decimal) -> int:
    size = 1
    while True:
        for figure in FIRST_FIGURES:
            if figure * size >= least:
                return figure * size
        size *= 10
