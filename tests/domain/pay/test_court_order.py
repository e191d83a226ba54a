from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.pay.court_order import (
    CourtOrder,
    DeductionTable,
    OrderKind,
    OrderTable,
    TableRow,
    Taken,
    orders_on,
    take_orders,
)
from dpmanager.domain.periods import Frequency
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.court_order_tables import court_order_tables

TABLES = court_order_tables()
WEEKLY, MONTHLY = Frequency.WEEKLY, Frequency.MONTHLY
MADE = date(2026, 5, 1)


def fixed(amount: str, **further: Any) -> CourtOrder:
    terms = {"reference": "F1", "from_date": MADE, "priority": True, **further}
    return CourtOrder(OrderKind.FIXED, amount=Decimal(amount), **terms)


def child_maintenance(amount: str) -> CourtOrder:
    return fixed(amount, protected_share=Decimal("0.60"), carries_shortfall=True)


def by_table(table: str, **further: Any) -> CourtOrder:
    terms = {"reference": "T1", "from_date": MADE, "priority": False, **further}
    return CourtOrder(OrderKind.TABLE, table=OrderTable(table), **terms)


def take(net: str | Decimal, *orders: CourtOrder, frequency: Frequency = MONTHLY) -> list[Taken]:
    return list(take_orders(Decimal(net), orders, frequency, TABLES))


def amounts(*asked: Any, **more: Any) -> list[str]:
    return [str(taken.amount) for taken in take(*asked, **more)]


def test_child_maintenance_that_leaves_60_percent_is_taken_in_full():
    # GOV.UK, Make child maintenance deductions: 150 of 1,200, of which 720 are protected
    (taken,) = take("1200.00", child_maintenance("150.00"))
    assert (str(taken.amount), str(taken.shortfall_carried)) == ("150.00", "0.00")
    assert "1,200.00 x 60% = 720.00" in [step.sum for step in taken.steps]


@pytest.mark.parametrize(
    ("net", "protected", "asked", "taken", "carried"),
    [
        # nibusinessinfo.co.uk, How to calculate deductions: both of its examples
        ("1200.00", "1000", "150.00", "150.00", "0.00"),
        ("900.00", "750", "200.00", "150.00", "50.00"),
    ],
)
def test_what_cannot_be_taken_is_carried(net, protected, asked, taken, carried):
    order = fixed(asked, protected_earnings=Decimal(protected), carries_shortfall=True)
    (got,) = take(net, order)
    assert (str(got.amount), str(got.shortfall_carried)) == (taken, carried)


def test_a_shortfall_is_asked_for_on_the_next_pay_day():
    # SAP's payroll example: 30 asked, 1,000 protected, 1,010 earned: 10, then 50 are to be taken
    terms: dict[str, Any] = {"protected_earnings": Decimal(1000), "carries_shortfall": True}
    (first,) = take("1010.00", fixed("30.00", **terms))
    assert (first.amount, first.shortfall_carried) == (10, 20)
    (second,) = take("1400.00", fixed("30.00", **terms, shortfall_before=first.shortfall_carried))
    assert (second.amount, second.shortfall_carried) == (50, 0)
    assert "30.00 + 20.00 = 50.00" in [step.sum for step in second.steps]


def test_protected_earnings_that_were_missing_are_made_good_first():
    # Attachment of Earnings Act 1971, schedule 3, paragraph 6(2), by hand
    terms: dict[str, Any] = {"protected_earnings": Decimal(200), "carries_shortfall": True}
    (short,) = take("150.00", fixed("20.00", **terms), frequency=WEEKLY)
    assert (short.amount, short.shortfall_carried, short.protected_carried) == (0, 20, 50)
    again = fixed("20.00", **terms, shortfall_before=Decimal(20), protected_before=Decimal(50))
    (later,) = take("260.00", again, frequency=WEEKLY)
    assert (later.amount, later.shortfall_carried, later.protected_carried) == (10, 30, 0)


def test_an_order_for_another_debt_carries_nothing():
    # Attachment of Earnings Act 1971, schedule 3, paragraph 5
    order = fixed("30.00", priority=False, protected_earnings=Decimal(1000))
    (taken,) = take("1010.00", order)
    assert (taken.amount, taken.shortfall_carried, taken.protected_carried) == (10, 0, 0)


