"""A payslip from a payroll bureau: its figures, what differs from the rules here, and saving it."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.errors import DPManagerError
from dpmanager.importers.files import read_file
from dpmanager.importers.proof_files import LARGEST_MB
from dpmanager.tasks.pay.bureau import (
    BureauFigures,
    ComparedLine,
    Comparison,
    OurPayslip,
    compare_bureau,
    enter_bureau_payslip,
    figure_names,
)
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import MoneyField
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _, ngettext

if TYPE_CHECKING:
    from dpmanager.ui.pages.pay import PayPage

NEEDED = ("gross_pay", "income_tax", "employee_ni", "paid")
BY_THE_EMPLOYER = ("employer_ni", "employer_pension")
"""Not on every payslip; where they are left empty, our own figures count."""
ROWS = (
    ("gross_pay", "income_tax", "employee_ni"),
    ("student_loan", "postgraduate_loan", "employee_pension"),
    ("other_deductions", "free_of_tax", "paid"),
    ("employer_ni", "employer_pension"),
)


class BureauPayslip(Column):
    """The form for a bureau's payslip, and under it the comparison with our own."""

    def __init__(self, page: "PayPage") -> None:
        super().__init__(gap=16)
        self.page = page
        self._ours: OurPayslip | None = None
        self.add(beside(button(_("Back to all pay"), lambda: page.open_payslip(None))))
        self.body = Column(gap=16)
        self.add(self.body)
        self.form = Form()

    def open(self, ours: OurPayslip) -> None:
        """An empty form, with what the rules here give as a hint beside each figure."""
        self._ours = ours
        self._proof: Path | None = None
        self.body.clear()
        card = Card(_("What the payslip says"))
        card.add(words(_("Copy the figures from the payslip. Leave empty what is not on it.")))
        self.form = Form(ROWS, **_fields(ours.figures))
        self.form.entered.connect(self._compare)
        card.add(self.form)
        self.file_words = words(_("No photo or PDF of the payslip is added."), "soft")
        card.add(self.file_words)
        card.add(
            beside(
                button(_("Compare"), self._compare, "main"),
                button(_("Add the payslip as a photo or PDF"), self._ask_for_file),
            )
        )
        self.body.add(card)
        self.seen = Column(gap=16)
        self.body.add(self.seen)

    def _ask_for_file(self) -> None:
        kinds = _("Photos and PDF files") + " (*.jpg *.jpeg *.png *.heic *.heif *.pdf)"
        title = _("Choose the payslip from the bureau")
        for path in ask_for_files(self, self.page.desk.remembered, title, kinds):
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Keeps a file with the payslip once that is saved."""
        self._proof = path
        sentence = _("{file} is kept with the payslip.").format(file=path.name)
        self.file_words.setText(sentence)
        announce(sentence)

    def _figures(self) -> BureauFigures | None:
        """What was typed; None where something is wrong with it."""
        values: dict[str, Any] | None = self.form.values()
        if values is None or self._ours is None:
            return None
        for name in BY_THE_EMPLOYER:
            if values[name] is None:
                values[name] = getattr(self._ours.figures, name)
        return BureauFigures(**{name: amount or ZERO for name, amount in values.items()})

    def _compare(self) -> None:
        figures, ours, desk = self._figures(), self._ours, self.page.desk
        self.seen.clear()
        if figures is None or ours is None:
            return

        def show(seen: Comparison) -> None:
            if self._ours is ours:
                self._show(seen, figures)

        desk.look(
            lambda: compare_bureau(
                desk.book, ours.timesheet_id, figures, who=desk.who, at=desk.now()
            ),
            show,
            self.form.show_fault,
        )

    def _show(self, seen: Comparison, figures: BureauFigures) -> None:
        self.seen.clear()
        card = Card(_("Beside the rules here"))
        sentence = _how_many_differ(seen)
        card.add(words(sentence, "strong"))
        table = DataTable(
            _("Beside the rules here"),
            [
                TableColumn(_("Figure"), show=str),
                TableColumn(_("By the rules here"), figures=True, show=str),
                TableColumn(_("On the payslip"), figures=True, show=str),
                TableColumn(_("Difference"), show=str),
            ],
        )
        table.show_rows([TableRow(_row(line)) for line in seen.lines])
        card.add(table)
        for line in seen.lines:
            if line.difference and line.steps:
                card.add(_working(line))
        if seen.differences and not seen.fault:
            card.add(
                words(_("Ask your payroll bureau why, before you save. You can save it as it is."))
            )
        self.seen.add(card)
        if seen.fault:
            self.form.show_fault(DPManagerError(seen.fault), "paid")
            return
        save = button(_("Save this payslip"), lambda: self._save(figures), "main")
        self.seen.add(beside(save))
        announce(sentence)
        table.setFocus()

    def _save(self, figures: BureauFigures) -> None:
        """Saves what was compared; what was typed since must be compared again."""
        ours, desk, path = self._ours, self.page.desk, self._proof
        if ours is None or self._figures() != figures:
            self.seen.clear()
            self._compare()
            return

        def task() -> int:
            proof = (path.name, read_file(path, LARGEST_MB)) if path is not None else None
            return enter_bureau_payslip(
                desk.book, ours.timesheet_id, figures, proof=proof, who=desk.who, at=desk.now()
            )

        desk.do(
            task,
            said=_("The payslip of {worker} is saved.").format(worker=ours.worker),
            done=self.page.open_payslip,
            failed=self.form.show_fault,
        )


def _fields(ours: BureauFigures) -> dict[str, MoneyField]:
    fields = {}
    for name, label in figure_names().items():
        hint = _("By the rules here: {amount}").format(amount=pounds(getattr(ours, name)))
        if name in BY_THE_EMPLOYER:
            hint = _("{hint}. Empty means this amount.").format(hint=hint)
        if name == "income_tax":
            hint = _("{hint}. A refund has a minus before it.").format(hint=hint)
        missing = _("{figure}: type the amount on the payslip, such as 12.50.").format(figure=label)
        fields[name] = MoneyField(label, hint=hint, missing=missing if name in NEEDED else "")
    return fields


def _how_many_differ(seen: Comparison) -> str:
    if not seen.differences:
        return _("Every figure is the same as by the rules here.")
    return ngettext(
        "{count} figure differs from the rules here.",
        "{count} figures differ from the rules here.",
        seen.differences,
    ).format(count=seen.differences)


def _row(line: ComparedLine) -> tuple[str, str, str, str]:
    return line.name, pounds(line.ours), pounds(line.theirs), _difference_words(line.difference)


def _difference_words(difference: Decimal) -> str:
    if not difference:
        return _("the same")
    more = (
        _("the payslip has {amount} more") if difference > 0 else _("the payslip has {amount} less")
    )
    return more.format(amount=pounds(abs(difference)))


def _working(line: ComparedLine) -> Column:
    block = Column(gap=0)
    block.add(
        words(
            _("{about}: {amount}").format(
                about=_("{figure} by the rules here").format(figure=line.name),
                amount=pounds(line.ours),
            )
        )
    )
    block.add(Working(line.name, line.steps))
    return block
