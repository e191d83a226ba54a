"""What a machine can see of a page's accessibility. Each check gives a list of plain sentences."""

from collections import Counter
from collections.abc import Iterator

from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QTableView,
    QTextBrowser,
    QWidget,
)

from dpmanager.ui.widgets.chart import Bars, Chart
from dpmanager.ui.widgets.lazy_table import LazyTable

INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit)
TARGET = 44
TEXT_CONTRAST, RING_CONTRAST = 7.0, 3.0
ROWS_LOOKED_AT = 200
EDGE = 8
OF_PADDING = 3  # a cell has 10 on either side
LINKS = 40


def shown(root: QWidget) -> list[QWidget]:
    """Every widget that is shown, the root among them."""
    return [
        widget
        for widget in (root, *root.findChildren(QWidget))
        if widget.isVisible() and not widget.objectName().startswith("qt_")
    ]


def above(widget: QWidget) -> Iterator[QWidget]:
    """The widgets that hold this one, from the inside out."""
    while (holder := widget.parentWidget()) is not None:
        yield holder
        widget = holder


def is_part(widget: QWidget) -> bool:
    """Whether it is a piece of a control rather than a control."""
    for holder in above(widget):
        if isinstance(holder, QComboBox | QAbstractItemView):
            return True
        if isinstance(holder, QAbstractScrollArea) and widget is holder.viewport():
            return not isinstance(holder, QScrollArea)
    return False


