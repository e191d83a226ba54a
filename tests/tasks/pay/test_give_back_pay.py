"""Back pay after a raise that counts from a day in the past.

Ada has been paid 30 hours a week at 12.80. At 13.10 from 8 April, three of the five days of the
first week have 18 hours at 0.30 more, 5.40; each later week has 30 x 0.30 = 9.00.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of, pay_a_week, tables

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import Pounds, RateAnswer, as_day
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.pay.back_pay import give_back_pay, try_back_pay
from dpmanager.tasks.pay.payslips import read_steps

DAY, WEEK = timedelta(days=1), timedelta(days=7)
DO = {"who": WHO, "at": AT}
TODAY = AT.date()  # 6 July 2026


@pytest.fixture
def ada(book: Book) -> int:
    for n in range(3):
        pay_a_week(book, MONDAY + n * WEEK)
    found: int = all_of(book, models.Worker, models.Worker.name == ADA)[0].id
    return found


def rate(amount: str, day: date, kind: HourKind = HourKind.WEEKDAY) -> RateAnswer:
    return RateAnswer(kind=kind, from_date=as_day(day), amount=Pounds(amount))


def test_what_a_raise_owes_is_tried_first(book: Book, ada: int) -> None:
    before = tables(book)
    trial = try_back_pay(book, ada, rate("13.10", MONDAY + 2 * DAY), today=TODAY)
    assert trial is not None
    assert [(part.period.start, str(part.amount)) for part in trial.periods] == [
        (MONDAY, "5.40"),
        (MONDAY + WEEK, "9.00"),
        (MONDAY + 2 * WEEK, "9.00"),
    ]
    assert str(trial.amount) == "23.40"
    assert trial.paid_with.start == date(2026, 7, 6)
    assert trial.periods[0].steps[0].sum == "389.40 - 384.00 = 5.40"
    assert tables(book) == before


def test_a_raise_from_a_later_day_owes_nothing(book: Book, ada: int) -> None:
    assert try_back_pay(book, ada, rate("13.10", MONDAY + 3 * WEEK), today=TODAY) is None
    sleep_in = rate("70.00", MONDAY, HourKind.SLEEP_IN)
    assert try_back_pay(book, ada, sleep_in, today=TODAY) is None


def test_a_lower_rate_is_not_back_pay(book: Book, ada: int) -> None:
    with pytest.raises(DPManagerError, match="The new rates give less than was paid"):
        try_back_pay(book, ada, rate("12.75", MONDAY), today=TODAY)


def test_back_pay_comes_with_the_next_pay_and_is_given_once(book: Book, ada: int) -> None:
    before = tables(book)
    raised = rate("13.10", MONDAY + 2 * DAY)
    assert give_back_pay(book, ada, raised, **DO) == 3
    assert try_back_pay(book, ada, raised, today=TODAY) is None
    items = all_of(book, models.PayItem)
    assert [(item.kind, item.note, str(item.amount)) for item in items] == [
        ("back_pay", "6 to 12 April 2026", "5.40"),
        ("back_pay", "13 to 19 April 2026", "9.00"),
        ("back_pay", "20 to 26 April 2026", "9.00"),
    ]
    assert read_steps(items[0].steps)[0].sum == "389.40 - 384.00 = 5.40"

    slip = pay_a_week(book, date(2026, 7, 6))
    assert str(slip.gross_pay) == "416.40"  # 30 x 13.10 + 23.40
    assert check_book(book) == []
    for _task in range(4):  # pay run, approval, hours, back pay
        book.undo(**DO)
    assert tables(book) == before


def test_holiday_that_is_paid_with_each_hour_is_owed_too(book: Book, ada: int) -> None:
    with book.task("Holiday", **DO) as session:
        session.get_one(models.Worker, ada).holiday_method = "rolled-up"
    trial = try_back_pay(book, ada, rate("13.80", MONDAY + 2 * WEEK), today=TODAY)
    assert trial is not None
    # 30 x 1.00, and 12.07% of it: 3.621
    assert [str(part.amount) for part in trial.periods] == ["33.62"]
    assert trial.amount - Decimal("30.00") == Decimal("3.62")
