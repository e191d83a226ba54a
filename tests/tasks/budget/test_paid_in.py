"""What is paid in beside what should be.

The small book: 350.00 a week from the council and 50.00 from the person, every four weeks in
advance from 6 April 2026: 1,400.00 and 200.00 on 6 April, 4 May, 1 June, 29 June.
"""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import ACCOUNT, AT, MONDAY, WHO, all_of, make_book
from sqlalchemy import select

from dpmanager.domain.budget.agreement import Contribution
from dpmanager.domain.budget.payments_board import InState
from dpmanager.domain.budget.schedule import FundingRule
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.deadlines import mark_done, snooze
from dpmanager.tasks.book.money_in_due import money_in_due
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.budget.agree_payments import (
    OnceAnswer,
    add_agreed_payment,
    change_agreed_payment,
    remove_agreed_payment,
    say_how_it_is_paid,
)
from dpmanager.tasks.budget.paid_in import CONTRIBUTION_KEY, look_at_paid_in, look_at_shares
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payments
from dpmanager.tasks.money.suggestions import look_at_offers

COUNCIL = "NORTHSHIRE COUNTY COUNCIL"
WEEKS_4 = timedelta(weeks=4)
TODAY = date(2026, 7, 6)


def pay_in(book: Book, day: date, amount: str, category: str = "dp_council") -> int:
    number = add_payment(book, ACCOUNT, day, COUNCIL, Decimal(amount), who=WHO, at=AT)
    if category:
        sort_payments(book, {number: [Part(Decimal(amount), category)]}, who=WHO, at=AT)
    return number


def told_up_to(book: Book, day: date) -> None:
    """The bank has told of all days up to this one."""
    with book.task("Told", who=WHO, at=AT) as session:
        account = session.scalars(select(models.Account)).first()
        session.add(
            models.Reconciliation(account_id=account.id, day=day, statement_balance=Decimal(0))
        )


def states(book: Book, today: date = TODAY) -> list[tuple[str, str]]:
    return [
        (f"{line.expected.day:%d %b}", line.state.value)
        for line in look_at_paid_in(book, today).board.lines
        if line.expected.day <= today
    ]


def home(book: Book, today: date = TODAY) -> list[Thing]:
    with book.reading() as session:
        return list(money_in_due(session, today))


@pytest.fixture
def paid(book: Book) -> Book:
    """April came, May came short, June never came; the contribution was paid in April alone."""
    pay_in(book, MONDAY, "1400.00")
    pay_in(book, date(2026, 5, 5), "1300.00")
    pay_in(book, MONDAY, "200.00", "client_contrib")
    told_up_to(book, TODAY)
    return book


def test_what_came_and_what_did_not(paid: Book) -> None:
    assert states(paid) == [
        ("06 Apr", "came"), ("04 May", "short"), ("01 Jun", "late"), ("29 Jun", "late"),
    ]  # fmt: skip
    seen = look_at_paid_in(paid, TODAY)
    assert seen.next is not None
    assert (seen.next.day, seen.next.amount) == (date(2026, 7, 27), 1400)
    # 6 April 2026 is Easter Monday, so the money is looked for on the 7th.
    assert seen.board.lines[0].expected.due_by == date(2026, 4, 7)


def test_home_says_what_is_missing(paid: Book) -> None:
    things = [thing for thing in home(paid) if thing.kind is Kind.MONEY_IN]
    assert [(thing.what, thing.more) for thing in things] == [
        (
            "Ask Northshire County Council for £2,900.00",
            "3 payments are late or short, the first of 5 May 2026.",
        )
    ]
    before = [thing.more for thing in home(paid, date(2026, 6, 8)) if thing.kind is Kind.MONEY_IN]
    assert before == [
        "£1,400.00 was due 5 May 2026, and £1,300.00 came.",
        "£1,400.00 from Northshire County Council was due 1 June 2026 and is not in the account.",
    ]


def test_who_was_asked_has_two_weeks(paid: Book) -> None:
    late = look_at_paid_in(paid, TODAY).troubles
    snooze(paid, late[0].expected.key, AT.date() + timedelta(days=14), who=WHO, at=AT)
    mark_done(paid, late[1].expected.key, who=WHO, at=AT)
    (thing,) = [thing for thing in home(paid) if thing.kind is Kind.MONEY_IN]
    assert thing.day == date(2026, 6, 29)
    later = look_at_paid_in(paid, AT.date() + timedelta(days=14))
    assert [line.expected.day for line in later.troubles] == [date(2026, 5, 4), date(2026, 6, 29)]


def test_nothing_is_late_that_no_statement_could_show(book: Book) -> None:
    pay_in(book, MONDAY, "1400.00")
    told_up_to(book, date(2026, 5, 6))
    pay_in(book, MONDAY, "200.00", "client_contrib")
    assert states(book, date(2026, 5, 20)) == [("06 Apr", "came"), ("04 May", "not-known")]
    assert home(book, date(2026, 5, 20)) == []


