"""The blocks that every page is made of, driven as a person drives them."""

from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QContextMenuEvent,
    QFont,
    QGuiApplication,
    QKeySequence,
    QPalette,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QPushButton,
    QStatusBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.ui.theme import (
    BODY_POINTS,
    OWN_FONT_ON_WINDOWS,
    THEMES,
    apply_theme,
    palette,
    set_fonts_of_kinds,
    style_sheet,
    type_family,
)
from dpmanager.ui.widgets import announce as speaking
from dpmanager.ui.widgets.announce import ANNOUNCER, announce
from dpmanager.ui.widgets.chart import Bar, Chart
from dpmanager.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    MoneyField,
    NotesField,
    TextField,
    TimeField,
)
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column, Sheet
from dpmanager.ui.widgets.progress import Progress
from dpmanager.ui.widgets.summary import CheckAnswers
from dpmanager.ui.widgets.table import DataTable, FilteredTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, "light", 100)
    yield
    apply_theme(qapp, "light", 100)


def test_no_widget_keeps_the_small_font_that_windows_gives_it(qapp: QApplication) -> None:
    for kind in OWN_FONT_ON_WINDOWS:
        qapp.setFont(QFont("Sans", 7), kind)
    assert QStatusBar().font().pointSizeF() == 7
    set_fonts_of_kinds(qapp, 200)
    fonts = [QApplication.font(kind) for kind in OWN_FONT_ON_WINDOWS]
    fonts.append(QStatusBar().font())
    assert {font.pointSizeF() for font in fonts} == {2 * BODY_POINTS}
    assert {font.family() for font in fonts} == {type_family()}


