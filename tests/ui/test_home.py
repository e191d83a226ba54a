"""Home: the household's things to do, its money, and how a new book begins."""

from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, open_page, settle, shown

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import RAVI
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.home import PLACES, HomePage, _button_words, _place_of
from dpmanager.ui.registry import PAGES

Opened = list[tuple[str, dict[str, Any]]]


def open_home(desk: Desk, qtbot: QtBot) -> tuple[HomePage, Opened]:
    page = HomePage(desk)
    opened: Opened = []
    page.go.connect(lambda place, what: opened.append((place, what)))
    open_page(page, qtbot)
    return page, opened


def test_the_things_of_the_household_in_order_of_date(desk: Desk, qtbot: QtBot) -> None:
    page, _opened = open_home(desk, qtbot)
    words = shown(page)
    assert words[:3] == ["Home", "Monday 5 October 2026", "9 things need doing"]
    assert words[3:30] == [
        "Was due 17 May",
        "Do 3 things about the pension",
        "The first is: Put the worker into the pension from 6 April 2026.",
        "Was due 4 Sep",
        "Tell HMRC about the pay of Ravi Patel",
        "There are 5 more like this.",
        "Was due 1 Oct",
        "Northshire County Council should have reviewed your direct payment",
        "If you have heard nothing, ask when the review will be. Enter the day here.",
        "Was due 2 Oct",
        "Check that you paid £286.27 to Ravi Patel",
        "Wages for 21 to 27 September 2026. The bank statement ends on 30 September 2026, "
        "too early to show it.",
        "Friday 9 Oct",
        "Approve the timesheet of Ravi Patel",
        "12 hours, 28 September to 4 October 2026.",
        "22 Oct",
        "Pay £260.23 to HMRC",
        "Tax and National Insurance for pay days from 6 September to 5 October 2026.",
        "28 Oct",
        "Send the return for July to September 2026",
        "For Northshire County Council.",
        "When you can",
        "Add the receipt of a payment, or say why there is none",
        "VALE TAXIS, £14.50 on 17 September 2026.",
        "When you can",
        "2 payments to ask about",
        "Nothing is wrong yet. Ask before they do, and write down the answer.",
    ]


def test_each_line_opens_its_place(desk: Desk, qtbot: QtBot) -> None:
    page, opened = open_home(desk, qtbot)
    named = buttons(page)
    for start in (
        "Look at the pension",
        "Look at the money",
        "Look at the hours",
        "Look at the pay:",
        "Prepare the return",
        "Add a receipt",
        "See what to ask",
    ):
        (button,) = [one for name, one in named.items() if name.startswith(start)]
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert [place for place, _what in opened] == [
        "pensions", "money", "hours", "pay", "returns", "receipts", "spending",
    ]  # fmt: skip
    assert opened[2][1] == {"worker": RAVI, "day": date(2026, 9, 28)}
    assert opened[4][1] == {"start": date(2026, 7, 1), "end": date(2026, 9, 30)}
    assert list(opened[5][1]) == ["payment"]
    assert len(named) == len(set(named)) == 11


def test_a_date_opens_itself_and_many_open_the_list(desk: Desk, qtbot: QtBot) -> None:
    page, opened = open_home(desk, qtbot)
    for start in ("Look at this date: Was due 1 Oct", "Look at this date: Was due 4 Sep",
                  "All dates"):  # fmt: skip
        (button,) = [one for name, one in buttons(page).items() if name.startswith(start)]
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert opened == [
        ("deadlines", {"key": "first-review/funder/1/2026-04-02"}),
        ("deadlines", {"key": ""}),
        ("deadlines", {"key": ""}),
    ]


def test_a_thing_about_a_worker_opens_the_page_of_that_worker(desk: Desk, qtbot: QtBot) -> None:
    with desk.book.task("Change", who=desk.who, at=desk.now()) as session:
        ravi = session.query(models.Worker).filter_by(name=RAVI).one()
        session.add(models.Absence(worker=ravi, kind="sick", first_day=date(2026, 9, 28)))
        ravi.date_of_birth = date(2005, 10, 20)  # 21 on 20 October
        ravi.ni_category = "M"
        number = ravi.id
    page, opened = open_home(desk, qtbot)
    for start in ("Look at the time off: Today Ask Ravi Patel",
                  "Change the letter: 20 Oct Change the National Insurance letter"):  # fmt: skip
        (button,) = [one for name, one in buttons(page).items() if name.startswith(start)]
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert opened == [("extras", {"worker": number}), ("terms", {"worker": number})]


