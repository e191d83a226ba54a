"""The Returns page: ready to send, what it will say, and its papers read back."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import QUARTER, RAVI
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.tasks.returns.look_at_returns import look_at_return, one_decimal, quarters_offered
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.preview import PreviewPage
from dpmanager.ui.pages.returns import ReturnsPage
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.table import DataTable


def settle(desk: Desk, qtbot: QtBot) -> None:
    for _turn in range(4):
        QApplication.processEvents()
        desk.wait()
        qtbot.waitUntil(lambda: not desk.is_busy())


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    desk.remembered.place = "returns"
    made = MainWindow(desk, "Margaret's direct payment")
    qtbot.addWidget(made, before_close_func=lambda _window: desk.wait())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    settle(desk, qtbot)
    yield made


@pytest.fixture
def page(window: MainWindow) -> ReturnsPage:
    made = window.current_page()
    assert isinstance(made, ReturnsPage)
    return made


@pytest.fixture
def asked(page: ReturnsPage) -> list[tuple[str, dict[str, Any]]]:
    """What the page asks other pages for; they are not opened."""
    found: list[tuple[str, dict[str, Any]]] = []
    page.go.disconnect()
    page.go.connect(lambda place, what: found.append((place, what)))
    return found


def words_in(block: QWidget) -> list[str]:
    return [
        label.text() for label in block.findChildren(QLabel) if label.isVisible() and label.text()
    ]


def press(block: QWidget, words: str, qtbot: QtBot) -> None:
    (found,) = [
        one for one in block.findChildren(QPushButton) if one.isVisible() and one.text() == words
    ]
    qtbot.keyClick(found, Qt.Key.Key_Space)


def column(table: DataTable, number: int) -> list[str]:
    model = table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def fill_in(page: ReturnsPage, start: tuple[str, str, str], end: tuple[str, str, str]) -> None:
    page.days.quarter.box.setCurrentIndex(page.days.quarter.box.count() - 1)
    page.days.quarter.box.activated.emit(page.days.quarter.box.currentIndex())
    for field, typed in ((page.days.start, start), (page.days.end, end)):
        for box, text in zip(field.controls(), typed, strict=True):
            box.setText(text)  # type: ignore[attr-defined]


def test_the_last_quarter_is_suggested_and_checked(
    page: ReturnsPage, asked: list[tuple[str, dict[str, Any]]], qtbot: QtBot
) -> None:
    assert page.subtitle.text() == (
        "Northshire County Council, 1 July 2026 to 30 September 2026. Send it by 28 October 2026."
    )
    assert words_in(page.checks) == [
        "To do",
        "1 payment out has no proof. Add the paper, or say why there is none.",
        "VALE TAXIS £14.50 on 17 September 2026",
        "To do",
        "1 question about spending is still open: Equipment.",
        "Done",
        "The bank statement agrees to the penny: £5,487.76.",
        "Done",
        "All 16 timesheets are approved and paid.",
        "Done",
        "All 35 payments have a category.",
        "Done",
        "HMRC has been paid what was due.",
        "Done",
        "Your contribution is paid in full: £698.40.",  # 58.20 x 4, three times
        "Done",
        "Employers' liability insurance was in force.",
        "Done",
        "Each outcome of the plan has spending, hours or a note.",
    ]
    press(page.checks, "Add receipts", qtbot)
    with page.desk.book.reading() as session:
        taxi = session.scalars(
            select(models.Transaction.id).where(
                models.Transaction.description == "VALE TAXIS",
                models.Transaction.day == date(2026, 9, 17),
            )
        ).one()
    assert asked == [("receipts", {"payment": taxi})]


def test_it_says_what_the_return_will_say(page: ReturnsPage, desk: Desk, qtbot: QtBot) -> None:
    look = look_at_return(desk.book, QUARTER, today=desk.today())
    made = look.funder_return
    assert page.sentence.text() == (
        f"You started with {pounds(made.opening)}, {pounds(made.money_in)} came in, "
        f"{pounds(made.money_out)} was spent, and {pounds(made.closing)} is left."
    )
    assert made.opening + made.money_in - made.money_out == made.closing
    assert page.free.text() == (
        f"{pounds(look.set_aside)} of that is owed already, so {pounds(made.free_balance)} is "
        "free. That is 5.2 weeks of care. Up to 8 weeks may stay in the account."
    )
    for table, whole in ((page.income, made.money_in), (page.spending, made.money_out)):
        amounts = [Decimal(text.strip("£").replace(",", "")) for text in column(table, 0)]
        assert sum(amounts) == whole

    openers = [
        one
        for one in page.workings.findChildren(QPushButton)
        if one.text() == "How was this worked out?"
    ]
    assert [one.accessibleName() for one in openers] == [
        "How was this worked out? Owed already, this return",
        "How was this worked out? Free to use, this return",
    ]
    for one in openers:
        qtbot.keyClick(one, Qt.Key.Key_Space)
    steps = words_in(page.workings)
    assert (
        f"{pounds(made.closing)} - {pounds(look.set_aside)} = {pounds(made.free_balance)}" in steps
    )
    assert "Holiday earned and not taken" in steps


def test_weeks_never_sound_like_more() -> None:
    assert one_decimal(Decimal("5.27")) == "5.2"
    assert one_decimal(Decimal("0.99")) == "0.9"


def test_the_quarters_offered_are_those_that_have_ended() -> None:
    assert quarters_offered(date(2026, 10, 1))[0] == QUARTER
    assert quarters_offered(date(2026, 9, 30)) == (
        Period(date(2026, 4, 1), date(2026, 6, 30)),
        Period(date(2026, 1, 1), date(2026, 3, 31)),
        Period(date(2025, 10, 1), date(2025, 12, 31)),
        Period(date(2025, 7, 1), date(2025, 9, 30)),
    )


@pytest.mark.parametrize(
    ("words", "large", "file_name"),
    [
        ("See the return", False, "Return 2026-07-01 to 2026-09-30.pdf"),
        ("See it in large print", True, "Return 2026-07-01 to 2026-09-30, large print.pdf"),
    ],
)
def test_the_return_opens_in_the_preview_and_says_the_same(
    window: MainWindow,
    page: ReturnsPage,
    desk: Desk,
    qtbot: QtBot,
    words: str,
    large: bool,
    file_name: str,
) -> None:
    opened: list[dict[str, Any]] = []
    page.go.connect(lambda _place, what: opened.append(what))
    press(page, words, qtbot)
    settle(desk, qtbot)

    (what,) = opened
    assert (what["file_name"], what["back"]) == (file_name, "returns")
    with pypdfium2.PdfDocument(what["pdf"]) as document:
        text = "".join(one.get_textpage().get_text_bounded() for one in document)
    for figure in ("£5,814.92", "£7,920.00", "£8,247.16", "£5,487.76", "0041297"):
        assert figure in text
    with pikepdf.open(BytesIO(what["pdf"])) as document:
        assert (len(document.pages) > 16) == large
    preview = window.current_page()
    assert isinstance(preview, PreviewPage)
    assert "£5,487.76" in preview.text.toPlainText()
    assert page.papers.progress.isHidden()


def test_the_bundle_is_made_behind_the_window_and_holds_the_papers(
    page: ReturnsPage, desk: Desk, asked: list[tuple[str, dict[str, Any]]], qtbot: QtBot
) -> None:
    press(page, "Make the evidence bundle", qtbot)
    assert page.papers.progress.isVisible()
    settle(desk, qtbot)

    assert page.papers.progress.isHidden()
    ((place, what),) = asked
    assert place == "preview"
    assert what["file_name"] == "Evidence 2026-07-01 to 2026-09-30.pdf"
    with pypdfium2.PdfDocument(what["pdf"]) as document:
        text = "".join(one.get_textpage().get_text_bounded() for one in document)
    assert text.count("You are paid £") >= 14
    assert "Timesheet" in text


def test_making_the_bundle_can_be_stopped(
    page: ReturnsPage, desk: Desk, asked: list[tuple[str, dict[str, Any]]], qtbot: QtBot
) -> None:
    said: list[str] = []
    ANNOUNCER.said.connect(said.append)
    press(page, "Make the evidence bundle", qtbot)
    press(page.papers.progress, "Stop", qtbot)
    settle(desk, qtbot)
    ANNOUNCER.said.disconnect(said.append)

    assert asked == []
    assert page.papers.progress.isHidden()
    assert said[-1] == "Stopped. No paper was made."
    press(page, "See the return", qtbot)  # and another can be made after it
    settle(desk, qtbot)
    assert [place for place, _what in asked] == ["preview"]


def test_other_days_can_be_chosen(page: ReturnsPage, desk: Desk, qtbot: QtBot) -> None:
    press(page, "Choose another period", qtbot)
    assert not page.days.start.isVisible()
    fill_in(page, ("1", "august", "2026"), ("31", "8", "2026"))
    assert page.days.start.isVisible()
    press(page, "Show this return", qtbot)
    settle(desk, qtbot)

    assert "1 August 2026 to 31 August 2026" in page.subtitle.text()
    look = look_at_return(
        desk.book, Period(date(2026, 8, 1), date(2026, 8, 31)), today=desk.today()
    )
    assert pounds(look.funder_return.closing) in page.sentence.text()


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        (("31", "June", "2026"), ("31", "8", "2026"), "June"),
        (("1", "", "2026"), ("31", "8", "2026"), "First day must include a month."),
        (("1", "9", "2026"), ("31", "8", "2026"), "The period ends before it starts"),
        (("1", "9", "2026"), ("31", "12", "2026"), "which is still to come"),
        (("1", "1", "2020"), ("31", "1", "2020"), "Nothing was agreed with Northshire"),
    ],
)
def test_days_that_cannot_be_are_named_and_nothing_typed_is_lost(
    page: ReturnsPage,
    desk: Desk,
    qtbot: QtBot,
    start: tuple[str, str, str],
    end: tuple[str, str, str],
    fault: str,
) -> None:
    press(page, "Choose another period", qtbot)
    fill_in(page, start, end)
    press(page, "Show this return", qtbot)
    settle(desk, qtbot)

    assert page.days.form.summary.isVisible()
    assert page.days.form.summary.hasFocus()
    assert fault in page.days.form.summary.accessibleName()
    assert tuple(box.text() for box in page.days.start.controls()) == start  # type: ignore[attr-defined]
    assert tuple(box.text() for box in page.days.end.controls()) == end  # type: ignore[attr-defined]

    fill_in(page, ("1", "7", "2026"), ("30", "9", "2026"))
    press(page, "Show this return", qtbot)
    settle(desk, qtbot)
    assert not page.days.form.summary.isVisible()
    assert page.whole.isVisible()


def test_hours_to_approve_open_their_own_week(
    window: MainWindow,
    page: ReturnsPage,
    desk: Desk,
    asked: list[tuple[str, dict[str, Any]]],
    qtbot: QtBot,
) -> None:
    window.open_place("returns", {"start": date(2026, 9, 1), "end": date(2026, 10, 4)})
    settle(desk, qtbot)

    assert "to 4 October 2026 is not approved yet." in " ".join(words_in(page.checks))
    press(page.checks, "Look at the hours", qtbot)
    assert asked == [("hours", {"worker": RAVI, "day": date(2026, 9, 28)})]
    banks = [
        one for one in page.checks.findChildren(QPushButton) if one.text() == "Look at the bank"
    ]
    assert len({one.accessibleName() for one in banks}) == 2  # each account's statement has ended
    qtbot.keyClick(banks[0], Qt.Key.Key_Space)
    assert asked[1] == ("money", {})


def test_a_payment_without_a_category_leads_to_the_money(
    page: ReturnsPage, desk: Desk, asked: list[tuple[str, dict[str, Any]]], qtbot: QtBot
) -> None:
    with desk.book.reading() as session:
        account = session.scalars(select(models.Account.name)).all()[-1]
    add_payment(
        desk.book,
        account,
        date(2026, 9, 29),
        "CASH MACHINE",
        Decimal("-20.00"),
        who=desk.who,
        at=desk.now(),
    )
    desk.changed.emit()
    settle(desk, qtbot)

    assert "CASH MACHINE £20.00 on 29 September 2026" in words_in(page.checks)
    press(page.checks, "Say what for", qtbot)
    with desk.book.reading() as session:
        newest = session.scalar(select(func.max(models.Transaction.id)))
    assert asked == [("money", {"transaction": newest})]


def test_every_kind_of_gap_has_its_place() -> None:
    from dpmanager.tasks.returns.look_at_returns import Check
    from dpmanager.ui.pages.returns_words import way
    from dpmanager.ui.registry import PAGES

    for kind in (
        "statement", "category", "transfer", "proof", "approval", "pay", "hmrc", "pension",
        "contribution", "insurance", "question", "surplus", "mistake", "outcome",
    ):  # fmt: skip
        found = way(Check("Something is missing.", kind=kind))
        assert found is not None
        place, _what, action = found
        assert place in PAGES
        assert action


def test_a_book_without_an_agreement_for_the_days_says_so(empty_desk: Desk, qtbot: QtBot) -> None:
    page = ReturnsPage(empty_desk)
    qtbot.addWidget(page, before_close_func=lambda _page: empty_desk.wait())
    page.show()
    page.open_with(start=date(2020, 1, 1), end=date(2020, 3, 31))
    page.refresh()
    settle(empty_desk, qtbot)

    assert page.days.chooser.isVisible()
    assert not page.whole.isVisible()
    assert "Nothing was agreed with" in page.days.form.summary.accessibleName()
