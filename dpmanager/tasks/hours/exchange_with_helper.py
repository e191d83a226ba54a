"""Exchange hours with a helper who has a book of their own: the rota goes out, hours come in."""

import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.helper_hours import (
    Found,
    HelperHours,
    HelperRota,
    HelperWorker,
    News,
    latest,
    what_is_new,
)
from dpmanager.domain.hours.rota import monday_of, planned
from dpmanager.domain.hours.shifts import HourKind, Shift, overlapping
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import helper_book, models, vault
from dpmanager.records.book import Book
from dpmanager.records.helper_book import NotTheirManager, at_hand, open_as_manager
from dpmanager.tasks.hours.closed_days import closed_days
from dpmanager.tasks.hours.kinds_of_care import usual_service
from dpmanager.tasks.hours.record_shifts import (
    add_shifts,
    check_against_records,
    put_in_place,
    shift_of,
    timesheet_period,
)
from dpmanager.tasks.hours.rota_records import changes_in, patterns_in
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.saving import save_file
from dpmanager.words import _

DAY, WEEK = timedelta(days=1), timedelta(days=7)
WEEKS_BACK = 4
"""A helper also enters the hours of the last weeks, so they see what was planned for them."""
LONGEST_NAME = 80


class Choice(StrEnum):
    """What is to be done with an entry.

    TAKE: what the helper wrote counts. KEEP: what is here stays, and the entry is not shown again
    unless the helper changes it. BOTH: it is added to what is here. LATER: nothing, this time.
    """

    TAKE = "take"
    KEEP = "keep"
    BOTH = "both"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class KnownHelper:
    """Somebody who has a helper's book.

    rota_out_at, taken_at: by the clock of the place, None for never. stopped_on: None while they
    help.
    """

    id: int
    name: str
    rota_out_at: datetime | None
    taken_at: datetime | None
    stopped_on: date | None


@dataclass(frozen=True, slots=True)
class HelperLine:
    """One entry that is not known yet.

    worker: their name here, "" for nobody of this book. before: what the helper had written when
    it was taken in. here: the hours that stand here for it or beside it. why_not: why it cannot
    be taken, "" if it can. choices: what can be done with it; the first is the usual one.
    """

    entry: HelperHours
    worker: str
    news: News
    before: Shift | None
    here: tuple[Shift, ...]
    why_not: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class HoursOfHelper:
    """What a helper's book has that is not known here yet, and all of its entries."""

    helper: KnownHelper
    lines: tuple[HelperLine, ...]
    entries: tuple[HelperHours, ...]

    def of(self, news: News) -> tuple[HelperLine, ...]:
        """The lines of one sort that can be taken."""
        return tuple(line for line in self.lines if line.news is news and not line.why_not)

    @property
    def cannot(self) -> tuple[HelperLine, ...]:
        """The lines that cannot be taken as things are."""
        return tuple(line for line in self.lines if line.why_not)


@dataclass(frozen=True, slots=True)
class TakenFromHelper:
    """How many entries were added, changed and taken out here, and how many were not."""

    helper: str
    added: int = 0
    changed: int = 0
    removed: int = 0
    left: int = 0


def known_helpers(book: Book) -> tuple[KnownHelper, ...]:
    """Everybody who has a helper's book, by name; those who have stopped come last."""
    with book.reading() as session:
        found = [_known(row) for row in session.scalars(select(models.Helper))]
    return tuple(
        sorted(found, key=lambda each: (each.stopped_on is not None, each.name.casefold()))
    )


