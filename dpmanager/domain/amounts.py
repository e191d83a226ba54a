"""Money in pounds as exact decimals: rounding named after its rule, reading and printing."""

from collections.abc import Iterable, Sequence
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


def in_proportion(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Shares pounds out, to the penny: the shares add up to the amount, and have its sign.

    Pennies that are left over go to the largest remainders, of equal ones to the first.
    Raises ValueError where a weight is below nothing, or they come to nothing.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("nothing to share by")
    if whole in weights:  # all of it is one's
        return [amount if weight else ZERO for weight in weights]
    exact = [abs(amount) * weight / whole for weight in weights]
    shares = [pence_down(share) for share in exact]
    over = int((abs(amount) - total(shares)) / PENNY)
    order = sorted(range(len(shares)), key=lambda place: (shares[place] - exact[place], place))
    for place in order[:over]:
        shares[place] += PENNY
    return [ZERO - share if amount < 0 else share for share in shares]


def pounds(amount: Decimal) -> str:
    """For people: £1,234.50, and -£3.00 for money out."""
    sign = "-" if amount < 0 else ""
    return f"{sign}£{abs(pence_nearest(amount)):,.2f}"


def plain(amount: Decimal) -> str:
    """For programs: 1234.50, no sign but the minus."""
    return f"{pence_nearest(amount):.2f}"
