"""How long somebody has worked for an employer, in whole years and months, and how old they are."""

from datetime import date, timedelta

from dpmanager.domain.periods import long_date, months_after
from dpmanager.errors import DPManagerError
from dpmanager.words import _


def whole_years(started: date, last_day: date) -> int:
    """Full years of work from the first day to the last, both counted.

    Source: Employment Rights Act 1996, sections 210 and 211. Raises DPManagerError if swapped.
    """
    return whole_months(started, last_day) // 12


def whole_months(started: date, last_day: date) -> int:
    """Full months of work from the first day to the last, both counted.

    Source: Employment Rights Act 1996, sections 210 and 211. Raises DPManagerError if swapped.
    """
    if last_day < started:
        raise DPManagerError(
            _("The work ends on {end}, before it starts on {start}. Check the two dates.").format(
                end=long_date(last_day), start=long_date(started)
            )
        )
    day_after = last_day + timedelta(days=1)
    months = (day_after.year - started.year) * 12 + day_after.month - started.month
    return months if months_after(started, months) <= day_after else months - 1


def age_on(day: date, born: date) -> int:
    """Age in years. Born on 29 February, somebody is a year older on 1 March of other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
