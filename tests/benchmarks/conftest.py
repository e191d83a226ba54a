"""Prints what the benchmarks found: each figure, its aim, and how it compares with plain tools."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
import sqlcipher3.dbapi2 as sqlcipher
import ten_years
from ten_years import PASSPHRASE

from dpmanager.domain.periods import Period
from dpmanager.records import vault
from dpmanager.records.book import open_book


@dataclass
class Speed:
    """What something takes (median) here and by plain tools, and the aim for it.

    In seconds, which are shown as milliseconds; or in the unit that is given.
    """

    ours: float | None = None
    plain: float | None = None
    aim: float | None = None
    aim_is_times_plain: bool = False
    unit: str = "ms"

    @property
    def ratio(self):
        return self.ours / self.plain if self.ours and self.plain else None

    @property
    def met(self):
        reached = self.ratio if self.aim_is_times_plain else self.ours
        if reached is None or self.aim is None:
            return ""
        return "met" if reached <= self.aim else "missed"

    def cells(self):
        aim = f"{self.aim:g} x plain" if self.aim_is_times_plain else self._shown(self.aim)
        ratio = f"{self.ratio:.1f} x" if self.ratio else ""
        return (self._shown(self.ours), aim, self._shown(self.plain), ratio, self.met)

    def _shown(self, amount):
        if amount is None:
            return ""
        return f"{amount * 1000 if self.unit == 'ms' else amount:.1f} {self.unit}"


@dataclass
class Speeds:
    """What was measured, in order, and the book that it was measured on."""

    book: str = ""
    of: dict[str, Speed] = field(default_factory=dict)

    def __getitem__(self, what):
        return self.of.setdefault(what, Speed())


SPEEDS = pytest.StashKey[Speeds]()


def pytest_configure(config):
    config.stash[SPEEDS] = Speeds()


@pytest.fixture
def speeds(pytestconfig):
    return pytestconfig.stash[SPEEDS]


@pytest.fixture(scope="session")
def rates_folder(tmp_path_factory):
    """A folder with `rates` in it, of all the ten years."""
    folder = tmp_path_factory.mktemp("resources")
    ten_years.rates_of_ten_years(folder / "rates")
    return folder


@pytest.fixture(scope="session")
def kept_folder(tmp_path_factory, rates_folder):
    """The book of ten years. To be copied, never changed."""
    folder = tmp_path_factory.mktemp("ten years") / "Margaret.dpbook"
    with ten_years.rates_from(rates_folder):
        ten_years.grow_ten_years(folder)
    return folder


@pytest.fixture(scope="session")
def year_of_ten(tmp_path_factory):
    """A book with a year of ten workers' hours. To be copied, never changed."""
    folder = tmp_path_factory.mktemp("a year of ten") / "Margaret.dpbook"
    year = Period(date(2026, 4, 6), date(2027, 4, 4))
    ten_years.grow_year_of_ten(folder, year, datetime(2026, 10, 5, 19, 30, tzinfo=UTC))
    return folder


@pytest.fixture
def folder(kept_folder, tmp_path):
    return shutil.copytree(kept_folder, tmp_path / "Margaret.dpbook")


@pytest.fixture(scope="session")
def statement_file():
    return ten_years.write_statement()


@pytest.fixture(scope="module")
def rates_of_ten_years(rates_folder):
    """The years before 2023-24 have the numbers of 2023-24, in the module that asks for it."""
    with ten_years.rates_from(rates_folder):
        yield


@pytest.fixture
def book(folder):
    with open_book(folder, passphrase=PASSPHRASE) as book:
        yield book


@pytest.fixture
def plain_file(kept_folder, tmp_path):
    """The same tables with the same rows in plain SQLite."""
    keys = vault.read_keys(kept_folder)
    key = vault.derive_key(vault.unwrap_key(keys, PASSPHRASE), "database").hex()
    file = tmp_path / "plain.db"
    with closing(sqlcipher.connect(str(kept_folder / "book.db"))) as connection:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute(f"ATTACH DATABASE '{file}' AS plain KEY ''")
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.execute("DETACH DATABASE plain")
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
    return file


@pytest.fixture
def plain(plain_file):
    """A connection that is as careful as the book's own."""
    with closing(sqlite3.connect(plain_file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


@pytest.fixture
def measure(benchmark, speeds):
    """Runs an action some times and notes the median.

    setup: makes ready for one run and gives the action its arguments. teardown: puts back what it
    changed; it is given the same. Neither is timed.
    """

    def run(what, action, *, side="ours", rounds=20, setup=list, teardown=None):
        benchmark.group = what
        benchmark.pedantic(
            action,
            setup=lambda: (setup(), {}),
            teardown=teardown,
            rounds=rounds,
            warmup_rounds=1,
        )
        if benchmark.stats:  # there are none with --benchmark-disable
            setattr(speeds[what], side, benchmark.stats.stats.median)

    return run


@pytest.hookimpl(trylast=True)  # after the benchmarks' own tables
def pytest_terminal_summary(terminalreporter, config):
    speeds = config.stash[SPEEDS]
    if not speeds.of:
        return
    terminalreporter.section("speed")
    terminalreporter.write_line(speeds.book)
    terminalreporter.write_line(_row("", ("median", "aim", "plain", "ratio", "aim is")))
    for what, speed in speeds.of.items():
        terminalreporter.write_line(_row(what, speed.cells()))


def _row(what, cells):
    return f"{what:50}" + "".join(f"{cell:>11}" for cell in cells)
