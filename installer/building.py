"""What the installers of all systems share: versions, wheels by hash, licences, parts, sums.

Every build starts from the tree as it stands and writes below `build/`. Two builds of one tree on
one machine give the same bytes: files get one date, names come in order.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from filecmp import cmp
from importlib.metadata import Distribution, distributions
from pathlib import Path

import msgspec

from dpmanager.tasks.book.parts import PARTS_FILE, part_of

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
TOOLS = BUILD / "tools"
NAME = "DP Manager"
FIRST_DATE = 315619200
"""1 January 1980, noon: archives know no earlier day."""

GPL, LGPL = "GPL-3", "LGPL-3"
QT_OF_DEBIAN = ("libqt6core6", "libqt6svg6")
"""Each has the notices of all that was built with it: Core, Gui, Widgets, Network; Svg."""
COMMON_LICENCES = Path("/usr/share/common-licenses")


class PackagingError(Exception):
    """The build cannot go on; the message says why in a plain sentence."""


def version() -> str:
    """The version of the program, which stands in one place."""
    text = (ROOT / "dpmanager" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    if found is None:
        raise PackagingError("dpmanager/__init__.py names no version.")
    return found[1]


def build_date() -> int:
    """Seconds since 1970 that every file of the build is dated with: those of the last commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        command = ("git", "-C", str(ROOT), "log", "-1", "--format=%ct")
        asked = subprocess.run(command, capture_output=True, text=True, check=False)
        given = asked.stdout.strip()
    return max(FIRST_DATE, int(given or 0))


def need_programs(programs: dict[str, str]) -> None:
    """Makes sure of programs of the system: each with the Debian package that it comes in.

    Installs what is missing where it may, else raises PackagingError with the command.
    """
    missing = sorted({package for name, package in programs.items() if not shutil.which(name)})
    if not missing:
        return
    if shutil.which("apt-get") and os.access("/var/lib/dpkg", os.W_OK):
        say(f"Installing Debian packages: {' '.join(missing)}")
        run("apt-get", "-qq", "update")
        run("apt-get", "-qq", "install", "--no-install-recommends", *missing, quiet=True)
        return
    raise PackagingError(f"Type  sudo apt-get install {' '.join(missing)}  and try again.")


def tool(name: str) -> Path:
    """One of our own tools (uv, pyinstaller, cyclonedx-py), installed by hash when it is needed."""
    folder = TOOLS / ("Scripts" if os.name == "nt" else "bin")
    wanted = (ROOT / "installer" / "tools.txt").read_bytes()
    stamp, mark = TOOLS / "made-from", hashlib.sha256(wanted).hexdigest()
    if not stamp.is_file() or stamp.read_text() != mark:
        run(sys.executable, "-m", "venv", "--clear", TOOLS)
        python = folder / "python"
        lock = ROOT / "installer" / "tools.txt"
        run(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock)
        stamp.write_text(mark)
    return folder / name


def install_wheels(lock: Path, target: Path, *, platform: str, python: str) -> None:
    """Lays the libraries of a lock file into a folder, each proved by its hash."""
    run(
        tool("uv"), "pip", "install", "--quiet", "--target", target, "--python-platform", platform,
        "--python-version", python, "--only-binary", ":all:", "--require-hashes", "--no-deps",
        "--link-mode", "copy", "-r", lock,
    )  # fmt: skip


def lay_program(target: Path, packages: Path) -> None:
    """Copies the program with its data files into `target/dpmanager`, with a list of its parts."""
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "dpmanager", target / "dpmanager", ignore=ignore)
    resources = target / "dpmanager" / "resources"
    shutil.copytree(ROOT / "resources", resources, ignore=ignore)
    shutil.copyfile(ROOT / "LICENSE", resources / "licence.txt")
    listed = [
        part_of(distribution)
        for distribution in sorted(distributions(path=[str(packages)]), key=_name_of)
    ]
    (resources / PARTS_FILE).write_bytes(msgspec.json.encode(listed))


def _name_of(library: Distribution) -> str:
    return str(library.metadata["Name"]).lower()


def locked(lock: Path) -> dict[str, str]:
    """The libraries that a lock file names, each with its version."""
    lines = lock.read_text("utf-8").splitlines()
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", "\n".join(lines), re.MULTILINE))


# Licences and parts


