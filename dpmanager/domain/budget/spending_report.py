"""Where the money went: by what it was for, who was paid, the outcome, the category, the month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.spent import is_spending
from dpmanager.domain.periods import Period, months_after
from dpmanager.domain.steps import Step
from dpmanager.words import _

NOT_SAID = ""
"""The name of what nobody has said yet."""


class By(StrEnum):
    """What spending is divided by."""

    SERVICE = "service_type"
    WORKER = "worker"
    OUTCOME = "outcome"
    CATEGORY = "category"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """A part of a payment, with the sign it has in the account: pounds, money out negative.

    went_out: whether the whole payment went out. category, service_type, worker, outcome:
    NOT_SAID where nobody has said.
    """

    day: date
    payee: str
    amount: Decimal
    went_out: bool
    category: str = NOT_SAID
    service_type: str = NOT_SAID
    worker: str = NOT_SAID
    outcome: str = NOT_SAID

    @property
    def spent(self) -> Decimal:
        """Pounds spent; below zero for money that came back."""
        return ZERO - self.amount

    def name_of(self, by: By) -> str:
        """What it is divided by: an id, a name, or the month as 2026-04."""
        if by is By.MONTH:
            return f"{self.day:%Y-%m}"
        name: str = getattr(self, by.value)
        return name


@dataclass(frozen=True, slots=True)
class SpendingLine:
    """What was spent on one thing, in pounds. agreed: for it, None where nothing is by the thing.

    name: an id, a name, or a month as 2026-04.
    """

    name: str
    spent: Decimal
    agreed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The spending divided by one thing; the lines add up to all of it."""

    by: By
    lines: tuple[SpendingLine, ...]

    @property
    def total(self) -> Decimal:
        """Pounds of all lines."""
        return total(line.spent for line in self.lines)


@dataclass(frozen=True, slots=True)
class FromLedger:
    """How the spending follows from the lines of the accounts, all in pounds, none negative.

    went_out: all that went out. moved: of it, between accounts of the book. given_back: of it, to
    whoever had paid it in. came_back: what came in and was for something bought, such as a refund;
    it alone may be below nothing, where a part of such a payment went out again.
    """

    went_out: Decimal
    moved: Decimal
    given_back: Decimal
    came_back: Decimal

    @property
    def spent(self) -> Decimal:
        """Pounds spent."""
        return self.went_out - self.moved - self.given_back - self.came_back


@dataclass(frozen=True, slots=True)
class SpendingReport:
    """The spending of a period.

    parts: what was spent, oldest first. breakdowns: one for each way to divide it, all of the same
    total. agreed: pounds for the whole period, None where nothing was agreed for it. up_to: the
    last day that is counted, which is before the end of a period that is not over.
    """

    period: Period
    up_to: date
    parts: tuple[LedgerPart, ...]
    breakdowns: tuple[Breakdown, ...]
    ledger: FromLedger
    agreed: Decimal | None
    steps: tuple[Step, ...]

    @property
    def spent(self) -> Decimal:
        """Pounds spent in all."""
        return self.ledger.spent

    @property
    def not_said(self) -> Decimal:
        """Pounds of which nobody has said what they were for."""
        return total(part.spent for part in self.parts if part.category == NOT_SAID)

    def by(self, by: By) -> Breakdown:
        """The spending divided by one thing."""
        return next(one for one in self.breakdowns if one.by is by)


def counts_as_spent(part: LedgerPart, directions: Mapping[str, str]) -> bool:
    """Whether a part of a payment was spent, or came back of what was spent.

    directions: in, out or transfer, by category. A payment out counts until somebody says that it
    was something else; money in counts only when it is said to be a refund.
    """
    if part.category == NOT_SAID:
        return part.went_out
    return is_spending(part.category, directions[part.category])


def report_spending(
    period: Period,
    up_to: date,
    ledger: Iterable[LedgerPart],
    directions: Mapping[str, str],
    agreed: Mapping[str, Decimal],
) -> SpendingReport:
    """Where the money of a period went.

    ledger: every part of every payment from the start of the period to `up_to`. directions: in,
    out or transfer, by category. agreed: pounds for the period by service type; nothing where
    nothing was agreed.
    """
    lines = sorted(ledger, key=lambda part: part.day)
    parts = tuple(part for part in lines if counts_as_spent(part, directions))
    from_ledger = _from_ledger(lines, directions)
    return SpendingReport(
        period=period,
        up_to=up_to,
        parts=parts,
        breakdowns=(
            *(
                _breakdown(by, parts, agreed if by is By.SERVICE else {})
                for by in (By.SERVICE, By.WORKER, By.OUTCOME, By.CATEGORY)
            ),
            _by_month(Period(period.start, max(period.start, min(period.end, up_to))), parts),
        ),
        ledger=from_ledger,
        agreed=total(agreed.values()) if agreed else None,
        steps=_steps(from_ledger),
    )


def spent_by(parts: Iterable[LedgerPart], by: By) -> dict[str, Decimal]:
    """Pounds spent by the name of something, in the order in which the names come up."""
    spent: dict[str, Decimal] = {}
    for part in parts:
        name = part.name_of(by)
        spent[name] = spent.get(name, ZERO) + part.spent
    return spent


def _breakdown(by: By, parts: Sequence[LedgerPart], agreed: Mapping[str, Decimal]) -> Breakdown:
    """What was agreed comes first and in its order, then the largest; what is not said is last."""
    spent = spent_by(parts, by)
    places = {name: place for place, name in enumerate(agreed)}
    names = sorted(
        {**agreed, **spent},
        key=lambda name: (
            name == NOT_SAID,
            places.get(name, len(places)),
            -spent.get(name, ZERO),
            name,
        ),
    )
    return Breakdown(
        by,
        tuple(
            SpendingLine(name, spent.get(name, ZERO), agreed.get(name, ZERO) if agreed else None)
            for name in names
        ),
    )


def _by_month(period: Period, parts: Sequence[LedgerPart]) -> Breakdown:
    """Every month that has a day of the period, also one in which nothing was spent."""
    spent = spent_by(parts, By.MONTH)
    month = date(period.start.year, period.start.month, 1)
    lines = []
    while month <= period.end:
        name = f"{month:%Y-%m}"
        lines.append(SpendingLine(name, spent.get(name, ZERO)))
        month = months_after(month, 1)
    return Breakdown(By.MONTH, tuple(lines))


def _from_ledger(lines: Sequence[LedgerPart], directions: Mapping[str, str]) -> FromLedger:
    went_out = moved = given_back = came_back = ZERO
    for part in lines:
        if part.went_out:
            went_out -= part.amount
            if not counts_as_spent(part, directions):
                if directions[part.category] == "transfer":
                    moved -= part.amount
                else:
                    given_back -= part.amount
        elif counts_as_spent(part, directions):
            came_back += part.amount
    return FromLedger(went_out, moved, given_back, came_back)


def _steps(ledger: FromLedger) -> tuple[Step, ...]:
    taken_off = [
        (_("Less what was moved between your own accounts"), ledger.moved),
        (_("Less what was given back to whoever had paid it in"), ledger.given_back),
        (_("Less what came back, such as refunds"), ledger.came_back),
    ]
    steps = [Step(_("All that went out of your accounts"), pounds(ledger.went_out))]
    left = ledger.went_out
    for label, amount in taken_off:
        if amount:
            after = left - amount
            steps.append(Step(label, f"{pounds(left)} - {pounds(amount)} = {pounds(after)}"))
            left = after
    steps.append(Step(_("What was spent"), pounds(ledger.spent)))
    return tuple(steps)
