"""The return for any range of days: it adds up, says what is missing, and carries its evidence."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    CARD,
    MONDAY,
    PASSPHRASE,
    WHO,
    all_of,
    files_of,
    hours,
    lloyds,
    make_book,
    pay_a_week,
    work_a_week,
)

from dpmanager.domain.amounts import total
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.returns.sums import ReturnDoesNotAddUp
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.hours.record_shifts import record_shifts
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.reconcile import reconcile_account
from dpmanager.tasks.money.sort_payments import (
    Part,
    accept_matches,
    add_payment,
    propose_matches,
    sort_payments,
)
from dpmanager.tasks.receipts.add_receipt import add_receipt
from dpmanager.tasks.returns import prepare_return as room
from dpmanager.tasks.returns.prepare_return import export_return, prepare_return

TODAY = date(2026, 7, 6)
SPRING = Period(date(2026, 4, 6), date(2026, 6, 30))
WEEK = timedelta(days=7)
LINES = [
    (date(2026, 4, 7), "NORTHSHIRE CC", "1400.00"),
    (date(2026, 4, 8), "S RIVERS CONTRIBUTION", "200.00"),
    (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
    (date(2026, 4, 16), "ADA LOVELL WAGES", "-372.64"),
    (date(2026, 5, 4), "S RIVERS EXTRA", "30.00"),
    (date(2026, 5, 20), "HMRC", "-11.36"),
    (date(2026, 6, 9), "INTEREST", "0.41"),
    (date(2026, 6, 15), "VALE TAXIS REFUND", "2.50"),
]
CATEGORIES = {
    "NORTHSHIRE CC": "dp_council",
    "S RIVERS CONTRIBUTION": "client_contrib",
    "VALE TAXIS": "day_services",
    "S RIVERS EXTRA": "own_topup",
    "INTEREST": "interest",
    "VALE TAXIS REFUND": "day_services",
}


def live_a_spring(book: Book) -> None:
    """A week is worked and paid; the statement is read and sorted; a cheque is on its way."""
    pay_a_week(book, MONDAY)
    import_statement(book, ACCOUNT, lloyds(LINES), who=WHO, at=AT)
    cheque = add_payment(
        book, ACCOUNT, date(2026, 6, 28), "Cheque 7 Chairs", Decimal("-60.00"), who=WHO, at=AT
    )
    with book.reading() as session:
        found = propose_matches(session)
    accept_matches(book, found, who=WHO, at=AT)
    rows = all_of(book, models.Transaction)
    parts = {
        row.id: [Part(row.amount, CATEGORIES[row.description])]
        for row in rows
        if row.description in CATEGORIES
    }
    sort_payments(book, {**parts, cheque: [Part(Decimal("-60.00"), "equipment")]}, who=WHO, at=AT)
    paper = BytesIO()
    Image.new("L", (20, 30), 250).save(paper, "PNG")
    add_receipt(book, paper.getvalue(), "taxi.png", kind="invoice", payments=[3, 8], who=WHO, at=AT)
    reconcile_account(book, ACCOUNT, SPRING.end, Decimal("2236.41"), who=WHO, at=AT)
    reconcile_account(book, CARD, SPRING.end, Decimal("0.00"), who=WHO, at=AT)


@pytest.fixture(scope="module")
def spring_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spring") / "Sam.dpbook"
    with make_book(folder) as book:
        live_a_spring(book)
    return folder


@pytest.fixture(scope="module")
def spring(spring_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """For reading only."""
    folder = tmp_path_factory.mktemp("reading") / "Sam.dpbook"
    shutil.copytree(spring_folder, folder)
    with open_book(folder, passphrase=PASSPHRASE) as book:
        yield book


@pytest.fixture
def own_spring(spring_folder: Path, book_folder: Path) -> Iterator[Book]:
    """To be changed."""
    shutil.copytree(spring_folder, book_folder)
    with open_book(book_folder, passphrase=PASSPHRASE) as book:
        yield book


def made(book: Book, period: Period = SPRING, **more: Any) -> FunderReturn:
    return prepare_return(book, period, today=TODAY, **more)


def words_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def gaps(answer: FunderReturn) -> list[str]:
    return [gap.what for gap in answer.gaps]


def test_opening_and_in_less_out_is_closing_and_agrees_with_the_bank(spring: Book) -> None:
    answer = made(spring)

    assert [(row.category, str(row.amount), row.line_numbers) for row in answer.income] == [
        ("dp_council", "1400.00", (1,)),
        ("client_contrib", "200.00", (2,)),
        ("own_topup", "30.00", (5,)),
        ("interest", "0.41", (7,)),
    ]
    assert [(row.category, str(row.amount), row.line_numbers) for row in answer.spending] == [
        ("pa_net_wages", "372.64", (4,)),
        ("hmrc_paye", "11.36", (6,)),
        ("day_services", "10.00", (3, 8)),  # 12.50 less 2.50 that came back
        ("equipment", "60.00", (9,)),
    ]
    assert (answer.opening, answer.money_in, answer.money_out, answer.closing) == (
        Decimal("1000.00"),
        Decimal("1630.41"),
        Decimal("454.00"),
        Decimal("2176.41"),
    )
    assert answer.statement_balance == Decimal("2236.41")
    assert [(line.description, line.amount) for line in answer.unpresented] == [
        ("Cheque 7 Chairs", Decimal("-60.00"))
    ]
    assert gaps(answer) == [
        "1 payment out has no proof. Add the paper, or say why there is none.",
        # due on 6 April, 4 May, 1 June and 29 June: 4 x 200 less the 200 that came
        "£600.00 of your contribution was due and is not in the account.",
        "Nothing was spent on “Safe at home”, and nothing is noted about it.",
        "1 question about spending is still open: Equipment.",
    ]
    assert answer.gaps[0].line_numbers == (9,)


def test_who_is_who_and_what_was_agreed(spring: Book) -> None:
    answer = made(spring)

    people = answer.people
    assert (people.recipient, people.manager, people.manager_role, people.employer) == (
        "Sam Rivers",
        "Jo Rivers",
        "Nominated person",
        "Sam Rivers",
    )
    assert (people.funder, people.reference) == ("Northshire County Council", "0055501")
    assert answer.due == date(2026, 7, 28)
    assert [(row.source, str(row.weekly), row.paid_every) for row in answer.funding] == [
        ("Northshire County Council", "350.00", "four-weekly"),
        ("Your contribution", "50.00", "four-weekly"),
    ]
    assert "This layout is our own" in answer.notes_on_funder


def test_every_paper_has_a_number_and_the_lines_it_proves(spring: Book) -> None:
    answer = made(spring)

    assert [(proof.number, proof.kind, proof.line_numbers) for proof in answer.proofs] == [
        (1, "payslip", (4,)),
        (2, "timesheet", (4,)),
        (3, "invoice", (3, 8)),
        (4, "hmrc_payment_record", (6,)),
    ]
    assert [line.proof_numbers for line in answer.lines] == [
        (), (), (3,), (1, 2), (), (4,), (), (3,), (),
    ]  # fmt: skip


def test_money_that_is_spoken_for_is_set_aside(own_spring: Book) -> None:
    work_a_week(own_spring, date(2026, 6, 22))  # approved, paid on 2 July
    record_shifts(own_spring, ADA, [hours(date(2026, 6, 29), 9, 19)], who=WHO, at=AT)

    answer = made(own_spring)

    aside = {item.reason: item.amount for item in answer.set_aside}
    assert aside == {
        "Hours worked by 30 June 2026 that are not on a payslip yet": Decimal("512.00"),
        "Holiday earned and not taken": Decimal("51.20"),  # 30 h x 12.07%: 4 h at 12.80
    }
    assert answer.free_balance == Decimal("2176.41") - Decimal("563.20")
    assert (
        "The timesheet of Ada Lovell from 22 June 2026 to 28 June 2026 is not paid yet."
    ) in gaps(answer)


def test_wages_and_hmrc_are_set_aside_until_they_are_paid(spring: Book) -> None:
    answer = made(spring, Period(date(2026, 4, 6), date(2026, 4, 15)))

    aside = {item.reason: str(item.amount) for item in answer.set_aside}
    assert aside["Wages earned and not paid by 15 April 2026"] == "372.64"
    assert aside["HMRC: tax and National Insurance not paid by 15 April 2026"] == "11.36"
    within = made(spring, Period(date(2026, 4, 6), date(2026, 4, 8)))  # three days of five
    assert [(item.reason, str(item.amount)) for item in within.set_aside] == [
        ("Hours worked by 8 April 2026 that are not on a payslip yet", "230.40")
    ]
    after = made(spring, Period(date(2026, 4, 6), date(2026, 5, 20)))
    assert [item.reason for item in after.set_aside] == ["Holiday earned and not taken"]


@pytest.mark.parametrize(
    ("start", "end", "opening", "closing"),
    [
        (date(2026, 4, 7), date(2026, 4, 7), "1000.00", "2400.00"),
        (date(2026, 5, 1), date(2026, 5, 31), "2214.86", "2233.50"),
        (date(2026, 4, 10), date(2026, 4, 15), "2587.50", "2587.50"),
        (date(2026, 1, 1), date(2026, 6, 30), "1000.00", "2176.41"),
        (date(2024, 2, 29), date(2026, 4, 6), "1000.00", "1000.00"),
    ],
)
def test_any_range_of_days_will_do(
    spring: Book, start: date, end: date, opening: str, closing: str
) -> None:
    answer = made(spring, Period(start, end))

    assert (str(answer.opening), str(answer.closing)) == (opening, closing)


@settings(max_examples=40, deadline=None)
@given(
    days=st.lists(st.dates(date(2026, 4, 1), date(2026, 7, 5)), min_size=3, max_size=3, unique=True)
)
def test_two_returns_that_follow_each_other_are_as_one(spring: Book, days: list[date]) -> None:
    start, middle, end = sorted(days)
    if end < SPRING.start:
        return
    if middle < SPRING.start:
        middle = SPRING.start
    first = made(spring, Period(start, middle))
    if middle < end:
        second = made(spring, Period(middle + timedelta(days=1), end))
        whole = made(spring, Period(start, end))
        assert first.closing == second.opening
        assert (whole.opening, whole.closing) == (first.opening, second.closing)
        assert len(whole.lines) == len(first.lines) + len(second.lines)
    assert first.opening + first.money_in - first.money_out == first.closing
    assert first.opening + total(line.amount for line in first.lines) == first.closing


def test_a_period_before_the_accounts_opening_day_adds_up(own_spring: Book) -> None:
    march = lloyds([(date(2026, 3, 30), "OLD AGENCY", "-40.00")], before="1040.00")
    import_statement(own_spring, ACCOUNT, march, who=WHO, at=AT)
    with own_spring.task("An earlier agreement", who=WHO, at=AT) as session:
        session.query(models.Agreement).one().from_date = date(2026, 3, 1)

    answer = made(own_spring, Period(date(2026, 3, 1), date(2026, 4, 5)))

    assert (str(answer.opening), str(answer.money_out), str(answer.closing)) == (
        "1040.00",
        "40.00",
        "1000.00",
    )
    export_return(own_spring, answer.period, today=TODAY)


def test_a_cheque_from_before_is_listed_while_the_bank_has_not_shown_it(
    own_spring: Book,
) -> None:
    july = Period(date(2026, 7, 1), date(2026, 7, 5))
    assert [line.description for line in made(own_spring, july).unpresented] == ["Cheque 7 Chairs"]

    presented = lloyds([(date(2026, 7, 3), "000007", "-60.00")], before="2236.41")
    import_statement(own_spring, ACCOUNT, presented, who=WHO, at=AT)

    answer = made(own_spring, july)
    assert answer.unpresented == ()
    assert answer.opening == answer.closing == answer.statement_balance == Decimal("2176.41")
    assert len(made(own_spring).unpresented) == 1  # it was not shown by 30 June


def test_each_thing_that_is_missing_is_named(book: Book) -> None:
    work_a_week(book, MONDAY)
    record_shifts(book, ADA, [hours(MONDAY + WEEK, 9, 12)], who=WHO, at=AT)
    import_statement(book, ACCOUNT, lloyds(LINES[:4]), who=WHO, at=AT)
    transfer = add_payment(
        book, ACCOUNT, date(2026, 4, 20), "To card", Decimal("-25.00"), who=WHO, at=AT
    )
    sort_payments(book, {transfer: [Part(Decimal("-25.00"), "transfer")]}, who=WHO, at=AT)

    answer = made(book)

    assert gaps(answer) == [
        "The bank's balance of Prepaid card on 30 June 2026 is not known. Import the statement, "
        "or type in the balance that it shows.",
        "4 payments have no category. Say what they were for.",
        "Money moved between your own accounts does not match: £25.00 left one and did not reach "
        "another, or the other way round. Look for the other half.",
        "2 payments out have no proof. Add the papers, or say why there are none.",
        "The timesheet of Ada Lovell from 6 April 2026 to 12 April 2026 is not paid yet.",
        "The timesheet of Ada Lovell from 13 April 2026 to 19 April 2026 is not approved yet.",
        "The bank's last balance of Direct payment account is of 16 April 2026. Check that "
        "nothing came after it, and agree the balance of 30 June 2026.",
        "£800.00 of your contribution was due and is not in the account.",
        "Nothing was spent on “Safe at home”, and nothing is noted about it.",
    ]
    assert {row.label: str(row.amount) for row in answer.income} == {"Not yet said": "1600.00"}
    assert str(answer.opening + answer.money_in - answer.money_out) == str(answer.closing)


def test_a_period_that_is_still_to_end_is_refused(spring: Book) -> None:
    with pytest.raises(DPManagerError, match="ends on 7 July 2026, which is still to come"):
        made(spring, Period(SPRING.start, TODAY + timedelta(days=1)))
    assert made(spring, Period(SPRING.start, TODAY)).period.end == TODAY


def test_before_any_agreement_there_is_no_return(spring: Book) -> None:
    with pytest.raises(DPManagerError, match="Nothing was agreed with Northshire County Council"):
        made(spring, Period(date(2026, 1, 1), date(2026, 4, 5)))


LATER_AGREEMENT = """
[[funders.agreements]]
from_date = 2026-05-11
weekly_amount = "520.00"
paid_every = "monthly"
paid_in = "arrears"

