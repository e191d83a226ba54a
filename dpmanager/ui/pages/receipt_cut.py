"""Turning the photo of a receipt, and cutting off what is not the paper."""

from collections.abc import Callable

from dpmanager.errors import DPManagerError
from dpmanager.importers.photo_tidying import LEAST_LEFT, Edges
from dpmanager.tasks.receipts.cut_receipt import cut_receipt
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.fields import NumberField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.picture import Mark
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class CutCard(Column):
    """Opened by its button. marked: shows the part that will be kept, or None."""

    def __init__(self, desk: Desk, marked: Callable[[Mark | None], object]) -> None:
        super().__init__(gap=12)
        self._desk = desk
        self._marked = marked
        self.proof_id: int | None = None
        self.opener = button(_("Turn or cut the picture"), self.toggle, "quiet")
        self.inside = Column(gap=14)
        missing = _("Type a number from 0 to 90.")
        self.form = Form(
            rows=[("left", "right"), ("top", "bottom")],
            left=NumberField(_("Off the left"), missing=missing),
            right=NumberField(_("Off the right"), missing=missing),
            top=NumberField(_("Off the top"), missing=missing),
            bottom=NumberField(_("Off the bottom"), missing=missing),
        )
        for field in self.form.fields.values():
            assert isinstance(field, NumberField)
            field.edit.textChanged.connect(lambda _text: self._mark())
        self.form.entered.connect(self._cut)
        self.inside.add(
            beside(
                button(_("Turn to the left"), lambda: self._turn(3)),
                button(_("Turn to the right"), lambda: self._turn(1)),
            )
        )
        self.inside.add(
            words(
                _(
                    "Type how much to cut off each side, in per cent. "
                    "The box on the picture shows what will be kept."
                ),
                "soft",
            )
        )
        self.inside.add(self.form)
        self.inside.add(button(_("Cut the picture"), self._cut))
        self.add(self.opener)
        self.add(self.inside)
        self.close_up()

    def close_up(self) -> None:
        """Closes it and takes the box away."""
        self.inside.hide()
        self.form.summary.show_problems([])
        for field in self.form.fields.values():
            field.set_value("0")
            field.show_error("")
        self._marked(None)

    def toggle(self) -> None:
        """Opens it, or closes it."""
        if self.inside.isHidden():
            self.inside.show()
            self._mark()
        else:
            self.close_up()

    def _edges(self) -> Edges:
        """Raises DPManagerError for what is no whole per cent."""
        sides = {}
        for side, field in self.form.fields.items():
            value = field.read()
            if value != int(value) or not 0 <= value <= 100 - LEAST_LEFT:
                raise DPManagerError(_("Type whole numbers from 0 to 90."))
            sides[side] = int(value)
        return Edges(**sides)

    def _mark(self) -> None:
        if self.inside.isHidden():
            return
        try:
            edges = self._edges()
        except DPManagerError:  # it is said when the picture is to be cut
            return
        self._marked(
            Mark(
                0,
                edges.left / 100,
                edges.top / 100,
                1 - edges.right / 100,
                1 - edges.bottom / 100,
            )
        )

    def _turn(self, quarters: int) -> None:
        self._do(Edges(), quarters, _("The picture is turned."))

    def _cut(self) -> None:
        if self.form.values() is None:
            return
        try:
            edges = self._edges()
        except DPManagerError as fault:
            self.form.show_fault(fault)
            return
        self._do(edges, 0, _("The picture is cut. Undo brings the rest back."))

    def _do(self, edges: Edges, quarters: int, said: str) -> None:
        desk, number = self._desk, self.proof_id
        if number is None:
            return
        desk.do(
            lambda: cut_receipt(
                desk.book, number, edges, quarters=quarters, who=desk.who, at=desk.now()
            ),
            said=said,
            failed=self.form.show_fault,
        )
