"""A card of things that were written down, each to change or to remove, and one more to add."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.text import beside, button, rule, words
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing: what it is, more about it in softer words, and what changes or removes it."""

    says: str
    more: str = ""
    change: Callable[[], object] | None = None
    remove: Callable[[], object] | None = None


class KeptList(Card):
    """empty: what stands there while there is none. add: the words of the button, "" for none."""

    def __init__(
        self, heading: str, empty: str, add: str = "", pressed: Callable[[], object] | None = None
    ) -> None:
        super().__init__(heading)
        self._empty = empty
        self._shown: list[tuple[str, str]] | None = None
        self.body = Column(gap=10)
        self.add(self.body)
        self.adder = button(add, pressed or (lambda: None))
        if not add:
            self.adder.hide()  # and never shown here: without a parent it would be a window
        self.add(beside(self.adder))

    def show_kept(self, kept: Sequence[Kept]) -> None:
        """Shows these things; what is there already stays, and the focus with it."""
        now = [(one.says, one.more) for one in kept]
        if now == self._shown:
            return
        self._shown = now
        self.body.clear()
        if not kept:
            self.body.add(words(self._empty, "soft"))
        for number, one in enumerate(kept):
            if number:
                self.body.add(rule())
            self.body.add(words(one.says))
            if one.more:
                self.body.add(words(one.more, "soft"))
            self._add_buttons(one)

    def _add_buttons(self, one: Kept) -> None:
        buttons = []
        for text, pressed in ((_("Change"), one.change), (_("Remove"), one.remove)):
            if pressed is not None:
                made = button(text, pressed)
                made.setAccessibleName(_("{action}: {what}").format(action=text, what=one.says))
                buttons.append(made)
        if buttons:
            self.body.add(beside(*buttons))
