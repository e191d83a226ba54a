"""The form on which a worker fills in their own timesheet: made, as a file or on paper."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from secrets import token_bytes, token_hex

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.hours.filled import FormRow, row_of
from dpmanager.domain.hours.shifts import Shift
from dpmanager.domain.hours.timesheet_form import FormPlan, TimesheetForm
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.closed_days import closed_days
from dpmanager.tasks.hours.fill_from_rota import shifts_to_fill
from dpmanager.tasks.hours.record_shifts import shift_of, timesheet_holding, timesheet_period
from dpmanager.tasks.hours.taken_forms import forms_of
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.workers import find_worker
from dpmanager.words import _

KEY_BYTES, ID_BYTES = 32, 8


@dataclass(frozen=True, slots=True)
class FormKeys:
    """What the forms of a book are known by. key: seals what they were made from."""

    book_id: str
    key: bytes = field(repr=False)


def make_form(
    book: Book,
    worker: str,
    period: Period,
    *,
    large_print: bool = False,
    who: str,
    at: datetime,
) -> bytes:
    """The form of a pay period as a PDF, with what was recorded or is on the rota in it already.

    Raises DPManagerError for days that are not a pay period of the worker, and where the
    timesheet is approved.
    """
    from dpmanager.documents.timesheet_form import timesheet_form_pdf

    form = _form(book, worker, period, who=who, at=at)
    return timesheet_form_pdf(form, large_print=large_print)


def make_csv(book: Book, worker: str, period: Period, *, who: str, at: datetime) -> bytes:
    """The same form as a spreadsheet file. Raises DPManagerError as `make_form`."""
    from dpmanager.documents.timesheet_csv import timesheet_form_csv

    return timesheet_form_csv(_form(book, worker, period, who=who, at=at))


def make_blank(book: Book, worker: str, period: Period, *, large_print: bool = False) -> bytes:
    """A sheet of paper with empty rows, to write on by hand, as a PDF."""
    from dpmanager.documents.timesheet_form import blank_timesheet_pdf

    with book.reading() as session:
        name = find_worker(session, worker).name
        employer = arrangement(session).employer.name
    return blank_timesheet_pdf(period, worker=name, employer=employer, large_print=large_print)


def form_name(period: Period, ending: str, worker: str = "") -> str:
    """The name of a file: its days, and the worker's name where that is asked for."""
    named = "".join(letter if letter.isalnum() else "-" for letter in worker)
    parts = ["timesheet", *([named] if named else []), f"{period.start}", "to", f"{period.end}"]
    return "-".join(parts) + ending


def form_keys(book: Book) -> FormKeys:
    """What forms of this book are known by; before the first one, what no form is known by."""
    with book.reading() as session:
        row = session.scalar(select(models.FormKey))
    if row is None:
        return FormKeys("", token_bytes(KEY_BYTES))
    return FormKeys(row.book_id, bytes.fromhex(row.key))


def refuse_unless_open(session: Session, worker: models.Worker, period: Period) -> None:
    """Raises DPManagerError where hours of these days cannot be filled in any more."""
    sheet = timesheet_holding(session, worker, period.start)
    own = Period(sheet.start, sheet.end) if sheet else timesheet_period(worker, period.start)
    if own != period:
        raise DPManagerError(
            _(
                "{period} is not a pay period of {worker} any more. Make a new form for {own}."
            ).format(period=days_words(period), worker=worker.name, own=days_words(own))
        )
    if sheet is None or sheet.state == "draft":
        return
    sentence = {
        "approved": _(
            "The timesheet of {worker} for {period} is approved. To change its hours, reopen it."
        ),
        "paid": _(
            "The timesheet of {worker} for {period} has been paid. To change its hours, correct "
            "them."
        ),
    }[sheet.state]
    raise DPManagerError(sentence.format(worker=worker.name, period=days_words(period)))


def shifts_on_form(session: Session, worker: models.Worker, period: Period) -> list[Shift]:
    """What was recorded already, and on days without hours what is on the rota."""
    return [
        *recorded_shifts(session, worker, period),
        *shifts_to_fill(session, worker, period, period.end)[0],
    ]


def recorded_shifts(session: Session, worker: models.Worker, period: Period) -> list[Shift]:
    """The shifts that the timesheet has, each with the outcome that it serves."""
    sheet = timesheet_holding(session, worker, period.start)
    if sheet is None:
        return []
    outcomes = {outcome.id: outcome.name for outcome in session.query(models.Outcome)}
    return [shift_of(row, outcomes.get(row.outcome_id or 0, "")) for row in sheet.shifts]


def miles_of_forms(session: Session, worker: models.Worker, period: Period) -> list[models.PayItem]:
    """The miles that came with earlier forms of this timesheet, and are not paid yet."""
    numbers = [form.id for form in forms_of(session, worker.id, period)]
    item = models.PayItem
    return list(
        session.scalars(
            select(item).where(item.taken_form_id.in_(numbers), item.payslip_id.is_(None))
        )
    )


def _form(book: Book, worker: str, period: Period, *, who: str, at: datetime) -> TimesheetForm:
    keys = _own_keys(book, who=who, at=at)
    with book.reading() as session:
        row = find_worker(session, worker)
        refuse_unless_open(session, row, period)
        plan = form_plan(session, row, period, keys.book_id)
        return TimesheetForm(plan, row.name, arrangement(session).employer.name, keys.key)


def form_plan(session: Session, worker: models.Worker, period: Period, book_id: str) -> FormPlan:
    """What a form of a pay period is made from."""
    closed = closed_days(arrangement(session).nation, period)
    return FormPlan(
        book_id,
        worker.id,
        period,
        tuple(_planned(session, worker, period)),
        frozenset(day for day in closed if day in period),
    )


def _planned(session: Session, worker: models.Worker, period: Period) -> list[FormRow]:
    """The rows of the form; miles stand with the first shift of their day."""
    miles: dict[date, Decimal] = {}
    for item in miles_of_forms(session, worker, period):
        miles[item.day] = miles.get(item.day, ZERO) + (item.quantity or ZERO)
    shifts = sorted(
        shifts_on_form(session, worker, period), key=lambda shift: (shift.day, shift.start)
    )
    return [row_of(shift, miles.pop(shift.day, ZERO)) for shift in shifts]


def _own_keys(book: Book, *, who: str, at: datetime) -> FormKeys:
    """What the forms of this book are known by, drawn by lot once; undo leaves it alone."""
    with book.task(_("Make the first form"), who=who, at=at, lasting=True) as session:
        row = session.scalar(select(models.FormKey))
        if row is None:
            row = models.FormKey(book_id=token_hex(ID_BYTES), key=token_hex(KEY_BYTES))
            session.add(row)
        return FormKeys(row.book_id, bytes.fromhex(row.key))
