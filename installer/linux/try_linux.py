"""Tries the .deb on this machine: installs it, does the whole job, opens the window, removes it.

python3 installer/dev.py package-test linux [--out DIR]   (DIR holds what `package linux` made)
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import build_linux
import building
from building import ROOT, PackagingError, need_programs, run, say
from trying import (
    made_in,
    must_have_notices,
    must_have_read,
    must_have_toured,
    receipt,
    tour,
    until_window,
)

PROGRAM = "/usr/bin/dp-manager"
TREE = f"'{ROOT / '.venv/bin/python'}' -m dpmanager"
LONGEST_START = 30
SCREEN = "-screen 0 1280x900x24"


def main(arguments: list[str] | None = None) -> int:
    """Tries it; the exit code. Without the right to install anything it is skipped, aloud."""
    parser = argparse.ArgumentParser(prog="package-test linux", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--twice", action="store_true", help="compare two quick builds first")
    options = parser.parse_args(arguments)
    if not shutil.which("apt-get") or os.geteuid() != 0:
        say("Skipped: only root on Debian or Ubuntu can install a package.")
        return 0
    try:
        if options.twice:
            building.build_twice(build_linux.main)
        try_package(options.out)
    except PackagingError as fault:
        print(f"It did not pass. {fault}", file=sys.stderr)
        return 1
    say("The package for Debian passed.")
    return 0


def try_package(out: Path) -> None:
    """Every step in turn. Raises PackagingError at the first that fails."""
    need_programs({
        "xvfb-run": "xvfb", "xdotool": "xdotool", "import": "imagemagick", "openbox": "openbox",
        "appstreamcli": "appstream", "lintian": "lintian",
    })  # fmt: skip
    package = made_in(out, "dp-manager_*_amd64.deb")
    lint(package)
    run("apt-get", "-qq", "install", "--no-install-recommends", "-y", "--reinstall", package)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        run("appstreamcli", "validate", "--no-net", _metainfo())
        work = home / "work"
        work.mkdir()
        must_have_notices(Path("/usr/share/doc/dp-manager/licences"))
        compare_return(work)
        read_receipt()
        open_window(home, out)
        open_pages(home, out)
        run("apt-get", "-qq", "remove", "--purge", "-y", "dp-manager")
        left = [path for path in _places() if path.exists()]
        if left:
            raise PackagingError(f"Something is left after it was removed: {left}.")
        if not next(work.rglob("book.db"), None):
            raise PackagingError("The book is gone.")
        say("Removed: nothing is left but the book.")


def lint(package: Path) -> None:
    """Debian's own check of packages. Raises PackagingError with its errors."""
    command = ["lintian", "--fail-on", "error", "--tag-display-limit", "0", str(package)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    errors = [line for line in done.stdout.splitlines() if line.startswith("E:")]
    if done.returncode or errors:
        raise PackagingError("\n".join(["lintian found errors.", *errors]))
    say("lintian: no errors")


def compare_return(work: Path) -> None:
    """Does the demonstration installed and from the tree; the figures must be the same."""
    told = {}
    for which, command in {
        "installed": [PROGRAM],
        "tree": [str(ROOT / ".venv" / "bin" / "python"), "-m", "dpmanager"],
    }.items():
        done = subprocess.run(
            [*command, "demo", "--out", work / which, "--json"],
            cwd=ROOT if which == "tree" else work,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise PackagingError(f"demo failed ({which}): {done.stderr}")
        told[which] = done.stdout.replace(str(work / which), "")
    if told["installed"] != told["tree"]:
        raise PackagingError("The installed program's figures are not those of the tree.")
    say("demo: the figures are those of the tree")


def read_receipt() -> None:
    """Has a picture read by the program beside the window, as the window does."""
    done = subprocess.run([PROGRAM, "read-receipts"], input=receipt(), capture_output=True)
    must_have_read(done.stdout.decode())


def open_window(home: Path, out: Path) -> None:
    """Opens the window on a screen of its own and takes a picture; says how long each start took.

    The first start has nothing in memory yet, the others have. The last is that of the tree.
    """
    subprocess.run(["sh", "-c", "sync; echo 3 > /proc/sys/vm/drop_caches"], check=False)
    picture = out / "linux window.png"
    cold = _seconds_to_window(PROGRAM, home, picture)
    warm = _seconds_to_window(PROGRAM, home, picture)
    tree = min(_seconds_to_window(TREE, home, home / "tree.png") for _start in range(2))
    say(f"window: {cold:.1f} s at first, {warm:.1f} s again; from the tree {tree:.1f} s")


def open_pages(home: Path, out: Path) -> None:
    """Goes through every page with the made-up household, by keyboard, as somebody new would."""
    done = home / "toured"
    script = (
        f'openbox & "{PROGRAM}" open & program=$!; '
        f"{until_window(LONGEST_START)}"
        f"{tour(done, out / 'linux window, home.png')} kill $program; true"
    )
    run("xvfb-run", "-a", "-s", SCREEN, "sh", "-c", script, variables=settings(home / "new"))
    must_have_toured(done)


def settings(home: Path) -> dict[str, str]:
    """What a program is told that starts for the first time."""
    home.mkdir(exist_ok=True)
    return {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "LC_ALL": "C.UTF-8"}


def _seconds_to_window(program: str, home: Path, picture: Path) -> float:
    script = (
        f"{program} open & program=$!; "
        f"{until_window(LONGEST_START)}"
        f'date +%s.%N > "{home}/shown"; sleep 2; import -window root "{picture}"; '
        "kill $program; wait $program 2>/dev/null; true"
    )
    (home / "shown").unlink(missing_ok=True)
    began = time.time()
    run("xvfb-run", "-a", "-s", SCREEN, "sh", "-c", script, variables=settings(home))
    seconds = float((home / "shown").read_text()) - began
    if seconds > LONGEST_START:
        raise PackagingError("The window did not come.")
    return seconds


def _metainfo() -> Path:
    return Path("/usr/share/metainfo/io.github.dpmanager.DPManager.metainfo.xml")


def _places() -> list[Path]:
    return [
        Path("/usr/lib/dp-manager"),
        Path(PROGRAM),
        Path("/usr/share/doc/dp-manager"),
        Path("/usr/share/applications/dp-manager.desktop"),
        _metainfo(),
    ]


if __name__ == "__main__":
    sys.exit(main())
