"""The page of invoices with some of each kind on it, in each look."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import verdict
from looking import (
    LARGE,
    LOOKS,
    SMALL_SCREEN,
    open_afresh,
    put_on,
    settle,
    take_down,
)
from small_book import all_of
from states import State

from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import AGENCY
from dpmanager.tasks.money.invoices import InvoiceAnswer, add_invoice, say_what_paid_it
from dpmanager.tasks.money.look_at_invoices import look_at_invoice
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow

SEPTEMBER = date(2026, 9, 1)
STATES = {
    "the list": State("invoices"),
    "one to be paid": State("invoices", lambda _book: {"invoice": 2}),
    "why": State("invoices", lambda _book: {"invoice": 2}, "How was this worked out? The check"),
    "one that is paid in part": State("invoices", lambda _book: {"invoice": 1}),
    "the check": State("invoices", lambda _book: {"invoice": 2}, "Change this", ("Check this",)),
}


def fill(desk: Desk) -> None:
    book, do = desk.book, {"who": "Test", "at": desk.now()}
    (worker,) = all_of(book, models.Worker, models.Worker.name == AGENCY)
    for number in ("BRIGHTDAY-2026-0041", "BRIGHTDAY-2026-0042"):
        answer = InvoiceAnswer(
            worker.id,
            number,
            SEPTEMBER,
            date(2026, 8, 3),
            date(2026, 8, 30),
            hours=Decimal(13),
            rate=Decimal("18.00"),
            amount=Decimal("240.00"),
            note="They said that the fifth Thursday is in it",
        )
        last = add_invoice(book, answer, **do)
    payment = look_at_invoice(book, last, desk.today(), most=1).offered[0]
    say_what_paid_it(book, last - 1, payment.id, **do)


@pytest.fixture
def window(desk: Desk) -> Iterator[MainWindow]:
    fill(desk)
    made = MainWindow(desk, "Margaret's direct payment")
    made.resize(*SMALL_SCREEN)
    made.show()
    settle(desk)
    yield made
    settle(desk)
    take_down(made)


@pytest.mark.parametrize("look", [LARGE, *LOOKS])
def test_invoices_in_the_book(window: MainWindow, look: tuple[str, int]) -> None:
    put_on(look)
    for state in STATES.values():
        page = open_afresh(window, state)
        verdict.everything(window, page)
