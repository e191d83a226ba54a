"""Numbers as they stand in the steps of a sum."""

from decimal import Decimal


def figure(number: Decimal) -> str:
    """With commas, and as many decimals as it has: 1,048.26."""
    return f"{number:,f}"


def less(number: Decimal) -> str:
    """To take off in a sum: "- 5.00", and "+ 5.00" for what is below nothing."""
    return f"{'+' if number < 0 else '-'} {figure(abs(number))}"


def percent(rate: Decimal) -> str:
    """A rate as people write it: 0.0185 is 1.85%."""
    return f"{(rate * 100).normalize():f}%"
