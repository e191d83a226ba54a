"""The window while no book is open: one sheet at a time, in the middle."""

import base64

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.page import Column, Sheet
from dpmanager.ui.widgets.progress import Progress
from dpmanager.ui.widgets.text import words
from dpmanager.words import _


class FrontSheet(Sheet):
    """A sheet in the middle of the window, as wide as a line that is easy to read."""

    widest = 822

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)


class OpeningSheet(FrontSheet):
    """Shown for the moment in which a book is opened."""

    def __init__(self, name: str) -> None:
        self._name = name
        super().__init__()

    def heading(self) -> str:
        """What is going on."""
        return _("Opening “{book}”").format(book=self._name)

    def build(self) -> None:
        """How long it takes."""
        self.say_under_title(_("This takes a moment."))


class WaitingSheet(FrontSheet):
    """Shown while something takes more than a moment."""

    stopped = Signal()

    def __init__(self, heading: str, sentence: str) -> None:
        self._heading, self._sentence = heading, sentence
        super().__init__()

    def heading(self) -> str:
        """What is going on."""
        return self._heading

    def build(self) -> None:
        """How far it is, and a button to stop it."""
        progress = Progress(self.stopped.emit)
        self.column.add(progress)
        progress.start(self._sentence)


class FrontWindow(QMainWindow):
    """The window of the entrance. `closed` is sent when the person closes it."""

    closed = Signal()

    def __init__(self, geometry: str) -> None:
        super().__init__()
        self._stack = QStackedWidget()
        self._said = words("", "soft")
        foot = Column(margin=14)
        foot.add(self._said)
        body = Column()
        body.add_growing(self._stack)
        body.add(foot)
        self.setCentralWidget(body)
        ANNOUNCER.said.connect(self._said.setText)
        self.resize(1280, 840)
        if geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(geometry)))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows a sheet in place of those before."""
        while (old := self._stack.currentWidget()) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self.show_over(sheet)

    def show_over(self, sheet: Sheet) -> None:
        """Shows a sheet over the one before, which stays as it is until `take_away`."""
        self._stack.addWidget(sheet)
        self._uncover(sheet)

    def take_away(self) -> None:
        """Takes the sheet away that lies over another."""
        over = self.current_sheet()
        self._stack.removeWidget(over)
        over.deleteLater()
        self._uncover(self.current_sheet())

    def _uncover(self, sheet: Sheet) -> None:
        self._stack.setCurrentWidget(sheet)
        self._said.setText("")
        self.setWindowTitle(_("{page} - DP Manager").format(page=sheet.heading()))
        sheet.take_focus()

    def current_sheet(self) -> Sheet:
        """The sheet that is shown."""
        sheet = self._stack.currentWidget()
        assert isinstance(sheet, Sheet)
        return sheet

    def geometry_text(self) -> str:
        """Where the window is, to be remembered."""
        return base64.b64encode(self.saveGeometry().data()).decode()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Tells the entrance."""
        self.closed.emit()
        event.accept()
