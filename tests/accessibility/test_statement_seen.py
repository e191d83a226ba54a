"""Reading in a statement: columns to be named, lines that are in doubt, a PDF; in each look."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import verdict
from looking import LARGE, LOOKS, SMALL_SCREEN, put_on, see_all_of, settle, take_down
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from statement_writers import WRITERS

from dpmanager.tasks.book.made_up_household import NEW_ACCOUNT
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.money import MoneyPage

UNKNOWN = (
    "Posted,Merchant,Load,Spend,Left,A column with a long name that says little\n"
    "07/04/2026,NORTHSHIRE CC,400.00,,1400.00,x\n09/04/2026,VALE TAXIS,,12.50,1387.50,y\n"
)


def in_doubt() -> bytes:
    """A line that may be there in other words, one of another year, one that cannot be read."""
    lines = [(date(2026, 9, 25), "SOMETHING ELSE", "-1.00"), (date(2028, 1, 2), "SHOP", "-1.00")]
    return WRITERS["barclays"](lines, "0.00") + b",31/02/2026,20-99-99 12345678,-1.00,FT,BUS\r\n"


def paper(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    rows = [
        ("Date", "Description", "Paid out", "Paid in", "Balance"),
        ("6 Apr 2026", "Balance brought forward", "", "", "1000.00"),
        ("7 Apr 2026", "NORTHSHIRE CC", "", "400.00", "1400.00"),
    ]
    for height, row in zip((700, 680, 660), rows, strict=True):
        for place, text in zip((50, 130, 350, 430, 510), row, strict=True):
            canvas.drawString(place, height, text)
    canvas.save()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    (tmp_path / "card.csv").write_text(UNKNOWN)
    (tmp_path / "doubt.csv").write_bytes(in_doubt())
    paper(tmp_path / "april.pdf")
    return [tmp_path / name for name in ("card.csv", "doubt.csv", "april.pdf")]


@pytest.fixture
def window(desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(desk, "Margaret's direct payment")
    made.resize(*SMALL_SCREEN)
    made.show()
    made.open_place("money")
    settle(desk)
    yield made
    settle(desk)
    take_down(made)


@pytest.mark.parametrize("look", [LARGE, *LOOKS])
def test_what_a_statement_brings(
    window: MainWindow, desk: Desk, files: list[Path], look: tuple[str, int]
) -> None:
    put_on(look)
    page = window.current_page()
    assert isinstance(page, MoneyPage)
    for path in files:
        page.show_reader()
        page.reader.read(path)
        settle(desk)
        if path.suffix == ".pdf" or path.name == "doubt.csv":
            page.reader.account.set_value(NEW_ACCOUNT)
            page.reader.account.box.activated.emit(1)
            settle(desk)
        see_all_of(page)
        verdict.everything(window, page)
