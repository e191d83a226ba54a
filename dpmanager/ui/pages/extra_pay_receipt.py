"""The view of the receipt of expenses or mileage: added, seen, or taken away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.pay_items import ItemSeen, keep_item_receipt, remove_item_receipt
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.extra_pay_words import item_title
from dpmanager.ui.pages.worker_file_item import draw_kept
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.picture import Picture
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _


class ItemReceiptView(View):
    """One receipt of one item; `leave` goes back to the cards."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, "", _("Back"), leave)
        self.problem = ErrorSummary()
        self.body = Column(gap=16)
        self.picture = Picture(desk.look)
        for block in (self.problem, self.body, self.picture):
            self.add(block)
        self._item: ItemSeen | None = None

    def open(self, item: ItemSeen) -> None:
        """Shows the receipt of an item, or asks for it."""
        self._item = item
        self.title = item_title(item)
        self.problem.show_problems([])
        self.body.clear()
        receipt = item.receipt
        if receipt is None:
            self.body.add(
                words(_("Choose a photo or a PDF of the receipt, or drop it on this page."))
            )
            self.body.add(words(_("It goes with the payslip into your return.")))
            self.body.add(beside(button(_("Choose the file"), self._choose, "main")))
        else:
            self.body.add(
                beside(
                    button(_("Choose another file"), self._choose),
                    button(_("Take the receipt away"), self._remove, "quiet"),
                )
            )
        self.picture.setVisible(receipt is not None)
        if receipt is not None:
            self.picture.show_paper(
                _("Picture of {paper}").format(paper=receipt.title or self.title),
                partial(draw_kept, self.desk.book, receipt),
            )

    def take(self, paths: list[Path]) -> None:
        """Keeps a file that was chosen or dropped. There is one receipt of an item."""
        item, desk = self._item, self.desk
        if item is None or not paths:
            return
        if len(paths) > 1:
            self.problem.show_problems(
                [(_("Add one receipt here. Each of the others needs an entry of its own."), None)]
            )
            return
        self._do(
            lambda: keep_item_receipt(desk.book, item.id, paths[0], who=desk.who, at=desk.now()),
            _("The receipt is kept."),
        )

    def _choose(self) -> None:
        self.take(
            ask_for_files(
                self,
                self.desk.remembered,
                _("Choose the receipt"),
                _("Pictures and PDFs") + " (*.jpg *.jpeg *.png *.heic *.pdf)",
            )
        )

    def _remove(self) -> None:
        item, desk = self._item, self.desk
        if item is None:
            return
        self._do(
            lambda: remove_item_receipt(desk.book, item.id, who=desk.who, at=desk.now()),
            _("The receipt is taken away. Undo brings it back."),
        )

    def _do(self, task: Callable[[], object], said: str) -> None:
        self.problem.show_problems([])
        self.desk.do(task, said=said, done=lambda _none: self.leave(), failed=self._failed)

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])
