"""Time that is paid and not worked, and shifts rounded up, on the payslip."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of, hours, payslip

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import Pounds, RateAnswer, as_day
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.payslips import payslip_of
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.engage_worker import change_rate
from dpmanager.tasks.people.hours_terms import set_hours_terms

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def ada(book: Book) -> int:
    found: int = all_of(book, models.Worker, models.Worker.name == ADA)[0].id
    return found


def pay(book: Book, *shifts: Shift) -> models.Payslip:
    record_shifts(book, ADA, shifts, who=WHO, at=AT)
    approve_timesheet(book, ADA, MONDAY, who=WHO, at=AT)
    (number,) = run_pay(book, up_to=MONDAY + timedelta(days=10), who=WHO, at=AT)
    return payslip(book, number)


def rate(book: Book, kind: HourKind, amount: str, day: date = MONDAY) -> None:
    answer = RateAnswer(kind=kind, from_date=as_day(day), amount=Pounds(amount))
    change_rate(book, ADA, answer, who=WHO, at=AT)


def test_on_call_and_cancelled_do_not_count_for_the_minimum_wage(book: Book) -> None:
    # 10 hours at 12.80, 20 on call at 2.00 and 3 called off at 12.80
    rate(book, HourKind.ON_CALL, "2.00")
    slip = pay(
        book,
        hours(TUESDAY, 8, 18),
        hours(TUESDAY + timedelta(days=1), 0, 20, HourKind.ON_CALL),
        hours(TUESDAY + timedelta(days=2), 9, 12, HourKind.CANCELLED),
    )
    assert slip.gross_pay == Decimal("206.40")
    assert {line.kind: line.amount for line in slip.lines} == {
        "weekday": Decimal("128.00"), "on_call": Decimal("40.00"), "cancelled": Decimal("38.40"),
    }  # fmt: skip


def test_a_low_rate_of_work_is_still_found(book: Book) -> None:
    rate(book, HourKind.TRAINING, "2.00")
    with pytest.raises(DPManagerError, match="less than the law allows"):
        pay(book, hours(TUESDAY, 8, 18, HourKind.TRAINING), hours(MONDAY, 8, 9))


def test_a_shift_is_paid_rounded_up_and_the_record_keeps_its_times(book: Book, ada: int) -> None:
    set_hours_terms(book, ada, rounds_to_minutes=15, opted_out_48=None, who=WHO, at=AT)
    # 7 hours 50 minutes and 2 hours: paid for 8 and 2 hours at 12.80
    slip = pay(
        book,
        Shift(TUESDAY, time(8), time(15, 50), HourKind.WEEKDAY),
        hours(TUESDAY + timedelta(days=1), 8, 10),
    )
    assert slip.gross_pay == Decimal("128.00")
    assert [(shift.start, shift.end) for shift in all_of(book, models.Shift)] == [
        (time(8), time(15, 50)), (time(8), time(10)),
    ]  # fmt: skip
    with book.reading() as session:
        steps = payslip_of(session, session.get_one(models.Payslip, slip.id)).steps
    (step,) = [step for step in steps if "in steps of 15 minutes" in step.label]
    assert step.sum == "9 hours 50 minutes worked; 10 hours paid"


def test_without_rounding_there_is_no_word_of_it(book: Book) -> None:
    slip = pay(book, Shift(TUESDAY, time(8), time(15, 50), HourKind.WEEKDAY))
    # 470 minutes at 12.80 an hour are 100.27
    assert slip.gross_pay == Decimal("100.27")
    assert "in steps of" not in slip.steps


def test_what_the_contract_says_is_saved_and_undone(book: Book, ada: int) -> None:
    agreed = date(2026, 4, 6)
    set_hours_terms(book, ada, rounds_to_minutes=6, opted_out_48=agreed, who=WHO, at=AT)
    row = all_of(book, models.Worker, models.Worker.name == ADA)[0]
    assert (row.rounds_to_minutes, row.opted_out_48) == (6, agreed)
    book.undo(who=WHO, at=AT)
    row = all_of(book, models.Worker, models.Worker.name == ADA)[0]
    assert (row.rounds_to_minutes, row.opted_out_48) == (0, None)
    with pytest.raises(DPManagerError, match="rounding"):
        set_hours_terms(book, ada, rounds_to_minutes=7, opted_out_48=None, who=WHO, at=AT)
