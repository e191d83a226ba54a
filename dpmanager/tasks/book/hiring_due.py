"""What is still to be seen or insured for those who work, as the list of things to do has it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.people.checks import Missing, name_of
from dpmanager.domain.people.insurance import CoverState
from dpmanager.records import models
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.people.checks import checks_of
from dpmanager.tasks.people.insurance import cover_of
from dpmanager.words import _


def hiring_due(session: Session, today: date) -> Iterator[Thing]:
    """Insurance that is missing, and for each worker the checks to be made.

    What is there and soon runs out has a deadline, which is shown like all others.
    """
    working = session.scalars(
        select(models.Worker)
        .where(models.Worker.end_date.is_(None) | (models.Worker.end_date >= today))
        .order_by(models.Worker.id)
    ).all()
    yield from _insurance(session, working[0].id if working else None, today)
    for worker in working:
        missing = checks_of(session, worker, today).missing
        if missing:
            yield _checks(worker, missing)


def _insurance(session: Session, worker_id: int | None, today: date) -> Iterator[Thing]:
    cover = cover_of(session, session.scalars(select(models.Policy)).all(), today)
    if cover.state is not CoverState.MISSING:
        return
    yield Thing(
        Kind.INSURANCE,
        cover.by,
        _("Get employers' liability insurance"),
        _("You need it from the first day that somebody works for you."),
        {"worker": worker_id, "card": "insurance"},
    )


def _checks(worker: models.Worker, missing: tuple[Missing, ...]) -> Thing:
    """What the law wants comes with a day; advice alone can wait."""
    law = [name_of(one.rule) for one in missing if one.by_law]
    advice = [name_of(one.rule) for one in missing if not one.by_law]
    sentences = []
    if law:
        sentences.append(_("The law asks for: {checks}.").format(checks=", ".join(law)))
    if advice:
        sentences.append(_("Good advice: {checks}.").format(checks=", ".join(advice)))
    return Thing(
        Kind.CHECKS,
        worker.start_date if law else None,
        _("Make the checks of {worker}").format(worker=worker.name),
        " ".join(sentences),
        {"worker": worker.id},
    )
