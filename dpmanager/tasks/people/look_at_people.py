"""Look at the people: who works here, who is who, and what was agreed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import AgreementAnswer, PersonAnswer, WorkerAnswer, as_day
from dpmanager.tasks.budget.agree import agreement_answer
from dpmanager.tasks.hours.kinds_of_care import paid_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.engage_worker import answer_of


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A worker in the list. rate: pounds for an hour on a weekday today, None for none.

    left: the last day of work, once it is over.
    """

    id: int
    name: str
    kind: str
    service_type: str
    rate: Decimal | None
    paid_every: str
    left: date | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the arrangement, and the number of the row."""

    id: int
    details: PersonAnswer


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """The three parts, which one person may have; and what HMRC knows the employer by."""

    recipient: Contact
    manager: Contact
    employer: Contact
    manager_role: str
    nation: str
    paye_reference: str
    accounts_office_reference: str
    hmrc_paid: str
    employment_allowance: bool


@dataclass(frozen=True, slots=True)
class AgreedWith:
    """A funder and what was agreed. now: in force today; next: one that begins later, if any."""

    funder_id: int
    funder: str
    reference: str
    now: AgreementAnswer | None
    next: AgreementAnswer | None

    @property
    def newest(self) -> AgreementAnswer | None:
        """What a new agreement is most like."""
        return self.next or self.now


@dataclass(frozen=True, slots=True)
class PeopleSeen:
    """Everybody with a part in the direct payment."""

    workers: tuple[PersonLine, ...]
    who: WhoIsWho
    agreed: tuple[AgreedWith, ...]


@dataclass(frozen=True, slots=True)
class RateLine:
    """A rate of pay. in_force: it is the one that counts today. paid_for: what for, in words."""

    kind: HourKind
    from_date: date
    amount: Decimal
    in_force: bool
    paid_for: str


@dataclass(frozen=True, slots=True)
class WorkerSeen:
    """A worker with all details. rates: newest first within each kind of hour."""

    id: int
    details: WorkerAnswer
    last_day: date | None
    rates: tuple[RateLine, ...]
    nation: str


def look_at_people(book: Book, today: date) -> PeopleSeen:
    """Workers (those who left come last), who is who, and what was agreed."""
    with book.reading() as session:
        who = arrangement(session)
        workers = session.scalars(
            select(models.Worker).options(selectinload(models.Worker.rates))
        ).all()
        funders = session.scalars(
            select(models.Funder)
            .options(
                selectinload(models.Funder.agreements).selectinload(models.Agreement.services),
                selectinload(models.Funder.agreements).selectinload(models.Agreement.costs),
            )
            .order_by(models.Funder.id)
        )
        lines = [_person_line(worker, today) for worker in workers]
        return PeopleSeen(
            workers=tuple(
                sorted(lines, key=lambda line: (line.left is not None, line.name.casefold()))
            ),
            who=WhoIsWho(
                recipient=_contact(who.recipient),
                manager=_contact(who.manager),
                employer=_contact(who.employer),
                manager_role=who.manager_role,
                nation=who.nation,
                paye_reference=who.paye_reference,
                accounts_office_reference=who.accounts_office_reference,
                hmrc_paid=who.hmrc_paid,
                employment_allowance=who.employment_allowance,
            ),
            agreed=tuple(_agreed_with(funder, today) for funder in funders),
        )


def look_at_worker(book: Book, worker_id: int, today: date) -> WorkerSeen | None:
    """One worker; None where there is no such worker (any more)."""
    with book.reading() as session:
        row = session.get(models.Worker, worker_id)
        if row is None:
            return None
        return WorkerSeen(
            id=row.id,
            details=answer_of(row),
            last_day=row.end_date,
            rates=_rates(row, today),
            nation=arrangement(session).nation,
        )


def _person_line(row: models.Worker, today: date) -> PersonLine:
    now = [rate for rate in _rates(row, today) if rate.in_force and rate.kind is HourKind.WEEKDAY]
    return PersonLine(
        id=row.id,
        name=row.name,
        kind=row.kind,
        service_type=row.service_type,
        rate=now[0].amount if now else None,
        paid_every=row.pay_frequency,
        left=row.end_date if row.end_date and row.end_date < today else None,
    )


def _rates(row: models.Worker, today: date) -> tuple[RateLine, ...]:
    lines: list[RateLine] = []
    order = list(HourKind)
    for rate in sorted(row.rates, key=lambda rate: rate.from_date, reverse=True):
        kind = HourKind(rate.hour_kind)
        begun = rate.from_date <= today
        what = paid_for(kind, rate.service_type)
        newer = any(line.paid_for == what and line.in_force for line in lines)
        lines.append(RateLine(kind, rate.from_date, rate.amount, begun and not newer, what))
    return tuple(sorted(lines, key=lambda line: (order.index(line.kind), line.paid_for)))


def _contact(row: models.Person) -> Contact:
    return Contact(
        row.id,
        PersonAnswer(
            name=row.name,
            address=row.address,
            date_of_birth=as_day(row.date_of_birth) if row.date_of_birth else None,
            phone=row.phone,
            email=row.email,
        ),
    )


def _agreed_with(row: models.Funder, today: date) -> AgreedWith:
    begun = [agreement for agreement in row.agreements if agreement.from_date <= today]
    later = [agreement for agreement in row.agreements if agreement.from_date > today]
    return AgreedWith(
        funder_id=row.id,
        funder=row.name,
        reference=row.reference,
        now=agreement_answer(begun[-1]) if begun else None,
        next=agreement_answer(later[0]) if later else None,
    )
