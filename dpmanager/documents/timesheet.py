"""The timesheet of one worker for one pay period, to check and to sign."""

from datetime import time

from dpmanager.documents.layout import Document
from dpmanager.documents.signature import sign_box
from dpmanager.documents.tables import Cell, Column, Kind
from dpmanager.domain.hours.shifts import (
    FilledIn,
    HourKind,
    HoursOfKind,
    Shift,
    Timesheet,
    worked_minutes,
)
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import (
    day_words,
    decimal_hours,
    duration,
    hours_and_minutes,
    kind_of_hour,
    nights,
    period_words,
    signed_words,
)
from dpmanager.words import _, ngettext


def timesheet_pdf(timesheet: Timesheet, *, large_print: bool = False) -> bytes:
    """The timesheet as a PDF: the shifts, the totals, and the approval or lines to sign on."""
    document = Document(
        _("Timesheet of {worker}, {period}").format(
            worker=timesheet.worker, period=period_words(timesheet.period)
        ),
        author=timesheet.employer,
        large_print=large_print,
    )
    document.title(_("Timesheet"), period_words(timesheet.period))
    document.lead(_sum_in_words(timesheet))
    document.fields(
        [
            (_("Worker"), timesheet.worker),
            (_("Payroll number"), timesheet.payroll_number),
            (_("Employer"), timesheet.employer),
            (_("Support for"), timesheet.supported_person),
        ]
    )
    _shifts(document, timesheet)
    _totals(document, timesheet)
    _approval(document, timesheet)
    return document.pdf()


def _worked(timesheet: Timesheet) -> int:
    return sum(part.minutes for part in timesheet.totals)


def _nights(timesheet: Timesheet) -> int:
    return sum(part.nights for part in timesheet.totals)


def _sum_in_words(timesheet: Timesheet) -> str:
    words = ngettext(
        "{worker} worked {hours} in {count} shift.",
        "{worker} worked {hours} in {count} shifts.",
        len(timesheet.shifts),
    ).format(
        worker=timesheet.worker, hours=duration(_worked(timesheet)), count=len(timesheet.shifts)
    )
    if not _nights(timesheet):
        return words
    return _("{sentence} Sleep-ins: {nights}.").format(
        sentence=words, nights=nights(_nights(timesheet))
    )


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def _break(shift: Shift) -> str:
    return _("{count} min").format(count=shift.break_minutes) if shift.break_minutes else ""


def _woken(shift: Shift) -> str:
    if not shift.woken_minutes:
        return ""
    return _("up and working {count} min").format(count=shift.woken_minutes)


def _care(timesheet: Timesheet, shift: Shift) -> str:
    """Other care than the worker mostly gives."""
    return timesheet.service_words.get(shift.service_type, "")


def _hours(shift: Shift) -> str:
    sleeps = shift.kind is HourKind.SLEEP_IN
    return nights(1) if sleeps else hours_and_minutes(worked_minutes(shift))


def _decimal(shift: Shift) -> str:
    if shift.kind is HourKind.SLEEP_IN:
        return ""
    return decimal_hours(HoursOfKind(shift.kind, worked_minutes(shift)).hours)


def _next_day(shift: Shift) -> str:
    return _("next day") if shift.end <= shift.start else ""


def _shifts(document: Document, timesheet: Timesheet) -> None:
    document.heading(_("Shifts"))
    if not timesheet.shifts:
        document.paragraph(_("No shifts in this period."))
    elif document.look.large:
        _narrow_table(document, timesheet)
    else:
        _wide_table(document, timesheet)


