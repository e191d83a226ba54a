"""Opens every page of a household's window, then closes it with a backup and a copy elsewhere.

Started by a test with folders of its own for settings and passing files. It prints nothing.
"""

import sys
from pathlib import Path

from looking import open_afresh, settle
from PySide6.QtWidgets import QApplication
from states import STATES, State
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.records.book import open_book
from dpmanager.tasks.book.report_fault import fault_report
from dpmanager.ui.closing import close_with_backup
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.remembered import Remembered, SecondPlace, remember, settings_file


def main(folder: Path, stick: Path) -> None:
    """Every place once, the way it is opened first."""
    app = QApplication([])
    book = open_book(folder, passphrase=PASSPHRASE)
    remembered = Remembered(second_places={str(folder): SecondPlace(str(stick))})
    desk = Desk(book, remembered, now=lambda: CLOCK)
    window = MainWindow(desk, "Margaret's direct payment", close_with_backup)
    window.show()
    settle(desk)
    firsts: dict[str, State] = {}
    for state in STATES.values():
        firsts.setdefault(state.place, state)
    for state in firsts.values():
        open_afresh(window, state)
    book.back_up("asked", CLOCK)
    with book.task("Note the fault", who=desk.who, at=CLOCK) as session:
        session.connection().exec_driver_sql("UPDATE outcome SET description = 'changed'")
    try:
        {}[desk.who]
    except KeyError as fault:
        remember(settings_file(), remembered)
        Path(settings_file().parent, "report.txt").write_text(fault_report(fault), "utf-8")
    window.close()
    remember(settings_file(), remembered)
    app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
