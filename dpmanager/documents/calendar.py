"""Deadlines and the rota as calendar files (iCalendar, RFC 5545) for a phone or a calendar."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from dpmanager.domain.deadlines.work_out import Deadline
from dpmanager.domain.hours.rota import PlannedShift
from dpmanager.domain.hours.rota_sheet import shift_words
from dpmanager.domain.hours.shifts import shift_interval
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import full_day
from dpmanager.words import _, language

PRODUCT = "-//DP Manager//Deadlines//EN"
ROTA_PRODUCT = "-//DP Manager//Rota//EN"
ALARM_AT = timedelta(hours=9)
DAY_BEFORE = 1


def calendar_file(deadlines: Iterable[Deadline], *, made_at: datetime) -> bytes:
    """A calendar with a whole day for each deadline, as UTF-8.

    An event keeps its UID for as long as the deadline keeps its key, so that a calendar takes a
    newer file as a change and not as something else; the UID tells no name. There are alarms at
    nine o'clock on the day from which the deadline is shown, and on the day before it is due.
    made_at: with its time zone. The words are in the language in force.
    """
    return _file(PRODUCT, [_event(deadline, made_at) for deadline in deadlines])


def rota_calendar(
    shifts: Iterable[PlannedShift],
    holidays: Iterable[tuple[str, Period]] = (),
    *,
    made_at: datetime,
) -> bytes:
    """A calendar with an event for each shift of the rota, as UTF-8.

    holidays: who is on holiday on which days; whole days, which make nobody else look busy.
    The events have real moments, in UTC, so that no calendar can mistake the clock changes. The
    number of a shift within its worker's day makes its UID: other times are taken as a change.
    The UID tells no name; the words of an event do. made_at: with its time zone.
    """
    counted: Counter[tuple[str, date]] = Counter()
    events = []
    for shift in shifts:
        counted[shift.worker, shift.day] += 1
        events.append(_shift_event(shift, counted[shift.worker, shift.day], made_at))
    events += [_holiday_event(worker, days, made_at) for worker, days in holidays]
    return _file(ROTA_PRODUCT, events)


def _file(product: str, events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", product)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _shift_event(shift: PlannedShift, number: int, made_at: datetime) -> Event:
    event = Event()
    key = f"dpmanager:rota/{shift.worker}/{shift.day}/{number}"
    begin, end = shift_interval(shift.shift)
    event.add("uid", f"{uuid5(NAMESPACE_URL, key)}@dpmanager")
    event.add("dtstamp", made_at)
    event.add("dtstart", begin)
    event.add("dtend", end)
    event.add("summary", shift.worker, parameters={"language": language()})
    event.add("description", shift_words(shift), parameters={"language": language()})
    return event


def _holiday_event(worker: str, days: Period, made_at: datetime) -> Event:
    event = Event()
    key = f"dpmanager:holiday/{worker}/{days.start}"
    event.add("uid", f"{uuid5(NAMESPACE_URL, key)}@dpmanager")
    event.add("dtstamp", made_at)
    event.add("dtstart", days.start)
    event.add("dtend", days.end + timedelta(days=1))
    summary = _("{worker} is on holiday").format(worker=worker)
    event.add("summary", summary, parameters={"language": language()})
    event.add("transp", "TRANSPARENT")
    return event


def _event(deadline: Deadline, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'dpmanager:{deadline.key}')}@dpmanager")
    event.add("dtstamp", made_at)
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + timedelta(days=1))
    event.add("summary", deadline.name, parameters={"language": language()})
    event.add("description", _description(deadline), parameters={"language": language()})
    # It takes nobody's time, so it must not make the day look busy.
    event.add("transp", "TRANSPARENT")
    for days in sorted({(deadline.day - deadline.shown_from).days, DAY_BEFORE}, reverse=True):
        event.add_component(_alarm(deadline.name, days))
    return event


def _alarm(name: str, days_before: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", name)
    alarm.add("trigger", ALARM_AT - timedelta(days=days_before))
    return alarm


def _description(deadline: Deadline) -> str:
    lines = [deadline.what_to_do, _("Why: {why}").format(why=deadline.why)]
    if deadline.moved_from is not None:
        lines.append(
            _("The day itself is {day}. That is a weekend or bank holiday, so be earlier.").format(
                day=full_day(deadline.moved_from)
            )
        )
    if not deadline.verified:
        lines.append(_("We could not check this at its source. Check it yourself."))
    lines.append(_("Source: {source}").format(source=deadline.source))
    return "\n\n".join(lines)