def controls(root: QWidget) -> list[QWidget]:
    """What a person can press, fill in or walk through."""
    return [
        widget
        for widget in shown(root)
        if widget.isEnabled()
        and not is_part(widget)
        and (isinstance(widget, INTERACTIVE) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


def name_of(widget: QWidget) -> str:
    """The accessible name. Qt on Linux gives a combo box's value for its name: that is no name."""
    if isinstance(widget, QComboBox):
        return widget.accessibleName().strip()
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name).strip() if spoken else ""


def text_of(widget: QWidget) -> str:
    """The words that are seen on it."""
    if isinstance(widget, QLabel | QAbstractButton):
        text = widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        return widget.text() if isinstance(widget, QLabel) and widget.buddy() is None else text
    return ""


def called(widget: QWidget) -> str:
    """A widget in a message."""
    return f"{type(widget).__name__} “{name_of(widget) or text_of(widget)}”"


# Names


def without_name(root: QWidget) -> list[str]:
    """Every control has a name."""
    return [
        f"{called(widget)} at {widget.geometry().getRect()} has no name"
        for widget in controls(root)
        if not name_of(widget)
    ]


def with_the_same_name(root: QWidget) -> list[str]:
    """No two controls of a page have the same name."""
    names = Counter(name_of(widget) for widget in controls(root))
    return [f"{count} controls are named “{name}”" for name, count in names.items() if count > 1]


def name_without_its_words(root: QWidget) -> list[str]:
    """A name begins with the words that are seen: voice control listens for them."""
    return [
        f"“{text_of(widget)}” is named “{name_of(widget)}”"
        for widget in controls(root)
        if text_of(widget) and not name_of(widget).lower().startswith(text_of(widget).lower())
    ] + [
        f"“{widget.buddy().accessibleName()}” does not hold its label “{text_of(widget)}”"
        for widget in shown(root)
        if isinstance(widget, QLabel)
        and widget.buddy() is not None
        and _label_words(widget) not in widget.buddy().accessibleName().lower()
    ]


def _label_words(label: QLabel) -> str:
    return text_of(label).lower().removesuffix(" (optional)")


def label_not_spoken(root: QWidget) -> list[str]:
    """An accessible name on a label would be read in place of its words."""
    return [
        f"the label “{widget.text()}” is read as “{widget.accessibleName()}”"
        for widget in shown(root)
        if isinstance(widget, QLabel)
        and widget.accessibleName()
        and widget.text() not in widget.accessibleName()
    ]


def painted_without_words(root: QWidget) -> list[str]:
    """Qt cannot know what a widget of our own paints, unless it is a control that it knows."""
    return [
        f"{called(widget)} is painted and has no name or no description"
        for widget in shown(root)
        if not isinstance(widget, INTERACTIVE)
        and any(
            "paintEvent" in kind.__dict__ and not kind.__module__.startswith("PySide6")
            for kind in type(widget).__mro__
        )
        and not (widget.accessibleName() and widget.accessibleDescription())
    ]


def chart_without_twin(root: QWidget) -> list[str]:
    """Each chart has a table with the same figures."""
    faults = []
    for bars in shown(root):
        if not isinstance(bars, Bars):
            continue
        charts = [holder for holder in above(bars) if isinstance(holder, Chart)]
        if not charts:
            faults.append(f"{called(bars)} has no table")
            continue
        columns = len(charts[0].table.rows_model.columns)
        drawn = [
            (
                bar.label,
                bar.whole,
                bar.used,
                *([bar.to_come] if columns == 5 else []),
                bar.whole - bar.used - bar.to_come,
            )
            if columns > 2
            else (bar.label, bar.used)
            for bar in bars.bars
        ]
        listed = [row.values for row in charts[0].table.rows_model.rows]
        if drawn != listed:
            faults.append(f"{called(bars)} draws {drawn}, its table says {listed}")
    return faults


# Keyboard


def tab_faults(root: QWidget, most: int = 120) -> list[str]:
    """Tab reaches each control of the page in the order of reading, and is caught nowhere."""
    window = root.window()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    wanted = [widget for widget in controls(root) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    if not wanted:
        return []
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[QWidget] = []
    stayed = 0
    for _press in range(most):
        now = QApplication.focusWidget()
        if now is None:
            return ["Tab takes the focus away from everything"]
        if stops and now is stops[-1]:
            if wanted == [now]:
                return []
            stayed += 1
            if stayed > (LINKS if isinstance(now, QTextBrowser) else 0):
                return [f"Tab never leaves {called(now)}"]
        elif now in stops:
            break
        else:
            stops.append(now)
            stayed = 0
        QTest.keyClick(now, Qt.Key.Key_Tab)
    reached = set(stops)
    for stop in stops:
        if isinstance(stop, QRadioButton) and stop.parentWidget():
            reached |= set(stop.parentWidget().findChildren(QRadioButton))
    faults = [f"Tab never comes to {called(widget)}" for widget in wanted if widget not in reached]
    inside = [stop for stop in stops if root.isAncestorOf(stop)]
    start = inside.index(wanted[0]) if wanted[0] in inside else 0
    inside = inside[start:] + inside[:start]
    return faults + _out_of_order(inside, root)


def _out_of_order(stops: list[QWidget], root: QWidget) -> list[str]:
    faults = []
    places = [QRect(stop.mapTo(root, QPoint(0, 0)), stop.size()) for stop in stops]
    first = min(range(len(stops)), key=lambda at: (places[at].top(), places[at].left()), default=0)
    stops, places = stops[first:] + stops[:first], places[first:] + places[:first]
    for at in range(1, len(stops)):
        before, after = places[at - 1], places[at]
        up = after.bottom() < before.top() and after.left() < before.right()
        back = after.top() < before.center().y() < after.bottom() and after.right() < before.left()
        if up or back:
            faults.append(f"Tab goes from {called(stops[at - 1])} back to {called(stops[at])}")
    return faults


def same_letter_twice(root: QWidget) -> list[str]:
    """No letter with Alt presses two things."""
    keys = Counter(
        button.shortcut().toString()
        for button in shown(root.window())
        if isinstance(button, QAbstractButton) and not button.shortcut().isEmpty()
    )
    return [f"{count} buttons answer to {key}" for key, count in keys.items() if count > 1]


# Room


def small_targets(root: QWidget) -> list[str]:
    """What is pressed or filled in is high enough for an unsteady hand."""
    return [
        f"{called(widget)} is {widget.width()} x {widget.height()}, under {TARGET}"
        for widget in controls(root)
        if not isinstance(widget, QAbstractItemView)
        and isinstance(widget, INTERACTIVE)
        and min(widget.width(), widget.height()) < TARGET
    ]


def cut_words(root: QWidget) -> list[str]:
    """No text needs more room than it has."""
    faults = []
    for widget in shown(root):
        if isinstance(widget, QLabel) and widget.text():
            wide = widget.minimumSizeHint().width()
            high = widget.heightForWidth(widget.width()) if widget.wordWrap() else 0
            high = max(high, widget.minimumSizeHint().height() if not widget.wordWrap() else 0)
        elif isinstance(widget, QAbstractButton) and widget.text():
            flows = widget.hasHeightForWidth()
            wide = widget.minimumSizeHint().width() if flows else widget.sizeHint().width()
            high = widget.heightForWidth(widget.width()) if flows else widget.sizeHint().height()
        elif isinstance(widget, QComboBox):
            wide = widget.fontMetrics().horizontalAdvance(widget.currentText()) + 24
            high = widget.sizeHint().height()
        elif isinstance(widget, QLineEdit):
            typed = widget.fontMetrics().horizontalAdvance(widget.displayText())
            fixed = widget.minimumSizeHint().width() == widget.sizeHint().width()
            wide, high = (typed + 20 if fixed else 0), widget.sizeHint().height()
        else:
            continue
        if widget.width() + 1 < wide or widget.height() + 1 < high:
            faults.append(
                f"{called(widget)} has {widget.width()} x {widget.height()}, "
                f"its words need {wide} x {high}"
            )
    return faults


def out_of_its_block(root: QWidget) -> list[str]:
    """No block sticks out of the one that holds it."""
    faults = []
    for widget in shown(root):
        holder = widget.parentWidget()
        if holder is None or widget is root or is_part(widget) or _scrolls(holder):
            continue
        if isinstance(holder, QAbstractItemView | QComboBox | QPlainTextEdit):
            continue
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
            faults.append(
                f"{called(widget)} at {widget.geometry().getRect()} sticks out of its block, "
                f"which is {holder.width()} x {holder.height()}"
            )
    return faults


def _scrolls(holder: QWidget) -> bool:
    area = holder.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is holder


def cut_cells(root: QWidget) -> list[str]:
    """Columns are as wide as their text; in a lazy table, as the text that is in sight."""
    faults = []
    for table in shown(root):
        if not isinstance(table, QTableView) or table.model() is None:
            continue
        model, header = table.model(), table.horizontalHeader()
        rows = range(min(model.rowCount(), ROWS_LOOKED_AT))
        if isinstance(table, LazyTable):
            last = table.rowAt(table.viewport().height() - 1)
            rows = range(max(0, table.rowAt(0)), (last if last >= 0 else model.rowCount() - 1) + 1)
        for column in range(model.columnCount()):
            cells = (table.sizeHintForIndex(model.index(row, column)).width() for row in rows)
            need = max([header.sectionSizeHint(column), *cells])
            if not table.isColumnHidden(column) and table.columnWidth(column) < need - OF_PADDING:
                heading = model.headerData(column, Qt.Orientation.Horizontal)
                faults.append(
                    f"the column “{heading}” of {called(table)} is {table.columnWidth(column)} "
                    f"wide, its text needs {need}"
                )
    return faults


def too_big(window: QMainWindow, width: int, height: int) -> list[str]:
    """The window fits a small screen."""
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    if least.width() <= width and least.height() <= height:
        return []
    return [f"the window needs {least.width()} x {least.height()}, more than {width} x {height}"]


def scrolls_sideways(area: QScrollArea) -> list[str]:
    """A page is never wider than the window."""
    over = area.horizontalScrollBar().maximum()
    if over == 0:
        return []
    room = area.viewport().width()
    wide = [
        called(widget)
        for widget in shown(area.widget())
        if widget.minimumSizeHint().width() > room - 80 and not isinstance(widget, QScrollArea)
    ]
    return [f"the page is {over} too wide, because of {', '.join(wide[-3:])}"]


# Colour


def contrast(one: QColor, other: QColor) -> float:
    """WCAG's contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def picture(widget: QWidget) -> Image.Image:
    """What is drawn of a widget in its window."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    drawn = window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    size = (drawn.width(), drawn.height())
    rows = bytes(drawn.constBits())
    return Image.frombytes("RGBA", size, rows, "raw", "RGBA", drawn.bytesPerLine()).convert("RGB")


def faint_words(root: QWidget) -> list[str]:
    """From the pixels that are drawn: text stands out from what is behind it."""
    drawn = picture(root)
    faults = []
    for widget in shown(root):
        if isinstance(widget, QLabel | QAbstractButton):
            text = widget.text()
        elif isinstance(widget, QLineEdit | QComboBox):
            text = widget.displayText() if isinstance(widget, QLineEdit) else widget.currentText()
        else:
            continue
        place = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size()).adjusted(8, 7, -8, -7)
        if isinstance(widget, QLabel):
            place = place.adjusted(-8, -6, 8, 6)
        place = place.intersected(root.rect())
        if not text.strip() or place.width() < 4 or place.height() < 4:
            continue
        box = (place.left(), place.top(), place.right() + 1, place.bottom() + 1)
        found = _contrast_in(drawn.crop(box))
        if found is not None and found < TEXT_CONTRAST:
            faults.append(f"{called(widget)} is drawn at a contrast of {found:.2f}")
    return faults


def _contrast_in(part: Image.Image) -> float | None:
    counted = sorted(part.getcolors(part.width * part.height) or [], reverse=True)
    if len(counted) < 2:
        return None
    behind = QColor(*counted[0][1])
    return max(contrast(QColor(*colour), behind) for count, colour in counted[1:] if count > 2)


def focus_not_seen(root: QWidget) -> list[str]:
    """What has the focus looks different: enough pixels change, and enough of their colour."""
    window = root.window()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    faults = []
    for widget in controls(root):
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if not widget.hasFocus():
            faults.append(f"{called(widget)} does not take the focus")
            continue
        there = _edges(picture(widget))
        widget.clearFocus()
        gone = _edges(picture(widget))
        changed = sum(
            count
            for (one, other), count in Counter(zip(there, gone, strict=True)).items()
            if one != other and contrast(QColor(*one), QColor(*other)) >= RING_CONTRAST
        )
        if changed < widget.width() + widget.height():
            faults.append(f"the focus on {called(widget)} changes {changed} pixels only")
    return faults


def _edges(drawn: Image.Image) -> list[tuple[int, int, int]]:
    width, height, deep = drawn.width, drawn.height, min(EDGE, drawn.width, drawn.height)
    strips = [
        (0, 0, width, deep),
        (0, height - deep, width, height),
        (0, 0, deep, height),
        (width - deep, 0, width, height),
    ]
    edges: list[tuple[int, int, int]] = []
    for strip in strips:
        parts = iter(drawn.crop(strip).tobytes())
        edges += zip(parts, parts, parts, strict=True)
    return edges
