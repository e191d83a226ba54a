"""The page of the export while it works, when it is done and when it could not be done."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import verdict
from looking import (
    LARGE,
    LOOKS,
    SMALL_SCREEN,
    lay_out,
    open_afresh,
    put_on,
    settle,
    take_down,
)
from states import State

from dpmanager.records.faults import DiskTrouble
from dpmanager.tasks.book.export_everything import Exported
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.export import ExportPage

SAVED = Exported(
    Path("/media/frances/STICK/Direct payment records 2026-10-05"),
    records=30731,
    receipts=130,
    damaged=(4, 17),
)


def working(page: ExportPage) -> None:
    page.progress.start("Writing your records. This can take a moment.")
    page.progress.reached(12, 131)


SHOWN: dict[str, Callable[[ExportPage], object]] = {
    "working": working,
    "saved": lambda page: page.result.say(SAVED),
    "not saved": lambda page: page.form.show_fault(DiskTrouble()),
}


@pytest.fixture
def window(desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(desk, "Margaret's direct payment")
    made.resize(*SMALL_SCREEN)
    made.show()
    settle(desk)
    yield made
    settle(desk)
    take_down(made)


@pytest.mark.parametrize("look", [LARGE, *LOOKS])
def test_every_state_of_the_export(window: MainWindow, look: tuple[str, int]) -> None:
    put_on(look)
    for show in SHOWN.values():
        window.resize(*SMALL_SCREEN)
        page = open_afresh(window, State("export"))
        assert isinstance(page, ExportPage)
        show(page)
        window.side.said.setText("")  # the same words as on the page
        lay_out()
        settle(window.desk)
        verdict.everything(window, page)
