"""A holiday that a worker asks for: written down, answered, on rota and timesheet, taken back.

Ada works 9:00 to 12:00 on Monday, Wednesday and Friday. Her hours are fixed: 9 hours on 3 days a
week, so she has 5.6 weeks of 9 hours, which is 50.4 hours.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from icalendar import Calendar
from msgspec import structs
from small_book import (
    ADA,
    AT,
    BEN,
    MONDAY,
    WHO,
    all_of,
    hours,
    pay_a_week,
    payslip,
    tables,
)
from sqlalchemy import select

from dpmanager.domain.hours.rota import Pattern, PatternShift, Times
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.periods import Frequency, Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import Pounds, RateAnswer, WorkerAnswer, as_day
from dpmanager.tasks.book.things_to_do import Kind
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.hours.fill_from_rota import fill_from_rota
from dpmanager.tasks.hours.holiday_hours import HolidayWritten
from dpmanager.tasks.hours.holiday_requests import (
    HolidayAsked,
    HolidaySeen,
    RequestSeen,
    State,
    agree_to_holiday,
    ask_for_holiday,
    look_at_holiday_requests,
    refuse_holiday,
    take_request_back,
    write_agreed_holiday,
)
from dpmanager.tasks.hours.print_rota import save_rota_calendar
from dpmanager.tasks.hours.record_shifts import (
    approve_timesheet,
    record_shifts,
    shift_of,
    unapprove_timesheet,
)
from dpmanager.tasks.hours.rota import look_at_rota
from dpmanager.tasks.hours.usual_week import end_pattern, set_pattern
from dpmanager.tasks.pay.pay_while_away import SICK
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.absences import AbsenceAnswer, record_absence
from dpmanager.tasks.people.engage_worker import change_worker, end_work
from dpmanager.tasks.people.holiday_terms import set_holiday, set_working_days

DO = {"who": WHO, "at": AT}
TODAY = AT.date()  # Monday 6 July 2026
AUGUST = Period(date(2026, 8, 3), date(2026, 8, 7))
THREE = HolidayAsked(AUGUST, TODAY, note="A wedding")


def usual(worker: str, weekdays: tuple[int, ...], start: int, end: int) -> Pattern:
    times = Times(time(start), time(end))
    shifts = tuple(PatternShift(0, day, times) for day in weekdays)
    return Pattern(worker, MONDAY, 1, shifts)


def number(book: Book, name: str) -> int:
    found: int = all_of(book, models.Worker, models.Worker.name == name)[0].id
    return found


@pytest.fixture
def planned(book: Book) -> Book:
    set_pattern(book, usual(ADA, (0, 2, 4), 9, 12), **DO)
    set_pattern(book, usual(BEN, (2,), 10, 16), **DO)
    set_holiday(
        book,
        number(book, ADA),
        method=HolidayMethod.FIXED,
        weekly_hours=Decimal(9),
        days_a_week=Decimal(3),
        leave_year_start=None,
        **DO,
    )
    return book


def look(book: Book, name: str = ADA, today: date = TODAY) -> HolidaySeen:
    return look_at_holiday_requests(book, number(book, name), today)


def only(book: Book, today: date = TODAY) -> RequestSeen:
    (request,) = look(book, today=today).requests
    return request


def on_timesheet(book: Book) -> list[Shift]:
    with book.reading() as session:
        rows = session.scalars(select(models.Shift).order_by(models.Shift.day, models.Shift.start))
        return [shift_of(row) for row in rows]


def gone_days(book: Book) -> list[date]:
    return [row.day for row in all_of(book, models.RotaChange, models.RotaChange.start.is_(None))]


def test_it_takes_the_hours_of_the_usual_week_and_says_what_is_left(planned: Book) -> None:
    ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    seen = look(planned)
    assert (seen.left, seen.booked) == (Decimal("50.4"), Decimal(0))
    one = only(planned)
    assert (one.hours, one.days, one.state) == (Decimal(9), 3, State.ASKED)
    assert one.left_after == Decimal("41.4")
    assert one.answer_by == date(2026, 7, 30)  # three days and one before 3 August
    assert gone_days(planned) == []


def test_who_has_nothing_at_that_time_could_cover(planned: Book) -> None:
    ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    free = {each.shift.day: each.free for each in only(planned).to_cover}
    club = "Brook Day Club"
    assert free == {
        AUGUST.start: (BEN, club),
        date(2026, 8, 5): (club,),  # Ben is here from 10
        AUGUST.end: (BEN, club),
    }


def test_agreeing_takes_the_worker_off_the_rota_and_one_undo_brings_it_back(planned: Book) -> None:
    request = ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    before = tables(planned)
    agree_to_holiday(planned, request, "Enjoy it", **DO)
    one = only(planned)
    assert (one.state, one.answered_on, one.answer) == (State.AGREED, TODAY, "Enjoy it")
    assert (look(planned).booked, one.left_after) == (Decimal(9), Decimal("41.4"))
    rota = look_at_rota(planned, AUGUST.start, 1, today=TODAY)
    assert [shift.worker for shift in rota.sheet.shifts] == [BEN]
    assert len(rota.sheet.open_shifts) == 3
    planned.undo(who=WHO, at=AT)
    after = tables(planned)
    assert after["holiday_request"] == before["holiday_request"]
    assert after["rota_change"] == before["rota_change"]


def test_taking_it_back_puts_the_days_back(planned: Book) -> None:
    request = ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    agree_to_holiday(planned, request, **DO)
    assert gone_days(planned) == list(AUGUST.each_day())
    take_request_back(planned, request, **DO)
    assert gone_days(planned) == []
    assert look(planned).requests == ()


def test_refused_days_can_be_asked_for_again(planned: Book) -> None:
    request = ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    with pytest.raises(DPManagerError, match="asked for 3 to 7 August 2026 already"):
        ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    refuse_holiday(planned, request, "Nobody can cover", **DO)
    one = only(planned)
    assert (one.state, one.left_after, one.to_cover) == (State.REFUSED, None, ())
    ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    with pytest.raises(DPManagerError, match="answered on 6 July 2026"):
        agree_to_holiday(planned, request, **DO)


def test_days_without_usual_hours_want_the_hours(planned: Book) -> None:
    sunday = Period(date(2026, 8, 9), date(2026, 8, 9))
    with pytest.raises(DPManagerError, match="no usual hours on these days"):
        ask_for_holiday(planned, number(planned, ADA), HolidayAsked(sunday, TODAY), **DO)
    asked = HolidayAsked(sunday, TODAY, Decimal("2.5"))
    ask_for_holiday(planned, number(planned, ADA), asked, **DO)
    assert (only(planned).hours, only(planned).days) == (Decimal("2.5"), 1)


def test_who_is_not_employed_has_no_holiday_here(planned: Book) -> None:
    club = number(planned, "Brook Day Club")
    assert not look(planned, "Brook Day Club").is_employed
    with pytest.raises(DPManagerError, match="not employed"):
        ask_for_holiday(planned, club, THREE, **DO)


def test_holiday_that_cannot_be_worked_out_says_why(planned: Book) -> None:
    with planned.task("Test", **DO) as session:
        session.get_one(models.Worker, number(planned, ADA)).weekly_hours = None
    ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    seen = look(planned)
    assert seen.left is None
    assert "how many hours" in seen.why
    assert only(planned).left_after is None


def test_agreed_hours_are_on_the_timesheet_and_count_once(planned: Book) -> None:
    request = ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    before = tables(planned)
    written = agree_to_holiday(planned, request, **DO)
    assert written == HolidayWritten(Decimal(9), (), ())
    assert on_timesheet(planned) == [
        hours(AUGUST.start, 9, 12, HourKind.HOLIDAY),
        hours(date(2026, 8, 5), 9, 12, HourKind.HOLIDAY),
        hours(AUGUST.end, 9, 12, HourKind.HOLIDAY),
    ]
    later = AUGUST.end + timedelta(days=1)
    for today in (TODAY, later):  # booked, then taken
        assert only(planned, today).to_write == 0
        assert only(planned, today).left_after == Decimal("41.4")
    assert (look(planned).left, look(planned).booked) == (Decimal("50.4"), Decimal(9))
    assert (look(planned, today=later).left, look(planned, today=later).booked) == (
        Decimal("41.4"),
        Decimal(0),
    )
    planned.undo(who=WHO, at=AT)
    for name in ("holiday_request", "rota_change", "timesheet", "shift"):
        assert tables(planned)[name] == before[name]


def test_the_rota_fills_no_work_into_agreed_days(planned: Book) -> None:
    request = ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    agree_to_holiday(planned, request, **DO)
    week = Period(AUGUST.start, date(2026, 8, 14))
    at = AT.replace(month=8, day=16)
    filled = fill_from_rota(planned, [ADA], week, who=WHO, at=at)
    assert (filled.made, filled.closed) == (3, ())
    worked = [shift.day for shift in on_timesheet(planned) if shift.kind is not HourKind.HOLIDAY]
    assert worked == [date(2026, 8, 10), date(2026, 8, 12), date(2026, 8, 14)]


def test_holiday_is_paid_with_the_timesheet_of_its_days(planned: Book) -> None:
    pay_a_week(planned, date(2026, 6, 8))  # so that an hour of holiday is paid 12.80
    june = Period(date(2026, 6, 15), date(2026, 6, 19))
    request = ask_for_holiday(planned, number(planned, ADA), HolidayAsked(june, TODAY), **DO)
    agree_to_holiday(planned, request, **DO)
    approve_timesheet(planned, ADA, june.start, **DO)
    (made,) = run_pay(planned, up_to=date(2026, 6, 25), **DO)
    lines = payslip(planned, made).lines
    assert [(line.kind, line.quantity, line.amount) for line in lines] == [
        ("holiday", Decimal(9), Decimal("115.20"))
    ]


def test_days_with_hours_and_closed_timesheets_stay_as_they_are(planned: Book) -> None:
    june = Period(date(2026, 6, 8), date(2026, 6, 19))
    approved, wednesday = date(2026, 6, 8), date(2026, 6, 17)
    record_shifts(planned, ADA, [hours(approved, 9, 12)], **DO)
    approve_timesheet(planned, ADA, approved, **DO)
    record_shifts(planned, ADA, [hours(wednesday, 14, 16)], **DO)
    request = ask_for_holiday(planned, number(planned, ADA), HolidayAsked(june, TODAY), **DO)
    before = on_timesheet(planned)
    written = agree_to_holiday(planned, request, **DO)
    assert written == HolidayWritten(
        Decimal(6), (approved, wednesday), (date(2026, 6, 10), date(2026, 6, 12))
    )
    new = [shift for shift in on_timesheet(planned) if shift not in before]
    assert [shift.day for shift in new] == [date(2026, 6, 15), date(2026, 6, 19)]
    one = only(planned)
    assert (one.hours, one.to_write) == (Decimal(18), Decimal(6))  # worked days are no holiday
    with pytest.raises(DPManagerError, match="Nothing was written"):
        write_agreed_holiday(planned, request, **DO)
    unapprove_timesheet(planned, ADA, approved, **DO)
    assert write_agreed_holiday(planned, request, **DO).hours == Decimal(6)
    assert only(planned).to_write == 0
    assert take_request_back(planned, request, **DO) == ()
    assert on_timesheet(planned) == before


def test_taking_it_back_leaves_what_is_approved(planned: Book) -> None:
    june = Period(date(2026, 6, 8), date(2026, 6, 15))
    request = ask_for_holiday(planned, number(planned, ADA), HolidayAsked(june, TODAY), **DO)
    agree_to_holiday(planned, request, **DO)
    approve_timesheet(planned, ADA, june.start, **DO)
    kept = take_request_back(planned, request, **DO)
    assert kept == (date(2026, 6, 8), date(2026, 6, 10), date(2026, 6, 12))
    assert [shift.day for shift in on_timesheet(planned)] == list(kept)
    assert [sheet.state for sheet in all_of(planned, models.Timesheet)] == ["approved"]
    assert look(planned).left == Decimal("41.4")


def test_a_day_off_sick_in_a_holiday_is_no_holiday(planned: Book) -> None:
    sick = AbsenceAnswer(SICK, AUGUST.end, AUGUST.end)
    record_absence(planned, number(planned, ADA), sick, **DO)
    request = ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    written = agree_to_holiday(planned, request, **DO)
    assert (written.hours, written.taken) == (Decimal(6), (AUGUST.end,))
    assert only(planned).to_write == 0
    assert look(planned).booked == Decimal(6)


def test_without_a_rota_fixed_hours_count_the_days_of_the_contract(planned: Book) -> None:
    set_holiday(
        planned,
        number(planned, BEN),
        method=HolidayMethod.FIXED,
        weekly_hours=Decimal(20),
        days_a_week=Decimal(4),
        leave_year_start=None,
        **DO,
    )
    end_pattern(planned, BEN, date(2026, 7, 31), **DO)
    set_working_days(planned, number(planned, BEN), [0, 1, 2, 3], **DO)
    request = ask_for_holiday(planned, number(planned, BEN), THREE, **DO)
    (one,) = look(planned, BEN).requests
    assert (one.hours, one.days) == (Decimal(20), 4)  # Friday is no day of work
    agree_to_holiday(planned, request, **DO)
    assert on_timesheet(planned) == [
        Shift(AUGUST.start + timedelta(days=number), time(9), time(14), HourKind.HOLIDAY)
        for number in range(4)
    ]


def test_without_a_rota_hours_that_vary_count_average_days(planned: Book) -> None:
    end_pattern(planned, BEN, date(2026, 4, 30), **DO)
    with pytest.raises(DPManagerError, match="no usual hours on these days"):
        ask_for_holiday(planned, number(planned, BEN), THREE, **DO)
    worked = [hours(date(2026, 6, 2), 9, 12), hours(date(2026, 6, 4), 9, 14)]
    record_shifts(planned, BEN, worked, **DO)
    ask_for_holiday(planned, number(planned, BEN), THREE, **DO)
    (one,) = look(planned, BEN).requests
    assert (one.hours, one.days) == (Decimal(20), 5)  # 8 hours on 2 days: 4 hours a day


def test_a_night_at_the_home_is_holiday_where_hours_are_earned_by_the_hour(planned: Book) -> None:
    night = PatternShift(0, 2, Times(time(22), time(7), HourKind.SLEEP_IN))
    for name in (ADA, BEN):
        days = usual(name, (0,), 10, 12)
        set_pattern(planned, replace(days, shifts=(*days.shifts, night)), **DO)
    for name, expected in ((ADA, Decimal(2)), (BEN, Decimal(11))):  # Ada's hours are fixed
        ask_for_holiday(planned, number(planned, name), THREE, **DO)
        (one,) = look(planned, name).requests
        assert one.hours == expected


def test_rolled_up_holiday_is_on_the_timesheet_and_not_paid_again(planned: Book) -> None:
    with planned.task("Test", **DO) as session:
        session.get_one(models.Worker, number(planned, ADA)).holiday_method = "rolled-up"
    june = Period(date(2026, 6, 15), date(2026, 6, 19))
    record_shifts(planned, ADA, [hours(date(2026, 6, 16), 9, 19)], **DO)
    request = ask_for_holiday(planned, number(planned, ADA), HolidayAsked(june, TODAY), **DO)
    assert look(planned).paid_before
    assert agree_to_holiday(planned, request, **DO).hours == Decimal(9)
    approve_timesheet(planned, ADA, june.start, **DO)
    (made,) = run_pay(planned, up_to=date(2026, 6, 25), **DO)
    # 10 hours at 12.80, and 12.07% of that
    assert payslip(planned, made).gross_pay == Decimal("128.00") + Decimal("15.45")
    assert not look(planned, BEN).paid_before


def test_more_hours_than_the_days_have_are_refused(planned: Book) -> None:
    asked = HolidayAsked(Period(AUGUST.start, AUGUST.start), TODAY, Decimal(25))
    with pytest.raises(DPManagerError, match="more hours than the days have"):
        ask_for_holiday(planned, number(planned, ADA), asked, **DO)


def test_booked_holiday_moves_to_the_timesheets_of_new_pay_periods(planned: Book) -> None:
    request = ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    agree_to_holiday(planned, request, **DO)
    before = on_timesheet(planned)
    answer = WorkerAnswer(
        name=ADA,
        kind="employed",
        start_date=as_day(MONDAY),
        tax_code="1257L",
        ni_category="A",
        pay_frequency=Frequency.MONTHLY,
        first_period_start=as_day(date(2026, 8, 1)),
        pay_day_after=4,
        rates=(RateAnswer(from_date=as_day(MONDAY), amount=Pounds("12.80")),),
    )
    change_worker(planned, number(planned, ADA), answer, **DO)
    assert on_timesheet(planned) == before
    (sheet,) = all_of(planned, models.Timesheet)
    assert (sheet.start, sheet.end) == (date(2026, 8, 1), date(2026, 8, 31))
    late = structs.replace(
        answer, pay_frequency=Frequency.WEEKLY, first_period_start=as_day(date(2026, 8, 10))
    )
    with pytest.raises(DPManagerError, match="timesheet that runs to 31 August 2026"):
        change_worker(planned, number(planned, ADA), late, **DO)


def test_who_leaves_before_an_agreed_holiday_is_told_of_it(planned: Book) -> None:
    request = ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    agree_to_holiday(planned, request, **DO)
    with pytest.raises(DPManagerError, match="holiday on 7 August 2026"):
        end_work(planned, number(planned, ADA), date(2026, 7, 31), **DO)
    take_request_back(planned, request, **DO)
    end_work(planned, number(planned, ADA), date(2026, 7, 31), **DO)


def test_holiday_of_hours_that_vary_is_asked_for_in_the_next_leave_year(planned: Book) -> None:
    set_pattern(planned, usual(BEN, (0,), 10, 16), **DO)
    spring = Period(date(2027, 5, 3), date(2027, 5, 3))
    ask_for_holiday(planned, number(planned, BEN), HolidayAsked(spring, TODAY), **DO)
    (one,) = look(planned, BEN).requests
    assert (one.hours, one.left_after) == (Decimal(6), Decimal(-6))


def test_home_asks_for_an_answer_until_there_is_one(planned: Book) -> None:
    request = ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    things = [one for one in what_needs_doing(planned, TODAY).things if one.kind is Kind.HOLIDAY]
    assert [(one.what, one.more, one.day, one.about) for one in things] == [
        (
            f"Answer {ADA}, who asks for holiday",
            "For 3 to 7 August 2026.",
            date(2026, 7, 30),
            {"worker": number(planned, ADA)},
        )
    ]
    refuse_holiday(planned, request, **DO)
    assert Kind.HOLIDAY not in {one.kind for one in what_needs_doing(planned, TODAY).things}


def test_the_calendar_has_the_holiday_that_was_agreed(planned: Book, tmp_path: Path) -> None:
    request = ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    path = tmp_path / "rota.ics"

    def whole_days(worker: str = "") -> list[tuple[str, date, date]]:
        save_rota_calendar(planned, AUGUST.start, 1, path, at=AT, worker=worker)
        events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        return [
            (str(one["summary"]), one.decoded("dtstart"), one.decoded("dtend"))
            for one in events
            if not isinstance(one.decoded("dtstart"), datetime)
        ]

    assert whole_days() == []
    agree_to_holiday(planned, request, **DO)
    assert whole_days() == [(f"{ADA} is on holiday", AUGUST.start, date(2026, 8, 8))]
    assert whole_days(BEN) == []