def _wide_table(document: Document, timesheet: Timesheet) -> None:
    document.table(
        [
            Column(_("Day"), heads_row=True),
            Column(_("Start"), Kind.SHORT),
            Column(_("Finish"), Kind.SHORT),
            Column(_("Break"), Kind.SHORT),
            Column(_("Kind"), Kind.SHORT),
            Column(_("Hours"), Kind.FIGURE),
            Column(_("Decimal"), Kind.FIGURE),
        ],
        [
            (
                Cell(day_words(shift.day), shift.note),
                _clock(shift.start),
                Cell(_clock(shift.end), _next_day(shift)),
                _break(shift),
                Cell(kind_of_hour(shift.kind), _below(_care(timesheet, shift), _woken(shift))),
                _hours(shift),
                _decimal(shift),
            )
            for shift in timesheet.shifts
        ],
    )


def _narrow_table(document: Document, timesheet: Timesheet) -> None:
    """The same in three columns, which fit in large print: seven would fill page after page."""
    document.table(
        [
            Column(_("Day"), heads_row=True),
            Column(_("Start, finish, break")),
            Column(_("Hours"), Kind.SHORT),
        ],
        [
            (
                Cell(
                    day_words(shift.day),
                    _below(kind_of_hour(shift.kind), _care(timesheet, shift), shift.note),
                ),
                Cell(
                    _("{start} to {finish}").format(
                        start=_clock(shift.start), finish=_clock(shift.end)
                    ),
                    _below(_next_day(shift), _break(shift), _woken(shift)),
                ),
                Cell(_hours(shift), _decimal(shift)),
            )
            for shift in timesheet.shifts
        ],
    )


def _below(*words: str) -> str:
    return "\n".join(word for word in words if word)


def _totals(document: Document, timesheet: Timesheet) -> None:
    document.heading(_("Totals"))
    rows = [
        (
            kind_of_hour(part.kind),
            nights(part.nights) if part.nights else hours_and_minutes(part.minutes),
            "" if part.nights else decimal_hours(part.hours),
        )
        for part in timesheet.totals
    ]
    all_hours = HoursOfKind(HourKind.WEEKDAY, _worked(timesheet)).hours
    document.table(
        [
            Column(_("Kind"), heads_row=True),
            Column(_("Hours"), Kind.FIGURE),
            Column(_("Decimal"), Kind.FIGURE),
        ],
        [
            *rows,
            (
                _("Hours in all"),
                hours_and_minutes(_worked(timesheet)),
                decimal_hours(all_hours),
            ),
        ],
        totals=1,
    )


def _approval(document: Document, timesheet: Timesheet) -> None:
    if timesheet.corrected_on is not None:
        document.heading(_("Corrected"))
        document.paragraph(
            _("These hours were corrected on {day}, after they had been paid.").format(
                day=long_date(timesheet.corrected_on)
            )
        )
    if timesheet.filled_in is not None:
        _filled_in(document, timesheet.worker, timesheet.filled_in)
    if timesheet.approved_on is not None:
        document.heading(_("Approved"))
        approved = _("{name} approved this timesheet on {day}.").format(
            name=timesheet.approved_by or timesheet.employer, day=long_date(timesheet.approved_on)
        )
        if timesheet.signature is None:
            document.paragraph(approved)
        else:
            document.keep(approved)
            sign_box(document, timesheet.signature, timesheet.approved_on)
        return
    document.heading(_("To sign"))
    document.keep(_("We have checked these hours and they are right."))
    document.signatures(
        [
            *([] if _is_signed(timesheet) else [_("{name}, worker").format(name=timesheet.worker)]),
            _("{name}, employer").format(name=timesheet.employer),
        ]
    )


def _is_signed(timesheet: Timesheet) -> bool:
    """Whether the worker signed these very hours on a form."""
    form = timesheet.filled_in
    return form is not None and bool(form.signed_name) and not form.changed


def _filled_in(document: Document, worker: str, form: FilledIn) -> None:
    document.heading(_("Filled in by the worker"))
    document.paragraph(signed_words(worker, form.signed_name, form.signed_on))
    if form.changed:
        document.paragraph(
            _("On these days, the hours above are not those that they filled in: {days}.").format(
                days=", ".join(map(day_words, form.changed))
            )
        )
    if form.remarks:
        document.fields([(day_words(day), words) for day, words in form.remarks])
