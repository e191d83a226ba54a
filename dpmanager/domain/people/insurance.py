"""Insurance that must be in force while somebody is employed.

Source: Employers' Liability (Compulsory Insurance) Act 1969; GOV.UK, employers' liability
insurance: https://www.gov.uk/employers-liability-insurance.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dpmanager.domain.people.relatives import NOT_INSURED, Relation
from dpmanager.domain.periods import Period
from dpmanager.words import _

SOURCE = "GOV.UK, employers' liability insurance: https://www.gov.uk/employers-liability-insurance"
SAID_BEFORE = timedelta(days=30)
"""How long before the end of a policy, or before the first day of work, it is said."""


class PolicyKind(StrEnum):
    """What is insured. The values are the words used in the book."""

    EMPLOYERS_LIABILITY = "employers_liability"
    PUBLIC_LIABILITY = "public_liability"
    OTHER = "other"


class CoverState(StrEnum):
    """How it stands with an insurance that is needed."""

    NOT_NEEDED = "not_needed"
    IN_FORCE = "in_force"
    RUNS_OUT = "runs_out"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cover:
    """How it stands. by: the last day of the insurance, or the day from which it is needed."""

    state: CoverState
    by: date | None = None


@dataclass(frozen=True, slots=True)
class AtWork:
    """Somebody who is employed, from when to when, and what they are to the employer."""

    start: date
    end: date | None
    relation_to_employer: Relation = Relation.NONE


def liability_cover(workers: Iterable[AtWork], policies: Sequence[Period], today: date) -> Cover:
    """How it stands with employers' liability insurance.

    policies: the days of each that the employer has. Nobody has to be insured for close family
    alone. From 30 days before the first worker starts it is needed.
    """
    insured = [one for one in workers if one.relation_to_employer not in NOT_INSURED]
    at_work = [
        one
        for one in insured
        if one.start <= today + SAID_BEFORE and (one.end is None or one.end >= today)
    ]
    if not at_work:
        return Cover(CoverState.NOT_NEEDED)
    needed_from = max(min(one.start for one in at_work), today)
    last = _last_day_from(needed_from, policies)
    if last is None:
        return Cover(CoverState.MISSING, needed_from)
    goes_on = any(one.end is None or one.end > last for one in at_work)
    if goes_on and last - today <= SAID_BEFORE:
        return Cover(CoverState.RUNS_OUT, last)
    return Cover(CoverState.IN_FORCE, last)


def days_not_insured(
    workers: Iterable[AtWork], policies: Sequence[Period], period: Period
) -> tuple[Period, ...]:
    """The days of a period on which somebody works who is to be insured, and no policy is in force.

    Days that follow one another are one stretch.
    """
    at_work = [
        (one.start, one.end or period.end)
        for one in workers
        if one.relation_to_employer not in NOT_INSURED
    ]
    found: list[Period] = []
    for day in period.each_day():
        needed = any(start <= day <= end for start, end in at_work)
        if not needed or any(day in policy for policy in policies):
            continue
        if found and found[-1].end == day - timedelta(days=1):
            found[-1] = Period(found[-1].start, day)
        else:
            found.append(Period(day, day))
    return tuple(found)


def _last_day_from(day: date, policies: Iterable[Period]) -> date | None:
    """The last day of the policies that follow one another without a gap from a day on."""
    last = None
    wanted = day
    for period in sorted(policies, key=lambda period: period.start):
        if period.start <= wanted <= period.end:
            last = period.end
            wanted = last + timedelta(days=1)
    return last


def policy_words() -> dict[PolicyKind, str]:
    """Each kind of insurance in words."""
    return {
        PolicyKind.EMPLOYERS_LIABILITY: _("Employers' liability"),
        PolicyKind.PUBLIC_LIABILITY: _("Public liability"),
        PolicyKind.OTHER: _("Another insurance"),
    }
