"""Starts the window: the theme, then the book that was used last, or the first start."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from dpmanager.errors import DPManagerError
from dpmanager.resource_files import resource_path
from dpmanager.ui.entrance import Entrance
from dpmanager.ui.remembered import Remembered, recall, remember, settings_file
from dpmanager.ui.single_instance import OnlyWindow, hand_over
from dpmanager.ui.theme import FOLLOW, apply_theme, set_fonts_of_kinds
from dpmanager.words import _


def run(arguments: Sequence[str] = ()) -> int:
    """Runs the window until it is closed; gives the exit code.

    arguments: the folder of a book to open, if any. Raises DPManagerError without a screen.
    """
    check_screen()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("dpmanager")
    app.setApplicationDisplayName("DP Manager")
    app.setDesktopFileName("dp-manager")
    app.setWindowIcon(QIcon(str(resource_path("icons", "dp-manager.svg"))))
    choices = recall(settings_file())
    folder = Path(arguments[0]).absolute() if arguments else None
    if hand_over(folder):
        return 0
    only = OnlyWindow()
    apply_theme(app, choices.theme, choices.text_percent)
    follow_computer(app, choices)
    entrance = Entrance(choices, folder)
    only.asked.connect(lambda named: entrance.come_to_front(Path(named) if named else None))
    _show_faults(entrance)
    entrance.open()
    code = app.exec()
    only.close()
    remember(settings_file(), choices)
    return code


def check_screen() -> None:
    """Raises DPManagerError where Qt would find no screen: it would end the program by itself."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        raise DPManagerError(
            _("There is no screen to open the window on. The other commands work without one.")
        )


def follow_computer(app: QApplication, choices: Remembered) -> None:
    """Takes on what the computer's settings change to while the window is open."""
    hints = app.styleHints()

    def changed() -> None:
        if choices.theme == FOLLOW:
            apply_theme(app, choices.theme, choices.text_percent)
        set_fonts_of_kinds(app, choices.text_percent)

    hints.colorSchemeChanged.connect(lambda _scheme: changed())
    hints.accessibility().contrastPreferenceChanged.connect(lambda _contrast: changed())


def _show_faults(entrance: Entrance) -> None:
    """A fault in the window's own thread shows the page for it, once; a second one is printed."""
    showing = False

    def show(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        nonlocal showing
        if showing or not isinstance(fault, Exception):
            sys.__excepthook__(kind, fault, trace)
            return
        showing = True
        try:
            entrance.show_trouble(fault)
        finally:
            showing = False

    sys.excepthook = show
