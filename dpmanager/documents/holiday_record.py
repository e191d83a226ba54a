"""The record of one worker's holiday in a leave year, which the employer has to keep.

What it must show: Working Time Regulations 1998, regulation 16B.
"""

from collections.abc import Sequence
from decimal import Decimal

from dpmanager.documents.layout import Document
from dpmanager.documents.steps import show_steps
from dpmanager.documents.tables import Cell, Column, Kind
from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.holiday_carried import carried_words
from dpmanager.domain.pay.holiday_record import HolidayPaid, HolidayPay, HolidayRecord, TakenHours
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import day_words, decimal_hours, period_words, rate, short_period
from dpmanager.words import _


def holiday_record_pdf(record: HolidayRecord, *, large_print: bool = False) -> bytes:
    """The record as a PDF."""
    document = Document(
        _("Holiday record of {worker}, {period}").format(
            worker=record.worker, period=period_words(record.year)
        ),
        author=record.employer,
        large_print=large_print,
    )
    document.title(_("Holiday record"), period_words(record.year))
    document.lead(_lead(record))
    document.fields(
        [
            (_("Employer"), record.employer),
            (_("Worker"), record.worker),
            (_("Payroll number"), record.payroll_number),
        ]
    )
    _balance(document, record)
    _keep(document, record)
    _earned(document, record)
    _carried(document, record)
    _days(document, _("Holiday taken"), record.taken, _("No holiday was taken."))
    if record.booked:
        _days(document, _("Holiday still to come"), record.booked, "")
    _pay(document, record)
    if record.steps:
        document.heading(_("How the hours were worked out"))
        show_steps(document, record.steps)
    return document.pdf()


def _lead(record: HolidayRecord) -> str:
    if record.balance < 0:
        words = _("On {day}, {hours} hours more were taken than {worker} had.")
    else:
        words = _("On {day}, {worker} had {hours} hours of holiday left.")
    return words.format(
        day=long_date(record.made_on),
        worker=record.worker,
        hours=decimal_hours(abs(record.balance)),
    )


def _balance(document: Document, record: HolidayRecord) -> None:
    rows = [
        (_("Carried over from the leave year before"), decimal_hours(record.hours_carried)),
        (_("Holiday of this leave year"), decimal_hours(record.hours_earned)),
        (_("Taken"), decimal_hours(-record.hours_taken)),
    ]
    if record.hours_paid_at_leaving:
        rows.append((_("Paid for at leaving"), decimal_hours(-record.hours_paid_at_leaving)))
    document.table(
        [Column("", heads_row=True), Column(_("Hours"), Kind.FIGURE)],
        [*rows, (_("Left"), decimal_hours(record.balance))],
        totals=1,
    )


def _earned(document: Document, record: HolidayRecord) -> None:
    document.heading(_("Holiday of this leave year"))
    document.keep(record.method)
    if not record.earned:
        document.paragraph(_("No holiday was earned yet."))
        return
    rows = [
        (
            short_period(line.period),
            "" if line.hours_worked is None else decimal_hours(line.hours_worked),
            decimal_hours(line.hours),
        )
        for line in record.earned
    ]
    document.table(
        [
            Column(_("Period"), heads_row=True),
            Column(_("Hours worked"), Kind.FIGURE),
            Column(_("Hours of holiday"), Kind.FIGURE),
        ],
        [*rows, (_("Total"), "", decimal_hours(record.hours_earned))],
        totals=1,
    )


def _carried(document: Document, record: HolidayRecord) -> None:
    document.heading(_("Carried over from the leave year before"))
    if not record.carried:
        document.paragraph(_("No holiday was carried over."))
        return
    rows = [(carried_words(line), decimal_hours(line.hours)) for line in record.carried]
    document.table(
        [Column(_("Reason"), heads_row=True), Column(_("Hours"), Kind.FIGURE)],
        [*rows, (_("Total"), decimal_hours(record.hours_carried))],
        totals=1,
    )


def _days(document: Document, heading: str, lines: Sequence[TakenHours], none: str) -> None:
    document.heading(heading)
    if not lines:
        document.paragraph(none)
        return
    rows = [(day_words(line.day), decimal_hours(line.hours)) for line in lines]
    hours = sum((line.hours for line in lines), Decimal(0))
    document.table(
        [Column(_("Day"), heads_row=True), Column(_("Hours"), Kind.FIGURE)],
        [*rows, (_("Total"), decimal_hours(hours))],
        totals=1,
    )


def _pay(document: Document, record: HolidayRecord) -> None:
    document.heading(_("Holiday pay"))
    document.keep(record.pay_method)
    if not record.paid:
        document.paragraph(_("No holiday pay was paid."))
        return
    document.table(
        [
            Column(_("Paid on"), heads_row=True),
            Column(_("Hours"), Kind.FIGURE),
            Column(_("Rate"), Kind.FIGURE),
            Column(_("Amount"), Kind.FIGURE),
        ],
        [
            *(_paid_row(line) for line in record.paid),
            (_("Total"), "", "", pounds(record.pay)),
        ],
        totals=1,
    )
    steps = [step for line in record.paid for step in line.steps]
    if steps:
        document.heading(_("How the pay was worked out"), level=3)
        show_steps(document, steps)


def _paid_row(line: HolidayPaid) -> tuple[str | Cell, str, str, str]:
    words = {
        HolidayPay.TAKEN: _("For holiday, {period}"),
        HolidayPay.ROLLED_UP: _("With pay for work, {period}"),
        HolidayPay.AT_LEAVING: _("For holiday not taken, {period}"),
    }[line.kind]
    return (
        Cell(long_date(line.pay_date), words.format(period=short_period(line.period))),
        "" if line.hours is None else decimal_hours(line.hours),
        "" if line.rate is None else rate(line.rate),
        pounds(line.amount),
    )


def _keep(document: Document, record: HolidayRecord) -> None:
    if record.keep_until is None:
        return
    document.paragraph(
        _(
            "The law says that an employer keeps records of holiday and holiday pay. Keep this one "
            "until {day}."
        ).format(day=long_date(record.keep_until)),
        soft=True,
    )
