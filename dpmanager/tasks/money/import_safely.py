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
    """Makes a backup, then does what `import_statement` does; nothing is read in without it.

    Raises what `import_statement` raises, DamagedBook and DiskTrouble.
    """
    back_up_if_changed(book, "import", at)
    return import_statement(book, account, data, others=others, who=who, at=at)
