"""A worker's file with nothing in it, and the stop before a first pay."""

import shutil
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import checks
import pytest
from looking import (
    LARGE,
    LIGHT,
    SMALL_SCREEN,
    none_of,
    open_afresh,
    put_on,
    see_all_of,
    settle,
)
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select
from states import State, number_of
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.book.made_up_household import RAVI
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.people.engage_worker import add_worker, answer_of, find_worker
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.remembered import Remembered

DO = {"who": "Frances Hale", "at": CLOCK}
NEW = "Cem Yildiz"
DAY = date(2026, 9, 28)


def somebody_new(book: Book) -> None:
    """Cem has worked a week, and nobody has checked anything, nor is anybody insured."""
    with book.task("Test", **DO) as session:
        answer = answer_of(find_worker(session, RAVI))
        add_worker(session, type(answer)(**_changed(answer)))
        for row in session.scalars(select(models.Policy)):
            session.delete(row)
    shift = Shift(DAY, time(9), time(12), HourKind.WEEKDAY)
    record_shifts(book, NEW, [shift], **DO)
    approve_timesheet(book, NEW, DAY, **DO)


def _changed(answer: Any) -> dict[str, Any]:
    values = {name: getattr(answer, name) for name in answer.__struct_fields__}
    return values | {"name": NEW, "start_date": DAY, "first_period_start": DAY, "ni_number": ""}


def the_new_one(book: Book) -> dict[str, int]:
    """The number of the worker who came last."""
    return {"worker": number_of(models.Worker, func.max)(book)}


STATES = {
    "nothing yet": State("file", the_new_one),
    "not needed": State("file", the_new_one, "Open: Right to work", ("It is not needed",)),
    "whom I asked": State("file", the_new_one, "Open: Reference", ("I have asked for it",)),
    "the right to work": State("file", the_new_one, "Open: Right to work", ("I have seen it",)),
    "the answer": State("file", the_new_one, "Answer the questions", ("See what counts",)),
    "before the first pay": State("pay"),
    "home": State("home"),
}


@pytest.fixture(scope="module")
def file_window(
    lived_in: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[MainWindow]:
    """The window of a household with somebody new."""
    QAccessible.setActive(True)
    folder = tmp_path_factory.mktemp("file") / "Margaret.dpbook"
    shutil.copytree(lived_in, folder)
    put_on(LIGHT)
    with open_book(folder, passphrase=PASSPHRASE) as book:
        somebody_new(book)
        desk = Desk(book, Remembered(), now=lambda: CLOCK)
        made = MainWindow(desk, "Margaret's direct payment")
        made.show()
        settle(desk)
        yield made
        settle(desk)
        made.hide()
        made.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    put_on(LIGHT)


@pytest.mark.parametrize("look", [LIGHT, LARGE])
@pytest.mark.parametrize("state", STATES)
def test_a_state_of_the_file(file_window: MainWindow, state: str, look: tuple[str, int]) -> None:
    window = file_window
    put_on(look)
    window.resize(*SMALL_SCREEN)
    page = open_afresh(window, STATES[state])
    none_of(
        checks.without_name(window),
        checks.with_the_same_name(window),
        checks.name_without_its_words(window),
        checks.label_not_spoken(window),
        checks.tab_faults(page.column),
        checks.small_targets(window),
        checks.cut_words(window),
        checks.out_of_its_block(window),
        checks.cut_cells(page),
        checks.scrolls_sideways(page),
        checks.too_big(window, *SMALL_SCREEN),
    )
    see_all_of(page)
    none_of(checks.faint_words(window.centralWidget()), checks.focus_not_seen(page.column))
