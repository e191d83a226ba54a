"""Free money, weeks left, surplus."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.budget.surplus import work_out_surplus

amounts = st.integers(0, 2_000_000).map(lambda pence: Decimal(pence) / 100)


def test_st_helens_eight_weeks() -> None:
    # Rule: sthelens.gov.uk/article/4464 (more than 8 weeks may be asked back); figures computed.
    result = work_out_surplus(Decimal("2350.00"), Decimal("350.00"), Decimal(200), Decimal(8))
    assert result.free == Decimal("2000.00")
    assert result.weeks_left == Decimal("10.00")
    assert result.surplus == Decimal("400.00")
    assert [step.sum for step in result.steps] == [
        "£2,350.00 - £350.00 = £2,000.00",
        "£2,000.00 ÷ £200.00 = 10.00",
        "8 x £200.00 = £1,600.00",
        "£2,000.00 - £1,600.00 = £400.00",
    ]


def test_weeks_are_cut_not_rounded() -> None:
    assert work_out_surplus(
        Decimal(200), Decimal(0), Decimal(300), Decimal(8)
    ).weeks_left == Decimal("0.66")


def test_nothing_above_what_may_stay() -> None:
    result = work_out_surplus(Decimal("1600.00"), Decimal(0), Decimal(200), Decimal(8))
    assert result.surplus == 0
    assert result.steps[-1].label.startswith("Nothing is above that")


def test_more_owed_than_there_is() -> None:
    result = work_out_surplus(Decimal(100), Decimal(150), Decimal(200), Decimal(8))
    assert (result.free, result.weeks_left, result.surplus) == (Decimal(-50), 0, 0)


def test_an_unknown_rule_gives_no_surplus() -> None:
    result = work_out_surplus(Decimal(5000), Decimal(0), Decimal(200), None)
    assert result.surplus is None
    assert result.weeks_left == 25


def test_without_a_weekly_amount_there_are_no_weeks() -> None:
    result = work_out_surplus(Decimal(50), Decimal(0), Decimal(0), Decimal(8))
    assert (result.weeks_left, result.surplus) == (None, Decimal(50))


@given(amounts, amounts, amounts, st.integers(0, 52).map(Decimal))
def test_surplus_and_what_may_stay_make_the_free_money(closing, set_aside, weekly, weeks) -> None:
    result = work_out_surplus(closing, set_aside, weekly, weeks)
    assert result.free + set_aside == closing
    assert result.surplus is not None
    assert result.surplus >= 0
    assert result.free - result.surplus <= weeks * weekly
    if result.surplus:
        assert result.free - result.surplus == weeks * weekly
