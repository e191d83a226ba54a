"""From engaging an assistant to paying her, by keyboard alone; the form is filled in by pypdf.

Ada starts on Monday 5 October 2026, is paid by the week, and gets 13.20 an hour. In week 1 of her
rota she comes from 8 to 12 on Monday to Thursday, in week 2 from 9 to 11 on Tuesday.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import by_keyboard
import pypdfium2
import pytest
from by_keyboard import ADA, MONDAY, PAY_DAY
from filled_form import at, filled_pdf, signed, times
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog
from seen_on_page import buttons, shown
from small_book import all_of
from window_fixtures import own_folders

from dpmanager.domain.hours.timesheet_form import Box
from dpmanager.records import models
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.hours.print_timesheet import print_timesheet

__all__ = ["own_folders"]

TUESDAY, WEDNESDAY = date(2026, 10, 6), date(2026, 10, 7)


@pytest.fixture
def person(qapp: QApplication) -> Iterator[Person]:
    """Somebody whose book has just been set up."""
    begun = Person(moment=MONDAY)
    begun.set_up()
    yield begun
    begun.leave()


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the files that the dialogs give."""

    def where(_parent: object, _title: str, offered: str, _kinds: str) -> tuple[str, str]:
        return str(tmp_path / Path(offered).name), ""

    back = str(tmp_path / "back.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (back, ""))
    return tmp_path


def tick(person: Person, label: str) -> None:
    person.tab_to(lambda widget: isinstance(widget, QCheckBox) and widget.accessibleName() == label)
    person.key(Qt.Key.Key_Space)


def note_checks(person: Person) -> None:
    """The right to work was seen, and a reference came."""
    person.press("Checks, papers and insurance")
    person.press("Open: Right to work")
    person.press("I have seen it")
    person.fill("What you looked at", "British passport")
    person.press("Save what I saw")
    person.press("Open: Reference")
    person.press("I have seen it")
    person.fill("Who gave it", "Mr Green")
    person.press("Save what I saw")


def plan_two_weeks(person: Person) -> None:
    """Four mornings in the one week, and one in the other."""
    by_keyboard.turn_to(person, "hours")
    person.press("Rota")
    person.press("Set a usual week")
    person.choose("Who", ADA)
    person.choose("How it repeats", "Two weeks, which take turns")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday"):
        tick(person, day)
    person.fill("Start", "8")
    person.fill("Finish", "12")
    person.press("Add these hours")
    person.choose("In which week", "Week 2")
    tick(person, "Tuesday")
    person.fill("Start", "9")
    person.fill("Finish", "11")
    person.press("Save the usual week")


def shifts_of(person: Person) -> list[tuple[date, str, str]]:
    return [
        (row.day, f"{row.start:%H:%M}", f"{row.end:%H:%M}")
        for row in all_of(person.main.desk.book, models.Shift)
    ]


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def test_from_the_first_check_to_the_first_pay(person: Person, files: Path) -> None:
    book = person.main.desk.book
    by_keyboard.add_ada(person)
    note_checks(person)
    plan_two_weeks(person)

    by_keyboard.turn_to(person, "hours")
    person.press("Let them fill it in")
    person.press(f"Save a form for {ADA}")
    sent = files / "timesheet-2026-10-05-to-2026-10-11.pdf"
    (files / "back.pdf").write_bytes(
        filled_pdf(
            sent.read_bytes(),
            signed(ADA, "11 October 2026")
            | times(TUESDAY, "8am", "1.30pm")
            | times(WEDNESDAY, "", "")
            | {at(WEDNESDAY, 1, Box.NOTE): "My car broke down"},
        )
    )

    person.moment = PAY_DAY
    person.press("Read in a filled form")
    said = "\n".join(shown(person.page))
    assert f"What {ADA} filled in" in said
    assert "2 differences from the plan" in said
    assert "Tuesday 6 October 2026, 08:00 to 13:30: changed. Planned: 08:00 to 12:00." in said
    person.choose(
        "Tuesday 6 October 2026, 08:00 to 13:30: changed. Planned: 08:00 to 12:00.",
        "Keep the plan",
    )
    person.press("Save these hours")
    assert shifts_of(person) == [
        (MONDAY.date(), "08:00", "12:00"),
        (TUESDAY, "08:00", "12:00"),
        (date(2026, 10, 8), "08:00", "12:00"),
    ]
    person.hold(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_A)
    (sheet,) = all_of(book, models.Timesheet)
    assert (sheet.state, sheet.approved_on) == ("approved", PAY_DAY.date())
    paper = text_of(print_timesheet(book, sheet.id))
    assert f"{ADA} filled in this timesheet, signed as {ADA} on 11 October 2026." in paper
    assert "the hours above are not those that they filled in: Tue 6 Oct 2026." in paper
    assert "My car broke down" in paper
    assert "Frances Hale approved this timesheet on 16 October 2026." in paper

    by_keyboard.turn_to(person, "pay")
    assert "Pay anyway" not in buttons(person.page)
    person.press("Run pay")
    (slip,) = all_of(book, models.Payslip)
    assert slip.gross_pay == 12 * Decimal("13.20")
    (form,) = all_of(book, models.TakenForm)
    (proof,) = all_of(book, models.Proof, models.Proof.id == form.proof_id)
    assert book.read_proof(proof.sealed_name) == (files / "back.pdf").read_bytes()
    assert check_book(book) == []
