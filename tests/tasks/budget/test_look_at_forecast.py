"""The forecast of a small book, and what changes would do to it."""

from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    BEN,
    MONDAY,
    WHO,
    hours,
    make_book,
    pay_a_week,
    tables,
    work_a_week,
)

from dpmanager.domain.amounts import total
from dpmanager.domain.budget.forecast import Forecast, ForecastLine
from dpmanager.domain.budget.movement import Why
from dpmanager.domain.budget.reserves import Each, Reserve, ReserveKind
from dpmanager.domain.hours.rota import Pattern, PatternShift, Reason, Times
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.forecast_words import compared_words, main_words, more_words
from dpmanager.tasks.budget.look_at_forecast import (
    FUNDING_YEAR,
    TWELVE_MONTHS,
    ForecastSeen,
    look_at_forecast,
)
from dpmanager.tasks.budget.reserves import add_reserve
from dpmanager.tasks.budget.try_what_if import Change, WhatIf, next_least_pay, try_what_if
from dpmanager.tasks.hours.change_rota import Different, change_day
from dpmanager.tasks.hours.record_shifts import record_shifts
from dpmanager.tasks.hours.usual_week import set_pattern
from dpmanager.tasks.money.money_now import money_now
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment

END = date(2027, 4, 5)


def look(book: Book, today: date = MONDAY, span: str = FUNDING_YEAR) -> ForecastSeen:
    seen = look_at_forecast(book, span, today)
    assert isinstance(seen, ForecastSeen)
    return seen


def lines(seen: ForecastSeen) -> dict[tuple[Why, str], ForecastLine]:
    return {(line.why, line.name): line for line in seen.forecast.lines}


def plan(book: Book, worker: str = ADA) -> None:
    """Six hours from Monday to Friday."""
    shifts = tuple(PatternShift(0, day, Times(time(9), time(15))) for day in range(5))
    set_pattern(book, Pattern(worker, MONDAY, 1, shifts), who=WHO, at=AT)


def buy(book: Book, day: date, amount: str, name: str, category: str = "admin") -> None:
    number = add_payment(book, ACCOUNT, day, name, Decimal(amount), who=WHO, at=AT)
    sort_payment(book, number, [Part(Decimal(amount), category)], who=WHO, at=AT)


def test_what_was_agreed_comes_in_on_its_days(book: Book) -> None:
    seen = look(book)
    found = lines(seen)
    # each fourth Monday from 6 April 2026 to 5 April 2027: 14 times 4 x 350.00 and 4 x 50.00
    council = found[Why.FUNDER, "Northshire County Council"]
    assert (council.count, council.amount) == (14, Decimal("19600.00"))
    assert found[Why.CONTRIBUTION, "Your contribution"].amount == Decimal("2800.00")
    assert seen.forecast.end == END
    assert seen.forecast.end_balance == Decimal("23400.00")
    assert main_words(seen.forecast) == (
        "You will have £23,400.00 left on 5 April 2027, 58.5 weeks' money. The council lets 8 "
        "weeks stay."
    )
    assert "£20,200.00 is more than may stay" in " ".join(more_words(seen.forecast))


def test_unknown_hours_are_named(book: Book) -> None:
    notes = " ".join(look(book).notes)
    assert ADA in notes and BEN in notes
    plan(book)
    notes = " ".join(look(book).notes)
    assert ADA not in notes and BEN in notes


def test_the_rota_is_paid_as_the_payslips_will_be(book: Book) -> None:
    plan(book)
    before = look(book)
    wages = lines(before)[Why.WAGES, ADA]
    # 30 x 12.80; 20% of the 142 above the tax-free pay of a week, and 8% of the 142 above 242
    assert wages.steps[0].sum == "384.00 - 28.40 - 11.36 = 344.24"
    # Pay days on Thursdays from 16 April to 1 April: 51 weeks; the last week's is owed at the end.
    assert (wages.count, wages.amount) == (51, -51 * Decimal("344.24"))
    # The first two payslips have more tax-free pay, as the first is paid in the second tax week.
    slips = [pay_a_week(book, MONDAY + timedelta(weeks=week)) for week in range(3)]
    assert abs(slips[-1].net_pay - Decimal("344.24")) <= Decimal("0.20")


def test_a_paid_week_is_owed_and_not_counted_twice(book: Book) -> None:
    plan(book)
    before = look(book).forecast
    slip = pay_a_week(book, MONDAY)
    after = look(book, MONDAY + timedelta(days=7)).forecast
    assert before.end_balance == after.end_balance
    assert after.owed_now == money_now(book, MONDAY + timedelta(days=7)).owed > slip.net_pay


def test_hours_that_wait_for_pay_count_and_the_rota_goes_on_after_them(book: Book) -> None:
    plan(book)
    plain = look(book, MONDAY + timedelta(days=7)).forecast
    work_a_week(book, MONDAY, each_day=8)  # two hours a day more than planned: 10 x 12.80
    worked = look(book, MONDAY + timedelta(days=7)).forecast
    # what goes to her and to HMRC together, and 15% of the employer's is met by the allowance
    assert plain.left.free - worked.left.free == Decimal("128.00") + _holiday(worked, plain)


