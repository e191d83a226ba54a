"""Print where the money went, and save it as an Excel workbook."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dpmanager.domain.budget.spending_report import By
from dpmanager.tasks.budget.look_at_spending import (
    SpendingSeen,
    by_label,
    line_label,
    more_words,
    spent_words,
)
from dpmanager.tasks.saving import save_file
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.documents.spending_report import SpendingPaper, SpendingTable


def print_spending(seen: SpendingSeen, made_on: date, *, large_print: bool = False) -> bytes:
    """The report as a PDF."""
    from dpmanager.documents.spending_report import spending_report_pdf

    return spending_report_pdf(_paper(seen, made_on), large_print=large_print)


def save_spending(seen: SpendingSeen, made_on: date, path: Path) -> None:
    """Saves the report as an Excel workbook. Raises DPManagerError as `save_file`."""
    save_file(path, workbook_of(seen, made_on))


def workbook_of(seen: SpendingSeen, made_on: date) -> bytes:
    """The report as an Excel workbook, with every payment in it."""
    from dpmanager.documents.spending_workbook import SpentPayment, spending_workbook

    return spending_workbook(
        _paper(seen, made_on),
        [
            SpentPayment(
                part.day,
                part.payee,
                tuple(line_label(by, part.name_of(by)) for by in _ways(seen)),
                part.spent,
            )
            for part in seen.report.parts
        ],
    )


def _paper(seen: SpendingSeen, made_on: date) -> "SpendingPaper":
    from dpmanager.documents.spending_report import SpendingPaper

    report = seen.report
    return SpendingPaper(
        recipient=seen.recipient,
        period=report.period,
        made_on=made_on,
        answer=spent_words(report),
        more=more_words(report),
        tables=[_table(seen, by) for by in _ways(seen)],
        steps=report.steps,
    )


def _ways(seen: SpendingSeen) -> list[By]:
    return [each.by for each in seen.report.breakdowns]


def _table(seen: SpendingSeen, by: By) -> "SpendingTable":
    from dpmanager.documents.spending_report import SpendingTable, SpentOn

    titles = {
        By.SERVICE: _("By support"),
        By.WORKER: _("By person"),
        By.OUTCOME: _("By outcome"),
        By.CATEGORY: _("By what was paid"),
        By.MONTH: _("By month"),
    }
    return SpendingTable(
        titles[by],
        by_label(by),
        [
            SpentOn(line_label(by, line.name), line.spent, line.agreed)
            for line in seen.report.by(by).lines
        ],
    )
