"""Pay of a shift rounded up where the contract says so, and kinds in which nobody works."""

from datetime import date, time
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.hours.shifts import HourKind, Shift, worked_minutes
from dpmanager.domain.pay.back_pay import back_pay
from dpmanager.domain.pay.gross import DatedRate, gross_lines, paid_minutes
from dpmanager.domain.periods import Period

DAY = date(2026, 6, 1)
RATE = [DatedRate(HourKind.WEEKDAY, DAY, Decimal("12.00"))]


def shift(start: str, end: str, kind: HourKind = HourKind.WEEKDAY) -> Shift:
    return Shift(DAY, time.fromisoformat(start), time.fromisoformat(end), kind)


def test_each_shift_is_rounded_up_by_itself() -> None:
    # 50 minutes and 61 minutes in steps of a quarter of an hour: 60 and 75, at 12.00 an hour
    shifts = [shift("09:00", "09:50"), shift("18:00", "19:01")]
    (line,) = gross_lines(shifts, RATE, rounds_to_minutes=15)
    assert (line.quantity, line.amount) == (Decimal("2.25"), Decimal("27.00"))
    (exact,) = gross_lines(shifts, RATE)
    assert exact.amount == Decimal("22.20")  # 111 minutes


def test_holiday_is_as_long_as_it_is() -> None:
    holiday = shift("09:00", "09:50", HourKind.HOLIDAY)
    (line,) = gross_lines([holiday], RATE, holiday_rate=Decimal("12.00"), rounds_to_minutes=15)
    assert line.amount == Decimal("10.00")


def test_back_pay_is_for_the_minutes_that_were_paid() -> None:
    raised = [DatedRate(HourKind.WEEKDAY, DAY, Decimal("13.00"))]
    shifts = {Period(DAY, DAY): [shift("09:00", "09:50")]}
    (part,) = back_pay(shifts, RATE, raised, rounds_to_minutes=15)
    assert (part.paid, part.amount) == (Decimal("12.00"), Decimal("1.00"))


def test_a_kind_without_a_rate_of_its_own_is_paid_as_a_weekday() -> None:
    shifts = [
        shift("09:00", "11:00", HourKind.CANCELLED),
        shift("12:00", "16:00", HourKind.ON_CALL),
    ]
    own = [*RATE, DatedRate(HourKind.ON_CALL, DAY, Decimal("3.00"))]
    assert [(line.kind, line.amount) for line in gross_lines(shifts, own)] == [
        (HourKind.ON_CALL, Decimal("12.00")), (HourKind.CANCELLED, Decimal("24.00")),
    ]  # fmt: skip


@given(
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.sampled_from([0, 1, 5, 6, 10, 15, 30, 60]),
)
def test_never_less_than_was_worked_and_less_than_a_step_more(start, end, step) -> None:
    worked = Shift(DAY, start, end, HourKind.WEEKDAY)
    paid = paid_minutes(worked, step)
    assert worked_minutes(worked) <= paid <= worked_minutes(worked) + max(0, step - 1)
    assert not step or paid % step == 0
