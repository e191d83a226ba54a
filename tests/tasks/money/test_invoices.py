"""Invoices: saved, checked, matched with the bank, proved, and counted wherever money is owed.

Brook Day Club is an agency in the small book; its service is day opportunities.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from small_book import ACCOUNT, ADA, AT, MONDAY, WHO, all_of, hours, make_book, tables

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.payments_due import payments_due
from dpmanager.tasks.book.things_to_do import Kind
from dpmanager.tasks.budget.plan_budget import THIS_YEAR, budget_of
from dpmanager.tasks.hours.record_shifts import record_shifts
from dpmanager.tasks.money.invoices import (
    InvoiceAnswer,
    add_invoice,
    add_invoice_paper,
    change_invoice,
    check_answer,
    remove_invoice,
    say_what_paid_it,
)
from dpmanager.tasks.money.look_at_invoices import (
    InvoiceSeen,
    InvoicesSeen,
    look_at_invoice,
    look_at_invoices,
)
from dpmanager.tasks.money.look_at_money import look_at_payment
from dpmanager.tasks.money.sort_payments import (
    Part,
    Proposal,
    accept_matches,
    add_payment,
    propose_matches,
    sort_payment,
    unsort_payment,
)
from dpmanager.tasks.pay.look_at_pay import look_at_pay
from dpmanager.tasks.receipts.add_receipt import remove_receipt
from dpmanager.tasks.receipts.look_at_receipts import look_at_receipts
from dpmanager.tasks.returns.evidence import gather_evidence
from dpmanager.tasks.returns.set_aside import set_aside_on

CLUB = "Brook Day Club"
DO = {"who": WHO, "at": AT}
TODAY = date(2026, 5, 1)
DAY = date(2026, 4, 20)  # due 4 May 2026
SUNDAY = date(2026, 4, 12)
AGREED = (
    "return_days = 28\n",
    'return_days = 28\nservices = [ { type = "day_opportunities", weekly_hours = 3, '
    'hourly_rate = "17.00" } ]\n',
)


@pytest.fixture
def club(book: Book) -> int:
    return number_of(book, CLUB)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    data = BytesIO()
    Image.new("RGB", (40, 60), "white").save(data, "PNG")
    file = tmp_path / "club.png"
    file.write_bytes(data.getvalue())
    return file


def number_of(book: Book, name: str) -> int:
    (worker,) = all_of(book, models.Worker, models.Worker.name == name)
    number: int = worker.id
    return number


def says(club: int, number: str = "BDC-101", **more: Any) -> InvoiceAnswer:
    """Twelve hours at 17.00 for one week: 204.00."""
    answer = InvoiceAnswer(
        club, number, DAY, MONDAY, SUNDAY, hours=Decimal(12), rate=Decimal("17.00")
    )
    return replace(answer, **more)


def add(book: Book, club: int, number: str = "BDC-101", **more: Any) -> int:
    return add_invoice(book, says(club, number, **more), **DO)


def pay(book: Book, amount: str, words: str = "CARD 5512", day: date = date(2026, 4, 30)) -> int:
    return add_payment(book, ACCOUNT, day, words, Decimal(amount), **DO)


def proposals(book: Book) -> list[Proposal]:
    with book.reading() as session:
        return propose_matches(session)


def seen(book: Book, worker: int | None = None, today: date = TODAY) -> InvoicesSeen:
    return look_at_invoices(book, today, worker)


def one(book: Book, number: int) -> InvoiceSeen:
    return look_at_invoice(book, number, TODAY, most=4)


def states(book: Book, today: date = TODAY) -> list[tuple[str, str]]:
    return [(line.number, line.state) for line in seen(book, today=today).invoices]


def aside(book: Book, day: date) -> dict[str, str]:
    with book.reading() as session:
        return {item.reason: str(item.amount) for item in set_aside_on(session, day)}


def test_an_invoice_is_a_payment_to_be_made(book: Book, club: int) -> None:
    number = add(book, club, "  BDC  101 ", note=" Ask Jo ")

    (row,) = all_of(book, models.Invoice)
    assert (row.id, row.number, row.amount, row.due, row.note) == (
        number, "BDC 101", Decimal("204.00"), date(2026, 5, 4), "Ask Jo",
    )  # fmt: skip
    (owed,) = all_of(book, models.ExpectedPayment)
    assert (owed.kind, owed.payee, owed.due, owed.amount, owed.invoice_id) == (
        "invoice", CLUB, date(2026, 5, 4), Decimal("204.00"), number,
    )  # fmt: skip
    book.undo(**DO)
    assert not all_of(book, models.Invoice)
    assert not all_of(book, models.ExpectedPayment)


def test_one_day_is_the_first_and_the_last(book: Book, club: int) -> None:
    add(book, club, end=None, due=date(2026, 4, 30))
    add(book, club, "BDC-102", start=None, hours=None, rate=None, amount=Decimal("5.00"))
    one_day, other = all_of(book, models.Invoice)
    assert (one_day.start, one_day.end, one_day.due) == (MONDAY, MONDAY, date(2026, 4, 30))
    assert (other.start, other.end, other.amount) == (SUNDAY, SUNDAY, Decimal("5.00"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": " "}, "Type the number of the invoice"),
        ({"rate": None}, "Type the amount, or both the hours and the rate"),
        ({"hours": None}, "Type the amount, or both the hours and the rate"),
        ({"amount": Decimal("-1.00")}, "The amount must be more than nothing"),
        ({"start": SUNDAY, "end": MONDAY}, "Its days end before they start"),
        ({"number": "bdc-100"}, "Invoice BDC-100 is in the book already"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_saved(
    book: Book, club: int, changes: dict[str, Any], said: str
) -> None:
    add(book, club, "BDC-100")
    before = tables(book)
    for refused in (add_invoice, check_answer):
        more = DO if refused is add_invoice else {}
        with pytest.raises(DPManagerError, match=said):
            refused(book, says(club, **changes), **more)
    assert tables(book) == before


def test_who_is_employed_sends_no_invoices(book: Book) -> None:
    with pytest.raises(DPManagerError, match="You employ Ada Lovell"):
        add(book, number_of(book, ADA))


def test_the_check_knows_the_hours_the_agreement_and_the_other_invoices(book_folder: Path) -> None:
    with make_book(book_folder, AGREED) as book:
        club = number_of(book, CLUB)
        day = [hours(MONDAY, 10, 16), hours(SUNDAY, 10, 16), hours(date(2026, 4, 13), 10, 12)]
        record_shifts(book, CLUB, day, **DO)
        assert check_answer(book, says(club)).questions == ()
        first = add(book, club)
        assert one(book, first).check.questions == ()

        dear = says(club, "BDC-102", rate=Decimal("18.00"), end=date(2026, 4, 13))
        check = check_answer(book, dear)
        assert check.recorded == 14
        assert [question.split(".")[0] for question in check.questions] == [
            "Invoice BDC-101 is for 6 to 12 April 2026 as well",
            "It has 2 hours less than the book: 12 hours, not 14 hours",
            "£18",
        ]
        assert check_answer(book, says(club, "bdc-101"), first).questions == ()


def test_the_highest_rate_that_holds_in_its_days_is_the_agreed_one(book_folder: Path) -> None:
    later = (
        'hourly_rate = "17.00" } ]\n',
        'hourly_rate = "17.00" } ]\n\n[[funders.agreements]]\nfrom_date = 2026-04-12\n'
        'weekly_amount = "470.00"\nweekly_contribution = "50.00"\npaid_every = "four-weekly"\n'
        'paid_in = "advance"\ncontribution_collected = "paid-in"\nservices = [ '
        '{ type = "day_opportunities", weekly_hours = 3, hourly_rate = "18.00" } ]\n',
    )
    with make_book(book_folder, AGREED, later) as book:
        club = number_of(book, CLUB)

        def above(rate: str, end: date) -> bool:
            check = check_answer(book, says(club, rate=Decimal(rate), end=end))
            return any("is above the" in question for question in check.questions)

        assert above("17.01", date(2026, 4, 11))
        assert not above("18.00", SUNDAY)
        assert above("18.01", SUNDAY)


def test_the_list_says_how_each_stands(book: Book, club: int) -> None:
    late = add(book, club, "LATE", day=date(2026, 4, 10))  # due 24 April
    part, paid = add(book, club, "PART"), add(book, club, "PAID", due=date(2026, 4, 1))
    add(book, club, "NEXT", due=date(2026, 5, 1))
    say_what_paid_it(book, part, pay(book, "-4.50"), **DO)
    say_what_paid_it(book, paid, pay(book, "-204.00", day=date(2026, 4, 29)), **DO)

    found = seen(book)
    assert states(book) == [
        ("LATE", "Was due 24 Apr 2026"),
        ("NEXT", "To pay by 1 May 2026"),
        ("PART", "Part paid, £199.50 left"),
        ("PAID", "Paid on 29 Apr 2026"),
    ]
    assert found.to_pay == Decimal("607.50")  # 204.00 + 204.00 + 199.50
    assert [line.questions for line in found.invoices] == [4, 4, 4, 0]  # hours, and the same days
    assert [(one.id, one.name) for one in found.senders] == [(club, CLUB)]
    assert found.worker is None
    assert seen(book, club).worker is not None
    assert one(book, late).state == "Was due 24 Apr 2026"


def test_a_change_takes_the_place_of_what_was_said(book: Book, club: int) -> None:
    number = add(book, club)
    change_invoice(book, number, says(club, amount=Decimal("210.00"), due=MONDAY), **DO)
    (row,), (owed,) = all_of(book, models.Invoice), all_of(book, models.ExpectedPayment)
    assert (row.amount, owed.amount, owed.due) == (Decimal("210.00"), Decimal("210.00"), MONDAY)


def test_a_paid_invoice_stays_until_its_payment_is_taken_back(book: Book, club: int) -> None:
    number, payment = add(book, club), pay(book, "-4.50")
    say_what_paid_it(book, number, payment, **DO)
    before = tables(book)
    for refused in (
        lambda: remove_invoice(book, number, **DO),
        lambda: change_invoice(book, number, says(club), **DO),
    ):
        with pytest.raises(DPManagerError) as why:
            refused()
        assert str(why.value) == (
            "The payment of £4.50 on 30 April 2026 pays this invoice, so it stays as it is. Open "
            "that payment first and take back what it was for."
        )
    assert tables(book) == before
    unsort_payment(book, payment, **DO)
    remove_invoice(book, number, **DO)
    assert not all_of(book, models.Invoice)
    assert not all_of(book, models.ExpectedPayment)
    with pytest.raises(DPManagerError, match="not in the book any more"):
        remove_invoice(book, number, **DO)


def test_the_bank_match_finds_the_invoice_by_its_number(book: Book, club: int, paper: Path) -> None:
    first, second = add(book, club, "BDC-101"), add(book, club, "BDC-102")
    add_invoice_paper(book, second, paper, **DO)
    payment = pay(book, "-204.00", "BROOK CLUB BDC102", date(2026, 4, 21))

    (found,) = proposals(book)
    assert (found.transaction_id, found.sure) == (payment, True)
    assert "the bank names invoice BDC-102" in found.why
    accept_matches(book, [found], **DO)

    (part,) = all_of(book, models.Split)
    assert (part.category, part.service_type, part.worker_id, str(part.amount)) == (
        "agency", "day_opportunities", club, "-204.00",
    )  # fmt: skip
    assert [(line.id, line.left) for line in seen(book).invoices] == [
        (first, Decimal("204.00")), (second, Decimal("0.00")),
    ]  # fmt: skip
    sentence = look_at_payment(book, payment).pays
    assert sentence == "It pays invoice BDC-102 of Brook Day Club."
    assert not look_at_receipts(book).lacking


def test_a_self_employed_pa_has_a_category_of_their_own(book: Book, club: int) -> None:
    with book.task("Change", **DO) as session:
        session.get_one(models.Worker, club).kind = "self-employed"
    add(book, club)
    pay(book, "-204.00", "BROOK DAY CLUB")
    accept_matches(book, proposals(book), **DO)
    assert [part.category for part in all_of(book, models.Split)] == ["self_employed_pa"]


@pytest.mark.parametrize(("kind", "category"), [("isf", "agency"), ("managed", "support_service")])
def test_the_invoice_of_a_provider_who_holds_the_money_is_proposed_and_matched(
    book_folder: Path, kind: str, category: str
) -> None:
    with make_book(book_folder, ('kind = "agency"', f'kind = "{kind}"')) as book:
        club = number_of(book, CLUB)
        number = add(book, club)
        payment = pay(book, "-204.00", "BROOK DAY CLUB BDC101")
        (found,) = proposals(book)
        assert (found.transaction_id, found.sure) == (payment, True)
        accept_matches(book, [found], **DO)
        (part,) = all_of(book, models.Split)
        assert (part.category, part.worker_id) == (category, club)
        assert one(book, number).left == 0


def test_a_payment_that_was_sorted_before_keeps_what_it_was_for(book: Book, club: int) -> None:
    number, payment = add(book, club), pay(book, "-204.00")
    part = Part(Decimal("-204.00"), "day_services", "day_opportunities", "Safe at home", note="May")
    sort_payment(book, payment, [part], **DO)
    assert not proposals(book)
    assert [each.id for each in one(book, number).offered] == [payment]

    say_what_paid_it(book, number, payment, **DO)

    (row,) = all_of(book, models.Split)
    assert (row.category, row.outcome_id, row.note, row.worker_id) == (
        "day_services", 1, "May", club,
    )  # fmt: skip
    assert one(book, number).left == 0
    with pytest.raises(DPManagerError, match="paid already"):
        say_what_paid_it(book, number, payment, **DO)


def test_one_payment_pays_two_invoices_and_a_third_in_part(book: Book, club: int) -> None:
    numbers = [add(book, club, f"BDC-10{n}") for n in range(3)]
    payment = pay(book, "-500.00", "BROOK DAY CLUB")  # 204.00 + 204.00 + 92.00
    for number in numbers:
        assert [each.amount for each in one(book, number).offered][:1]
        say_what_paid_it(book, number, payment, **DO)

    assert [str(one(book, number).left) for number in numbers] == ["0.00", "0.00", "112.00"]
    parts = all_of(book, models.Split)
    assert sum(part.amount for part in parts) == Decimal("-500.00")
    assert {part.category for part in parts} == {"agency"}
    with pytest.raises(DPManagerError, match="paid something else"):
        say_what_paid_it(book, numbers[2], payment, **DO)


def test_payments_that_may_have_paid_it(book: Book, club: int) -> None:
    number = add(book, club)
    same = pay(book, "-204.00", "CARD 1")
    by_name = pay(book, "-10.00", "BROOK CLUB")
    by_number = pay(book, "-11.00", "BDC 101")
    pay(book, "-12.00", "BROOK STREET")
    pay(book, "204.00", "BROOK DAY CLUB")
    pay(book, "-204.00", "CARD 2", date(2027, 4, 22))
    pay(book, "-204.00", "CARD 3", date(2026, 3, 19))
    assert [each.id for each in one(book, number).offered] == [by_number, same, by_name]
    assert [each.id for each in look_at_invoice(book, number, TODAY, most=1).offered] == [by_number]
    say_what_paid_it(book, number, same, **DO)
    found = one(book, number)
    assert found.offered == ()
    assert [(each.id, each.amount) for each in found.paid] == [(same, Decimal("204.00"))]


def test_the_paper_is_the_proof_whenever_it_comes(book: Book, club: int, paper: Path) -> None:
    number, payment = add(book, club), pay(book, "-204.00", "BROOK DAY CLUB")
    accept_matches(book, proposals(book), **DO)
    assert [one.id for one in look_at_receipts(book).lacking] == [payment]
    add_invoice_paper(book, number, paper, **DO)

    (proof,) = all_of(book, models.Proof)
    assert (proof.kind, proof.title, proof.day, str(proof.amount)) == (
        "invoice", "Invoice BDC-101, Brook Day Club", DAY, "204.00",
    )  # fmt: skip
    assert not look_at_receipts(book).lacking
    with book.reading() as session:
        evidence = gather_evidence(session, [session.get_one(models.Transaction, payment)])
    assert [(one.title, one.kind, one.line_numbers) for one in evidence.proofs] == [
        ("Invoice BDC-101, Brook Day Club", "invoice", (1,))
    ]
    remove_receipt(book, proof.id, **DO)
    assert one(book, number).proof_id is None
    with book.reading() as session:
        row = session.get_one(models.Transaction, payment)
        assert gather_evidence(session, [row]).proofs == ()


def test_a_file_that_cannot_be_used_saves_nothing(book: Book, club: int, tmp_path: Path) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    before = tables(book)
    with pytest.raises(DPManagerError):
        add_invoice(book, says(club), bad, **DO)
    assert tables(book) == before


def test_a_paper_comes_with_the_invoice(book: Book, club: int, paper: Path) -> None:
    number = add_invoice(book, says(club), paper, **DO)
    assert one(book, number).proof_id is not None
    change_invoice(book, number, says(club, note="Same paper"), paper, **DO)
    assert len(all_of(book, models.Proof)) == 1


def test_home_names_what_is_to_be_paid_and_pay_does_not(book: Book, club: int) -> None:
    number = add(book, club)
    with book.reading() as session:
        (thing,) = payments_due(session, TODAY)
        (overdue,) = payments_due(session, date(2026, 5, 5))
    assert (thing.kind, thing.day, thing.what, thing.more, thing.about) == (
        Kind.INVOICE,
        date(2026, 5, 4),
        "Pay £204.00 to Brook Day Club",
        "Invoice BDC-101.",
        {"invoice": number},
    )
    assert overdue.kind is Kind.PAYMENT_TO_CHECK
    assert overdue.more == "Invoice BDC-101. No bank statement has been read in yet."
    assert look_at_pay(book, today=TODAY, **DO).owed == ()


def test_the_return_sets_aside_what_is_for_days_by_then(book: Book, club: int) -> None:
    number = add(book, club)

    def put_aside(day: date) -> str | None:
        found = aside(book, day).items()
        return next((amount for reason, amount in found if "Invoices" in reason), None)

    # 204.00 for seven days: 29.142... a day.
    assert put_aside(date(2026, 4, 5)) is None
    assert put_aside(MONDAY) == "29.14"
    assert put_aside(SUNDAY) == "204.00"
    say_what_paid_it(book, number, pay(book, "-100.00"), **DO)
    assert put_aside(date(2026, 4, 29)) == "204.00"
    assert put_aside(date(2026, 4, 30)) == "104.00"
    with book.reading() as session:
        (item,) = set_aside_on(session, date(2026, 4, 8))
    assert item.reason == "Invoices not paid by 8 April 2026"
    assert [(step.label, step.sum) for step in item.steps] == [
        (
            "Invoice BDC-101 of Brook Day Club, the days from 6 Apr 2026 to 8 Apr 2026 of it",
            "87.43",
        )
    ]


def test_the_budget_counts_it_where_the_service_is(book: Book, club: int) -> None:
    def line() -> tuple[str, str]:
        found = {each.service_type: each for each in budget_of(book, THIS_YEAR, TODAY).budget.lines}
        day = found["day_opportunities"]
        return str(day.spent), str(day.to_pay)

    number = add(book, club)
    assert line() == ("0.00", "204.00")
    say_what_paid_it(book, number, pay(book, "-100.00"), **DO)
    assert line() == ("100.00", "104.00")
