"""Contributions that are paid outside the account: they count, and are in no sum of it.

The small book, with another way of collecting: 200.00 of the person on 6 April, 4 May, 1 June and
29 June 2026.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from small_book import ACCOUNT, AT, MONDAY, PASSPHRASE, WHO, all_of, make_book, tables
from sqlalchemy import select
from two_funders import NHS, add_nhs

from dpmanager.domain.budget.agreement import Contribution
from dpmanager.domain.budget.contribution import Arrears
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.sums import check_sums
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.records.vault import KeyCost
from dpmanager.tasks.book.deadlines import look_at_deadlines
from dpmanager.tasks.book.export_everything import export_everything
from dpmanager.tasks.book.money_in_due import money_in_due
from dpmanager.tasks.book.read_everything import read_everything
from dpmanager.tasks.book.record_words import record_words
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.budget.outside_contributions import (
    OutsideAnswer,
    add_outside,
    change_outside,
    remove_outside,
)
from dpmanager.tasks.budget.paid_in import ContributionSeen, look_at_paid_in, who_paid_in
from dpmanager.tasks.money.money_now import money_now
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.receipts.add_receipt import remove_receipt
from dpmanager.tasks.returns.gaps_of_records import contribution_due_in, contribution_missing
from dpmanager.tasks.returns.prepare_return import export_return, prepare_return

DONE = {"who": WHO, "at": AT}
TODAY = date(2026, 7, 6)
MAY, JUNE = date(2026, 5, 8), date(2026, 6, 3)
QUARTER = Period(MONDAY, date(2026, 6, 30))
COUNCIL = 1
BILL = OutsideAnswer(COUNCIL, MAY, Decimal("200.00"), "Northshire finance", Contribution.INVOICED)


def a_book(folder: Path, collected: str) -> Book:
    change = ('contribution_collected = "paid-in"', f'contribution_collected = "{collected}"')
    return make_book(folder / "b.dpbook", change)


@pytest.fixture(params=["invoiced", "provider"])
def outside(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Book]:
    with a_book(tmp_path, request.param) as book:
        yield book


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    picture = BytesIO()
    Image.new("L", (60, 90), 200).save(picture, "PNG")
    path = tmp_path / "bill.png"
    path.write_bytes(picture.getvalue())
    return path


def seen(book: Book, today: date = TODAY) -> ContributionSeen:
    return look_at_paid_in(book, today).contribution


def arrears(book: Book, today: date = TODAY) -> Arrears:
    found = seen(book, today).arrears
    assert found is not None
    return found


def home(book: Book) -> list[Thing]:
    with book.reading() as session:
        return [one for one in money_in_due(session, TODAY) if one.kind is Kind.CONTRIBUTION]


def told_up_to(book: Book, day: date) -> None:
    with book.task("Told", **DONE) as session:
        account = session.scalars(select(models.Account)).first()
        session.add(
            models.Reconciliation(account_id=account.id, day=day, statement_balance=Decimal(0))
        )


def gaps(book: Book) -> list[str]:
    made = prepare_return(book, QUARTER, today=TODAY)
    return [gap.what for gap in made.gaps if gap.kind == "contribution"]


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def test_what_is_written_down_counts_against_what_was_due(outside: Book) -> None:
    add_outside(outside, BILL, **DONE)
    found = arrears(outside)
    # It is for the one of 4 May; nobody can tell of that of 6 April. Two more were due since.
    assert [(line.day, line.due, line.paid) for line in found.lines] == [
        (date(2026, 5, 4), 200, 200), (date(2026, 6, 1), 200, 0), (date(2026, 6, 29), 200, 0),
    ]  # fmt: skip
    assert (found.behind, found.since) == (400, date(2026, 6, 1))
    assert seen(outside).outside_since == date(2026, 5, 4)
    assert gaps(outside) == ["£400.00 of your contribution was due and is not paid."]

    add_outside(outside, replace(BILL, day=JUNE, amount=Decimal("450.00")), **DONE)
    assert (arrears(outside).behind, gaps(outside)) == (-50, [])
    add_outside(outside, replace(BILL, day=MONDAY, amount=Decimal("120.00")), **DONE)
    assert arrears(outside).behind == 30  # that of 6 April counts too now
    assert gaps(outside) == ["£30.00 of your contribution was due and is not paid."]


def test_home_names_what_is_behind_when_something_is_written_down(outside: Book) -> None:
    told_up_to(outside, TODAY)
    assert home(outside) == []
    add_outside(outside, BILL, **DONE)
    (thing,) = home(outside)
    assert (thing.what, thing.more) == (
        "Pay £400.00 of your contribution",
        "By what is written down it is not paid since 1 June 2026.",
    )


def test_nothing_is_due_where_nothing_is_written_down(outside: Book) -> None:
    assert (seen(outside).arrears, gaps(outside), seen(outside).outside_since) == (None, [], None)
    assert seen(outside).may_be_outside


def test_it_changes_no_sum_of_the_account(outside: Book) -> None:
    before, now = prepare_return(outside, QUARTER, today=TODAY), money_now(outside, TODAY)
    add_outside(outside, BILL, **DONE)
    after = prepare_return(outside, QUARTER, today=TODAY)
    assert replace(after, besides=before.besides, gaps=before.gaps) == before
    assert money_now(outside, TODAY) == now
    with outside.reading() as session:
        assert "Your contribution" not in [one.name for one in who_paid_in(session, TODAY)]


def test_the_return_tells_it_with_its_paper(outside: Book, paper: Path) -> None:
    add_outside(outside, replace(BILL, note="Bill 77"), paper=paper, **DONE)
    add_outside(outside, replace(BILL, day=TODAY), **DONE)  # after the period
    made = export_return(outside, QUARTER, today=TODAY, with_bundle=True)
    check_sums(made.funder_return)
    (one,) = made.funder_return.besides.paid_outside
    assert (one.day, one.paid_to, one.amount, one.note) == (
        MAY, "Northshire finance", 200, "Bill 77",
    )  # fmt: skip
    (proof,) = [p for p in made.funder_return.proofs if p.kind == "contribution_proof"]
    assert (proof.number, proof.line_numbers) == (one.proof_number, ())
    text = text_of(made.pdf)
    assert (
        "Your contribution, paid outside this account Date Paid to, and how Proof Amount "
        "8 May 2026 Northshire finance A bill from the council or NHS. Bill 77 1 £200.00 "
        "In all £200.00"
    ) in text
    assert "is in none of the sums of this account" in text
    assert "Your contribution, paid to Northshire finance" in text_of(made.bundle)
    assert "paid outside" not in text_of(
        export_return(outside, Period(MONDAY, date(2026, 4, 30)), today=TODAY).pdf
    )


def test_it_is_corrected_removed_and_undone(outside: Book, paper: Path) -> None:
    fresh = tables(outside)
    number = add_outside(outside, BILL, paper=paper, **DONE)
    added = tables(outside)
    other = replace(BILL, amount=Decimal("190.00"), paid_to="Vale Care", day=JUNE)
    change_outside(outside, number, other, **DONE)
    (one,) = seen(outside).outside
    assert one.answer == other and one.proof_id is not None
    remove_outside(outside, number, **DONE)
    assert seen(outside).outside == ()
    with pytest.raises(DPManagerError, match="no longer in the book"):
        change_outside(outside, number, other, **DONE)
    outside.undo(**DONE)
    outside.undo(**DONE)
    assert tables(outside) == added
    outside.undo(**DONE)
    assert tables(outside) == fresh


def test_a_paper_that_is_removed_is_gone_from_it(outside: Book, paper: Path) -> None:
    add_outside(outside, BILL, paper=paper, **DONE)
    (proof,) = all_of(outside, models.Proof)
    assert (proof.kind, proof.title, proof.amount) == (
        "contribution_proof", "Northshire finance", 200,
    )  # fmt: skip
    remove_receipt(outside, proof.id, **DONE)
    assert seen(outside).outside[0].proof_id is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": Decimal(0)}, "more than £0.00"),
        ({"day": TODAY + timedelta(days=1)}, "7 July 2026 is still to come"),
        ({"paid_to": " "}, "Say who was paid"),
        ({"how": Contribution.TAKEN_OFF}, "Choose how it was paid"),
        ({"funder_id": 77}, "Choose whose agreement"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    book: Book, paper: Path, wrong: dict[str, object], sentence: str
) -> None:
    before = tables(book)
    with pytest.raises(DPManagerError, match=sentence):
        add_outside(book, replace(BILL, **wrong), paper=paper, **DONE)
    assert tables(book) == before


def test_one_that_should_be_paid_in_may_be_paid_outside_once(book: Book) -> None:
    """The person pays the agency themselves: the contribution of that day is paid."""
    paid = add_payment(book, ACCOUNT, MONDAY, "S RIVERS", Decimal("200.00"), **DONE)
    sort_payment(book, paid, [Part(Decimal("200.00"), "client_contrib")], **DONE)
    told_up_to(book, TODAY)
    straight = replace(BILL, how=Contribution.PROVIDER, paid_to="Vale Care")
    add_outside(book, straight, **DONE)
    assert arrears(book).behind == 400
    assert gaps(book) == ["£400.00 of your contribution was due and is not paid."]


def test_nobody_is_reminded_of_one_that_was_paid_outside(book: Book) -> None:
    day = date(2026, 9, 22)  # every four weeks from 6 April: 21 September is the seventh
    key = f"contribution/funder/{COUNCIL}/2026-09-21"

    def is_met() -> bool:
        found = look_at_deadlines(book, day, day + timedelta(days=60)).find(key)
        assert found is not None
        return found.by_records

    assert not is_met()
    add_outside(book, replace(BILL, day=day), who=WHO, at=AT.replace(month=9, day=22))
    assert is_met()


def test_one_that_is_taken_off_is_paid_with_the_funders_payment(tmp_path: Path) -> None:
    with a_book(tmp_path, "taken-off") as book:
        number = add_payment(book, ACCOUNT, MONDAY, "NORTHSHIRE", Decimal("1400.00"), **DONE)
        sort_payment(book, number, [Part(Decimal("1400.00"), "dp_council")], **DONE)
        told_up_to(book, TODAY)
        look = look_at_paid_in(book, TODAY)
        first = look.board.lines[0]
        # 400.00 a week less 50.00 is all that comes, and nothing of it is missing.
        assert (first.expected.amount, first.missing) == (1400, 0)
        assert look.contribution.arrears is None and not look.contribution.may_be_outside
        assert (gaps(book), home(book)) == ([], [])
        with book.reading() as session:
            assert contribution_due_in(session, QUARTER) == 0
            assert contribution_missing(session, QUARTER) == 0


def test_each_funder_is_told_only_its_own(outside: Book) -> None:
    nhs = add_nhs(outside, MONDAY, at=AT)
    add_outside(outside, BILL, **DONE)
    add_outside(outside, replace(BILL, funder_id=nhs, paid_to="Vale Care"), **DONE)
    paid_to = [
        [one.paid_to for one in made.besides.paid_outside]
        for made in (
            prepare_return(outside, QUARTER, funder=name, today=TODAY)
            for name in ("Northshire County Council", NHS)
        )
    ]
    assert paid_to == [["Northshire finance"], ["Vale Care"]]


def test_it_goes_along_with_the_records(outside: Book, paper: Path, tmp_path: Path) -> None:
    add_outside(outside, BILL, paper=paper, **DONE)
    export_everything(outside, tmp_path / "out", at=AT)
    quick = KeyCost(time_cost=1, memory_kib=64, parallelism=1)
    with read_everything(
        tmp_path / "out", tmp_path / "new.dpbook", PASSPHRASE, at=AT, cost=quick
    ).book as again:
        assert seen(again) == seen(outside)
        assert all_of(again, models.Proof)[0].kind == "contribution_proof"
    assert record_words("outside_contribution") == "Contribution paid outside the account"