def test_nothing_is_late_before_the_days_are_known(book: Book) -> None:
    pay_in(book, date(2026, 4, 16), "1400.00")  # ten days after the agreement began
    told_up_to(book, TODAY)
    assert states(book)[1] == ("04 May", "late")
    assert [thing.kind for thing in home(book)] == [Kind.CONTRIBUTION]
    say_how(book, first_payment=date(2026, 4, 16))
    assert states(book) == [("16 Apr", "came"), ("14 May", "late"), ("11 Jun", "late")]
    assert Kind.MONEY_IN in [thing.kind for thing in home(book)]


def test_a_payment_that_nobody_has_sorted_is_not_called_late(book: Book) -> None:
    pay_in(book, MONDAY, "1400.00")
    pay_in(book, date(2026, 5, 5), "1400.00", category="")
    told_up_to(book, date(2026, 5, 20))
    assert states(book, date(2026, 5, 20)) == [("06 Apr", "came"), ("04 May", "came")]


def say_how(
    book: Book,
    first_payment: date | None = None,
    rule: FundingRule = FundingRule.FIXED,
    contingency: str = "0.00",
) -> None:
    (agreement,) = all_of(book, models.Agreement)
    say_how_it_is_paid(
        book,
        agreement.id,
        first_payment=first_payment,
        rule=rule,
        contingency=Decimal(contingency),
        who=WHO,
        at=AT,
    )


def test_a_payment_that_fills_up_is_worked_out_from_the_balance(book: Book) -> None:
    say_how(book, rule=FundingRule.TOP_UP, contingency="500.00")
    pay_in(book, date(2026, 5, 4), "900.00")
    told_up_to(book, TODAY)
    seen = look_at_paid_in(book, date(2026, 5, 20))
    lines = {line.expected.day: line for line in seen.board.lines}
    # 1,400.00 and a float of 500.00 less the 1,000.00 that the account opened with.
    assert lines[date(2026, 5, 4)].expected.amount == 900
    assert lines[date(2026, 5, 4)].state is InState.CAME
    assert seen.next is not None
    assert (seen.next.day, seen.next.amount) == (date(2026, 6, 1), 0)  # 1,900.00 is in it
    assert seen.next.steps[-1].sum == "£1,400.00 + £500.00 - £1,900.00 = £0.00"
    assert not seen.troubles or seen.troubles[0].state is not InState.SHORT


def test_the_contribution_and_what_is_behind(paid: Book) -> None:
    pay_in(paid, date(2026, 5, 10), "70.00", "own_topup")
    seen = look_at_paid_in(paid, TODAY).contribution
    assert seen.arrears is not None
    assert (seen.arrears.behind, seen.arrears.since) == (600, date(2026, 5, 4))
    assert seen.top_ups == 70
    assert [(part.weekly, part.each) for part in seen.parts] == [(50, 200)]
    (thing,) = [thing for thing in home(paid) if thing.kind is Kind.CONTRIBUTION]
    assert (thing.what, thing.day) == ("Pay £600.00 of your contribution", date(2026, 5, 4))
    snooze(paid, CONTRIBUTION_KEY, date(2026, 8, 1), who=WHO, at=AT)
    assert Kind.CONTRIBUTION not in [thing.kind for thing in home(paid)]


def test_one_contribution_behind_is_not_named_yet(book: Book) -> None:
    told_up_to(book, date(2026, 4, 20))
    assert home(book, date(2026, 4, 20)) == []
    told_up_to(book, date(2026, 5, 4))
    assert [thing.kind for thing in home(book, date(2026, 5, 4))] == [Kind.CONTRIBUTION]


@pytest.mark.parametrize(
    ("collected", "council"),
    [("taken-off", "1400.00"), ("provider", "1400.00"), ("invoiced", "1600.00")],
)
def test_other_ways_of_collecting_are_not_paid_in_here(
    tmp_path: Path, collected: str, council: str
) -> None:
    change = ('contribution_collected = "paid-in"', f'contribution_collected = "{collected}"')
    with make_book(tmp_path / "b.dpbook", change) as book:
        seen = look_at_paid_in(book, TODAY)
        assert seen.contribution.arrears is None
        assert seen.contribution.parts[0].collected is Contribution(collected)
        assert seen.board.lines[0].expected.amount == Decimal(council)


def test_a_payment_that_comes_once(book: Book) -> None:
    (funder,) = all_of(book, models.Funder)
    answer = OnceAnswer(funder.id, date(2026, 5, 11), Decimal("250.00"), "Starting up")
    number = add_agreed_payment(book, answer, who=WHO, at=AT)
    pay_in(book, date(2026, 6, 2), "250.00", "dp_one_off")
    lines = [line for line in look_at_paid_in(book, TODAY).board.lines if line.expected.what_for]
    assert [(line.expected.what_for, line.state) for line in lines] == [
        ("Starting up", InState.CAME)
    ]
    changed = OnceAnswer(funder.id, date(2026, 5, 11), Decimal("300.00"), "Starting up")
    change_agreed_payment(book, number, changed, who=WHO, at=AT)
    lines = [line for line in look_at_paid_in(book, TODAY).board.lines if line.expected.what_for]
    assert [(line.state, line.missing) for line in lines] == [(InState.SHORT, 50)]
    remove_agreed_payment(book, number, who=WHO, at=AT)
    assert not all_of(book, models.AgreedPayment)