[[funders]]
name = "Vale NHS Board"

[[funders.agreements]]
from_date = 2026-06-01
weekly_amount = "90.00"
paid_every = "monthly"
paid_in = "advance"

[[outcomes]]
"""


def test_of_several_agreements_the_one_at_the_end_counts_and_funders_may_pool(
    book_folder: Path,
) -> None:
    with make_book(book_folder, ("[[outcomes]]", LATER_AGREEMENT)) as book:
        may = made(
            book,
            Period(date(2026, 5, 1), date(2026, 5, 31)),
            funder="Northshire County Council",
        )
        assert (may.weekly_amount, may.surplus_weeks_allowed, may.due) == (520, None, None)
        assert [row.source for row in may.funding] == ["Northshire County Council"]
        june = made(book, Period(date(2026, 6, 1), date(2026, 6, 30)), funder="Vale NHS Board")
        assert (june.people.funder, june.weekly_amount) == ("Vale NHS Board", 90)
        assert [(row.source, row.weekly) for row in june.funding] == [("Vale NHS Board", 90)]
        assert june.opening == 0  # what was there before it joined is the council's
        assert [part.opening for part in june.shared] == [1000, 0]
        with pytest.raises(DPManagerError, match="Say which the return is for: Northshire"):
            made(book)
        with pytest.raises(DPManagerError, match="no funder named “Vale”"):
            made(book, funder="Vale")
        with pytest.raises(DPManagerError, match="Nothing was agreed with Vale NHS Board"):
            made(book, Period(date(2026, 5, 1), date(2026, 5, 31)), funder="Vale NHS Board")


def test_the_papers_say_the_same_figures_in_both_sizes(spring: Book) -> None:
    for large_print in (False, True):
        exported = export_return(
            spring, SPRING, today=TODAY, large_print=large_print, with_bundle=True
        )
        text = words_of(exported.pdf)
        for figure in ("1,000.00", "1,630.41", "454.00", "2,176.41", "2,236.41"):
            assert figure in text
        bundle = words_of(exported.bundle)
        for what in ("1,000.00", "2,236.41", "Payslip of Ada Lovell", "372.64", "Timesheet"):
            assert what in bundle
    assert export_return(spring, SPRING, today=TODAY).bundle == b""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"money_in": Decimal("1630.42")}, "differ from their total by -£0.01"),
        ({"closing": Decimal("2176.40")}, "£0.01"),
        ({"opening": Decimal("1000.01")}, "opening balance differs"),
    ],
)
def test_a_return_that_does_not_add_up_is_not_made(
    spring: Book, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Decimal], said: str
) -> None:
    from dataclasses import replace

    true = room.build_return
    monkeypatch.setattr(room, "build_return", lambda inputs: replace(true(inputs), **changes))

    with pytest.raises(ReturnDoesNotAddUp) as refused:
        export_return(spring, SPRING, today=TODAY, with_bundle=True)

    assert said in str(refused.value)


def test_a_balance_that_does_not_follow_from_the_lines_is_found(
    spring: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = room.balance_before

    def a_penny_more(session: Any, account: Any, day: date) -> Decimal:
        return true(session, account, day) + (Decimal("0.01") if day > SPRING.end else 0)

    monkeypatch.setattr(room, "balance_before", a_penny_more)
    with pytest.raises(ReturnDoesNotAddUp, match=r"off by -£0\.01"):
        export_return(spring, SPRING, today=TODAY)


def test_a_return_that_the_bank_contradicts_says_so_in_what_is_missing(own_spring: Book) -> None:
    with own_spring.task("A slip of the pen", who=WHO, at=AT) as session:
        session.query(models.Transaction).filter_by(description="INTEREST").one().amount += 1
        session.query(models.Split).filter_by(category="interest").one().amount += 1

    exported = export_return(own_spring, SPRING, today=TODAY)

    sentence = (
        "Direct payment account does not agree with its statement on 30 June 2026: -£1.00 is not "
        "explained. Look for a payment that is missing or entered twice."
    )
    assert sentence in gaps(exported.funder_return)
    assert "-£1.00 is not explained" in " ".join(words_of(exported.pdf).split())


def test_making_a_return_changes_nothing(own_spring: Book, book_folder: Path) -> None:
    own_spring.close()
    before = files_of(book_folder)

    with open_book(book_folder, passphrase=PASSPHRASE) as book:
        export_return(book, SPRING, today=TODAY, with_bundle=True)

    assert files_of(book_folder) == before
