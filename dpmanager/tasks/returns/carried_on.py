"""How a return follows from the one before it: what was signed, and what has changed since."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.locked import (
    CarriedOn,
    LockedFigures,
    LockedLine,
    LockedPart,
    corrections_between,
    figures_from_json,
    lines_as_told,
)
from dpmanager.records import models
from dpmanager.tasks.money.balances import balance_before
from dpmanager.tasks.returns.share_account import FunderPart, part_of_funder

_ONE_DAY = timedelta(days=1)


def carried_on(
    session: Session, period: Period, funder: models.Funder, part: FunderPart | None = None
) -> CarriedOn | None:
    """How a return follows from the one it takes the place of, or else from the one before it.

    part: the part of this funder, where several share the accounts. None where neither was signed
    here. Raises DPManagerError for figures that cannot be read.
    """
    signed = _signed(session, funder)
    before = _follows(signed, period)
    if before is None:
        return None
    amends = before.start == period.start and before.end == period.end
    return _compared(session, signed, before, None if amends else period.start, part)


def changed_since(session: Session, row: models.SentReturn) -> CarriedOn:
    """What has changed in the records since a return was signed."""
    part = part_of_funder(session, row.funder)
    return _compared(session, _signed(session, row.funder), row, None, part)


def _signed(session: Session, funder: models.Funder) -> Sequence[models.SentReturn]:
    return session.scalars(
        select(models.SentReturn)
        .where(models.SentReturn.funder_id == funder.id)
        .order_by(models.SentReturn.id)
    ).all()


def _follows(signed: Sequence[models.SentReturn], period: Period) -> models.SentReturn | None:
    same = [row for row in signed if (row.start, row.end) == (period.start, period.end)]
    earlier = [row for row in signed if row.end < period.start]
    if same:
        return same[-1]
    return max(earlier, key=lambda row: (row.end, row.id), default=None)


def _compared(
    session: Session,
    signed: Sequence[models.SentReturn],
    before: models.SentReturn,
    next_start: date | None,
    part: FunderPart | None,
) -> CarriedOn:
    """next_start: the first day of the return that follows; None to look at the same days again."""
    told = [row for row in signed if row.id <= before.id and row.end <= before.end]
    figures = [figures_from_json(row.figures) for row in told]
    corrections = corrections_between(lines_as_told(figures), _lines_now(session, figures, part))
    balance = _balance_at(session, before.end + _ONE_DAY, part)
    changed = total(one.difference for one in corrections)
    day_after = before.end + _ONE_DAY
    between = ZERO if next_start is None else _moved(session, day_after, next_start, part)
    reasons = _reasons(session, told, {number for one in figures for number in one.late_changes})
    return CarriedOn(
        period=Period(before.start, before.end),
        signed_on=before.signature.day,
        closing=before.closing,
        corrections=corrections,
        other=balance - before.closing - changed,
        between=between,
        comes_to=balance if next_start is None else _balance_at(session, next_start, part),
        amends=next_start is None,
        reasons=tuple(row.reason for row in reasons),
        late_changes=tuple(row.id for row in reasons),
    )


def _balance_at(session: Session, day: date, part: FunderPart | None) -> Decimal:
    """The book's balance of all accounts, or a funder's part, at the start of a day, in pounds."""
    if part is not None:
        return part.balance_at(day)
    accounts = session.scalars(select(models.Account).order_by(models.Account.id))
    return total(balance_before(session, account, day) for account in accounts)


def _moved(session: Session, start: date, before: date, part: FunderPart | None) -> Decimal:
    if part is not None:
        return part.moved(start, before)
    moved: Decimal | None = session.scalar(
        select(func.sum(models.Transaction.amount)).where(
            models.Transaction.day >= start, models.Transaction.day < before
        )
    )
    return moved or ZERO


def _lines_now(
    session: Session, figures: Sequence[LockedFigures], part: FunderPart | None
) -> dict[int, LockedLine]:
    """The payments of the days of these returns, as the book has them now."""
    payment, split = models.Transaction, models.Split
    parts: dict[int, list[LockedPart]] = {}
    within = or_(*(payment.day.between(one.start, one.end) for one in figures))
    for number, split_number, amount, category, service, outcome in session.execute(
        select(
            split.transaction_id,
            split.id,
            split.amount,
            split.category,
            split.service_type,
            models.Outcome.name,
        )
        .join(payment)
        .outerjoin(models.Outcome, models.Outcome.id == split.outcome_id)
        .where(within)
        .order_by(split.id)
    ):
        told = part.by_split(number)[split_number] if part else amount
        parts.setdefault(number, []).append(LockedPart(told, category, service, outcome or ""))
    return {
        number: LockedLine(
            number,
            account,
            day,
            text,
            total(part.by_split(number).values()) if part else amount,
            tuple(parts.get(number, ())),
        )
        for number, account, day, text, amount in session.execute(
            select(
                payment.id, models.Account.name, payment.day, payment.description, payment.amount
            )
            .join(models.Account)
            .where(within)
            .order_by(payment.id)
        )
        if part is None or part.is_of(number)
    }


def _reasons(
    session: Session, told: Sequence[models.SentReturn], said: set[int]
) -> list[models.LateChange]:
    """What was written down about changes of these returns, and is in none of them yet."""
    rows = session.scalars(
        select(models.LateChange)
        .where(models.LateChange.return_id.in_([row.id for row in told]))
        .order_by(models.LateChange.day, models.LateChange.id)
    )
    return [row for row in rows if row.id not in said]
