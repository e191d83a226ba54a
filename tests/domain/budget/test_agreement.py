"""Who pays how much into the account."""

from decimal import Decimal

import pytest

from dpmanager.domain.budget.agreement import (
    Contribution,
    CostMet,
    PaidIntoAccount,
    contribution_due,
    each_payment,
    weekly_income,
    yearly_costs_paid_separately,
)
from dpmanager.domain.periods import Frequency


def test_south_tyneside_pays_the_rest_and_the_person_pays_their_share() -> None:
    # southtyneside.gov.uk/article/4075
    paid = weekly_income(Decimal(150), Decimal(40), Contribution.PAID_IN)
    assert paid == PaidIntoAccount(funder=Decimal(110), person=Decimal(40))


@pytest.mark.parametrize(
    ("collected", "funder", "person"),
    [
        (Contribution.PAID_IN, 110, 40),
        (Contribution.TAKEN_OFF, 110, 0),
        (Contribution.INVOICED, 150, 0),
        (Contribution.PROVIDER, 110, 0),
        (Contribution.NONE, 150, 0),
    ],
)
def test_each_way_of_collecting(collected: Contribution, funder: int, person: int) -> None:
    assert weekly_income(Decimal(150), Decimal(40), collected) == PaidIntoAccount(
        Decimal(funder), Decimal(person)
    )


def test_devon_counts_the_contribution_on_the_amount_that_was_really_agreed() -> None:
    # devon.gov.uk direct payments (Jo): estimated 135 a week, 20 more agreed, so 155.
    # The assessed 140 is ours: more than the estimate, less than what was agreed.
    estimated, agreed = Decimal(135), Decimal(135) + Decimal(20)
    assert agreed == Decimal(155)
    assert contribution_due(Decimal(140), estimated) == Decimal(135)
    assert contribution_due(Decimal(140), agreed) == Decimal(140)


def test_essex_never_asks_more_than_the_care_costs() -> None:
    # essex.gov.uk council care charges (Mr C): one hour at 23.92, assessed at 56.20.
    assert contribution_due(Decimal("56.20"), Decimal("23.92")) == Decimal("23.92")


def test_knowsley_running_costs_of_a_year() -> None:
    # KDC newsletter, winter 2018: payroll 259.20 and insurance 90.00.
    costs = [
        (CostMet.PAID_SEPARATELY, Decimal("259.20")),
        (CostMet.PAID_SEPARATELY, Decimal("90.00")),
        (CostMet.IN_RATE, Decimal("75.00")),
        (CostMet.OWN_MONEY, Decimal("12.00")),
    ]
    assert yearly_costs_paid_separately(costs) == Decimal("349.20")


@pytest.mark.parametrize(
    ("paid_every", "amount"),
    [
        (Frequency.WEEKLY, "321.20"),
        (Frequency.FORTNIGHTLY, "642.40"),
        (Frequency.FOUR_WEEKLY, "1284.80"),
        (Frequency.MONTHLY, "1391.87"),
    ],
)
def test_the_amount_of_one_payment(paid_every: Frequency, amount: str) -> None:
    assert each_payment(Decimal("321.20"), paid_every) == Decimal(amount)
