"""The pack for a new manager and the end of the direct payment, from the records, read back."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    MONDAY,
    PASSPHRASE,
    WHO,
    all_of,
    make_book,
    pay_a_week,
)

from dpmanager.documents.report import Checklist
from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.export_everything import export_everything
from dpmanager.tasks.book.look_at_history import look_at_history
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.returns.ending import (
    EndingSeen,
    ItemDone,
    WorkerEnds,
    look_at_ending,
    mark_item_done,
    mark_item_open,
    usual_last_day,
)
from dpmanager.tasks.returns.expected_returns import ask_for_return
from dpmanager.tasks.returns.handover import look_at_handover, print_handover
from dpmanager.tasks.returns.print_ending import (
    Item,
    ending_report,
    money_words,
    other_item,
    print_ending,
    step_item,
    worker_items,
)
from dpmanager.ui.widgets.pdf_pages import read_pages

TODAY = date(2026, 6, 10)
LAST_DAY = date(2026, 7, 31)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with make_book(tmp_path / "small.dpbook") as made:
        yield made


def pay(book: Book, amount: str, category: str) -> None:
    number = add_payment(book, ACCOUNT, MONDAY, "Somebody", Decimal(amount), who=WHO, at=AT)
    part = Part(amount=Decimal(amount), category=category)
    sort_payment(book, number, [part], who=WHO, at=AT)


def change(book: Book, worker: int = 1, **values: object) -> None:
    with book.task("Change", who=WHO, at=AT) as session:
        row = session.get_one(models.Worker, worker)
        for name, value in values.items():
            setattr(row, name, value)


def end(book: Book, last_day: date = LAST_DAY, today: date = TODAY) -> EndingSeen:
    return look_at_ending(book, last_day, today)


def said_of(one: WorkerEnds) -> str:
    return " ".join(item.says for item in worker_items(one, TODAY))


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.text for page in read_pages(pdf)).split())


def test_the_pack_says_what_a_new_manager_needs(book: Book) -> None:
    pay_a_week(book, MONDAY)
    change(book, phone="01632 960010", ni_number="QQ123456C", date_of_birth=date(1990, 1, 2))
    (wage,) = [row for row in all_of(book, models.ExpectedPayment) if row.kind == "wage"]
    for large_print in (False, True):
        text = text_of(print_handover(book, TODAY, large_print=large_print))
        for said in (
            "Get the passphrase of the book from Jo Rivers",
            "Sam Rivers gets a direct payment.",
            "Northshire County Council",
            "0055501",
            "£400.00",
            "Every four weeks",
            "£50.00 a week, paid into the account",
            "8 weeks' money",
            "Direct payment account 5678 £1,000.00",
            "Prepaid card (card)",
            "01632 960010",
            "Weekday £12.80",
            "Payments to make",
            pounds(wage.amount),
            "475PX00999999",
            "The book lies in",
        ):
            assert said in text, said
        for secret in (PASSPHRASE, "QQ123456C", "1990", "12345678"):
            assert secret not in text, secret


def test_what_is_due_comes_once_with_its_other_days(book: Book) -> None:
    seen = look_at_handover(book, TODAY)
    names = [(one.name, one.what_to_do) for one in seen.due]
    assert len(set(names)) == len(names)
    assert all(day > one.day for one in seen.due for day in one.again)
    assert all(day <= TODAY + timedelta(weeks=8) for one in seen.due for day in one.again)
    assert all(one.overdue == (one.day < TODAY) for one in seen.due)


def test_somebody_who_has_left_is_not_in_the_pack(book: Book) -> None:
    change(book, end_date=date(2026, 5, 1))
    names = [one.heading for one in look_at_handover(book, TODAY).workers]
    assert names == ["Ben Okoro", "Brook Day Club"]


def test_what_is_to_pay_adds_up(book: Book) -> None:
    pay_a_week(book, MONDAY)
    seen = look_at_handover(book, TODAY)
    expected = [row for row in all_of(book, models.ExpectedPayment) if row.amount > 0]
    assert total(one.amount for one in seen.to_pay) == total(row.amount for row in expected)
    together = pounds(total(one.amount for one in seen.to_pay))
    assert f"Together {together}" in text_of(print_handover(book, TODAY))


def test_a_backup_and_its_place_are_named(book: Book) -> None:
    assert "It has no backup yet. Make one." in text_of(print_handover(book, TODAY))
    book.back_up("asked", AT)
    text = text_of(print_handover(book, TODAY))
    assert "The last backup in it is of 6 July 2026." in text
    assert str(book.folder) in text.replace(" ", "")


def test_the_money_that_goes_back_is_the_balance_less_what_is_owed(book: Book) -> None:
    pay_a_week(book, MONDAY)
    pay(book, "700.00", "dp_council")
    pay(book, "100.00", "client_contrib")
    seen = end(book)
    money = seen.money
    assert money.balance == Decimal("1800.00")
    assert money.left == money.balance - total(item.amount for item in money.owed)
    assert total(share.amount for share in money.shares) == money.left
    # Seven eighths of what was paid in came from the council.
    names = {share.source.name: share.amount for share in money.shares}
    assert abs(names["Northshire County Council"] - money.left * 7 / 8) <= Decimal("0.01")
    assert money_words(seen) == (
        f"On 10 June 2026, {pounds(money.left)} would be left to give back when all is paid."
    )
    text = text_of(print_ending(end(book)))
    assert f"Left to give back {pounds(money.left)}" in text
    assert f"Together {pounds(money.left)}" in text


def test_where_too_little_is_left_the_council_is_to_be_told(book: Book) -> None:
    pay(book, "-990.00", "agency")
    pay_a_week(book, MONDAY)
    seen = end(book)
    assert seen.money.left < 0
    assert "less than is owed. Tell the council." in money_words(seen)
    assert f"Missing {pounds(seen.money.left)}" in text_of(print_ending(end(book)))


def test_the_final_account_follows_the_last_return_period(book: Book) -> None:
    (one,) = end(book).accounts
    # Quarters of the calendar; 28 days after the end, by the agreement.
    assert one.period == Period(date(2026, 7, 1), LAST_DAY)
    assert (one.due, one.asked, one.sent_on) == (date(2026, 8, 28), False, None)
    ask_for_return(
        book,
        Period(date(2026, 4, 6), date(2026, 7, 5)),
        funder_id=1,
        kind="final",
        asked_on=date(2026, 7, 6),
        days=14,
        who=WHO,
        at=AT,
    )
    (asked,) = end(book).accounts
    assert asked.period == Period(date(2026, 4, 6), date(2026, 7, 5))
    assert (asked.due, asked.asked) == (date(2026, 7, 20), True)


def test_each_worker_has_notice_a_last_pay_and_a_p45(book: Book) -> None:
    ada, ben = end(book).workers
    # A week of notice after a month of work (Employment Rights Act 1996, section 86).
    assert (ada.weeks, ada.tell_by) == (1, date(2026, 7, 24))
    # Her week ends on Sunday 2 August, and is paid on the Thursday after it.
    assert ada.last_pay == date(2026, 8, 6)
    # His four weeks end on 23 August.
    assert ben.last_pay == date(2026, 8, 27)
    assert ada.redundancy == 0
    said = said_of(ada)
    assert "Tell them in writing by 24 July 2026." in said
    assert "on 6 August 2026" in said
    change(book, p45_given_on=date(2026, 8, 7), notice_given_on=date(2026, 7, 1))
    said = said_of(end(book).workers[0])
    assert "Notice was given on 1 July 2026." in said
    assert "The P45 was given on 7 August 2026." in said


def test_notice_that_is_too_late_is_said(book: Book) -> None:
    change(book, start_date=date(2020, 1, 1))
    ada = look_at_ending(book, date(2026, 6, 20), TODAY).workers[0]
    assert ada.weeks == 6
    assert "pay in place of the rest may be due" in said_of(ada)


def test_redundancy_pay_is_owed_before_anything_goes_back(book: Book) -> None:
    pay_a_week(book, MONDAY)
    before = end(book).money.left
    change(book, start_date=date(2022, 1, 1))
    unknown = end(book).workers[0]
    assert unknown.redundancy is None
    assert "Add the date of birth of Ada Lovell" in unknown.says
    change(book, date_of_birth=date(1990, 1, 2), relation="niece")
    seen = end(book)
    ada = seen.workers[0]
    # Four full years at a week's pay each; the one week that was paid was 30 hours at 12.80.
    assert ada.redundancy == Decimal("1536.00")
    assert "close relatives" in ada.says
    assert seen.money.left == before - Decimal("1536.00")
    assert "£1,536.00" in text_of(print_ending(end(book)))


def test_records_are_kept_by_law_and_by_the_funder(book: Book) -> None:
    kept = {one.what: one for one in end(book).kept}
    # The tax year of the last pay ends on 5 April 2027 (PAYE Regulations 2003, regulation 97).
    assert kept["Pay, tax and National Insurance"].until == date(2030, 4, 5)
    # Two years after the last day of work.
    assert kept["Right to work checks"].until == date(2028, 7, 31)
    funders = [one for one in kept.values() if "Northshire" in one.what]
    assert len(funders) == 1
    assert all("://" in one.source for one in kept.values())
    text = text_of(print_ending(end(book), large_print=True))
    assert "5 April 2030" in text
    assert "https://www.gov.uk/paye-for-employers/keeping-records" in text.replace(" ", "")


def test_the_soonest_last_day_leaves_time_for_the_longest_notice(book: Book) -> None:
    assert usual_last_day(book, TODAY) == TODAY + timedelta(weeks=4)
    change(book, start_date=date(2018, 1, 1))
    assert usual_last_day(book, TODAY) == TODAY + timedelta(weeks=8)


def test_those_who_are_not_employed_are_told_too(book: Book) -> None:
    seen = end(book)
    assert [one.worker for one in seen.others] == ["Brook Day Club"]
    ids = {step.id for step in seen.steps}
    assert {"card", "insurance", "advice"} <= ids
    assert "bureau" not in ids
    change(book, payroll_by="bureau")
    assert "bureau" in {step.id for step in end(book).steps}
    change(book, end_date=date(2026, 5, 1))
    change(book, worker=2, end_date=date(2026, 5, 1))
    assert end(book).workers == ()
    assert ADA not in text_of(print_ending(end(book)))


def test_what_is_done_is_kept_with_day_and_name_and_printed(book: Book) -> None:
    step = next(one for one in end(book).steps if one.id == "ask-funder")
    ask = step_item(step)
    assert "Done on" not in text_of(print_ending(end(book)))
    mark_item_done(book, ask.key, ask.what, who=WHO, at=AT)
    assert end(book).done == {ask.key: ItemDone(AT.date(), WHO)}
    text = text_of(print_ending(end(book)))
    assert text.count("Done on 6 July 2026 by Jo Rivers.") == 1
    where = text.index("Done on 6 July 2026 by Jo Rivers.")
    assert text.index(step.what) < where < text.index(end(book).steps[-1].what)

    book.undo(who=WHO, at=AT)
    assert end(book).done == {}
    book.redo(who=WHO, at=AT)
    again = AT + timedelta(days=2)
    mark_item_done(book, ask.key, ask.what, who="Kit Moss", at=again)  # two people at once
    assert end(book).done == {ask.key: ItemDone(again.date(), "Kit Moss")}
    mark_item_open(book, ask.key, ask.what, who=WHO, at=again)
    assert end(book).done == {}
    mark_item_open(book, ask.key, ask.what, who=WHO, at=again)  # somebody was faster
    said = [one.name for one in look_at_history(book)]
    assert said.count(f"Mark as done: {ask.what}") == 2


def test_each_item_is_known_by_its_own_key(book: Book) -> None:
    seen = end(book)
    items = [
        *(step_item(step) for step in seen.steps),
        *(other_item(one) for one in seen.others),
        *(item for one in seen.workers for item in worker_items(one, TODAY)),
    ]
    keys = [item.key for item in items]
    assert len(set(keys)) == len(keys)
    later = look_at_ending(book, LAST_DAY + timedelta(days=40), TODAY)
    assert {step_item(step).key for step in later.steps} <= set(keys)  # another day, same items


def test_what_the_records_show_needs_no_mark_and_is_ticked(book: Book) -> None:
    change(book, p45_given_on=date(2026, 8, 7))
    seen = end(book)
    (p45,) = [one for one in worker_items(seen.workers[0], TODAY) if "P45 was given" in one.says]
    assert p45 == Item("", "The P45 was given on 7 August 2026.", ADA)
    (section,) = [one for one in ending_report(seen).sections if one.heading == f"For {ADA}"]
    (ticks,) = [block for block in section.blocks if isinstance(block, Checklist)]
    assert [(one.what, one.ticked) for one in ticks.items if one.ticked] == [(p45.says, True)]


def test_what_is_done_is_among_everything_that_is_exported(book: Book, tmp_path: Path) -> None:
    mark_item_done(book, "step/card", "Card: Give it back", who=WHO, at=AT)
    export_everything(book, tmp_path / "all", at=AT)
    sheet = tmp_path / "all" / "tables" / "Step at the end of the direct payment.csv"
    (line,) = sheet.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert line.split(",")[-3:] == ["Card: Give it back", "2026-07-06", WHO]
