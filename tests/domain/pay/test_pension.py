from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.pay.pension import (
    Pension,
    PensionBasis,
    PensionTerms,
    TaxRelief,
    counted_pay,
    pension,
)
from dpmanager.domain.periods import Frequency
from dpmanager.tasks.pay.rates import rates_for

RATES = rates_for("2026-27").pension


def paid(
    pay: str,
    basis: str = "qualifying",
    relief: str = "at-source",
    *,
    employee: str = "5",
    employer: str = "3",
    frequency: Frequency = Frequency.MONTHLY,
) -> Pension:
    terms = PensionTerms(
        PensionBasis(basis), Decimal(employee), Decimal(employer), TaxRelief(relief)
    )
    return pension(Decimal(pay), terms, frequency, RATES)


def figures(made: Pension) -> tuple[str, str, str]:
    return str(made.employee), str(made.employer), str(made.before_tax)


def test_1300_a_month_at_the_minimum_with_relief_at_source():
    made = paid("1300.00")
    assert figures(made) == ("31.20", "23.40", "0.00")
    assert [(step.sum, step.about) for step in made.steps] == [
        ("(1,300.00 - 520) x 5% = 39.00", "employee_pension"),
        ("39.00 x 80% = 31.20", "employee_pension"),
        ("(1,300.00 - 520) x 3% = 23.40", "employer_pension"),
    ]


def test_net_pay_takes_the_whole_before_tax():
    made = paid("1300.00", relief="net-pay")
    assert figures(made) == ("39.00", "23.40", "39.00")


def test_all_pay_counts_where_that_was_agreed():
    made = paid("1300.00", "all", employee="6", employer="4.5")
    assert figures(made) == ("62.40", "58.50", "0.00")
    assert made.steps[0].source == ""


@pytest.mark.parametrize(
    ("pay", "employer"),
    [
        ("0.00", "0.00"),
        ("520.00", "0.00"),
        ("520.16", "0.00"),
        ("520.17", "0.01"),  # 0.0051
        ("4189.00", "110.07"),
        ("9000.00", "110.07"),  # nothing above the upper limit
    ],
)
def test_only_pay_between_the_limits_counts(pay, employer):
    assert str(paid(pay).employer) == employer


def test_the_whole_contribution_is_rounded_before_the_relief_is_taken_off():
    # 780.10 x 5% = 39.005, so 39.01, and 80% of it is 31.208; 4% at once would be 31.20
    assert str(paid("1300.10").employee) == "31.21"


@pytest.mark.parametrize(
    ("frequency", "employer"),
    [
        (Frequency.WEEKLY, "5.40"),
        (Frequency.FORTNIGHTLY, "1.80"),
        (Frequency.FOUR_WEEKLY, "0.00"),
    ],
)
def test_the_limits_go_by_the_pay_period(frequency, employer):
    assert str(paid("300.00", frequency=frequency).employer) == employer


@pytest.mark.parametrize(
    ("salary", "employer"), [(20000, "412.80"), (30000, "712.80"), (50000, "1312.80")]
)
def test_the_yearly_limit_gives_the_published_contributions_of_the_employer(salary, employer):
    # salarytax.uk, 2026-27: 413, 713 and 1,313 in whole pounds
    assert (salary - RATES.lower_limit.yearly) * RATES.minimum_employer_rate == Decimal(employer)


@pytest.mark.parametrize(
    ("pay", "counted"), [("1300.00", "780.00"), ("520.00", "0.00"), ("9000.00", "3669")]
)
def test_the_pay_that_contributions_are_a_share_of(pay, counted):
    got = counted_pay(Decimal(pay), PensionBasis.QUALIFYING, Frequency.MONTHLY, RATES)
    assert got == Decimal(counted)
    all_of_it = counted_pay(Decimal(pay), PensionBasis.ALL, Frequency.MONTHLY, RATES)
    assert all_of_it == Decimal(pay)


@settings(max_examples=100)
@given(
    pay=st.decimals("0.00", "9000.00", places=2),
    basis=st.sampled_from(list(PensionBasis)),
    frequency=st.sampled_from(list(Frequency)),
)
def test_relief_at_source_takes_four_fifths_to_the_penny(pay, basis, frequency):
    whole = paid(str(pay), basis, "net-pay", frequency=frequency)
    taken = paid(str(pay), basis, "at-source", frequency=frequency)
    assert abs(taken.employee - whole.employee * Decimal("0.8")) <= Decimal("0.005")
    assert taken.employer == whole.employer
    assert whole.before_tax == whole.employee <= pay
