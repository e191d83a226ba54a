from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.code_changes import (
    P45,
    CodeNotice,
    code_after_leaving,
    code_in_force,
    use_of_p45,
)
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.rates import CodeUplift
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import code_uplifts

UPLIFTS = code_uplifts()
# P9X 2021: https://www.cipp.org.uk/resources/news/p9x-tax-codes-2021-22.html
IN_2021 = {"2021-22": CodeUplift(add={"L": 7, "M": 8, "N": 6}, source=("P9X 2021",), verified=True)}
CUMULATIVE, ALONE = Basis.CUMULATIVE, Basis.WEEK1MONTH1


def notice(day, code, basis=CUMULATIVE, reason="P6"):
    return CodeNotice(day, code, basis, reason)


def in_force(pay_date, *notices, uplifts=UPLIFTS):
    found = code_in_force(notices, pay_date, uplifts)
    return found.code, found.basis


STARTER = notice(date(2026, 5, 1), "1257L", ALONE, "starter checklist, statement B")
NEW = notice(date(2026, 9, 14), "1185L", CUMULATIVE, "P6")


@pytest.mark.parametrize(
    ("pay_date", "code", "basis"),
    [
        (date(2026, 5, 1), "1257L", ALONE),
        (date(2026, 9, 13), "1257L", ALONE),
        (date(2026, 9, 14), "1185L", CUMULATIVE),
        (date(2027, 3, 31), "1185L", CUMULATIVE),
    ],
)
def test_the_newest_notice_that_has_started_counts(pay_date, code, basis):
    assert in_force(pay_date, NEW, STARTER) == (code, basis)


def test_of_two_notices_from_one_day_the_later_one_counts():
    day = date(2026, 9, 14)
    assert in_force(day, notice(day, "1100L"), notice(day, "1200L")) == ("1200L", CUMULATIVE)


def test_pay_before_any_notice_is_refused_by_its_day():
    with pytest.raises(DPManagerError, match="30 April 2026"):
        code_in_force([STARTER], date(2026, 4, 30), UPLIFTS)


def test_week_1_month_1_is_not_carried_over_6_april():
    # P9X 2026: “Do not copy or carry over any ‘week 1’ or ‘month 1’ markings.”
    assert in_force(date(2027, 4, 5), STARTER) == ("1257L", ALONE)
    found = code_in_force([STARTER], date(2027, 4, 6), UPLIFTS)
    assert (found.code, found.basis) == ("1257L", CUMULATIVE)
    assert found.steps[-1].label == "New tax year from 6 April 2027: the code goes on, cumulative"
    assert [step.sum for step in found.steps] == ["1257L, week 1 / month 1", "1257L"]


def test_a_sign_in_the_code_itself_ends_then_too():
    typed = notice(date(2026, 5, 1), "s1257L m1")
    assert in_force(date(2027, 4, 5), typed) == ("S1257L", ALONE)
    assert in_force(date(2027, 4, 6), typed) == ("S1257L", CUMULATIVE)


def test_a_notice_of_the_new_year_keeps_its_week_1_month_1():
    new_year = notice(date(2027, 4, 6), "1257L", ALONE, "P9")
    assert in_force(date(2027, 4, 30), STARTER, new_year) == ("1257L", ALONE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1250L", "1257L"),
        ("S1250L", "S1257L"),
        ("1375M", "1383M"),
        ("1125N", "1131N"),
        ("K100", "K100"),
        ("1250T", "1250T"),
        ("BR", "BR"),
        ("0T", "0T"),
        ("CD0", "CD0"),
        ("NT", "NT"),
    ],
)
def test_codes_rise_as_the_p9x_of_2021_said(before, after):
    old = notice(date(2020, 6, 1), before)
    assert in_force(date(2021, 4, 5), old, uplifts=IN_2021)[0] == before
    assert in_force(date(2021, 4, 6), old, uplifts=IN_2021)[0] == after
    # once, and not again in the next year
    assert in_force(date(2022, 6, 1), old, uplifts=IN_2021)[0] == after


def test_no_code_has_risen_since_april_2023():
    # P9X 2023 to 2026: the emergency code stays 1257L
    old = notice(date(2022, 6, 1), "1257L")
    assert in_force(date(2027, 4, 5), old) == ("1257L", CUMULATIVE)
    assert sorted(UPLIFTS) == ["2023-24", "2024-25", "2025-26", "2026-27"]


def test_an_uplift_without_one_of_the_letters_is_refused():
    with pytest.raises(msgspec.ValidationError, match="each of L, M and N"):
        msgspec.convert({"add": {"L": 7}, "source": ["x"], "verified": True}, CodeUplift)


