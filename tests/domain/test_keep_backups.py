from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.backups import DAYS, MONTHS, NEWEST, WEEKS, to_keep

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
times = st.sets(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: NOON - timedelta(minutes=minutes)),
    max_size=200,
)


def test_ten_of_one_day_and_the_last_of_the_day_before() -> None:
    today = {NOON - timedelta(minutes=10 * nth) for nth in range(10)}
    day_before = {NOON - timedelta(days=1, minutes=10 * nth) for nth in range(3)}
    assert to_keep(today | day_before) == today | {NOON - timedelta(days=1)}


def test_a_backup_a_day_for_three_years() -> None:
    daily = {NOON - timedelta(days=back) for back in range(3 * 365)}
    kept = to_keep(daily)
    assert {NOON - timedelta(days=back) for back in range(14)} <= kept
    # Sundays close the weeks: the last of the eight newest weeks began on 27 April.
    assert datetime(2026, 5, 3, 12, tzinfo=UTC) in kept
    assert datetime(2026, 5, 2, 12, tzinfo=UTC) not in kept
    # June 2026 and the 23 months before it.
    assert datetime(2024, 7, 31, 12, tzinfo=UTC) in kept
    assert min(kept) == datetime(2024, 7, 31, 12, tzinfo=UTC)


@given(times)
def test_the_newest_stay_and_what_is_kept_stays_kept(made: set[datetime]) -> None:
    kept = to_keep(made)
    assert kept <= made
    assert set(sorted(made)[-NEWEST:]) <= kept
    assert len(kept) <= NEWEST + DAYS + WEEKS + MONTHS
    assert to_keep(kept) == kept


@given(times)
def test_thinning_after_each_backup_is_the_same_as_thinning_once(made: set[datetime]) -> None:
    step_by_step: set[datetime] = set()
    for time in sorted(made):
        step_by_step = to_keep({*step_by_step, time})
    assert step_by_step == to_keep(made)
