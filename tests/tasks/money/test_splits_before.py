"""A payee whose last two payments were split the same way is offered that split."""

from datetime import date, timedelta
from decimal import Decimal

from small_book import ACCOUNT, ADA, AT, WHO, tables

from dpmanager.records.book import Book
from dpmanager.tasks.money.look_at_money import look_at_payment
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.money.suggestions import Offer, accept_offers, look_at_offers

DONE = {"who": WHO, "at": AT}
DAY = date(2026, 5, 4)


def paid(book: Book, amount: str, weeks: int, words: str = "RYMANT STATIONERS") -> int:
    day = DAY + timedelta(weeks=weeks)
    return add_payment(book, ACCOUNT, day, words, Decimal(amount), **DONE)


def split(book: Book, number: int, *parts: tuple[str, str]) -> None:
    said = [
        Part(Decimal(amount), category, "running_costs", "Safe at home", ADA, "a note")
        for amount, category in parts
    ]
    sort_payment(book, number, said, **DONE)


def offered(book: Book, number: int) -> Offer | None:
    return next((each for each in look_at_offers(book) if each.transaction_id == number), None)


def test_the_split_of_the_last_two_times_is_offered_and_can_be_undone(book: Book) -> None:
    split(book, paid(book, "-30.00", 0), ("-12.00", "admin"), ("-18.00", "equipment"))
    split(book, paid(book, "-20.00", 1), ("-12.00", "admin"), ("-8.00", "equipment"))
    new = paid(book, "-50.00", 2)
    before = tables(book)

    offer = offered(book, new)
    assert offer is not None and not offer.sure
    assert offer.what == "Paper, postage and ink and more"
    assert offer.why == (
        "You split the last two payments to this payee the same way: "
        "Paper, postage and ink £12.00, Equipment £38.00."
    )
    accept_offers(book, [offer], **DONE)

    assert look_at_payment(book, new).parts == (
        Part(Decimal("-12.00"), "admin", "running_costs", "Safe at home", ADA),
        Part(Decimal("-38.00"), "equipment", "running_costs", "Safe at home", ADA),
    )
    book.undo(**DONE)
    assert tables(book) == before


def test_one_that_was_not_split_since_ends_it(book: Book) -> None:
    for week in (0, 1):
        split(book, paid(book, "-30.00", week), ("-12.00", "admin"), ("-18.00", "equipment"))
    split(book, paid(book, "-9.00", 2), ("-9.00", "admin"))
    new = paid(book, "-30.00", 3)
    offer = offered(book, new)
    assert offer is None or not offer.parts


def test_another_payee_is_not_offered_it(book: Book) -> None:
    for week in (0, 1):
        split(book, paid(book, "-30.00", week), ("-12.00", "admin"), ("-18.00", "equipment"))
    assert offered(book, paid(book, "-30.00", 2, "VALE TAXIS")) is None
