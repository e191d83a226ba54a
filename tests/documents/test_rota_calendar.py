"""The rota as a calendar file, read back with the library that other programs use."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from icalendar import Calendar

from dpmanager.documents.calendar import rota_calendar
from dpmanager.domain.hours.rota import PlannedShift, Reason
from dpmanager.domain.hours.shifts import HourKind

MADE_AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
# The clocks go back in the night to 25 October 2026.
NIGHT = PlannedShift("Ann Lark", date(2026, 10, 24), time(22), time(7), HourKind.SLEEP_IN)
MORNING = PlannedShift(
    "Ben Moss", date(2026, 6, 1), time(8), time(12), HourKind.WEEKDAY, 0, "Ann Lark", Reason.COVER
)


def events(*shifts: PlannedShift) -> list:
    return Calendar.from_ical(rota_calendar(shifts, made_at=MADE_AT)).walk("VEVENT")


def test_a_shift_is_an_event_at_its_real_moments() -> None:
    (morning,) = events(MORNING)
    # summer time: 8 o'clock is 7 o'clock in UTC
    assert morning.decoded("dtstart") == datetime(2026, 6, 1, 7, tzinfo=UTC)
    assert morning.decoded("dtend") == datetime(2026, 6, 1, 11, tzinfo=UTC)
    assert str(morning["summary"]) == "Ben Moss"
    assert str(morning["description"]) == "08:00 to 12:00, for Ann Lark"
    assert morning.decoded("dtstamp") == MADE_AT


def test_a_night_in_which_the_clocks_change_is_as_long_as_it_is() -> None:
    (night,) = events(NIGHT)
    assert (night.decoded("dtend") - night.decoded("dtstart")).total_seconds() == 10 * 3600
    assert str(night["description"]) == "22:00 to 07:00, Sleep-in"


def test_an_event_is_known_again_when_its_times_change_and_tells_no_name() -> None:
    second = replace(MORNING, start=time(18), end=time(20))
    first, other = events(MORNING, second)
    (moved,) = events(replace(MORNING, start=time(9)))
    assert first["uid"] == moved["uid"]
    assert first["uid"] != other["uid"]
    assert "Ben" not in first["uid"]


def test_lines_are_as_the_standard_wants_them() -> None:
    # RFC 5545, section 3.1: lines of at most 75 octets that end in CR and LF
    content = rota_calendar([MORNING, replace(NIGHT, worker="Ŷ" * 80)], made_at=MADE_AT)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_a_rota_without_shifts_is_a_calendar_all_the_same() -> None:
    calendar = Calendar.from_ical(rota_calendar([], made_at=MADE_AT))
    assert calendar["version"] == "2.0"
    assert calendar.walk("VEVENT") == []
