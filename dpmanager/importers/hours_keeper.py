"""Reads hours as the phone app Hours Keeper sends them (CSV).

The layout is known from two public programs that read it: DirectPaymentTimesheets
(src/csv_import.rs) and one other. A line may come first that says which days the file is of.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from dpmanager.domain.hours.shifts import moment_of
from dpmanager.domain.hours.written import UnreadBoxesError
from dpmanager.domain.reading import quoted, read_date, read_time, tidied
from dpmanager.errors import DPManagerError
from dpmanager.words import _

MOST_LINES = 5_000
LONGEST_NOTE = 200
HEADING_WITHIN = 5
HEADING = ("client name", "start time", "end time", "break time", "worked hours")
_CLIENT, _START, _END, _BREAK, _WORKED, _RATE, _AMOUNT, _NOTE = range(8)
_MOMENT = re.compile(
    r"(?P<day>.+?),?(?: at)? (?P<time>[0-9]{1,2}[:.][0-9]{2})(?:[:.][0-9]{2})?"
    r"(?P<half> ?[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"(?:(?P<hours>[0-9]{1,3}) ?h)? ?(?:(?P<minutes>[0-9]{1,2}) ?m(?:in)?)?")
_WHOLE_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class KeptHours:
    """One stretch of work in the app. client: whom it was for, as the worker calls them.

    break_minutes: unpaid. line_number: in the file, from 1.
    """

    line_number: int
    client: str
    day: date
    start: time
    end: time
    break_minutes: int
    note: str


def is_hours_keeper(data: bytes) -> bool:
    """Whether a file is of the app, as its heading shows."""
    try:
        return _heading_at(_lines(data)) is not None
    except DPManagerError:
        return False


def read_hours_keeper(data: bytes) -> tuple[KeptHours, ...]:
    """What was worked, in the order of the file.

    Each line is proved: from start to end, less the break, must be the hours that the app counted.
    Raises UnreadBoxesError with a sentence for each line that cannot be understood, and
    DPManagerError for a file without hours.
    """
    lines = _lines(data)
    heading = _heading_at(lines)
    if heading is None:
        raise DPManagerError(_("This file is not of the app Hours Keeper, so it was not read."))
    if len(lines) > MOST_LINES:
        raise DPManagerError(
            _("This file has more than {count} lines, so it was not read.").format(count=MOST_LINES)
        )
    found, faults = [], []
    for number, line in enumerate(lines[heading + 1 :], start=heading + 2):
        if not any(line) or not any(line[_START : _END + 1]):
            continue  # an empty line, or the sum under the list
        try:
            found.append(_read(number, line))
        except DPManagerError as fault:
            faults.append(_("Line {number}: {fault}").format(number=number, fault=fault))
    if faults:
        raise UnreadBoxesError(tuple(faults))
    if not found:
        raise DPManagerError(_("This file has no hours in it, so there is nothing to read."))
    return tuple(found)


def _lines(data: bytes) -> list[list[str]]:
    """The lines as tidied cells; of the encodings that phones write, the one that fits."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        text = data.decode("utf-8-sig", errors="replace")
    delimiter = max(",;\t", key=text[:2000].count)
    try:
        return [
            [tidied(cell) for cell in line]
            for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as fault:  # one cell of more than 131,072 characters
        raise DPManagerError(_("This file is damaged, so it was not read.")) from fault


def _heading_at(lines: list[list[str]]) -> int | None:
    for place, line in enumerate(lines[:HEADING_WITHIN]):
        if tuple(cell.casefold() for cell in line[: len(HEADING)]) == HEADING:
            return place
    return None


def _read(number: int, line: list[str]) -> KeptHours:
    cells = line + [""] * (_NOTE + 1 - len(line))
    day, start = _moment(cells[_START])
    last_day, end = _moment(cells[_END])
    off, worked = _minutes(cells[_BREAK] or "0m"), _minutes(cells[_WORKED])
    passed = moment_of(last_day, end) - moment_of(day, start)
    if not timedelta(0) < passed < _WHOLE_DAY:
        raise DPManagerError(
            _("“{start}” to “{end}” is not a shift of less than a day.").format(
                start=quoted(cells[_START]), end=quoted(cells[_END])
            )
        )
    # The app counts seconds too, so a minute more or less is the same.
    if abs(passed // timedelta(minutes=1) - off - worked) > 1:
        raise DPManagerError(
            _("The times and the break do not make the “{worked}” that the app counted.").format(
                worked=quoted(cells[_WORKED])
            )
        )
    return KeptHours(
        line_number=number,
        client=cells[_CLIENT],
        day=day,
        start=start,
        end=end,
        break_minutes=off,
        note=cells[_NOTE][:LONGEST_NOTE],
    )


def _moment(text: str) -> tuple[date, time]:
    """A day and a clock time in the United Kingdom, the seconds left out."""
    found = _MOMENT.fullmatch(text)
    if not found:
        raise DPManagerError(
            _("“{text}” is not understood as a day and a time.").format(text=quoted(text))
        )
    half = (found["half"] or "").replace(".", "")
    return read_date(found["day"]), read_time(found["time"] + half)


def _minutes(text: str) -> int:
    found = _LENGTH.fullmatch(text.casefold())
    if not text or not found or not (found["hours"] or found["minutes"]):
        raise DPManagerError(
            _("“{text}” is not understood as hours and minutes.").format(text=quoted(text))
        )
    return int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
