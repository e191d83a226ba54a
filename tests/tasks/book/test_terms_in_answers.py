"""The set-up file may say how holiday is earned, who repays a loan, who is in the pension."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import ADA, AT, PASSPHRASE, all_of, answers, make_book, pay_a_week

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import open_book
from dpmanager.tasks.book.answers import read_answers
from dpmanager.tasks.book.set_up import example_answers, new_book

ADA_IS = ("pay_day_after = 4\n", "pay_day_after = 4\n{more}\n")
PENSION = ("[[workers]]\n", '[pension]\nprovider = "NEST"\n\n[[workers]]\n')


def ada(*more: str) -> tuple[str, str]:
    return ADA_IS[0], ADA_IS[1].format(more="\n".join(more))


def test_what_is_left_out_is_as_most_have_it(book_folder: Path) -> None:
    with make_book(book_folder) as book:
        row = next(row for row in all_of(book, models.Worker) if row.name == ADA)
        assert (row.holiday_method, row.weekly_hours, row.working_days) == ("accrued", None, "")
        for model in (models.LoanNotice, models.PensionScheme, models.PensionEvent):
            assert all_of(book, model) == []


def test_holiday_working_days_and_loans(book_folder: Path) -> None:
    more = ada(
        'holiday_method = "fixed"',
        'weekly_hours = "22.5"',
        "days_a_week = 3",
        'working_days = ["friday", "monday", "wednesday"]',
        'student_loan_plan = "2"',
        "postgraduate_loan = true",
    )
    with make_book(book_folder, more) as book:
        row = next(row for row in all_of(book, models.Worker) if row.name == ADA)
        assert (row.holiday_method, row.weekly_hours, row.days_a_week, row.working_days) == (
            "fixed",
            Decimal("22.5"),
            3,
            "024",
        )
        assert [
            (notice.loan, notice.from_date, notice.starts)
            for notice in all_of(book, models.LoanNotice)
        ] == [("2", date(2026, 4, 6), True), ("postgraduate", date(2026, 4, 6), True)]


def test_the_pension_and_who_is_in_it(book_folder: Path) -> None:
    pension = (
        PENSION[0],
        '[pension]\nprovider = "NEST"\nbasis = "all"\nemployee_percent = 4\n'
        'employer_percent = "4.5"\nrelief = "net-pay"\nreference = "EMP9"\n'
        "declared_on = 2026-06-01\n\n[[workers]]\n",
    )
    with make_book(book_folder, pension, ada("pension_joined = 2026-04-06")) as book:
        (scheme,) = all_of(book, models.PensionScheme)
        assert (scheme.provider, scheme.basis, scheme.relief, scheme.employer_reference) == (
            "NEST",
            "all",
            "net-pay",
            "EMP9",
        )
        assert (scheme.employee_percent, scheme.employer_percent) == (4, Decimal("4.5"))
        assert scheme.declared_on == date(2026, 6, 1)
        (event,) = all_of(book, models.PensionEvent)
        assert (event.kind, event.day) == ("enrolled", date(2026, 4, 6))
        slip = pay_a_week(book, date(2026, 4, 6))  # 384.00 x 4% and 4.5%
        assert (str(slip.employee_pension), str(slip.employer_pension)) == ("15.36", "17.28")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([ada("pension_joined = 2026-04-06")], "Ada Lovell is in a pension, but there is no"),
        ([PENSION, ada("pension_joined = 2026-04-05")], "started on 6 April 2026"),
        ([(PENSION[0], PENSION[1].replace("NEST", " "))], "name of its provider"),
        (
            [(PENSION[0], PENSION[1].replace("\n\n", "\nemployer_percent = 2\n\n"))],
            "must pay in at least 3%",
        ),
        ([ada('holiday_method = "fixed"')], "type the hours a week and the days a week"),
        (
            [
                (
                    'recipient = { name = "Sam',
                    'nation = "northern-ireland"\nrecipient = { name = "Sam',
                ),
                ada('holiday_method = "rolled-up"'),
            ],
            "In Northern Ireland",
        ),
    ],
)
def test_answers_that_cannot_be(
    book_folder: Path, changes: list[tuple[str, str]], said: str
) -> None:
    with pytest.raises(DPManagerError, match=said):
        make_book(book_folder, *changes)
    assert not book_folder.exists()


@pytest.mark.parametrize(
    "more",
    ['holiday_method = "whatever"', 'working_days = ["someday"]', 'student_loan_plan = "3"'],
)
def test_words_that_are_not_known_are_refused(more: str) -> None:
    with pytest.raises(DPManagerError, match="No book was made"):
        answers(ada(more))


def test_the_printed_example_has_a_pension(book_folder: Path) -> None:
    new_book(book_folder, PASSPHRASE, read_answers(example_answers()), at=AT).close()
    with open_book(book_folder, passphrase=PASSPHRASE) as book:
        assert [row.provider for row in all_of(book, models.PensionScheme)] == ["NEST"]
        assert all_of(book, models.PensionEvent) == []  # Ravi may join
