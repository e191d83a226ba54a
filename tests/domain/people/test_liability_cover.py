from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.people.insurance import (
    AtWork,
    Cover,
    CoverState,
    days_not_insured,
    liability_cover,
)
from dpmanager.domain.people.relatives import Relation
from dpmanager.domain.periods import Period

TODAY = date(2026, 11, 27)
ADA = AtWork(date(2026, 4, 6), None)
YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))


def test_it_is_needed_from_the_first_day_and_said_30_days_before():
    soon = AtWork(TODAY + timedelta(days=30), None)
    later = AtWork(TODAY + timedelta(days=31), None)
    assert liability_cover([soon], [], TODAY) == Cover(CoverState.MISSING, soon.start)
    assert liability_cover([later], [], TODAY) == Cover(CoverState.NOT_NEEDED)
    assert liability_cover([ADA], [], TODAY) == Cover(CoverState.MISSING, TODAY)


def test_a_policy_is_in_force_to_its_last_day_and_said_30_days_before():
    last = YEAR.end
    for day, state in (
        (last - timedelta(days=31), CoverState.IN_FORCE),
        (last - timedelta(days=30), CoverState.RUNS_OUT),
        (last, CoverState.RUNS_OUT),
    ):
        assert liability_cover([ADA], [YEAR], day) == Cover(state, last)
    after = last + timedelta(days=1)
    assert liability_cover([ADA], [YEAR], after) == Cover(CoverState.MISSING, after)


def test_a_renewal_without_a_gap_goes_on():
    renewed = Period(date(2027, 4, 1), date(2028, 3, 31))
    with_gap = Period(date(2027, 4, 2), date(2028, 3, 31))
    day = date(2027, 3, 20)
    assert liability_cover([ADA], [renewed, YEAR], day) == Cover(
        CoverState.IN_FORCE, date(2028, 3, 31)
    )
    assert liability_cover([ADA], [YEAR, with_gap], day) == Cover(CoverState.RUNS_OUT, YEAR.end)


def test_nobody_insures_after_the_last_worker_has_left():
    gone = AtWork(date(2026, 4, 6), TODAY - timedelta(days=1))
    leaving = AtWork(date(2026, 4, 6), date(2027, 3, 31))
    assert liability_cover([gone], [], TODAY) == Cover(CoverState.NOT_NEEDED)
    assert liability_cover([leaving], [YEAR], date(2027, 3, 20)).state is CoverState.IN_FORCE


@pytest.mark.parametrize(
    ("relation", "needed"),
    [
        # GOV.UK's list: husband, wife, parents, children, brothers, sisters, grandparents ...
        (Relation.SPOUSE, False),
        (Relation.SIBLING, False),
        (Relation.GRANDCHILD, False),
        # not on it
        (Relation.COUSIN, True),
        (Relation.PARTNER, True),
        (Relation.NONE, True),
    ],
)
def test_close_family_alone_needs_no_insurance(relation, needed):
    family = AtWork(date(2026, 4, 6), None, relation)
    state = liability_cover([family], [], TODAY).state
    assert state is (CoverState.MISSING if needed else CoverState.NOT_NEEDED)
    assert liability_cover([family, ADA], [], TODAY).state is CoverState.MISSING


@given(
    st.lists(
        st.tuples(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 400)), max_size=5
    )
)
def test_it_is_missing_exactly_when_no_policy_holds_today(policies):
    periods = [Period(start, start + timedelta(days=days)) for start, days in policies]
    state = liability_cover([ADA], periods, TODAY).state
    assert (state is CoverState.MISSING) == (
        not any(period.start <= TODAY <= period.end for period in periods)
    )


def test_the_days_of_a_period_without_a_policy_are_named_in_stretches() -> None:
    """Somebody works from 10 April to 20 June; two policies leave May and the end open."""
    worker = AtWork(date(2026, 4, 10), date(2026, 6, 20))
    policies = [
        Period(date(2026, 4, 1), date(2026, 4, 30)),
        Period(date(2026, 6, 1), date(2026, 6, 15)),
    ]
    spring = Period(date(2026, 4, 1), date(2026, 6, 30))
    assert days_not_insured([worker], policies, spring) == (
        Period(date(2026, 5, 1), date(2026, 5, 31)),
        Period(date(2026, 6, 16), date(2026, 6, 20)),
    )
    family = AtWork(date(2026, 4, 10), None, Relation.PARENT)
    assert days_not_insured([family], [], spring) == ()
