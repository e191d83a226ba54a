"""Hours go from a helper's own book to the manager's, and the rota goes the other way."""

import shutil
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from helper_at_work import (
    AT,
    QUICK,
    SAM,
    SAMS_WORDS,
    TODAY,
    as_sam,
    look,
    made_for_sam,
    sam_writes,
    take,
    usual_week,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_book import ADA, BEN, MONDAY, WHO, all_of, count, files_of, hours, make_book, tables

from dpmanager.domain.hours.helper_hours import HelperHours, News
from dpmanager.domain.hours.rota import Times
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, WeakPassphrase
from dpmanager.records.faults import PlaceTaken
from dpmanager.records.helper_book import NotTheirManager
from dpmanager.tasks.hours.exchange_with_helper import (
    Choice,
    KnownHelper,
    known_helpers,
    look_at_helper_hours,
    make_helper_book,
    put_rota_out,
    stop_with_helper,
    take_helper_hours,
)
from dpmanager.tasks.hours.keep_hours_as_helper import (
    change_hours,
    hand_over,
    look_at_helper_week,
    remove_hours,
    take_new_rota,
    undo_hours,
)
from dpmanager.tasks.hours.record_shifts import (
    approve_timesheet,
    change_shift,
    record_shifts,
    remove_shift,
    shift_of,
)

MORNING = Times(time(8), time(12), outcome="Safe at home")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with make_book(tmp_path / "Sam.dpbook") as made:
        usual_week(made, MORNING)
        yield made


@pytest.fixture
def sams(book: Book, tmp_path: Path) -> Path:
    return made_for_sam(book, tmp_path)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def ada(number: int, start: int, end: int, **more) -> Shift:
    return hours(day(number), start, end, **more)


def number_of(folder: Path, shift: Shift) -> int:
    with as_sam(folder) as theirs:
        return next(UUID(one.id).int for one in theirs.entries() if one.shift == shift)


def change(folder: Path, old: Shift, new: Shift) -> None:
    number = number_of(folder, old)
    with as_sam(folder) as theirs:
        change_hours(theirs, number, new, at=AT)


def remove(folder: Path, shift: Shift) -> None:
    number = number_of(folder, shift)
    with as_sam(folder) as theirs:
        remove_hours(theirs, number, at=AT)


def written(book: Book) -> list[Shift]:
    return [shift_of(row) for row in all_of(book, models.Shift)]


# The rota goes out


def test_the_rota_and_the_names_go_out(book: Book, sams: Path) -> None:
    with as_sam(sams) as theirs:
        week = look_at_helper_week(theirs, None, TODAY)
    assert [worker.name for worker in week.workers] == ["Ada Lovell", "Ben Okoro", "Brook Day Club"]
    assert week.worker is not None and week.worker.name == ADA
    assert [len(one.planned) for one in week.days] == [1, 1, 1, 1, 1, 0, 0]
    assert week.days[0].planned == (ada(7, 8, 12),)
    assert week.rota_out_at == AT.replace(tzinfo=None)
    assert week.helper == SAM


def test_a_new_rota_takes_the_place_of_the_old_one(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    usual_week(book, Times(time(14), time(16)))
    put_rota_out(book, sams, 1, who=WHO, at=AT + timedelta(days=1))
    with as_sam(sams) as theirs:
        week = look_at_helper_week(theirs, None, TODAY)
        assert week.days[0].planned == (ada(7, 14, 16),)
        assert [one.shift for one in week.days[0].day.shifts] == [ada(7, 8, 12)]
        rota = theirs.rota()
    assert rota is not None
    assert rota.period.end == day(13)


def test_bank_holidays_go_with_the_rota(book: Book, sams: Path) -> None:
    put_rota_out(book, sams, 8, who=WHO, at=AT)
    with as_sam(sams) as theirs:
        week = look_at_helper_week(theirs, None, date(2026, 5, 4))
    assert week.days[0].day.bank_holiday
    assert week.days[0].day.suggested is HourKind.BANK_HOLIDAY


def test_the_book_says_when_the_rota_went_out(book: Book, sams: Path) -> None:
    (helper,) = known_helpers(book)
    assert helper == KnownHelper(1, SAM, AT.replace(tzinfo=None), None, None)


def test_a_rota_that_was_put_out_is_not_undone(book: Book, sams: Path) -> None:
    assert SAM not in book.can_undo()


# Hours come in


def test_hours_wait_for_approval_and_the_history_names_both(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12), ada(8, 19, 7, break_minutes=30, note="late bus"))
    seen = look(book, sams)
    assert [line.news for line in seen.lines] == [News.NEW, News.NEW]
    assert count(book, models.Shift) == 0
    taken = take_helper_hours(book, seen, who=WHO, at=AT)
    assert (taken.added, taken.changed, taken.removed, taken.left) == (2, 0, 0, 0)
    assert written(book) == [
        ada(7, 8, 12),
        ada(8, 19, 7, break_minutes=30, note="late bus"),
    ]
    assert {row.state for row in all_of(book, models.Timesheet)} == {"draft"}
    assert book.can_undo() == f"Hours entered by {SAM}, taken in by {WHO}"
    assert {row.entered_by for row in all_of(book, models.HelperEntry)} == {SAM}
    (helper,) = known_helpers(book)
    assert helper.taken_at == AT.replace(tzinfo=None)
    approve_timesheet(book, ADA, day(7), who=WHO, at=AT)


def test_taking_in_is_one_step_that_can_be_undone_and_done_again(book: Book, sams: Path) -> None:
    before = tables(book)
    sam_writes(sams, ada(7, 8, 12), ada(8, 8, 12))
    take(book, sams)
    after = tables(book)
    book.undo(who=WHO, at=AT)
    assert tables(book) == before
    assert len(look(book, sams).of(News.NEW)) == 2
    book.redo(who=WHO, at=AT)
    assert tables(book) == after
    assert not look(book, sams).lines


def test_taking_in_twice_adds_nothing_twice(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    seen = look(book, sams)
    take_helper_hours(book, seen, who=WHO, at=AT)
    assert not look(book, sams).lines
    take_helper_hours(book, seen, who=WHO, at=AT)  # the same list once more
    take(book, sams)
    assert written(book) == [ada(7, 8, 12)]


def test_a_change_is_seen_and_keeps_the_outcome(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    take(book, sams)
    (row,) = all_of(book, models.Shift)
    change_shift(book, row.id, ada(7, 8, 12, outcome="Safe at home"), who=WHO, at=AT)
    change(sams, ada(7, 8, 12), ada(7, 8, 13))
    (line,) = look(book, sams).lines
    assert (line.news, line.before, line.here) == (News.CHANGED, ada(7, 8, 12), (ada(7, 8, 12),))
    assert take(book, sams).changed == 1
    (row,) = all_of(book, models.Shift)
    assert shift_of(row) == ada(7, 8, 13)
    assert row.outcome_id is not None


def test_hours_that_were_taken_out_are_seen(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    take(book, sams)
    remove(sams, ada(7, 8, 12))
    (line,) = look(book, sams).lines
    assert line.news is News.REMOVED
    assert take(book, sams).removed == 1
    assert written(book) == []


def test_a_change_that_the_manager_does_not_want(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    take(book, sams)
    change(sams, ada(7, 8, 12), ada(7, 8, 13))
    assert take(book, sams, changed=Choice.KEEP).left == 1
    assert written(book) == [ada(7, 8, 12)]
    assert not look(book, sams).lines  # it is not asked again
    change(sams, ada(7, 8, 13), ada(7, 8, 14))
    (line,) = look(book, sams).lines
    assert line.news is News.CLASH  # what is here is no longer what Sam wrote


def test_two_shifts_that_change_places(book: Book, sams: Path) -> None:
    first, second = ada(7, 8, 12), ada(7, 14, 18)
    sam_writes(sams, first, second)
    take(book, sams)
    number = number_of(sams, first)
    change(sams, second, ada(7, 18, 20))
    with as_sam(sams) as theirs:
        change_hours(theirs, number, second, at=AT)
    change(sams, ada(7, 18, 20), first)
    assert [line.news for line in look(book, sams).lines] == [News.CHANGED, News.CHANGED]
    take(book, sams)
    assert sorted(written(book), key=lambda one: one.start) == [first, second]
    assert not look(book, sams).lines


def test_hours_move_to_another_pay_period(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    take(book, sams)
    change(sams, ada(7, 8, 12), ada(1, 8, 12))
    assert take(book, sams).changed == 1
    (row,) = all_of(book, models.Shift)
    with book.reading() as session:
        assert session.get_one(models.Timesheet, row.timesheet_id).start == day(0)


# Clashes: what the manager typed stays


@pytest.fixture
def typed(book: Book, sams: Path) -> Path:
    """The manager has typed other hours for a day that Sam has entered."""
    record_shifts(book, ADA, [ada(7, 9, 12)], who=WHO, at=AT)
    sam_writes(sams, ada(7, 8, 12), ada(8, 8, 12))
    return sams


def test_nothing_is_overwritten_silently(book: Book, typed: Path) -> None:
    seen = look(book, typed)
    assert [(line.news, line.here) for line in seen.lines] == [
        (News.CLASH, (ada(7, 9, 12),)),
        (News.NEW, ()),
    ]
    assert seen.lines[0].choices == (Choice.KEEP, Choice.TAKE)  # both cannot be: they overlap
    assert take(book, typed).left == 1
    assert written(book) == [ada(7, 9, 12), ada(8, 8, 12)]
    assert not look(book, typed).lines


def test_what_the_helper_wrote_can_be_taken_instead(book: Book, typed: Path) -> None:
    taken = take(book, typed, clash=Choice.TAKE)
    assert (taken.added, taken.left) == (2, 0)
    assert sorted(written(book), key=lambda one: one.day) == [ada(7, 8, 12), ada(8, 8, 12)]
    book.undo(who=WHO, at=AT)
    assert written(book) == [ada(7, 9, 12)]


def test_both_can_stand_where_they_share_no_time(book: Book, sams: Path) -> None:
    record_shifts(book, ADA, [ada(7, 18, 20)], who=WHO, at=AT)
    sam_writes(sams, ada(7, 8, 12))
    (line,) = look(book, sams).lines
    assert line.choices == (Choice.KEEP, Choice.TAKE, Choice.BOTH)
    take(book, sams, clash=Choice.BOTH)
    assert written(book) == [ada(7, 18, 20), ada(7, 8, 12)]


def test_the_same_hours_typed_by_both_are_there_once(book: Book, sams: Path) -> None:
    record_shifts(book, ADA, [ada(7, 8, 12, outcome="Safe at home")], who=WHO, at=AT)
    sam_writes(sams, ada(7, 8, 12))
    assert not look(book, sams).lines
    take(book, sams)
    assert written(book) == [ada(7, 8, 12)]


def test_a_second_visit_on_a_day_that_was_taken_in_is_no_clash(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    take(book, sams)
    sam_writes(sams, ada(7, 18, 20))
    (line,) = look(book, sams).lines
    assert line.news is News.NEW


def test_hours_that_the_manager_changed_or_took_out(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12), ada(8, 8, 12))
    take(book, sams)
    first, second = all_of(book, models.Shift)
    change_shift(book, first.id, ada(7, 8, 11), who=WHO, at=AT)
    remove_shift(book, second.id, who=WHO, at=AT)
    assert not look(book, sams).lines
    change(sams, ada(7, 8, 12), ada(7, 8, 13))
    change(sams, ada(8, 8, 12), ada(8, 8, 13))
    lines = look(book, sams).lines
    assert [(line.news, line.here) for line in lines] == [
        (News.CLASH, (ada(7, 8, 11),)),
        (News.CLASH, ()),
    ]
    take(book, sams)
    assert written(book) == [ada(7, 8, 11)]


def test_a_timesheet_that_is_approved_stays(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    take(book, sams)
    approve_timesheet(book, ADA, day(7), who=WHO, at=AT)
    sam_writes(sams, ada(9, 8, 12))
    change(sams, ada(7, 8, 12), ada(7, 8, 13))
    seen = look(book, sams)
    assert len(seen.cannot) == 2
    assert all("approved already" in line.why_not for line in seen.cannot)
    before = written(book)
    assert take(book, sams).left == 2
    assert written(book) == before
    assert len(look(book, sams).cannot) == 2  # they come again, until the manager leaves them out
    take(book, sams, new=Choice.KEEP, changed=Choice.KEEP)
    assert not look(book, sams).lines


def test_hours_before_somebody_started_cannot_be_taken(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(-3, 8, 12))
    (line,) = look(book, sams).lines
    assert "does not work for you" in line.why_not
    assert line.choices == (Choice.LATER, Choice.KEEP)


def test_hours_of_nobody_in_the_book_cannot_be_taken(book: Book, sams: Path) -> None:
    with as_sam(sams) as theirs:
        moment = AT.replace(tzinfo=None)
        stranger = HelperHours(str(UUID(int=1)), 99, ada(7, 8, 12), SAM, moment, moment)
        theirs.keep(stranger)
    (line,) = look(book, sams).lines
    assert (line.worker, line.choices) == ("", (Choice.LATER,))
    take(book, sams, new=Choice.TAKE)
    assert written(book) == []


def test_two_helpers_for_the_same_hours(book: Book, sams: Path, tmp_path: Path) -> None:
    other = tmp_path / "Kim.dphours"
    make_helper_book(book, other, SAMS_WORDS, "Kim", who=WHO, at=AT, cost=QUICK)
    put_rota_out(book, other, 1, who=WHO, at=AT)
    sam_writes(sams, ada(7, 8, 12))
    sam_writes(other, ada(7, 9, 12))
    take(book, sams)
    (line,) = look(book, other).lines
    assert line.news is News.CLASH
    assert line.here == (ada(7, 8, 12),)


# As one file


def test_a_zipped_book_goes_there_and_back(book: Book, sams: Path, tmp_path: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    sent = tmp_path / "hours.zip"
    with as_sam(sams) as theirs:
        hand_over(theirs, sent)
    assert take(book, sent).added == 1
    usual_week(book, Times(time(14), time(16)))
    put_rota_out(book, sent, 1, who=WHO, at=AT + timedelta(hours=1))
    sam_writes(sams, ada(8, 8, 12))
    with as_sam(sams) as theirs:
        take_new_rota(theirs, sent)
        week = look_at_helper_week(theirs, None, TODAY)
        assert week.days[0].planned == (ada(7, 14, 16),)
        assert len(theirs.entries()) == 2  # only the rota came
        with pytest.raises(DPManagerError, match="as new as"):
            take_new_rota(theirs, sent)
    assert take(book, sams).added == 1


def test_an_older_copy_that_comes_late_adds_nothing(book: Book, sams: Path, tmp_path: Path) -> None:
    sam_writes(sams, ada(7, 8, 12), ada(8, 8, 12))
    older = shutil.copytree(sams, tmp_path / "older.dphours")
    change(sams, ada(7, 8, 12), ada(7, 8, 13))
    remove(sams, ada(8, 8, 12))
    take(book, sams)
    assert not look(book, older).lines
    take(book, older)
    assert written(book) == [ada(7, 8, 13)]


def test_a_stick_with_the_book_on_it_is_enough(book: Book, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    sams = made_for_sam(book, stick)
    sam_writes(sams, ada(7, 8, 12))
    assert look(book, stick).of(News.NEW)


# Refused, with both books as they were


def refused(book: Book, place: Path, kind: type[DPManagerError], words: str) -> None:
    kept, there = tables(book), files_of(place) if place.is_dir() else place.read_bytes()
    for act in (
        lambda: look_at_helper_hours(book, place),
        lambda: put_rota_out(book, place, 1, who=WHO, at=AT),
    ):
        with pytest.raises(kind, match=words) as caught:
            act()
        assert "\n" not in str(caught.value)
    assert tables(book) == kept
    now = files_of(place) if place.is_dir() else place.read_bytes()
    if place.is_dir():
        there.pop("lock", None), now.pop("lock", None)
    assert now == there


def test_the_helper_of_another_book(book: Book, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with make_book(tmp_path / "there" / "Other.dpbook") as other:
        foreign = made_for_sam(other, tmp_path / "there")
    refused(book, foreign, NotTheirManager, "not made from your book")


def test_a_helper_who_has_stopped(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    take(book, sams)
    stop_with_helper(book, 1, who=WHO, at=AT)
    refused(book, sams, DPManagerError, "does not help with the hours any more")
    assert written(book) == [ada(7, 8, 12)]
    book.undo(who=WHO, at=AT)
    look(book, sams)


def test_a_name_is_given_once(book: Book, sams: Path, tmp_path: Path) -> None:
    before = files_of(tmp_path)
    for name, place, words, kind in (
        (SAM.upper(), "New.dphours", SAMS_WORDS, DPManagerError),
        ("  ", "New.dphours", SAMS_WORDS, DPManagerError),
        ("Kim", "New.dphours", "short", WeakPassphrase),
        ("Kim", "Sam.dphours", SAMS_WORDS, PlaceTaken),
    ):
        with pytest.raises(kind):
            make_helper_book(book, tmp_path / place, words, name, who=WHO, at=AT, cost=QUICK)
    assert files_of(tmp_path).keys() == before.keys()
    assert len(known_helpers(book)) == 1


def test_hours_that_stand_in_the_way_save_nothing(book: Book, sams: Path) -> None:
    """What changes is kept as it is here, so that what is new has no room."""
    sam_writes(sams, ada(7, 8, 12))
    take(book, sams)
    change(sams, ada(7, 8, 12), ada(7, 14, 18))
    sam_writes(sams, ada(7, 8, 11))
    assert {line.news for line in look(book, sams).lines} == {News.CHANGED, News.NEW}
    before = tables(book)
    with pytest.raises(DPManagerError, match="overlaps"):
        take(book, sams, changed=Choice.KEEP)
    assert tables(book) == before


# The helper's side


def test_the_helper_undoes_one_step_after_another(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    change(sams, ada(7, 8, 12), ada(7, 8, 13))
    remove(sams, ada(7, 8, 13))
    with as_sam(sams) as theirs:
        said = []
        while words := look_at_helper_week(theirs, None, TODAY).can_undo:
            said.append(words)
            undo_hours(theirs, at=AT)
            said.append(
                [one.shift for one in look_at_helper_week(theirs, None, TODAY).days[0].day.shifts]
            )
        with pytest.raises(DPManagerError, match="nothing to undo"):
            undo_hours(theirs, at=AT)
    assert said == [
        "Remove hours, Ada Lovell, Monday 13 April 2026",
        [ada(7, 8, 13)],
        "Change hours, Ada Lovell, Monday 13 April 2026",
        [ada(7, 8, 12)],
        "Write hours, Ada Lovell, Monday 13 April 2026",
        [],
    ]


def test_an_undo_reaches_the_manager(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    take(book, sams)
    with as_sam(sams) as theirs:
        undo_hours(theirs, at=AT)
    take(book, sams)
    assert written(book) == []


def test_impossible_hours_are_not_saved(book: Book, sams: Path) -> None:
    sam_writes(sams, ada(7, 8, 12))
    for wrong in (ada(7, 11, 13), ada(8, 9, 9), ada(8, 9, 10, break_minutes=60)):
        with pytest.raises(DPManagerError):
            sam_writes(sams, wrong)
    sam_writes(sams, ada(7, 11, 13), worker=BEN)  # somebody else can be there at the same time
    with as_sam(sams) as theirs:
        assert len(theirs.entries()) == 2


# Any number of copies, in any order

edits = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "remove", "undo"]),
        st.integers(0, 6),
        st.integers(6, 12),
        st.integers(13, 20),
    ),
    min_size=1,
    max_size=6,
)


def play(folder: Path, act: str, number: int, start: int, end: int) -> None:
    """One thing that Sam does, if it can be done."""
    with as_sam(folder) as theirs:
        there = [one for one in theirs.entries() if not one.removed]
    chosen = there[number % len(there)] if there else None
    try:
        if act == "add":
            sam_writes(folder, ada(number, start, end))
        elif act == "undo":
            with as_sam(folder) as theirs:
                undo_hours(theirs, at=AT)
        elif chosen and act == "change":
            change(folder, chosen.shift, ada(number, start, end))
        elif chosen:
            remove(folder, chosen.shift)
    except DPManagerError:
        return


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manager's book and Sam's, with no hours in them."""
    place = tmp_path_factory.mktemp("clean")
    with make_book(place / "Jo.dpbook") as made:
        made_for_sam(made, place)
    return place


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits=edits, order=st.lists(st.integers(0, 6), max_size=5))
def test_copies_in_any_order_any_number_of_times_come_to_the_same(
    clean: Path, tmp_path_factory: pytest.TempPathFactory, edits, order: list[int]
) -> None:
    from small_book import PASSPHRASE

    from dpmanager.records.book import open_book

    place = tmp_path_factory.mktemp("copies") / "all"
    shutil.copytree(clean, place)
    copies = [shutil.copytree(place / "Sam.dphours", place / "0.dphours")]
    for number, edit in enumerate(edits, start=1):
        play(place / "Sam.dphours", *edit)
        copies.append(shutil.copytree(place / "Sam.dphours", place / f"{number}.dphours"))
    with as_sam(copies[-1]) as last:
        wanted = sorted(
            (one.shift for one in last.entries() if not one.removed),
            key=lambda shift: (shift.day, shift.start),
        )
    with open_book(place / "Jo.dpbook", passphrase=PASSPHRASE) as book:
        for number in [*order, len(edits), *order]:
            take(book, copies[number % len(copies)])
        found = sorted(written(book), key=lambda shift: (shift.day, shift.start))
        assert found == wanted
        assert not any(look(book, copy).lines for copy in copies)
