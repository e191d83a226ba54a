"""A helper at work in a book of their own: each thing is said before and after, as in the big one.

What is said before holds what the book will be once the thing is saved, as far as it is another
than now. The numbers of entries are random, so a state tells of their content alone.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from helper_at_work import SAMS_WORDS
from small_book import AT, BEN, MONDAY, hours

from dpmanager.domain.hours.helper_hours import HelperHours, HelperRota
from dpmanager.domain.hours.shifts import Shift
from dpmanager.errors import DPManagerError
from dpmanager.records.helper_book import HelperBook, at_hand, open_helper_book
from dpmanager.tasks.hours.keep_hours_as_helper import (
    change_helper_passphrase,
    change_hours,
    enter_hours,
    hand_over,
    remove_hours,
    take_new_rota,
    undo_hours,
)

FIRST_DAY = MONDAY + timedelta(days=120)
"""Long after the days for which the manager enters hours."""
IN_A_DAY, MOST_HOURS = 4, 400

Standing = Counter[str]
"""The hours that stand, each as words: a change of one is there by half in neither."""


@dataclass(frozen=True)
class HelperState:
    """What a helper's book is: a digest of the hours that stand, how many things can be taken
    back, and a digest of the rota.
    """

    hours: str
    steps: int
    rota: str


def helper_state(book: HelperBook) -> HelperState:
    """The state of an open helper's book."""
    with book._looking() as connection:
        steps = connection.exec_driver_sql("SELECT COUNT(*) FROM step").scalar() or 0
    rota, out_at = book.rota(), book.about().rota_out_at
    return HelperState(digest_of_hours(_standing(book)), steps, digest_of_rota(rota, out_at))


def digest_of_hours(standing: Standing) -> str:
    """One word for all hours that stand."""
    return hashlib.sha256(repr(sorted(standing.elements())).encode()).hexdigest()


def digest_of_rota(rota: HelperRota | None, out_at: datetime | None) -> str:
    """One word for a rota and the moment it was put out."""
    said = rota and (rota.period, rota.workers, rota.shifts, sorted(rota.closed))
    return hashlib.sha256(repr((said, out_at)).encode()).hexdigest()


@contextmanager
def opened(place: Path, passphrase: str) -> Iterator[HelperBook]:
    """A helper's book in a folder or zipped, with its passphrase."""
    with at_hand(place) as folder, open_helper_book(folder, passphrase=passphrase) as book:
        yield book


