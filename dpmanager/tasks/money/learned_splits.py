"""How the last payments of each payee were split, where they were."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.money.learned_splits import TIMES
from dpmanager.domain.money.sorting_rules import telling_words
from dpmanager.records import models
from dpmanager.tasks.money.sort_payments import Part, belonging_together


def payee_key(description: str, amount: Decimal) -> tuple[object, ...]:
    """What payments to the same payee, in the same direction, have in common."""
    return (amount > ZERO, *telling_words(description))


def splits_before(session: Session) -> dict[tuple[object, ...], list[Sequence[Part]]]:
    """The parts of the last two payments of each payee, the newest first, if both were split.

    What pays a wage, tax or an invoice, and what depends on another payment, is left out.
    """
    split, payment = models.Split, models.Transaction
    several = set(
        session.scalars(
            select(split.transaction_id)
            .group_by(split.transaction_id)
            .having(func.count() > 1, func.max(split.expected_payment_id).is_(None))
        )
    ) - belonging_together(session)
    if len(several) < TIMES:
        return {}
    last: dict[tuple[object, ...], list[int]] = {}
    for number, description, amount in session.execute(
        select(payment.id, payment.description, payment.amount)
        .where(payment.splits.any())
        .order_by(payment.day.desc(), payment.id.desc())
    ):
        key = payee_key(description, amount)
        if len(key) > 1 and len(last.setdefault(key, [])) < TIMES:
            last[key].append(number)
    last = {
        key: numbers
        for key, numbers in last.items()
        if len(numbers) == TIMES and several.issuperset(numbers)
    }
    wanted = [number for numbers in last.values() for number in numbers]
    parts = _parts_of(session, wanted)
    return {key: [parts[number] for number in numbers] for key, numbers in last.items()}


def _parts_of(session: Session, numbers: Sequence[int]) -> dict[int, Sequence[Part]]:
    outcomes = dict(session.execute(select(models.Outcome.id, models.Outcome.name)).all())
    workers = dict(session.execute(select(models.Worker.id, models.Worker.name)).all())
    rows = session.scalars(
        select(models.Transaction)
        .where(models.Transaction.id.in_(numbers))
        .options(selectinload(models.Transaction.splits))
    )
    return {
        row.id: [
            Part(
                part.amount,
                part.category,
                part.service_type,
                outcomes.get(part.outcome_id or 0, ""),
                workers.get(part.worker_id or 0, ""),
                part.note,
            )
            for part in row.splits
        ]
        for row in rows
    }
