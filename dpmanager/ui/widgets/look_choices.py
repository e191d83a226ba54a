"""Text size and colours: what is chosen shows at once, everywhere, and is remembered."""

from PySide6.QtWidgets import QApplication

from dpmanager.ui.remembered import Remembered, remember, settings_file
from dpmanager.ui.theme import FOLLOW, LARGEST, SMALLEST, apply_theme
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _

STEP = 25


class LookChoices(Column):
    """Buttons for larger and smaller text, and a choice of colours."""

    def __init__(self, choices: Remembered) -> None:
        super().__init__(gap=16)
        self._choices = choices
        self.size_words = words("", "strong")
        self.larger = button(_("Larger text"), lambda: self._resize(STEP))
        self.smaller = button(_("Smaller text"), lambda: self._resize(-STEP))
        self.colours = ChoiceField(_("Colours"), themes(), missing=_("Choose the colours."))
        self.colours.set_value(choices.theme)
        self.colours.box.currentIndexChanged.connect(lambda _place: self._recolour())
        self.add(self.size_words)
        self.add(beside(self.larger, self.smaller))
        self.add(self.colours)
        self._say_size()

    def _resize(self, step: int) -> None:
        wanted = self._choices.text_percent + step
        self._choices.text_percent = min(max(wanted, SMALLEST), LARGEST)
        self._say_size()
        self._apply()
        announce(self.size_words.text())

    def _recolour(self) -> None:
        self._choices.theme = self.colours.read_filled()
        self._apply()

    def _say_size(self) -> None:
        percent = self._choices.text_percent
        self.size_words.setText(_("The text is at {percent} per cent.").format(percent=percent))

    def _apply(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, self._choices.theme, self._choices.text_percent)
        remember(settings_file(), self._choices)


def themes() -> list[tuple[str, str]]:
    """The colours there are, in words."""
    return [
        (FOLLOW, _("Follow my computer")),
        ("light", _("Dark text on light")),
        ("dark", _("Light text on dark")),
        ("contrast", _("High contrast")),
        ("cream", _("Dark text on cream")),
    ]
