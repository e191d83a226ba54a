"""An invoice beside the hours in the book, the agreed rate, and other invoices."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import pence_nearest
from dpmanager.domain.hours.shifts import HourKind, Shift, totals
from dpmanager.domain.money.invoices import (
    AgreedRate,
    Invoice,
    InvoiceCheck,
    check_invoice,
    same_number,
    share_by,
)

MONDAY = date(2026, 9, 7)
SUNDAY = date(2026, 9, 13)
AGREED = AgreedRate("Day opportunities", Decimal("19.00"), "Northshire County Council")
# 9:00 to 17:00 with half an hour's break, and 10:00 to 17:00: 7.5 + 7 = 14.5 hours.
SHIFTS = (
    Shift(MONDAY, time(9), time(17), HourKind.WEEKDAY, break_minutes=30),
    Shift(SUNDAY, time(10), time(17), HourKind.SUNDAY),
)
GOOD = Invoice(
    number="INV-0042",
    day=date(2026, 9, 14),
    due=date(2026, 9, 28),
    amount=Decimal("275.50"),  # 14.5 x 19.00
    start=MONDAY,
    end=SUNDAY,
    hours=Decimal("14.5"),
    rate=Decimal("19.00"),
)


def check(shifts=SHIFTS, agreed=AGREED, others=(), **changes) -> InvoiceCheck:
    return check_invoice(replace(GOOD, **changes), shifts, agreed, others)


def steps(found: InvoiceCheck) -> list[tuple[str, str]]:
    return [(step.label, step.sum) for step in found.steps]


def test_an_invoice_that_fits_has_nothing_to_ask():
    found = check()
    assert (found.questions, found.faults) == ((), ())
    assert (found.recorded, found.invoiced, found.difference, found.expected) == (
        Decimal("14.5"), Decimal("14.5"), Decimal("0.0"), Decimal("275.50"),
    )  # fmt: skip
    assert steps(found) == [
        ("Hours in the book for 7 to 13 September 2026", "7.5 + 7 = 14.5"),
        ("Hours on the invoice, less those in the book", "14.5 - 14.5 = 0"),
        ("Hours on the invoice, at its rate", "14.5 x 19.00 = 275.50"),
        ("Agreed for an hour of day opportunities", "19.00"),
    ]
    assert found.steps[-1].source == "Agreement with Northshire County Council"


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        (
            {"hours": Decimal(16), "amount": Decimal("304.00")},
            "It has 1 hour 30 minutes more than the book: 16 hours, not 14 hours 30 minutes. "
            "Which is right?",
        ),
        (
            {"hours": Decimal(14), "amount": Decimal("266.00")},
            "It has 30 minutes less than the book: 14 hours, not 14 hours 30 minutes. "
            "Which is right?",
        ),
        (
            {"start": date(2026, 9, 21), "end": date(2026, 9, 22)},
            "It is for 14 hours 30 minutes, and the book has no hours for 21 to 22 September "
            "2026. Which hours are they?",
        ),
        (
            {"start": None, "end": None},
            "It does not say for which days it is, so the hours cannot be checked. Ask.",
        ),
        (
            {"amount": Decimal("285.50")},
            "14 hours 30 minutes at £19.00 is £275.50. It asks for £285.50, £10.00 more. Why?",
        ),
        (
            {"amount": Decimal("275.49")},
            "14 hours 30 minutes at £19.00 is £275.50. It asks for £275.49, £0.01 less. Why?",
        ),
        (
            {"rate": Decimal("19.01"), "amount": Decimal("275.65")},  # 275.645
            "£19.01 an hour is above the £19.00 that Northshire County Council agreed for day "
            "opportunities. Will they pay that?",
        ),
        (
            {"rate": None, "amount": Decimal("290.00")},  # 290 / 14.5
            "£20.00 an hour is above the £19.00 that Northshire County Council agreed for day "
            "opportunities. Will they pay that?",
        ),
        (
            {"due": date(2026, 9, 13)},
            "It is to be paid by 13 September 2026, before its own date of 14 September 2026. "
            "Are the dates right?",
        ),
    ],
)
def test_what_is_asked(changes, asked):
    assert check(**changes).questions == (asked,)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"start": SUNDAY, "end": MONDAY},
            "Its days end before they start. Check the two dates: 13 September 2026 and "
            "7 September 2026.",
        ),
        ({"amount": Decimal("0.00")}, "The amount must be more than nothing."),
        (
            {"hours": Decimal(0)},
            "The hours must be more than nothing. Leave them empty if it has none.",
        ),
        (
            {"rate": Decimal(-1)},
            "The rate must be more than nothing. Leave it empty if it has none.",
        ),
    ],
)
def test_what_cannot_be_saved(changes, fault):
    assert check(**changes).faults == (fault,)


def test_a_number_that_comes_twice_whatever_its_capitals_and_spaces():
    other = replace(GOOD, number="inv-00 42", day=date(2026, 8, 3), start=None, end=None)
    found = check(others=[other])
    assert found.faults == (
        "Invoice inv-00 42 is in the book already, with the date 3 August 2026. Check the number.",
    )
    assert same_number("A 1", "a1")
    assert not same_number("A1", "A-1")


@pytest.mark.parametrize(
    ("start", "end", "shared"),
    [
        (date(2026, 9, 1), date(2026, 9, 7), "7 September 2026"),
        (date(2026, 9, 13), date(2026, 9, 20), "13 September 2026"),
        (date(2026, 9, 8), date(2026, 9, 9), "8 to 9 September 2026"),
        (date(2026, 9, 1), date(2026, 9, 6), None),
        (date(2026, 9, 14), date(2026, 9, 20), None),
    ],
)
def test_days_that_are_on_another_invoice(start, end, shared):
    other = replace(GOOD, number="INV-0041", start=start, end=end)
    asked = f"Invoice INV-0041 is for {shared} as well. Are these days on two invoices?"
    assert check(others=[other]).questions == ((asked,) if shared else ())


def test_hours_rounded_to_two_decimals_shift_by_shift_are_the_same():
    # 7 hours 20 minutes is 7.333...; three of them as 7.33 are 21.99, a hundredth short of 22.
    shifts = [
        Shift(MONDAY + timedelta(days=n), time(9), time(16, 20), HourKind.WEEKDAY) for n in range(3)
    ]
    assert not check(shifts, None, hours=Decimal("21.99"), rate=None).questions
    assert check(shifts, None, hours=Decimal("21.98"), rate=None).questions
    assert not check(shifts[:1], None, hours=Decimal("7.33"), rate=None).questions
    assert check(shifts[:1], None, hours=Decimal("7.32"), rate=None).questions


def test_a_sleep_in_is_a_night_and_no_hours():
    shifts = [*SHIFTS, Shift(MONDAY, time(22), time(7), HourKind.SLEEP_IN)]
    found = check(shifts)
    assert not found.questions
    assert ("Sleep-ins in the book, besides these hours", "1") in steps(found)
    more = check(shifts, hours=Decimal("23.5"), amount=Decimal("446.50"))
    assert more.questions[1] == (
        "The book has 1\u00a0night of sleep-in besides. Are they in its hours?"
    )


def test_an_invoice_without_hours_is_checked_as_far_as_it_goes():
    found = check(agreed=None, hours=None, rate=None)
    assert (found.recorded, found.difference, found.expected) == (Decimal("14.5"), None, None)
    assert not found.questions
    assert steps(found) == [("Hours in the book for 7 to 13 September 2026", "7.5 + 7 = 14.5")]


def test_the_part_of_an_invoice_that_is_for_days_up_to_a_day():
    # 275.50 for seven days: 39.357... a day.
    assert share_by(GOOD, MONDAY - timedelta(days=1)) == 0
    assert share_by(GOOD, MONDAY) == Decimal("39.36")
    assert share_by(GOOD, date(2026, 9, 10)) == Decimal("157.43")  # 4 x 275.50 / 7
    assert share_by(GOOD, SUNDAY) == share_by(GOOD, date(2027, 1, 1)) == Decimal("275.50")
    without = replace(GOOD, start=None, end=None)
    assert share_by(without, date(2026, 9, 13)) == 0
    assert share_by(without, date(2026, 9, 14)) == Decimal("275.50")


def shifts_in_weeks():
    starts = st.tuples(st.integers(-7, 13), st.integers(0, 12), st.integers(1, 11))
    return st.lists(starts, max_size=12).map(
        lambda each: [
            Shift(MONDAY + timedelta(days=day), time(start), time(start + length), HourKind.WEEKDAY)
            for day, start, length in each
        ]
    )


@given(shifts_in_weeks())
def test_an_invoice_made_from_the_hours_has_nothing_to_ask(shifts):
    inside = [shift for shift in shifts if MONDAY <= shift.day <= SUNDAY]
    hours = sum((part.hours for part in totals(inside)), Decimal(0))
    if not hours:
        return
    amount = pence_nearest(hours * AGREED.amount)
    found = check(shifts, hours=hours, amount=amount)
    assert (found.recorded, found.difference, found.expected) == (hours, 0, amount)
    assert (found.questions, found.faults) == ((), ())


@given(shifts_in_weeks(), st.decimals("0.25", "100", places=2))
def test_hours_recorded_and_the_difference_make_the_hours_invoiced(shifts, hours):
    found = check(shifts, hours=hours)
    assert found.recorded + found.difference == hours
    wrong = abs(found.difference) > Decimal("0.005") * max(
        1, sum(MONDAY <= shift.day <= SUNDAY for shift in shifts)
    )
    assert wrong == any("book" in question for question in found.questions)


@given(st.integers(1, 90), st.decimals("0.01", "9999", places=2), st.integers(-5, 95))
def test_shares_of_an_invoice_grow_from_nothing_to_all_of_it(days, amount, after):
    invoice = replace(GOOD, amount=amount, end=MONDAY + timedelta(days=days - 1))
    day = MONDAY + timedelta(days=after)
    assert 0 <= share_by(invoice, day) <= share_by(invoice, day + timedelta(days=1)) <= amount
    assert share_by(invoice, MONDAY + timedelta(days=days - 1)) == amount
