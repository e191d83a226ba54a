"""Long work: what is going on, how far it is, and a button to stop it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressBar

from dpmanager.errors import DPManagerError
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.text import button, words
from dpmanager.words import _


class StoppedError(DPManagerError):
    """The person stopped the work."""

    def __init__(self) -> None:
        super().__init__(_("Stopped. Nothing was saved."))


class LongWork(QObject):
    """Goes with work on another thread: carries how far it is, and whether it is to stop."""

    far = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._stopped = False

    def stop(self) -> None:
        """Has the work end when it next says how far it is."""
        self._stopped = True

    def reached(self, done: int, of: int) -> None:
        """Called by the work. Raises StoppedError."""
        if self._stopped:
            raise StoppedError
        self.far.emit(done, of)


class Progress(Card):
    """Shown while work goes on that takes more than a moment."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__()
        self.what = words("", "strong")
        self.how_far = words("", "soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("How far it is"))
        self.stop = button(_("Stop"), stop)
        self.add(self.what)
        self.add(self.how_far)
        self.add(self.bar)
        self.add(self.stop)
        self.hide()

    def start(self, what: str) -> None:
        """Shows that the work has begun; how long it takes is not known yet."""
        self.what.setText(what)
        self.how_far.hide()
        self.bar.hide()  # a bar that does not know how far it is would only move about
        self.show()
        announce(what)

    def reached(self, done: int, of: int) -> None:
        """How much of it is done."""
        self.how_far.setText(_("{done} of {all}").format(done=done, all=of))
        self.how_far.show()
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.bar.show()

    def end(self) -> None:
        """Takes it away."""
        self.hide()
