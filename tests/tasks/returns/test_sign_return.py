"""The life of a return: signed and locked, sent, answered, corrected, amended."""

import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from small_book import ACCOUNT, ADA, AT, MONDAY, WHO, all_of, hours, tables

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.besides import AUDIT, FINAL
from dpmanager.domain.returns.locked import figures_from_json
from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.budget.unspent import ReasonAnswer, add_reason
from dpmanager.tasks.hours.look_at_hours import week_of_hours
from dpmanager.tasks.hours.record_shifts import record_shifts
from dpmanager.tasks.money.look_at_money import look_at_payment
from dpmanager.tasks.money.sort_payments import Part, add_payment, remove_payment, sort_payment
from dpmanager.tasks.returns.expected_returns import ask_for_return
from dpmanager.tasks.returns.look_at_returns import look_at_return, periods_offered
from dpmanager.tasks.returns.prepare_return import prepare_return
from dpmanager.tasks.returns.sent_returns import (
    ReturnState,
    document_of,
    look_at_returns,
    look_at_sent_return,
)
from dpmanager.tasks.returns.sign_return import (
    add_paper,
    explain_late_change,
    mark_sent,
    note_answer,
    note_outcome,
    sign_return,
    who_may_sign,
)

SPRING = Period(date(2026, 4, 6), date(2026, 6, 30))
SUMMER = Period(date(2026, 7, 1), date(2026, 9, 30))
JULY_6 = datetime.combine(date(2026, 7, 6), AT.timetz())
OCTOBER_5 = datetime.combine(date(2026, 10, 5), AT.timetz())
DONE: dict[str, Any] = {"who": WHO, "at": JULY_6}
LATER: dict[str, Any] = {"who": WHO, "at": OCTOBER_5}
JO = SignatureGiven(SignatureKind.TYPED, "Jo Rivers")


def sign(book: Book, period: Period = SPRING, done: dict[str, Any] = DONE, **more: Any) -> int:
    return sign_return(book, period, JO, role="Nominated person", **more, **done)


def pay(book: Book, day: date, amount: str, words: str = "Vale Taxis") -> int:
    return add_payment(book, ACCOUNT, day, words, Decimal(amount), **DONE)


def seen(book: Book, number: int) -> Any:
    found = look_at_sent_return(book, number, OCTOBER_5.date())
    assert found is not None
    return found


def returns_on_home(book: Book, today: date) -> list[Thing]:
    return [one for one in what_needs_doing(book, today).things if one.kind is Kind.RETURN]


def test_the_figures_the_document_and_the_digest_are_kept(book: Book) -> None:
    pay(book, date(2026, 5, 4), "-12.50")
    number = sign(book, words="The club was shut in May.")

    (row,) = all_of(book, models.SentReturn)
    figures = figures_from_json(row.figures)
    assert (row.id, row.kind, row.due, row.amends_id) == (
        number,
        "periodic",
        date(2026, 7, 28),
        None,
    )
    assert (figures.opening, figures.closing) == (Decimal("1000.00"), Decimal("987.50"))
    assert [(each.description, each.amount) for each in figures.lines] == [
        ("Vale Taxis", Decimal("-12.50"))
    ]
    assert figures.explanations == ("The club was shut in May.",)
    assert "Nothing was spent on “Safe at home”, and nothing is noted about it." in figures.gaps
    assert (figures.signed_by, figures.signed_as) == ("Jo Rivers", "Nominated person")
    pdf = document_of(book, number)
    assert row.digest == hashlib.sha256(row.figures.encode() + b"\0" + pdf).hexdigest()
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(
            " ".join(page.get_textpage().get_text_bounded() for page in document).split()
        )
    assert "Signed on the screen by Jo Rivers on 6 July 2026." in text
    assert "The club was shut in May." in text
    assert check_book(book) == []


def test_a_return_that_was_changed_in_the_file_is_found(book: Book) -> None:
    number = sign(book)
    with book.task("Tamper", **DONE) as session:
        row = session.get_one(models.SentReturn, number)
        row.figures = row.figures.replace("1000.00", "1001.00")
    assert check_book(book) == [
        "The kept return of 6 Apr 2026 to 30 Jun 2026 was changed after it was signed."
    ]


