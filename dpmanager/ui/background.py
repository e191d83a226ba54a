"""Work off the window's thread: a person never waits for a window that does not answer."""

import gc
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from dpmanager.errors import DPManagerError
from dpmanager.ui.widgets.announce import announce

T = TypeVar("T")

WORK_BETWEEN_FULL_TIDYINGS = 100
REST = 2000
"""Milliseconds without new work, after which a full tidying (some 50 ms) disturbs nobody."""
SHARE = 0.0005
"""Seconds for which the work may hold the interpreter while the window waits for it."""


class Background(QObject):
    """Does one piece of work after another and hands each answer back on the window's thread.

    busy: whether work is under way. went_wrong: a fault that nobody wrote words for. stopping: it
    is being closed, and so must be what works beside it.
    """

    busy = Signal(bool)
    went_wrong = Signal(object)
    stopping = Signal()
    _answered = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        # Python may clear away what is no longer used on any thread, and a widget that is taken
        # apart on another thread than the window's stops the program. So `_tidy` does it.
        gc.disable()
        sys.setswitchinterval(SHARE)
        self._done = 0
        self._after_work = QTimer(self, singleShot=True, interval=0)  # what was shown comes first
        self._after_work.timeout.connect(self._tidy)
        self._at_rest = QTimer(self, singleShot=True, interval=REST)
        self._at_rest.timeout.connect(self._tidy_all)
        self._stopped = False
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
        self._under_way: list[Future[None]] = []
        self._ahead: list[Future[object]] = []
        # The one signal that all answers come by: Qt objects that last no longer than a piece of
        # work, and die between two threads, would now and then take the program with them.
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def look(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[DPManagerError], object] | None = None,
    ) -> None:
        """Looks something up or works something out.

        done: called with the result. failed: called when it could not be done; without it the
        reason is shown on the status line.
        """
        self._start(work, done, failed)

    def get_ready(self, work: Callable[[], object]) -> None:
        """Does what will be needed later, after all that was asked for so far. Nobody waits for it.

        A fault is left for the time when it is needed.
        """
        self._ahead.append(self._pool.submit(work))

    def wait(self) -> None:
        """Waits until nothing is under way; the answers are still to be handed on."""
        wait_for(self._under_way)

    def stop(self) -> None:
        """Waits, and hands no answers on any more: those who asked may be gone. For closing."""
        self.stopping.emit()
        self.wait()
        self._under_way.clear()
        for unit in self._ahead:
            unit.cancel()
        self._stopped = True

    def is_busy(self) -> bool:
        """Whether work is under way or its answer has not been taken yet."""
        return bool(self._under_way)

    def _start(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[DPManagerError], object] | None,
    ) -> None:
        def came(result: Any, fault: BaseException | None) -> None:
            self._under_way.remove(unit)
            if not self._under_way:
                self.busy.emit(False)
            if fault is None:
                done(result)
            elif isinstance(fault, DPManagerError):
                (failed or _say)(fault)
            else:
                self.went_wrong.emit(fault)

        def do() -> None:
            try:
                result, fault = work(), None
            except BaseException as raised:
                result, fault = None, raised
            self._answered.emit(came, result, fault)

        unit = self._pool.submit(do)
        self._under_way.append(unit)
        if len(self._under_way) == 1:
            self.busy.emit(True)

    @Slot(object, object, object)
    def _take(
        self, came: Callable[[Any, BaseException | None], None], result: Any, fault: Any
    ) -> None:
        if not self._stopped:
            came(result, fault)
        self._done += 1
        self._after_work.start()
        self._at_rest.start()

    def _tidy(self) -> None:
        """Clears away what is no longer used, here on the window's thread."""
        if gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(1)

    def _tidy_all(self) -> None:
        """The same, and what has been used for long."""
        if self._done >= WORK_BETWEEN_FULL_TIDYINGS:
            self._done = 0
            gc.collect()


def _say(fault: DPManagerError) -> None:
    announce(str(fault), urgent=True)