def write_licences(packages: Path, target: Path, more: Iterable[Path] = ()) -> list[str]:
    """Collects the licence of every library; gives the names of those that bring no text.

    target gets a file for each, the texts of the GPL and the LGPL, and a list of all of them.
    more: the licences of parts that are no libraries, such as Python itself.
    """
    target.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", target / "DP Manager, GPL-3.txt")
    for notice in debian_notices().iterdir():
        shutil.copy(notice, target / notice.name)
    (target / "Source code of Qt.txt").write_text(QT_SOURCE, "utf-8")
    lines, without = [], []
    for library in sorted(distributions(path=[str(packages)]), key=_name_of):
        part = part_of(library)
        if part.text:
            (target / f"{part.name}.txt").write_text(part.text + "\n", "utf-8")
        else:
            without.append(part.name)
        lines.append(f"{part.name} {part.version}: {part.licence}")
    for file in more:
        shutil.copyfile(file, target / file.name)
    (target / "List.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return without


QT_SOURCE = """\
DP Manager uses Qt and PySide6 under the GNU Lesser General Public License, version 3. Their files
lie beside the program, each by itself, and may be replaced by other builds of the same version.

Their source code, with the notices of all that is in them, is at
https://download.qt.io/official_releases/qt/ and https://download.qt.io/official_releases/QtForPython/
and, for three years after this version, is sent to anybody who asks its publisher for it.
"""


QT_NOTICES = """\
What Qt's own libraries are made of, with the notice of each part, as Debian collected them from the
source code of {versions}.
The wheels of PySide6 bring no such list of their own.
"""


def debian_notices() -> Path:
    """A folder with texts that no wheel brings: GPL, LGPL, and the notices of what is in Qt.

    They come from Debian, once. Raises PackagingError elsewhere, until somebody copied the folder.
    """
    folder = BUILD / "downloads" / "notices"
    if folder.is_dir():
        return folder
    if not shutil.which("apt-get"):
        raise PackagingError(f"Copy {folder.relative_to(ROOT)} here from a build on Debian.")
    making = fresh(folder.with_suffix(".new"))
    for name in (GPL, LGPL):
        shutil.copyfile(COMMON_LICENCES / name, making / f"{name}.txt")
    (making / "Parts of Qt.txt").write_text(_qt_notices(), "utf-8")
    return making.rename(folder)


def _qt_notices() -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("apt-get", "-qq", "download", *QT_OF_DEBIAN, cwd=folder, quiet=True)
        packages = sorted(folder.glob("*.deb"))
        for package in packages:
            run("dpkg-deb", "-x", package, folder)
        versions = ", ".join(" ".join(package.stem.split("_")[:2]) for package in packages)
        notices = sorted(folder.glob("usr/share/doc/*/copyright"))
        return "\n\n".join(
            [QT_NOTICES.format(versions=versions), *(file.read_text("utf-8") for file in notices)]
        )


def write_sbom(lock: Path, out: Path, parts: dict[str, str]) -> None:
    """Writes a list of all parts in CycloneDX: the libraries with their hashes, and `parts`."""
    run(
        tool("cyclonedx-py"),
        "requirements",
        "--output-reproducible",
        "--of",
        "JSON",
        "-o",
        out,
        lock,
    )
    listed = json.loads(out.read_text("utf-8"))
    listed["metadata"]["component"] = {
        "type": "application", "name": NAME, "version": version(), "bom-ref": "dpmanager",
    }  # fmt: skip
    listed["components"] += [
        {"type": "library", "name": name, "version": number, "bom-ref": f"part-{name}"}
        for name, number in sorted(parts.items())
    ]
    out.write_text(json.dumps(listed, indent=2, sort_keys=True) + "\n", "utf-8")


# Files


def fresh(folder: Path) -> Path:
    """An empty folder in place of what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def drop(folder: Path, patterns: Iterable[str]) -> None:
    """Takes files and folders out, by patterns. What a library says of itself stays."""
    for pattern in patterns:
        for path in list(folder.glob(pattern)):
            if any(part.endswith(".dist-info") for part in path.relative_to(folder).parts):
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def set_dates(folder: Path, when: int) -> None:
    """Gives a folder and all in it one date."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (when, when), follow_symlinks=False)


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def build_twice(main: Callable[[list[str]], int]) -> None:
    """Builds two quick installers and compares all that is made, byte by byte.

    main: the build of a system, with its arguments. Raises PackagingError with the names of the
    files that differ.
    """
    with tempfile.TemporaryDirectory() as name:
        first, second = Path(name, "first"), Path(name, "second")
        for out in (first, second):
            if main(["--fast", "--out", str(out)]):
                raise PackagingError("It could not be built.")
        made = sorted(file.name for file in first.iterdir())
        if made != sorted(file.name for file in second.iterdir()):
            raise PackagingError("Two builds made files of different names.")
        differ = [file for file in made if not cmp(first / file, second / file, shallow=False)]
        if differ:
            raise PackagingError(f"Two builds differ: {', '.join(differ)}.")
    say(f"Two builds, one sum: {', '.join(made)}.")


def write_sums(out: Path) -> None:
    """Writes SHA256SUMS beside the installers and their lists of parts; says each sum and size."""
    lines = []
    for file in sorted(out.iterdir()):
        if file.is_file() and file.name.startswith("dp-manager"):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            lines.append(f"{digest}  {file.name}")
            say(f"{digest}  {file.name}  {file.stat().st_size / 1e6:.1f} MB")
    (out / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")


def run(
    *command: object,
    quiet: bool = False,
    cwd: Path = ROOT,
    variables: dict[str, str] | None = None,
    **more: str,
) -> None:
    """Runs a program to its end. Raises PackagingError, after its last words, where it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        cwd=cwd,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", **(variables or {}), **more},
        stdin=subprocess.DEVNULL,
        capture_output=quiet,
        text=True,
        check=False,
    )
    if done.returncode:
        if quiet:
            print((done.stdout + done.stderr)[-3000:], file=sys.stderr)
        raise PackagingError(f"{Path(words[0]).name} ended with {done.returncode}.")


def say(sentence: str) -> None:
    """Prints at once, so that it stands in order with what other programs print."""
    print(sentence, flush=True)
