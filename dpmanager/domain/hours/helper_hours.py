"""Hours that a helper entered in a book of their own, and what is new about them.

Each entry is known for good by its id, and each change of it counts up its version. So it does
not matter how often, or in which order, the copies of a helper's book are taken in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from dpmanager.domain.hours.shifts import Shift, overlapping
from dpmanager.domain.periods import Period


@dataclass(frozen=True, slots=True)
class HelperHours:
    """A stretch of work that a helper wrote down.

    id: random, of this entry alone, for good. worker_id: the number that the worker has in the
    manager's book. version: 1 when it was entered, one more with each change. removed: the helper
    took it out again. Its shift has no outcome. The two moments are by the clock of the place.
    """

    id: str
    worker_id: int
    shift: Shift
    entered_by: str
    entered_at: datetime
    changed_at: datetime
    version: int = 1
    removed: bool = False

    def is_newer_than(self, other: "HelperHours") -> bool:
        """Whether this is the later of two states of one entry. No two states are alike in it."""
        return _age(self) > _age(other)

    def changed_to(self, shift: Shift, at: datetime) -> "HelperHours":
        """The next version of it, with other times."""
        version = self.version + 1
        return replace(self, shift=shift, changed_at=at, version=version, removed=False)

    def taken_out(self, at: datetime) -> "HelperHours":
        """The next version of it, without its hours."""
        return replace(self, changed_at=at, version=self.version + 1, removed=True)


@dataclass(frozen=True, slots=True)
class HelperWorker:
    """Somebody who works here, as the helper's book names them."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class HelperRota:
    """All that a manager puts out for a helper: names, and who is to work when.

    shifts: each with the number of its worker. closed: the bank holidays among the days.
    """

    period: Period
    workers: tuple[HelperWorker, ...] = ()
    shifts: tuple[tuple[int, Shift], ...] = ()
    closed: frozenset[date] = frozenset()


class News(StrEnum):
    """What an entry is to the manager's book.

    NOTHING: all of it is known. NEW: hours that nobody has. CHANGED, REMOVED: the hours that were
    taken in stand here as the helper wrote them then. CLASH: here there is something else for
    that worker and day.
    """

    NOTHING = "nothing"
    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class Found:
    """What an entry is, and the hours here that it would take the place of or stand beside."""

    news: News
    here: tuple[Shift, ...] = ()


def latest(states: Iterable[HelperHours]) -> dict[str, HelperHours]:
    """Of each entry its last state, by id: the same for any order, however often each comes."""
    found: dict[str, HelperHours] = {}
    for state in states:
        before = found.get(state.id)
        if before is None or state.is_newer_than(before):
            found[state.id] = state
    return found


def what_is_new(
    entry: HelperHours,
    before: HelperHours | None,
    own: Shift | None,
    others: Sequence[Shift],
) -> Found:
    """What an entry is to the manager's book.

    before: the state of it that was taken in last. own: the shift here that came of it, as it is
    now; None where there is none. others: all other shifts of that worker here.
    """
    if before is not None and not entry.is_newer_than(before):
        return Found(News.NOTHING)
    if entry.removed:
        return _removed(before, own)
    if before is not None and not before.removed and _same(entry, before):
        return Found(News.NOTHING)
    beside = tuple(other for other in others if _touches(entry.shift, other))
    if own is not None:
        return _changed(entry, before, own, beside)
    if any(is_same_work(entry.shift, other) for other in beside):
        return Found(News.NOTHING)
    if beside or (before is not None and not before.removed):
        return Found(News.CLASH, beside)
    return Found(News.NEW)


def is_same_work(one: Shift, other: Shift) -> bool:
    """Whether two shifts are the same work, whatever note or outcome stands with them."""
    return replace(one, note="", outcome="") == replace(other, note="", outcome="")


def _removed(before: HelperHours | None, own: Shift | None) -> Found:
    if own is None:
        return Found(News.NOTHING)
    untouched = before is not None and own == before.shift
    return Found(News.REMOVED if untouched else News.CLASH, (own,))


def _changed(
    entry: HelperHours, before: HelperHours | None, own: Shift, beside: tuple[Shift, ...]
) -> Found:
    if entry.shift == own:
        return Found(News.NOTHING)
    untouched = before is not None and own == before.shift
    if untouched and not beside:
        return Found(News.CHANGED, (own,))
    return Found(News.CLASH, (own, *beside))


def _same(entry: HelperHours, before: HelperHours) -> bool:
    return (entry.worker_id, entry.shift) == (before.worker_id, before.shift)


def _touches(shift: Shift, other: Shift) -> bool:
    return other.day == shift.day or overlapping(shift, [other]) is not None


def _age(entry: HelperHours) -> tuple[object, ...]:
    shift = entry.shift
    return (
        entry.version,
        entry.changed_at,
        entry.removed,
        entry.worker_id,
        shift.day,
        shift.start,
        shift.end,
        shift.kind.value,
        shift.break_minutes,
        shift.woken_minutes,
        shift.note,
        entry.entered_by,
        entry.entered_at,
    )
