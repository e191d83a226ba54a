"""Every sheet that is shown while no book is open."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import checks
import pytest
from looking import LARGE, LIGHT, LOOKS, SMALL_SCREEN, lay_out, none_of, put_on, see_all_of
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton

from dpmanager.records.backup import Snapshot
from dpmanager.records.book import DamagedBook
from dpmanager.records.salvage import Salvaged
from dpmanager.tasks.book.draft import Draft
from dpmanager.tasks.book.repair import Repaired
from dpmanager.ui.front_window import FrontWindow, OpeningSheet, WaitingSheet
from dpmanager.ui.pages.damaged import BackupsOfDamagedSheet, SavedSheet
from dpmanager.ui.pages.help import HelpSheet
from dpmanager.ui.pages.set_up.flow import QUESTIONS
from dpmanager.ui.pages.set_up.lists import ListQuestion, ListSheet
from dpmanager.ui.pages.set_up.question import Question, QuestionSheet
from dpmanager.ui.pages.set_up.read_in import ReadingSheet, WhichExportSheet
from dpmanager.ui.pages.set_up.sheets import BeginSheet, CheckSheet, LookSheet
from dpmanager.ui.pages.trouble import TroubleSheet
from dpmanager.ui.pages.unlock import UnlockSheet
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.page import Sheet

BOOKS = Path("Books")
MADE = datetime(2026, 10, 5, 9, tzinfo=UTC)
ASKED = {question.name: question for question in QUESTIONS}
OTHERS = {
    "look": lambda: LookSheet(Remembered()),
    "begin": lambda: BeginSheet([BOOKS / "Sam.dpdraft"]),
    "unlock": lambda: UnlockSheet([BOOKS / "Sam.dpbook", BOOKS / "Margaret.dpbook"]),
    "damaged": lambda: damaged_book(),
    "backups of a damaged book": lambda: BackupsOfDamagedSheet(
        BOOKS / "Sam.dpbook", [Snapshot(BOOKS / f"{n}.db", MADE, "asked", 700_000) for n in (2, 1)]
    ),
    "what could be saved": lambda: SavedSheet(
        Repaired(
            BOOKS / "Sam saved.dpbook",
            Salvaged(700, {}, {"transaction": 3}, {}, 2, (4,)),
            ("It holds 700 records.", "These could not be read: Payment (3)."),
            ("The file of receipt 4 “Till” is missing or damaged.",),
        )
    ),
    "check": lambda: CheckSheet(
        [("recipient", "Whose money is it?", "Sam Ash"), ("nation", "Where do you live?", "")],
        BOOKS / "Sam.dpbook",
    ),
    "trouble": lambda: TroubleSheet(ValueError()),
    "help": HelpSheet,
    "opening": lambda: OpeningSheet("Sam"),
    "which export": lambda: WhichExportSheet(Remembered()),
    "reading in": ReadingSheet,
    "waiting": lambda: WaitingSheet("A book to look around in", "It takes some seconds."),
}
SHEETS = [*ASKED, *OTHERS]


def damaged_book() -> UnlockSheet:
    sheet = UnlockSheet([BOOKS / "Sam.dpbook"])
    sheet.say(DamagedBook(BOOKS / "Sam.dpbook" / "book.db"))
    sheet.to_backup.show()
    return sheet


def asking(question: Question) -> QuestionSheet:
    kind = ListSheet if isinstance(question, ListQuestion) else QuestionSheet
    draft = Draft(
        folder=str(BOOKS), recipient_name="Sam Ash", funder_name="Northshire County Council"
    )
    return kind(question, draft, "Setting up, question 5 of 19", can_wait=True)


@pytest.fixture(scope="module")
def front_window(qapp: QApplication) -> Iterator[FrontWindow]:
    """The front window, for all tests of this file."""
    QAccessible.setActive(True)
    made = FrontWindow("")
    made.show_sheet(LookSheet(Remembered()))
    made.show()
    yield made
    made.hide()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    put_on(LIGHT)


@pytest.fixture(scope="module")
def window(front_window: FrontWindow, request: pytest.FixtureRequest) -> FrontWindow:
    """The window in a theme and a size of text."""
    put_on(request.param)
    return front_window


def shown(window: FrontWindow, name: str) -> Sheet:
    window.resize(*SMALL_SCREEN)
    window.show_sheet(asking(ASKED[name]) if name in ASKED else OTHERS[name]())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    lay_out()
    return window.current_sheet()


@pytest.mark.parametrize("window", [LIGHT], indirect=True)
@pytest.mark.parametrize("name", SHEETS)
def test_names_and_keyboard(window: FrontWindow, name: str) -> None:
    sheet = shown(window, name)
    none_of(
        checks.without_name(window),
        checks.with_the_same_name(window),
        checks.name_without_its_words(window),
        checks.label_not_spoken(window),
        checks.painted_without_words(window),
        checks.same_letter_twice(window),
        checks.tab_faults(sheet.column),
    )


@pytest.mark.parametrize("window", [LIGHT, LARGE], indirect=True)
@pytest.mark.parametrize("name", SHEETS)
def test_room(window: FrontWindow, name: str) -> None:
    sheet = shown(window, name)
    none_of(
        checks.small_targets(window),
        checks.cut_words(window),
        checks.out_of_its_block(window),
        checks.scrolls_sideways(sheet),
        checks.too_big(window, *SMALL_SCREEN),
    )


@pytest.mark.parametrize("window", LOOKS, indirect=True)
@pytest.mark.parametrize("name", SHEETS)
def test_colours(window: FrontWindow, name: str) -> None:
    sheet = shown(window, name)
    see_all_of(sheet)
    none_of(checks.faint_words(window.centralWidget()), checks.focus_not_seen(sheet.column))


@pytest.mark.parametrize("window", [LIGHT], indirect=True)
@pytest.mark.parametrize("name", ASKED)
def test_an_answer_that_is_missing(window: FrontWindow, name: str) -> None:
    """The summary has the focus and leads to the field, where the same words stand."""
    sheet = shown(window, name)
    assert isinstance(sheet, QuestionSheet)
    window.activateWindow()
    needed = [field for field in sheet.form.fields.values() if field.missing]
    (sheet.add_one if isinstance(sheet, ListSheet) else sheet.carry_on)()
    lay_out()
    if not [field for field in needed if field.is_empty() and not field.isHidden()]:
        return
    summary = sheet.form.summary
    assert summary.hasFocus()
    assert window.windowTitle().startswith("Error: ")
    lines = summary.findChildren(QPushButton)
    beside = {field.error.text(): field for field in sheet.form.fields.values()}
    assert lines
    for line in lines:
        field = beside[line.accessibleName()]
        assert field.error.isVisible()
        line.click()
        assert QApplication.focusWidget() is field.to_mend()
