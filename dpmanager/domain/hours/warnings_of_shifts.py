"""Warnings about single shifts: their length, breaks, what else there is at that time."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from dpmanager.domain.hours.rota import Reason
from dpmanager.domain.hours.shifts import NOT_WORK, HourKind, Shift, shift_interval
from dpmanager.domain.hours.time_worked import (
    DAY,
    HOUR,
    MIDNIGHT,
    HoursWarning,
    WarningKind,
    Worked,
    WorkerTime,
    minutes_of,
    shared_minutes,
    times_words,
)
from dpmanager.domain.hours.working_time_limits import WorkingTimeLimits
from dpmanager.domain.wording import duration, full_day, kind_of_hour
from dpmanager.words import _

ALONE = frozenset({HourKind.TRAVEL, HourKind.TRAINING})
"""Kinds of work that are not done with the person, so that another may be there meanwhile."""


def overlaps(own: Sequence[Worked], elsewhere: Sequence[Worked]) -> Iterator[HoursWarning]:
    """Shifts that share time, also with another job."""
    longest: Worked | None = None
    for one in own:
        if longest is not None and shared_minutes(longest.interval, one.interval):
            words = _("Two shifts on {day} share time: {one} and {other}.").format(
                day=full_day(one.day), one=times_words(longest.shift), other=times_words(one.shift)
            )
            yield HoursWarning(WarningKind.OVERLAP, one.day, words)
        if longest is None or one.end > longest.end:
            longest = one
    for one in own:
        for other in elsewhere:
            if shared_minutes(one.interval, other.interval):
                words = _(
                    "On {day} they have another job, {times}. That is at the same time."
                ).format(day=full_day(other.day), times=times_words(other.shift))
                yield HoursWarning(WarningKind.OVERLAP, one.day, words)


def _stretches(work: Sequence[Worked], gap_minutes: int) -> Iterator[list[Worked]]:
    """Shifts in order, put together where less than so many minutes lie between them."""
    stretch: list[Worked] = []
    for one in work:
        if stretch and one.begin - _end(stretch) >= timedelta(minutes=gap_minutes):
            yield stretch
            stretch = []
        stretch.append(one)
    if stretch:
        yield stretch


def _end(stretch: Sequence[Worked]) -> datetime:
    return max(one.end for one in stretch)


def long_shifts(own: Sequence[Worked], limits: WorkingTimeLimits) -> Iterator[HoursWarning]:
    """Work that goes on for too long; shifts without a break between them are one."""
    for stretch in _stretches(own, limits.rest_break.minutes):
        minutes, day = minutes_of((stretch[0].begin, _end(stretch))), stretch[0].day
        if minutes > limits.whole_day.hours * HOUR:
            words = _(
                "The work that starts on {day} goes on for {hours}. Nobody can work for more than "
                "a day and a night without rest. Check the times."
            )
            limit = limits.whole_day
        elif minutes > limits.long_shift.hours * HOUR:
            words = _(
                "The work that starts on {day} goes on for {hours}. More than {most} hours leave "
                "too little rest. Check the times."
            )
            limit = limits.long_shift
        else:
            continue
        yield HoursWarning(
            WarningKind.LONG_SHIFT,
            day,
            words.format(day=full_day(day), hours=duration(minutes), most=limit.hours),
            limit.source[0],
        )


def breaks(
    worker: WorkerTime, own: Sequence[Worked], limits: WorkingTimeLimits
) -> Iterator[HoursWarning]:
    """Work without the break that is due. A night that is slept needs none."""
    adult, young = limits.rest_break, limits.young
    awake = [one for one in own if one.shift.kind is not HourKind.SLEEP_IN]
    starts_young = bool(awake) and worker.is_young(awake[0].day, young.until_age)
    for stretch in _stretches(awake, young.break_minutes if starts_young else adult.minutes):
        day = stretch[0].day
        is_young = worker.is_young(day, young.until_age)
        after = young.break_after_minutes if is_young else adult.after_minutes
        least = young.break_minutes if is_young else adult.minutes
        minutes = sum(one.minutes for one in stretch)
        if minutes > after and max(one.shift.break_minutes for one in stretch) < least:
            words = _(
                "The work on {day} takes {hours}. After more than {after}, a break of at least "
                "{least} minutes is due."
            ).format(day=full_day(day), hours=duration(minutes), after=duration(after), least=least)
            source = young.source[-1] if is_young else adult.source[0]
            yield HoursWarning(WarningKind.BREAK, day, words, source)


def two_at_once(
    own: Sequence[Worked], others: Sequence[tuple[str, Shift]]
) -> Iterator[HoursWarning]:
    """Two people with the person at the same time."""
    for name, shift in others:
        interval = shift_interval(shift)
        for one in own:
            if {one.shift.kind, shift.kind} & (NOT_WORK | ALONE):
                continue
            if shared_minutes(one.interval, interval):
                words = _(
                    "{other} is there at the same time on {day}, {times}. Two at once is fine "
                    "where two are needed."
                ).format(other=name, day=full_day(shift.day), times=times_words(shift))
                yield HoursWarning(WarningKind.TWO_AT_ONCE, one.day, words)


def while_away(worker: WorkerTime, own: Sequence[Worked]) -> Iterator[HoursWarning]:
    """Work on a day on which the worker is written down as off."""
    on_holiday = {shift.day for shift in worker.shifts if shift.kind is HourKind.HOLIDAY}
    for day in sorted({one.day for one in own}):
        reasons = {away.reason for away in worker.away if day in away.days}
        if day in on_holiday:
            reasons.add(Reason.HOLIDAY)
        for reason in sorted(reasons):
            sentence = {
                Reason.SICK: _("They are written down as off sick on {day}. Check the day."),
                Reason.HOLIDAY: _("They are written down as on holiday on {day}. Check the day."),
                Reason.LEAVE: _("They are written down as on leave on {day}. Check the day."),
            }.get(reason, _("The rota says that they do not come on {day}. Check the day."))
            yield HoursWarning(WarningKind.AWAY, day, sentence.format(day=full_day(day)))


def clock_changes(own: Sequence[Worked]) -> Iterator[HoursWarning]:
    """Shifts in which the clocks change, with how long they really are."""
    for one in own:
        real, by_clock = minutes_of(one.interval), _by_the_clock(one.shift)
        if real == by_clock:
            continue
        forward = _("The clocks go forward in this shift. It is {real} long, not {clock}.")
        back = _("The clocks go back in this shift. It is {real} long, not {clock}.")
        words = (forward if real < by_clock else back).format(
            real=duration(real), clock=duration(by_clock)
        )
        yield HoursWarning(WarningKind.CLOCKS, one.day, words)


def _by_the_clock(shift: Shift) -> int:
    begin = datetime.combine(shift.day, shift.start)
    end = datetime.combine(shift.day, shift.end)
    return minutes_of((begin, end if end > begin else end + DAY))


def over_midnight(worker: WorkerTime, own: Sequence[Worked]) -> Iterator[HoursWarning]:
    """A whole shift is paid by the day on which it starts; said where the next day differs."""
    for one in own:
        if one.shift.end > one.shift.start or one.shift.end == MIDNIGHT:
            continue
        next_day = one.day + DAY
        if next_day in worker.rate_days:
            words = _(
                "A new rate of pay starts on {next}. This shift starts the day before, so all of "
                "it is paid at the old rate."
            ).format(next=full_day(next_day))
        elif next_day in worker.closed and one.day not in worker.closed:
            words = _(
                "{next} is a bank holiday. This shift starts the day before, so all of it is paid "
                "as: {kind}. To pay the two days apart, enter two shifts."
            ).format(next=full_day(next_day), kind=kind_of_hour(one.shift.kind))
        else:
            continue
        yield HoursWarning(WarningKind.MIDNIGHT, one.day, words)
