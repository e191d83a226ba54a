"""A file that leaves the program is whole, or is not there."""

from pathlib import Path

import pytest

from dpmanager.errors import DPManagerError
from dpmanager.tasks.saving import save_file


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "return.pdf"
    place.write_bytes(b"old and longer")

    save_file(place, b"new")

    assert place.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["return.pdf"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DPManagerError, match=r"return\.pdf could not be saved there: No such"):
        save_file(tmp_path / "nowhere" / "return.pdf", b"new")


def test_a_folder_is_no_file_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(DPManagerError, match="folder could not be saved there"):
        save_file(tmp_path / "folder", b"new")

    assert [file.name for file in tmp_path.iterdir()] == ["folder"]


def test_when_the_disk_is_full_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "return.pdf"
    place.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DPManagerError, match="No space left on device"):
        save_file(place, b"new")

    assert place.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["return.pdf"]
