from datetime import date
from pathlib import Path

import pytest
from small_book import ADA, AT, WHO, all_of, make_book

from dpmanager.domain.people.checks import CheckKind, Standing
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.checks import (
    CheckAnswer,
    CheckLook,
    ChecksLook,
    ask_for,
    checks_of,
    not_needed,
    note_check,
    remove_check,
)
from dpmanager.tasks.people.workers import find_worker

TODAY = AT.date()
RIGHT, DBS, REFERENCE = CheckKind.RIGHT_TO_WORK, CheckKind.DBS, CheckKind.REFERENCE


@pytest.fixture
def ada(book: Book) -> int:
    """Ada, of whom nothing was checked yet."""
    with book.task("Test", who=WHO, at=AT) as session:
        for row in session.query(models.Check).all():
            session.delete(row)
        return find_worker(session, ADA).id


def looked(book: Book, worker: int) -> ChecksLook:
    with book.reading() as session:
        return checks_of(session, session.get_one(models.Worker, worker), TODAY)


def lines(book: Book, worker: int, kind: CheckKind | None = None) -> list[CheckLook]:
    found = looked(book, worker).lines
    return [line for line in found if kind in (None, line.kind)]


def answer(kind: CheckKind, **more: object) -> CheckAnswer:
    return CheckAnswer(kind, **({"seen_on": TODAY, "seen_by": WHO} | more))  # type: ignore[arg-type]


def test_what_is_wanted_stands_there_before_anything_is_noted(book: Book, ada: int) -> None:
    assert [(line.kind, line.standing, line.by_law, line.left) for line in lines(book, ada)] == [
        (RIGHT, Standing.TO_DO, True, 1),
        (DBS, Standing.TO_DO, False, 1),
        (REFERENCE, Standing.TO_DO, False, 2),
    ]
    added = looked(book, ada).to_add
    assert [line.kind for line in added] == [
        CheckKind.TRAINING,
        CheckKind.QUALIFICATION,
        CheckKind.REGISTER,
    ]


def test_a_check_is_asked_for_then_seen_and_undone(book: Book, ada: int) -> None:
    number = ask_for(book, ada, DBS, who=WHO, at=AT)
    assert [line.standing for line in lines(book, ada, DBS)] == [Standing.ASKED]
    dbs = answer(DBS, level="enhanced_barred", number=" 001234567890 ", update_service=True,
                 issued_on=date(2026, 6, 1), note="what it says")  # fmt: skip
    assert note_check(book, ada, dbs, check_id=number, who=WHO, at=AT) == number
    (line,) = lines(book, ada, DBS)
    assert (line.standing, line.look_again) == (Standing.SEEN, date(2029, 6, 1))
    assert line.seen is not None
    assert (line.seen.number, line.seen.update_service) == ("001234567890", True)
    assert line.seen.note == ""  # never a word of what the certificate says
    assert book.undo(who=WHO, at=AT) == "Note a check"
    assert [line.standing for line in lines(book, ada, DBS)] == [Standing.ASKED]


def test_the_second_reference_is_still_wanted(book: Book, ada: int) -> None:
    note_check(book, ada, answer(REFERENCE, name="Oak School"), who=WHO, at=AT)
    assert [(line.name, line.standing, line.left) for line in lines(book, ada, REFERENCE)] == [
        ("Reference: Oak School", Standing.SEEN, 1),
        ("Reference", Standing.TO_DO, 1),
    ]
    ask_for(book, ada, REFERENCE, name="Elm Farm", who=WHO, at=AT)
    assert [line.name for line in lines(book, ada, REFERENCE)] == [
        "Reference: Oak School",
        "Reference: Elm Farm",
    ]
    with pytest.raises(DPManagerError, match="who gave the reference"):
        note_check(book, ada, answer(REFERENCE), who=WHO, at=AT)


def test_a_right_to_work_that_is_seen_again_keeps_the_earlier_look(book: Book, ada: int) -> None:
    first = note_check(
        book,
        ada,
        answer(RIGHT, seen_on=date(2026, 4, 1), until=date(2026, 8, 1)),
        who=WHO,
        at=AT,
    )
    (line,) = lines(book, ada, RIGHT)
    assert line.standing is Standing.RUNS_OUT  # 26 days before its end
    second = note_check(
        book, ada, answer(RIGHT, until=date(2029, 8, 1)), check_id=first, who=WHO, at=AT
    )
    assert second != first
    (line,) = lines(book, ada, RIGHT)
    assert (line.id, line.standing) == (second, Standing.SEEN)
    assert line.earlier == ((date(2026, 4, 1), WHO),)


def test_a_check_that_is_not_needed_keeps_the_reason(book: Book, ada: int) -> None:
    with pytest.raises(DPManagerError, match="why this check is not needed"):
        not_needed(book, ada, DBS, "  ", who=WHO, at=AT)
    number = not_needed(book, ada, DBS, "My sister", who=WHO, at=AT)
    (line,) = lines(book, ada, DBS)
    assert (line.standing, line.reason) == (Standing.NOT_NEEDED, "My sister")
    remove_check(book, number, who=WHO, at=AT)
    assert [(line.id, line.standing) for line in lines(book, ada, DBS)] == [(None, Standing.TO_DO)]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"seen_on": date(2026, 7, 7)}, "still to come"),
        ({"issued_on": date(2026, 7, 7)}, "after the day on which you saw it"),
        ({"until": date(2026, 7, 5)}, "It had run out on 5 July 2026"),
    ],
)
def test_days_that_cannot_be_are_refused(
    book: Book, ada: int, more: dict[str, date], says: str
) -> None:
    with pytest.raises(DPManagerError, match=says):
        note_check(book, ada, answer(RIGHT, **more), who=WHO, at=AT)
    assert all_of(book, models.Check) == []


def test_a_training_needs_a_name_and_an_agency_is_asked_for_no_right_to_work(
    book: Book, ada: int
) -> None:
    with pytest.raises(DPManagerError, match="such as first aid"):
        note_check(book, ada, answer(CheckKind.TRAINING), who=WHO, at=AT)
    with book.reading() as session:
        club = find_worker(session, "Brook Day Club").id
    assert lines(book, club) == []
    with pytest.raises(DPManagerError, match="not asked of Brook Day Club"):
        note_check(book, club, answer(RIGHT), who=WHO, at=AT)


def test_an_authorised_person_must_see_a_dbs_check(tmp_path: Path) -> None:
    # Gloucestershire, direct payments policy: an authorised person must, unless close family
    with make_book(tmp_path / "A.dpbook", ('role = "nominated"', 'role = "authorised"')) as book:
        (line,) = [one for one in looked(book, 1).lines if one.kind is DBS]
        assert line.by_law
        assert "without capacity" in line.meaning["why"]
