"""A list of shifts as a spreadsheet file (CSV)."""

import csv
import io
from collections.abc import Iterable, Mapping

from dpmanager.domain.hours.hours_list import ListedShift, state_words
from dpmanager.domain.hours.shifts import totals
from dpmanager.domain.safe_cells import safe_cell
from dpmanager.domain.wording import decimal_hours, kind_of_hour
from dpmanager.words import _

LINE_END = "\r\n"


def hours_csv(lines: Iterable[ListedShift]) -> bytes:
    """The shifts in UTF-8 with its mark, so that spreadsheets show every letter (RFC 4180).

    Hours to two decimals. A sleep-in has no hours and one night; the time that was up in it is
    apart, in minutes. Days are year first, as every spreadsheet knows them.
    """
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator=LINE_END)
    sheet.writerow(safe_cell(heading) for heading in _headings())
    states = state_words()
    for line in lines:
        sheet.writerow(safe_cell(cell) for cell in _cells(line, states))
    return text.getvalue().encode("utf-8-sig")


def _headings() -> tuple[str, ...]:
    return (
        _("Date"),
        _("Who"),
        _("Start"),
        _("Finish"),
        _("Break in minutes"),
        _("Kind of hours"),
        _("Kind of care"),
        _("Hours"),
        _("Nights"),
        _("Minutes up and working"),
        _("A note"),
        _("Timesheet"),
    )


def _cells(line: ListedShift, states: Mapping[str, str]) -> tuple[str, ...]:
    shift = line.shift
    own = next(part for part in totals([shift]) if part.kind is shift.kind)
    return (
        shift.day.isoformat(),
        line.worker,
        f"{shift.start:%H:%M}",
        f"{shift.end:%H:%M}",
        str(shift.break_minutes),
        kind_of_hour(shift.kind),
        line.care,
        "" if own.nights else decimal_hours(own.hours),
        str(own.nights) if own.nights else "",
        str(shift.woken_minutes) if shift.woken_minutes else "",
        shift.note,
        states[line.state],
    )
