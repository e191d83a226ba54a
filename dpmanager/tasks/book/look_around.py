"""Look around: the book of a made-up household, which is gone when it is closed."""

import secrets
import shutil
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path

from dpmanager.records.book import Book
from dpmanager.tasks.book import made_up_household as household
from dpmanager.tasks.book.set_up import new_book

NOW = datetime.combine(household.RETURN_MADE, time(20), UTC)
"""The moment at which the made-up household's records stop, and its program's clock stands."""


def made_up_book() -> Book:
    """Makes the household's book in a passing folder, with its half year. It takes some seconds."""
    from dpmanager.tasks.book.live_the_half_year import live_the_half_year  # takes 0.2 s

    folder = Path(tempfile.mkdtemp(prefix="dpmanager-made-up-"))
    started = datetime.combine(household.FIRST_DAY, time(9), UTC)
    try:
        book = new_book(
            folder / "Made-up.dpbook", secrets.token_hex(16), household.answers(), at=started
        )
        try:
            book.forget_key()
            live_the_half_year(book)
        except BaseException:
            book.close()
            raise
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return book


def put_away(book: Book) -> None:
    """Closes the book of the made-up household and takes its folder away."""
    book.close()
    shutil.rmtree(book.folder.parent, ignore_errors=True)
