"""The rates of a tax year, read once."""

from datetime import date
from functools import lru_cache

from dpmanager.domain.rates import CodeUplift, MinimumWageRates, TaxYearRates, tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.resource_files import ResourceError, read_toml, resource_path
from dpmanager.words import _


@lru_cache
def known_tax_years() -> tuple[str, ...]:
    """The tax years that there is a file of in `resources/rates/`, the newest last."""
    return tuple(sorted(path.stem for path in resource_path("rates").glob("*.toml")))


@lru_cache
def rates_for(tax_year: str) -> TaxYearRates:
    """The numbers of a tax year such as "2026-27", from its file in `resources/rates/`.

    Raises DPManagerError for a year that has no file, ResourceError for a file that is wrong.
    """
    if tax_year not in known_tax_years():
        raise DPManagerError(
            _(
                "The tax year {tax_year} is not known here, so nothing was worked out. Known: "
                "{known}. To add a year, copy the newest file in resources/rates, name it after "
                "the year, and change its numbers and sources."
            ).format(tax_year=tax_year[:20], known=", ".join(known_tax_years()))
        )
    file = resource_path("rates", f"{tax_year}.toml")
    rates = read_toml(file, TaxYearRates)
    if rates.tax_year != tax_year:
        raise ResourceError(
            _("The file {name} says that it is for {tax_year}. Correct its `tax_year`.").format(
                name=file.name, tax_year=rates.tax_year
            )
        )
    return rates


def newest_rates(day: date) -> TaxYearRates:
    """The numbers of the tax year of a day; without a file for it, of the nearest year with one."""
    known = known_tax_years()
    return rates_for(min(max(tax_year_of(day), known[0]), known[-1]))


def minimum_wages() -> tuple[MinimumWageRates, ...]:
    """The minimum wage of every known year, which changes some days before the tax year does."""
    return tuple(rates_for(tax_year).minimum_wage for tax_year in known_tax_years())


def code_uplifts() -> dict[str, CodeUplift]:
    """What the start of each known tax year adds to tax codes."""
    return {tax_year: rates_for(tax_year).code_uplift for tax_year in known_tax_years()}
