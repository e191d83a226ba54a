import pytest

from dpmanager.errors import DPManagerError
from dpmanager.importers.files import MEGABYTE, read_file


def test_reads_the_whole_file_up_to_the_limit(tmp_path):
    file = tmp_path / "statement.csv"
    file.write_bytes(b"x" * MEGABYTE)
    assert read_file(file, 1) == b"x" * MEGABYTE


def test_refuses_one_byte_more(tmp_path):
    file = tmp_path / "statement.csv"
    file.write_bytes(b"x" * (MEGABYTE + 1))
    with pytest.raises(DPManagerError, match=r"statement\.csv is larger than 1 MB"):
        read_file(file, 1)


def test_missing_file_is_named_with_its_folder(tmp_path):
    with pytest.raises(DPManagerError, match=r"There is no file .*nowhere.*lost\.jpg"):
        read_file(tmp_path / "nowhere" / "lost.jpg", 1)


def test_folder(tmp_path):
    (tmp_path / "receipts").mkdir()
    with pytest.raises(DPManagerError, match="receipts is a folder"):
        read_file(tmp_path / "receipts", 1)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (PermissionError(13, "Permission denied"), "You are not allowed to read a.pdf"),
        (OSError(5, "Input/output error"), "a.pdf could not be read: Input/output error"),
    ],
)
def test_what_the_system_refuses(tmp_path, monkeypatch, fault, sentence):
    def refuse(*_args):
        raise fault

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(DPManagerError, match=sentence):
        read_file(tmp_path / "a.pdf", 1)