@pytest.mark.parametrize(
    ("table", "net", "frequency", "before", "taken"),
    [
        # Rotherham council, Direct Earnings Attachments: employer's guide, examples 1 to 3
        ("dea_standard", "385.00", WEEKLY, None, "57.75"),
        ("dea_standard", "250.00", WEEKLY, "60.00", "17.50"),
        ("dea_standard", "1620.00", MONTHLY, "486.00", "162.00"),
        # Mansfield council, Direct Earnings: an employer's guide (higher rate), examples 1 to 3
        ("dea_higher", "385.00", WEEKLY, None, "115.50"),
        ("dea_higher", "250.00", WEEKLY, "60.00", "35.00"),
        ("dea_higher", "1620.00", MONTHLY, "324.00", "324.00"),
    ],
)
def test_a_direct_earnings_attachment_counts_all_net_pay_and_leaves_60_percent(
    table, net, frequency, before, taken
):
    earlier = [fixed(before)] if before else []
    got = take(net, *earlier, by_table(table), frequency=frequency)
    assert str(got[-1].amount) == taken


@pytest.mark.parametrize(
    ("net", "frequency", "taken"),
    [
        # North Warwickshire council, Attachment of Earnings: the ends of the bands
        ("75.00", WEEKLY, "0.00"),
        ("135.00", WEEKLY, "4.05"),
        ("185.00", WEEKLY, "9.25"),
        ("225.00", WEEKLY, "15.75"),
        ("355.00", WEEKLY, "42.60"),
        ("505.00", WEEKLY, "85.85"),
        ("300.00", MONTHLY, "0.00"),
        ("550.00", MONTHLY, "16.50"),
        ("740.00", MONTHLY, "37.00"),
        ("900.00", MONTHLY, "63.00"),
        ("1420.00", MONTHLY, "170.40"),
        ("2020.00", MONTHLY, "343.40"),
    ],
)
def test_council_tax_in_england(net, frequency, taken):
    order = by_table("council_tax_england", priority=True)
    assert amounts(net, order, frequency=frequency) == [taken]


def test_council_tax_takes_half_of_what_is_above_the_table():
    # Exeter council, Deductions from earnings paid regularly and irregularly: 600 a week by the
    # table of SI 1998/295, whose last row is 17% of 370 and 50% of the rest
    last = TableRow(above=Decimal(370), share=Decimal("0.17"), share_of_rest=Decimal("0.50"))
    england = TABLES.tables[OrderTable.COUNCIL_TAX_ENGLAND]
    old = msgspec.structs.replace(england, weekly=(last,))
    tables = msgspec.structs.replace(
        TABLES, tables={**TABLES.tables, OrderTable.COUNCIL_TAX_ENGLAND: old}
    )
    order = by_table("council_tax_england", priority=True)
    (taken,) = take_orders(Decimal(600), [order], WEEKLY, tables)
    assert str(taken.amount) == "177.90"
    assert taken.steps[0].sum == "370 x 17% + (600.00 - 370) x 50% = 177.90"


def test_two_weeks_take_twice_what_the_table_says_for_one():
    # (85.85 + 50% of 605 - 505) x 2
    order = by_table("council_tax_england", priority=True)
    assert amounts("1210.00", order, frequency=Frequency.FORTNIGHTLY) == ["271.70"]
    # 4 x 12% of 300, not 17% of 1,200
    assert amounts("1200.00", order, frequency=Frequency.FOUR_WEEKLY) == ["144.00"]


def test_council_tax_in_wales_has_its_own_table():
    # SI 2022/107: 17% of 715, then 50% of the rest
    order = by_table("council_tax_wales", priority=True)
    assert amounts("800.00", order, frequency=WEEKLY) == ["164.05"]
    assert amounts("430.00", order) == ["0.00"]
    assert amounts("430.01", order) == ["12.90"]


def test_a_later_council_tax_order_counts_what_the_earlier_one_left():
    # 17% of 400, then 12% of 332
    first = by_table("council_tax_england", priority=True, reference="A")
    second = by_table(
        "council_tax_england", priority=True, reference="B", from_date=date(2026, 5, 2)
    )
    got = take("400.00", second, first, frequency=WEEKLY)
    assert [(taken.order.reference, str(taken.amount)) for taken in got] == [
        ("A", "68.00"),
        ("B", "39.84"),
    ]


def test_a_later_direct_earnings_attachment_counts_what_the_earlier_one_left():
    # regulation 29(4): 15% of 400, then 11% of 340
    later = by_table("dea_standard", from_date=date(2026, 6, 1))
    assert amounts("400.00", by_table("dea_standard"), later, frequency=WEEKLY) == [
        "60.00",
        "37.40",
    ]


def test_a_share_that_the_notice_itself_gives():
    order = CourtOrder(
        OrderKind.SHARE,
        "S1",
        MADE,
        priority=False,
        share=Decimal("0.10"),
        protected_share=Decimal("0.60"),
    )
    assert amounts("1234.55", order) == ["123.45"]  # half a penny is dropped
    assert amounts("1000.00", fixed("350.00"), order) == ["350.00", "50.00"]


