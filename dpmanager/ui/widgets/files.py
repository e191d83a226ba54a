"""The file dialogs: the computer's own, and they open where the last one was left."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from dpmanager.ui.remembered import Remembered
from dpmanager.words import _


def ask_for_files(
    parent: QWidget, remembered: Remembered, title: str, kinds: str, *, several: bool = False
) -> list[Path]:
    """Asks for a file to read, or for several; none when the person changed their mind.

    kinds: the files that are offered, as in "Pictures and PDFs (*.jpg *.pdf)".
    """
    folder = remembered.folder or str(Path.home())
    if several:
        chosen, _kind = QFileDialog.getOpenFileNames(parent, title, folder, kinds)
    else:
        one, _kind = QFileDialog.getOpenFileName(parent, title, folder, kinds)
        chosen = [one] if one else []
    paths = [Path(name) for name in chosen]
    if paths:
        remembered.folder = str(paths[0].parent)
    return paths


def ask_where_to_save(
    parent: QWidget, remembered: Remembered, file_name: str, kinds: str = ""
) -> Path | None:
    """Asks where a file is to be saved; None when the person changed their mind.

    kinds: as in "Tables (*.csv)"; without it, PDF files. The ending is that of `file_name`.
    """
    folder = Path(remembered.folder) if remembered.folder else Path.home()
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Save a copy"), str(folder / file_name), kinds or _("PDF files") + " (*.pdf)"
    )
    if not chosen:
        return None
    path = Path(chosen)
    remembered.folder = str(path.parent)
    return path if path.suffix else path.with_suffix(Path(file_name).suffix)
