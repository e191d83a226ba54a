"""Where the money went, on paper: to think over, or to take to a review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.documents.layout import Document
from dpmanager.documents.steps import show_steps
from dpmanager.documents.tables import Column, Kind
from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import period_words
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class SpentOn:
    """A line in words, and pounds spent and agreed; None where nothing is agreed by such things."""

    name: str
    spent: Decimal
    agreed: Decimal | None


@dataclass(frozen=True, slots=True)
class SpendingTable:
    """The spending divided by one thing. title: as "By month"; heading: of its first column."""

    title: str
    heading: str
    lines: Sequence[SpentOn]


@dataclass(frozen=True, slots=True)
class SpendingPaper:
    """The report in words. answer: the sentence that matters most; more: what is said besides."""

    recipient: str
    period: Period
    made_on: date
    answer: str
    more: Sequence[str]
    tables: Sequence[SpendingTable]
    steps: Sequence[Step]


def spending_report_pdf(paper: SpendingPaper, *, large_print: bool = False) -> bytes:
    """The report as a PDF: one table for each way to divide the spending, each with its sum."""
    title = _("Where the money went")
    document = Document(title, large_print=large_print)
    document.title(title, period_words(paper.period))
    document.lead(paper.answer)
    for sentence in paper.more:
        document.paragraph(sentence)
    document.fields(
        [
            (_("Direct payment of"), paper.recipient),
            (_("Made on"), long_date(paper.made_on)),
        ]
    )
    for table in paper.tables:
        if table.lines:
            _table(document, table)
    document.heading(_("How this follows from your accounts"))
    show_steps(document, paper.steps)
    return document.pdf()


def _table(document: Document, table: SpendingTable) -> None:
    document.heading(table.title)
    with_agreed = any(line.agreed is not None for line in table.lines)
    columns = [Column(table.heading, heads_row=True)]
    if with_agreed:
        columns.append(Column(_("Agreed"), Kind.FIGURE))
    columns.append(Column(_("Spent"), Kind.FIGURE))
    if with_agreed:
        columns.append(Column(_("Left"), Kind.FIGURE))
    together = SpentOn(
        _("Together"),
        total(line.spent for line in table.lines),
        total(line.agreed for line in table.lines if line.agreed is not None)
        if with_agreed
        else None,
    )
    document.table(columns, [_row(line) for line in (*table.lines, together)], totals=1)


def _row(line: SpentOn) -> tuple[str, ...]:
    if line.agreed is None:
        return (line.name, pounds(line.spent))
    return (line.name, pounds(line.agreed), pounds(line.spent), pounds(line.agreed - line.spent))
