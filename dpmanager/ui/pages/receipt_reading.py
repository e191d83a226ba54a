"""Has the words on receipts read beside everything else, one receipt after another."""

from PySide6.QtCore import QObject, Signal

from dpmanager.errors import DPManagerError
from dpmanager.importers.receipt_reader import PictureReader, can_read_pictures
from dpmanager.tasks.receipts.read_words import count_unread, read_next
from dpmanager.ui.background import Background
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext


class QuietReader(QObject):
    """Reads on a thread of its own, so that nothing else waits for it.

    read: the number of a receipt that was read. ended: there is nothing left to read, or the
    reason why it cannot go on.
    """

    read = Signal(int)
    ended = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._work = Background()
        self._reader: PictureReader | None = None
        desk.stopping.connect(self.stop)

    def start(self) -> None:
        """Reads what is not read yet; at work already, it takes what was added since as well."""
        if self._reader is None:
            self._reader = PictureReader()
            self._next(self._reader)

    def stop(self) -> None:
        """Ends the reading, also in the middle of a receipt, which will be read another time."""
        if self._reader is not None:
            self._reader.close()
            self._work.wait()
            self._reader = None

    def _next(self, reader: PictureReader) -> None:
        desk = self._desk

        def came(number: int | None) -> None:
            if reader is not self._reader:
                return
            if number is None:
                self._end("")
                return
            self.read.emit(number)
            self._next(reader)

        def failed(fault: DPManagerError) -> None:
            if reader is self._reader:
                self._end(str(fault))

        self._work.look(
            lambda: read_next(desk.book, reader, who=desk.who, at=desk.now()), came, failed
        )

    def _end(self, why: str) -> None:
        self.stop()
        self.ended.emit(why)


class ReadingCard(Card):
    """Asks once whether receipts are to be read; then says how many are still to be."""

    changed = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Have your receipts read"))
        self._desk = desk
        self.reader = QuietReader(desk)
        self.reader.read.connect(self._was_read)
        self.reader.ended.connect(self._ended)
        self._fault = ""
        self.says = words("")
        self.yes = button(_("Read my receipts"), self._switch_on)
        self.no = button(_("Stop reading"), self._switch_off, "quiet")
        self.add(self.says)
        self.add(beside(self.yes, self.no))
        self.hide()

    def refresh(self) -> None:
        """Looks how many are left, and goes on with them where that is wished."""
        if can_read_pictures():
            book = self._desk.book
            self._desk.look(lambda: count_unread(book), self._show)

    def _show(self, unread: int) -> None:
        wished = self._desk.remembered.read_receipts
        self.setVisible(bool(unread or self._fault))
        self.yes.setVisible(not wished)
        self.no.setVisible(wished and not self._fault)
        self.says.setText(self._fault or _in_words(unread, wished=wished))
        if wished and unread and not self._fault:
            self.reader.start()

    def _switch_on(self) -> None:
        self._fault = ""
        self._desk.remembered.read_receipts = True
        self.refresh()

    def _switch_off(self) -> None:
        self._desk.remembered.read_receipts = False
        self.reader.stop()
        self.refresh()

    def _was_read(self, number: int) -> None:
        self.changed.emit(number)
        self.refresh()

    def _ended(self, why: str) -> None:
        self._fault = why
        if why:
            self._desk.remembered.read_receipts = False
        self.refresh()


def _in_words(unread: int, *, wished: bool) -> str:
    if not wished:
        return _(
            "The program can read the date, the total and the shop on your receipts. "
            "You check what it read. Nothing leaves this computer."
        )
    return ngettext(
        "{count} receipt is still to be read. You can go on with other things.",
        "{count} receipts are still to be read. You can go on with other things.",
        unread,
    ).format(count=unread)
