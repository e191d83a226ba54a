"""What needs doing, from the records of a small book."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    BEN,
    CARD,
    MONDAY,
    WHO,
    Line,
    all_of,
    hours,
    lloyds,
    make_book,
    pay_a_week,
    work_a_week,
)

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.book.what_needs_doing import last_quarter, what_needs_doing
from dpmanager.tasks.hours.record_shifts import record_shifts
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.sort_payments import (
    Part,
    accept_matches,
    add_payment,
    propose_matches,
    sort_payment,
)

AMOUNT = Decimal("12.50")
COUNCIL: Line = (date(2026, 4, 7), "NORTHSHIRE CC", "1400.00")
WAGE: Line = (date(2026, 4, 16), "ADA LOVELL WAGES", "-372.64")
LAST: Line = (date(2026, 4, 18), "CORNER SHOP", "-5.00")


def things(book: Book, today: date) -> list[Thing]:
    """All but the dates of the calendar, which `test_look_at_deadlines` has."""
    return [thing for thing in what_needs_doing(book, today).things if thing.kind is not Kind.DATE]


def kinds(book: Book, today: date) -> list[Kind]:
    return [thing.kind for thing in things(book, today)]


def apart_from_the_pension(book: Book, today: date) -> list[Thing]:
    return [thing for thing in things(book, today) if thing.kind is not Kind.PENSION_DUTY]


def read_in(book: Book, *lines: Line) -> None:
    import_statement(book, ACCOUNT, lloyds(lines), who=WHO, at=AT)


def sort_all(book: Book) -> None:
    for row in all_of(book, models.Transaction, ~models.Transaction.splits.any()):
        part = Part(row.amount, "dp_council" if row.amount > 0 else "bank_charges")
        sort_payment(book, row.id, [part], who=WHO, at=AT)


def test_a_new_book_has_nothing_to_do_but_to_begin(book: Book) -> None:
    found = what_needs_doing(book, date(2026, 4, 10))
    assert found.things == ()
    beginning = found.beginning
    assert (beginning.has_worker, beginning.has_hours, beginning.has_statement) == (
        True,
        False,
        False,
    )
    assert not beginning.is_done


def test_a_timesheet_is_to_be_approved_once_its_period_has_ended(book: Book) -> None:
    shifts = [hours(MONDAY, 9, 15), hours(MONDAY, 22, 7, HourKind.SLEEP_IN)]
    record_shifts(book, ADA, shifts, who=WHO, at=AT)
    assert things(book, date(2026, 4, 12)) == []
    (thing,) = things(book, date(2026, 4, 13))
    assert thing == Thing(
        Kind.TIMESHEET,
        date(2026, 4, 16),
        "Approve the timesheet of Ada Lovell",
        "6 hours and 1\u00a0night, 6 to 12 April 2026.",
        {"worker": ADA, "day": MONDAY},
    )


def test_approved_hours_wait_for_their_pay_day(book: Book) -> None:
    work_a_week(book, MONDAY)
    work_a_week(book, MONDAY, BEN)
    assert [(thing.kind, thing.day, thing.what) for thing in things(book, date(2026, 4, 13))] == [
        (Kind.PAY_DAY, date(2026, 4, 16), "Work out the pay of Ada Lovell"),
        (Kind.PAY_DAY, date(2026, 5, 7), "Work out the pay of Ben Okoro"),
    ]


def test_a_wage_is_to_be_paid_until_a_statement_shows_it(book: Book) -> None:
    pay_a_week(book, MONDAY)  # 30 x 12.80 = 384.00; National Insurance (384 - 242) x 8% = 11.36
    (thing,) = things(book, date(2026, 4, 14))
    assert (thing.kind, thing.day) == (Kind.WAGE, date(2026, 4, 16))
    assert thing.what == "Pay £372.64 to Ada Lovell"
    assert thing.more == "Wages for 6 to 12 April 2026."

    (thing,) = things(book, date(2026, 4, 20))
    assert thing.kind is Kind.PAYMENT_TO_CHECK
    assert thing.what == "Check that you paid £372.64 to Ada Lovell"
    assert thing.more.endswith("No bank statement has been read in yet.")

    read_in(book, COUNCIL)
    sort_all(book)
    (thing,) = things(book, date(2026, 4, 20))
    assert thing.more == (
        "Wages for 6 to 12 April 2026. The bank statement ends on 7 April 2026, too early to "
        "show it."
    )


def test_a_statement_that_does_not_show_a_wage_says_so(book: Book) -> None:
    pay_a_week(book, MONDAY)
    read_in(book, COUNCIL, LAST)
    sort_all(book)
    (thing,) = things(book, date(2026, 4, 20))
    assert (thing.kind, thing.day) == (Kind.WAGE, date(2026, 4, 16))
    assert thing.more == "Wages for 6 to 12 April 2026. The bank statement does not show it."


def test_a_wage_on_the_statement_is_done(book: Book) -> None:
    pay_a_week(book, MONDAY)
    read_in(book, COUNCIL, WAGE, LAST)
    with book.reading() as session:
        matches = propose_matches(session)
    accept_matches(book, matches, who=WHO, at=AT)
    sort_all(book)
    assert things(book, date(2026, 4, 20)) == []


def test_what_is_overdue_to_one_payee_is_one_thing(book: Book) -> None:
    slips = [pay_a_week(book, MONDAY + timedelta(weeks=week)) for week in range(2)]
    (thing,) = things(book, date(2026, 4, 30))
    assert thing.day == date(2026, 4, 16)
    assert thing.what == f"Check that you paid £{sum(slip.net_pay for slip in slips)} to Ada Lovell"
    assert thing.more.startswith("2 payments, due from 16 April 2026 to 23 April 2026.")


def test_hmrc_is_named_once_its_month_is_over(book: Book) -> None:
    pay_a_week(book, MONDAY)
    assert Kind.HMRC not in kinds(book, date(2026, 5, 4))
    (thing,) = [one for one in things(book, date(2026, 5, 5)) if one.kind is Kind.HMRC]
    assert thing.day == date(2026, 5, 22)
    assert thing.what == "Pay £11.36 to HMRC"
    assert thing.more == "Tax and National Insurance for pay days from 6 April to 5 May 2026."


def test_payments_that_nobody_has_sorted_then_those_without_proof(book: Book) -> None:
    first = add_payment(book, ACCOUNT, MONDAY, "Chemist", -AMOUNT, who=WHO, at=AT)
    (thing,) = things(book, date(2026, 4, 10))
    assert thing == Thing(
        Kind.NO_CATEGORY,
        None,
        "Say what a payment was for",
        "Chemist, £12.50 on 6 April 2026.",
        {"transaction": first},
    )
    second = add_payment(book, CARD, date(2026, 4, 8), "Taxi", -AMOUNT, who=WHO, at=AT)
    (thing,) = things(book, date(2026, 4, 10))
    assert (thing.what, thing.about) == ("Say what 2 payments were for", {"show": "no_category"})
    assert thing.more == "The first is of 6 April 2026."

    for number in (first, second):
        sort_payment(book, number, [Part(-AMOUNT, "training")], who=WHO, at=AT)
    (thing,) = things(book, date(2026, 4, 10))
    assert (thing.kind, thing.about) == (Kind.NO_PROOF, {"show": "no_proof"})
    sort_payment(book, second, [Part(-AMOUNT, "bank_charges")], who=WHO, at=AT)
    (thing,) = things(book, date(2026, 4, 10))
    assert (thing.kind, thing.about) == (Kind.NO_PROOF, {"payment": first})


def test_a_statement_is_wanted_a_month_after_the_last(book: Book) -> None:
    read_in(book, COUNCIL, LAST)
    sort_all(book)
    assert things(book, date(2026, 5, 18)) == []
    (thing,) = things(book, date(2026, 5, 19))  # the card is empty, so nobody asks for it
    assert thing == Thing(
        Kind.STATEMENT,
        date(2026, 5, 18),
        "Read in the bank statement of Direct payment account",
        "The last one ends on 18 April 2026.",
    )


@pytest.mark.parametrize(
    ("today", "start", "end"),
    [
        (date(2026, 10, 1), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2027, 1, 1), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 3, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2028, 4, 1), date(2028, 1, 1), date(2028, 3, 31)),
    ],
)
def test_the_last_quarter(today: date, start: date, end: date) -> None:
    assert last_quarter(today) == Period(start, end)


def test_a_return_is_asked_for_until_60_days_after_it_was_due(book: Book) -> None:
    assert things(book, date(2026, 6, 30)) == []
    (thing,) = things(book, date(2026, 7, 1))
    assert thing == Thing(
        Kind.RETURN,
        date(2026, 7, 28),
        "Send the return for April to June 2026",
        "For Northshire County Council.",
        {"start": date(2026, 4, 6), "end": date(2026, 6, 30)},  # nothing was agreed before
    )
    (thing,) = apart_from_the_pension(book, date(2026, 9, 26))
    assert thing.kind is Kind.RETURN
    assert apart_from_the_pension(book, date(2026, 9, 27)) == []


def test_no_return_is_asked_for_from_before_the_book(book_folder: Path) -> None:
    opening = "opening_date = 2026-04-06"
    later = (opening, "opening_date = 2026-07-01")
    with make_book(book_folder, later, later) as book:
        assert apart_from_the_pension(book, date(2026, 7, 10)) == []
        (thing,) = apart_from_the_pension(book, date(2026, 10, 1))
        assert thing.kind is Kind.RETURN


def test_a_return_without_a_known_day_is_asked_for_all_quarter(book_folder: Path) -> None:
    with make_book(book_folder, ("return_days = 28\n", "")) as book:
        (thing,) = apart_from_the_pension(book, date(2026, 9, 30))
        assert (thing.day, thing.about["end"]) == (None, date(2026, 6, 30))
        assert thing.more.endswith("The book does not know when it is due.")


def test_a_funder_that_asks_when_it_wants_to_is_not_written_to(book_folder: Path) -> None:
    with make_book(
        book_folder, ("[[funders]]\n", '[[funders]]\nrules = "nottinghamshire"\n')
    ) as book:
        assert things(book, date(2026, 7, 1)) == []


def test_what_the_letter_says_of_the_surplus_is_asked_for(book_folder: Path) -> None:
    with make_book(book_folder, ("surplus_weeks = 8\n", "")) as book:
        (thing,) = things(book, date(2026, 4, 10))
        assert (thing.kind, thing.day, thing.about) == (Kind.LETTER, None, {"ask": "letter"})
        assert "Northshire County Council" in thing.more


def test_things_come_by_date_and_those_without_one_last(book: Book) -> None:
    pay_a_week(book, MONDAY)
    record_shifts(book, ADA, [hours(date(2026, 7, 1), 9, 12)], who=WHO, at=AT)
    add_payment(book, ACCOUNT, MONDAY, "Chemist", -AMOUNT, who=WHO, at=AT)
    found = things(book, date(2026, 7, 6))
    assert [(thing.kind, thing.day) for thing in found] == [
        (Kind.PAYMENT_TO_CHECK, date(2026, 4, 16)),
        (Kind.PAYMENT_TO_CHECK, date(2026, 5, 22)),
        (Kind.TIMESHEET, date(2026, 7, 9)),
        (Kind.RETURN, date(2026, 7, 28)),
        (Kind.PENSION_DUTY, date(2026, 9, 4)),
        (Kind.NO_CATEGORY, None),
    ]
