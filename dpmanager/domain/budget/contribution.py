"""The person's contribution over time: what was due, what was paid, and how far behind that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.agreement import Contribution
from dpmanager.domain.periods import long_date
from dpmanager.domain.steps import Step
from dpmanager.words import _

DayAmount = tuple[date, Decimal]
"""A day, and pounds that were due or paid on it."""
OUTSIDE = (Contribution.INVOICED, Contribution.PROVIDER)
"""The ways in which a contribution is paid outside the accounts of the book, by the person."""


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """A contribution, and what was paid from its day up to the next. Amounts in pounds.

    due_so_far, paid_so_far: with all before it.
    """

    day: date
    due: Decimal
    paid: Decimal
    due_so_far: Decimal
    paid_so_far: Decimal

    @property
    def behind(self) -> Decimal:
        """Pounds due so far and not paid; below zero where more was paid."""
        return self.due_so_far - self.paid_so_far


@dataclass(frozen=True, slots=True)
class Arrears:
    """How it stands with the contribution. behind: pounds; below zero: that much ahead.

    since: the day of the first contribution that is not paid in full, None where all are.
    """

    lines: tuple[ContributionLine, ...]
    due: Decimal
    paid: Decimal
    behind: Decimal
    since: date | None
    steps: tuple[Step, ...]


def how_words(how: Contribution) -> str:
    """How a contribution was paid outside the account: one of OUTSIDE, in words."""
    return {
        Contribution.INVOICED: _("A bill from the council or NHS"),
        Contribution.PROVIDER: _("Straight to who gives the care"),
    }[how]


def due_outside(due: Iterable[DayAmount], paid: Iterable[DayAmount]) -> list[DayAmount]:
    """The contributions outside the account that count beside those that were written down.

    They count from the first that was written down: it is for the one that was due last up to its
    day, or for the first of all. Of those before, nobody can tell whether they were paid.
    """
    first = min((day for day, _amount in paid), default=None)
    if first is None:
        return []
    owed = sorted(one for one in due if one[1])
    start = max((day for day, _amount in owed if day <= first), default=date.min)
    return [one for one in owed if one[0] >= start]


def work_out_arrears(due: Iterable[DayAmount], paid: Iterable[DayAmount], today: date) -> Arrears:
    """What was due up to today less what was paid up to today, contribution by contribution.

    What was paid pays the oldest contribution first. What was paid back is paid below zero.
    """
    owed = sorted(one for one in due if one[0] <= today)
    came = sorted(one for one in paid if one[0] <= today)
    all_due, all_paid = _sum(owed), _sum(came)
    since, so_far = None, ZERO
    for day, amount in owed:
        so_far += amount
        if so_far > all_paid:
            since = day
            break
    behind = all_due - all_paid
    steps = (
        Step(_("Contributions due up to {day}").format(day=long_date(today)), pounds(all_due)),
        Step(_("Contributions paid"), pounds(all_paid)),
        Step(_("Due less paid"), f"{pounds(all_due)} - {pounds(all_paid)} = {pounds(behind)}"),
    )
    return Arrears(tuple(_lines(owed, came)), all_due, all_paid, behind, since, steps)


def _lines(owed: Sequence[DayAmount], came: Sequence[DayAmount]) -> list[ContributionLine]:
    """What was paid before the first contribution counts with it."""
    due: dict[date, Decimal] = {}
    for day, amount in owed:
        due[day] = due.get(day, ZERO) + amount
    days = list(due)
    paid = dict.fromkeys(days, ZERO)
    place = 0
    for day, amount in came if days else ():
        while place + 1 < len(days) and days[place + 1] <= day:
            place += 1
        paid[days[place]] += amount
    lines: list[ContributionLine] = []
    due_so_far = paid_so_far = ZERO
    for day in days:
        due_so_far += due[day]
        paid_so_far += paid[day]
        lines.append(ContributionLine(day, due[day], paid[day], due_so_far, paid_so_far))
    return lines


def _sum(amounts: Iterable[DayAmount]) -> Decimal:
    return total(amount for _day, amount in amounts)
