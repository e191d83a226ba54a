"""What a return tells besides the money, read from the records of its period."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.contribution import how_words
from dpmanager.domain.budget.spending_report import By, LedgerPart, counts_as_spent, spent_by
from dpmanager.domain.budget.spent import NO_SERVICE, RUNNING_COSTS, work_out_agreed
from dpmanager.domain.hours.shifts import NOT_WORK, HourKind, Shift, totals
from dpmanager.domain.people.insurance import PolicyKind
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.besides import (
    PERIODIC,
    Besides,
    InsuranceLine,
    OutcomeLine,
    PaidOutside,
    PlanLine,
    WorkerHours,
)
from dpmanager.records import models
from dpmanager.tasks.budget.ledger_parts import directions, ledger_parts
from dpmanager.tasks.budget.outside_contributions import outside_written_down
from dpmanager.tasks.budget.plan_budget import terms_within
from dpmanager.tasks.budget.unspent import reasons_between
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.money.check_spending import answered_in
from dpmanager.tasks.money.reconcile import explained_difference
from dpmanager.tasks.returns.carried_on import carried_on
from dpmanager.tasks.returns.evidence import Evidence
from dpmanager.tasks.returns.share_account import FunderPart
from dpmanager.words import _

Worked = tuple[models.Worker, Shift, int | None]
"""Who worked, the shift, and the number of its outcome."""


def told_besides(
    session: Session,
    period: Period,
    funder: models.Funder,
    *,
    kind: str = PERIODIC,
    words: str = "",
    part: FunderPart | None = None,
    evidence: Evidence | None = None,
) -> Besides:
    """The plan, the outcomes, hours, insurance and explanations of a period.

    words: what the person wants to say besides, "" for nothing. evidence: of the return, to name
    papers by their number. part: that of the funder, where
    several share the accounts: then the plan and the outcomes are as far as it pays for them.
    """
    worked = _worked(session, period)
    known = directions()
    ledger = part.ledger_parts(period) if part else ledger_parts(session, period)
    spent = [each for each in ledger if counts_as_spent(each, known)]
    carried = carried_on(session, period, funder, part)
    reasons = carried.reasons if carried else ()
    return Besides(
        kind=kind,
        plan=tuple(_plan(session, period, spent, worked, part)),
        outcomes=tuple(_outcomes(session, period, spent, worked, part)),
        worker_hours=tuple(_worker_hours(worked)),
        insurance=tuple(_insurance(session, period)),
        explanations=(
            *_differences_explained(session, period),
            *reasons,
            *answered_in(session, period),
            *([words.strip()] if words.strip() else []),
        ),
        surplus_reasons=reasons_between(session, period),
        paid_outside=tuple(_paid_outside(session, period, funder, evidence)),
        carried_on=carried,
    )


def _worked(session: Session, period: Period) -> list[Worked]:
    rows = session.scalars(
        select(models.Shift)
        .join(models.Timesheet)
        .where(models.Shift.day.between(period.start, period.end))
        .options(joinedload(models.Shift.timesheet).joinedload(models.Timesheet.worker))
        .order_by(models.Shift.day, models.Shift.id)
    )
    return [(row.timesheet.worker, shift_of(row), row.outcome_id) for row in rows]


def _service_of(each: Worked) -> str:
    worker, shift, _outcome = each
    return shift.service_type or worker.service_type


def _hours_for(part: FunderPart | None, worked: list[Worked]) -> tuple[Decimal, int]:
    """As `_hours`, as far as a funder pays for them by their service type.

    Hours are shared as the money is; of nights those that are nearest to it.
    """
    if part is None:
        return _hours(worked)
    hours, nights = Decimal(0), Decimal(0)
    for each in worked:
        share = part.share(_service_of(each), each[1].day)
        one, slept_in = _hours([each])
        hours += one * share
        nights += slept_in * share
    return hours, int(nights.quantize(Decimal(1), ROUND_HALF_UP))


def _hours(worked: list[Worked]) -> tuple[Decimal, int]:
    """Hours of work and sleep-ins; holiday and what was called off are no work."""
    parts = totals(shift for _worker, shift, _outcome in worked if shift.kind not in NOT_WORK)
    nights = sum(part.nights for part in parts if part.kind is HourKind.SLEEP_IN)
    return Decimal(sum(part.minutes for part in parts)) / 60, nights


def _plan(
    session: Session,
    period: Period,
    spent: list[LedgerPart],
    worked: list[Worked],
    part: FunderPart | None,
) -> Iterator[PlanLine]:
    terms = list(terms_within(session, period, part.payer.id if part else None))
    agreed, _steps = work_out_agreed(terms)
    amounts = spent_by(spent, By.SERVICE)
    hours: dict[str, Decimal] = {}
    for one in terms:
        for service in one.services:
            share = service.weekly_hours * one.in_force.days / 7
            hours[service.service_type] = hours.get(service.service_type, Decimal(0)) + share
    by_service: dict[str, list[Worked]] = {}
    for each in worked:
        by_service.setdefault(_service_of(each), []).append(each)
    for name in dict.fromkeys([*agreed, *amounts, *by_service]):
        done, nights = _hours_for(part, by_service.get(name, []))
        line = PlanLine(
            name,
            agreed.get(name, ZERO),
            amounts.get(name, ZERO),
            hours.get(name) if name not in (NO_SERVICE, RUNNING_COSTS) else None,
            done,
            nights,
        )
        if line.agreed or line.spent or line.worked or line.nights:
            yield line


def _outcomes(
    session: Session,
    period: Period,
    spent: list[LedgerPart],
    worked: list[Worked],
    part: FunderPart | None,
) -> Iterator[OutcomeLine]:
    """Each outcome; where funders share the accounts, one that only others pay for is left out."""
    notes: dict[int, list[str]] = {}
    for note in session.scalars(
        select(models.OutcomeNote)
        .where(models.OutcomeNote.start <= period.end, models.OutcomeNote.end >= period.start)
        .order_by(models.OutcomeNote.start, models.OutcomeNote.id)
    ):
        notes.setdefault(note.outcome_id, []).append(note.words)
    for row in session.scalars(select(models.Outcome).order_by(models.Outcome.id)):
        of_it = [each for each in worked if each[2] == row.id]
        hours, _nights = _hours_for(part, of_it)
        paid = any(each.outcome == row.name for each in spent)
        if part and not hours and not paid and _others_pay_for(session, period, row, of_it):
            continue
        yield OutcomeLine(
            row.name,
            total(each.spent for each in spent if each.outcome == row.name),
            hours,
            " ".join(notes.get(row.id, [])),
        )


def _others_pay_for(
    session: Session, period: Period, outcome: models.Outcome, worked: list[Worked]
) -> bool:
    """Whether something was spent on an outcome, or hours were worked for it, at all."""
    return bool(worked) or any(
        part.outcome == outcome.name for part in ledger_parts(session, period)
    )


def _worker_hours(worked: list[Worked]) -> Iterator[WorkerHours]:
    by_worker: dict[int, list[Worked]] = {}
    for each in worked:
        by_worker.setdefault(each[0].id, []).append(each)
    for number in sorted(by_worker):
        hours, nights = _hours(by_worker[number])
        if hours or nights:
            yield WorkerHours(by_worker[number][0][0].name, hours, nights)


def _insurance(session: Session, period: Period) -> Iterator[InsuranceLine]:
    for row in session.scalars(
        select(models.Policy)
        .where(
            models.Policy.kind == PolicyKind.EMPLOYERS_LIABILITY.value,
            models.Policy.worker_id.is_(None),
            models.Policy.from_date <= period.end,
            models.Policy.until >= period.start,
        )
        .order_by(models.Policy.from_date, models.Policy.id)
    ):
        yield InsuranceLine(row.insurer, row.number, row.from_date, row.until)


def _paid_outside(
    session: Session, period: Period, funder: models.Funder, evidence: Evidence | None
) -> Iterator[PaidOutside]:
    for one in outside_written_down(session, period, funder.id):
        yield PaidOutside(
            one.answer.day,
            one.answer.paid_to,
            how_words(one.answer.how),
            one.answer.amount,
            one.answer.note,
            evidence.number_of_proof(one.proof_id) if evidence and one.proof_id else 0,
        )


def _differences_explained(session: Session, period: Period) -> Iterator[str]:
    """What the person wrote where an account did not agree with its statement.

    It is told for the days of the period, and of one before where it still holds at the end.
    """
    accounts = session.scalars(select(models.Account).order_by(models.Account.id)).all()
    still = (explained_difference(session, account, period.end) for account in accounts)
    from_before = {row.id for row in still if row is not None and row.day < period.start}
    for row, account in session.execute(
        select(models.Reconciliation, models.Account.name)
        .join(models.Account)
        .where(
            models.Reconciliation.day.between(period.start, period.end)
            | models.Reconciliation.id.in_(from_before),
            models.Reconciliation.difference != ZERO,
            models.Reconciliation.reason != "",
        )
        .order_by(models.Reconciliation.day, models.Reconciliation.id)
    ):
        yield _("{account} differed from its statement by {amount} on {day}: {reason}").format(
            account=account,
            amount=pounds(row.difference),
            day=long_date(row.day),
            reason=row.reason,
        )
