"""A table of many rows reads what comes into sight, once, and keeps what is shown in step."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dpmanager.ui.widgets.lazy_table import ROWS_AT_ONCE, Arrived, LazyTable
from dpmanager.ui.widgets.table import TableColumn, TableRow

COUNT = 10_000


def rows(start: int, count: int, word: str = "row") -> list[TableRow]:
    last = min(start + count, COUNT)
    return [TableRow((f"{word} {number}", number), number) for number in range(start, last)]


class Reader:
    """Answers when it is told to."""

    def __init__(self, word: str = "row") -> None:
        self.word = word
        self.asked: list[int] = []
        self.waiting: list[tuple[int, int, Arrived]] = []

    def fetch(self, start: int, count: int, arrived: Arrived) -> None:
        self.asked.append(start)
        self.waiting.append((start, count, arrived))

    def answer(self) -> None:
        waiting, self.waiting = self.waiting, []
        for start, count, arrived in waiting:
            arrived(rows(start, count, self.word))


def table(qtbot: QtBot, reader: Reader) -> LazyTable:
    made = LazyTable("Numbers", [TableColumn("What"), TableColumn("Number", show=str)])
    qtbot.addWidget(made)
    made.show_rows(COUNT, rows(0, ROWS_AT_ONCE), reader.fetch)
    made.resize(400, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_at_first_nothing_is_read_but_what_was_given(qtbot: QtBot) -> None:
    reader = Reader()
    made = table(qtbot, reader)
    assert made.model().rowCount() == COUNT
    assert made.model().index(0, 0).data() == "row 0"
    assert reader.asked == []


def test_the_last_row_is_read_when_the_keys_go_there(qtbot: QtBot) -> None:
    reader = Reader()
    made = table(qtbot, reader)
    came: list[object] = []
    made.moved.connect(came.append)
    qtbot.keyClick(made, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    made.grab()
    assert set(reader.asked) == {COUNT - ROWS_AT_ONCE}
    assert made.current_key() is None
    reader.answer()
    assert made.current_key() == COUNT - 1
    assert came[-1] == COUNT - 1
    made.grab()
    assert len(reader.asked) == 1
    qtbot.keyClick(made, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "row 9999\t9999"


def test_an_answer_to_an_older_question_is_not_shown(qtbot: QtBot) -> None:
    old, new = Reader("old"), Reader("new")
    made = table(qtbot, old)
    assert made.model().index(500, 0).data() == ""
    made.show_rows(COUNT, rows(0, ROWS_AT_ONCE, "new"), new.fetch)
    old.answer()
    assert made.model().index(500, 0).data() == ""
    new.answer()
    assert made.model().index(500, 0).data() == "new 500"


def test_columns_grow_with_longer_rows_and_never_shrink(qtbot: QtBot) -> None:
    reader = Reader("a much longer row that is read later")
    made = table(qtbot, reader)
    narrow = made.columnWidth(0)
    made.model().index(500, 0).data()
    reader.answer()
    wide = made.columnWidth(0)
    assert wide > narrow
    assert wide >= made.sizeHintForIndex(made.model().index(500, 0)).width()
