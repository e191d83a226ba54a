import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import dev
import pytest

ROOT = Path(dev.__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The wheel, built and unpacked as pip would lay it down."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_every_resource_is_in_the_wheel(unpacked):
    source = ROOT / "resources"
    wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    laid = unpacked / "dpmanager" / "resources"
    assert wanted
    wanted.add(Path("licence.txt"))
    assert wanted == {path.relative_to(laid) for path in laid.rglob("*") if path.is_file()}


def test_the_command_is_in_the_wheel(unpacked):
    (names,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert "dpmanager = dpmanager.cli:main" in names.read_text()


def test_the_installed_program_finds_its_own_resources(unpacked, tmp_path):
    code = "from dpmanager.resource_files import resource_path; print(resource_path('banks'))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(run.stdout.strip()) == unpacked / "dpmanager" / "resources" / "banks"
