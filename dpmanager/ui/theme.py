"""How the window looks: palettes of our own at 7:1, the type, and the shape of the controls.

Colour comes from palettes alone. The style sheet sets shape, and takes colour from the palette.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

FOLLOW = "follow"
SMALLEST, NORMAL, LARGEST = 100, 100, 300
BODY_POINTS = 13
TARGET_PIXELS = 44


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, each as six hexadecimal figures."""

    paper: str
    card: str
    side: str
    ink: str
    soft_ink: str
    accent: str
    on_accent: str
    line: str
    soft_line: str
    error: str


THEMES = {
    "light": Colours(
        paper="FBFAF7", card="FFFFFF", side="F1EEE6", ink="1B1B1B", soft_ink="4A4A4A",
        accent="0B4F6C", on_accent="FFFFFF", line="8A877F", soft_line="D9D6CE",
        error="8A1020",
    ),
    "dark": Colours(
        paper="16181A", card="1F2326", side="1B1E21", ink="F5F3EE", soft_ink="D3D0C8",
        accent="9AD1EA", on_accent="10181C", line="7E8388", soft_line="3A3F44",
        error="FFB3B3",
    ),
    "contrast": Colours(
        paper="000000", card="000000", side="000000", ink="FFFFFF", soft_ink="FFFFFF",
        accent="FFFF00", on_accent="000000", line="FFFFFF", soft_line="FFFFFF",
        error="FFB0B0",
    ),
    "cream": Colours(
        paper="FDF6E3", card="FFFBF0", side="F7EFD8", ink="1B1B1B", soft_ink="46423A",
        accent="0B4A66", on_accent="FFFFFF", line="857E6C", soft_line="DDD3B8",
        error="86101F",
    ),
}  # fmt: skip


OWN_FONT_ON_WINDOWS = ("QAbstractItemView", "QMenu", "QMessageBox", "QStatusBar", "QTipLabel")
"""What Windows gives a small font of its own, whatever the font of the program is."""

WORN = "worn"
"""The property of the program that says which theme and text size it wears."""


def apply_theme(app: QApplication, theme: str, percent: int) -> None:
    """Gives the whole program a theme and a text size in per cent, at once.

    theme: a name of THEMES, or FOLLOW for what the computer says. Nothing is dressed anew when it
    wears them already.
    """
    name = theme_in_force() if theme == FOLLOW else theme
    worn = f"{name} {percent}"
    if app.property(WORN) == worn:
        return
    app.setProperty(WORN, worn)
    app.setStyle("Fusion")
    app.setPalette(palette(THEMES[name]))
    app.setFont(body_font(percent))
    app.setStyleSheet(style_sheet(percent))
    set_fonts_of_kinds(app, percent)


def body_font(percent: int) -> QFont:
    """Our type, in per cent of its usual size."""
    font = QFont(type_family())
    font.setPointSizeF(BODY_POINTS * percent / 100)
    return font


def set_fonts_of_kinds(app: QApplication, percent: int) -> None:
    """Gives our type to what Windows dresses by itself, anew with each style sheet and theme."""
    font = body_font(percent)
    for kind in OWN_FONT_ON_WINDOWS:
        app.setFont(font, kind)  # type: ignore[arg-type]  # its stub is wrong


def theme_in_force() -> str:
    """The theme that the computer's own settings ask for."""
    hints = QGuiApplication.styleHints()
    accessibility = hints.accessibility()
    if accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def palette(colours: Colours) -> QPalette:
    """The colours as a palette: soft ink is the placeholder's, error the bright text's.

    Mid is the line around what can be pressed or filled in, midlight the line that only divides.
    """
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.paper,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.Base: colours.card,
        QPalette.ColorRole.AlternateBase: colours.side,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.Button: colours.card,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.PlaceholderText: colours.soft_ink,
        QPalette.ColorRole.BrightText: colours.error,
        QPalette.ColorRole.ToolTipBase: colours.card,
        QPalette.ColorRole.ToolTipText: colours.ink,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Light: colours.card,
        QPalette.ColorRole.Midlight: colours.soft_line,
        QPalette.ColorRole.Dark: colours.line,
        QPalette.ColorRole.Shadow: colours.line,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(f"#{colour}"))
    return made


