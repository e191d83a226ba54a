"""Receipts that are read, cut, paid in part, watched for and explained, by keyboard."""

import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
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
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, shown

from dpmanager.domain.receipts.lines import TextLine
from dpmanager.errors import DPManagerError
from dpmanager.importers.receipt_reader import PictureReader
from dpmanager.importers.receipt_text import PageText
from dpmanager.tasks.money.look_at_money import find_payments
from dpmanager.tasks.receipts.look_at_receipts import (
    ReceiptSeen,
    count_receipts,
    look_at_wanting,
    read_receipts,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages import receipt_reading
from dpmanager.ui.pages.receipts import ReceiptsPage
from dpmanager.ui.widgets.picture import MARK_COLOUR

TAXI = "VALE TAXIS"
ROWS = ("Vale Taxis", "17 September 2026", "Fare £14.50", "Total £14.50", "Receipt no 4417")


class StandIn(PictureReader):
    """Reads the same rows on every picture; or cannot start."""

    starts = True

    def read(self, picture: bytes, page: int) -> PageText | None:
        if not self.starts:
            raise DPManagerError("The program that reads receipts does not start.")
        lines = [
            TextLine(text, ((40, y), (300, y), (300, y + 30), (40, y + 30)), page)
            for y, text in zip(range(60, 900, 90), ROWS, strict=False)
        ]
        return PageText(400, 600, tuple(lines))


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[StandIn]]:
    """A reader that is installed and takes no time."""
    monkeypatch.setattr(receipt_reading, "can_read_pictures", lambda: True)
    monkeypatch.setattr(receipt_reading, "PictureReader", StandIn)
    yield StandIn
    StandIn.starts = True


def receipts(desk: Desk, qtbot: QtBot, **what: object) -> ReceiptsPage:
    window = open_window(desk, qtbot, "receipts")
    if what:
        window.open_place("receipts", dict(what))
        settle_all(desk, qtbot)
    page = window.current_page()
    assert isinstance(page, ReceiptsPage)
    return page


def until_read(page: ReceiptsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.reading.reader._reader is None, timeout=20_000)
    settle_all(page.desk, qtbot)


def photo(path: Path, shade: str = "white", size: tuple[int, int] = (400, 600)) -> Path:
    made = Image.new("RGB", size, shade)
    pen = ImageDraw.Draw(made)
    for place in range(12):
        left, top = place * 53 % size[0], place * 97 % size[1]
        pen.rectangle((left, top, left + 40, top + 30), fill=(place * 20, 60, 90))
    made.save(path)
    return path


def taxi(desk: Desk) -> int:
    return find_payments(desk.book, TAXI, most=1)[0].id


def found(desk: Desk, text: str) -> ReceiptSeen:
    return read_receipts(desk.book, text, 0, 1)[0]


def marked(page: ReceiptsPage) -> bool:
    """Whether the colour of the marks is on the picture."""
    image = page.receipt.picture.image()
    colour = QColor(MARK_COLOUR)
    return any(
        image.pixelColor(x, y) == colour
        for x in range(0, image.width(), 1)
        for y in range(0, image.height(), 2)
    )


def test_what_is_read_fills_the_form_in_words_and_on_the_picture_and_waits_to_be_saved(
    desk: Desk, qtbot: QtBot, tmp_path: Path, reader: type[StandIn]
) -> None:
    page = receipts(desk, qtbot)
    drop(page, photo(tmp_path / "IMG_1.png"))
    settle_all(desk, qtbot)
    assert not marked(page)
    push(page, qtbot, "Back to all receipts")
    push(page, qtbot, "Read my receipts")
    until_read(page, qtbot)
    assert page.reading.isHidden()
    push(page, qtbot, "Check it: Receipts IMG_1")
    view = page.receipt
    assert view.name.edit.text() == "Vale Taxis"
    assert (view.day.read(), view.amount.read(), view.number.read()) == (
        date(2026, 9, 17), Decimal("14.50"), "4417",
    )  # fmt: skip
    assert view.amount.hint.text() == "Read from the picture, at box 3. Check it."
    assert "box 2" in view.day.day.accessibleDescription()
    assert any("Check it against the picture, then save." in text for text in shown(page))
    assert marked(page)
    assert found(desk, "4417").day is None  # nothing is kept before it is saved

    tab_to(qtbot, view.name.edit)
    type_in(qtbot, "Taxi home")
    push(page, qtbot, "Save what it says")
    kept = found(desk, "taxi home")
    assert (kept.day, kept.amount, kept.number) == (date(2026, 9, 17), Decimal("14.50"), "4417")
    assert view.amount.hint.text() == "In pounds, such as 12.50"
    assert not marked(page)
    push(page, qtbot, f"Link: 17 September 2026 £14.50 to {TAXI}")
    assert "All of this receipt is paid." in shown(page)


