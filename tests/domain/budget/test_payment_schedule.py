"""When a funder's payments come, and how much each is. Sums without a source are by hand."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.agreement import PaidIntoAccount, each_payment
from dpmanager.domain.budget.schedule import (
    AgreedMoney,
    PaymentIn,
    predicted_top_up,
    scheduled_payments,
)
from dpmanager.domain.periods import Frequency, Period

MONDAY = date(2026, 4, 6)
YEAR = Period(date(2026, 4, 6), date(2027, 4, 4))
FOUR_WEEKLY = Frequency.FOUR_WEEKLY


def agreed(
    funder: str,
    start: date = MONDAY,
    every: Frequency = FOUR_WEEKLY,
    person: str = "0.00",
    **more: object,
) -> AgreedMoney:
    return AgreedMoney(
        start,
        PaidIntoAccount(Decimal(funder), Decimal(person)),
        every,
        more.pop("in_arrears", False),
        **more,
    )


def in_short(payments: tuple[PaymentIn, ...]) -> list[tuple[str, str]]:
    return [(f"{one.day:%d %b}", str(one.paid.funder)) for one in payments]


def test_four_weekly_payments_of_a_quarter() -> None:
    quarter = Period(date(2026, 7, 1), date(2026, 9, 30))
    found = scheduled_payments([agreed("321.20", person="58.20")], quarter)
    assert [one.day for one in found] == [
        date(2026, 7, 27),
        date(2026, 8, 24),
        date(2026, 9, 21),
    ]
    assert found[0].paid == PaidIntoAccount(Decimal("1284.80"), Decimal("232.80"))
    assert found[0].pays_for == Period(date(2026, 7, 27), date(2026, 8, 23))
    assert [step.sum for step in found[0].steps] == ["£321.20 x 4 = £1,284.80"]


def test_in_arrears_the_money_comes_on_the_last_day_of_what_it_is_for() -> None:
    # Staffordshire pays two weeks in arrears.
    found = scheduled_payments(
        [agreed("100.00", every=Frequency.FORTNIGHTLY, in_arrears=True)],
        Period(MONDAY, date(2026, 5, 4)),
    )
    assert in_short(found) == [("19 Apr", "200.00"), ("03 May", "200.00")]


def test_the_first_payment_sets_the_days() -> None:
    found = scheduled_payments(
        [agreed("100.00", first_payment=date(2026, 4, 15))], Period(MONDAY, date(2026, 5, 31))
    )
    assert in_short(found) == [("15 Apr", "400.00"), ("13 May", "400.00")]
    assert found[0].pays_for == Period(MONDAY, date(2026, 5, 3))


def test_nothing_is_expected_before_the_first_payment() -> None:
    found = scheduled_payments(
        [agreed("100.00", date(2026, 3, 31), Frequency.MONTHLY)],
        Period(date(2026, 1, 1), date(2026, 4, 30)),
    )
    assert in_short(found) == [("31 Mar", "433.33"), ("30 Apr", "433.33")]


def test_days_under_two_amounts_are_counted_by_the_day() -> None:
    # 6 April to 3 May, 28 days: 14 at 400.00 and 14 at 420.00 for four weeks.
    found = scheduled_payments(
        [agreed("100.00"), agreed("105.00", date(2026, 4, 20))], Period(MONDAY, date(2026, 5, 31))
    )
    assert in_short(found) == [("06 Apr", "410.00"), ("04 May", "420.00")]
    assert [one.is_usual for one in found] == [False, True]
    assert [step.sum for step in found[0].steps] == [
        "£400.00 x 14 ÷ 28 = £200.00",
        "£420.00 x 14 ÷ 28 = £210.00",
        "£200.00 + £210.00 = £410.00",
    ]


def test_an_amount_that_is_paid_later_is_made_up() -> None:
    # From 20 April 105.00 a week, first paid on 4 May: the payment of 6 April lacks 10.00.
    later = agreed("105.00", date(2026, 4, 20), first_payment=date(2026, 5, 4))
    found = scheduled_payments([agreed("100.00"), later], Period(MONDAY, date(2026, 6, 28)))
    assert in_short(found) == [("06 Apr", "400.00"), ("04 May", "430.00"), ("01 Jun", "420.00")]
    assert found[1].steps[-1].sum == "£420.00 + £10.00 = £430.00"


def test_other_days_of_payment_begin_a_row_of_their_own() -> None:
    # The old row pays for 6 to 19 April only; then every week.
    weekly = agreed("105.00", date(2026, 4, 20), Frequency.WEEKLY)
    found = scheduled_payments([agreed("100.00"), weekly], Period(MONDAY, date(2026, 5, 3)))
    assert in_short(found) == [("06 Apr", "200.00"), ("20 Apr", "105.00"), ("27 Apr", "105.00")]
    assert found[0].pays_for == Period(MONDAY, date(2026, 4, 19))


def test_midlothian_pays_what_fills_the_account_up() -> None:
    # forum.sdsscotland.org.uk thread 840, with the figures of its writer: 2000 + 2000 - 3000.
    assert predicted_top_up(Decimal(2000), Decimal(2000), Decimal(3000)) == 1000
    assert predicted_top_up(Decimal(2000), Decimal(2000), Decimal(4500)) == ZERO
    (payment,) = scheduled_payments(
        [agreed("500.00", contingency=Decimal(2000))], Period(MONDAY, MONDAY)
    )
    assert (payment.paid.funder, payment.contingency) == (2000, 2000)


@pytest.mark.parametrize(
    ("every", "count"),
    [(Frequency.WEEKLY, 52), (Frequency.FORTNIGHTLY, 26), (FOUR_WEEKLY, 13)],
)
def test_52_weeks_are_paid_in_364_days(every: Frequency, count: int) -> None:
    found = scheduled_payments([agreed("321.20", every=every)], YEAR)
    assert len(found) == count
    assert total(one.paid.funder for one in found) == 52 * Decimal("321.20")


def test_twelve_months_pay_52_weeks_too() -> None:
    found = scheduled_payments(
        [agreed("120.00", every=Frequency.MONTHLY)], Period(MONDAY, date(2027, 4, 5))
    )
    assert len(found) == 12
    assert total(one.paid.funder for one in found) == 52 * Decimal("120.00")


AMOUNTS = st.decimals(min_value=1, max_value=2000, places=2)


@st.composite
def agreements(draw: st.DrawFn) -> list[AgreedMoney]:
    """One to four agreements, one after another, paid in any way."""
    made, day = [], MONDAY
    for _number in range(draw(st.integers(1, 4))):
        first = draw(st.none() | st.integers(-5, 60))
        made.append(
            AgreedMoney(
                day,
                PaidIntoAccount(draw(AMOUNTS), draw(AMOUNTS)),
                draw(st.sampled_from(Frequency)),
                draw(st.booleans()),
                None if first is None else day + timedelta(days=first),
            )
        )
        day += timedelta(days=draw(st.integers(1, 200)))
    return made


@given(agreements(), st.lists(st.integers(0, 700), max_size=5))
def test_any_split_of_a_time_has_the_same_payments(
    made: list[AgreedMoney], cuts: list[int]
) -> None:
    whole = Period(MONDAY - timedelta(days=10), MONDAY + timedelta(days=720))
    days = [whole.start, *sorted({MONDAY + timedelta(days=cut) for cut in cuts})]
    ends = [*(day - timedelta(days=1) for day in days[1:]), whole.end]
    pieces = [
        payment
        for start, end in zip(days, ends, strict=True)
        for payment in scheduled_payments(made, Period(start, end))
    ]
    assert pieces == list(scheduled_payments(made, whole))


@given(agreements())
def test_every_day_is_paid_for_once(made: list[AgreedMoney]) -> None:
    found = scheduled_payments(made, Period(date(2025, 1, 1), date(2031, 1, 1)))
    blocks = sorted(one.pays_for for one in found)
    assert blocks[0].start == MONDAY
    for one, following in pairwise(blocks):
        assert following.start == one.end + timedelta(days=1)


@given(
    st.lists(AMOUNTS, min_size=1, max_size=4),
    st.lists(st.integers(1, 30), min_size=3, max_size=3),
    st.booleans(),
)
def test_weeks_of_changing_amounts_add_up(
    amounts: list[Decimal], weeks: list[int], made_up: bool
) -> None:
    # Changes on Mondays, four-weekly: what comes is the weekly amount of every week.
    starts = [MONDAY]
    for gap in weeks[: len(amounts) - 1]:
        starts.append(starts[-1] + timedelta(weeks=gap))
    made = []
    for amount, start in zip(amounts, starts, strict=True):
        late = start + timedelta(days=-(start - MONDAY).days % 28) if made_up else None
        made.append(
            AgreedMoney(
                start, PaidIntoAccount(amount, ZERO), FOUR_WEEKLY, in_arrears=False,
                first_payment=late,
            )
        )  # fmt: skip
    found = scheduled_payments(
        made, Period(MONDAY, MONDAY + timedelta(weeks=40 * 4) - timedelta(1))
    )
    by_week = [
        max(pair for pair in zip(starts, amounts, strict=True) if pair[0] <= day)[1]
        for day in (MONDAY + timedelta(weeks=number) for number in range(40 * 4))
    ]
    # Each part of a payment is rounded to the penny, and so is each that makes up for it.
    assert abs(total(one.paid.funder for one in found) - total(by_week)) <= Decimal("0.08")


@given(AMOUNTS, st.sampled_from(Frequency))
def test_one_amount_is_always_the_usual_one(amount: Decimal, every: Frequency) -> None:
    for one in scheduled_payments([agreed(str(amount), every=every)], YEAR):
        assert one.is_usual
        assert one.paid.funder == each_payment(amount, every)
