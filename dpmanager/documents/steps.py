"""How a figure was worked out, on paper."""

from collections.abc import Sequence
from itertools import groupby

from dpmanager.documents.layout import Document
from dpmanager.documents.tables import Cell, Column
from dpmanager.domain.steps import Step
from dpmanager.words import _


def show_steps(document: Document, steps: Sequence[Step]) -> None:
    """Each step with its sum; the source is named once, under the steps that follow it."""
    rows: list[tuple[str | Cell, str]] = []
    for source, group in groupby(steps, key=lambda step: step.source):
        *before, last = group
        rows += [(step.label, step.sum) for step in before]
        named = _("Source: {source}").format(source=source) if source else ""
        rows.append((Cell(last.label, named), last.sum))
    document.table([Column(_("Step"), heads_row=True), Column(_("Sum"))], rows)
