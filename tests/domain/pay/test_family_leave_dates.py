from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.family_leave_dates import (
    EVENTS,
    FamilyEvent,
    FamilyLeave,
    FamilyPayKind,
    name_of_pay,
    relevant_dates,
    week_of,
)
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError


def maternity(due: date, born: date | None = None) -> FamilyLeave:
    return FamilyLeave(FamilyPayKind.MATERNITY, FamilyEvent.DUE, due, due, born=born)


@pytest.mark.parametrize(
    ("due", "expected_week", "qualifying_week", "latest_start", "earliest_leave"),
    [
        ("2012-04-09", "2012-04-08", "2011-12-25", "2011-07-09", "2012-01-22"),
        ("2012-07-18", "2012-07-15", "2012-04-01", "2011-10-15", "2012-04-29"),
        ("2012-09-14", "2012-09-09", "2012-05-27", "2011-12-10", "2012-06-24"),
    ],
)
def test_the_days_before_a_birth_are_those_of_gov_uk(
    due, expected_week, qualifying_week, latest_start, earliest_leave
):
    # GOV.UK maternity pay calculator (alphagov/smart-answers), "qualifying_week tests"
    day = date.fromisoformat
    dates = relevant_dates(maternity(day(due)))
    sunday = day(qualifying_week)
    assert week_of(day(due)).start == day(expected_week)
    assert dates.relevant_week == Period(sunday, sunday + timedelta(days=6))
    assert dates.latest_employment_start == day(latest_start)
    assert dates.earliest_leave == day(earliest_leave)
    assert dates.earnings_before == sunday + timedelta(days=7)
    assert dates.limit_day == sunday + timedelta(days=6)


@pytest.mark.parametrize(
    ("matched", "matching_week", "latest_start"),
    [
        # GOV.UK adoption pay calculator: "adoption employment start tests"
        ("2012-05-28", "2012-05-27", "2011-12-10"),
        ("2012-07-18", "2012-07-15", "2012-01-28"),
        # "adoption matching week start": 25 weeks before the Saturday, worked by hand
        ("2017-03-25", "2017-03-19", "2016-10-01"),
        ("2017-03-26", "2017-03-26", "2016-10-08"),
    ],
)
@pytest.mark.parametrize("kind", [FamilyPayKind.ADOPTION, FamilyPayKind.PATERNITY])
def test_the_matching_week_is_that_of_gov_uk(matched, matching_week, latest_start, kind):
    day = date.fromisoformat
    leave = FamilyLeave(kind, FamilyEvent.MATCHED, day(matched), day(matched))
    dates = relevant_dates(leave)
    assert dates.relevant_week.start == day(matching_week)
    assert dates.latest_employment_start == day(latest_start)
    assert dates.earliest_leave is None


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        (FamilyPayKind.BEREAVEMENT, FamilyEvent.DEATH),
        (FamilyPayKind.NEONATAL, FamilyEvent.CARE),
    ],
)
@pytest.mark.parametrize("day", [date(2026, 5, 10), date(2026, 5, 16)])  # Sunday, Saturday
def test_the_week_before_decides_after_a_death_and_for_neonatal_care(kind, event, day):
    dates = relevant_dates(FamilyLeave(kind, event, day, day))
    assert dates.relevant_week == Period(date(2026, 5, 3), date(2026, 5, 9))
    assert dates.earnings_before == date(2026, 5, 10)
    assert dates.steps[0].sum == "3 May 2026 to 9 May 2026"


def test_a_parent_with_maternity_or_paternity_pay_has_the_same_week_for_neonatal_care():
    # Acas, neonatal care pay: the relevant week is that of the other pay
    due = date(2026, 9, 14)
    leave = FamilyLeave(FamilyPayKind.NEONATAL, FamilyEvent.DUE, due, due)
    assert relevant_dates(leave).relevant_week == relevant_dates(maternity(due)).relevant_week


@pytest.mark.parametrize(
    ("born", "earnings_before"),
    [
        (date(2012, 5, 20), date(2012, 5, 20)),  # a Sunday: the week before ends on the 19th
        (date(2012, 6, 2), date(2012, 5, 27)),  # the last day of the qualifying week
        (date(2012, 6, 3), date(2012, 6, 3)),  # the day after it: the ordinary rule
        (None, date(2012, 6, 3)),
    ],
)
def test_of_a_baby_born_very_early_the_earnings_before_the_birth_count(born, earnings_before):
    # GOV.UK, work out your employee's payments: "babies born before or during the qualifying week"
    dates = relevant_dates(maternity(date(2012, 9, 14), born))
    assert dates.earnings_before == earnings_before
    assert dates.limit_day == earnings_before - timedelta(days=1)
    assert dates.latest_employment_start == date(2011, 12, 10)


def test_maternity_pay_of_an_early_birth_starts_on_the_day_after_it():
    born = date(2012, 6, 2)
    assert relevant_dates(maternity(date(2012, 9, 14), born)).earliest_leave == date(2012, 6, 3)


@pytest.mark.parametrize(
    ("matched", "tax_year"),
    [
        (date(2026, 4, 5), "2024-25"),  # the week's Sunday is still in 2025-26
        (date(2026, 4, 11), "2024-25"),
        (date(2026, 4, 12), "2025-26"),
    ],
)
def test_relief_goes_by_the_last_complete_tax_year_before_the_week(matched, tax_year):
    leave = FamilyLeave(FamilyPayKind.ADOPTION, FamilyEvent.MATCHED, matched, matched)
    assert relevant_dates(leave).relief_tax_year == tax_year


def test_each_kind_has_its_events_alone():
    day = date(2026, 5, 10)
    for kind in FamilyPayKind:
        for event in FamilyEvent:
            if event in EVENTS[kind]:
                assert relevant_dates(FamilyLeave(kind, event, day, day)).steps
            else:
                with pytest.raises(DPManagerError, match="Choose another day"):
                    FamilyLeave(kind, event, day, day)


def test_days_of_leave_that_are_swapped_are_refused():
    with pytest.raises(DPManagerError, match="10 May 2026 and 9 May 2026"):
        FamilyLeave(
            FamilyPayKind.MATERNITY,
            FamilyEvent.DUE,
            date(2026, 5, 10),
            date(2026, 5, 10),
            date(2026, 5, 9),
        )


def test_each_kind_has_its_name_and_its_line_on_a_payslip():
    assert len({name_of_pay(kind) for kind in FamilyPayKind}) == len(FamilyPayKind)
    assert {ExtraKind(f"{kind}_pay") for kind in FamilyPayKind} <= set(ExtraKind)


@given(day=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_week_is_seven_days_from_sunday_and_holds_its_day(day):
    week = week_of(day)
    assert day in week
    assert (week.days, week.start.isoweekday()) == (7, 7)
