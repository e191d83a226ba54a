"""Details of a worker change as a whole, within what the book already has of them."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from small_book import ADA, AT, BEN, MONDAY, WHO, all_of, hours, tables, work_a_week

from dpmanager.domain.periods import Frequency
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import Pounds, RateAnswer, WorkerAnswer, as_day
from dpmanager.tasks.hours.record_shifts import record_shifts, remove_shift
from dpmanager.tasks.people.engage_worker import answer_of, change_rate, change_worker, end_work
from dpmanager.tasks.people.look_at_people import look_at_people, look_at_worker
from dpmanager.tasks.people.workers import find_worker

NEXT = MONDAY + timedelta(days=7)


def details(book: Book, name: str = ADA) -> tuple[int, WorkerAnswer]:
    with book.reading() as session:
        row = find_worker(session, name)
        return row.id, answer_of(row)


def test_a_worker_written_back_unchanged_changes_nothing(book: Book) -> None:
    before = tables(book)
    number, answer = details(book)
    change_worker(book, number, answer, who=WHO, at=AT)
    assert tables(book) == before


def test_every_detail_can_change_and_one_undo_brings_all_back(book: Book) -> None:
    number, before = details(book)
    after = msgspec.structs.replace(
        before,
        name=" Ada King ",
        address="1 New Street",
        ni_number="qq 12 34 56 c",
        tax_code="s1257l",
        tax_basis="week1month1",
        ni_category="m",
        pay_day_after=2,
        previous_tax_year="2026-27",
        previous_pay=Pounds("100.00"),
        previous_tax=Pounds("20.00"),
    )
    change_worker(book, number, after, who=WHO, at=AT)
    assert details(book, "Ada King") == (
        number,
        msgspec.structs.replace(
            after, name="Ada King", ni_number="QQ123456C", tax_code="S1257L", ni_category="M"
        ),
    )
    book.undo(who=WHO, at=AT)
    assert details(book) == (number, before)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": BEN}, "already"),
        ({"name": "  "}, "no name"),
        ({"tax_code": "banana"}, "not a tax code"),
        ({"ni_number": "12"}, "not a National Insurance number"),
        ({"ni_category": "Q"}, "no National Insurance letter"),
        ({"service_type": "magic"}, "not a service type"),
        ({"previous_pay": Pounds("5.00")}, "needs its tax year"),
    ],
)
def test_a_change_is_checked_as_somebody_new_is(
    book: Book, changes: dict[str, object], why: str
) -> None:
    before = tables(book)
    number, answer = details(book)
    with pytest.raises(DPManagerError, match=why):
        change_worker(book, number, msgspec.structs.replace(answer, **changes), who=WHO, at=AT)
    assert tables(book) == before


def test_new_pay_periods_begin_after_the_last_timesheet_with_hours(book: Book) -> None:
    work_a_week(book, MONDAY)
    number, answer = details(book)
    monthly = msgspec.structs.replace(answer, pay_frequency=Frequency.MONTHLY)
    with pytest.raises(DPManagerError, match="runs to 12 April 2026"):
        change_worker(book, number, monthly, who=WHO, at=AT)
    later = msgspec.structs.replace(monthly, first_period_start=as_day(NEXT))
    change_worker(book, number, later, who=WHO, at=AT)
    record_shifts(book, ADA, [hours(NEXT, 9, 12)], who=WHO, at=AT)
    sheets = [(row.start, row.end) for row in all_of(book, models.Timesheet)]
    assert sheets == [
        (MONDAY, MONDAY + timedelta(days=6)),
        (NEXT, NEXT.replace(month=5) - timedelta(days=1)),
    ]


def test_an_empty_timesheet_does_not_stand_in_the_way(book: Book) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT)
    remove_shift(book, all_of(book, models.Shift)[0].id, who=WHO, at=AT)
    number, answer = details(book)
    monthly = msgspec.structs.replace(answer, pay_frequency=Frequency.MONTHLY)
    change_worker(book, number, monthly, who=WHO, at=AT)
    assert all_of(book, models.Timesheet) == []


def test_hours_stay_within_the_days_of_work(book: Book) -> None:
    record_shifts(book, ADA, [hours(NEXT, 9, 12)], who=WHO, at=AT)
    number, answer = details(book)
    with pytest.raises(DPManagerError, match="has hours on 13 April 2026"):
        end_work(book, number, MONDAY, who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="has hours on 13 April 2026"):
        later = msgspec.structs.replace(answer, start_date=as_day(NEXT + timedelta(days=1)))
        change_worker(book, number, later, who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="started on 6 April 2026"):
        end_work(book, number, MONDAY - timedelta(days=1), who=WHO, at=AT)


def test_after_the_last_day_nobody_has_hours_until_they_work_on(book: Book) -> None:
    number, _answer = details(book)
    end_work(book, number, MONDAY, who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="does not work for you"):
        record_shifts(book, ADA, [hours(NEXT, 9, 12)], who=WHO, at=AT)
    last = look_at_people(book, NEXT).workers[-1]
    assert (last.name, last.left) == (ADA, MONDAY)
    end_work(book, number, None, who=WHO, at=AT)
    record_shifts(book, ADA, [hours(NEXT, 9, 12)], who=WHO, at=AT)


def test_the_rate_that_counts_today_is_known(book: Book) -> None:
    change_rate(
        book,
        ADA,
        RateAnswer(from_date=as_day(NEXT), amount=Pounds("13.10")),
        who=WHO,
        at=AT,
    )
    number, _answer = details(book)
    for today, rate in ((MONDAY, "12.80"), (NEXT, "13.10")):
        (line,) = (line for line in look_at_people(book, today).workers if line.id == number)
        assert line.rate == Decimal(rate)
        seen = look_at_worker(book, number, today)
        assert seen is not None
        in_force = [one.amount for one in seen.rates if one.in_force and one.kind == "weekday"]
        assert in_force == [Decimal(rate)]


def test_nobody_is_none(book: Book) -> None:
    assert look_at_worker(book, 999, MONDAY) is None
