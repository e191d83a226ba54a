"""Every payment of a return as a spreadsheet file (CSV)."""

import csv
import io

from dpmanager.documents.payments import Labels
from dpmanager.documents.return_lines import parts_of
from dpmanager.domain.amounts import plain
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.returns.sums import check_sums
from dpmanager.domain.safe_cells import safe_cell
from dpmanager.words import _

LINE_END = "\r\n"


def return_csv(made: FunderReturn, labels: Labels) -> bytes:
    """A row for each part of each payment, in UTF-8 with its mark (RFC 4180).

    Days are year first and amounts plain, money out with a minus, as every spreadsheet knows them.
    Raises DPManagerError, naming the difference, if the return does not add up.
    """
    check_sums(made)
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator=LINE_END)
    sheet.writerow(safe_cell(heading) for heading in headings())
    for part in parts_of(made, labels):
        words = (part.counted, part.what, part.service, part.outcome, part.note)
        sheet.writerow(
            [
                str(part.line.number),
                part.line.day.isoformat(),
                safe_cell(part.line.account),
                safe_cell(part.line.description),
                *map(safe_cell, words),
                plain(part.amount),
                safe_cell(part.proofs),
            ]
        )
    return text.getvalue().encode("utf-8-sig")


def headings() -> tuple[str, ...]:
    """What heads the columns, here and in the workbook."""
    return (
        _("No."),
        _("Date"),
        _("Account"),
        _("Who"),
        _("Counted under"),
        _("What for"),
        _("Kind of care"),
        _("Outcome"),
        _("A note"),
        _("Amount"),
        _("Proof"),
    )
