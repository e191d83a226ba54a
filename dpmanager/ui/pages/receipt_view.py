"""One receipt: its picture, what it says, and the payments that it proves."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QImage

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.domain.receipts.reading import Reading
from dpmanager.errors import DPManagerError
from dpmanager.importers.proof_pictures import PDF
from dpmanager.records.book import Book
from dpmanager.tasks.money.look_at_money import find_payments
from dpmanager.tasks.receipts.add_receipt import (
    change_receipt,
    link_receipt,
    remove_receipt,
    unlink_receipt,
)
from dpmanager.tasks.receipts.look_at_receipts import (
    Offered,
    PaymentName,
    ReceiptSeen,
    look_at_receipt,
    receipt_kinds,
    receipt_picture,
)
from dpmanager.tasks.receipts.read_words import ReadBack, look_at_reading
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_payment import sentence_of
from dpmanager.ui.pages.receipt_cut import CutCard
from dpmanager.ui.pages.receipt_parts import PartsCard
from dpmanager.ui.pages.receipt_proposals import Proposals
from dpmanager.ui.pages.receipt_words import receipt_line
from dpmanager.ui.widgets.fields import ChoiceField, DateField, MoneyField, TextField
from dpmanager.ui.widgets.form import ErrorSummary, Form
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.picture import Mark, PaperPage, Picture
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _

MOST_OFFERED = 4

Seen = tuple[Offered, ReadBack | None]


class ReceiptView(View):
    """One proof."""

    def __init__(
        self,
        desk: Desk,
        leave: Callable[[], object],
        see_receipt: Callable[[int], object],
    ) -> None:
        super().__init__(desk, _("Receipt"), _("Back to all receipts"), leave)
        self._see_receipt = see_receipt
        self._marks: Sequence[Mark] = ()
        self._back: ReadBack | None = None
        self.receipt: ReceiptSeen | None = None
        self.proof_id: int | None = None
        self.problem = ErrorSummary()
        self.picture = Picture(desk.look)
        self.kind = ChoiceField(
            _("What kind of paper it is"), receipt_kinds(), missing=_("Choose a kind.")
        )
        self.name = TextField(
            _("What it is for"), missing=_("Say in a few words what the receipt is for.")
        )
        self.day = DateField(_("Date on it"))
        self.amount = MoneyField(_("Amount on it"))
        self.number = TextField(_("Number of the invoice or receipt"))
        self.form = Form(
            kind=self.kind, title=self.name, day=self.day, amount=self.amount, number=self.number
        )
        self.form.entered.connect(self._save)
        self.proposals = Proposals(self.form)
        self.cut = CutCard(desk, self._show_cut)
        seen = Column(gap=8)
        seen.add(self.picture)
        seen.add(self.cut)
        self.alike = Lines(_("It looks like one that you have"))
        self.parts = PartsCard(desk)
        says = Column(gap=18)
        says.add(words(_("What it says"), "heading"))
        says.add(self.proposals.says)
        says.add(self.form)
        says.add(beside(button(_("Save what it says"), self._save, "main")))
        self.linked = Lines(_("Payments that it proves"))
        self.offered = Lines(_("Payments that may fit"))
        self.finder = TextField(
            _("Find another payment"),
            hint=_("Type a name, an amount or a date"),
            missing=_("Type a name, an amount or a date."),
        )
        self.finder.edit.textChanged.connect(lambda _text: self._find())
        self.remove = button(_("Remove this receipt"), self._remove, "quiet")
        for block in (
            self.problem,
            self.alike,
            beside(seen, says, tops=True),
            self.linked,
            self.parts,
        ):
            self.add(block)
        for block in (self.offered, self.finder, self.remove):
            self.add(block)

    def open(self, proof_id: int, shown: Callable[[], object]) -> None:
        """Reads a receipt and shows it; `shown` is called when it is there."""
        self.proof_id = proof_id

        def came(seen: Seen) -> None:
            self.receipt = None
            self._marks = ()
            self.cut.close_up()
            self.problem.show_problems([])
            self.finder.edit.blockSignals(True)
            self.finder.set_value("")
            self.finder.edit.blockSignals(False)
            self._show(seen)
            shown()

        self.desk.look(partial(self._look, proof_id), came)

    def refresh(self) -> None:
        """Reads the receipt again; the form is filled anew only if the records have changed it."""
        number = self.proof_id
        if number is not None:
            self.desk.look(partial(self._look, number), self._show, lambda _fault: self.leave())

    def _look(self, proof_id: int) -> Seen:
        book, today = self.desk.book, self.desk.today()
        back = look_at_reading(book, proof_id, today=today)
        reading = back.reading if back else Reading()
        return look_at_receipt(book, proof_id, most=MOST_OFFERED, reading=reading), back

    def _show(self, seen: Seen) -> None:
        offered, back = seen
        receipt, before = offered.receipt, self.receipt
        if receipt.id != self.proof_id:
            return
        self.receipt = receipt
        self.rename(receipt.title)
        if before is None or before.sealed_name != receipt.sealed_name:
            self.picture.show_paper(
                _("Picture of {receipt}").format(receipt=receipt.title),
                partial(_draw, self.desk.book, receipt),
            )
            self.cut.proof_id = receipt.id
            self.cut.setVisible(receipt.media_type != PDF)
            self.cut.close_up()
            self._back = None
        says_else = before is None or _says(before) != _says(receipt)
        if says_else:
            self._fill(receipt)
        if says_else or back != self._back:
            self._back = back
            self._marks = self.proposals.fill(receipt, back)
            self.picture.show_marks(self._marks)
        self._show_alike(offered)
        self.parts.show_payments(receipt.id, receipt.payments, offered.share)
        self.linked.show_lines(
            [self._line(each, _("Unlink"), self._unlink) for each in receipt.payments]
            or [Line(_("None yet"), _("Link it to a payment below."))]
        )
        if self.finder.is_empty():
            self._offer(offered.payments)

    def _show_alike(self, offered: Offered) -> None:
        self.alike.show_lines(
            [
                Line(
                    each.kind_words,
                    each.title,
                    receipt_line(each),
                    _("Open it"),
                    partial(self._see_receipt, each.id),
                )
                for each in offered.alike
            ]
        )
        self.alike.setVisible(bool(offered.alike))

    def _show_cut(self, kept: Mark | None) -> None:
        self.picture.show_marks(self._marks if kept is None else [kept])

    def _fill(self, receipt: ReceiptSeen) -> None:
        self.form.summary.show_problems([])
        self.kind.set_value(receipt.kind)
        self.name.set_value(receipt.title)
        self.day.set_value(receipt.day)
        self.amount.set_value(receipt.amount)
        self.number.set_value(receipt.number)
        for field in self.form.fields.values():
            field.show_error("")

    def _offer(self, payments: tuple[PaymentName, ...]) -> None:
        self.offered.show_lines(
            [self._line(each, _("Link"), self._link) for each in payments]
            or [Line(_("None"), _("No payment fits. Type something else to find one."))]
        )

    def _line(
        self, payment: PaymentName, action: str, act: Callable[[PaymentName], object]
    ) -> Line:
        return Line(
            long_date(payment.day),
            sentence_of(payment.amount, payment.description),
            _part_words(payment),
            action,
            pressed=partial(act, payment),
        )

    def _find(self) -> None:
        if self.finder.is_empty():
            self.refresh()
            return
        text, book = self.finder.edit.text(), self.desk.book

        def came(found: list[PaymentName]) -> None:
            if text == self.finder.edit.text():
                self._offer(tuple(found))

        self.desk.look(
            lambda: [
                PaymentName(row.id, row.day, row.description, row.amount)
                for row in find_payments(book, text, most=MOST_OFFERED)
            ],
            came,
        )

    def _save(self) -> None:
        desk, number, values = self.desk, self.proof_id, self.form.values()
        if number is None or values is None:
            return
        desk.do(
            lambda: change_receipt(
                desk.book,
                number,
                kind=values["kind"],
                title=values["title"],
                day=values["day"],
                amount=values["amount"],
                number=values["number"] or "",
                who=desk.who,
                at=desk.now(),
            ),
            said=_("Saved what the receipt says."),
            failed=self.form.show_fault,
        )

    def _link(self, payment: PaymentName) -> None:
        desk, number = self.desk, self.proof_id
        assert number is not None
        desk.do(
            lambda: link_receipt(desk.book, number, [payment.id], who=desk.who, at=desk.now()),
            said=_("Linked to {payment}.").format(
                payment=sentence_of(payment.amount, payment.description)
            ),
            done=lambda _none: self.finder.edit.setFocus(),
            failed=self._failed,
        )

    def _unlink(self, payment: PaymentName) -> None:
        desk, number = self.desk, self.proof_id
        assert number is not None
        desk.do(
            lambda: unlink_receipt(desk.book, number, payment.id, who=desk.who, at=desk.now()),
            said=_("No longer linked to {payment}.").format(
                payment=sentence_of(payment.amount, payment.description)
            ),
            done=lambda _none: self.finder.edit.setFocus(),
            failed=self._failed,
        )

    def _remove(self) -> None:
        desk, number = self.desk, self.proof_id
        assert number is not None

        def gone(_none: object) -> None:
            self.proof_id = None
            self.leave()

        desk.do(
            lambda: remove_receipt(desk.book, number, who=desk.who, at=desk.now()),
            said=_("The receipt is removed."),
            done=gone,
            failed=self._failed,
        )

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])


def _part_words(payment: PaymentName) -> str:
    if payment.part is None:
        return ""
    return _("It pays {part} of this receipt.").format(part=pounds(payment.part))


def _says(receipt: ReceiptSeen) -> tuple[object, ...]:
    return receipt.kind, receipt.title, receipt.day, receipt.amount, receipt.number


def _draw(book: Book, receipt: ReceiptSeen, page: int, width: int) -> PaperPage:
    drawn = receipt_picture(book, receipt, page=page, width=width)
    image = QImage(
        drawn.dots, drawn.width, drawn.height, drawn.width * 3, QImage.Format.Format_RGB888
    )
    return PaperPage(image.copy(), drawn.pages)
