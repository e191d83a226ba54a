"""Record the hours that somebody worked, and approve a timesheet."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.shifts import HourKind, Shift, check_shift, refuse_overlap
from dpmanager.domain.periods import Frequency, Period, long_date, pay_period
from dpmanager.domain.signatures import SignatureGiven
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.kinds_of_care import kept_service
from dpmanager.tasks.hours.something_to_pay import has_something_to_pay
from dpmanager.tasks.people.workers import find_worker
from dpmanager.tasks.signing import keep_signature
from dpmanager.words import _, ngettext


def record_shifts(
    book: Book, worker: str, shifts: Sequence[Shift], *, who: str, at: datetime
) -> None:
    """Saves shifts of one worker, each on the timesheet of its pay period; all or none.

    Raises DPManagerError for a shift that overlaps another, is impossible, falls outside the
    time of employment, or belongs to a timesheet that is approved already.
    """
    name = ngettext("Record {count} shift of {worker}", "Record {count} shifts of {worker}",
                    len(shifts)).format(count=len(shifts), worker=worker)  # fmt: skip
    with book.task(name, who=who, at=at) as session:
        add_shifts(session, find_worker(session, worker), shifts)


def add_shifts(
    session: Session, worker: models.Worker, shifts: Sequence[Shift]
) -> list[models.Shift]:
    """Adds shifts within a task that is under way; gives their rows, in order of time.

    Raises DPManagerError as `record_shifts`.
    """
    rows = []
    for shift in sorted(shifts, key=lambda shift: (shift.day, shift.start)):
        check_against_records(session, worker, shift)
        row = models.Shift()
        _put_on_timesheet(session, worker, row, shift)
        session.add(row)
        session.flush()
        rows.append(row)
    return rows


def change_shift(book: Book, shift_id: int, shift: Shift, *, who: str, at: datetime) -> None:
    """Puts `shift` in the place of a saved one, which is still on a draft.

    Raises DPManagerError as `record_shifts`; then the saved one stays as it was.
    """
    with book.task(_("Change a shift"), who=who, at=at) as session:
        put_in_place(session, _shift_on_draft(session, shift_id), shift)


def put_in_place(
    session: Session,
    row: models.Shift,
    shift: Shift,
    instead_of: Collection[models.Shift] = (),
) -> None:
    """Puts `shift` in the place of a saved one, within a task that is under way.

    instead_of: other saved shifts that are about to change too. Raises DPManagerError as
    `record_shifts`, also where the saved one is not on a draft.
    """
    _refuse_unless_draft(row.timesheet)
    worker = row.timesheet.worker
    check_against_records(session, worker, shift, instead_of=[row, *instead_of])
    _put_on_timesheet(session, worker, row, shift)
    session.flush()


def remove_shift(book: Book, shift_id: int, *, who: str, at: datetime) -> None:
    """Takes a shift off a timesheet that is still a draft."""
    with book.task(_("Remove a shift"), who=who, at=at) as session:
        session.delete(_shift_on_draft(session, shift_id))


def put_shifts_right(
    session: Session, sheet: models.Timesheet, shifts: Sequence[Shift], *, on: date
) -> None:
    """Puts shifts in the place of those of a timesheet that was paid, within a task.

    on: the day of the correction. Raises DPManagerError as `record_shifts`, for a shift outside
    the period of the timesheet, and when nothing would change.
    """
    period = Period(sheet.start, sheet.end)
    for shift in shifts:
        if shift.day not in period:
            raise DPManagerError(
                _(
                    "{day} is not in the period from {start} to {end}, which has been paid. A "
                    "shift stays in its own period."
                ).format(
                    day=long_date(shift.day),
                    start=long_date(period.start),
                    end=long_date(period.end),
                )
            )
    if not replace_shifts(session, sheet, shifts):
        raise DPManagerError(_("These are the hours that the timesheet has. Nothing is changed."))
    sheet.corrected_on = on
    session.flush()


def replace_shifts(session: Session, sheet: models.Timesheet, shifts: Sequence[Shift]) -> bool:
    """Puts shifts in the place of those of a timesheet, within a task; False if they are the same.

    Raises DPManagerError as `record_shifts`.
    """
    new = list(shifts)
    old = [row for row in sheet.shifts if not _is_among(session, row, new)]
    for row in old:
        session.delete(row)
    session.flush()
    for shift in sorted(new, key=lambda shift: (shift.day, shift.start)):
        check_against_records(session, sheet.worker, shift)
        row = models.Shift()
        _fill(session, row, sheet, shift)
        session.add(row)
        session.flush()
    session.expire(sheet, ["shifts"])
    return bool(old or new)


def approve_timesheet(
    book: Book,
    worker: str,
    day: date,
    *,
    signature: SignatureGiven | None = None,
    who: str,
    at: datetime,
) -> Period:
    """Approves the timesheet of the pay period that holds `day`; gives the period.

    signature: None where the approval is not signed.
    """
    with book.task(
        _("Approve the timesheet of {worker}").format(worker=worker), who=who, at=at
    ) as session:
        sheet = _existing_timesheet(session, worker, day)
        _refuse_unless_draft(sheet)
        if not has_something_to_pay(session, sheet):
            raise DPManagerError(
                _("The timesheet of {worker} has no hours yet. Add a shift first.").format(
                    worker=worker
                )
            )
        sheet.state = "approved"
        sheet.approved_on = at.date()
        sheet.approved_by = who
        if signature is not None:
            sheet.signature = keep_signature(session, signature, at.date())
        return Period(sheet.start, sheet.end)


def unapprove_timesheet(book: Book, worker: str, day: date, *, who: str, at: datetime) -> None:
    """Opens an approved timesheet again and takes its signature off; the history keeps both.

    One that was paid stays as it is.
    """
    with book.task(
        _("Reopen the timesheet of {worker}").format(worker=worker), who=who, at=at
    ) as session:
        sheet = _existing_timesheet(session, worker, day)
        if sheet.state == "paid":
            raise DPManagerError(
                _(
                    "This timesheet has been paid, so it cannot be reopened. Undo the pay run "
                    "first, or correct its hours."
                )
            )
        sheet.state = "draft"
        sheet.approved_on = None
        sheet.approved_by = ""
        signature, sheet.signature = sheet.signature, None
        if signature is not None:
            session.flush()
            session.delete(signature)


def shift_of(row: models.Shift, outcome: str = "") -> Shift:
    """The shift as the rules know it."""
    return Shift(
        day=row.day,
        start=row.start,
        end=row.end,
        kind=HourKind(row.kind),
        break_minutes=row.break_minutes,
        note=row.note,
        outcome=outcome,
        woken_minutes=row.woken_minutes,
        service_type=row.service_type,
    )


def timesheet_period(worker: models.Worker, day: date) -> Period:
    """The period whose timesheet holds `day`; a calendar month for who is not on the payroll."""
    if worker.first_period_start is None or not worker.pay_frequency:
        return pay_period(date(day.year, day.month, 1), Frequency.MONTHLY, day)
    if day < worker.first_period_start:
        raise DPManagerError(
            _("{day} is before the first pay period of {worker}, which starts on {start}.").format(
                day=long_date(day),
                worker=worker.name,
                start=long_date(worker.first_period_start),
            )
        )
    return pay_period(worker.first_period_start, Frequency(worker.pay_frequency), day)


def timesheet_holding(
    session: Session, worker: models.Worker, day: date
) -> models.Timesheet | None:
    """The worker's timesheet with that day on it; None where no hours were recorded yet."""
    return session.scalar(
        select(models.Timesheet).where(
            models.Timesheet.worker_id == worker.id,
            models.Timesheet.start <= day,
            models.Timesheet.end >= day,
        )
    )


