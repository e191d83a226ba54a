"""The main job in the real window by keyboard alone: as a whole, taken back, and cut short."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import by_keyboard
import pypdfium2
import pytest
from by_keyboard import ADA, MONDAY, NEW_YEAR, PAY_DAY
from person import BOOK, Person, Presses
from PIL import Image, ImageDraw
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from seen_on_page import shown
from small_book import count, lloyds, tables
from window_fixtures import cleared_away, own_folders

from dpmanager.domain.amounts import pounds
from dpmanager.records import models
from dpmanager.tasks.book.check_book import check_book
from dpmanager.ui.front_window import FrontWindow
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.remembered import recall, settings_file

__all__ = ["cleared_away", "own_folders"]

MOST_KEYS = 60
OPENING = Decimal("902.11")
FROM_THE_COUNCIL = Decimal("1284.80")
TO_THE_AGENCY = Decimal("60.00")
CONTROL = Qt.KeyboardModifier.ControlModifier


class OtherWindows(QObject):
    """Notes every window that comes up beside the program's own two."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if watched.isWindow() and not isinstance(watched, FrontWindow | MainWindow):
            self.seen.append(f"{watched} {watched.accessibleName()}")
        return False


@pytest.fixture
def begin(qapp: Any) -> Iterator[Callable[..., Person]]:
    """Starts the program for somebody; closed at the end. No other window may have come up."""
    begun: list[Person] = []
    others = OtherWindows()
    qapp.installEventFilter(others)

    def start(**how: Any) -> Person:
        begun.append(Person(**how))
        return begun[-1]

    yield start
    for person in begun:
        person.leave()
    qapp.removeEventFilter(others)
    assert others.seen == []


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the files that the dialogs give."""
    read, saved = str(tmp_path / "statement.csv"), str(tmp_path / "return.pdf")
    pictures = [str(tmp_path / "invoice.png")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (read, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: (pictures, ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (saved, ""))
    return tmp_path


def net_wage(person: Person) -> Decimal:
    """What the printed payslip says is paid."""
    person.press("Open the payslip")
    person.press("See the payslip")
    person.press("Read the text")
    text = person.main.current_page().text.toPlainText()  # type: ignore[attr-defined]
    found = re.search(r"You are paid £(\d+\.\d\d) on 16 October 2026", text)
    assert found, text
    return Decimal(found[1])


def write_statement(file: Path, wage: Decimal) -> None:
    lines = [
        (date(2026, 10, 9), "NORTHSHIRE CC", f"{FROM_THE_COUNCIL}"),
        (date(2026, 10, 16), "ADA LOVELL WAGES", f"-{wage}"),
        (date(2026, 10, 21), "BRIGHTDAY ACTIVITIES", f"-{TO_THE_AGENCY}"),
    ]
    file.write_bytes(lloyds(lines, before=f"{OPENING}"))


def draw_invoice(file: Path) -> None:
    picture = Image.new("RGB", (420, 240), "white")
    ImageDraw.Draw(picture).text((30, 30), "Brightday Activities\n21/10/26\nGBP 60.00", "black")
    picture.save(file)


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "\n".join(line.strip() for page in pages for line in page.splitlines())


def check_return(said: str, wage: Decimal, closing: Decimal) -> None:
    """The sums add up, and the wage and the numbered receipt are among them."""
    spent = wage + TO_THE_AGENCY
    assert OPENING + FROM_THE_COUNCIL - spent == closing
    sums = (pounds(OPENING), pounds(FROM_THE_COUNCIL), pounds(spent), pounds(closing))
    assert "{} + {} - {} = {}".format(*sums) in said
    assert "Difference £0.00" in said
    lacking = " ".join(said.split("What is missing")[1].split("Papers sent")[0].split())
    assert "for HMRC, due on 20 November 2026, is not paid." in lacking
    assert "of your contribution was due and is not in the account." in lacking
    assert "No employers' liability insurance is noted for 5 October to 31 December" in lacking
    assert not re.search(r"category|proof|statement|timesheet", lacking)
    assert re.search(rf"ADA LOVELL WAGES.+?{re.escape(pounds(wage))} ", said, re.DOTALL)
    receipt = re.search(r"^(\d+) Brightday in October 21 Oct 2026 (\d+)$", said, re.MULTILINE)
    assert receipt, said
    number, line = receipt.groups()
    assert f"Invoices Proof {number}" in " ".join(said.split())
    proved = rf"^{line} 21 Oct BRIGHTDAY.+?^{number} £60\.00 {re.escape(pounds(closing))}$"
    assert re.search(proved, said, re.MULTILINE | re.DOTALL)


def walk(person: Person, key: Qt.Key, can: Callable[[], str]) -> list[dict[str, Any]]:
    """Undoes or does again until nothing is left, on another page each time; each state."""
    states = []
    while can():
        place = by_keyboard.PLACES[len(states) % len(by_keyboard.PLACES)]
        by_keyboard.turn_to(person, place)
        person.hold(CONTROL, key)
        assert person.main.current_page().place == place
        states.append(tables(person.main.desk.book))
    return states


def test_from_nothing_to_the_return_then_all_taken_back_and_done_again(
    begin: Callable[..., Person], papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = begin(moment=MONDAY)
    person.set_up()
    book = person.main.desk.book
    start = tables(book)
    steps: list[dict[str, Any]] = []

    def saved() -> None:
        """The step that was saved is taken back and done again, with its page in front."""
        after = tables(book)
        assert after not in (start, *steps)
        person.hold(CONTROL, Qt.Key.Key_Z)
        assert tables(book) != after
        assert book.can_redo()
        person.hold(CONTROL, Qt.Key.Key_Y)
        assert tables(book) == after
        steps.append(after)

    by_keyboard.add_ada(person)
    saved()
    person.moment = PAY_DAY
    by_keyboard.turn_to(person, "home")
    presses = Presses()
    by_keyboard.approve_last_week(person)
    by_keyboard.run_pay(person)
    presses.stop()
    saved()
    wage = net_wage(person)

    closing = OPENING + FROM_THE_COUNCIL - wage - TO_THE_AGENCY
    write_statement(papers / "statement.csv", wage)
    draw_invoice(papers / "invoice.png")
    person.moment = NEW_YEAR
    by_keyboard.read_in_statement(person, saved)
    by_keyboard.add_receipt(person, saved)
    by_keyboard.agree(person, f"{closing}")
    saved()
    by_keyboard.save_return(person)
    said = text_of(papers / "return.pdf")
    check_return(said, wage, closing)
    assert check_book(book) == []

    done = walk(person, Qt.Key.Key_Z, book.can_undo)
    assert done[-1] == start
    assert all(step in [steps[-1], *done] for step in steps)
    again = walk(person, Qt.Key.Key_Y, book.can_redo)
    assert again == [*done[-2::-1], steps[-1]]
    assert check_book(book) == []
    by_keyboard.save_return(person)
    assert text_of(papers / "return.pdf") == said

    with capsys.disabled():
        print(f"\nOne PA, one week (hours, approval, pay): {presses.count} key presses")
    assert 30 < presses.count <= MOST_KEYS


CHILD = """
import sys, time
from PySide6.QtWidgets import QApplication
from sqlalchemy import event
from sqlalchemy.orm import Session

