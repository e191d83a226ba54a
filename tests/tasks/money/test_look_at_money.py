"""The lists of the money page: order, running balance, filters, and what was said before."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    CARD,
    MONDAY,
    WHO,
    Line,
    all_of,
    lloyds,
    pay_a_week,
    tables,
)

from dpmanager.domain.amounts import total
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.balances import balance_before
from dpmanager.tasks.money.import_statement import find_account, import_statement
from dpmanager.tasks.money.look_at_money import (
    ALL,
    NO_CATEGORY,
    NO_PROOF,
    PaymentLine,
    Payments,
    ProofState,
    find_payments,
    list_payments,
    look_at_money,
    look_at_payment,
    not_shown_yet,
    read_payments,
    sorting_choices,
)
from dpmanager.tasks.money.reconcile import reconcile_account
from dpmanager.tasks.money.sort_payments import (
    Part,
    add_payment,
    remove_payment,
    sort_payment,
    unsort_payment,
)
from dpmanager.tasks.money.suggestions import accept_offers, look_at_offers
from dpmanager.tasks.receipts.add_receipt import explain_missing_receipt

LINES: list[Line] = [
    (date(2026, 4, 7), "NORTHSHIRE CC", "1400.00"),
    (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
    (date(2026, 4, 9), "HANDY HARDWARE", "-8.99"),
    (date(2026, 4, 16), "ADA LOVELL WAGES", "-372.64"),
]


def account_id(book: Book, name: str = ACCOUNT) -> int:
    with book.reading() as session:
        return find_account(session, name).id


def listed(book: Book, show: str = ALL, text: str = "", name: str = ACCOUNT) -> list[PaymentLine]:
    listing = list_payments(book, Payments(account_id(book, name), show, text))
    return read_payments(book, listing, 0, 1000)


def bring_in(book: Book) -> dict[str, int]:
    import_statement(book, ACCOUNT, lloyds(LINES), who=WHO, at=AT)
    return {row.description: row.id for row in all_of(book, models.Transaction)}


def say(book: Book, payment: int, amount: str, category: str, **more: str) -> None:
    sort_payment(book, payment, [Part(Decimal(amount), category, **more)], who=WHO, at=AT)


def test_the_lines_come_newest_first_with_the_banks_own_balances(book: Book) -> None:
    bring_in(book)
    seen = listed(book)
    assert [line.description for line in seen] == [text for _day, text, _amount in LINES[::-1]]
    balances = [row.bank_balance for row in all_of(book, models.Transaction)]
    assert sorted(line.balance for line in seen) == sorted(balances)
    assert [line.balance for line in seen] == [
        Decimal("2005.87"), Decimal("2378.51"), Decimal("2387.50"), Decimal("2400.00"),
    ]  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-40, 40), st.integers(1, 9999)), min_size=1, max_size=8))
def test_the_balance_after_a_days_last_line_is_that_of_the_next_morning(
    book: Book, moves: list[tuple[int, int]]
) -> None:
    for days, pence in moves:
        day = date(2026, 4, 6) + timedelta(days=days)
        add_payment(book, CARD, day, "Shop", -Decimal(pence).scaleb(-2), who=WHO, at=AT)
    seen = listed(book, name=CARD)
    with book.reading() as session:
        card = find_account(session, CARD)
        last_of_day = {line.day: line.balance for line in reversed(seen)}
        for day, balance in last_of_day.items():
            assert balance == balance_before(session, card, day + timedelta(days=1))


def test_a_stretch_is_read_and_no_more(book: Book) -> None:
    bring_in(book)
    listing = list_payments(book, Payments(account_id(book)))
    assert len(listing.lines) == 4
    stretch = read_payments(book, listing, 1, 2)
    assert [line.description for line in stretch] == ["HANDY HARDWARE", "VALE TAXIS"]
    assert listing.place_of(stretch[1].id) == 2
    assert listing.place_of(999) == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vale", ["VALE TAXIS"]),
        ("8.99", ["HANDY HARDWARE"]),
        ("£1,400", ["NORTHSHIRE CC"]),
        ("9 April 2026", ["HANDY HARDWARE", "VALE TAXIS"]),
        ("equipment", ["HANDY HARDWARE"]),
        ("grab rail", ["HANDY HARDWARE"]),
        ("brook", ["VALE TAXIS"]),
        ("%", []),
        ("  ", ["ADA LOVELL WAGES", "HANDY HARDWARE", "VALE TAXIS", "NORTHSHIRE CC"]),
    ],
)
def test_a_payment_is_found_by_name_amount_date_category_note_or_worker(
    book: Book, text: str, found: list[str]
) -> None:
    numbers = bring_in(book)
    say(book, numbers["HANDY HARDWARE"], "-8.99", "equipment", note="A grab rail")
    say(book, numbers["VALE TAXIS"], "-12.50", "agency", worker="Brook Day Club")
    assert [line.description for line in listed(book, text=text)] == found


def test_the_choices_and_the_words_of_a_line_follow_what_was_said(book: Book) -> None:
    pay_a_week(book, MONDAY)
    numbers = bring_in(book)
    taxi, shop = numbers["VALE TAXIS"], numbers["HANDY HARDWARE"]
    say(book, numbers["NORTHSHIRE CC"], "1400.00", "dp_council")
    sort_payment(
        book,
        shop,
        [Part(Decimal("-4.99"), "equipment"), Part(Decimal("-4.00"), "admin")],
        who=WHO,
        at=AT,
    )
    explain_missing_receipt(book, taxi, "No machine", who=WHO, at=AT)

    assert {line.id for line in listed(book, NO_CATEGORY)} == {taxi, numbers["ADA LOVELL WAGES"]}
    assert {line.id for line in listed(book, NO_PROOF)} == {shop, numbers["ADA LOVELL WAGES"]}
    seen = look_at_money(book, AT.date())
    assert (seen.not_sorted, seen.without_proof, seen.offers) == (2, 2, 1)
    assert [(each.name, each.balance, each.payments) for each in seen.accounts] == [
        (ACCOUNT, Decimal("2005.87"), 4),
        (CARD, Decimal("0.00"), 0),
    ]

    (wages,) = look_at_offers(book)
    assert (wages.what, wages.due, wages.amount) == (ADA, date(2026, 4, 16), Decimal("-372.64"))
    assert wages.sure
    assert wages.why == (
        "£372.64 to Ada Lovell was due on 16 April 2026, and the bank's words fit."
    )
    accept_offers(book, [wages], who=WHO, at=AT)
    lines = {line.description: line for line in listed(book)}
    assert lines["HANDY HARDWARE"].what_for == "Equipment and more"
    assert [(name, lines[name].proof) for name in sorted(lines)] == [
        ("ADA LOVELL WAGES", ProofState.YES),
        ("HANDY HARDWARE", ProofState.MISSING),
        ("NORTHSHIRE CC", ProofState.NOT_WANTED),
        ("VALE TAXIS", ProofState.EXPLAINED),
    ]

    wage = look_at_payment(book, wages.transaction_id)
    assert wage.pays == "It pays the wage of Ada Lovell that was due on 16 April 2026."
    unsort_payment(book, wage.id, who=WHO, at=AT)
    assert look_at_payment(book, wage.id).parts == ()
    assert len(look_at_offers(book)) == 1


def test_what_the_last_payment_with_the_same_words_was_for_is_offered(book: Book) -> None:
    first = bring_in(book)["VALE TAXIS"]
    say(book, first, "-12.50", "day_services", outcome="Safe at home", note="To the club")
    second = add_payment(
        book, ACCOUNT, date(2026, 5, 9), "Vale Taxis", Decimal("-14.00"), who=WHO, at=AT
    )
    refund = add_payment(
        book, ACCOUNT, date(2026, 5, 10), "Vale Taxis", Decimal("14.00"), who=WHO, at=AT
    )

    seen = look_at_payment(book, second)
    assert (seen.parts, seen.by_hand, seen.like_before_on) == ((), True, date(2026, 4, 9))
    (like,) = seen.like_before
    assert (like.category, like.outcome, like.note) == (
        "day_services",
        "Safe at home",
        "To the club",
    )
    assert look_at_payment(book, refund).like_before == ()
    assert look_at_payment(book, first).like_before == ()


def test_only_what_goes_the_same_way_can_be_chosen(book: Book) -> None:
    out = {each.id: each for each in sorting_choices(book, Decimal("-1.00")).categories}
    into = {each.id for each in sorting_choices(book, Decimal("1.00")).categories}
    assert "equipment" in out and "dp_council" not in out and "transfer" in out
    assert "dp_council" in into and "equipment" not in into and "transfer" in into
    assert out["agency"].evidence == ("Invoices",)


def test_a_hand_typed_payment_can_be_removed_until_the_bank_shows_it(book: Book) -> None:
    before = tables(book)
    number = add_payment(
        book, ACCOUNT, date(2026, 4, 9), "Cheque", Decimal("-5.00"), who=WHO, at=AT
    )
    say(book, number, "-5.00", "admin")
    assert [each.id for each in not_shown_yet(book, account_id(book))] == [number]
    assert [each.id for each in find_payments(book, "cheque", most=4)] == [number]
    remove_payment(book, number, who=WHO, at=AT)
    after = tables(book)
    assert (after["transaction"], after["split"]) == (before["transaction"], before["split"])
    with pytest.raises(DPManagerError, match="no longer in the book"):
        look_at_payment(book, number)

    shown = bring_in(book)["VALE TAXIS"]
    with pytest.raises(DPManagerError, match="The bank has shown this payment"):
        remove_payment(book, shown, who=WHO, at=AT)


def test_ticking_off_and_agreeing_are_one_task(book: Book) -> None:
    number = add_payment(
        book, ACCOUNT, date(2026, 4, 9), "Cheque", Decimal("-5.00"), who=WHO, at=AT
    )
    before = tables(book)
    day = date(2026, 4, 30)
    with pytest.raises(DPManagerError, match=r"your records say £1,000\.00: -£5\.00"):
        reconcile_account(book, ACCOUNT, day, Decimal("995.00"), who=WHO, at=AT)
    with pytest.raises(DPManagerError, match=r"your records say £995\.00"):
        reconcile_account(book, ACCOUNT, day, Decimal("994.00"), shown=[number], who=WHO, at=AT)
    assert tables(book) == before

    reconcile_account(book, ACCOUNT, day, Decimal("995.00"), shown=[number], who=WHO, at=AT)
    assert not_shown_yet(book, account_id(book)) == []
    assert total(line.amount for line in listed(book)) == Decimal("-5.00")
    book.undo(who=WHO, at=AT)
    assert tables(book) == before
