"""Reads a timesheet that came back as a spreadsheet file (CSV)."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date

from dpmanager.domain.hours.timesheet_form import (
    SHEET_MARK,
    SIGNED_NAME,
    SIGNED_ON,
    Box,
    FilledForm,
    FormPlan,
    Seal,
    box_name,
    sheet_headings,
    unseal,
)
from dpmanager.domain.hours.written import read_written
from dpmanager.domain.reading import quoted, read_date, tidied
from dpmanager.domain.safe_cells import text_of_cell
from dpmanager.domain.wording import full_day
from dpmanager.errors import DPManagerError
from dpmanager.words import _, speaking

LARGEST_MB = 1
MOST_LINES = 500
_MARK_WITHIN = 20
_DAY, _BOXES, _NOT_WORKED = 0, 2, 2 + len(Box)
_WITH_SECONDS = re.compile(r"([0-9]{1,2}:[0-9]{2}):00")
_YES = ("yes", "y", "x", "1", "true", "✓", "✔")
_NO = ("", "no", "n", "0", "false")

Line = list[str]


def read_timesheet_csv(data: bytes, key: bytes) -> FilledForm:
    """What was worked, as the file says. key: the key that the form was sealed with.

    Raises DPManagerError as `read_timesheet_form` does.
    """
    if len(data) > LARGEST_MB * 1024 * 1024:
        raise DPManagerError(
            _(
                "This file is larger than {limit} MB, which no timesheet is, so it was not read. "
                "Choose the form that was sent back."
            ).format(limit=LARGEST_MB)
        )
    mark, *below = _from_the_mark(_text_of(data))
    plan = unseal(Seal(*mark[1:4]), key)
    lines = [line for line in below if any(line)]
    if len(lines) < 3 or not _has_headings(lines[2], plan):
        raise DPManagerError(
            _(
                "The lines or columns of this timesheet have been moved or taken out, so it was "
                "not read. Keep them as they were sent."
            )
        )
    return _read(plan, lines[0], lines[1], lines[3:])


def _text_of(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _not_our_file()


def _not_our_file() -> DPManagerError:
    return DPManagerError(
        _(
            "This file is not a timesheet of DP Manager in the form of CSV, so it was not read. "
            "Save it as CSV in your spreadsheet program and choose that file."
        )
    )


def _from_the_mark(text: str) -> list[Line]:
    """The lines from the one with the seal on, cut into cells as that line shows."""
    for delimiter in ",;\t":
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            lines = [[text_of_cell(cell.strip()) for cell in line] for line in reader]
        except csv.Error:  # one cell of more than 131,072 characters
            continue
        for number, line in enumerate(lines[:_MARK_WITHIN]):
            if line[:1] == [SHEET_MARK] and len(line) >= 4:
                return lines[number:]
    raise _not_our_file()


def _has_headings(line: Line, plan: FormPlan) -> bool:
    with speaking(plan.spoken):
        wanted = [_key(heading) for heading in sheet_headings()]
    return [_key(cell) for cell in line[: len(wanted)]] == wanted


def _key(words: str) -> str:
    return tidied(words).casefold()


def _read(plan: FormPlan, name: Line, signed_on: Line, lines: Sequence[Line]) -> FilledForm:
    if len(lines) > MOST_LINES:
        raise DPManagerError(
            _("This timesheet has more than {count} lines, so it was not read.").format(
                count=MOST_LINES
            )
        )
    written = {SIGNED_NAME: _cell(name, 1), SIGNED_ON: _cell(signed_on, 1)}
    rows_of: dict[date, int] = {}
    not_worked: set[date] = set()
    for line in lines:
        day = _day(plan, line)
        row = rows_of[day] = rows_of.get(day, 0) + 1
        for place, box in enumerate(Box, start=_BOXES):
            written[box_name(day, row, box)] = _WITH_SECONDS.sub(r"\1", _cell(line, place))
        if _is_yes(plan, day, _cell(line, _NOT_WORKED)):
            not_worked.add(day)
    for planned in plan.planned:
        if planned.day not in rows_of:
            raise DPManagerError(
                _(
                    "The line of {day} is gone from this timesheet, so it was not read. If nobody "
                    "worked, write yes in the last column."
                ).format(day=full_day(planned.day))
            )
    return read_written(plan, written, not_worked)


def _cell(line: Line, place: int) -> str:
    return line[place] if place < len(line) else ""


def _day(plan: FormPlan, line: Line) -> date:
    day = read_date(_cell(line, _DAY), today=plan.period.end)
    if day not in plan.period:
        raise DPManagerError(
            _("{day} is not in the period of this timesheet. Check the date.").format(
                day=full_day(day)
            )
        )
    return day


def _is_yes(plan: FormPlan, day: date, cell: str) -> bool:
    with speaking(plan.spoken):
        yes = (*_YES, _key(_("yes")))
    answer = _key(cell)
    if answer not in (*yes, *_NO):
        raise DPManagerError(
            _(
                "“{text}” in the last column of {day} is not understood. Write yes, or nothing."
            ).format(text=quoted(cell), day=full_day(day))
        )
    return answer in yes
