"""What support would cost, on paper: to think over, or to take to the council."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.documents.layout import Document
from dpmanager.documents.steps import show_steps
from dpmanager.documents.tables import Column, Kind
from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.domain.steps import Step
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """A line of the cost, in pounds a year and pounds a week."""

    name: str
    yearly: Decimal
    weekly: Decimal


@dataclass(frozen=True, slots=True)
class CostEstimate:
    """The answer in words, and all it stands on.

    assumed: what was filled in, each with its name. lines: the last is the sum of the others.
    choice_heading: what the figures of `choices` are; each has a name, a figure, and a comparison.
    """

    tax_year: str
    made_on: date
    answer: str
    more: Sequence[str]
    assumed: Sequence[tuple[str, str]]
    lines: Sequence[EstimateLine]
    choice_heading: str
    choices: Sequence[tuple[str, str, str]]
    notes: Sequence[str]
    steps: Sequence[Step]


def cost_estimate_pdf(estimate: CostEstimate, *, large_print: bool = False) -> bytes:
    """The estimate as a PDF."""
    title = _("What would it cost?")
    document = Document(title, large_print=large_print)
    document.title(
        title,
        _("Estimate of {day}, with the rates of the tax year {tax_year}").format(
            day=long_date(estimate.made_on), tax_year=estimate.tax_year
        ),
    )
    document.lead(estimate.answer)
    for sentence in estimate.more:
        document.paragraph(sentence)
    document.fields(estimate.assumed)
    _cost(document, estimate)
    _choices(document, estimate)
    document.heading(_("How it was worked out"))
    show_steps(document, estimate.steps)
    return document.pdf()


def _cost(document: Document, estimate: CostEstimate) -> None:
    document.heading(_("Where the money goes"))
    document.table(
        [
            Column(_("What for"), heads_row=True),
            Column(_("A year"), Kind.FIGURE),
            Column(_("A week"), Kind.FIGURE),
        ],
        [(line.name, pounds(line.yearly), pounds(line.weekly)) for line in estimate.lines],
        totals=1,
    )
    for note in estimate.notes:
        document.paragraph(note, soft=True)


def _choices(document: Document, estimate: CostEstimate) -> None:
    document.heading(_("What would change it?"))
    document.table(
        [
            Column(_("If"), heads_row=True),
            Column(estimate.choice_heading, Kind.FIGURE),
            Column(_("Against your choice")),
        ],
        estimate.choices,
    )
