"""Look at where the money of some days went, beside what was agreed."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.spending_report import (
    NOT_SAID,
    By,
    SpendingReport,
    report_spending,
)
from dpmanager.domain.budget.spent import work_out_agreed
from dpmanager.domain.periods import Period, long_date, month_names, months_after, year_from
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.budget.ledger_parts import directions, ledger_parts
from dpmanager.tasks.budget.plan_budget import terms_within
from dpmanager.tasks.returns.resources import category_labels, service_type_labels
from dpmanager.words import _

QUARTER_OF_A_YEAR = 3
"""In months."""


class Days(StrEnum):
    """Of which days the spending is looked at."""

    THIS_YEAR = "this_year"
    LAST_QUARTER = "last_quarter"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class SpendingSeen:
    """The report, and for whom the direct payment is."""

    recipient: str
    report: SpendingReport


def look_at_spending(
    book: Book, days: Days, today: date, own: Period | None = None
) -> SpendingSeen:
    """Where the money of some days went, up to today.

    THIS_YEAR is the year of the agreement in force, from the day it began or its last
    anniversary; the tax year before anything is agreed. LAST_QUARTER is the last quarter of such
    years that is over. own: the days for OWN.
    """
    with book.reading() as session:
        period = own if days is Days.OWN and own else _days(session, days, today)
        up_to = min(today, period.end)
        agreed, _steps = work_out_agreed(terms_within(session, period))
        report = report_spending(
            period,
            up_to,
            ledger_parts(session, Period(period.start, up_to)) if up_to >= period.start else (),
            directions(),
            agreed,
        )
        return SpendingSeen(_recipient(session), report)


def by_label(by: By) -> str:
    """What spending is divided by, as a heading."""
    return {
        By.SERVICE: _("What the support was"),
        By.WORKER: _("Who it was for or paid to"),
        By.OUTCOME: _("The outcome in the plan"),
        By.CATEGORY: _("What was paid"),
        By.MONTH: _("The month"),
    }[by]


def line_label(by: By, name: str) -> str:
    """A line of a breakdown in words."""
    if by is By.MONTH:
        year, month = name.split("-")
        return f"{month_names()[int(month) - 1]} {year}"
    if name == NOT_SAID:
        return {
            By.SERVICE: _("Nobody has said what for"),
            By.WORKER: _("Nobody is named"),
            By.OUTCOME: _("No outcome is named"),
            By.CATEGORY: _("Not yet said"),
        }[by]
    if by is By.SERVICE:
        return service_type_labels()[name]
    return category_labels()[name] if by is By.CATEGORY else name


def spent_words(report: SpendingReport) -> str:
    """What was spent, in a sentence."""
    return _("{amount} was spent from {start} to {end}.").format(
        amount=pounds(report.spent),
        start=long_date(report.period.start),
        end=long_date(max(report.up_to, report.period.start)),
    )


def more_words(report: SpendingReport) -> list[str]:
    """What was agreed beside it, and what nobody has said yet, in sentences."""
    said = []
    if report.agreed is not None:
        said.append(
            _("{amount} was agreed for {start} to {end}.").format(
                amount=pounds(report.agreed),
                start=long_date(report.period.start),
                end=long_date(report.period.end),
            )
        )
    if report.not_said:
        said.append(
            _("Nobody has said yet what {amount} of it was for.").format(
                amount=pounds(report.not_said)
            )
        )
    return said


def _days(session: Session, days: Days, today: date) -> Period:
    agreements = agreements_on(session, today)
    year = (
        year_from(agreements[0].from_date, today)
        if agreements
        else days_of_tax_year(tax_year_of(today))
    )
    return _last_quarter(year.start, today) if days is Days.LAST_QUARTER else year


def _last_quarter(year_start: date, today: date) -> Period:
    begun = max(
        number
        for number in range(4)
        if months_after(year_start, number * QUARTER_OF_A_YEAR) <= today
    )
    return Period(
        months_after(year_start, (begun - 1) * QUARTER_OF_A_YEAR),
        months_after(year_start, begun * QUARTER_OF_A_YEAR) - timedelta(days=1),
    )


def _recipient(session: Session) -> str:
    return (
        session.scalar(
            select(models.Person.name).join(
                models.Arrangement, models.Arrangement.recipient_id == models.Person.id
            )
        )
        or ""
    )
