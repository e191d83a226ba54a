"""The form for a payslip from a payroll bureau, empty, wrong, and beside our own figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import verdict
from looking import (
    LARGE,
    LIGHT,
    LOOKS,
    SMALL_SCREEN,
    household_window,
    put_on,
    settle,
)
from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from window_fixtures import CLOCK

from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.made_up_household import RAVI
from dpmanager.tasks.hours.record_shifts import approve_timesheet
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.pay import PayPage

AGREES = {"gross_pay": "158.40", "income_tax": "-16.80", "employee_ni": "0", "paid": "175.20"}
DIFFERS = AGREES | {"income_tax": "-10.00", "paid": "168.40"}
WRONG = AGREES | {"paid": "1.00"}
FILLED = {"empty": {}, "wrong": WRONG, "differs": DIFFERS}


def begin_with_a_bureau(book: Book) -> None:
    """From now on a bureau works out Ravi's pay; his hours are approved."""
    with book.task("A bureau", who="x", at=CLOCK) as session:
        ravi = session.scalar(select(models.Worker).where(models.Worker.name == RAVI))
        assert ravi is not None
        ravi.payroll_by = "bureau"
        sheet = session.scalars(
            select(models.Timesheet)
            .where(models.Timesheet.worker_id == ravi.id, models.Timesheet.state == "draft")
            .order_by(models.Timesheet.start)
        ).first()
        assert sheet is not None
        day = sheet.start
    approve_timesheet(book, RAVI, day, who="x", at=CLOCK)


@pytest.fixture(scope="module")
def bureau_window(
    lived_in: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[MainWindow]:
    """The window of a household whose bureau works out Ravi's pay."""
    with household_window(lived_in, tmp_path_factory.mktemp("bureau"), begin_with_a_bureau) as made:
        yield made


@pytest.fixture(scope="module")
def window(bureau_window: MainWindow, request: pytest.FixtureRequest) -> MainWindow:
    """The window in a theme and a size of text."""
    put_on(request.param)
    settle(bureau_window.desk)
    return bureau_window


def opened(window: MainWindow, filled: str) -> PayPage:
    """The form with those figures, compared where there are any."""
    window.resize(*SMALL_SCREEN)
    window.activateWindow()
    with window.desk.book.reading() as session:
        sheet = session.scalar(
            select(models.Timesheet.id)
            .join(models.Worker)
            .where(models.Worker.name == RAVI, models.Timesheet.state == "approved")
        )
    window.open_place("pay", {"from_bureau": sheet})
    settle(window.desk)
    page = window.current_page()
    assert isinstance(page, PayPage) and page.bureau.isVisible()
    for name, text in FILLED[filled].items():
        page.bureau.form.fields[name].controls()[0].setText(text)  # type: ignore[attr-defined]
    if FILLED[filled]:
        page.bureau.form.entered.emit()
        settle(window.desk)
    return page


@pytest.mark.parametrize("window", [LIGHT], indirect=True)
@pytest.mark.parametrize("filled", FILLED)
def test_names_and_keyboard(window: MainWindow, filled: str) -> None:
    page = opened(window, filled)
    verdict.names(window, page)
    verdict.keyboard(page)


@pytest.mark.parametrize("window", [LIGHT, LARGE], indirect=True)
@pytest.mark.parametrize("filled", FILLED)
def test_room(window: MainWindow, filled: str) -> None:
    page = opened(window, filled)
    verdict.room(window, page)


@pytest.mark.parametrize("window", LOOKS, indirect=True)
@pytest.mark.parametrize("filled", ["differs", "wrong"])
def test_colours(window: MainWindow, filled: str) -> None:
    page = opened(window, filled)
    verdict.colours(window, page)
