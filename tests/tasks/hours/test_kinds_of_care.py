"""What somebody did in each shift: on the timesheet, on the rota, in the budget and the return.

Ada mostly gives personal care; she keeps people company too, and helps out with respite.
"""

import io
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdf
import pytest
from filled_form import filled_pdf, times
from helper_at_work import as_sam, made_for_sam, sam_writes, take
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_book import ACCOUNT, ADA, AT, BEN, MONDAY, WHO, all_of, hours, make_book
from two_funders import NHS, add_nhs

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.hours.rota import Pattern, PatternShift, Times
from dpmanager.domain.hours.rota_sheet import cell_words, missing_words
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import Pounds, RateAnswer, as_day
from dpmanager.tasks.budget.ledger_parts import ledger_rows
from dpmanager.tasks.budget.plan_budget import THIS_YEAR, budget_of
from dpmanager.tasks.budget.sharing import share_by
from dpmanager.tasks.hours.change_rota import Different, change_day, cover
from dpmanager.tasks.hours.check_hours import warnings_for
from dpmanager.tasks.hours.copy_week import copy_week
from dpmanager.tasks.hours.exchange_with_worker import take_filled
from dpmanager.tasks.hours.fill_from_rota import fill_from_rota
from dpmanager.tasks.hours.keep_hours_as_helper import change_hours
from dpmanager.tasks.hours.look_at_hours import week_of_hours
from dpmanager.tasks.hours.print_timesheet import print_timesheet
from dpmanager.tasks.hours.record_shifts import approve_timesheet, change_shift, record_shifts
from dpmanager.tasks.hours.rota import look_at_rota
from dpmanager.tasks.hours.usual_week import copy_pattern, set_pattern
from dpmanager.tasks.hours.worker_form import make_form
from dpmanager.tasks.money.sort_payments import accept_matches, add_payment, propose_matches
from dpmanager.tasks.pay.correct_pay import correct_pay
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.engage_worker import change_rate
from dpmanager.tasks.returns.prepare_return import prepare_return

CARE, COMPANY, RESPITE = "personal_care", "companionship", "respite"
COMPANY_WORDS, RESPITE_WORDS = "Companionship and befriending", "Respite and short breaks"
DO: dict[str, Any] = {"who": WHO, "at": AT}
WEEK = Period(MONDAY, MONDAY + timedelta(days=6))
SPRING = Period(MONDAY, date(2026, 6, 30))
TODAY = date(2026, 7, 6)
SERVICES = (
    "return_days = 28\n",
    'return_days = 28\nservices = [ { type = "personal_care", weekly_hours = 16, hourly_rate = '
    '"20.00" }, { type = "companionship", weekly_hours = 4, hourly_rate = "20.00" } ]\n',
)
GIVES = (
    'name = "Ada Lovell"\nkind = "employed"\n',
    'name = "Ada Lovell"\nkind = "employed"\nmore_services = ["companionship", "respite"]\n',
)


@pytest.fixture
def book(book_folder: Path) -> Iterator[Book]:
    """The small book, in which Ada gives three kinds of care and the plan has hours of two."""
    with make_book(book_folder, SERVICES, GIVES) as made:
        yield made


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def shift(number: int, start: int, end: int, care: str = "", **more: Any) -> Shift:
    return hours(day(number), start, end, service_type=care, **more)


def kept(book: Book) -> list[tuple[date, str]]:
    return [(row.day, row.service_type) for row in all_of(book, models.Shift)]


def paid_week(book: Book, *shifts: Shift) -> None:
    record_shifts(book, ADA, shifts, **DO)
    approve_timesheet(book, ADA, MONDAY, **DO)
    run_pay(book, up_to=day(10), **DO)


def pay_all(book: Book) -> None:
    """Pays the wage and HMRC from the account, matched as the person would."""
    owed = [row for row in all_of(book, models.ExpectedPayment) if row.amount]
    for row in owed:
        payee = f"{row.payee} WAGES" if row.kind == "wage" else "HMRC PAYE 475PX00999999"
        add_payment(book, ACCOUNT, row.due, payee, -row.amount, **DO)
    with book.reading() as session:
        found = propose_matches(session)
    accept_matches(book, found, **DO)
    assert len(found) == len(owed)


# On the timesheet


