"""Bank holidays of the four nations."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Any

SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
SATURDAY = 5


def bank_holidays(nation: str, years: Iterable[int]) -> frozenset[date]:
    """The bank holidays of `nation` in `years`, as GOV.UK lists them.

    nation: england, wales, scotland or northern-ireland. A holiday that falls on a weekend is
    not in the list, but the weekday that stands in for it is. Source: www.gov.uk/bank-holidays.
    """
    return frozenset().union(*(_of_year(nation, year) for year in years))


@lru_cache
def _of_year(nation: str, year: int) -> frozenset[date]:
    known = _united_kingdom().UnitedKingdom(subdiv=SUBDIVISIONS[nation], years=year)
    return frozenset(day for day in known if day.weekday() < SATURDAY)


@lru_cache
def _united_kingdom() -> Any:
    """The module of the package `holidays` that knows the United Kingdom.

    It is loaded by itself, and when it is first needed: with `import`, it would bring in those
    of 250 countries, which takes 0.07 s at each start.
    """
    countries = find_spec("holidays.countries")
    assert countries
    spec = PathFinder.find_spec("united_kingdom", countries.submodule_search_locations)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