def test_every_kind_of_thing_has_its_page_and_its_button() -> None:
    for kind in Kind:
        assert PLACES[kind] in PAGES, kind
        assert _button_words(Thing(kind, None, ""))
    assert _place_of(Thing(Kind.TAX_CODES, None, "", about={})) == "people"
    assert _place_of(Thing(Kind.TAX_CODES, None, "", about={"worker": 1})) == "terms"


def test_the_money_in_sentences_and_how_it_was_worked_out(desk: Desk, qtbot: QtBot) -> None:
    page, _opened = open_home(desk, qtbot)
    words = shown(page.money)
    # 286.27 wages + 466.60 hours + 260.23 HMRC + 991.68 holiday = 2,004.78 owed.
    assert words == [
        "Your money",
        "The bank shows £5,487.76 on 30 September 2026. £2,004.78 of it is already owed: wages, "
        "tax, holiday and invoices.",
        "That leaves £3,482.98, or 5.2 weeks of care.",
        "Northshire County Council may ask for money back above 8 weeks.",
    ]
    opener = buttons(page)["How was this worked out? Your money"]
    opener.setFocus()
    qtbot.keyClick(opener, Qt.Key.Key_Space)
    steps = shown(page.money)
    for part in ("£286.27", "£466.60", "£260.23", "£991.68", "£3,482.98 ÷ £660.00 = 5.27"):
        assert part in steps


def test_what_is_done_goes_away_and_the_next_thing_comes(desk: Desk, qtbot: QtBot) -> None:
    page, _opened = open_home(desk, qtbot)
    page.take_focus()
    desk.do(
        lambda: approve_timesheet(desk.book, RAVI, date(2026, 9, 28), who=desk.who, at=desk.now())
    )
    settle(desk, qtbot)
    words = shown(page)
    assert "Approve the timesheet of Ravi Patel" not in words
    assert "Work out the pay of Ravi Patel" in words
    assert page.isAncestorOf(page.window().focusWidget())
    desk.do(lambda: desk.book.undo(who=desk.who, at=desk.now()))
    settle(desk, qtbot)
    assert "Approve the timesheet of Ravi Patel" in shown(page)


def test_what_is_open_stays_open_when_nothing_changed(desk: Desk, qtbot: QtBot) -> None:
    page, _opened = open_home(desk, qtbot)
    qtbot.keyClick(buttons(page)["How was this worked out? Your money"], Qt.Key.Key_Space)
    page.refresh()
    settle(desk, qtbot)
    assert "Hide how this was worked out Your money" in buttons(page)


def test_a_cheque_is_said_to_be_on_its_way(desk: Desk, qtbot: QtBot) -> None:
    page, _opened = open_home(desk, qtbot)
    desk.do(
        lambda: add_payment(
            desk.book, "Direct payment account", date(2026, 10, 3), "Gardener",
            Decimal("-82.98"), who=desk.who, at=desk.now(),
        )
    )  # fmt: skip
    settle(desk, qtbot)
    words = shown(page)
    assert "£82.98 more has been paid, and the bank does not show it yet." in words
    assert "That leaves £3,400.00, or 5.1 weeks of care." in words
    assert "10 things need doing" in words


def test_a_new_book_says_how_to_start(empty_desk: Desk, qtbot: QtBot) -> None:
    page, opened = open_home(empty_desk, qtbot)
    words = shown(page)
    assert words[2:9] == [
        "How to start",
        "Done",
        "Say who works for you",
        "To do",
        "Write down their hours",
        "To do",
        "Read in a bank statement",
    ]
    assert "£902.11 is in the account, as you said at the start. None of it is owed to anybody " \
        "yet." in words  # fmt: skip
    for name in ("Record hours: To do Write down their hours",
                 "Read in a statement: To do Read in a bank statement"):  # fmt: skip
        qtbot.keyClick(buttons(page)[name], Qt.Key.Key_Space)
    assert opened == [("hours", {}), ("money", {})]

    shift = Shift(
        date(2026, 10, 5),
        empty_desk.now().time(),
        empty_desk.now().replace(hour=12).time(),
        HourKind.WEEKDAY,
    )
    empty_desk.do(
        lambda: record_shifts(
            empty_desk.book, RAVI, [shift], who=empty_desk.who, at=empty_desk.now()
        )
    )
    settle(empty_desk, qtbot)
    assert shown(page)[2:5] == ["How to start", "Done", "Say who works for you"]
    assert "Record hours: To do Write down their hours" not in buttons(page)
