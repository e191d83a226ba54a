"""Where the money went: every way to divide the spending adds up to what the ledger says."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import total
from dpmanager.domain.budget.spending_report import (
    NOT_SAID,
    By,
    LedgerPart,
    SpendingReport,
    report_spending,
)
from dpmanager.domain.budget.spent import GIVEN_BACK
from dpmanager.domain.periods import Period

DIRECTIONS = {
    "wages": "out",
    "agency": "out",
    "repaid_council": "out",
    "refund": "in",
    "dp_council": "in",
    "transfer": "transfer",
}
YEAR = Period(date(2026, 4, 6), date(2027, 4, 5))
TODAY = date(2026, 7, 2)


def part(
    amount: str, category: str = NOT_SAID, *, day: date = YEAR.start, **more: str
) -> LedgerPart:
    return LedgerPart(day, "Somebody", Decimal(amount), amount.startswith("-"), category, **more)


def report(*parts: LedgerPart, **agreed: str) -> SpendingReport:
    return report_spending(
        YEAR, TODAY, parts, DIRECTIONS, {name: Decimal(text) for name, text in agreed.items()}
    )


def lines(made: SpendingReport, by: By) -> list[tuple[str, str]]:
    return [(line.name, str(line.spent)) for line in made.by(by).lines]


def test_refunds_come_off_and_what_moved_or_went_back_is_left_out() -> None:
    made = report(
        part("-100.00", "agency"),
        part("19.00", "refund"),
        part("-50.00", "transfer"),
        part("50.00", "transfer"),
        part("-30.00", "repaid_council"),
        part("800.00", "dp_council"),
        part("-7.25"),
        part("3.00"),  # nobody has said that it is a refund
    )
    assert made.spent == Decimal("88.25")
    assert made.not_said == Decimal("7.25")
    assert lines(made, By.CATEGORY) == [
        ("agency", "100.00"),
        ("refund", "-19.00"),
        (NOT_SAID, "7.25"),
    ]
    ledger = made.ledger
    assert (ledger.went_out, ledger.moved) == (Decimal("187.25"), Decimal("50.00"))
    assert (ledger.given_back, ledger.came_back) == (Decimal("30.00"), Decimal("19.00"))
    assert [step.sum for step in made.steps] == [
        "£187.25",
        "£187.25 - £50.00 = £137.25",
        "£137.25 - £30.00 = £107.25",
        "£107.25 - £19.00 = £88.25",
        "£88.25",
    ]


def test_what_was_agreed_comes_first_and_what_is_not_said_last() -> None:
    made = report(
        part("-5.00", "wages"),
        part("-9.00", "agency", service_type="respite"),
        part("-1.00", "agency", service_type="equipment"),
        personal_care="400.00",
        respite="20.00",
    )
    assert [(line.name, line.agreed) for line in made.by(By.SERVICE).lines] == [
        ("personal_care", Decimal("400.00")),
        ("respite", Decimal("20.00")),
        ("equipment", Decimal("0.00")),
        (NOT_SAID, Decimal("0.00")),
    ]
    assert made.agreed == Decimal("420.00")
    assert {line.agreed for line in made.by(By.WORKER).lines} == {None}
    assert report().agreed is None


def test_every_month_so_far_has_its_line() -> None:
    made = report(
        part("-5.00", day=date(2026, 4, 30)), part("-7.00", day=date(2026, 6, 1)), part("-1.00")
    )
    assert lines(made, By.MONTH) == [
        ("2026-04", "6.00"),
        ("2026-05", "0.00"),
        ("2026-06", "7.00"),
        ("2026-07", "0.00"),
    ]


def test_a_period_that_is_still_to_come_has_nothing() -> None:
    made = report_spending(YEAR, date(2026, 1, 1), (), DIRECTIONS, {})
    assert (made.spent, lines(made, By.MONTH)) == (Decimal("0.00"), [("2026-04", "0.00")])


@pytest.mark.parametrize("by", list(By))
def test_there_is_a_breakdown_of_every_kind(by: By) -> None:
    assert report().by(by).by is by


@st.composite
def payments(draw: st.DrawFn) -> list[LedgerPart]:
    """Payments in or out, whole or in parts of any sign that add up to them."""
    made = []
    for _payment in range(draw(st.integers(0, 8))):
        day = YEAR.start + timedelta(days=draw(st.integers(0, (TODAY - YEAR.start).days)))
        pence = draw(st.lists(st.integers(-200_000, 200_000), min_size=1, max_size=4))
        went_out = sum(pence) < 0
        is_sorted = len(pence) > 1 or draw(st.booleans())
        for amount in pence:
            category = draw(st.sampled_from(sorted(DIRECTIONS))) if is_sorted else NOT_SAID
            made.append(
                LedgerPart(
                    day,
                    "Somebody",
                    Decimal(amount) / 100,
                    went_out,
                    category,
                    *(draw(st.sampled_from(["", "a", "b", "c"])) for _name in range(3)),
                )
            )
    return made


@given(payments())
def test_each_breakdown_adds_up_to_what_the_ledger_says(parts: list[LedgerPart]) -> None:
    made = report(*parts)
    spent = total(
        -one.amount
        for one in parts
        if (one.went_out and not one.category)
        or (DIRECTIONS.get(one.category) == "out" and one.category not in GIVEN_BACK)
        or one.category == "refund"
    )
    out = total(-one.amount for one in parts if one.went_out)
    assert made.ledger.went_out == out
    assert made.spent == spent == total(one.spent for one in made.parts)
    assert [breakdown.total for breakdown in made.breakdowns] == [spent] * len(By)
    for breakdown in made.breakdowns:
        names = [line.name for line in breakdown.lines]
        assert len(names) == len(set(names))
