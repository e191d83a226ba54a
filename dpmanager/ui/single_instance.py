"""One window for one person at a computer: a second start shows the first window and ends."""

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from dpmanager.ui.remembered import settings_file

WAIT = 1000
"""Milliseconds in which a window that is there answers."""
LONGEST = 4096
THERE = b"there\n"


class OnlyWindow(QObject):
    """Listens for later starts. `asked` carries the folder of the book they named, or ""."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._callers: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take)
        QLocalServer.removeServer(_name())  # what a crash left behind
        self._server.listen(_name())

    def close(self) -> None:
        """Listens no more."""
        self._server.close()

    def _take(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            self._callers.append(caller)
            caller.readyRead.connect(self._answer)
        self._answer()

    def _answer(self) -> None:
        """Answers those of whom a whole line has come; the window waits for nobody."""
        for caller in [one for one in self._callers if one.canReadLine()]:
            self._callers.remove(caller)
            line = bytes(caller.readLine(LONGEST).data()).decode("utf-8", "replace").strip()
            caller.write(THERE)
            caller.flush()
            caller.disconnectFromServer()
            self.asked.emit(line)


def hand_over(folder: Path | None) -> bool:
    """Asks a window that is there to come to the front; False where there is none that answers."""
    caller = QLocalSocket()
    caller.connectToServer(_name())
    if not caller.waitForConnected(WAIT):
        return False
    caller.write(f"{folder or ''}\n".encode())
    caller.waitForBytesWritten(WAIT)
    answered = caller.waitForReadyRead(WAIT) and bytes(caller.readLine().data()) == THERE
    caller.disconnectFromServer()
    return answered


def _name() -> str:
    """Of this person, and of where their settings are: another one starts a window of their own."""
    whose = f"{getpass.getuser()} {settings_file()}"
    return f"dpmanager-{hashlib.sha256(whose.encode()).hexdigest()[:16]}"
