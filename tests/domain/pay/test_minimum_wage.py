from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.gross import DatedRate
from dpmanager.domain.pay.minimum_wage import (
    Accommodation,
    MinimumWage,
    PaidWork,
    check_minimum_wage,
    work_that_counts,
)
from dpmanager.domain.pay.payslip import PayLine
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import minimum_wages

BORN = date(1990, 6, 1)
MAY_2026 = Period(date(2026, 5, 1), date(2026, 5, 31))


def work(hours: str, pay: str, **further: Decimal | Accommodation) -> PaidWork:
    return PaidWork(Decimal(hours), Decimal(pay), **further)


def check(asked: PaidWork, period: Period = MAY_2026, born: date = BORN) -> MinimumWage:
    return check_minimum_wage(period, born, asked, minimum_wages())


def test_without_a_date_of_birth_the_highest_rate_counts_and_no_age_is_told():
    answer = check_minimum_wage(MAY_2026, None, work("60", "762.59"), minimum_wages())
    assert (answer.hourly, answer.shortfall) == (Decimal("12.71"), Decimal("0.01"))
    assert answer.steps[0].label == (
        "Least pay at the highest rate, as the age is not known, for a pay period that starts on "
        "1 May 2026"
    )


def test_only_work_counts_and_only_at_the_basic_rate():
    # 13.00 from 1 April and 13.50 from 15 May; the lower one is the basic rate of May.
    kind = HourKind
    lines = [
        PayLine(kind.WEEKDAY, Decimal(10), Decimal("13.50"), Decimal("135.00")),
        PayLine(kind.SUNDAY, Decimal(4), Decimal("20.00"), Decimal("80.00")),
        PayLine(kind.WOKEN, Decimal(1), Decimal("15.00"), Decimal("15.00")),
        PayLine(kind.SLEEP_IN, Decimal(2), Decimal("60.00"), Decimal("120.00"), by_the_night=True),
        PayLine(kind.ON_CALL, Decimal(8), Decimal("5.00"), Decimal("40.00")),
        PayLine(kind.HOLIDAY, Decimal(3), Decimal("14.00"), Decimal("42.00")),
    ]
    rates = [
        DatedRate(kind.WEEKDAY, date(2026, 4, 1), Decimal("13.00")),
        DatedRate(kind.WEEKDAY, date(2026, 5, 15), Decimal("13.50")),
    ]
    counted = work_that_counts(lines, rates, MAY_2026, costs=Decimal(0), home=None)
    assert (counted.hours, counted.pay) == (14, Decimal("187.00"))  # 135.00 + 4 x 13.00
    assert (counted.woken_hours, counted.woken_pay) == (1, Decimal("13.00"))


def month_from(day: date) -> Period:
    return Period(day, day + timedelta(days=27))


def test_60_hours_for_780_are_enough_in_2026():
    answer = check(work("60", "780.00"))
    assert (answer.due, answer.shortfall, answer.reason) == (Decimal("762.60"), 0, "")
    assert "60 x 12.71 = 762.60" in [step.sum for step in answer.steps]


def test_a_penny_too_little_is_said_with_the_reason():
    answer = check(work("60", "762.59"))
    assert answer.shortfall == Decimal("0.01")
    assert answer.reason == (
        "The minimum wage for 60 hours is £762.60 (£12.71 an hour), and the pay that counts is "
        "£762.59: £0.01 is missing."
    )
    assert check(work("60", "762.60")).shortfall == 0


@pytest.mark.parametrize(
    ("start", "hourly"),
    [
        (date(2023, 4, 1), "10.42"),
        (date(2026, 3, 31), "12.21"),  # the period goes on into April, and the old rate counts
        (date(2026, 4, 1), "12.71"),
        (date(2026, 4, 5), "12.71"),  # the tax year before, the new rate
        (date(2027, 3, 31), "12.71"),
    ],
)
def test_a_new_rate_counts_from_the_first_period_that_starts_with_it(start, hourly):
    assert str(check(work("1", "20"), month_from(start)).hourly) == hourly


@pytest.mark.parametrize("start", [date(2023, 3, 31), date(2027, 4, 1)])
def test_a_period_whose_rate_is_not_known_is_not_guessed(start):
    with pytest.raises(DPManagerError, match="is not known here, so it was not checked"):
        check(work("1", "20"), month_from(start))


@pytest.mark.parametrize(
    ("born", "start", "hourly"),
    [
        (date(2005, 5, 2), date(2026, 5, 1), "10.85"),  # 21 within the period
        (date(2005, 5, 1), date(2026, 5, 1), "12.71"),  # 21 on its first day
        (date(2008, 5, 2), date(2026, 5, 1), "8.00"),
        (date(2008, 5, 1), date(2026, 5, 1), "10.85"),
        (date(2001, 5, 2), date(2023, 5, 1), "10.18"),  # the higher rate was from 23 then
        (date(2000, 5, 1), date(2023, 5, 1), "10.42"),
        (date(2008, 2, 29), date(2026, 2, 28), "7.55"),
        (date(2008, 2, 29), date(2026, 3, 1), "10.00"),
    ],
)
def test_a_birthday_counts_from_the_first_period_that_starts_on_it_or_later(born, start, hourly):
    assert str(check(work("1", "20"), month_from(start), born).hourly) == hourly


def test_hours_awake_in_a_sleep_in_count_with_their_pay():
    # (520.00 + 0.00) for (40 + 2) hours: 533.82 are due
    unpaid = check(work("40", "520.00", woken_hours=Decimal(2)))
    assert unpaid.shortfall == Decimal("13.82")
    paid = check(work("40", "520.00", woken_hours=Decimal(2), woken_pay=Decimal("26.00")))
    assert paid.shortfall == 0
    assert "40 + 2 = 42" in [step.sum for step in paid.steps]
    assert "520.00 + 26.00 = 546.00" in [step.sum for step in paid.steps]


def test_what_the_work_costs_the_worker_lowers_the_pay_that_counts():
    assert check(work("60", "780.00", costs=Decimal("20.00"))).shortfall == Decimal("2.60")


@pytest.mark.parametrize(
    ("charge", "paid"),
    [("0", "811.00"), ("5.00", "700.00"), ("11.10", "700.00"), ("13.10", "680.00")],
)
def test_a_home_from_the_employer_counts_against_the_offset(charge, paid):
    home = Accommodation(nights=10, nightly_charge=Decimal(charge))
    assert str(check(work("50", "700.00", accommodation=home)).paid) == paid


def test_a_period_of_more_than_31_days_is_refused():
    with pytest.raises(DPManagerError, match="at most 31 days at a time, and these are 32"):
        check(work("1", "20"), Period(date(2026, 5, 1), date(2026, 6, 1)))


@settings(max_examples=100)
@given(
    minutes=st.integers(0, 20000),
    pay=st.decimals("0.00", "5000.00", places=2),
    woken=st.integers(0, 600),
)
def test_the_shortfall_is_what_makes_it_enough(minutes, pay, woken):
    hours, awake = Decimal(minutes) / 60, Decimal(woken) / 60
    answer = check(PaidWork(hours, pay, woken_hours=awake))
    assert bool(answer.shortfall) == bool(answer.reason)
    again = check(PaidWork(hours, pay + answer.shortfall, woken_hours=awake))
    assert again.shortfall == 0
