"""What a timesheet form carries with it, so that what comes back can be known again.

A form is filled in on another device, without this program. It carries the plan it was made
from, sealed with a key of the book: a form of another book, or one whose plan was changed, is
refused. Names are not in the seal.
"""

import hmac
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

import msgspec

from dpmanager.domain.hours.filled import FormRow, plain_miles
from dpmanager.domain.hours.shifts import suggest_kind
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import full_day, kind_of_hour
from dpmanager.errors import DPManagerError
from dpmanager.words import _, language

LAYOUT = "1"
"""The layout of the form. It changes when the boxes or what they mean change."""

ROWS_A_DAY = 3
FORM_LAYOUT, FORM_CONTENT, FORM_CHECK = "form_layout", "form_content", "form_check"
"""The names of the boxes that carry the seal."""

SHEET_MARK = "DP Manager timesheet"
"""What stands before the seal where the form is a spreadsheet file."""

SIGNED_NAME, SIGNED_ON = "signed_name", "signed_on"
LONGEST_NAME, LONGEST_DATE = 80, 30
LONGEST_SEAL = 200_000
_PURPOSE = b"timesheet form"


class Box(StrEnum):
    """The boxes of a row, in order."""

    START = "start"
    FINISH = "finish"
    BREAK = "break"
    KIND = "kind"
    UP = "up"
    MILES = "miles"
    NOTE = "note"


LONGEST = {
    Box.START: 20,
    Box.FINISH: 20,
    Box.BREAK: 10,
    Box.KIND: 60,
    Box.UP: 10,
    Box.MILES: 10,
    Box.NOTE: 200,
}
"""The most letters that a box takes."""


@dataclass(frozen=True, slots=True)
class FormPlan:
    """The sealed part of a form. book_id: random, no name. spoken: the language of the form.

    bank_holidays: those of the period, for the kind that an empty row suggests.
    """

    book_id: str
    worker_id: int
    period: Period
    planned: tuple[FormRow, ...] = ()
    bank_holidays: frozenset[date] = frozenset()
    spoken: str = field(default_factory=language)

    def __post_init__(self) -> None:
        if any(row.day not in self.period for row in self.planned):
            raise ValueError("a planned shift is outside of the period of the form")

    def planned_on(self, day: date) -> tuple[FormRow, ...]:
        """The planned rows of a day, in order of time."""
        rows = (row for row in self.planned if row.day == day)
        return tuple(sorted(rows, key=lambda row: (row.start, row.end)))

    def rows_on(self, day: date) -> int:
        """How many rows the form has for a day: three, or as many as were planned."""
        return max(ROWS_A_DAY, len(self.planned_on(day)))


