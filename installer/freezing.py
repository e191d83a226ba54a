"""Freezes the program with PyInstaller, for Linux and for macOS."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import building
from building import PackagingError, run

# What PyInstaller does not find by itself, since it is looked up by name or by path.
COLLECT = (
    "--collect-submodules=dpmanager", "--collect-submodules=keyring.backends",
    "--collect-submodules=ofxtools", "--collect-submodules=mt940",
    "--collect-data=fontpkg_atkinson_hyperlegible", "--collect-data=fontpkg_noto_sans",
    "--collect-data=pdfminer", "--collect-data=rapidocr",
    "--collect-data=tzdata", "--collect-data=holidays", "--collect-all=pypdfium2_raw",
    "--collect-all=pypdfium2", "--collect-all=sqlcipher3",
    "--hidden-import=holidays.countries.united_kingdom", "--hidden-import=PySide6.QtSvg",
    "--hidden-import=alembic.ddl.sqlite",
)  # fmt: skip
EXCLUDE = ("PIL.ImageTk", "tkinter", "pytest", "_pytest", "IPython")
MIGRATIONS = "dpmanager/records/migrations"
ENTRY = "import sys\n\nfrom dpmanager.cli import main\n\nsys.exit(main())\n"


def freeze(work: Path, packages: Path, name: str, when: int, *more: str) -> Path:
    """Freezes the program below `work`; gives the folder in which PyInstaller left it."""
    source = building.fresh(work / "source")
    building.lay_program(source, packages)
    entry = source / "entry.py"
    entry.write_text(ENTRY, "utf-8")
    run(
        building.tool("pyinstaller"), "-y", "--clean", "--log-level=ERROR",
        f"--name={name}", f"--distpath={work / 'frozen'}", f"--workpath={work / 'work'}",
        f"--specpath={work}", f"--paths={source}", f"--paths={packages}", *COLLECT,
        *(f"--exclude-module={module}" for module in EXCLUDE),
        f"--add-data={source / 'dpmanager/resources'}:dpmanager/resources",
        f"--add-data={source / MIGRATIONS}:{MIGRATIONS}", *more, entry,
        PYTHONHASHSEED="0", SOURCE_DATE_EPOCH=str(when),
        PYTHONPATH=os.pathsep.join((str(source), str(packages))),
    )  # fmt: skip
    return work / "frozen"


def must_hold_every_module(program: Path, source: Path) -> None:
    """Raises PackagingError where a module of ours is not in the frozen program.

    Many are looked up by name, when their page is opened: a gap would show only then.
    """
    viewer = [str(building.tool("pyi-archive_viewer")), "-r", "-b", str(program)]
    told = subprocess.run(viewer, capture_output=True, text=True, check=True).stdout
    held = set(re.findall(r"dpmanager(?:\.\w+)*", told))
    missing = sorted(
        module
        for file in (source / "dpmanager").rglob("*.py")
        if (module := _module(file.relative_to(source))) not in held
        and file.name != "__main__.py"
        and "migrations/" not in str(file)
    )
    if missing:
        raise PackagingError(f"Not in the frozen program: {', '.join(missing)}.")


def _module(file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
