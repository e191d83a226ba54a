"""Save a return as a spreadsheet: an Excel workbook, or a table that every program reads."""

from datetime import date
from pathlib import Path

from dpmanager.domain.periods import Period
from dpmanager.records.book import Book
from dpmanager.tasks.returns.prepare_return import prepare_return
from dpmanager.tasks.returns.resources import labels
from dpmanager.tasks.saving import save_file


def save_spreadsheet(
    book: Book, period: Period, path: Path, *, funder: str | None = None, today: date
) -> None:
    """Saves every payment of a return with its sums; as a table (CSV) where the file is called so.

    Raises what `prepare_return` raises, and DPManagerError as `save_file`.
    """
    made = prepare_return(book, period, funder=funder, today=today)
    if path.suffix.casefold() == ".csv":
        from dpmanager.documents.return_csv import return_csv

        save_file(path, return_csv(made, labels()))
        return
    from dpmanager.documents.return_workbook import return_workbook

    save_file(path, return_workbook(made, labels(), today))
