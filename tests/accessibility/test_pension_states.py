"""The pension page once a pension is set up: names, keys, room and colours in each state."""

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

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
from sqlalchemy import func
from states import State, number_of
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.pay.missed_pension import pay_in_what_was_missed
from dpmanager.tasks.pay.pension_events import SchemeAnswer, enrol, give_letter, set_up_pension
from dpmanager.tasks.pay.pensions import look_at_pensions
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.remembered import Remembered

DO = {"who": "Frances Hale", "at": CLOCK}
SCHEME = SchemeAnswer(
    provider="NEST",
    employee_percent=Decimal(5),
    employer_percent=Decimal(3),
    provider_address="1 Pension Street, Northshire NS1 1AA",
    employer_reference="EMP123456789",
)


def a_member(book: Book) -> dict[str, int]:
    """The worker who is in the pension."""
    (number,) = (
        one.worker_id
        for one in look_at_pensions(book, CLOCK.date()).workers
        if one.standing.contributes
    )
    return {"worker": number}


STATES = {
    "all": State("pensions"),
    "the scheme": State("pensions", press="Change: NEST"),
    "put in": State("pensions", press="Put the worker in"),
    "the declaration": State("pensions", press="The declaration was made"),
    "files": State("pensions", press="Make the file for the provider"),
    "a member": State("pensions", a_member),
    "opted out": State("pensions", a_member, "They opted out"),
    "left": State("pensions", a_member, "They left the pension"),
}


@pytest.fixture(scope="module")
def pension_window(
    lived_in: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[MainWindow]:
    """The window of a household with one worker in the pension and one who is to be put in."""
    QAccessible.setActive(True)
    folder = tmp_path_factory.mktemp("pension") / "Margaret.dpbook"
    shutil.copytree(lived_in, folder)
    put_on(LIGHT)
    with open_book(folder, passphrase=PASSPHRASE) as book:
        set_up_pension(book, SCHEME, **DO)
        first = number_of(models.Worker, func.min)(book)
        enrol(book, first, date(2026, 4, 6), **DO)
        pay_in_what_was_missed(book, first, **DO)
        give_letter(book, first, date(2026, 9, 20), **DO)
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
def test_a_state_of_the_pension(
    pension_window: MainWindow, state: str, look: tuple[str, int]
) -> None:
    window = pension_window
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
