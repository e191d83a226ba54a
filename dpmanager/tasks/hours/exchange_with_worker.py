"""Take in what a worker filled in on a form: look at it first, then record its hours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.hours.filled import (
    Change,
    Difference,
    FormRow,
    differences,
    plain_miles,
    row_of,
)
from dpmanager.domain.hours.shifts import Shift, totals
from dpmanager.domain.hours.timesheet_form import FilledForm
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.reading import tidied
from dpmanager.domain.wording import days_words, full_day, signed_words
from dpmanager.errors import DPManagerError
from dpmanager.importers.files import read_file
from dpmanager.importers.hours_keeper import is_hours_keeper
from dpmanager.importers.proof_files import ProofFile, media_type_of
from dpmanager.importers.proof_pictures import PDF
from dpmanager.importers.timesheet_csv import read_timesheet_csv
from dpmanager.importers.timesheet_pdf import LARGEST_MB, read_timesheet_form
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.hours_of_app import hours_of_app
from dpmanager.tasks.hours.kinds_of_care import usual_service
from dpmanager.tasks.hours.look_at_hours import hours_in_words
from dpmanager.tasks.hours.record_shifts import (
    check_against_records,
    replace_shifts,
    timesheet_holding,
)
from dpmanager.tasks.hours.taken_forms import Remarks, as_text, forms_of
from dpmanager.tasks.hours.worker_form import (
    form_keys,
    miles_of_forms,
    recorded_shifts,
    refuse_unless_open,
    shifts_on_form,
)
from dpmanager.tasks.pay.empty_timesheets import timesheet_for
from dpmanager.tasks.pay.pay_items import PayItemAnswer, add_item
from dpmanager.tasks.people.kept_files import ReadFile, put_file
from dpmanager.words import _

CSV = "text/csv"


class Decision(StrEnum):
    """Which of the two is recorded where a form differs from the plan."""

    FILLED = "filled"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class FilledSeen:
    """A form that came back, before anything of it is recorded.

    differences: where it differs from the plan, in order of time. as_planned: how many shifts do
    not. hours: what it comes to, in words. signed: who signed it, in words. problems: why it
    cannot be taken. elsewhere: it is of another person or period than was asked for, which is
    among the problems. notes: what is worth knowing before it is taken.
    """

    worker: str
    period: Period
    differences: tuple[Difference, ...]
    as_planned: int
    hours: str
    signed: str
    remarks: Remarks
    problems: tuple[str, ...]
    elsewhere: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was recorded. hours: what they come to, in words; "" where nobody worked."""

    worker: str
    period: Period
    hours: str


def read_filled(path: Path) -> bytes:
    """The content of a file that may be a form. Raises DPManagerError."""
    return read_file(path, LARGEST_MB)


def look_at_filled(
    book: Book, data: bytes, *, worker: str = "", period: Period | None = None
) -> FilledSeen:
    """What a form says, and how it differs from what was planned.

    worker, period: whose form of which days is expected; without them, any of this book. A file
    of the app Hours Keeper does not say it, so both are needed for one. Raises DPManagerError for
    a file that is no form of this book, or that cannot be understood; `UnreadBoxesError` says each
    box.
    """
    form, besides = _read(book, data, worker, period)
    with book.reading() as session:
        row = _worker_of(session, form)
        elsewhere = worker not in {"", row.name} or period not in {None, form.plan.period}
        problems = [_of_another(row, form.plan.period)] if elsewhere else []
        problems += _why_closed(session, row, form.plan.period)
        found = differences(form.plan.planned, form.rows)
        return FilledSeen(
            worker=row.name,
            period=form.plan.period,
            differences=_to_decide(found),
            as_planned=sum(one.change is Change.AS_PLANNED for one in found),
            hours=hours_in_words(totals(one.shift for one in form.rows)),
            signed=signed_words(row.name, form.signed_name, form.signed_on),
            remarks=form.remarks,
            problems=tuple(problems),
            elsewhere=elsewhere,
            notes=() if problems else (*besides, *_notes(session, row, form)),
        )


