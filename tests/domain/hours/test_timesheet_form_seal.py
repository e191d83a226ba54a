from dataclasses import replace
from datetime import date, timedelta

import pytest
from planned_form import EVENING, KEY, MONDAY, plan

from dpmanager.domain.hours.timesheet_form import Box, all_boxes, seal, unseal, written_on_form
from dpmanager.errors import DPManagerError


def test_what_was_sealed_comes_back():
    assert unseal(seal(plan(), KEY), KEY) == plan()


def test_line_breaks_in_the_seal_do_no_harm():
    sealed = seal(plan(), KEY)
    broken = replace(sealed, content=sealed.content[:40] + "\r\n" + sealed.content[40:])
    assert unseal(broken, KEY) == plan()


def test_no_name_is_in_the_seal():
    assert "Ann" not in repr(unseal(seal(plan(), KEY), KEY))


@pytest.mark.parametrize(
    "other",
    [
        plan(book="another"),
        replace(plan(), worker_id=8),
        replace(plan(), period=replace(plan().period, end=date(2026, 4, 13))),
        plan(EVENING),
    ],
    ids=["book", "worker", "period", "planned shifts"],
)
def test_the_seal_of_one_plan_does_not_fit_another(other):
    mixed = replace(seal(plan(), KEY), content=seal(other, KEY).content)
    with pytest.raises(DPManagerError, match="does not belong to this book"):
        unseal(mixed, KEY)


def test_another_book_has_another_key():
    with pytest.raises(DPManagerError, match="does not belong to this book"):
        unseal(seal(plan(), b"another key of thirty-two bytes."), KEY)


def test_another_layout_is_refused():
    with pytest.raises(DPManagerError, match="another version of DP Manager"):
        unseal(replace(seal(plan(), KEY), layout="2"), KEY)


@pytest.mark.parametrize("strange", ["", "é" * 20, "A" * 300_000, "\ud800"])
def test_strange_seals_are_refused(strange):
    for sealed in (
        replace(seal(plan(), KEY), content=strange),
        replace(seal(plan(), KEY), check=strange),
    ):
        with pytest.raises(DPManagerError, match="does not belong to this book"):
            unseal(sealed, KEY)


def test_a_planned_shift_outside_of_the_period_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="outside of the period"):
        plan(replace(EVENING, day=MONDAY - timedelta(days=1)))


def test_a_day_has_three_rows_or_as_many_as_are_planned():
    assert plan().rows_on(MONDAY) == 3
    four = [replace(EVENING, miles=EVENING.miles + number) for number in range(4)]
    assert plan(*four).rows_on(MONDAY) == 4
    assert len(list(all_boxes(plan()))) == 7 * (1 + 3 * 7) + 2


def test_an_empty_row_suggests_the_kind_of_its_day():
    kinds = [
        written_on_form(plan(), MONDAY + timedelta(days=days), 3)[Box.KIND] for days in range(7)
    ]
    assert kinds == ["Bank holiday", *["Weekday"] * 4, "Saturday", "Sunday"]
