"""Sets the project up, then runs, shows or tests it: python3 installer/dev.py --help.

Uses nothing but Python itself, 3.11 or newer. Everything goes into .venv beside pyproject.toml.
"""

from __future__ import annotations  # so that an older Python reads on to the plain refusal

import argparse
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up-for"

QT_PACKAGES = [
    "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0", "libx11-xcb1",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0",
    "libxcb-render-util0", "libxcb-shape0", "libxcb-sync1", "libxcb-xfixes0", "libxkbcommon-x11-0",
]  # fmt: skip
TEST_PACKAGES = [
    "at-spi2-core", "dbus", "gir1.2-atspi-2.0", "gnome-keyring", "openbox", "poppler-utils",
    "python3-gi", "xdotool", "xvfb",
]  # fmt: skip
VENV_PACKAGE = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"

SYSTEMS = {"package": ("windows", "linux", "macos"), "package-test": ("windows", "linux")}
PATH_OPTIONS = ("--out", "--sign", "--python-zip", "--from")

CHECKS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "lint-imports": ("-c", "from importlinter import cli; cli.lint_imports_command()"),
    "known faults of libraries": ("installer/known_faults.py",),
}


class SetUpError(Exception):
    """Set-up cannot go on; the message says why in a plain sentence."""


def main(arguments: list[str]) -> int:
    """Does one command and returns the exit code of the program."""
    options = read_arguments(arguments)
    try:
        set_up(TEST_PACKAGES if options.do is test else [])
        return int(options.do(options))
    except SetUpError as fault:
        print(f"Set-up stopped. {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Understands the command line; exits with 2 and the usage if it is wrong."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Sets up, then does one thing.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("run", help="open the program").set_defaults(do=run)
    demo_parser = commands.add_parser("demo", help="make an invented household with its papers")
    demo_parser.add_argument("--out", type=Path, default=Path("out"), metavar="DIR")
    demo_parser.set_defaults(do=demo)
    pictures = commands.add_parser("screenshots", help="a picture of each page in each theme")
    pictures.add_argument("--out", type=Path, default=Path("screenshots"), metavar="DIR")
    pictures.set_defaults(do=screenshots)
    for name, does, purpose in (
        ("package", package, "make the installer for a system: windows, linux or macos"),
        ("package-test", package_test, "try the installer of a system: windows or linux"),
    ):
        system = commands.add_parser(name, help=purpose)
        system.add_argument("system", choices=SYSTEMS[name])
        system.set_defaults(do=does)
    commands.add_parser("lock", help="write down which libraries installers take").set_defaults(
        do=lock
    )
    commands.add_parser("test", help="all checks; more words go to pytest").set_defaults(do=test)
    commands.add_parser("bench", help="the benchmarks; likewise").set_defaults(do=bench)
    longer = commands.add_parser("fuzz", help="spoilt files, for as long as it takes; likewise")
    longer.set_defaults(do=fuzz)
    killing = commands.add_parser("torture", help="end a working program, again and again")
    killing.add_argument("--kills", type=int, default=300, metavar="N")
    killing.set_defaults(do=torture)
    options, rest = parser.parse_known_args(arguments)
    if rest and options.do not in (test, bench, fuzz, package, package_test):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    options.more = rest
    return options


# The commands


def run(_options: argparse.Namespace) -> int:
    """Opens the program's window; ends when it is closed."""
    return call(PYTHON, "-m", "dpmanager", "open", folder=Path.cwd())


def demo(options: argparse.Namespace) -> int:
    """Makes the demonstration in a folder of where the person stands."""
    return call(PYTHON, "-m", "dpmanager", "demo", "--out", options.out, folder=Path.cwd())


def screenshots(options: argparse.Namespace) -> int:
    """Takes the pictures without a screen, in a folder of where the person stands."""
    out = Path.cwd() / options.out
    return call(PYTHON, "tests/screenshots.py", out, QT_QPA_PLATFORM="offscreen")


def test(options: argparse.Namespace) -> int:
    """Runs every check to its end; the last line counts the tests."""
    failed = []
    for name, command in CHECKS.items():
        say(f"== {name}")
        if call(PYTHON, *command) != 0:
            failed.append(name)
    say("== pytest")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        fixed = ("-n", "2", "--ignore=tests/benchmarks", f"--junitxml={report}")
        if pytest(*fixed, *options.more) != 0:
            failed.append("pytest")
        count = count_line(report)
    say(f"Failed: {', '.join(failed)}." if failed else "Every check passed.")
    say(count)
    return 1 if failed else 0


def bench(options: argparse.Namespace) -> int:
    """Runs the benchmarks one after another."""
    return pytest("tests/benchmarks", *options.more)


def fuzz(options: argparse.Namespace) -> int:
    """Runs the tests with spoilt files, which the test run does too, with far more of them."""
    files = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("tests/**/test_fuzz_*.py"))]
    return pytest(*files, *options.more, profile="fuzz")


def torture(options: argparse.Namespace) -> int:
    """Ends a program that works in a book N times, and looks at what is left each time."""
    return call(PYTHON, "tests/reliability/torture.py", "--kills", str(options.kills))


def package(options: argparse.Namespace) -> int:
    """Builds the installer of a system, with the sums and the list of parts beside it."""
    script = f"installer/{options.system}/build_{options.system}.py"
    return call(PYTHON, script, *_absolute(options.more))


