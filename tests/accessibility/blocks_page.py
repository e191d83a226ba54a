"""A page of every block there is, and one with a fault of every kind that the checks look for."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QTableView, QTextEdit, QWidget

from dpmanager.domain.signatures import SignatureKind
from dpmanager.domain.steps import Step
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.chart import Bar, Bars, Chart
from dpmanager.ui.widgets.fields import (
    CheckField,
    ChecksField,
    ChoiceField,
    DateField,
    MoneyField,
    NotesField,
    NumberField,
    TextField,
    TimeField,
)
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Sheet
from dpmanager.ui.widgets.progress import Progress
from dpmanager.ui.widgets.signature import SignatureField
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, FilteredTable, RowsModel, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working

COLUMNS = (TableColumn("Day"), TableColumn("Who was paid"), TableColumn("Amount", figures=True))
BARS = (
    Bar("Personal care", Decimal("9120.00"), Decimal("14560.00")),
    Bar("Running costs (insurance, payroll, training)", Decimal("900.00"), Decimal("1200.00")),
)


def payments(count: int) -> list[TableRow]:
    """Rows of made-up payments; the amounts fall while the days rise."""
    return [
        TableRow((f"{day:02} September 2026", f"Payee {day} & Daughters", Decimal(100 - day)), day)
        for day in range(1, count + 1)
    ]


def nothing() -> None:
    """What a button of these pages does."""


class BlocksPage(Sheet):
    """Every block, as a page would use it."""

    def heading(self) -> str:
        return "Every block"

    def build(self) -> None:
        self.say_under_title("Nothing on this page is about anybody.")
        self.form = Form(
            name=TextField("Name of the worker", missing="Enter the name of the worker."),
            amount=MoneyField("Amount"),
            day=DateField("Day of pay", missing="Enter the day of pay."),
            start=TimeField("Start", missing="Enter the start."),
            hours=NumberField("Hours a week"),
            kind=ChoiceField("Kind of hours", [("weekday", "Weekday"), ("sleep_in", "Sleep-in")]),
            notes=NotesField("Notes"),
            paper=CheckField("I have the paper", hint="A photo will do."),
            tasks=ChecksField("What else they do", [("cook", "Cooking"), ("drive", "Driving")]),
            signature=SignatureField(
                "Your signature",
                name="Amina Yusuf",
                remembered=Remembered(signs_by=SignatureKind.DRAWN),
            ),
        )
        self.column.add(self.form)
        self.table = DataTable("Payments", COLUMNS)
        self.table.show_rows(payments(5))
        self.filtered = FilteredTable(self.table, "Find a payment")
        self.column.add(self.filtered)
        card = Card("Spent so far")
        self.chart = Chart("Spent by what it was for", "Agreed", "Spent")
        self.chart.show_bars(BARS)
        card.add(self.chart)
        self.column.add(card)
        steps = [Step("Hours at the rate", "24 x 12.50 = 300.00", source="The agreement")]
        self.working = Working("the pay of Amina", steps)
        self.column.add(self.working)
        self.lines = Lines("2 things need doing")
        self.lines.show_lines(
            [
                Line("Today", "Approve Amina's timesheet", "24 hours", "Look at it", nothing),
                Line("Friday", "Pay Amina and Tom", "It is pay day.", "Get ready", nothing),
            ]
        )
        self.column.add(self.lines)
        self.progress = Progress(nothing)
        self.progress.start("Reading the statement")
        self.progress.reached(3, 10)
        self.column.add(self.progress)
        self.off = button("Not yet", nothing)
        self.off.setEnabled(False)
        self.main = button("Approve timesheet", nothing, "main")
        self.buttons = beside(
            self.main, button("Copy last week", nothing), self.off, button("Why?", nothing, "quiet")
        )
        self.column.add(self.buttons)


class Blot(QWidget):
    """Paints something that nobody can hear."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)


class FaultyPage(Sheet):
    """Made of Qt's own widgets, with all that can be wrong."""

    def heading(self) -> str:
        return "Every fault"

    def build(self) -> None:
        self.nameless = QLineEdit()
        for widget in (
            self.nameless,
            *self._misnamed(),
            *self._unseen(),
            *self._cramped(),
            *self._caught(),
        ):
            self.column.add(widget)

    def _misnamed(self) -> list[QWidget]:
        twins = [button("Change", nothing), button("Change", nothing)]
        misnamed = button("Save", nothing)
        misnamed.setAccessibleName("Keep the changes")
        label = QLabel("Who was paid")
        other = QLineEdit()
        other.setAccessibleName("Payee")
        label.setBuddy(other)
        hidden = words("2 faults")
        hidden.setAccessibleName("Message")
        keys = [button("&Add", nothing), button("&Also add", nothing)]
        return [*twins, misnamed, label, other, hidden, *keys]

    def _unseen(self) -> list[QWidget]:
        lonely = Bars("Hours")
        lonely.show_bars(BARS)
        grey = words("A hint in grey")
        grey.setStyleSheet("color: #999999")
        ringless = QFrame()
        ringless.setAccessibleName("No ring")
        ringless.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        ringless.setFixedHeight(60)
        return [Blot(), lonely, grey, ringless]

    def _cramped(self) -> list[QWidget]:
        small = QPushButton("Tiny")
        small.setStyleSheet("min-height: 0; padding: 0; border: 1px solid")
        small.setFixedSize(60, 20)
        cut = QLabel("A sentence that is longer than the room it was given here")
        cut.setFixedWidth(80)
        block = QWidget()
        block.setFixedHeight(30)
        out = QLabel("Out", block)
        out.move(0, 25)
        wide = QWidget()
        wide.setMinimumWidth(2000)
        table = QTableView()
        table.setAccessibleName("Cut")
        model = RowsModel(COLUMNS)
        model.setParent(table)
        model.set_rows(payments(2))
        table.setModel(model)
        table.setTabKeyNavigation(False)
        table.setColumnWidth(1, 30)
        return [small, cut, block, wide, table]

    def _caught(self) -> list[QWidget]:
        notes = QTextEdit()  # Tab is a letter in it
        notes.setAccessibleName("Notes")
        return [notes, button("After the notes", nothing)]
