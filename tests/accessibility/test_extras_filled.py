"""The page of time off and other pay with everything on it, in each look."""

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
from states import STATES, terms_of_somebody

from dpmanager.domain.pay.deductions import DeductionFor
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.records.book import Book
from dpmanager.tasks.pay.orders import (
    DeductionAnswer,
    OrderAnswer,
    OrderSort,
    add_deduction,
    add_order,
)
from dpmanager.tasks.pay.pay_items import PayItemAnswer, add_pay_item
from dpmanager.tasks.people.absences import AbsenceAnswer, record_absence
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow

MONDAY = date(2026, 10, 5)


def fill(book: Book, desk: Desk) -> None:
    number: int = terms_of_somebody(book)["worker"]
    do = {"who": "Test", "at": desk.now()}
    for absence in (
        AbsenceAnswer("sick", date(2026, 9, 26), date(2026, 9, 27)),
        AbsenceAnswer("sick", MONDAY, date(2026, 10, 13)),
        AbsenceAnswer("paternity", date(2026, 11, 9), event="due", event_day=date(2026, 11, 8)),
    ):
        record_absence(book, number, absence, **do)
    for item in (
        PayItemAnswer(ExtraKind.BONUS, MONDAY, Decimal(20)),
        PayItemAnswer(ExtraKind.MILEAGE, MONDAY, miles=Decimal(40), note="Clinic"),
        PayItemAnswer(ExtraKind.ADVANCE, MONDAY, Decimal(100), each=Decimal(25), note="Boiler"),
    ):
        add_pay_item(book, number, item, **do)
    for sort in (OrderSort.DEBT, OrderSort.DEA_STANDARD):
        order = OrderAnswer(sort, "Northshire Court", MONDAY, reference="AB123", amount=Decimal(30))
        add_order(book, number, order, **do)
    overpaid = DeductionAnswer(DeductionFor.OVERPAYMENT, "Twice", MONDAY, MONDAY, Decimal(30))
    add_deduction(book, number, overpaid, **do)


@pytest.fixture
def window(desk: Desk) -> Iterator[MainWindow]:
    fill(desk.book, desk)
    made = MainWindow(desk, "Margaret's direct payment")
    made.resize(*SMALL_SCREEN)
    made.show()
    settle(desk)
    yield made
    settle(desk)
    take_down(made)


@pytest.mark.parametrize("look", [LARGE, *LOOKS])
def test_the_page_with_everything_on_it(window: MainWindow, look: tuple[str, int]) -> None:
    put_on(look)
    page = open_afresh(window, STATES["extras"])
    verdict.everything(window, page)
