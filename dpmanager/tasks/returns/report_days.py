"""Of which days a report can be: the years of the agreement, and their quarters."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.periods import Period, long_date, months_after, year_from
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.wording import period_words
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.returns.prepare_return import prepare_in
from dpmanager.words import _

MOST_YEARS, MOST_QUARTERS = 6, 8
MONTHS_OF_YEAR, MONTHS_OF_QUARTER = 12, 3


@dataclass(frozen=True, slots=True)
class ReportDays:
    """The years that have begun and the quarters that are over, since the book has accounts.

    The newest come first. The first year is the one that goes on.
    """

    years: tuple[Period, ...]
    quarters: tuple[Period, ...]


def report_days(book: Book, today: date) -> ReportDays:
    """The days to choose from. There is always a year, and there may be no quarter yet."""
    with book.reading() as session:
        return days_to_report(session, today)


def days_to_report(session: Session, today: date) -> ReportDays:
    """As `report_days`, for a session that is open.

    A year is that of the agreement in force, from the day on which it began or an anniversary; the
    tax year before anything is agreed.
    """
    agreements = agreements_on(session, today)
    this_year = (
        year_from(agreements[0].from_date, today)
        if agreements
        else days_of_tax_year(tax_year_of(today))
    )
    opened = session.scalar(select(func.min(models.Account.opening_date))) or today
    years = [this_year]
    while len(years) < MOST_YEARS and years[-1].start > opened:
        years.append(
            Period(
                months_after(this_year.start, -MONTHS_OF_YEAR * len(years)),
                years[-1].start - timedelta(days=1),
            )
        )
    quarters = [
        quarter
        for year in years
        for quarter in reversed(_quarters_of(year))
        if quarter.end < today and quarter.end >= opened
    ]
    return ReportDays(tuple(years), tuple(quarters[:MOST_QUARTERS]))


def days_of_report(period: Period, today: date) -> str:
    """The days in words: 2 April 2026 to 1 April 2027, so far."""
    if period.end >= today:
        return _("{period}, so far").format(period=period_words(period))
    return period_words(period)


def year_words(year: Period, today: date) -> str:
    """A year in few words: A year so far, from 2 April 2026."""
    sentence = _("A year so far, from {day}") if year.end >= today else _("A year, from {day}")
    return sentence.format(day=long_date(year.start))


def up_to_today(period: Period, today: date) -> Period:
    """The days of a period that are over, today among them. Raises DPManagerError for none."""
    if period.start > today:
        raise DPManagerError(_("These days are still to come. Choose earlier ones."))
    return Period(period.start, min(period.end, today))


def figures_of(session: Session, days: Period, today: date) -> FunderReturn:
    """The money of some days that are over, as a return tells it: it adds up, or it raises.

    With several funders in one account it is the money of all of them. Raises DPManagerError as
    `prepare_return` does, and where nothing was agreed by then.
    """
    agreements = agreements_on(session, days.end)
    if not agreements:
        raise DPManagerError(
            _("Nothing was agreed with a council for these days. Enter what was agreed first.")
        )
    made, _evidence = prepare_in(session, days, agreements[0].funder.name, today, whole=True)
    return made


def _quarters_of(year: Period) -> list[Period]:
    starts = [months_after(year.start, MONTHS_OF_QUARTER * number) for number in range(5)]
    return [Period(start, after - timedelta(days=1)) for start, after in pairwise(starts)]
