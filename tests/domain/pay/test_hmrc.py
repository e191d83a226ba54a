from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.amounts import total
from dpmanager.domain.pay.hmrc import Deductions, due_date, due_to_hmrc, hmrc_period
from dpmanager.domain.periods import Period
from dpmanager.tasks.pay.rates import rates_for

RATES = rates_for("2026-27")
EASTER_2027 = {date(2027, 3, 26), date(2027, 3, 29)}


def payslip(pay_date: date, tax: str, employee: str, employer: str) -> Deductions:
    return Deductions(pay_date, Decimal(tax), Decimal(employee), Decimal(employer))


def due(payslips, *, quarterly=False, claims_allowance=False):
    return due_to_hmrc(
        payslips,
        RATES,
        quarterly=quarterly,
        claims_allowance=claims_allowance,
        bank_holidays=EASTER_2027,
    )


@pytest.mark.parametrize(
    ("pay_date", "quarterly", "start", "end"),
    [
        (date(2026, 10, 6), False, date(2026, 10, 6), date(2026, 11, 5)),
        (date(2026, 11, 5), False, date(2026, 10, 6), date(2026, 11, 5)),
        (date(2026, 7, 6), True, date(2026, 7, 6), date(2026, 10, 5)),
        (date(2026, 10, 5), True, date(2026, 7, 6), date(2026, 10, 5)),
        (date(2026, 7, 5), True, date(2026, 4, 6), date(2026, 7, 5)),
        (date(2027, 1, 5), True, date(2026, 10, 6), date(2027, 1, 5)),
        (date(2027, 4, 5), True, date(2027, 1, 6), date(2027, 4, 5)),
    ],
)
def test_the_tax_month_or_quarter_of_a_pay_day(pay_date, quarterly, start, end):
    assert hmrc_period(pay_date, quarterly=quarterly) == Period(start, end)


@pytest.mark.parametrize(
    ("pay_date", "quarterly", "expected"),
    [
        # DMBM520055: tax month to 5 November and quarter to 5 October, electronic payment
        (date(2027, 11, 5), False, date(2027, 11, 22)),
        (date(2026, 10, 5), True, date(2026, 10, 22)),
        (date(2026, 11, 5), False, date(2026, 11, 20)),  # the 22nd is a Sunday
        (date(2026, 8, 5), False, date(2026, 8, 21)),  # the 22nd is a Saturday
    ],
)
def test_due_on_the_22nd_or_the_working_day_before(pay_date, quarterly, expected):
    period = hmrc_period(pay_date, quarterly=quarterly)
    assert due_date(period, RATES, bank_holidays=set()) == expected


def test_a_bank_holiday_is_no_working_day():
    period = hmrc_period(date(2026, 5, 5), quarterly=False)
    assert due_date(period, RATES, {date(2026, 5, 22), date(2026, 5, 21)}) == date(2026, 5, 20)


def test_the_worked_payslip_with_and_without_the_allowance():
    payslips = [payslip(date(2026, 4, 30), "50.20", "20.16", "132.45")]
    (without,) = due(payslips)
    (claimed,) = due(payslips, claims_allowance=True)
    assert (without.amount, claimed.amount) == (Decimal("202.81"), Decimal("70.36"))
    assert claimed.allowance_used == Decimal("132.45")
    assert claimed.steps[-1].sum == "50.20 + 20.16 + 132.45 - 132.45 = 70.36"


def test_two_four_weekly_pay_days_can_fall_in_one_tax_month():
    four_weeks_apart = [date(2026, 5, 7), date(2026, 6, 4), date(2026, 7, 2)]
    dues = due(payslip(day, "46.40", "18.64", "122.25") for day in four_weeks_apart)
    assert [(one.period.end, one.amount) for one in dues] == [
        (date(2026, 6, 5), Decimal("374.58")),
        (date(2026, 7, 5), Decimal("187.29")),
    ]
    assert dues[0].steps[0].sum == "46.40 + 46.40 = 92.80"


def test_the_allowance_is_used_up_as_it_arises():
    payslips = [
        payslip(date(2026, month, 28), "100.00", "0.00", "4000.00") for month in (7, 4, 6, 5)
    ]
    dues = due(payslips, claims_allowance=True)
    assert [one.allowance_used for one in dues] == [4000, 4000, 2500, 0]
    assert [one.amount for one in dues] == [100, 100, 1600, 4100]
    assert dues[2].steps[3].sum == "2,500.00 of 2,500.00"


def test_tax_refunded_beyond_what_is_due_lowers_the_next_payment():
    dues = due(
        [
            payslip(date(2026, 5, 28), "-80.00", "10.00", "0.00"),
            payslip(date(2026, 6, 28), "100.00", "5.00", "0.00"),
        ]
    )
    assert [(one.amount, one.left_over) for one in dues] == [(0, 70), (35, 0)]
    assert dues[1].steps[-1].sum == "100.00 + 5.00 + 0.00 - 70.00 = 35.00"


@settings(max_examples=60)
@given(
    payslips=st.lists(
        st.builds(
            Deductions,
            st.dates(date(2026, 4, 6), date(2027, 4, 5)),
            st.decimals("0.00", "900.00", places=2),
            st.decimals("0.00", "300.00", places=2),
            st.decimals("0.00", "900.00", places=2),
        ),
        max_size=30,
    ),
    claims_allowance=st.booleans(),
)
def test_the_years_total_is_the_same_by_the_month_and_by_the_quarter(payslips, claims_allowance):
    everything = total(
        amount for one in payslips for amount in (one.income_tax, one.employee_ni, one.employer_ni)
    )
    allowance = min(total(one.employer_ni for one in payslips), Decimal(10500))
    for quarterly in (False, True):
        dues = due(payslips, quarterly=quarterly, claims_allowance=claims_allowance)
        expected = everything - allowance if claims_allowance else everything
        assert total(one.amount for one in dues) == expected