def test_signing_is_one_task_that_undo_takes_back_until_it_is_sent(book: Book) -> None:
    before = tables(book)
    number = sign(book)
    assert book.undo(**DONE) == "Sign the return"
    assert tables(book) == before
    book.redo(**DONE)
    assert seen(book, number).seen.state is ReturnState.OVERDUE  # due on 28 July

    mark_sent(book, number, date(2026, 7, 6), "post", "Jo Rivers", **DONE)
    explain_late_change(book, number, "A slip.", **DONE)
    assert book.undo(**DONE) == "Say why records were changed"
    while book.can_undo():
        book.undo(**DONE)
    assert seen(book, number).seen.sent_on == date(2026, 7, 6)


def test_marking_as_sent_leaves_other_tasks_of_that_moment_to_undo(book: Book) -> None:
    pay(book, date(2026, 5, 4), "-12.50")
    number = sign(book)
    mark_sent(book, number, date(2026, 7, 6), "email", "Jo Rivers", **DONE)
    assert "payment" in book.can_undo()


@pytest.mark.parametrize(
    ("day", "how", "fault"),
    [
        (date(2026, 7, 5), "post", "That is before 6 July 2026"),
        (date(2026, 7, 7), "post", "7 July 2026 is still to come"),
        (date(2026, 7, 6), "pigeon", "Choose how you sent it"),
    ],
)
def test_a_day_or_a_way_that_cannot_be_is_refused(
    book: Book, day: date, how: str, fault: str
) -> None:
    number = sign(book)
    with pytest.raises(DPManagerError, match=fault):
        mark_sent(book, number, day, how, "Jo Rivers", **DONE)
    with pytest.raises(DPManagerError, match="Say first that you have sent"):
        note_answer(book, number, date(2026, 7, 6), "All well", **DONE)


def test_how_far_a_return_is(book: Book) -> None:
    def states(today: date) -> list[str]:
        return [one.state.value for one in look_at_returns(book, today)]

    assert states(date(2026, 7, 6)) == ["due"]
    assert states(date(2026, 7, 29)) == ["overdue"]
    number = sign(book)
    assert states(date(2026, 7, 6)) == ["signed"]
    mark_sent(book, number, date(2026, 7, 6), "hand", "Jo Rivers", **DONE)
    assert states(date(2026, 7, 29)) == ["sent"]
    note_answer(book, number, date(2026, 7, 20), "All well.", **LATER)
    assert states(date(2026, 9, 1)) == ["answered"]
    assert states(date(2026, 10, 5)) == ["due", "answered"]
    one = seen(book, number).seen
    assert (one.sent_how, one.sent_by, one.answer) == ("hand", "Jo Rivers", "All well.")


def test_home_asks_for_it_until_it_is_sent_and_an_overdue_one_comes_first(book: Book) -> None:
    pay(book, date(2026, 5, 4), "-12.50")
    (thing,) = returns_on_home(book, date(2026, 7, 6))
    assert thing.more == "For Northshire County Council."
    assert what_needs_doing(book, date(2026, 7, 29)).things[0].kind is Kind.RETURN
    number = sign(book)
    (thing,) = returns_on_home(book, date(2026, 7, 6))
    assert thing.more == "For Northshire County Council. It is signed, and not marked as sent."
    mark_sent(book, number, date(2026, 7, 6), "post", "Jo Rivers", **DONE)
    assert returns_on_home(book, date(2026, 7, 29)) == []


def test_a_payment_and_a_timesheet_say_in_which_return_they_are(book: Book) -> None:
    payment = pay(book, date(2026, 5, 4), "-12.50")
    outside = pay(book, date(2026, 7, 2), "-3.00")
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], **DONE)
    number = sign(book)
    assert look_at_payment(book, payment).in_return == (
        "This is in a return that you signed on 6 July 2026."
    )
    mark_sent(book, number, date(2026, 7, 6), "post", "Jo Rivers", **DONE)
    sentence = "This is in a return that you sent on 6 July 2026."
    assert look_at_payment(book, payment).in_return == sentence
    assert look_at_payment(book, outside).in_return == ""
    week = week_of_hours(book, ADA, MONDAY, today=JULY_6.date())
    assert week.sheets[0].says.endswith(sentence)


