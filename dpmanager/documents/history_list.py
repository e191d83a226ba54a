"""The history on paper: when, who and what, for the funder or for your own papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dpmanager.documents.layout import Document
from dpmanager.documents.tables import Cell, Column, Kind
from dpmanager.domain.periods import long_date, short_date
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class HistoryList:
    """What is printed. text: what was looked for, "" for everything.

    entries: moment, who, what, and whether it was taken back later; the newest first.
    """

    recipient: str
    manager: str
    text: str
    made_on: date
    entries: Sequence[tuple[datetime, str, str, bool]]


def history_list_pdf(what: HistoryList, *, large_print: bool = False) -> bytes:
    """The list as a PDF."""
    document = Document(
        _("History of the records of {recipient}").format(recipient=what.recipient),
        author=what.manager,
        large_print=large_print,
    )
    document.title(_("History"), _("What was saved, the newest first"))
    document.fields(
        [
            (_("Direct payment of"), what.recipient),
            (_("Printed on"), long_date(what.made_on)),
            (_("Only with the words"), what.text),
        ]
    )
    if not what.entries:
        document.paragraph(_("Nothing was found."))
        return document.pdf()
    document.table(
        [
            Column(_("When"), Kind.SHORT),
            Column(_("What"), heads_row=True),
            Column(_("Who")),
        ],
        [
            (
                f"{short_date(at.date())}, {at:%H:%M}",
                Cell(name, _("Taken back later") if undone else ""),
                who,
            )
            for at, who, name, undone in what.entries
        ],
    )
    return document.pdf()
