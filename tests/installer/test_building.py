"""What the installers are built from: versions, locks, what is trimmed, licences."""

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import dev
import pytest

ROOT = Path(dev.__file__).parent.parent
SYSTEMS = ("windows", "linux", "macos")
sys.path.insert(0, str(ROOT / "installer" / "windows"))

import build_windows  # noqa: E402 (its folder is put on the path above)
import building  # noqa: E402


def imported() -> set[str]:
    """Every module that a file of the program imports, as `a.b`."""
    found = set()
    for file in (ROOT / "dpmanager").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(name.name for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
                found.update(f"{node.module}.{name.name}" for name in node.names)
    return found


def test_nothing_is_trimmed_that_the_program_imports() -> None:
    rules = tomllib.loads((ROOT / "installer/windows/trim.toml").read_text("utf-8"))
    qt = {name.split(".")[1] for name in imported() if name.startswith("PySide6.")}
    assert "QtWidgets" in qt
    assert qt <= {f"Qt{part}" for part in rules["qt"]}
    linux = tomllib.loads((ROOT / "installer/linux/trim.toml").read_text("utf-8"))["drop"]
    dropped = [pattern.replace("/", ".") for pattern in (*rules["drop"], *linux)]
    for module in imported():
        assert not any(
            module == pattern or module.startswith(pattern + ".") for pattern in dropped
        ), module


def test_trimming_keeps_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    qt = tmp_path / "PySide6"
    kept = ["Qt6Core.dll", "QtCore.pyd", "plugins/platforms/qwindows.dll", "__init__.py"]
    gone = ["Qt6Qml.dll", "QtQml.pyd", "opengl32sw.dll", "plugins/platforms/qdirect2d.dll"]
    for name in (*kept, *gone, "qml/QtQuick/one.qml"):
        (qt / name).parent.mkdir(parents=True, exist_ok=True)
        (qt / name).write_text("")
    (tmp_path / "lxml" / "tests").mkdir(parents=True)
    licence = tmp_path / "numpy-2.dist-info" / "licenses" / "include" / "LICENSE.txt"
    licence.parent.mkdir(parents=True)
    licence.write_text("free")
    build_windows.trim(tmp_path)
    left = {str(path.relative_to(qt)) for path in qt.rglob("*") if path.is_file()}
    assert left == set(kept)
    assert not (qt / "qml").exists()
    assert not (tmp_path / "lxml" / "tests").exists()
    assert licence.is_file()


def first_two(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:2]))


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_library_is_locked_by_version_and_hash(system: str) -> None:
    lock = ROOT / "installer" / system / "lock.txt"
    locked = building.locked(lock)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for asked in (*project["dependencies"], *project["optional-dependencies"]["ocr"]):
        name, least = re.match(r"([A-Za-z0-9-]+)>=([\d.]+)", asked).groups()
        assert name.lower() in locked, name
        numbers = [
            tuple(map(int, re.findall(r"\d+", part)[:2])) for part in (locked[name.lower()], least)
        ]
        assert numbers[0] >= numbers[1], asked
    text = lock.read_text("utf-8")
    for name in locked:
        after = text.split(f"{name}==", 1)[1].split("\n", 2)[1]
        assert "--hash=sha256:" in after, name


def test_windows_gets_the_keyring_of_windows() -> None:
    assert "pywin32-ctypes" in building.locked(ROOT / "installer/windows/lock.txt")
    assert "secretstorage" in building.locked(ROOT / "installer/linux/lock.txt")


def test_every_locked_library_has_a_licence() -> None:
    from dpmanager.tasks.book.parts import part_of

    missing = []
    for name in building.locked(ROOT / "installer/linux/lock.txt"):
        try:
            part = part_of(distribution(name))
        except PackageNotFoundError:  # of another version of Python than this one
            missing.append(name)
            continue
        assert part.licence, name
    assert len(missing) < 5, missing


def test_the_version_stands_in_one_place() -> None:
    version = building.version()
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    for file in (ROOT / "pyproject.toml", *(ROOT / "installer").rglob("*")):
        if file.is_file() and file.suffix in (".toml", ".py", ".nsi", ".in", ".xml", ".c", ".1"):
            assert f'"{version}"' not in file.read_text("utf-8"), file


def test_one_date_for_every_file_and_the_same_sums(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_text("x")
    building.set_dates(tmp_path, building.FIRST_DATE)
    assert (tmp_path / "a" / "file").stat().st_mtime == building.FIRST_DATE
    (tmp_path / "dp-manager.deb").write_bytes(b"x")
    (tmp_path / "a picture of it.png").write_bytes(b"y")
    building.write_sums(tmp_path)
    sums = (tmp_path / "SHA256SUMS").read_text()
    assert sums == (
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  dp-manager.deb\n"
    )


def test_versions_as_windows_wants_them() -> None:
    assert [build_windows.numbers(each) for each in ("1.2.3", "0.1.0", "2.0", "1.2.3.4")] == [
        "1.2.3.0", "0.1.0.0", "2.0.0.0", "1.2.3.4",
    ]  # fmt: skip
