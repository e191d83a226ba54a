import io
import json
from pathlib import Path

import pytest

from dpmanager import cli
from dpmanager.tasks.budget.what_would_it_cost import DEFAULTS, NEEDED

HOURS = {
    "question": "hours",
    "tax_year": "2026-27",
    "hourly_rate": "12.71",
    "weekly_money": "300.00",
    "fixed_costs": "350.00",
}


def test_cost_answers_one_with_one_and_a_list_with_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "asked.json"
    file.write_text(json.dumps(HOURS))
    assert cli.main(["cost", str(file)]) == 0
    one = json.loads(capsys.readouterr().out)
    assert one["weekly_hours"] == "20.25"
    file.write_text(json.dumps([HOURS, HOURS | {"weekly_money": "150"}]))
    assert cli.main(["cost", str(file)]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first, second["weekly_hours"]) == (one, "10.00")


def test_cost_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # a number with a point is read as it is written, and asked for as text
    typed = json.dumps(HOURS).replace('"12.71"', "12.71")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    assert cli.main(["cost", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["hourly_rate"] == "12.71"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("nonsense", "This is not JSON"),
        ("{}", '"question" is missing'),
        (json.dumps(HOURS | {"cover": "agency"}), '"agency_rate" is missing'),
        (json.dumps([HOURS, HOURS | {"reserve": "x"}]), 'reserve: "x"'),
    ],
)
def test_cost_refuses_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, said: str
) -> None:
    file = tmp_path / "asked.json"
    file.write_text(content)
    assert cli.main(["cost", str(file)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_help_names_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["cost", "--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    for key in {*DEFAULTS, *(key for keys in NEEDED.values() for key in keys)}:
        assert f'  "{key}"' in shown