def make_helper_book(
    book: Book,
    folder: Path,
    passphrase: str,
    name: str,
    *,
    who: str,
    at: datetime,
    cost: vault.KeyCost = vault.KEY_COST,
) -> KnownHelper:
    """Makes a book for a helper at `folder` (NAME.dphours), with a passphrase of their own.

    It is empty until the rota is put out. `cost` is for tests. Raises WeakPassphrase, PlaceTaken,
    DiskTrouble, and DPManagerError for a name that is empty or taken.
    """
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise DPManagerError(_("Type the name of the person who helps."))
    if any(each.name.casefold() == name.casefold() for each in known_helpers(book)):
        raise DPManagerError(
            _("There is a helper called {name} already. Choose another name.").format(name=name)
        )
    number = helper_book.make_helper_book(folder, passphrase, name, book, cost=cost)
    task = _("Make a helper's book for {name}").format(name=name)
    try:
        with book.task(task, who=who, at=at, lasting=True) as session:
            row = models.Helper(name=name, book_id=number)
            session.add(row)
            session.flush()
            return _known(row)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # nobody's book
        raise


def stop_with_helper(book: Book, helper_id: int, *, who: str, at: datetime) -> None:
    """Has the book of a helper not be read any more. What was taken in stays."""
    with book.reading() as session:
        name = session.get_one(models.Helper, helper_id).name
    with book.task(_("Stop with the helper {name}").format(name=name), who=who, at=at) as session:
        session.get_one(models.Helper, helper_id).stopped_on = at.date()


def put_rota_out(book: Book, place: Path, weeks: int, *, who: str, at: datetime) -> KnownHelper:
    """Puts the workers' names and the rota into a helper's book; nothing else goes there.

    place: its folder, a folder with it in, or a zipped one. weeks: how many from this week on; the
    last few weeks go along. Raises DPManagerError for a book of somebody else, and what
    `open_helper_book` raises of a damaged or newer one; it is then as it was.
    """
    with at_hand(place) as folder, open_as_manager(folder, book) as theirs:
        with book.reading() as session:
            helper = _known(_helper_of(session, theirs.book_id))
            rota = rota_for_helper(session, _weeks_around(at.date(), weeks))
        theirs.put_rota(rota, at)
        if place.is_file():
            save_file(place, theirs.packed())
    task = _("Put the rota out to {name}").format(name=helper.name)
    with book.task(task, who=who, at=at, lasting=True) as session:
        row = session.get_one(models.Helper, helper.id)
        row.rota_out_at = at
        session.flush()
        return _known(row)


def rota_for_helper(session: Session, period: Period) -> HelperRota:
    """Names and planned times alone: no outcome, no reason why somebody stays away, no money."""
    closed = closed_days(arrangement(session).nation, period)
    rows = session.scalars(
        select(models.Worker)
        .where(models.Worker.start_date <= period.end)
        .order_by(models.Worker.name, models.Worker.id)
    )
    workers = tuple(
        HelperWorker(row.id, row.name)
        for row in rows
        if row.end_date is None or row.end_date >= period.start
    )
    numbers = {worker.name: worker.id for worker in workers}
    shifts = planned(patterns_in(session, period), changes_in(session, period), period, closed)
    return HelperRota(
        period,
        workers,
        tuple(
            (numbers[one.worker], replace(one.shift, outcome="", note="", service_type=""))
            for one in shifts
            if one.worker in numbers
        ),
        frozenset(day for day in closed if day in period),
    )


def look_at_helper_hours(book: Book, place: Path) -> HoursOfHelper:
    """What is new in a helper's book, changed, or in clash with what is here. Changes nothing.

    place: as in `put_rota_out`. Raises what that raises.
    """
    with at_hand(place) as folder, open_as_manager(folder, book) as theirs:
        entries = theirs.entries()
        number = theirs.book_id
    with book.reading() as session:
        row = _helper_of(session, number)
        names = dict(session.execute(select(models.Worker.id, models.Worker.name)).all())
        return HoursOfHelper(
            _known(row), tuple(_Look(session, row.id, entries, names).lines()), entries
        )


