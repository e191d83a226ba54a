"""What is paid again and again, found in what was paid."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import total
from dpmanager.domain.budget.average_week import average_week, even_week, repeated
from dpmanager.domain.budget.habits import Habit, PaidOut, find_habits
from dpmanager.domain.hours.shifts import HourKind, Shift, worked_minutes
from dpmanager.domain.periods import Frequency, Period

KNOWN = date(2026, 9, 30)
LONG_AGO = date(2020, 1, 1)


def paid(
    day: date, amount: str = "20.00", payee: str = "club", category: str = "agency"
) -> PaidOut:
    return PaidOut(day, payee, payee.title(), category, "respite", Decimal(amount))


def only(*payments: PaidOut, first: date = LONG_AGO) -> Habit:
    (habit,) = find_habits(payments, first, KNOWN).found
    return habit


@pytest.mark.parametrize(
    ("days", "every", "then"),
    [
        # a standing order on the 28th; 28 June is a Sunday
        (("2026-06-29", "2026-07-28", "2026-08-28", "2026-09-28"), Frequency.MONTHLY, "2026-10-28"),
        (("2026-08-03", "2026-08-31", "2026-09-28"), Frequency.FOUR_WEEKLY, "2026-10-26"),
        (("2026-08-27", "2026-09-11", "2026-09-25"), Frequency.FORTNIGHTLY, "2026-10-09"),
        (("2026-09-11", "2026-09-18", "2026-09-24"), Frequency.WEEKLY, "2026-10-01"),
    ],
)  # fmt: skip
def test_payments_that_are_alike_far_apart_go_on(
    days: tuple[str, ...], every: Frequency, then: str
) -> None:
    dates = [date.fromisoformat(day) for day in days]
    habit = only(*(paid(day) for day in dates[:-1]), paid(dates[-1], "21.50"))
    assert (habit.every, habit.name, habit.each) == (every, "Club", Decimal("21.50"))
    assert next(habit.days(KNOWN, date(2027, 1, 1))) == date.fromisoformat(then)


def test_what_has_stopped_does_not_go_on() -> None:
    days = [date(2026, 4, 6) + timedelta(weeks=number) for number in range(10)]
    habits = find_habits(map(paid, days), LONG_AGO, KNOWN).found
    # it is not regular any more, and counts in the average of the half-year alone
    assert [habit.name for habit in habits] == [""]
    assert habits[0].each == Decimal("7.69")  # 10 x 20 ÷ 26


def test_now_and_then_is_an_average_week() -> None:
    habit = only(
        paid(date(2026, 9, 1), "10.00", "chemist"),
        paid(date(2026, 9, 2), "42.00", "taxi"),
        paid(date(2026, 3, 1), "99.00", "taxi"),  # more than 26 weeks ago
    )
    assert (habit.name, habit.category, habit.each) == ("", "agency", Decimal("2.00"))
    assert list(habit.days(KNOWN, date(2026, 10, 15))) == [date(2026, 10, 7), date(2026, 10, 14)]


def test_a_young_account_has_fewer_weeks_and_a_newborn_none() -> None:
    one = paid(date(2026, 9, 20), "30.00")
    assert only(one, first=KNOWN - timedelta(days=41)).each == Decimal("5.00")  # six weeks
    found = find_habits([one], KNOWN - timedelta(days=26), KNOWN)
    assert (found.found, found.weeks) == ((), ())


def test_insurance_comes_again_after_a_year() -> None:
    habit = only(paid(date(2026, 2, 10), "90.00", category="insurance"))
    assert list(habit.days(KNOWN, date(2029, 1, 1))) == [date(2027, 2, 10)]


def test_what_is_bought_once_is_no_habit_unless_it_is() -> None:
    bought = paid(date(2026, 8, 3), "900.00", category="equipment")
    assert find_habits([bought], LONG_AGO, KNOWN).found == ()
    months = [bought, *(paid(date(2026, month, 9), category="equipment") for month in (6, 9))]
    assert only(*months).each == Decimal("36.15")  # 940 ÷ 26


def test_the_weeks_of_what_was_bought_now_and_then() -> None:
    found = find_habits([paid(KNOWN), paid(KNOWN - timedelta(days=6), "1.00")], LONG_AGO, KNOWN)
    assert len(found.weeks) == 26
    assert found.weeks[-1] == Decimal("21.00")
    assert total(found.weeks) == Decimal("21.00")


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 9999), st.sampled_from("abc"))),
    st.integers(0, 400),
)
def test_no_habit_pays_before_the_days_that_are_known(
    payments: list[tuple[int, int, str]], age: int
) -> None:
    made = [
        paid(KNOWN - timedelta(days=days), str(Decimal(pence) / 100), payee)
        for days, pence, payee in payments
    ]
    for habit in find_habits(made, KNOWN - timedelta(days=age), KNOWN).found:
        assert all(day > KNOWN for day in habit.days(KNOWN, date(2027, 9, 30)))
        assert habit.each >= 0


def test_an_average_week_keeps_kinds_apart() -> None:
    monday = date(2026, 9, 7)
    two_weeks = [
        Shift(monday, time(9), time(12), HourKind.WEEKDAY),
        Shift(monday + timedelta(7), time(9), time(10), HourKind.HOLIDAY),
        Shift(monday, time(18), time(20), HourKind.NIGHT),
        Shift(monday + timedelta(1), time(22), time(7), HourKind.SLEEP_IN),
    ]
    week = average_week(two_weeks, 2)
    assert {shift.kind: worked_minutes(shift) for shift in week[0]} == {
        HourKind.WEEKDAY: 120,
        HourKind.NIGHT: 60,
    }
    assert [shift.kind for shift in week[1]] == [HourKind.SLEEP_IN]
    days = Period(date(2026, 10, 5), date(2026, 10, 18))
    assert sorted(shift.day.day for shift in repeated(week, days)) == [5, 5, 6, 12, 12, 13]


def test_agreed_hours_are_spread_over_the_working_days() -> None:
    days = Period(date(2026, 10, 5), date(2026, 10, 11))
    shifts = list(repeated(even_week(Decimal("12.5")), days))
    assert [worked_minutes(shift) for shift in shifts] == [150] * 5
    assert even_week(Decimal(0)) == {}
