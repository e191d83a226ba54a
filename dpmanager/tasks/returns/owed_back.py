"""What a return says of people's own money, and of payments by mistake."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import plain, total
from dpmanager.domain.periods import short_date
from dpmanager.domain.returns.funder_return import Gap, SetAside
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.tasks.money.given_back import mistake_words, open_mistakes
from dpmanager.tasks.money.pocket import OWN
from dpmanager.words import _


def owed_back_on(session: Session, day: date) -> Iterator[SetAside]:
    """What each person had paid from their own money by the end of `day`, and was still owed."""
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
    """Payments by mistake that were not put back by the end of `day`."""
    for mistake in open_mistakes(session, day):
        yield Gap(
            mistake_words(mistake), kind="mistake", about={"transaction": mistake.transaction_id}
        )
