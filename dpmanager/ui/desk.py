"""The desk: the open book, who works on it, and how the pages get things done.

A page never waits. It asks the desk to look something up or to do a task; the work runs off the
window's thread, and its answer comes back on it.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from PySide6.QtCore import Signal

from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import manager_name
from dpmanager.ui.background import Background
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.announce import announce

T = TypeVar("T")


class AnyDesk(Background):
    """What there is at a desk, whosever book is on it.

    changed: the records have changed; pages that are shown read them again. lock_asked: the
    person wants the book closed and locked. See Background for the others.
    """

    changed = Signal()
    lock_asked = Signal()

    def __init__(self, remembered: Remembered, now: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self.remembered = remembered
        self._now = now or (lambda: datetime.now().astimezone())

    def now(self) -> datetime:
        """The moment, with its time zone."""
        return self._now()

    def today(self) -> date:
        """The day."""
        return self.now().date()

    def do(
        self,
        task: Callable[[], T],
        *,
        said: str | Callable[[T], str] = "",
        done: Callable[[T], object] | None = None,
        failed: Callable[[DPManagerError], object] | None = None,
    ) -> None:
        """Does a task that changes the records.

        said: the sentence that says what was done, shown and spoken. done: called with the result,
        before the pages read the records again. failed: called when the task could not be done;
        without it the reason is shown on the status line.
        """

        def finished(result: T) -> None:
            if done:
                done(result)
            self.changed.emit()
            sentence = said(result) if callable(said) else said
            if sentence:
                announce(sentence)

        self._start(task, finished, failed)


class Desk(AnyDesk):
    """What a page works with."""

    def __init__(
        self, book: Book, remembered: Remembered, now: Callable[[], datetime] | None = None
    ) -> None:
        super().__init__(remembered, now)
        self.book = book
        self.who = manager_name(book)
