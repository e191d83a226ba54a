from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.loan_notices import (
    LoanNotice,
    loan_in_force,
    plan_with_lowest_threshold,
)
from dpmanager.tasks.pay.rates import rates_for

LOANS = rates_for("2026-27").student_loans
DAY = date(2026, 9, 14)


def start(loan, day=DAY):
    return LoanNotice(day, loan, starts=True)


def stop(loan, day=DAY):
    return LoanNotice(day, loan, starts=False)


def repaid(pay_date, *notices, rates=LOANS):
    found = loan_in_force(notices, pay_date, rates)
    return found.plan, found.postgraduate


@pytest.mark.parametrize(
    ("pay_date", "plan"),
    [
        # SR 2009/128, regulation 45: the first pay date on or after the date; before the stop
        (date(2026, 9, 13), None),
        (date(2026, 9, 14), "2"),
        (date(2026, 12, 31), "2"),
        (date(2027, 1, 1), None),
        (date(2027, 4, 1), None),
    ],
)
def test_a_loan_is_repaid_from_its_start_until_its_stop(pay_date, plan):
    assert repaid(pay_date, stop("2", date(2027, 1, 1)), start("2")) == (plan, False)


def test_a_postgraduate_loan_starts_and_stops_beside_a_plan():
    notices = (start("1"), start("postgraduate", date(2026, 10, 1)))
    assert repaid(date(2026, 9, 30), *notices) == ("1", False)
    assert repaid(date(2026, 10, 1), *notices) == ("1", True)
    assert repaid(date(2026, 11, 1), *notices, stop("1", date(2026, 11, 1))) == (None, True)
    stopped = stop("postgraduate", date(2026, 11, 1))
    assert repaid(date(2026, 11, 1), *notices, stopped) == ("1", False)


def test_a_new_start_notice_takes_the_place_of_another_plan():
    # GOV.UK, guidance for employers: use the plan of the start notice you have just received
    changed = (start("1"), start("4", date(2026, 10, 1)))
    assert repaid(date(2026, 9, 30), *changed) == ("1", False)
    assert repaid(date(2026, 10, 1), *changed) == ("4", False)
    assert repaid(date(2026, 11, 1), *changed, stop("1", date(2026, 11, 1))) == ("4", False)


def test_of_several_plans_the_one_with_the_lowest_threshold_is_repaid():
    # https://gov.uk/new-employee/student-loans
    found = loan_in_force([start("4"), start("2"), start("1")], DAY, LOANS)
    assert found.plan == "1"
    assert [step.sum for step in found.steps] == [
        "plan 1: 26,900 a year",
        "repaid on pay days from 14 September 2026 on",
    ]


def test_plan_5_is_repaid_from_april_2026_and_leaves_an_earlier_plan_until_then():
    notices = (start("1", date(2025, 9, 1)), start("5", date(2026, 3, 1)))
    old = rates_for("2025-26").student_loans
    assert repaid(date(2026, 3, 31), *notices, rates=old) == ("1", False)
    assert repaid(date(2026, 4, 30), *notices) == ("5", False)


@pytest.mark.parametrize(
    ("tax_year", "plan"), [("2023-24", "1"), ("2024-25", "1"), ("2025-26", "1"), ("2026-27", "5")]
)
def test_a_starter_who_does_not_know_the_plan(tax_year, plan):
    # Plan 1 until 2025-26 (HMRC, CSLM10017), plan 5 from 2026-27 (bookkeepers.org.uk, 10374)
    assert plan_with_lowest_threshold(rates_for(tax_year).student_loans) == plan


def test_nothing_told_is_nothing_repaid():
    found = loan_in_force([], DAY, LOANS)
    assert (found.plan, found.postgraduate, found.steps) == (None, False, ())


@given(
    notices=st.lists(
        st.builds(
            LoanNotice,
            st.dates(date(2026, 4, 6), date(2026, 12, 31)),
            st.sampled_from(["1", "2", "4", "5", "postgraduate"]),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_stopping_everything_ends_every_loan(notices):
    last = date(2027, 1, 1)
    stops = [stop(loan, last) for loan in ("1", "2", "4", "5", "postgraduate")]
    assert repaid(last, *notices, *stops) == (None, False)
    assert repaid(last, *reversed(notices)) == repaid(last, *notices)
