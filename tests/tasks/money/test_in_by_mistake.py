"""Money that does not belong in the account: owed back until a payment sends it back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_book import ACCOUNT, AT, WHO, all_of, make_book, pay_a_week, tables

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.budget.look_at_spending import look_at_spending
from dpmanager.tasks.money.given_back import CAME_IN, SENT_BACK, give_back, look_at_giving_back
from dpmanager.tasks.money.look_at_money import look_at_payment, sorting_choices
from dpmanager.tasks.money.money_now import money_now
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
JUNE = date(2026, 6, 2)
QUARTER = Period(date(2026, 4, 6), date(2026, 6, 30))
TODAY = date(2026, 7, 6)
OWED = "To be sent back: it came in by mistake"


def paid(book: Book, words: str, amount: str, day: date = MAY) -> int:
    return add_payment(book, ACCOUNT, day, words, Decimal(amount), **DONE)


def came_in(book: Book, amount: str = "230.25", words: str = "DWP STATE PENSION") -> int:
    number = paid(book, words, amount, APRIL)
    sort_payment(book, number, [Part(Decimal(amount), CAME_IN)], **DONE)
    return number


def made(book: Book, period: Period = QUARTER) -> FunderReturn:
    return prepare_return(book, period, today=TODAY)


def owed(book: Book, period: Period = QUARTER) -> str:
    return str(total(one.amount for one in made(book, period).set_aside if one.reason == OWED))


def said(book: Book, number: int) -> list[tuple[str, str]]:
    return [(str(part.amount), part.category) for part in look_at_payment(book, number).parts]


def things(book: Book) -> list[Thing]:
    return [one for one in what_needs_doing(book, TODAY).things if one.kind is Kind.IN_BY_MISTAKE]


def test_it_is_owed_back_and_raises_no_surplus(book: Book) -> None:
    before, now_before = made(book), money_now(book, TODAY)
    number = came_in(book, "6000.00")
    after, now = made(book), money_now(book, TODAY)

    assert after.opening + after.money_in - after.money_out == after.closing
    assert after.closing == before.closing + 6000
    assert (after.free_balance, after.surplus) == (before.free_balance, before.surplus)
    assert (now.free, now.surplus) == (now_before.free, now_before.surplus)
    assert {one.category: str(one.amount) for one in after.income} == {CAME_IN: "6000.00"}
    (aside,) = [one for one in after.set_aside if one.reason == OWED]
    assert [(step.label, step.sum) for step in aside.steps] == [
        ("DWP STATE PENSION, 20 Apr 2026", "6000.00")
    ]
    sentence = (
        "£6,000.00 came from DWP STATE PENSION by mistake on 20 April 2026, and is not sent back "
        "yet."
    )
    assert [gap.about for gap in after.gaps if gap.what == sentence] == [{"transaction": number}]
    (thing,) = things(book)
    assert thing.what == "Send £6,000.00 back: it came in by mistake"
    assert (thing.more, thing.about) == (sentence, {"transaction": number})


def test_the_payment_that_sends_it_back_is_offered_and_accepted(book: Book) -> None:
    number = came_in(book)
    back = paid(book, "S RIVERS", "-230.25")
    before = tables(book)
    (offer,) = look_at_offers(book)
    assert (offer.sure, offer.gives_back, offer.what) == (
        True,
        number,
        "Sent back: it had come in by mistake",
    )
    assert offer.why == (
        "On 20 April 2026 £230.25 came in by mistake from “DWP STATE PENSION”. This sends it back."
    )
    assert look_at_payment(book, back).may_send_back

    accept_offers(book, [offer], **DONE)

    assert said(book, back) == [("-230.25", SENT_BACK)]
    assert look_at_payment(book, back).pays == (
        "It sends back what came from DWP STATE PENSION by mistake on 20 April 2026."
    )
    assert [tie.says for tie in look_at_payment(book, number).ties] == ["Sent back 12 May: £230.25"]
    assert (things(book), owed(book)) == ([], "0.00")
    answer = made(book)
    assert not any(gap.kind == "mistake" for gap in answer.gaps)
    # It is explained on both sides, and nothing was spent.
    assert [(one.category, str(one.amount)) for one in answer.income] == [(CAME_IN, "230.25")]
    assert [(one.category, str(one.amount)) for one in answer.spending] == [(SENT_BACK, "230.25")]
    report = look_at_spending(book, QUARTER, TODAY).report
    assert (report.spent, report.ledger.given_back) == (ZERO, Decimal("230.25"))
    book.undo(**DONE)
    assert tables(book) == before
    assert owed(book) == "230.25"


def test_a_strangers_money_goes_back_in_two_parts(book: Book) -> None:
    number = came_in(book, "100.00", "K BRANNIGAN RENT")
    first, rest = paid(book, "K BRANNIGAN", "-40.00"), paid(book, "K BRANNIGAN", "-60.00", JUNE)
    offers = look_at_offers(book)
    # A part is only offered, and all that is left then is offered too.
    assert [(offer.gives_back, offer.sure) for offer in offers] == [(number, False), (number, True)]

    accept_offers(book, offers[:1], **DONE)
    assert owed(book) == "60.00"
    assert things(book)[0].what == "Send £60.00 back: it came in by mistake"
    before = tables(book)
    wrong = paid(book, "K BRANNIGAN", "-60.01", JUNE)
    with pytest.raises(DPManagerError) as refused:
        give_back(book, wrong, number, **DONE)
    assert str(refused.value) == (
        "Only £60.00 of what came from K BRANNIGAN RENT on 20 April 2026 is still to be sent "
        "back, and this is £60.01."
    )
    assert look_at_giving_back(book, wrong) == []
    remove_payment(book, wrong, **DONE)
    assert tables(book) == before

    give_back(book, rest, number, **DONE)
    assert (owed(book), things(book)) == ("0.00", [])
    assert [tie.other_id for tie in look_at_payment(book, number).ties] == [first, rest]


def test_each_return_says_what_was_owed_at_its_end(book: Book) -> None:
    number = came_in(book)
    give_back(book, paid(book, "S RIVERS", "-230.25"), number, **DONE)
    april = Period(QUARTER.start, date(2026, 4, 30))
    assert (owed(book, april), owed(book)) == ("230.25", "0.00")
    assert [gap.kind for gap in made(book, april).gaps].count("mistake") == 1


def test_money_that_may_be_kept_is_only_said_to_be_something_else(book: Book) -> None:
    number = came_in(book, "100.00", "K BRANNIGAN RENT")
    back = paid(book, "K BRANNIGAN", "-40.00")
    give_back(book, back, number, **DONE)
    sort_payment(book, number, [Part(Decimal("100.00"), "income_other")], **DONE)
    assert (owed(book), things(book)) == ("0.00", [])
    assert said(book, back) == []
    assert all_of(book, models.PaymentTie) == []


def test_the_tie_goes_with_either_payment_and_comes_again(book: Book) -> None:
    number = came_in(book)
    back = paid(book, "S RIVERS", "-230.25")
    give_back(book, back, number, **DONE)
    unsort_payment(book, back, **DONE)
    assert owed(book) == "230.25"
    give_back(book, back, number, **DONE)
    parts = [Part(Decimal("200.00"), CAME_IN), Part(Decimal("30.25"), "own_topup")]
    sort_payment(book, number, parts, **DONE)
    assert said(book, back) == []  # more than the 200.00 that are owed now
    assert owed(book) == "200.00"
    remove_payment(book, number, **DONE)
    assert owed(book) == "0.00"


def test_a_payment_that_did_not_go_through_sends_nothing_back(book: Book) -> None:
    number = came_in(book)
    back = paid(book, "K BRANNIGAN", "-230.25")
    give_back(book, back, number, **DONE)
    failed = paid(book, "UNPAID K BRANNIGAN", "230.25", MAY + timedelta(days=3))
    (offer,) = look_at_offers(book)
    assert (offer.gives_back, offer.unpaid) == (back, True)
    accept_offers(book, [offer], **DONE)
    assert said(book, failed) == [("230.25", SENT_BACK)]
    assert owed(book) == "230.25"
    assert look_at_payment(book, number).ties == ()
    before = Period(QUARTER.start, MAY)
    assert owed(book, before) == "0.00"
    again = paid(book, "K BRANNIGAN", "-230.25", JUNE)
    give_back(book, again, number, **DONE)
    assert owed(book) == "0.00"


def test_a_wage_of_the_same_amount_is_still_a_wage(book: Book) -> None:
    pay_a_week(book, date(2026, 4, 6))
    wage = all_of(book, models.ExpectedPayment, models.ExpectedPayment.kind == "wage")[0]
    came_in(book, str(wage.amount), "K BRANNIGAN RENT")
    paid(book, "ADA LOVELL", f"-{wage.amount}", wage.due)
    (offer,) = look_at_offers(book)
    assert offer.match is not None and offer.gives_back is None


def test_that_it_sends_something_back_is_said_by_choosing_what(book: Book) -> None:
    names = {choice.id for choice in sorting_choices(book, Decimal("-5.00")).categories}
    assert SENT_BACK not in names
    assert CAME_IN in {choice.id for choice in sorting_choices(book, Decimal("5.00")).categories}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.integers(1, 9000), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 6000)), max_size=4),
)
def test_whatever_comes_in_by_mistake_nothing_of_it_is_the_persons(
    tmp_path_factory: pytest.TempPathFactory, came: list[int], sent: list[tuple[int, int]]
) -> None:
    """What is free of the money is the same as if it had never come."""
    with make_book(tmp_path_factory.mktemp("any") / "Any.dpbook") as book:
        free = made(book).free_balance
        numbers = [came_in(book, f"{pence / 100:.2f}", "A STRANGER") for pence in came]
        left = [Decimal(pence) / 100 for pence in came]
        for which, pence in sent:
            place, amount = which % len(numbers), Decimal(pence) / 100
            back = paid(book, "A STRANGER", f"-{amount}")
            if amount <= left[place]:
                give_back(book, back, numbers[place], **DONE)
                left[place] -= amount
            else:
                with pytest.raises(DPManagerError):
                    give_back(book, back, numbers[place], **DONE)
                remove_payment(book, back, **DONE)
        answer = made(book)
        assert owed(book) == str(total(left))
        assert answer.closing == answer.opening + total(left)
        assert answer.free_balance == free
