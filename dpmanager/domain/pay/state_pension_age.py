"""State Pension age: the day on which somebody reaches it."""

from datetime import date
from itertools import pairwise

from dpmanager.domain.pay.ages import day_of_age
from dpmanager.domain.periods import long_date
from dpmanager.domain.rates import Group, Sourced
from dpmanager.errors import DPManagerError
from dpmanager.words import _


class Births(Group, frozen=True):
    """When people born from `born_from` until the next row reach State Pension age.

    Either at an age, `years` with or without `months`, or all on one `day`.
    """

    born_from: date
    years: int | None = None
    months: int = 0
    day: date | None = None

    def __post_init__(self) -> None:
        if (self.years is None) == (self.day is None):
            raise ValueError(
                _("births from {day} need either `years` or `day`").format(day=self.born_from)
            )


class StatePensionAges(Sourced, frozen=True):
    """The State Pension ages, by day of birth, the oldest people first."""

    births: tuple[Births, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        for one, following in pairwise(self.births):
            if following.born_from <= one.born_from:
                raise ValueError(
                    _("births from {day} must stand further up").format(day=following.born_from)
                )


def state_pension_day(born: date, ages: StatePensionAges) -> date:
    """The day on which somebody born on `born` reaches State Pension age.

    For births before 6 December 1953 it is that of men; women reached it earlier.
    Raises DPManagerError for a day of birth before the first one known.
    """
    row = next((row for row in reversed(ages.births) if row.born_from <= born), None)
    if row is None:
        raise DPManagerError(
            _("Somebody born on {day} cannot be at work. Check the date of birth.").format(
                day=long_date(born)
            )
        )
    if row.day is not None:
        return row.day
    return day_of_age(born, row.years or 0, row.months)
