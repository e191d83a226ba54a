"""Bank holidays of the four nations."""

from collections.abc import Iterable
from datetime import date

SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
SATURDAY = 5


def bank_holidays(nation: str, years: Iterable[int]) -> frozenset[date]:
    """The bank holidays of `nation` in `years`, as GOV.UK lists them.

    nation: england, wales, scotland or northern-ireland. A holiday that falls on a weekend is
    not in the list, but the weekday that stands in for it is. Source: www.gov.uk/bank-holidays.
    """
    # Imported here because it is slow to load and few tasks need it.
    from holidays import country_holidays

    known = country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=years)
    return frozenset(day for day in known if day.weekday() < SATURDAY)
