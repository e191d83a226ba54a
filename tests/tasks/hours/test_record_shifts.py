"""Hours are recorded on the timesheet of their pay period, approved, and opened again."""

from datetime import date, time, timedelta

import pytest
from small_book import ADA, AT, BEN, MONDAY, WHO, all_of, count, hours, pay_a_week, tables

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.print_timesheet import timesheet_of
from dpmanager.tasks.hours.record_shifts import (
    approve_timesheet,
    record_shifts,
    remove_shift,
    unapprove_timesheet,
)

SUNDAY = MONDAY + timedelta(days=6)


def record(book: Book, *shifts: Shift, worker: str = ADA) -> None:
    record_shifts(book, worker, shifts, who=WHO, at=AT)


def periods(book: Book) -> list[tuple[date, date, str]]:
    return [(row.start, row.end, row.state) for row in all_of(book, models.Timesheet)]


def test_each_shift_goes_on_the_timesheet_of_its_pay_period(book: Book) -> None:
    next_monday = MONDAY + timedelta(days=7)

    record(book, hours(next_monday, 9, 12), hours(SUNDAY, 9, 12), hours(MONDAY, 9, 12))

    assert periods(book) == [
        (MONDAY, SUNDAY, "draft"),
        (next_monday, next_monday + timedelta(days=6), "draft"),
    ]
    assert count(book, models.Shift) == 3


def test_a_night_over_the_end_of_a_period_belongs_to_the_day_it_starts(book: Book) -> None:
    record(book, hours(SUNDAY, 22, 7, HourKind.NIGHT))

    assert periods(book) == [(MONDAY, SUNDAY, "draft")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (hours(MONDAY, 9, 12), hours(MONDAY, 11, 14)),
        (hours(MONDAY, 9, 12), hours(MONDAY, 9, 12)),
        (hours(MONDAY, 22, 7), hours(MONDAY + timedelta(days=1), 6, 9)),
        (hours(MONDAY + timedelta(days=1), 6, 9), hours(MONDAY, 22, 7)),
        (hours(SUNDAY, 22, 7), hours(SUNDAY + timedelta(days=1), 6, 9)),  # another timesheet
        (hours(SUNDAY, 12, 11), hours(SUNDAY + timedelta(days=1), 10, 12)),
    ],
)
def test_shifts_that_share_time_are_refused_over_midnight_too(
    book: Book, first: Shift, second: Shift
) -> None:
    record(book, first)
    before = tables(book)

    with pytest.raises(DPManagerError, match="Nobody works two shifts at once"):
        record(book, second)
    assert tables(book) == before


def test_shifts_given_together_are_saved_all_or_none(book: Book) -> None:
    with pytest.raises(DPManagerError, match="overlaps"):
        record(book, hours(MONDAY, 9, 12), hours(SUNDAY, 22, 7), hours(SUNDAY, 23, 23 - 1))

    assert count(book, models.Shift) == count(book, models.Timesheet) == 0


def test_one_shift_may_begin_when_another_ends_and_two_people_may_work_at_once(
    book: Book,
) -> None:
    record(book, hours(MONDAY, 22, 7), hours(MONDAY + timedelta(days=1), 7, 9))
    record(book, hours(MONDAY, 22, 7), worker=BEN)

    assert count(book, models.Shift) == 3


@pytest.mark.parametrize(
    ("shift", "said"),
    [
        (hours(date(2026, 4, 5), 9, 12), "Ada Lovell does not work for you on 5 April 2026"),
        (hours(date(2026, 5, 1), 9, 12), "Ada Lovell does not work for you on 1 May 2026"),
        (hours(MONDAY, 9, 9), "starts and ends at 09:00"),
        (hours(MONDAY, 9, 10, break_minutes=60), "The break on 6 April 2026 is as long"),
        (hours(MONDAY, 9, 10, outcome="Fame"), "no outcome named “Fame”"),
        (hours(date(2027, 3, 28), 1, 5), "the clocks went forward"),
    ],
)
def test_an_impossible_shift_is_refused_with_the_reason(
    book: Book, shift: Shift, said: str
) -> None:
    if shift.day < date(2027, 1, 1):
        with book.task("Ada leaves", who=WHO, at=AT) as session:
            session.query(models.Worker).filter_by(name=ADA).one().end_date = date(2026, 4, 30)

    with pytest.raises(DPManagerError, match=said):
        record(book, shift)
    assert count(book, models.Timesheet) == 0