def test_late_corrections_stand_on_the_next_return_with_their_amounts(book: Book) -> None:
    kept = pay(book, date(2026, 5, 4), "-12.50")
    removed = pay(book, date(2026, 5, 11), "-8.00")
    number = sign(book)
    closing = seen(book, number).seen.closing

    sort_payment(book, kept, [Part(Decimal("-12.50"), "day_services")], **LATER)
    remove_payment(book, removed, **LATER)
    pay(book, date(2026, 6, 29), "-20.00", "Late chair")
    explain_late_change(book, number, "The shop sent its bill late.", **LATER)

    made = prepare_return(book, SUMMER, today=OCTOBER_5.date())
    carried = made.besides.carried_on
    assert carried is not None
    assert [(each.line.description, str(each.difference)) for each in carried.corrections] == [
        ("Vale Taxis", "0.00"),
        ("Vale Taxis", "8.00"),
        ("Late chair", "-20.00"),
    ]
    assert closing == Decimal("979.50")
    assert made.opening == carried.comes_to == Decimal("967.50")  # 979.50 + 8 - 20
    assert made.besides.explanations == ("The shop sent its bill late.",)


def test_what_one_return_has_told_the_next_does_not_tell_again(book: Book) -> None:
    number = sign(book)
    pay(book, date(2026, 6, 29), "-20.00", "Late chair")
    explain_late_change(book, number, "The shop sent its bill late.", **LATER)
    sign(book, SUMMER, LATER)
    autumn = Period(date(2026, 10, 1), date(2026, 10, 4))
    carried = prepare_return(book, autumn, today=OCTOBER_5.date()).besides.carried_on
    assert carried is not None
    assert (carried.period, carried.corrections, carried.reasons) == (SUMMER, (), ())

    pay(book, date(2026, 6, 28), "-1.00", "Later still")  # in the spring, two returns ago
    carried = prepare_return(book, autumn, today=OCTOBER_5.date()).besides.carried_on
    assert carried is not None
    assert [each.line.description for each in carried.corrections] == ["Later still"]
    assert carried.other == 0


def test_a_return_is_worked_out_once_whether_its_funder_is_named_or_not(book: Book) -> None:
    today = OCTOBER_5.date()
    look = look_at_return(book, SPRING, today=today)
    assert (
        look_at_return(book, SPRING, funder=look.funder_return.people.funder, today=today) is look
    )
    pay(book, date(2026, 6, 29), "-20.00", "Late chair")
    assert look_at_return(book, SPRING, today=today).funder_return.money_out > ZERO


def test_days_that_no_return_is_for_come_between(book: Book) -> None:
    sign(book)
    pay(book, date(2026, 7, 10), "-5.00")
    august = Period(date(2026, 8, 1), date(2026, 8, 31))
    carried = prepare_return(book, august, today=OCTOBER_5.date()).besides.carried_on
    assert carried is not None
    assert (carried.between, carried.comes_to) == (Decimal("-5.00"), Decimal("995.00"))


def test_an_opening_balance_that_was_changed_is_named_apart(book: Book) -> None:
    sign(book)
    with book.task("Mend", **LATER) as session:
        session.query(models.Account).filter_by(name=ACCOUNT).one().opening_balance = Decimal(
            "990.00"
        )
    carried = prepare_return(book, SUMMER, today=OCTOBER_5.date()).besides.carried_on
    assert carried is not None
    assert (carried.corrections, carried.other) == ((), Decimal("-10.00"))