def _holiday(one: Forecast, other: Forecast) -> Decimal:
    """By how much more is owed at the end, which is holiday: nothing else is, after the end."""
    return one.owed_at_end - other.owed_at_end


def test_without_a_rota_the_weeks_behind_go_on(book: Book) -> None:
    for week in range(3):
        work_a_week(book, MONDAY + timedelta(weeks=week))
    today = MONDAY + timedelta(weeks=3)
    (ada,) = (one for one in look(book, today).facts.workers if one.name == ADA)
    to_come = [shift for shift in ada.shifts if shift.day >= today]
    assert {shift.day.weekday() for shift in to_come} == {0, 1, 2, 3, 4}
    assert total(Decimal(6) for _shift in to_come) == Decimal(6 * len(to_come))
    assert (min(s.day for s in to_come), max(s.day for s in to_come)) == (today, END)


def test_holiday_on_the_rota_is_paid_and_other_days_off_are_not(book: Book) -> None:
    plan(book)
    plain = look(book).forecast
    days = Period(date(2026, 5, 4), date(2026, 5, 8))
    change_day(book, ADA, days, Different.OFF, reason=Reason.HOLIDAY, who=WHO, at=AT)
    assert look(book).forecast.money_out == plain.money_out
    away = Period(date(2026, 5, 11), date(2026, 5, 15))
    change_day(book, ADA, away, Different.OFF, reason=Reason.OTHER, who=WHO, at=AT)
    assert look(book).forecast.left.free - plain.left.free == Decimal("384.00")


def test_holiday_that_is_owed_is_not_paid_while_the_job_goes_on(book: Book) -> None:
    plan(book)
    pay_a_week(book, MONDAY)
    seen = look(book, MONDAY + timedelta(days=8))
    (ada,) = (one for one in seen.facts.workers if one.name == ADA)
    # 12.07% of 30 hours, rounded to the nearest hour, at 12.80
    assert ada.holiday_owed > 0
    assert all("oliday" not in line.name for line in seen.forecast.lines)
    assert seen.forecast.owed_at_end >= ada.holiday_owed


def test_habits_go_on_from_the_last_day_known(book: Book) -> None:
    for month, day in ((4, 20), (5, 20), (6, 22)):
        buy(book, date(2026, month, day), "-15.00", f"PAYROLL PEOPLE {month}", "payroll_fee")
    buy(book, date(2026, 6, 1), "-24.00", "PAPER SHOP")
    buy(book, date(2026, 6, 28), "-90.00", "COVER LTD", "insurance")
    found = lines(look(book, date(2026, 6, 28)))
    payroll = found[Why.HABIT, "Payroll People 6"]
    # the 22nd of July to March
    assert (payroll.count, payroll.amount) == (9, Decimal("-135.00"))
    # 24.00 in the 12 weeks since the account was opened; 40 weeks to come
    assert found[Why.HABIT, "Paper, postage and ink"].amount == Decimal("-80.00")
    assert (Why.YEARLY, "Cover Ltd") not in found
    later = lines(look(book, date(2026, 6, 28), TWELVE_MONTHS))
    assert later[Why.YEARLY, "Cover Ltd"].amount == Decimal("-90.00")


def test_money_that_came_early_does_not_come_again(book: Book) -> None:
    today = date(2026, 5, 2)
    expected = look(book, today).forecast.money_in
    number = add_payment(
        book, ACCOUNT, date(2026, 5, 1), "NORTHSHIRE CC", Decimal("1400.00"), who=WHO, at=AT
    )
    sort_payment(book, number, [Part(Decimal("1400.00"), "dp_council")], who=WHO, at=AT)
    # both that of 6 April, which came before the last day known, and that of 4 May
    assert expected - look(book, today).forecast.money_in == Decimal("3000.00")


def test_the_payment_of_last_week_is_not_that_of_this_week(book_folder: Path) -> None:
    weekly = ('paid_every = "four-weekly"', 'paid_every = "weekly"')
    with make_book(book_folder, weekly) as book:
        monday = date(2026, 4, 13)
        for amount in ("350.00", "50.00"):
            add_payment(book, ACCOUNT, monday, "IN", Decimal(amount), who=WHO, at=AT)
        buy(book, date(2026, 4, 16), "-1.00", "PAPER SHOP")
        seen = look(book, date(2026, 4, 17))
    council = lines(seen)[Why.FUNDER, "Northshire County Council"]
    assert council.count == 51  # each Monday from 20 April to 5 April


def test_a_payment_agreed_once(book: Book) -> None:
    with book.task("Agree", who=WHO, at=AT) as session:
        session.add(
            models.AgreedPayment(
                funder_id=1, day=date(2026, 9, 1), amount=Decimal("500.00"), what_for="A hoist"
            )
        )
    assert lines(look(book))[Why.AGREED_ONCE, "A hoist"].amount == Decimal("500.00")


