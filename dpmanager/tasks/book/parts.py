"""The libraries that the program is made with: name, version, licence and its text."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import msgspec

from dpmanager.resource_files import resource_path
from dpmanager.words import _

PROGRAM = "dpmanager"
PARTS_FILE = "parts.json"

_LICENCE = re.compile(r"\.dist-info/(licenses/.*|(licen[cs]e|copying|notice)[^/]*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One library. licence: its name in short; text: the whole of it, "" where none came along."""

    name: str
    version: str
    licence: str
    text: str


@lru_cache
def parts() -> tuple[Part, ...]:
    """All libraries, by name.

    An installer leaves the list among the data files; from the source tree it is read from what is
    installed there.
    """
    file = resource_path(PARTS_FILE)
    if file.is_file():
        return tuple(msgspec.json.decode(file.read_bytes(), type=list[Part]))
    return tuple(sorted((part_of(each) for each in _needed()), key=lambda part: part.name.lower()))


def part_of(library: Distribution) -> Part:
    """What a library says of itself."""
    about = library.metadata
    of_classifiers = [
        value.rsplit(" :: ", 1)[-1]
        for value in about.get_all("Classifier") or ()
        if value.startswith("License ::")
    ]
    stated = (
        *(about.get_all("License-Expression") or ()),
        "; ".join(of_classifiers),
        *(about.get_all("License") or ()),
    )
    first, *_rest = next((each for each in stated if each.strip()), "").strip().splitlines() or [""]
    text = _text(library)
    return Part(about["Name"], about["Version"], first or _("see its text"), text)


def own_licence() -> str:
    """The program's own licence: among its data files, or beside them in the source tree."""
    file = resource_path("licence.txt")
    return (file if file.is_file() else resource_path("..", "LICENSE")).read_text("utf-8")


def _text(library: Distribution) -> str:
    texts = [
        Path(str(library.locate_file(file))).read_text("utf-8", "replace")
        for file in library.files or ()
        if _LICENCE.search(str(file))
    ]
    return "\n\n".join(text.strip() for text in texts)


def _needed() -> list[Distribution]:
    """The program's libraries, and theirs in turn, as far as they are installed."""
    found: dict[str, Distribution] = {}
    waiting = [PROGRAM]
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            found[key] = distribution(name)
        except PackageNotFoundError:
            continue
        waiting += [
            re.split(r"[^A-Za-z0-9._-]", asked, maxsplit=1)[0]
            for asked in found[key].requires or ()
            if "extra ==" not in asked or (key == PROGRAM and "ocr" in asked)
        ]
    found.pop(PROGRAM, None)
    return list(found.values())
