"""Holiday carried over: Working Time Regulations 1998, regulations 13(14), 13(15) and 13A(7)."""

from datetime import date
from decimal import Decimal

import pytest

from dpmanager.domain.pay.holiday_carried import (
    CarriedOver,
    CarryReason,
    carried_words,
    hours_carried_over,
)
from dpmanager.tasks.pay.rates import rates_for

LEAVE = rates_for("2026-27").annual_leave
YEAR_END = date(2027, 4, 5)


@pytest.mark.parametrize(
    ("reason", "weekly_hours", "carried"),
    [
        # 60 hours left of 10 hours a week; sickness: four weeks, agreed: 1.6, family leave: all
        (CarryReason.SICK, "10", "40"),
        (CarryReason.AGREED, "10", "16"),
        (CarryReason.FAMILY, "10", "60"),
        # Acas on irregular hours: all of it
        (CarryReason.SICK, None, "60"),
        (CarryReason.FAMILY, None, "60"),
    ],
)
def test_how_much_is_carried_over(reason, weekly_hours, carried):
    weekly = None if weekly_hours is None else Decimal(weekly_hours)
    found = hours_carried_over(Decimal(60), reason, YEAR_END, LEAVE, weekly_hours=weekly)
    assert found.hours == Decimal(carried)


def test_holiday_taken_too_early_is_not_carried_over():
    assert hours_carried_over(Decimal(-3), CarryReason.FAMILY, YEAR_END, LEAVE).hours == 0


def test_what_sickness_carried_over_is_taken_within_18_months():
    found = hours_carried_over(Decimal(8), CarryReason.SICK, YEAR_END, LEAVE)
    assert found.use_by == date(2028, 10, 5)
    assert carried_words(found) == (
        "Carried over because of sickness, to be taken by 5 October 2028"
    )
    assert hours_carried_over(Decimal(8), CarryReason.AGREED, YEAR_END, LEAVE).use_by is None


def test_another_reason_is_kept_as_it_was_written():
    words = carried_words(CarriedOver(Decimal(3), CarryReason.OTHER, note="No cover was found"))
    assert words == "Carried over: No cover was found"
    assert carried_words(CarriedOver(Decimal(3), CarryReason.OTHER)) == "Carried over"
