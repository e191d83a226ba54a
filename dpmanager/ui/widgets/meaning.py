"""“What does this mean?”: sentences behind a word or a date, opened on request."""

from collections.abc import Sequence

from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class Meaning(Column):
    """A quiet button that opens and closes an explanation.

    about: what is explained, so that the button's name tells one from another. source: where it
    was read, "" for nothing to name.
    """

    def __init__(self, about: str, sentences: Sequence[str], source: str = "") -> None:
        super().__init__(gap=6)
        self.about = about
        self.opener = button("", self.toggle, "quiet")
        self.add(beside(self.opener))
        self.body = Column(gap=6)
        for sentence in sentences:
            self.body.add(words(sentence))
        if source:
            self.body.add(words(_("Source: {source}").format(source=source), "soft"))
        self.body.hide()
        self.add(self.body)
        self._name_opener(opened=False)

    def toggle(self) -> None:
        """Opens the explanation, or closes it."""
        opened = self.body.isHidden()
        self.body.setVisible(opened)
        self._name_opener(opened=opened)

    def _name_opener(self, *, opened: bool) -> None:
        shown = _("Hide what this means") if opened else _("What does this mean?")
        self.opener.setText(shown)
        self.opener.setAccessibleName(_("{shown} {about}").format(shown=shown, about=self.about))
