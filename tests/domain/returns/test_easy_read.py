from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import total
from dpmanager.domain.returns.easy_read import FROM, ON, Into, Spent, easy_money, whole_pounds
from dpmanager.domain.returns.funder_return import CategoryTotal, SetAside
from dpmanager.tasks.returns.resources import categories

PENCE = st.integers(-1_000_000, 1_000_000).map(lambda pence: Decimal(pence) / 100)
PAID = st.integers(0, 1_000_000).map(lambda pence: Decimal(pence) / 100)
IDS = [*categories(), ""]


def sums(amounts: dict[str, Decimal]) -> tuple[CategoryTotal, ...]:
    return tuple(CategoryTotal(name, name, amount, ()) for name, amount in amounts.items())


def a_return(opening, income, spending, owed=()):
    closing = opening + total(income.values()) - total(spending.values())
    return SimpleNamespace(
        opening=opening,
        income=sums(income),
        spending=sums(spending),
        closing=closing,
        set_aside=tuple(SetAside("owed", amount) for amount in owed),
    )


@given(st.lists(PENCE, min_size=1, max_size=12))
def test_whole_pounds_add_up_and_none_is_a_pound_away(amounts):
    whole = whole_pounds(amounts)
    assert all(amount == amount.to_integral_value() for amount in whole)
    assert all(abs(after - before) < 1 for after, before in zip(whole, amounts, strict=True))
    assert abs(total(whole) - total(amounts)) <= Decimal("0.5")


@given(st.integers(-5000, 5000).map(Decimal))
def test_whole_pounds_stay_as_they_are(amount):
    assert whole_pounds([amount, Decimal("0.00")]) == [amount, Decimal(0)]


@given(
    opening=PENCE,
    income=st.dictionaries(st.sampled_from(IDS), PAID),
    spending=st.dictionaries(st.sampled_from(IDS), PAID),
    owed=st.lists(PAID, max_size=3),
)
def test_what_was_had_and_came_in_went_out_or_is_left(opening, income, spending, owed):
    money = easy_money(a_return(opening, income, spending, owed))
    assert money.had + total(money.came_in.values()) == money.in_all
    assert money.in_all == money.spent + money.left
    assert money.left - money.to_pay == money.free
    assert all(money.came_in.values())
    assert all(money.went_out.values())


def test_the_figures_of_a_quarter():
    # By hand: 100.40 + 50.40 = 150.80, so 151; 40.30 spent, 110.50 left: 40 + 111 = 151.
    money = easy_money(
        a_return(
            Decimal("100.40"),
            {"dp_council": Decimal("50.40")},
            {"pa_net_wages": Decimal("40.30")},
            [Decimal("10.49")],
        )
    )
    assert (money.had, dict(money.came_in), money.in_all) == (101, {Into.COUNCIL: 50}, 151)
    assert (dict(money.went_out), money.left) == ({Spent.PEOPLE: 40}, 111)
    assert (money.to_pay, money.free) == (10, 101)


def test_kinds_that_belong_together_are_one():
    money = easy_money(
        a_return(
            Decimal("0.00"),
            {"dp_council": Decimal("70.00"), "dp_one_off": Decimal("30.00")},
            {"pa_net_wages": Decimal("40.00"), "agency": Decimal("20.00"), "": Decimal("5.00")},
        )
    )
    assert dict(money.came_in) == {Into.COUNCIL: 100}
    assert dict(money.went_out) == {Spent.PEOPLE: 60, Spent.NOT_SAID: 5}


def test_every_funders_money_and_every_usual_cost_has_its_kind():
    known = categories()
    from_funders = {name for name, one in known.items() if one.income_kind == "funder"}
    assert from_funders <= set(FROM) <= set(known)
    assert set(ON) - {""} <= set(known)
    out = {name for name, one in known.items() if one.direction == "out"}
    assert out - set(ON) == {"transfer_out", "paid_by_mistake", "exp_other"}
