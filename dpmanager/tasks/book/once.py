"""What was worked out from the records is not worked out again until they have changed."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.records import models
from dpmanager.records.book import Book

T = TypeVar("T")

_known: WeakKeyDictionary[Book, dict[Hashable, tuple[int, object]]] = WeakKeyDictionary()
_lock = Lock()


def once(book: Book, key: Hashable, work: Callable[[Session], T]) -> T:
    """What `work` finds in the book, from before if nothing was saved since.

    key: names what is worked out, with all that it goes by besides the records, such as the day.
    """
    with book.reading() as session:
        stand = session.scalar(select(func.max(models.TaskDone.id))) or 0
        with _lock:
            kept = _known.setdefault(book, {}).get(key)
        if kept is not None and kept[0] == stand:
            return kept[1]  # type: ignore[return-value]
        found = work(session)
    with _lock:
        _known[book][key] = stand, found
    return found
