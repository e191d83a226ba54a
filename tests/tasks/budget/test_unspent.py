"""Why money was not spent, and what the funder is told of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small_book import AT, WHO, all_of

from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.unspent import (
    ReasonAnswer,
    add_reason,
    change_reason,
    look_at_reasons,
    reasons_between,
    remove_reason,
)
from dpmanager.tasks.returns.told_besides import told_besides

AWAY = ReasonAnswer(
    date(2026, 5, 3), date(2026, 5, 20), "hospital", Decimal("400.00"), "Broken hip."
)
NO_STAFF = ReasonAnswer(date(2026, 6, 1), None, "recruiting")
QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))
IN_WORDS = "3 to 20 May 2026: In hospital or away. That is about £400.00. Broken hip."


def told(book: Book, period: Period) -> list[str]:
    with book.reading() as session:
        return list(reasons_between(session, period))


def test_the_return_of_those_days_says_why(book: Book) -> None:
    add_reason(book, NO_STAFF, who=WHO, at=AT)
    add_reason(book, AWAY, who=WHO, at=AT)
    both = [IN_WORDS, "From 1 June 2026: Could not find staff."]
    assert told(book, QUARTER) == both
    assert told(book, Period(date(2026, 5, 21), date(2026, 5, 31))) == []
    assert told(book, Period(date(2026, 5, 20), date(2026, 5, 31))) == [IN_WORDS]
    assert told(book, Period(date(2027, 1, 1), date(2027, 3, 31))) == both[1:]
    with book.reading() as session:
        funder = session.get_one(models.Funder, all_of(book, models.Funder)[0].id)
        assert list(told_besides(session, QUARTER, funder).surplus_reasons) == both


def test_a_reason_is_changed_and_removed(book: Book) -> None:
    number = add_reason(book, NO_STAFF, who=WHO, at=AT)
    change_reason(book, number, replace(NO_STAFF, end=date(2026, 6, 1)), who=WHO, at=AT)
    (seen,) = look_at_reasons(book)
    assert seen.sentence == "1 June 2026: Could not find staff."
    remove_reason(book, number, who=WHO, at=AT)
    assert look_at_reasons(book) == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": "dragons"}, "is not known"),
        ({"end": date(2026, 5, 1)}, "ends before it begins"),
        ({"amount": Decimal(-1)}, "below nothing"),
        ({"reason": "other_reason", "note": " "}, "in your own words"),
    ],
)
def test_what_cannot_be_is_refused(book: Book, change: dict[str, object], sentence: str) -> None:
    with pytest.raises(DPManagerError, match=sentence):
        add_reason(book, replace(AWAY, **change), who=WHO, at=AT)
    assert not all_of(book, models.UnspentReason)