def test_an_amended_return_keeps_both_and_lists_what_it_changes(book: Book) -> None:
    first = sign(book)
    pay(book, date(2026, 6, 29), "-20.00", "Late chair")
    second = sign(book, done=LATER)
    rows = all_of(book, models.SentReturn)
    assert [(row.id, row.amends_id, row.closing) for row in rows] == [
        (first, None, Decimal("1000.00")),
        (second, first, Decimal("980.00")),
    ]
    assert document_of(book, first) != document_of(book, second)
    told = figures_from_json(rows[1].figures)
    assert [each.line.description for each in told.corrections] == ["Late chair"]
    assert seen(book, first).seen.replaced
    look = look_at_return(book, SPRING, today=OCTOBER_5.date())
    assert look.signed is not None and look.signed.id == second
    carried = prepare_return(book, SUMMER, today=OCTOBER_5.date()).besides.carried_on
    assert carried is not None
    assert (carried.closing, carried.corrections) == (Decimal("980.00"), ())
    assert check_book(book) == []


def test_questions_and_replies_are_kept_with_their_papers(book: Book, tmp_path: Path) -> None:
    number = sign(book)
    add_paper(
        book, number, kind="question", day=date(2026, 7, 20), words="What was the chair?", **LATER
    )
    letter = BytesIO()
    Image.new("L", (20, 30), 250).save(letter, "PNG")
    path = tmp_path / "reply.png"
    path.write_bytes(letter.getvalue())
    add_paper(book, number, kind="reply", day=date(2026, 7, 21), words="", file=path, **LATER)
    papers = seen(book, number).papers
    assert [(one.kind, one.words, one.file is None) for one in papers] == [
        ("question", "What was the chair?", True),
        ("reply", "", False),
    ]
    with pytest.raises(DPManagerError, match="Write what was said, or add the letter"):
        add_paper(book, number, kind="note", day=date(2026, 7, 21), words=" ", **LATER)


def test_an_audit_by_letter_has_its_own_days_and_its_own_day_to_answer(book: Book) -> None:
    days = Period(date(2026, 4, 20), date(2026, 5, 31))
    with book.reading() as session:
        funder = session.query(models.Funder).one().id
    ask_for_return(
        book, days, funder_id=funder, kind=AUDIT, asked_on=date(2026, 7, 1), days=28, **DONE
    )
    made = prepare_return(book, days, today=JULY_6.date())
    assert (made.besides.kind, made.due) == (AUDIT, date(2026, 7, 29))
    assert [one.what for one in returns_on_home(book, date(2026, 7, 20))] == [
        "Send the return for April to June 2026",
        "Send the records for 20 April to 31 May 2026 that were asked for",
    ]
    number = sign(book, days)
    mark_sent(book, number, date(2026, 7, 6), "online", "Jo Rivers", **DONE)
    assert all("records" not in one.what for one in returns_on_home(book, date(2026, 7, 20)))
    with pytest.raises(DPManagerError, match="is still to come"):
        ask_for_return(
            book,
            Period(days.start, date(2026, 7, 7)),
            funder_id=funder,
            kind=AUDIT,
            asked_on=date(2026, 7, 1),
            days=28,
            **DONE,
        )


def test_the_final_account_says_what_goes_back(book: Book) -> None:
    with book.reading() as session:
        funder = session.query(models.Funder).one().id
    ask_for_return(
        book, SPRING, funder_id=funder, kind=FINAL, asked_on=date(2026, 7, 1), days=14, **DONE
    )
    look = look_at_return(book, SPRING, today=JULY_6.date())
    assert look.to_give_back == Decimal("1000.00")  # nothing was spent, and nothing is owed
    number = sign(book)
    with pypdfium2.PdfDocument(document_of(book, number)) as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Final direct payment account" in text
    assert "£1,000.00 is left to give back" in " ".join(text.split())


def test_an_outcome_without_spending_is_asked_for_until_it_is_noted(book: Book) -> None:
    def asked() -> list[str]:
        look = look_at_return(book, SPRING, today=JULY_6.date())
        return [one.says for one in look.checks if one.kind == "outcome"]

    assert asked() == ["Nothing was spent on “Safe at home”, and nothing is noted about it."]
    (outcome,) = all_of(book, models.Outcome)
    note_outcome(book, outcome.id, SPRING, "She was in hospital.", **DONE)
    assert asked() == []
    (line,) = prepare_return(book, SPRING, today=JULY_6.date()).besides.outcomes
    assert line.note == "She was in hospital."


