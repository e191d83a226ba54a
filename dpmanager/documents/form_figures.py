"""Figures for an official form, in its order, on paper that says it is not the form itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from dpmanager.documents.layout import Document
from dpmanager.documents.tables import Column, Kind
from dpmanager.domain.pay.form_lines import FormSection
from dpmanager.words import _

LONGEST_FIGURE = 16


@dataclass(frozen=True, slots=True)
class FormOf:
    """The figures of one worker (or of the employer alone, then without a name)."""

    name: str
    sections: tuple[FormSection, ...]


@dataclass(frozen=True, slots=True)
class FormPaper:
    """A paper with figures for a form.

    title, under: the heading and the softer line under it. lead: the sentence that matters most.
    notes: what to do with the figures, in sentences.
    """

    title: str
    under: str
    lead: str
    author: str
    forms: tuple[FormOf, ...]
    notes: tuple[str, ...] = ()


def form_figures_pdf(paper: FormPaper, *, large_print: bool = False) -> bytes:
    """The paper as a PDF. Each worker starts a page."""
    document = Document(
        _("{title}, {under}").format(title=paper.title, under=paper.under),
        author=paper.author,
        large_print=large_print,
    )
    document.title(paper.title, paper.under)
    document.lead(paper.lead)
    for note in paper.notes:
        document.paragraph(note)
    for number, form in enumerate(paper.forms):
        if number:
            document.page_break()
        if form.name:
            document.heading(form.name)
        _show(document, form.sections, level=3 if form.name else 2)
    return document.pdf()


def _show(document: Document, sections: Sequence[FormSection], level: int) -> None:
    for section in sections:
        document.heading(section.heading, level)
        if not section.lines:
            document.paragraph(_("Leave this part blank."))
            continue
        short = all(len(one.answer) <= LONGEST_FIGURE for one in section.lines)
        document.table(
            [
                Column(_("What the form asks"), heads_row=True),
                Column(_("What to write"), Kind.SHORT if short else Kind.TEXT),
            ],
            [(one.asks, one.answer or _("you fill this in")) for one in section.lines],
        )