class BusyHelper:
    """Works in a helper's book until it is stopped."""

    def __init__(
        self, folder: Path, packed: Path, passphrase: str, seed: str, say: Callable[..., None]
    ) -> None:
        self.packed, self.passphrase, self.say = packed, passphrase, say
        self.luck = Random(seed)
        self.book = open_helper_book(folder, passphrase=passphrase)
        self.done = 0

    def work(self) -> None:
        """Does one thing after another, for ever."""
        self._say_saved("helper opens")
        ways = [
            *[self.enter] * 5, *[self.change] * 3, *[self.remove] * 2, *[self.undo] * 3,
            *[self.hand_over] * 3, self.other_words, self.take_rota,
        ]  # fmt: skip
        while True:
            way = self.luck.choice(ways)
            what = f"helper: {way.__name__}"
            try:
                for _step in way(what):
                    self._say_saved(what)
            except DPManagerError as fault:
                self.say(refused=what, why=str(fault))

    # The things that are done: each is announced, and yields once it is saved

    def enter(self, what: str) -> Iterator[None]:
        nth, many = len(self.book.entries()), self.luck.randint(1, 3)
        rota = self.book.rota()
        assert rota is not None
        if nth + many <= MOST_HOURS:
            number = next(each.id for each in rota.workers if each.name == BEN)
            shifts = [_nth_shift(nth + more) for more in range(many)]
            after = _standing(self.book) + Counter(_words(number, each, 1) for each in shifts)
            self._doing(what, after, many)
            enter_hours(self.book, number, shifts, at=self._at())
            yield

    def change(self, what: str) -> Iterator[None]:
        entry = self._some_entry()
        if entry is not None:
            end = (datetime.combine(entry.shift.day, entry.shift.start)) + timedelta(
                minutes=self.luck.randint(30, 170)
            )
            other = replace(entry.shift, end=end.time())
            after = _standing(self.book)
            after[_words_of(entry)] -= 1
            after[_words(entry.worker_id, other, entry.version + 1)] += 1
            self._doing(what, after, 1)
            change_hours(self.book, UUID(entry.id).int, other, at=self._at())
            yield

    def remove(self, what: str) -> Iterator[None]:
        entry = self._some_entry()
        if entry is not None:
            after = _standing(self.book)
            after[_words_of(entry)] -= 1
            self._doing(what, after, 1)
            remove_hours(self.book, UUID(entry.id).int, at=self._at())
            yield

    def undo(self, what: str) -> Iterator[None]:
        last = self.book.last_change()
        if last is not None:
            before, now = last
            after = _standing(self.book)
            if not now.removed:
                after[_words_of(now)] -= 1
            if before is not None and not before.removed:
                after[_words(before.worker_id, before.shift, now.version + 1)] += 1
            self._doing(what, after, -1)
            undo_hours(self.book, at=self._at())
            yield

    def hand_over(self, what: str) -> Iterator[None]:
        self.say(doing=what, packs=True)
        hand_over(self.book, self.packed)
        yield

    def other_words(self, what: str) -> Iterator[None]:
        new = f"{SAMS_WORDS} {self.luck.randrange(10**9)}"
        self.say(doing=what, new_words=new)
        change_helper_passphrase(self.book, self.passphrase, new, new)
        self.passphrase = new
        yield

    def take_rota(self, what: str) -> Iterator[None]:
        """Where the manager put a newer one into the zipped book."""
        if self.packed.exists():
            rota, at = self.book.rota_in(self.packed)
            here = self.book.about().rota_out_at
            if here is None or at > here:
                now = helper_state(self.book)
                self._say_doing(what, replace(now, rota=digest_of_rota(rota, at)))
                take_new_rota(self.book, self.packed)
                yield

    # What is said

    def _doing(self, what: str, after: Standing, steps: int) -> None:
        now = helper_state(self.book)
        self._say_doing(what, HelperState(digest_of_hours(after), now.steps + steps, now.rota))

    def _say_doing(self, what: str, theirs: HelperState) -> None:
        self.say(doing=what, theirs=asdict(theirs))

    def _say_saved(self, what: str) -> None:
        self.done += 1
        self.say(
            saved=self.done,
            what=what,
            words=self.passphrase,
            theirs=asdict(helper_state(self.book)),
        )

    def _some_entry(self) -> HelperHours | None:
        there = [each for each in self.book.entries() if not each.removed]
        return self.luck.choice(there) if there else None

    def _at(self) -> datetime:
        return AT + timedelta(seconds=self.done)


def _nth_shift(nth: int) -> Shift:
    day, place = divmod(nth, IN_A_DAY)
    return hours(FIRST_DAY + timedelta(days=day), 8 + 3 * place, 10 + 3 * place)


def _standing(book: HelperBook) -> Standing:
    return Counter(_words_of(each) for each in book.entries() if not each.removed)


def _words_of(entry: HelperHours) -> str:
    return _words(entry.worker_id, entry.shift, entry.version)


def _words(worker_id: int, shift: Shift, version: int) -> str:
    return repr((worker_id, shift, version))


def help_for_ever(folder: Path, packed: Path, passphrase: str, seed: str, out: int) -> None:
    """Opens the helper's book and works in it; says everything into a descriptor."""

    def say(**what: Any) -> None:
        os.write(out, json.dumps(what).encode() + b"\n")

    BusyHelper(folder, packed, passphrase, seed, say).work()