def test_what_they_mostly_do_is_kept_as_nothing(book: Book) -> None:
    record_shifts(book, ADA, [shift(0, 9, 10, CARE), shift(1, 9, 10, COMPANY)], **DO)
    assert kept(book) == [(day(0), ""), (day(1), COMPANY)]
    change_shift(book, 2, shift(1, 9, 11), **DO)
    assert kept(book) == [(day(0), ""), (day(1), "")]


def test_a_service_type_that_there_is_not_is_refused(book: Book) -> None:
    with pytest.raises(DPManagerError, match="no service type “gardens”"):
        record_shifts(book, ADA, [shift(0, 9, 10, "gardens")], **DO)
    assert kept(book) == []


def test_the_choices_and_what_was_given_last_on_a_weekday(book: Book) -> None:
    record_shifts(
        book,
        ADA,
        [
            shift(0, 9, 10, RESPITE),
            shift(7, 9, 10, COMPANY),
            shift(8, 9, 10),
            Shift(day(14), time(9), time(10), HourKind.HOLIDAY),
        ],
        **DO,
    )
    week = week_of_hours(book, ADA, day(21), today=TODAY)
    assert [name for name, _words in week.services] == [CARE, COMPANY, RESPITE]
    assert [one.usual_service for one in week.days[:3]] == [COMPANY, "", ""]
    long_after = week_of_hours(book, ADA, day(7 * 10), today=TODAY)
    assert {one.usual_service for one in long_after.days} == {""}
    assert week_of_hours(book, BEN, MONDAY, today=TODAY).services == ()


def test_last_week_is_copied_with_it_and_the_paper_says_it(book: Book) -> None:
    record_shifts(book, ADA, [shift(0, 9, 10, COMPANY), shift(1, 9, 10)], **DO)
    copy_week(book, ADA, day(7), **DO)
    assert kept(book)[2:] == [(day(7), COMPANY), (day(8), "")]
    assert text_of(print_timesheet(book, 1)).count("Companionship") == 1
    assert "Companionship" in text_of(print_timesheet(book, 1, large_print=True))


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_the_form_leaves_it_as_it_was(book: Book) -> None:
    planned = Pattern(
        ADA, MONDAY, 1, (PatternShift(0, 1, Times(time(9), time(13), service_type=COMPANY)),)
    )
    set_pattern(book, planned, **DO)
    form = make_form(book, ADA, WEEK, **DO)
    filled = filled_pdf(form, times(day(1), "9.30", "13") | times(day(2), "9", "10"))
    take_filled(book, filled, **DO)
    assert kept(book) == [(day(1), COMPANY), (day(2), "")]


def test_what_a_helper_writes_down_is_what_they_usually_do_on_that_weekday(
    book: Book, tmp_path: Path
) -> None:
    record_shifts(book, ADA, [shift(0, 9, 10, COMPANY)], **DO)
    folder = made_for_sam(book, tmp_path)
    sam_writes(folder, shift(7, 9, 10), shift(8, 9, 10))
    assert take(book, folder).added == 2
    assert kept(book)[1:] == [(day(7), COMPANY), (day(8), "")]
    change_shift(book, 3, shift(8, 9, 10, RESPITE), **DO)  # what the manager says of it stays
    assert take(book, folder).added == 0
    with as_sam(folder) as theirs:
        (second,) = [one for one in theirs.entries() if one.shift.day == day(8)]
        change_hours(theirs, UUID(second.id).int, shift(8, 9, 11), at=AT)
    assert (take(book, folder).changed, kept(book)[2]) == (1, (day(8), RESPITE))


# On the rota


def test_the_rota_has_it_and_fills_it_in(book: Book) -> None:
    times_of = (
        (0, Times(time(9), time(12))),
        (1, Times(time(9), time(11), service_type=COMPANY)),
        (2, Times(time(9), time(10), service_type=CARE)),
    )
    set_pattern(
        book, Pattern(ADA, MONDAY, 1, tuple(PatternShift(0, *each) for each in times_of)), **DO
    )
    extra = [Times(time(14), time(15), service_type=RESPITE)]
    change_day(book, ADA, Period(day(1), day(1)), Different.EXTRA, extra, **DO)
    seen = look_at_rota(book, MONDAY, 1, today=TODAY)
    by_service = {week.about: week.minutes for week in seen.sheet.by_service}
    assert by_service == {"Personal care": 4 * 60, COMPANY_WORDS: 2 * 60}
    tuesday = cell_words(seen.sheet.days[1].cells[0], seen.sheet.service_words)
    assert tuesday == f"09:00 to 11:00, {COMPANY_WORDS}; 14:00 to 15:00, {RESPITE_WORDS}"
    assert any(
        f"2 hours of {COMPANY_WORDS} have nobody" in one for one in missing_words(seen.sheet)
    )
    fill_from_rota(book, [ADA], WEEK, **DO)
    assert kept(book) == [(day(0), ""), (day(1), COMPANY), (day(1), RESPITE), (day(2), "")]