def check_against_records(
    session: Session,
    worker: models.Worker,
    shift: Shift,
    instead_of: Collection[models.Shift] = (),
) -> None:
    """Raises DPManagerError for a shift that cannot be, or that does not fit into the records.

    instead_of: saved shifts that it takes the place of.
    """
    check_shift(shift)
    if shift.day < worker.start_date or (worker.end_date and shift.day > worker.end_date):
        raise DPManagerError(
            _("{worker} does not work for you on {day}. Check the date.").format(
                worker=worker.name, day=long_date(shift.day)
            )
        )
    near = session.scalars(
        select(models.Shift)
        .join(models.Timesheet)
        .where(
            models.Timesheet.worker_id == worker.id,
            models.Shift.day.between(shift.day - timedelta(days=1), shift.day + timedelta(days=1)),
        )
    )
    refuse_overlap(shift, [shift_of(row) for row in near if row not in instead_of])


def _put_on_timesheet(
    session: Session, worker: models.Worker, row: models.Shift, shift: Shift
) -> None:
    sheet = _timesheet_for(session, worker, shift.day)
    _refuse_unless_draft(sheet)
    _fill(session, row, sheet, shift)


def _fill(session: Session, row: models.Shift, sheet: models.Timesheet, shift: Shift) -> None:
    row.timesheet_id = sheet.id
    row.day = shift.day
    row.start = shift.start
    row.end = shift.end
    row.break_minutes = shift.break_minutes
    row.woken_minutes = shift.woken_minutes
    row.kind = shift.kind.value
    row.note = shift.note
    row.outcome_id = _outcome_id(session, shift.outcome)
    row.service_type = kept_service(sheet.worker, shift.service_type)


