"""The entrance: which window is shown. The book used last, a passphrase, or the first start."""

import gc
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book, NoBook, PassphraseNeeded, WrongPassphrase, open_book
from dpmanager.records.helper_book import HelperBook, is_helper_book, open_helper_book
from dpmanager.tasks.book.draft import SealedDraft, drafts, open_draft
from dpmanager.tasks.book.look_around import NOW, made_up_book, put_away
from dpmanager.tasks.book.read_everything import ReadIn
from dpmanager.tasks.people.arrangement import recipient_name
from dpmanager.ui.background import Background
from dpmanager.ui.closing import close_with_backup
from dpmanager.ui.desk import Desk
from dpmanager.ui.front_window import FrontWindow, OpeningSheet, WaitingSheet
from dpmanager.ui.idle import Idle
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.mending import Mending
from dpmanager.ui.pages.help import HelpSheet
from dpmanager.ui.pages.set_up.flow import SetUpFlow
from dpmanager.ui.pages.set_up.read_in import ReadInFlow
from dpmanager.ui.pages.set_up.sheets import BeginSheet, LookSheet
from dpmanager.ui.pages.trouble import TroubleSheet
from dpmanager.ui.pages.unlock import UnlockSheet
from dpmanager.ui.remembered import Remembered, remember, settings_file
from dpmanager.ui.system_lock import SystemLock
from dpmanager.ui.widgets.announce import announce
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.ui.helper_window import HelperWindow

FREE_TRIES = 3
LONGEST_WAIT = 30


def seconds_to_wait(wrong_tries: int) -> int:
    """How long the next try at a passphrase waits: not at all at first, then longer each time."""
    if wrong_tries < FREE_TRIES:
        return 0
    return min(LONGEST_WAIT, int(2 ** (wrong_tries - FREE_TRIES)))


