"""A worker is taken on with all that pay needs, or refused by name."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs
from small_book import ADA, AT, BEN, WHO, all_of, count, tables

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.people.worker_kinds import WorkerKind
from dpmanager.domain.periods import Frequency
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import Day, Pounds, RateAnswer, WorkerAnswer
from dpmanager.tasks.people.engage_worker import (
    answer_of,
    change_rate,
    change_worker,
    engage_worker,
)

START = Day(2026, 4, 6)


def rate(amount: str, kind: HourKind = HourKind.WEEKDAY, from_date: Day = START) -> RateAnswer:
    return RateAnswer(kind=kind, from_date=from_date, amount=Pounds(amount))


def worker(**changes: Any) -> WorkerAnswer:
    details: dict[str, Any] = {
        "name": "Cleo Marsh",
        "kind": "employed",
        "start_date": START,
        "ni_number": "QQ 12 34 56 c",
        "tax_code": "s1257l",
        "ni_category": "a",
        "pay_frequency": Frequency.MONTHLY,
        "first_period_start": START,
        "rates": (rate("12.71"),),
    }
    return WorkerAnswer(**(details | changes))


def test_a_new_worker_is_saved_tidied(book: Book) -> None:
    number = engage_worker(book, worker(name=" Cleo Marsh "), who=WHO, at=AT)

    (row,) = all_of(book, models.Worker, models.Worker.id == number)
    assert (row.name, row.ni_number, row.tax_code, row.ni_category, row.pay_frequency) == (
        "Cleo Marsh",
        "QQ123456C",
        "S1257L",
        "A",
        "monthly",
    )


@pytest.mark.parametrize("kind", ["self-employed", "agency", "isf", "managed"])
def test_who_sends_invoices_needs_no_payroll_details(book: Book, kind: WorkerKind) -> None:
    answer = WorkerAnswer(name="Fen Care", kind=kind, start_date=START)

    number = engage_worker(book, answer, who=WHO, at=AT)

    with book.reading() as session:
        row = session.get_one(models.Worker, number)
        assert (row.kind, row.tax_code, row.pay_frequency) == (kind, "", "")
        assert answer_of(row) == answer


def test_somebody_who_has_worked_for_years_can_be_taken_over(book: Book) -> None:
    number = engage_worker(
        book, worker(start_date=Day(2011, 9, 1), first_period_start=START), who=WHO, at=AT
    )

    (row,) = all_of(book, models.Worker, models.Worker.id == number)
    assert row.start_date == date(2011, 9, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "  "}, "The worker has no name"),
        ({"name": ADA}, f"a worker named “{ADA}” already"),
        ({"service_type": "gardens"}, "“gardens” is not a service type"),
        ({"tax_code": ""}, "Still needed: the tax code."),
        ({"ni_category": "", "rates": ()}, "the National Insurance letter, an hourly rate"),
        ({"pay_frequency": None}, "how often they are paid"),
        ({"first_period_start": None}, "the first day of a pay period"),
        ({"tax_code": "12S7L"}, "“12S7L” is not a tax code"),
        ({"ni_number": "QQ12345"}, "“QQ12345” is not a National Insurance number"),
        ({"ni_category": "Q"}, "no National Insurance letter “Q”"),
        ({"ni_category": "AB"}, "no National Insurance letter “AB”"),
        ({"rates": (rate("0.00"),)}, "A rate of Cleo Marsh cannot be right"),
        ({"rates": (rate("1271.00"),)}, "A rate of Cleo Marsh cannot be right"),
        ({"rates": (rate("12"), rate("13"))}, "two weekday rates from 6 April 2026"),
        ({"rates": (rate("12"), rate("9", HourKind.HOLIDAY))}, "needs no rate for holiday"),
        ({"previous_tax_year": "2026"}, "“2026” is not a tax year"),
        ({"previous_tax_year": "2026-28"}, "“2026-28” is not a tax year"),
        ({"previous_pay": Pounds("5.00")}, "The P45 of Cleo Marsh needs its tax year"),
        ({"previous_tax": Pounds("5.00")}, "The P45 of Cleo Marsh needs its tax year"),
    ],
)
def test_what_pay_cannot_be_worked_out_from_is_refused(
    book: Book, changes: dict[str, Any], said: str
) -> None:
    before = tables(book)

    with pytest.raises(DPManagerError) as refused:
        engage_worker(book, worker(**changes), who=WHO, at=AT)

    assert said in str(refused.value)
    assert tables(book) == before


def test_a_new_rate_stands_beside_the_old_one_and_can_be_taken_back(book: Book) -> None:
    before = tables(book)
    later = rate("13.90", from_date=Day(2026, 6, 1))

    change_rate(book, ADA, later, who=WHO, at=AT)

    weekday = [row.amount for row in _rates(book, ADA) if row.hour_kind == "weekday"]
    assert weekday == [Decimal("12.80"), Decimal("13.90")]
    book.undo(who=WHO, at=AT)
    assert tables(book) == before


def test_a_rate_from_the_same_day_takes_the_place_of_the_old_one(book: Book) -> None:
    change_rate(book, BEN, rate("13.75", from_date=Day(2026, 4, 20)), who=WHO, at=AT)

    assert [row.amount for row in _rates(book, BEN)] == [Decimal("12.71"), Decimal("13.75")]


def test_a_new_rate_of_one_kind_leaves_the_other_kinds_alone(book: Book) -> None:
    change_rate(book, ADA, rate("15.00", HourKind.SATURDAY), who=WHO, at=AT)

    assert {row.hour_kind: str(row.amount) for row in _rates(book, ADA)} == {
        "weekday": "12.80",
        "saturday": "15.00",
        "sleep_in": "60.00",
    }


@pytest.mark.parametrize(
    ("name", "new", "said"),
    [
        (ADA, rate("0.00"), "cannot be right"),
        (ADA, rate("9.00", HourKind.HOLIDAY), "needs no rate for holiday"),
        ("Nobody", rate("13.00"), "no worker named “Nobody”"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(
    book: Book, name: str, new: RateAnswer, said: str
) -> None:
    before = tables(book)

    with pytest.raises(DPManagerError, match=said):
        change_rate(book, name, new, who=WHO, at=AT)

    assert tables(book) == before


def _rates(book: Book, name: str) -> list[models.PayRate]:
    (row,) = all_of(book, models.Worker, models.Worker.name == name)
    return all_of(book, models.PayRate, models.PayRate.worker_id == row.id)


def test_a_worker_gives_several_service_types(book: Book) -> None:
    several = {"more_services": ("respite", "companionship", "personal_care")}
    number = engage_worker(book, worker(**several), who=WHO, at=AT)
    with book.reading() as session:
        seen = answer_of(session.get_one(models.Worker, number))
    # The one they mostly do is not among the others, and they come in the order of the list.
    assert (seen.service_type, seen.more_services) == (
        "personal_care",
        ("companionship", "respite"),
    )
    before = tables(book)
    fewer = structs.replace(seen, service_type="respite", more_services=("companionship",))
    change_worker(book, number, fewer, who=WHO, at=AT)
    with book.reading() as session:
        assert answer_of(session.get_one(models.Worker, number)) == fewer
    assert count(book, models.WorkerService) == 1
    book.undo(who=WHO, at=AT)
    assert tables(book) == before


def test_each_service_type_must_be_known(book: Book) -> None:
    with pytest.raises(DPManagerError, match="“gardens” is not a service type"):
        engage_worker(book, worker(more_services=("gardens",)), who=WHO, at=AT)
