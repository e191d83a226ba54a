"""Family at work: what a worker is to the person, where they live, and the council's consent."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from dpmanager.domain.deadlines.rules import NATIONS
from dpmanager.domain.people.relatives import ConsentWanted, Relation, consent_wanted
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class FamilyLook:
    """What a worker is to the person whose care it is.

    consent_on: the day the council agreed. wanted: why it has to; None where it need not.
    """

    relation: Relation
    lives_here: bool
    consent_on: date | None
    wanted: ConsentWanted | None


def family_of(session: Session, worker: models.Worker) -> FamilyLook:
    """What a worker is to the person, and whether the council has to agree."""
    relation = Relation(worker.relation)
    who = arrangement(session)
    nation = next(nation for nation in NATIONS if nation == who.nation)
    return FamilyLook(
        relation,
        worker.lives_here,
        worker.consent_on,
        consent_wanted(relation, lives_here=worker.lives_here, nation=nation),
    )


def set_family(
    book: Book,
    worker_id: int,
    *,
    relation: Relation,
    lives_here: bool,
    consent_on: date | None,
    who: str,
    at: datetime,
) -> FamilyLook:
    """Saves it; gives what then has to be known. Nothing is refused but a day still to come."""
    if consent_on is not None and consent_on > at.date():
        raise DPManagerError(_("The council cannot have agreed on a day that is still to come."))
    with book.task(_("Say whether a worker is family"), who=who, at=at) as session:
        worker = session.get_one(models.Worker, worker_id)
        worker.relation = relation.value
        worker.lives_here = lives_here
        worker.consent_on = consent_on
        return family_of(session, worker)
