"""Hours looked at as they are typed: only what the new shift brings is said."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from small_book import ADA, BEN, MONDAY, WHO, all_of, hours
from sqlalchemy import select

from dpmanager.domain.hours.rota import Pattern, PatternShift, Reason, Times
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.hours.working_time_limits import WorkingTimeLimits
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import Pounds, RateAnswer, as_day
from dpmanager.tasks.hours.change_rota import Different, change_day
from dpmanager.tasks.hours.check_hours import warnings_for, warnings_in_week, working_time_limits
from dpmanager.tasks.hours.record_shifts import record_shifts
from dpmanager.tasks.hours.usual_week import set_pattern
from dpmanager.tasks.people.engage_worker import change_rate

AT = datetime(2026, 4, 20, 18, tzinfo=UTC)
AGENCY = "Brook Day Club"


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def record(book: Book, *shifts: Shift, worker: str = ADA) -> None:
    record_shifts(book, worker, shifts, who=WHO, at=AT)


def said(book: Book, shift: Shift, worker: str = ADA, instead_of: int | None = None) -> str:
    return "\n".join(warnings_for(book, worker, shift, instead_of))


def change(book: Book, worker: str, **what: object) -> None:
    with book.task("Test", who=WHO, at=AT) as session:
        row = session.scalar(select(models.Worker).where(models.Worker.name == worker))
        for key, value in what.items():
            setattr(row, key, value)


def test_an_ordinary_shift_has_nothing_to_say(book: Book) -> None:
    assert warnings_for(book, ADA, hours(day(1), 9, 12)) == ()


def test_only_what_is_new_is_said(book: Book) -> None:
    record(book, hours(day(1), 9, 17))  # no break
    assert "a break of at least 20 minutes" in said(book, hours(day(2), 9, 17))
    assert said(book, hours(day(2), 9, 12)) == ""
    assert "Tuesday 7 April 2026" in "\n".join(warnings_in_week(book, ADA, Period(day(0), day(6))))


def test_a_changed_shift_is_looked_at_in_the_place_of_the_old_one(book: Book) -> None:
    record(book, hours(day(1), 9, 12))
    (old,) = all_of(book, models.Shift)
    longer = hours(day(1), 9, 13)
    assert "share time" in said(book, longer)
    assert said(book, longer, instead_of=old.id) == ""


def test_rest_before_and_after_is_looked_at(book: Book) -> None:
    record(book, hours(day(1), 14, 23, break_minutes=30))
    assert "longest rest is 9 hours" in said(book, hours(day(2), 8, 12))
    record(book, hours(day(3), 8, 12))
    assert "longest rest is 10 hours" in said(book, hours(day(2), 18, 22))


def test_two_at_once_and_days_off(book: Book) -> None:
    record(book, hours(day(1), 9, 12), worker=BEN)
    assert "Ben Okoro is there at the same time" in said(book, hours(day(1), 11, 13))
    change_day(book, ADA, Period(day(2), day(2)), Different.OFF, reason=Reason.HOLIDAY,
               who=WHO, at=AT)  # fmt: skip
    assert "on holiday on Wednesday 8 April 2026" in said(book, hours(day(2), 9, 12))
    evening = [Times(time(18), time(20))]
    change_day(book, ADA, Period(day(3), day(3)), Different.OTHER_TIMES, evening, who=WHO, at=AT)
    assert said(book, hours(day(3), 18, 20)) == ""


def test_another_job_counts(book: Book) -> None:
    there = tuple(PatternShift(0, number, Times(time(13), time(18))) for number in range(5))
    set_pattern(book, Pattern(ADA, MONDAY, 1, there, elsewhere=True), who=WHO, at=AT)
    assert "another job, 13:00 to 18:00" in said(book, hours(day(1), 12, 14))


def test_a_new_rate_and_a_bank_holiday_after_midnight(book: Book) -> None:
    raised = RateAnswer(kind=HourKind.WEEKDAY, from_date=as_day(day(14)), amount=Pounds("13.00"))
    change_rate(book, ADA, raised, who=WHO, at=AT)
    assert "A new rate of pay starts on Monday 20 April 2026" in said(
        book, hours(day(13), 22, 2, HourKind.SUNDAY)
    )
    # 4 May 2026 is the early May bank holiday
    assert "Monday 4 May 2026 is a bank holiday" in said(
        book, hours(day(27), 22, 2, HourKind.SUNDAY)
    )


def test_hours_above_the_support_plan(book: Book) -> None:
    with book.task("Test", who=WHO, at=AT) as session:
        agreement = session.scalars(select(models.Agreement)).one()
        agreement.services.append(
            models.AgreedService(
                service_type="personal_care",
                weekly_hours=Decimal(10),
                hourly_rate=Decimal("17.00"),
            )
        )
    record(book, hours(day(1), 9, 15), worker=BEN)
    assert said(book, hours(day(2), 9, 13)) == ""
    words = said(book, hours(day(2), 9, 14))
    assert "11 hours of Personal care are written down for the week from Monday 6 April" in words
    assert said(book, hours(day(2), 9, 14, HourKind.CANCELLED)) == ""
    assert said(book, hours(day(8), 9, 14)) == ""
    record(book, hours(day(2), 9, 13))
    (saved,) = all_of(book, models.Shift, models.Shift.day == day(2))
    assert said(book, hours(day(2), 9, 12), instead_of=saved.id) == ""


def test_the_limits_of_the_law_are_for_who_is_employed(book: Book) -> None:
    long = hours(day(1), 6, 23)
    assert "More than 13 hours" in said(book, long)
    assert said(book, long, worker=AGENCY) == ""


def test_an_agreement_and_an_age_are_taken_from_the_records(book: Book) -> None:
    for number in range(5):
        record(book, hours(day(number), 8, 18, break_minutes=30))
    sixth = hours(day(5), 8, 10)
    assert "49 hours 30 minutes a week" in said(book, sixth)
    change(book, ADA, opted_out_48=MONDAY)
    assert said(book, sixth) == ""
    change(book, BEN, date_of_birth=date(2009, 1, 1))
    assert "Under 18" in said(book, hours(day(1), 9, 19, break_minutes=30), worker=BEN)


def test_impossible_hours_are_told_by_their_own_check(book: Book) -> None:
    with pytest.raises(DPManagerError, match="no worker"):
        warnings_for(book, "Nobody", hours(day(1), 9, 12))


def test_every_number_says_where_it_comes_from() -> None:
    limits = working_time_limits()
    groups = [getattr(limits, name) for name in WorkingTimeLimits.__struct_fields__]
    assert len(groups) == 8
    for group in groups:
        assert group.verified
        assert all(source.strip() for source in group.source)
    assert (limits.week.hours, limits.week.over_weeks, limits.week.household) == (48, 17, False)
    assert (limits.daily_rest.hours, limits.daily_rest.household) == (11, True)
