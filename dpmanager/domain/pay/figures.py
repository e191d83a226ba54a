"""Numbers as they stand in the steps of a sum."""

from decimal import ROUND_HALF_UP, Decimal


def figure(number: Decimal) -> str:
    """With commas, and as many decimals as it has: 1,048.26."""
    return f"{number:,f}"


def short(number: Decimal) -> str:
    """At most four decimals, no zeros at the end: 13.3025, 7.5, 56."""
    rounded = number.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return figure(rounded).rstrip("0").rstrip(".")


def less(number: Decimal) -> str:
    """To take off in a sum: "- 5.00", and "+ 5.00" for what is below nothing."""
    return f"{'+' if number < 0 else '-'} {figure(abs(number))}"


def percent(rate: Decimal) -> str:
    """A rate as people write it: 0.0185 is 1.85%."""
    return f"{(rate * 100).normalize():f}%"