def test_hours_before_the_first_pay_period_are_refused(book: Book) -> None:
    with book.task("Ada began sooner", who=WHO, at=AT) as session:
        session.query(models.Worker).filter_by(name=ADA).one().start_date = date(2026, 4, 1)

    with pytest.raises(DPManagerError, match="before the first pay period of Ada Lovell"):
        record(book, hours(date(2026, 4, 2), 9, 12))


def test_nobody_of_that_name_works_here(book: Book) -> None:
    with pytest.raises(DPManagerError, match="no worker named “Ada”"):
        record(book, hours(MONDAY, 9, 12), worker="Ada")


def test_hours_of_an_agency_are_kept_by_the_month(book: Book) -> None:
    record(book, hours(date(2026, 5, 14), 10, 13), worker="Brook Day Club")

    assert periods(book) == [(date(2026, 5, 1), date(2026, 5, 31), "draft")]


def test_an_approved_timesheet_takes_no_more_hours_until_it_is_opened_again(book: Book) -> None:
    record(book, hours(MONDAY, 9, 12))
    before = tables(book)

    approved = approve_timesheet(book, ADA, MONDAY + timedelta(days=3), who=WHO, at=AT)

    assert approved == Period(MONDAY, SUNDAY)
    (sheet,) = all_of(book, models.Timesheet)
    assert (sheet.state, sheet.approved_on, sheet.approved_by) == ("approved", AT.date(), WHO)
    (shift,) = all_of(book, models.Shift)
    for change in (
        lambda: record(book, hours(SUNDAY, 9, 12)),
        lambda: remove_shift(book, shift.id, who=WHO, at=AT),
        lambda: approve_timesheet(book, ADA, MONDAY, who=WHO, at=AT),
    ):
        with pytest.raises(DPManagerError, match="is approved already"):
            change()

    unapprove_timesheet(book, ADA, MONDAY, who=WHO, at=AT)
    assert tables(book) == before
    record(book, hours(SUNDAY, 9, 12))
    assert count(book, models.Shift) == 2


def test_a_paid_timesheet_stays_as_it_is(book: Book) -> None:
    pay_a_week(book, MONDAY)

    with pytest.raises(DPManagerError, match="is paid already"):
        record(book, hours(SUNDAY, 9, 12))
    with pytest.raises(DPManagerError, match="Undo the pay run first"):
        unapprove_timesheet(book, ADA, MONDAY, who=WHO, at=AT)


def test_there_must_be_hours_to_approve(book: Book) -> None:
    with pytest.raises(DPManagerError, match="Ada Lovell has no timesheet for 6 April 2026"):
        approve_timesheet(book, ADA, MONDAY, who=WHO, at=AT)
    record(book, hours(MONDAY, 9, 12))
    (shift,) = all_of(book, models.Shift)
    remove_shift(book, shift.id, who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="has no hours yet"):
        approve_timesheet(book, ADA, MONDAY, who=WHO, at=AT)


def test_undo_goes_back_step_by_step(book: Book) -> None:
    states = [tables(book)]
    record(book, hours(MONDAY, 9, 12))
    states.append(tables(book))
    record(book, hours(MONDAY, 13, 15), hours(SUNDAY, 9, 12))
    states.append(tables(book))
    approve_timesheet(book, ADA, MONDAY, who=WHO, at=AT)

    assert book.undo(who=WHO, at=AT) == "Approve the timesheet of Ada Lovell"
    assert tables(book) == states.pop()
    assert book.undo(who=WHO, at=AT) == "Record 2 shifts of Ada Lovell"
    assert tables(book) == states.pop()
    assert book.undo(who=WHO, at=AT) == "Record 1 shift of Ada Lovell"
    assert tables(book) == states.pop()


def test_the_printed_timesheet_has_the_hours_as_they_were_recorded(book: Book) -> None:
    shift = Shift(
        MONDAY,
        time(8, 10),
        time(11, 40),
        HourKind.WEEKDAY,
        break_minutes=20,
        note="Bath day",
        outcome="Safe at home",
    )
    record(book, shift, hours(SUNDAY, 22, 7, HourKind.SLEEP_IN))

    with book.reading() as session:
        sheet = timesheet_of(session, session.query(models.Timesheet).one())

    assert sheet.shifts[0] == shift
    assert (sheet.employer, sheet.supported_person, sheet.worker) == ("Sam Rivers",) * 2 + (ADA,)
    assert [(row.kind, row.minutes, row.nights) for row in sheet.totals] == [
        (HourKind.WEEKDAY, 190, 0),
        (HourKind.SLEEP_IN, 0, 1),
    ]
