"""Whether what should come did come. The household and its sums are made up by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import total
from dpmanager.domain.budget.payments_board import (
    BoardLine,
    CameIn,
    ExpectedIn,
    InState,
    due_by,
    make_board,
)
from dpmanager.domain.hours.bank_holidays import bank_holidays

DAY = date(2026, 11, 3)
MONTHS = [DAY + timedelta(weeks=4 * number) for number in range(4)]
TODAY = date(2027, 1, 4)


def should_come(day: date = DAY, amount: str = "1440.00", **more: object) -> ExpectedIn:
    key = f"{day}{more.get('what_for', '')}"
    return ExpectedIn(key, 1, "Devon", day, day, Decimal(amount), timedelta(days=14), **more)


def came(day: date = DAY, amount: str = "1440.00", number: int = 1, **more: object) -> CameIn:
    return CameIn(number, day, Decimal(amount), frozenset({1}), **more)


def one_line(
    expected: ExpectedIn, *lines: CameIn, today: date = TODAY, known: date | None = TODAY
) -> BoardLine:
    (line,) = make_board([expected], lines, today, known).lines
    return line


@pytest.mark.parametrize(
    ("amounts", "state", "difference"),
    [
        (["1440.00"], InState.CAME, "0.00"),
        (["1440.01"], InState.CAME, "0.01"),
        (["1400.00"], InState.SHORT, "-40.00"),
        (["1500.00"], InState.OVER, "60.00"),
        (["1400.00", "40.00"], InState.CAME, "0.00"),
    ],
)
def test_how_much_came(amounts: list[str], state: InState, difference: str) -> None:
    lines = [came(amount=amount, number=number) for number, amount in enumerate(amounts)]
    line = one_line(should_come(), *lines)
    assert (line.state, line.difference) == (state, Decimal(difference))
    assert line.missing == (Decimal(40) if state is InState.SHORT else 0)


@pytest.mark.parametrize(
    ("today", "known", "state"),
    [
        (date(2026, 11, 2), None, InState.TO_COME),
        (date(2026, 11, 6), date(2026, 11, 6), InState.TO_COME),
        (date(2026, 11, 7), date(2026, 11, 6), InState.LATE),
        (date(2026, 11, 7), date(2026, 11, 5), InState.NOT_KNOWN),
        (date(2026, 11, 7), None, InState.NOT_KNOWN),
    ],
)
def test_a_payment_is_late_after_three_days_if_a_statement_could_show_it(
    today: date, known: date | None, state: InState
) -> None:
    assert one_line(should_come(), today=today, known=known).state is state


def test_on_a_bank_holiday_it_comes_on_the_next_working_day() -> None:
    # 25 December 2026 is a Friday; Boxing Day, a Saturday, is kept on Monday the 28th.
    closed = bank_holidays("england", [2026])
    assert due_by(date(2026, 12, 25), closed) == date(2026, 12, 29)
    assert due_by(date(2026, 12, 29), closed) == date(2026, 12, 29)
    assert due_by(date(2026, 11, 7), closed) == date(2026, 11, 9)


def test_each_payment_finds_its_own_though_one_is_missing() -> None:
    lines = [came(MONTHS[0], number=1), came(MONTHS[2] + timedelta(days=2), number=2)]
    board = make_board(map(should_come, MONTHS), lines, TODAY, TODAY)
    assert [line.state for line in board.lines] == [
        InState.CAME, InState.LATE, InState.CAME, InState.TO_COME,
    ]  # fmt: skip


def test_one_that_comes_weeks_late_is_still_known_by_its_amount() -> None:
    lines = [came(MONTHS[1] - timedelta(days=8), number=1), came(MONTHS[1], number=2)]
    board = make_board(map(should_come, MONTHS[:2]), lines, TODAY, TODAY)
    assert [[one.id for one in line.came] for line in board.lines] == [[1], [2]]


def test_a_payment_that_comes_once_is_told_from_the_others() -> None:
    once = should_come(DAY, "300.00", what_for="A hoist")
    lines = [came(number=1), came(amount="300.00", number=2, is_once=True)]
    board = make_board([should_come(), once], lines, TODAY, TODAY)
    found = {line.expected.what_for: [one.id for one in line.came] for line in board.lines}
    assert found == {"": [1], "A hoist": [2]}


def test_what_belongs_to_nothing_stands_apart() -> None:
    board = make_board([should_come()], [came(DAY - timedelta(days=20), "70.00")], TODAY, TODAY)
    assert [one.amount for one in board.others] == [70]
    assert board.lines[0].state is InState.LATE


def test_what_nobody_has_sorted_counts_by_its_amount_alone() -> None:
    assert one_line(should_come(), came(is_sorted=False)).state is InState.CAME
    unsorted = make_board([should_come()], [came(amount="9.00", is_sorted=False)], TODAY, TODAY)
    assert unsorted.lines[0].state is InState.LATE
    assert not unsorted.others


def test_a_payment_that_fills_up_is_never_short() -> None:
    fills_up = should_come(is_fixed=False)
    line = one_line(fills_up, came(amount="1000.00"))
    assert (line.state, line.difference, line.missing) == (InState.CAME, None, 0)
    nothing = one_line(should_come(amount="0.00", is_fixed=False))
    assert nothing.state is InState.NOTHING_DUE


LINES = st.lists(
    st.tuples(st.integers(-60, 150), st.integers(-200_00, 3000_00), st.booleans()), max_size=12
)


@given(LINES)
def test_nothing_that_came_is_lost_or_counted_twice(
    drawn: list[tuple[int, int, bool]],
) -> None:
    lines = [
        CameIn(
            number, DAY + timedelta(days=days), Decimal(pence) / 100, frozenset({1}), is_once=once
        )
        for number, (days, pence, once) in enumerate(drawn)
    ]
    board = make_board(map(should_come, MONTHS), lines, TODAY, TODAY)
    found = [one for line in board.lines for one in line.came] + list(board.others)
    assert sorted(one.id for one in found) == list(range(len(lines)))
    assert total(one.amount for one in found) == total(line.amount for line in lines)
