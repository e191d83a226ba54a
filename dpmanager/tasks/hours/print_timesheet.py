"""Print a timesheet."""

from sqlalchemy.orm import Session

from dpmanager.domain.hours.shifts import Timesheet, totals
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.hours.taken_forms import filled_in
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.tasks.signing import signature_of


def timesheet_of(session: Session, row: models.Timesheet) -> Timesheet:
    """The timesheet as it is printed."""
    who = arrangement(session)
    outcomes = {outcome.id: outcome.name for outcome in session.query(models.Outcome)}
    shifts = tuple(shift_of(shift, outcomes.get(shift.outcome_id or 0, "")) for shift in row.shifts)
    return Timesheet(
        employer=who.employer.name,
        supported_person=who.recipient.name,
        worker=row.worker.name,
        payroll_number=row.worker.payroll_number,
        period=Period(row.start, row.end),
        shifts=shifts,
        totals=totals(shifts),
        approved_on=row.approved_on,
        approved_by=row.approved_by,
        signature=None if row.signature is None else signature_of(row.signature),
        corrected_on=row.corrected_on,
        filled_in=filled_in(session, row.worker_id, Period(row.start, row.end), shifts),
        service_words=service_type_labels(),
    )


def print_timesheet(book: Book, timesheet_id: int, *, large_print: bool = False) -> bytes:
    """The timesheet as a PDF."""
    from dpmanager.documents.timesheet import timesheet_pdf

    with book.reading() as session:
        sheet = timesheet_of(session, session.get_one(models.Timesheet, timesheet_id))
    return timesheet_pdf(sheet, large_print=large_print)
