"""What does not add up in a book is found, whoever changed it."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from small_book import ACCOUNT, AT, MONDAY, WHO, lloyds, pay_a_week
from sqlalchemy import text

from dpmanager.records.book import Book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.sort_payments import Part, accept_matches, propose_matches, sort_payment


@pytest.fixture
def lived_in(book: Book) -> Iterator[Book]:
    """Two weeks paid, their wages on the statement, and a taxi."""
    for n in range(2):
        pay_a_week(book, MONDAY + n * timedelta(days=7))
    data = lloyds(
        [
            (MONDAY + timedelta(days=10), "ADA LOVELL", "-372.64"),
            (MONDAY + timedelta(days=17), "ADA LOVELL", "-364.24"),
            (MONDAY + timedelta(days=18), "TAXI", "-12.50"),
        ]
    )
    import_statement(book, ACCOUNT, data, who=WHO, at=AT)
    with book.reading() as session:
        found = propose_matches(session)
    accept_matches(book, found, who=WHO, at=AT)
    parts = [Part(Decimal("-10.00"), "day_services"), Part(Decimal("-2.50"), "pa_expenses")]
    sort_payment(book, 3, parts, who=WHO, at=AT)
    return book


def test_a_book_that_was_used_is_whole(lived_in: Book) -> None:
    assert check_book(lived_in) == []
    lived_in.undo(who=WHO, at=AT)
    assert check_book(lived_in) == []


@pytest.mark.parametrize(
    ("meddle", "said"),
    [
        (
            "UPDATE split SET amount = amount - 1 WHERE category = 'day_services'",
            "The parts of the payment of -£12.50 on 24 Apr 2026 do not add up to it.",
        ),
        (
            'UPDATE "transaction" SET amount = amount + 100 WHERE id = 1',
            "The parts of the payment of -£371.64 on 16 Apr 2026 do not add up to it.",
        ),
        (
            "DELETE FROM split WHERE category = 'pa_expenses'",
            "The parts of the payment of -£12.50 on 24 Apr 2026 do not add up to it.",
        ),
        (
            "UPDATE pay_line SET amount = amount + 1 WHERE payslip_id = 1",
            "The payslip of Ada Lovell for 16 Apr 2026 does not add up.",
        ),
        (
            "UPDATE payslip SET net_pay = net_pay + 1 WHERE id = 2",
            "The payslip of Ada Lovell for 23 Apr 2026 does not add up.",
        ),
        *(
            (
                f"UPDATE payslip SET {column} = {column} + 1 WHERE id = 1",
                "The figures to date of Ada Lovell on 16 Apr 2026 are not the sum",
            )
            for column in (
                "gross_to_date",
                "tax_pay_to_date",
                "tax_to_date",
                "employee_ni_to_date",
                "employer_ni_to_date",
            )
        ),
        (
            "UPDATE payslip SET gross_to_date = 38400 WHERE id = 2",
            "The figures to date of Ada Lovell on 23 Apr 2026 are not the sum",
        ),
        (
            "UPDATE worker SET previous_tax_year = '2026-27', previous_pay = 1 WHERE id = 1",
            "The figures to date of Ada Lovell on 16 Apr 2026 are not the sum",
        ),
        (
            "UPDATE expected_payment SET amount = amount - 1 WHERE kind = 'wage' AND id = 1",
            "The wage owed to Ada Lovell on 16 Apr 2026 is not what the payslip pays.",
        ),
        (
            "UPDATE expected_payment SET amount = amount - 1 WHERE kind = 'hmrc'",
            "What HMRC is due by 22 May 2026 does not follow from the payslips.",
        ),
        (
            "UPDATE expected_payment SET start = '2026-05-06' WHERE kind = 'hmrc'",
            "What HMRC is due by 22 May 2026 does not follow from the payslips.",
        ),
    ],
)
def test_what_was_changed_behind_the_programs_back_is_found(
    lived_in: Book, meddle: str, said: str
) -> None:
    with lived_in.task("Meddle", who="Somebody", at=AT) as session:
        session.execute(text(meddle))

    problems = check_book(lived_in)

    assert any(said in problem for problem in problems), problems


def test_only_what_was_changed_is_named(lived_in: Book) -> None:
    with lived_in.task("Meddle", who="Somebody", at=AT) as session:
        session.execute(text("UPDATE split SET amount = amount - 1 WHERE category = 'pa_expenses'"))

    assert len(check_book(lived_in)) == 1


def test_the_files_are_looked_at_first(lived_in: Book) -> None:
    with lived_in.task("Meddle", who="Somebody", at=AT) as session:
        session.execute(
            text(
                "INSERT INTO proof (sealed_name, media_type, size, kind, title, added_on, "
                "number, original, look) "
                "VALUES ('00', 'image/png', 1, 'receipt', 'Lost', '2026-04-06', '', '', '')"
            )
        )

    (problem,) = check_book(lived_in)
    assert "“Lost” is missing or damaged" in problem
