"""A row of blocks that goes on to a second row where there is no room for one."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

GAP = 14


class Flow(QLayout):
    """Lays its blocks out like the words of a line: left to right, then the next row.

    tops: the blocks of a row begin at one height; else they end at one.
    """

    def __init__(self, parent: QWidget | None = None, *, tops: bool = False) -> None:
        super().__init__(parent)
        self._tops = tops
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 (Qt's name)
        """Adds a block at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many blocks there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 (Qt)
        """The block at a place; None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 (Qt)
        """Takes a block out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 (Qt's name)
        """It takes the whole width, so that it knows when to begin a new row."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """A narrower row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """The height of all rows in so much width."""
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 (Qt's name)
        """Puts every block in its place."""
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The room of one row."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + GAP * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 (Qt's name)
        """The room of the widest block alone."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        down = 0
        for row in self._rows(rect.width()):
            height = max(size.height() for _item, size in row)
            across = 0
            for item, size in row:
                if move:  # a button stands on one line with the box of the field beside it
                    above = 0 if self._tops else height - size.height()
                    corner = QPoint(across, down + above)
                    item.setGeometry(QRect(rect.topLeft() + corner, size))
                across += size.width() + GAP
            down += height + GAP
        return max(down - GAP, 0)

    def _rows(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        across = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = _size_in(item, room)
            if not rows or across + size.width() > room:
                rows.append([])
                across = 0
            rows[-1].append((item, size))
            across += size.width() + GAP
        return rows


def _size_in(item: QLayoutItem, room: int) -> QSize:
    width = min(item.sizeHint().width(), room)
    height = item.sizeHint().height()
    if item.hasHeightForWidth():
        height = max(item.heightForWidth(width), item.minimumSize().height())
    return QSize(width, height)