class Person:
    """Sees blocks in a window, and types and presses keys."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.windows: list[QMainWindow] = []

    def sees(self, *blocks: QWidget, width: int = 1000, height: int = 700) -> QMainWindow:
        class Shown(Sheet):
            def heading(self) -> str:
                return "Blocks"

            def build(self) -> None:
                for block in blocks:
                    self.column.add(block)

        window = QMainWindow()
        window.setWindowTitle("Blocks - DP Manager")
        window.setCentralWidget(Shown())
        window.resize(width, height)
        self.qtbot.addWidget(window)
        self.windows.append(window)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        return window

    def types(self, into: QWidget, text: str) -> None:
        into.setFocus()
        self.qtbot.keyClicks(into, text)

    def presses(self, key: Qt.Key, shift: Qt.KeyboardModifier | None = None) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClick(focus, key, shift or Qt.KeyboardModifier.NoModifier)

    def settles(self) -> None:
        for _round in range(3):
            QApplication.processEvents()


@pytest.fixture
def person(qtbot: QtBot) -> Person:
    return Person(qtbot)


@pytest.fixture
def said() -> Iterator[list[str]]:
    heard: list[str] = []
    ANNOUNCER.said.connect(heard.append)
    yield heard
    ANNOUNCER.said.disconnect(heard.append)


# Fields


@pytest.mark.parametrize(
    ("typed", "meant", "shown"),
    [
        ("8", time(8), "08:00"),
        ("8.30", time(8, 30), "08:30"),
        ("0830", time(8, 30), "08:30"),
        ("half 7", time(7, 30), "07:30"),
        ("7pm", time(19), "19:00"),
        ("12am", time(0), "00:00"),
    ],
)
def test_a_time_is_understood_and_shown_back(
    person: Person, typed: str, meant: time, shown: str
) -> None:
    field, after = TimeField("Start", missing="Enter the start."), TextField("Note")
    person.sees(field, after)
    person.types(field.edit, typed)
    assert field.edit.text() == typed
    person.presses(Qt.Key.Key_Tab)
    assert field.edit.text() == shown
    assert field.read() == meant
    assert QApplication.focusWidget() is after.edit


def test_a_time_that_is_not_understood_stays(person: Person) -> None:
    field = TimeField("Start", missing="Enter the start.")
    person.sees(field, TextField("Note"))
    person.types(field.edit, "quarter to")
    person.presses(Qt.Key.Key_Tab)
    assert field.edit.text() == "quarter to"
    with pytest.raises(DPManagerError, match="quarter to"):
        field.read()


@pytest.mark.parametrize(
    ("parts", "meant"),
    [
        (("6", "April", "2026"), date(2026, 4, 6)),
        (("6", "apr", "26"), date(2026, 4, 6)),
        (("06", "4", "2026"), date(2026, 4, 6)),
        (("29", "February", "2028"), date(2028, 2, 29)),
    ],
)
def test_a_date_is_typed_into_three_boxes(
    person: Person, parts: tuple[str, str, str], meant: date
) -> None:
    field = DateField("Day of pay", missing="Enter the day of pay.")
    person.sees(field)
    field.day.setFocus()
    for part in parts:
        focus = QApplication.focusWidget()
        assert focus is not None
        person.qtbot.keyClicks(focus, part)
        person.presses(Qt.Key.Key_Tab)
    assert field.read() == meant
    field.set_value(meant)
    assert (field.day.text(), field.month.text(), field.year.text()) == (
        str(meant.day),
        f"{meant:%B}",
        str(meant.year),
    )


@pytest.mark.parametrize(
    ("parts", "said", "to_mend"),
    [
        (("", "June", "2026"), "Day of pay must include a day.", "day"),
        (("6", "", "2026"), "Day of pay must include a month.", "month"),
        (("6", "June", ""), "Day of pay must include a year.", "year"),
        (("31", "June", "2026"), "June 2026 has 30 days", "day"),
        (("6", "Brumaire", "2026"), "no month that is known", "day"),
    ],
)
def test_a_date_says_what_is_missing(
    qtbot: QtBot, parts: tuple[str, str, str], said: str, to_mend: str
) -> None:
    field = DateField("Day of pay", missing="Enter the day of pay.")
    qtbot.addWidget(field)
    for box, part in zip((field.day, field.month, field.year), parts, strict=True):
        box.setText(part)
    with pytest.raises(DPManagerError, match=said):
        field.read()
    assert field.to_mend() is getattr(field, to_mend)


def test_the_boxes_of_a_date_speak_their_part_and_the_date(qtbot: QtBot) -> None:
    field = DateField("Day of pay")
    qtbot.addWidget(field)
    names = [box.accessibleName() for box in field.controls()]
    assert names == ["Day, Day of pay", "Month, Day of pay", "Year, Day of pay"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("12.5", "12.50"), ("£1,234.50", "1234.50"), ("(10.00)", "-10.00"), (" 7 ", "7.00")],
)
def test_money_is_read_to_the_penny(qtbot: QtBot, typed: str, meant: str) -> None:
    field = MoneyField("Amount")
    qtbot.addWidget(field)
    field.edit.setText(typed)
    assert field.read() == Decimal(meant)
    assert field.edit.text() == typed


def test_money_that_is_not_understood_is_refused(qtbot: QtBot) -> None:
    field = MoneyField("Amount")
    qtbot.addWidget(field)
    field.edit.setText("about 12")
    with pytest.raises(DPManagerError, match="about 12"):
        field.read()


@pytest.mark.parametrize(
    "make",
    [TextField, MoneyField, TimeField, DateField, NotesField],
    ids=lambda kind: kind.__name__,
)
def test_a_field_that_may_be_empty_says_so_and_reads_as_none(
    qtbot: QtBot, make: Callable[[str], Field]
) -> None:
    field = make("Amount paid")
    qtbot.addWidget(field)
    assert field.label.text() == "Amount paid (optional)"
    assert field.read() is None
    assert field.controls()[0].accessibleName().endswith("Amount paid")


def test_a_choice_is_optional_only_if_nothing_can_be_chosen(qtbot: QtBot) -> None:
    always = ChoiceField("Kind", [("day", "Weekday"), ("night", "Sleep-in")])
    maybe = ChoiceField("Outcome", [("", "None"), ("home", "Safe at home")])
    for field in (always, maybe):
        qtbot.addWidget(field)
    assert (always.label.text(), maybe.label.text()) == ("Kind", "Outcome (optional)")
    assert (always.read(), maybe.read()) == ("day", None)
    always.set_value("night")
    always.set_choices([("night", "Sleep-in"), ("wake", "Waking night")])
    assert always.read() == "night"


def test_the_wheel_never_changes_a_choice(person: Person) -> None:
    field = ChoiceField("Kind", [("day", "Weekday"), ("night", "Sleep-in")])
    person.sees(field)
    field.box.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5),
        field.box.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.box, turn)
    assert field.read() == "day"
    person.presses(Qt.Key.Key_Down)
    assert field.read() == "night"


def test_tab_leaves_a_notes_box(person: Person) -> None:
    notes, after = NotesField("Notes"), TextField("Name")
    person.sees(notes, after)
    person.types(notes.edit, "Two lines")
    person.presses(Qt.Key.Key_Return)
    person.types(notes.edit, "of text ")
    person.presses(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after.edit
    assert notes.read() == "Two lines\nof text"
    person.presses(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is notes.edit


def test_a_line_takes_back_its_typing_and_then_leaves_the_key_to_the_window(
    person: Person,
) -> None:
    field = TextField("Name")
    taken_back: list[str] = []
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), person.sees(field))
    undo.activated.connect(lambda: taken_back.append("a task"))
    person.types(field.edit, "Ada")
    person.presses(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.edit.text(), taken_back) == ("", [])
    person.presses(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken_back == ["a task"]


def test_a_box_is_ticked_with_the_space_bar_and_shows_it(person: Person) -> None:
    field = CheckField("I have the paper")
    person.sees(field)
    field.box.setFocus()
    before = field.box.grab().toImage()
    person.presses(Qt.Key.Key_Space)
    assert field.read() is True
    assert field.box.grab().toImage() != before


# A form and its faults


def filled_in_wrongly(person: Person) -> tuple[Form, QMainWindow]:
    form = Form(
        name=TextField("Name", missing="Enter the name."),
        day=DateField("Day of pay", missing="Enter the day of pay."),
        amount=MoneyField("Amount"),
        note=NotesField("Note"),
    )
    window = person.sees(form, height=320)
    day, amount = form.fields["day"], form.fields["amount"]
    assert isinstance(day, DateField)
    assert isinstance(amount, MoneyField)
    person.types(day.day, "31")
    person.types(day.month, "June")
    person.types(day.year, "2026")
    person.types(amount.edit, "twelve")
    assert form.values() is None
    person.settles()
    return form, window


def test_the_summary_takes_the_focus_and_lists_each_fault(person: Person) -> None:
    form, window = filled_in_wrongly(person)
    lines = [line.accessibleName() for line in form.summary.findChildren(QPushButton)]
    beside_fields = [field.error.text() for field in form.fields.values() if field.error.text()]
    assert len(lines) == 3
    assert lines == beside_fields
    assert lines[0] == "Enter the name."
    assert form.summary.hasFocus()
    assert form.summary.accessibleName() == " ".join(["There is a problem", *lines])
    assert window.windowTitle() == "Error: Blocks - DP Manager"


def test_nothing_that_was_typed_is_cleared(person: Person) -> None:
    form, _window = filled_in_wrongly(person)
    day, amount = form.fields["day"], form.fields["amount"]
    assert isinstance(day, DateField)
    assert isinstance(amount, MoneyField)
    assert [box.text() for box in (day.day, day.month, day.year)] == ["31", "June", "2026"]
    assert amount.edit.text() == "twelve"


def test_a_line_of_the_summary_goes_to_its_field_and_the_page_scrolls_there(
    person: Person,
) -> None:
    form, window = filled_in_wrongly(person)
    amount = form.fields["amount"]
    assert amount.controls()[0].visibleRegion().isEmpty()
    for _line in range(3):
        person.presses(Qt.Key.Key_Tab)
    person.presses(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is amount.controls()[0]
    person.settles()
    assert not amount.controls()[0].visibleRegion().isEmpty()
    assert not amount.error.visibleRegion().isEmpty()
    assert window.windowTitle().startswith("Error: ")


def test_a_control_says_its_fault_until_it_is_mended(person: Person) -> None:
    form, window = filled_in_wrongly(person)
    name, day, amount, _note = form.fields.values()
    assert name.controls()[0].accessibleDescription() == "Enter the name."
    name.set_value("Amina Yusuf")
    day.set_value(date(2026, 6, 30))
    amount.set_value(Decimal("12.00"))
    assert form.values() == {
        "name": "Amina Yusuf",
        "day": date(2026, 6, 30),
        "amount": Decimal("12.00"),
        "note": None,
    }
    assert form.summary.isHidden()
    assert all(field.error.isHidden() for field in form.fields.values())
    assert amount.controls()[0].accessibleDescription() == "In pounds, such as 12.50"
    assert window.windowTitle() == "Blocks - DP Manager"


def test_a_fault_of_the_task_stands_in_the_summary(person: Person, said: list[str]) -> None:
    form = Form(name=TextField("Name", missing="Enter the name."))
    person.sees(form)
    form.show_fault(DPManagerError("Amina Yusuf is in the book already."), "name")
    assert form.fields["name"].error.text() == "Amina Yusuf is in the book already."
    form.show_fault(DPManagerError("The disk is full. What you typed is still here."))
    assert form.summary.hasFocus()
    assert not form.summary.findChildren(
        QPushButton, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    assert said[-1] == "The disk is full. What you typed is still here."


# A table


COLUMNS = (
    TableColumn("Day", show=lambda day: f"{day.day} {day:%B}"),
    TableColumn("Who"),
    TableColumn("Amount", figures=True),
)
PAID = (
    (date(2026, 9, 10), "Ravi Patel", Decimal("9.00")),
    (date(2026, 9, 2), "Amina Yusuf", Decimal("100.00")),
    (date(2026, 10, 1), None, Decimal("20.50")),
)


def a_table(rows: tuple[tuple[Any, ...], ...] = PAID) -> DataTable:
    table = DataTable("Payments", COLUMNS)
    table.show_rows([TableRow(values, key) for key, values in enumerate(rows)])
    return table


def column_of(table: DataTable, column: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_tab_leaves_a_table(person: Person) -> None:
    table, after = a_table(), TextField("Name")
    person.sees(table, after)
    table.setFocus()
    person.presses(Qt.Key.Key_Down)
    assert table.current_key() == 1
    person.presses(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after.edit


def test_a_table_speaks_its_headings_and_cells(person: Person) -> None:
    QAccessible.setActive(True)
    table = a_table()
    person.sees(table)
    spoken = QAccessible.queryAccessibleInterface(table)
    across = len(COLUMNS) + 1
    name = QAccessible.Text.Name
    assert spoken.text(name) == "Payments"
    headings = [spoken.child(place + 1).text(name) for place in range(len(COLUMNS))]
    assert headings == ["Day", "Who", "Amount"]
    cells = [spoken.child(2 * across + 1 + place).text(name) for place in range(len(COLUMNS))]
    assert cells == ["2 September", "Amina Yusuf", "£100.00"]


@pytest.mark.parametrize("percent", [100, 200, 300])
def test_no_cell_is_cut_whatever_the_size_of_the_text(
    person: Person, qapp: QApplication, percent: int
) -> None:
    table = a_table((*PAID, (date(2026, 9, 30), "A payee with quite a long name", Decimal(1))))
    person.sees(table)
    apply_theme(qapp, "light", percent)
    table.sort_by(2)
    person.qtbot.waitUntil(lambda: not table._stale)
    person.settles()
    header = table.horizontalHeader()
    for column in range(len(COLUMNS)):
        cells = [
            table.sizeHintForIndex(table.model().index(row, column)).width() for row in range(4)
        ]
        assert table.columnWidth(column) >= max(*cells, header.sectionSizeHint(column))
    assert table.verticalHeader().defaultSectionSize() >= table.fontMetrics().height() + 8
    assert table.verticalScrollBar().maximum() == 0


def test_rows_sort_by_their_values_from_the_keyboard(person: Person, said: list[str]) -> None:
    table = a_table()
    person.sees(table)
    table.setFocus()
    choices = {action.text(): action for action in table.menu().actions()}
    choices["Sort by: Amount"].trigger()
    assert column_of(table, 2) == ["£9.00", "£20.50", "£100.00"]
    choices["Sort by: Amount"].trigger()
    assert column_of(table, 2) == ["£100.00", "£20.50", "£9.00"]
    assert said == ["Sorted by Amount.", "Sorted by Amount, the last first."]
    choices["Sort by: Day"].trigger()
    assert column_of(table, 0) == ["2 September", "10 September", "1 October"]
    choices["Sort by: Who"].trigger()
    assert column_of(table, 1) == ["", "Amina Yusuf", "Ravi Patel"]


def test_the_menu_key_opens_the_menu(person: Person) -> None:
    table = a_table()
    person.sees(table)
    press = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(table, press)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def test_a_row_is_copied(person: Person, said: list[str]) -> None:
    table = a_table()
    person.sees(table)
    table.choose(2)
    table.setFocus()
    person.presses(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1 October\t\t£20.50"
    assert said == ["The row is copied."]


def test_enter_opens_the_row_and_a_new_list_keeps_the_choice(person: Person) -> None:
    table = a_table()
    person.sees(table)
    table.setFocus()
    opened: list[object] = []
    table.chosen.connect(opened.append)
    person.presses(Qt.Key.Key_Down)
    person.presses(Qt.Key.Key_Return)
    assert opened == [1]
    table.show_rows([TableRow(PAID[1], 1), TableRow(PAID[0], 0)])
    assert table.current_key() == 1


def test_a_table_shows_only_the_rows_that_hold_what_is_typed(person: Person) -> None:
    shown = FilteredTable(a_table(), "Find a payment")
    person.sees(shown)
    assert shown.finder.label.text() == "Find a payment"
    person.types(shown.finder.edit, "yusuf")
    assert column_of(shown.table, 1) == ["Amina Yusuf"]
    shown.finder.edit.clear()
    person.types(shown.finder.edit, "20.5")
    assert column_of(shown.table, 2) == ["£20.50"]


# Figures


def test_the_twin_of_a_chart_has_the_same_figures(person: Person) -> None:
    chart = Chart("Spent by what it was for", "Agreed", "Spent")
    person.sees(chart)
    chart.show_bars(
        [
            Bar("Personal care", Decimal("9120.00"), Decimal("14560.00")),
            Bar("Respite", Decimal("1300.00"), Decimal("1200.00")),
        ]
    )
    assert chart.bars.accessibleDescription() == (
        "Personal care: £9,120.00 of £14,560.00. Respite: £1,300.00 of £1,200.00."
    )
    assert chart.table.isHidden()
    chart.switch.setFocus()
    person.presses(Qt.Key.Key_Space)
    assert not chart.table.isHidden()
    assert chart.switch.text() == "Hide the table"
    assert [column_of(chart.table, column)[1] for column in range(4)] == [
        "Respite",
        "£1,200.00",
        "£1,300.00",
        "-£100.00",
    ]


def test_a_bar_is_as_long_as_its_share(person: Person) -> None:
    chart = Chart("Hours", "Planned", "Worked")
    chart.show_bars([Bar("Amina", Decimal(25), Decimal(100))])
    person.sees(chart)
    drawn = chart.bars.grab().toImage()
    accent = chart.bars.palette().color(QPalette.ColorRole.Highlight).rgb()
    middle = int(chart.bars.fontMetrics().height() * 1.5) + 4
    filled = sum(drawn.pixel(across, middle) == accent for across in range(drawn.width()))
    assert 0.24 < filled / drawn.width() < 0.26


def test_the_steps_of_a_figure_open_and_close(person: Person) -> None:
    working = Working("the pay of Amina", [Step("Hours", "24 x 12.50 = 300.00", source="HMRC")])
    person.sees(working)
    assert working.opener.accessibleName().startswith("How was this worked out?")
    assert "the pay of Amina" in working.opener.accessibleName()
    assert working.steps.isHidden()
    working.opener.setFocus()
    person.presses(Qt.Key.Key_Space)
    assert working.steps.isVisible()
    assert working.opener.text() == "Hide how this was worked out"
    person.presses(Qt.Key.Key_Space)
    assert working.steps.isHidden()


def test_answers_are_checked_and_each_can_be_changed(person: Person) -> None:
    changed: list[int] = []
    answers = CheckAnswers()
    answers.show_answers([("Who is it for?", "Sam"), ("Telephone number", "")], changed.append)
    person.sees(answers)
    first, second = answers.findChildren(QPushButton)
    assert first.accessibleName().startswith("Change")
    assert "Telephone number" in second.accessibleName()
    assert "Not provided" in second.accessibleName()
    second.setFocus()
    person.presses(Qt.Key.Key_Space)
    assert changed == [1]


# Progress and announcements


def test_progress_is_shown_spoken_and_stopped(person: Person, said: list[str]) -> None:
    stopped: list[bool] = []
    progress = Progress(lambda: stopped.append(True))
    person.sees(progress)
    assert progress.isHidden()
    progress.start("Reading the statement")
    assert progress.isVisible()
    assert progress.bar.isHidden()
    assert said == ["Reading the statement"]
    progress.reached(3, 10)
    assert (progress.bar.value(), progress.bar.maximum()) == (3, 10)
    assert progress.how_far.text() == "3 of 10"
    progress.stop.setFocus()
    person.presses(Qt.Key.Key_Space)
    assert stopped == [True]
    progress.end()
    assert progress.isHidden()


@pytest.mark.parametrize("urgent", [False, True])
def test_what_is_announced_is_shown_and_spoken(
    person: Person, said: list[str], monkeypatch: pytest.MonkeyPatch, urgent: bool
) -> None:
    spoken: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []

    class Listening:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802
            spoken.append((event.message(), event.politeness()))

    monkeypatch.setattr(speaking, "QAccessible", Listening)
    person.sees(words("Nothing"))
    announce("The shift is saved.", urgent=urgent)
    kinds = QAccessible.AnnouncementPoliteness
    assert said == ["The shift is saved."]
    assert spoken == [("The shift is saved.", kinds.Assertive if urgent else kinds.Polite)]


# The look


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours in hexadecimal figures."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_every_ink_stands_out_from_every_ground(name: str) -> None:
    colours = THEMES[name]
    for ground in (colours.paper, colours.card, colours.side):
        for ink in (colours.ink, colours.soft_ink, colours.accent, colours.error):
            assert contrast(ink, ground) >= 7, (ink, ground)
        assert contrast(colours.line, ground) >= 3, ground
    assert contrast(colours.on_accent, colours.accent) >= 7


@pytest.mark.parametrize("name", THEMES)
def test_the_palette_has_a_colour_of_the_theme_for_every_pair(name: str) -> None:
    made, colours = palette(THEMES[name]), THEMES[name]
    role = QPalette.ColorRole
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled):
        for ink, ground in (
            (role.WindowText, role.Window),
            (role.Text, role.Base),
            (role.Text, role.AlternateBase),
            (role.ButtonText, role.Button),
            (role.HighlightedText, role.Highlight),
            (role.ToolTipText, role.ToolTipBase),
            (role.PlaceholderText, role.Base),
            (role.Link, role.Window),
            (role.BrightText, role.Window),
        ):
            names = [made.color(group, each).name()[1:].upper() for each in (ink, ground)]
            assert contrast(*names) >= 7, (group, ink, ground)
    assert made.color(role.Window) == QColor(f"#{colours.paper}")


def test_the_style_sheet_holds_no_colour_and_no_type_in_pixels() -> None:
    sheet = style_sheet(100)
    assert "#" not in sheet
    assert "rgb" not in sheet
    sizes = [line for line in sheet.splitlines() if "font-size" in line]
    assert sizes
    assert all("pt;" in line for line in sizes)


@pytest.mark.parametrize("percent", [100, 150, 200, 300])
def test_text_grows_at_once_and_pressed_things_stay_high_enough(
    person: Person, qapp: QApplication, percent: int
) -> None:
    label, act = words("Some words"), button("Approve timesheet", lambda: None, "main")
    field, tick = TextField("Name"), CheckField("I have the paper")
    choice = ChoiceField("Kind", [("day", "Weekday")])
    person.sees(label, act, field, tick, choice)
    before = label.fontMetrics().height()
    apply_theme(qapp, "light", percent)
    person.settles()
    assert label.fontMetrics().height() == pytest.approx(before * percent / 100, rel=0.05)
    for pressed in (act, field.edit, tick.box, choice.box):
        assert pressed.height() >= 44
        assert pressed.width() >= 44


def test_the_colours_change_at_once(person: Person, qapp: QApplication) -> None:
    shown = Column(margin=20)
    shown.add(words("Some words"))
    window = person.sees(shown)
    grounds = set()
    for name, colours in THEMES.items():
        apply_theme(qapp, name, 100)
        person.settles()
        ground = window.grab().toImage().pixelColor(3, 3)
        assert ground == QColor(f"#{colours.paper}")
        grounds.add(ground.name())
    assert len(grounds) == len(THEMES)


def test_a_row_of_buttons_goes_on_in_a_second_row(person: Person, qapp: QApplication) -> None:
    row = beside(*(button(name, lambda: None) for name in ("Approve timesheet", "Copy last week")))
    after = words("After the buttons")
    person.sees(row, after, width=620)
    one, two = row.findChildren(QPushButton)
    assert one.y() == two.y()
    apply_theme(qapp, "light", 300)
    person.settles()
    assert two.y() > one.geometry().bottom()
    assert after.y() > row.geometry().top() + two.geometry().bottom()


def test_a_long_button_has_its_words_on_several_lines(person: Person) -> None:
    long = button("Enter the day on which the agreement of the council starts", lambda: None)
    short = button("Enter", lambda: None)
    person.sees(long, short, width=420)
    person.settles()
    assert long.height() > short.height() + 10
    assert long.width() <= 420
