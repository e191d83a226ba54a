"""The receipts page, driven by its keys as a person would."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
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
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, shown

from dpmanager.tasks.money.look_at_money import find_payments, look_at_payment
from dpmanager.tasks.receipts.add_receipt import unlink_receipt
from dpmanager.tasks.receipts.look_at_receipts import (
    ReceiptSeen,
    count_receipts,
    look_at_wanting,
    read_receipts,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.receipts import ReceiptsPage

TAXI = "VALE TAXIS"
IN_THE_BOOK = 11


def receipts(window: MainWindow) -> ReceiptsPage:
    page = window.current_page()
    assert isinstance(page, ReceiptsPage)
    return page


def taxi(desk: Desk) -> int:
    return find_payments(desk.book, TAXI, most=1)[0].id


def receipt(desk: Desk, text: str) -> ReceiptSeen:
    return read_receipts(desk.book, text, 0, 1)[0]


def count(desk: Desk) -> int:
    return count_receipts(desk.book, "")


def picture(path: Path, colour: str = "red") -> Path:
    Image.new("RGB", (60, 90), colour).save(path)
    return path


def two_pages(path: Path) -> Path:
    with pikepdf.new() as made:
        for _page in range(2):
            made.add_blank_page(page_size=(200, 300))
        made.save(path)
    return path


def answer_with(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    chosen = [str(path) for path in paths]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (chosen, ""))


def copy(paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QGuiApplication.clipboard().setMimeData(data)


def row(page: ReceiptsPage, place: int) -> list[str]:
    model = page.table.model()
    return [model.index(place, column).data() for column in range(model.columnCount())]


def test_the_page_lists_what_lacks_a_receipt_and_what_is_there(desk: Desk, qtbot: QtBot) -> None:
    page = receipts(open_window(desk, qtbot, "receipts"))
    assert "11 receipts are in the book. 1 payment has no receipt." in shown(page)
    assert page.lacking_table.model().index(0, 2).data() == TAXI
    assert row(page, 0) == [
        "Brightday Activities, £205.56", "22 Sep 2026", "£205.56",
        "BRIGHTDAY ACTIVITIES, 22 Sep 2026", "Invoices",
    ]  # fmt: skip
    tab_to(qtbot, page.finder.edit)
    type_in(qtbot, "119")
    settle_all(desk, qtbot)
    assert [row(page, place)[0] for place in range(page.table.model().rowCount())] == [
        "Comfort Chairs, £119.00"
    ]
    type_in(qtbot, "unicorn")
    settle_all(desk, qtbot)
    assert "No receipt has these words, this amount or this date." in shown(page)


def test_a_receipt_that_lacks_is_added_from_its_payment(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(desk, qtbot, "receipts")
    page = receipts(window)
    answer_with(monkeypatch, picture(tmp_path / "taxi.png"))
    tab_to(qtbot, page.lacking_table)
    press(qtbot, Qt.Key.Key_Return)
    settle_all(desk, qtbot)
    assert page.title.text() == f"£14.50 to {TAXI}"
    assert "17 September 2026. It has no receipt yet." in shown(page)
    push(page, qtbot, "Choose a file")
    assert "17 September 2026. It has a receipt." in shown(page)
    assert [each.title for each in look_at_wanting(desk.book, taxi(desk), most=0).receipts] == [
        "taxi"
    ]
    window.undo()
    settle_all(desk, qtbot)
    assert "17 September 2026. It has no receipt yet." in shown(page)
    assert count(desk) == IN_THE_BOOK


def test_the_page_opens_at_a_payment_and_goes_back_to_it(desk: Desk, qtbot: QtBot) -> None:
    window = open_window(desk, qtbot, "home")
    window.open_place("receipts", {"payment": taxi(desk)})
    settle_all(desk, qtbot)
    page = receipts(window)
    assert page.title.text() == f"£14.50 to {TAXI}"
    push(page, qtbot, "See the payment")
    assert desk.remembered.place == "money"
    assert window.current_page().title.text() == f"£14.50 to {TAXI}"


def test_a_receipt_that_is_there_is_offered_to_the_payment_and_linked(
    desk: Desk, qtbot: QtBot
) -> None:
    chair = receipt(desk, "119.00")
    payment = chair.payments[0].id
    unlink_receipt(desk.book, chair.id, payment, who=desk.who, at=desk.now())
    window = open_window(desk, qtbot, "receipts")
    window.open_place("receipts", {"payment": payment})
    settle_all(desk, qtbot)
    page = receipts(window)
    push(page, qtbot, "Link this receipt: Receipts Comfort Chairs")
    assert receipt(desk, "119.00").payments[0].id == payment
    assert "12 August 2026. It has a receipt." in shown(page)
    push(page, qtbot, "Unlink: Receipt Comfort Chairs")
    assert receipt(desk, "119.00").payments == ()


def test_why_there_is_none_is_noted_and_nothing_typed_is_lost(desk: Desk, qtbot: QtBot) -> None:
    window = open_window(desk, qtbot, "receipts")
    window.open_place("receipts", {"payment": taxi(desk)})
    settle_all(desk, qtbot)
    page = receipts(window)
    push(page, qtbot, "Save the reason")
    assert focused() is page.wanting.why.summary
    field = page.wanting.why.fields["reason"].controls()[0]
    tab_to(qtbot, field)
    type_in(qtbot, "The driver gave none")
    press(qtbot, Qt.Key.Key_Return)
    settle_all(desk, qtbot)
    assert look_at_payment(desk.book, taxi(desk)).no_proof_reason == "The driver gave none"
    assert any("It has no receipt: The driver gave none" in text for text in shown(page))


def test_of_several_files_the_bad_are_named_and_the_good_are_kept(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(desk, qtbot, "receipts")
    page = receipts(window)
    (tmp_path / "notes.txt").write_text("no picture")
    answer_with(
        monkeypatch, picture(tmp_path / "one.png"), tmp_path / "notes.txt",
        picture(tmp_path / "two.jpg", "blue"),
    )  # fmt: skip
    push(page, qtbot, "Add receipts")
    assert focused() is page.problem
    assert any(text.startswith("notes.txt is not a photo or a PDF") for text in shown(page))
    assert count(desk) == IN_THE_BOOK + 2
    window.undo()
    settle_all(desk, qtbot)
    assert count(desk) == IN_THE_BOOK


def test_one_file_is_opened_so_that_it_can_be_named_and_linked(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = receipts(open_window(desk, qtbot, "receipts"))
    drop(page, picture(tmp_path / "IMG_1234.png"))
    settle_all(desk, qtbot)
    view = page.receipt
    assert page.title.text() == "IMG_1234"
    choose(qtbot, view.kind.box, "Invoices")
    tab_to(qtbot, view.name.edit)
    type_in(qtbot, "Taxi home")
    for box, typed in ((view.day.day, "17"), (view.day.month, "sept"), (view.day.year, "26")):
        tab_to(qtbot, box)
        type_in(qtbot, typed)
    tab_to(qtbot, view.amount.edit)
    type_in(qtbot, "14.5.0")
    press(qtbot, Qt.Key.Key_Return)
    assert focused() is view.form.summary
    assert (view.name.edit.text(), view.amount.edit.text()) == ("Taxi home", "14.5.0")
    tab_to(qtbot, view.amount.edit)
    type_in(qtbot, "14.50")
    press(qtbot, Qt.Key.Key_Return)
    settle_all(desk, qtbot)
    kept = receipt(desk, "taxi home")
    assert (kept.kind, kept.day, kept.amount) == ("invoice", date(2026, 9, 17), Decimal("14.50"))
    assert page.title.text() == "Taxi home"

    push(page, qtbot, f"Link: 17 September 2026 £14.50 to {TAXI}")
    assert [each.id for each in receipt(desk, "taxi home").payments] == [taxi(desk)]
    push(page, qtbot, f"Unlink: 17 September 2026 £14.50 to {TAXI}")
    assert receipt(desk, "taxi home").payments == ()

    tab_to(qtbot, view.finder.edit)
    type_in(qtbot, "comfort")
    settle_all(desk, qtbot)
    push(page, qtbot, "Link: 12 August 2026 £119.00 to COMFORT CHAIRS")
    assert receipt(desk, "taxi home").payments[0].amount == Decimal("-119.00")

    push(page, qtbot, "Remove this receipt")
    assert count(desk) == IN_THE_BOOK
    assert page.title.text() == "Receipts"


def test_the_picture_is_drawn_named_enlarged_and_turned_page_by_page(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = receipts(open_window(desk, qtbot, "receipts"))
    drop(page, two_pages(tmp_path / "invoice.pdf"))
    settle_all(desk, qtbot)
    shows = page.receipt.picture
    assert shows.place.accessibleName() == "Picture of invoice. Page 1 of 2"
    wide = shows.image().width()
    assert wide > 200
    assert shows.image().height() == pytest.approx(wide * 1.5, abs=2)
    assert shows.image().pixelColor(5, 5) == Qt.GlobalColor.white

    push(page, qtbot, "Larger")
    assert shows.image().width() == pytest.approx(wide * 1.5, abs=2)
    push(page, qtbot, "Smaller")
    assert shows.image().width() == wide
    push(page, qtbot, "Next page")
    assert shows.place.accessibleName() == "Picture of invoice. Page 2 of 2"
    assert not shows.after.isEnabled()


@pytest.mark.parametrize("copied", ["picture", "file"])
def test_what_was_copied_is_pasted(desk: Desk, qtbot: QtBot, tmp_path: Path, copied: str) -> None:
    page = receipts(open_window(desk, qtbot, "receipts"))
    if copied == "picture":
        image = QImage(30, 40, QImage.Format.Format_RGB888)
        image.fill(Qt.GlobalColor.red)
        QGuiApplication.clipboard().setImage(image)
    else:
        copy([picture(tmp_path / "Pasted picture.png")])
    tab_to(qtbot, page.add_button)
    qtbot.keyClick(focused(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle_all(desk, qtbot)
    assert page.title.text() == "Pasted picture"
    kept = receipt(desk, "pasted picture")
    with Image.open(BytesIO(desk.book.read_proof(kept.sealed_name))) as read:
        assert read.convert("RGB").getpixel((3, 3)) == (255, 0, 0)


def test_pasting_nothing_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("only words")
    page = receipts(open_window(desk, qtbot, "receipts"))
    push(page, qtbot, "Paste a receipt")
    assert "There is no picture or file to paste. Copy one first." in shown(page)
    assert count(desk) == IN_THE_BOOK


def test_a_proof_whose_file_is_damaged_says_so_and_can_still_be_removed(
    desk: Desk, qtbot: QtBot
) -> None:
    chair = receipt(desk, "119.00")
    (desk.book.folder / "receipts" / chair.sealed_name).write_bytes(b"spoilt")
    window = open_window(desk, qtbot, "receipts")
    window.open_place("receipts", {"proof": chair.id})
    settle_all(desk, qtbot)
    page = receipts(window)
    assert not page.receipt.picture.fault.isHidden()
    assert page.receipt.name.edit.text() == "Comfort Chairs, £119.00"
    push(page, qtbot, "Remove this receipt")
    assert count(desk) == IN_THE_BOOK - 1


def test_an_empty_book_says_how_to_start(empty_desk: Desk, qtbot: QtBot) -> None:
    page = receipts(open_window(empty_desk, qtbot, "receipts"))
    assert "No receipts yet" in shown(page)
    assert list(buttons(page)) == ["Add receipts", "Paste a receipt", "Look in a folder"]
