"""What a helper does in their own book: the rota is read, hours are entered and handed over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from dpmanager.domain.hours.helper_hours import HelperHours, HelperRota, HelperWorker
from dpmanager.domain.hours.shifts import (
    Shift,
    check_shift,
    refuse_overlap,
    suggest_kind,
    totals,
)
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import full_day
from dpmanager.errors import DPManagerError
from dpmanager.records.helper_book import HelperBook
from dpmanager.tasks.hours.look_at_hours import (
    DayOfWeek,
    SavedShift,
    hours_in_words,
    length_of,
    week_of,
)
from dpmanager.tasks.saving import save_file
from dpmanager.words import _

LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class HelperDay:
    """A day as the helper sees it: what is written, and what the rota has."""

    day: DayOfWeek
    planned: tuple[Shift, ...]

    @property
    def to_confirm(self) -> tuple[Shift, ...]:
        """What was planned on a day for which nothing is written yet."""
        return () if self.day.shifts else self.planned


@dataclass(frozen=True, slots=True)
class HelperWeek:
    """One worker's week in a helper's book.

    worker: None where no rota came yet, so that there are no names. says: what the week comes to.
    can_undo: what undo would take back, in words, "" for nothing.
    """

    helper: str
    workers: tuple[HelperWorker, ...]
    worker: HelperWorker | None
    week: Period
    days: tuple[HelperDay, ...]
    says: str
    rota_out_at: datetime | None
    can_undo: str


def look_at_helper_week(book: HelperBook, worker_id: int | None, day: date) -> HelperWeek:
    """The week that holds the day, of a worker, or of the first one where they are not there."""
    about, rota, last = book.about(), book.rota(), book.last_change()
    week = week_of(day)
    workers = tuple(sorted(rota.workers, key=lambda one: one.name.casefold())) if rota else ()
    worker = next((one for one in workers if one.id == worker_id), workers[0] if workers else None)
    entries = [
        entry
        for entry in book.entries()
        if worker and entry.worker_id == worker.id and not entry.removed and entry.shift.day in week
    ]
    return HelperWeek(
        helper=about.helper,
        workers=workers,
        worker=worker,
        week=week,
        days=tuple(_days(week, entries, rota, worker)) if worker and rota else (),
        says=_says([entry.shift for entry in entries]),
        rota_out_at=about.rota_out_at,
        can_undo="" if last is None else _what_was_done(*last, _names(rota)),
    )


def enter_hours(book: HelperBook, worker_id: int, shifts: Sequence[Shift], *, at: datetime) -> None:
    """Saves hours that a worker worked, all of them or none. at: by the clock of the place.

    Raises DPManagerError for a shift that cannot be, or that overlaps another one of theirs.
    """
    helper = book.about().helper
    moment = at.replace(tzinfo=None)
    for nth, shift in enumerate(shifts):
        _check(book, worker_id, shift, "")
        refuse_overlap(shift, shifts[:nth])
    book.keep(
        *(HelperHours(str(uuid4()), worker_id, shift, helper, moment, moment) for shift in shifts)
    )


def change_hours(book: HelperBook, number: int, shift: Shift, *, at: datetime) -> None:
    """Puts other hours in the place of those with that number. Raises as `enter_hours`."""
    entry = _entry(book, number)
    _check(book, entry.worker_id, shift, entry.id)
    book.keep(entry.changed_to(shift, at.replace(tzinfo=None)))


def remove_hours(book: HelperBook, number: int, *, at: datetime) -> None:
    """Takes hours out. It can be undone."""
    book.keep(_entry(book, number).taken_out(at.replace(tzinfo=None)))


def undo_hours(book: HelperBook, *, at: datetime) -> date:
    """Takes back what was done last; gives the day it was about."""
    return book.undo(at).shift.day


def hand_over(book: HelperBook, path: Path) -> None:
    """Saves the whole book as one file to send, locked as it is. Raises DPManagerError."""
    save_file(path, book.packed())


def take_new_rota(book: HelperBook, place: Path) -> datetime:
    """Takes the rota of a copy that the manager sent; gives when it was put out.

    Raises DPManagerError for a book of somebody else, one without a rota, and an older rota than
    the one that is here.
    """
    rota, at = book.rota_in(place)
    here = book.about().rota_out_at
    if here is not None and at <= here:
        raise DPManagerError(_("Your rota is as new as the one in this file. Nothing was changed."))
    book.put_rota(rota, at)
    return at


def change_helper_passphrase(book: HelperBook, old: str, new: str, again: str) -> None:
    """Has another passphrase open the helper's book from now on.

    Raises WrongPassphrase for the old one, WeakPassphrase for the new one, and DPManagerError where
    the new one was not typed the same twice.
    """
    if new != again:
        raise DPManagerError(_("The two passphrases are not the same. Type them again."))
    book.change_passphrase(old, new)


def _check(book: HelperBook, worker_id: int, shift: Shift, entry_id: str) -> None:
    check_shift(shift)
    if len(shift.note) > LONGEST_NOTE:
        raise DPManagerError(_("The note is too long. Write less."))
    refuse_overlap(
        shift,
        [
            entry.shift
            for entry in book.entries()
            if entry.worker_id == worker_id and not entry.removed and entry.id != entry_id
        ],
    )


def _entry(book: HelperBook, number: int) -> HelperHours:
    wanted = str(UUID(int=number))
    found = next((entry for entry in book.entries() if entry.id == wanted), None)
    if found is None or found.removed:
        raise DPManagerError(_("These hours are not there any more. Look at the week again."))
    return found


def _days(
    week: Period, entries: Sequence[HelperHours], rota: HelperRota, worker: HelperWorker
) -> Iterator[HelperDay]:
    for day in week.each_day():
        shifts = tuple(
            SavedShift(UUID(entry.id).int, entry.shift, length_of(entry.shift))
            for entry in entries
            if entry.shift.day == day
        )
        yield HelperDay(
            DayOfWeek(
                day,
                shifts,
                suggest_kind(day, rota.closed),
                bank_holiday=day in rota.closed,
                can_change=True,
                why_not="",
            ),
            tuple(
                shift for number, shift in rota.shifts if number == worker.id and shift.day == day
            ),
        )


def _says(shifts: Sequence[Shift]) -> str:
    if not shifts:
        return _("No hours in this week yet.")
    return _("{hours} in this week.").format(hours=hours_in_words(totals(shifts)))


def _names(rota: HelperRota | None) -> dict[int, str]:
    return {worker.id: worker.name for worker in rota.workers} if rota else {}


def _what_was_done(before: HelperHours | None, now: HelperHours, names: dict[int, str]) -> str:
    if now.removed:
        sentence = _("Remove hours, {worker}, {day}")
    elif before is None:
        sentence = _("Write hours, {worker}, {day}")
    else:
        sentence = _("Change hours, {worker}, {day}")
    return sentence.format(
        worker=names.get(now.worker_id, _("somebody")), day=full_day(now.shift.day)
    )