def _is_among(session: Session, row: models.Shift, new: list[Shift]) -> bool:
    """Whether a saved shift is one of the new ones, which is then taken off that list."""
    outcome = session.get(models.Outcome, row.outcome_id) if row.outcome_id else None
    saved = shift_of(row, outcome.name if outcome else "")
    if saved not in new:
        return False
    new.remove(saved)
    return True


def _outcome_id(session: Session, name: str) -> int | None:
    if not name:
        return None
    found = session.scalar(select(models.Outcome.id).where(models.Outcome.name == name))
    if found is None:
        raise DPManagerError(
            _("There is no outcome named “{outcome}” in this book.").format(outcome=name)
        )
    return found


def _shift_on_draft(session: Session, shift_id: int) -> models.Shift:
    row = session.get(models.Shift, shift_id)
    if row is None:
        raise DPManagerError(_("This shift is not on the timesheet any more. Look at it again."))
    _refuse_unless_draft(row.timesheet)
    return row


def _timesheet_for(session: Session, worker: models.Worker, day: date) -> models.Timesheet:
    sheet = timesheet_holding(session, worker, day)
    if sheet is None:
        period = timesheet_period(worker, day)
        sheet = models.Timesheet(worker=worker, start=period.start, end=period.end, state="draft")
        session.add(sheet)
        session.flush()
    return sheet


def _existing_timesheet(session: Session, worker: str, day: date) -> models.Timesheet:
    sheet = timesheet_holding(session, find_worker(session, worker), day)
    if sheet is None:
        raise DPManagerError(
            _("{worker} has no timesheet for {day} yet. Record a shift first.").format(
                worker=worker, day=long_date(day)
            )
        )
    return sheet


def _refuse_unless_draft(sheet: models.Timesheet) -> None:
    if sheet.state != "draft":
        raise DPManagerError(
            _(
                "The timesheet of {worker} from {start} to {end} is {state} already, so its hours "
                "cannot change. Nothing was saved."
            ).format(
                worker=sheet.worker.name,
                start=long_date(sheet.start),
                end=long_date(sheet.end),
                state=_("paid") if sheet.state == "paid" else _("approved"),
            )
        )
