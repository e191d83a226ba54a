"""Whether somebody is employed: the answers, what they point to, and HMRC's own result."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.people.status import Status, StatusView, weigh
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.hiring_rules import status_questions
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class StatusLook:
    """What was decided last. reference: of HMRC's tool, "" where it was not used."""

    id: int
    day: date
    view: StatusView
    answers: Mapping[str, str]
    reference: str
    note: str


def weigh_answers(answers: Mapping[str, str]) -> StatusView:
    """What the answers point to; nothing is saved."""
    return weigh(answers, status_questions())


def status_of(session: Session, worker: models.Worker) -> StatusLook | None:
    """What was decided last about a worker; None where nobody has."""
    row = session.scalar(
        select(models.StatusAnswer)
        .where(models.StatusAnswer.worker_id == worker.id)
        .order_by(models.StatusAnswer.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    answers: dict[str, str] = json.loads(row.answers)
    view = weigh_answers(answers)
    kept = StatusView(Status(row.outcome), view.says, view.steps)
    return StatusLook(row.id, row.day, kept, answers, row.reference, row.note)


def save_status(
    book: Book,
    worker_id: int,
    answers: Mapping[str, str],
    *,
    reference: str = "",
    note: str = "",
    who: str,
    at: datetime,
) -> StatusView:
    """Keeps the answers with what they point to. Raises DPManagerError without any answer."""
    if not answers:
        raise DPManagerError(_("Answer at least one question first."))
    view = weigh_answers(answers)
    with book.task(_("Keep whether somebody is employed"), who=who, at=at) as session:
        session.get_one(models.Worker, worker_id)
        session.add(
            models.StatusAnswer(
                worker_id=worker_id,
                day=at.date(),
                answers=json.dumps(dict(answers)),
                outcome=view.status.value,
                reference=reference.strip(),
                note=note.strip(),
            )
        )
    return view
