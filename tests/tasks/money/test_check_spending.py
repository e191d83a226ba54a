"""The spending check in a book: what is asked, and what becomes of the answers."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    MONDAY,
    PASSPHRASE,
    WHO,
    all_of,
    count,
    make_book,
    pay_a_week,
    tables,
)

from dpmanager.domain.budget.spending_rules import How, Said
from dpmanager.domain.people.relatives import Relation
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.book.spending_due import spending_due
from dpmanager.tasks.money.check_spending import (
    QuestionSeen,
    SpendingReply,
    answer_question,
    answered_in,
    look_at_spending,
    months_to_look_at,
    open_questions,
    print_request,
    questions_about,
    request_of,
    take_answer_back,
)
from dpmanager.tasks.money.invoices import InvoiceAnswer, add_invoice
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.people.relatives import set_family
from dpmanager.tasks.people.workers import find_worker
from dpmanager.tasks.receipts.add_receipt import add_receipt
from dpmanager.tasks.returns.prepare_return import prepare_return

DO = {"who": WHO, "at": AT}
TODAY = AT.date()
AGREED = SpendingReply(Said.AGREED, TODAY, "Tom Ash", How.PHONE, "Only on birthdays")
SERVICES = (
    "surplus_weeks = 8\nreturn_days = 28\n",
    "surplus_weeks = 8\nreturn_days = 28\nservices = [\n"
    '    { type = "personal_care", weekly_hours = "20", hourly_rate = "12.00" },\n'
    '    { type = "day_opportunities", weekly_hours = "4", hourly_rate = "15.00" },\n'
    "]\n",
)


@pytest.fixture
def with_services(tmp_path: Path) -> Iterator[Book]:
    """A small book in which services are agreed: care at 12.00, days at 15.00 an hour."""
    with make_book(tmp_path / "Services.dpbook", SERVICES) as made:
        yield made


def spend(
    book: Book,
    payee: str,
    category: str = "exp_other",
    amount: str = "25.00",
    day: date = date(2026, 5, 4),
    **part: str,
) -> int:
    number = add_payment(book, ACCOUNT, day, payee, -Decimal(amount), **DO)
    sort_payment(book, number, [Part(-Decimal(amount), category, **part)], **DO)
    return number


def asked(book: Book, name: str = "") -> list[QuestionSeen]:
    """The open questions; those of a name alone."""
    seen = look_at_spending(book, TODAY)
    return [one for one in seen.open if not name or one.question == name]


def reply(book: Book, question: str, about: str, said: SpendingReply = AGREED) -> int:
    return answer_question(book, question, about, said, **DO)


def home(book: Book) -> list[str]:
    with book.reading() as session:
        return [thing.what for thing in spending_due(session, TODAY)]


def test_a_payment_is_asked_about_until_somebody_agreed(book: Book) -> None:
    number = spend(book, "MAJESTIC WINE 112", note="Sherry for the guests")
    about = f"payment:{number}"
    (one,) = asked(book, "alcohol")
    assert (one.title, one.about, one.payments) == (
        "£25.00 to MAJESTIC WINE 112, 4 May 2026", about, 1,
    )  # fmt: skip
    assert home(book) == ["1 payment to ask about"]
    assert [each.question for each in questions_about(book, number)] == ["alcohol"]

    before = tables(book)
    reply(book, "alcohol", about)

    assert asked(book, "alcohol") == [] and home(book) == []
    assert questions_about(book, number) == ()
    (answer,) = look_at_spending(book, TODAY).done
    assert answer.sentence == (
        "Alcohol: £25.00 to MAJESTIC WINE 112, 4 May 2026. Tom Ash agreed on 6 July 2026. "
        "It was by phone. Note: Only on birthdays"
    )
    assert book.undo(**DO) == "Write down an answer about spending"
    assert tables(book) == before


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        (
            "oldham",
            "Northshire County Council says that the money is not for this. Ask if you need it.",
        ),
        ("generic", ""),
    ],
)
def test_what_the_funders_own_rules_say_is_said(book: Book, rules: str, says: str) -> None:
    spend(book, "MAJESTIC WINE 112")
    with book.task("rules", **DO) as session:
        session.get_one(models.Funder, 1).rules = rules
    (one,) = asked(book, "alcohol")
    assert one.funder_says == says


def test_stockport_is_not_asked_about_its_own_services(book: Book) -> None:
    spend(book, "NORTHSHIRE COUNTY COUNCIL", "day_services")
    assert len(asked(book, "council_service")) == 1
    with book.task("rules", **DO) as session:
        session.get_one(models.Funder, 1).rules = "stockport"
    assert asked(book, "council_service") == []


def test_asked_waits_and_is_no_longer_on_home(book: Book) -> None:
    number = spend(book, "MAJESTIC WINE 112")
    reply(book, "alcohol", f"payment:{number}", SpendingReply(Said.ASKED, TODAY, "Tom Ash"))
    (one,) = asked(book, "alcohol")
    assert one.asked is not None and one.asked.who == "Tom Ash"
    assert home(book) == []
    assert look_at_spending(book, TODAY).done == ()


def test_what_was_agreed_holds_for_the_payee_and_is_taken_back(book: Book) -> None:
    first = spend(book, "MAJESTIC WINE 112")
    later = spend(book, "MAJESTIC WINE 7", day=date(2026, 6, 4))
    answer = reply(book, "alcohol", f"payment:{first}")
    assert asked(book, "alcohol") == [] and questions_about(book, later) == ()
    take_answer_back(book, answer, **DO)
    (one,) = asked(book, "alcohol")
    assert one.abouts == (f"payment:{first}", f"payment:{later}")
    with pytest.raises(DPManagerError, match="no longer in the book"):
        take_answer_back(book, answer, **DO)


def test_an_agreement_to_an_old_payment_still_covers_new_ones(book: Book) -> None:
    first = spend(book, "MAJESTIC WINE 112", day=date(2026, 4, 7))
    reply(book, "alcohol", f"payment:{first}")
    spend(book, "MAJESTIC WINE 112", day=date(2027, 6, 1))
    seen = look_at_spending(book, date(2027, 7, 1))
    assert [one for one in seen.open if one.question == "alcohol"] == []


def test_only_twelve_months_are_looked_at(book: Book) -> None:
    spend(book, "MAJESTIC WINE 112", day=date(2026, 4, 7))
    with book.reading() as session:
        later = months_to_look_at(session, date(2027, 6, 1))
        assert later == Period(date(2026, 6, 1), date(2027, 6, 1))
        assert "alcohol" not in {one.question for one in open_questions(session, later)}
        quarter = Period(date(2026, 4, 1), date(2026, 6, 30))
        assert "alcohol" in {one.question for one in open_questions(session, quarter)}


def test_what_came_back_was_not_spent(book: Book) -> None:
    number = spend(book, "MAJESTIC WINE 112")
    with book.task("tie", **DO) as session:
        back = models.Transaction(
            account_id=1, day=date(2026, 5, 9), description="WINE", amount=Decimal("25.00")
        )
        session.add(back)
        session.flush()
        session.add(
            models.PaymentTie(
                kind="refund", transaction_id=back.id, other_id=number, amount=Decimal("25.00")
            )
        )
    assert asked(book, "alcohol") == []


def test_the_words_of_its_receipt_count(book: Book, tmp_path: Path) -> None:
    number = spend(book, "RIVERSIDE CAFE", "day_services")
    file = tmp_path / "cafe.png"
    Image.new("RGB", (40, 60), "white").save(file)
    add_receipt(book, file.read_bytes(), file.name, payments=[number], **DO)
    assert asked(book, "alcohol") == []
    (proof,) = all_of(book, models.Proof)
    with book.task("read", **DO) as session:
        session.add(models.ProofText(sealed_name=proof.sealed_name, words="soup house wine 5.00"))
    (one,) = asked(book, "alcohol")
    assert one.reason == "The receipt has the word “wine” on it."


def test_what_was_paid_in_cash_is_asked_about_too(book: Book) -> None:
    with book.task("cash", **DO) as session:
        pocket = models.PocketPayment(
            how="cash",
            day=date(2026, 5, 6),
            payee="Corner shop",
            amount=Decimal("9.00"),
            category="exp_other",
            note="cigarettes",
        )
        session.add(pocket)
    (one,) = asked(book, "tobacco")
    assert (one.about, one.title) == ("pocket:1", "£9.00 to Corner shop, 6 May 2026")
    reply(book, "tobacco", "pocket:1")
    assert asked(book, "tobacco") == []


def test_family_is_asked_about_and_a_yes_is_in_the_workers_file(book: Book) -> None:
    with book.reading() as session:
        ada = find_worker(session, ADA).id
    assert asked(book, "relative") == []
    family = {"relation": Relation.CHILD, "lives_here": True}
    set_family(book, ada, **family, consent_on=None, **DO)
    (one,) = asked(book, "relative")
    assert (one.about, one.title) == (f"worker:{ada}", ADA)
    answer = reply(book, "relative", one.about)
    assert asked(book, "relative") == []
    with book.reading() as session:
        assert find_worker(session, ADA).consent_on == TODAY
    take_answer_back(book, answer, **DO)
    assert [each.about for each in asked(book, "relative")] == [f"worker:{ada}"]


def test_no_rate_or_service_is_asked_about_before_any_is_agreed(book: Book) -> None:
    spend(book, "BROOK DAY CLUB", "agency", service_type="day_opportunities", amount="900.00")
    names = {one.question for one in asked(book)}
    assert names.isdisjoint({"rate", "over_agreed", "not_agreed"})


def test_the_dearest_usual_hour_is_set_beside_the_agreed_rate(with_services: Book) -> None:
    """Ada has 14.00 on Saturdays, Ben 13.50: both are above 12.00."""
    ada, ben = asked(with_services, "rate")
    assert ada.title == "Ada Lovell, £14.00 an hour"
    assert ada.reason == (
        "£14.00 an hour is above the £12.00 that Northshire County Council agreed for "
        "personal care."
    )
    assert ben.title == "Ben Okoro, £13.50 an hour"
    reply(with_services, "rate", ada.about)
    assert [one.about for one in asked(with_services, "rate")] == [ben.about]


def test_an_invoice_above_the_agreed_rate_is_asked_about(with_services: Book) -> None:
    (club,) = [w for w in all_of(with_services, models.Worker) if w.kind == "agency"]
    for number, rate in (("1", "15.00"), ("2", "16.00"), ("3", "15.50"), ("4", "17.00")):
        day = date(2026, 5, 1) + timedelta(days=int(number))
        answer = InvoiceAnswer(club.id, number, day, hours=Decimal(4), rate=Decimal(rate))
        add_invoice(with_services, answer, **DO)
    (one,) = [each for each in asked(with_services, "rate") if "Brook" in each.title]
    assert (one.about, len(one.like)) == ("invoice:2", 2)
    reply(with_services, "rate", one.about)
    (left,) = [each for each in asked(with_services, "rate") if "Brook" in each.title]
    assert left.title == "Brook Day Club, £17.00 an hour"


def test_services_are_set_beside_what_was_agreed(with_services: Book) -> None:
    """4 hours a week at 15.00 for the 92 days to 6 July: 60.00 x 92 / 7 = 788.57."""
    day = {"service_type": "day_opportunities"}
    spend(with_services, "BROOK DAY CLUB", "agency", "788.57", **day)
    assert asked(with_services, "over_agreed") == []
    spend(with_services, "BROOK DAY CLUB", "agency", "40.00", **day)
    (one,) = asked(with_services, "over_agreed")
    assert one.reason == (
        "£828.57 was spent on it in 6 April to 6 July 2026, and £788.57 was agreed for these days."
    )
    assert asked(with_services, "not_agreed") == []
    spend(with_services, "CHAT CLUB", "day_services", service_type="companionship")
    (other,) = asked(with_services, "not_agreed")
    assert other.about == "service:companionship"


def test_a_goal_is_asked_about_after_three_months_without_spending(book: Book) -> None:
    (one,) = asked(book, "outcome")
    assert one.title == "Safe at home"
    assert [q for q in look_at_spending(book, TODAY - timedelta(days=1)).open if q == one] == []
    spend(book, "BROOK DAY CLUB", "agency", day=date(2026, 4, 7), outcome="Safe at home")
    assert asked(book, "outcome") == []


def test_wages_and_tax_are_never_asked_about(book: Book) -> None:
    pay_a_week(book, MONDAY)
    spend(book, "ADA LOVELL", "pa_net_wages", note="Includes her gin money", amount="384.00")
    spend(book, "HMRC PENALTY NOTICE", "hmrc_paye")
    assert [one for one in asked(book) if one.payments] == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (SpendingReply(Said.AGREED, TODAY), "Say who you asked"),
        (SpendingReply(Said.NOT_NEEDED, TODAY), "why there is no need to ask"),
        (SpendingReply(Said.AGREED, TODAY + timedelta(days=1), "Tom"), "still to come"),
        (SpendingReply(Said.AGREED, TODAY, "Tom", until=date(2026, 5, 3)), "until 4 May 2026"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(book: Book, said, words: str) -> None:
    number = spend(book, "MAJESTIC WINE 112")
    before = tables(book)
    with pytest.raises(DPManagerError, match=words):
        reply(book, "alcohol", f"payment:{number}", said)
    with pytest.raises(DPManagerError, match="no longer in the book"):
        reply(book, "alcohol", "payment:999")
    with pytest.raises(DPManagerError, match="no question"):
        reply(book, "nothing", f"payment:{number}")
    assert tables(book) == before


def test_their_letter_is_kept_with_the_answer_and_goes_with_it(book: Book, tmp_path: Path) -> None:
    number = spend(book, "MAJESTIC WINE 112")
    letter = tmp_path / "letter.png"
    Image.new("RGB", (40, 60), "white").save(letter)
    answer = answer_question(book, "alcohol", f"payment:{number}", AGREED, letter, **DO)
    (done,) = look_at_spending(book, TODAY).done
    assert done.paper is not None and done.paper.media_type == "image/png"
    take_answer_back(book, answer, **DO)
    assert count(book, models.Proof) == 0


def test_an_answer_is_told_in_the_return_of_what_it_was_about(book: Book) -> None:
    number = spend(book, "MAJESTIC WINE 112")
    spent_on = date(2026, 5, 4)
    reply(book, "alcohol", f"payment:{number}", SpendingReply(Said.ASKED, TODAY, "Tom Ash"))
    reply(book, "alcohol", f"payment:{number}", SpendingReply(Said.REFUSED, TODAY, "Tom Ash"))
    with book.reading() as session:
        assert answered_in(session, Period(spent_on, spent_on)) == (
            "Alcohol: £25.00 to MAJESTIC WINE 112, 4 May 2026. Tom Ash said no on 6 July 2026.",
        )
        assert answered_in(session, Period(TODAY, TODAY)) == ()


def test_an_answer_for_one_payment_says_that_it_is_for_no_other(book: Book) -> None:
    number = spend(book, "MAJESTIC WINE 112")
    spent_on = date(2026, 5, 4)
    said = SpendingReply(Said.AGREED, TODAY, "Tom Ash", How.PHONE, until=spent_on)
    reply(book, "alcohol", f"payment:{number}", said)
    with book.reading() as session:
        (told,) = answered_in(session, Period(spent_on, spent_on))
    assert told.endswith(
        "Tom Ash agreed on 6 July 2026. It was by phone. It is for this payment only."
    )


def test_an_answer_about_what_has_no_day_or_is_gone_is_told_by_its_own_day(book: Book) -> None:
    number = spend(book, "MAJESTIC WINE 112")
    reply(book, "alcohol", f"payment:{number}", SpendingReply(Said.REFUSED, TODAY, "Tom Ash"))
    with book.task("Take a payment out", **DO) as session:
        session.delete(session.get_one(models.Transaction, number))
    with book.reading() as session:
        (told,) = answered_in(session, Period(TODAY, TODAY))
    assert told.startswith("Alcohol: Something that is no longer in the book.")


def test_the_question_is_written_out_for_the_council(book: Book) -> None:
    first = spend(book, "MAJESTIC WINE 112", note="Sherry")
    spend(book, "MAJESTIC WINE 112", day=date(2026, 6, 4))
    request = request_of(book, "alcohol", f"payment:{first}", TODAY)
    assert request.subject == "Question about the direct payment of Sam Rivers, 0055501"
    assert request.text.split("\n\n") == [
        "Dear Northshire County Council",
        "I look after the direct payment of Sam Rivers. Your reference is 0055501.",
        "May the direct payment pay for alcohol?",
        "It is about this: £25.00 to MAJESTIC WINE 112, 4 May 2026. It was for: Other spending. "
        "My note says: “Sherry”. There is 1 more like it.",
        "Could you tell me yes or no, and for how long that holds?",
        "If it is no, what should I do now?",
        "I would like the answer by e-mail or letter, so that I can keep it.",
        "Yours faithfully",
        "Jo Rivers",
        "6 July 2026",
    ]
    assert print_request(book, "alcohol", f"payment:{first}", TODAY).startswith(b"%PDF")
    with pytest.raises(DPManagerError, match="no longer open"):
        request_of(book, "alcohol", "payment:999", TODAY)


def test_the_book_can_be_opened_again_with_its_answers(book: Book, book_folder: Path) -> None:
    number = spend(book, "MAJESTIC WINE 112")
    until = date(2026, 12, 31)
    said = SpendingReply(Said.AGREED, TODAY, "Tom Ash", How.PLAN, "", until)
    reply(book, "alcohol", f"payment:{number}", said)
    book.close()
    with open_book(book_folder, passphrase=PASSPHRASE) as again:
        (done,) = look_at_spending(again, TODAY).done
        assert (done.until, done.how) == (until, "It is in the plan")


def test_who_agreed_is_told_in_the_return(book: Book) -> None:
    number = spend(book, "CORNER WINE SHOP")
    reply(book, "alcohol", f"payment:{number}")
    made = prepare_return(book, Period(date(2026, 4, 6), TODAY), today=TODAY)
    (told,) = made.besides.explanations
    assert "Tom Ash" in told
    assert "Only on birthdays" in told
