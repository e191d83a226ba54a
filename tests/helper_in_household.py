"""A helper of the made-up household, with something of every sort in her book."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.records.book import Book
from dpmanager.records.helper_book import open_helper_book
from dpmanager.records.vault import KeyCost
from dpmanager.tasks.book.made_up_household import AMINA, RAVI
from dpmanager.tasks.hours.exchange_with_helper import (
    known_helpers,
    look_at_helper_hours,
    make_helper_book,
    put_rota_out,
    take_helper_hours,
)
from dpmanager.tasks.hours.keep_hours_as_helper import change_hours, enter_hours, remove_hours
from dpmanager.tasks.hours.record_shifts import record_shifts

WHO = "Frances Hale"
AT = datetime(2026, 10, 5, 9, tzinfo=UTC)
MONDAY = date(2026, 10, 5)
HER_WORDS = "blue tractor wooden spoon"
QUICK = KeyCost(time_cost=1, memory_kib=8, parallelism=1)


def make_for(book: Book, place: Path) -> Path:
    """A helper's book with the rota in it. Each is of somebody else."""
    taken = {each.name for each in known_helpers(book)}
    name = next(
        name
        for number in count(1)
        if (name := f"Kim Ford {number}".removesuffix(" 1")) not in taken
    )
    folder = place / "Hours.dphours"
    make_helper_book(book, folder, HER_WORDS, name, who=WHO, at=AT, cost=QUICK)
    put_rota_out(book, folder, 4, who=WHO, at=AT)
    return folder


def shift(day: date, start: int, end: int) -> Shift:
    """A shift from one full hour to another."""
    return Shift(day, time(start), time(end), HourKind.WEEKDAY)


def exchanged(book: Book, folder: Path) -> Path:
    """Hours that are new, changed, taken out, in clash, and of days that are approved.

    They are of weeks to come, each time of others, so that they can be made again and again.
    """
    first = MONDAY + timedelta(weeks=1 + 2 * (len(known_helpers(book)) - 1))
    days = [first + timedelta(days=number) for number in range(5)]
    with open_helper_book(folder, passphrase=HER_WORDS) as hers:
        rota = hers.rota()
        assert rota is not None
        numbers = {worker.name: worker.id for worker in rota.workers}
        ravi, amina = numbers[RAVI], numbers[AMINA]
        enter_hours(hers, ravi, [shift(day, 8, 12) for day in days[:2]], at=AT)
    take_helper_hours(book, look_at_helper_hours(book, folder), who=WHO, at=AT)
    record_shifts(book, RAVI, [shift(days[2], 9, 12)], who=WHO, at=AT)
    with open_helper_book(folder, passphrase=HER_WORDS) as hers:
        one, other = (UUID(entry.id).int for entry in hers.entries())
        change_hours(hers, one, shift(days[0], 8, 13), at=AT)
        remove_hours(hers, other, at=AT)
        enter_hours(hers, ravi, [shift(day, 8, 12) for day in days[2:]], at=AT)
        enter_hours(hers, amina, [shift(MONDAY - timedelta(weeks=10), 2, 3)], at=AT)
    return folder
