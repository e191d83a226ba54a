"""The average week of somebody's hours, for weeks that nobody has planned."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal

from dpmanager.domain.hours.shifts import HourKind, Shift, worked_minutes
from dpmanager.domain.periods import Period

WEEKS_AVERAGED = 13
DAYS_OF_WEEK, WORKING_DAYS = 7, 5
LATEST = 24 * 60 - 1
STARTS = time(6)


def average_week(shifts: Iterable[Shift], weeks: int) -> dict[int, tuple[Shift, ...]]:
    """For each day of the week, 0 for Monday, the average of so many weeks, as shifts.

    Each kind of hour and of care apart, to the nearest minute. Holiday counts as ordinary work, as
    it is paid alike. A sleep-in counts on a day of the week where there was one in at least every
    other week.
    """
    minutes: dict[tuple[int, HourKind, str], int] = {}
    nights: dict[int, list[Shift]] = {}
    for shift in shifts:
        if shift.kind is HourKind.SLEEP_IN:
            nights.setdefault(shift.day.weekday(), []).append(shift)
            continue
        is_holiday = shift.kind is HourKind.HOLIDAY
        paid_as = HourKind.WEEKDAY if is_holiday else shift.kind
        key = (shift.day.weekday(), paid_as, shift.service_type)
        minutes[key] = minutes.get(key, 0) + worked_minutes(shift)
    found: dict[int, list[Shift]] = {}
    for (weekday, kind, care), together in minutes.items():
        length = min(LATEST, round(Decimal(together) / weeks))
        if length:
            found.setdefault(weekday, []).append(_shift(kind, length, care))
    for weekday, slept in nights.items():
        if 2 * len(slept) >= weeks:
            found.setdefault(weekday, []).append(slept[-1])
    return {weekday: tuple(of_day) for weekday, of_day in found.items()}


def even_week(weekly_hours: Decimal) -> dict[int, tuple[Shift, ...]]:
    """So many hours a week, spread evenly over Monday to Friday."""
    length = min(LATEST, round(weekly_hours * 60 / WORKING_DAYS))
    if not length:
        return {}
    return {weekday: (_shift(HourKind.WEEKDAY, length),) for weekday in range(WORKING_DAYS)}


def repeated(week: Mapping[int, Sequence[Shift]], period: Period) -> Iterator[Shift]:
    """The shifts of such weeks on the days of a period."""
    for day in period.each_day():
        for shift in week.get(day.weekday(), ()):
            yield Shift(
                day, shift.start, shift.end, shift.kind, shift.break_minutes,
                woken_minutes=shift.woken_minutes, service_type=shift.service_type,
            )  # fmt: skip


def _shift(kind: HourKind, minutes: int, care: str = "") -> Shift:
    """A shift of that length. Its times mean nothing: nobody planned them."""
    hour, minute = divmod((STARTS.hour * 60 + minutes) % (24 * 60), 60)
    day = date.min + timedelta(days=400)
    return Shift(day, STARTS, time(hour, minute), kind, service_type=care)
