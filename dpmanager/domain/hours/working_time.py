"""Checks of one worker's hours: what is worth a second look. They warn and never forbid."""

from collections.abc import Iterator, Sequence
from datetime import date

from dpmanager.domain.hours.rota import monday_of
from dpmanager.domain.hours.shifts import NOT_WORK
from dpmanager.domain.hours.time_worked import (
    HoursWarning,
    WarningKind,
    Worked,
    WorkerTime,
    in_order,
    worked,
)
from dpmanager.domain.hours.warnings_of_rest import daily_rest, weekly_rest
from dpmanager.domain.hours.warnings_of_shifts import (
    breaks,
    clock_changes,
    long_shifts,
    over_midnight,
    overlaps,
    two_at_once,
    while_away,
)
from dpmanager.domain.hours.warnings_of_weeks import (
    average_week,
    night_work,
    young,
)
from dpmanager.domain.hours.working_time_limits import WorkingTimeLimits
from dpmanager.domain.wording import duration, full_day
from dpmanager.words import _


def check_working_time(worker: WorkerTime, limits: WorkingTimeLimits) -> tuple[HoursWarning, ...]:
    """Everything about these hours that is worth a second look, in the order of the days.

    A sleep-in is working time here: it is on call at the workplace. Time on call elsewhere, breaks,
    visits that were cancelled and holiday are not (GOV.UK, maximum weekly working hours,
    calculating your working hours).
    """
    own = in_order(worked(shift) for shift in worker.shifts if shift.kind not in NOT_WORK)
    elsewhere = [worked(shift) for shift in worker.elsewhere]
    all_work = in_order((*own, *elsewhere))
    found = [
        *overlaps(own, elsewhere),
        *long_shifts(own, limits),
        *breaks(worker, own, limits),
        *daily_rest(worker, all_work, limits),
        *weeks(worker, all_work, limits),
        *young(worker, all_work, limits),
        *two_at_once(own, worker.others),
        *while_away(worker, own),
        *clock_changes(own),
        *over_midnight(worker, own),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.day))


def over_agreed(
    service: str, monday: date, minutes: int, agreed_minutes: int
) -> HoursWarning | None:
    """The warning where the hours of a week are more than the support plan agreed; else None."""
    if minutes <= agreed_minutes:
        return None
    words = _(
        "{hours} of {service} are written down for the week from {day}. The support plan has "
        "{agreed} a week."
    ).format(
        hours=duration(minutes),
        service=service,
        day=full_day(monday),
        agreed=duration(agreed_minutes),
    )
    return HoursWarning(WarningKind.OVER_AGREED, monday, words)


def weeks(
    worker: WorkerTime, work: Sequence[Worked], limits: WorkingTimeLimits
) -> Iterator[HoursWarning]:
    """The weekly rest, the 48-hour week and night work, week by week."""
    for monday in sorted({monday_of(one.day) for one in work}):
        yield from weekly_rest(worker, work, monday, limits)
        if not worker.is_young(monday, limits.young.until_age):
            yield from average_week(worker, work, monday, limits)
            yield from night_work(worker, work, monday, limits)
