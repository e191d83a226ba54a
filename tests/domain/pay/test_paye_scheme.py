from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.paye_scheme import (
    StaffMember,
    employment_allowance_saving,
    paye_scheme_needed,
)
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import EmploymentAllowance, PayeScheme, PerPayPeriod
from dpmanager.tasks.pay.rates import rates_for

RULES = rates_for("2026-27").paye_scheme
# https://disabilitytaxguide.org.uk/paying-wages/registering-as-an-employer, of 2016-17
IN_2016 = PayeScheme(
    pay=PerPayPeriod(
        weekly=Decimal(112),
        fortnightly=Decimal(224),
        four_weekly=Decimal(448),
        monthly=Decimal(486),
        yearly=Decimal(5824),
    ),
    source=("disabilitytaxguide.org.uk",),
    verified=True,
)


def worker(pay, frequency=Frequency.WEEKLY, name="Ada King", **answers):
    known = {"has_other_job": False, "has_pension": False, "gets_expenses_or_benefits": False}
    return StaffMember(name, Decimal(pay), frequency, **{**known, **answers})


@pytest.mark.parametrize(
    ("weeks", "needed"), [((112, 100, 120, 80), False), ((112, 113, 120, 103), True)]
)
def test_four_weeks_count_together(weeks, needed):
    answer = paye_scheme_needed([worker(sum(weeks), Frequency.FOUR_WEEKLY)], IN_2016)
    assert answer.needed is needed


@pytest.mark.parametrize(
    ("tax_year", "pay", "needed"),
    [
        # https://www.litrg.org.uk/news/employ-someone-only-few-hours-6-april-you-may-need-operate-paye-first-time
        ("2024-25", "122.99", False),
        ("2024-25", "123.00", True),
        ("2025-26", "95.99", False),
        ("2025-26", "96.00", True),
        ("2026-27", "96.00", True),
    ],
)
def test_the_weekly_limit_of_a_year(tax_year, pay, needed):
    assert paye_scheme_needed([worker(pay)], rates_for(tax_year).paye_scheme).needed is needed


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("has_other_job", "Ben Cole has another job."),
        ("has_pension", "Ben Cole gets a pension."),
        ("gets_expenses_or_benefits", "Ben Cole gets expenses or benefits from you."),
    ],
)
def test_one_worker_is_enough_and_is_named(answer, reason):
    staff = [worker("50.00"), worker("50.00", name="Ben Cole", **{answer: True})]
    found = paye_scheme_needed(staff, RULES)
    assert found.needed is True
    assert found.reasons[0] == reason
    assert "every worker" in found.reasons[-1]


def test_a_reason_needs_no_other_answers():
    staff = [worker("96.00", has_other_job=None, has_pension=None)]
    found = paye_scheme_needed(staff, RULES)
    assert found.needed is True
    assert found.reasons[0] == "Ada King is paid £96.00. PAYE is needed from £96.00."


def test_an_open_question_leaves_it_open_and_says_what_to_ask():
    found = paye_scheme_needed([worker("50.00", has_other_job=None)], RULES)
    assert (found.needed, found.reasons) == (None, ("Ask Ada King if they have another job.",))


def test_without_paye_payslips_wages_and_records_remain():
    found = paye_scheme_needed([worker("50.00")], RULES)
    assert found.needed is False
    for word in ("payslip", "minimum wage", "starter checklist", "Pensions Regulator", "records"):
        assert any(word in duty for duty in found.still_to_do), word
    assert found.steps[0].sum == "50.00 is below 96"
    assert "has not published" in found.steps[-1].sum


def test_nobody_employed_needs_no_paye():
    found = paye_scheme_needed([], RULES)
    assert (found.needed, found.still_to_do, found.steps) == (False, (), ())


@given(
    pay=st.decimals(0, 500, places=2),
    answers=st.tuples(*[st.sampled_from([True, False, None])] * 3),
)
def test_one_more_worker_never_makes_it_less_needed(pay, answers):
    other = worker(
        pay,
        name="Ben Cole",
        has_other_job=answers[0],
        has_pension=answers[1],
        gets_expenses_or_benefits=answers[2],
    )
    alone = paye_scheme_needed([worker("50.00")], RULES).needed
    both = paye_scheme_needed([worker("50.00"), other], RULES).needed
    assert alone is False
    assert both is (True if pay >= 96 or True in answers else None if None in answers else False)


@pytest.mark.parametrize(
    ("owed", "saved", "left"),
    [
        ("1589.40", "1589.40", "0.00"),
        ("10500.00", "10500.00", "0.00"),
        ("12450.00", "10500.00", "1950.00"),
        ("0.00", "0.00", "0.00"),
    ],
)
def test_the_employment_allowance_pays_up_to_the_year_s_amount(owed, saved, left):
    # 10,500 from 2025-26 (HMRC, NIM06520)
    found = employment_allowance_saving(Decimal(owed), rates_for("2026-27").employment_allowance)
    assert found.saving == Decimal(saved)
    assert found.steps[-1].sum.endswith(f" = {figure(Decimal(left))}")
    assert "direct payment" in found.condition
    assert "you must claim it" in found.condition


@given(owed=st.decimals(0, 40000, places=2), amount=st.integers(0, 20000))
def test_saving_and_rest_are_what_was_owed(owed, amount):
    allowance = EmploymentAllowance(amount=Decimal(amount), source=("invented",), verified=False)
    found = employment_allowance_saving(owed, allowance)
    assert 0 <= found.saving <= min(owed, amount)
    assert found.steps[-1].sum.endswith(f" = {figure(owed - found.saving)}")
