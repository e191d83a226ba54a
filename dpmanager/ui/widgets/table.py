"""A table: headers are spoken, Tab leaves it, columns are as wide as their text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QSizePolicy, QTableView

from dpmanager.domain.amounts import pounds
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import TextField
from dpmanager.ui.widgets.page import Column
from dpmanager.words import _

_Index = QModelIndex | QPersistentModelIndex
ROWS_SHOWN = 12
LINE = 44
THICKEST_FRAME = 3
ROWS_MEASURED = 200
ROUNDING = 2
"""Pixels: of two texts the one that measures less may round to more."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading, whether it holds figures (right-aligned), and what shows a value.

    show: turns a value into text; amounts are pounds where it is not given.
    """

    heading: str
    figures: bool = False
    show: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: the values of its columns, and `key`, which names the record behind it."""

    values: tuple[Any, ...]
    key: Any = None


class RowsModel(QAbstractTableModel):
    """Rows of values. The value itself sorts; its text shows."""

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.rows: list[TableRow] = []

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Shows other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 (Qt's)
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 (Qt's)
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, its value for sorting, how it is aligned."""
        value = self.rows[index.row()].values[index.column()]
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text_of(value, column)
        if role == Qt.ItemDataRole.UserRole:
            return value
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return align(column)
        return None

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heading of a column."""
        return heading_of(self.columns, section, orientation, role)


class _Order(QSortFilterProxyModel):
    """Sorts by the values behind the text; nothing comes before something."""

    def lessThan(self, left: _Index, right: _Index) -> bool:  # noqa: N802 (Qt's name)
        """Whether the left cell comes first."""
        one = self.sourceModel().data(left, Qt.ItemDataRole.UserRole)
        other = self.sourceModel().data(right, Qt.ItemDataRole.UserRole)
        if one is None or other is None:
            return one is None and other is not None
        return bool(one < other)


class Table(QTableView):
    """What all tables have in common. `chosen` carries the key of the row that is pressed with
    Enter, `moved` that of the row the arrows or a click came to.
    """

    chosen = Signal(object)
    moved = Signal(object)

    def __init__(self, name: str, model: QAbstractItemModel) -> None:
        super().__init__()
        self.needed: list[int] = []
        self._stale = False
        self.setAccessibleName(name)
        self.setModel(model)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSortingEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda index: self.chosen.emit(self.key_at(index)))
        self.selectionModel().currentRowChanged.connect(self._came_to)

    def key_at(self, index: _Index) -> Any:
        """The key of the row that an index is in; None for none."""
        raise NotImplementedError

    def current_key(self) -> Any:
        """The key of the chosen row; None where none is."""
        return self.key_at(self.currentIndex())

    def fit(self) -> None:
        """Makes columns as wide as their text, and the table as high as its rows, to a limit."""
        self._stale = False
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        self.needed = [header.sectionSize(column) for column in range(header.count())]
        self.verticalHeader().setDefaultSectionSize(max(self.fontMetrics().height() + 22, LINE))
        self.spread()

    def room_for(self, column: int, texts: Mapping[str, int]) -> int:
        """The room for the widest of the texts of a column, each with the row that it is in.

        The texts are measured, and the widest one's cell alone is asked: that is much quicker.
        """
        if not texts:
            return 0
        widest = max(texts, key=self.fontMetrics().horizontalAdvance)
        cell = self.model().index(texts[widest], column)
        return self.sizeHintForIndex(cell).width() + ROUNDING

    def spread(self) -> None:
        """Gives each column what it needs, and the room that is left to the last one of words."""
        spare = max(0, self.viewport().width() - sum(self.needed))
        across, role = Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        right = Qt.AlignmentFlag.AlignRight
        of_words = [
            column
            for column in range(len(self.needed))
            if not (self.model().headerData(column, across, role) or 0) & right
        ]
        for column, width in enumerate(self.needed):
            extra = spare if column == max(of_words, default=0) else 0
            self.setColumnWidth(column, width + extra)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Its rows, to a limit, and the bar under them where the columns need one."""
        head = self.horizontalHeader()
        shown = min(max(self.model().rowCount(), 1), ROWS_SHOWN)
        height = head.sizeHint().height() + shown * self.verticalHeader().defaultSectionSize()
        if head.length() > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), height + 2 * THICKEST_FRAME)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As high as it would like to be; the page scrolls, and wide rows do in the table."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Makes room for the bar under the rows."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.spread()

    def copy_row(self) -> None:
        """Copies the chosen row, with a tab between two cells."""
        row = self.currentIndex().row()
        if row < 0:
            return
        model = self.model()
        cells = [
            str(model.index(row, column).data() or "") for column in range(model.columnCount())
        ]
        QGuiApplication.clipboard().setText("\t".join(cells))
        announce(_("The row is copied."))

    def menu(self) -> QMenu:
        """What can be done with the chosen row: the menu key or the right button opens it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy the row"), self.copy_row)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 (Qt's name)
        """Opens the menu."""
        self.menu().popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Copies the row on Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_row()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: Any) -> None:  # noqa: N802 (Qt's name)
        """Grows with the text."""
        super().changeEvent(event)
        if event.type() in (event.Type.FontChange, event.Type.StyleChange) and not self._stale:
            self._stale = True  # several such events come at a time; a hidden table can wait
            if self.isVisible():
                QTimer.singleShot(0, self._fit_again)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Catches up with what changed while it was hidden."""
        super().showEvent(event)
        self._fit_again()

    def _fit_again(self) -> None:
        if self._stale:
            self.fit()

    def _came_to(self, index: QModelIndex) -> None:
        if index.isValid():
            self.moved.emit(self.key_at(index))


class DataTable(Table):
    """A table of rows that are all at hand; a click on a heading sorts them."""

    def __init__(self, name: str, columns: Sequence[TableColumn]) -> None:
        self.rows_model = RowsModel(columns)
        self._order = _Order()
        self._order.setSourceModel(self.rows_model)
        self._order.setFilterKeyColumn(-1)
        self._order.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._order.setDynamicSortFilter(True)
        super().__init__(name, self._order)
        self._order.setParent(self)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self.sort_by)

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Shows other rows; the row that was chosen stays chosen if it is still there."""
        key = self.current_key()
        self.rows_model.set_rows(rows)
        self.fit()
        self.choose(key)

    def sizeHintForColumn(self, column: int) -> int:  # noqa: N802 (Qt's name)
        """The room for the rows in sight and those that follow, to a limit."""
        last = min(max(0, self.rowAt(0)) + ROWS_MEASURED, self._order.rowCount())
        texts = {}
        for place in range(max(0, last - ROWS_MEASURED), last):
            row = self.rows_model.rows[self._order.mapToSource(self._order.index(place, 0)).row()]
            texts[text_of(row.values[column], self.rows_model.columns[column])] = place
        return self.room_for(column, texts)

    def choose(self, key: Any) -> None:
        """Chooses the row with that key, or the first row."""
        for row in range(self._order.rowCount()):
            index = self._order.index(row, 0)
            if self.key_at(index) == key:
                self.setCurrentIndex(index)
                return
        if self._order.rowCount():
            self.setCurrentIndex(self._order.index(0, 0))

    def filter(self, text: str) -> None:
        """Shows only the rows that hold the text."""
        self._order.setFilterFixedString(text)

    def key_at(self, index: _Index) -> Any:
        """The key of the row that an index is in; None for none."""
        if not index.isValid():
            return None
        return self.rows_model.rows[self._order.mapToSource(index).row()].key

    def menu(self) -> QMenu:
        """Also sorts, for those who have no mouse to click on a heading with."""
        menu = super().menu()
        for number, column in enumerate(self.rows_model.columns):
            if column.heading:
                name = _("Sort by: {heading}").format(heading=column.heading.replace("&", "&&"))
                menu.addAction(name, partial(self.sort_by, number))
        return menu

    def sort_by(self, column: int) -> None:
        """Sorts the rows by a column; a second time the other way round."""
        header = self.horizontalHeader()
        again = self._order.sortColumn() == column
        down = again and self._order.sortOrder() == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(column, order)
        self._order.sort(column, order)
        self.fit()  # the arrow needs room
        heading = self.rows_model.columns[column].heading
        announce(
            _("Sorted by {heading}, the last first.").format(heading=heading)
            if down
            else _("Sorted by {heading}.").format(heading=heading)
        )


class FilteredTable(Column):
    """A table with a box above it that shows only the rows that hold what is typed."""

    def __init__(self, table: DataTable, label: str) -> None:
        super().__init__(gap=8)
        self.table = table
        self.finder = TextField(label)
        self.finder.say_optional(False)
        self.finder.edit.textChanged.connect(table.filter)
        self.add(self.finder)
        self.add(table)


def align(column: TableColumn) -> int:
    """Figures stand on the right, words on the left."""
    side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def heading_of(
    columns: Sequence[TableColumn], section: int, orientation: Qt.Orientation, role: int
) -> Any:
    """What a model says of the heading of a column."""
    if orientation != Qt.Orientation.Horizontal:
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return columns[section].heading
    return align(columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None


def text_of(value: Any, column: TableColumn) -> str:
    """A value as the table shows it."""
    if value is None:
        return ""
    if column.show is not None:
        return column.show(value)
    return pounds(value) if column.figures else str(value)
