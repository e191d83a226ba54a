"""Asks the package index whether a fault that others could use is known in a locked library.

It tells and fails nothing: a fault may become known long after the tree was made. Where the index
cannot be reached it says so.
"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request

from building import ROOT, locked

INDEX = "https://pypi.org/pypi/{name}/{version}/json"
SECONDS = 5


def main() -> int:
    """Prints a line for each known fault; the exit code is always 0."""
    libraries = {}
    for system in ("windows", "linux", "macos"):
        libraries.update(locked(ROOT / "installer" / system / "lock.txt"))
    found = 0
    for name, version in sorted(libraries.items()):
        try:
            with urllib.request.urlopen(
                INDEX.format(name=name, version=version), timeout=SECONDS
            ) as answer:
                told = json.load(answer).get("vulnerabilities", [])
        except (OSError, ValueError, urllib.error.URLError) as fault:
            print(f"Skipped: the list of known faults cannot be reached ({fault}).")
            return 0
        for each in told:
            found += 1
            print(f"{name} {version}: {each.get('id')}: {each.get('summary') or each.get('link')}")
    print(f"{found} known faults in {len(libraries)} libraries.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
