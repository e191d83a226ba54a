from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.notice import notice_pay, notice_weeks


@pytest.mark.parametrize(
    ("started", "day", "employer", "worker"),
    [
        # Employment Rights Act 1996, section 86(1) and (2)
        (date(2026, 6, 1), date(2026, 6, 29), 0, 0),
        (date(2026, 6, 1), date(2026, 6, 30), 1, 1),
        (date(2024, 7, 1), date(2026, 6, 29), 1, 1),
        (date(2024, 7, 1), date(2026, 6, 30), 2, 1),
        (date(2021, 1, 1), date(2026, 6, 30), 5, 1),
        (date(2014, 7, 2), date(2026, 6, 30), 11, 1),
        (date(2014, 7, 1), date(2026, 6, 30), 12, 1),
        (date(2000, 1, 1), date(2026, 6, 30), 12, 1),
    ],
)
def test_weeks_of_notice(started, day, employer, worker):
    notice = notice_weeks(started, day)
    assert (notice.from_employer, notice.from_worker) == (employer, worker)


def test_the_steps_say_how_long_somebody_worked_and_the_law():
    steps = notice_weeks(date(2021, 1, 1), date(2026, 6, 30)).steps
    assert steps[0].sum == "full years: 5; further full months: 6"
    assert [step.sum for step in steps[1:]] == ["5", "1"]
    assert all("section 86" in step.source for step in steps[1:])


def test_pay_in_place_of_notice():
    pay = notice_pay(Decimal(5), Decimal("152.52"))
    assert str(pay.amount) == "762.60"
    assert pay.steps[0].sum == "5 x 152.52 = 762.60"
    # half a penny goes up
    assert str(notice_pay(Decimal("0.5"), Decimal("152.53")).amount) == "76.27"


@given(started=st.dates(date(1990, 1, 1), date(2020, 1, 1)), days=st.integers(0, 15000))
def test_notice_grows_with_time_by_no_more_than_a_week_a_year(started, days):
    first = notice_weeks(started, date.fromordinal(started.toordinal() + days))
    later = notice_weeks(started, date.fromordinal(started.toordinal() + days + 365))
    assert 0 <= later.from_employer - first.from_employer <= 1
    assert first.from_worker <= first.from_employer <= 12
