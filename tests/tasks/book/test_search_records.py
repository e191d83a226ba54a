"""Searching a small book."""

from datetime import date
from decimal import Decimal

import pytest
from small_book import ACCOUNT, ADA, AT, MONDAY, WHO, lloyds, pay_a_week

from dpmanager.domain.periods import Period
from dpmanager.records.book import Book
from dpmanager.tasks.book.search_records import Found, Hit, search_records, understand
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.receipts.add_receipt import add_receipt

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8"
    "ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


@pytest.fixture
def filled(book: Book) -> Book:
    """A week of Ada's, paid; four lines of a statement; a receipt."""
    pay_a_week(book, MONDAY)
    lines = [
        (date(2026, 4, 7), "NORTHSHIRE CC", "1400.00"),
        (date(2026, 4, 9), "VALE TAXIS 50%", "-14.50"),
        (date(2026, 4, 16), "ADA LOVELL WAGES", "-372.64"),
        (date(2026, 5, 9), "VALE_FARM", "-14.58"),
    ]
    import_statement(book, ACCOUNT, lloyds(lines), who=WHO, at=AT)
    (taxi,) = (hit.number for hit in search_records(book, "taxis"))
    add_receipt(
        book, PNG, "taxi.png", title="Taxi to the club", day=date(2026, 4, 9),
        amount=Decimal("14.50"), payments=[taxi], who=WHO, at=AT,
    )  # fmt: skip
    return book


def found(book: Book, text: str) -> list[tuple[Found, str]]:
    return [(hit.kind, hit.words) for hit in search_records(book, text)]


def test_a_name_finds_the_person_first_then_the_newest(filled: Book) -> None:
    assert found(filled, "ada") == [
        (Found.PERSON, ADA),
        (Found.PAYMENT, "ADA LOVELL WAGES"),
        (Found.PAYSLIP, ADA),
        (Found.TIMESHEET, "Ada Lovell, 6 to 12 April 2026"),
    ]
    person, payment, payslip, sheet = search_records(filled, "  LOVELL   ada ")
    assert (person.worker, person.day, person.amount) == (ADA, None, None)
    assert (payment.day, payment.amount) == (date(2026, 4, 16), Decimal("-372.64"))
    assert (payslip.worker, payslip.amount) == (ADA, Decimal("372.64"))
    assert (sheet.worker, sheet.day) == (ADA, MONDAY)


def test_all_words_must_be_there(filled: Book) -> None:
    assert found(filled, "ada taxis") == []
    assert found(filled, "vale taxi") == [(Found.PAYMENT, "VALE TAXIS 50%")]


@pytest.mark.parametrize(("text", "count"), [("50%", 1), ("e_f", 1), ("%%", 0), ("__", 0)])
def test_signs_mean_themselves(filled: Book, text: str, count: int) -> None:
    assert len(found(filled, text)) == count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("14.50", ["VALE TAXIS 50%", "Taxi to the club"]),
        ("£14.5", ["VALE_FARM", "VALE TAXIS 50%", "Taxi to the club"]),
        ("14.", ["VALE_FARM", "VALE TAXIS 50%", "Taxi to the club"]),
        ("14", ["VALE_FARM", "VALE TAXIS 50%", "Taxi to the club"]),
        ("1,400", ["NORTHSHIRE CC"]),
        ("372.64", ["ADA LOVELL WAGES", ADA]),
        ("384", [ADA]),  # gross pay
        ("14.51", []),
    ],
)
def test_amounts_that_begin_with_what_is_typed(filled: Book, text: str, words: list[str]) -> None:
    assert [what for _kind, what in found(filled, text)] == words


@pytest.mark.parametrize(
    "text", ["9 April", "9 apr", "9/4", "9/4/26", "2026-04-09", "9 April 2026", "9th April"]
)
def test_days_as_people_write_them(filled: Book, text: str) -> None:
    hits = search_records(filled, text)
    assert [hit.words for hit in hits if hit.kind is not Found.TIMESHEET] == [
        "VALE TAXIS 50%",
        "Taxi to the club",
    ]


def test_a_day_finds_the_timesheet_that_holds_it(filled: Book) -> None:
    assert (Found.TIMESHEET, "Ada Lovell, 6 to 12 April 2026") in found(filled, "8/4/2026")
    assert found(filled, "13/4/2026") == []


def test_a_month_of_a_year(filled: Book) -> None:
    assert found(filled, "May 2026") == [(Found.PAYMENT, "VALE_FARM")]
    assert understand("May 2026") is not None
    assert understand("May 2026").days == Period(date(2026, 5, 1), date(2026, 5, 31))  # type: ignore[union-attr]


def test_a_receipt_has_its_day_and_amount(filled: Book) -> None:
    (hit,) = search_records(filled, "to the club")
    assert hit == Hit(
        Found.RECEIPT, hit.number, "Taxi to the club", date(2026, 4, 9), Decimal("14.50")
    )


@pytest.mark.parametrize("text", ["", " ", "a", "\u200b", "no such thing"])
def test_too_little_finds_nothing(filled: Book, text: str) -> None:
    assert search_records(filled, text) == []
