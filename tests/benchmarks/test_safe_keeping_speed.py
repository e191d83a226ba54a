"""How long it takes to open a large book, to close it with a backup, and what history costs."""

import os
import shutil
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from statistics import median
from time import perf_counter

import pytest
from sqlalchemy import insert, select
from ten_years import PASSPHRASE

from dpmanager.records import models
from dpmanager.records.book import open_book
from dpmanager.records.database import UPKEEP
from dpmanager.tasks.book.backups import back_up_if_changed

NOW = datetime(2026, 10, 5, 19, 30, tzinfo=UTC)
RECEIPTS, BYTES = 2000, 300_000
MORE = 0.010
OPEN = f"open it with {RECEIPTS:,} receipts, its key known"
CLOSE = "close it with a backup that is proved"
COPY = "bring its copy on a stick up to date"
HISTORY = "what the history adds to saving one shift"


@pytest.fixture(scope="module")
def large_book(kept_folder, tmp_path_factory):
    """The book of ten years with 600 MB of receipts, open."""
    folder = shutil.copytree(kept_folder, tmp_path_factory.mktemp("large") / "Margaret.dpbook")
    with open_book(folder, passphrase=PASSPHRASE) as book:
        for _nth in range(RECEIPTS):
            book.keep_proof(os.urandom(BYTES))
        yield book


def test_open_a_large_book(large_book, kept_folder, tmp_path, measure, speeds):
    folder = shutil.copytree(kept_folder, tmp_path / "Margaret.dpbook")
    receipts = folder / "receipts"
    shutil.rmtree(receipts)
    receipts.symlink_to(large_book.folder / "receipts")
    open_book(folder, passphrase=PASSPHRASE).close()  # the keyring has its key from now on
    speeds[OPEN].aim = 1.5
    measure(OPEN, lambda: open_book(folder).close(), rounds=5)


def test_close_with_a_backup(large_book, measure, speeds):
    hours = count()

    def change():
        with large_book.task("Note", who="Jo", at=NOW) as session:
            session.add(models.Outcome(name=f"Outcome {next(hours)}"))
        return ()

    speeds[CLOSE].aim = 10
    moments = count(1)
    measure(
        CLOSE,
        lambda: back_up_if_changed(large_book, "closing", NOW + timedelta(seconds=next(moments))),
        rounds=5,
        setup=change,
    )
    assert large_book.backups()


def test_bring_the_copy_up_to_date(large_book, tmp_path, measure, speeds):
    copy = tmp_path / "copy.dpbook"
    large_book.refresh_copy(copy, NOW)
    moments = count(1)
    speeds[COPY].aim = 10
    measure(
        COPY,
        lambda: large_book.refresh_copy(copy, NOW + timedelta(minutes=next(moments))),
        rounds=3,
    )


def test_what_the_history_costs(book, measure, speeds):
    """One shift saved as a task, and the same row put in without any history."""
    with book.reading() as session:
        sheet = session.scalar(select(models.Timesheet.id).limit(1))
    days = count()

    def row():
        day = date(2030, 1, 1) + timedelta(days=next(days))
        return {
            "timesheet_id": sheet, "day": day, "start": time(9), "end": time(12),
            "break_minutes": 0, "woken_minutes": 0, "kind": "weekday", "note": "",
        }  # fmt: skip

    def with_history():
        with book.task("Save a shift", who="Jo", at=NOW) as session:
            session.execute(insert(models.Shift).values(row()))

    def without():
        engine = book._opened().execution_options(mode=UPKEEP)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.execute(insert(models.Shift).values(row()))
            connection.exec_driver_sql("COMMIT")

    measure(HISTORY, with_history, rounds=30)
    plain = []
    for _nth in range(30):
        began = perf_counter()
        without()
        plain.append(perf_counter() - began)
    speeds[HISTORY].plain = median(plain)
    speeds[HISTORY].aim = median(plain) + MORE
