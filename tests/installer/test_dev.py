import re
import subprocess
import sys
from pathlib import Path

import dev
import pytest

ROOT = Path(dev.__file__).parent.parent


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project whose set-up runs no program; gives the list of those it asked for."""
    (tmp_path / "pyproject.toml").write_text("[project]")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(dev, "install_debian_packages", lambda names: None)
    asked = []
    monkeypatch.setattr(dev, "quietly", lambda command, complaint: asked.append(command))
    return asked


def verbs(asked):
    return [command[2] for command in asked]


@pytest.mark.parametrize("words", [["frobnicate"], [], ["demo", "--outt", "x"], ["run", "x"]])
def test_wrong_use_shows_the_usage_and_ends_2(words):
    run = subprocess.run(
        [sys.executable, dev.__file__, *words], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert run.stderr.startswith("usage: dev.py")


def test_what_follows_test_goes_to_pytest_in_its_order():
    options = dev.read_arguments(["test", "-k", "tax", "tests/domain", "-x"])
    assert options.do is dev.test
    assert options.more == ["-k", "tax", "tests/domain", "-x"]


def test_fuzz_runs_the_tests_with_spoilt_files_and_many_more_of_them(monkeypatch):
    calls = []
    monkeypatch.setattr(dev, "call", lambda *command, **more: calls.append((command, more)) or 0)
    options = dev.read_arguments(["fuzz", "-x"])
    assert options.do is dev.fuzz
    assert dev.fuzz(options) == 0
    ((command, variables),) = calls
    assert "tests/importers/test_fuzz_statements.py" in command
    assert command[-1] == "-x"
    assert variables["HYPOTHESIS_PROFILE"] == "fuzz"


def test_demo_goes_to_the_folder_that_is_asked_for():
    assert dev.read_arguments(["demo"]).out == Path("out")
    assert dev.read_arguments(["demo", "--out", "here"]).out == Path("here")


def test_run_opens_the_window(monkeypatch):
    asked = []
    monkeypatch.setattr(dev, "call", lambda *command, **variables: asked.append(command) or 0)
    options = dev.read_arguments(["run"])
    assert options.do(options) == 0
    assert asked == [(dev.PYTHON, "-m", "dpmanager", "open")]


def test_sets_up_once_and_again_when_the_project_changed(project, tmp_path, monkeypatch):
    dev.set_up([])
    assert verbs(project) == ["venv", "pip"]
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    dev.set_up([])
    assert verbs(project) == ["venv", "pip"]
    (tmp_path / "pyproject.toml").write_text("[project] # one more library")
    dev.set_up([])
    assert verbs(project) == ["venv", "pip", "pip"]


def test_a_working_venv_is_kept(project, monkeypatch):
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    dev.set_up([])
    assert verbs(project) == ["pip"]


def test_a_failed_installation_is_tried_again(project, monkeypatch):
    def fail(command, complaint):
        raise dev.SetUpError(complaint)

    dev.PYTHON.touch()
    monkeypatch.setattr(dev, "venv_works", lambda: True)
    monkeypatch.setattr(dev, "quietly", fail)
    with pytest.raises(dev.SetUpError, match="Check the internet connection"):
        dev.set_up([])
    assert not dev.STAMP.exists()


def test_an_older_python_is_told_so(project, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    monkeypatch.setattr(sys, "version", "3.10.2 (main)")
    assert dev.main(["demo"]) == 1
    assert "Python 3.11 or newer is needed; this one is 3.10.2." in capsys.readouterr().err
    assert project == []


def test_who_is_not_root_gets_one_command(monkeypatch, capsys):
    monkeypatch.setattr(dev, "installed_debian_packages", lambda: {"libgl1"})
    monkeypatch.setattr("os.access", lambda path, mode: False)
    dev.install_debian_packages(["libgl1", "libegl1", "dbus"])
    assert capsys.readouterr().out.count("sudo apt-get install dbus libegl1\n") == 1


def test_packages_that_stand_in_for_others_count(monkeypatch):
    shown = "installed libglib2.0-0t64 libglib2.0-0 (= 2.84), x\nconfig-files libegl1 \n"
    done = subprocess.CompletedProcess([], 0, stdout=shown)
    monkeypatch.setattr("subprocess.run", lambda *args, **kwargs: done)
    found = dev.installed_debian_packages()
    assert {"libglib2.0-0t64", "libglib2.0-0", "x"} <= found
    assert "libegl1" not in found


def test_a_program_that_fails_stops_set_up_with_a_sentence(capsys):
    with pytest.raises(dev.SetUpError, match="Too bad"):
        dev.quietly((sys.executable, "-c", "print('why'); raise SystemExit(3)"), "Too bad.")
    assert "why" in capsys.readouterr().err


def test_counts_tests_with_errors_as_failures(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="9" failures="1" errors="2" skipped="3"/></testsuites>'
    )
    assert dev.count_line(report) == "3 passed, 3 failed, 3 skipped"


def test_a_missing_report_is_not_counted_as_a_pass(tmp_path):
    assert "passed" not in dev.count_line(tmp_path / "report.xml")


def test_every_check_runs_and_the_last_line_counts(monkeypatch, capsys):
    ran = []

    def call(*command, **variables):
        ran.append(command[1:3])
        for word in command:
            if str(word).startswith("--junitxml="):
                Path(word.partition("=")[2]).write_text('<testsuite tests="2" skipped="1"/>')
        return 1 if "mypy" in command else 0

    monkeypatch.setattr(dev, "call", call)
    assert dev.test(dev.read_arguments(["test"])) == 1
    assert len(ran) == len(dev.CHECKS) + 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == ["Failed: mypy.", "1 passed, 0 failed, 1 skipped"]


def test_readme_names_the_same_debian_packages():
    readme = (ROOT / "README.md").read_text("utf-8")
    command = re.search(r"apt-get install (python3 (?:[^\n]*\\\n)*[^\n]*)", readme)
    named = set(command[1].replace("\\\n", " ").split())
    assert named == {"python3", "python3-venv", *dev.QT_PACKAGES, *dev.TEST_PACKAGES}
