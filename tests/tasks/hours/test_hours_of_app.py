"""The hours that Ada kept in the app Hours Keeper, taken in as if she had filled in the form."""

from datetime import date, time

import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of

from dpmanager.domain.hours.filled import Change
from dpmanager.domain.hours.rota import Pattern, PatternShift, Times
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.exchange_with_worker import (
    Decision,
    FilledSeen,
    look_at_filled,
    take_filled,
)
from dpmanager.tasks.hours.record_shifts import approve_timesheet
from dpmanager.tasks.hours.usual_week import set_pattern

WEEK = Period(MONDAY, date(2026, 4, 12))
HEADING = "Client Name,Start Time,End Time,Break Time,Worked Hours,Rate/h,Amount,Note\n"
MON = "{},6 April 2026 at 09:00:00,6 April 2026 at 13:00:00,0h 0m,4h 0m,£12.80,£51.20,"
WED = "{},8 April 2026 at 10:00:00,8 April 2026 at 12:30:00,0h 30m,2h 0m,£12.80,£25.60,Shopping"
LATER = "{},13 April 2026 at 10:00:00,13 April 2026 at 12:00:00,0h 0m,2h 0m,£12.80,£25.60,"


def file(*lines: str, client: str = "Sam") -> bytes:
    return (HEADING + "".join(f"{line.format(client)}\n" for line in lines)).encode()


@pytest.fixture
def planned(book: Book) -> Book:
    """Ada's rota: Monday and Tuesday from nine to one; the Monday is a bank holiday."""
    shifts = (
        PatternShift(0, 0, Times(time(9), time(13))),
        PatternShift(0, 1, Times(time(9), time(13))),
    )
    set_pattern(book, Pattern(ADA, MONDAY, 1, shifts), who=WHO, at=AT)
    return book


def look(book: Book, data: bytes) -> FilledSeen:
    return look_at_filled(book, data, worker=ADA, period=WEEK)


def test_it_is_seen_beside_the_plan_and_then_recorded(planned: Book) -> None:
    data = file(MON, WED, LATER)
    seen = look(planned, data)
    assert (seen.worker, seen.period, seen.as_planned) == (ADA, WEEK, 1)
    assert [each.change for each in seen.differences] == [Change.LEFT_OUT, Change.ADDED]
    assert seen.hours == "6 hours"
    assert seen.notes[:2] == (
        "The app does not know sleep-ins or other kinds of hours. Check them.",
        "1 shift in the file is on other days. It is left out.",
    )
    take_filled(
        planned,
        data,
        worker=ADA,
        period=WEEK,
        decisions={0: Decision.PLANNED},
        who=WHO,
        at=AT,
    )
    assert [
        (row.day.day, row.kind, row.break_minutes) for row in all_of(planned, models.Shift)
    ] == [
        (6, HourKind.BANK_HOLIDAY, 0),
        (7, HourKind.WEEKDAY, 0),
        (8, HourKind.WEEKDAY, 30),
    ]
    (form,) = all_of(planned, models.TakenForm)
    assert form.proof_id is not None
    planned.undo(who=WHO, at=AT)
    assert all_of(planned, models.Shift) == []


def test_hours_for_somebody_else_are_left_out(book: Book) -> None:
    both = file(MON, client="sam rivers") + file(WED, client="Mrs Jones").removeprefix(
        HEADING.encode()
    )
    seen = look(book, both)
    assert seen.hours == "4 hours"
    assert "1 shift in the file is for somebody else. It is left out." in seen.notes
    with pytest.raises(DPManagerError, match=r"several people: Mrs Jones and Sam\. None"):
        look(book, both.replace(b"sam rivers", b"Sam"))


def test_it_must_be_said_whose_hours_they_are(book: Book) -> None:
    with pytest.raises(DPManagerError, match="does not say whose hours they are"):
        look_at_filled(book, file(MON))


def test_a_file_of_other_days_is_refused(book: Book) -> None:
    with pytest.raises(DPManagerError, match="no hours of these days"):
        look(book, file(LATER))


def test_shifts_at_the_same_time_are_refused(book: Book) -> None:
    with pytest.raises(DPManagerError, match="overlaps"):
        look(book, file(MON, MON))


def test_a_timesheet_that_is_approved_stays(book: Book) -> None:
    data = file(MON)
    take_filled(book, data, worker=ADA, period=WEEK, who=WHO, at=AT)
    assert any("taken in already" in note for note in look(book, data).notes)
    approve_timesheet(book, ADA, MONDAY, who=WHO, at=AT)
    assert "is approved" in look(book, data).problems[0]
    with pytest.raises(DPManagerError, match="is approved"):
        take_filled(book, data, worker=ADA, period=WEEK, who=WHO, at=AT)
