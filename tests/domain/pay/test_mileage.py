from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.mileage import Mileage, Vehicle, mileage
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

RATES = rates_for("2026-27").mileage
LAST_YEAR = rates_for("2025-26").mileage


def drive(miles: str, before: str = "0", paid: str | None = None, **more: Decimal) -> Mileage:
    rate = None if paid is None else Decimal(paid)
    return mileage(Decimal(miles), Decimal(before), Vehicle.CAR, RATES, rate, **more)


def sums(got: Mileage) -> list[str]:
    return [str(amount) for amount in (got.paid, got.free_of_tax, got.taxable, got.counts_for_ni)]


def test_120_miles_at_the_approved_rate_are_66_pounds_free_of_tax():
    got = drive("120")
    assert sums(got) == ["66.00", "66.00", "0.00", "0.00"]
    assert got.steps[0].sum == "120 x 0.55 = 66.00"


@pytest.mark.parametrize(
    ("vehicle", "paid"),
    [(Vehicle.CAR, "55.00"), (Vehicle.MOTORCYCLE, "24.00"), (Vehicle.BICYCLE, "20.00")],
)
def test_each_vehicle_has_its_rate(vehicle, paid):
    assert str(mileage(Decimal(100), Decimal(0), vehicle, RATES).paid) == paid


def test_the_approved_amount_of_a_year_of_12000_miles():
    # GOV.UK, Expenses and benefits: business travel mileage, Rules for tax: 5,000 at 45p and 25p
    got = mileage(Decimal(12000), Decimal(0), Vehicle.CAR, LAST_YEAR)
    assert str(got.free_of_tax) == "5000.00"
    assert got.steps[0].sum == "10,000 x 0.45 + 2,000 x 0.25 = 5,000.00"


def test_15000_miles_at_the_higher_rate_are_free_of_national_insurance_and_not_of_tax():
    # HMRC, NIM05833: for National Insurance 45p counts for all 15,000 miles, for tax for 10,000
    got = mileage(Decimal(15000), Decimal(0), Vehicle.CAR, LAST_YEAR, Decimal("0.45"))
    # 6,750 - (4,500 + 1,250)
    assert sums(got) == ["6750.00", "5750.00", "1000.00", "0.00"]


def test_a_journey_that_crosses_10000_miles():
    # 60 x 0.55 + 40 x 0.25
    assert sums(drive("100", "9940")) == ["43.00", "43.00", "0.00", "0.00"]
    assert sums(drive("100", "10000")) == ["25.00", "25.00", "0.00", "0.00"]


def test_what_is_paid_above_the_approved_amount_is_pay():
    got = drive("120", paid="0.60")
    assert sums(got) == ["72.00", "66.00", "6.00", "6.00"]
    assert [step.sum for step in got.steps[-2:]] == ["72.00 - 66.00 = 6.00"] * 2


def test_a_rate_below_the_approved_one_is_free_of_both():
    # such as a council's 45p
    assert sums(drive("120", paid="0.45")) == ["54.00", "54.00", "0.00", "0.00"]


def test_what_was_not_used_of_the_years_approved_amount_is_still_free():
    # 12,000 miles at 40p are 4,800, and 6,000 are approved: nothing is taxed
    earlier = {"paid_before": Decimal("4000.00")}
    assert sums(drive("2000", "10000", "0.40", **earlier)) == ["800.00", "800.00", "0.00", "0.00"]
    # not known: the earlier miles had the approved rates, and 500 are left
    assert sums(drive("2000", "10000", "0.40")) == ["800.00", "500.00", "300.00", "0.00"]


def test_what_was_taxed_before_is_not_taxed_again():
    # 1,000 miles at 60p were 600, of which 50 were taxed; 100 more at 55p are free
    earlier = {"paid_before": Decimal("600.00")}
    assert sums(drive("100", "1000", "0.55", **earlier)) == ["55.00", "55.00", "0.00", "0.00"]


def test_miles_below_nothing_are_refused():
    for asked in (("-1",), ("1", "-1"), ("1", "0", "-0.01")):
        with pytest.raises(DPManagerError, match="cannot be below nothing"):
            drive(*asked)


MILES = st.decimals("0.0", "3000.0", places=1)


@given(
    first=MILES,
    second=MILES,
    before=st.decimals("0", "12000", places=0),
    vehicle=st.sampled_from(list(Vehicle)),
)
def test_two_payments_are_one_to_the_penny(first, second, before, vehicle):
    one = mileage(first + second, before, vehicle, RATES).paid
    two = (
        mileage(first, before, vehicle, RATES).paid
        + mileage(second, before + first, vehicle, RATES).paid
    )
    assert abs(one - two) <= Decimal("0.01")


@given(miles=MILES, before=MILES, rate=st.decimals("0.00", "1.00", places=2))
def test_all_that_is_paid_is_free_or_taxed(miles, before, rate):
    got = mileage(miles, before, Vehicle.CAR, RATES, rate)
    assert got.paid == got.free_of_tax + got.taxable
    assert min(got.free_of_tax, got.taxable, got.counts_for_ni) >= 0
    assert got.counts_for_ni <= got.taxable
    assert bool(got.counts_for_ni) <= (rate > RATES.car)
