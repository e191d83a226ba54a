"""A helper's hours are saved all at once, or none of them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from helper_at_work import AT, as_sam, made_for_sam
from small_book import MONDAY, hours, make_book

from dpmanager.errors import DPManagerError
from dpmanager.records.helper_book import HelperBook
from dpmanager.tasks.hours.keep_hours_as_helper import enter_hours, undo_hours

MORNING, NOON = hours(MONDAY, 9, 12), hours(MONDAY, 12, 14)


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[HelperBook]:
    with make_book(tmp_path / "Home.dpbook") as book:
        folder = made_for_sam(book, tmp_path)
    with as_sam(folder) as opened:
        yield opened


def standing(theirs: HelperBook) -> list[object]:
    return [each.shift for each in theirs.entries() if not each.removed]


def test_several_are_saved_and_each_is_taken_back(theirs: HelperBook) -> None:
    enter_hours(theirs, 1, [MORNING, NOON], at=AT)
    assert standing(theirs) == [MORNING, NOON]
    undo_hours(theirs, at=AT)
    assert standing(theirs) == [MORNING]
    undo_hours(theirs, at=AT)
    assert standing(theirs) == []


@pytest.mark.parametrize("last", [hours(MONDAY, 11, 13), hours(MONDAY + timedelta(days=1), 9, 12)])
def test_one_that_cannot_be_leaves_all_of_them_out(theirs: HelperBook, last: object) -> None:
    """The first overlaps another new one; the second one that was saved before."""
    enter_hours(theirs, 1, [hours(MONDAY + timedelta(days=1), 10, 11)], at=AT)
    before = theirs.entries()
    with pytest.raises(DPManagerError, match="overlaps"):
        enter_hours(theirs, 1, [MORNING, last], at=AT)  # type: ignore[list-item]
    assert theirs.entries() == before