def take_helper_hours(
    book: Book,
    seen: HoursOfHelper,
    decisions: Mapping[str, Choice] | None = None,
    *,
    who: str,
    at: datetime,
) -> TakenFromHelper:
    """Takes a helper's entries in as hours that wait for approval, as one task.

    decisions: for an entry, by its id, what is to be done; the first of its choices where nothing
    is said. What was taken in before is not taken in again. Raises DPManagerError where hours do
    not fit into the records; nothing is saved then.
    """
    name = seen.helper.name
    task = _("Hours entered by {helper}, taken in by {who}").format(helper=name, who=who)
    with book.task(task, who=who, at=at) as session:
        row = session.get_one(models.Helper, seen.helper.id)
        row.taken_at = at
        names = dict(session.execute(select(models.Worker.id, models.Worker.name)).all())
        look = _Look(session, row.id, seen.entries, names)
        return _Taking(session, name, look, decisions or {}).take()


class _Look:
    """The entries of a helper beside the records, within a transaction."""

    def __init__(
        self,
        session: Session,
        helper_id: int,
        entries: Iterable[HelperHours],
        names: Mapping[int, str],
    ) -> None:
        self.session, self.helper_id, self.names = session, helper_id, names
        kept = models.HelperEntry
        self.rows = {
            row.entry_id: row
            for row in session.scalars(select(kept).where(kept.helper_id == helper_id))
        }
        self.of_helpers = set(
            session.scalars(select(kept.shift_id).where(kept.shift_id.is_not(None)))
        )
        self.entries = [
            entry for entry in sorted(latest(entries).values(), key=_order) if self._newer(entry)
        ]
        self.own = {entry.id: self._own(entry) for entry in self.entries}

    def before(self, entry: HelperHours) -> HelperHours | None:
        """The entry as it was taken in last."""
        row = self.rows.get(entry.id)
        return None if row is None else _as_taken(row)

    def lines(self) -> list[HelperLine]:
        """Everything that is not known yet, in order of time."""
        all_own = {own.id for own in self.own.values() if own is not None}
        moving = {
            own.id
            for entry in self.entries
            if (own := self.own[entry.id]) is not None
            and self._found(entry, all_own).news in (News.CHANGED, News.REMOVED)
        }
        coming: dict[int, list[Shift]] = {}
        lines = []
        for entry in self.entries:
            found = self._found(entry, moving)
            if found.news is News.NOTHING:
                continue
            why_not = self._why_not(entry, found, coming.setdefault(entry.worker_id, []))
            if not (why_not or entry.removed or found.news is News.CLASH):
                coming[entry.worker_id].append(entry.shift)
            lines.append(self._line(entry, found, why_not))
        return lines

    def others(self, entry: HelperHours, besides: Collection[int]) -> list[models.Shift]:
        """The shifts of the worker that the entry could be in clash with.

        Those are what was typed here for that day, and what shares time with it.
        """
        return [
            row
            for row in self._near(entry)
            if row.id not in besides
            and (
                (row.day == entry.shift.day and row.id not in self.of_helpers)
                or overlapping(entry.shift, [_as_told(row)]) is not None
            )
        ]

    def _near(self, entry: HelperHours) -> list[models.Shift]:
        """The shifts of the worker around that day, other than the one that came of the entry."""
        own = self.own[entry.id]
        day = entry.shift.day
        rows = self.session.scalars(
            select(models.Shift)
            .join(models.Timesheet)
            .where(
                models.Timesheet.worker_id == entry.worker_id,
                models.Shift.day.between(day - DAY, day + DAY),
            )
            .order_by(models.Shift.day, models.Shift.start)
        )
        return [row for row in rows if row is not own]

    def _newer(self, entry: HelperHours) -> bool:
        before = self.before(entry)
        return before is None or entry.is_newer_than(before)

    def _own(self, entry: HelperHours) -> models.Shift | None:
        row = self.rows.get(entry.id)
        if row is None or row.shift_id is None:
            return None
        shift = self.session.get(models.Shift, row.shift_id)
        return shift if shift and shift.timesheet.worker_id == entry.worker_id else None

    def _found(self, entry: HelperHours, moving: Collection[int]) -> Found:
        own = self.own[entry.id]
        beside = [] if entry.removed else self.others(entry, moving)
        return what_is_new(
            entry,
            self.before(entry),
            None if own is None else _as_told(own),
            [_as_told(row) for row in beside],
        )

    def _why_not(self, entry: HelperHours, found: Found, coming: Sequence[Shift]) -> str:
        if entry.worker_id not in self.names:
            return _("This person is not in your book.")
        own = self.own[entry.id]
        near = self._near(entry)
        touched = [row for row in near if _as_told(row) in found.here]
        touched += [own] if own is not None else []
        sheet = self._sheet(entry)
        if any(row.timesheet.state != "draft" for row in touched) or (
            not entry.removed and sheet is not None and sheet.state != "draft"
        ):
            return _(
                "The timesheet of these days is approved already. Reopen it or correct it on the "
                "page Hours first."
            )
        if entry.removed:
            return ""
        if overlapping(entry.shift, coming) is not None:
            return _("It overlaps other hours that come in now.")
        worker = self.session.get_one(models.Worker, entry.worker_id)
        try:
            check_against_records(self.session, worker, entry.shift, instead_of=[*near, *touched])
            timesheet_period(worker, entry.shift.day)
        except DPManagerError as fault:
            return str(fault)
        return ""

    def _sheet(self, entry: HelperHours) -> models.Timesheet | None:
        sheet = models.Timesheet
        return self.session.scalar(
            select(sheet).where(
                sheet.worker_id == entry.worker_id,
                sheet.start <= entry.shift.day,
                sheet.end >= entry.shift.day,
            )
        )

    def _line(self, entry: HelperHours, found: Found, why_not: str) -> HelperLine:
        before = self.before(entry)
        return HelperLine(
            entry=entry,
            worker=self.names.get(entry.worker_id, ""),
            news=found.news,
            before=None if before is None or before.removed else before.shift,
            here=found.here,
            why_not=why_not,
            choices=_choices(entry, found, self.own[entry.id], why_not, self.names),
        )


