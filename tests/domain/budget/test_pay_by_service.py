"""Pay shared over kinds of care: the parts are the whole, to the penny, whatever the split."""

from datetime import date, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.average_week import average_week
from dpmanager.domain.budget.pay_ahead import (
    EmployerAhead,
    PayAhead,
    PayDayAhead,
    ServicePay,
    WorkerAhead,
    pay_ahead,
)
from dpmanager.domain.budget.pay_by_service import pay_by_service, share_pay
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.gross import DatedRate, gross_lines
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import Frequency, Period
from dpmanager.tasks.pay.rates import rates_for

MONDAY = date(2026, 4, 6)
CARE, RESPITE, COMPANY = "personal_care", "respite", "companionship"
RATES = (
    DatedRate(HourKind.WEEKDAY, MONDAY, Decimal("13.07")),
    DatedRate(HourKind.SATURDAY, MONDAY, Decimal("14.33")),
    DatedRate(HourKind.SLEEP_IN, MONDAY, Decimal("61.50")),
    DatedRate(HourKind.WEEKDAY, MONDAY + timedelta(days=10), Decimal("13.50")),
    DatedRate(HourKind.WEEKDAY, MONDAY, Decimal("15.11"), RESPITE),
)
PENNY = Decimal("0.01")

kinds = st.sampled_from(
    [
        HourKind.WEEKDAY, HourKind.SATURDAY, HourKind.NIGHT, HourKind.SLEEP_IN,
        HourKind.CANCELLED, HourKind.HOLIDAY,
    ]
)  # fmt: skip
shifts = st.lists(
    st.builds(
        lambda day, minutes, kind, care: Shift(
            MONDAY + timedelta(days=day),
            time(8),
            time(8 + minutes // 60, minutes % 60),
            kind,
            service_type=care,
        ),
        st.integers(0, 27),
        st.integers(1, 900),
        kinds,
        st.sampled_from(["", RESPITE, COMPANY]),
    ),
    max_size=20,
)
amounts = st.decimals(
    min_value=-5000, max_value=5000, places=2, allow_nan=False, allow_infinity=False
)


def shift(start: int, end: int, care: str = "", kind: HourKind = HourKind.WEEKDAY) -> Shift:
    return Shift(MONDAY, time(start), time(end), kind, service_type=care)


@given(shifts, amounts)
def test_the_parts_are_the_whole_to_the_penny(of_a_month: list[Shift], amount: Decimal) -> None:
    pay = pay_by_service(of_a_month, RATES, CARE)
    parts = share_pay(amount, pay, CARE)
    assert total(parts.values()) == amount
    whole = total(pay.values())
    for name, part in parts.items():
        exact = amount * pay.get(name, ZERO) / whole if whole else amount
        # each is rounded by itself, and the last takes what rounding leaves over
        assert abs(part - exact) <= PENNY * len(pay) if whole else part == amount


@given(shifts, amounts, amounts)
def test_net_pay_and_tax_shared_apart_make_the_gross_shared(
    of_a_month: list[Shift], net: Decimal, tax: Decimal
) -> None:
    pay = pay_by_service(of_a_month, RATES, CARE)
    both = [share_pay(amount, pay, CARE) for amount in (net, tax)]
    assert total(part for parts in both for part in parts.values()) == net + tax
    assert {name for parts in both for name in parts} <= {*pay, CARE}


@given(shifts)
def test_each_hour_is_in_one_part(of_a_month: list[Shift]) -> None:
    pay = pay_by_service(of_a_month, RATES, CARE)
    worked = [one for one in of_a_month if one.kind is not HourKind.HOLIDAY]
    gross = total(line.amount for line in gross_lines(worked, RATES))
    lines = len(of_a_month) + 1
    # the lines of the parts are rounded apart, so pennies may differ, and nothing else
    assert abs(total(pay.values()) - gross) <= PENNY * lines
    assert set(pay) == {one.service_type or CARE for one in worked}


def test_an_hour_of_each_at_their_rates() -> None:
    """Two hours at 13.07 and one at 15.11: of 41.25, 26.14 and 15.11."""
    pay = pay_by_service([shift(8, 10), shift(10, 11, RESPITE)], RATES, CARE)
    assert pay == {CARE: Decimal("26.14"), RESPITE: Decimal("15.11")}
    assert share_pay(Decimal("-30.00"), pay, CARE) == {
        CARE: Decimal("-19.01"),  # 30 x 26.14 / 41.25 = 19.0109
        RESPITE: Decimal("-10.99"),
    }


def test_holiday_is_shared_as_the_work_and_without_work_it_is_what_they_mostly_do() -> None:
    worked = [shift(8, 9, COMPANY), shift(9, 17, kind=HourKind.HOLIDAY)]
    assert share_pay(Decimal("90.00"), pay_by_service(worked, RATES, CARE), CARE) == {
        COMPANY: Decimal("90.00")
    }
    holiday = pay_by_service([worked[1]], RATES, CARE)
    assert (holiday, share_pay(Decimal("90.00"), holiday, CARE)) == ({}, {CARE: Decimal("90.00")})


def test_a_penny_is_not_made_two() -> None:
    pay = {CARE: Decimal(1), RESPITE: Decimal(1), COMPANY: Decimal(1)}
    assert share_pay(PENNY, pay, CARE) == {COMPANY: PENNY}
    assert share_pay(ZERO, pay, CARE) == {CARE: ZERO}


def ahead(*worked: Shift) -> PayAhead:
    """The pay of a week that is to come."""
    worker = WorkerAhead(
        name="Ada",
        service_type=CARE,
        frequency=Frequency.WEEKLY,
        pay_days=(
            PayDayAhead(Period(MONDAY, MONDAY + timedelta(days=6)), MONDAY + timedelta(days=10)),
        ),
        shifts=worked,
        rates=RATES,
        tax_code=parse_tax_code("1257L"),
        ni_letter="A",
        started=MONDAY,
    )
    return pay_ahead([worker], EmployerAhead({"2026-27": rates_for("2026-27")}), MONDAY)


def test_work_to_come_costs_each_kind_of_care_its_part() -> None:
    """Two hours at 13.07 and one at 15.11; below what National Insurance is due on."""
    seen = ahead(shift(8, 10), shift(10, 11, RESPITE))
    assert dict(seen.by_service) == {
        CARE: ServicePay(Decimal(2), Decimal("26.14")),
        RESPITE: ServicePay(Decimal(1), Decimal("15.11")),
    }
    assert list(ahead(shift(8, 10), shift(10, 11)).by_service) == [CARE]


def test_an_average_week_keeps_the_kinds_of_care_apart() -> None:
    two_weeks = [shift(8, 10), shift(10, 12, RESPITE), shift(12, 16, RESPITE)]
    (monday,) = average_week(two_weeks, 2).values()
    found = {one.service_type: (one.end.hour - one.start.hour) for one in monday}
    assert found == {"": 1, RESPITE: 3}
