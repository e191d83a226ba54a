"""The pension page once a pension is set up: names, keys, room and colours in each state."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

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
from sqlalchemy import func
from states import State, number_of
from window_fixtures import CLOCK

from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.missed_pension import pay_in_what_was_missed
from dpmanager.tasks.pay.pension_events import SchemeAnswer, enrol, give_letter, set_up_pension
from dpmanager.tasks.pay.pensions import look_at_pensions
from dpmanager.ui.main_window import MainWindow

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


def fill(book: Book) -> None:
    """One worker is in the pension, and one is to be put in."""
    set_up_pension(book, SCHEME, **DO)
    first = number_of(models.Worker, func.min)(book)
    enrol(book, first, date(2026, 4, 6), **DO)
    pay_in_what_was_missed(book, first, **DO)
    give_letter(book, first, date(2026, 9, 20), **DO)


@pytest.fixture(scope="module")
def pension_window(
    lived_in: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[MainWindow]:
    """The window of a household that has begun with the pension."""
    with household_window(lived_in, tmp_path_factory.mktemp("pension"), fill) as made:
        yield made


@pytest.mark.parametrize("look", [LIGHT, LARGE])
@pytest.mark.parametrize("state", STATES)
def test_a_state_of_the_pension(
    pension_window: MainWindow, state: str, look: tuple[str, int]
) -> None:
    window = pension_window
    put_on(look)
    window.resize(*SMALL_SCREEN)
    page = open_afresh(window, STATES[state])
    verdict.everything(window, page)