app = QApplication([])
import by_keyboard
from person import Person
from small_book import tables

person = Person(moment=by_keyboard.MONDAY)
person.set_up()
by_keyboard.add_ada(person)
person.moment = by_keyboard.PAY_DAY
by_keyboard.approve_last_week(person)
print(repr(tables(person.main.desk.book)), flush=True)

def in_the_middle(session, _context):
    print("half written", flush=True)
    time.sleep(60)

event.listen(Session, "after_flush", in_the_middle)
by_keyboard.run_pay(person)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a signal that cannot be caught")
def test_closed_by_force_all_that_was_saved_is_there(
    begin: Callable[..., Person], tmp_path: Path
) -> None:
    here = Path(__file__).parent
    ways = os.pathsep.join([str(here), str(here.parent)])
    with (
        (tmp_path / "faults").open("w") as faults,
        subprocess.Popen(
            [sys.executable, "-c", CHILD],
            env={**os.environ, "PYTHONPATH": ways},
            stdout=subprocess.PIPE,
            stderr=faults,
            text=True,
        ) as child,
    ):
        assert child.stdout is not None
        before = child.stdout.readline()
        middle = child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
    assert middle == "half written\n", (tmp_path / "faults").read_text()

    choices = recall(settings_file())
    assert [Path(name).stem for name in choices.books] == [BOOK]
    person = begin(choices=choices, moment=PAY_DAY)
    person.unlock()
    book = person.main.desk.book
    assert repr(tables(book)) + "\n" == before
    assert check_book(book) == []
    assert count(book, models.Shift) == len(by_keyboard.WEEK)
    assert count(book, models.Payslip) == 0
    assert book.can_undo() == f"Approve the timesheet of {ADA}"

    by_keyboard.turn_to(person, "home")
    assert f"Work out the pay of {ADA}" in shown(person.page)
    by_keyboard.run_pay(person)
    assert count(book, models.Payslip) == 1
    assert check_book(book) == []