@lru_cache
def type_family() -> str:
    """Loads Atkinson Hyperlegible from its package; gives the name of the family."""
    import fontpkg_atkinson_hyperlegible

    families: list[str] = []
    for package in fontpkg_atkinson_hyperlegible.__path__:
        for file in sorted(Path(package).rglob("*.ttf")):
            number = QFontDatabase.addApplicationFont(str(file))
            families += QFontDatabase.applicationFontFamilies(number)
    plain = [family for family in families if "Mono" not in family]
    return min(plain or families, key=len)


def style_sheet(percent: int) -> str:
    """Shape only: sizes in points that grow with the text; every colour is palette(...)."""
    size = BODY_POINTS * percent / 100
    mark = size * 1.7

    def points(times: float) -> str:
        return f"{size * times:.1f}pt"

    return f"""
    QLabel[role="title"] {{ font-size: {points(1.8)}; font-weight: 700; }}
    QLabel[role="heading"] {{ font-size: {points(1.3)}; font-weight: 700; }}
    QLabel[role="strong"] {{ font-weight: 700; }}
    QLabel[role="soft"] {{ color: palette(placeholder-text); }}
    QLabel[role="error"] {{ color: palette(bright-text); font-weight: 700; }}
    QLabel {{ background: transparent; }}
    QFrame[role="card"] {{ background: palette(base); border: 1px solid palette(midlight);
        border-radius: 10px; }}
    QFrame[role="problem"] {{ background: palette(base); border: 4px solid palette(bright-text);
        border-radius: 10px; }}
    QFrame[role="problem"]:focus {{ border-width: 6px; }}
    QFrame[role="side"] {{ background: palette(alternate-base); border: none;
        border-right: 1px solid palette(midlight); }}
    QFrame[role="rule"] {{ background: palette(midlight); border: none; max-height: 1px; }}
    QPushButton {{ background: palette(base); color: palette(link);
        border: 2px solid palette(link); border-radius: 8px; font-weight: 700;
        padding: 6px 18px; min-height: {TARGET_PIXELS - 16}px; }}
    QPushButton[role="main"] {{ background: palette(highlight);
        color: palette(highlighted-text); }}
    QPushButton[role="quiet"], QPushButton[role="fault"] {{ background: transparent;
        border: 2px solid transparent; padding: 6px 6px; text-align: left; }}
    QPushButton[role="fault"] {{ color: palette(bright-text); }}
    QPushButton:focus {{ border: 3px solid palette(window-text); padding: 5px 17px; }}
    QPushButton[role="main"]:focus {{ border: 3px solid palette(window-text);
        background-clip: content; background-origin: content; padding: 3px; }}
    QPushButton[role="quiet"]:focus, QPushButton[role="fault"]:focus {{ padding: 5px 5px; }}
    QPushButton:disabled {{ color: palette(placeholder-text);
        border-color: palette(mid); background: palette(alternate-base); }}
    QLineEdit, QPlainTextEdit, QComboBox {{ background: palette(base);
        border: 2px solid palette(mid); border-radius: 6px; padding: 6px 10px;
        min-height: {TARGET_PIXELS - 16}px; selection-background-color: palette(highlight);
        selection-color: palette(highlighted-text); }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
        border: 4px solid palette(window-text); padding: 4px 8px; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
        border: 3px solid palette(bright-text); padding: 5px 9px; }}
    QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus,
    QComboBox[wrong="true"]:focus {{ border: 5px solid palette(window-text); padding: 3px 7px; }}
    QComboBox, QComboBox:focus {{ padding-right: {size * 2.6:.0f}px; }}
    QComboBox::drop-down {{ border: none; width: 0; }}
    QComboBox QAbstractItemView {{ background: palette(base); border: 2px solid palette(mid);
        outline: none; selection-background-color: palette(highlight);
        selection-color: palette(highlighted-text); }}
    QComboBox QAbstractItemView::item {{ padding: 8px 10px; min-height: {TARGET_PIXELS - 18}px; }}
    QCheckBox, QRadioButton {{ spacing: 10px; min-height: {TARGET_PIXELS - 6}px;
        border: 3px solid transparent; border-radius: 6px; padding-right: 6px; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: palette(window-text); }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: {mark:.0f}px; height: {mark:.0f}px;
        background: palette(base); border: 2px solid palette(window-text); }}
    QCheckBox::indicator {{ border-radius: 4px; }}
    QCheckBox::indicator:checked {{ background: palette(highlight);
        border-color: palette(highlight); }}
    QRadioButton::indicator {{ border-radius: {mark / 2 + 2:.0f}px; }}
    QRadioButton::indicator:checked {{ width: {mark - 12:.0f}px; height: {mark - 12:.0f}px;
        border: 8px solid palette(highlight); }}
    QListWidget[role="places"] {{ background: transparent; border: none; outline: none; }}
    QListWidget[role="places"]::item {{ padding: {max(2, 800 // percent)}px 14px;
        border-radius: 8px; border: 3px solid transparent; background-clip: padding;
        min-height: {TARGET_PIXELS - 6 - 2 * max(2, 800 // percent)}px; }}
    QListWidget[role="places"]::item:selected {{ background: palette(highlight);
        color: palette(highlighted-text); font-weight: 700; }}
    QListWidget[role="places"]::item:selected:focus {{ border: 3px solid palette(window-text); }}
    QTextBrowser {{ background: palette(base); border: 2px solid palette(mid);
        border-radius: 8px; selection-background-color: palette(highlight);
        selection-color: palette(highlighted-text); }}
    QTextBrowser:focus {{ border: 3px solid palette(window-text); }}
    QTableView {{ background: palette(base); alternate-background-color: palette(alternate-base);
        border: 1px solid palette(midlight); border-radius: 8px; gridline-color: transparent;
        selection-background-color: palette(highlight);
        selection-color: palette(highlighted-text); padding: 2px; }}
    QTableView:focus {{ border: 3px solid palette(window-text); padding: 0px; }}
    QTableView::item {{ padding: 4px 10px; }}
    QTableView::item:selected:!active {{ background: palette(alternate-base);
        color: palette(text); border: solid palette(highlight); border-width: 2px 0; }}
    QHeaderView::section {{ background: palette(alternate-base); color: palette(window-text);
        border: none; border-bottom: 1px solid palette(midlight); padding: 8px 12px;
        font-weight: 700; }}
    QScrollArea {{ border: none; }}
    QScrollArea[role="pages"] {{ border: 1px solid palette(mid);
        padding: 2px; border-radius: 8px;
        background: palette(alternate-base); }}
    QScrollArea[role="pages"]:focus {{ border: 3px solid palette(window-text);
        padding: 0px; }}
    QScrollBar {{ background: palette(alternate-base); border: none; }}
    QScrollBar:vertical {{ width: 18px; }}
    QScrollBar:horizontal {{ height: 18px; }}
    QScrollBar::handle {{ background: palette(mid); border-radius: 6px; margin: 3px; }}
    QScrollBar::handle:vertical {{ min-height: {TARGET_PIXELS}px; }}
    QScrollBar::handle:horizontal {{ min-width: {TARGET_PIXELS}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{ border: 2px solid palette(mid); border-radius: 8px;
        background: palette(base); min-height: 24px; }}
    QProgressBar::chunk {{ background: palette(highlight); border-radius: 5px; }}
    QMenu {{ background: palette(base); color: palette(text); border: 2px solid palette(mid); }}
    QMenu::item {{ padding: 10px 20px; min-height: {TARGET_PIXELS - 20}px; }}
    QMenu::item:selected {{ background: palette(highlight);
        color: palette(highlighted-text); }}
    QToolTip {{ padding: 6px; border: 1px solid palette(mid); }}
    """
