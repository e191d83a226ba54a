"""A picture of each page in each look: python3 installer/dev.py screenshots --out DIR."""

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from window_fixtures import CLOCK, PASSPHRASE, make_household

sys.path.insert(0, str(Path(__file__).parent / "accessibility"))

from looking import SMALL_SCREEN, lay_out, open_afresh, put_on, settle
from states import STATES
from test_front import SHEETS, shown

from dpmanager.records.book import open_book
from dpmanager.ui.desk import Desk
from dpmanager.ui.front_window import FrontWindow
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.remembered import Remembered

LOOKS = {
    "light": ("light", 100),
    "dark": ("dark", 100),
    "contrast": ("contrast", 100),
    "cream": ("cream", 100),
    "large": ("light", 200),
}
USUAL_SIZE = (1280, 840)


def main(out: Path) -> None:
    """Saves the pictures, named after the page and the look."""
    app = QApplication([])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        book_folder = Path(folder, "Margaret.dpbook")
        make_household(book_folder)
        put_on(LOOKS["light"])
        with open_book(book_folder, passphrase=PASSPHRASE) as book:
            desk = Desk(book, Remembered(), now=lambda: CLOCK)
            window = MainWindow(desk, "Margaret's direct payment")
            window.show()
            for look, worn in LOOKS.items():
                put_on(worn)
                take_pages(window, out, look)
            settle(desk)
            window.hide()
            window.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    front = FrontWindow("")
    front.show()
    for look, worn in LOOKS.items():
        put_on(worn)
        for name in SHEETS:
            shown(front, name)
            front.resize(*size_in(look))
            lay_out()
            front.grab().save(str(out / f"first start, {name} - {look}.png"))


def take_pages(window: MainWindow, out: Path, look: str) -> None:
    """All pages in one look, the whole of each."""
    for name, state in STATES.items():
        window.resize(*size_in(look))
        open_afresh(window, state)
        window.grab()  # a page of a PDF is only drawn once it has been seen
        settle(window.desk)
        window.grab().save(str(out / f"{name} - {look}.png"))


def size_in(look: str) -> tuple[int, int]:
    """Large text is shown on a small screen."""
    return SMALL_SCREEN if look == "large" else USUAL_SIZE


if __name__ == "__main__":
    main(Path(sys.argv[1]))
