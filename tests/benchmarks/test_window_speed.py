"""How fast the window is on a book of ten years, beside a bare window.

Each run is a process of its own (`window_program.py`). Nothing here fails because it is slow: the
table at the end says so. It fails when the program does not do what is timed.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from statistics import median

import pytest
from ten_years import LINES, PASSPHRASE

from dpmanager.records import vault

PROGRAM = Path(__file__).with_name("window_program.py")
BARE_WINDOW = """
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
timer = QTimer(interval=1)
timer.timeout.connect(lambda: (print(json.dumps({"usable": time.monotonic()})), app.exit()))
timer.start()
app.exec()
"""
STARTS = 10
TOURS = 3
LONGEST_RUN = 300

START = "start to a window that can be used"
PAGES = (
    "home", "hours", "pay", "money", "receipts", "people", "budget", "returns", "settings",
    "search",
)  # fmt: skip
STALLS = {
    "import": f"longest stall: import {LINES:,} lines",
    "pay": "longest stall: run the pay",
    "return": "longest stall: make the return",
    "search": "longest stall: type into the search",
    "find": "longest stall: type into Find on Money",
    "pages first": "longest stall: open each page",
    "pages again": "longest stall: open each page again",
    "wheel": "longest stall: scroll with the wheel",
    "drag": "longest stall: drag the scroll bar",
}
FRAMES = {
    "wheel frame": "scroll {rows:,} payments by wheel: a frame",
    "wheel slow frame": "scroll by wheel: the slowest frame of 100",
    "drag frame": "drag through {rows:,} payments: a frame",
    "drag slow frame": "drag: the slowest frame of 100",
}
MEMORY = "most memory, in all of this"


@pytest.fixture
def run_program(kept_folder, tmp_path):
    """Runs the program on a copy of the book, each time at another home; gives what it printed."""
    number = count()

    def run(what, *more, book=kept_folder):
        key = vault.unwrap_key(vault.read_keys(book), PASSPHRASE).hex()
        home = tmp_path / str(next(number))
        folder = shutil.copytree(book, home / "Margaret.dpbook")
        return _run(PROGRAM, what, folder, key, *more, home=home)

    return run


def _run(*arguments, home):
    """Runs Python without a screen and without settings. Gives the JSON that it prints.

    begun: by the clock that all programs share, `time.monotonic`.
    """
    own = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home)}
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | own,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=LONGEST_RUN,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return {"begun": begun, **json.loads(done.stdout)}


def _seconds_to_window(run):
    """The median of some starts, after one by which the files are in the computer's memory."""
    starts = [run() for _start in range(1 + STARTS)]
    return median(start["usable"] - start["begun"] for start in starts[1:])


def test_start_window(run_program, speeds):
    speeds[START].aim = 1.0
    speeds[START].ours = _seconds_to_window(lambda: run_program("start"))


def test_start_window_plain(tmp_path, speeds):
    speeds[START].plain = _seconds_to_window(lambda: _run("-c", BARE_WINDOW, home=tmp_path))


def test_tour_of_the_window(run_program, statement_file, rates_folder, tmp_path, speeds):
    statement = tmp_path / "statement.csv"
    statement.write_bytes(statement_file)
    tours = [run_program("tour", statement, rates_folder) for _tour in range(TOURS)]
    found = {what: median(tour[what] for tour in tours) for what in tours[0]}
    for place in PAGES:
        for times in ("first", "again"):
            _note(speeds, f"open {place}, {times}", found[f"{place} {times}"], aim=0.1)
    for what, words in STALLS.items():
        _note(speeds, words, found[f"stall {what}"], aim=0.05)
    for what, words in FRAMES.items():
        _note(speeds, words.format(rows=found["rows scrolled"]), found[what], aim=0.016)
    _note(speeds, MEMORY, found["memory"] / 1e6, aim=300, unit="MB")


def test_a_year_of_ten_workers_hours_is_scrolled(run_program, year_of_ten, speeds):
    found = run_program("hours", book=year_of_ten)
    rows = f"{found['rows scrolled']:,} shifts of ten workers"
    _note(speeds, "open all hours", found["open"], aim=0.1)
    for what, words in (
        ("open", "longest stall: open {rows}"),
        ("wheel", "longest stall: scroll {rows}"),
        ("drag", "longest stall: drag {rows}"),
    ):
        _note(speeds, words.format(rows=rows), found[f"stall {what}"], aim=0.1)


def _note(speeds, what, found, *, aim, unit="ms"):
    speed = speeds[what]
    speed.ours, speed.aim, speed.unit = found, aim, unit
