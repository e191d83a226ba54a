"""How a figure was worked out, on paper."""

from collections.abc import Sequence

from dpmanager.documents.layout import Document
from dpmanager.documents.tables import Column
from dpmanager.domain.steps import Step
from dpmanager.words import _


def show_steps(document: Document, steps: Sequence[Step]) -> None:
    """Each step with its sum and the number of its source, and the sources under them."""
    numbers = {
        source: number
        for number, source in enumerate(
            dict.fromkeys(step.source for step in steps if step.source), start=1
        )
    }
    rows = [(_numbered(step, numbers), step.sum) for step in steps]
    document.table([Column(_("Step"), heads_row=True), Column(_("Sum"))], rows)
    if not numbers:
        return
    document.paragraph(_("Where these rules come from"), strong=True)
    for source, number in numbers.items():
        line = _("[{number}] {source}").format(number=number, source=source)
        document.paragraph(line, soft=True)


def _numbered(step: Step, numbers: dict[str, int]) -> str:
    if not step.source:
        return step.label
    return _("{step} [{number}]").format(step=step.label, number=numbers[step.source])
