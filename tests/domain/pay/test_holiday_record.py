"""The words and totals of the record of Working Time Regulations 1998, regulation 16B."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.holiday_carried import CarriedOver, CarryReason
from dpmanager.domain.pay.holiday_fixed import FixedHours
from dpmanager.domain.pay.holiday_record import (
    EarnedHours,
    HolidayMethod,
    HolidayPaid,
    HolidayPay,
    HolidayRecord,
    TakenHours,
    keep_until,
    method_words,
    pay_words,
)
from dpmanager.domain.periods import Period
from dpmanager.tasks.pay.rates import rates_for

RATES = rates_for("2026-27")
YEAR = Period(date(2026, 4, 6), date(2027, 4, 5))
APRIL = Period(date(2026, 4, 6), date(2026, 5, 3))
RECORD = HolidayRecord(
    employer="Margaret Bell",
    worker="Ann Smith",
    payroll_number="",
    year=YEAR,
    made_on=date(2026, 6, 10),
    method="",
    pay_method="",
    earned=(EarnedHours(APRIL, Decimal(60), Decimal(7)), EarnedHours(APRIL, None, Decimal(6))),
    carried=(CarriedOver(Decimal("4.5"), CarryReason.SICK),),
    taken=(TakenHours(date(2026, 5, 11), Decimal(5)), TakenHours(date(2026, 5, 13), Decimal(4))),
    booked=(TakenHours(date(2026, 8, 3), Decimal(3)),),
    paid=(),
)


def test_the_balance_is_what_came_in_less_what_was_taken():
    assert (RECORD.hours_carried, RECORD.hours_earned, RECORD.hours_taken) == (
        Decimal("4.5"),
        13,
        9,
    )
    assert RECORD.hours_booked == 3
    assert RECORD.balance == Decimal("8.5")
    assert RECORD.pay == ZERO


def test_hours_paid_at_leaving_are_gone_and_hours_paid_while_taken_are_not_counted_twice():
    def paid(kind: HolidayPay, hours: str | None, amount: str) -> HolidayPaid:
        return HolidayPaid(
            kind, date(2026, 6, 4), APRIL, Decimal(hours) if hours else None, None, Decimal(amount)
        )

    left = replace(
        RECORD,
        paid=(
            paid(HolidayPay.TAKEN, "9", "117.00"),
            paid(HolidayPay.ROLLED_UP, None, "10.00"),
            paid(HolidayPay.AT_LEAVING, "8.5", "110.50"),
        ),
    )
    assert left.hours_paid_at_leaving == Decimal("8.5")
    assert left.balance == 0
    assert left.pay == Decimal("237.50")


def test_the_method_says_how_much_there_is():
    leave = RATES.annual_leave
    fixed = method_words(leave, RATES.holiday, FixedHours(Decimal("10.5"), Decimal(3)))
    assert "10.5 hours on 3 days a week" in fixed
    assert "5.6 weeks of a year, at most 28 days" in fixed
    assert "12.07% of the hours worked" in method_words(leave, RATES.holiday, None)


def test_the_pay_is_in_words():
    assert "with each wage: 12.07%" in pay_words(HolidayMethod.ROLLED_UP, RATES.holiday)
    assert "last 52 weeks" in pay_words(HolidayMethod.ACCRUED, RATES.holiday)
    assert "usual rate" in pay_words(HolidayMethod.FIXED, RATES.holiday)
    assert pay_words(HolidayMethod.FIXED, None) == "An hour of holiday is paid at the usual rate."


def test_records_are_kept_six_years_since_april_2026():
    assert keep_until(date(2026, 6, 10), RATES.annual_leave) == date(2032, 6, 10)
    assert keep_until(date(2025, 6, 10), rates_for("2025-26").annual_leave) is None
