"""Writes the lock files of the installers: every library, by version and hash."""

from __future__ import annotations

import sys

from building import ROOT, run, tool

# folder: platform and version of Python.
SYSTEMS = {
    "windows": ("x86_64-pc-windows-msvc", "3.13"),
    "linux": ("x86_64-manylinux_2_34", "3.11"),
    "macos": ("aarch64-apple-darwin", "3.13"),
}


def main() -> int:
    """Asks the index for each system; the exit code."""
    for folder, (platform, python) in SYSTEMS.items():
        run(
            tool("uv"), "pip", "compile", "--quiet", "--upgrade", "pyproject.toml", "--extra",
            "ocr", "--python-platform", platform, "--python-version", python, "--only-binary",
            ":all:", "--generate-hashes", "--no-header", "--no-annotate", "-o",
            ROOT / "installer" / folder / "lock.txt", MACOSX_DEPLOYMENT_TARGET="15.0",
        )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
