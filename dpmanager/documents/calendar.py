"""Deadlines as a calendar file (iCalendar, RFC 5545) for a phone or a calendar program."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from dpmanager.domain.deadlines.work_out import Deadline
from dpmanager.domain.wording import full_day
from dpmanager.words import _, language

PRODUCT = "-//DP Manager//Deadlines//EN"
ALARM_AT = timedelta(hours=9)
DAY_BEFORE = 1


def calendar_file(deadlines: Iterable[Deadline], *, made_at: datetime) -> bytes:
    """A calendar with a whole day for each deadline, as UTF-8.

    An event keeps its UID for as long as the deadline keeps its key, so that a calendar takes a
    newer file as a change and not as something else; the UID tells no name. There are alarms at
    nine o'clock on the day from which the deadline is shown, and on the day before it is due.
    made_at: with its time zone. The words are in the language in force.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for deadline in deadlines:
        calendar.add_component(_event(deadline, made_at))
    content: bytes = calendar.to_ical()
    return content


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
