"""A helper called Sam with a book of their own, for the tests of both sides. Nobody is real."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from small_book import ADA, MONDAY, WHO

from dpmanager.domain.hours.rota import Pattern, PatternShift, Times
from dpmanager.domain.hours.shifts import Shift
from dpmanager.records.book import Book
from dpmanager.records.helper_book import HelperBook, open_helper_book
from dpmanager.records.vault import KeyCost
from dpmanager.tasks.hours.exchange_with_helper import (
    Choice,
    HoursOfHelper,
    TakenFromHelper,
    look_at_helper_hours,
    make_helper_book,
    put_rota_out,
    take_helper_hours,
)
from dpmanager.tasks.hours.keep_hours_as_helper import enter_hours
from dpmanager.tasks.hours.usual_week import set_pattern

SAM = "Sam Field"
SAMS_WORDS = "blue tractor wooden spoon"
TODAY = MONDAY + timedelta(days=8)
AT = datetime(2026, 4, 14, 18, tzinfo=UTC)
QUICK = KeyCost(time_cost=1, memory_kib=64, parallelism=1)


def usual_week(book: Book, *times: Times, worker: str = ADA) -> None:
    """The worker comes at these times from Monday to Friday."""
    shifts = tuple(PatternShift(0, day, each) for day in range(5) for each in times)
    set_pattern(book, Pattern(worker, MONDAY, 1, shifts), who=WHO, at=AT)


def made_for_sam(book: Book, place: Path, *, weeks: int = 2) -> Path:
    """Sam's book in a folder, with the rota in it."""
    folder = place / "Sam.dphours"
    make_helper_book(book, folder, SAMS_WORDS, SAM, who=WHO, at=AT, cost=QUICK)
    put_rota_out(book, folder, weeks, who=WHO, at=AT)
    return folder


def as_sam(folder: Path) -> HelperBook:
    """Sam's book, opened by Sam."""
    return open_helper_book(folder, passphrase=SAMS_WORDS)


def sam_writes(folder: Path, *shifts: Shift, worker: str = ADA) -> None:
    """Sam enters hours of a worker."""
    with as_sam(folder) as theirs:
        rota = theirs.rota()
        assert rota is not None
        number = next(one.id for one in rota.workers if one.name == worker)
        enter_hours(theirs, number, shifts, at=AT)


def look(book: Book, place: Path) -> HoursOfHelper:
    """What the manager sees."""
    return look_at_helper_hours(book, place)


def take(book: Book, place: Path, **decisions: Choice) -> TakenFromHelper:
    """The manager takes everything in. decisions: all of one kind of news, as in clash="both"."""
    seen = look(book, place)
    chosen = {
        line.entry.id: decisions[line.news.value]
        for line in seen.lines
        if line.news.value in decisions
    }
    return take_helper_hours(book, seen, chosen, who=WHO, at=AT)