@dataclass(frozen=True, slots=True)
class TimesheetForm:
    """A form to fill in. worker, employer: names, as they are printed. key: seals the plan."""

    plan: FormPlan
    worker: str
    employer: str
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form that came back.

    rows: what was worked, in order of time; each can have been worked, and none at the same time
    as another. remarks: notes of rows without times. signed_name is empty and signed_on None
    when nobody signed.
    """

    plan: FormPlan
    rows: tuple[FormRow, ...]
    remarks: tuple[tuple[date, str], ...] = ()
    signed_name: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Seal:
    """What a form carries unseen: its layout, the plan as text, and the check over both."""

    layout: str
    content: str
    check: str


def box_name(day: date, row: int, box: Box) -> str:
    """The name of a box in the file. Rows count from 1."""
    return f"{day:%Y%m%d}_{row}_{box.value}"


def not_worked_name(day: date) -> str:
    """The name of the tick box of a day."""
    return f"{day:%Y%m%d}_not_worked"


def all_boxes(plan: FormPlan) -> Iterator[str]:
    """The names of all boxes that a form of this plan has."""
    for day in plan.period.each_day():
        yield not_worked_name(day)
        for row in range(1, plan.rows_on(day) + 1):
            yield from (box_name(day, row, box) for box in Box)
    yield from (SIGNED_NAME, SIGNED_ON)


def box_label(day: date, row: int, box: Box) -> str:
    """What a screen reader says of a box, and what a message calls it."""
    sentence = {
        Box.START: _("Start, {day}, row {row}"),
        Box.FINISH: _("Finish, {day}, row {row}"),
        Box.BREAK: _("Unpaid break in minutes, {day}, row {row}"),
        Box.KIND: _("Kind of hours, {day}, row {row}"),
        Box.UP: _("Minutes up in a sleep-in, {day}, row {row}"),
        Box.MILES: _("Miles, {day}, row {row}"),
        Box.NOTE: _("Note, {day}, row {row}"),
    }[box]
    return sentence.format(day=full_day(day), row=row)


def heading_of(box: Box) -> str:
    """The short heading over a column of boxes."""
    return {
        Box.START: _("Start"),
        Box.FINISH: _("Finish"),
        Box.BREAK: _("Break, min"),
        Box.KIND: _("Kind"),
        Box.UP: _("Minutes up"),
        Box.MILES: _("Miles"),
        Box.NOTE: _("Note"),
    }[box]


def sheet_headings() -> list[str]:
    """The headings of the columns where the form is a spreadsheet file."""
    return [
        _("Date"),
        _("Day"),
        *(heading_of(box) for box in Box),
        _("I did not work (yes)"),
    ]


def written_on_form(plan: FormPlan, day: date, row: int) -> dict[Box, str]:
    """What stands in the boxes of a row before anyone fills them in."""
    planned = plan.planned_on(day)
    if row > len(planned):
        suggested = kind_of_hour(suggest_kind(day, plan.bank_holidays))
        return {box: suggested if box is Box.KIND else "" for box in Box}
    shift = planned[row - 1]
    return {
        Box.START: f"{shift.start:%H:%M}",
        Box.FINISH: f"{shift.end:%H:%M}",
        Box.BREAK: str(shift.break_minutes or ""),
        Box.KIND: kind_of_hour(shift.kind),
        Box.UP: str(shift.woken_minutes or ""),
        Box.MILES: plain_miles(shift.miles) if shift.miles else "",
        Box.NOTE: shift.note[: LONGEST[Box.NOTE]],
    }


def seal(plan: FormPlan, key: bytes) -> Seal:
    """The plan as text in plain letters, with a check that only the holder of the key can make."""
    packed = msgspec.to_builtins(plan)
    packed["bank_holidays"] = sorted(packed["bank_holidays"])
    content = (
        urlsafe_b64encode(zlib.compress(msgspec.json.encode(packed))).decode("ascii").rstrip("=")
    )
    return Seal(LAYOUT, content, _check(LAYOUT, content, key))


def unseal(found: Seal, key: bytes) -> FormPlan:
    """The plan of a form that came back. Raises DPManagerError unless this book made it so."""
    layout = found.layout.strip()
    # Some programs break long text into lines.
    content, check = ("".join(text.split()) for text in (found.content, found.check))
    if layout != LAYOUT:
        raise DPManagerError(
            _(
                "This form was made by another version of DP Manager, so it was not read. "
                "Make a new form and send that one."
            )
        )
    if len(content) > LONGEST_SEAL or not _matches(check, _check(layout, content, key)):
        raise DPManagerError(
            _(
                "This form does not belong to this book, or what it was made from has been "
                "changed. Nothing was read. Make a new form and send that one."
            )
        )
    packed = urlsafe_b64decode(content + "=" * (-len(content) % 4))
    return msgspec.json.decode(zlib.decompress(packed), type=FormPlan)


def _check(layout: str, content: str, key: bytes) -> str:
    message = b"\n".join((_PURPOSE, layout.encode(), content.encode(errors="replace")))
    return hmac.new(key, message, sha256).hexdigest()


def _matches(check: str, expected: str) -> bool:
    return hmac.compare_digest(check.encode(errors="replace"), expected.encode())