def test_orders_with_priority_go_first_and_then_the_older_ones():
    debt = fixed("5", reference="debt", priority=False, from_date=date(2020, 1, 1))
    fine = fixed("5", reference="fine", from_date=date(2026, 6, 1))
    tax = by_table(
        "council_tax_england", reference="tax", priority=True, from_date=date(2026, 5, 1)
    )
    ended = fixed("5", reference="ended", to_date=date(2026, 6, 29))
    ends_today = fixed("5", reference="ends", from_date=MADE, to_date=date(2026, 6, 30))
    future = fixed("5", reference="future", from_date=date(2026, 7, 1))
    in_turn = orders_on([debt, future, fine, ended, tax, ends_today], date(2026, 6, 30))
    assert [order.reference for order in in_turn] == ["tax", "ends", "fine", "debt"]


def test_no_more_is_taken_than_the_order_still_asks_for():
    order = fixed("50.00", still_owed=Decimal("12.34"), carries_shortfall=True)
    (taken,) = take("1000.00", order)
    assert (str(taken.amount), taken.shortfall_carried) == ("12.34", 0)
    assert "no more is taken" in taken.steps[1].label


@pytest.mark.parametrize(
    ("net", "taken", "charge"),
    [
        ("1000.00", "400.00", "1.00"),  # 60% is left, and the charge goes below it
        ("0.00", "0.00", "0.00"),
    ],
)
def test_the_charge_is_kept_only_where_something_was_taken(net, taken, charge):
    order = fixed("500.00", protected_share=Decimal("0.60"), with_charge=True)
    (got,) = take(net, order)
    assert (str(got.amount), str(got.charge)) == (taken, charge)


def test_the_charge_never_takes_more_than_is_there():
    (got,) = take("500.40", fixed("500.00", with_charge=True))
    assert str(got.charge) == "0.40"
    first = fixed("60.00", with_charge=True)
    assert amounts("100.00", first, fixed("60.00", from_date=date(2026, 6, 1))) == [
        "60.00",
        "39.00",
    ]


@pytest.mark.parametrize("kind", list(OrderKind))
def test_an_order_that_does_not_say_what_to_take_is_refused(kind):
    with pytest.raises(DPManagerError, match="order X9 does not say how much"):
        CourtOrder(kind, "X9", MADE, priority=True)


def test_a_table_whose_rows_do_not_go_up_is_refused():
    rows = ({"above": 5, "share": "0.1"}, {"above": 5, "share": "0.2"})
    table = {
        "source": ["x"],
        "verified": True,
        "in_force_from": "2026-04-06",
        "of_residue": True,
        "weekly": rows,
        "monthly": rows,
    }
    with pytest.raises(msgspec.ValidationError, match="must go up"):
        msgspec.convert(table, DeductionTable, strict=False)


MONEY = st.decimals("0.00", "4000.00", places=2)
ORDERS = st.lists(
    st.one_of(
        st.builds(
            lambda amount, protected, owed, priority, carries, day: fixed(
                str(amount),
                protected_earnings=protected,
                still_owed=owed,
                priority=priority,
                carries_shortfall=carries,
                with_charge=True,
                from_date=day,
            ),
            st.decimals("0.01", "900.00", places=2),
            MONEY,
            st.none() | MONEY,
            st.booleans(),
            st.booleans(),
            st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        ),
        st.builds(
            lambda table, day: by_table(table, from_date=day, with_charge=True),
            st.sampled_from(list(OrderTable)),
            st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        ),
    ),
    max_size=4,
)


@settings(max_examples=100)
@given(net=MONEY, orders=ORDERS, frequency=st.sampled_from(list(Frequency)))
def test_no_order_takes_what_is_protected_and_together_never_more_than_net_pay(
    net, orders, frequency
):
    left = net
    for taken in take(net, *orders, frequency=frequency):
        assert taken.amount >= 0
        assert 0 <= taken.charge <= 1
        left -= taken.amount
        if taken.amount:
            assert left >= taken.order.protected_earnings
            table = taken.order.table
            if table in {OrderTable.DEA_STANDARD, OrderTable.DEA_HIGHER}:
                assert left >= net * Decimal("0.60")
    assert sum(taken.amount + taken.charge for taken in take(net, *orders)) <= net


@settings(max_examples=100)
@given(net=MONEY, asked=st.decimals("0.01", "900.00", places=2), protected=MONEY)
def test_over_the_years_all_that_is_asked_is_taken_or_carried(net, asked, protected):
    shortfall = missing = taken_so_far = Decimal(0)
    for pay_day in range(1, 6):
        order = fixed(
            str(asked),
            protected_earnings=protected,
            carries_shortfall=True,
            shortfall_before=shortfall,
            protected_before=missing,
        )
        (taken,) = take(net, order)
        shortfall, missing = taken.shortfall_carried, taken.protected_carried
        taken_so_far += taken.amount
        assert taken_so_far + shortfall == asked * pay_day
