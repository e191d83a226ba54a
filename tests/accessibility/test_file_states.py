"""A worker's file with nothing in it, and the stop before a first pay."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import verdict
from looking import (
    LARGE,
    LIGHT,
    SMALL_SCREEN,
    household_window,
    open_afresh,
    put_on,
)
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select
from states import State, number_of
from window_fixtures import CLOCK

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.made_up_household import RAVI
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.people.engage_worker import add_worker, answer_of
from dpmanager.tasks.people.workers import find_worker
from dpmanager.ui.main_window import MainWindow

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
    with household_window(lived_in, tmp_path_factory.mktemp("file"), somebody_new) as made:
        yield made


@pytest.mark.parametrize("look", [LIGHT, LARGE])
@pytest.mark.parametrize("state", STATES)
def test_a_state_of_the_file(file_window: MainWindow, state: str, look: tuple[str, int]) -> None:
    window = file_window
    put_on(look)
    window.resize(*SMALL_SCREEN)
    page = open_afresh(window, STATES[state])
    verdict.everything(window, page)
