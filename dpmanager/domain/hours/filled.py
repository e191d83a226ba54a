"""Planned and worked: how the hours on a filled-in timesheet differ from the rota."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.hours.shifts import (
    HourKind,
    Shift,
    check_shift,
    refuse_overlap,
    shift_interval,
)
from dpmanager.domain.wording import full_day, kind_of_hour
from dpmanager.words import _

NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a timesheet form. An `end` at or before `start` is on the next day.

    break_minutes: unpaid. woken_minutes: of a sleep-in, how long the worker was up and worked.
    miles: driven for the work in the worker's own vehicle.
    """

    day: date
    start: time
    end: time
    kind: HourKind
    break_minutes: int = 0
    woken_minutes: int = 0
    miles: Decimal = ZERO
    note: str = ""

    @property
    def shift(self) -> Shift:
        """The row as a shift, without its miles."""
        return Shift(
            self.day,
            self.start,
            self.end,
            self.kind,
            break_minutes=self.break_minutes,
            note=self.note,
            woken_minutes=self.woken_minutes,
        )


def row_of(shift: Shift, miles: Decimal = ZERO) -> FormRow:
    """The row that a planned shift is on a form. The outcome it serves stays in the book."""
    return FormRow(
        shift.day,
        shift.start,
        shift.end,
        shift.kind,
        shift.break_minutes,
        shift.woken_minutes,
        miles,
        shift.note,
    )


class Change(StrEnum):
    """What became of a planned shift, or how one came to be."""

    AS_PLANNED = "as planned"
    CHANGED = "changed"
    ADDED = "added"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Difference:
    """One shift of the plan, of the form, or of both. `words` say it in whole sentences.

    planned is None for one that was added, filled for one that was left out.
    """

    change: Change
    planned: FormRow | None
    filled: FormRow | None
    words: str


def check_rows(rows: Sequence[FormRow]) -> None:
    """Raises DPManagerError for a row that cannot have been worked, or two at the same time."""
    for number, row in enumerate(rows):
        check_shift(row.shift)
        refuse_overlap(row.shift, [other.shift for other in rows[:number]])


def differences(planned: Iterable[FormRow], filled: Iterable[FormRow]) -> tuple[Difference, ...]:
    """Each planned and each filled row exactly once, in order of time.

    Rows that are the same belong together, then those that share most time (also over midnight),
    then those of the same day, in order.
    """
    left, right = sorted(planned, key=_begins), sorted(filled, key=_begins)
    pairs = _same(left, right) + _sharing_time(left, right) + _same_day(left, right)
    found = [_compared(before, after) for before, after in pairs]
    found += [Difference(Change.LEFT_OUT, row, None, _left_out(row)) for row in left]
    found += [Difference(Change.ADDED, None, row, _added(row)) for row in right]
    return tuple(sorted(found, key=_when))


Pairs = list[tuple[FormRow, FormRow]]


def _begins(row: FormRow) -> tuple[datetime, datetime]:
    return shift_interval(row.shift)


def _when(difference: Difference) -> tuple[date, time, Change]:
    row = difference.filled or difference.planned
    assert row is not None
    return row.day, row.start, difference.change


def _same(left: list[FormRow], right: list[FormRow]) -> Pairs:
    """Takes out of both lists the rows that are the same."""
    pairs = []
    for row in tuple(left):
        if row in right:
            right.remove(row)
            left.remove(row)
            pairs.append((row, row))
    return pairs


def _shared(one: FormRow, other: FormRow) -> timedelta:
    begin, end = shift_interval(one.shift)
    other_begin, other_end = shift_interval(other.shift)
    return max(NO_TIME, min(end, other_end) - max(begin, other_begin))


