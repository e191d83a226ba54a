"""Says something to the person: on the status line, and aloud where a screen reader listens."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication


class Announcer(QObject):
    """The one place through which the window speaks. `said` carries every sentence."""

    said = Signal(str)


ANNOUNCER = Announcer()


def announce(sentence: str, *, urgent: bool = False) -> None:
    """Shows a sentence on the status line and has it spoken; an urgent one interrupts."""
    ANNOUNCER.said.emit(sentence)
    window = QApplication.activeWindow()
    if window is None:
        return
    event = QAccessibleAnnouncementEvent(window, sentence)
    event.setPoliteness(
        QAccessible.AnnouncementPoliteness.Assertive
        if urgent
        else QAccessible.AnnouncementPoliteness.Polite
    )
    QAccessible.updateAccessibility(event)