def test_who_stands_in_does_the_same_where_they_do_that_at_all(book_folder: Path) -> None:
    ben = (
        'name = "Ben Okoro"\nkind = "employed"\n',
        'name = "Ben Okoro"\nkind = "employed"\nservice_type = "companionship"\n'
        'more_services = ["personal_care"]\n',
    )
    with make_book(book_folder, SERVICES, GIVES, ben) as book:
        week = tuple(
            PatternShift(0, number, Times(time(9), time(10), service_type=care))
            for number, care in enumerate(("", COMPANY, RESPITE))
        )
        set_pattern(book, Pattern(ADA, MONDAY, 1, week), **DO)
        cover(book, ADA, Period(day(0), day(2)), BEN, **DO)
        rows = all_of(book, models.RotaChange, models.RotaChange.start.is_not(None))
        assert [row.service_type for row in rows] == [CARE, "", ""]
        copy_pattern(book, ADA, BEN, day(7), **DO)
        with book.reading() as session:
            copied = session.get_one(models.RotaPattern, 2).shifts
            assert [row.service_type for row in copied] == [CARE, "", ""]


def test_hours_above_those_agreed_are_looked_at_for_that_care(book: Book) -> None:
    record_shifts(book, ADA, [shift(0, 9, 17), shift(1, 9, 12, COMPANY)], **DO)
    found = warnings_for(book, ADA, shift(2, 9, 11, COMPANY))
    assert any("Companionship" in one for one in found)
    assert not any("agreed" in one for one in warnings_for(book, ADA, shift(2, 9, 11)))


# What it cost


def test_the_wage_and_tax_are_shared_by_the_pay_of_the_hours(book: Book) -> None:
    """30 hours at 12.80: 20 of care, 10 of company. Net 372.64, HMRC 11.36 (see test_plan_budget).

    372.64 x 2/3 = 248.4267, x 1/3 = 124.2133; 11.36 x 2/3 = 7.5733, x 1/3 = 3.7867.
    """
    work = [shift(n, 9, 15, COMPANY if n == 4 else "") for n in range(5)]
    work[3:] = [shift(3, 9, 11), shift(3, 11, 15, COMPANY), work[4]]
    paid_week(book, *work)
    before = {line.service_type: line for line in budget_of(book, THIS_YEAR, TODAY).budget.lines}
    assert (before[CARE].to_pay, before[COMPANY].to_pay) == (Decimal("256.00"), Decimal("128.00"))
    pay_all(book)
    parts = [
        (row.category, row.service_type, str(row.amount)) for row in all_of(book, models.Split)
    ]
    assert parts == [
        ("pa_net_wages", CARE, "-248.43"),
        ("pa_net_wages", COMPANY, "-124.21"),
        ("hmrc_paye", "running_costs", "-11.36"),
    ]
    after = {line.service_type: line for line in budget_of(book, THIS_YEAR, TODAY).budget.lines}
    assert (after[CARE].spent, after[COMPANY].spent) == (Decimal("256.00"), Decimal("128.00"))
    assert (after[CARE].to_pay, after[COMPANY].to_pay) == (ZERO, ZERO)


def test_paid_hours_that_were_other_care_share_the_wage_anew(book: Book) -> None:
    paid_week(book, shift(0, 9, 11), shift(1, 9, 11))
    pay_all(book)
    assert [(row.service_type, row.amount) for row in all_of(book, models.Split)] == [
        (CARE, Decimal("-51.20"))  # 4 hours at 12.80, and nothing is taken off
    ]
    corrected = [shift(0, 9, 11), shift(1, 9, 11, COMPANY)]
    assert correct_pay(book, 1, corrected, how="next pay", **DO) is None
    assert [(row.service_type, row.amount) for row in all_of(book, models.Split)] == [
        (CARE, Decimal("-25.60")),
        (COMPANY, Decimal("-25.60")),
    ]
    assert all_of(book, models.PayItem) == []
    book.undo(**DO)
    assert [row.service_type for row in all_of(book, models.Split)] == [CARE]


