"""What was paid from somebody's own money or from cash: owed, paid back, accounted for."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from small_book import ACCOUNT, AT, WHO, all_of, tables

from dpmanager.domain.amounts import total
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.invoices import InvoiceAnswer, add_invoice, say_what_paid_it
from dpmanager.tasks.money.look_at_money import look_at_payment, pocket_choices
from dpmanager.tasks.money.pocket import (
    PocketAnswer,
    add_pocket_payment,
    change_pocket_payment,
    look_at_own_money,
    remove_pocket_payment,
)
from dpmanager.tasks.money.sort_payments import (
    Part,
    add_payment,
    remove_payment,
    sort_payment,
    unsort_payment,
)
from dpmanager.tasks.money.suggestions import accept_offers, look_at_offers
from dpmanager.tasks.receipts.add_receipt import remove_receipt
from dpmanager.tasks.returns.prepare_return import prepare_return

DONE = {"who": WHO, "at": AT}
APRIL, MAY = date(2026, 4, 20), date(2026, 5, 12)
QUARTER = Period(date(2026, 4, 6), date(2026, 6, 30))
TODAY = date(2026, 7, 6)
JO = "Jo Rivers"


def taxi(amount: str = "12.50", day: date = APRIL, **more: str) -> PocketAnswer:
    said = {"payee": "Vale Taxis", "category": "day_services", "paid_by": JO} | more
    return PocketAnswer(day=day, amount=Decimal(amount), **said)


def ink(amount: str = "8.00", day: date = APRIL) -> PocketAnswer:
    return PocketAnswer(
        day, "Rymant", Decimal(amount), "admin", JO, "running_costs", "Safe at home"
    )


def paid(book: Book, words: str, amount: str, day: date = MAY) -> int:
    return add_payment(book, ACCOUNT, day, words, Decimal(amount), **DONE)


def withdrawal(book: Book, amount: str = "-40.00") -> int:
    number = paid(book, "LNK HIGH ST", amount, APRIL)
    sort_payment(book, number, [Part(Decimal(amount), "cash")], **DONE)
    return number


def said(book: Book, number: int) -> list[tuple[str, str, str]]:
    return [
        (str(part.amount), part.category, part.note) for part in look_at_payment(book, number).parts
    ]


def aside(book: Book, day: date) -> dict[str, str]:
    made = prepare_return(book, Period(QUARTER.start, day), today=TODAY)
    return {item.reason: str(item.amount) for item in made.set_aside}


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    picture = BytesIO()
    Image.new("RGB", (60, 90), "white").save(picture, "PNG")
    (tmp_path / "taxi.png").write_bytes(picture.getvalue())
    return tmp_path / "taxi.png"


def test_what_somebody_paid_is_owed_back_until_it_is_paid(book: Book) -> None:
    add_pocket_payment(book, taxi(), **DONE)
    add_pocket_payment(book, ink(), **DONE)
    money = look_at_own_money(book)
    assert money.owed == ((JO, Decimal("20.50")),)
    assert money.names == (JO, "Sam Rivers")
    assert {seen.what_for for seen in money.payments} == {
        "Day services and activities",
        "Paper, postage and ink",
    }
    assert aside(book, QUARTER.end) == {f"Owed back to {JO}": "20.50"}

    payment = paid(book, "JO RIVERS", "-20.50")
    (offer,) = look_at_offers(book)
    assert (offer.what, offer.sure) == (f"Owed back to {JO}", True)
    before = tables(book)
    accept_offers(book, [offer], **DONE)

    assert said(book, payment) == [
        ("-12.50", "day_services", "Vale Taxis"),
        ("-8.00", "admin", "Rymant"),
    ]
    parts = look_at_payment(book, payment).parts
    assert (parts[1].service_type, parts[1].outcome) == ("running_costs", "Safe at home")
    assert look_at_payment(book, payment).pays == (
        "It pays Jo Rivers back for: Vale Taxis £12.50, Rymant £8.00."
    )
    assert look_at_own_money(book).owed == ()
    made = prepare_return(book, QUARTER, today=TODAY)
    assert {each.category: str(each.amount) for each in made.spending} == {
        "day_services": "12.50",
        "admin": "8.00",
    }
    # At the end of April it was still owed.
    assert aside(book, date(2026, 4, 30)) == {f"Owed back to {JO}": "20.50"}
    assert aside(book, MAY) == {}
    book.undo(**DONE)
    assert tables(book) == before


def test_what_is_taken_back_is_owed_again(book: Book, receipt: Path) -> None:
    add_pocket_payment(book, taxi(), paper=receipt, **DONE)
    payment = paid(book, "JO RIVERS", "-12.50")
    accept_offers(book, look_at_offers(book), **DONE)
    assert [proof.title for proof in look_at_payment(book, payment).proofs] == ["Vale Taxis"]
    unsort_payment(book, payment, **DONE)
    assert look_at_own_money(book).owed == ((JO, Decimal("12.50")),)
    assert look_at_payment(book, payment).proofs == ()
    accept_offers(book, look_at_offers(book), **DONE)
    remove_payment(book, payment, **DONE)
    assert look_at_own_money(book).owed == ((JO, Decimal("12.50")),)


def test_one_thing_is_paid_back_only_once(book: Book) -> None:
    add_pocket_payment(book, taxi(), **DONE)
    for day in (MAY, date(2026, 5, 13)):
        paid(book, "JO RIVERS", "-12.50", day)
    (offer,) = look_at_offers(book)
    accept_offers(book, [offer], **DONE)
    assert look_at_offers(book) == []


def test_an_offer_that_is_out_of_date_is_refused(book: Book) -> None:
    number = add_pocket_payment(book, taxi(), **DONE)
    paid(book, "JO RIVERS", "-12.50")
    offers = look_at_offers(book)
    change_pocket_payment(book, number, taxi("13.00"), **DONE)
    before = tables(book)
    with pytest.raises(DPManagerError, match="owed back has changed"):
        accept_offers(book, offers, **DONE)
    assert tables(book) == before


def test_what_is_paid_back_stays_as_it_is(book: Book) -> None:
    number = add_pocket_payment(book, taxi(), **DONE)
    paid(book, "JO RIVERS", "-12.50")
    accept_offers(book, look_at_offers(book), **DONE)
    before = tables(book)
    with pytest.raises(DPManagerError, match="The payment on 12 May 2026 paid this back"):
        change_pocket_payment(book, number, taxi("13.00"), **DONE)
    with pytest.raises(DPManagerError, match="paid this back"):
        remove_pocket_payment(book, number, **DONE)
    assert tables(book) == before


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (taxi("0.00"), "The amount must be more than £0.00."),
        (taxi(payee=" "), "Say who was paid."),
        (taxi(paid_by=""), "Say whose money it was."),
        (taxi(day=date(2026, 7, 7)), "7 July 2026 is still to come."),
        (taxi(category="cash"), "Choose what it was for."),
        (taxi(category="dp_council"), "Choose what it was for."),
        (taxi(service_type="no_such"), "Choose a kind of support from the list."),
    ],
)
def test_what_cannot_be_kept_is_refused(book: Book, answer: PocketAnswer, sentence: str) -> None:
    before = tables(book)
    with pytest.raises(DPManagerError) as refused:
        add_pocket_payment(book, answer, **DONE)
    assert str(refused.value) == sentence
    assert tables(book) == before


def test_cash_is_no_choice_for_what_it_bought(book: Book) -> None:
    offered = {each.id for each in pocket_choices(book).categories}
    assert "day_services" in offered
    assert offered.isdisjoint({"cash", "paid_by_mistake", "transfer", "dp_council"})


def test_a_receipt_that_is_removed_leaves_what_was_bought(book: Book, receipt: Path) -> None:
    add_pocket_payment(book, taxi(), paper=receipt, **DONE)
    (proof,) = all_of(book, models.Proof)
    assert (proof.title, proof.amount, proof.day) == ("Vale Taxis", Decimal("12.50"), APRIL)
    remove_receipt(book, proof.id, **DONE)
    assert not look_at_own_money(book).payments[0].has_receipt


def test_cash_is_split_by_what_it_bought(book: Book, receipt: Path) -> None:
    cash = withdrawal(book)
    seen = look_at_payment(book, cash).cash
    assert seen is not None and (seen.in_hand, seen.bought) == (Decimal("40.00"), ())
    before = tables(book)
    taxi_id = add_pocket_payment(book, taxi(paid_by=""), cash_id=cash, paper=receipt, **DONE)
    assert said(book, cash) == [
        ("-12.50", "day_services", "Vale Taxis"),
        ("-27.50", "cash", ""),
    ]
    seen = look_at_payment(book, cash).cash
    assert seen is not None and seen.in_hand == Decimal("27.50")
    (link,) = all_of(book, models.ProofLink)
    assert (link.transaction_id, link.amount) == (cash, Decimal("12.50"))
    book.undo(**DONE)
    assert tables(book) == before
    book.redo(**DONE)

    add_pocket_payment(book, ink("27.50"), cash_id=cash, **DONE)
    assert [part[1] for part in said(book, cash)] == ["day_services", "admin"]
    change_pocket_payment(book, taxi_id, taxi("10.00"), **DONE)
    assert said(book, cash)[-1] == ("-2.50", "cash", "")
    remove_pocket_payment(book, taxi_id, **DONE)
    assert [(part[0], part[1]) for part in said(book, cash)] == [
        ("-27.50", "admin"),
        ("-12.50", "cash"),
    ]
    assert look_at_payment(book, cash).proofs == ()


def test_more_than_was_withdrawn_is_refused(book: Book) -> None:
    cash = withdrawal(book)
    add_pocket_payment(book, taxi("30.00"), cash_id=cash, **DONE)
    before = tables(book)
    with pytest.raises(DPManagerError) as refused:
        add_pocket_payment(book, taxi("10.01"), cash_id=cash, **DONE)
    assert str(refused.value) == "That would be £40.01 bought with £40.00 of cash."
    assert tables(book) == before


def test_cash_that_is_accounted_for_is_not_sorted_anew(book: Book) -> None:
    cash = withdrawal(book)
    add_pocket_payment(book, taxi(), cash_id=cash, **DONE)
    before = tables(book)
    for task in (
        lambda: sort_payment(book, cash, [Part(Decimal("-40.00"), "admin")], **DONE),
        lambda: unsort_payment(book, cash, **DONE),
        lambda: remove_payment(book, cash, **DONE),
    ):
        with pytest.raises(DPManagerError, match="1 thing is named that this cash bought"):
            task()
    assert tables(book) == before


def test_what_pays_somebody_back_pays_no_invoice_besides(book: Book) -> None:
    (club,) = all_of(book, models.Worker, models.Worker.name == "Brook Day Club")
    invoice = add_invoice(
        book, InvoiceAnswer(club.id, "B-77", APRIL, amount=Decimal("12.50")), **DONE
    )
    add_pocket_payment(book, taxi(), **DONE)
    payment = paid(book, "JO RIVERS", "-12.50")
    accept_offers(book, [each for each in look_at_offers(book) if each.pays_back], **DONE)
    before = tables(book)
    with pytest.raises(DPManagerError, match="This payment paid something else"):
        say_what_paid_it(book, invoice, payment, **DONE)
    assert tables(book) == before


def test_only_cash_can_be_accounted_for_so(book: Book) -> None:
    number = paid(book, "RYMANT", "-40.00")
    sort_payment(book, number, [Part(Decimal("-40.00"), "admin")], **DONE)
    assert look_at_payment(book, number).cash is None
    with pytest.raises(DPManagerError, match="Say first that all of this payment was cash"):
        add_pocket_payment(book, taxi(), cash_id=number, **DONE)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(1, 2500), min_size=1, max_size=4))
def test_the_parts_of_a_withdrawal_are_always_the_withdrawal(book: Book, pence: list[int]) -> None:
    cash = withdrawal(book)
    kept = Decimal(0)
    for amount in pence:
        try:
            add_pocket_payment(book, taxi(f"{amount / 100:.2f}"), cash_id=cash, **DONE)
            kept += Decimal(amount) / 100
        except DPManagerError:
            assert kept + Decimal(amount) / 100 > 40
    seen = look_at_payment(book, cash)
    assert seen.cash is not None
    assert total(part.amount for part in seen.parts) == -40
    assert seen.cash.in_hand == 40 - kept
    left = [part for part in seen.parts if part.category == "cash"]
    assert total(part.amount for part in left) == kept - 40
