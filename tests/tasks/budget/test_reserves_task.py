"""Money set aside in the book: what counts as spoken for, and what redundancy pay comes to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small_book import ADA, AT, BEN, MONDAY, WHO, all_of, pay_a_week
from sqlalchemy import select

from dpmanager.domain.budget.reserves import Each, Reserve, ReserveKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.look_at_reserves import look_at_reserves
from dpmanager.tasks.budget.reserves import add_reserve, change_reserve, remove_reserve
from dpmanager.tasks.money.money_now import money_now
from dpmanager.tasks.returns.set_aside import set_aside_on

LETTER = date(2026, 4, 1)
TODAY = date(2026, 4, 19)
SAVING = Reserve(
    ReserveKind.SAVING, Decimal("150.00"), Each.ONCE, MONDAY, None, LETTER, "A new hoist"
)


def aside(book: Book, day: date) -> dict[str, str]:
    with book.reading() as session:
        return {item.reason: str(item.amount) for item in set_aside_on(session, day)}


def add(book: Book, reserve: Reserve) -> int:
    (funder,) = all_of(book, models.Funder)
    return add_reserve(book, funder.id, reserve, who=WHO, at=AT)


def test_what_is_agreed_is_spoken_for(book: Book) -> None:
    number = add(book, SAVING)
    reason = (
        "Saving up, A new hoist: set aside, as Northshire County Council agreed on 1 April 2026"
    )
    assert aside(book, TODAY) == {reason: "150.00"}
    money = money_now(book, TODAY)
    assert (money.owed, money.reserved, money.free) == (0, 150, 850)
    (funder,) = all_of(book, models.Funder)
    weekly = replace(SAVING, each=Each.WEEK, amount=Decimal("10.00"))
    change_reserve(book, number, funder.id, weekly, who=WHO, at=AT)
    assert aside(book, TODAY) == {reason: "20.00"}  # the weeks of 6 and 13 April
    remove_reserve(book, number, who=WHO, at=AT)
    assert aside(book, TODAY) == {}


def test_what_is_not_agreed_in_writing_stands_apart(book: Book) -> None:
    add(book, replace(SAVING, agreed_on=None))
    assert aside(book, TODAY) == {}
    seen = look_at_reserves(book, TODAY)
    assert (seen.counted, seen.not_agreed) == (0, 150)


def test_holiday_set_aside_counts_beyond_what_is_owed(book: Book) -> None:
    # A week of Ada's earns 4 hours of holiday at 12.80: 51.20.
    pay_a_week(book, MONDAY)
    add(book, replace(SAVING, kind=ReserveKind.HOLIDAY, amount=Decimal("80.00"), reason=""))
    found = aside(book, TODAY)
    assert found["Holiday earned and not taken"] == "51.20"
    assert [
        amount for reason, amount in found.items() if reason.startswith("Holiday pay: set aside")
    ] == ["28.80"]


def test_redundancy_pay_of_today(book: Book) -> None:
    # Ada is 36 and was there for four full years: 4 weeks of 384.00. Nobody knows Ben's birthday.
    pay_a_week(book, MONDAY)
    with book.task("Change", who=WHO, at=AT) as session:
        ada = session.scalars(select(models.Worker).filter_by(name=ADA)).one()
        ada.start_date, ada.date_of_birth = date(2022, 4, 1), date(1990, 2, 3)
    found = look_at_reserves(book, TODAY).redundancy
    assert found is not None
    assert found.amount == Decimal("1536.00")
    assert list(found.not_known) == [BEN]
    assert found.steps[-1].label == f"{ADA}: Redundancy pay"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"amount": Decimal(0)}, "more than nothing"),
        ({"until": LETTER}, "ends before it begins"),
        ({"kind": ReserveKind.OTHER, "reason": " "}, "Say what the money is for"),
    ],
)
def test_what_cannot_be_is_refused(book: Book, change: dict[str, object], sentence: str) -> None:
    with pytest.raises(DPManagerError, match=sentence):
        add(book, replace(SAVING, **change))
    assert not all_of(book, models.Reserve)
