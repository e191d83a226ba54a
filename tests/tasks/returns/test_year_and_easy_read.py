"""The year for the review and the Easy Read statement, from the records, read back from paper."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_book import ACCOUNT, ADA, AT, MONDAY, WHO, all_of, make_book, pay_a_week

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.unspent import ReasonAnswer, add_reason
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.returns.easy_statement import (
    easy_paper,
    look_at_easy_statement,
    print_easy_statement,
)
from dpmanager.tasks.returns.report_days import days_of_report, report_days, year_words
from dpmanager.tasks.returns.resources import categories
from dpmanager.tasks.returns.year_summary import look_at_year, print_year
from dpmanager.ui.widgets.pdf_pages import read_pages

YEAR = Period(date(2026, 4, 6), date(2027, 4, 5))
TODAY = date(2026, 6, 10)
MOST_WORDS = 15
"""In a sentence: GOV.UK, accessible communication formats, asks for no more than ten to fifteen."""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with make_book(tmp_path / "small.dpbook") as made:
        yield made


def pay(book: Book, amount: str, category: str = "", day: date = MONDAY) -> int:
    number = add_payment(book, ACCOUNT, day, "Somebody", Decimal(amount), who=WHO, at=AT)
    if category:
        part = Part(amount=Decimal(amount), category=category)
        sort_payment(book, number, [part], who=WHO, at=AT)
    return number


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.text for page in read_pages(pdf)).split())


def balance(book: Book, up_to: date) -> Decimal:
    """What the accounts hold, straight from their lines."""
    return total(row.opening_balance for row in all_of(book, models.Account)) + total(
        row.amount for row in all_of(book, models.Transaction) if row.day <= up_to
    )


def sentences(book: Book, period: Period = YEAR, today: date = TODAY) -> list[str]:
    paper = easy_paper(look_at_easy_statement(book, period, today))
    return [line.sentence for section in paper.sections for line in section.lines]


def test_the_days_to_choose_from(book: Book) -> None:
    days = report_days(book, date(2027, 5, 1))
    assert days.years == (Period(date(2027, 4, 6), date(2028, 4, 5)), YEAR)
    assert days.quarters == (
        Period(date(2027, 1, 6), date(2027, 4, 5)),
        Period(date(2026, 10, 6), date(2027, 1, 5)),
        Period(date(2026, 7, 6), date(2026, 10, 5)),
        Period(date(2026, 4, 6), date(2026, 7, 5)),
    )
    assert report_days(book, TODAY).quarters == ()
    assert days_of_report(YEAR, TODAY) == "6 April 2026 to 5 April 2027, so far"
    assert days_of_report(YEAR, date(2027, 4, 6)) == "6 April 2026 to 5 April 2027"
    assert year_words(YEAR, TODAY) == "A year so far, from 6 April 2026"


def test_days_to_come_and_days_without_an_agreement_are_refused(book: Book) -> None:
    with pytest.raises(DPManagerError, match="still to come"):
        look_at_year(book, Period(date(2026, 7, 1), date(2026, 7, 31)), TODAY)
    with pytest.raises(DPManagerError, match="Nothing was agreed"):
        look_at_year(book, Period(date(2026, 1, 1), date(2026, 3, 31)), TODAY)


def test_the_year_on_paper(book: Book) -> None:
    pay_a_week(book, MONDAY)
    pay(book, "1600.00", "dp_council")
    pay(book, "-60.00", "equipment")
    pay(book, "-7.25")
    add_reason(
        book,
        ReasonAnswer(MONDAY, MONDAY + timedelta(days=6), "recruiting", Decimal("90.00")),
        who=WHO,
        at=AT,
    )
    with book.task("Say how it went", who=WHO, at=AT) as session:
        session.add(
            models.OutcomeNote(
                outcome_id=1, start=MONDAY, end=MONDAY + timedelta(days=30), words="No falls."
            )
        )
    seen = look_at_year(book, YEAR, TODAY)
    # By hand: 1000.00 + 1600.00 - 60.00 - 7.25. Wages are owed and not paid yet.
    assert (seen.made.opening, seen.made.closing) == (Decimal("1000.00"), Decimal("2532.75"))
    # 66 days of 400.00 a week.
    assert seen.agreed == Decimal("3771.43")
    assert seen.spent == Decimal("67.25")
    assert [(one.worker, one.worked) for one in seen.hours] == [(ADA, 30)]
    for large_print in (False, True):
        text = text_of(print_year(book, YEAR, TODAY, large_print=large_print))
        for said in (
            "You started with £1,000.00, £1,600.00 came in, £67.25 went out, "
            "and £2,532.75 is left.",
            "£3,771.43 was agreed and £67.25 was spent: £3,704.18 was not spent.",
            "Direct payment from the council £1,600.00",
            "Not yet said £7.25",
            "Ada Lovell 30.00",
            "Safe at home: No falls.",
            "Could not find staff. That is about £90.00.",
            "Northshire County Council agreed £400.00 a week, for the first time.",
            "Ben Okoro, pay for Weekday: £12.71 became £13.50.",
            "Ada Lovell began to work.",
        ):
            assert said in text, said


def test_what_changed_is_told_of_the_days_that_are_over_alone(book: Book) -> None:
    early = look_at_year(book, YEAR, date(2026, 4, 19))
    assert not any("became" in sentence for _day, sentence in early.changes)
    later = look_at_year(book, YEAR, TODAY)
    assert [day for day, sentence in later.changes if "became" in sentence] == [date(2026, 4, 20)]
    with book.task("Agree anew", who=WHO, at=AT) as session:
        old = session.get_one(models.Agreement, 1)
        session.add(
            models.Agreement(
                funder_id=old.funder_id,
                from_date=date(2026, 6, 1),
                weekly_amount=Decimal("450.00"),
                weekly_contribution=old.weekly_contribution,
                paid_every=old.paid_every,
                paid_in=old.paid_in,
                contribution_collected=old.contribution_collected,
            )
        )
        session.get_one(models.Worker, 1).end_date = date(2026, 6, 5)
    changes = look_at_year(book, YEAR, TODAY).changes
    said = "Northshire County Council agreed £450.00 a week. It was £400.00 before."
    assert (date(2026, 6, 1), said) in changes
    assert changes[-1] == (date(2026, 6, 5), "Ada Lovell left.")
    assert [day for day, _sentence in changes] == sorted(day for day, _sentence in changes)


def test_the_contract_stands_beside_the_hours(book: Book) -> None:
    with book.task("Agree the hours", who=WHO, at=AT) as session:
        session.get_one(models.Worker, 1).weekly_hours = Decimal(21)
    (one,) = look_at_year(book, YEAR, date(2026, 4, 19)).hours
    assert (one.worker, one.worked, one.agreed) == (ADA, 0, 42)  # two weeks
    assert "Hours by contract" in text_of(print_year(book, YEAR, TODAY))


def test_easy_read_of_the_quarter_so_far(book: Book) -> None:
    pay_a_week(book, MONDAY)
    pay(book, "1600.40", "dp_council")
    pay(book, "50.00", "client_contrib")
    pay(book, "-60.20", "equipment")
    said = sentences(book)
    # By hand: 1000.00 + 1600.40 + 50.00 = 2650.40; less 60.20 leaves 2590.20.
    for sentence in (
        "At the start you had £1,000.",
        "The council paid you £1,600.",
        "You paid in £50 yourself.",
        "You had £2,650 in all.",
        "You spent £60 on things you need.",
        "£60 went out in all.",
        "You have £2,590 left.",
        "Ada Lovell helped you for 30 hours.",
        "You can ask Jo Rivers.",
        "You can ask Northshire County Council too.",
    ):
        assert sentence in said, sentence
    text = text_of(print_easy_statement(book, YEAR, TODAY))
    assert all(sentence in text for sentence in said)


def test_a_quarter_that_is_over_is_told_as_past(book: Book) -> None:
    said = sentences(book, Period(date(2026, 4, 6), date(2026, 5, 5)))
    assert "At the end you had £1,000 left." in said
    assert "You spent nothing." in said
    assert "You have £1,000 left." not in said


def test_an_account_below_nothing_and_bills_that_are_too_much(book: Book) -> None:
    pay(book, "-1200.00", "agency")
    pay_a_week(book, MONDAY)
    said = sentences(book)
    assert "You owe the bank £200." in said
    assert "This is not enough. We will ask the council." in said


def test_each_sentence_is_short_whatever_the_money_was_for(book: Book) -> None:
    for name, category in categories().items():
        if category.direction != "transfer":
            pay(book, "12.00" if category.direction == "in" else "-11.00", name)
    pay(book, "-5.00")
    pay_a_week(book, MONDAY)
    said = sentences(book)
    assert len(said) > 25
    for sentence in said:
        for part in re.split(r"(?<=[.?])\s+(?=[A-Z])", sentence):
            assert len(part.split()) <= MOST_WORDS, part
        assert not re.search(r"£[\d,]+\.\d", sentence), sentence


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    payments=st.lists(
        st.tuples(
            st.integers(0, 90),
            st.integers(-90_000, 90_000).filter(bool),
            st.sampled_from(["", *categories()]),
        ),
        max_size=8,
    ),
    asked=st.integers(0, 90),
)
def test_the_papers_say_what_the_ledger_says(
    book: Book, payments: list[tuple[int, int, str]], asked: int
) -> None:
    with book.task("Clear", who=WHO, at=AT) as session:
        for row in session.query(models.Transaction).all():
            session.delete(row)
    known = categories()
    for days, pence, category in payments:
        sign = -1 if category and known[category].direction == "out" else 1
        amount = sign * abs(pence) if category else pence
        pay(book, f"{Decimal(amount) / 100:.2f}", category, MONDAY + timedelta(days=days))
    today = MONDAY + timedelta(days=asked)
    seen = look_at_year(book, YEAR, today)
    made = seen.made
    assert made.closing == balance(book, today)
    assert made.opening + made.money_in - made.money_out == made.closing
    text = text_of(print_year(book, YEAR, today))
    assert f"and {pounds(made.closing)} is left." in text
    assert f"Together {pounds(made.money_in)}" in text
    assert f"Together {pounds(made.money_out)}" in text
    assert seen.spent == total(line.spent for line in made.besides.plan)
    money = look_at_easy_statement(book, YEAR, today).money
    assert abs(money.left - balance(book, today)) < 1
    assert money.had + total(money.came_in.values()) - money.spent == money.left
    if money.left >= ZERO:
        assert f"You have £{money.left:,.0f} left." in sentences(book, YEAR, today)