def package_test(options: argparse.Namespace) -> int:
    """Installs, starts, upgrades and removes what `package` made."""
    script = f"installer/{options.system}/try_{options.system}.py"
    return call(PYTHON, script, *_absolute(options.more))


def lock(_options: argparse.Namespace) -> int:
    """Writes the lock files of the installers anew, with the newest libraries that fit."""
    return call(PYTHON, "installer/lock.py")


def _absolute(words: list[str]) -> list[str]:
    """Arguments with paths as the person meant them, from where they stand."""
    return [
        str(Path.cwd() / word) if nth and words[nth - 1] in PATH_OPTIONS else word
        for nth, word in enumerate(words)
    ]


def pytest(*arguments: str, profile: str = "default") -> int:
    """Runs pytest without a screen; it says why it skips a test."""
    return call(
        PYTHON, "-m", "pytest", "-rs", *arguments,
        QT_QPA_PLATFORM="offscreen", HYPOTHESIS_PROFILE=profile,
    )  # fmt: skip


def count_line(report: Path) -> str:
    """N passed, N failed, N skipped, out of pytest's report; an error counts as a failure."""
    if not report.exists():
        return "pytest stopped before it could count the tests."
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for suite in ElementTree.parse(report).iter("testsuite"):
        counts = {name: count + int(suite.get(name, 0)) for name, count in counts.items()}
    failed = counts["failures"] + counts["errors"]
    passed = counts["tests"] - failed - counts["skipped"]
    return f"{passed} passed, {failed} failed, {counts['skipped']} skipped"


# Set-up


def set_up(more_packages: list[str]) -> None:
    """Makes sure of the system's libraries, .venv, and the project in it; quick once done."""
    if sys.version_info < (3, 11):
        raise SetUpError(f"Python 3.11 or newer is needed; this one is {sys.version.split()[0]}.")
    if shutil.which("apt-get"):
        install_debian_packages(QT_PACKAGES + more_packages)
    stamp = fingerprint()
    if PYTHON.exists() and STAMP.is_file() and STAMP.read_text() == stamp:
        return
    if not venv_works():
        make_venv()
    say("Installing the project and what it builds on. The first time takes some minutes.")
    quietly(
        (PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--editable", ".[dev,ocr]"),
        "The libraries could not be installed. Check the internet connection and try again.",
    )
    STAMP.write_text(stamp)


def fingerprint() -> str:
    """What .venv was made from: another one means that it must be brought up to date."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    content = (ROOT / "pyproject.toml").read_bytes()
    return f"{version} {ROOT} {hashlib.sha256(content).hexdigest()}"


def venv_works() -> bool:
    """Whether .venv holds a pip for this version of Python (it may be broken or left over)."""
    if not PYTHON.exists():
        return False
    ask = "import pip, sys; print(*sys.version_info[:2])"
    answer = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True, check=False)
    return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def can_make_venv() -> bool:
    """Whether Python has the part that makes .venv, which Debian keeps in a package of its own."""
    importlib.invalidate_caches()  # the package may just have been installed
    return importlib.util.find_spec("ensurepip") is not None


def make_venv() -> None:
    """Makes .venv anew."""
    if not can_make_venv():
        raise SetUpError(f"Python needs the package {VENV_PACKAGE}. Install it, then try again.")
    quietly(
        (sys.executable, "-m", "venv", "--clear", VENV),
        "The folder .venv could not be made. See the lines above.",
    )


def install_debian_packages(names: list[str]) -> None:
    """Installs the packages that are missing; who may not do that is told the command."""
    if not can_make_venv() and not venv_works():
        names = [*names, VENV_PACKAGE]
    missing = sorted(set(names) - installed_debian_packages())
    if not missing:
        return
    if not os.access("/var/lib/dpkg", os.W_OK):
        say(f"Some Debian packages are missing: type  sudo apt-get install {' '.join(missing)}")
        return
    say(f"Installing Debian packages: {' '.join(missing)}")
    quietly(("apt-get", "-qq", "update"), "Debian's list of packages could not be fetched.")
    quietly(
        ("apt-get", "-qq", "install", "--no-install-recommends", *missing),
        "Debian's packages could not be installed. Check the internet connection.",
    )


def installed_debian_packages() -> set[str]:
    """The names of packages that are installed, and other names that they stand in for."""
    form = "${db:Status-Status} ${Package} ${Provides}\n"
    query = ["dpkg-query", "--show", f"--showformat={form}"]
    answer = subprocess.run(query, capture_output=True, text=True, check=True)
    lines = (line.split() for line in answer.stdout.splitlines())
    return {name.rstrip(",") for state, *names in lines if state == "installed" for name in names}


# Programs


def call(*command: str | Path, folder: Path = ROOT, **variables: str) -> int:
    """Runs a program to its end and returns its exit code; Ctrl-C leaves it time to stop too."""
    environment = {**os.environ, "PYTHONUTF8": "1", **variables}
    with subprocess.Popen(command, cwd=folder, env=environment) as program:
        try:
            return abs(program.wait())
        except KeyboardInterrupt:
            program.wait()
            raise


def quietly(command: tuple[str | Path, ...], complaint: str) -> None:
    """Runs a program whose words matter only if it fails: then they are shown, with a sentence."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        raise SetUpError(complaint)


def say(sentence: str) -> None:
    """Prints at once, so that it stands in order with what other programs print."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
