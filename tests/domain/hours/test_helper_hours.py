"""What is new in the hours of a helper, whatever order their states come in."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import permutations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.hours.helper_hours import (
    Found,
    HelperHours,
    News,
    latest,
    what_is_new,
)
from dpmanager.domain.hours.shifts import HourKind, Shift

DAY = date(2026, 4, 14)
NOW = datetime(2026, 4, 14, 18)
MORNING = Shift(DAY, time(9), time(12), HourKind.WEEKDAY)
LATER = replace(MORNING, end=time(13))
EVENING = Shift(DAY, time(18), time(20), HourKind.WEEKDAY)
ENTRY = HelperHours(str(UUID(int=7)), 1, MORNING, "Sam", NOW, NOW)
CHANGED = ENTRY.changed_to(LATER, NOW)
REMOVED = ENTRY.taken_out(NOW)

shifts = st.builds(
    Shift,
    st.just(DAY),
    st.sampled_from([time(hour) for hour in range(12)]),
    st.sampled_from([time(hour) for hour in range(12, 24)]),
    st.sampled_from([HourKind.WEEKDAY, HourKind.NIGHT]),
    note=st.sampled_from(["", "late bus"]),
)
states = st.builds(
    HelperHours,
    id=st.sampled_from([str(UUID(int=number)) for number in range(3)]),
    worker_id=st.integers(1, 2),
    shift=shifts,
    entered_by=st.just("Sam"),
    entered_at=st.just(NOW),
    changed_at=st.sampled_from([NOW, NOW + timedelta(hours=1)]),
    version=st.integers(1, 3),
    removed=st.booleans(),
)


@given(st.lists(states, max_size=8), st.randoms(use_true_random=False), st.integers(1, 3))
def test_the_last_states_are_the_same_for_any_order_and_any_repeats(
    found: list[HelperHours], random, times: int
) -> None:
    mixed = found * times
    random.shuffle(mixed)
    assert latest(mixed) == latest(found)
    assert latest(latest(found).values()) == latest(found)


@given(states, states)
def test_of_two_states_that_differ_one_is_newer(one: HelperHours, other: HelperHours) -> None:
    one, other = replace(one, id=ENTRY.id), replace(other, id=ENTRY.id)
    assert one.is_newer_than(other) + other.is_newer_than(one) == (one != other)


@given(states, shifts | st.none(), st.lists(shifts, max_size=3))
def test_what_was_taken_in_is_never_new_again(
    entry: HelperHours, own: Shift | None, others: list[Shift]
) -> None:
    assert what_is_new(entry, entry, own, others) == Found(News.NOTHING)


@given(states, states, shifts | st.none(), st.lists(shifts, max_size=3))
def test_nothing_here_is_overwritten_without_a_clash(
    entry: HelperHours, before: HelperHours, own: Shift | None, others: list[Shift]
) -> None:
    """Only hours that stand as the helper wrote them may change without a question."""
    found = what_is_new(entry, replace(before, id=entry.id), own, others)
    if found.news in (News.CHANGED, News.REMOVED):
        assert found.here == (before.shift,) == (own,)
    if found.news is News.NEW:
        assert not any(other.day == entry.shift.day for other in others)


def test_states_come_in_any_order() -> None:
    for order in permutations([ENTRY, CHANGED, CHANGED.taken_out(NOW)]):
        assert latest(order) == {ENTRY.id: CHANGED.taken_out(NOW)}


def test_hours_that_nobody_has_are_new() -> None:
    assert what_is_new(ENTRY, None, None, []) == Found(News.NEW)


def test_the_same_hours_typed_here_are_nothing_new() -> None:
    typed = replace(MORNING, note="typed", outcome="Swim")
    assert what_is_new(ENTRY, None, None, [typed]) == Found(News.NOTHING)


def test_other_hours_on_that_day_are_a_clash() -> None:
    assert what_is_new(ENTRY, None, None, [LATER]) == Found(News.CLASH, (LATER,))
    assert what_is_new(ENTRY, None, None, [EVENING]) == Found(News.CLASH, (EVENING,))


def test_a_night_that_runs_into_the_day_is_a_clash() -> None:
    night = Shift(DAY - timedelta(days=1), time(22), time(10), HourKind.NIGHT)
    assert what_is_new(ENTRY, None, None, [night]) == Found(News.CLASH, (night,))
    short = replace(night, end=time(7))
    assert what_is_new(ENTRY, None, None, [short]) == Found(News.NEW)


def test_a_change_of_hours_that_were_taken_in() -> None:
    assert what_is_new(CHANGED, ENTRY, MORNING, []) == Found(News.CHANGED, (MORNING,))
    assert what_is_new(CHANGED, ENTRY, EVENING, []) == Found(News.CLASH, (EVENING,))
    assert what_is_new(CHANGED, ENTRY, LATER, []) == Found(News.NOTHING)
    assert what_is_new(CHANGED, ENTRY, None, []) == Found(News.CLASH)  # it was taken out here


def test_a_change_there_and_back_is_nothing() -> None:
    back = CHANGED.changed_to(MORNING, NOW)
    assert what_is_new(back, ENTRY, EVENING, []) == Found(News.NOTHING)


def test_hours_that_the_helper_took_out() -> None:
    assert what_is_new(REMOVED, ENTRY, MORNING, []) == Found(News.REMOVED, (MORNING,))
    assert what_is_new(REMOVED, ENTRY, LATER, []) == Found(News.CLASH, (LATER,))
    assert what_is_new(REMOVED, ENTRY, None, []) == Found(News.NOTHING)
    assert what_is_new(REMOVED, None, None, [MORNING]) == Found(News.NOTHING)


def test_hours_that_come_back_are_new() -> None:
    back = REMOVED.changed_to(MORNING, NOW)
    assert what_is_new(back, REMOVED, None, []) == Found(News.NEW)
