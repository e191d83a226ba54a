"""The timesheet to fill in as a spreadsheet file (CSV), with the columns of the form."""

import csv
import io

from dpmanager.domain.hours.timesheet_form import (
    SHEET_MARK,
    TimesheetForm,
    seal,
    sheet_headings,
    written_on_form,
)
from dpmanager.domain.periods import weekday_names
from dpmanager.domain.safe_cells import safe_cell
from dpmanager.domain.wording import period_words
from dpmanager.words import _

LINE_END = "\r\n"


def timesheet_form_csv(form: TimesheetForm) -> bytes:
    """The form in UTF-8 with its mark, so that spreadsheets show every letter (RFC 4180)."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator=LINE_END)
    sealed = seal(form.plan, form.key)
    lines: list[list[str]] = [
        [_("Timesheet to fill in"), form.worker, period_words(form.plan.period)],
        [_("Type the times you worked. Save the file as CSV. Send it back.")],
        [SHEET_MARK, sealed.layout, sealed.content, sealed.check, _("Leave this line as it is")],
        [_("Your name"), ""],
        [_("Date"), ""],
        sheet_headings(),
    ]
    for day in form.plan.period.each_day():
        for row in range(1, form.plan.rows_on(day) + 1):
            words = written_on_form(form.plan, day, row)
            named = weekday_names()[day.weekday()]
            lines.append([day.isoformat(), named, *words.values(), ""])
    sheet.writerows([safe_cell(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")