def _sharing_time(left: list[FormRow], right: list[FormRow]) -> Pairs:
    """Takes out of both lists the rows that share time, those first that share most."""
    shared = [
        (_shared(one, other), i, j) for i, one in enumerate(left) for j, other in enumerate(right)
    ]
    pairs: dict[int, int] = {}
    for time_shared, i, j in sorted(shared, key=lambda each: (-each[0], each[1:])):
        if time_shared and i not in pairs and j not in pairs.values():
            pairs[i] = j
    found = [(left[i], right[j]) for i, j in pairs.items()]
    for before, after in found:
        left.remove(before)
        right.remove(after)
    return found


def _same_day(left: list[FormRow], right: list[FormRow]) -> Pairs:
    """Takes out of both lists the rows of the same day, in order."""
    pairs = []
    for row in tuple(left):
        other = next((each for each in right if each.day == row.day), None)
        if other is not None:
            left.remove(row)
            right.remove(other)
            pairs.append((row, other))
    return pairs


def _compared(planned: FormRow, filled: FormRow) -> Difference:
    if planned == filled:
        return Difference(Change.AS_PLANNED, planned, filled, _as_planned(filled))
    return Difference(Change.CHANGED, planned, filled, _changed(planned, filled))


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def _as_planned(row: FormRow) -> str:
    return _("{day}, {start} to {end}: as planned.").format(
        day=full_day(row.day), start=_clock(row.start), end=_clock(row.end)
    )


def _left_out(row: FormRow) -> str:
    return _("{day}, {start} to {end}: planned, but not worked.").format(
        day=full_day(row.day), start=_clock(row.start), end=_clock(row.end)
    )


def _added(row: FormRow) -> str:
    words = _("{day}, {start} to {end}, {kind}: added, not planned.").format(
        day=full_day(row.day),
        start=_clock(row.start),
        end=_clock(row.end),
        kind=kind_of_hour(row.kind),
    )
    unplanned = FormRow(row.day, row.start, row.end, row.kind)
    return " ".join([words, *_what_changed(unplanned, row)])


def _changed(planned: FormRow, filled: FormRow) -> str:
    words = _("{day}, {start} to {end}: changed.").format(
        day=full_day(filled.day), start=_clock(filled.start), end=_clock(filled.end)
    )
    return " ".join([words, *_what_changed(planned, filled)])


def _what_changed(planned: FormRow, filled: FormRow) -> list[str]:
    """A sentence for each thing that differs."""
    sentences = []
    if (planned.day, planned.start, planned.end) != (filled.day, filled.start, filled.end):
        sentences.append(_times_planned(planned, filled))
    if planned.kind is not filled.kind:
        sentences.append(
            _("The kind is {kind}; {planned} was planned.").format(
                kind=kind_of_hour(filled.kind), planned=kind_of_hour(planned.kind)
            )
        )
    if planned.break_minutes != filled.break_minutes:
        sentences.append(
            _("The break is {count} min; {planned} min was planned.").format(
                count=filled.break_minutes, planned=planned.break_minutes
            )
        )
    if planned.woken_minutes != filled.woken_minutes:
        sentences.append(
            _("Up and working in the night for {count} min; {planned} min was planned.").format(
                count=filled.woken_minutes, planned=planned.woken_minutes
            )
        )
    if planned.miles != filled.miles:
        sentences.append(
            _("Miles: {count}; {planned} planned.").format(
                count=plain_miles(filled.miles), planned=plain_miles(planned.miles)
            )
        )
    if planned.note != filled.note:
        sentences.append(_note_words(filled.note))
    return sentences


def _times_planned(planned: FormRow, filled: FormRow) -> str:
    start, end = _clock(planned.start), _clock(planned.end)
    if planned.day == filled.day:
        return _("Planned: {start} to {end}.").format(start=start, end=end)
    return _("Planned: {day}, {start} to {end}.").format(
        day=full_day(planned.day), start=start, end=end
    )


def _note_words(note: str) -> str:
    if not note:
        return _("The note was taken out.")
    return _("Note: “{note}”.").format(note=note)


def plain_miles(miles: Decimal) -> str:
    """Miles without zeros at the end: 12, 7.5."""
    text = f"{miles:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