@given(
    days=st.lists(st.dates(date(2023, 4, 6), date(2027, 4, 5)), min_size=1, max_size=6),
    pay_date=st.dates(date(2027, 4, 5), date(2027, 4, 5)),
)
def test_the_order_in_which_notices_are_kept_does_not_matter(days, pay_date):
    notices = [notice(day, f"{number}L") for number, day in enumerate(sorted(set(days)), 1000)]
    assert in_force(pay_date, *notices) == in_force(pay_date, *reversed(notices))
    assert in_force(pay_date, *notices)[0] == f"{999 + len(notices)}L"


@pytest.mark.parametrize(
    ("last", "after"), [("1257L", "0T"), ("S1257L", "S0T"), ("C1257L X", "C0T"), ("BR", "0T")]
)
def test_pay_after_leaving_has_0t_on_week_1_month_1(last, after):
    # regulation 37; the letters S and C: P9X 2021
    found = code_after_leaving(last, CUMULATIVE, is_in_p45=False)
    assert (found.code, found.basis) == (after, ALONE)
    assert "regulation/37" in found.steps[0].source


def test_pay_that_the_p45_counts_keeps_the_last_code():
    found = code_after_leaving("S1257L", CUMULATIVE, is_in_p45=True)
    assert (found.code, found.basis) == ("S1257L", CUMULATIVE)
    found = code_after_leaving("1257L M1", CUMULATIVE, is_in_p45=True)
    assert (found.code, found.basis) == ("1257L", ALONE)


def use(left_on, started_on, pay_date, **more):
    given_p45 = P45(
        left_on,
        more.pop("code", "1185L"),
        more.pop("basis", CUMULATIVE),
        Decimal("4500.00"),
        Decimal("310.40"),
    )
    found = use_of_p45(
        given_p45,
        started_on=started_on,
        pay_date=pay_date,
        emergency_code="1257L",
        has_code_from_hmrc=more.pop("has_code_from_hmrc", False),
        uplifts=more.pop("uplifts", UPLIFTS),
    )
    return found.code, found.basis, str(found.previous_pay), str(found.previous_tax)


@pytest.mark.parametrize(
    ("left_on", "started_on", "pay_date", "expected"),
    [
        # regulation 42(3) and 43: this tax year
        (date(2026, 8, 1), date(2026, 9, 1), date(2026, 9, 30), ("1185L", "4500.00", "310.40")),
        (date(2026, 4, 6), date(2026, 4, 7), date(2026, 4, 30), ("1185L", "4500.00", "310.40")),
        # 42(4) and 44: last tax year, started by 24 May
        (date(2026, 4, 5), date(2026, 4, 6), date(2026, 4, 30), ("1185L", "0.00", "0.00")),
        (date(2025, 4, 6), date(2026, 5, 24), date(2026, 5, 31), ("1185L", "0.00", "0.00")),
        # brought late, in the year after both
        (date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 30), ("1185L", "0.00", "0.00")),
        # 42(5) and 45: last tax year, started after 24 May
        (date(2026, 4, 5), date(2026, 5, 25), date(2026, 5, 31), ("1257L", "0.00", "0.00")),
        # older: GOV.UK, late P45 or starter checklist
        (date(2025, 4, 5), date(2026, 4, 6), date(2026, 4, 30), (None, "0.00", "0.00")),
    ],
)
def test_what_a_p45_gives_depends_on_its_tax_year_and_the_start(
    left_on, started_on, pay_date, expected
):
    code, basis, pay, tax = use(left_on, started_on, pay_date)
    assert (code, pay, tax) == expected
    assert basis is (ALONE if code == "1257L" else CUMULATIVE)


def test_a_week_1_month_1_p45_of_this_year_stays_so_and_gives_no_figures():
    days = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 9, 30))
    expected = ("1185L", ALONE, "0.00", "0.00")
    assert use(*days, basis=ALONE) == expected
    assert use(*days, code="1185L M1") == expected


def test_a_week_1_month_1_p45_of_last_year_is_cumulative():
    days = (date(2026, 3, 1), date(2026, 4, 20), date(2026, 4, 30))
    assert use(*days, basis=ALONE)[:2] == ("1185L", CUMULATIVE)


def test_the_code_of_last_years_p45_rises_with_the_p9x():
    # http://www.hmrc.gov.uk/paye/employees/start-leave/new-employee-p45.htm: 747L becomes 810L
    rise = CodeUplift(add={"L": 63, "M": 0, "N": 0}, source=("P9X 2012",), verified=True)
    days = (date(2012, 3, 1), date(2012, 5, 24), date(2012, 5, 31))
    assert use(*days, code="747L X", uplifts={"2012-13": rise})[:2] == ("810L", CUMULATIVE)


def test_a_code_from_hmrc_goes_before_a_late_p45():
    days = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 30))
    assert use(*days, has_code_from_hmrc=True) == (None, CUMULATIVE, "0.00", "0.00")
