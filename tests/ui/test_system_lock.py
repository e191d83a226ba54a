"""The book locks with the computer: buses and messages as the systems send them."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.records.book import open_book
from dpmanager.ui import system_lock
from dpmanager.ui.entrance import Entrance
from dpmanager.ui.pages.settings_safe import LockAfter
from dpmanager.ui.pages.unlock import UnlockSheet
from dpmanager.ui.remembered import Remembered, recall, settings_file
from dpmanager.ui.system_lock import SystemLock, WindowsMessages, as_path

needs_bus = pytest.mark.skipif(
    not shutil.which("dbus-daemon") or not shutil.which("dbus-send"), reason="needs a bus"
)
LOGIN = "org.freedesktop.login1"
OURS = "/org/freedesktop/login1/session/_37"

# Of the system bus only who has its name is believed; so the sender takes that name first.
SENDER = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage

address, name, path, interface, member, *values = sys.argv[1:]
app = QCoreApplication([])
bus = QDBusConnection.connectToBus(address, "sender")
assert bus.registerService(name), bus.lastError().message()
message = QDBusMessage.createSignal(path, interface, member)
message.setArguments([value == "true" for value in values])
assert bus.send(message)
bus.unregisterService(name)
"""

# The whole way, with the buses that the surroundings name.
LISTENER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from dpmanager.ui import system_lock
from dpmanager.ui.remembered import Remembered

app = QApplication([])
front = QWidget()
lock = system_lock.SystemLock(Remembered(lock_minutes=5), lambda: app.exit(7), front)
system_lock.AFTER_START = 0
lock.watch(True)
QTimer.singleShot(100, lambda: print("ready", flush=True))
QTimer.singleShot(int(sys.argv[1]), app.quit)
sys.exit(app.exec())
"""


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a bus of our own."""
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


def say(bus: str, interface: str, path: str = "/ScreenSaver", *, on: bool = True) -> None:
    """Another program says that the screen locks, or that it is open again."""
    subprocess.run(
        [
            "dbus-send", f"--bus={bus}", "--type=signal", path, f"{interface}.ActiveChanged",
            f"boolean:{str(on).lower()}",
        ],
        check=True,
    )  # fmt: skip


