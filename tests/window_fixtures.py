"""A made-up household at its desk, for every test of the window."""

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from dpmanager.records.book import create_book, open_book
from dpmanager.records.vault import KeyCost
from dpmanager.tasks.book import made_up_household
from dpmanager.tasks.book.answers import read_answers
from dpmanager.tasks.book.live_the_half_year import live_the_half_year
from dpmanager.tasks.book.set_up import example_answers, set_up
from dpmanager.ui.desk import Desk
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.theme import apply_theme

PASSPHRASE = "orchard teapot lantern gravel"
CLOCK = datetime(2026, 10, 5, 10, tzinfo=UTC)
BETWEEN_CLEARINGS = 5
TESTS = count(1)
QUICK = KeyCost(time_cost=1, memory_kib=8, parallelism=1)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the settings, drafts or documents of whoever runs it."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))


@pytest.fixture(autouse=True)
def cleared_away() -> Iterator[None]:
    """No window outlives its test by much: the program waits for a rest, and tests never rest."""
    yield
    if next(TESTS) % BETWEEN_CLEARINGS == 0:
        gc.collect()


def make_household(folder: Path) -> None:
    """Makes the made-up household's book after its 26 weeks, and closes it."""
    answers = made_up_household.answers()
    with create_book(
        folder, PASSPHRASE, fill=lambda book: set_up(book, answers, at=CLOCK), cost=QUICK
    ) as book:
        live_the_half_year(book, uneventful=True)


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up household's book. Copy it before you change it."""
    folder = tmp_path_factory.mktemp("household") / "Margaret.dpbook"
    make_household(folder)
    return folder


@pytest.fixture
def household(lived_in: Path, tmp_path: Path) -> Path:
    """A copy of the household's book, for one test."""
    folder = tmp_path / "Margaret.dpbook"
    shutil.copytree(lived_in, folder)
    return folder


@pytest.fixture
def desk(household: Path, qapp: QApplication) -> Iterator[Desk]:
    """A desk with the household's book open, on 5 October 2026."""
    apply_theme(qapp, "light", 100)
    with open_book(household, passphrase=PASSPHRASE) as book:
        made = Desk(book, Remembered(), now=lambda: CLOCK)
        yield made
        made.wait()


@pytest.fixture
def empty_desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """A desk with a book that was just set up from the printed example; nothing is in it yet."""
    apply_theme(qapp, "light", 100)
    answers = read_answers(example_answers())
    with create_book(
        tmp_path / "New.dpbook",
        PASSPHRASE,
        fill=lambda book: set_up(book, answers, at=CLOCK),
        cost=QUICK,
    ) as book:
        made = Desk(book, Remembered(), now=lambda: CLOCK)
        yield made
        made.wait()
