"""The limits on hours of work of `resources/working_time.toml`, checked."""

from datetime import date, time

from dpmanager.domain.rates import Group, Sourced


class Limit(Sourced, frozen=True):
    """A limit. household: whether it holds for a domestic servant in a private household."""

    household: bool
    checked: date


class HoursLimit(Limit, frozen=True):
    """So many hours."""

    hours: int


class WeekLimit(HoursLimit, frozen=True):
    """So many hours, on average over so many weeks."""

    over_weeks: int


class BreakLimit(Limit, frozen=True):
    """So many minutes of break in more than so many minutes of work."""

    after_minutes: int
    minutes: int


class NightLimit(WeekLimit, frozen=True):
    """When night is, and how much of it makes a night worker. hours: in 24 hours on average.

    one_shift_in: such a share of the shifts is regular.
    """

    start: time
    end: time
    least_hours: int
    one_shift_in: int


class YoungLimits(Sourced, frozen=True):
    """What holds under `until_age`; there are no averages."""

    checked: date
    until_age: int
    day_hours: int
    week_hours: int
    night_start: time
    night_end: time
    break_after_minutes: int
    break_minutes: int
    daily_rest_hours: int
    weekly_rest_hours: int


class WorkingTimeLimits(Group, frozen=True):
    """All limits that the program warns about."""

    long_shift: HoursLimit
    whole_day: HoursLimit
    week: WeekLimit
    daily_rest: HoursLimit
    weekly_rest: HoursLimit
    rest_break: BreakLimit
    night: NightLimit
    young: YoungLimits
