"""A holiday that a worker asks for: written down, answered, on the rota and taken back.

Ada works 9:00 to 12:00 on Monday, Wednesday and Friday. Her hours are fixed: 9 hours on 3 days a
week, so she has 5.6 weeks of 9 hours, which is 50.4 hours.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from icalendar import Calendar
from small_book import ADA, AT, BEN, MONDAY, WHO, all_of, hours, tables

from dpmanager.domain.hours.rota import Pattern, PatternShift, Times
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.things_to_do import Kind
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
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
)
from dpmanager.tasks.hours.print_rota import save_rota_calendar
from dpmanager.tasks.hours.record_shifts import record_shifts
from dpmanager.tasks.hours.rota import look_at_rota
from dpmanager.tasks.hours.usual_week import set_pattern
from dpmanager.tasks.people.holiday_terms import set_holiday

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
    assert (only(planned).hours, only(planned).days) == (Decimal("2.5"), 0)


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


def test_hours_on_a_timesheet_count_once(planned: Book) -> None:
    request = ask_for_holiday(planned, number(planned, ADA), THREE, **DO)
    agree_to_holiday(planned, request, **DO)
    later = AUGUST.end + timedelta(days=1)
    assert only(planned, later).to_write == Decimal(9)
    record_shifts(planned, ADA, [hours(AUGUST.start, 9, 12, HourKind.HOLIDAY)], **DO)
    assert only(planned, later).to_write == Decimal(6)
    assert only(planned, later).left_after == Decimal("41.4")
    assert only(planned).left_after == Decimal("41.4")


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
