"""“dpmanager funder”: a file in order gives a return to look at; one that is not is explained."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from dpmanager import cli
from dpmanager.resource_files import resource_path

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "_now", lambda: NOW)

    def run_command(*arguments: object) -> tuple[int, str, str]:
        code = cli.main(["funder", *(str(argument) for argument in arguments)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command


def write(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    """The file of Devon under another name, changed."""
    text = resource_path("funders", "devon.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_new_councils_file_is_checked_and_its_return_printed(run: Run, tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "anyshire.toml",
        ('name = "Devon County Council"', 'name = "Anyshire Council"'),
        ("asked_for", 'surplus = {kind = "weeks", most = 4}\nasked_for'),
    )
    code, out, err = run(file, "--out", tmp_path / "out")
    assert (code, err) == (0, "")
    assert "anyshire.toml is in order. It says of Anyshire Council:" in out
    assert "Up to 4 weeks' money may stay in the account." in out
    assert "We could not find out: how often it wants a return" in out
    assert "£5,822.51 + £7,920.00 in - £8,245.99 out = £5,496.52." in out
    document = pypdfium2.PdfDocument(tmp_path / "out" / "anyshire.pdf")
    assert "not a form of Anyshire Council" in " ".join(
        document[0].get_textpage().get_text_bounded().split()
    )
    document.close()


def test_the_result_for_programs(run: Run, tmp_path: Path) -> None:
    file = shutil.copy(resource_path("funders", "generic.toml"), tmp_path / "ours.toml")
    code, out, _err = run(file, "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["out"] == "ours.pdf"
    assert answer["closing_balance"] == "5496.52"
    assert (tmp_path / "ours.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            ('nation = "england"', 'nation = "france"'),
            ["$.nation", "Expected one of: any, england, northern-ireland, scotland, wales."],
        ),
        (('kind = "card"', 'kind = "credit"'), ["$.accounts[0].kind", "bank, card, managed"]),
        (("asked_for", "askd_for"), ["`askd_for`", "Its keys are: id, name,"]),
        (("checked = 2026-11-28", 'checked = "soon"'), ["$.checked", "date"]),
        (("checked = 2026-11-28", "checked = 2026-11-29"), ["checked", "the day on which"]),
        (('"surplus", ', ""), ["unknown", "“surplus” too"]),
        (('= ["bank_statement"]', '= ["statement"]'), ["evidence", "“statement” is not there"]),
        (("https://www.devon.gov.uk/adult", "devon.gov.uk/adult"), ["sources[0].address"]),
        (('paid = "four-weekly"', 'paid = "four-weekly'), ["line 15"]),
    ],
)
def test_a_fault_names_the_file_the_key_and_what_was_expected(
    run: Run, tmp_path: Path, change: tuple[str, str], says: list[str]
) -> None:
    code, out, err = run(write(tmp_path, "wrong.toml", change))
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    for part in ("wrong.toml", *says):
        assert part in err, err
    assert not list(tmp_path.glob("*.pdf"))


def test_all_faults_are_told_at_once_and_to_programs_as_a_list(run: Run, tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "wrong.toml",
        ('"surplus", ', ""),
        ('= ["bank_statement"]', '= ["statement"]'),
    )
    code, out, err = run(file, "--json")
    assert code == 1
    assert json.loads(out)["faults"] == [
        "wrong.toml, evidence: expected names of evidence.toml; “statement” is not there.",
        "wrong.toml, unknown: expected “surplus” too, since the file does not state it.",
    ]
    assert "2 things are to be put right" in err


def test_what_is_no_file_of_text_is_refused(run: Run, tmp_path: Path) -> None:
    code, _out, err = run(tmp_path / "nobody.toml")
    assert code == 1
    assert "There is no file" in err
    (tmp_path / "picture.toml").write_bytes(b"\xff\xfe\x00\x01")
    code, _out, err = run(tmp_path / "picture.toml")
    assert code == 1
    assert "picture.toml is not text in UTF-8." in err
