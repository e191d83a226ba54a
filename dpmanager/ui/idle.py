"""Locks the book when nobody has touched the keyboard or the mouse for the time that was chosen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.announce import announce
from dpmanager.words import _

MINUTES_OFFERED = (5, 10, 15, 30, 60)
MINUTE = 60_000
TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


class Idle(QObject):
    """Counts from the last touch; `lock` is called when the time has run out.

    Works while `watching`. A screen reader's keys reach the window as all others do.
    """

    def __init__(self, choices: Remembered, lock: Callable[[], object]) -> None:
        super().__init__()
        self._choices, self._lock = choices, lock
        self._warning = QTimer(self, singleShot=True)
        self._warning.timeout.connect(self._warn)
        self._end = QTimer(self, singleShot=True, interval=MINUTE)
        self._end.timeout.connect(lambda: self._lock())

    def watch(self, on: bool) -> None:
        """Begins to count, or ends it."""
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        self._warning.stop()
        self._end.stop()
        if on:
            app.installEventFilter(self)
            self.touched()

    def touched(self) -> None:
        """Somebody is there."""
        self._end.stop()
        if self._choices.lock_minutes:
            self._warning.start((self._choices.lock_minutes - 1) * MINUTE)
        else:
            self._warning.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Sees every key and click of the program, and lets it pass."""
        if event.type() in TOUCHES:
            self.touched()
        return super().eventFilter(watched, event)

    def _warn(self) -> None:
        announce(_("The book locks in one minute. Press any key to keep it open."), urgent=True)
        self._end.start()
