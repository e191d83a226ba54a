"""The rota on paper: who works when, to hang up or to hand out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dpmanager.documents.layout import Document
from dpmanager.documents.tables import Cell, Column, Kind
from dpmanager.domain.hours.rota import WeekAgainst, monday_of
from dpmanager.domain.hours.rota_sheet import (
    RotaDay,
    RotaSheet,
    agreed_words,
    cell_words,
    difference_words,
    missing_words,
    planned_words,
)
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import day_words, full_day, period_words
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class RotaPaper:
    """A rota with what else stands on its page: for whom the work is, and when it was printed."""

    sheet: RotaSheet
    supported_person: str
    made_on: date


def rota_pdf(rota: RotaPaper, *, large_print: bool = False) -> bytes:
    """The rota as a PDF: a table for each week, then what is missing and what was agreed."""
    sheet = rota.sheet
    period = period_words(sheet.period)
    document = Document(
        _("Rota, {period}").format(period=period),
        author=rota.supported_person,
        large_print=large_print,
    )
    document.title(_("Rota"), period)
    document.fields(
        [
            (_("Support for"), rota.supported_person),
            (_("Printed on"), long_date(rota.made_on)),
        ]
    )
    if sheet.is_empty:
        document.paragraph(_("Nobody is on the rota in these weeks."))
        return document.pdf()
    for monday in [day.day for day in sheet.days if day.day == monday_of(day.day)]:
        document.heading(_("Week from {day}").format(day=full_day(monday)))
        _week(document, sheet, [day for day in sheet.days if monday_of(day.day) == monday])
    _missing(document, sheet)
    _against(document, _("Hours in a week"), _("Who"), sheet.by_worker)
    _against(document, _("Against the support plan"), _("Kind of care"), sheet.by_service)
    return document.pdf()


def _week(document: Document, sheet: RotaSheet, days: Sequence[RotaDay]) -> None:
    document.table(
        [Column(_("Day"), Kind.SHORT, heads_row=True), *map(Column, sheet.workers)],
        [
            (
                Cell(day_words(day.day), _("Bank holiday") if day.bank_holiday else ""),
                *(cell_words(cell, sheet.service_words) or "–" for cell in day.cells),
            )
            for day in days
        ],
    )


def _missing(document: Document, sheet: RotaSheet) -> None:
    sentences = missing_words(sheet)
    document.heading(_("What is missing"))
    if not sentences:
        document.paragraph(_("Nothing. Every shift has somebody, and the hours are as agreed."))
    for sentence in sentences:
        document.paragraph(sentence)


def _against(document: Document, heading: str, about: str, weeks: Sequence[WeekAgainst]) -> None:
    if not weeks:
        return
    document.heading(heading)
    document.table(
        [
            Column(about, heads_row=True),
            Column(_("Week from"), Kind.SHORT),
            Column(_("On the rota")),
            Column(_("Agreed")),
            Column(_("Difference")),
        ],
        [
            (
                week.about,
                day_words(week.monday),
                planned_words(week),
                agreed_words(week) or "–",
                difference_words(week),
            )
            for week in weeks
        ],
    )
