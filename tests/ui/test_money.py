"""The money page, driven by its keys as a person would."""

import shutil
import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from money_window import (
    choose,
    drop,
    focused,
    open_window,
    press,
    push,
    settle_all,
    tab_to,
    type_in,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, shown
from sqlalchemy import func, select
from window_fixtures import CLOCK, PASSPHRASE, QUICK

from dpmanager.domain.amounts import pounds
from dpmanager.records import models
from dpmanager.records.book import create_book, open_book
from dpmanager.tasks.book import live_the_half_year, made_up_household
from dpmanager.tasks.book.set_up import set_up
from dpmanager.tasks.money.look_at_money import (
    NO_CATEGORY,
    NO_PROOF,
    PaymentSeen,
    find_payments,
    look_at_payment,
)
from dpmanager.tasks.money.sort_payments import add_payment, unsort_payment
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.money import MoneyPage
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.theme import apply_theme
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.progress import LongWork

TAXI = "VALE TAXIS"


@pytest.fixture(scope="session")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The household's book when pay is run and no statement is read in, beside the two files."""
    base = tmp_path_factory.mktemp("unread")
    with create_book(
        base / "Margaret.dpbook",
        PASSPHRASE,
        fill=lambda book: set_up(book, made_up_household.answers(), at=CLOCK),
        cost=QUICK,
    ) as book:
        live_the_half_year._work(book)
        live_the_half_year._pay(book)
        files = live_the_half_year._bank(book)
    (base / "starling.csv").write_bytes(files.starling)
    wrong = b"31/02/2026,FPO,'20-99-99,12345678,WRONG DAY,10.00,,1.00,\r\n"
    (base / "lloyds.csv").write_bytes(files.lloyds + wrong)
    return base


@pytest.fixture
def unread_desk(unread: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    shutil.copytree(unread / "Margaret.dpbook", tmp_path / "Margaret.dpbook")
    apply_theme(qapp, "light", 100)
    with open_book(tmp_path / "Margaret.dpbook", passphrase=PASSPHRASE) as book:
        made = Desk(book, Remembered(), now=lambda: CLOCK)
        yield made
        made.wait()


def money(window: MainWindow) -> MoneyPage:
    page = window.current_page()
    assert isinstance(page, MoneyPage)
    return page


def payment(desk: Desk, text: str) -> PaymentSeen:
    return look_at_payment(desk.book, find_payments(desk.book, text, most=1)[0].id)


def row(page: MoneyPage, place: int) -> list[str]:
    model = page.table.model()
    return [model.index(place, column).data() for column in range(model.columnCount())]


def answer_with(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))


def count(desk: Desk) -> int:
    with desk.book.reading() as session:
        return session.scalar(select(func.count(models.Transaction.id))) or 0


def test_the_accounts_stand_in_a_sentence_and_the_newest_payment_on_top(
    desk: Desk, qtbot: QtBot
) -> None:
    page = money(open_window(desk, qtbot, "money"))
    assert "Old account holds £0.00. Direct payment account holds £5,487.76." in shown(page)
    assert row(page, 0) == [
        "25 Sep 2026", "RAVI PATEL WAGES", "Wages of personal…", "", "£286.27", "£5,487.76", "Yes",
    ]  # fmt: skip
    last = page.table.model().rowCount() - 1
    assert row(page, last)[3] == row(page, last)[5]  # it moved in, and is all there was

    choose(qtbot, page.account.box, "Old account")
    settle_all(desk, qtbot)
    assert row(page, 0)[1:3] == ["Transfer To 5678", "Moved between…"]
    assert row(page, 0)[5] == "£0.00"


def test_the_table_is_found_by_tab_left_by_tab_and_read_cell_by_cell(
    desk: Desk, qtbot: QtBot
) -> None:
    page = money(open_window(desk, qtbot, "money"))
    QAccessible.setActive(True)
    tab_to(qtbot, page.table)
    press(qtbot, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 1
    press(qtbot, Qt.Key.Key_Tab)
    assert focused() is page.open_one
    table = QAccessible.queryAccessibleInterface(page.table)
    assert table.text(QAccessible.Text.Name) == "Payments"
    columns = page.table.model().columnCount()
    assert table.child(columns + 1 + 5).text(QAccessible.Text.Name) == "£286.27"


def test_typing_finds_payments_and_says_when_there_is_none(desk: Desk, qtbot: QtBot) -> None:
    page = money(open_window(desk, qtbot, "money"))
    tab_to(qtbot, page.finder.edit)
    type_in(qtbot, "vale")
    settle_all(desk, qtbot)
    assert page.table.model().rowCount() == 1
    assert row(page, 0)[1] == TAXI
    type_in(qtbot, "unicorn")
    settle_all(desk, qtbot)
    assert "No payment has these words, this amount or this date." in shown(page)
    assert page.table.isHidden()


def test_a_payment_is_sorted_and_the_next_one_is_ready(desk: Desk, qtbot: QtBot) -> None:
    for text in (TAXI, "COMFORT CHAIRS"):
        unsort_payment(desk.book, payment(desk, text).id, who=desk.who, at=desk.now())
    window = open_window(desk, qtbot, "money")
    window.open_place("money", {"show": NO_CATEGORY})
    settle_all(desk, qtbot)
    page = money(window)
    assert page.table.model().rowCount() == 2
    tab_to(qtbot, page.table)
    press(qtbot, Qt.Key.Key_Return)
    settle_all(desk, qtbot)
    assert page.title.text() == f"£14.50 to {TAXI}"
    part = page.payment.parts[0]
    choose(qtbot, part.category.box, "Day services and activities")
    assert part.papers.text() == "Funders usually ask for: Invoices."
    choose(qtbot, part.service_type.box, "Day opportunities")
    choose(qtbot, part.outcome.box, "Out and about")
    tab_to(qtbot, part.note.edit)
    type_in(qtbot, "To the club")
    push(page, qtbot, "Save what it was for")

    (said,) = payment(desk, TAXI).parts
    assert (said.amount, said.category, said.service_type, said.outcome, said.note) == (
        Decimal("-14.50"), "day_services", "day_opportunities", "Out and about", "To the club",
    )  # fmt: skip
    assert page.title.text() == "Money"
    assert focused() is page.table
    assert [row(page, place)[1] for place in range(page.table.model().rowCount())] == [
        "COMFORT CHAIRS"
    ]
    window.undo()
    settle_all(desk, qtbot)
    assert payment(desk, TAXI).parts == ()
    assert page.table.model().rowCount() == 2


def test_what_was_said_of_the_same_payee_before_is_filled_in(desk: Desk, qtbot: QtBot) -> None:
    number = add_payment(
        desk.book, made_up_household.NEW_ACCOUNT, date(2026, 10, 2), "Vale taxis",
        Decimal("-9.00"), who=desk.who, at=desk.now(),
    )  # fmt: skip
    window = open_window(desk, qtbot, "money")
    window.open_place("money", {"transaction": number})
    settle_all(desk, qtbot)
    page = money(window)
    assert "Filled in as on 17 September 2026. Check it, then save." in shown(page)
    push(page, qtbot, "Save what it was for")
    (said,) = look_at_payment(desk.book, number).parts
    assert (said.amount, said.category) == (Decimal("-9.00"), "day_services")


def test_a_payment_is_split_until_nothing_is_left_over(desk: Desk, qtbot: QtBot) -> None:
    window = open_window(desk, qtbot, "money")
    window.open_place("money", {"transaction": payment(desk, TAXI).id})
    settle_all(desk, qtbot)
    page = money(window)
    push(page, qtbot, "Split into parts")
    assert focused() is page.payment.parts[0].amount.edit
    type_in(qtbot, "10")
    assert page.payment.left_over.text() == "£4.50 is left over."
    push(page, qtbot, "Save what it was for")
    assert any("do not add up" in text for text in shown(page))
    assert page.payment.parts[0].amount.edit.text() == "10"

    push(page, qtbot, "Add a part")
    second = page.payment.parts[1]
    assert second.amount.edit.text() == "4.50"
    assert page.payment.left_over.text() == "Nothing is left over."
    push(page, qtbot, "Save what it was for")
    assert focused() is page.payment.summary
    assert second.category.error.text() == "Choose what it was for."
    assert window.windowTitle().startswith("Error: ")

    choose(qtbot, second.category.box, "Bank or card charges")
    push(page, qtbot, "Save what it was for")
    assert [(part.amount, part.category) for part in payment(desk, TAXI).parts] == [
        (Decimal("-10.00"), "day_services"),
        (Decimal("-4.50"), "bank_charges"),
    ]


def test_a_part_can_be_taken_away_again(desk: Desk, qtbot: QtBot) -> None:
    window = open_window(desk, qtbot, "money")
    window.open_place("money", {"transaction": payment(desk, TAXI).id})
    settle_all(desk, qtbot)
    page = money(window)
    push(page, qtbot, "Split into parts")
    type_in(qtbot, "10")
    push(page, qtbot, "Add a part")
    push(page, qtbot, "Take part 2 away")
    assert len(page.payment.parts) == 1
    assert page.payment.parts[0].amount.edit.text() == "10.00"
    assert page.payment.parts[0].category.box.currentText() == "Day services and activities"


def test_a_wage_says_what_it_pays_and_can_be_freed(desk: Desk, qtbot: QtBot) -> None:
    window = open_window(desk, qtbot, "money")
    window.open_place("money", {"transaction": payment(desk, "RAVI PATEL").id})
    settle_all(desk, qtbot)
    page = money(window)
    assert "It pays the wage of Ravi Patel that was due on 25 September 2026." in shown(page)
    assert page.payment.sorting.isHidden()
    push(page, qtbot, "This is not what it paid")
    assert not page.payment.sorting.isHidden()
    assert payment(desk, "RAVI PATEL").parts == ()


def test_why_there_is_no_receipt_is_said_on_the_spot(desk: Desk, qtbot: QtBot) -> None:
    window = open_window(desk, qtbot, "money")
    window.open_place("money", {"show": NO_PROOF})
    settle_all(desk, qtbot)
    page = money(window)
    assert row(page, 0)[1::5] == [TAXI, "Missing"]
    tab_to(qtbot, page.table)
    press(qtbot, Qt.Key.Key_Return)
    settle_all(desk, qtbot)
    push(page, qtbot, "Say why there is no receipt")
    push(page, qtbot, "Save the reason")
    assert focused() is page.payment.why.summary
    tab_to(qtbot, page.payment.why.fields["reason"].controls()[0])
    type_in(qtbot, "The driver gave none")
    press(qtbot, Qt.Key.Key_Return)
    settle_all(desk, qtbot)
    assert payment(desk, TAXI).no_proof_reason == "The driver gave none"
    assert "The driver gave none" in shown(page)


def test_the_receipt_of_a_payment_is_asked_for_on_the_receipts_page(
    desk: Desk, qtbot: QtBot
) -> None:
    window = open_window(desk, qtbot, "money")
    taxi = payment(desk, TAXI).id
    window.open_place("money", {"transaction": taxi})
    settle_all(desk, qtbot)
    push(money(window), qtbot, "Add or link a receipt")
    assert desk.remembered.place == "receipts"
    assert window.current_page().title.text() == f"£14.50 to {TAXI}"


def test_a_payment_is_added_by_hand_then_sorted_and_removed(desk: Desk, qtbot: QtBot) -> None:
    page = money(open_window(desk, qtbot, "money"))
    push(page, qtbot, "Add a payment by hand")
    form = page.by_hand
    tab_to(qtbot, form.who.edit)
    type_in(qtbot, "Window cleaner")
    tab_to(qtbot, form.amount.edit)
    type_in(qtbot, "ten")
    press(qtbot, Qt.Key.Key_Return)
    assert focused() is form.form.summary
    assert "“ten” is not understood" in form.amount.error.text()
    assert (form.who.edit.text(), form.amount.edit.text()) == ("Window cleaner", "ten")

    tab_to(qtbot, form.amount.edit)
    type_in(qtbot, "12.50")
    tab_to(qtbot, form.day.day)
    type_in(qtbot, "4")
    press(qtbot, Qt.Key.Key_Return)
    settle_all(desk, qtbot)
    assert page.title.text() == "£12.50 to Window cleaner"
    added = payment(desk, "window cleaner")
    assert (added.day, added.amount, added.by_hand) == (date(2026, 10, 4), Decimal("-12.50"), True)

    push(page, qtbot, "Remove this payment")
    assert find_payments(desk.book, "window cleaner", most=1) == []
    assert page.title.text() == "Money"


def test_a_statement_is_seen_before_it_is_saved_and_undone_as_one(
    unread_desk: Desk, unread: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = unread_desk
    said: list[str] = []
    ANNOUNCER.said.connect(said.append)
    window = open_window(desk, qtbot, "money")
    page = money(window)
    assert "No payments yet" in shown(page)
    answer_with(monkeypatch, unread / "lloyds.csv")
    push(page, qtbot, "Read in a statement")
    push(page, qtbot, "Choose a file")

    texts = shown(page)
    for words in ("Direct payment account", "1 July 2026 to 25 September 2026", "34 payments",
                  "1 line", "£13,734.92 came in and £8,247.16 went out.",
                  "£5,487.76 on 25 Sep 2026"):  # fmt: skip
        assert words in texts
    reason = page.reader.not_read_table.model().index(0, 1).data()
    assert reason == "“31/02/2026” is not understood as a date."
    assert page.reader.new_table.model().rowCount() == 34
    assert count(desk) == 0
    assert said[-1] == "The file has 34 new payments. Nothing is saved yet."

    push(page, qtbot, "Save 34 new payments")
    assert count(desk) == 34
    assert said[-1] == "34 payments are added to Direct payment account."
    assert page.table.model().rowCount() == 34
    window.undo()
    settle_all(desk, qtbot)
    assert count(desk) == 0
    assert "No payments yet" in shown(page)


def test_a_file_that_does_not_name_its_account_has_it_asked_for(
    unread_desk: Desk, unread: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = money(open_window(unread_desk, qtbot, "money"))
    answer_with(monkeypatch, unread / "starling.csv")
    push(page, qtbot, "Read in a statement")
    push(page, qtbot, "Choose a file")
    assert focused() is page.reader.account.box
    assert page.reader.save.isHidden()
    page.reader.account.set_value("Old account")
    page.reader.account.box.activated.emit(1)
    settle_all(unread_desk, qtbot)
    push(page, qtbot, "Save")
    assert page.account.box.currentText() == "Old account"
    assert row(page, 0)[5] == "£0.00"


@pytest.mark.parametrize("content", [b"", b"\x89PNG nothing", b"Name,Age\nAda,30\n"])
def test_a_file_that_is_no_statement_says_why_and_another_can_be_chosen(
    unread_desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    content: bytes,
) -> None:  # fmt: skip
    page = money(open_window(unread_desk, qtbot, "money"))
    (tmp_path / "odd.csv").write_bytes(content)
    answer_with(monkeypatch, tmp_path / "odd.csv")
    push(page, qtbot, "Read in a statement")
    push(page, qtbot, "Choose a file")
    assert focused() is page.reader.problem
    assert any("nothing was added" in text for text in shown(page))
    assert "Choose a file" in buttons(page)
    assert count(unread_desk) == 0


def test_leaving_the_file_dialog_changes_nothing(
    unread_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = money(open_window(unread_desk, qtbot, "money"))
    answer_with(monkeypatch, "")
    push(page, qtbot, "Read in a statement")
    push(page, qtbot, "Choose a file")
    assert page.reader.preview is None
    push(page, qtbot, "Back to all payments")
    assert page.title.text() == "Money"


def test_a_statement_can_be_dropped_on_the_page_and_its_reading_stopped(
    unread_desk: Desk, unread: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = money(open_window(unread_desk, qtbot, "money"))
    begun, told = threading.Event(), LongWork.reached
    monkeypatch.setattr(LongWork, "reached", lambda self, *far: (begun.wait(9), told(self, *far)))
    drop(page, unread / "lloyds.csv")
    tab_to(qtbot, page.reader.progress.stop)
    press(qtbot, Qt.Key.Key_Space)
    begun.set()
    settle_all(unread_desk, qtbot)
    assert "Stopped. Nothing was saved." in shown(page)
    assert "Choose a file" in buttons(page)

    drop(page, unread / "lloyds.csv")
    settle_all(unread_desk, qtbot)
    assert page.reader.preview is not None and len(page.reader.preview.new) == 34


def test_sure_matches_are_accepted_at_once_with_their_reason_in_sight(
    unread_desk: Desk, unread: Path, qtbot: QtBot
) -> None:
    desk = unread_desk
    window = open_window(desk, qtbot, "money")
    page = money(window)
    page.show_reader()
    page.reader.read(unread / "lloyds.csv")
    settle_all(desk, qtbot)
    push(page, qtbot, "Save 34 new payments")
    # 20 wages, payments to HMRC and invoices; 3 payments of the council and 3 contributions.
    assert "26 payments are not sorted, and seem to be known" in shown(page)
    push(page, qtbot, "Look at them")
    tab_to(qtbot, page.matches.table)
    press(qtbot, Qt.Key.Key_Down)
    assert "£286.27 to Ravi Patel was due on 3 July 2026, and the bank's words fit." in shown(page)
    push(page, qtbot, "Accept this one")
    assert len(page.matches.offers) == 25
    push(page, qtbot, "Accept all 25 sure ones")
    assert "There is nothing more to suggest." in shown(page)
    assert focused() is page.matches.back
    window.undo()
    settle_all(desk, qtbot)
    assert len(page.matches.offers) == 25


def test_an_account_agrees_only_when_its_balance_does(desk: Desk, qtbot: QtBot) -> None:
    cheque = add_payment(
        desk.book, made_up_household.NEW_ACCOUNT, date(2026, 10, 1), "Cheque 7",
        Decimal("-20.00"), who=desk.who, at=desk.now(),
    )  # fmt: skip
    window = open_window(desk, qtbot, "money")
    page = money(window)
    push(page, qtbot, "Agree with the statement")
    view = page.agree
    assert "Last agreed: 30 September 2026." in shown(page)
    tab_to(qtbot, view.day.day)
    for box, typed in ((view.day.day, "4"), (view.day.month, "oct"), (view.day.year, "2026")):
        tab_to(qtbot, box)
        type_in(qtbot, typed)
    tab_to(qtbot, view.balance.edit)
    right = Decimal("5467.76")
    type_in(qtbot, pounds(right))
    press(qtbot, Qt.Key.Key_Return)
    settle_all(desk, qtbot)
    assert focused() is view.form.summary
    assert any("-£20.00 is not explained" in text for text in shown(page))
    assert (view.day.day.text(), view.balance.edit.text()) == ("4", "£5,467.76")

    (tick,) = view.ticks
    tab_to(qtbot, tick.box.box)
    assert tick.box.box.text() == "1 Oct 2026: £20.00 to Cheque 7"
    press(qtbot, Qt.Key.Key_Space)
    push(page, qtbot, "Compare and agree")
    assert page.title.text() == "Money"
    assert not look_at_payment(desk.book, cheque).by_hand
    window.undo()
    settle_all(desk, qtbot)
    assert look_at_payment(desk.book, cheque).by_hand


def test_an_empty_book_says_how_to_start(empty_desk: Desk, qtbot: QtBot) -> None:
    page = money(open_window(empty_desk, qtbot, "money"))
    assert "Start with a statement from your bank. You can also type payments in." in shown(page)
    assert list(buttons(page)) == [
        "Read in a statement",
        "Add a payment by hand",
        "Agree with the statement",
        "Bank statements",
        "Invoices",
        "Your own money",
    ]
    assert focused().accessibleName() in {"Read in a statement", "Pages", ""}
