"""What is paid besides hours: entered, changed, paid, and then left alone."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of, pay_a_week, tables, work_a_week

from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.mileage import Vehicle
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import approve_timesheet
from dpmanager.tasks.pay.orders import remove_deduction
from dpmanager.tasks.pay.pay_items import (
    ENTERED,
    ItemSeen,
    PayItemAnswer,
    add_pay_item,
    change_pay_item,
    look_at_pay_items,
    remove_pay_item,
)
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.engage_worker import end_work

DAY, WEEK = timedelta(days=1), timedelta(days=7)
DO = {"who": WHO, "at": AT}
FIRST, SECOND = Period(MONDAY, MONDAY + 6 * DAY), Period(MONDAY + WEEK, MONDAY + 13 * DAY)
BONUS = PayItemAnswer(ExtraKind.BONUS, MONDAY, Decimal("25.00"), note="Thank you")


@pytest.fixture
def ada(book: Book) -> int:
    found: int = all_of(book, models.Worker, models.Worker.name == ADA)[0].id
    return found


def add(book: Book, ada: int, answer: PayItemAnswer) -> int:
    number = add_pay_item(book, ada, answer, **DO)
    assert number is not None
    return number


def only(book: Book, ada: int) -> ItemSeen:
    (item,) = look_at_pay_items(book, ada).items
    return item


def miles(count: str, **more: object) -> PayItemAnswer:
    return PayItemAnswer(ExtraKind.MILEAGE, MONDAY, miles=Decimal(count), **more)  # type: ignore[arg-type]


def test_an_item_waits_for_the_pay_of_its_day_and_makes_the_timesheet(book: Book, ada: int) -> None:
    add(book, ada, BONUS)
    item = only(book, ada)
    assert (item.answer, item.amount, item.period, item.paid_on) == (
        BONUS,
        Decimal("25.00"),
        FIRST,
        None,
    )
    (sheet,) = all_of(book, models.Timesheet)
    assert (sheet.start, sheet.state) == (MONDAY, "draft")
    approve_timesheet(book, ADA, MONDAY, **DO)
    run_pay(book, up_to=MONDAY + 10 * DAY, **DO)
    assert str(all_of(book, models.Payslip)[0].gross_pay) == "25.00"


def test_an_item_of_a_paid_period_comes_with_the_next_pay(book: Book, ada: int) -> None:
    pay_a_week(book, MONDAY)
    add(book, ada, BONUS)
    assert only(book, ada).period == SECOND


def test_what_was_paid_says_when_and_stays(book: Book, ada: int) -> None:
    number = add(book, ada, BONUS)
    pay_a_week(book, MONDAY)
    item = only(book, ada)
    assert (item.paid_on, item.period, item.can_change) == (date(2026, 4, 16), FIRST, False)
    before = tables(book)
    acts: list[Callable[[], None]] = [
        lambda: remove_pay_item(book, number, **DO),
        lambda: change_pay_item(book, number, BONUS, **DO),
    ]
    for act in acts:
        with pytest.raises(DPManagerError, match="paid on 16 April 2026, so it stays"):
            act()
    assert tables(book) == before


def test_mileage_is_shown_as_the_pay_will_work_it_out(book: Book, ada: int) -> None:
    # a car's first 10,000 miles of the year at 0.55, then 0.25 (GOV.UK, mileage rates)
    add(book, ada, miles("9990"))
    add(book, ada, miles("30", note="Clinic"))
    first, second = look_at_pay_items(book, ada).items
    assert (str(first.amount), str(second.amount)) == ("5494.50", "10.50")  # 5.50 + 5.00
    assert second.steps
    pay_a_week(book, MONDAY)
    paid = {item.answer.note: str(item.amount) for item in look_at_pay_items(book, ada).items}
    assert paid == {"": "5494.50", "Clinic": "10.50"}


def test_mileage_above_the_approved_rate_shows_all_that_is_paid(book: Book, ada: int) -> None:
    add(book, ada, miles("40", mile_rate=Decimal("0.60")))
    assert str(only(book, ada).amount) == "24.00"
    pay_a_week(book, MONDAY)
    assert str(only(book, ada).amount) == "24.00"


def test_an_item_can_be_changed_until_it_is_paid(book: Book, ada: int) -> None:
    number = add(book, ada, BONUS)
    bicycle = miles("10", vehicle=Vehicle.BICYCLE)
    change_pay_item(book, number, bicycle, **DO)
    assert only(book, ada).answer == bicycle
    assert str(only(book, ada).amount) == "2.00"  # 10 x 0.20
    before = tables(book)
    remove_pay_item(book, number, **DO)
    assert look_at_pay_items(book, ada).items == ()
    assert all_of(book, models.Timesheet) == []
    book.undo(**DO)
    assert tables(book) == before


def test_an_advance_and_its_deduction_go_together(book: Book, ada: int) -> None:
    before = tables(book)
    advance = PayItemAnswer(
        ExtraKind.ADVANCE, MONDAY, Decimal("90.00"), each=Decimal("30.00"), note="Boiler"
    )
    number = add(book, ada, advance)
    (deduction,) = all_of(book, models.Deduction)
    # paid on 16 April, so taken back from the pay day after it
    assert (deduction.from_date, str(deduction.whole), deduction.agreed_on) == (
        date(2026, 4, 17),
        "90.00",
        MONDAY,
    )
    with pytest.raises(DPManagerError, match="takes back an advance"):
        remove_deduction(book, deduction.id, **DO)
    less = PayItemAnswer(ExtraKind.ADVANCE, MONDAY, Decimal("60.00"), note="Boiler")
    change_pay_item(book, number, less, **DO)
    (deduction,) = all_of(book, models.Deduction)
    assert (str(deduction.whole), deduction.each) == ("60.00", None)
    remove_pay_item(book, number, **DO)
    assert tables(book) == before


def test_an_advance_that_was_paid_apart_is_only_taken_back(book: Book, ada: int) -> None:
    apart = PayItemAnswer(ExtraKind.ADVANCE, MONDAY, Decimal("50.00"), paid_apart=True)
    assert add_pay_item(book, ada, apart, **DO) is None
    slip = pay_a_week(book, MONDAY)
    assert str(slip.net_pay) == "322.64"  # 372.64 - 50.00
    assert all_of(book, models.PayItem) == []


def test_an_agreement_after_the_first_pay_day_is_refused(book: Book, ada: int) -> None:
    late = PayItemAnswer(ExtraKind.ADVANCE, MONDAY, Decimal("50.00"), agreed_on=date(2026, 4, 18))
    with pytest.raises(DPManagerError, match="They agreed on 18 April 2026, after the pay"):
        add_pay_item(book, ada, late, **DO)


@pytest.mark.parametrize(
    ("answer", "match"),
    [
        (PayItemAnswer(ExtraKind.BONUS, MONDAY), "amount must be more than nothing"),
        (PayItemAnswer(ExtraKind.EXPENSES, MONDAY, Decimal(-1)), "amount must be more"),
        (PayItemAnswer(ExtraKind.SICK_PAY, MONDAY, Decimal(-1)), "amount must be more"),
        (PayItemAnswer(ExtraKind.MILEAGE, MONDAY), "miles must be more"),
        (miles("0"), "miles must be more"),
        (miles("3", mile_rate=Decimal(0)), "pay for a mile must be more"),
        (PayItemAnswer(ExtraKind.BONUS, MONDAY - DAY, Decimal(5)), "started on 6 April 2026"),
        (
            PayItemAnswer(ExtraKind.ADVANCE, MONDAY, Decimal(5), each=Decimal(0)),
            "taken back each pay day must be more",
        ),
    ],
)
def test_what_cannot_be_paid_is_refused(
    book: Book, ada: int, answer: PayItemAnswer, match: str
) -> None:
    before = tables(book)
    with pytest.raises(DPManagerError, match=match):
        add_pay_item(book, ada, answer, **DO)
    assert tables(book) == before


@pytest.mark.parametrize("kind", sorted(set(ExtraKind) - ENTERED))
def test_other_kinds_have_places_of_their_own(book: Book, ada: int, kind: ExtraKind) -> None:
    with pytest.raises(DPManagerError, match="has a place of its own"):
        add_pay_item(book, ada, PayItemAnswer(kind, MONDAY, Decimal(5)), **DO)


def test_after_the_last_pay_nothing_can_be_added(book: Book, ada: int) -> None:
    work_a_week(book, MONDAY)
    end_work(book, ada, MONDAY + 6 * DAY, **DO)
    run_pay(book, up_to=MONDAY + 10 * DAY, **DO)
    with pytest.raises(DPManagerError, match="The last pay of Ada Lovell has been made"):
        add_pay_item(book, ada, BONUS, **DO)


def test_who_sends_invoices_has_no_items(book: Book) -> None:
    agency = all_of(book, models.Worker, models.Worker.kind == "agency")[0].id
    with pytest.raises(DPManagerError, match="sends invoices"):
        add_pay_item(book, agency, BONUS, **DO)
