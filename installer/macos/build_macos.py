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
from freezing import freeze, must_hold_every_module
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
    icon = WORK / "icon.png"
    icon.write_bytes(picture(1024))
    app = freeze(
        WORK, packages, building.NAME, when,
        "--windowed", f"--osx-bundle-identifier={BUNDLE}", f"--icon={icon}",
    ) / f"{building.NAME}.app"  # fmt: skip
    must_hold_every_module(app / "Contents" / "MacOS" / building.NAME, WORK / "source")
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
