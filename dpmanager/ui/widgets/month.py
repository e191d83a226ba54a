"""A month as a table: a week in each row, a day in each column, and how many things a day has."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from dpmanager.domain.periods import day_and_month, months_after, weekday_names
from dpmanager.ui.widgets.table import Table
from dpmanager.words import _, ngettext

_Index = QModelIndex | QPersistentModelIndex
DAYS_IN_WEEK = 7
LETTERS_OF_DAY = 3


class DaysModel(QAbstractTableModel):
    """The whole weeks that a month touches, and how many things are on each day."""

    def __init__(self) -> None:
        super().__init__()
        self._month = date(2000, 1, 1)
        self._today = self._month
        self._counts: Mapping[date, int] = {}

    def show_month(self, month: date, counts: Mapping[date, int], today: date) -> None:
        """Shows the month of a day."""
        self.beginResetModel()
        self._month, self._counts, self._today = month.replace(day=1), counts, today
        self.endResetModel()

    @property
    def first(self) -> date:
        """The Monday of the first row."""
        return self._month - timedelta(days=self._month.weekday())

    def day_at(self, index: _Index) -> date:
        """The day of a cell."""
        return self.first + timedelta(days=DAYS_IN_WEEK * index.row() + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day."""
        row, column = divmod((day - self.first).days, DAYS_IN_WEEK)
        return self.index(row, column)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 (Qt's)
        """How many weeks there are."""
        if parent.isValid():
            return 0
        last = months_after(self._month, 1) - timedelta(days=1)
        return (last - self.first).days // DAYS_IN_WEEK + 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 (Qt's)
        """Seven days."""
        return 0 if parent.isValid() else DAYS_IN_WEEK

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The day and how many things it has; spoken with its month."""
        day = self.day_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self._day_words(day)}\n{self._count_words(day)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = self._count_words(day) or _("nothing")
            if day == self._today:
                return _("{day}, today: {count}").format(day=day_and_month(day), count=count)
            return _("{day}: {count}").format(day=day_and_month(day), count=count)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The day of the week, in three letters; spoken whole."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return weekday_names()[section][:LETTERS_OF_DAY]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return weekday_names()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _day_words(self, day: date) -> str:
        words = str(day.day) if day.month == self._month.month else day_and_month(day)
        return _("{day} today").format(day=words) if day == self._today else words

    def _count_words(self, day: date) -> str:
        count = self._counts.get(day, 0)
        return ngettext("{count} date", "{count} dates", count).format(count=count) if count else ""


class MonthTable(Table):
    """The table over it. `chosen` carries the day that is pressed with Enter.

    turned: the month before (-1) or after (1) is wanted, by Page Up or Page Down.
    """

    turned = Signal(int)

    def __init__(self, name: str) -> None:
        self.days = DaysModel()
        super().__init__(name, self.days)
        self.days.setParent(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setAlternatingRowColors(False)
        self.setShowGrid(True)

    def show_month(
        self, month: date, counts: Mapping[date, int], today: date, at: date | None = None
    ) -> None:
        """Shows the month of a day, and comes to a day of it."""
        self.days.show_month(month, counts, today)
        self.fit()
        if at is not None:
            self.setCurrentIndex(self.days.index_of(at))

    def key_at(self, index: _Index) -> Any:
        """The day of a cell; None for none."""
        return self.days.day_at(index) if index.isValid() else None

    def fit(self) -> None:
        """Each row has room for two lines."""
        super().fit()
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 22)
        self.updateGeometry()

    def spread(self) -> None:
        """Gives each day the same room."""
        each = max(*self.needed, self.viewport().width() // DAYS_IN_WEEK) if self.needed else 0
        for column in range(len(self.needed)):
            self.setColumnWidth(column, each)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Page Up and Page Down turn to another month."""
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        turn = turns.get(Qt.Key(event.key()))
        if turn is not None:
            self.turned.emit(turn)
            return
        super().keyPressEvent(event)
