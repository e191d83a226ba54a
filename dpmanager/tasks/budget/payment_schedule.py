"""The schedule of each funder's payments, from what was agreed with it."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.budget.agreement import (
    Contribution,
    PaidIntoAccount,
    contribution_due,
    weekly_income,
)
from dpmanager.domain.budget.contribution import OUTSIDE, DayAmount
from dpmanager.domain.budget.schedule import (
    AgreedMoney,
    FundingRule,
    PaymentIn,
    scheduled_payments,
)
from dpmanager.domain.periods import Frequency, Period
from dpmanager.records import models


def funders_with_agreements(session: Session) -> list[models.Funder]:
    """Every funder with what was agreed, in the order in which they were set up."""
    return list(
        session.scalars(
            select(models.Funder)
            .options(selectinload(models.Funder.agreements))
            .order_by(models.Funder.id)
        )
    )


def agreed_money(agreement: models.Agreement) -> AgreedMoney:
    """What an agreement brings into the account."""
    is_top_up = agreement.funding_rule == FundingRule.TOP_UP
    return AgreedMoney(
        from_date=agreement.from_date,
        weekly=weekly_income(
            agreement.weekly_amount,
            contribution_due(agreement.weekly_contribution, agreement.weekly_amount),
            Contribution(agreement.contribution_collected),
        ),
        paid_every=Frequency(agreement.paid_every),
        in_arrears=agreement.paid_in == "arrears",
        first_payment=agreement.first_payment,
        contingency=agreement.contingency if is_top_up else None,
    )


def payments_of(funder: models.Funder, within: Period) -> tuple[PaymentIn, ...]:
    """The payments that should come from a funder within a period, by their days."""
    return scheduled_payments([agreed_money(one) for one in funder.agreements], within)


def contributions_outside(funder: models.Funder, within: Period) -> list[DayAmount]:
    """What the person is to pay outside the account within a period, with each payment."""
    payments = scheduled_payments([_outside(one) for one in funder.agreements], within)
    return [(payment.day, payment.paid.person) for payment in payments if payment.paid.person]


def _outside(agreement: models.Agreement) -> AgreedMoney:
    is_outside = Contribution(agreement.contribution_collected) in OUTSIDE
    due = contribution_due(agreement.weekly_contribution, agreement.weekly_amount)
    weekly = PaidIntoAccount(ZERO, due if is_outside else ZERO)
    return replace(agreed_money(agreement), weekly=weekly)