def say_as_systemd(bus: str, path: str, interface: str, member: str, *values: str) -> None:
    """What systemd says, from a program that has its name."""
    subprocess.run(
        [sys.executable, "-c", SENDER, bus, LOGIN, path, f"{LOGIN}.{interface}", member, *values],
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


class Locks:
    """Counts how often something was to be locked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def listening(
    bus: str, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Remembered], tuple[SystemLock, Locks]]]:
    """Makes a lock that listens on the bus of our own, as session bus and as system bus."""
    connection = QDBusConnection.connectToBus(bus, "listening")
    assert connection.isConnected()
    monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: connection)
    monkeypatch.setattr(QDBusConnection, "systemBus", lambda: connection)
    monkeypatch.setattr(system_lock, "AFTER_START", 0)
    monkeypatch.setenv("XDG_SESSION_ID", "7")
    front = QWidget()
    qtbot.addWidget(front)

    def begin(choices: Remembered) -> tuple[SystemLock, Locks]:
        locks = Locks()
        lock = SystemLock(choices, locks, front)
        lock.watch(True)
        qtbot.wait(50)
        return lock, locks

    yield begin
    QDBusConnection.disconnectFromBus("listening")


@needs_bus
@pytest.mark.parametrize("desktop", system_lock.SCREEN_SAVERS)
def test_each_desktop_that_locks_its_screen_locks_the_book(
    desktop: str, listening, bus: str, qtbot: QtBot
) -> None:
    _lock, locks = listening(Remembered(lock_with_computer=True))
    say(bus, desktop, on=False)
    say(bus, desktop)
    qtbot.waitUntil(lambda: locks.times == 1, timeout=5000)


@needs_bus
def test_sleep_and_the_lock_of_this_session_do_and_another_session_does_not(
    listening, bus: str, qtbot: QtBot
) -> None:
    lock, locks = listening(Remembered(lock_with_computer=True))
    manager = "/org/freedesktop/login1"
    say_as_systemd(bus, "/org/freedesktop/login1/session/_38", "Session", "Lock")
    say_as_systemd(bus, manager, "Manager", "PrepareForSleep", "false")
    say_as_systemd(bus, manager, "Manager", "PrepareForSleep", "true")
    qtbot.waitUntil(lambda: locks.times == 1, timeout=5000)
    lock.watch(True)  # the next book
    say_as_systemd(bus, OURS, "Session", "Lock")
    qtbot.waitUntil(lambda: locks.times == 2, timeout=5000)


@needs_bus
def test_it_locks_once_though_all_say_so(listening, bus: str, qtbot: QtBot) -> None:
    _lock, locks = listening(Remembered(lock_with_computer=True))
    for desktop in system_lock.SCREEN_SAVERS[:3]:
        say(bus, desktop)
    qtbot.waitUntil(lambda: locks.times == 1, timeout=5000)
    qtbot.wait(200)
    assert locks.times == 1


@needs_bus
@pytest.mark.parametrize(
    "choices", [Remembered(), Remembered(lock_minutes=5, lock_with_computer=False)]
)
def test_it_does_not_lock_where_nobody_wants_it(
    choices: Remembered, listening, bus: str, qtbot: QtBot
) -> None:
    lock, locks = listening(choices)
    say(bus, "org.gnome.ScreenSaver")
    qtbot.wait(300)
    assert locks.times == 0
    choices.lock_with_computer = True
    lock.watch(False)  # no book is open
    say(bus, "org.gnome.ScreenSaver")
    qtbot.wait(300)
    assert locks.times == 0


@needs_bus
def test_the_open_window_closes_and_the_passphrase_is_asked_for(
    household: Path, bus: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = QDBusConnection.connectToBus(bus, "window")
    monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: connection)
    monkeypatch.setattr(system_lock, "AFTER_START", 0)
    open_book(household, passphrase=PASSPHRASE).close()
    choices = Remembered(books=[str(household)], lock_minutes=30)
    entrance = Entrance(choices, now=lambda: CLOCK)
    entrance.open()
    qtbot.waitUntil(lambda: entrance.main is not None, timeout=20000)
    main = entrance.main
    assert main is not None
    qtbot.waitUntil(lambda: not main.desk.is_busy(), timeout=20000)
    qtbot.wait(50)
    say(bus, "org.gnome.ScreenSaver")
    qtbot.waitUntil(lambda: entrance.main is None, timeout=20000)
    assert main.isHidden()
    assert entrance.front.isVisible()
    sheet = entrance.front.current_sheet()
    assert isinstance(sheet, UnlockSheet)
    sheet.passphrase.edit.clear()
    sheet.form.entered.emit()  # the computer knows the key, and still it does not open
    qtbot.waitUntil(lambda: not entrance.background.is_busy(), timeout=20000)
    assert entrance.main is None
    entrance.front.close()
    QDBusConnection.disconnectFromBus("window")


def surroundings(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", **more}


@needs_bus
def test_a_program_of_its_own_finds_the_buses_by_itself(bus: str) -> None:
    both = surroundings(DBUS_SESSION_BUS_ADDRESS=bus, DBUS_SYSTEM_BUS_ADDRESS=bus)
    with subprocess.Popen(
        [sys.executable, "-c", LISTENER, "15000"], env=both, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        say_as_systemd(bus, "/org/freedesktop/login1", "Manager", "PrepareForSleep", "true")
        assert program.wait(20) == 7


def test_without_a_bus_nothing_is_said_and_nothing_fails(tmp_path: Path) -> None:
    none = f"unix:path={tmp_path / 'none'}"
    done = subprocess.run(
        [sys.executable, "-c", LISTENER, "600"],
        env=surroundings(DBUS_SESSION_BUS_ADDRESS=none, DBUS_SYSTEM_BUS_ADDRESS=none),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "ready\n", "")


@pytest.mark.parametrize(
    ("name", "path"),
    # systemd, src/basic/bus-label.c: nothing but letters and digits, and no digit at the start.
    [("7", "_37"), ("12", "_312"), ("c2", "c2"), ("a-b", "a_2db"), ("a_b", "a_5fb")],
)
def test_a_session_is_found_by_its_path(name: str, path: str) -> None:
    assert as_path(name) == path


@pytest.mark.parametrize(
    ("message", "value", "locks"),
    [
        (0x02B1, 0x7, 1),  # WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK
        (0x02B1, 0x8, 0),  # unlocked again
        (0x0218, 0x4, 1),  # WM_POWERBROADCAST, PBT_APMSUSPEND
        (0x0218, 0x7, 0),  # awake again
        (0x0100, 0x7, 0),  # WM_KEYDOWN
    ],
)
def test_the_messages_of_windows(message: int, value: int, locks: int) -> None:
    told = Locks()
    made_up = wintypes.MSG(message=message, wParam=value)
    answer = WindowsMessages(told).nativeEventFilter(
        b"windows_generic_MSG", ctypes.addressof(made_up)
    )
    assert told.times == locks
    assert answer == (False, 0)  # it passes on to the window


def test_it_comes_with_a_time_and_can_be_had_alone(qtbot: QtBot, own_folders: object) -> None:
    choices = Remembered()
    part = LockAfter(choices)
    qtbot.addWidget(part)
    part.show()
    box = part.with_computer.box
    assert box.isVisible() == (sys.platform in ("linux", "win32"))
    assert not box.isChecked()
    part.minutes.set_value(10)
    assert box.isChecked()
    assert recall(settings_file()).locks_with_computer
    box.click()
    part.minutes.set_value(30)
    assert not box.isChecked()  # who said no is not asked again
    part.minutes.set_value(0)
    box.click()
    kept = recall(settings_file())
    assert (kept.lock_minutes, kept.locks_with_computer) == (0, True)
