"""The list of papers that go with a return."""

from collections.abc import Sequence

from dpmanager.documents.layout import Document
from dpmanager.documents.tables import Column, Kind
from dpmanager.domain.periods import short_date
from dpmanager.domain.returns.funder_return import Proof
from dpmanager.domain.wording import numbers
from dpmanager.words import _


def show_evidence_index(document: Document, proofs: Sequence[Proof]) -> None:
    """Each paper with its number, its date and the lines that it proves."""
    document.heading(_("Evidence index"))
    if not proofs:
        document.paragraph(_("No papers are linked to these payments."))
        return
    document.table(
        [
            Column(_("Proof"), Kind.SHORT),
            Column(_("What it is"), heads_row=True),
            Column(_("Date"), Kind.SHORT),
            Column(_("Lines it proves")),
        ],
        [
            (
                str(proof.number),
                proof.title,
                short_date(proof.day) if proof.day else "",
                numbers(proof.line_numbers),
            )
            for proof in proofs
        ],
    )
