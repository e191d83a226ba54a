import pytest
from small_book import ADA, AT, BEN, MONDAY, WHO, all_of, pay_a_week, work_a_week

from dpmanager.domain.people.checks import CheckKind
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.before_first_pay import FirstPayStop
from dpmanager.tasks.pay.look_at_pay import look_at_pay
from dpmanager.tasks.people.checks import CheckAnswer, not_needed, note_check, pay_unchecked

TODAY = AT.date()


@pytest.fixture
def unchecked(book: Book) -> Book:
    """A book in which nobody was checked."""
    with book.task("Test", who=WHO, at=AT) as session:
        for row in session.query(models.Check).all():
            session.delete(row)
    return book


def stop(book: Book) -> FirstPayStop | None:
    return look_at_pay(book, today=TODAY, who=WHO, at=AT).stop


def test_the_first_pay_names_what_the_law_asks_for_and_what_is_advice(unchecked: Book) -> None:
    assert stop(unchecked) is None  # nobody waits to be paid
    work_a_week(unchecked, MONDAY)
    found = stop(unchecked)
    assert found is not None
    assert found.workers == ((1, ADA),)
    assert "the right to work of Ada Lovell. The law asks" in found.law
    assert found.advice == "Good advice, and not the law: DBS check, Reference."
    work_a_week(unchecked, MONDAY, BEN)
    both = stop(unchecked)
    assert both is not None and both.workers == ((1, ADA), (2, BEN))


def test_who_was_seen_or_need_not_be_is_paid_without_a_word(unchecked: Book) -> None:
    work_a_week(unchecked, MONDAY)
    work_a_week(unchecked, MONDAY, BEN)
    right = CheckKind.RIGHT_TO_WORK
    note_check(unchecked, 1, CheckAnswer(right, MONDAY, WHO), who=WHO, at=AT)
    not_needed(unchecked, 2, right, "She is my daughter", who=WHO, at=AT)
    assert stop(unchecked) is None


def test_who_was_paid_before_is_not_asked_about(unchecked: Book) -> None:
    pay_a_week(unchecked, MONDAY)
    work_a_week(unchecked, MONDAY.replace(day=13))
    assert stop(unchecked) is None


def test_paying_anyway_is_kept_and_not_asked_again(unchecked: Book) -> None:
    work_a_week(unchecked, MONDAY)
    found = stop(unchecked)
    assert found is not None
    pay_unchecked(unchecked, [number for number, _name in found.workers], who=WHO, at=AT)
    (check,) = all_of(unchecked, models.Check)
    assert (check.worker_id, check.kind, check.state) == (1, "right_to_work", "to_do")
    assert check.reason == "You paid before you had seen it, on 6 July 2026."
    assert stop(unchecked) is None
    unchecked.undo(who=WHO, at=AT)
    assert stop(unchecked) == found
