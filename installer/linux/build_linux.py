"""Builds the package for Debian and Ubuntu: the program with its own Python in a .deb.

python3 installer/dev.py package linux [--out DIR] [--fast]
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import building
from building import BUILD, ROOT, PackagingError, need_programs, run, say
from freezing import freeze, must_hold_every_module
from icon import DRAWING, picture

HERE = Path(__file__).resolve().parent
WORK = BUILD / "linux"
LOCK = HERE / "lock.txt"
NAME = "dp-manager"
MAINTAINER = "DP Manager <dp-manager@example.org>"
DEPENDS = (
    "libc6 (>= 2.36), libdbus-1-3, libegl1, libfontconfig1, libgl1, "
    "libglib2.0-0 | libglib2.0-0t64, libx11-xcb1, libxcb-cursor0, libxcb-icccm4, libxcb-image0, "
    "libxcb-keysyms1, libxcb-randr0, libxcb-render-util0, libxcb-shape0, libxcb-sync1, "
    "libxcb-xfixes0, libxkbcommon-x11-0"
)
PARTS = {"CPython": sys.version.split()[0], "Qt": "6.12.0", "PDFium": "of pypdfium2"}


def main(arguments: list[str] | None = None) -> int:
    """Builds it; the exit code."""
    parser = argparse.ArgumentParser(prog="package linux", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--fast", action="store_true", help="pack less tightly, in less time")
    options = parser.parse_args(arguments)
    try:
        made = build(options)
    except PackagingError as fault:
        print(f"The build stopped. {fault}", file=sys.stderr)
        return 1
    say(f"Made {made}")
    return 0


def build(options: argparse.Namespace) -> Path:
    """Makes the .deb, its sums and its list of parts; gives the .deb."""
    need_programs({"dpkg-deb": "dpkg", "strip": "binutils"})
    when = building.build_date()
    building.fresh(WORK)
    say("Libraries")
    packages = make_venv()
    say("Program")
    folder = frozen(packages, when)
    say("Package")
    tree = lay_tree(folder, packages)
    building.set_dates(tree, when)
    options.out.mkdir(parents=True, exist_ok=True)
    out: Path = (options.out / f"{NAME}_{building.version()}_amd64.deb").absolute()
    pressure = ("-Zxz", "-z1") if options.fast else ("-Zxz", "-z6")
    run(
        "dpkg-deb",
        "--root-owner-group",
        *pressure,
        "--build",
        tree,
        out,
        SOURCE_DATE_EPOCH=str(when),
    )
    building.write_sbom(LOCK, out.with_suffix(".cdx.json"), PARTS)
    building.write_sums(options.out)
    say(f"On disk {building.size_of(tree) / 1e6:.0f} MB.")
    return out


def make_venv() -> Path:
    """A virtual environment with what the lock file names; gives its folder of libraries."""
    venv = WORK / "venv"
    run(sys.executable, "-m", "venv", venv)
    version = ".".join(map(str, sys.version_info[:2]))
    packages = venv / "lib" / f"python{version}" / "site-packages"
    building.install_wheels(LOCK, packages, platform="x86_64-manylinux_2_34", python=version)
    building.drop(packages, trimming()["drop"])
    return packages


def frozen(packages: Path, when: int) -> Path:
    """Freezes the program into one folder with PyInstaller; gives that folder."""
    folder = freeze(WORK, packages, NAME, when, "--onedir") / NAME
    must_hold_every_module(folder / NAME, WORK / "source")
    for pattern in trimming()["strip"]:
        for library in (folder / "_internal").glob(pattern):
            run("strip", "--strip-unneeded", library)
    return folder


def trimming() -> dict[str, list[str]]:
    """What is left out, and what is made smaller."""
    return tomllib.loads((HERE / "trim.toml").read_text("utf-8"))


def lay_tree(folder: Path, packages: Path) -> Path:
    """Lays every file where the system will have it; gives the root of the tree."""
    tree = building.fresh(WORK / "tree")
    share = tree / "usr" / "share"
    shutil.copytree(folder, tree / "usr" / "lib" / NAME, symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    _put(HERE / f"{NAME}.desktop", share / "applications")
    _put(HERE / "io.github.dpmanager.DPManager.metainfo.xml", share / "metainfo", _with_version)
    _put(HERE / f"{NAME}.lintian-overrides", share / "lintian" / "overrides", name=NAME)
    _put(DRAWING, share / "icons" / "hicolor" / "scalable" / "apps")
    for size in (48, 128, 256):
        place = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True)
        (place / f"{NAME}.png").write_bytes(picture(size))
    documents = share / "doc" / NAME
    documents.mkdir(parents=True)
    _put(HERE / "copyright", documents)
    building.write_licences(packages, documents / "licences")
    _pack(documents / "NEWS.gz", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    _pack(documents / "changelog.gz", _changelog())
    manual = share / "man" / "man1"
    manual.mkdir(parents=True)
    _pack(manual / f"{NAME}.1.gz", _with_version((HERE / f"{NAME}.1").read_text("utf-8")))
    _control(tree)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            executable = path.is_dir() or path == tree / "usr" / "lib" / NAME / NAME
            path.chmod(0o755 if executable else 0o644)
    return tree


def _put(source: Path, folder: Path, change: object = None, *, name: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = source.read_text("utf-8")
    (folder / (name or source.name)).write_text(change(text) if callable(change) else text, "utf-8")


def _with_version(text: str) -> str:
    day = datetime.fromtimestamp(building.build_date(), UTC).date().isoformat()
    return text.replace("@VERSION@", building.version()).replace("@DAY@", day)


def _changelog() -> str:
    """As Debian wants it; what is new stands in NEWS."""
    moment = datetime.fromtimestamp(building.build_date(), UTC)
    return (
        f"{NAME} ({building.version()}) stable; urgency=medium\n\n  * See NEWS.gz.\n\n"
        f" -- {MAINTAINER}  {moment:%a, %d %b %Y %H:%M:%S +0000}\n"
    )


def _pack(file: Path, text: str) -> None:
    with file.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.encode())


def _control(tree: Path) -> None:
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    control = tree / "DEBIAN"
    control.mkdir()
    lines = [
        f"Package: {NAME}",
        f"Version: {building.version()}",
        "Architecture: amd64",
        f"Maintainer: {MAINTAINER}",
        f"Installed-Size: {size}",
        f"Depends: {DEPENDS}",
        "Recommends: gnome-keyring | kwalletmanager",
        "Section: misc",
        "Priority: optional",
        "Description: keeps one person's direct payment in order",
        " For people in the UK who run their own care with a direct payment or a personal",
        " health budget: the budget, the hours and pay of personal assistants, receipts,",
        " and the council's return, ready to sign. It works without the internet.",
    ]
    (control / "control").write_text("\n".join(lines) + "\n", "utf-8")
    sums = subprocess.run(
        "find usr -type f -print0 | sort -z | xargs -0 md5sum",
        shell=True, cwd=tree, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (control / "md5sums").write_text(sums.stdout, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