class Entrance(QObject):
    """Opens books and closes them; shows the front window while none is open."""

    def __init__(
        self,
        choices: Remembered,
        folder: Path | None = None,
        *,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__()
        self.choices = choices
        self.main: MainWindow | None = None
        self._closed: MainWindow | HelperWindow | None = None
        self.helper: HelperWindow | None = None
        self._folder = folder
        self._now = now or (lambda: datetime.now().astimezone())
        self._locked: set[Path] = set()
        self._made_up: Book | None = None
        self._flow: SetUpFlow | ReadInFlow | None = None
        self._wrong_tries: dict[Path, int] = {}
        self._idle = Idle(choices, self.lock)
        self.background = Background()
        self.background.went_wrong.connect(self.show_trouble)
        self.front = FrontWindow(choices.window)
        self._system_lock = SystemLock(choices, self.lock, self.front)
        self._mending = Mending(self.front, self.background, self._now, self._before_a_try)
        self._mending.wrong.connect(self._note_wrong_try)
        self._mending.opened.connect(self._opened)
        self._mending.made.connect(self._open_at_once)
        self._mending.left.connect(self._show_start)
        self.front.closed.connect(self._front_closed)
        QShortcut(QKeySequence("F1"), self.front).activated.connect(self._show_help)

    def open(self) -> None:
        """Shows what there is to show: the book used last, a passphrase, or the first start."""
        folder = self._folder or (Path(self.choices.books[0]) if self.choices.books else None)
        if folder is None:
            self._show_look()
        else:
            self._open_at_once(folder)
        self.front.show()

    def show_trouble(self, fault: BaseException) -> None:
        """Shows the page for a fault that nobody foresaw, in the window that is open."""
        if self.main is not None:
            self.main.open_place("trouble", {"fault": fault})
        elif self.helper is not None:
            self.helper.show_trouble(fault)
        else:
            sheet = TroubleSheet(fault)
            sheet.go_on.connect(self._show_start)
            self.front.show_sheet(sheet)

    def come_to_front(self, folder: Path | None) -> None:
        """Raises the window, as somebody has started the program again; opens a book they named.

        An open book stays open: another one is opened once it is closed.
        """
        opened = self.main or self.helper
        if opened is None and folder is not None:
            self._open_at_once(folder)
        window = opened or self.front
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if opened is not None and folder not in (None, opened.desk.book.folder):
            announce(_("Another book is open. Close it first, then open the other one."))

    def lock(self) -> None:
        """Closes the book. It opens again with its passphrase."""
        main = self.main or self.helper
        if main is None:
            return
        folder = main.desk.book.folder
        if self._made_up is None:
            self._locked.add(folder)
        self._show_start()
        self.front.show()
        main.close()

    def _watch(self, on: bool) -> None:
        """Has the book lock by itself, as was chosen; or not any more."""
        self._idle.watch(on)
        self._system_lock.watch(on)

    # The front window

    def _books(self) -> list[Path]:
        return [Path(name) for name in self.choices.books]

    def _show_start(self) -> None:
        if self.choices.books:
            self._show_unlock(self._books())
        else:
            self._show_begin()

    def _show_look(self) -> None:
        sheet = LookSheet(self.choices)
        sheet.done.connect(self._show_begin)
        self.front.show_sheet(sheet)

    def _show_begin(self) -> None:
        sheet = BeginSheet(drafts())
        sheet.back.connect(self._show_look)
        sheet.own.connect(self._set_up)
        sheet.look_around.connect(self._look_around)
        sheet.other.connect(self._open_another)
        sheet.read_in.connect(self._read_in)
        sheet.go_on.connect(self._unlock_draft)
        self.front.show_sheet(sheet)

    def _show_unlock(self, books: list[Path]) -> UnlockSheet:
        sheet = UnlockSheet(books)
        sheet.unlock.connect(partial(self._unlock, sheet))
        sheet.other.connect(self._open_another)
        sheet.new.connect(self._show_begin)
        sheet.look_around.connect(self._look_around)
        self._mending.serve(sheet)
        self.front.show_sheet(sheet)
        return sheet

    def _show_help(self) -> None:
        if not isinstance(self.front.current_sheet(), HelpSheet):
            sheet = HelpSheet()
            sheet.back.connect(self.front.take_away)
            self.front.show_over(sheet)

    def _open_another(self) -> None:
        start = str(Path(self.choices.books[0]).parent if self.choices.books else Path.home())
        title = _("Choose the folder of a book")
        chosen = QFileDialog.getExistingDirectory(self.front, title, start)
        if chosen:
            self._open_at_once(Path(chosen))

    # Opening

    def _open_at_once(self, folder: Path) -> None:
        """With the key that the computer knows; where it does not, the passphrase is asked for."""
        others = [book for book in self._books() if book != folder]
        self.front.show_sheet(OpeningSheet(folder.stem))

        def failed(fault: DPManagerError) -> None:
            books = others if isinstance(fault, NoBook) else [folder, *others]
            if not books:
                self._show_begin()
                announce(str(fault), urgent=True)
                return
            sheet = self._show_unlock(books)
            if not isinstance(fault, PassphraseNeeded):
                sheet.say(fault)

        if folder in self._locked:
            failed(PassphraseNeeded())
        else:
            self.background.look(partial(_open_any, folder), self._opened_any, failed)

    def _unlock(self, sheet: UnlockSheet, folder: Path, passphrase: str) -> None:
        if self.background.is_busy():
            return
        if not passphrase and folder in self._locked:
            sheet.show_fault(DPManagerError(_("Type the passphrase of this book.")))
            return
        announce(_("Opening the book. This takes a moment."))

        def failed(fault: DPManagerError) -> None:
            if isinstance(fault, WrongPassphrase):
                self._note_wrong_try(folder)
            asks_again = isinstance(fault, WrongPassphrase | PassphraseNeeded)
            (sheet.show_fault if asks_again else sheet.say)(fault)

        def try_it() -> Book | HelperBook:
            self._before_a_try(folder, passphrase)
            return _open_any(folder, passphrase or None)

        self.background.look(try_it, self._opened_any, failed)

    def _before_a_try(self, folder: Path, passphrase: str) -> None:
        """Waits after wrong tries. Raises PassphraseNeeded for a book that was locked."""
        time.sleep(seconds_to_wait(self._wrong_tries.get(folder, 0)))
        if not passphrase and folder in self._locked:
            raise PassphraseNeeded

    def _note_wrong_try(self, folder: Path) -> None:
        self._wrong_tries[folder] = self._wrong_tries.get(folder, 0) + 1

    def _opened_any(self, book: Book | HelperBook) -> None:
        if isinstance(book, HelperBook):
            self._opened_helper(book)
        else:
            self._opened(book)

    def _note_opened(self, folder: Path) -> None:
        if not gc.get_freeze_count():
            gc.freeze()  # what is there by now stays to the end: no clearing away looks it over
        self._locked.discard(folder)
        self._wrong_tries.clear()
        self.choices.with_book_first(folder.resolve())
        remember(settings_file(), self.choices)

    def _opened_helper(self, book: HelperBook) -> None:
        from dpmanager.ui.helper_window import HelperDesk, HelperWindow  # few people need it

        self._note_opened(book.folder)
        desk = HelperDesk(book, self.choices, self._now)
        desk.went_wrong.connect(self.show_trouble)
        try:
            self.helper = HelperWindow(desk)
        except BaseException:
            book.close()  # else it could not be opened again
            raise
        self.helper.closed.connect(self._helper_closed)
        QShortcut(QKeySequence("Ctrl+L"), self.helper).activated.connect(self.lock)
        self.helper.show()
        self.front.hide()
        self._watch(True)

    def _helper_closed(self) -> None:
        self._watch(False)
        self._closed, self.helper = self.helper, None
        remember(settings_file(), self.choices)

    def _opened(self, book: Book) -> None:
        self._note_opened(book.folder)
        title = _("{name}'s direct payment").format(name=recipient_name(book))
        self._show_main(Desk(book, self.choices, self._now), title)

    def _show_main(self, desk: Desk, title: str) -> None:
        desk.went_wrong.connect(self.show_trouble)
        desk.lock_asked.connect(self.lock)
        try:
            close = None if self._made_up else close_with_backup
            self.main = MainWindow(desk, title, close)
        except BaseException:
            desk.book.close()  # else it could not be opened again
            raise
        self.main.closed.connect(self._main_closed)
        QShortcut(QKeySequence("Ctrl+L"), self.main).activated.connect(self.lock)
        self.main.show()
        self.front.hide()
        self._watch(self._made_up is None)
        if self._made_up is None and self.choices.trouble:
            announce(
                _("The last backup could not be made. {reason}").format(reason=self.choices.trouble)
            )

    def _main_closed(self) -> None:
        self._watch(False)
        self._closed, self.main = self.main, None  # the window is still busy closing
        if self._made_up is not None:
            put_away(self._made_up)
            self._made_up = None
        remember(settings_file(), self.choices)

    def _front_closed(self) -> None:
        self.choices.window = self.front.geometry_text()
        self.background.wait()

    # The first start

    def _set_up(self) -> None:
        self._new_flow().begin()

    def _unlock_draft(self, file: Path) -> None:
        sheet = self._show_unlock([file])

        def opened(sealed: SealedDraft) -> None:
            self._new_flow().go_on(sealed)

        def ask(_file: Path, passphrase: str) -> None:
            if not self.background.is_busy():
                self.background.look(
                    partial(open_draft, file, passphrase), opened, sheet.show_fault
                )

        sheet.unlock.disconnect()
        sheet.unlock.connect(ask)

    def _new_flow(self) -> SetUpFlow:
        flow = self._flow = SetUpFlow(self.front, self.background, self._now)
        flow.left.connect(self._show_begin)
        flow.made.connect(self._was_set_up)
        return flow

    def _was_set_up(self, book: Book, sheet: bytes) -> None:
        self._opened(book)
        if sheet and self.main is not None:
            from dpmanager.ui.pages.settings import sheet_to_see

            self.main.open_place("preview", sheet_to_see(sheet, "home", secret=True))

    def _read_in(self) -> None:
        flow = self._flow = ReadInFlow(self.front, self.background, self.choices, self._now)
        flow.left.connect(self._show_begin)
        flow.made.connect(self._was_read_in)
        flow.begin()

    def _was_read_in(self, read_in: ReadIn) -> None:
        self._opened(read_in.book)
        if read_in.problems:
            announce(read_in.problems[0], urgent=True)
        else:
            announce(_("Your records are read in and checked."))

    def _look_around(self) -> None:
        sheet = WaitingSheet(_("Making the made-up records"), _("This takes about five seconds."))
        stopped: list[bool] = []

        def stop() -> None:
            stopped.append(True)
            self._show_start()

        def made(book: Book) -> None:
            if stopped:
                put_away(book)
                return
            self._made_up = book
            title = _("Made-up records of {name}").format(name=recipient_name(book))
            self._show_main(Desk(book, self.choices, lambda: NOW), title)

        sheet.stopped.connect(stop)
        self.front.show_sheet(sheet)
        self.background.look(made_up_book, made)


def _open_any(folder: Path, passphrase: str | None = None) -> Book | HelperBook:
    """The book of a manager or of a helper, by what is in the folder."""
    if is_helper_book(folder):
        return open_helper_book(folder, passphrase=passphrase)
    return open_book(folder, passphrase=passphrase)
