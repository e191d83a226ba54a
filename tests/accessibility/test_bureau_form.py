"""The form for a payslip from a payroll bureau, empty, wrong, and beside our own figures."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import checks
import pytest
from looking import LARGE, LIGHT, LOOKS, SMALL_SCREEN, none_of, put_on, see_all_of, settle
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.records import models
from dpmanager.records.book import open_book
from dpmanager.tasks.book.made_up_household import RAVI
from dpmanager.tasks.hours.record_shifts import approve_timesheet
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.pay import PayPage
from dpmanager.ui.remembered import Remembered

AGREES = {"gross_pay": "158.40", "income_tax": "-16.80", "employee_ni": "0", "paid": "175.20"}
DIFFERS = AGREES | {"income_tax": "-10.00", "paid": "168.40"}
WRONG = AGREES | {"paid": "1.00"}
FILLED = {"empty": {}, "wrong": WRONG, "differs": DIFFERS}


@pytest.fixture(scope="module")
def bureau_window(
    lived_in: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[MainWindow]:
    """The window of a household whose bureau works out Ravi's pay."""
    folder = tmp_path_factory.mktemp("bureau") / "Margaret.dpbook"
    shutil.copytree(lived_in, folder)
    put_on(LIGHT)
    with open_book(folder, passphrase=PASSPHRASE) as book:
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
    none_of(
        checks.without_name(window),
        checks.with_the_same_name(window),
        checks.name_without_its_words(window),
        checks.label_not_spoken(window),
        checks.painted_without_words(window),
        checks.same_letter_twice(window),
        checks.tab_faults(page.column),
    )


@pytest.mark.parametrize("window", [LIGHT, LARGE], indirect=True)
@pytest.mark.parametrize("filled", FILLED)
def test_room(window: MainWindow, filled: str) -> None:
    page = opened(window, filled)
    none_of(
        checks.small_targets(window),
        checks.cut_words(window),
        checks.out_of_its_block(window),
        checks.cut_cells(page),
        checks.scrolls_sideways(page),
        checks.too_big(window, *SMALL_SCREEN),
    )


@pytest.mark.parametrize("window", LOOKS, indirect=True)
@pytest.mark.parametrize("filled", ["differs", "wrong"])
def test_colours(window: MainWindow, filled: str) -> None:
    page = opened(window, filled)
    see_all_of(page)
    none_of(checks.faint_words(window.centralWidget()), checks.focus_not_seen(page.column))
