"""What sets deadlines off between the person and a funder."""

from collections.abc import Iterator
from datetime import date

from dpmanager.domain.deadlines.facts import FundingFacts, ReturnFacts
from dpmanager.domain.deadlines.happening import Happening
from dpmanager.domain.deadlines.rules import Trigger
from dpmanager.domain.deadlines.working_days import return_due
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import period_words


def of_return(one: ReturnFacts) -> Iterator[Happening]:
    """A return, where it is known when it is due."""
    due = one.due or return_due(one.asked_on or one.period.end, one.days)
    if due is not None:
        yield Happening(
            Trigger.RETURN, one.key, one.period.end, one.funder, period_words(one.period), due=due
        )


def of_funding(one: FundingFacts, years: range) -> Iterator[Happening]:
    """Contributions and reviews. What the funder has said goes before what is usual."""
    for day in one.contributions:
        yield Happening(Trigger.CONTRIBUTION, one.key, day, one.funder, long_date(day))
    if one.contributions:
        for year in years:
            april = date(year, 4, 1)
            yield Happening(Trigger.CONTRIBUTION_YEAR, one.key, april, one.funder, str(year))
    if one.next_review is not None:
        yield Happening(Trigger.REVIEW, one.key, one.next_review, one.funder)
    elif one.last_review is not None:
        yield Happening(Trigger.LAST_REVIEW, one.key, one.last_review, one.funder)
    elif one.first_payment is not None:
        yield Happening(Trigger.FIRST_PAYMENT, one.key, one.first_payment, one.funder)
