"""The made-up household's rota: two usual weeks, and a morning that somebody covers."""

from datetime import UTC, date, datetime, time

from dpmanager.domain.hours.rota import Pattern, PatternShift, Reason, Times
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Period
from dpmanager.records.book import Book
from dpmanager.tasks.book import made_up_household as household
from dpmanager.tasks.hours.change_rota import Different, change_day, cover
from dpmanager.tasks.hours.usual_week import set_pattern

MORNING = Times(time(8), time(12), outcome=household.HOME)
CLUB_DAY = Times(time(8), time(15, 30), break_minutes=30, outcome=household.CLUB)
EVENING = Times(time(17), time(20, 30), outcome=household.HOME)
WEEKEND = Times(time(9), time(14), outcome=household.HOME)
NIGHT = Times(time(22), time(7), HourKind.SLEEP_IN, outcome=household.HOME)
COVERED = date(2026, 10, 13)
NOBODY_COMES = date(2026, 10, 15)


def plan_the_rota(book: Book, *, who: str) -> None:
    """Ravi comes on weekdays, Amina in the evening, at weekends and every other Friday night.

    In October Ravi is away on two days; Amina comes instead on the first.
    """
    at = datetime.combine(household.FIRST_PERIOD, time(9), UTC)
    ravi = [PatternShift(0, day, CLUB_DAY if day == 3 else MORNING) for day in range(5)]
    amina = [
        PatternShift(week, day, times)
        for week in (0, 1)
        for day, times in ((2, EVENING), (5, WEEKEND), (6, WEEKEND))
    ]
    amina.append(PatternShift(0, 4, NIGHT))
    for name, weeks, shifts in ((household.RAVI, 1, ravi), (household.AMINA, 2, amina)):
        pattern = Pattern(name, household.FIRST_PERIOD, weeks, tuple(shifts))
        set_pattern(book, pattern, who=who, at=at)
    day = Period(COVERED, COVERED)
    cover(book, household.RAVI, day, household.AMINA, reason=Reason.HOLIDAY, who=who, at=at)
    change_day(
        book,
        household.RAVI,
        Period(NOBODY_COMES, NOBODY_COMES),
        Different.OFF,
        reason=Reason.HOLIDAY,
        who=who,
        at=at,
    )