def test_it_is_offered_for_a_bank_line_of_its_amount(book: Book) -> None:
    (funder,) = all_of(book, models.Funder)
    answer = OnceAnswer(funder.id, date(2026, 5, 11), Decimal("250.00"), "Starting up")
    add_agreed_payment(book, answer, who=WHO, at=AT)
    pay_in(book, date(2026, 6, 2), "250.00", category="")
    (offer,) = look_at_offers(book)
    assert offer.purpose is not None
    assert (offer.purpose.category, offer.sure) == ("dp_one_off", True)


def test_a_payment_with_a_change_in_the_midst_of_it_is_offered_too(book: Book) -> None:
    with book.task("Agree", who=WHO, at=AT) as session:
        old = session.scalars(select(models.Agreement)).one()
        session.add(
            models.Agreement(
                funder_id=old.funder_id, from_date=date(2026, 5, 18),
                weekly_amount=Decimal("420.00"), weekly_contribution=Decimal("50.00"),
                paid_every="four-weekly", paid_in="advance", contribution_collected="paid-in",
                surplus_weeks=None, return_days=None,
            )
        )  # fmt: skip
    # 4 to 31 May: half at 1,400.00 and half at 1,480.00 for four weeks.
    pay_in(book, date(2026, 5, 5), "1440.00", category="")
    (offer,) = look_at_offers(book)
    assert offer.purpose is not None
    assert offer.purpose.category == "dp_council"
    told_up_to(book, date(2026, 5, 20))
    assert states(book, date(2026, 5, 20))[1] == ("04 May", "came")


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({"contingency": "-1.00", "rule": FundingRule.TOP_UP}, "cannot be below nothing"),
        ({"first_payment": date(2020, 1, 1)}, "within a year of that"),
    ],
)
def test_what_cannot_be_is_refused(book: Book, what: dict[str, object], sentence: str) -> None:
    with pytest.raises(DPManagerError, match=sentence):
        say_how(book, **what)
    (funder,) = all_of(book, models.Funder)
    nothing = OnceAnswer(funder.id, MONDAY, Decimal(0), "Starting up")
    with pytest.raises(DPManagerError, match="more than nothing"):
        add_agreed_payment(book, nothing, who=WHO, at=AT)


TWO_FUNDERS = (
    "[[outcomes]]",
    '[[funders]]\nname = "Northshire NHS Integrated Care Board"\n[[funders.agreements]]\n'
    'from_date = 2026-04-06\nweekly_amount = "100.00"\npaid_every = "monthly"\n'
    'paid_in = "advance"\n[[outcomes]]',
)


def test_two_funders_are_told_apart(tmp_path: Path) -> None:
    with make_book(tmp_path / "b.dpbook", TWO_FUNDERS) as book:
        for name, amount, category in (
            (COUNCIL, "1400.00", "dp_council"), ("NHS PAYMENT", "433.33", "nhs_phb"),
        ):  # fmt: skip
            number = add_payment(book, ACCOUNT, MONDAY, name, Decimal(amount), who=WHO, at=AT)
            sort_payments(book, {number: [Part(Decimal(amount), category)]}, who=WHO, at=AT)
        lines = [
            line for line in look_at_paid_in(book, TODAY).board.lines if line.expected.day == MONDAY
        ]
        assert sorted((line.expected.funder, line.amount) for line in lines) == [
            ("Northshire County Council", 1400),
            ("Northshire NHS Integrated Care Board", Decimal("433.33")),
        ]


def test_whose_money_a_surplus_is(book: Book) -> None:
    # 1,000.00 at first and 6,300.00 paid in; 8 weeks of 400.00 may stay: 4,100.00 is above it.
    # 50.00 of it was the person's own; 4,050.00 by 6,000.00 to 250.00.
    for day in (0, 4, 8, 12):
        pay_in(book, MONDAY + timedelta(weeks=day), "1500.00")
    pay_in(book, MONDAY, "250.00", "client_contrib")
    pay_in(book, MONDAY, "50.00", "own_topup")
    found = look_at_shares(book, TODAY)
    assert found is not None
    surplus, split = found
    assert surplus == 4100
    assert [(share.source.name, str(share.amount)) for share in split.shares] == [
        ("Northshire County Council", "3888.00"),
        ("Your contribution", "162.00"),
        ("Your own money beyond it", "50.00"),
    ]


def test_one_source_alone_is_not_split(book: Book) -> None:
    pay_in(book, MONDAY, "6000.00")
    assert look_at_shares(book, TODAY) is None
    pay_in(book, MONDAY, "1.00", "client_contrib")
    assert look_at_shares(book, TODAY) is not None
