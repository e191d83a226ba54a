"""The preview: pages as pictures and as text, a copy on the disk, and the printer."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from dpmanager.tasks.pay.payslips import print_payslip
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.preview import PreviewPage
from dpmanager.ui.theme import apply_theme
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.pdf_pages import PICTURES_KEPT, draw_page


def settle(desk: Desk, qtbot: QtBot) -> None:
    for _turn in range(6):  # a page that comes into view asks for its picture, and so on
        QApplication.processEvents()
        desk.wait()
        qtbot.waitUntil(lambda: not desk.is_busy())


@pytest.fixture
def payslip(desk: Desk) -> bytes:
    return print_payslip(desk.book, 1)


@pytest.fixture
def page(desk: Desk, payslip: bytes, qtbot: QtBot) -> Iterator[PreviewPage]:
    made = PreviewPage(desk)
    qtbot.addWidget(made, before_close_func=lambda _page: desk.wait())
    made.resize(1040, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    open_paper(made, payslip)
    settle(desk, qtbot)
    yield made


def open_paper(page: PreviewPage, pdf: bytes, **more: Any) -> None:
    page.open_with(
        title="Payslip of Ravi", pdf=pdf, file_name="Payslip Ravi.pdf", back="pay", **more
    )
    page.refresh()


def pressed(page: PreviewPage, words: str) -> QPushButton:
    (found,) = [one for one in page.findChildren(QPushButton) if one.text() == words]
    return found


def press(page: PreviewPage, words: str, qtbot: QtBot) -> None:
    qtbot.keyClick(pressed(page, words), Qt.Key.Key_Space)


def has_ink(picture: QImage) -> bool:
    small = picture.scaled(60, 80, Qt.AspectRatioMode.IgnoreAspectRatio)
    greys = [small.pixelColor(x, y).lightness() for x in range(60) for y in range(80)]
    return min(greys) < 200 < max(greys)


def many_pages(pdf: bytes, count: int) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as one, pikepdf.new() as many:
        for _number in range(count):
            many.pages.append(one.pages[0])
        out = BytesIO()
        many.save(out)
    return out.getvalue()


def test_the_pages_are_drawn_and_named(page: PreviewPage) -> None:
    first, second = page.pages.pictures
    assert (page.title.text(), page.subtitle.text()) == ("Payslip of Ravi", "2 pages.")
    assert page.heading() == "Payslip of Ravi"
    assert first.picture is not None
    assert has_ink(first.picture)
    assert first.accessibleName() == "Page 1 of 2"
    assert "You are paid" in first.accessibleDescription()
    assert second.accessibleName() == "Page 2 of 2"


def test_the_text_can_be_read_in_place_of_the_pictures(page: PreviewPage, qtbot: QtBot) -> None:
    assert page.text.isHidden()
    press(page, "Read the text", qtbot)

    assert page.pages.isHidden()
    assert page.text.hasFocus()
    text = page.text.toPlainText()
    assert text.startswith("Page 1 of 2\n\nPayslip\nYou are paid £")
    assert "How your pay was worked out" in text.split("Page 2 of 2")[1]
    qtbot.keyClicks(page.text, "x")
    assert page.text.toPlainText() == text  # it cannot be changed

    qtbot.keyClick(page.text, Qt.Key.Key_Tab)
    assert not page.text.hasFocus()
    press(page, "Show the pictures", qtbot)
    assert page.text.isHidden()
    assert page.pages.hasFocus()


def test_only_what_is_in_view_is_drawn_and_little_is_kept(
    page: PreviewPage, desk: Desk, payslip: bytes, qtbot: QtBot
) -> None:
    open_paper(page, many_pages(payslip, 30))
    settle(desk, qtbot)
    drawn = [picture.number for picture in page.pages.pictures if picture.picture]
    assert 0 in drawn
    assert max(drawn) < 4

    bar = page.pages.verticalScrollBar()
    for step in range(31):
        bar.setValue(bar.maximum() * step // 30)
        settle(desk, qtbot)
    drawn = [picture.number for picture in page.pages.pictures if picture.picture]
    assert 29 in drawn
    assert 0 not in drawn
    assert len(drawn) <= PICTURES_KEPT


def test_the_pages_are_walked_through_by_keys(page: PreviewPage, qtbot: QtBot) -> None:
    page.pages.setFocus()
    before = page.pages.verticalScrollBar().value()
    qtbot.keyClick(page.pages, Qt.Key.Key_PageDown)
    assert page.pages.verticalScrollBar().value() > before


def test_pages_grow_with_the_text_and_stay_in_the_window(
    page: PreviewPage, desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    page.resize(1300, 800)
    settle(desk, qtbot)
    first = page.pages.pictures[0]
    usual = first.dots()
    apply_theme(qapp, "light", 130)
    settle(desk, qtbot)
    assert first.dots() > usual
    apply_theme(qapp, "light", 300)
    settle(desk, qtbot)
    assert first.dots() <= page.pages.viewport().width()
    assert first.picture is not None
    assert first.picture.width() == first.dots()


def test_a_copy_is_saved_whole_and_its_folder_remembered(
    page: PreviewPage,
    desk: Desk,
    payslip: bytes,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered = []

    def choose(_parent: Any, _title: str, at: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(at))
        return str(tmp_path / "papers" / "For Ravi"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    (tmp_path / "papers").mkdir()
    said: list[str] = []
    ANNOUNCER.said.connect(said.append)
    press(page, "Save as...", qtbot)
    settle(desk, qtbot)
    press(page, "Save as...", qtbot)
    settle(desk, qtbot)
    ANNOUNCER.said.disconnect(said.append)

    assert (tmp_path / "papers" / "For Ravi.pdf").read_bytes() == payslip
    assert offered[0].name == "Payslip Ravi.pdf"
    assert offered[1].parent == tmp_path / "papers"
    assert said[0] == "Saved as For Ravi.pdf in papers."


def test_a_copy_that_cannot_be_saved_says_why(
    page: PreviewPage,
    desk: Desk,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    away = str(tmp_path / "gone" / "a.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (away, ""))
    press(page, "Save as...", qtbot)
    settle(desk, qtbot)

    assert page.problem.isVisible()
    assert page.problem.hasFocus()
    assert "a.pdf could not be saved there" in page.problem.accessibleName()


def test_nothing_is_saved_when_the_person_changes_their_mind(
    page: PreviewPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    press(page, "Save as...", qtbot)
    settle(desk, qtbot)
    assert desk.remembered.folder == ""


@pytest.mark.parametrize(("chosen", "pages"), [((0, 0), 2), ((2, 2), 1)])
def test_what_is_printed_is_the_paper(
    page: PreviewPage,
    desk: Desk,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    chosen: tuple[int, int],
    pages: int,
) -> None:
    printed = tmp_path / "printed.pdf"

    def accept(dialog: QPrintDialog) -> int:
        printer: QPrinter = dialog.printer()
        printer.setOutputFileName(str(printed))
        printer.setFromTo(*chosen)
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    said: list[str] = []
    ANNOUNCER.said.connect(said.append)
    press(page, "Print...", qtbot)
    settle(desk, qtbot)
    ANNOUNCER.said.disconnect(said.append)

    data = printed.read_bytes()
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) == pages
    assert has_ink(draw_page(data, 0, 600))
    assert said[-1].startswith(f"{pages} page")


def test_back_opens_the_page_that_asked(page: PreviewPage, payslip: bytes, qtbot: QtBot) -> None:
    asked: list[tuple[str, dict[str, Any]]] = []
    page.go.connect(lambda place, what: asked.append((place, what)))
    press(page, "Back", qtbot)
    open_paper(page, payslip, back_with={"payslip": 3})
    press(page, "Back", qtbot)
    assert asked == [("pay", {}), ("pay", {"payslip": 3})]


def test_it_warns_that_a_copy_is_not_locked(page: PreviewPage) -> None:
    from PySide6.QtWidgets import QLabel

    assert any("leaves the safe" in label.text() for label in page.findChildren(QLabel))
