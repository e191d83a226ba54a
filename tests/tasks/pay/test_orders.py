"""Orders and agreed deductions: what is saved, what was taken, and what stays in the book."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of, pay_a_week, tables

from dpmanager.domain.pay.court_order import OrderKind
from dpmanager.domain.pay.deductions import DeductionFor
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.orders import (
    DeductionAnswer,
    OrderAnswer,
    OrderSort,
    TakenOn,
    add_deduction,
    add_order,
    change_deduction,
    change_order,
    end_deduction,
    end_order,
    look_at_taken_off,
    remove_deduction,
    remove_order,
)

DAY, WEEK = timedelta(days=1), timedelta(days=7)
DO = {"who": WHO, "at": AT}
FINE = OrderAnswer(
    OrderSort.PRIORITY,
    "Northshire Magistrates",
    date(2026, 3, 1),
    reference="F77",
    amount=Decimal("30.00"),
    protected=Decimal("350.00"),
    whole=Decimal("70.00"),
)
OVERPAID = DeductionAnswer(
    DeductionFor.OVERPAYMENT, "Paid twice", MONDAY, MONDAY, Decimal("35.00"), Decimal("20.00")
)


@pytest.fixture
def ada(book: Book) -> int:
    found: int = all_of(book, models.Worker, models.Worker.name == ADA)[0].id
    return found


@pytest.mark.parametrize(
    "answer",
    [
        FINE,
        replace(FINE, sort=OrderSort.DEBT, with_charge=True, to_date=date(2026, 12, 1)),
        replace(FINE, sort=OrderSort.CHILD, protected=None, protected_share=Decimal("0.6")),
        *(
            OrderAnswer(sort, "Payee", MONDAY)
            for sort in (
                OrderSort.COUNCIL_TAX_ENGLAND,
                OrderSort.COUNCIL_TAX_WALES,
                OrderSort.DEA_STANDARD,
                OrderSort.DEA_HIGHER,
            )
        ),
        OrderAnswer(
            OrderSort.DEA_SHARE,
            "Payee",
            MONDAY,
            share=Decimal("0.1"),
            protected_share=Decimal("0.6"),
        ),
    ],
    ids=lambda answer: answer.sort,
)
def test_an_order_of_each_sort_is_kept_as_its_letter_says(
    book: Book, ada: int, answer: OrderAnswer
) -> None:
    add_order(book, ada, answer, **DO)
    (seen,) = look_at_taken_off(book, ada, MONDAY).orders
    assert seen.answer == answer
    assert (seen.taken, seen.pay_days, seen.is_over) == (0, (), False)


def test_the_law_of_each_sort(book: Book, ada: int) -> None:
    # Attachment of Earnings Act 1971, schedule 3: fines and maintenance come first and carry on
    # what could not be taken; another debt does neither.
    for sort in (OrderSort.PRIORITY, OrderSort.DEBT):
        add_order(book, ada, replace(FINE, sort=sort), **DO)
    fine, debt = all_of(book, models.CourtOrder)
    assert (fine.kind, fine.is_priority, fine.carries_shortfall) == (OrderKind.FIXED, True, True)
    assert (debt.kind, debt.is_priority, debt.carries_shortfall) == (OrderKind.FIXED, False, False)


def test_what_was_taken_is_owed_still_and_is_carried_on(book: Book, ada: int) -> None:
    # Net pay: 372.64, 364.24, then 344.24, which is below the protected 350.00.
    add_order(book, ada, FINE, **DO)
    slips = [pay_a_week(book, MONDAY + n * WEEK) for n in range(3)]
    (seen,) = look_at_taken_off(book, ada, MONDAY).orders
    # 372.64 - 350 = 22.64 of 30; then 14.24 of 37.36; then nothing of 33.12 (70 - 36.88)
    assert [(part.pay_date, str(part.amount)) for part in seen.pay_days if part.amount] == [
        (slips[0].pay_date, "22.64"),
        (slips[1].pay_date, "14.24"),
    ]
    assert (str(seen.taken), str(seen.left)) == ("36.88", "33.12")
    assert str(seen.shortfall) == "33.12"  # all that is still owed, as nothing was taken


def test_two_orders_that_are_alike_both_take(book: Book, ada: int) -> None:
    alike = OrderAnswer(OrderSort.DEBT, "County Court", MONDAY, amount=Decimal(10))
    for _order in range(2):
        add_order(book, ada, alike, **DO)
    slip = pay_a_week(book, MONDAY)
    assert str(slip.net_pay) == "352.64"  # 372.64 - 10.00 - 10.00
    assert [str(seen.taken) for seen in look_at_taken_off(book, ada, MONDAY).orders] == [
        "10.00",
        "10.00",
    ]


def test_an_order_that_took_something_is_ended_and_not_removed(book: Book, ada: int) -> None:
    number = add_order(book, ada, FINE, **DO)
    pay_a_week(book, MONDAY)
    before = tables(book)
    with pytest.raises(DPManagerError, match=r"so it stays in the book\. End it"):
        remove_order(book, number, **DO)
    with pytest.raises(DPManagerError, match="The order began on 1 March 2026"):
        end_order(book, number, date(2026, 2, 1), **DO)
    with pytest.raises(DPManagerError, match="More than that has been taken already"):
        change_order(book, number, replace(FINE, whole=Decimal("20.00")), **DO)
    assert tables(book) == before
    end_order(book, number, date(2026, 4, 20), **DO)
    slip = pay_a_week(book, MONDAY + WEEK)
    assert str(slip.net_pay) == "364.24"
    assert look_at_taken_off(book, ada, date(2026, 4, 21)).orders[0].is_over


def test_an_order_that_took_nothing_can_be_removed(book: Book, ada: int) -> None:
    before = tables(book)
    number = add_order(book, ada, FINE, **DO)
    change_order(book, number, replace(FINE, amount=Decimal("10.00")), **DO)
    assert str(all_of(book, models.CourtOrder)[0].amount) == "10.00"
    remove_order(book, number, **DO)
    assert tables(book) == before


@pytest.mark.parametrize(
    ("answer", "match"),
    [
        (replace(FINE, payee=" "), "Who gets the money is missing"),
        (replace(FINE, amount=None), "amount for each pay day is missing"),
        (replace(FINE, amount=Decimal(0)), "amount for each pay day is missing"),
        (replace(FINE, sort=OrderSort.DEA_SHARE), "share of pay is missing"),
        (
            replace(FINE, sort=OrderSort.DEA_SHARE, share=Decimal(10)),
            "share of pay is missing",
        ),
        (replace(FINE, sort=OrderSort.CHILD), "share of pay that must be left is missing"),
        (replace(FINE, to_date=date(2026, 2, 1)), "ends before it starts"),
        (replace(FINE, whole=Decimal(0)), "owed must be more than nothing"),
    ],
)
def test_an_order_that_does_not_say_enough_is_refused(
    book: Book, ada: int, answer: OrderAnswer, match: str
) -> None:
    with pytest.raises(DPManagerError, match=match):
        add_order(book, ada, answer, **DO)
    assert all_of(book, models.CourtOrder) == []


def test_a_deduction_is_taken_until_it_is_paid_back(book: Book, ada: int) -> None:
    add_deduction(book, ada, OVERPAID, **DO)
    slips = [pay_a_week(book, MONDAY + n * WEEK) for n in range(2)]
    (seen,) = look_at_taken_off(book, ada, MONDAY).deductions
    assert seen.pay_days == (
        TakenOn(slips[0].pay_date, Decimal("20.00")),
        TakenOn(slips[1].pay_date, Decimal("15.00")),
    )
    assert (str(seen.taken), seen.left, seen.answer) == ("35.00", 0, OVERPAID)


def test_a_deduction_that_took_something_is_ended(book: Book, ada: int) -> None:
    number = add_deduction(book, ada, OVERPAID, **DO)
    pay_a_week(book, MONDAY)
    acts: list[tuple[Callable[[], None], str]] = [
        (lambda: remove_deduction(book, number, **DO), "stays in the book. End it instead"),
        (
            lambda: change_deduction(book, number, replace(OVERPAID, whole=Decimal(10)), **DO),
            "More than that has been taken",
        ),
    ]
    for act, match in acts:
        with pytest.raises(DPManagerError, match=match):
            act()
    change_deduction(book, number, replace(OVERPAID, each=Decimal("5.00")), **DO)
    end_deduction(book, number, **DO)
    (seen,) = look_at_taken_off(book, ada, MONDAY).deductions
    assert (str(seen.answer.whole), seen.left) == ("20.00", 0)


def test_a_deduction_that_took_nothing_can_be_removed(book: Book, ada: int) -> None:
    before = tables(book)
    remove_deduction(book, add_deduction(book, ada, OVERPAID, **DO), **DO)
    assert tables(book) == before


@pytest.mark.parametrize(
    ("answer", "match"),
    [
        (replace(OVERPAID, reason=""), "What it is for is missing"),
        (replace(OVERPAID, whole=Decimal(0)), "amounts must be more"),
        (replace(OVERPAID, each=Decimal(-1)), "amounts must be more"),
        (replace(OVERPAID, agreed_on=MONDAY + DAY), "agreed on 7 April 2026"),
    ],
)
def test_a_deduction_that_cannot_be_is_refused(
    book: Book, ada: int, answer: DeductionAnswer, match: str
) -> None:
    with pytest.raises(DPManagerError, match=match):
        add_deduction(book, ada, answer, **DO)
    assert all_of(book, models.Deduction) == []


def test_who_sends_invoices_has_nothing_taken_off(book: Book) -> None:
    agency = all_of(book, models.Worker, models.Worker.kind == "agency")[0].id
    with pytest.raises(DPManagerError, match="sends invoices"):
        add_order(book, agency, FINE, **DO)
