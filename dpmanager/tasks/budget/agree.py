"""Agree: what a funder agreed from a new date on."""

from datetime import datetime

from sqlalchemy import select

from dpmanager.domain.budget.agreement import Contribution, CostMet
from dpmanager.domain.budget.schedule import FundingRule
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import (
    AgreementAnswer,
    CostAnswer,
    FunderAnswer,
    Pounds,
    ServiceAnswer,
    as_day,
)
from dpmanager.tasks.book.set_up import agreement_row, check_agreement, funder_row
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.words import _


def add_agreement(
    book: Book, funder_id: int, answer: AgreementAnswer, *, who: str, at: datetime
) -> None:
    """Adds what was agreed from `answer.from_date` on; what was agreed before stays as it was.

    Raises DPManagerError for an agreement that contradicts itself, or begins on the day of another.
    """
    day = long_date(answer.from_date)
    with book.task(_("Add what was agreed from {day}").format(day=day), who=who, at=at) as session:
        check_agreement(answer, service_type_labels())
        funder = session.get_one(models.Funder, funder_id)
        if any(agreement.from_date == answer.from_date for agreement in funder.agreements):
            raise DPManagerError(
                _(
                    "There is an agreement with {funder} from {day} already. Choose another date."
                ).format(funder=funder.name, day=day)
            )
        funder.agreements.append(agreement_row(answer))


def add_funder(book: Book, answer: FunderAnswer, *, who: str, at: datetime) -> None:
    """Adds a funder that pays as well, with what it agreed.

    Raises DPManagerError for an agreement that contradicts itself, or a name that is there.
    """
    name = answer.name.strip()
    with book.task(_("Add the funder {funder}").format(funder=name), who=who, at=at) as session:
        for agreement in answer.agreements:
            check_agreement(agreement, service_type_labels())
        if session.scalar(select(models.Funder.id).where(models.Funder.name == name)):
            raise DPManagerError(
                _("There is a funder named {funder} already. Add what it agreed there.").format(
                    funder=name
                )
            )
        session.add(funder_row(answer))


def agreement_answer(row: models.Agreement) -> AgreementAnswer:
    """An agreement in the book, as the answers that would make another one like it."""
    return AgreementAnswer(
        from_date=as_day(row.from_date),
        weekly_amount=Pounds(row.weekly_amount),
        weekly_contribution=Pounds(row.weekly_contribution),
        paid_every=Frequency(row.paid_every),
        paid_in="arrears" if row.paid_in == "arrears" else "advance",
        contribution_collected=Contribution(row.contribution_collected).value,
        funding_rule=FundingRule(row.funding_rule),
        contingency=Pounds(row.contingency),
        surplus_weeks=None if row.surplus_weeks is None else Pounds(row.surplus_weeks),
        return_days=row.return_days,
        services=tuple(
            ServiceAnswer(
                type=service.service_type,
                weekly_hours=Pounds(service.weekly_hours),
                hourly_rate=Pounds(service.hourly_rate),
            )
            for service in row.services
        ),
        costs=tuple(
            CostAnswer(
                cost=cost.cost,
                met=CostMet(cost.met).value,
                yearly_amount=Pounds(cost.yearly_amount),
            )
            for cost in row.costs
        ),
    )
