"""The calendar file, read back with the library that other programs use."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from dpmanager.documents.calendar import calendar_file
from dpmanager.domain.deadlines.work_out import Deadline

MADE_AT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
PAY_HMRC = Deadline(
    rule_id="paye-monthly",
    key="paye-monthly/hmrc/2026-11-05",
    name="Pay HMRC for October, and don't be late; it costs £",
    about="Ada Lane",
    day=date(2026, 11, 20),
    shown_from=date(2026, 11, 6),
    shown_until=date(2027, 1, 4),
    why="Money must reach HMRC by the 22nd.",
    what_to_do="Pay the amount that is due.",
    source="GOV.UK: https://www.gov.uk/pay-paye-tax",
    moved_from=date(2026, 11, 22),
)
STANDS = Deadline(
    rule_id="p60",
    key="p60/worker/1/2027-04-05",
    name="Give Ada Lane form P60",
    about="Ada Lane",
    day=date(2027, 5, 31),
    shown_from=date(2027, 5, 31),
    shown_until=None,
    why="Everybody gets one.",
    what_to_do="Give it.",
    source="GOV.UK",
)


def events(*deadlines: Deadline) -> list:
    calendar = Calendar.from_ical(calendar_file(deadlines, made_at=MADE_AT))
    return calendar.walk("VEVENT")


def test_a_deadline_is_a_whole_day() -> None:
    (event,) = events(PAY_HMRC)
    assert event.decoded("dtstart") == date(2026, 11, 20)
    assert not isinstance(event.decoded("dtstart"), datetime)
    assert event.decoded("dtend") == date(2026, 11, 21)
    assert str(event["summary"]) == PAY_HMRC.name
    assert event["summary"].params["language"] == "en"
    assert event["transp"] == "TRANSPARENT"
    assert event.decoded("dtstamp") == MADE_AT


def test_it_says_what_to_do_and_why_and_that_the_day_was_moved() -> None:
    (event,) = events(PAY_HMRC)
    assert str(event["description"]) == (
        "Pay the amount that is due.\n\n"
        "Why: Money must reach HMRC by the 22nd.\n\n"
        "The day itself is Sunday 22 November 2026. That is a weekend or bank holiday, so be "
        "earlier.\n\n"
        "Source: GOV.UK: https://www.gov.uk/pay-paye-tax"
    )


def test_a_rule_that_could_not_be_checked_says_so() -> None:
    sentence = "We could not check this at its source."
    for verified in (True, False):
        (event,) = events(replace(STANDS, verified=verified))
        assert (sentence in str(event["description"])) is not verified


def test_a_day_that_stands_is_not_explained() -> None:
    (event,) = events(STANDS)
    assert "weekend" not in str(event["description"])


@pytest.mark.parametrize(
    ("deadline", "days_before"), [(PAY_HMRC, [14, 1]), (STANDS, [1, 0])], ids=["early", "late"]
)
def test_alarms_at_nine_on_the_first_day_and_on_the_day_before(
    deadline: Deadline, days_before: list[int]
) -> None:
    (event,) = events(deadline)
    alarms = event.walk("VALARM")
    assert [alarm.decoded("trigger") for alarm in alarms] == [
        timedelta(hours=9) - timedelta(days=days) for days in days_before
    ]
    assert {str(alarm["action"]) for alarm in alarms} == {"DISPLAY"}
    assert {str(alarm["description"]) for alarm in alarms} == {deadline.name}


def test_an_event_is_known_again_and_two_are_told_apart() -> None:
    first, second = events(PAY_HMRC, STANDS)
    (again,) = events(PAY_HMRC)
    assert first["uid"] == again["uid"]
    assert first["uid"] != second["uid"]
    assert "worker" not in second["uid"]
    assert "Ada" not in second["uid"]


def test_the_same_deadlines_make_the_same_file() -> None:
    assert calendar_file([PAY_HMRC, STANDS], made_at=MADE_AT) == calendar_file(
        [PAY_HMRC, STANDS], made_at=MADE_AT
    )


def test_lines_are_as_the_standard_wants_them() -> None:
    # RFC 5545, section 3.1: lines of at most 75 octets that end in CR and LF
    content = calendar_file([PAY_HMRC, STANDS], made_at=MADE_AT)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    content.decode("utf-8")


def test_a_calendar_without_deadlines_is_one_all_the_same() -> None:
    calendar = Calendar.from_ical(calendar_file([], made_at=MADE_AT))
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    assert calendar.walk("VEVENT") == []
