"""What needs doing about the workers of a small book, by the days of the law."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from small_book import ADA, AT, MONDAY, WHO, all_of, make_book, pay_a_week

from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.book.what_needs_doing import what_needs_doing

WEEK = timedelta(days=7)
SOONER = [("2026-04-06", "2026-03-02")] * 10
"""The small book of an employer whose PAs started five weeks before."""


def found(book: Book, kind: Kind, today: date) -> list[Thing]:
    return [thing for thing in what_needs_doing(book, today).things if thing.kind is kind]


def change(book: Book, how: Callable[[models.Worker], None], name: str = ADA) -> int:
    with book.task("Change", who=WHO, at=AT) as session:
        worker = session.query(models.Worker).filter_by(name=name).one()
        how(worker)
        return worker.id


def born(day: date) -> Callable[[models.Worker], None]:
    return lambda worker: setattr(worker, "date_of_birth", day)


def new_rate(amount: str, day: date) -> Callable[[models.Worker], None]:
    rate = models.PayRate(hour_kind="weekday", from_date=day, amount=Decimal(amount))
    return lambda worker: worker.rates.append(rate)


# The minimum wage: 12.21 from 1 April 2025, 12.71 from 1 April 2026; 10.85 from 18, 8.00 below.


def test_a_rate_that_april_makes_too_low_is_told_before(tmp_path: Path) -> None:
    low = ('amount = "12.80"', 'amount = "12.30"')
    with make_book(tmp_path / "Sam.dpbook", *SOONER, low) as book:
        (thing,) = found(book, Kind.MINIMUM_WAGE, date(2026, 3, 5))
        assert thing == Thing(
            Kind.MINIMUM_WAGE,
            date(2026, 4, 1),
            "Raise the pay of Ada Lovell to £12.71 an hour",
            "The law asks for that from 1 April 2026. The rate is £12.30.",
            {"worker": ADA},
        )
        assert found(book, Kind.MINIMUM_WAGE, date(2026, 1, 30)) == []
        change(book, new_rate("12.71", date(2026, 4, 1)))
        assert found(book, Kind.MINIMUM_WAGE, date(2026, 3, 5)) == []
        assert found(book, Kind.MINIMUM_WAGE, date(2026, 4, 30)) == []


def test_a_birthday_asks_for_a_higher_rate(book: Book) -> None:
    change(book, born(date(2008, 5, 10)))
    change(book, new_rate("8.50", MONDAY + WEEK))
    (thing,) = found(book, Kind.MINIMUM_WAGE, date(2026, 4, 15))
    assert (thing.day, thing.what) == (
        date(2026, 5, 10),
        "Raise the pay of Ada Lovell to £10.85 an hour",
    )
    change(book, lambda worker: setattr(worker, "end_date", date(2026, 5, 9)))
    assert found(book, Kind.MINIMUM_WAGE, date(2026, 4, 15)) == []


def test_a_rate_that_is_too_low_is_told_until_it_is_raised(book: Book) -> None:
    change(book, new_rate("12.00", date(2026, 5, 4)))
    (thing,) = found(book, Kind.MINIMUM_WAGE, date(2026, 9, 1))
    assert "£12.71 an hour" in thing.what


# National Insurance letters


def test_the_letter_of_a_birthday_is_told_a_month_before(book: Book) -> None:
    number = change(book, born(date(2005, 5, 20)))
    (thing,) = found(book, Kind.NI_LETTER, MONDAY)  # 20 years old, on letter A
    assert (thing.day, thing.what, thing.about) == (
        MONDAY,
        "Change the National Insurance letter of Ada Lovell to M",
        {"worker": number},
    )
    change(
        book, lambda worker: worker.ni_letters.append(models.NILetter(from_date=MONDAY, letter="M"))
    )
    assert found(book, Kind.NI_LETTER, date(2026, 4, 19)) == []
    (thing,) = found(book, Kind.NI_LETTER, date(2026, 4, 20))
    assert (thing.day, thing.what[-5:]) == (date(2026, 5, 20), " to A")
    change(
        book,
        lambda worker: worker.ni_letters.append(
            models.NILetter(from_date=date(2026, 5, 20), letter="A")
        ),
    )
    assert found(book, Kind.NI_LETTER, date(2026, 4, 20)) == []
    assert found(book, Kind.NI_LETTER, date(2026, 6, 20)) == []


def test_state_pension_age_brings_letter_c(book: Book) -> None:
    change(book, born(date(1960, 4, 10)))  # 66 years and a month
    (thing,) = found(book, Kind.NI_LETTER, date(2026, 4, 15))
    assert (thing.day, thing.what[-5:]) == (date(2026, 5, 10), " to C")
    assert "passport or birth certificate" in thing.more


# A new tax year


def test_the_codes_of_a_new_tax_year_until_it_is_paid(tmp_path: Path) -> None:
    with make_book(tmp_path / "Sam.dpbook", *SOONER) as book:
        pay_a_week(book, date(2026, 3, 16))  # paid on 26 March
        assert found(book, Kind.TAX_CODES, date(2026, 4, 5)) == []
        (thing,) = found(book, Kind.TAX_CODES, date(2026, 4, 6))
        (ada,) = all_of(book, models.Worker, models.Worker.name == ADA)
        assert (thing.day, thing.about) == (date(2026, 4, 6), {"worker": ada.id})
        assert thing.more.startswith("For Ada Lovell.")
        assert found(book, Kind.TAX_CODES, date(2026, 6, 1)) == []
        pay_a_week(book, date(2026, 3, 30))  # paid on 9 April
        assert found(book, Kind.TAX_CODES, date(2026, 4, 10)) == []
        book.undo(who=WHO, at=AT)
        assert found(book, Kind.TAX_CODES, date(2026, 4, 10))
        notice = models.TaxCodeNotice(from_date=date(2026, 4, 6), code="1300L", basis="cumulative")
        change(book, lambda worker: worker.code_notices.append(notice))
        assert found(book, Kind.TAX_CODES, date(2026, 4, 10)) == []


# The allowance


def test_what_the_employment_allowance_would_save(book_folder: Path) -> None:
    unclaimed = ("employer = { ", "employer = { employment_allowance = false, ")
    with make_book(book_folder, unclaimed) as book:
        assert found(book, Kind.ALLOWANCE, MONDAY) == []
        pay_a_week(book, MONDAY)  # (384 - 96) x 15%
        (thing,) = found(book, Kind.ALLOWANCE, MONDAY + WEEK)
        assert (thing.day, thing.more) == (
            None,
            "It would save you £43.20 of this tax year's National Insurance so far.",
        )
        assert found(book, Kind.ALLOWANCE, date(2027, 4, 6)) == []


def test_with_the_allowance_nothing_is_said(book: Book) -> None:
    pay_a_week(book, MONDAY)
    assert found(book, Kind.ALLOWANCE, MONDAY + WEEK) == []
