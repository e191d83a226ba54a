"""What each payment was for: parts that add up, and pay that finds its payment."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    BEN,
    MONDAY,
    WHO,
    all_of,
    count,
    lloyds,
    pay_a_week,
    tables,
)

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.sort_payments import (
    Part,
    Proposal,
    accept_matches,
    add_payment,
    propose_matches,
    sort_payment,
    sort_payments,
    still_owed,
)

PAY_DAY = date(2026, 4, 16)


def paid(book: Book, amount: str, day: date = PAY_DAY, words: str = "CARD 5512") -> int:
    return add_payment(book, ACCOUNT, day, words, Decimal(amount), who=WHO, at=AT)


def part(amount: str, category: str = "exp_other", **more: str) -> Part:
    return Part(Decimal(amount), category, **more)


def proposals(book: Book) -> list[Proposal]:
    with book.reading() as session:
        return propose_matches(session)


def owed(book: Book) -> list[tuple[str, str]]:
    with book.reading() as session:
        return [(row.payee, str(left)) for row, left in still_owed(session)]


def test_a_payment_may_have_several_parts(book: Book) -> None:
    payment = paid(book, "-30.00")

    sort_payment(
        book,
        payment,
        [
            part("-20.00", "equipment", service_type="equipment", outcome="Safe at home"),
            part("-12.00", "day_services", worker="Brook Day Club", note="Two tickets"),
            part("2.00", "refund"),
        ],
        who=WHO,
        at=AT,
    )

    equipment, club, refund = all_of(book, models.Split)
    assert (equipment.category, equipment.outcome_id, equipment.worker_id) == ("equipment", 1, None)
    assert (str(club.amount), club.worker_id, club.note) == ("-12.00", 3, "Two tickets")
    assert (refund.transaction_id, str(refund.amount)) == (payment, "2.00")


def test_saying_it_again_takes_the_place_of_what_was_said(book: Book) -> None:
    payment = paid(book, "-30.00")
    sort_payment(book, payment, [part("-10.00"), part("-20.00")], who=WHO, at=AT)
    before = tables(book)

    sort_payment(book, payment, [part("-30.00", "equipment")], who=WHO, at=AT)

    assert [row.category for row in all_of(book, models.Split)] == ["equipment"]
    book.undo(who=WHO, at=AT)
    assert tables(book) == before


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([part("-29.99")], "the payment of -£30.00 on 16 Apr 2026: -£0.01 is left over"),
        ([part("-30.00"), part("0.01")], "-£0.01 is left over"),
        ([part("30.00")], "-£60.00 is left over"),
        ([], "-£30.00 is left over"),
        ([part("-30.00", "sweets")], "no category “sweets”"),
        ([part("-30.00", "")], "no category “”"),
        ([part("-30.00", service_type="gardens")], "no service type “gardens”"),
        ([part("-30.00", outcome="Fame")], "no outcome named “Fame”"),
        ([part("-30.00", worker="Nobody")], "no worker named “Nobody”"),
    ],
)
def test_parts_that_are_wrong_are_refused_and_nothing_is_saved(
    book: Book, parts: list[Part], said: str
) -> None:
    good, bad = paid(book, "-5.00"), paid(book, "-30.00")
    before = tables(book)

    with pytest.raises(DPManagerError) as refused:
        sort_payments(book, {good: [part("-5.00")], bad: parts}, who=WHO, at=AT)

    assert said in str(refused.value)
    assert tables(book) == before


@pytest.mark.parametrize(
    ("amount", "words", "account", "said"),
    [
        ("0.00", "Cheque", ACCOUNT, "The amount is nothing"),
        ("-1.00", "  ", ACCOUNT, "Say who was paid"),
        ("-1.00", "Cheque", "Purse", "no account named “Purse”"),
    ],
)
def test_a_payment_by_hand_needs_an_amount_words_and_an_account(
    book: Book, amount: str, words: str, account: str, said: str
) -> None:
    with pytest.raises(DPManagerError, match=said):
        add_payment(book, account, PAY_DAY, words, Decimal(amount), who=WHO, at=AT)
    assert count(book, models.Transaction) == 0


def test_wages_and_hmrc_find_their_payments(book: Book) -> None:
    for n in range(2):
        pay_a_week(book, MONDAY + n * timedelta(days=7))
    import_statement(
        book,
        ACCOUNT,
        lloyds(
            [
                (date(2026, 4, 16), "A LOVELL WAGES", "-372.64"),
                (date(2026, 4, 17), "VALE TAXIS", "-12.50"),
                (date(2026, 4, 23), "A LOVELL WAGES", "-364.24"),
                (date(2026, 5, 20), "HMRC GOV.UK", "-31.12"),
            ]
        ),
        who=WHO,
        at=AT,
    )

    found = proposals(book)

    assert [(match.transaction_id, match.expected_payment_id) for match in found] == [
        (1, 1),
        (3, 3),
        (4, 2),
    ]
    assert found[2].why.startswith("£31.12 to HMRC was due on 22 May 2026")
    before = tables(book)
    accept_matches(book, found, who=WHO, at=AT)
    splits = all_of(book, models.Split)
    assert [(row.category, row.service_type, row.worker_id) for row in splits] == [
        ("pa_net_wages", "personal_care", 1),
        ("pa_net_wages", "personal_care", 1),
        ("hmrc_paye", "running_costs", None),
    ]
    assert owed(book) == [(ADA, "0.00"), (ADA, "0.00"), ("HMRC", "0.00")]
    assert proposals(book) == []
    assert check_book(book) == []
    assert book.undo(who=WHO, at=AT) == "Match 3 payments to pay"
    assert tables(book) == before


def test_what_hmrc_is_due_later_is_owed_besides_what_was_paid(book: Book) -> None:
    pay_a_week(book, MONDAY)
    paid(book, "-11.36", date(2026, 5, 5), "HMRC")
    accept_matches(book, proposals(book), who=WHO, at=AT)
    assert owed(book)[1] == ("HMRC", "0.00")

    pay_a_week(book, MONDAY + timedelta(days=7))  # 8.40 and 11.36 more for the same tax month

    assert ("HMRC", "19.76") in owed(book)
    paid(book, "-19.76", date(2026, 5, 22), "HMRC")
    (match,) = proposals(book)
    accept_matches(book, [match], who=WHO, at=AT)
    assert ("HMRC", "0.00") in owed(book)


@pytest.mark.parametrize(
    ("amount", "day", "found"),
    [
        ("-372.64", date(2026, 3, 27), 1),  # 20 days early
        ("-372.64", date(2026, 3, 26), 0),
        ("-372.64", date(2026, 4, 26), 1),  # 10 days late
        ("-372.64", date(2026, 4, 27), 0),
        ("-372.65", PAY_DAY, 0),
        ("372.64", PAY_DAY, 0),
    ],
)
def test_only_the_same_amount_around_the_day_is_proposed(
    book: Book, amount: str, day: date, found: int
) -> None:
    pay_a_week(book, MONDAY)
    paid(book, amount, day)

    assert len(proposals(book)) == found


def test_a_wage_is_proposed_for_one_payment_only(book: Book) -> None:
    pay_a_week(book, MONDAY)
    first = paid(book, "-372.64")
    paid(book, "-372.64")

    assert [match.transaction_id for match in proposals(book)] == [first]


def test_a_payment_that_was_sorted_is_left_alone(book: Book) -> None:
    pay_a_week(book, MONDAY)
    payment = paid(book, "-372.64")
    sort_payment(book, payment, [part("-372.64")], who=WHO, at=AT)

    assert proposals(book) == []
    assert owed(book)[0] == (ADA, "372.64")


def test_nobody_is_paid_in_place_of_another(book: Book) -> None:
    pay_a_week(book, MONDAY)
    with book.task("Ben is owed as much", who=WHO, at=AT) as session:
        session.add(
            models.ExpectedPayment(kind="wage", payee=BEN, due=PAY_DAY, amount=Decimal("372.64"))
        )
    paid(book, "-372.64")
    assert proposals(book) == []

    named = paid(book, "-372.64", words="BEN OKORO")

    (match,) = proposals(book)
    assert match.transaction_id == named
    assert "Ben Okoro" in match.why