class _Taking:
    """The decisions on the entries of a helper, carried out within a task."""

    def __init__(
        self, session: Session, helper: str, look: _Look, decisions: Mapping[str, Choice]
    ) -> None:
        self.session, self.helper, self.look, self.decisions = session, helper, look, decisions
        self.lines = look.lines()

    def take(self) -> TakenFromHelper:
        """First what goes, then what changes, then what is added: so nothing is in the way."""
        chosen = {line.entry.id: self._choice(line) for line in self.lines}
        takes = [line for line in self.lines if chosen[line.entry.id] in (Choice.TAKE, Choice.BOTH)]
        for line in takes:
            self._clear(line, chosen[line.entry.id])
        self.session.flush()
        changes = [
            line for line in takes if not line.entry.removed and self.look.own[line.entry.id]
        ]
        waiting = [row for line in changes if (row := self.look.own[line.entry.id])]
        for line in changes:
            row = waiting.pop(0)
            shift = replace(
                line.entry.shift,
                outcome=_outcome_of(self.session, row),
                service_type=row.service_type,
            )
            put_in_place(self.session, row, shift, instead_of=waiting)
        added = 0
        for line in takes:
            if not line.entry.removed and self.look.own[line.entry.id] is None:
                worker = self.session.get_one(models.Worker, line.entry.worker_id)
                care = usual_service(self.session, worker, line.entry.shift.day)
                shift = replace(line.entry.shift, service_type=care)
                (row,) = add_shifts(self.session, worker, [shift])
                self.look.own[line.entry.id] = row
                added += 1
        self._write_down(chosen)
        removed = sum(line.entry.removed for line in takes)
        return TakenFromHelper(
            self.helper, added, len(changes), removed, len(self.lines) - len(takes)
        )

    def _choice(self, line: HelperLine) -> Choice:
        asked = self.decisions.get(line.entry.id, line.choices[0])
        return asked if asked in line.choices else line.choices[0]

    def _clear(self, line: HelperLine, choice: Choice) -> None:
        """Takes away what the entry takes the place of."""
        own = self.look.own[line.entry.id]
        if line.entry.removed:
            if own is not None:
                self.session.delete(own)
                self.look.own[line.entry.id] = None
        elif line.news is News.CLASH and choice is Choice.TAKE:
            for row in self.look.others(line.entry, ()):
                if _as_told(row) in line.here:
                    self.session.delete(row)
        self.session.flush()

    def _write_down(self, chosen: Mapping[str, Choice]) -> None:
        """Notes each state of an entry that was dealt with, so that it does not come again."""
        for entry in self.look.entries:
            later = chosen.get(entry.id) is Choice.LATER
            if not later and entry.worker_id in self.look.names:
                self._note(entry)

    def _note(self, entry: HelperHours) -> None:
        row = self.look.rows.get(entry.id)
        if row is None:
            row = models.HelperEntry(helper_id=self.look.helper_id, entry_id=entry.id)
        own = self.look.own[entry.id]
        row.worker_id = entry.worker_id
        row.version, row.removed = entry.version, entry.removed
        row.day, row.start, row.end = entry.shift.day, entry.shift.start, entry.shift.end
        row.break_minutes = entry.shift.break_minutes
        row.woken_minutes = entry.shift.woken_minutes
        row.kind, row.note = entry.shift.kind.value, entry.shift.note
        row.entered_by = entry.entered_by
        row.entered_at, row.changed_at = entry.entered_at, entry.changed_at
        row.shift_id = None if own is None else own.id
        self.session.add(row)


