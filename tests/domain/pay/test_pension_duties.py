from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.pension_duties import (
    Assessment,
    DutyKind,
    WorkerKind,
    assess,
    declaration_due,
    must_re_enrol,
    next_duties,
    re_enrolment,
)
from dpmanager.domain.pay.pension_membership import PensionEvent, PensionEventKind
from dpmanager.domain.periods import Frequency
from dpmanager.tasks.pay.rates import rates_for

RATES = rates_for("2026-27").pension
DAY = date(2026, 10, 5)
BORN = date(1990, 5, 3)
PENSION_DAY = date(2058, 5, 3)  # 68


def made(
    pay: str,
    frequency: Frequency = Frequency.MONTHLY,
    *,
    born: date = BORN,
    day: date = DAY,
    state_pension_day: date = PENSION_DAY,
) -> Assessment:
    return assess(born, day, Decimal(pay), frequency, RATES, state_pension_day)


def events(*pairs: tuple[date, str]) -> list[PensionEvent]:
    return [PensionEvent(day, PensionEventKind(kind)) for day, kind in pairs]


# The Pensions Regulator, earnings thresholds (2021-22 to 2026-27): pay above 192 a week, 384 a
# fortnight, 768 in four weeks or 833 a month means enrolment; above 120, 240, 480 or 520 a right
# to opt in.
@pytest.mark.parametrize(
    ("frequency", "trigger", "lower_limit"),
    [
        (Frequency.WEEKLY, "192", "120"),
        (Frequency.FORTNIGHTLY, "384", "240"),
        (Frequency.FOUR_WEEKLY, "768", "480"),
        (Frequency.MONTHLY, "833", "520"),
    ],
)
def test_the_thresholds_are_those_of_the_pay_period_and_must_be_passed(
    frequency, trigger, lower_limit
):
    assert made(f"{trigger}.01", frequency).kind is WorkerKind.ELIGIBLE
    assert made(f"{trigger}.00", frequency).kind is WorkerKind.NON_ELIGIBLE
    assert made(f"{lower_limit}.01", frequency).kind is WorkerKind.NON_ELIGIBLE
    assert made(f"{lower_limit}.00", frequency).kind is WorkerKind.ENTITLED
    assert made("0.00", frequency).kind is WorkerKind.ENTITLED


# The Pensions Regulator, the different types of worker: 16 to 21, 22 to State Pension age, and
# State Pension age to 74.
@pytest.mark.parametrize(
    ("born", "high", "middle", "low"),
    [
        (date(2010, 10, 6), None, None, None),  # 16 tomorrow
        (date(2010, 10, 5), "non-eligible", "non-eligible", "entitled"),  # 16 today
        (date(2004, 10, 6), "non-eligible", "non-eligible", "entitled"),  # 22 tomorrow
        (date(2004, 10, 5), "eligible", "non-eligible", "entitled"),
        (date(1951, 10, 6), "non-eligible", "non-eligible", "entitled"),  # 75 tomorrow
        (date(1951, 10, 5), None, None, None),
    ],
)
def test_the_kinds_of_worker_by_age_and_pay(born, high, middle, low):
    # over 74, State Pension age was reached before 2026; under 22 it is far off
    reached = date(2017, 10, 6) if born.year < 1960 else PENSION_DAY
    for pay, kind in (("1300.00", high), ("600.00", middle), ("300.00", low)):
        assert made(pay, born=born, state_pension_day=reached).kind == kind


def test_from_the_day_of_state_pension_age_nobody_must_be_enrolled():
    born = date(1960, 10, 5)
    assert made("1300.00", born=born, state_pension_day=date(2026, 10, 6)).must_enrol
    reached = made("1300.00", born=born, state_pension_day=date(2026, 10, 5))
    assert reached.may_opt_in
    assert reached.steps[0].sum == "66: State Pension age was reached on 5 October 2026"


def test_what_each_kind_of_worker_may_and_must():
    eligible, other, entitled = made("1300.00"), made("600.00"), made("300.00")
    assert [one.must_enrol for one in (eligible, other, entitled)] == [True, False, False]
    assert [one.may_opt_in for one in (eligible, other, entitled)] == [False, True, False]
    assert [one.may_join for one in (eligible, other, entitled)] == [False, False, True]


def test_the_working_names_the_age_and_the_thresholds():
    steps = made("1300.00").steps
    assert [step.sum for step in steps] == [
        "36: at least 22, and before State Pension age",
        "1,300.00 is more than 833, which means enrolment at the right age",
    ]
    assert made("600.00").steps[1].sum == "600.00 is more than 520, but not more than 833"
    assert made("1300.00", born=date(2012, 1, 1)).steps[0].sum == "14: not from 16 to 74"


@given(
    pay=st.decimals("0.00", "5000.00", places=2),
    more=st.decimals("0.00", "500.00", places=2),
    frequency=st.sampled_from(list(Frequency)),
)
def test_more_pay_never_takes_a_right_away(pay, more, frequency):
    order = [WorkerKind.ENTITLED, WorkerKind.NON_ELIGIBLE, WorkerKind.ELIGIBLE]
    before, after = made(str(pay), frequency).kind, made(str(pay + more), frequency).kind
    assert order.index(after) >= order.index(before)


def test_a_worker_to_enrol_is_enrolled_or_put_off_in_time():
    # SI 2010/772 regulation 6: six weeks beginning with the day. SI 2010/4 regulation 4B: notice
    # within six weeks beginning with the day after; deferral date within three months after.
    (duty,) = next_duties([], made("1300.00"), DAY, DAY)
    assert duty.kind is DutyKind.ENROL
    assert duty.starts == DAY
    assert duty.due == date(2026, 11, 15)
    assert duty.postpone_until == date(2027, 1, 5)
    assert duty.postpone_notice_by == date(2026, 11, 16)


