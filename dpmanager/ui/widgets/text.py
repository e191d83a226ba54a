"""Words on a page: titles, headings, paragraphs, and buttons that say what they do."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from dpmanager.ui.widgets.flow import Flow


def words(text: str, role: str = "") -> QLabel:
    """A piece of text that wraps. role: title, heading, strong, soft, error, or none."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def in_lines(text: str, room: int, advance: Callable[[str], int]) -> str:
    """A text on as many lines as it needs in so much room. advance: how wide words are."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and advance(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


class Button(QPushButton):
    """A push button whose words go on to a second line where there is no room for one."""

    def __init__(self, text: str, role: str = "") -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setAutoDefault(True)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """A narrower button is higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """The height of its words in so much width."""
        return self._size(self._in_lines(width)).height()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The room for its words on one line."""
        return self._size(self.text())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The room for its longest word."""
        longest = max(self.text().split(), key=len, default="")
        return QSize(self._size(longest).width(), self._size("").height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802 (Qt's name)
        """Has the words drawn in as many lines as they need."""
        super().initStyleOption(option)
        option.text = self._in_lines(self.width())

    def _in_lines(self, width: int) -> str:
        room = width - (self._size(self.text()).width() - self._advance(self.text()))
        return in_lines(self.text(), room, self._advance)

    def _advance(self, text: str) -> int:
        return self._metrics().size(Qt.TextFlag.TextShowMnemonic, text).width()

    def _metrics(self) -> QFontMetrics:
        self.ensurePolished()
        return self.fontMetrics()

    def _size(self, text: str) -> QSize:
        option = QStyleOptionButton()
        super().initStyleOption(option)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # the ring takes no room of its own
        option.text = text
        room = self._metrics().size(Qt.TextFlag.TextShowMnemonic, text or "X")
        kind = QStyle.ContentsType.CT_PushButton
        return self.style().sizeFromContents(kind, option, room, self)


def button(text: str, pressed: Callable[[], object], role: str = "") -> QPushButton:
    """A button. role: main for the one main action of a page, quiet for one like a link.

    `text` may hold an ampersand before the letter that, with Alt, presses it.
    """
    made = Button(text, role)
    made.clicked.connect(lambda _checked=False: pressed())
    return made


def rule() -> QFrame:
    """A quiet line between two things."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


def beside(*widgets: QWidget, spread: bool = False, tops: bool = False) -> QWidget:
    """Widgets in one row, from the left; `spread` lets the first take the room.

    Without it the row goes on to a second one where the window is narrow or the text is large.
    tops: they begin at one height, as columns do; else they end at one.
    """
    row = QWidget()
    if not spread:
        flow = Flow(row, tops=tops)
        for widget in widgets:
            flow.addWidget(widget)
        return row
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(14)
    for number, widget in enumerate(widgets):
        layout.addWidget(widget, 0 if number else 1)
    return row


class Passage(QPlainTextEdit):
    """A long text to read: it can be walked through and copied, not changed. Tab leaves it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )

    def show_text(self, text: str) -> None:
        """Shows another text, from its start."""
        self.setPlainText(text)
