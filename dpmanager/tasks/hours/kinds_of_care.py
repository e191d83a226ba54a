"""The kind of care that a worker gives in a shift: by its service type, or what they mostly do."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.wording import kind_of_hour
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.words import _

USUAL_WITHIN = timedelta(weeks=8)
"""How far back a day is looked at to say what a worker does on that weekday."""


def given_by(worker: models.Worker) -> tuple[str, ...]:
    """The service types that a worker gives, what they mostly do first."""
    besides = {service.service_type for service in worker.services} - {worker.service_type}
    return (worker.service_type, *(name for name in service_type_labels() if name in besides))


def choices_of(worker: models.Worker) -> tuple[tuple[str, str], ...]:
    """The kinds of care to choose from, with their words, what the worker mostly does first.

    None where they give only one.
    """
    labels = service_type_labels()
    given = given_by(worker)
    return tuple((name, labels[name]) for name in given) if len(given) > 1 else ()


def paid_for(kind: HourKind, service_type: str) -> str:
    """What a rate of pay is for: Weekday, or for one kind of care alone Weekday, Respite."""
    words = kind_of_hour(kind)
    if not service_type:
        return words
    return _("{kind}, {care}").format(kind=words, care=service_type_labels()[service_type])


def kept_service(worker: models.Worker, service_type: str) -> str:
    """A service type as the records keep it for a worker: "" for what they mostly do.

    Raises DPManagerError for one that there is not.
    """
    if service_type and service_type not in service_type_labels():
        raise DPManagerError(_("There is no service type “{type}”.").format(type=service_type))
    return "" if service_type == worker.service_type else service_type


def service_of_another(service_type: str, source: models.Worker, other: models.Worker) -> str:
    """What somebody gives in the hours of another: the same, where they give that at all."""
    same = service_type or source.service_type
    return same if same in given_by(other) else ""


def usual_service(session: Session, worker: models.Worker, day: date) -> str:
    """What a worker gave last on that weekday, of what they still give; else what they mostly do.

    Only the last weeks count. Holiday says nothing about it.
    """
    shift = models.Shift
    days = [day - timedelta(weeks=weeks) for weeks in range(1, USUAL_WITHIN.days // 7 + 1)]
    last = session.scalar(
        select(shift.service_type)
        .join(models.Timesheet)
        .where(
            models.Timesheet.worker_id == worker.id,
            shift.day.in_(days),
            shift.kind != HourKind.HOLIDAY.value,
        )
        .order_by(shift.day.desc(), shift.start)
        .limit(1)
    )
    return last if last and last in given_by(worker) else ""


def gives(service_type: str) -> ColumnElement[bool]:
    """The condition that a shift, with its worker, is of a service type."""
    shift, worker = models.Shift.service_type, models.Worker.service_type
    return or_(shift == service_type, and_(shift == "", worker == service_type))
