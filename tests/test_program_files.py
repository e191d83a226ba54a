"""The program where its files are elsewhere: zipped, in a folder it may not write to, without a
terminal."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from dpmanager.importers import receipt_reader

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as an installer lays it down: the package with its resources inside."""
    folder = tmp_path_factory.mktemp("installed")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "dpmanager", folder / "dpmanager", ignore=ignore)
    shutil.copytree(ROOT / "resources", folder / "dpmanager" / "resources")
    return folder


def run(code: str, path: Path, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(path), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


LOOK = """
import dpmanager
from dpmanager.resource_files import resource_path
from dpmanager.tasks.pay.rates import rates_for
print(dpmanager.__file__)
print(resource_path("help", "home.md").read_text("utf-8").splitlines()[0])
print(len(list(resource_path("banks").glob("*.toml"))))
print(rates_for("2026-27").tax_year)
"""


def test_resources_are_found_in_the_tree_installed_and_zipped(
    installed: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "program.zip"
    with ZipFile(archive, "w") as zipped:
        for file in sorted(installed.rglob("*")):
            zipped.write(file, file.relative_to(installed))
    found = {place: run(LOOK, place, tmp_path).splitlines() for place in (ROOT, installed, archive)}
    for place, (where, *said) in found.items():
        assert where.startswith(str(place))
        assert said == found[ROOT][1:]
    assert found[ROOT][1] == "# Home"


def test_nothing_is_written_into_the_programs_own_folder(installed: Path, tmp_path: Path) -> None:
    before = sorted(installed.rglob("*"))
    code = "from dpmanager.cli import main; raise SystemExit(main(['demo', '--out', 'made']))"
    made = subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "made").is_dir()
    assert sorted(installed.rglob("*")) == before


def test_it_works_without_anything_to_print_to(installed: Path, tmp_path: Path) -> None:
    code = """
import sys
sys.stdout = sys.stderr = None
from dpmanager.cli import main
code = main(["check", "nowhere.dpbook"])
open("code", "w").write(str(code))
"""
    run(code, installed, tmp_path)
    assert (tmp_path / "code").read_text() == "1"


def test_the_reader_is_started_through_the_launcher(monkeypatch: pytest.MonkeyPatch) -> None:
    assert receipt_reader.command() == [sys.executable, "-m", "dpmanager", "read-receipts"]
    monkeypatch.setenv("DPMANAGER_LAUNCHER", "1")
    assert receipt_reader.command() == [sys.executable, "read-receipts"]
