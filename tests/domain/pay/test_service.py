from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.service import age_on, whole_months, whole_years
from dpmanager.errors import DPManagerError


@pytest.mark.parametrize(
    ("started", "last_day", "months"),
    [
        (date(2026, 1, 1), date(2026, 1, 30), 0),
        (date(2026, 1, 1), date(2026, 1, 31), 1),
        (date(2026, 1, 15), date(2026, 2, 13), 0),
        (date(2026, 1, 15), date(2026, 2, 14), 1),
        (date(2024, 4, 6), date(2026, 4, 5), 24),
        (date(2024, 4, 6), date(2026, 4, 4), 23),
        (date(2024, 2, 29), date(2025, 2, 27), 12),
    ],
)
def test_the_last_day_counts(started, last_day, months):
    assert whole_months(started, last_day) == months
    assert whole_years(started, last_day) == months // 12


def test_swapped_dates_are_refused():
    with pytest.raises(DPManagerError, match="ends on 1 May 2026, before it starts on 2 May 2026"):
        whole_years(date(2026, 5, 2), date(2026, 5, 1))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2004, 6, 1), date(2026, 5, 31), 21),
        (date(2004, 6, 1), date(2026, 6, 1), 22),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
    ],
)
def test_age(born, day, age):
    assert age_on(day, born) == age


@given(started=st.dates(date(1990, 1, 1), date(2026, 1, 1)), days=st.integers(0, 12000))
def test_a_longer_time_never_has_fewer_months(started, days):
    months = whole_months(started, started + timedelta(days=days))
    assert months <= whole_months(started, started + timedelta(days=days + 1)) <= months + 1
    assert 28 * months <= days + 1 < 31 * (months + 1)
