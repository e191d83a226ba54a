"""Before the first pay: what the law wants to be seen, and what is advice. It stops nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from dpmanager.domain.people.checks import CheckKind, name_of
from dpmanager.domain.wording import names_in_words
from dpmanager.records import models
from dpmanager.tasks.people.checks import checks_of
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class FirstPayStop:
    """Whose right to work nobody has seen, although they are to be paid for the first time.

    workers: number and name of each. law, advice: in sentences; advice is "" where there is none.
    """

    workers: tuple[tuple[int, str], ...]
    law: str
    advice: str


def before_first_pay(session: Session, names: Collection[str], today: date) -> FirstPayStop | None:
    """What to see before these workers are paid; None where nothing has to be.

    Of somebody who was paid before it is too late to ask, and whoever has said to pay anyway is
    not asked again.
    """
    never_paid = session.scalars(
        select(models.Worker)
        .where(
            models.Worker.name.in_(names),
            ~exists().where(models.Payslip.worker_id == models.Worker.id),
            ~exists().where(
                models.Check.worker_id == models.Worker.id,
                models.Check.kind == CheckKind.RIGHT_TO_WORK.value,
                models.Check.reason != "",
            ),
        )
        .order_by(models.Worker.id)
    )
    found = []
    advice: dict[str, None] = {}
    for worker in never_paid:
        missing = checks_of(session, worker, today).missing
        if any(one.rule.kind is CheckKind.RIGHT_TO_WORK for one in missing):
            found.append(worker)
            advice |= {name_of(one.rule): None for one in missing if not one.by_law}
    if not found:
        return None
    return FirstPayStop(
        workers=tuple((worker.id, worker.name) for worker in found),
        law=_(
            "You have not noted that you saw the right to work of {workers}. The law asks every "
            "employer to see it before the first day of work."
        ).format(workers=names_in_words([worker.name for worker in found])),
        advice=_("Good advice, and not the law: {checks}.").format(checks=", ".join(advice))
        if advice
        else "",
    )
