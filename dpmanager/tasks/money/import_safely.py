"""Read a statement in, after a backup of what there was."""

from collections.abc import Collection
from datetime import datetime

from dpmanager.records.book import Book
from dpmanager.tasks.book.backups import back_up_if_changed
from dpmanager.tasks.money.import_statement import Imported, import_statement


def import_safely(
    book: Book,
    account: str,
    data: bytes,
    *,
    others: Collection[int] = (),
    who: str,
    at: datetime,
) -> Imported:
    """Does what `import_statement` does, after a backup; nothing is read in without it.

    A file that cannot be used is refused before one is made.

    Raises what `import_statement` raises, DamagedBook and DiskTrouble.
    """
    return import_statement(
        book,
        account,
        data,
        others=others,
        first=lambda: back_up_if_changed(book, "import", at),
        who=who,
        at=at,
    )
