"""The bank holidays of the nation of this book, read once a year of the calendar."""

from datetime import date
from functools import lru_cache

from dpmanager.domain.hours.bank_holidays import bank_holidays
from dpmanager.domain.periods import Period


def closed_days(nation: str, period: Period) -> frozenset[date]:
    """The bank holidays of all years that the period touches.

    nation: england, wales, scotland or northern-ireland.
    """
    years = range(period.start.year, period.end.year + 1)
    return frozenset().union(*(_of_year(nation, year) for year in years))


@lru_cache
def _of_year(nation: str, year: int) -> frozenset[date]:
    return bank_holidays(nation, [year])
