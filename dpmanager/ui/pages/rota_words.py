"""The words of the rota page: choices, days and the shifts of a usual week."""

from dpmanager.domain.hours.rota import MOST_WEEKS, ORDINARY, PatternShift, Reason
from dpmanager.domain.hours.rota_sheet import gone_words
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import weekday_names
from dpmanager.domain.wording import kind_of_hour
from dpmanager.words import _, ngettext

ON_A_ROTA = (
    HourKind.NIGHT,
    HourKind.SLEEP_IN,
    HourKind.OVERTIME,
    HourKind.TRAVEL,
    HourKind.TRAINING,
    HourKind.ON_CALL,
)
"""Kinds that can be planned; ordinary hours take theirs from the day."""


def kinds_to_plan() -> list[tuple[HourKind, str]]:
    """Kinds of hours to choose from. The first stands for all that go by the day."""
    ordinary = (HourKind.WEEKDAY, _("Ordinary, by the day of the week"))
    return [ordinary, *((kind, kind_of_hour(kind)) for kind in ON_A_ROTA)]


def kind_words(kind: HourKind) -> str:
    """The kind of a planned shift."""
    return _("By the day") if kind in ORDINARY else kind_of_hour(kind)


def week_words(week: int) -> str:
    """Week 1."""
    return _("Week {number}").format(number=week + 1)


def repeats() -> list[tuple[int, str]]:
    """After how many weeks a usual week comes again."""
    words = {1: _("Every week is the same"), 2: _("Two weeks, which take turns")}
    return [
        (
            count,
            words.get(
                count,
                ngettext("{count} week, then again", "{count} weeks, then again", count).format(
                    count=count
                ),
            ),
        )
        for count in range(1, MOST_WEEKS + 1)
    ]


def weeks_to_show() -> list[tuple[int, str]]:
    """How many weeks the page shows."""
    return [
        (count, ngettext("{count} week", "{count} weeks", count).format(count=count))
        for count in (1, 2, 4)
    ]


def reasons() -> list[tuple[Reason, str]]:
    """Why somebody does not come."""
    return [
        (reason, gone_words(reason))
        for reason in (Reason.HOLIDAY, Reason.SICK, Reason.CANCELLED, Reason.OTHER)
    ]


def day_of_pattern(shift: PatternShift) -> str:
    """Monday."""
    return weekday_names()[shift.weekday]
