"""A payment that did not go through: it comes back, and what it paid is to be paid again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from small_book import ACCOUNT, ADA, AT, MONDAY, WHO, all_of, pay_a_week, tables

from dpmanager.domain.amounts import total
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.given_back import give_back, look_at_giving_back
from dpmanager.tasks.money.look_at_money import look_at_payment
from dpmanager.tasks.money.sort_payments import (
    Part,
    accept_matches,
    add_payment,
    left_of,
    propose_matches,
    sort_payment,
    unsort_payment,
)
from dpmanager.tasks.money.suggestions import Offer, accept_offers, look_at_offers

DONE = {"who": WHO, "at": AT}
DAY = timedelta(days=1)
PAID_ON = date(2026, 4, 16)
WAGE = Decimal("372.64")


def line(book: Book, words: str, amount: Decimal, day: date) -> int:
    return add_payment(book, ACCOUNT, day, words, amount, **DONE)


@pytest.fixture
def wage(book: Book) -> int:
    """Ada's first wage, paid and matched."""
    assert pay_a_week(book, MONDAY).net_pay == WAGE
    number = line(book, "ADA LOVELL WAGES", -WAGE, PAID_ON)
    with book.reading() as session:
        found = propose_matches(session)
    accept_matches(book, found, **DONE)
    return number


def owed(book: Book) -> Decimal:
    with book.reading() as session:
        rows = session.query(models.ExpectedPayment).filter_by(kind="wage").all()
        return total(left_of(session, row) for row in rows)


def offer_of(book: Book, number: int) -> Offer | None:
    return next((one for one in look_at_offers(book) if one.transaction_id == number), None)


def sums(book: Book) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for split in all_of(book, models.Split):
        found[split.category] = found.get(split.category, Decimal(0)) + split.amount
    return found


def test_it_is_offered_and_the_wage_is_unpaid_again(book: Book, wage: int) -> None:
    assert owed(book) == 0
    back = line(book, "UNPAID FASTER PAYMENT ADA LOVELL", WAGE, PAID_ON + DAY)
    before = tables(book)
    offer = offer_of(book, back)
    assert offer is not None
    assert (offer.what, offer.sure, offer.gives_back, offer.unpaid) == (
        "It did not go through: ADA LOVELL WAGES", True, wage, True,
    )  # fmt: skip
    assert "so it is still to be paid" in offer.why
    accept_offers(book, [offer], **DONE)

    assert owed(book) == WAGE
    assert sums(book) == {"pa_net_wages": 0}
    assert look_at_payment(book, back).pays == (
        "The payment to ADA LOVELL WAGES on 16 April 2026 did not go through."
    )
    assert [tie.says for tie in look_at_payment(book, wage).ties] == [
        "Did not go through, back 17 Apr: £372.64"
    ]
    book.undo(**DONE)
    assert tables(book) == before


def test_the_second_try_pays_the_wage(book: Book, wage: int) -> None:
    back = line(book, "ADA LOVELL WAGES RETURNED", WAGE, PAID_ON + DAY)
    offer = offer_of(book, back)
    assert offer is not None
    assert offer.sure
    accept_offers(book, [offer], **DONE)
    again = line(book, "ADA LOVELL WAGES", -WAGE, PAID_ON + 2 * DAY)
    offer = offer_of(book, again)
    assert offer is not None
    assert offer.match is not None
    accept_offers(book, [offer], **DONE)
    assert owed(book) == 0
    assert sums(book) == {"pa_net_wages": -WAGE}


@pytest.mark.parametrize(
    ("words", "amount", "day"),
    [
        ("ADA LOVELL", WAGE, PAID_ON + DAY),  # the bank does not say so
        ("UNPAID ITEM", WAGE - 1, PAID_ON + DAY),
        ("UNPAID ITEM", WAGE, PAID_ON - DAY),
        ("UNPAID ITEM", WAGE, PAID_ON + 22 * DAY),
    ],
)
def test_what_does_not_fit_is_not_offered(
    book: Book, wage: int, words: str, amount: Decimal, day: date
) -> None:
    offer = offer_of(book, line(book, words, amount, day))
    assert offer is None or not offer.unpaid


def test_it_is_not_sure_without_the_payee(book: Book, wage: int) -> None:
    offer = offer_of(book, line(book, "UNPAID ITEM", WAGE, PAID_ON + 21 * DAY))
    assert offer is not None
    assert (offer.unpaid, offer.sure) == (True, False)


def test_a_wage_that_came_back_can_be_chosen_by_hand(book: Book, wage: int) -> None:
    back = line(book, "CREDIT", WAGE, PAID_ON + DAY)
    assert [one.id for one in look_at_giving_back(book, back)] == [wage]
    give_back(book, back, wage, **DONE)
    assert owed(book) == WAGE
    second = line(book, "CREDIT", WAGE, PAID_ON + 2 * DAY)
    assert look_at_giving_back(book, second) == []
    with pytest.raises(DPManagerError, match=r"Only £0\.00"):
        give_back(book, second, wage, **DONE)


def test_a_part_of_a_payment_is_not_one_that_did_not_go_through(book: Book, wage: int) -> None:
    back = line(book, "CREDIT", WAGE - 1, PAID_ON + DAY)
    before = tables(book)
    with pytest.raises(DPManagerError, match="comes back whole"):
        give_back(book, back, wage, unpaid=True, **DONE)
    assert tables(book) == before


def test_taking_it_back_pays_the_wage_again(book: Book, wage: int) -> None:
    back = line(book, "CREDIT", WAGE, PAID_ON + DAY)
    give_back(book, back, wage, **DONE)
    unsort_payment(book, back, **DONE)
    assert owed(book) == 0
    assert all_of(book, models.PaymentTie) == []


def test_it_follows_what_the_payment_is_said_to_be_for(book: Book, wage: int) -> None:
    back = line(book, "CREDIT", WAGE, PAID_ON + DAY)
    give_back(book, back, wage, **DONE)
    sort_payment(book, wage, [Part(-WAGE, "pa_expenses", worker=ADA)], **DONE)
    (part,) = look_at_payment(book, back).parts
    assert (part.amount, part.category, part.worker) == (WAGE, "pa_expenses", ADA)
    assert [row.kind for row in all_of(book, models.PaymentTie)] == ["bounced"]
    unsort_payment(book, wage, **DONE)
    assert look_at_payment(book, back).parts == ()


def test_a_purchase_can_be_said_not_to_have_gone_through(book: Book) -> None:
    chair = line(book, "GRIPWELL MOBILITY", Decimal("-50.00"), PAID_ON)
    sort_payment(
        book,
        chair,
        [Part(Decimal("-30.00"), "equipment"), Part(Decimal("-20.00"), "admin")],
        **DONE,
    )
    back = line(book, "GRIPWELL MOBILITY", Decimal("50.00"), PAID_ON + DAY)
    give_back(book, back, chair, unpaid=True, **DONE)
    assert sums(book) == {"equipment": 0, "admin": 0}
    assert [row.kind for row in all_of(book, models.PaymentTie)] == ["bounced"]
    assert look_at_giving_back(book, back) == []
