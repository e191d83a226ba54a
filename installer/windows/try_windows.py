"""Tries the installer for Windows under Wine: install, whole job, window, upgrade, uninstall.

python3 installer/dev.py package-test windows [--out DIR]   (DIR holds what `package windows` made)

Wine lacks three small libraries that Windows 10 and 11 have, and a part of a fourth. Stand-ins for
them are compiled here, for the test alone; they are in no installer.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import build_windows
import building
from build_windows import COMPILER, PROGRAM, PROGRAMS
from building import BUILD, ROOT, PackagingError, need_programs, run, say
from trying import (
    made_in,
    must_have_notices,
    must_have_read,
    must_have_toured,
    receipt,
    tour,
    until_window,
)

WORK = BUILD / "wine"
STANDS_IN = {
    "bcryptprimitives": """
        #include <windows.h>
        BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
        __declspec(dllexport) BOOL ProcessPrng(PBYTE data, SIZE_T size) {
            return SystemFunction036(data, (ULONG)size);
        }""",
    "icuuc": "\n".join(
        f"__declspec(dllexport) long long {name}(void) {{ return 0; }}"
        for name in (
            "ucnv_open", "ucnv_close", "ucnv_getName", "ucnv_getMaxCharSize", "ucnv_fromUnicode",
            "ucnv_toUnicode", "ucnv_setSubstString", "ucnv_setFromUCallBack", "ucnv_setToUCallBack",
            "ucnv_getAvailableName", "ucnv_countAvailable", "ucnv_getStandardName",
            "ucnv_compareNames", "ucnv_reset", "ucnv_resetFromUnicode", "ucnv_resetToUnicode",
            "ucnv_fromUCountPending", "ucnv_toUCountPending", "ucnv_getDefaultName",
            "ucnv_countAliases", "ucnv_getAlias", "ucnv_cbFromUWriteSub", "ucnv_cbToUWriteSub",
            "ucnv_cbFromUWriteBytes", "ucnv_cbToUWriteUChars", "ucnv_setDefaultName",
            "ucnv_getInvalidChars", "ucnv_getInvalidUChars", "ucnv_isAmbiguous",
            "ucnv_countStandards", "ucnv_getStandard", "ucnv_openStandardNames",
            "u_errorName", "uenum_close", "uenum_next", "uenum_count",
        )
    ),
    "mscms": "\n".join(
        f"__declspec(dllexport) long long {name}(void) {{ return 0; }}"
        for name in (
            "GetColorProfileFromHandle", "CloseColorProfile", "WcsCreateIccProfile",
            "OpenColorProfileW",
        )
    ),
}  # fmt: skip
ADDED = ("crealf", "cimagf")
TABLES = "x86_64-w64-mingw32-objdump"
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\DPManager"
LONGEST_START = 90


def main(arguments: list[str] | None = None) -> int:
    """Tries it; the exit code. Where Wine cannot be had it is skipped, aloud."""
    parser = argparse.ArgumentParser(prog="package-test windows", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--twice", action="store_true", help="compare two quick builds first")
    options = parser.parse_args(arguments)
    try:
        need_programs({
            **PROGRAMS, "wine": "wine", "/usr/lib/wine/wine64": "wine64", "xvfb-run": "xvfb",
            "xdotool": "xdotool", "import": "imagemagick",
        })  # fmt: skip
    except PackagingError as fault:
        say(f"Skipped: {fault}")
        return 0
    try:
        if options.twice:
            building.build_twice(build_windows.main)
        try_installer(options.out)
    except PackagingError as fault:
        print(f"It did not pass. {fault}", file=sys.stderr)
        return 1
    finally:
        wine("wineserver", "-k", check=False)
    say("The installer for Windows passed under Wine.")
    return 0


def try_installer(out: Path) -> None:
    """Every step in turn. Raises PackagingError at the first that fails."""
    setup = made_in(out, "dp-manager-*-setup.exe")
    building.fresh(WORK)
    wine("wineboot", "-i")
    lay_stand_ins()
    show_pages(setup, out)
    began = time.monotonic()
    wine("wine", setup, "/S")
    program = installed() / PROGRAM
    if not program.is_file():
        raise PackagingError("Nothing was installed.")
    seconds, size = time.monotonic() - began, building.size_of(installed()) / 1e6
    say(f"installed in {seconds:.1f} s, {size:.0f} MB")
    version = wine("wine", "reg", "query", UNINSTALL_KEY, "/v", "DisplayVersion")
    if building.version() not in version:
        raise PackagingError("The list of apps does not name the version.")
    must_have_notices(installed() / "Licences")
    compare_return(program)
    read_receipt(program)
    open_window(program, setup, out)
    open_pages(program, out)
    book = next(user_folder().rglob("book.db"), None)
    wine("wine", installed() / "Uninstall.exe", "/S")
    wait_until_gone()
    if book is None or not book.is_file():
        raise PackagingError("The book is gone.")
    say("uninstalled: nothing is left but the book")


def show_pages(setup: Path, out: Path) -> None:
    """Goes through the installer's pages by keyboard, at the usual size of text and at 200 %.

    Takes a picture of each page, and of the page on which the program is taken off again.
    """
    for size, dots in ((100, 96), (200, 192)):
        keep = f"import -window root '{out}/windows installer, {size} %, "
        done = _quoted(str(installed() / "Uninstall.exe"))
        script = (
            f"wine {_quoted(str(setup))} </dev/null >/dev/null 2>&1 & "
            f"sleep 8; {keep}1.png'; xdotool key Return; sleep 3; {keep}2.png'; "
            f"for i in $(seq {LONGEST_START}); do [ -f {done} ] && break; sleep 1; done; "
            f"sleep 5; {keep}3.png'; wineserver -k; "
            f"wine {done} </dev/null >/dev/null 2>&1 & "
            f"sleep 6; {keep}off.png'; wineserver -k; true"
        )
        key = r"HKCU\Control Panel\Desktop"
        wine("wine", "reg", "add", key, "/v", "LogPixels", "/t", "REG_DWORD", "/d", dots, "/f")
        run(
            "xvfb-run", "-a", "-s", "-screen 0 1280x900x24", "sh", "-c", script,
            variables=environment(),
        )  # fmt: skip
        if not (installed() / "Uninstall.exe").is_file():
            raise PackagingError(f"The installer's pages did not install anything ({size} %).")
        wine("wine", installed() / "Uninstall.exe", "/S")
        wait_until_gone()
    wine("wine", "reg", "add", key, "/v", "LogPixels", "/t", "REG_DWORD", "/d", 96, "/f")
    say("the installer's pages: pictures taken")


def wait_until_gone() -> None:
    """The uninstaller works on from a copy of itself after its first program has ended."""
    for _second in range(60):
        if not installed().exists() or not any(installed().iterdir()):
            return
        time.sleep(1)
    raise PackagingError(f"Something is left: {sorted(installed().iterdir())}.")


def compare_return(program: Path) -> None:
    """Does the demonstration under Wine and from the tree; the figures must be the same."""
    folder = user_folder() / "Made" / "made"  # Wine's Documents are those of this computer
    folder.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    told = wine("wine", program, "demo", "--out", _windows(folder), cwd=folder.parent)
    say(f"demo under Wine in {time.monotonic() - began:.0f} s")
    summary = _summary(folder)
    tree = WORK / "tree"
    run(ROOT / ".venv" / "bin" / "python", "-m", "dpmanager", "demo", "--out", tree, quiet=True)
    if not summary or summary != _summary(tree):
        raise PackagingError(f"The figures are not those of the tree. {told}")
    say("demo: the figures are those of the tree")


def _summary(folder: Path) -> str:
    """The text of the return that the demonstration left."""
    import pypdfium2

    file = folder / "return.pdf"
    with pypdfium2.PdfDocument(file) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def read_receipt(program: Path) -> None:
    """Has a picture read by the program beside the window, as the window does."""
    picture = WORK / "receipt"
    picture.write_bytes(receipt())
    must_have_read(wine("wine", program, "read-receipts", given=picture))


def open_window(program: Path, setup: Path, out: Path) -> None:
    """Opens the window, takes its picture, and has an upgrade refused while it is open."""
    picture, shown, code = out / "windows window.png", WORK / "shown", WORK / "code"
    script = (
        f'(wine "{program}" open </dev/null 2>&1 | cat) & '
        f"{until_window(LONGEST_START)}"
        f'date +%s.%N > "{shown}"; sleep 4; import -window root "{picture}"; '
        f'wine "{setup}" /S </dev/null; echo $? > "{code}"; wineserver -k; true'
    )
    began = time.time()
    run(
        "xvfb-run", "-a", "-s", "-screen 0 1280x900x24", "sh", "-c", script,
        variables=environment(),
    )  # fmt: skip
    seconds = float(shown.read_text()) - began
    if seconds > LONGEST_START:
        raise PackagingError("The window did not come.")
    say(f"window under Wine after {seconds:.1f} s")
    if code.read_text().strip() != "3" or not program.is_file():
        raise PackagingError("An upgrade was not refused while the program was open.")
    say("an upgrade while it is open is refused, and the program stays")
    wine("wine", setup, "/S")
    if not program.is_file():
        raise PackagingError("The upgrade left no program.")
    say("upgraded in place")


def open_pages(program: Path, out: Path) -> None:
    """Goes through every page with the made-up household, by keyboard, as somebody new would."""
    done = WORK / "toured"
    script = (
        f"(wine {_quoted(str(program))} open </dev/null 2>&1 | cat) & "
        f"{until_window(LONGEST_START)}"
        f"sleep 3; {tour(done, out / 'windows window, home.png')} wineserver -k; true"
    )
    run(
        "xvfb-run", "-a", "-s", "-screen 0 1280x900x24", "sh", "-c", script,
        variables=environment(),
    )  # fmt: skip
    must_have_toured(done)


def lay_stand_ins() -> None:
    """Compiles what Wine lacks into its folder of libraries."""
    system = WORK / "prefix" / "drive_c" / "windows" / "system32"
    for name, source in STANDS_IN.items():
        file = WORK / f"{name}.c"
        file.write_text(source, "utf-8")
        links = ["-ladvapi32"] if name == "bcryptprimitives" else []
        run(COMPILER, "-shared", "-s", file, "-o", system / f"{name}.dll", *links)
    lay_c_library(system)


def lay_c_library(system: Path) -> None:
    """Adds to Wine's C library what numpy needs of it; all else is passed on to Wine's own."""
    own, passed_on = system / "ucrtbase.dll", system / "ucrtwine.dll"
    shutil.copy(own, passed_on)
    told = subprocess.run([TABLES, "-p", own], capture_output=True, text=True, check=True).stdout
    names = re.findall(r"^\t\[ *\d+\](?: \+base\[ *\d+\] +\w+)? (\S+)$", told, re.MULTILINE)
    lines = [f'"{name}" = "ucrtwine.{name}"' for name in names if name not in ADDED]
    exports, source = WORK / "ucrtbase.def", WORK / "ucrtbase.c"
    exports.write_text("\n".join(["EXPORTS", *lines, *ADDED]), "utf-8")
    source.write_text(
        "typedef struct { float real, imaginary; } pair;\n"
        "float crealf(pair number) { return number.real; }\n"
        "float cimagf(pair number) { return number.imaginary; }\n",
        "utf-8",
    )
    run(
        COMPILER, "-shared", "-s", "-nostdlib", "-fno-builtin", "-Wl,-e,0", source, exports,
        "-o", own,
    )  # fmt: skip


def environment() -> dict[str, str]:
    """What Wine is told: its own folder, and no questions."""
    return {
        "WINEPREFIX": str(WORK / "prefix"),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=;mscms,ucrtbase=n,b",
        "WINEARCH": "win64",
    }


def wine(
    *command: object, check: bool = True, cwd: Path = ROOT, given: Path | str = "/dev/null"
) -> str:
    """Runs a program of Windows to its end; gives what it printed. given: what it reads."""
    # Output straight into a file or a pipe of ours confuses Python there, so `cat` stands between.
    words = " ".join(_quoted(str(word)) for word in command)
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; cat {given} | {words} 2>&1 | cat"],
        cwd=cwd, env={**os.environ, **environment()}, capture_output=True, text=True, check=False,
        errors="replace",
    )  # fmt: skip
    if check and done.returncode:
        raise PackagingError(
            f"{command[0]} {command[1:]} ended with {done.returncode}: {done.stdout}"
        )
    return done.stdout


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def user_folder() -> Path:
    """The folder of the person in Wine's Windows."""
    users = WORK / "prefix" / "drive_c" / "users"
    return next(folder for folder in sorted(users.iterdir()) if folder.name != "Public")


def installed() -> Path:
    """Where the program is installed."""
    return user_folder() / "AppData" / "Local" / "Programs" / building.NAME


def _windows(path: Path) -> str:
    inside = path.relative_to(WORK / "prefix" / "drive_c")
    return "C:\\" + str(inside).replace("/", "\\")


if __name__ == "__main__":
    if not shutil.which("bash"):
        sys.exit("bash is needed.")
    sys.exit(main())
