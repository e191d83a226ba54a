"""What is agreed from a new date stands beside what was agreed before."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from small_book import AT, MONDAY, WHO, tables
from sqlalchemy import select

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import CostAnswer, Pounds, ServiceAnswer, as_day
from dpmanager.tasks.budget.agree import add_agreement
from dpmanager.tasks.people.look_at_people import AgreedWith, look_at_people

LATER = MONDAY + timedelta(days=70)


def agreed(book: Book, day: date = MONDAY) -> AgreedWith:
    (one,) = look_at_people(book, day).agreed
    return one


def test_a_new_agreement_counts_from_its_day(book: Book) -> None:
    before = agreed(book)
    assert before.now is not None
    new = msgspec.structs.replace(
        before.now,
        from_date=as_day(LATER),
        weekly_amount=Pounds("450.00"),
        services=(
            ServiceAnswer(type="respite", weekly_hours=Pounds("7.5"), hourly_rate=Pounds("18.00")),
        ),
        costs=(CostAnswer(cost="insurance", met="paid-separately", yearly_amount=Pounds("90")),),
    )
    add_agreement(book, before.funder_id, new, who=WHO, at=AT)
    assert agreed(book).now == before.now
    assert agreed(book).next == new
    assert agreed(book, LATER).now == new
    assert agreed(book, LATER).next is None
    book.undo(who=WHO, at=AT)
    assert agreed(book) == before


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"from_date": as_day(MONDAY)}, "Choose another date"),
        ({"weekly_amount": Pounds("0.00")}, "no weekly amount"),
        ({"weekly_contribution": Pounds("500.00")}, "more than the whole amount"),
        ({"contribution_collected": "none"}, "says that none is"),
    ],
)
def test_what_contradicts_itself_is_refused(
    book: Book, changes: dict[str, object], why: str
) -> None:
    before = tables(book)
    now = agreed(book).now
    assert now is not None
    new = msgspec.structs.replace(now, **({"from_date": as_day(LATER)} | changes))
    with pytest.raises(DPManagerError, match=why):
        add_agreement(book, agreed(book).funder_id, new, who=WHO, at=AT)
    assert tables(book) == before
    assert now.weekly_amount == Decimal("400.00")


def test_the_rule_of_the_payments_goes_on_with_a_new_agreement(book: Book) -> None:
    with book.task("Say", who=WHO, at=AT) as session:
        agreement = session.scalars(select(models.Agreement)).one()
        agreement.funding_rule, agreement.contingency = "top-up", Decimal("600.00")
        agreement.first_payment = MONDAY
    now = agreed(book).now
    assert now is not None
    new = msgspec.structs.replace(now, from_date=as_day(LATER))
    add_agreement(book, agreed(book).funder_id, new, who=WHO, at=AT)
    with book.reading() as session:
        row = session.scalars(select(models.Agreement).filter_by(from_date=LATER)).one()
        assert (row.funding_rule, row.contingency) == ("top-up", 600)
        assert row.first_payment is None  # the days go on as they were
