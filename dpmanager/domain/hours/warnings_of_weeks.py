"""Warnings about many hours: the 48-hour week, night work, and workers under 18."""

from collections.abc import Iterator, Sequence
from datetime import date

from dpmanager.domain.hours.rota import Reason, monday_of
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.hours.time_worked import (
    DAY,
    DAYS_OF_WEEK,
    HOUR,
    WEEK,
    HoursWarning,
    WarningKind,
    Worked,
    WorkerTime,
    at_home,
    minutes_at_night,
)
from dpmanager.domain.hours.working_time_limits import WorkingTimeLimits
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import duration, full_day
from dpmanager.words import _

OFF = frozenset({Reason.HOLIDAY, Reason.SICK, Reason.LEAVE})
"""Why days are no part of an average."""


def _average(
    worker: WorkerTime, work: Sequence[Worked], monday: date, over_weeks: int
) -> tuple[int, int]:
    """Minutes of the weeks up to one, and the days that they are spread over.

    Days off on holiday, sick or on leave are no part of the days (regulation 4(6) puts others in
    their place; leaving them out comes to the same for steady hours). Somebody new is looked at
    from their first day on (regulation 4(4)), but for no less than a week.
    """
    last = monday + WEEK - DAY
    first = max(last - over_weeks * WEEK + DAY, worker.counted_from or date.min)
    first = min(first, monday)
    off = {
        day
        for away in worker.away
        if away.reason in OFF and away.days.start <= last and away.days.end >= first
        for day in Period(max(away.days.start, first), min(away.days.end, last)).each_day()
    }
    off |= {shift.day for shift in worker.shifts if shift.kind is HourKind.HOLIDAY}
    worked = [one for one in work if first <= one.day <= last]
    off = {day for day in off if first <= day <= last} - {one.day for one in worked}
    days = (last - first).days + 1 - len(off)
    return sum(one.minutes for one in worked), max(days, DAYS_OF_WEEK)


def average_week(
    worker: WorkerTime, work: Sequence[Worked], monday: date, limits: WorkingTimeLimits
) -> Iterator[HoursWarning]:
    """More than 48 hours a week on average, unless the worker agreed to it in writing."""
    limit, last = limits.week, monday + WEEK - DAY
    if worker.opted_out_48 is not None and worker.opted_out_48 <= last:
        return
    minutes, days = _average(worker, work, monday, limit.over_weeks)
    average = minutes * DAYS_OF_WEEK // days
    if minutes * DAYS_OF_WEEK <= limit.hours * HOUR * days:
        return
    words = _(
        "Up to {day} this comes to {average} a week, on average over at most {weeks} weeks. "
        "For more than {most} hours, the worker must agree in writing."
    ).format(
        day=full_day(last), average=duration(average), weeks=limit.over_weeks, most=limit.hours
    )
    yield HoursWarning(WarningKind.WEEK, monday, at_home(words), limit.source[0])


def night_work(
    worker: WorkerTime, work: Sequence[Worked], monday: date, limits: WorkingTimeLimits
) -> Iterator[HoursWarning]:
    """Night workers are offered a health check, and cannot agree to more than 8 hours in 24.

    A night that is slept at the person's home is no night work by itself.
    """
    limit, last = limits.night, monday + WEEK - DAY
    first = last - limit.over_weeks * WEEK + DAY
    shifts = [
        one for one in work if first <= one.day <= last and one.shift.kind is not HourKind.SLEEP_IN
    ]
    at_night = [
        one
        for one in shifts
        if minutes_at_night(one, limit.start, limit.end) >= limit.least_hours * HOUR
    ]
    if len(at_night) * limit.one_shift_in < max(len(shifts), 1):
        return
    words = _(
        "They regularly work {least} hours or more between {start} and {end}. Offer them a free "
        "health check."
    ).format(least=limit.least_hours, start=f"{limit.start:%H:%M}", end=f"{limit.end:%H:%M}")
    yield HoursWarning(WarningKind.NIGHT, at_night[0].day, at_home(words), limit.source[0])
    minutes, days = _average(worker, work, monday, limit.over_weeks)
    working_days = days * (DAYS_OF_WEEK - 1) // DAYS_OF_WEEK
    if minutes > limit.hours * HOUR * working_days:
        words = _(
            "Up to {day} this night worker has more than {most} hours a day, on average over at "
            "most {weeks} weeks. Nobody can agree to that."
        ).format(day=full_day(last), most=limit.hours, weeks=limit.over_weeks)
        yield HoursWarning(WarningKind.NIGHT, monday, at_home(words), limit.source[0])


def young(
    worker: WorkerTime, work: Sequence[Worked], limits: WorkingTimeLimits
) -> Iterator[HoursWarning]:
    """What nobody under 18 may be asked to do."""
    limit = limits.young
    young = [one for one in work if worker.is_young(one.day, limit.until_age)]
    by_day: dict[date, int] = {}
    by_week: dict[date, int] = {}
    for one in young:
        monday = monday_of(one.day)
        by_day[one.day] = by_day.get(one.day, 0) + one.minutes
        by_week[monday] = by_week.get(monday, 0) + one.minutes
        if minutes_at_night(one, limit.night_start, limit.night_end):
            words = _(
                "On {day} they work between {start} and {end}. Under {age} nobody works at night."
            ).format(
                day=full_day(one.day),
                start=f"{limit.night_start:%H:%M}",
                end=f"{limit.night_end:%H:%M}",
                age=limit.until_age,
            )
            yield HoursWarning(WarningKind.YOUNG, one.day, words, limit.source[1])
    for day, minutes in by_day.items():
        if minutes > limit.day_hours * HOUR:
            words = _("On {day} they work {hours}. Under {age} the most is {most} hours a day.")
            yield _too_much(limits, day, minutes, words, limit.day_hours)
    for monday, minutes in by_week.items():
        if minutes > limit.week_hours * HOUR:
            words = _(
                "In the week from {day} they work {hours}. Under {age} the most is {most} hours."
            )
            yield _too_much(limits, monday, minutes, words, limit.week_hours)


def _too_much(
    limits: WorkingTimeLimits, day: date, minutes: int, words: str, most: int
) -> HoursWarning:
    says = words.format(
        day=full_day(day), hours=duration(minutes), age=limits.young.until_age, most=most
    )
    return HoursWarning(WarningKind.YOUNG, day, says, limits.young.source[0])
