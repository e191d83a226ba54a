"""Warnings about rest: eleven hours in a day, and a day off in a week."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

from dpmanager.domain.hours.shifts import moment_of
from dpmanager.domain.hours.time_worked import (
    DAY,
    MIDNIGHT,
    WEEK,
    HoursWarning,
    Interval,
    WarningKind,
    Worked,
    WorkerTime,
)
from dpmanager.domain.hours.working_time_limits import WorkingTimeLimits
from dpmanager.domain.wording import duration, full_day
from dpmanager.words import _


def daily_rest(
    worker: WorkerTime, work: Sequence[Worked], limits: WorkingTimeLimits
) -> Iterator[HoursWarning]:
    """Whether one rest is long enough in the 24 hours from the start of each working day.

    A single shift that leaves too little rest is a long shift, and said to be one.
    """
    day_ends = last_end = datetime.min.replace(tzinfo=UTC)
    for number, one in enumerate(work):
        hours, source = _rest_due(worker, one.day, limits)
        rest = timedelta(hours=hours)
        rested = one.begin - last_end >= rest
        last_end = max(last_end, one.end)
        if one.begin < day_ends and not rested:
            continue
        day_ends = one.begin + DAY
        in_day = list(_until(work[number:], day_ends))
        longest = _longest_gap([each.interval for each in in_day], (one.begin, day_ends))
        if longest >= rest or len(in_day) == 1:
            continue
        words = _(
            "In the 24 hours from {time} on {day} the longest rest is {longest}. {hours} hours in "
            "one go are due."
        ).format(
            time=f"{one.shift.start:%H:%M}",
            day=full_day(one.day),
            longest=duration(longest // timedelta(minutes=1)),
            hours=hours,
        )
        yield HoursWarning(WarningKind.DAILY_REST, one.day, words, source)


def _until(work: Sequence[Worked], end: datetime) -> Iterator[Worked]:
    return takewhile(lambda one: one.begin < end, work)


def _rest_due(worker: WorkerTime, day: date, limits: WorkingTimeLimits) -> tuple[int, str]:
    if worker.is_young(day, limits.young.until_age):
        return limits.young.daily_rest_hours, limits.young.source[-1]
    return limits.daily_rest.hours, limits.daily_rest.source[0]


def _gaps(busy: Sequence[Interval], within: Interval) -> Iterator[timedelta]:
    """The rests between intervals in order of time, and those at both ends."""
    free_from, end = within
    for begin, its_end in busy:
        if begin > free_from:
            yield min(begin, end) - free_from
        free_from = max(free_from, its_end)
    if end > free_from:
        yield end - free_from


def _longest_gap(busy: Sequence[Interval], within: Interval) -> timedelta:
    return max(_gaps(busy, within), default=timedelta(0))


def _days_between(first: date, after_last: date) -> Interval:
    return moment_of(first, MIDNIGHT), moment_of(after_last, MIDNIGHT)


def weekly_rest(
    worker: WorkerTime, work: Sequence[Worked], monday: date, limits: WorkingTimeLimits
) -> Iterator[HoursWarning]:
    """A day off in the week; or for an adult two, or one of twice the length, in a fortnight."""
    busy = [one.interval for one in work]
    is_young = worker.is_young(monday, limits.young.until_age)
    hours = limits.young.weekly_rest_hours if is_young else limits.weekly_rest.hours
    rest = timedelta(hours=hours)
    if _longest_gap(busy, _days_between(monday, monday + WEEK)) >= rest:
        return
    if not is_young and (worker.counted_from is None or worker.counted_from <= monday - WEEK):
        gaps = list(_gaps(busy, _days_between(monday - WEEK, monday + WEEK)))
        if sum(gap // rest for gap in gaps) > 1:
            return
    words = _("In the week from {day} there is no rest of {hours} hours in one go. It is due.")
    source = limits.young.source[-1] if is_young else limits.weekly_rest.source[0]
    yield HoursWarning(
        WarningKind.WEEKLY_REST, monday, words.format(day=full_day(monday), hours=hours), source
    )
