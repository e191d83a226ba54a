from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.ni_letter import letter_changes, proposed_letter
from dpmanager.domain.pay.state_pension_age import state_pension_day
from dpmanager.domain.periods import Period
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.pay.state_pension import state_pension_ages


def propose(born, day, letter_now, **more):
    return proposed_letter(
        born,
        day,
        letter_now=letter_now,
        pension_day=state_pension_day(born, state_pension_ages()),
        **more,
    )


def changes(born, start, end, letter, **more):
    return letter_changes(
        born,
        Period(start, end),
        letter,
        pension_day=state_pension_day(born, state_pension_ages()),
        **more,
    )


def test_somebody_who_turns_21_in_the_month_has_no_letter_m_on_a_later_pay_day():
    # HMRC's reminder, https://www.moorepay.co.uk/payroll-legislation/category-m-national-insurance
    born = date(2005, 11, 12)
    assert propose(born, date(2026, 11, 11), "M") is None
    for pay_day in (date(2026, 11, 12), date(2026, 11, 30)):
        proposal = propose(born, pay_day, "M")
        assert (proposal.letter, proposal.from_day) == ("A", date(2026, 11, 12))
        assert "They are 21 from 12 November 2026" in proposal.reason


@pytest.mark.parametrize(
    ("born", "letter_now", "right", "from_day"),
    [
        # https://www.gov.uk/national-insurance-rates-letters/category-letters, on 1 January 2027
        (date(2011, 1, 2), "A", "X", date(2011, 1, 2)),
        (date(2011, 1, 1), "X", "M", date(2027, 1, 1)),
        (date(2007, 6, 1), "A", "M", date(2023, 6, 1)),
        (date(1990, 6, 1), "M", "A", date(2011, 6, 1)),
        (date(1990, 6, 1), "C", "A", date(2011, 6, 1)),
        (date(2002, 1, 1), "H", "A", date(2027, 1, 1)),
        (date(2006, 1, 1), "Z", "J", date(2027, 1, 1)),
        (date(1960, 8, 1), "A", "C", date(2026, 12, 1)),
        (date(1960, 8, 1), "B", "C", date(2026, 12, 1)),
        (date(1960, 8, 1), "V", "C", date(2026, 12, 1)),
        (date(1960, 8, 1), "J", "C", date(2026, 12, 1)),
    ],
)
def test_the_letter_of_an_age(born, letter_now, right, from_day):
    proposal = propose(born, date(2027, 1, 1), letter_now)
    assert (proposal.letter, proposal.from_day) == (right, from_day)


@pytest.mark.parametrize(
    ("born", "letter_now"),
    [
        (date(2011, 1, 2), "X"),
        (date(2006, 1, 2), "M"),
        (date(2006, 1, 2), "Z"),
        (date(2002, 1, 2), "H"),
        (date(1990, 6, 1), "A"),
        (date(1960, 9, 1), "A"),
        (date(1955, 6, 1), "C"),
        (date(2007, 6, 1), "V"),
        (date(2007, 6, 1), "J"),
        (date(1965, 6, 1), "B"),
        (date(2007, 6, 1), "F"),
        (date(1955, 6, 1), "S"),
    ],
)
def test_a_letter_that_is_right_or_not_of_age_is_kept(born, letter_now):
    assert propose(born, date(2027, 1, 1), letter_now) is None


def test_an_apprentice_has_h_until_25_even_under_21():
    born = date(2007, 6, 1)
    proposal = propose(born, date(2026, 6, 1), "M", is_apprentice=True)
    assert (proposal.letter, proposal.from_day) == ("H", date(2023, 6, 1))
    assert propose(born, date(2026, 6, 1), "M") is None


@pytest.mark.parametrize(("seen", "asks"), [(False, True), (True, False)])
def test_letter_c_needs_proof_of_age(seen, asks):
    proposal = propose(date(1960, 8, 1), date(2026, 12, 1), "A", has_proof_of_age=seen)
    assert proposal.needs_proof is asks
    assert ("birth certificate" in proposal.reason) is asks
    assert "State Pension age on 1 December 2026" in proposal.reason


def test_the_changes_of_a_period_are_those_of_its_days():
    born = date(2005, 11, 12)
    assert changes(born, date(2026, 10, 1), date(2026, 11, 11), "M") == ()
    (change,) = changes(born, date(2026, 11, 12), date(2026, 12, 31), "M")
    assert (change.letter, change.from_day) == ("A", date(2026, 11, 12))
    assert changes(born, date(2026, 11, 13), date(2026, 12, 31), "M") == ()


def test_a_working_life_from_15_brings_three_changes():
    born = date(2000, 2, 29)
    life = changes(born, date(2015, 6, 1), date(2069, 1, 1), "X")
    assert [(one.letter, one.from_day) for one in life] == [
        ("M", date(2016, 2, 29)),
        ("A", date(2021, 3, 1)),
        ("C", date(2068, 2, 29)),
    ]


def test_an_apprentice_changes_at_25_and_not_at_21():
    life = changes(date(2002, 5, 5), date(2020, 1, 1), date(2030, 1, 1), "H")
    assert [(one.letter, one.from_day) for one in life] == [("A", date(2027, 5, 5))]


@given(
    born=st.dates(date(1945, 1, 1), date(2012, 1, 1)),
    day=st.dates(date(2023, 4, 6), date(2027, 4, 5)),
    letter=st.sampled_from("AMHCXZJBV"),
)
def test_the_proposed_letter_is_in_use_right_at_once_and_started_by_then(born, day, letter):
    proposal = propose(born, day, letter)
    if proposal is None:
        return
    in_use = rates_for("2026-27").national_insurance.letters(date(2026, 6, 1))
    assert proposal.letter in in_use
    assert proposal.from_day <= day
    assert propose(born, day, proposal.letter) is None


@given(
    born=st.dates(date(1961, 1, 1), date(2008, 1, 1)),
    start=st.dates(date(2023, 1, 1), date(2050, 1, 1)),
)
def test_two_neighbouring_periods_have_the_changes_of_the_whole(born, start):
    middle, end = start + timedelta(days=400), start + timedelta(days=4000)
    first = propose(born, start, "A")
    letter = first.letter if first else "A"
    left = changes(born, start + timedelta(days=1), middle, letter)
    after = left[-1].letter if left else letter
    right = changes(born, middle + timedelta(days=1), end, after)
    assert left + right == changes(born, start + timedelta(days=1), end, letter)
