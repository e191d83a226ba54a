"""A longer text with headings and links: read with the arrow keys, left with Tab."""

import re

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextBrowser

LOWEST = 300


class Reading(QTextBrowser):
    """Shows Markdown. `followed` carries the address of a link that was pressed."""

    followed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._markdown = ""
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(LOWEST)
        self.document().setDocumentMargin(20)
        self.anchorClicked.connect(lambda url: self.followed.emit(_address(url)))

    def show_markdown(self, text: str) -> None:
        """Shows another text, from its start."""
        self._markdown = text
        self.setMarkdown(text)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_plain(self, text: str) -> None:
        """Shows a text without any form, line by line as it is."""
        self.show_markdown("\n\n".join(_as_it_is(part) for part in text.split("\n\n")))

    def go_to(self, heading: str) -> None:
        """Scrolls to a heading, named as in a link to it: in small letters with hyphens."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and slug(block.text()) == heading:
                self._scroll_to(block)
                return
            block = block.next()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Takes on new colours and a new size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            place = self.verticalScrollBar().value()
            self.setMarkdown(self._markdown)
            self.verticalScrollBar().setValue(place)

    def _scroll_to(self, block: QTextBlock) -> None:
        self.moveCursor(QTextCursor.MoveOperation.End)  # so that the heading comes to the top
        self.setTextCursor(QTextCursor(block))
        self.ensureCursorVisible()


def _as_it_is(paragraph: str) -> str:
    """A paragraph with nothing in it that Markdown would take for a sign."""
    kept = re.sub(r"([\\`*_{}\[\]()#+.!<>|~=-])", r"\\\1", paragraph.strip())
    return "  \n".join(line.strip() for line in kept.splitlines())


def slug(heading: str) -> str:
    """The name of a heading in a link."""
    kept = "".join(sign if sign.isalnum() or sign in " -" else "" for sign in heading.lower())
    return "-".join(kept.split())


def _address(url: QUrl) -> str:
    return url.toString()
