"""The words of the hours page: the rows of its table, times, kinds of hours."""

from collections.abc import Sequence
from datetime import date

from dpmanager.domain.hours.shifts import Shift
from dpmanager.domain.wording import kind_of_hour
from dpmanager.tasks.hours.look_at_hours import (
    DayOfWeek,
    SavedShift,
    WorkerChoice,
    day_in_words,
)
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.table import TableRow
from dpmanager.ui.widgets.text import words
from dpmanager.words import _

Key = tuple[date, int | None]
"""A row of the table: its day, and the number of its shift, None for a day without one."""


def worker_words(worker: WorkerChoice) -> str:
    """The name, and whether they have left."""
    if worker.left is None:
        return worker.name
    return _("{worker} (left)").format(worker=worker.name)


def rows_of(day: DayOfWeek) -> list[TableRow]:
    """A row for each shift of a day; one without times for a day that has none."""
    if not day.shifts:
        return [TableRow((day.day, None, None, None, None, None), (day.day, None))]
    return [_row(day, one) for one in day.shifts]


def _row(day: DayOfWeek, one: SavedShift) -> TableRow:
    shift = one.shift
    rest = _("{count} min").format(count=shift.break_minutes) if shift.break_minutes else None
    return TableRow(
        (
            day.day,
            f"{shift.start:%H:%M}",
            finish_words(shift),
            rest,
            _kind_words(shift),
            one.length,
        ),
        (day.day, one.id),
    )


def show_sentences(column: Column, sentences: Sequence[str]) -> None:
    """What is worth a second look, one sentence under the other."""
    column.clear()
    column.setVisible(bool(sentences))
    if sentences:
        column.add(words(_("Worth a second look"), "strong"))
    for sentence in sentences:
        column.add(words(sentence))


def finish_words(shift: Shift) -> str:
    """06:00 next day."""
    text = f"{shift.end:%H:%M}"
    return text if shift.end > shift.start else _("{time} next day").format(time=text)


def times_in_words(sentence: str, shift: Shift) -> str:
    """A sentence with the day of a shift, its start and its finish."""
    return sentence.format(
        day=day_in_words(shift.day), start=f"{shift.start:%H:%M}", finish=finish_words(shift)
    )


def _kind_words(shift: Shift) -> str:
    words_of_kind = kind_of_hour(shift.kind)
    if shift.woken_minutes:
        words_of_kind = _("{kind}, up and working {count} min").format(
            kind=words_of_kind, count=shift.woken_minutes
        )
    if shift.service_type:
        words_of_kind = _("{kind}, {care}").format(
            kind=words_of_kind, care=service_type_labels()[shift.service_type]
        )
    if not shift.note:
        return words_of_kind
    return _("{kind}, {note}").format(kind=words_of_kind, note=shift.note)
