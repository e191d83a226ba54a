"""Builds the application for macOS, on a Mac. UNTESTED: written from the makers' manuals alone.

python3 installer/dev.py package macos [--out DIR] [--sign IDENTITY]

One build for each kind of processor, on a Mac of that kind. Notarising needs an Apple developer
account; the last lines say what to type.
"""

from __future__ import annotations

import argparse
import platform
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import building
from building import BUILD, ROOT, PackagingError, run, say
from icon import picture

HERE = Path(__file__).resolve().parent
WORK = BUILD / "macos"
LOCK = HERE / "lock.txt"
BUNDLE = "io.github.dpmanager.DPManager"


def main(arguments: list[str] | None = None) -> int:
    """Builds it; the exit code."""
    parser = argparse.ArgumentParser(prog="package macos", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--sign", help="the name of a Developer ID certificate in the keychain")
    options = parser.parse_args(arguments)
    try:
        build(options)
    except PackagingError as fault:
        print(f"The build stopped. {fault}", file=sys.stderr)
        return 1
    return 0


def build(options: argparse.Namespace) -> None:
    """Makes DP Manager.app and a disk image of it. Nobody has tried this yet."""
    if sys.platform != "darwin":
        raise PackagingError("An application for macOS can only be built on a Mac. Untested there.")
    when = building.build_date()
    building.fresh(WORK)
    venv = WORK / "venv"
    run(sys.executable, "-m", "venv", venv)
    version = ".".join(map(str, sys.version_info[:2]))
    packages = venv / "lib" / f"python{version}" / "site-packages"
    kind = "aarch64-apple-darwin" if platform.machine() == "arm64" else "x86_64-apple-darwin"
    building.install_wheels(LOCK, packages, platform=kind, python=version)
    source = building.fresh(WORK / "source")
    building.lay_program(source, packages)
    entry = source / "entry.py"
    entry.write_text("import sys\n\nfrom dpmanager.cli import main\n\nsys.exit(main())\n", "utf-8")
    icon = WORK / "icon.png"
    icon.write_bytes(picture(1024))
    migrations = "dpmanager/records/migrations"
    run(
        building.tool("pyinstaller"), "-y", "--clean", "--windowed", f"--name={building.NAME}",
        f"--osx-bundle-identifier={BUNDLE}", f"--icon={icon}", f"--distpath={WORK / 'frozen'}",
        f"--workpath={WORK / 'work'}", f"--specpath={WORK}", f"--paths={source}",
        f"--paths={packages}", "--collect-submodules=dpmanager",
        "--collect-submodules=keyring.backends", "--collect-data=fontpkg_atkinson_hyperlegible",
        "--collect-data=fontpkg_noto_sans", "--collect-data=pdfminer", "--collect-data=rapidocr",
        "--collect-all=pypdfium2_raw", "--collect-all=sqlcipher3",
        f"--add-data={source / 'dpmanager/resources'}:dpmanager/resources",
        f"--add-data={source / migrations}:{migrations}", entry,
        PYTHONHASHSEED="0", SOURCE_DATE_EPOCH=str(when), PYTHONPATH=str(packages),
    )  # fmt: skip
    app = WORK / "frozen" / f"{building.NAME}.app"
    building.write_licences(packages, app / "Contents" / "Resources" / "Licences")
    if options.sign:
        run("codesign", "--deep", "--force", "--options", "runtime", "--sign", options.sign, app)
    options.out.mkdir(parents=True, exist_ok=True)
    image = options.out / f"dp-manager-{building.version()}-{platform.machine()}.dmg"
    run("hdiutil", "create", "-volname", building.NAME, "-srcfolder", app, "-ov", image)
    building.write_sbom(LOCK, image.with_suffix(".cdx.json"), {"CPython": version})
    building.write_sums(options.out)
    say("Untested. To have Apple check it: xcrun notarytool submit, then xcrun stapler staple.")


if __name__ == "__main__":
    sys.exit(main())
