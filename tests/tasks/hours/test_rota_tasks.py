"""The rota in the book: usual weeks, changed days, cover, and timesheets filled from it."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from icalendar import Calendar
from small_book import ADA, BEN, MONDAY, WHO, all_of, hours, make_book
from sqlalchemy import select

from dpmanager.domain.hours.rota import Pattern, PatternShift, Reason, Times
from dpmanager.domain.hours.rota_sheet import RotaSheet, cell_words, missing_words
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.change_rota import Different, change_day, cover
from dpmanager.tasks.hours.fill_from_rota import Filled, fill_from_rota
from dpmanager.tasks.hours.print_rota import calendar_name, print_rota, save_rota_calendar
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.hours.rota import RotaSeen, look_at_rota
from dpmanager.tasks.hours.usual_week import copy_pattern, end_pattern, set_pattern
from dpmanager.tasks.people.absences import AbsenceAnswer, record_absence
from dpmanager.tasks.people.engage_worker import end_work

# Tuesday 14 April 2026, in the second week of the book.
TODAY = date(2026, 4, 14)
AT = datetime(2026, 4, 14, 18, tzinfo=UTC)
MORNING = Times(time(8), time(12), outcome="Safe at home")
EVENING = Times(time(18), time(20))


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def one(number: int) -> Period:
    return Period(day(number), day(number))


def pattern(*shifts: tuple[int, int, Times], worker: str = ADA, weeks: int = 1, **more) -> Pattern:
    made = tuple(PatternShift(*shift) for shift in shifts)
    return Pattern(worker, more.pop("from_date", MONDAY), weeks, made, **more)


WEEKDAYS = pattern(*[(0, number, MORNING) for number in range(5)])


def usual(book: Book, *patterns: Pattern) -> None:
    for each in patterns or (WEEKDAYS,):
        set_pattern(book, each, who=WHO, at=AT)


def look(book: Book, number: int = 0, weeks: int = 1, today: date = TODAY) -> RotaSeen:
    return look_at_rota(book, day(number), weeks, today=today)


def cells(sheet: RotaSheet) -> dict[tuple[date, str], str]:
    return {
        (of_day.day, cell.worker): words
        for of_day in sheet.days
        for cell in of_day.cells
        if (words := cell_words(cell))
    }


def recorded(book: Book, worker: str = ADA) -> list[tuple[date, time, str]]:
    with book.reading() as session:
        rows = session.execute(
            select(models.Shift.day, models.Shift.start, models.Shift.kind)
            .join(models.Timesheet)
            .join(models.Worker, models.Worker.id == models.Timesheet.worker_id)
            .where(models.Worker.name == worker)
            .order_by(models.Shift.day, models.Shift.start)
        )
        return [(row.day, row.start, row.kind) for row in rows]


def worker_id(book: Book, name: str) -> int:
    with book.reading() as session:
        found = session.scalar(select(models.Worker.id).where(models.Worker.name == name))
        assert found is not None
        return found


def test_who_works_when(book: Book) -> None:
    usual(book, WEEKDAYS, pattern((0, 1, EVENING), worker=BEN))
    seen = look(book)
    assert seen.names == (ADA, BEN, "Brook Day Club")
    assert seen.have_a_week == (ADA, BEN)
    assert seen.sheet.workers == (ADA, BEN)
    assert cells(seen.sheet)[day(1), BEN] == "18:00 to 20:00"
    # 6 April 2026 is Easter Monday
    assert [of_day.day for of_day in seen.sheet.days if of_day.bank_holiday] == [day(0)]
    assert seen.sheet.shifts[0].kind is HourKind.BANK_HOLIDAY
    assert seen.sheet.shifts[1].outcome == "Safe at home"


def test_the_week_of_any_day_is_shown_from_its_monday(book: Book) -> None:
    assert look(book, 3, weeks=2).sheet.period == Period(day(0), day(13))
    assert look(book, 0).sheet.is_empty


def test_a_new_usual_week_holds_from_its_day_and_undo_brings_the_old_one_back(book: Book) -> None:
    usual(book)
    usual(book, pattern((0, 2, EVENING), from_date=day(7)))
    assert len(look(book).sheet.shifts) == 5
    assert [(each.day, each.start) for each in look(book, 7).sheet.shifts] == [(day(9), time(18))]
    book.undo(who=WHO, at=AT)
    assert len(look(book, 7).sheet.shifts) == 5


def test_one_from_the_same_day_is_replaced(book: Book) -> None:
    usual(book, WEEKDAYS, pattern((0, 2, EVENING)))
    assert [each.start for each in look(book).sheet.shifts] == [time(18)]
    assert len(all_of(book, models.RotaPattern)) == 1
    assert len(all_of(book, models.RotaShift)) == 1


def test_a_usual_week_ends_and_later_ones_go(book: Book) -> None:
    usual(book, WEEKDAYS, pattern((0, 2, EVENING), from_date=day(21)))
    end_pattern(book, ADA, day(8), who=WHO, at=AT)
    assert [each.day for each in look(book, 0, weeks=4).sheet.shifts] == [
        day(0), day(1), day(2), day(3), day(4), day(7), day(8),
    ]  # fmt: skip
    with pytest.raises(DPManagerError, match="no usual week on 20 April 2026"):
        end_pattern(book, ADA, day(14), who=WHO, at=AT)


def test_it_ends_with_the_job(book: Book) -> None:
    usual(book)
    end_work(book, worker_id(book, ADA), day(1), who=WHO, at=AT)
    assert [each.day for each in look(book).sheet.shifts] == [day(0), day(1)]


def test_a_copy_keeps_the_turn_of_the_weeks(book: Book) -> None:
    usual(book, pattern((0, 0, MORNING), (1, 0, EVENING), weeks=2))
    copy_pattern(book, ADA, BEN, day(7), who=WHO, at=AT)
    found = {(each.day, each.worker): each.start for each in look(book, 0, weeks=4).sheet.shifts}
    assert found == {
        (day(0), ADA): time(8), (day(7), ADA): time(18), (day(14), ADA): time(8),
        (day(21), ADA): time(18), (day(7), BEN): time(18), (day(14), BEN): time(8),
        (day(21), BEN): time(18),
    }  # fmt: skip


def test_nobody_plans_for_before_the_job(book: Book) -> None:
    with pytest.raises(DPManagerError, match="does not work for you on 5 April 2026"):
        usual(book, pattern((0, 0, MORNING), from_date=day(-1)))
    with pytest.raises(DPManagerError, match="does not work for you"):
        change_day(book, ADA, one(-1), Different.OFF, who=WHO, at=AT)


def test_days_are_changed_and_put_back(book: Book) -> None:
    usual(book)
    week = Period(day(1), day(2))
    change_day(book, ADA, week, Different.OFF, reason=Reason.HOLIDAY, who=WHO, at=AT)
    change_day(book, ADA, one(3), Different.OTHER_TIMES, [EVENING], who=WHO, at=AT)
    change_day(book, ADA, one(4), Different.EXTRA, [EVENING], who=WHO, at=AT)
    sheet = look(book).sheet
    assert cells(sheet) == {
        (day(0), ADA): "08:00 to 12:00", (day(1), ADA): "On holiday", (day(2), ADA): "On holiday",
        (day(3), ADA): "18:00 to 20:00", (day(4), ADA): "08:00 to 12:00; 18:00 to 20:00",
    }  # fmt: skip
    assert [shift.day for shift in sheet.open_shifts] == [day(1), day(2)]
    change_day(book, ADA, Period(day(1), day(4)), Different.AS_USUAL, who=WHO, at=AT)
    assert all_of(book, models.RotaChange) == []
    assert len(look(book).sheet.shifts) == 5


def test_a_change_needs_its_times_and_makes_no_clash(book: Book) -> None:
    usual(book)
    with pytest.raises(DPManagerError, match="from when to when"):
        change_day(book, ADA, one(1), Different.EXTRA, who=WHO, at=AT)
    clash = Times(time(11), time(13))
    with pytest.raises(DPManagerError, match="overlaps"):
        change_day(book, ADA, one(1), Different.EXTRA, [clash], who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="starts and ends at"):
        change_day(book, ADA, one(5), Different.EXTRA, [Times(time(9), time(9))], who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="a year at a time"):
        change_day(book, ADA, Period(day(0), day(400)), Different.OFF, who=WHO, at=AT)
    assert all_of(book, models.RotaChange) == []


def test_somebody_covers(book: Book) -> None:
    usual(book)
    count = cover(book, ADA, Period(day(1), day(2)), BEN, reason=Reason.HOLIDAY, who=WHO, at=AT)
    sheet = look(book).sheet
    assert count == 2
    assert sheet.workers == (ADA, BEN)
    assert cells(sheet)[day(1), BEN] == "08:00 to 12:00, for Ada Lovell"
    assert cells(sheet)[day(1), ADA] == "On holiday"
    assert sheet.open_shifts == ()
    for covered, by, says in (
        (one(5), BEN, "no usual hours on these days"), (one(3), ADA, "two different people"),
    ):  # fmt: skip
        with pytest.raises(DPManagerError, match=says):
            cover(book, ADA, covered, by, who=WHO, at=AT)


def test_who_covers_cannot_be_in_two_places(book: Book) -> None:
    usual(book, WEEKDAYS, pattern((0, 1, Times(time(11), time(14))), worker=BEN))
    with pytest.raises(DPManagerError, match="overlaps"):
        cover(book, ADA, one(1), BEN, who=WHO, at=AT)
    assert all_of(book, models.RotaChange) == []


def test_time_off_that_is_written_down_shows_by_itself(book: Book) -> None:
    usual(book)
    sick = AbsenceAnswer(kind="sick", first_day=day(1), last_day=day(2))
    record_absence(book, worker_id(book, ADA), sick, who=WHO, at=AT)
    holiday = hours(day(3), 8, 12, HourKind.HOLIDAY)
    record_shifts(book, ADA, [holiday], who=WHO, at=AT)
    shown = cells(look(book).sheet)
    assert [shown[day(number), ADA] for number in range(5)] == [
        "08:00 to 12:00", "Off sick", "Off sick", "On holiday", "08:00 to 12:00",
    ]  # fmt: skip


SERVICES = (
    "return_days = 28\n",
    "return_days = 28\nservices = ["
    '{ type = "personal_care", weekly_hours = 23, hourly_rate = "17.00" },'
    '{ type = "day_opportunities", weekly_hours = 3, hourly_rate = "17.00" }]\n',
)


def test_what_is_missing_against_the_plan_and_the_contract(tmp_path: Path) -> None:
    with make_book(tmp_path / "Sam.dpbook", SERVICES) as book:
        usual(book)
        with book.task("Test", who=WHO, at=AT) as session:
            session.get_one(models.Worker, worker_id(book, ADA)).weekly_hours = Decimal("20.5")
        change_day(book, ADA, one(4), Different.OFF, reason=Reason.OTHER, who=WHO, at=AT)
        assert missing_words(look(book).sheet) == (
            "Friday 10 April 2026, 08:00 to 12:00: nobody comes for Ada Lovell. Does not come.",
            "Week from Monday 6 April 2026: 7 hours of Personal care have nobody. 16 hours are "
            "on the rota, and the support plan has 23 hours.",
            "Week from Monday 6 April 2026: nobody is on the rota for Day opportunities. The "
            "support plan has 3 hours.",
            "Week from Monday 6 April 2026: Ada Lovell has 16 hours on the rota. The contract "
            "says 20 hours 30 minutes.",
        )
        usual(book, pattern(*[(0, number, EVENING) for number in range(7)], worker=BEN))
        assert any("30 hours of Personal care" in words and "7 hours too many" in words
                   for words in missing_words(look(book).sheet))  # fmt: skip


def test_timesheets_are_filled_up_to_today(book: Book) -> None:
    usual(book)
    assert look(book, 0, weeks=2).to_fill == 7
    record_shifts(book, ADA, [hours(day(2), 10, 11)], who=WHO, at=AT)
    change_day(book, ADA, one(3), Different.OFF, reason=Reason.OTHER, who=WHO, at=AT)
    filled = fill_from_rota(book, [ADA], Period(day(0), day(13)), who=WHO, at=AT)
    assert filled == Filled(5, (day(2),), ())
    assert recorded(book) == [
        (day(0), time(8), "bank_holiday"), (day(1), time(8), "weekday"),
        (day(2), time(10), "weekday"), (day(4), time(8), "weekday"), (day(7), time(8), "weekday"),
        (day(8), time(8), "weekday"),
    ]  # fmt: skip
    assert look(book, 0, weeks=2).to_fill == 0
    with pytest.raises(DPManagerError, match="nothing to fill"):
        fill_from_rota(book, [ADA], Period(day(0), day(13)), who=WHO, at=AT)
    book.undo(who=WHO, at=AT)
    assert len(recorded(book)) == 1


def test_the_outcome_and_the_break_come_along(book: Book) -> None:
    times = Times(time(8), time(15), break_minutes=30, outcome="Safe at home")
    usual(book, pattern((0, 1, times)))
    fill_from_rota(book, [ADA, BEN], Period(day(0), day(6)), who=WHO, at=AT)
    (shift,) = all_of(book, models.Shift)
    assert shift.break_minutes == 30
    assert shift.outcome_id == all_of(book, models.Outcome)[0].id


def test_a_night_that_reaches_into_the_day_keeps_it(book: Book) -> None:
    usual(book, pattern((0, 2, Times(time(6), time(9)))))
    record_shifts(book, ADA, [hours(day(1), 22, 7, HourKind.NIGHT)], who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="nothing to fill"):
        fill_from_rota(book, [ADA], Period(day(0), day(6)), who=WHO, at=AT)


def test_an_approved_timesheet_stays_as_it_is(book: Book) -> None:
    usual(book)
    record_shifts(book, ADA, [hours(day(1), 9, 12)], who=WHO, at=AT)
    approve_timesheet(book, ADA, day(1), who=WHO, at=AT)
    filled = fill_from_rota(book, [ADA], Period(day(0), day(13)), who=WHO, at=AT)
    assert filled.made == 2
    assert filled.closed == (day(0), day(2), day(3), day(4))
    assert filled.kept == (day(1),)


def test_hours_in_another_job_are_only_checked(book: Book) -> None:
    there = Times(time(13), time(23))
    usual(book, WEEKDAYS, pattern(*[(0, n, there) for n in range(5)], elsewhere=True))
    seen = look(book)
    assert len(seen.sheet.shifts) == 5
    assert [each.pattern.elsewhere for each in seen.usual] == [False, True]
    words = "\n".join(text for name, text in seen.to_check if name == ADA)
    assert "the longest rest is 9 hours" in words
    assert "70 hours a week" in words
    fill_from_rota(book, [ADA], Period(day(0), day(6)), who=WHO, at=AT)
    assert {start for _day, start, _kind in recorded(book)} == {time(8)}
    end_pattern(book, ADA, day(0), elsewhere=True, who=WHO, at=AT)
    assert look(book, 7).to_check == ()


def test_the_calendar_file_tells_no_name_in_its_own_name(book: Book, tmp_path: Path) -> None:
    usual(book, WEEKDAYS, pattern((0, 1, EVENING), worker=BEN))
    assert calendar_name(day(0)) == "rota-2026-04-06.ics"
    path = tmp_path / "rota.ics"
    save_rota_calendar(book, day(0), 1, path, at=AT)
    assert len(Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == 6
    save_rota_calendar(book, day(0), 1, path, at=AT, worker=BEN)
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert str(event["summary"]) == BEN


def test_it_prints(book: Book) -> None:
    usual(book)
    for large_print in (False, True):
        made = print_rota(book, day(0), 1, today=TODAY, large_print=large_print)
        assert made.startswith(b"%PDF")
