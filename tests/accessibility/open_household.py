"""The program itself, on a day of our choosing: python open_household.py BOOK MOMENT."""

import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from dpmanager.ui.entrance import Entrance
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.theme import apply_theme

book, moment = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
app = QApplication(sys.argv[:1])
app.setApplicationName("dpmanager")
apply_theme(app, "light", 100)
entrance = Entrance(Remembered(), book, now=lambda: moment)
entrance.open()
sys.exit(app.exec())
