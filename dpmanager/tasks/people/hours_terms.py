"""What the contract says about hours: rounding of pay, and more than 48 hours a week."""

from datetime import date, datetime

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.terms_of_work import employed
from dpmanager.words import _

ROUNDED_TO = (0, 5, 6, 10, 15, 30, 60)
"""Minutes that pay can be rounded up to; 0 for not at all."""


def set_hours_terms(
    book: Book,
    worker_id: int,
    *,
    rounds_to_minutes: int,
    opted_out_48: date | None,
    who: str,
    at: datetime,
) -> None:
    """Says how the pay of a shift is rounded, and since when more than 48 hours are agreed.

    rounds_to_minutes: one of `ROUNDED_TO`. Payslips that were made stay as they are. Raises
    DPManagerError for other minutes.
    """
    if rounds_to_minutes not in ROUNDED_TO:
        raise DPManagerError(_("Choose what the contract says about rounding."))
    with book.task(_("Change what the contract says about hours"), who=who, at=at) as session:
        worker: models.Worker = employed(session, worker_id)
        worker.rounds_to_minutes = rounds_to_minutes
        worker.opted_out_48 = opted_out_48
