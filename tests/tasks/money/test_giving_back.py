"""Refunds and payments by mistake: tied to what they give back, and never for more than that."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_book import ACCOUNT, ADA, AT, WHO, all_of, tables

from dpmanager.domain.amounts import total
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.things_to_do import Kind
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.money.given_back import MISTAKE, give_back, look_at_giving_back
from dpmanager.tasks.money.look_at_money import look_at_payment
from dpmanager.tasks.money.sort_payments import (
    Part,
    add_payment,
    remove_payment,
    sort_payment,
    unsort_payment,
)
from dpmanager.tasks.money.suggestions import accept_offers, look_at_offers
from dpmanager.tasks.returns.prepare_return import prepare_return

DONE = {"who": WHO, "at": AT}
APRIL = date(2026, 4, 20)
MAY = date(2026, 5, 12)
QUARTER = Period(date(2026, 4, 6), date(2026, 6, 30))
TODAY = date(2026, 7, 6)


def paid(book: Book, words: str, amount: str, day: date = APRIL) -> int:
    return add_payment(book, ACCOUNT, day, words, Decimal(amount), **DONE)


def sort(book: Book, number: int, *parts: tuple[str, str]) -> None:
    sort_payment(
        book,
        number,
        [Part(Decimal(amount), category, worker=ADA) for amount, category in parts],
        **DONE,
    )


def bought(book: Book, amount: str = "-39.99", category: str = "equipment") -> int:
    number = paid(book, "GRIPWELL MOBILITY LTD", amount)
    sort(book, number, (amount, category))
    return number


def said(book: Book, number: int) -> list[tuple[str, str]]:
    return [(str(part.amount), part.category) for part in look_at_payment(book, number).parts]


def spending(book: Book) -> dict[str, str]:
    made = prepare_return(book, QUARTER, today=TODAY)
    return {each.category: str(each.amount) for each in made.spending}


def test_a_refund_is_offered_and_takes_the_purpose_of_what_it_refunds(book: Book) -> None:
    chair = bought(book)
    back = paid(book, "REFUND GRIPWELL MOBILITY", "20.00", MAY)
    before = tables(book)
    (offer,) = look_at_offers(book)
    assert (offer.what, offer.sure, offer.gives_back) == ("Refund: Equipment", True, chair)

    accept_offers(book, [offer], **DONE)

    (part,) = look_at_payment(book, back).parts
    assert (str(part.amount), part.category, part.worker) == ("20.00", "equipment", ADA)
    assert [tie.says for tie in look_at_payment(book, chair).ties] == ["Refunded 12 May: £20.00"]
    assert look_at_payment(book, back).pays == (
        "It is money back for the payment to GRIPWELL MOBILITY LTD on 20 April 2026."
    )
    assert spending(book) == {"equipment": "19.99"}
    book.undo(**DONE)
    assert tables(book) == before


def test_two_refunds_cannot_give_back_more_than_was_paid(book: Book) -> None:
    bought(book, "-30.00")
    for day in (MAY, date(2026, 5, 13)):
        paid(book, "REFUND GRIPWELL MOBILITY", "20.00", day)
    offers = look_at_offers(book)
    assert [offer.day for offer in offers] == [MAY]
    accept_offers(book, offers, **DONE)
    assert look_at_offers(book) == []

    second = all_of(book, models.Transaction)[-1].id
    before = tables(book)
    with pytest.raises(DPManagerError) as refused:
        give_back(book, second, all_of(book, models.PaymentTie)[0].other_id, **DONE)
    assert str(refused.value) == (
        "Only £10.00 of the payment to GRIPWELL MOBILITY LTD on 20 April 2026 is still to come "
        "back, and this is £20.00."
    )
    assert tables(book) == before


def test_the_refund_of_a_split_payment_is_split_alike(book: Book) -> None:
    number = paid(book, "GRIPWELL MOBILITY", "-50.00")
    sort(book, number, ("-30.00", "equipment"), ("-20.00", "admin"))
    half = paid(book, "GRIPWELL", "25.00", MAY)
    give_back(book, half, number, **DONE)
    assert said(book, half) == [("15.00", "equipment"), ("10.00", "admin")]
    rest = paid(book, "GRIPWELL", "10.00", MAY)
    give_back(book, rest, number, **DONE)
    assert said(book, rest) == [("10.00", "admin")]


def test_a_refund_follows_what_the_payment_is_said_to_be_for(book: Book) -> None:
    chair = bought(book)
    back = paid(book, "REFUND GRIPWELL MOBILITY", "20.00", MAY)
    give_back(book, back, chair, **DONE)

    sort(book, chair, ("-39.99", "one_off"))
    assert said(book, back) == [("20.00", "one_off")]
    assert spending(book) == {"one_off": "19.99"}

    sort(book, chair, ("-39.99", MISTAKE))
    assert said(book, back) == [("20.00", "transfer_in")]

    unsort_payment(book, chair, **DONE)
    assert said(book, back) == []
    assert all_of(book, models.PaymentTie) == []


def test_a_tie_goes_with_either_payment(book: Book) -> None:
    chair = bought(book)
    back = paid(book, "REFUND GRIPWELL MOBILITY", "20.00", MAY)
    give_back(book, back, chair, **DONE)
    unsort_payment(book, back, **DONE)
    assert all_of(book, models.PaymentTie) == []
    give_back(book, back, chair, **DONE)
    remove_payment(book, chair, **DONE)
    assert all_of(book, models.PaymentTie) == []
    assert said(book, back) == []


def test_pay_and_cash_are_not_refunded(book: Book) -> None:
    for category in ("pa_net_wages", "hmrc_paye", "cash", "transfer"):
        number = paid(book, "SOMEBODY", "-50.00")
        sort(book, number, ("-50.00", category))
    back = paid(book, "REFUND SOMEBODY", "20.00", MAY)
    assert look_at_giving_back(book, back) == []
    with pytest.raises(DPManagerError, match=r"Only £0\.00 of the payment"):
        give_back(book, back, number, **DONE)


def test_a_payment_by_mistake_stands_open_until_it_is_put_back(book: Book) -> None:
    number = paid(book, "GARDEN CENTRE", "-45.00")
    sort(book, number, ("-45.00", MISTAKE))

    (thing,) = [
        thing
        for thing in what_needs_doing(book, TODAY).things
        if thing.kind is Kind.PAID_BY_MISTAKE
    ]
    assert thing.what == "Have £45.00 put back into the account"
    assert thing.about == {"transaction": number}
    gaps = [gap.what for gap in prepare_return(book, QUARTER, today=TODAY).gaps]
    sentence = "£45.00 went to GARDEN CENTRE by mistake on 20 April 2026, and is not put back yet."
    assert sentence in gaps

    back = paid(book, "J RIVERS", "45.00", MAY)
    (offer,) = look_at_offers(book)
    assert offer.sure and offer.gives_back == number
    accept_offers(book, [offer], **DONE)

    assert said(book, back) == [("45.00", "transfer_in")]
    assert [tie.says for tie in look_at_payment(book, number).ties] == ["Put back 12 May: £45.00"]
    assert not any(
        thing.kind is Kind.PAID_BY_MISTAKE for thing in what_needs_doing(book, TODAY).things
    )
    made = prepare_return(book, QUARTER, today=TODAY)
    assert not any(gap.kind == "mistake" for gap in made.gaps)
    # It is explained on both sides.
    assert {each.category: str(each.amount) for each in made.income} == {"transfer_in": "45.00"}
    assert spending(book) == {MISTAKE: "45.00"}


def test_the_return_of_a_period_names_what_was_still_open_at_its_end(book: Book) -> None:
    number = paid(book, "GARDEN CENTRE", "-45.00")
    sort(book, number, ("-45.00", MISTAKE))
    give_back(book, paid(book, "J RIVERS", "45.00", MAY), number, **DONE)
    april = prepare_return(book, Period(date(2026, 4, 6), date(2026, 4, 30)), today=TODAY)
    assert [gap.kind for gap in april.gaps].count("mistake") == 1


def test_what_money_in_may_give_back_is_offered_newest_first(book: Book) -> None:
    chair = bought(book)
    wrong = paid(book, "GARDEN CENTRE", "-45.00", MAY)
    sort(book, wrong, ("-45.00", MISTAKE))
    bought(book, "-5.00")  # less than comes back
    back = paid(book, "SOMETHING", "20.00", date(2026, 6, 1))
    found = look_at_giving_back(book, back)
    assert [(each.id, str(each.left)) for each in found] == [(wrong, "45.00"), (chair, "39.99")]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(1, 6000), min_size=1, max_size=4), st.integers(1, 4000))
def test_whatever_comes_back_the_category_never_falls_below_nothing(
    book: Book, refunds: list[int], second: int
) -> None:
    number = paid(book, "GRIPWELL", f"-{(second + 2000) / 100:.2f}")
    sort(book, number, ("-20.00", "equipment"), (f"-{second / 100:.2f}", "admin"))
    for pence in refunds:
        back = paid(book, "GRIPWELL", f"{pence / 100:.2f}", MAY)
        try:
            give_back(book, back, number, **DONE)
        except DPManagerError:
            assert said(book, back) == []
    ties = all_of(book, models.PaymentTie, models.PaymentTie.other_id == number)
    came_back = total(tie.amount for tie in ties)
    assert came_back <= Decimal(second + 2000) / 100
    backs = [look_at_payment(book, tie.transaction_id) for tie in ties]
    by_category = {"equipment": Decimal("20.00"), "admin": Decimal(second) / 100}
    for category, most in by_category.items():
        given_back = total(
            part.amount for each in backs for part in each.parts if part.category == category
        )
        assert 0 <= given_back <= most
    assert all(total(part.amount for part in each.parts) == each.amount for each in backs)
