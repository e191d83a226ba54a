import json
import shutil
from pathlib import Path

import pytest
from small_book import PASSPHRASE

from dpmanager import cli
from dpmanager.records.book import open_book
from dpmanager.tasks.book.check_book import check_book


@pytest.fixture
def opens(small_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """In a folder with the book “Sam”: the option that opens it."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(small_book, "Sam.dpbook")
    Path("pass.txt").write_text(PASSPHRASE)
    return ["--passphrase-file", "pass.txt"]


def test_export_and_read_export(opens: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "Sam.dpbook", "--out", "all", *opens]) == 0
    assert "The records are in all." in capsys.readouterr().out
    assert cli.main(["export", "Sam.dpbook", "--out", "all", "--zip", "--json", *opens]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["out"], told["receipts"], told["damaged_receipts"]) == ("all.zip", 0, [])
    for source in ("all", "all.zip"):
        book = f"{source}.dpbook"
        assert cli.main(["read-export", source, book, "--json", *opens]) == 0
        read = json.loads(capsys.readouterr().out)
        assert read == {"book": book, "records": told["records"], "receipts": 0, "problems": []}
        with open_book(Path(book), passphrase=PASSPHRASE) as opened:
            assert check_book(opened) == []


def test_what_cannot_be_done_is_said_in_one_sentence(
    opens: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    period = ["--from", "1 May 2026", "--to", "31 May 2026"]
    assert cli.main(["export", "Sam.dpbook", "--out", "may", *period, *opens]) == 0
    capsys.readouterr()
    assert cli.main(["read-export", "may", "New.dpbook", *opens]) == 1
    assert "1 May 2026 to 31 May 2026 alone" in capsys.readouterr().err
    assert cli.main(["export", "Sam.dpbook", "--out", "may", *opens]) == 1
    assert "already something at may" in capsys.readouterr().err
    assert cli.main(["read-export", "gone", "New.dpbook", *opens]) == 1
    assert not Path("New.dpbook").exists()
    with pytest.raises(SystemExit) as usage:
        cli.main(["export", "Sam.dpbook", "--out", "x", "--from", "1 May 2026", *opens])
    assert usage.value.code == 2
