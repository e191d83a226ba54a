"""The icon in the forms that the systems want, from its one drawing."""

from __future__ import annotations

import io
from pathlib import Path

DRAWING = Path(__file__).resolve().parent.parent / "resources" / "icons" / "dp-manager.svg"
COLOUR = "#0b4f6c"
"""The ground of the drawing."""
SIZES = (16, 24, 32, 48, 64, 128, 256)


def picture(size: int, ground: str = "transparent") -> bytes:
    """The icon as a PNG of so many dots each way, on a colour."""
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication.instance() or QGuiApplication(["icon", "-platform", "offscreen"])
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub is wrong
    assert app is not None
    return bytes(buffer.data().data())


def write_ico(file: Path) -> None:
    """Writes all sizes into one file for Windows."""
    from PIL import Image

    pictures = [Image.open(io.BytesIO(picture(size))) for size in SIZES]
    pictures[-1].save(file, sizes=[(size, size) for size in SIZES], append_images=pictures[:-1])


def write_panel(file: Path) -> None:
    """Writes the strip at the side of the first and last page of the installer for Windows.

    It is three times the size that is shown at 100 %, so that it is sharp up to 300 %.
    """
    from PIL import Image

    panel = Image.new("RGB", (492, 942), COLOUR)
    panel.paste(Image.open(io.BytesIO(picture(300, COLOUR))), (96, 120))
    panel.save(file)
