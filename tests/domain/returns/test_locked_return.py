"""Signed figures: kept as they were, and what was changed since is found to the penny."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import total
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.locked import (
    CarriedOn,
    LockedFigures,
    LockedLine,
    LockedPart,
    corrections_between,
    figures_from_json,
    figures_to_json,
    lines_as_told,
)
from dpmanager.errors import DPManagerError

JULY = Period(date(2026, 7, 1), date(2026, 7, 31))
AUGUST = Period(date(2026, 8, 1), date(2026, 8, 31))
PENNIES = st.integers(-50_000, 50_000).map(lambda pence: Decimal(pence) / 100)


def line(
    number: int, amount: str = "-10.00", day: int = 5, category: str = "equipment", month: int = 7
) -> LockedLine:
    worth = Decimal(amount)
    return LockedLine(
        number, "Main", date(2026, month, day), "Shop", worth, (LockedPart(worth, category),)
    )


def figures(period: Period, *lines: LockedLine, **more: object) -> LockedFigures:
    given: dict[str, object] = {
        "funder": "Anyshire",
        "start": period.start,
        "end": period.end,
        "signed_by": "Ann Other",
        "signed_as": "Recipient",
        "signed_on": date(2026, 9, 1),
        "opening": Decimal("100.00"),
        "money_in": Decimal("0.00"),
        "money_out": -total(each.amount for each in lines),
        "closing": Decimal("100.00") + total(each.amount for each in lines),
        "statement_balance": None,
        "free_balance": Decimal("0.00"),
        "surplus": None,
        "income": (),
        "spending": (),
        "set_aside": (),
        "lines": lines,
    }
    return LockedFigures(**(given | more))  # type: ignore[arg-type]


def numbered(*lines: LockedLine) -> dict[int, LockedLine]:
    return {each.payment: each for each in lines}


def test_kept_figures_come_back_as_they_were() -> None:
    kept = figures(JULY, line(1), line(2, "25.37"), gaps=("A paper is missing.",))
    text = figures_to_json(kept)
    assert figures_from_json(text) == kept
    assert figures_to_json(figures_from_json(text)) == text
    with pytest.raises(DPManagerError, match="cannot be read"):
        figures_from_json(text[:-1])


def test_added_taken_out_and_changed_in_order_of_day() -> None:
    told = numbered(line(1), line(2, "-4.00", day=9), line(3, "-7.00", day=20))
    now = numbered(line(1), line(3, "-7.50", day=20), line(4, "-2.00", day=2))
    found = corrections_between(told, now)
    assert [(each.line.payment, str(each.difference)) for each in found] == [
        (4, "-2.00"),
        (2, "4.00"),
        (3, "-0.50"),
    ]


def test_another_category_is_a_correction_of_nothing_in_pounds() -> None:
    (found,) = corrections_between(numbered(line(1)), numbered(line(1, category="admin")))
    assert found.difference == 0


def test_a_statement_that_was_read_in_again_is_no_correction() -> None:
    """Its payments have other numbers, and are the same payments."""
    told = numbered(line(1), line(2), line(3, "-4.00"))
    now = numbered(line(11), line(12), line(13, "-5.00"))
    found = corrections_between(told, now)
    assert total(each.difference for each in found) == Decimal("-1.00")
    assert sorted(each.line.payment for each in found) == [3, 13]


def test_what_was_told_is_not_told_again() -> None:
    """August's return listed the correction of July; only a further one is new."""
    july = figures(JULY, line(1), line(2, "-4.00"))
    shown = corrections_between(numbered(*july.lines), numbered(line(1, "-11.00")))
    august = figures(AUGUST, line(5, month=8), corrections=shown)
    told = lines_as_told([july, august])
    assert told == numbered(line(1, "-11.00"), line(5, month=8))


def test_an_amended_return_takes_the_place_of_the_first() -> None:
    told = lines_as_told([figures(JULY, line(1), line(2)), figures(JULY, line(1, "-11.00"))])
    assert told == numbered(line(1, "-11.00"))


def test_a_correction_that_leaves_out_a_penny_is_found() -> None:
    carried = CarriedOn(
        period=JULY,
        signed_on=date(2026, 8, 2),
        closing=Decimal("86.00"),
        corrections=corrections_between(numbered(line(1)), numbered(line(1, "-12.00"))),
        other=Decimal("0.00"),
        between=Decimal("0.00"),
        comes_to=Decimal("84.00"),
    )
    assert carried.missing == 0
    assert replace(carried, comes_to=Decimal("84.01")).missing == Decimal("0.01")


@st.composite
def some_lines(draw: st.DrawFn) -> dict[int, LockedLine]:
    numbers = draw(st.lists(st.integers(1, 12), unique=True, max_size=8))
    lines = {}
    for number in numbers:
        amount = draw(PENNIES)
        day = JULY.start + timedelta(days=draw(st.integers(0, 3)))
        category = draw(st.sampled_from(["equipment", "admin"]))
        lines[number] = LockedLine(
            number, "Main", day, "Shop", amount, (LockedPart(amount, category),)
        )
    return lines


@given(some_lines(), some_lines())
def test_corrections_lead_from_what_was_signed_to_what_is(
    told: dict[int, LockedLine], now: dict[int, LockedLine]
) -> None:
    found = corrections_between(told, now)
    before = total(each.amount for each in told.values())
    after = total(each.amount for each in now.values())
    assert before + total(each.difference for each in found) == after
    assert corrections_between(now, now) == ()
    assert len(corrections_between(now, told)) == len(found)