def test_what_the_person_typed_is_not_overwritten_when_the_reading_comes(
    desk: Desk, qtbot: QtBot, tmp_path: Path, reader: type[StandIn]
) -> None:
    page = receipts(desk, qtbot)
    drop(page, photo(tmp_path / "IMG_1.png"))
    settle_all(desk, qtbot)
    view = page.receipt
    tab_to(qtbot, view.amount.edit)
    type_in(qtbot, "9.99")
    desk.remembered.read_receipts = True
    page.refresh()
    settle_all(desk, qtbot)
    until_read(page, qtbot)
    assert view.amount.read() == Decimal("9.99")
    assert view.day.read() == date(2026, 9, 17)


def test_reading_is_switched_off_and_a_reader_that_does_not_start_says_so(
    desk: Desk, qtbot: QtBot, tmp_path: Path, reader: type[StandIn]
) -> None:
    reader.starts = False
    page = receipts(desk, qtbot)
    push(page, qtbot, "Read my receipts")
    until_read(page, qtbot)
    assert "The program that reads receipts does not start." in shown(page)
    assert desk.remembered.read_receipts is False
    assert page.to_check.isHidden()


def test_without_the_reader_nothing_is_offered(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_reading, "can_read_pictures", lambda: False)
    desk.remembered.read_receipts = True
    page = receipts(desk, qtbot)
    assert page.reading.isHidden()
    assert page.reading.reader._reader is None


def test_closing_the_window_ends_the_reading(
    desk: Desk, qtbot: QtBot, reader: type[StandIn]
) -> None:
    page = receipts(desk, qtbot)
    page.reading.reader.start()
    desk.stopping.emit()
    assert page.reading.reader._reader is None