def test_what_a_funder_lets_be_set_aside_is_not_left(book: Book) -> None:
    plain = look(book).forecast
    for agreed_on in (MONDAY, None):
        saved = Reserve(
            ReserveKind.CONTINGENCY, Decimal("300.00"), Each.ONCE, MONDAY, None, agreed_on
        )
        add_reserve(book, 1, saved, who=WHO, at=AT)
    seen = look(book).forecast
    assert plain.left.free - seen.left.free == seen.reserved == Decimal("300.00")
    assert "£300.00 of it will be set aside, as was agreed." in more_words(seen)


def test_what_somebody_paid_from_their_own_purse_is_paid_back(book: Book) -> None:
    with book.task("Pay", who=WHO, at=AT) as session:
        session.add(
            models.PocketPayment(
                how="own", day=MONDAY, payee="Chemist", paid_by="Jo", amount=Decimal("12.00"),
                category="equipment",
            )
        )  # fmt: skip
    assert lines(look(book))[Why.OWED, "Owed back to Jo"].amount == Decimal("-12.00")


def test_an_empty_book_says_what_is_needed(new_book: Book) -> None:
    needed = look_at_forecast(new_book, FUNDING_YEAR, MONDAY)
    assert isinstance(needed, tuple)
    assert [one.place for one in needed] == ["budget", "money", "people"]


def test_over_in_words_with_the_reason(book: Book) -> None:
    with book.task("Agree", who=WHO, at=AT) as session:
        session.add(
            models.AgreedService(
                agreement_id=1,
                service_type="personal_care",
                weekly_hours=Decimal(20),
                hourly_rate=Decimal("20.00"),
            )
        )
    plan(book)
    plan(book, BEN)
    seen = look(book)
    assert seen.forecast.left.free < 0
    assert main_words(seen.forecast).endswith(
        "over by 5 April 2027, mostly because of more hours than agreed for Personal care."
    )
    assert any("goes below nothing on" in sentence for sentence in more_words(seen.forecast))


def test_a_change_is_tried_and_nothing_is_saved(book: Book) -> None:
    plan(book)
    before = tables(book)
    seen = look(book)
    rise = try_what_if(seen, WhatIf(Change.RISE, MONDAY, Decimal("1.00"), ADA))
    # 52 weeks of 30 hours, and 6 hours on the last day, a Monday; the allowance meets the
    # employer's National Insurance
    assert -rise.compared.difference == Decimal("1566.00")
    assert compared_words(rise.compared) == "This costs you £1,566.00 by 5 April 2027."
    more = try_what_if(seen, WhatIf(Change.HOURS, MONDAY, Decimal(1), ADA))
    # 52 Mondays from 13 April on
    assert -more.compared.difference == 52 * Decimal("12.80")
    chair = try_what_if(seen, WhatIf(Change.COST, MONDAY, Decimal("99.50"), name="A chair"))
    assert -chair.compared.difference == Decimal("99.50")
    leaving = try_what_if(seen, WhatIf(Change.LEAVING, date(2026, 6, 30), worker=ADA))
    assert leaving.compared.difference > 0
    assert "ends on 6 April 2026" in leaving.more[0]  # nobody owes notice in the first month
    assert tables(book) == before


def test_the_minimum_wage_of_april(book: Book) -> None:
    plan(book)
    least = next_least_pay(date(2026, 10, 5))
    assert (least.from_day, least.known) == (date(2027, 4, 1), None)
    assert (least.now, least.before) == (Decimal("12.71"), Decimal("12.21"))
    assert next_least_pay(date(2026, 3, 1)).known is not None
    seen = look(book, span=TWELVE_MONTHS)
    tried = try_what_if(seen, WhatIf(Change.LEAST_PAY, least.from_day, Decimal("13.30")))
    # Thursday, Friday, Monday and Tuesday up to 6 April: 24 hours at 50p more
    assert -tried.compared.difference == Decimal("12.00")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (WhatIf(Change.RISE, date(2028, 1, 1), Decimal(1)), "ends on 5 April 2027"),
        (WhatIf(Change.LEAVING, date(2026, 4, 1), worker=ADA), "This day is over"),
        (WhatIf(Change.LEAVING, date(2026, 5, 1), worker=ADA, cover=ADA), "somebody else"),
    ],
)
def test_what_cannot_be_tried(book: Book, asked: WhatIf, sentence: str) -> None:
    with pytest.raises(DPManagerError, match=sentence):
        try_what_if(look(book), asked)


def test_weeks_behind_spread_the_line(book: Book) -> None:
    for week in range(9):
        monday = MONDAY + timedelta(weeks=week)
        shifts = [hours(monday, 9, 10 + week, HourKind.WEEKDAY)]
        record_shifts(book, ADA, shifts, who=WHO, at=AT)
    today = MONDAY + timedelta(weeks=9)
    (spread, _spending) = look(book, today).facts.spreads
    assert spread.weeks == tuple(Decimal("12.80") * (week + 1) for week in range(9))
    # of nine weeks the 1st, the 5th and the 9th
    assert (spread.cheaper, spread.dearer) == (Decimal("51.20"), Decimal("51.20"))
