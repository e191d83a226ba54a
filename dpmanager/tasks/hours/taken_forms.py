"""The forms that workers filled in, as they were read in: what stands on them, and the files."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, time

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.filled import FormRow
from dpmanager.domain.hours.shifts import FilledIn, HourKind, Shift
from dpmanager.domain.periods import Period
from dpmanager.records import models

Remarks = tuple[tuple[date, str], ...]


def forms_of(session: Session, worker_id: int, period: Period) -> Sequence[models.TakenForm]:
    """The forms of a worker's timesheet that were read in, the newest last."""
    row = models.TakenForm
    return session.scalars(
        select(row)
        .where(row.worker_id == worker_id, row.start == period.start, row.end == period.end)
        .order_by(row.id)
    ).all()


def filled_in(
    session: Session, worker_id: int, period: Period, shifts: Sequence[Shift]
) -> FilledIn | None:
    """What the newest form says beside the shifts that the timesheet has; None without a form."""
    forms = forms_of(session, worker_id, period)
    if not forms:
        return None
    form = forms[-1]
    return FilledIn(
        form.signed_name, form.signed_on, remarks_of(form), _other_days(rows_of(form), shifts)
    )


def rows_of(form: models.TakenForm) -> tuple[FormRow, ...]:
    """The hours that stand on a form."""
    return msgspec.json.decode(form.rows, type=tuple[FormRow, ...])


def remarks_of(form: models.TakenForm) -> Remarks:
    """What was written on days without hours."""
    return msgspec.json.decode(form.remarks, type=Remarks)


def as_text(content: Sequence[FormRow] | Remarks) -> str:
    """Rows or remarks as a form keeps them."""
    return msgspec.json.encode(content).decode()


def _other_days(rows: Sequence[FormRow], shifts: Sequence[Shift]) -> tuple[date, ...]:
    """Days on which the two differ in their hours; notes and outcomes do not count."""
    filled = Counter(_hours(row) for row in rows)
    now = Counter(_hours(shift) for shift in shifts)
    return tuple(sorted({hours[0] for hours in (filled - now) | (now - filled)}))


def _hours(one: FormRow | Shift) -> tuple[date, time, time, HourKind, int, int]:
    return one.day, one.start, one.end, one.kind, one.break_minutes, one.woken_minutes