def test_a_picture_is_turned_and_cut_and_undo_brings_it_back(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(desk, qtbot, "receipts")
    page = window.current_page()
    assert isinstance(page, ReceiptsPage)
    drop(page, photo(tmp_path / "IMG_1.png"))
    settle_all(desk, qtbot)
    view = page.receipt

    def size() -> tuple[int, int]:
        data = desk.book.read_proof(found(desk, "IMG_1").sealed_name)
        return Image.open(BytesIO(data)).size

    push(page, qtbot, "Turn or cut the picture")
    assert marked(page)
    bottom = view.cut.form.fields["bottom"].controls()[0]
    tab_to(qtbot, bottom)
    type_in(qtbot, "ninety")
    push(page, qtbot, "Cut the picture")
    assert focused() is view.cut.form.summary
    tab_to(qtbot, bottom)
    type_in(qtbot, "95")
    push(page, qtbot, "Cut the picture")
    assert "Type whole numbers from 0 to 90." in shown(page)
    assert size() == (400, 600)
    tab_to(qtbot, bottom)
    type_in(qtbot, "50")
    press(qtbot, Qt.Key.Key_Return)
    settle_all(desk, qtbot)
    assert size() == (400, 300)
    assert view.cut.inside.isHidden() and not marked(page)
    push(page, qtbot, "Turn or cut the picture")
    push(page, qtbot, "Turn to the right")
    assert size() == (300, 400)
    window.undo()
    window.undo()
    settle_all(desk, qtbot)
    assert size() == (400, 600)


def test_a_part_of_a_receipt_is_paid(desk: Desk, qtbot: QtBot) -> None:
    chair = found(desk, "119.00")
    page = receipts(desk, qtbot, proof=chair.id)
    assert "All of this receipt is paid." in shown(page)
    push(page, qtbot, "A payment pays only a part of it")
    parts = page.receipt.parts
    choose(qtbot, parts.which.box, parts.which.box.itemText(0))
    tab_to(qtbot, parts.amount.edit)
    type_in(qtbot, "500")
    push(page, qtbot, "Save the part")
    assert focused() is parts.form.summary
    tab_to(qtbot, parts.amount.edit)
    type_in(qtbot, "100")
    push(page, qtbot, "Save the part")
    assert found(desk, "119.00").payments[0].part == Decimal("100.00")
    assert "£100.00 of this receipt is linked to payments. £19.00 is not." in shown(page)
    assert "It pays £100.00 of this receipt." in shown(page)


def test_a_copy_is_named_and_the_same_file_is_not_kept_twice(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = receipts(desk, qtbot)
    first = photo(tmp_path / "first.png")
    drop(page, first)
    settle_all(desk, qtbot)
    assert page.receipt.alike.isHidden()
    push(page, qtbot, "Back to all receipts")
    Image.open(first).save(tmp_path / "copy.jpg", quality=70)
    drop(page, tmp_path / "copy.jpg")
    settle_all(desk, qtbot)
    assert "It looks like one that you have" in shown(page)
    push(page, qtbot, "Open it: Receipts first")
    assert page.title.text() == "first"
    before = count_receipts(desk.book, "")
    drop(page, first)
    settle_all(desk, qtbot)
    assert count_receipts(desk.book, "") == before


def test_new_files_in_a_folder_are_offered_and_taken_only_when_asked(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Scans"
    folder.mkdir()
    for place, name in enumerate(("one.png", "two.png", "three.png"), start=1):
        photo(folder / name, ("red", "green", "blue")[place - 1])
        os.utime(folder / name, ns=(place * 10**9, place * 10**9))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    page = receipts(desk, qtbot)
    before = count_receipts(desk.book, "")
    assert page.folder.isHidden()
    push(page, qtbot, "Look in a folder")
    assert "3 files in Scans are not in the book." in shown(page)
    assert count_receipts(desk.book, "") == before
    push(page, qtbot, "Add: File three.png")
    settle_all(desk, qtbot)
    assert page.title.text() == "three"
    push(page, qtbot, "Back to all receipts")
    push(page, qtbot, "Add all 2 files")
    settle_all(desk, qtbot)
    assert count_receipts(desk.book, "") == before + 3
    assert "Nothing is new in Scans." in shown(page)

    photo(folder / "four.png", "yellow")
    page.refresh()
    settle_all(desk, qtbot)
    push(page, qtbot, "Leave these out")
    assert "Nothing is new in Scans." in shown(page)
    photo(folder / "five.png", "pink")
    qtbot.waitUntil(lambda: "Add: File five.png" in buttons(page), timeout=10_000)
    push(page, qtbot, "Stop looking in this folder")
    assert page.folder.isHidden()
    assert desk.remembered.watched == {}


def test_a_folder_that_is_gone_says_so(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    from dpmanager.ui.remembered import Watched

    desk.remembered.watched[str(desk.book.folder)] = Watched(str(tmp_path / "gone"))
    page = receipts(desk, qtbot)
    assert any("gone cannot be looked at" in text for text in shown(page))


def test_a_note_is_signed_by_typing_the_name(desk: Desk, qtbot: QtBot) -> None:
    page = receipts(desk, qtbot, payment=taxi(desk))
    fields = page.wanting.why.fields
    tab_to(qtbot, fields["reason"].controls()[0])
    type_in(qtbot, "The driver gave none")
    tab_to(qtbot, fields["signed"].controls()[0])
    type_in(qtbot, "Daniel Okafor")
    push(page, qtbot, "Save the reason")
    (note,) = look_at_wanting(desk.book, taxi(desk), most=0).receipts
    assert note.kind == "explanation"
    assert any("It has no receipt: The driver gave none" in text for text in shown(page))
    assert f"No receipt from {TAXI}" in shown(page)


def test_a_note_to_sign_on_paper_is_shown_to_be_printed(desk: Desk, qtbot: QtBot) -> None:
    window = open_window(desk, qtbot, "receipts")
    window.open_place("receipts", {"payment": taxi(desk)})
    settle_all(desk, qtbot)
    page = window.current_page()
    assert isinstance(page, ReceiptsPage)
    push(page, qtbot, "Print a note to sign")
    assert focused() is page.wanting.why.summary
    tab_to(qtbot, page.wanting.why.fields["reason"].controls()[0])
    type_in(qtbot, "No machine")
    push(page, qtbot, "Print a note to sign")
    settle_all(desk, qtbot)
    assert window.current_page().title.text() == "Note in place of a receipt"
    assert look_at_wanting(desk.book, taxi(desk), most=0).receipts == ()