def test_insurance_that_runs_out_within_the_period_is_missing(book: Book) -> None:
    with book.task("Shorten", **DONE) as session:
        for policy in session.query(models.Policy):
            policy.until = date(2026, 5, 31)
    look = look_at_return(book, SPRING, today=JULY_6.date())
    assert [one.says for one in look.checks if one.kind == "insurance"] == [
        "No employers' liability insurance is noted for 1 to 30 June 2026."
    ]


def test_the_contribution_is_paid_in_full_or_what_is_missing_is_said(book: Book) -> None:
    """Due on 6 April, 4 May, 1 June and 29 June, 4 x 50 each time."""

    def says() -> list[str]:
        look = look_at_return(book, SPRING, today=JULY_6.date())
        return [one.says for one in look.checks if "contribution" in one.says]

    assert says() == ["£800.00 of your contribution was due and is not in the account."]
    for day in (date(2026, 4, 7), date(2026, 5, 5), date(2026, 6, 2)):
        number = pay(book, day, "200.00", "S Rivers")
        sort_payment(book, number, [Part(Decimal("200.00"), "client_contrib")], **DONE)
    assert says() == ["£200.00 of your contribution was due and is not in the account."]
    number = pay(book, date(2026, 7, 1), "200.00", "S Rivers")  # two days late
    sort_payment(book, number, [Part(Decimal("200.00"), "client_contrib")], **DONE)
    assert says() == ["Your contribution is paid in full: £800.00."]


def test_a_surplus_is_explained_or_is_asked_about(book: Book) -> None:
    """1,000 and nothing owed; with no weeks that may stay, all of it is above the limit."""
    with book.task("No weeks", **DONE) as session:
        session.query(models.Agreement).one().surplus_weeks = Decimal(0)

    def asked() -> list[str]:
        look = look_at_return(book, SPRING, today=JULY_6.date())
        return [one.says for one in look.checks if one.kind == "surplus"]

    assert asked() == ["£1,000.00 is above what may stay, and nothing says why it was not spent."]
    answer = ReasonAnswer(date(2026, 5, 3), date(2026, 5, 20), "hospital", None, "")
    add_reason(book, answer, **DONE)
    assert asked() == []
    look = look_at_return(book, SPRING, today=JULY_6.date())
    assert "It says why money was not spent." in [one.says for one in look.checks]
    sign(book)
    (row,) = all_of(book, models.SentReturn)
    assert "3 to 20 May 2026" in figures_from_json(row.figures).explanations[0]


def test_who_may_sign(book: Book) -> None:
    assert [(one.name, one.role) for one in who_may_sign(book)] == [
        ("Jo Rivers", "Nominated person"),
        ("Sam Rivers", "Recipient"),
    ]


def test_the_periods_offered_begin_with_what_waits(book: Book) -> None:
    assert periods_offered(book, JULY_6.date())[0] == SPRING
    sign(book)
    assert SPRING in periods_offered(book, JULY_6.date())
    assert periods_offered(book, OCTOBER_5.date()) == (SUMMER, SPRING)


def test_nothing_is_kept_of_a_return_that_cannot_be_made(book: Book) -> None:
    before = tables(book)
    with pytest.raises(DPManagerError, match="still to come"):
        sign(book, Period(SPRING.start, JULY_6.date() + timedelta(days=1)))
    assert tables(book) == before


def test_the_same_return_signed_again_on_one_day_is_kept_as_well(book: Book) -> None:
    numbers = [sign(book) for _time in range(4)]
    assert len({document_of(book, number) for number in numbers}) == 2  # the first, the amended
    assert [row.amends_id for row in all_of(book, models.SentReturn)] == [None, *numbers[:-1]]
    assert check_book(book) == []