def take_filled(
    book: Book,
    data: bytes,
    *,
    worker: str = "",
    period: Period | None = None,
    decisions: Mapping[int, Decision] | None = None,
    who: str,
    at: datetime,
) -> Taken:
    """Records what a form says in place of the hours that its timesheet has, and keeps the file.

    worker, period: as in `look_at_filled`. decisions: for a difference, by its place in
    `FilledSeen.differences`, which of the two is recorded; what was filled in where nothing is
    said. Miles are paid with the pay of the period.
    Raises DPManagerError where the hours cannot be taken; nothing is saved then.
    """
    form, _besides = _read(book, data, worker, period)
    with book.reading() as session:
        name = _worker_of(session, form).name
    title = _("Timesheet filled in by {worker}, {period}").format(
        worker=name, period=days_words(form.plan.period)
    )
    kept = ReadFile(book.keep_proof(data), ProofFile(_media_type(data), title), len(data))
    with book.task(
        _("Take in the timesheet that {worker} filled in").format(worker=name), who=who, at=at
    ) as session:
        row = _worker_of(session, form)
        refuse_unless_open(session, row, form.plan.period)
        rows = list(_chosen(differences(form.plan.planned, form.rows), decisions or {}))
        _record(session, row, form.plan.period, rows)
        taken = models.TakenForm(
            worker_id=row.id,
            start=form.plan.period.start,
            end=form.plan.period.end,
            taken_on=at.date(),
            proof_id=put_file(session, kept, at.date()),
            signed_name=form.signed_name,
            signed_on=form.signed_on,
            rows=as_text(form.rows),
            remarks=as_text(form.remarks),
        )
        session.add(taken)
        session.flush()
        _record_miles(session, row, taken, [filled for filled, _planned in rows])
    hours = hours_in_words(totals(filled.shift for filled, _planned in rows))
    return Taken(name, form.plan.period, hours)


def _read(
    book: Book, data: bytes, worker: str, period: Period | None
) -> tuple[FilledForm, tuple[str, ...]]:
    """The form, and what is to be known about a file that is no form but holds hours."""
    media_type = media_type_of(data)
    if media_type not in {None, PDF}:
        raise DPManagerError(
            _(
                "This is a picture, and handwriting is not read. Type its hours in yourself. You "
                "can keep the picture under Receipts."
            )
        )
    keys = form_keys(book)
    if media_type is None and is_hours_keeper(data):
        return hours_of_app(book, data, worker, period, keys.book_id)
    read = read_timesheet_form if media_type == PDF else read_timesheet_csv
    form = read(data, keys.key)
    if form.plan.book_id != keys.book_id:
        raise DPManagerError(_("This form is of another book, so it was not read."))
    return form, ()


def _media_type(data: bytes) -> str:
    return media_type_of(data) or CSV


def _worker_of(session: Session, form: FilledForm) -> models.Worker:
    row = session.get(models.Worker, form.plan.worker_id)
    if row is None:
        raise DPManagerError(
            _("The person whose form this is, is not in this book any more. Nothing was read.")
        )
    return row


def _of_another(worker: models.Worker, period: Period) -> str:
    return _("This form is of {worker}, for {period}. You asked for another one.").format(
        worker=worker.name, period=days_words(period)
    )


def _why_closed(session: Session, worker: models.Worker, period: Period) -> list[str]:
    try:
        refuse_unless_open(session, worker, period)
    except DPManagerError as fault:
        return [str(fault)]
    return []


def _to_decide(found: Sequence[Difference]) -> tuple[Difference, ...]:
    return tuple(one for one in found if one.change is not Change.AS_PLANNED)


def _notes(session: Session, worker: models.Worker, form: FilledForm) -> Iterator[str]:
    yield from _notes_of_forms(session, worker, form)
    if form.signed_name and tidied(form.signed_name).casefold() != worker.name.casefold():
        yield _("The name on it is not {worker}. Ask who signed it.").format(worker=worker.name)
    if not form.signed_name:
        yield _("You can take its hours. Then print the timesheet, and have it signed.")
    yield from _notes_of_hours(session, worker, form)
    yield from _notes_of_miles(session, worker, form)


def _notes_of_forms(session: Session, worker: models.Worker, form: FilledForm) -> Iterator[str]:
    before = forms_of(session, worker.id, form.plan.period)
    if not before:
        return
    last = before[-1]
    same = (last.rows, last.remarks, last.signed_name, last.signed_on) == (
        as_text(form.rows),
        as_text(form.remarks),
        form.signed_name,
        form.signed_on,
    )
    if same:
        yield _("This form was taken in already, on {day}.").format(day=long_date(last.taken_on))
    else:
        yield _(
            "Another form of these days was taken in on {day}. This one takes its place."
        ).format(day=long_date(last.taken_on))


