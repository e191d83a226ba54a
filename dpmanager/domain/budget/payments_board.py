"""Whether the payments that should come did come: in time, in full, or not yet."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import PENNY, ZERO, total
from dpmanager.domain.deadlines.working_days import next_working_day_on_or_after
from dpmanager.domain.periods import Period
from dpmanager.domain.steps import Step

GRACE = timedelta(days=3)
"""A bank transfer may take three days to show; nobody is asked before."""
FURTHEST_BY_AMOUNT = timedelta(days=42)
"""A payment of the very amount may come so much earlier or later."""


class InState(StrEnum):
    """How it stands with a payment that should come."""

    TO_COME = "to-come"
    NOT_KNOWN = "not-known"
    LATE = "late"
    SHORT = "short"
    OVER = "over"
    CAME = "came"
    NOTHING_DUE = "nothing-due"


@dataclass(frozen=True, slots=True)
class ExpectedIn:
    """A payment that a funder should make. amount: pounds.

    due_by: the day, or where that is a weekend or bank holiday the next working day. reach: how
    far from that day a payment of another amount still belongs to it. is_fixed: its amount was
    agreed; else it was worked out from the balance, and is never short. what_for: of a payment
    that comes once; "" for the others. key: by which it is known, to put it off.
    """

    key: str
    funder_id: int
    funder: str
    day: date
    due_by: date
    amount: Decimal
    reach: timedelta
    is_fixed: bool = True
    pays_for: Period | None = None
    what_for: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class CameIn:
    """Money that came in. amount: pounds. funders: the numbers of those who may have paid it.

    is_sorted: somebody has said that a funder paid it; else only its very amount counts. is_once:
    whether it was sorted as a payment that comes once.
    """

    id: int
    day: date
    amount: Decimal
    funders: frozenset[int]
    is_sorted: bool = True
    is_once: bool = False


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A payment that should come, what came for it, and how it stands."""

    expected: ExpectedIn
    came: tuple[CameIn, ...]
    state: InState

    @property
    def amount(self) -> Decimal:
        """Pounds that came."""
        return total(one.amount for one in self.came)

    @property
    def difference(self) -> Decimal | None:
        """Pounds that came more than expected, fewer below zero; None where nothing was due yet."""
        if self.state in (InState.TO_COME, InState.NOT_KNOWN, InState.NOTHING_DUE):
            return None
        return self.amount - self.expected.amount if self.expected.is_fixed else None

    @property
    def missing(self) -> Decimal:
        """Pounds that are late or short."""
        if self.state not in (InState.LATE, InState.SHORT):
            return ZERO
        return self.expected.amount - self.amount


@dataclass(frozen=True, slots=True)
class Board:
    """The payments in the order of their days, and what came and belongs to none of them."""

    lines: tuple[BoardLine, ...]
    others: tuple[CameIn, ...]


def due_by(day: date, bank_holidays: Set[date]) -> date:
    """The day on which a payment of `day` is in the account: banks pay on working days alone."""
    return next_working_day_on_or_after(day, bank_holidays)


def make_board(
    expected: Iterable[ExpectedIn],
    came: Iterable[CameIn],
    today: date,
    known_up_to: date | None,
) -> Board:
    """Puts what came beside what should come.

    A payment of the very amount goes first, the nearest in time, one to one; then each other to
    the nearest of its funder within reach, one that is a rest to what is short or missing.
    known_up_to: the last day of which a bank statement has told, None where there is none.
    """
    rows = sorted(expected, key=lambda one: (one.day, one.key))
    lines = sorted(came, key=lambda one: (one.day, one.id))
    found: dict[str, list[CameIn]] = {one.key: [] for one in rows}
    left = _take_exact(rows, lines, found)
    others = []
    for line in left:
        row = _nearest(rows, line, found)
        if row is None:
            others.append(line)
        else:
            found[row.key].append(line)
    return Board(
        tuple(_line(row, tuple(found[row.key]), today, known_up_to) for row in rows),
        tuple(line for line in others if line.is_sorted),
    )


def _take_exact(
    rows: Sequence[ExpectedIn], lines: Sequence[CameIn], found: dict[str, list[CameIn]]
) -> list[CameIn]:
    pairs = [
        (line.is_once == (not row.what_for), abs(line.day - row.due_by), place, number)
        for place, row in enumerate(rows)
        for number, line in enumerate(lines)
        if abs(line.day - row.due_by) <= FURTHEST_BY_AMOUNT
        and row.funder_id in line.funders
        and row.amount > 0
        and abs(row.amount - line.amount) <= PENNY
    ]
    taken: set[int] = set()
    for _other_kind, _days, place, number in sorted(pairs):
        key = rows[place].key
        if not found[key] and number not in taken:
            found[key].append(lines[number])
            taken.add(number)
    return [line for number, line in enumerate(lines) if number not in taken]


def _nearest(
    rows: Sequence[ExpectedIn], line: CameIn, found: dict[str, list[CameIn]]
) -> ExpectedIn | None:
    if not line.is_sorted:
        return None

    def wants_more(row: ExpectedIn) -> bool:
        return total(one.amount for one in found[row.key]) < row.amount

    near = [
        row
        for row in rows
        if row.funder_id in line.funders
        and bool(row.what_for) == line.is_once
        and abs(line.day - row.due_by) <= row.reach
    ]
    return min(
        near,
        key=lambda row: (not wants_more(row), abs(line.day - row.due_by), row.day),
        default=None,
    )


def _line(
    row: ExpectedIn, came: tuple[CameIn, ...], today: date, known_up_to: date | None
) -> BoardLine:
    if came:
        return BoardLine(row, came, _state_of_money(row, total(one.amount for one in came)))
    last = row.due_by + GRACE
    if today <= last:
        state = InState.TO_COME
    elif row.amount <= 0:
        state = InState.NOTHING_DUE
    elif known_up_to is None or known_up_to < last:
        state = InState.NOT_KNOWN
    else:
        state = InState.LATE
    return BoardLine(row, (), state)


def _state_of_money(row: ExpectedIn, amount: Decimal) -> InState:
    if not row.is_fixed or abs(amount - row.amount) <= PENNY:
        return InState.CAME
    return InState.SHORT if amount < row.amount else InState.OVER
