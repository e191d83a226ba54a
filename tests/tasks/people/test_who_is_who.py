"""How to reach people, and what HMRC knows the employer by, can change."""

import pytest
from small_book import AT, MONDAY, WHO

from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import EmployerAnswer, PersonAnswer
from dpmanager.tasks.people.arrangement import change_contact, change_employer
from dpmanager.tasks.people.look_at_people import WhoIsWho, look_at_people


def who_is_who(book: Book) -> WhoIsWho:
    return look_at_people(book, MONDAY).who


def test_a_contact_changes_and_comes_back(book: Book) -> None:
    before = who_is_who(book)
    new = PersonAnswer(name=" Jo Rivers-Day ", phone="01632 960111", email="jo@example.org")
    change_contact(book, before.manager.id, new, who=WHO, at=AT)
    after = who_is_who(book)
    assert after.manager.details.name == "Jo Rivers-Day"
    assert after.manager.details.phone == "01632 960111"
    assert after.recipient == before.recipient
    book.undo(who=WHO, at=AT)
    assert who_is_who(book) == before


def test_a_contact_needs_a_name(book: Book) -> None:
    before = who_is_who(book)
    with pytest.raises(DPManagerError, match="Type the name"):
        change_contact(book, before.manager.id, PersonAnswer(name=" "), who=WHO, at=AT)
    assert who_is_who(book) == before


def test_the_employer_stays_the_same_person(book: Book) -> None:
    before = who_is_who(book)
    answer = EmployerAnswer(
        who="manager", paye_reference="123/AB456", hmrc_paid="quarterly", employment_allowance=False
    )
    change_employer(book, answer, who=WHO, at=AT)
    after = who_is_who(book)
    assert (after.paye_reference, after.accounts_office_reference) == ("123/AB456", "")
    assert (after.hmrc_paid, after.employment_allowance) == ("quarterly", False)
    assert after.employer == before.employer
