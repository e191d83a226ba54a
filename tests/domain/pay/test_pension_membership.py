from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.pension_membership import (
    PensionEvent,
    PensionEventKind,
    PensionState,
    Standing,
    TakenFromPay,
    last_day_of_months,
    refund_at_opt_out,
    refuse_impossible,
    standing,
)
from dpmanager.errors import DPManagerError

START = date(2026, 10, 5)


def event(day: date, kind: str, until: date | None = None) -> PensionEvent:
    return PensionEvent(day, PensionEventKind(kind), until)


def taken(day: date, amount: str, before_tax: str = "0.00") -> TakenFromPay:
    return TakenFromPay(day, Decimal(amount), Decimal(before_tax))


ENROLLED = [event(START, "enrolled"), event(date(2026, 10, 20), "written")]


def test_nobody_is_in_the_pension_before_something_happened():
    assert standing([], START) == Standing()
    assert standing(ENROLLED, date(2026, 10, 4)).state is PensionState.OUTSIDE


@pytest.mark.parametrize(
    ("entry", "employer_pays"), [("enrolled", True), ("opted_in", True), ("joined", False)]
)
def test_a_member_pays_in_and_the_employer_too_unless_the_worker_joined(entry, employer_pays):
    now = standing([event(START, entry)], START)
    assert now.contributes
    assert now.employer_pays is employer_pays


@pytest.mark.parametrize("end", ["opted_out", "left"])
def test_from_the_day_of_leaving_nothing_is_paid_in(end):
    gone = [*ENROLLED, event(date(2026, 10, 25), end)]
    assert standing(gone, date(2026, 10, 24)).contributes
    now = standing(gone, date(2026, 10, 25))
    assert (now.state, now.contributes, now.employer_pays) == (end, False, False)


def test_a_postponement_ends_on_its_last_day_when_the_worker_is_looked_at_again():
    put_off = [event(START, "postponed", date(2027, 1, 5)), event(START, "written")]
    assert standing(put_off, date(2027, 1, 4)).state is PensionState.POSTPONED
    now = standing(put_off, date(2027, 1, 5))
    assert now.state is PensionState.OUTSIDE
    assert (now.postponed_until, now.written_on) == (date(2027, 1, 5), START)


def test_the_opt_out_month_runs_from_the_later_of_entry_and_letter():
    # SI 2010/772 regulation 9(2): one month beginning with the later of the two days
    period = standing(ENROLLED, date(2026, 10, 20)).opt_out_period
    assert period is not None
    assert (period.start, period.end) == (date(2026, 10, 20), date(2026, 11, 19))
    assert standing(ENROLLED[:1], START).opt_out_period is None
    joined = [event(START, "joined"), event(START, "written")]
    assert standing(joined, START).opt_out_period is None


def test_a_re_enrolled_worker_gets_a_new_letter_and_a_new_month():
    again = [*ENROLLED, event(date(2026, 11, 2), "opted_out"), event(date(2029, 10, 5), "enrolled")]
    now = standing(again, date(2029, 10, 5))
    assert (now.state, now.since, now.written_on) == ("member", date(2029, 10, 5), None)


@given(st.dates(date(2012, 1, 1), date(2100, 1, 1)), st.integers(1, 40))
def test_periods_of_months_follow_one_another_without_gap(first_day, months):
    end = last_day_of_months(first_day, months)
    following = end + timedelta(days=1)
    assert following.day == first_day.day or (following.day == 1 and end.day < first_day.day)


def test_a_month_from_the_31st_ends_with_a_shorter_month():
    # Dodds v Walker [1981]: no corresponding day, so the last day of the month
    assert last_day_of_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert last_day_of_months(date(2026, 1, 28), 1) == date(2026, 2, 27)


PUT_OFF = [event(START, "postponed", date(2027, 1, 5))]


@pytest.mark.parametrize(
    ("before", "new", "words"),
    [
        ([], event(START, "postponed"), "5 January 2027 at most"),
        ([], event(START, "postponed", START), "from 6 October 2026"),
        ([], event(START, "postponed", date(2027, 1, 6)), "5 January 2027 at most"),
        (PUT_OFF, event(date(2026, 11, 1), "postponed", date(2026, 12, 1)), "only once"),
        (PUT_OFF, event(date(2027, 1, 5), "postponed", date(2027, 2, 5)), "put off again"),
        (ENROLLED, event(date(2026, 11, 1), "postponed", date(2026, 12, 1)), "never in"),
        (ENROLLED, event(date(2026, 11, 1), "opted_in"), "in the pension already"),
        ([event(START, "joined")], event(START, "joined"), "in the pension already"),
        ([], event(START, "opted_out"), "not in the pension"),
        ([], event(START, "left"), "not in the pension"),
        ([event(START, "joined")], event(START, "opted_out"), "cannot opt out"),
        (ENROLLED, event(date(2026, 12, 1), "opted_out"), "over on 19 November 2026"),
        (ENROLLED, event(date(2026, 10, 19), "left"), "recorded already, on 20 October 2026"),
        (ENROLLED, event(date(2026, 10, 21), "refunded"), "who opted out"),
    ],
)
def test_what_cannot_have_happened_is_refused(before, new, words):
    with pytest.raises(DPManagerError, match=words):
        refuse_impossible(before, new)


@pytest.mark.parametrize(
    ("before", "new"),
    [
        ([], event(START, "postponed", date(2027, 1, 5))),
        (PUT_OFF, event(date(2026, 11, 1), "opted_in")),
        (PUT_OFF, event(date(2027, 1, 5), "enrolled")),
        (PUT_OFF, event(date(2027, 3, 1), "postponed", date(2027, 6, 1))),
        (ENROLLED[:1], event(date(2026, 12, 20), "opted_out")),
        (ENROLLED, event(date(2026, 11, 30), "opted_out")),  # six weeks after a wrong form
        (ENROLLED, event(date(2028, 1, 1), "left")),
        ([event(START, "joined")], event(date(2026, 11, 1), "enrolled")),
        ([*ENROLLED, event(date(2026, 11, 1), "opted_out")], event(date(2029, 10, 5), "enrolled")),
        ([*ENROLLED, event(date(2026, 11, 1), "opted_out")], event(date(2026, 11, 9), "refunded")),
    ],
)
def test_what_can_happen_is_let_be(before, new):
    refuse_impossible(before, new)


def test_a_worker_who_opts_out_gets_back_what_was_taken_since_the_enrolment():
    # 1,300.00 a month with relief at source: 31.20 each time
    made = refund_at_opt_out(
        [
            taken(date(2026, 9, 30), "12.00"),
            taken(date(2026, 11, 30), "31.20"),
            taken(date(2026, 10, 31), "31.20"),
        ],
        START,
    )
    assert str(made.amount) == "62.40"
    assert str(made.taxable) == "0.00"
    assert [step.sum for step in made.steps] == ["31.20", "31.20", "31.20 + 31.20 = 62.40"]


def test_what_was_taken_before_tax_is_taxed_when_it_is_paid_back():
    made = refund_at_opt_out([taken(START, "39.00", "39.00")], START)
    assert (str(made.amount), str(made.taxable)) == ("39.00", "39.00")


def test_there_is_nothing_to_pay_back_when_nothing_was_taken():
    made = refund_at_opt_out([taken(START, "0.00")], START)
    assert str(made.amount) == "0.00"
    assert [step.sum for step in made.steps] == ["0.00"]
