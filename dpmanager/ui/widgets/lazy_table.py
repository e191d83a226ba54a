"""A table of thousands of rows that reads only those that come into sight."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dpmanager.ui.widgets.table import Table, TableColumn, TableRow, align, heading_of, text_of

_Index = QModelIndex | QPersistentModelIndex

ROWS_AT_ONCE = 100

Arrived = Callable[[Sequence[TableRow]], None]
Fetch = Callable[[int, int, Arrived], None]
"""Asks for rows: the first one from 0, how many, and what to call with them when they come."""


class LazyModel(QAbstractTableModel):
    """Knows how many rows there are; reads a stretch of them when one is asked for.

    arrived: the first row and the number of rows that have come.
    """

    arrived = Signal(int, int)

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        super().__init__()
        self.columns = list(columns)
        self._count = 0
        self._fetch: Fetch | None = None
        self._rows: dict[int, TableRow] = {}
        self._asked: set[int] = set()
        self._reading = 0

    def show_rows(self, count: int, first: Sequence[TableRow], fetch: Fetch) -> None:
        """Shows other rows: how many there are, the first stretch, and where to get the rest."""
        self.beginResetModel()
        self._reading += 1
        self._count, self._fetch = count, fetch
        self._rows = dict(enumerate(first))
        self._asked = {0}
        self.endResetModel()

    def row_at(self, place: int) -> TableRow | None:
        """A row; None while it is being read."""
        return self._rows.get(place)

    def places_at_hand(self) -> list[int]:
        """The places of the rows that were read last."""
        return list(islice(reversed(self._rows), ROWS_AT_ONCE))

    def ask_for(self, place: int) -> None:
        """Has the stretch read that holds a row."""
        start = place - place % ROWS_AT_ONCE
        if start in self._asked or self._fetch is None:
            return
        self._asked.add(start)
        reading = self._reading

        def arrived(rows: Sequence[TableRow]) -> None:
            if reading != self._reading or not rows:
                return  # other rows are shown by now
            self._rows.update(enumerate(rows, start=start))
            last = start + len(rows) - 1
            self.dataChanged.emit(self.index(start, 0), self.index(last, len(self.columns) - 1))
            self.arrived.emit(start, len(rows))

        self._fetch(start, ROWS_AT_ONCE, arrived)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 (Qt's)
        """How many rows there are, read or not."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 (Qt's)
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell and how it is aligned; nothing while its row is being read."""
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return align(column)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows.get(index.row())
        if row is None:
            self.ask_for(index.row())
            return ""
        return text_of(row.values[index.column()], column)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heading of a column."""
        return heading_of(self.columns, section, orientation, role)


class LazyTable(Table):
    """The table over it. Columns grow with the rows that come into sight and never shrink."""

    def __init__(self, name: str, columns: Sequence[TableColumn]) -> None:
        self.lazy_model = LazyModel(columns)
        super().__init__(name, self.lazy_model)
        self.lazy_model.setParent(self)
        self.lazy_model.arrived.connect(self._came)

    def show_rows(
        self, count: int, first: Sequence[TableRow], fetch: Fetch, *, place: int = 0
    ) -> None:
        """Shows other rows and comes to one of them, by its place from 0.

        first: the first stretch, ROWS_AT_ONCE rows or all there are.
        """
        self.lazy_model.show_rows(count, first, fetch)
        self.fit()
        if count:
            self.setCurrentIndex(self.lazy_model.index(min(place, count - 1), 0))

    def key_at(self, index: _Index) -> Any:
        """The key of the row that an index is in; None for none, or while it is being read."""
        row = self.lazy_model.row_at(index.row()) if index.isValid() else None
        return row.key if row else None

    def sizeHintForColumn(self, column: int) -> int:  # noqa: N802 (Qt's name)
        """The room for the rows in sight and those that were read last; none is read for that."""
        return self._room(column, [*self._in_sight(), *self.lazy_model.places_at_hand()])

    def _in_sight(self) -> list[int]:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        places = range(max(0, first), (last if last >= 0 else self.lazy_model.rowCount() - 1) + 1)
        return [place for place in places[:ROWS_AT_ONCE] if self.lazy_model.row_at(place)]

    def _room(self, column: int, places: Sequence[int]) -> int:
        shown = self.lazy_model.columns[column]
        texts = {
            text_of(row.values[column], shown): place
            for place in places
            if (row := self.lazy_model.row_at(place)) is not None
        }
        return self.room_for(column, texts)

    def _came(self, start: int, count: int) -> None:
        places = range(start, start + count)
        needed = [
            max(width, self._room(column, places)) for column, width in enumerate(self.needed)
        ]
        if needed != self.needed:
            self.needed = needed
            self.spread()
        current = self.currentIndex()
        if start <= current.row() < start + count:
            self.moved.emit(self.key_at(current))