def _known(row: models.Helper) -> KnownHelper:
    return KnownHelper(row.id, row.name, row.rota_out_at, row.taken_at, row.stopped_on)


def _helper_of(session: Session, book_id: str) -> models.Helper:
    """The helper whose book it is. Raises DPManagerError for nobody, or somebody who stopped."""
    row = session.scalar(select(models.Helper).where(models.Helper.book_id == book_id))
    if row is None:
        raise NotTheirManager
    if row.stopped_on is not None:
        raise DPManagerError(
            _("{name} does not help with the hours any more. Their book was not read.").format(
                name=row.name
            )
        )
    return row


def _weeks_around(day: date, weeks: int) -> Period:
    monday = monday_of(day)
    return Period(monday - WEEKS_BACK * WEEK, monday + weeks * WEEK - DAY)


def _order(entry: HelperHours) -> tuple[object, ...]:
    return (entry.shift.day, entry.shift.start, entry.worker_id, entry.id)


def _as_taken(row: models.HelperEntry) -> HelperHours:
    return HelperHours(
        id=row.entry_id,
        worker_id=row.worker_id,
        shift=Shift(
            row.day,
            row.start,
            row.end,
            HourKind(row.kind),
            break_minutes=row.break_minutes,
            note=row.note,
            woken_minutes=row.woken_minutes,
        ),
        entered_by=row.entered_by,
        entered_at=row.entered_at,
        changed_at=row.changed_at,
        version=row.version,
        removed=row.removed,
    )


def _choices(
    entry: HelperHours,
    found: Found,
    own: models.Shift | None,
    why_not: str,
    names: Mapping[int, str],
) -> tuple[Choice, ...]:
    if why_not:
        known = entry.worker_id in names
        return (Choice.LATER, Choice.KEEP) if known else (Choice.LATER,)
    if found.news is not News.CLASH:
        return (Choice.TAKE, Choice.KEEP)
    if entry.removed:
        return (Choice.KEEP, Choice.TAKE)
    mine = () if own is None else (_as_told(own),)
    others = [shift for shift in found.here if shift not in mine]
    if not others:
        return (Choice.KEEP, Choice.TAKE)
    if overlapping(entry.shift, others) is not None:
        return (Choice.KEEP, Choice.TAKE)
    return (Choice.KEEP, Choice.TAKE, Choice.BOTH)


def _as_told(row: models.Shift) -> Shift:
    """A shift as a helper's book can tell it: without the kind of care, which is kept here."""
    return replace(shift_of(row), service_type="")


def _outcome_of(session: Session, row: models.Shift) -> str:
    outcome = session.get(models.Outcome, row.outcome_id) if row.outcome_id else None
    return "" if outcome is None else outcome.name
