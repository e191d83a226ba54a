"""The main journey as a screen reader's user does it, in the real program on its own screen."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import select
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.records import models
from dpmanager.records.book import open_book

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
LONGEST = 55


def what_is_missing() -> list[str]:
    """The parts that this test needs and that are not here."""
    missing = [
        name
        for name in ("Xvfb", "openbox", "dbus-run-session", "xdotool", SYSTEM_PYTHON)
        if not shutil.which(name)
    ]
    if not Path("/usr/libexec/at-spi-bus-launcher").exists():
        missing.append("at-spi2-core")
    ask = "import gi; gi.require_version('Atspi', '2.0')"
    if SYSTEM_PYTHON not in missing and (
        subprocess.run([SYSTEM_PYTHON, "-c", ask], capture_output=True, check=False).returncode
    ):
        missing.append("python3-gi with gir1.2-atspi-2.0")
    return missing


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen that nobody sees, by its name."""
    if missing := what_is_missing():
        pytest.skip(f"Not tried with a screen reader's interface: no {', '.join(missing)}.")
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1280x900x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        yield f":{number}"
        server.terminate()


def test_the_main_journey_by_names_and_actions(
    screen: str, household: Path, tmp_path: Path
) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        **os.environ,
        "DISPLAY": screen,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    program = [sys.executable, HERE / "open_household.py", household, CLOCK.isoformat()]
    done = subprocess.run(
        ["dbus-run-session", "--", SYSTEM_PYTHON, HERE / "hears.py", PASSPHRASE, *program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    heard = json.loads(done.stdout.splitlines()[-1])

    assert "Monday 5 October 2026" in heard["home"]
    assert heard["saved"].startswith("Saved: Monday 5 October, 08:00 to 12:30")
    assert {"08:00", "12:30", "4 hours 30 minutes"} <= set(heard["week"])
    assert "28 September to 4 October 2026" in heard["approved"]
    assert "Ready to send?" in heard["return"]
    assert any("agrees to the penny" in words for words in heard["return"])
    assert any("has no proof" in words for words in heard["return"])

    with open_book(household, passphrase=PASSPHRASE) as book, book.reading() as session:
        shift = session.scalars(select(models.Shift).where(models.Shift.day == date(2026, 10, 5)))
        assert [(one.start, one.end) for one in shift] == [(time(8), time(12, 30))]
        sheets = session.scalars(
            select(models.Timesheet).where(models.Timesheet.start == date(2026, 9, 28))
        )
        assert "approved" in {sheet.state for sheet in sheets}
