from decimal import Decimal

import pytest

from dpmanager.domain.pay.family_pay_recovery import is_small_employer, recovered
from dpmanager.tasks.pay.rates import rates_for


@pytest.mark.parametrize(
    ("tax_year", "compensation"),
    [
        ("2023-24", "30.00"),
        ("2024-25", "30.00"),
        ("2025-26", "85.00"),
        ("2026-27", "90.00"),
    ],
)
def test_a_small_employer_gets_all_back_and_more(tax_year, compensation):
    # GOV.UK, get financial help with statutory pay: 103%; since 6 April 2025 108.5%
    # (brightmine.com), since 6 April 2026 109%
    back = recovered(Decimal("1000.00"), rates_for(tax_year).family_pay_recovery, small=True)
    assert (str(back.pay), str(back.compensation)) == ("1000.00", compensation)


def test_other_employers_get_92_percent_back():
    # GOV.UK, get financial help with statutory pay; 194.32 x 0.92 = 178.7744
    back = recovered(Decimal("194.32"), rates_for("2026-27").family_pay_recovery, small=False)
    assert (str(back.pay), str(back.compensation)) == ("178.77", "0.00")
    assert [step.sum for step in back.steps] == ["194.32 x 92% = 178.77"]


def test_the_steps_name_the_compensation():
    back = recovered(Decimal("777.28"), rates_for("2025-26").family_pay_recovery, small=True)
    assert [step.sum for step in back.steps] == ["777.28", "777.28 x 8.5% = 66.07"]  # 66.0688
    assert all("recover-statutory-payments" in step.source for step in back.steps)


@pytest.mark.parametrize(
    ("class_1", "small"), [("0.00", True), ("45000.00", True), ("45000.01", False)]
)
def test_an_employer_is_small_up_to_the_limit(class_1, small):
    rules = rates_for("2026-27").family_pay_recovery
    assert is_small_employer(Decimal(class_1), rules) is small
