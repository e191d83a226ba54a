"""The receipts page: the proofs, the payments that lack one, and how to add them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QKeySequence, QShortcut

from dpmanager.domain.periods import short_date
from dpmanager.tasks.receipts.add_receipt import Added, add_receipt_files, add_receipts
from dpmanager.tasks.receipts.look_at_receipts import (
    ReceiptSeen,
    ReceiptsSeen,
    count_receipts,
    look_at_receipts,
    read_receipts,
)
from dpmanager.ui.pages.money_words import short_label
from dpmanager.ui.pages.receipt_folder import FolderCard
from dpmanager.ui.pages.receipt_of_payment import WantingView
from dpmanager.ui.pages.receipt_reading import ReadingCard
from dpmanager.ui.pages.receipt_view import ReceiptView
from dpmanager.ui.pages.receipt_words import payments_words, receipt_line
from dpmanager.ui.widgets.drop import FileDrop, files_in
from dpmanager.ui.widgets.fields import TextField
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.lazy_table import ROWS_AT_ONCE, Arrived, LazyTable
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _, ngettext

MOST_TO_CHECK = 3

LONGEST_TITLE = 34
"""The most characters of a title in the list; the receipt itself shows all of it."""


class ReceiptsPage(Page):
    """Receipts. Opened with payment= or proof=, it goes to what that payment lacks, or to it."""

    place: ClassVar[str] = "receipts"
    help_page: ClassVar[str] = "receipts"

    def heading(self) -> str:
        """The title of the page."""
        return _("Receipts")

    def build(self) -> None:
        """The list, and the views that take its place."""
        self._reading = self._again = False
        self._seen: ReceiptsSeen | None = None
        self.home = Column(gap=16)
        self.column.add(self.home)
        self._build_list(self.home)
        self.views = Views(self, self.home)
        self.receipt = ReceiptView(self.desk, self.show_list, self.show_receipt)
        self.wanting = WantingView(
            self.desk,
            self.show_list,
            self.choose,
            self.paste,
            self.show_receipt,
            lambda payment: self.go.emit("money", {"transaction": payment}),
            self._show_note,
        )
        self.views.add(self.receipt)
        self.views.add(self.wanting)
        FileDrop(self, self.add_files)
        pasting = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        pasting.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pasting.activated.connect(self.paste)

    def _build_list(self, home: Column) -> None:
        self.problem = ErrorSummary()
        self.empty = Card(_("No receipts yet"))
        self.empty.add(
            words(_("Take photos of your receipts, or save invoices as PDF files. Add them here."))
        )
        self.hint = words(
            _("You can also drop files on this page, or copy a picture and paste it."), "soft"
        )
        self.add_button = button(_("Add receipts"), self.choose, "main")
        self.paste_button = button(_("Paste a receipt"), self.paste)
        self.folder = FolderCard(self.desk, self.add_files)
        self.folder_button = button(_("Look in a folder"), self.folder.choose)
        self.reading = ReadingCard(self.desk)
        self.reading.changed.connect(self._was_read)
        self.to_check = Lines(_("Check what was read"))
        self.more_to_check = words("", "soft")
        self.lacking = Column(gap=8)
        self.lacking.add(words(_("Payments without a receipt"), "heading"))
        self.lacking_table = DataTable(
            _("Payments without a receipt"),
            [
                TableColumn(_("Date"), show=short_date),
                TableColumn(_("Amount"), figures=True),
                TableColumn(_("Who")),
            ],
        )
        self.lacking_table.chosen.connect(self.show_payment)
        self.lacking_more = words("", "soft")
        self.lacking.add(self.lacking_table)
        self.lacking.add(self.lacking_more)
        self.lacking.add(beside(button(_("Find its receipt"), self._open_lacking)))
        self.kept = Column(gap=8)
        self.kept.add(words(_("Receipts in the book"), "heading"))
        self.finder = TextField(_("Find"), missing=_("Type a name, an amount or a date."))
        self.finder.edit.textChanged.connect(lambda _text: self.reload())
        self.none = words(_("No receipt has these words, this amount or this date."))
        self.table = LazyTable(
            _("Receipts in the book"),
            [
                TableColumn(_("What for"), show=_short),
                TableColumn(_("Date"), show=short_date),
                TableColumn(_("Amount"), figures=True),
                TableColumn(_("Payments")),
                TableColumn(_("Kind"), show=short_label),
            ],
        )
        self.table.chosen.connect(self.show_receipt)
        self.open_one = button(_("Open the chosen receipt"), self._open_chosen)
        for block in (self.finder, self.none, self.table, beside(self.open_one)):
            self.kept.add(block)
        ways_in = beside(self.add_button, self.paste_button, self.folder_button)
        for block in (self.problem, self.empty, ways_in, self.hint, self.folder, self.reading):
            home.add(block)
        for block in (self.to_check, self.more_to_check, self.lacking, self.kept):
            home.add(block)

    def refresh(self) -> None:
        """Reads the proofs, and what the view in front shows."""
        book = self.desk.book
        self.desk.look(lambda: look_at_receipts(book), self._show_seen)
        self.folder.refresh()
        self.reading.refresh()
        if self.views.shown is not None:
            self.views.shown.refresh()

    def open_with(self, **what: Any) -> None:
        """payment: the number of a payment that wants a receipt. proof: that of a receipt."""
        self.views.show(None)
        if what.get("payment") is not None:
            self.show_payment(what["payment"])
        elif what.get("proof") is not None:
            self.show_receipt(what["proof"])

    def take_focus(self) -> None:
        """The first control of what is shown."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        else:
            self.add_button.setFocus()

    # --- the views ---------------------------------------------------------------------------

    def show_list(self) -> None:
        """Goes back to the list of receipts."""
        self.problem.show_problems([])
        self.views.show(None)
        self.refresh()
        self.add_button.setFocus()

    def show_receipt(self, proof_id: int | None) -> None:
        """Opens a receipt."""
        if proof_id is not None:
            self.receipt.open(proof_id, partial(self._turn_to, self.receipt))

    def show_payment(self, payment_id: int | None) -> None:
        """Opens a payment that wants a receipt."""
        if payment_id is not None:
            self.wanting.open(payment_id, partial(self._turn_to, self.wanting))

    def _turn_to(self, view: View) -> None:
        self.views.show(view)
        self.say_under_title("")
        self.views.focus(view)

    def _open_chosen(self) -> None:
        self.show_receipt(self.table.current_key())

    def _open_lacking(self) -> None:
        self.show_payment(self.lacking_table.current_key())

    def _show_note(self, title: str, pdf: bytes) -> None:
        what = {"title": title, "pdf": pdf, "file_name": "no-receipt.pdf", "back": "receipts"}
        self.go.emit("preview", what)

    # --- adding ------------------------------------------------------------------------------

    def choose(self) -> None:
        """Asks for files."""
        kinds = _("Photos and PDF files") + " (*.jpg *.jpeg *.png *.heic *.heif *.pdf)"
        title = _("Choose receipts")
        paths = ask_for_files(self, self.desk.remembered, title, kinds, several=True)
        if paths:
            self.add_files(paths)

    def paste(self) -> None:
        """Adds what was copied: files, or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        paths = files_in(data)
        picture = QGuiApplication.clipboard().image() if data.hasImage() else QImage()
        if paths:
            self.add_files(paths)
        elif not picture.isNull():
            self._add_picture(_as_png(picture))
        else:
            self._say_problems([_("There is no picture or file to paste. Copy one first.")])

    def add_files(self, paths: Sequence[Path]) -> None:
        """Adds files, to the payment that is open if one is."""
        desk, payments = self.desk, self._payments()
        desk.do(
            lambda: add_receipt_files(
                desk.book, paths, payments=payments, who=desk.who, at=desk.now()
            ),
            said=_said,
            done=self._added,
        )

    def _add_picture(self, data: bytes) -> None:
        desk, payments = self.desk, self._payments()
        files = [(_("Pasted picture") + ".png", data)]
        desk.do(
            lambda: add_receipts(desk.book, files, payments=payments, who=desk.who, at=desk.now()),
            said=_said,
            done=self._added,
        )

    def _payments(self) -> list[int]:
        number = self.wanting.payment_id
        return [number] if self.views.shown is self.wanting and number is not None else []

    def _added(self, added: Added) -> None:
        self._say_problems(added.faults)
        if self.views.shown is self.wanting:
            return
        if len(added.numbers) == 1 and not added.faults:
            self.show_receipt(added.numbers[0])
        elif self.views.shown is not None:
            self.views.show(None)
            self._say_problems(added.faults)

    def _say_problems(self, sentences: Sequence[str]) -> None:
        problem = self.wanting.problem if self.views.shown is self.wanting else self.problem
        if self.views.shown is self.receipt:
            problem = self.receipt.problem
        problem.show_problems([(sentence, None) for sentence in sentences])

    # --- the list ----------------------------------------------------------------------------

    def _show_seen(self, seen: ReceiptsSeen) -> None:
        self._seen = seen
        if self.views.shown is None:
            self.say_under_title(_counts(seen) if seen.receipts else "")
        self.empty.setVisible(not seen.receipts)
        self._show_to_check(seen.to_check)
        self.kept.setVisible(bool(seen.receipts))
        self.lacking_table.show_rows(
            [
                TableRow((each.day, abs(each.amount), each.description), each.id)
                for each in seen.lacking
            ]
        )
        self.lacking.setVisible(bool(seen.lacking))
        more = seen.lacking_in_all - len(seen.lacking)
        self.lacking_more.setText(
            ngettext("There is {count} more.", "There are {count} more.", more).format(count=more)
        )
        self.lacking_more.setVisible(more > 0)
        self.reload()

    def _was_read(self, proof_id: int) -> None:
        book = self.desk.book
        self.desk.look(lambda: look_at_receipts(book), self._show_seen)
        if self.views.shown is self.receipt and self.receipt.proof_id == proof_id:
            self.receipt.refresh()

    def _show_to_check(self, receipts: Sequence[ReceiptSeen]) -> None:
        self.to_check.show_lines(
            [
                Line(
                    each.kind_words,
                    _short(each.title),
                    receipt_line(each),
                    _("Check it"),
                    partial(self.show_receipt, each.id),
                )
                for each in receipts[:MOST_TO_CHECK]
            ]
        )
        self.to_check.setVisible(bool(receipts))
        more = len(receipts) - MOST_TO_CHECK
        self.more_to_check.setText(
            ngettext(
                "There is {count} more to check.", "There are {count} more to check.", more
            ).format(count=more)
        )
        self.more_to_check.setVisible(more > 0)

    def reload(self) -> None:
        """Reads the list again. While it is being read, the last wish waits."""
        if self._reading:
            self._again = True
            return
        text, book = self.finder.edit.text(), self.desk.book
        self._reading = True

        def look() -> tuple[int, list[ReceiptSeen]]:
            return count_receipts(book, text), read_receipts(book, text, 0, ROWS_AT_ONCE)

        def came(read: tuple[int, list[ReceiptSeen]]) -> None:
            self._reading = False
            self._show_receipts(text, *read)
            if self._again:
                self._again = False
                self.reload()

        self.desk.look(look, came)

    def _show_receipts(self, text: str, count: int, first: list[ReceiptSeen]) -> None:
        desk = self.desk

        def fetch(start: int, most: int, arrived: Arrived) -> None:
            desk.look(
                lambda: read_receipts(desk.book, text, start, most),
                lambda receipts: arrived(_rows(receipts)),
            )

        self.table.show_rows(count, _rows(first), fetch)
        for block in (self.table, self.open_one):
            block.setVisible(bool(count))
        self.none.setVisible(not count)


def _rows(receipts: Sequence[ReceiptSeen]) -> list[TableRow]:
    return [
        TableRow(
            (
                receipt.title,
                receipt.day,
                receipt.amount,
                payments_words(receipt.payments),
                receipt.kind_words,
            ),
            receipt.id,
        )
        for receipt in receipts
    ]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"


def _counts(seen: ReceiptsSeen) -> str:
    kept = ngettext(
        "{count} receipt is in the book.", "{count} receipts are in the book.", seen.receipts
    ).format(count=seen.receipts)
    lacking = ngettext(
        "{count} payment has no receipt.",
        "{count} payments have no receipt.",
        seen.lacking_in_all,
    ).format(count=seen.lacking_in_all)
    return _("{first} {second}").format(first=kept, second=lacking) if seen.lacking_in_all else kept


def _said(added: Added) -> str:
    new = len(added.numbers) - added.again
    said = ngettext("{count} receipt is added.", "{count} receipts are added.", new).format(
        count=new
    )
    if not added.again:
        return said if new else ""
    again = ngettext(
        "{count} is in the book already.", "{count} are in the book already.", added.again
    ).format(count=added.again)
    return _("{first} {second}").format(first=said, second=again) if new else again


def _as_png(picture: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(data.data())
