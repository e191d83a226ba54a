"""A payment comes in once, however often and in whatever format of the bank it is read."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_book import ACCOUNT, AT, WHO, all_of, count, tables
from statement_writers import WRITERS, Line

from dpmanager.domain.money.same_payment import KnownPayment, sort_out
from dpmanager.importers.statement import StatementLine
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.import_statement import import_statement, preview_statement

WORDS = st.sampled_from(
    [
        "NORTHSHIRE CC DP 4WK 0041297",
        "R PATEL WAGES WK 26",
        "CHEQUE 000147",
        "BRIGHTDAY ACTIVITIES, LEEDS",
        "HMRC GOV.UK CUMBERNAULD 475PX00123456 SHIPLEY",
        "VALE TAXIS",
        "BUS",
    ]
)
PENCE = st.sampled_from([-280, -1250, -41235, 128480, 5820, -100500])
STEPS = st.lists(st.tuples(st.integers(0, 2), WORDS, PENCE), min_size=2, max_size=16)
FORMATS = st.sampled_from(sorted(WRITERS))
BEFORE = "1000.00"


def bring_in(book: Book, data: bytes) -> int:
    return import_statement(book, ACCOUNT, data, who=WHO, at=AT).added


def in_book(book: Book) -> Counter[tuple[date, str]]:
    return Counter((row.day, str(row.amount)) for row in all_of(book, models.Transaction))


def empty(book: Book) -> None:
    """Takes back every import of the example before."""
    while count(book, models.Transaction):
        book.undo(who=WHO, at=AT)


def statement_lines(steps: list[tuple[int, str, int]]) -> list[Line]:
    day = date(2026, 4, 20)
    lines = []
    for days, words, pence in steps:
        day += timedelta(days=days)
        lines.append((day, words, f"{Decimal(pence).scaleb(-2):.2f}"))
    return lines


def before(lines: list[Line], start: int) -> str:
    """The balance before a line."""
    return str(Decimal(BEFORE) + sum(Decimal(amount) for _d, _w, amount in lines[:start]))


@given(steps=STEPS, cuts=st.tuples(st.integers(0, 60), st.integers(0, 60)),
       one=FORMATS, other=FORMATS)  # fmt: skip
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_again_overlapping_and_in_another_format_add_each_payment_once(
    book: Book, steps: list[tuple[int, str, int]], cuts: tuple[int, int], one: str, other: str
) -> None:
    lines = statement_lines(steps)
    wanted = Counter((day, amount) for day, _words, amount in lines)
    start, end = (min(cut, (lines[-1][0] - lines[0][0]).days) for cut in sorted(cuts))
    first_day, last_day = (lines[0][0] + timedelta(days=days) for days in (start, end))
    first = [line for line in lines if line[0] <= last_day]
    place = next(place for place, line in enumerate(lines) if line[0] >= first_day)
    second = lines[place:]
    empty(book)

    bring_in(book, WRITERS[one](first, BEFORE))
    assert bring_in(book, WRITERS[one](first, BEFORE)) == 0
    bring_in(book, WRITERS[one](second, before(lines, place)))
    assert in_book(book) == wanted
    assert bring_in(book, WRITERS[other](lines, BEFORE)) == 0
    assert bring_in(book, WRITERS[one](lines, BEFORE)) == 0
    assert in_book(book) == wanted

    empty(book)
    bring_in(book, WRITERS[one](first, BEFORE))
    bring_in(book, WRITERS[other](lines, BEFORE))
    assert bring_in(book, WRITERS[one](lines, BEFORE)) == 0
    assert in_book(book) == wanted


@pytest.mark.parametrize("other", ["barclays", "ofx1", "santander", "camt"])
def test_other_words_for_a_payment_are_shown_as_possibly_the_same(book: Book, other: str) -> None:
    day = date(2026, 4, 21)
    bring_in(book, WRITERS["lloyds"]([(day, "TFL TRAVEL CH", "-2.80")], BEFORE))
    before_it = tables(book)
    data = WRITERS[other]([(day, "CONTACTLESS", "-2.80")], "900.00")

    seen = preview_statement(book, data, account=ACCOUNT)

    assert (seen.new, seen.already_there) == ((), 0)
    (pair,) = seen.possibly
    assert pair.line.description.endswith("CONTACTLESS")
    assert pair.description == "TFL TRAVEL CH"
    assert bring_in(book, data) == 0
    assert tables(book) == before_it

    done = import_statement(
        book, ACCOUNT, data, others=[pair.line.line_number], who=WHO, at=AT
    )  # the person says that it is another payment
    assert (done.added, done.possibly) == (1, ())
    assert in_book(book) == {(day, "-2.80"): 2}
    assert bring_in(book, data) == 0
    assert preview_statement(book, data, account=ACCOUNT).already_there == 1


def test_within_one_format_other_words_are_another_payment(book: Book) -> None:
    day = date(2026, 4, 21)
    bring_in(book, WRITERS["lloyds"]([(day, "VALE TAXIS", "-2.80")], BEFORE))
    later = WRITERS["lloyds"]([(day, "NORTH TAXIS", "-2.80")], "997.20")
    assert bring_in(book, later) == 1


def line(words: str, balance: str | None = None) -> StatementLine:
    held = None if balance is None else Decimal(balance)
    return StatementLine(2, date(2026, 4, 21), words, Decimal("-2.80"), held, "", "")


def known(words: str, balance: str | None = None, key: int = 1) -> KnownPayment:
    held = None if balance is None else Decimal(balance)
    name = (f"{key:032}", 0)
    return KnownPayment(key, date(2026, 4, 21), Decimal("-2.80"), words, held, name, "lloyds")


@pytest.mark.parametrize(
    ("words", "balance", "came_of_it"),
    [
        ("VALE TAXIS", None, "same"),
        ("VALE TAX", None, "same"),
        ("CARD PAYMENT TO VALE TAXIS, LEEDS", None, "same"),
        ("TAXIS VALE", None, "same"),
        ("VALE CABS", "97.20", "same"),
        ("VALE CABS", None, "possibly"),
        ("CABS", "97.20", "possibly"),
        ("CABS", "50.00", "possibly"),
        ("V", None, "possibly"),
    ],
)
def test_what_makes_two_lines_the_same(words: str, balance: str | None, came_of_it: str) -> None:
    found = sort_out([line(words, balance)], [known("VALE TAXIS", "97.20")], "ofx")
    assert (found.same, len(found.possibly)) == ((1, 0) if came_of_it == "same" else (0, 1))
    assert found.new == ()


def test_one_payment_stands_for_one_line_alone_and_the_likest_comes_first() -> None:
    found = sort_out([line("CABS"), line("VALE TAXIS LEEDS")], [known("VALE TAXIS")], "ofx")
    assert (found.new, found.same, found.possibly) == ((0,), 1, ())
    two = [known("VALE TAXIS"), known("CABS", key=2)]
    found = sort_out([line("CABS LTD"), line("VALE TAXIS LEEDS")], two, "ofx")
    assert (found.new, found.same) == ((), 2)


def test_in_the_same_format_the_same_balance_alone_makes_it_possible() -> None:
    found = sort_out([line("CABS", "97.20")], [known("VALE TAXIS", "97.20")], "lloyds")
    assert len(found.possibly) == 1
    found = sort_out([line("VALE TAXIS LEEDS", "94.40")], [known("VALE TAXIS", "97.20")], "lloyds")
    assert found.new == (0,)
