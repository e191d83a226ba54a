from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.ages import day_of_age
from dpmanager.domain.pay.state_pension_age import StatePensionAges, state_pension_day
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.state_pension import state_pension_ages

AGES = state_pension_ages()


@pytest.mark.parametrize(
    ("born", "reached"),
    [
        # GOV.UK, smart-answers, test/unit/state_pension_date_query_test.rb
        (date(1953, 12, 5), date(2018, 12, 5)),
        (date(1954, 9, 6), date(2020, 9, 6)),
        (date(1954, 10, 5), date(2020, 9, 6)),
        (date(1954, 10, 6), date(2020, 10, 6)),
        (date(1960, 4, 5), date(2026, 4, 5)),
        (date(1977, 5, 5), date(2044, 5, 6)),
        (date(1977, 5, 6), date(2044, 7, 6)),
        (date(1978, 4, 5), date(2046, 3, 6)),
        # GOV.UK, smart-answers, test/unit/calculators/state_pension_age_calculator_test.rb
        (date(1960, 4, 6), date(2026, 5, 6)),
        (date(1960, 5, 20), date(2026, 7, 20)),
        (date(1960, 7, 1), date(2026, 10, 1)),
        (date(1960, 12, 8), date(2027, 9, 8)),
        (date(1961, 2, 28), date(2028, 1, 28)),
        (date(1980, 2, 28), date(2048, 2, 28)),
        (date(1980, 2, 29), date(2048, 2, 29)),
        (date(1981, 3, 1), date(2049, 3, 1)),
        # DG_192159: where the month is too short, its last day
        (date(1960, 7, 31), date(2026, 11, 30)),
        (date(1960, 12, 31), date(2027, 9, 30)),
        (date(1961, 1, 31), date(2027, 11, 30)),
        # the rows on both sides of a step
        (date(1961, 3, 5), date(2028, 2, 5)),
        (date(1961, 3, 6), date(2028, 3, 6)),
        (date(1977, 4, 5), date(2044, 4, 5)),
        (date(1977, 4, 6), date(2044, 5, 6)),
        (date(1978, 4, 6), date(2046, 4, 6)),
        # 29 February, and no such day in the year
        (date(1960, 2, 29), date(2026, 3, 1)),
        (date(1964, 2, 29), date(2031, 3, 1)),
    ],
)
def test_the_day_of_state_pension_age(born, reached):
    assert state_pension_day(born, AGES) == reached


@given(born=st.dates(date(1930, 1, 1), date(2010, 1, 1)), later=st.integers(1, 3000))
def test_nobody_reaches_it_before_somebody_older(born, later):
    younger = born + timedelta(days=later)
    assert state_pension_day(born, AGES) <= state_pension_day(younger, AGES)


@given(born=st.dates(date(1953, 12, 6), date(2010, 1, 1)))
def test_it_lies_between_65_and_68_years(born):
    reached = state_pension_day(born, AGES)
    assert day_of_age(born, 65) < reached <= day_of_age(born, 68)


def test_a_birth_before_all_rows_is_refused_by_its_date():
    with pytest.raises(DPManagerError, match="1 January 1880"):
        state_pension_day(date(1880, 1, 1), AGES)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([{"born_from": "1960-01-01"}], "either `years` or `day`"),
        ([{"born_from": "1960-01-01", "years": 66, "day": "2026-01-01"}], "either `years`"),
        (
            [
                {"born_from": "1960-01-01", "years": 66},
                {"born_from": "1959-01-01", "years": 66},
            ],
            "1959-01-01 must stand further up",
        ),
    ],
)
def test_a_wrong_table_names_its_fault(rows, fault):
    table = {"births": rows, "source": ["invented"], "verified": False}
    with pytest.raises(msgspec.ValidationError, match=fault):
        msgspec.convert(table, StatePensionAges, strict=False)


@given(born=st.dates(date(1930, 1, 1), date(2000, 1, 1)), years=st.integers(0, 90))
def test_a_birthday_is_the_first_day_of_the_new_age(born, years):
    day = day_of_age(born, years)
    before = day - timedelta(days=1)

    def age_on(one):
        return one.year - born.year - ((one.month, one.day) < (born.month, born.day))

    assert (age_on(before), age_on(day)) == (years - 1, years)