def test_a_postponed_worker_is_written_to_and_looked_at_again_on_the_last_day():
    put_off = [PensionEvent(DAY, PensionEventKind.POSTPONED, date(2027, 1, 5))]
    (notice,) = next_duties(put_off, made("1300.00"), DAY, date(2026, 11, 1))
    assert (notice.kind, notice.due) == (DutyKind.WRITE, date(2026, 11, 16))
    told = [*put_off, *events((date(2026, 10, 12), "written"))]
    assert next_duties(told, made("1300.00"), DAY, date(2027, 1, 4)) == ()
    (enrol,) = next_duties(told, made("1300.00"), DAY, date(2027, 1, 5))
    assert (enrol.kind, enrol.starts) == (DutyKind.ENROL, date(2027, 1, 5))
    assert enrol.due == date(2027, 2, 15)
    assert enrol.postpone_until is None
    assert next_duties(told, made("600.00"), DAY, date(2027, 1, 5)) == ()


def test_one_who_earns_enough_only_after_a_postponement_may_be_put_off_again():
    over = [PensionEvent(date(2026, 4, 6), PensionEventKind.POSTPONED, date(2026, 7, 6))]
    (duty,) = next_duties(over, made("1300.00"), DAY, DAY)
    assert (duty.starts, duty.postpone_until) == (DAY, date(2027, 1, 5))


@pytest.mark.parametrize(("pay", "word"), [("600.00", "opt in"), ("300.00", "join")])
def test_a_worker_with_a_right_is_told_of_it_within_six_weeks(pay, word):
    (duty,) = next_duties([], made(pay), DAY, DAY)
    assert (duty.kind, duty.due) == (DutyKind.TELL, date(2026, 11, 15))
    assert word in duty.what
    assert next_duties(events((DAY, "written")), made(pay), DAY, DAY) == ()


def test_a_member_gets_the_letter_within_six_weeks():
    (duty,) = next_duties(events((DAY, "enrolled")), made("1300.00"), DAY, DAY)
    assert (duty.kind, duty.due) == (DutyKind.WRITE, date(2026, 11, 15))
    done = events((DAY, "enrolled"), (date(2026, 10, 20), "written"))
    assert next_duties(done, made("1300.00"), DAY, date(2026, 10, 20)) == ()


def test_one_who_joined_must_be_enrolled_when_the_pay_is_high_enough():
    joined = events((DAY, "joined"))
    assert next_duties(joined, made("300.00"), DAY, DAY) == ()
    (duty,) = next_duties(joined, made("1300.00"), date(2026, 11, 5), date(2026, 11, 30))
    assert (duty.kind, duty.starts) == (DutyKind.ENROL, date(2026, 11, 5))


def test_contributions_are_paid_back_within_a_month_of_opting_out():
    out = events((DAY, "enrolled"), (DAY, "written"), (date(2026, 10, 20), "opted_out"))
    (duty,) = next_duties(out, made("1300.00"), DAY, date(2026, 10, 20))
    assert (duty.kind, duty.due) == (DutyKind.REFUND, date(2026, 11, 19))
    paid = [*out, *events((date(2026, 10, 31), "refunded"))]
    assert next_duties(paid, made("1300.00"), DAY, date(2026, 10, 31)) == ()


def test_one_who_left_is_let_alone():
    left = events((DAY, "enrolled"), (DAY, "written"), (date(2027, 5, 1), "left"))
    assert next_duties(left, made("1300.00"), DAY, date(2027, 5, 1)) == ()


def test_the_declaration_is_due_five_months_from_the_start():
    # SI 2010/5 regulation 3: within five months beginning with the first worker's first day
    assert declaration_due(date(2018, 9, 1)) == date(2019, 1, 31)
    assert declaration_due(date(2026, 9, 30)) == date(2027, 2, 28)


def test_the_second_declaration_of_an_employer_who_started_on_1_september_2018():
    # The Pensions Regulator, "Do I have to complete a declaration just once": January 2022
    assert re_enrolment(date(2018, 9, 1)).declare_by == date(2022, 1, 31)


@pytest.mark.parametrize(
    ("started", "first", "last"),
    [
        # NOW: Pensions, "Re-enrolment - what you need to know"
        (date(2021, 2, 1), date(2023, 11, 1), date(2024, 4, 30)),
        (date(2023, 10, 1), date(2026, 7, 1), date(2026, 12, 31)),
        # the same, "Complete guide to re-enrolment"
        (date(2013, 4, 1), date(2016, 1, 1), date(2016, 6, 30)),
    ],
)
def test_workers_are_re_enrolled_in_the_half_year_around_the_third_anniversary(
    started, first, last
):
    window = re_enrolment(started).window
    assert (window.start, window.end) == (first, last)


def test_who_opted_out_a_year_ago_or_more_is_enrolled_again():
    again = date(2029, 10, 5)
    for out, expected in ((date(2028, 10, 4), True), (date(2028, 10, 5), False)):
        gone = events((date(2028, 9, 20), "enrolled"), (out, "opted_out"))
        assert must_re_enrol(gone, made("1300.00"), again) is expected
        assert not must_re_enrol(gone, made("600.00"), again)
    assert not must_re_enrol(events((DAY, "enrolled")), made("1300.00"), again)
    assert not must_re_enrol([], made("1300.00"), again)


@given(st.dates(date(2012, 10, 1), date(2060, 1, 1)))
def test_the_dates_of_one_employer_are_in_order(started):
    again = re_enrolment(started)
    assert started < declaration_due(started) < again.window.start
    assert again.anniversary in again.window
    assert again.window.end < again.declare_by
    assert again.declare_by - again.anniversary < timedelta(days=154)