def test_the_return_has_hours_and_pounds_of_each(book: Book) -> None:
    paid_week(book, shift(0, 9, 15), shift(1, 9, 12, COMPANY))
    pay_all(book)
    made = prepare_return(book, SPRING, funder="Northshire County Council", today=TODAY)
    plan = {line.service_type: line for line in made.besides.plan}
    assert (plan[CARE].worked, plan[COMPANY].worked) == (6, 3)
    assert plan[CARE].spent == 2 * plan[COMPANY].spent == Decimal("76.80")
    (ada,) = made.besides.worker_hours
    assert ada.hours == 9


def test_what_is_earned_and_not_paid_is_set_aside_for_each(book: Book) -> None:
    record_shifts(book, ADA, [shift(0, 9, 15), shift(1, 9, 12, COMPANY)], **DO)
    made = prepare_return(book, SPRING, funder="Northshire County Council", today=TODAY)
    aside = {one.kind: dict(one.by_service) for one in made.set_aside if one.amount}
    assert aside["hours"] == {CARE: Decimal("76.80"), COMPANY: Decimal("38.40")}


def test_a_rate_for_one_kind_of_care_is_paid_and_explained(book: Book) -> None:
    rate = RateAnswer(
        from_date=as_day(MONDAY), amount=Pounds(Decimal("15.00")), service_type=RESPITE
    )
    change_rate(book, ADA, rate, **DO)
    paid_week(book, shift(0, 9, 11), shift(1, 9, 12, RESPITE))
    lines = [(str(row.rate), str(row.amount)) for row in all_of(book, models.PayLine)]
    assert lines == [("12.80", "25.60"), ("15.00", "45.00")]
    (slip,) = all_of(book, models.Payslip)
    assert "Rate for Weekday, Respite and short breaks alone, from 6 April 2026" in slip.steps
    pay_all(book)
    spent = {row.service_type: row.amount for row in all_of(book, models.Split)}
    # nothing is taken off 70.60, so each kind of care costs what its hours are paid
    assert spent == {CARE: Decimal("-25.60"), RESPITE: Decimal("-45.00")}


shares = st.integers(0, 100)
weeks = st.lists(
    st.tuples(st.integers(0, 4), st.integers(1, 3), st.sampled_from(["", COMPANY, RESPITE])),
    min_size=1,
    max_size=8,
    unique_by=lambda each: each[:2],
)


@given(weeks, shares, shares, shares)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_each_return_alone_and_both_together_are_the_account(
    tmp_path_factory: pytest.TempPathFactory,
    week: list[tuple[int, int, str]],
    care: int,
    company: int,
    else_: int,
) -> None:
    """Two funders share each kind of care as they like; the wage is shared by its hours."""
    with make_book(tmp_path_factory.mktemp("shared") / "Sam.dpbook", SERVICES, GIVES) as book:
        nhs = add_nhs(book, MONDAY, at=AT, services=(CARE, COMPANY))
        (council,) = [row.id for row in all_of(book, models.Funder) if row.id != nhs]
        percent = {CARE: care, COMPANY: company, "": else_}
        share_by(
            book,
            MONDAY,
            {
                name: {council: Decimal(part), nhs: Decimal(100 - part)}
                for name, part in percent.items()
            },
            **DO,
        )
        # three visits a day, of 3 hours and 20 minutes each
        made = [
            Shift(
                day(number),
                time(4 * visit),
                time(4 * visit + 3, 20),
                HourKind.WEEKDAY,
                service_type=name,
            )
            for number, visit, name in week
        ]
        paid_week(book, *made)
        pay_all(book)
        both = [
            prepare_return(book, SPRING, funder=name, today=TODAY)
            for name in ("Northshire County Council", NHS)
        ]
        whole = total(row.amount for row in all_of(book, models.Transaction))
        assert total(one.money_in - one.money_out for one in both) == whole
        with book.reading() as session:
            parts = [row.part for row in ledger_rows(session, SPRING)]
        assert total(part.amount for part in parts) == whole
        plans = [{line.service_type: line for line in one.besides.plan} for one in both]
        for name in {part.service_type for part in parts}:
            spent = total(part.spent for part in parts if part.service_type == name)
            assert total(plan[name].spent for plan in plans if name in plan) == spent
