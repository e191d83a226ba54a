"""The newest photos and PDFs of a folder, and no others."""

import os
from pathlib import Path

import pytest

from dpmanager.errors import DPManagerError
from dpmanager.importers.watched_folder import newest_files


def put(folder: Path, name: str, changed: int, content: bytes = b"x") -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, ns=(changed, changed))
    return path


def test_the_newest_come_first_and_the_old_and_other_files_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, "old.jpg", 1000)
    put(tmp_path, "scan.PDF", 3000)
    put(tmp_path, "photo.heic", 5000)
    put(tmp_path, "letter.docx", 6000)
    put(tmp_path, ".hidden.png", 6000)
    put(tmp_path, "empty.png", 6000, b"")
    (tmp_path / "folder.jpg").mkdir()
    found = newest_files(tmp_path, since=1000, most=9)
    assert [(file.path.name, file.changed) for file in found] == [
        ("photo.heic", 5000), ("scan.PDF", 3000),
    ]  # fmt: skip
    assert [file.path.name for file in newest_files(tmp_path, since=0, most=1)] == ["photo.heic"]


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(DPManagerError, match="gone cannot be looked at"):
        newest_files(tmp_path / "gone", since=0, most=5)