def _notes_of_hours(session: Session, worker: models.Worker, form: FilledForm) -> Iterator[str]:
    """Hours that were changed here meanwhile, and those that do not fit into the records."""
    now = [row_of(shift) for shift in recorded_shifts(session, worker, form.plan.period)]
    lost = [
        day
        for day in sorted({row.day for row in now})
        if _hours_on(day, now) not in (_hours_on(day, form.plan.planned), _hours_on(day, form.rows))
    ]
    if lost:
        yield _(
            "After this form was made, hours were changed here. The form replaces them on: {days}."
        ).format(days=", ".join(map(full_day, lost)))
    sheet = timesheet_holding(session, worker, form.plan.period.start)
    replaced = sheet.shifts if sheet is not None else []
    for row in form.rows:
        try:
            check_against_records(session, worker, row.shift, instead_of=replaced)
        except DPManagerError as fault:
            yield str(fault)


def _hours_on(day: date, rows: Sequence[FormRow]) -> list[Shift]:
    return sorted((row.shift for row in rows if row.day == day), key=lambda shift: shift.start)


def _notes_of_miles(session: Session, worker: models.Worker, form: FilledForm) -> Iterator[str]:
    days = {row.day for row in form.rows if row.miles}
    if days and worker.kind != "employed":
        yield _("{worker} sends invoices, so the miles on the form are not paid here.").format(
            worker=worker.name
        )
        return
    item = models.PayItem
    for other in session.scalars(
        select(item)
        .where(
            item.worker_id == worker.id,
            item.kind == ExtraKind.MILEAGE.value,
            item.day.in_(days),
            item.taken_form_id.is_(None),
        )
        .order_by(item.day, item.id)
    ):
        yield _(
            "{miles} miles on {day} are in the pay already. Those on the form come on top."
        ).format(miles=plain_miles(other.quantity or ZERO), day=full_day(other.day))


def _chosen(
    found: Sequence[Difference], decisions: Mapping[int, Decision]
) -> Iterator[tuple[FormRow, FormRow | None]]:
    """The rows to record, each with the planned one that it belongs to."""
    place = 0
    for one in found:
        decision = Decision.FILLED
        if one.change is not Change.AS_PLANNED:
            decision = decisions.get(place, decision)
            place += 1
        row = one.filled if decision is Decision.FILLED else one.planned
        if row is not None:
            yield row, one.planned


def _record(
    session: Session,
    worker: models.Worker,
    period: Period,
    rows: Sequence[tuple[FormRow, FormRow | None]],
) -> None:
    """Puts the rows on the timesheet.

    A shift keeps the outcome and the kind of care that it was planned for. One that nobody planned
    is of the care that the worker usually gives on that weekday.
    """
    planned = {
        (shift.day, shift.start, shift.end): shift
        for shift in shifts_on_form(session, worker, period)
    }
    shifts = []
    for row, before in rows:
        known = before or row
        as_planned = planned.get((known.day, known.start, known.end))
        if as_planned is not None:
            outcome, care = as_planned.outcome, as_planned.service_type
        else:
            outcome, care = "", usual_service(session, worker, row.day)
        shifts.append(replace(row.shift, outcome=outcome, service_type=care))
    if shifts or timesheet_holding(session, worker, period.start) is not None:
        replace_shifts(session, timesheet_for(session, worker, period.start), shifts)


def _record_miles(
    session: Session, worker: models.Worker, taken: models.TakenForm, rows: Sequence[FormRow]
) -> None:
    """The miles of the rows, in place of those of earlier forms."""
    for item in miles_of_forms(session, worker, Period(taken.start, taken.end)):
        session.delete(item)
    session.flush()
    if worker.kind != "employed":
        return
    for row in rows:
        if row.miles:
            answer = PayItemAnswer(ExtraKind.MILEAGE, row.day, miles=row.miles, note=row.note)
            number = add_item(session, worker, answer)
            session.get_one(models.PayItem, number).taken_form_id = taken.id
