"""Money in pounds as exact decimals: rounding named after its rule, reading and printing."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal

PENNY = Decimal("0.01")
ZERO = Decimal("0.00")


def pence_down(amount: Decimal) -> Decimal:
    """Cut to whole pence, towards zero (HMRC tax table routines: tax is rounded down)."""
    return amount.quantize(PENNY, ROUND_DOWN)


def pence_up(amount: Decimal) -> Decimal:
    """Up to the next whole penny, away from zero (free pay of period 1; statutory payments)."""
    return amount.quantize(PENNY, ROUND_UP)


def pence_nearest(amount: Decimal) -> Decimal:
    """To the nearest penny, half a penny up (ordinary sums of money that no rule rounds)."""
    return amount.quantize(PENNY, ROUND_HALF_UP)


def pounds_down(amount: Decimal) -> Decimal:
    """Down to whole pounds (taxable pay in the HMRC tax table routines)."""
    return amount.quantize(Decimal(1), ROUND_FLOOR)


def ni_rounding(amount: Decimal) -> Decimal:
    """National Insurance rounding: cut to three decimals, then half a penny or less is dropped.

    Source: Social Security (Contributions) Regulations 2001 (SI 2001/1004), regulation 12(1).
    """
    cut = amount.quantize(Decimal("0.001"), ROUND_DOWN)
    down = cut.quantize(PENNY, ROUND_DOWN)
    return down + PENNY if cut - down > Decimal("0.005") else down


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum in pounds and pence; 0.00 for nothing."""
    return sum(amounts, ZERO)


def pounds(amount: Decimal) -> str:
    """For people: £1,234.50, and -£3.00 for money out."""
    sign = "-" if amount < 0 else ""
    return f"{sign}£{abs(pence_nearest(amount)):,.2f}"


def plain(amount: Decimal) -> str:
    """For programs: 1234.50, no sign but the minus."""
    return f"{pence_nearest(amount):.2f}"
