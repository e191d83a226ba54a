"""What was due of the contribution, what was paid, and how far behind that is."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.contribution import due_outside, work_out_arrears

FIRST = date(2026, 4, 6)
DUE = [(FIRST + timedelta(weeks=4 * number), Decimal("232.80")) for number in range(3)]


def test_one_missed_and_one_paid_late() -> None:
    paid = [(date(2026, 4, 7), Decimal("232.80")), (date(2026, 6, 2), Decimal("232.80"))]
    found = work_out_arrears(DUE, paid, date(2026, 6, 10))
    assert [line.behind for line in found.lines] == [ZERO, Decimal("232.80"), Decimal("232.80")]
    assert (found.behind, found.since) == (Decimal("232.80"), date(2026, 6, 1))
    assert found.steps[-1].sum == "£698.40 - £465.60 = £232.80"


def test_paid_too_much_and_given_back() -> None:
    paid = [(FIRST, Decimal("300.00")), (date(2026, 4, 20), Decimal("-20.00"))]
    found = work_out_arrears(DUE[:1], paid, date(2026, 4, 30))
    assert (found.behind, found.since) == (Decimal("-47.20"), None)


def test_what_is_to_come_does_not_count() -> None:
    assert work_out_arrears(DUE, [], FIRST - timedelta(days=1)).behind == 0


MONEY = st.lists(
    st.tuples(
        st.dates(FIRST, FIRST + timedelta(days=400)),
        st.decimals(min_value=-500, max_value=500, places=2),
    ),
    max_size=20,
)


@given(MONEY, MONEY, st.integers(0, 400))
def test_behind_is_always_due_less_paid(
    due: list[tuple[date, Decimal]], paid: list[tuple[date, Decimal]], days: int
) -> None:
    due = [(day, abs(amount)) for day, amount in due]
    today = FIRST + timedelta(days=days)
    found = work_out_arrears(due, paid, today)
    assert found.behind == total(a for day, a in due if day <= today) - total(
        a for day, a in paid if day <= today
    )
    if found.lines:
        assert found.lines[-1].behind == found.behind
        assert (found.since is None) == (found.behind <= 0)


def test_outside_counts_from_the_first_that_was_written_down() -> None:
    june = date(2026, 6, 5)
    assert due_outside(DUE, []) == []
    assert due_outside(DUE, [(june, Decimal("232.80"))]) == DUE[2:]
    assert due_outside(DUE, [(june, Decimal(1)), (DUE[1][0], Decimal(1))]) == DUE[1:]
    assert due_outside(DUE, [(FIRST - timedelta(days=9), Decimal(1))]) == DUE


@given(MONEY, MONEY)
def test_what_counts_outside_is_the_end_of_what_is_due(
    due: list[tuple[date, Decimal]], paid: list[tuple[date, Decimal]]
) -> None:
    """An older payment that is written down can only add to it."""
    owed = sorted(one for one in due if one[1])
    found = due_outside(due, paid)
    assert found == owed[len(owed) - len(found) :]
    earlier = due_outside(due, [*paid, (FIRST - timedelta(days=1), Decimal(1))])
    assert earlier == owed
    first = min((day for day, _amount in paid), default=None)
    if first is not None:
        assert all(one in found for one in owed if one[0] >= first)
