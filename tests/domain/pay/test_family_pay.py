"""Statutory pay of parents.

"GOV.UK" stands for the calculator of maternity, adoption and paternity pay on GOV.UK: its cases
are in alphagov/smart-answers, test/unit/calculators/*_pay_calculator_test.rb.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import ZERO, pence_up, total
from dpmanager.domain.pay.average_weekly_earnings import (
    AverageWeeklyEarnings,
    PaidDay,
    average_weekly_earnings,
)
from dpmanager.domain.pay.family_leave_dates import (
    FamilyEvent,
    FamilyLeave,
    FamilyPayKind,
    relevant_dates,
)
from dpmanager.domain.pay.family_pay import (
    FamilyPayEntitlement,
    family_pay,
    family_pay_entitled,
    paid_weeks,
    rules_by_week,
)
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.rates import FamilyPayRules
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import known_tax_years, rates_for

KNOWN = [rates_for(tax_year).family_pay for tax_year in known_tax_years()]
RULES_ON = rules_by_week(KNOWN)


def in_year(weekly_from: str, weekly: str, limit: str = "100") -> FamilyPayRules:
    return msgspec.structs.replace(
        rates_for("2026-27").family_pay,
        weekly=Decimal(weekly),
        weekly_from=date.fromisoformat(weekly_from),
        lower_earnings_limit=Decimal(limit),
    )


# GOV.UK's calculator, `statutory_rate`: each from the first Sunday in April
EARLIER = rules_by_week(
    [
        in_year("2012-04-01", "135.45"),
        in_year("2013-04-07", "136.78"),
        in_year("2014-04-06", "138.18"),
        in_year("2015-04-05", "139.58"),
        in_year("2016-04-03", "139.58"),
        in_year("2017-04-02", "140.98"),
        in_year("2018-04-01", "145.18"),
        in_year("2019-04-07", "148.68"),
    ]
)


def earning(average: str) -> AverageWeeklyEarnings:
    return AverageWeeklyEarnings(Decimal(average), ())


def leave_of(
    kind: FamilyPayKind, first_day: date, last_day: date | None = None, weeks_used: int = 0
) -> FamilyLeave:
    event = {
        FamilyPayKind.ADOPTION: FamilyEvent.MATCHED,
        FamilyPayKind.BEREAVEMENT: FamilyEvent.DEATH,
        FamilyPayKind.NEONATAL: FamilyEvent.CARE,
    }.get(kind, FamilyEvent.DUE)
    return FamilyLeave(kind, event, first_day, first_day, last_day, weeks_used=weeks_used)


def days(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def weeks(first: date, count: int) -> list[Period]:
    return [
        Period(first + timedelta(weeks=number), first + timedelta(weeks=number, days=6))
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("first_day", "average", "start", "end", "amount"),
    [
        # "calculate pay due for each pay date on a weekly cycle"
        ("2013-01-03", "250", "2013-01-03", "2013-01-04", "64.29"),
        ("2013-01-03", "250", "2013-01-05", "2013-01-11", "225.00"),
        ("2013-01-03", "250", "2013-09-28", "2013-10-04", "97.70"),
        # "on a bi-weekly cycle"
        ("2013-01-03", "250", "2013-01-03", "2013-01-03", "32.15"),
        ("2013-01-03", "250", "2013-01-04", "2013-01-17", "450.00"),
        ("2013-01-03", "250", "2013-02-15", "2013-02-28", "270.90"),
        ("2013-01-03", "250", "2013-09-27", "2013-10-10", "117.24"),
        # "on a monthly cycle", on the 5th
        ("2013-01-03", "250", "2013-01-03", "2013-01-05", "96.43"),
        ("2013-01-03", "250", "2013-09-06", "2013-10-05", "527.58"),
        # "on the first day of the month"
        ("2013-01-03", "250", "2013-01-03", "2013-02-01", "964.29"),
        ("2013-01-03", "250", "2013-10-02", "2013-11-01", "19.54"),
        # "on the last day of the month"
        ("2013-01-03", "250", "2013-01-03", "2013-01-31", "932.15"),
        ("2013-01-03", "250", "2013-10-01", "2013-10-31", "39.08"),
        # "for a certain weekday each month", the second Friday
        ("2013-01-03", "250", "2013-01-03", "2013-01-11", "289.29"),
        ("2013-01-03", "250", "2013-09-14", "2013-10-11", "371.26"),
        # "pay on the leave start date"
        ("2013-03-01", "300", "2013-03-01", "2013-03-01", "38.58"),
        # "End of SMP period falls between payday and end of calendar month"
        ("2017-10-01", "203.0769", "2017-10-01", "2017-10-31", "809.41"),
        ("2017-10-01", "203.0769", "2018-06-30", "2018-07-31", "20.74"),
        # "HMRC test scenario for SMP Pay week offset", with the amount of April 2013
        ("2013-01-25", "200", "2013-01-25", "2013-01-25", "25.72"),
        ("2013-01-25", "200", "2013-01-26", "2013-02-01", "180.00"),
        ("2013-01-25", "200", "2013-03-02", "2013-03-08", "173.64"),
        ("2013-01-25", "200", "2013-03-30", "2013-04-05", "135.45"),
        ("2013-01-25", "200", "2013-04-06", "2013-04-12", "135.64"),
        ("2013-01-25", "200", "2013-04-13", "2013-04-19", "136.78"),
        # "HMRC test scenario for SMP paid a certain day of the month"
        ("2013-01-25", "144.32", "2013-01-25", "2013-01-25", "18.56"),
        ("2013-01-25", "144.32", "2013-02-23", "2013-03-29", "649.44"),
        ("2013-01-25", "144.32", "2013-04-27", "2013-05-31", "649.44"),
    ],
)
def test_maternity_pay_is_that_of_gov_uk(first_day, average, start, end, amount):
    leave = leave_of(FamilyPayKind.MATERNITY, date.fromisoformat(first_day))
    pay = family_pay(leave, days(start, end), earning(average), EARLIER)
    assert str(pay.amount) == amount


@pytest.mark.parametrize(("average", "whole"), [("120.40", "4226.04"), ("235.40", "5741.01")])
def test_39_weeks_of_maternity_pay_add_up_as_on_gov_uk(average, whole):
    # "be statutory leave times statutory rates A and B"
    first = date(2012, 7, 12)
    leave = leave_of(FamilyPayKind.MATERNITY, first)
    paid = [family_pay(leave, week, earning(average), EARLIER) for week in weeks(first, 52)]
    assert str(total(pay.amount for pay in paid)) == whole
    assert [pay.days for pay in paid] == [7] * 39 + [0] * 13


def test_adoption_pay_week_by_week_is_that_of_gov_uk():
    # "test adoption table rate returned for test data from HMRC", monthly: 2,000 in two months
    first = date(2019, 2, 3)
    leave = leave_of(FamilyPayKind.ADOPTION, first)
    paid = [
        str(family_pay(leave, week, earning("230.7692307"), EARLIER).amount)
        for week in weeks(first, 39)
    ]
    assert paid == ["207.70"] * 6 + ["145.18"] * 3 + ["148.68"] * 30


def test_adoption_pay_of_2015_is_that_of_gov_uk():
    # "first 6 weeks is 90% of avg weekly pay, the remaining weeks is the minimum"
    first = date(2015, 4, 1)
    leave = leave_of(FamilyPayKind.ADOPTION, first)
    paid = [
        str(family_pay(leave, week, earning("346.1538461"), EARLIER).amount)
        for week in weeks(first, 39)
    ]
    assert paid == ["311.54"] * 6 + ["139.58"] * 33


@pytest.mark.parametrize(
    ("start", "end", "amount"),
    [
        ("2018-12-01", "2018-12-31", "919.79"),
        ("2019-01-01", "2019-01-31", "741.18"),
        ("2019-02-01", "2019-02-28", "580.72"),
    ],
)
def test_adoption_pay_by_the_month_is_that_of_gov_uk(start, end, amount):
    # "calculate the pay correctly for a last working day of month example"
    leave = leave_of(FamilyPayKind.ADOPTION, date(2018, 12, 1))
    pay = family_pay(leave, days(start, end), earning("230.7692307"), EARLIER)
    assert str(pay.amount) == amount


def test_paternity_pay_is_that_of_gov_uk():
    # "produce 2 weeks of pay dates and pay at 90% of wage"
    first = date(2014, 5, 1)
    leave = leave_of(FamilyPayKind.PATERNITY, first)
    paid = [
        str(family_pay(leave, week, earning("125"), EARLIER).amount) for week in weeks(first, 3)
    ]
    assert paid == ["112.50", "112.50", "0.00"]


@pytest.mark.parametrize(
    ("last_day", "paid"), [("2015-10-07", 1), ("2015-10-14", 2), ("2015-10-31", 2)]
)
def test_paternity_leave_is_one_week_or_two(last_day, paid):
    # GOV.UK: "suggest a single payment when requesting a one week leave", and two payments
    leave = leave_of(
        FamilyPayKind.PATERNITY, date(2015, 10, 1), last_day=date.fromisoformat(last_day)
    )
    assert paid_weeks(leave, EARLIER) == paid


def test_1300_and_1260_a_month_make_265_85_a_week():
    leave = leave_of(FamilyPayKind.MATERNITY, date(2026, 9, 6))
    payments = [
        PaidDay(date(2026, month, 28), pay)
        for month, pay in ((3, Decimal("900.00")), (4, Decimal("1300.00")), (5, Decimal("1260.00")))
    ]
    before = relevant_dates(leave).earnings_before
    earnings = average_weekly_earnings(payments, before, Frequency.MONTHLY, truncated=True)
    assert str(earnings.amount) == "295.3846153"
    pay = family_pay(leave, days("2026-09-06", "2026-09-12"), earnings, RULES_ON)
    assert str(pay.amount) == "265.85"
    assert [step.sum for step in pay.steps[-3:]] == [
        "295.3846153 x 90% = 265.8461537",
        "265.8461537 x 7 / 7 = 265.8461537",
        "265.8461537: 265.85",
    ]


def test_the_steps_tell_where_the_flat_amount_begins():
    # six weeks from 1 September 2026 end on 12 October
    leave = leave_of(FamilyPayKind.MATERNITY, date(2026, 9, 1))
    pay = family_pay(leave, days("2026-10-01", "2026-10-31"), earning("300"), RULES_ON)
    assert [(step.label, step.sum) for step in pay.steps] == [
        ("A week's pay, in the first 6 weeks: 90% of average earnings", "300.00 x 90% = 270.00"),
        ("12 days of leave, 1 Oct 2026 to 12 Oct 2026", "270.00 x 12 / 7 = 462.8571429"),
        (
            "A week's pay: 90% of average earnings, and at most £194.32",
            "300.00 x 90% = 270.00; 194.32",
        ),
        ("19 days of leave, 13 Oct 2026 to 31 Oct 2026", "194.32 x 19 / 7 = 527.44"),
        ("Statutory maternity pay in this pay period, up to the next penny", "990.2971429: 990.30"),
    ]
    assert pay.days == 31


@pytest.mark.parametrize(
    ("first_day", "weekly"),
    [
        (date(2026, 4, 4), "187.18"),  # the Saturday before the amount changed
        (date(2026, 4, 5), "194.32"),
    ],
)
@pytest.mark.parametrize(
    "kind",
    [
        FamilyPayKind.PATERNITY,
        FamilyPayKind.SHARED_PARENTAL,
        FamilyPayKind.BEREAVEMENT,
        FamilyPayKind.NEONATAL,
    ],
)
def test_the_flat_amount_goes_by_the_day_on_which_the_pay_week_begins(first_day, weekly, kind):
    leave = leave_of(kind, first_day)
    pay = family_pay(leave, weeks(first_day, 1)[0], earning("500"), RULES_ON)
    assert str(pay.amount) == weekly


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        (FamilyPayKind.MATERNITY, 39),
        (FamilyPayKind.ADOPTION, 39),
        (FamilyPayKind.PATERNITY, 2),
        (FamilyPayKind.SHARED_PARENTAL, 37),
        (FamilyPayKind.BEREAVEMENT, 2),
        (FamilyPayKind.NEONATAL, 12),
    ],
)
def test_each_pay_has_its_most_weeks(kind, most):
    first = date(2026, 5, 6)
    assert paid_weeks(leave_of(kind, first), RULES_ON) == most
    assert paid_weeks(leave_of(kind, first, weeks_used=most - 1), RULES_ON) == 1
    assert paid_weeks(leave_of(kind, first, weeks_used=most + 1), RULES_ON) == 0


def test_a_week_cut_short_by_going_back_to_work_is_not_paid():
    # HMRC, Statutory Payments Manual, SPM200300
    first = date(2026, 5, 6)
    leave = leave_of(FamilyPayKind.MATERNITY, first, last_day=first + timedelta(days=19))
    pay = family_pay(leave, days("2026-05-01", "2026-06-30"), earning("200"), RULES_ON)
    assert (str(pay.amount), pay.days) == ("360.00", 14)


def test_the_six_weeks_are_counted_on_after_a_week_that_was_lost():
    # the fourth week was worked; the fifth and sixth still have 90%, and the end does not move
    leave = leave_of(FamilyPayKind.MATERNITY, date(2026, 5, 6), weeks_used=4)
    paid = [
        str(family_pay(leave, week, earning("300"), RULES_ON).amount)
        for week in weeks(leave.first_day, 36)
    ]
    assert paid == ["270.00"] * 2 + ["194.32"] * 33 + ["0.00"]


def entitled(
    leave: FamilyLeave, start: date, average: str = "129", rules_on=RULES_ON
) -> FamilyPayEntitlement:
    return family_pay_entitled(leave, start, earning(average), rules_on)


def due_on_14_september_2026() -> FamilyLeave:
    # the qualifying week is 31 May to 6 June 2026; 25 weeks before its Saturday is 13 December
    return FamilyLeave(
        FamilyPayKind.PATERNITY, FamilyEvent.DUE, date(2026, 9, 14), date(2026, 9, 20)
    )


def test_26_weeks_and_the_lower_earnings_limit_are_enough():
    found = entitled(due_on_14_september_2026(), date(2025, 12, 13))
    assert (found.entitled, found.reasons) == (True, ())
    assert [step.sum for step in found.steps] == [
        "31 May 2026 to 6 Jun 2026",
        "13 Dec 2025",
        "7 Jun 2026",
        "13 Dec 2025",
        "129",
    ]


def test_paternity_pay_still_needs_26_weeks_after_6_april_2026():
    # GOV.UK, "entitled to leave not pay 2026": must have started on or before the day
    found = entitled(due_on_14_september_2026(), date(2025, 12, 14))
    assert not found.entitled
    assert found.reasons == (
        "The worker must have started by 13 December 2025, and started on 14 December 2025.",
    )


def test_earnings_are_not_rounded_up_to_the_limit():
    # GOV.UK: "you can't round this figure up or down"
    found = entitled(due_on_14_september_2026(), date(2020, 1, 1), "128.9999999")
    assert found.reasons == (
        "The worker must earn £129.00 a week on average, and earned £128.9999999.",
    )


@pytest.mark.parametrize(
    ("matched", "enough", "too_little"),
    [
        (date(2026, 4, 4), "125", "124.99"),  # its week ends on that day, in 2025-26
        (date(2026, 4, 5), "129", "128.99"),  # its week ends on 11 April 2026
    ],
)
def test_the_limit_is_that_of_the_tax_year_in_which_the_week_ends(matched, enough, too_little):
    leave = FamilyLeave(FamilyPayKind.ADOPTION, FamilyEvent.MATCHED, matched, date(2026, 5, 1))
    assert entitled(leave, date(2020, 1, 1), enough).entitled
    assert not entitled(leave, date(2020, 1, 1), too_little).entitled


def test_a_week_that_ends_on_6_april_has_the_limit_of_the_new_year():
    # the flat amount of 2024-25 began only on Sunday 7 April 2024
    rules_on = rules_by_week(
        [in_year("2023-04-02", "172.48", "100"), in_year("2024-04-07", "184.03", "110")]
    )
    matched = date(2024, 4, 6)
    leave = FamilyLeave(FamilyPayKind.ADOPTION, FamilyEvent.MATCHED, matched, matched)
    assert entitled(leave, date(2020, 1, 1), "110", rules_on).entitled
    assert not entitled(leave, date(2020, 1, 1), "109.99", rules_on).entitled


def test_maternity_pay_starts_11_weeks_before_at_the_earliest():
    # due on 14 September 2026: the week from 13 September, 11 weeks before it 28 June
    leave = FamilyLeave(
        FamilyPayKind.MATERNITY, FamilyEvent.DUE, date(2026, 9, 14), date(2026, 6, 27)
    )
    found = entitled(leave, date(2020, 1, 1))
    assert found.reasons == ("Maternity pay cannot start before 28 June 2026.",)


def test_there_was_no_neonatal_care_pay_before_6_april_2025():
    before = leave_of(FamilyPayKind.NEONATAL, date(2025, 4, 5))
    assert entitled(before, date(2020, 1, 1)).reasons == (
        "There is no such pay for leave that starts on 5 April 2025.",
    )
    assert entitled(leave_of(FamilyPayKind.NEONATAL, date(2025, 4, 6)), date(2020, 1, 1)).entitled


def test_nothing_is_left_when_all_weeks_are_used():
    used = leave_of(FamilyPayKind.BEREAVEMENT, date(2026, 5, 6), weeks_used=2)
    assert entitled(used, date(2020, 1, 1)).reasons == ("No whole week is left that can be paid.",)


@pytest.mark.parametrize("day", [date(2023, 4, 1), date(2027, 4, 4)])
def test_weeks_of_years_that_are_not_known_are_refused(day):
    with pytest.raises(DPManagerError, match="not known here yet"):
        RULES_ON(day)


def test_the_rules_of_a_week_are_the_latest_that_have_begun():
    assert RULES_ON(date(2023, 4, 2)) == KNOWN[0]
    assert RULES_ON(date(2024, 4, 6)) == KNOWN[0]
    assert RULES_ON(date(2024, 4, 7)) == KNOWN[1]
    assert RULES_ON(date(2027, 4, 3)) == KNOWN[-1]


AVERAGES = st.decimals("100", "900", places=2).map(lambda average: earning(str(average)))
FIRST_DAYS = st.dates(date(2024, 4, 7), date(2026, 6, 30))
KINDS = st.sampled_from(list(FamilyPayKind))


@given(kind=KINDS, first=FIRST_DAYS, earnings=AVERAGES, cuts=st.sets(st.integers(1, 299)))
def test_a_pay_period_cut_in_parts_pays_at_most_a_penny_more_for_each(kind, first, earnings, cuts):
    leave = leave_of(kind, first)
    edges = [0, *sorted(cuts), 300]
    parts = [
        Period(first + timedelta(days=start), first + timedelta(days=end - 1))
        for start, end in pairwise(edges)
    ]
    whole = family_pay(leave, Period(first, first + timedelta(days=299)), earnings, RULES_ON).amount
    paid = [family_pay(leave, part, earnings, RULES_ON) for part in parts]
    extra = total(pay.amount for pay in paid) - whole
    assert 0 <= extra <= Decimal("0.01") * (len(parts) - 1)
    assert sum(pay.days for pay in paid) == 7 * paid_weeks(leave, RULES_ON)


@given(kind=KINDS, first=FIRST_DAYS, earnings=AVERAGES)
def test_nothing_is_paid_outside_the_leave(kind, first, earnings):
    leave = leave_of(kind, first)
    after = first + timedelta(weeks=paid_weeks(leave, RULES_ON))
    before = Period(first - timedelta(days=40), first - timedelta(days=1))
    for period in (before, Period(after, after + timedelta(days=40))):
        pay = family_pay(leave, period, earnings, RULES_ON)
        assert (pay.amount, pay.days, pay.steps) == (ZERO, 0, ())


@given(first=FIRST_DAYS, earnings=AVERAGES)
def test_a_week_is_90_percent_at_first_and_then_never_more(first, earnings):
    leave = leave_of(FamilyPayKind.MATERNITY, first)
    share = pence_up(earnings.amount * Decimal("0.9"))
    for number, week in enumerate(weeks(first, 39)):
        flat = RULES_ON(week.start).weekly
        amount = family_pay(leave, week, earnings, RULES_ON).amount
        assert amount == (share if number < 6 else min(share, flat))
