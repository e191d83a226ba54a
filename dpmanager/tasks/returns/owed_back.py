"""What a return says of people's own money, and of payments by mistake, out and in."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import plain, total
from dpmanager.domain.periods import short_date
from dpmanager.domain.returns.funder_return import Gap, SetAside
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.tasks.money.given_back import (
    CAME_IN,
    came_in_words,
    mistake_words,
    open_mistakes,
)
from dpmanager.tasks.money.pocket import OWN
from dpmanager.words import _


def owed_back_on(session: Session, day: date) -> Iterator[SetAside]:
    """What was owed to people at the end of `day`: what they had paid, and what was not theirs.

    Each person had paid something from their own money; or money had come in by mistake.
    """
    came = open_mistakes(session, day, category=CAME_IN)
    if came:
        yield SetAside(
            _("To be sent back: it came in by mistake"),
            total(one.left for one in came),
            tuple(
                Step(
                    _("{payee}, {day}").format(payee=one.description, day=short_date(one.day)),
                    plain(one.left),
                )
                for one in came
            ),
            "back",
            tuple((one.service_type, one.left) for one in came),
        )
    pocket = models.PocketPayment
    rows = session.scalars(
        select(pocket)
        .outerjoin(models.Transaction, models.Transaction.id == pocket.repaid_id)
        .where(
            pocket.how == OWN,
            pocket.day <= day,
            or_(pocket.repaid_id.is_(None), models.Transaction.day > day),
        )
        .order_by(pocket.paid_by, pocket.day, pocket.id)
    ).all()
    for name in dict.fromkeys(row.paid_by for row in rows):
        theirs = [row for row in rows if row.paid_by == name]
        yield SetAside(
            _("Owed back to {name}").format(name=name),
            total(row.amount for row in theirs),
            tuple(
                Step(
                    _("{payee}, {day}").format(payee=row.payee, day=short_date(row.day)),
                    plain(row.amount),
                )
                for row in theirs
            ),
            "back",
            tuple((row.service_type, row.amount) for row in theirs),
        )


def mistake_gaps(session: Session, day: date) -> Iterator[Gap]:
    """Payments by mistake, out and in, that were not put right by the end of `day`."""
    found = [
        *((one, mistake_words(one)) for one in open_mistakes(session, day)),
        *((one, came_in_words(one)) for one in open_mistakes(session, day, category=CAME_IN)),
    ]
    for mistake, sentence in found:
        yield Gap(sentence, kind="mistake", about={"transaction": mistake.transaction_id})
