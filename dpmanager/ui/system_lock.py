"""Locks the book when the computer locks its screen or goes to sleep.

On Linux the desktop says so on the session bus, and systemd on the system bus; on Windows a message
comes to a window. Where there is neither, nothing is noticed and nothing goes wrong. A Mac says it
in a way that needs another library.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    QTimer,
    Slot,
)
from PySide6.QtWidgets import QWidget

from dpmanager.ui.remembered import Remembered

CAN_NOTICE = sys.platform in ("linux", "win32")
"""Whether this system says when it locks or sleeps."""

AFTER_START = 1000
"""Milliseconds: the window comes first."""

# https://specifications.freedesktop.org/idle-inhibit-spec/latest/ and what desktops made of it:
# each of them sends ActiveChanged(boolean).
SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
# https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
LOGIN = "org.freedesktop.login1"
LOGIN_PATH = "/org/freedesktop/login1"

# https://learn.microsoft.com/windows/win32/termserv/wm-wtssession-change
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK = 0x02B1, 0x7
NOTIFY_FOR_THIS_SESSION = 0
# https://learn.microsoft.com/windows/win32/power/wm-powerbroadcast
WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x4


class SystemLock(QObject):
    """Calls `lock` once when the computer locks or sleeps, while `watching`.

    front: a window that is there as long as the program; Windows sends it the messages.
    """

    def __init__(self, choices: Remembered, lock: Callable[[], object], front: QWidget) -> None:
        super().__init__()
        self._choices, self._lock, self._front = choices, lock, front
        self._watching = self._begun = False
        self._messages: WindowsMessages | None = None

    def watch(self, on: bool) -> None:
        """Begins to listen, or ends it. The first time, the system is asked to say it."""
        self._watching = on
        if on and not self._begun:
            self._begun = True
            QTimer.singleShot(AFTER_START, self, self._begin)

    @Slot()
    def computer_locks(self) -> None:
        """Locks the book, if that was chosen."""
        if self._watching and self._choices.locks_with_computer:
            self._watching = False
            # Not within the message: closing the book takes its time and asks for more of them.
            QTimer.singleShot(0, self, lambda: self._lock())

    @Slot(bool)
    def screen_or_sleep(self, begins: bool) -> None:
        """The screen locks or the computer goes to sleep; False: that is over."""
        if begins:
            self.computer_locks()

    def _begin(self) -> None:
        if sys.platform == "win32":
            self._messages = WindowsMessages(self.computer_locks)
            self._messages.listen(int(self._front.winId()))
        elif sys.platform == "linux":
            listen_on_buses(self)


def listen_on_buses(listener: SystemLock) -> None:
    """Has the buses of the desktop and of the system call the listener; where there are any."""
    try:
        from PySide6.QtDBus import QDBusConnection  # 10 ms, and not on every system
    except ImportError:
        return
    # The library takes these as words and says that it takes bytes.
    begins: Any = SLOT("screen_or_sleep(bool)")
    locks: Any = SLOT("computer_locks()")
    session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
    for name in SCREEN_SAVERS:
        session.connect("", "", name, "ActiveChanged", listener, begins)
    system.connect(LOGIN, LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", listener, begins)
    number = os.environ.get("XDG_SESSION_ID", "")
    if number:  # without it the Lock of somebody else's session would be taken for ours
        path = f"{LOGIN_PATH}/session/{as_path(number)}"
        system.connect(LOGIN, path, f"{LOGIN}.Session", "Lock", listener, locks)


def as_path(name: str) -> str:
    """A session's name as the last part of its path, as systemd writes it.

    Letters stay, and digits but for a first one; anything else is _ and two hexadecimal digits.
    """
    return "".join(
        chr(byte)
        if chr(byte).isascii() and (chr(byte).isalpha() or (chr(byte).isdigit() and place))
        else f"_{byte:02x}"
        for place, byte in enumerate(name.encode())
    )


class WindowsMessages(QAbstractNativeEventFilter):
    """Sees the messages of Windows, and calls `locks` for the two that tell of it."""

    def __init__(self, locks: Callable[[], object]) -> None:
        super().__init__()
        self._locks = locks

    def listen(self, window: int) -> None:
        """Asks Windows to send them to a window."""
        app = QCoreApplication.instance()
        assert app is not None
        app.installNativeEventFilter(self)
        if sys.platform == "win32":
            sessions: Any = ctypes.WinDLL("wtsapi32")
            sessions.WTSRegisterSessionNotification.argtypes = (wintypes.HWND, wintypes.DWORD)
            sessions.WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION)

    def nativeEventFilter(  # noqa: N802 (Qt's name)
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Lets every message pass."""
        told = wintypes.MSG.from_address(int(message))
        if (told.message, told.wParam) in (
            (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK),
            (WM_POWERBROADCAST, PBT_APMSUSPEND),
        ):
            self._locks()
        return False, 0
